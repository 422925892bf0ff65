//! `/auth/*`: an account's way from sign-up to log-out, for the admin app. Plain HTTP because a cookie is set.
//!
//! The refresh cookie is the only cookie of the program that stands for a person's rights, and only here. So all routes
//! take nothing but a POST of JSON from the app's own pages to the app's own host: a form cannot send JSON, another
//! origin's script cannot send it without a preflight that nobody answers, and browsers tell the origin of every POST.

mod gate;
mod reply;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use secrecy::ExposeSecret;

use self::gate::{Admitted, Asked, caller, token_of};
pub use self::reply::refresh_cookie;
use self::reply::{NO_STORE, done, entry, forget_cookie, refuse_error, welcome};
use super::{edge::Edge, log::Learnt, shared::Shared};
use crate::{
    identity::{
        accounts::{self, NewAccount},
        log_in,
        sessions::{self, Entry},
    },
    kernel::{
        error::{Error, Result},
        text::{Bilingual, Locale},
    },
};

/// An address and a password are never longer.
const MAX_BODY: usize = 16 * 1024;

/// The routes; their layers are the router's.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/auth/signup", post(sign_up))
        .route("/auth/confirm", post(confirm))
        .route("/auth/resend", post(resend))
        .route("/auth/login", post(log_in))
        .route("/auth/mfa", post(answer_mfa))
        .route("/auth/refresh", post(refresh))
        .route("/auth/logout", post(log_out))
        .route("/auth/forgot", post(forgot))
        .route("/auth/reset", post(reset))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn sign_up(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    let locale = input.locale.as_deref().and_then(Locale::from_tag).or(edge.locale).unwrap_or_default();
    let password = input.password.into();
    let new = NewAccount { email: &input.email, password: &password, name: input.name.as_deref(), locale };
    let outcome = accounts::sign_up(&app, new, caller(&edge, &headers)).await;
    accepted(&edge, outcome)
}

async fn confirm(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    let outcome = accounts::confirm(&app, &input.email, &input.code, caller(&edge, &headers)).await;
    entry(&app, &edge, outcome, &wrong_password())
}

async fn resend(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    accepted(&edge, accounts::resend(&app, &input.email, caller(&edge, &headers)).await)
}

async fn log_in(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    let outcome = log_in::log_in(&app, &input.email, &input.password.into(), caller(&edge, &headers)).await;
    entry(&app, &edge, outcome, &wrong_password())
}

async fn answer_mfa(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    let (challenge, code) = (&input.challenge, &input.code);
    let outcome = log_in::answer(&app, challenge, code, caller(&edge, &headers)).await;
    let over = Bilingual::new("انتهت مهلة الرمز؛ سجّل الدخول من جديد", "The time for the code is over; sign in again");
    entry(&app, &edge, outcome.map(Entry::In), &over)
}

async fn forgot(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    accepted(&edge, accounts::forgot(&app, &input.email, caller(&edge, &headers)).await)
}

async fn reset(asked: Asked) -> Response {
    let Asked { from: Admitted { app, edge, headers }, input } = asked;
    let (code, caller) = (&input.code, caller(&edge, &headers));
    match accounts::reset(&app, &input.email, code, &input.password.into(), caller).await {
        Ok(()) => {
            let mut response = done(StatusCode::OK);
            // The session of this very browser is over too.
            forget_cookie(&app, &mut response);
            response
        }
        Err(error) => refuse_error(&edge, &error, &wrong_password()),
    }
}

async fn refresh(Admitted { app, edge, headers }: Admitted) -> Response {
    let outcome = match token_of(&app, &headers) {
        Some(token) => sessions::refresh(&app, token.expose_secret(), &edge.request_id).await,
        None => Err(Error::Unauthenticated("there is no refresh cookie")),
    };
    match outcome {
        Ok(signed_in) => welcome(&app, &signed_in),
        Err(error) => {
            let over = Bilingual::new("انتهت الجلسة؛ سجّل الدخول من جديد", "The session is over; sign in again");
            let mut response = refuse_error(&edge, &error, &over);
            if matches!(error, Error::Unauthenticated(_)) {
                forget_cookie(&app, &mut response);
            }
            response
        }
    }
}

async fn log_out(Admitted { app, edge, headers }: Admitted) -> Response {
    let ended = match token_of(&app, &headers) {
        Some(token) => sessions::log_out(&app, token.expose_secret(), &edge.request_id).await,
        None => Ok(None),
    };
    match ended {
        Ok(user) => {
            let mut response = (StatusCode::NO_CONTENT, [NO_STORE]).into_response();
            response.extensions_mut().insert(Learnt { tenant: None, user });
            forget_cookie(&app, &mut response);
            response
        }
        // The cookie stays, so that the same call can still end the session.
        Err(error) => refuse_error(&edge, &error, &Bilingual::new("", "")),
    }
}

/// The answer to whoever asked for a letter: it never tells whether one was sent.
fn accepted(edge: &Edge, outcome: Result<()>) -> Response {
    match outcome {
        Ok(()) => done(StatusCode::ACCEPTED),
        Err(error) => refuse_error(edge, &error, &wrong_password()),
    }
}

fn wrong_password() -> Bilingual {
    Bilingual::new("البريد الإلكتروني أو كلمة المرور غير صحيحة", "The e-mail address or the password is wrong")
}
