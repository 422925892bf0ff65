//! A new item: what it is, its name, its price, a picture. Nothing else is needed, and everything else is there.

use client::{CatalogItemType, TenantKind};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Icon, IconName};

use super::draft::Draft;
use super::item_form::Parts;
use super::texts::words;
use crate::app::frame;
use crate::bound::{Choices, Faults, Switch, WrongBox, number};
use crate::browser::{self, sleep_ms};
use crate::media::PicturesBox;
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::toasts::toasts;
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn NewItemPage() -> impl IntoView {
    let frame = frame();
    frame.set_title(words().new_title);
    // What to begin with is the tenant's trade, so its face is waited for.
    let kind = Memo::new(move |_| {
        frame.storefront.with(|face| face.as_ref().map(|face| (face.kind, face.currency_code.clone())))
    });
    move || match kind.get() {
        None => view! { <p class="visually-hidden" role="status">{t().loading}</p> }.into_any(),
        Some((kind, currency)) => {
            let first =
                if kind == TenantKind::Charity { CatalogItemType::DonationCampaign } else { CatalogItemType::Product };
            view! { <NewItemForm first currency /> }.into_any()
        }
    }
}

#[component]
fn NewItemForm(first: CatalogItemType, currency: String) -> impl IntoView {
    let words = words();
    let tenant = frame().tenant.get_untracked().unwrap_or_default();
    let (draft, faults) = (Draft::empty(first), Faults::new());
    let parts = Parts { draft, faults, currency };
    let api = StoredValue::new(Api::of_this_tenant());
    let (toasts, navigate) = (toasts(), use_navigate());
    let is_busy = RwSignal::new(false);
    let made = RwSignal::new(None::<client::Id>);
    let unsent = RwSignal::new(0_usize);
    let kinds = vec![
        (CatalogItemType::Product, words.kind_product.to_owned(), Some(words.kind_product_text.to_owned())),
        (CatalogItemType::Service, words.kind_service.to_owned(), Some(words.kind_service_text.to_owned())),
        (CatalogItemType::DonationCampaign, words.kind_donation.to_owned(), Some(words.kind_donation_text.to_owned())),
        (CatalogItemType::PledgeCampaign, words.kind_pledge.to_owned(), Some(words.kind_pledge_text.to_owned())),
    ];
    let to_list = Page::Catalog.of(&tenant);
    let to_item = tenant.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() || !check(draft, faults) {
            return;
        }
        is_busy.set(true);
        let (api, navigate, tenant) = (api.get_value(), navigate.clone(), to_item.clone());
        let input = draft.create_input();
        spawn_local(async move {
            let answer = client::create_item(&api, input).await;
            if is_busy.is_disposed() {
                return;
            }
            match answer {
                Ok(client::Outcome { value: Some(item), .. }) => {
                    // The pictures that waited are sent now; the page stays until they are there, or were refused.
                    made.set(Some(item.id.clone()));
                    while unsent.try_get_untracked().is_some_and(|left| left > 0) {
                        sleep_ms(100).await;
                    }
                    if is_busy.is_disposed() {
                        return;
                    }
                    let is_shown = draft.shows_at_once.get_untracked();
                    toasts.success(if is_shown { words.created_shown } else { words.created });
                    let to = places::item(&tenant, item.id.inner());
                    navigate(&to, NavigateOptions { replace: true, scroll: true, ..NavigateOptions::default() });
                }
                Ok(outcome) => {
                    is_busy.set(false);
                    faults.set(outcome.user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => {
                    is_busy.set(false);
                    toasts.fault(&error);
                }
            }
        });
    };
    browser::focus_soon(match prefs().locale.get_untracked() {
        ui::Locale::Ar => "#name-ar",
        ui::Locale::En => "#name-en",
    });
    view! {
        <form class="edit" novalidate=true on:submit=submit>
            <header class="edit-head">
                <a class="icon-button" href=to_list aria-label=words.to_list title=words.to_list><Icon name=IconName::Back /></a>
                <div>
                    <h1 class="page-title">{words.new_title}</h1>
                    <p class="page-lead">{words.new_text}</p>
                </div>
            </header>
            <WrongBox faults />
            <div class="edit-body">
                <section class="form-part">
                    <Choices name="kind" label=words.what_kind options=kinds value=draft.kind />
                    {parts.name()}
                    {parts.price()}
                </section>
                <section class="form-part">
                    <h2 class="card-title">{words.pictures}</h2>
                    <PicturesBox item=made.into() tenant=tenant.clone() unsent />
                </section>
                <details class="form-part form-more">
                    <summary class="form-more-head"><span class="card-title">{words.more}</span><Icon name=IconName::Down /></summary>
                    <div class="form-more-body">
                        {parts.description()}
                        {parts.of_kind()}
                        {parts.address(true)}
                    </div>
                </details>
            </div>
            <div class="edit-bar">
                <Switch id="shows" label=words.publish_now checked=draft.shows_at_once hint=Some(words.publish_now_hint.to_owned()) />
                <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { words.saving } else { words.create }}
                </button>
            </div>
        </form>
    }
}

/// What can be told without asking the server.
pub(super) fn check(draft: Draft, faults: Faults) -> bool {
    let words = words();
    faults.clear();
    if draft.name.is_blank() {
        faults.add("name", words.error_name);
    }
    if !draft.kind.get_untracked().is_campaign() && number(draft.price).is_none() {
        faults.add("price", words.error_price);
    }
    for path in draft.wrong_numbers() {
        faults.add(path, words.error_number);
    }
    if faults.any() {
        browser::focus_soon("#wrong");
    }
    !faults.any()
}
