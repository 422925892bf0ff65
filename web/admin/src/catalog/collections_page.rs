//! The shelves of the shop: their order, what stands on each, whether visitors see it.

use client::{CollectionCreateInput, CollectionUpdateInput, Outcome, ShelfItem, TeamCollection};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use ui::{Dialog, EmptyState, Icon, IconName, Skeleton};

use super::texts::words;
use crate::app::frame;
use crate::bound::{Both, BothField, Faults, Switch};
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::places::Page;
use crate::prefs::{prefs, t};
use crate::shell::storefront_address;
use crate::strings::{ITEMS, count_of};
use crate::text::pick;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// What the page's parts share.
#[derive(Clone, Copy)]
struct Shelves {
    api: StoredValue<Api>,
    loader: Loader<Vec<TeamCollection>>,
    toasts: Toasts,
    /// The one that is written; none in it: a new one.
    edited: RwSignal<Option<Option<TeamCollection>>>,
}

impl Shelves {
    fn load(self) {
        let api = self.api.get_value();
        self.loader.ask(async move { client::team_collections(&api).await });
    }

    fn shift(self, id: &client::Id, by: isize) {
        let Loaded::Here(mut list) = self.loader.state.get_untracked() else { return };
        let Some(from) = list.iter().position(|shelf| shelf.id == *id) else { return };
        let to = from.saturating_add_signed(by);
        if to >= list.len() || to == from {
            return;
        }
        list.swap(from, to);
        let ids = list.iter().map(|shelf| shelf.id.clone()).collect();
        self.loader.put(list);
        let api = self.api.get_value();
        spawn_local(async move {
            if let Err(error) = client::reorder_collections(&api, ids).await {
                self.toasts.fault(&error);
                self.load();
            }
        });
    }
}

/// The page.
#[component]
pub(crate) fn CollectionsPage() -> impl IntoView {
    let words = words();
    let frame = frame();
    frame.set_title(words.collections);
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let shelves = Shelves {
        api: StoredValue::new(Api::of_this_tenant()),
        loader: Loader::new(),
        toasts: toasts(),
        edited: RwSignal::new(None),
    };
    shelves.load();
    let to_list = Page::Catalog.of(&tenant);
    let base = StoredValue::new(storefront_address(&tenant));
    let on_retry = Callback::new(move |()| shelves.load());
    view! {
        <div class="edit">
            <header class="edit-head">
                <a class="icon-button" href=to_list aria-label=words.to_list title=words.to_list><Icon name=IconName::Back /></a>
                <div class="edit-title">
                    <h1 class="page-title">{words.collections}</h1>
                    <p class="page-lead">{words.collections_text}</p>
                </div>
                <button type="button" class="button button-primary" on:click=move |_| shelves.edited.set(Some(None))>
                    <Icon name=IconName::Plus /> {words.collection_new}
                </button>
            </header>
            {move || match shelves.loader.state.get() {
                Loaded::Waiting => view! { <div class="form-part"><Skeleton width=60 /><Skeleton width=40 /></div> }.into_any(),
                Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
                Loaded::Here(list) if list.is_empty() => view! {
                    <EmptyState icon=IconName::Tag title=words.collection_none_title text=words.collection_none_text />
                }
                .into_any(),
                Loaded::Here(list) => {
                    let last = list.len() - 1;
                    let rows = list.into_iter().enumerate().map(|(at, shelf)| row(shelves, shelf, at, last)).collect_view();
                    view! { <ol class="shelves" role="list">{rows}</ol> }.into_any()
                }
            }}
            <Show when=move || shelves.edited.with(Option::is_some)><ShelfDialog shelves base /></Show>
        </div>
    }
}

fn row(shelves: Shelves, shelf: TeamCollection, at: usize, last: usize) -> impl IntoView {
    let words = words();
    let locale = prefs().locale.get_untracked();
    let name = pick(locale, &shelf.name);
    let count = client::TotalCount { value: shelf.item_count, precision: client::CountPrecision::Exact };
    let mut notes = vec![count_of(locale, &ITEMS, count)];
    if !shelf.is_visible {
        notes.push(words.collection_hidden.to_owned());
    }
    if shelf.is_on_home {
        notes.push(words.collection_on_home.to_owned());
    }
    let (up, down) = (shelf.id.clone(), shelf.id.clone());
    let named = |act: &str| format!("{name}: {act}");
    view! {
        <li class="shelf">
            <button type="button" class="shelf-face" on:click={
                let shelf = shelf.clone();
                move |_| shelves.edited.set(Some(Some(shelf.clone())))
            }>
                <span class="shelf-name"><bdi>{name.clone()}</bdi></span>
                <span class="shelf-notes">{notes.join(" · ")}</span>
            </button>
            <button type="button" class="icon-button" disabled=at == 0 aria-label=named(words.earlier) title=words.earlier
                on:click=move |_| shelves.shift(&up, -1)><Icon name=IconName::Up /></button>
            <button type="button" class="icon-button" disabled=at == last aria-label=named(words.later) title=words.later
                on:click=move |_| shelves.shift(&down, 1)><Icon name=IconName::Down /></button>
        </li>
    }
}

/// A shelf, to be written.
#[component]
fn ShelfDialog(shelves: Shelves, base: StoredValue<String>) -> impl IntoView {
    let words = words();
    let shelf = shelves.edited.get_untracked().flatten();
    let open = RwSignal::new(true);
    let name = shelf.as_ref().map_or_else(Both::empty, |shelf| Both::of(&shelf.name));
    let description = shelf.as_ref().map_or_else(Both::empty, |shelf| Both::of(&shelf.description));
    let is_visible = RwSignal::new(shelf.as_ref().is_none_or(|shelf| shelf.is_visible));
    let is_on_home = RwSignal::new(shelf.as_ref().is_some_and(|shelf| shelf.is_on_home));
    let items = RwSignal::new(Vec::<ShelfItem>::new());
    // Until the items are there, saving leaves them alone.
    let are_known = RwSignal::new(shelf.is_none());
    let faults = Faults::new();
    let is_busy = RwSignal::new(false);
    if let Some(shelf) = shelf.clone() {
        let api = shelves.api.get_value();
        spawn_local(async move {
            if let Ok(found) = client::shelf_items(&api, &shelf.slug).await
                && !items.is_disposed()
            {
                items.set(found);
                are_known.set(true);
            }
        });
    }
    Effect::new(move |_| {
        if !open.get() {
            shelves.edited.set(None);
        }
    });
    let kept = StoredValue::new(shelf.clone());
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        faults.clear();
        if name.is_blank() {
            faults.add("name", words.error_name);
        }
        if is_busy.get_untracked() || faults.any() {
            return;
        }
        is_busy.set(true);
        let api = shelves.api.get_value();
        let ids: Vec<client::Id> = items.with_untracked(|items| items.iter().map(|item| item.id.clone()).collect());
        let item_ids = are_known.get_untracked().then_some(ids);
        let (visible, home) = (Some(is_visible.get_untracked()), Some(is_on_home.get_untracked()));
        let (name, description) = (name.input(), Some(description.input()));
        spawn_local(async move {
            let answer = match kept.get_value() {
                None => {
                    let input =
                        CollectionCreateInput { name, description, is_visible: visible, is_on_home: home, item_ids };
                    client::create_collection(&api, input).await
                }
                Some(shelf) => {
                    let input =
                        CollectionUpdateInput { name, description, is_visible: visible, is_on_home: home, item_ids };
                    client::update_collection(&api, &shelf.id, input, shelf.version).await
                }
            };
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(Outcome { value: Some(_), .. }) => {
                    shelves.toasts.success(words.saved);
                    shelves.load();
                    open.set(false);
                }
                Ok(outcome) => faults.set(outcome.user_errors),
                Err(error) => shelves.toasts.fault(&error),
            }
        });
    };
    let delete = move |_| {
        let Some(shelf) = kept.get_value() else { return };
        let api = shelves.api.get_value();
        spawn_local(async move {
            match client::delete_collection(&api, &shelf.id).await {
                Ok(_) => {
                    shelves.toasts.success(words.collection_deleted);
                    shelves.load();
                    let _ = open.try_set(false);
                }
                Err(error) => shelves.toasts.fault(&error),
            }
        });
    };
    let is_new = shelf.is_none();
    let title = Signal::derive(move || if is_new { words.collection_new } else { words.collections }.to_owned());
    view! {
        <Dialog id="shelf" open title close_label=Signal::derive(move || t().close.to_owned())>
            <form class="dialog-body" novalidate=true on:submit=save>
                <BothField id="name" label=words.name value=name faults max_length=80 />
                <BothField id="description" label=words.description value=description faults optional=Some(words.optional) rows=2 max_length=2_000 />
                <Switch id="visible" label=words.collection_visible checked=is_visible />
                <Switch id="home" label=words.collection_on_home checked=is_on_home />
                <ShelfItems shelves items base />
                <div class="dialog-acts">
                    {(!is_new).then(|| view! {
                        <button type="button" class="button button-danger" on:click=delete title=words.collection_delete_text>{words.collection_delete}</button>
                    })}
                    <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>{words.save}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// What stands on a shelf, and the way to put more on it.
#[component]
fn ShelfItems(shelves: Shelves, items: RwSignal<Vec<ShelfItem>>, base: StoredValue<String>) -> impl IntoView {
    let words = words();
    let locale = prefs().locale.get_untracked();
    let query = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<ShelfItem>::new());
    Effect::new(move |_| {
        let typed = query.get();
        let api = shelves.api.get_value();
        if typed.trim().is_empty() {
            found.set(Vec::new());
            return;
        }
        spawn_local(async move {
            if let Ok(answer) = client::find_items(&api, &typed).await
                && query.try_get_untracked().is_some_and(|now| now == typed)
            {
                found.set(answer);
            }
        });
    });
    let face = move |item: &ShelfItem| {
        let picture = item.images.first().and_then(|image| image.renditions.first()).map(|size| {
            let src = base.with_value(|base| format!("{}{}", base.trim_end_matches('/'), size.url));
            view! { <img class="thumb" src=src alt="" loading="lazy" /> }.into_any()
        });
        let picture = picture.unwrap_or_else(|| view! { <span class="thumb thumb-none"></span> }.into_any());
        view! { {picture} <span class="shelf-item-name"><bdi>{pick(locale, &item.name)}</bdi></span> }
    };
    let shift = move |id: &client::Id, by: isize| {
        items.update(|list| {
            if let Some(from) = list.iter().position(|item| item.id == *id) {
                let to = from.saturating_add_signed(by);
                if to < list.len() {
                    list.swap(from, to);
                }
            }
        });
    };
    let own = move || {
        let list = items.get();
        if list.is_empty() {
            return view! { <p class="hint">{words.collection_empty}</p> }.into_any();
        }
        let last = list.len() - 1;
        let rows = list.into_iter().enumerate().map(|(at, item)| {
            let name = pick(locale, &item.name);
            let (up, down, out) = (item.id.clone(), item.id.clone(), item.id.clone());
            view! {
                <li class="shelf-item">
                    {face(&item)}
                    <button type="button" class="icon-button" disabled=at == 0 aria-label=format!("{name}: {}", words.earlier) on:click=move |_| shift(&up, -1)><Icon name=IconName::Up /></button>
                    <button type="button" class="icon-button" disabled=at == last aria-label=format!("{name}: {}", words.later) on:click=move |_| shift(&down, 1)><Icon name=IconName::Down /></button>
                    <button type="button" class="icon-button" aria-label=format!("{name}: {}", words.take_out) on:click=move |_| items.update(|list| list.retain(|other| other.id != out))><Icon name=IconName::Close /></button>
                </li>
            }
        });
        view! { <ol class="shelf-items" role="list">{rows.collect_view()}</ol> }.into_any()
    };
    let offers = move || {
        let own: Vec<client::Id> = items.with(|items| items.iter().map(|item| item.id.clone()).collect());
        found
            .get()
            .into_iter()
            .filter(|item| !own.contains(&item.id))
            .take(6)
            .map(|item| {
                let name = pick(locale, &item.name);
                let added = item.clone();
                view! {
                    <li class="shelf-item">
                        {face(&item)}
                        <button type="button" class="button button-quiet" aria-label=format!("{name}: {}", words.put_in) on:click=move |_| items.update(|list| list.push(added.clone()))>
                            <Icon name=IconName::Plus /> {words.put_in}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{words.collection_items}</legend>
            {own}
            <label class="visually-hidden" for="find">{words.collection_find}</label>
            <input
                class="input"
                id="find"
                type="search"
                autocomplete="off"
                placeholder=words.collection_find
                prop:value=move || query.get()
                on:input=move |event| query.set(event_target_value(&event))
                // Enter searches on; it does not send the form around it.
                on:keydown=move |event: ev::KeyboardEvent| if event.key() == "Enter" { event.prevent_default() }
            />
            <ul class="shelf-items" role="list" aria-live="polite">{offers}</ul>
        </fieldset>
    }
}
