//! The state of a thing in one word, told by words and by colour together.

use leptos::prelude::*;

/// What a state means to whoever works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusTone {
    /// Waits for somebody.
    Waiting,
    /// Under way.
    Active,
    /// Done well.
    Done,
    /// Ended without result.
    Ended,
    /// Not what it seemed.
    Bad,
}

impl StatusTone {
    /// Every tone there is.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Active, Self::Done, Self::Ended, Self::Bad];

    const fn class(self) -> &'static str {
        match self {
            Self::Waiting => "status status-waiting",
            Self::Active => "status status-active",
            Self::Done => "status status-done",
            Self::Ended => "status status-ended",
            Self::Bad => "status status-bad",
        }
    }
}

/// The word, in its colour.
#[component]
pub fn Status(
    /// What it means.
    tone: StatusTone,
    /// The word.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=tone.class()>{label}</span> }
}
