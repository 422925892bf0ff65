//! The page on which a lost link is found: by number and phone.

use leptos::prelude::*;
use ui::{Button, ErrorSummary, TextField};

use crate::orders::checkout_form::FormError;
use crate::shell::{Page, PageContext, Rendered, render};

/// What was typed, and what is wrong with it.
#[derive(Clone, Default)]
pub struct FindData {
    /// `ORD-00001`.
    pub number: String,
    /// In any form.
    pub phone: String,
    /// What is wrong.
    pub errors: Vec<FormError>,
}

/// Renders the page.
#[must_use]
pub fn find(ctx: &PageContext, data: &FindData) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let errors: Vec<(String, String)> =
            data.errors.iter().map(|error| (error.field.to_owned(), error.message.clone())).collect();
        let summary = (!errors.is_empty()).then(|| view! { <ErrorSummary title=strings.errors_title errors=errors /> });
        let error_of =
            |field: &str| data.errors.iter().find(|error| error.field == field).map(|error| error.message.clone());
        let content = view! {
            <div class="narrow">
                <h1 class="page-title">{strings.find_title}</h1>
                <p class="lead">{strings.find_text}</p>
                {summary}
                <form class="form-parts" action=ctx.links().find() method="post" novalidate=true>
                    <TextField
                        name="number" label=strings.find_number value=data.number.clone() max_length=20 direction="ltr"
                        hint=Some(strings.find_number_hint.to_owned()) error=error_of("number")
                    />
                    <TextField
                        name="phone" label=strings.phone_field value=data.phone.clone() kind="tel" inputmode="tel" autocomplete="tel"
                        max_length=24 direction="ltr" prefix=Some("+965") error=error_of("phone")
                    />
                    <div class="acts"><Button>{strings.find_act}</Button></div>
                </form>
            </div>
        };
        Page::private(strings.find_title, "find-page", content.into_any())
    })
}
