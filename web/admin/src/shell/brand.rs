//! The product's mark: a piece of the weave and the name.

use leptos::prelude::*;

use crate::prefs::t;

/// The mark.
#[component]
pub(crate) fn Brand() -> impl IntoView {
    view! {
        <p class="brand">
            <svg class="brand-mark" viewBox="0 0 48 48" width="32" height="32" aria-hidden="true" focusable="false">
                <rect width="48" height="48" rx="10" fill="url(#woven-band)" />
            </svg>
            <span class="brand-name">{move || t().app_name}</span>
        </p>
    }
}
