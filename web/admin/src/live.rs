//! What comes in while one looks: a socket to the API for as long as a tenant's team is signed in. A cut is mended by
//! itself; while it lasts, lists ask every half minute as they always do.

use client::{Arrival, Channel, Permission, SubmissionChange, SubmissionKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use crate::app::Frame;
use crate::browser::{self, sleep_ms};
use crate::guard;
use crate::prefs::{Prefs, prefs};
use crate::session::{Phase, Session, session};
use crate::strings::strings;
use crate::text::money;
use crate::toasts::{Toasts, toasts};

/// The API's protocol for what is told as it happens.
const PROTOCOL: &str = "graphql-transport-ws";
/// The token has ended: another one, and at once.
const TOKEN_ENDED: u16 = 4401;
/// The right is gone: nothing more is to be had.
const RIGHT_GONE: u16 = 4403;
/// The longest pause before another attempt.
const LONGEST_PAUSE_MS: i32 = 30_000;
/// How old what comes in may be to be worth a toast: a worker that was away has much to tell at once.
const NEWS_MS: f64 = 600_000.0;

/// What the pages hear.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Live {
    /// The newest event. A list that hears it asks again.
    pub(crate) newest: RwSignal<Option<Arrival>>,
    /// Rises whenever listening begins anew: something may have been missed.
    pub(crate) joined: RwSignal<u32>,
    /// Whether somebody listens now.
    pub(crate) is_on: RwSignal<bool>,
    /// The connection that counts; older ones fall silent.
    turn: StoredValue<u32>,
    socket: StoredValue<Option<WebSocket>, LocalStorage>,
    failures: StoredValue<u32>,
    session: Session,
    prefs: Prefs,
    toasts: Toasts,
}

impl Live {
    /// Listens to nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            newest: RwSignal::new(None),
            joined: RwSignal::new(0),
            is_on: RwSignal::new(false),
            turn: StoredValue::new(0),
            socket: StoredValue::new_local(None),
            failures: StoredValue::new(0),
            session: session(),
            prefs: prefs(),
            toasts: toasts(),
        }
    }

    /// Listens to whichever tenant is worked for, while its team may hear it.
    pub(crate) fn follow(self, frame: Frame) {
        let session = self.session;
        let wanted = Memo::new(move |_| {
            let tenant = frame.at_work.get()?;
            let may = session.viewer.with(|viewer| {
                viewer.as_ref().is_some_and(|viewer| {
                    guard::has(viewer, &tenant, Permission::ViewSubmissions) && !guard::lacks_factor(viewer, &tenant)
                })
            });
            (may && session.phase.get() == Phase::SignedIn).then_some(tenant)
        });
        Effect::new(move |_| {
            self.failures.set_value(0);
            self.close();
            if let Some(tenant) = wanted.get() {
                self.open(tenant);
            }
        });
        // The network is back, or the page: no need to wait out the pause.
        let retry = move || {
            if let (false, Some(tenant)) = (self.is_on.get_untracked(), wanted.get_untracked())
                && browser::is_visible()
                && self.failures.get_value() > 0
            {
                self.close();
                self.open(tenant);
            }
        };
        let online = window_event_listener(leptos::ev::online, move |_| retry());
        let seen = window_event_listener(leptos::ev::visibilitychange, move |_| retry());
        on_cleanup(move || {
            online.remove();
            seen.remove();
        });
    }

    /// Ends the connection and makes what is still on its way count for nothing.
    fn close(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.is_on.set(false);
        if let Some(socket) = self.socket.try_update_value(Option::take).flatten() {
            let _ = socket.close();
        }
    }

    fn open(self, tenant: String) {
        let turn = self.turn.get_value();
        spawn_local(async move {
            let Some(token) = self.session.token().await else { return };
            if self.turn.get_value() != turn {
                return;
            }
            let location = window().location();
            let (Ok(scheme), Ok(host)) = (location.protocol(), location.host()) else { return };
            let scheme = if scheme == "https:" { "wss" } else { "ws" };
            let Ok(socket) = WebSocket::new_with_str(&format!("{scheme}://{host}/graphql"), PROTOCOL) else { return };
            self.listen(&socket, turn, token, tenant);
            self.socket.set_value(Some(socket));
        });
    }

    fn listen(self, socket: &WebSocket, turn: u32, token: String, tenant: String) {
        let speaking = socket.clone();
        let hello = json!({ "type": "connection_init",
                            "payload": { "authorization": format!("Bearer {token}"), "tenant": tenant } });
        let opened = Closure::<dyn FnMut()>::new(move || {
            let _ = speaking.send_with_str(&hello.to_string());
        });
        let answering = socket.clone();
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = event.data().as_string().and_then(|text| serde_json::from_str::<Value>(&text).ok());
            let Some(mut message) = message.filter(|_| self.turn.get_value() == turn) else { return };
            let say = |what: Value| {
                let _ = answering.send_with_str(&what.to_string());
            };
            match message["type"].as_str() {
                Some("connection_ack") => {
                    say(json!({ "type": "subscribe", "id": "1", "payload": client::arrivals_request() }));
                    self.failures.set_value(0);
                    self.is_on.set(true);
                    self.joined.update(|joined| *joined = joined.wrapping_add(1));
                }
                Some("ping") => say(json!({ "type": "pong" })),
                Some("next") => match client::read_arrival(message["payload"].take()) {
                    Ok(arrival) => self.take(arrival),
                    Err(error) => leptos::logging::warn!("live: {error}"),
                },
                _ => {}
            }
        });
        let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            if self.turn.get_value() == turn {
                self.is_on.set(false);
                self.come_back(event.code(), &token, &tenant, turn);
            }
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        // The browser calls them for as long as the socket lives.
        opened.forget();
        heard.forget();
        closed.forget();
    }

    /// Opens again after a cut: at once with another token if the old one has ended, else after a growing pause.
    fn come_back(self, code: u16, token: &str, tenant: &str, turn: u32) {
        let (token, tenant) = (token.to_owned(), tenant.to_owned());
        spawn_local(async move {
            match code {
                RIGHT_GONE => {
                    // What the viewer may do has changed: the pages follow.
                    self.session.renew_viewer().await;
                    return;
                }
                TOKEN_ENDED if self.failures.get_value() == 0 => {
                    self.failures.set_value(1);
                    if self.session.token_instead_of(&token).await.is_none() {
                        return;
                    }
                }
                _ => {
                    let failures = self.failures.get_value();
                    self.failures.set_value(failures.saturating_add(1));
                    let pause = 1_000_i32.saturating_mul(1 << failures.min(5)).min(LONGEST_PAUSE_MS);
                    // Not all of them at the same moment after a deploy.
                    let spread = js_sys::Math::random() * f64::from(pause) * 0.5;
                    #[allow(clippy::cast_possible_truncation, reason = "half a pause at most")]
                    sleep_ms(pause + spread as i32).await;
                }
            }
            if self.turn.get_value() == turn {
                self.close();
                self.open(tenant);
            }
        });
    }

    fn take(self, arrival: Arrival) {
        // What the team itself records it knows already.
        let age_ms = js_sys::Date::now() - js_sys::Date::parse(&arrival.entry.created_at);
        let is_news = arrival.change == SubmissionChange::Received
            && matches!(arrival.entry.channel, Channel::Web | Channel::Assistant)
            && age_ms < NEWS_MS;
        if is_news {
            let locale = self.prefs.locale.get_untracked();
            let (texts, entry) = (strings(locale), &arrival.entry);
            let what = match entry.kind {
                SubmissionKind::Order => texts.came_order,
                SubmissionKind::Donation => texts.came_donation,
                SubmissionKind::Pledge => texts.came_pledge,
            };
            let (name, amount) = (&entry.person_name, money(locale, &entry.amount));
            let text = format!("{what} {} · \u{2068}{name}\u{2069} · \u{2068}{amount}\u{2069}", entry.number);
            self.toasts.info(text);
        }
        self.newest.set(Some(arrival));
    }
}

/// What the pages hear.
pub(crate) fn live() -> Live {
    expect_context()
}
