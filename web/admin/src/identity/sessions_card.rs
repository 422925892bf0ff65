//! The devices one is signed in on, and how to sign one out from afar.

use client::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName, Skeleton, Status, StatusTone};

use super::texts::{IdentityTexts, words};
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::prefs::prefs;
use crate::session::session;
use crate::times::Times;
use crate::toasts::toasts;
use crate::transport::Api;

/// `Chrome, Android`: what a browser's own description comes down to.
fn device(user_agent: &str, words: &IdentityTexts) -> String {
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = known(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ]);
    let system = known(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => words.unknown_device.to_owned(),
    }
}

/// The card.
#[component]
pub(super) fn SessionsCard() -> impl IntoView {
    let words = words();
    let api = StoredValue::new(Api::without_tenant(session(), prefs()));
    let toasts = toasts();
    let loader = Loader::<Vec<Session>>::new();
    let is_busy = RwSignal::new(false);
    let ask = move || {
        let api = api.get_value();
        async move { client::sessions(&api).await }
    };
    loader.ask(ask());
    // `None` ends all others.
    let end = move |which: Option<client::Id>| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let api = api.get_value();
        spawn_local(async move {
            let refused = match which {
                Some(id) => client::revoke_session(&api, &id).await.map(|outcome| outcome.user_errors),
                None => client::revoke_other_sessions(&api).await.map(|outcome| outcome.user_errors),
            };
            if is_busy.try_set(false).is_some() {
                return;
            }
            match refused {
                Ok(errors) => match errors.into_iter().next() {
                    None => toasts.success(words.session_ended),
                    Some(error) => toasts.danger(error.message),
                },
                Err(error) => toasts.fault(&error),
            }
            loader.ask_quietly(ask());
        });
    };
    let row = move |session: Session| {
        let times = Times::new(prefs().locale.get_untracked(), None);
        let name = device(&session.user_agent, words);
        let mark = if session.is_current {
            view! { <Status tone=StatusTone::Done label=words.this_device /> }.into_any()
        } else {
            let id = session.id.clone();
            let label = format!("{}: {name}", words.end_session);
            view! {
                <button
                    type="button"
                    class="button button-secondary button-small"
                    aria-label=label
                    aria-disabled=move || is_busy.get().to_string()
                    on:click=move |_| end(Some(id.clone()))
                >
                    {words.end_session}
                </button>
            }
            .into_any()
        };
        view! {
            <li class="entry">
                <span class="entry-mark" aria-hidden="true"><Icon name=IconName::Screen /></span>
                <div class="entry-body">
                    <p class="entry-name"><bdi>{name}</bdi></p>
                    <p class="entry-sub">{words.last_used} " " {times.ago_view(&session.last_used_at)}</p>
                </div>
                <div class="entry-acts">{mark}</div>
            </li>
        }
    };
    view! {
        <section class="card settings-card" aria-labelledby="sessions-title">
            <h2 class="card-title" id="sessions-title">{words.sessions}</h2>
            <p class="hint">{words.sessions_text}</p>
            {move || match loader.state.get() {
                Loaded::Waiting => view! { <Skeleton width=60 /><Skeleton width=40 /> }.into_any(),
                Loaded::Failed(error) => {
                    view! { <FaultState error on_retry=Callback::new(move |()| loader.ask(ask())) /> }.into_any()
                }
                Loaded::Here(sessions) => {
                    let has_others = sessions.iter().any(|session| !session.is_current);
                    let all = has_others
                        .then(|| {
                            view! {
                                <div class="form-end">
                                    <button
                                        type="button"
                                        class="button button-danger"
                                        aria-disabled=move || is_busy.get().to_string()
                                        on:click=move |_| end(None)
                                    >
                                        {words.end_others}
                                    </button>
                                </div>
                            }
                        });
                    view! {
                        <ul class="entries" role="list">{sessions.into_iter().map(row).collect_view()}</ul>
                        {all}
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::device;
    use crate::identity::texts::IdentityTexts;
    use ui::Locale;

    #[test]
    fn a_browser_is_named_in_two_words() {
        let words = IdentityTexts::of(Locale::En);
        let chrome =
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";
        assert_eq!(device(chrome, words), "Chrome · Android");
        assert_eq!(device("", words), words.unknown_device);
    }
}
