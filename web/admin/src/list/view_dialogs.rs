//! The questions about a saved view: its name and whose it is, another name, whether it shall go.

use std::future::Future;

use client::{Error, ErrorCode, Outcome, SavedView, SavedViewCreateInput, SavedViewUpdateInput};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use ui::Dialog;

use super::texts::words;
use super::views::Bar;
use crate::bound::{BoundField, Choices, filled};
use crate::prefs::t;
use crate::transport::Api;

/// As many characters as the API takes.
const MAX_NAME: u32 = 40;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// How the new view is called, and whose it is.
    New,
    /// Its other name.
    Rename,
    /// Whether it shall go.
    Delete,
}

/// Runs a question about a view and shows the list through what came of it.
pub(super) fn hear<F>(bar: Bar, question: impl FnOnce(Api) -> F)
where
    F: Future<Output = Result<Outcome<SavedView>, Error>> + 'static,
{
    let asked = question(bar.shared.api.get_value());
    let answer: Answer = Box::pin(asked);
    run(bar, None, answer);
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Result<Outcome<SavedView>, Error>>>>;

fn run(bar: Bar, fault: Option<RwSignal<Option<String>>>, answer: Answer) {
    let Bar { toasts, texts, is_busy, .. } = bar;
    is_busy.set(true);
    spawn_local(async move {
        let heard = answer.await;
        let _ = is_busy.try_set(false);
        match heard {
            Ok(Outcome { value: Some(view), .. }) => {
                toasts.success(texts.view_kept);
                bar.views.put(view.clone());
                let _ = bar.is_open.try_set(false);
                if !bar.is_open.is_disposed() {
                    bar.shared.go.run((bar.at(&view), true));
                }
            }
            Ok(Outcome { user_errors, .. }) => {
                let Some(refused) = user_errors.into_iter().next() else { return };
                if refused.code == ErrorCode::Stale {
                    let _ = bar.is_open.try_set(false);
                    toasts.info(texts.view_stale);
                    bar.views.ask(bar.shared);
                    return;
                }
                let is_of_field = refused.field.is_some_and(|path| !path.is_empty());
                match fault.filter(|fault| is_of_field && !fault.is_disposed()) {
                    Some(fault) => fault.set(Some(refused.message)),
                    None => toasts.danger(refused.message),
                }
            }
            Err(error) => toasts.fault(&error),
        }
    });
}

/// The dialog, made anew for each question.
#[component]
pub(super) fn ViewDialogs(bar: Bar) -> impl IntoView {
    let title = move || {
        let texts = words();
        match bar.asked.get() {
            Some(Ask::Rename) => texts.rename,
            Some(Ask::Delete) => texts.delete,
            Some(Ask::New) | None => texts.keep_view,
        }
        .to_owned()
    };
    view! {
        <Dialog id="view-ask" open=bar.is_open title=Signal::derive(title) close_label=Signal::derive(|| t().close.to_owned())>
            {move || bar.asked.get().map(|ask| form(bar, ask))}
        </Dialog>
    }
}

fn form(bar: Bar, ask: Ask) -> impl IntoView {
    let (strings, texts) = (t(), words());
    let view = bar.active.get_untracked();
    let old = if ask == Ask::Rename { view.as_ref().map(|view| view.name.clone()) } else { None };
    let name = RwSignal::new(old.unwrap_or_default());
    let is_shared = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    let is_team = view.as_ref().is_some_and(|view| view.is_shared);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if bar.is_busy.get_untracked() {
            return;
        }
        let api = bar.shared.api.get_value();
        if ask == Ask::Delete {
            if let Some(view) = view.clone() {
                delete(bar, api, view);
            }
            return;
        }
        let Some(name) = filled(name) else {
            fault.set(Some(texts.name_needed.to_owned()));
            return;
        };
        fault.set(None);
        let state = untrack(|| bar.state());
        let answer: Answer = match (ask, view.clone()) {
            (Ask::Rename, Some(view)) => {
                let input = SavedViewUpdateInput { name: Some(name), state: None };
                Box::pin(async move { client::update_view(&api, &view.id, input, view.version).await })
            }
            _ => {
                let list = bar.shared.list.with_value(|list| list.of);
                let input = SavedViewCreateInput { list, name, state, is_shared: is_shared.get_untracked() };
                Box::pin(async move { client::create_view(&api, input).await })
            }
        };
        run(bar, Some(fault), answer);
    };
    let body = if ask == Ask::Delete {
        view! { <p>{if is_team { texts.delete_team_text } else { texts.delete_text }}</p> }.into_any()
    } else {
        let whose = (ask == Ask::New && bar.may_share).then(|| {
            let options = vec![(false, texts.for_me.to_owned(), None), (true, texts.for_team.to_owned(), None)];
            view! { <Choices name="view-for" label=texts.view_for options value=is_shared /> }
        });
        view! {
            <BoundField id="view-name" label=texts.view_name value=name error=Signal::from(fault) max_length=MAX_NAME />
            {whose}
        }
        .into_any()
    };
    let (class, label) = match ask {
        Ask::Delete => ("button button-danger-strong", texts.delete),
        Ask::New | Ask::Rename => ("button button-primary", texts.save),
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            {body}
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| bar.is_open.set(false)>{strings.keep_it}</button>
                <button type="submit" class=class aria-disabled=move || bar.is_busy.get().to_string()>
                    {move || if bar.is_busy.get() { strings.working } else { label }}
                </button>
            </div>
        </form>
    }
}

fn delete(bar: Bar, api: Api, view: SavedView) {
    let toasts = bar.toasts;
    bar.is_busy.set(true);
    spawn_local(async move {
        let heard = client::delete_view(&api, &view.id).await;
        let _ = bar.is_busy.try_set(false);
        match heard {
            Ok(Outcome { value: Some(_), .. }) => {
                toasts.success(bar.texts.view_gone);
                bar.views.drop(&view.id);
                if bar.is_open.try_set(false).is_none() {
                    bar.shared.go.run((super::ListQuery::default(), true));
                }
            }
            Ok(Outcome { user_errors, .. }) => {
                if let Some(refused) = user_errors.into_iter().next() {
                    toasts.danger(refused.message);
                }
            }
            Err(error) => toasts.fault(&error),
        }
    });
}
