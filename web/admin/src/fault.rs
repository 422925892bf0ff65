//! What to tell a person when the system, not they, did something wrong.

use client::Error;
use leptos::prelude::*;
use ui::{EmptyState, IconName};

use crate::prefs::t;
use crate::strings::Strings;

/// The session ended: the login page appears by itself and says enough.
pub(crate) fn is_session_over(error: &Error) -> bool {
    match error {
        Error::Transport(transport) => transport.status == Some(401),
        other => other.code() == Some("UNAUTHENTICATED"),
    }
}

/// One sentence that says what happened and what helps.
pub(crate) fn text(error: &Error, strings: &Strings) -> String {
    match (error, error.code()) {
        (_, Some("FORBIDDEN")) => strings.fault_forbidden.to_owned(),
        (_, Some("NOT_FOUND")) => strings.fault_gone.to_owned(),
        (_, Some("RATE_LIMITED")) => strings.fault_rate_limited.to_owned(),
        (_, Some("TENANT_SUSPENDED")) => strings.fault_suspended.to_owned(),
        (_, Some("UNAVAILABLE")) => strings.fault_unavailable.to_owned(),
        (Error::Transport(transport), _) if transport.status.is_none() => strings.fault_offline.to_owned(),
        (Error::Transport(_), _) => strings.fault_unavailable.to_owned(),
        _ => strings.fault_internal.to_owned(),
    }
}

/// Whether the next question would meet it as well, whatever it is about.
pub(crate) fn is_of_all(error: &Error) -> bool {
    let code = error.code();
    matches!(error, Error::Transport(_))
        || matches!(code, Some("UNAUTHENTICATED" | "RATE_LIMITED" | "UNAVAILABLE" | "TENANT_SUSPENDED"))
}

/// What finds the request in the server's log.
pub(crate) fn request_id(error: &Error) -> Option<String> {
    match error {
        Error::Graphql(errors) => errors.iter().find_map(|error| error.extensions.request_id.clone()),
        Error::Transport(_) | Error::Unreadable(_) => None,
    }
}

/// A page or a list that could not be had, with another try.
#[component]
pub(crate) fn FaultState(
    /// What went wrong.
    error: Error,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let strings = t();
    let id = request_id(&error).map(|id| {
        view! { <p class="fault-id">{strings.request_id} ": " <code dir="ltr">{id}</code></p> }
    });
    view! {
        <EmptyState icon=IconName::Alert title=strings.fault_title text=text(&error, strings) is_alert=true>
            <button type="button" class="button button-secondary" on:click=move |_| on_retry.run(())>
                {strings.try_again}
            </button>
            {id}
        </EmptyState>
    }
}
