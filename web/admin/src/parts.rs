//! The parts that the app is cut into, each a program of its own: where one has no page, the same address is loaded anew,
//! and the server serves the part that has it.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{EmptyState, IconName};

use crate::browser;
use crate::prefs::t;
use crate::shell::Splash;
use crate::toasts::toasts;

/// The address that was loaded anew last, so that two parts that disagree never send each other round.
const TRIED: &str = "sadu.part";
/// How often it is looked whether the address stands in the browser.
const LOOK: Duration = Duration::from_millis(5);
/// How often at most.
const LOOKS: u32 = 100;

/// Loads the address anew; once.
#[cfg_attr(
    all(feature = "inbox", feature = "record", feature = "shop", feature = "team", feature = "desk"),
    expect(dead_code, reason = "all parts at once lack no page; they are only checked, never served")
)]
pub(crate) fn give_way() -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let tried = browser::kept_in_tab(TRIED).is_some_and(|tried| tried == path);
    if !tried {
        browser::keep_in_tab(TRIED, &path);
        toasts().carry_over();
        load(path, LOOKS);
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

/// The router writes a page's address into the browser's history only after it has made its view.
fn load(path: String, looks: u32) {
    let location = window().location();
    if location.pathname().is_ok_and(|here| here == path) {
        let _ = location.reload();
    } else if looks == 0 {
        let _ = location.set_href(&path);
    } else {
        set_timeout(move || load(path, looks - 1), LOOK);
    }
}

/// This part has the page.
pub(crate) fn arrived() {
    browser::keep_in_tab(TRIED, "");
}
