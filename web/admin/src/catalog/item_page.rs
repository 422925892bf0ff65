//! One item: changed, shown, taken off, deleted. Pictures are kept as they come; the rest when it is saved.

use client::{CatalogItemStatus, Outcome, TeamItem};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{Dialog, EmptyState, Icon, IconName, Skeleton, Status};

use super::draft::Draft;
use super::item_form::Parts;
use super::list_page::{status_word, type_word};
use super::new_page::check;
use super::texts::words;
use crate::app::frame;
use crate::bound::{Faults, WrongBox};
use crate::browser;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::media::PicturesBox;
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::text::pick;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn ItemPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Option<TeamItem>>::new();
    let ask = move || {
        let (api, id) = (api.get_value(), id.get_untracked());
        async move { client::team_item(&api, &id).await }
    };
    Effect::new(move |_| {
        id.track();
        loader.state.set(Loaded::Waiting);
        loader.ask(ask());
    });
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    move || match loader.state.get() {
        Loaded::Waiting => waiting().into_any(),
        Loaded::Here(None) => gone().into_any(),
        Loaded::Here(Some(item)) => view! { <Editor item loader /> }.into_any(),
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
    }
}

/// What the buttons share.
#[derive(Clone, Copy)]
struct Acting {
    api: StoredValue<Api>,
    loader: Loader<Option<TeamItem>>,
    toasts: Toasts,
    faults: Faults,
    is_busy: RwSignal<bool>,
    item: StoredValue<TeamItem>,
}

impl Acting {
    /// Runs an act unless one runs already, and shows what came of it.
    fn run(self, done: &'static str, act: impl Future<Output = Result<Outcome<TeamItem>, client::Error>> + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = act.await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { value: Some(item), .. }) => {
                    self.toasts.success(done);
                    self.loader.put(Some(item));
                }
                Ok(Outcome { user_errors, .. }) => {
                    self.faults.set(user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => self.toasts.fault(&error),
            }
        });
    }

    fn save(self, draft: Draft) {
        if !check(draft, self.faults) {
            return;
        }
        let (api, item, input) = (self.api.get_value(), self.item.get_value(), draft.update_input());
        self.run(words().saved, async move { client::update_item(&api, &item.id, input, item.version).await });
    }

    fn show(self, is_shown: bool) {
        let (api, item) = (self.api.get_value(), self.item.get_value());
        let done = if is_shown { words().shown } else { words().hidden };
        self.run(done, async move { client::show_item(&api, &item.id, is_shown, Some(item.version)).await });
    }
}

/// The item's form. Made anew whenever the item is.
#[component]
fn Editor(item: TeamItem, loader: Loader<Option<TeamItem>>) -> impl IntoView {
    let words = words();
    let frame = frame();
    let locale = prefs().locale.get_untracked();
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let (draft, faults) = (Draft::of(&item), Faults::new());
    // What was kept and what would be sent, to tell whether something is unsaved.
    let kept = StoredValue::new(draft.update_input());
    let currency = item
        .price
        .as_ref()
        .map(|price| price.currency_code.clone())
        .or_else(|| frame.storefront.with_untracked(|face| face.as_ref().map(|face| face.currency_code.clone())))
        .unwrap_or_default();
    let parts = Parts { draft, faults, currency };
    let acting = Acting {
        api: StoredValue::new(Api::of_this_tenant()),
        loader,
        toasts: toasts(),
        faults,
        is_busy: RwSignal::new(false),
        item: StoredValue::new(item.clone()),
    };
    let name = pick(locale, &item.name);
    frame.set_title(&name);
    let is_changed = RwSignal::new(false);
    // Any key or choice in the form may have changed something.
    let look = move || is_changed.set(kept.with_value(|kept| *kept != draft.update_input()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        acting.save(draft);
    };
    let page = format!("{}i/{}", storefront_address(&tenant), item.slug);
    let is_shown = item.status == CatalogItemStatus::Active;
    let (tone, label) = status_word(item.status, t());
    let id = RwSignal::new(Some(item.id.clone()));
    let unsent = RwSignal::new(0_usize);
    let asks = RwSignal::new(false);
    view! {
        <form class="edit" novalidate=true on:submit=submit on:input=move |_| look() on:change=move |_| look() on:click=move |_| look()>
            <header class="edit-head">
                <a class="icon-button" href=Page::Catalog.of(&tenant) aria-label=words.to_list title=words.to_list><Icon name=IconName::Back /></a>
                <div class="edit-title">
                    <h1 class="page-title"><bdi>{name}</bdi></h1>
                    <p class="edit-sub">{type_word(item.kind, t())} <Status tone label /></p>
                </div>
                {is_shown.then(|| view! {
                    <a class="button button-secondary edit-see" href=page target="_blank" rel="noopener"><span>{words.see_it}</span> <Icon name=IconName::Out /></a>
                })}
            </header>
            <WrongBox faults />
            <div class="edit-body">
                <section class="form-part">{parts.name()} {parts.price()}</section>
                <section class="form-part">
                    <h2 class="card-title">{words.pictures}</h2>
                    <PicturesBox item=id.into() tenant=tenant.clone() unsent />
                </section>
                <section class="form-part">{parts.description()}</section>
                {parts.of_kind()}
                <details class="form-part form-more">
                    <summary class="form-more-head"><span class="card-title">{words.address}</span><Icon name=IconName::Down /></summary>
                    <div class="form-more-body">{parts.address(false)}</div>
                </details>
                <section class="form-part form-ends">
                    <button type="button" class="button button-secondary" on:click=move |_| acting.show(!is_shown)>
                        {if is_shown { words.hide } else { words.show }}
                    </button>
                    <button type="button" class="button button-danger" on:click=move |_| asks.set(true)>{words.delete}</button>
                </section>
            </div>
            <div class="edit-bar" class:edit-bar-quiet=move || !is_changed.get()>
                <span class="edit-state" role="status">{move || is_changed.get().then_some(words.unsaved)}</span>
                <button type="submit" class="button button-primary" aria-disabled=move || acting.is_busy.get().to_string()>
                    {move || if acting.is_busy.get() { words.saving } else { words.save }}
                </button>
            </div>
        </form>
        <AskDelete acting open=asks tenant />
    }
}

/// The question before an item goes for good.
#[component]
fn AskDelete(acting: Acting, open: RwSignal<bool>, tenant: String) -> impl IntoView {
    let words = words();
    let navigate = use_navigate();
    let to_list = Page::Catalog.of(&tenant);
    let delete = Callback::new(move |()| {
        let (api, item) = (acting.api.get_value(), acting.item.get_value());
        let (navigate, to_list) = (navigate.clone(), to_list.clone());
        spawn_local(async move {
            match client::delete_item(&api, &item.id, item.version).await {
                Ok(Outcome { value: Some(_), .. }) => {
                    acting.toasts.success(words.deleted);
                    navigate(&to_list, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(Outcome { user_errors, .. }) => {
                    open.set(false);
                    acting.faults.set(user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => acting.toasts.fault(&error),
            }
        });
    });
    view! {
        <Dialog id="delete-item" open title=Signal::derive(move || words.delete_title.to_owned()) close_label=Signal::derive(move || t().close.to_owned())>
            <p>{words.delete_text}</p>
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| open.set(false)>{words.cancel}</button>
                <button type="button" class="button button-danger-strong" on:click=move |_| delete.run(())>{words.delete}</button>
            </div>
        </Dialog>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">{t().loading}</p>
        <div class="edit" aria-hidden="true">
            <div class="form-part"><Skeleton width=40 /><Skeleton width=80 /><Skeleton width=60 /></div>
            <div class="form-part"><Skeleton width=60 /><Skeleton width=40 /></div>
        </div>
    }
}

fn gone() -> impl IntoView {
    let words = words();
    let tenant = frame().tenant.get_untracked().unwrap_or_default();
    view! {
        <EmptyState icon=IconName::Search title=words.gone_title text=words.gone_text>
            <a class="button button-primary" href=Page::Catalog.of(&tenant)>{words.to_list}</a>
        </EmptyState>
    }
}
