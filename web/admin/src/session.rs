//! Who is signed in. The access token lives in memory only; the browser keeps the refresh cookie, which no script sees.
//!
//! Tabs are sessions of their own that share the cookie; they tell each other of signing in and out.

use client::{User, Viewer};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser::now_ms;
use crate::early;
use crate::net::{self, Reply, Unreachable};
use crate::prefs::Prefs;
use crate::transport::Api;

/// A token with less life left than this is replaced before it is used.
const MARGIN_MS: f64 = 60_000.0;
const CHANNEL: &str = "sadu.session";
const SIGNED_IN: &str = "in";
const SIGNED_OUT: &str = "out";

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The cookie is being tried.
    Starting,
    /// Nobody is signed in.
    SignedOut,
    /// The viewer is known.
    SignedIn,
    /// The server gives no answer; nothing is known.
    Unreachable,
}

#[derive(Debug, Clone)]
struct Token {
    text: String,
    expires_ms: f64,
}

/// The session of this tab.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    /// Where it stands.
    pub(crate) phase: RwSignal<Phase>,
    /// Who it is and where they may work; there while signed in.
    pub(crate) viewer: RwSignal<Option<Viewer>>,
    prefs: Prefs,
    token: StoredValue<Option<Token>>,
    /// The refresh under way, which everybody who needs a token waits for.
    refreshing: StoredValue<Option<js_sys::Promise>, LocalStorage>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
}

/// What `/auth/login` and `/auth/refresh` answer.
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    expires_in: f64,
}

/// Why nobody could be signed in.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Refusal {
    /// `INVALID_CREDENTIALS`, `RATE_LIMITED`, …
    #[serde(default)]
    pub(crate) code: String,
    /// In the user's language.
    #[serde(default)]
    pub(crate) message: String,
    /// The field it concerns.
    #[serde(default)]
    pub(crate) field: Option<String>,
}

/// How far a password or a code led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Signed in.
    In,
    /// The password was right; the second factor is asked for. The text is what the answer has to carry.
    Code(String),
}

#[derive(Deserialize)]
struct Challenged {
    mfa: Challenge,
}

#[derive(Deserialize)]
struct Challenge {
    challenge: String,
}

#[derive(Deserialize)]
struct RefusalBody {
    error: Refusal,
}

/// The end of an attempt to get a token.
enum Attempt {
    Token,
    Refused,
    Unreachable,
}

impl Session {
    /// A session that does nothing yet; [`Session::start`] begins it.
    pub(crate) fn new(prefs: Prefs) -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Starting),
            viewer: RwSignal::new(None),
            prefs,
            token: StoredValue::new(None),
            refreshing: StoredValue::new_local(None),
            channel: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
        };
        session.listen();
        session
    }

    /// Tries the cookie, then asks who it belongs to.
    pub(crate) fn start(self) {
        self.phase.set(Phase::Starting);
        spawn_local(async move {
            early::settled().await;
            match self.refresh().await {
                Attempt::Token => self.meet().await,
                Attempt::Refused => self.forget(),
                Attempt::Unreachable => self.phase.set(Phase::Unreachable),
            }
        });
    }

    /// Sends what may let the user in: password, code, confirmation.
    ///
    /// # Errors
    /// What the server said, or a refusal without a code when it said nothing.
    pub(crate) async fn enter(self, path: &str, body: &Value) -> Result<Entry, Refusal> {
        let reply = self.say(path, body).await?;
        if self.take(&reply) {
            self.meet().await;
            self.tell(SIGNED_IN);
            return Ok(Entry::In);
        }
        match serde_json::from_slice::<Challenged>(&reply.body) {
            Ok(challenged) => Ok(Entry::Code(challenged.mfa.challenge)),
            Err(_) => Err(Refusal::default()),
        }
    }

    /// Sends what lets nobody in yet: signing up, asking for a code, choosing another password.
    ///
    /// # Errors
    /// As [`Session::enter`].
    pub(crate) async fn knock(self, path: &str, body: &Value) -> Result<(), Refusal> {
        self.say(path, body).await.map(|_| ())
    }

    async fn say(self, path: &str, body: &Value) -> Result<Reply, Refusal> {
        let reply = self.post(path, &body.to_string()).await.map_err(|_| Refusal::default())?;
        if (200..300).contains(&reply.status) {
            return Ok(reply);
        }
        let said = serde_json::from_slice::<RefusalBody>(&reply.body).map(|body| body.error);
        Err(said.unwrap_or_default())
    }

    /// Takes the person as an act of theirs left them.
    pub(crate) fn take_user(self, user: User) {
        self.viewer.update(|viewer| {
            if let Some(viewer) = viewer {
                viewer.user = user;
            }
        });
    }

    /// Notes something about the person that an act of theirs changed.
    pub(crate) fn change_user(self, change: impl FnOnce(&mut User)) {
        self.viewer.update(|viewer| {
            if let Some(viewer) = viewer {
                change(&mut viewer.user);
            }
        });
    }

    /// Asks again who is signed in: something about them changed.
    pub(crate) async fn renew_viewer(self) {
        if let Ok(Some(viewer)) = client::viewer(&Api::without_tenant(self, self.prefs)).await {
            self.viewer.set(Some(viewer));
        }
    }

    /// Ends the session here and on the server; other tabs follow.
    pub(crate) fn sign_out(self) {
        spawn_local(async move {
            let _ = self.post("/auth/logout", "{}").await;
            self.forget();
            self.tell(SIGNED_OUT);
        });
    }

    /// Forgets everything of the user in this tab.
    pub(crate) fn forget(self) {
        self.token.set_value(None);
        self.viewer.set(None);
        self.phase.set(Phase::SignedOut);
    }

    /// A token that lives for a while yet. None: nobody is signed in, or no answer came.
    pub(crate) async fn token(self) -> Option<String> {
        if let Some(token) = self.token.get_value()
            && token.expires_ms - now_ms() > MARGIN_MS
        {
            return Some(token.text);
        }
        self.renew().await
    }

    /// Another token in place of `refused`, which another request may have replaced already.
    pub(crate) async fn token_instead_of(self, refused: &str) -> Option<String> {
        match self.token.get_value() {
            Some(token) if token.text != refused => Some(token.text),
            _ => self.renew().await,
        }
    }

    async fn renew(self) -> Option<String> {
        match self.refresh().await {
            Attempt::Token => self.token.get_value().map(|token| token.text),
            Attempt::Refused => {
                self.forget();
                None
            }
            Attempt::Unreachable => None,
        }
    }

    /// Trades the cookie for a token; however many ask, one request goes out.
    async fn refresh(self) -> Attempt {
        let under_way = self.refreshing.get_value().unwrap_or_else(|| {
            let promise = future_to_promise(async move {
                let early = early::refreshed().await.map(|(status, body)| Reply::of(status, body));
                let reply = match early {
                    Some(reply) => Ok(reply),
                    None => self.post("/auth/refresh", "{}").await,
                };
                let status = match reply {
                    Ok(reply) if self.take(&reply) => 200,
                    Ok(reply) => reply.status,
                    Err(_) => 0,
                };
                self.refreshing.set_value(None);
                Ok(JsValue::from(status))
            });
            self.refreshing.set_value(Some(promise.clone()));
            promise
        });
        let status = JsFuture::from(under_way).await.ok().and_then(|status| status.as_f64()).unwrap_or(0.0);
        if (200.0..300.0).contains(&status) {
            Attempt::Token
        } else if (400.0..500.0).contains(&status) && (status - 429.0).abs() > 0.5 {
            Attempt::Refused
        } else {
            Attempt::Unreachable
        }
    }

    async fn post(self, path: &str, body: &str) -> Result<Reply, Unreachable> {
        net::post(path, body, &[("accept-language", self.prefs.locale.get_untracked().code())]).await
    }

    fn take(self, reply: &Reply) -> bool {
        if reply.status != 200 {
            return false;
        }
        let Ok(tokens) = serde_json::from_slice::<Tokens>(&reply.body) else { return false };
        let expires_ms = tokens.expires_in.mul_add(1000.0, now_ms());
        self.token.set_value(Some(Token { text: tokens.access_token, expires_ms }));
        true
    }

    /// Asks who is signed in and where they may work.
    async fn meet(self) {
        match client::viewer(&Api::without_tenant(self, self.prefs)).await {
            Ok(Some(viewer)) => {
                self.prefs.wish_locale(match viewer.user.locale {
                    client::Locale::Ar => ui::Locale::Ar,
                    client::Locale::En => ui::Locale::En,
                });
                self.viewer.set(Some(viewer));
                self.phase.set(Phase::SignedIn);
            }
            Ok(None) => self.forget(),
            Err(error) => {
                leptos::logging::warn!("viewer: {error}");
                if self.phase.get_untracked() != Phase::SignedOut {
                    self.phase.set(Phase::Unreachable);
                }
            }
        }
    }

    fn tell(self, word: &str) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&JsValue::from_str(word));
            }
        });
    }

    /// Follows what the other tabs tell.
    fn listen(self) {
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some(SIGNED_OUT) => self.forget(),
                Some(SIGNED_IN) if self.phase.get_untracked() != Phase::SignedIn => self.start(),
                _ => {}
            }
        });
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            }
        });
        // The channel is open as long as the page.
        hear.forget();
    }
}

/// The session of this tab.
pub(crate) fn session() -> Session {
    expect_context()
}
