//! The saved views of a list, as tabs above it: one's own and the team's; and the way to keep what one looks at.

use client::{Permission, SavedView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName};

use super::ListQuery;
use super::columns::Shown;
use super::page::Shared;
use super::texts::{ListTexts, words};
use super::view_dialogs::{Ask, ViewDialogs, hear};
use crate::app::frame;
use crate::browser;
use crate::guard;
use crate::prefs::t;
use crate::session::session;
use crate::toasts::{Toasts, toasts};

/// The views of the tenant last looked at, of all its lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Views(RwSignal<(String, Vec<SavedView>)>);

impl Views {
    /// None known.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new((String::new(), Vec::new())))
    }

    /// Puts a view in the place of what it was, or at the end.
    pub(super) fn put(self, view: SavedView) {
        self.0.update(|(_, all)| match all.iter_mut().find(|known| known.id == view.id) {
            Some(known) => *known = view,
            None => all.push(view),
        });
    }

    /// Forgets a view.
    pub(super) fn drop(self, id: &client::Id) {
        self.0.update(|(_, all)| all.retain(|known| known.id != *id));
    }

    /// Asks for all of them again, without a word.
    pub(super) fn ask(self, shared: Shared) {
        let api = shared.api.get_value();
        spawn_local(async move {
            if let Ok(all) = client::saved_views(&api).await {
                let known = (api.tenant().to_owned(), all);
                if self.0.with_untracked(|now| *now != known) {
                    self.0.set(known);
                }
            }
        });
    }
}

/// What the bar and its dialogs share.
#[derive(Clone, Copy)]
pub(super) struct Bar {
    pub(super) shared: Shared,
    pub(super) shown: Shown,
    pub(super) views: Views,
    /// Those of this list.
    here: Memo<Vec<SavedView>>,
    /// The view that one looks through.
    pub(super) active: Memo<Option<SavedView>>,
    /// Whether the viewer may share views.
    pub(super) may_share: bool,
    pub(super) asked: RwSignal<Option<Ask>>,
    pub(super) is_open: RwSignal<bool>,
    /// An act is under way.
    pub(super) is_busy: RwSignal<bool>,
    pub(super) toasts: Toasts,
    pub(super) texts: &'static ListTexts,
}

impl Bar {
    /// That of a page that is being set up.
    pub(super) fn new(shared: Shared, shown: Shown) -> Self {
        let views = frame().views;
        let tenant = shared.look.with_value(|look| look.tenant.clone());
        let may_share = session().viewer.with_untracked(|viewer| {
            viewer.as_ref().is_some_and(|viewer| guard::has(viewer, &tenant, Permission::ShareViews))
        });
        let of = shared.list.with_value(|list| list.of);
        let here = Memo::new(move |_| -> Vec<SavedView> {
            let mut here: Vec<SavedView> = views
                .0
                .with(|(known, all)| all.iter().filter(|view| *known == tenant && view.list == of).cloned().collect());
            // As the API tells them: the team's first.
            here.sort_by_key(|view| !view.is_shared);
            here
        });
        let active = Memo::new(move |_| {
            let id = shared.query.with(|query| query.view.clone())?;
            here.with(|here| here.iter().find(|view| *view.id.inner() == id).cloned())
        });
        let (asked, toasts) = (RwSignal::new(None), toasts());
        let (is_open, is_busy) = (RwSignal::new(false), RwSignal::new(false));
        Self { shared, shown, views, here, active, may_share, asked, is_open, is_busy, toasts, texts: words() }
    }

    /// What one looks at, as a view keeps it: the columns too, wherever they were chosen.
    pub(super) fn state(self) -> String {
        let query = self.shared.query.get();
        ListQuery { columns: self.shown.chosen(), ..query }.state()
    }

    /// Where a view leads.
    pub(super) fn at(self, view: &SavedView) -> ListQuery {
        let query = self.shared.list.with_value(|list| ListQuery::parse(&view.state, list));
        query.in_view(Some(view.id.inner().to_owned()))
    }

    /// Whether what one looks at is other than the view.
    fn is_changed(self, view: &SavedView) -> bool {
        self.at(view).state() != self.state()
    }

    /// Whether the viewer may change a view.
    fn may_change(self, view: &SavedView) -> bool {
        self.may_share || !view.is_shared
    }

    pub(super) fn open(self, ask: Ask) {
        self.asked.set(Some(ask));
        self.is_open.set(true);
    }
}

/// The tabs, and at their end what can be done with the view that one looks through.
#[component]
pub(super) fn ViewBar(bar: Bar) -> impl IntoView {
    let Bar { shared, here, active, .. } = bar;
    bar.views.ask(shared);
    // The bar's place stands before the views are there, so that nothing jumps.
    let key = format!("sadu.views.{}", shared.path());
    let was_there = browser::kept(&key).is_some_and(|word| !word.is_empty());
    Effect::new(move |before: Option<bool>| {
        let is_any = here.with(|here| !here.is_empty());
        if is_any || before == Some(true) {
            browser::keep(&key, if is_any { "1" } else { "" });
        }
        is_any
    });
    let path = StoredValue::new(shared.path());
    let tab = move |view: SavedView| {
        let id = view.id.clone();
        let holds = move || active.with(|active| active.as_ref().is_some_and(|active| active.id == id));
        let is_current = holds.clone();
        let href = bar.at(&view).address(&path.get_value());
        let team = view.is_shared.then(
            || view! { <Icon name=IconName::People /> <span class="visually-hidden">" " {words().of_team}</span> },
        );
        let changed = move || {
            let is_changed = active.with(|active| active.as_ref().is_some_and(|active| bar.is_changed(active)));
            (is_current() && is_changed).then(|| {
                view! { <span class="view-changed" title=words().changed_view><span class="visually-hidden">" " {words().changed_view}</span></span> }
            })
        };
        view! {
            <li>
                <a class="view-tab" href=href aria-current=move || holds().then_some("page")>
                    <bdi>{view.name.clone()}</bdi> {team} {changed}
                </a>
            </li>
        }
    };
    let tabs = move || {
        let all = here.get();
        let is_none = move || shared.query.with(|query| query.view.is_none());
        (was_there || !all.is_empty()).then(|| {
            view! {
                <nav class="view-tabs" aria-label=words().views>
                    <ul role="list">
                        <li><a class="view-tab" href=path.get_value() aria-current=move || is_none().then_some("page")>{t().all}</a></li>
                        {all.into_iter().map(tab).collect_view()}
                    </ul>
                </nav>
            }
        })
    };
    view! {
        <div class="view-bar">
            {tabs}
            {move || active.get().map(|view| acts(bar, view))}
        </div>
        <ViewDialogs bar />
    }
}

/// Keeps what one looks at, if it is neither a view nor the plain list.
#[component]
pub(super) fn KeepButton(bar: Bar) -> impl IntoView {
    move || {
        (bar.active.with(Option::is_none) && !bar.state().is_empty()).then(|| {
            view! {
                <button type="button" class="pill view-keep" on:click=move |_| bar.open(Ask::New)>
                    <Icon name=IconName::Plus />
                    {words().keep_view}
                </button>
            }
        })
    }
}

/// What can be done with the view that one looks through.
fn acts(bar: Bar, view: SavedView) -> impl IntoView {
    let view = StoredValue::new(view);
    let may = view.with_value(|view| bar.may_change(view));
    let is_changed = move || view.with_value(|view| bar.is_changed(view));
    let item = move |label: &'static str, icon: IconName, ask: Option<Ask>| {
        let press = move |_| {
            crate::keys::close_menus(None);
            match ask {
                Some(ask) => bar.open(ask),
                None => keep_changes(bar, view.get_value()),
            }
        };
        let class = if ask == Some(Ask::Delete) { "menu-item menu-item-danger" } else { "menu-item" };
        view! { <button type="button" class=class on:click=press><Icon name=icon /><span>{label}</span></button> }
    };
    let texts = words();
    view! {
        <details class="menu menu-view">
            <summary class="pill" aria-label=texts.view_acts title=texts.view_acts><Icon name=IconName::Dots /></summary>
            <div class="menu-face" role="group" aria-label=texts.view_acts>
                {move || (may && is_changed()).then(|| item(texts.keep_changes, IconName::Check, None))}
                {item(texts.keep_as_new, IconName::Plus, Some(Ask::New))}
                {may.then(|| item(texts.rename, IconName::Note, Some(Ask::Rename)))}
                {may.then(|| item(texts.delete, IconName::Trash, Some(Ask::Delete)))}
            </div>
        </details>
    }
}

fn keep_changes(bar: Bar, view: SavedView) {
    let input = client::SavedViewUpdateInput { state: Some(untrack(|| bar.state())), name: None };
    hear(bar, move |api| async move { client::update_view(&api, &view.id, input, view.version).await });
}
