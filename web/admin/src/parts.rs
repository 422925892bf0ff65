//! The parts that the app is cut into, each a program of its own: where one has no page, the same address is loaded anew,
//! and the server serves the part that has it.

use leptos::prelude::*;
use ui::{EmptyState, IconName};

use crate::browser;
use crate::prefs::t;
use crate::shell::Splash;

/// The address that was loaded anew last, so that two parts that disagree never send each other round.
const TRIED: &str = "sadu.part";

/// Loads the address anew; once.
#[cfg_attr(
    all(feature = "inbox", feature = "shop", feature = "desk"),
    expect(dead_code, reason = "all parts at once lack no page; they are only checked, never served")
)]
pub(crate) fn give_way() -> impl IntoView {
    let location = window().location();
    let here = location.href().unwrap_or_default();
    let tried = browser::kept_in_tab(TRIED).is_some_and(|tried| tried == here);
    if !tried {
        browser::keep_in_tab(TRIED, &here);
        let _ = location.reload();
        return view! { <Splash /> }.into_any();
    }
    arrived();
    let strings = t();
    view! {
        <EmptyState icon=IconName::Alert title=strings.fault_title text=strings.fault_internal is_alert=true>
            <button
                type="button"
                class="button button-primary"
                on:click=move |_| {
                    let _ = window().location().reload();
                }
            >
                {strings.try_again}
            </button>
        </EmptyState>
    }
    .into_any()
}

/// This part has the page.
pub(crate) fn arrived() {
    browser::keep_in_tab(TRIED, "");
}
