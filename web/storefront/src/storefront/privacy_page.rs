//! What is counted of a visit, and the choice not to be known again.

use leptos::prelude::*;
use ui::{Button, ButtonKind};

use crate::shell::{Page, PageContext, Rendered, render};

/// Renders the page of one visitor's choice.
#[must_use]
pub fn privacy(ctx: &PageContext, is_declined: bool) -> Rendered {
    render(ctx, || Page::private(ctx.strings().privacy_title, "privacy", content(ctx, is_declined)))
}

fn content(ctx: &PageContext, is_declined: bool) -> AnyView {
    let strings = ctx.strings();
    let (state, choice, act) = if is_declined {
        (strings.privacy_declined, "granted", strings.privacy_grant)
    } else {
        (strings.privacy_counted, "declined", strings.privacy_decline)
    };
    view! {
        <div class="words-page">
            <h1 class="page-title">{strings.privacy_title}</h1>
            <div class="prose">
                <p>{strings.privacy_text}</p>
                <p>{strings.privacy_not}</p>
                <p role="status"><strong>{state}</strong></p>
            </div>
            <form action=ctx.links().privacy() method="post">
                <Button kind=ButtonKind::Secondary name="consent" value=choice>{act}</Button>
            </form>
        </div>
    }
    .into_any()
}
