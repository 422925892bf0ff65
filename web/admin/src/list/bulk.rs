//! Acts on many rows: what is selected, the bar with the acts, the question before them, and the result of each row where
//! one was refused.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use client::{Error, Outcome, RowResult};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{ButtonKind, Dialog, Icon, IconName, LiveArea};

use super::texts::words;
use crate::browser;
use crate::prefs::t;
use crate::toasts::toasts;
use crate::transport::Api;

/// What must be asked before many rows are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BulkAsk {
    /// Nothing.
    Nothing,
    /// Only whether it is meant.
    Sure,
    /// Why; may be left empty.
    Why,
}

/// What came of each row; or why none of them was done.
pub(crate) type Results = Result<Result<Vec<RowResult>, String>, Error>;

/// An act on many rows under way.
pub(crate) type Told = Pin<Box<dyn Future<Output = Results>>>;

/// Does something with rows, by their ids, for a reason if one was given.
pub(crate) type Run = Arc<dyn Fn(Api, Vec<String>, Option<String>) -> Told + Send + Sync>;

/// One row after the other, each for itself. Where the next one could only meet the same fault, the rest is not tried.
async fn one_by_one<T, F: Future<Output = Result<Outcome<T>, Error>>>(
    api: Api,
    ids: Vec<String>,
    act: impl Fn(Api, client::Id) -> F,
) -> Results {
    let mut results = Vec::new();
    let mut fault = None;
    for id in ids {
        let refusal = match &fault {
            Some(_) => fault.clone(),
            None => match act(api.clone(), client::Id::new(&id)).await {
                Ok(Outcome { user_errors, .. }) => user_errors.into_iter().next().map(|error| error.message),
                Err(error) => {
                    let text = Some(crate::fault::text(&error, api.prefs().texts()));
                    if crate::fault::is_of_all(&error) {
                        fault.clone_from(&text);
                    }
                    text
                }
            },
        };
        results.push(RowResult { id, refusal });
    }
    Ok(Ok(results))
}

/// An act on many rows.
#[derive(Clone)]
pub(crate) struct BulkAct {
    pub(crate) label: &'static str,
    pub(crate) icon: IconName,
    pub(crate) kind: ButtonKind,
    pub(crate) ask: BulkAsk,
    pub(crate) run: Run,
}

impl BulkAct {
    /// Asks whether it is meant, and does it to one row after the other.
    pub(crate) fn one_by_one<T: 'static, F: Future<Output = Result<Outcome<T>, Error>> + 'static>(
        label: &'static str,
        icon: IconName,
        kind: ButtonKind,
        act: impl Fn(Api, client::Id) -> F + Copy + Send + Sync + 'static,
    ) -> Self {
        let run = move |api, ids, _| -> Told { Box::pin(one_by_one(api, ids, act)) };
        Self { label, icon, kind, ask: BulkAsk::Sure, run: Arc::new(run) }
    }
}

/// Acts on many rows, with the bar that offers them.
#[derive(Clone)]
pub(crate) struct Bulk {
    acts: Vec<BulkAct>,
    bar: fn(Vec<BulkAct>, Selection, StoredValue<Api>, Callback<()>) -> AnyView,
}

impl Bulk {
    /// What can be done.
    pub(crate) fn of(acts: Vec<BulkAct>) -> Self {
        Self { acts, bar: |acts, selection, api, on_done| view! { <BulkBar acts selection api on_done /> }.into_any() }
    }

    /// The bar.
    pub(super) fn bar(self, selection: Selection, api: StoredValue<Api>, on_done: Callback<()>) -> AnyView {
        (self.bar)(self.acts, selection, api, on_done)
    }
}

/// The rows that are selected: id and name of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selection {
    pub(super) rows: RwSignal<Vec<(String, String)>>,
    /// Whether cards show their boxes.
    pub(super) is_selecting: RwSignal<bool>,
}

impl Selection {
    pub(super) fn new() -> Self {
        Self { rows: RwSignal::new(Vec::new()), is_selecting: RwSignal::new(false) }
    }

    pub(super) fn holds(self, id: &str) -> bool {
        self.rows.with(|rows| rows.iter().any(|(of, _)| of == id))
    }

    fn set(self, id: &str, name: &str, is_in: bool) {
        self.rows.update(|rows| {
            rows.retain(|(of, _)| of != id);
            if is_in {
                rows.push((id.to_owned(), name.to_owned()));
            }
        });
    }

    pub(super) fn clear(self) {
        self.rows.set(Vec::new());
        self.is_selecting.set(false);
    }
}

/// The box of a row.
pub(super) fn row_box(selection: Selection, id: String, name: String) -> impl IntoView {
    let label = format!("{} {name}", words().select_row);
    let own = id.clone();
    view! {
        <label class="row-pick">
            <input
                type="checkbox"
                class="check-box"
                aria-label=label
                prop:checked=move || selection.holds(&own)
                on:change=move |event| selection.set(&id, &name, event_target_checked(&event))
            />
        </label>
    }
}

/// The box of all rows of the page.
pub(super) fn all_box(selection: Selection, all: Signal<Vec<(String, String)>>) -> impl IntoView {
    let holds_all = move || all.with(|all| !all.is_empty() && all.iter().all(|(id, _)| selection.holds(id)));
    view! {
        <label class="row-pick">
            <input
                type="checkbox"
                class="check-box"
                aria-label=words().select_all
                prop:checked=holds_all
                on:change=move |event| {
                    selection.rows.set(if event_target_checked(&event) { all.get_untracked() } else { Vec::new() });
                }
            />
        </label>
    }
}

/// The bar: how many are selected, and what can be done with them.
#[component]
fn BulkBar(
    /// What can be done.
    acts: Vec<BulkAct>,
    /// What is selected.
    selection: Selection,
    /// Carries it out.
    api: StoredValue<Api>,
    /// Asks for the list again.
    on_done: Callback<()>,
) -> impl IntoView {
    let (asked, is_open) = (RwSignal::new(None::<BulkAct>), RwSignal::new(false));
    let (results, shows_results) = (RwSignal::new(Vec::<(String, Option<String>)>::new()), RwSignal::new(false));
    let is_busy = RwSignal::new(false);
    let (toasts, all_done) = (toasts(), words().all_done);
    let run = move |act: &BulkAct, reason: Option<String>| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let rows = selection.rows.get_untracked();
        let ids = rows.iter().map(|(id, _)| id.clone()).collect();
        let asked = (act.run)(api.get_value(), ids, reason);
        spawn_local(async move {
            let heard = asked.await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            is_open.set(false);
            match heard {
                Ok(Ok(told)) => {
                    let refusal =
                        |id: &str| told.iter().find(|row| row.id == id).and_then(|row: &RowResult| row.refusal.clone());
                    let outcome: Vec<(String, Option<String>)> =
                        rows.iter().map(|(id, name)| (name.clone(), refusal(id))).collect();
                    // What was selected meanwhile stays.
                    let is_done = |id: &str| rows.iter().any(|(of, _)| of == id) && refusal(id).is_none();
                    selection.rows.update(|left| left.retain(|(id, _)| !is_done(id)));
                    if selection.rows.with_untracked(Vec::is_empty) {
                        selection.is_selecting.set(false);
                    }
                    if outcome.iter().all(|(_, refusal)| refusal.is_none()) {
                        toasts.success(all_done.replace("{n}", &outcome.len().to_string()));
                        // The pressed button is gone, and with it the focus.
                        browser::focus_soon("#main");
                    } else {
                        results.set(outcome);
                        shows_results.set(true);
                    }
                    on_done.run(());
                }
                Ok(Err(text)) => toasts.danger(text),
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let press = move |act: BulkAct| {
        if act.ask == BulkAsk::Nothing {
            run(&act, None);
        } else {
            asked.set(Some(act));
            is_open.set(true);
        }
    };
    let button = move |act: BulkAct| {
        let (class, icon, label) = (act.kind.class(), act.icon, act.label);
        view! {
            <button type="button" class=class aria-disabled=move || is_busy.get().to_string() on:click=move |_| press(act.clone())>
                <Icon name=icon />
                <span>{label}</span>
            </button>
        }
    };
    let title = move || asked.get().map(|act| act.label.to_owned()).unwrap_or_default();
    let is_any = Memo::new(move |_| selection.rows.with(|rows| !rows.is_empty()));
    view! {
        {move || is_any.get().then(|| view! {
            <div class="bulk-bar" role="group" aria-label=words().acts>
                <p class="bulk-count" role="status">{move || words().selected.replace("{n}", &selection.rows.with(Vec::len).to_string())}</p>
                {acts.iter().cloned().map(button).collect_view()}
                <button type="button" class="icon-button" aria-label=words().unselect title=words().unselect on:click=move |_| selection.clear()>
                    <Icon name=IconName::Close />
                </button>
            </div>
        })}
        <Dialog id="bulk-ask" open=is_open title=Signal::derive(title) close_label=Signal::derive(|| t().close.to_owned())>
            {move || asked.get().map(|act| {
                let (kind, label, why) = (act.kind, act.label, act.ask == BulkAsk::Why);
                question(kind, label, why, is_busy, is_open, Callback::new(move |reason| run(&act, reason)))
            })}
        </Dialog>
        <Dialog
            id="bulk-result"
            open=shows_results
            title=Signal::derive(|| words().result_title.to_owned())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || results.with(|rows| outcome(rows))}
        </Dialog>
    }
}

fn question(
    kind: ButtonKind,
    label: &'static str,
    asks_why: bool,
    is_busy: RwSignal<bool>,
    is_open: RwSignal<bool>,
    on_yes: Callback<Option<String>>,
) -> impl IntoView {
    let strings = t();
    let node = NodeRef::<html::Textarea>::new();
    let none = Signal::derive(|| None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let reason =
            node.get_untracked().map(|area| area.value().trim().to_owned()).filter(|reason| !reason.is_empty());
        on_yes.run(reason);
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <p>{words().sure_text}</p>
            {asks_why.then(|| view! {
                <LiveArea name="reason" label=strings.reason optional_label=Some(strings.optional.to_owned()) node error=none />
            })}
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>{strings.keep_it}</button>
                <button type="submit" class=kind.class() aria-disabled=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { strings.working } else { label }}
                </button>
            </div>
        </form>
    }
}

/// What came of each row, those that failed first.
fn outcome(rows: &[(String, Option<String>)]) -> impl IntoView + use<> {
    let words = words();
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(_, refusal)| refusal.is_none());
    let lines: Vec<_> = rows
        .into_iter()
        .map(|(name, refusal)| {
            let (icon, class) =
                if refusal.is_some() { (IconName::Alert, "bulk-failed") } else { (IconName::Check, "bulk-done") };
            view! {
                <li class=class>
                    <Icon name=icon />
                    <bdi class="bulk-name">{name}</bdi>
                    <span>{refusal.unwrap_or_else(|| words.row_done.to_owned())}</span>
                </li>
            }
        })
        .collect();
    view! {
        <div class="dialog-body">
            <p>{words.result_some}</p>
            <ul class="bulk-results" role="list">{lines}</ul>
        </div>
    }
}
