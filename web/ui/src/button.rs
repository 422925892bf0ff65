//! Buttons and links that look like buttons; at least 44 px high.

use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one main act of a page.
    #[default]
    Primary,
    /// Any other act.
    Secondary,
    /// An act in the flow of text or of a row.
    Quiet,
    /// An act that takes something away.
    Danger,
}

impl ButtonKind {
    /// The classes, for a button that is written by hand.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button that submits its form.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Sent with the form when this button is the one pressed.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Sent with the name.
    #[prop(optional, into)]
    value: Option<String>,
    /// Cannot be pressed.
    #[prop(optional)]
    disabled: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class() name=name value=value disabled=disabled>
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Leads away from the shop: opens without telling where from.
    #[prop(optional)]
    external: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href rel=external.then_some("noopener external")>
            {children()}
        </a>
    }
}
