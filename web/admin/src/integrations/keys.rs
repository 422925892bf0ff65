//! The keys: making one, seeing its secret once, replacing and revoking.

use client::{ApiKey, ApiKeyCreateInput, Permission};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName, Notice, NoticeTone, Skeleton};

use super::texts::{IntegrationTexts, SCOPES, scope, words};
use crate::app::frame;
use crate::fault::FaultState;
use crate::load::{Loaded, Loader};
use crate::prefs::prefs;
use crate::times::Times;
use crate::toasts::toasts;
use crate::transport::Api;

/// The section of keys.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let (frame, words) = (frame(), words());
    let locale = prefs().locale.get();
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Vec<ApiKey>>::new();
    let ask = move || {
        let api = api.get_value();
        loader.ask(async move { client::api_keys(&api).await });
    };
    ask();
    let secret = RwSignal::new(None::<String>);
    let is_open = RwSignal::new(false);
    let on_made = Callback::new(move |made: String| {
        secret.set(Some(made));
        is_open.set(false);
        ask();
    });
    let on_change = Callback::new(move |()| ask());
    let on_retry = Callback::new(move |()| ask());
    let zone = Memo::new(move |_| frame.storefront.with(|shop| shop.as_ref().map(|shop| shop.time_zone.clone())));
    let list = move || match loader.state.get() {
        Loaded::Waiting => view! { <Skeleton width=60 /> }.into_any(),
        Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
        Loaded::Here(keys) if keys.is_empty() => view! { <p class="nothing">{words.none}</p> }.into_any(),
        Loaded::Here(keys) => {
            let times = Times::new(locale, zone.get());
            let rows: Vec<_> = keys
                .into_iter()
                .map(|key| {
                    let times = times.clone();
                    view! { <KeyRow key_row=key times api on_made on_change /> }
                })
                .collect();
            view! { <ul class="log" role="list">{rows}</ul> }.into_any()
        }
    };
    view! {
        <section class="card panel" aria-labelledby="keys">
            <div class="chart-head">
                <h2 id="keys" class="section-title">{words.keys}</h2>
                <button
                    type="button"
                    class="button button-secondary"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|open| *open = !*open)
                >
                    <Icon name=IconName::Plus />
                    {words.new_key}
                </button>
            </div>
            {move || secret.get().map(|text| shown_once(text, words, secret))}
            {move || is_open.get().then(|| view! { <NewKey api on_made /> })}
            {list}
        </section>
    }
}

/// The secret, to be copied now or never.
fn shown_once(text: String, words: &'static IntegrationTexts, secret: RwSignal<Option<String>>) -> impl IntoView {
    let toasts = toasts();
    let copied = text.clone();
    let copy = move |_| {
        let promise = window().navigator().clipboard().write_text(&copied);
        spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                toasts.success(words.copied);
            }
        });
    };
    view! {
        <Notice tone=NoticeTone::Success>
            <p><strong>{words.secret_title}</strong> " " {words.secret_text}</p>
            <pre class="code-block" dir="ltr" tabindex="0"><code>{text}</code></pre>
            <p class="acts">
                <button type="button" class="button button-primary" on:click=copy><Icon name=IconName::Copy />{words.copy}</button>
                <button type="button" class="button button-quiet" on:click=move |_| secret.set(None)>{words.done}</button>
            </p>
        </Notice>
    }
}

/// Days after which a key can end by itself; 0: never.
const DAYS: [u32; 4] = [30, 90, 365, 0];

fn ends(days: u32, words: &'static IntegrationTexts) -> String {
    if days == 0 {
        return words.ends_never.to_owned();
    }
    words.ends_days.replace("{n}", &format!("\u{2066}{days}\u{2069}"))
}

/// The moment so many days from now.
fn end_of(days: u32) -> Option<String> {
    let at = js_sys::Date::now() + f64::from(days) * 86_400_000.0;
    (days > 0).then(|| String::from(js_sys::Date::new(&at.into()).to_iso_string()))
}

#[component]
fn NewKey(api: StoredValue<Api>, on_made: Callback<String>) -> impl IntoView {
    let (words, toasts) = (words(), toasts());
    let name = RwSignal::new(String::new());
    let chosen = RwSignal::new(vec![Permission::ViewSubmissions]);
    let days = RwSignal::new(DAYS[1]);
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let api = api.get_value();
        let input = ApiKeyCreateInput {
            name: name.get_untracked(),
            scopes: chosen.get_untracked(),
            expires_at: end_of(days.get_untracked()),
        };
        spawn_local(async move {
            match client::create_key(&api, input).await {
                Ok(outcome) => match outcome.value {
                    Some(secret) => on_made.run(secret),
                    None => wrong.set(outcome.user_errors.into_iter().next().map(|error| error.message)),
                },
                Err(error) => toasts.fault(&error),
            }
            busy.try_set(false);
        });
    };
    let option = move |right: Permission| {
        let holds = move || chosen.with(|chosen| chosen.contains(&right));
        let toggle = move |_| {
            chosen.update(|chosen| {
                if chosen.contains(&right) {
                    chosen.retain(|other| *other != right);
                } else {
                    chosen.push(right);
                }
            });
        };
        view! {
            <label class="menu-item menu-check">
                <input type="checkbox" prop:checked=holds on:change=toggle />
                <span>{scope(words, right)}</span>
            </label>
        }
    };
    view! {
        <form class="form key-form" on:submit=submit>
            <label class="field">
                <span class="field-label">{words.name}</span>
                <span class="field-hint">{words.name_hint}</span>
                <input
                    class="input"
                    type="text"
                    maxlength="80"
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            <fieldset class="field key-scopes">
                <legend class="field-label">{words.scopes}</legend>
                {SCOPES.map(option).collect_view()}
            </fieldset>
            <label class="field">
                <span class="field-label">{words.ends}</span>
                <select
                    class="input select"
                    on:change=move |event| days.set(event_target_value(&event).parse().unwrap_or(DAYS[1]))
                >
                    {DAYS.map(|n| view! { <option value=n.to_string() selected=n == DAYS[1]>{ends(n, words)}</option> }).collect_view()}
                </select>
            </label>
            <div role="alert">{move || wrong.get().map(|text| view! { <p class="field-error">{text}</p> })}</div>
            <button type="submit" class="button button-primary" disabled=move || busy.get()>{words.make}</button>
        </form>
    }
}

#[component]
fn KeyRow(
    key_row: ApiKey,
    times: Times,
    api: StoredValue<Api>,
    on_made: Callback<String>,
    on_change: Callback<()>,
) -> impl IntoView {
    let (words, toasts) = (words(), toasts());
    let id = StoredValue::new(key_row.id.clone());
    let is_sure = RwSignal::new(false);
    let rotate = move |_| {
        let (api, id) = (api.get_value(), id.get_value());
        spawn_local(async move {
            match client::rotate_key(&api, &id).await {
                Ok(outcome) => match outcome.value {
                    Some(secret) => {
                        toasts.success(words.rotated);
                        on_made.run(secret);
                    }
                    None => toasts
                        .danger(outcome.user_errors.into_iter().next().map(|error| error.message).unwrap_or_default()),
                },
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let revoke = move |_| {
        if !is_sure.get_untracked() {
            is_sure.set(true);
            return;
        }
        let (api, id) = (api.get_value(), id.get_value());
        spawn_local(async move {
            match client::revoke_key(&api, &id).await {
                Ok(_) => {
                    toasts.success(words.revoked);
                    on_change.run(());
                }
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let scopes: Vec<&str> =
        key_row.scopes.iter().map(|right| scope(words, *right)).filter(|text| !text.is_empty()).collect();
    let used = key_row
        .last_used_at
        .as_deref()
        .map_or_else(|| words.unused.to_owned(), |at| words.used.replace("{n}", &times.ago(at)));
    let until = key_row.expires_at.as_deref().map(|at| format!(" · {}", words.until.replace("{n}", &times.full(at))));
    let tail = words.ends_in.replace("{n}", &format!("\u{2066}…{}\u{2069}", key_row.last_four));
    let acts = key_row.is_active.then(|| {
        view! {
            <span class="acts">
                <button type="button" class="button button-quiet" on:click=rotate>{words.rotate}</button>
                <button type="button" class="button button-quiet" on:click=revoke>
                    {move || if is_sure.get() { words.revoke_sure } else { words.revoke }}
                </button>
            </span>
        }
    });
    let ended = (!key_row.is_active).then(|| view! { <span class="unpaid">{words.ended}</span> });
    view! {
        <li class="log-line">
            <span class="event-mark"><Icon name=IconName::Key /></span>
            <div class="log-body">
                <p class="log-act"><bdi>{key_row.name}</bdi> " " {ended}</p>
                <p class="log-by">{tail} " · " {used} {until}</p>
                <p class="log-changes">{scopes.join(" · ")}</p>
                {acts}
            </div>
        </li>
    }
}
