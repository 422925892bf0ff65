//! How an error leaves the API: a code, a message without insides, the request's id. Faults are logged here, once.

use async_graphql::{ErrorExtensionValues, Response, ServerError};

use crate::kernel::{error::Error, text::Locale};

/// Seconds a caller should wait when something is away.
const RETRY_AFTER_S: u64 = 2;

/// Rewrites a response's errors for the caller and logs what only we should read.
pub fn publish(response: &mut Response, locale: Locale, request_id: &str) {
    for error in &mut response.errors {
        publish_one(error, locale, request_id);
    }
}

fn publish_one(error: &mut ServerError, locale: Locale, request_id: &str) {
    let mut extensions = error.extensions.take().unwrap_or_default();
    if let Some(own) = error.source::<Error>() {
        let (message, code) = (message(own, locale), own.code());
        match own {
            Error::Fault(fault) => tracing::error!(request_id, %fault, "request failed"),
            Error::Unavailable(fault) => {
                tracing::warn!(request_id, %fault, "dependency unavailable");
            }
            _ => {}
        }
        if let Some(seconds) = retry_after(own) {
            extensions.set("retryAfter", seconds);
        }
        if let Error::Invalid(fields) = own
            && let Some(first) = fields.first()
            && !first.field.is_empty()
        {
            extensions.set("field", first.field.clone());
        }
        if matches!(own, Error::MfaRequired) {
            extensions.set("reason", "MFA_REQUIRED");
        }
        extensions.set("code", code);
        error.message = message;
    } else if extensions.get("code").is_none() {
        // The library's own refusals: the text of a query that does not parse or fit the schema.
        extensions.set("code", "BAD_INPUT");
    }
    extensions.set("requestId", request_id);
    error.source = None;
    error.extensions = Some(extensions);
}

/// Seconds after which the same call may succeed.
#[must_use]
pub fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::Unavailable(_) => Some(RETRY_AFTER_S),
        Error::RateLimited { retry_after_s } => Some(*retry_after_s),
        _ => None,
    }
}

/// What a person is told.
#[must_use]
pub fn message(error: &Error, locale: Locale) -> String {
    let (ar, en) = match error {
        Error::NotFound => ("غير موجود", "Not found"),
        Error::Forbidden => ("ليست لك صلاحية لهذا", "You do not have the right to do this"),
        Error::MfaRequired => (
            "هذا المتجر يطلب التحقق بخطوتين: فعّله في حسابك أولًا",
            "This tenant asks for a second factor: set it up in your account first",
        ),
        Error::Unauthenticated(_) => ("سجّل الدخول أولًا", "Sign in first"),
        Error::TenantSuspended => ("هذا المتجر موقوف", "This tenant is suspended"),
        Error::RateLimited { .. } => ("محاولات كثيرة؛ انتظر قليلًا", "Too many requests; wait a little"),
        Error::Unavailable(_) => {
            ("الخدمة مشغولة؛ أعد المحاولة بعد لحظات", "The service is busy; try again in a moment")
        }
        Error::Fault(_) => ("حدث خطأ عندنا", "Something went wrong on our side"),
        Error::Invalid(fields) => {
            return fields.iter().map(|f| f.message.in_locale(locale)).collect::<Vec<_>>().join("; ");
        }
    };
    match locale {
        Locale::Ar => ar,
        Locale::En => en,
    }
    .to_owned()
}

/// A refusal of the API itself, with its code.
#[must_use]
pub fn refusal(code: &'static str, message: String) -> ServerError {
    let mut error = ServerError::new(message, None);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code);
    error.extensions = Some(extensions);
    error
}
