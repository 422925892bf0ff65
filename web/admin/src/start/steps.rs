//! What a new storefront lacks: something to offer, a logo, people who know of it. Each step knows whether it is taken.

use client::{CatalogListVariables, OrderListVariables, OrderWhere, Paging, Permission, TeamItemWhere};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName};

use super::texts::words;
use crate::app::frame;
use crate::browser;
use crate::guard;
use crate::places::Page;
use crate::session::session;
use crate::shell::storefront_address;
use crate::toasts::toasts;
use crate::transport::Api;

/// Kept in the browser: the steps were put away; the link was shared.
const AWAY: &str = "sadu.steps.";
const SHARED: &str = "sadu.shared.";

/// The steps, for those who may take them. Nothing, once all are taken.
#[component]
pub(crate) fn FirstSteps() -> impl IntoView {
    let (frame, session) = (frame(), session());
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let may = session.viewer.with_untracked(|viewer| {
        viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, Permission::EditStorefront))
    });
    let is_away = RwSignal::new(browser::kept(&format!("{AWAY}{tenant}")).is_some());
    if !may || is_away.get_untracked() {
        return ().into_any();
    }
    let has_items = RwSignal::new(None::<bool>);
    let is_shared = RwSignal::new(browser::kept(&format!("{SHARED}{tenant}")).is_some());
    let api = Api::of_this_tenant();
    spawn_local(async move {
        // Whoever has orders has told people of the storefront.
        let newest = OrderListVariables::new(Paging::around(1, None, None), "", OrderWhere::default(), None);
        if let Ok(page) = client::order_list(&api, newest).await
            && page.total_count.value > 0
        {
            let _ = is_shared.try_set(true);
        }
        let first = CatalogListVariables::new(Paging::around(1, None, None), "", TeamItemWhere::default(), None);
        if let Ok(page) = client::catalog_list(&api, first).await {
            let _ = has_items.try_set(Some(page.total_count.value > 0));
        }
    });
    let has_logo = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.logo.is_some())));
    // Nothing is shown before all is known, so that nothing appears and goes again.
    let taken = Memo::new(move |_| Some([has_items.get()?, has_logo.get()?, is_shared.get()]));
    let tenant = StoredValue::new(tenant);
    let put_away = move |_| {
        browser::keep(&format!("{AWAY}{}", tenant.get_value()), "1");
        is_away.set(true);
    };
    (move || {
        let taken = taken.get()?;
        (!is_away.get() && taken.contains(&false))
            .then(|| view! { <Steps taken tenant is_shared put_away=Callback::new(put_away) /> })
    })
    .into_any()
}

#[component]
fn Steps(
    taken: [bool; 3],
    tenant: StoredValue<String>,
    is_shared: RwSignal<bool>,
    put_away: Callback<leptos::ev::MouseEvent>,
) -> impl IntoView {
    let words = words();
    let toasts = toasts();
    let address = storefront_address(&tenant.get_value());
    let copy = move |_| {
        browser::copy(address.clone(), move |is_done| {
            if is_done {
                toasts.success(words.copied)
            } else {
                toasts.danger(words.not_copied)
            }
            browser::keep(&format!("{SHARED}{}", tenant.get_value()), "1");
            let _ = is_shared.try_set(true);
        });
    };
    let link = |to: String, label: &'static str| {
        view! { <a class="button button-secondary button-small" href=to>{label}</a> }.into_any()
    };
    let of_tenant = tenant.get_value();
    let steps = [
        (words.item, words.item_text, link(Page::Catalog.of(&of_tenant), words.item_go)),
        (words.logo, words.logo_text, link(Page::Storefront.of(&of_tenant), words.logo_go)),
        (
            words.share,
            words.share_text,
            view! {
                <button type="button" class="button button-secondary button-small" on:click=copy>{words.share_go}</button>
            }
            .into_any(),
        ),
    ];
    let count = taken.iter().filter(|is_taken| **is_taken).count();
    let progress = words.progress.replace("{n}", &count.to_string()).replace("{all}", &taken.len().to_string());
    let rows = steps
        .into_iter()
        .zip(taken)
        .map(|((title, text, act), is_taken)| {
            let mark = if is_taken { IconName::Check } else { IconName::Forward };
            view! {
                <li class="entry" class:entry-done=is_taken>
                    <span class="entry-mark" aria-hidden="true"><Icon name=mark /></span>
                    <div class="entry-body">
                        <p class="entry-name">{title}</p>
                        <p class="entry-sub">{if is_taken { words.done } else { text }}</p>
                    </div>
                    <div class="entry-acts">{(!is_taken).then_some(act)}</div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card first-steps" aria-labelledby="steps-title">
            <div class="card-row">
                <h2 class="card-title" id="steps-title">{words.title} " " <span class="cell-sub">{progress}</span></h2>
                <button type="button" class="link link-button" on:click=move |event| put_away.run(event)>
                    {words.put_away}
                </button>
            </div>
            <ul class="entries" role="list">{rows}</ul>
        </section>
    }
}
