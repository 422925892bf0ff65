//! A password's field: shown on wish, and judged as it is chosen.

use leptos::{html, prelude::*};
use ui::LiveField;

use super::texts::{IdentityTexts, words};

/// As many characters as the server wants at least.
pub(super) const LEAST: usize = 12;

/// How well a password holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// The server will refuse it.
    TooShort(usize),
    /// Easily guessed.
    Weak,
    /// Good enough.
    Good,
    /// Better than most.
    Strong,
}

/// Judges by length and by how many different characters there are: a long sentence holds better than a short riddle.
fn judge(password: &str) -> Strength {
    let length = password.chars().count();
    if length < LEAST {
        return Strength::TooShort(LEAST - length);
    }
    let mut different: Vec<char> = password.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    let steps = password.chars().zip(password.chars().skip(1));
    let in_a_row = steps.filter(|(one, next)| (*next as i64 - *one as i64).abs() <= 1).count();
    if different.len() < 6 || in_a_row * 2 > length {
        Strength::Weak
    } else if length >= 18 && different.len() >= 10 {
        Strength::Strong
    } else {
        Strength::Good
    }
}

impl Strength {
    const fn level(self) -> &'static str {
        match self {
            Self::TooShort(_) => "0",
            Self::Weak => "1",
            Self::Good => "2",
            Self::Strong => "3",
        }
    }

    fn told(self, words: &IdentityTexts) -> String {
        match self {
            Self::TooShort(missing) => words.strength_short.replace("{n}", &missing.to_string()),
            Self::Weak => words.strength_weak.to_owned(),
            Self::Good => words.strength_good.to_owned(),
            Self::Strong => words.strength_strong.to_owned(),
        }
    }
}

/// The field.
#[component]
pub(super) fn PasswordField(
    /// Both id and name.
    name: &'static str,
    /// Its name for people.
    label: &'static str,
    /// The element.
    node: NodeRef<html::Input>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// Whether it is chosen here: then its strength is told, and a manager may propose one.
    #[prop(optional)]
    is_new: bool,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let words = words();
    let is_shown = RwSignal::new(false);
    let typed = RwSignal::new(value.clone());
    let toggle = move |_| {
        is_shown.update(|is_shown| *is_shown = !*is_shown);
        if let Some(input) = node.get_untracked() {
            input.set_type(if is_shown.get_untracked() { "text" } else { "password" });
        }
    };
    let strength = Memo::new(move |_| typed.with(|typed| (!typed.is_empty()).then(|| judge(typed))));
    let meter = is_new.then(|| {
        view! {
            <div class="strength" data-level=move || strength.get().map(Strength::level)>
                <span class="strength-bar" aria-hidden="true"></span>
                <p class="strength-text" aria-live="polite">
                    {move || {
                        strength.get().map_or_else(|| words.password_hint.to_owned(), |strength| strength.told(words))
                    }}
                </p>
            </div>
        }
    });
    view! {
        <div class="password">
            <LiveField
                name
                label
                node
                error
                kind="password"
                autocomplete=if is_new { "new-password" } else { "current-password" }
                direction="ltr"
                max_length=1024
                value
                on_input=Callback::new(move |value| typed.set(value))
            />
            <button
                type="button"
                class="password-show"
                aria-controls=name
                aria-pressed=move || is_shown.get().to_string()
                on:click=toggle
            >
                {move || if is_shown.get() { words.hide_password } else { words.show_password }}
            </button>
            {meter}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Strength, judge};

    #[test]
    fn a_sentence_is_strong_and_a_row_of_keys_is_weak() {
        assert_eq!(judge("short"), Strength::TooShort(7));
        assert_eq!(judge("aaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(judge("abcdefghijklmn"), Strength::Weak);
        assert_eq!(judge("woven by hand"), Strength::Good);
        assert_eq!(judge("سدو منسوج باليد منذ سنين"), Strength::Strong);
    }
}
