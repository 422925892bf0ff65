//! The small program gives way to the whole one where it has no page: the same address is loaded anew, and the server
//! serves the program that has it.

use leptos::prelude::*;
use ui::{EmptyState, IconName};

use crate::browser;
use crate::prefs::t;
use crate::shell::Splash;

/// The address that was loaded anew last, so that two programs that disagree never send each other round.
const TRIED: &str = "sadu.whole";

/// Loads the address anew; once.
pub(crate) fn give_way() -> impl IntoView {
    let location = window().location();
    let here = location.href().unwrap_or_default();
    let tried = browser::kept_in_tab(TRIED).is_some_and(|tried| tried == here);
    if !tried {
        browser::keep_in_tab(TRIED, &here);
        let _ = location.reload();
        return view! { <Splash /> }.into_any();
    }
    browser::keep_in_tab(TRIED, "");
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
