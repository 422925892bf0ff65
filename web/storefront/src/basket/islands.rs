//! The two islands: adding to the basket without leaving the page, and the count in the header.
//!
//! Both stand in complete server-made HTML and only listen; without a script the form is a plain form.

use leptos::prelude::*;

use super::browser;

/// Wraps the form that adds an item, its quantity buttons and the place where the answer is shown.
#[island]
pub fn AddToBasket(
    /// The form and the templates of the answers.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            browser::wake(&place);
        }
    });
    view! {
        <div class="add-to-basket" node_ref=place on:submit=browser::submit on:click=browser::step>
            {children()}
        </div>
    }
}

/// How many pieces the basket holds; stays hidden while it is empty or no script runs.
#[island]
pub fn BasketCount() -> impl IntoView {
    let count = RwSignal::new(0_u32);
    Effect::new(move |_| {
        count.set(browser::count());
        browser::on_change(move || count.set(browser::count()));
    });
    view! { <span class="basket-count" hidden=move || count.get() == 0>{move || count.get()}</span> }
}
