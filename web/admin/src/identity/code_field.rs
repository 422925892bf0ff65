//! The field of a six-digit code: phones offer the code that just came, and Eastern digits are read too.

use leptos::{html, prelude::*};
use ui::{LiveField, fold_digits};

/// Digits of a code.
pub(super) const DIGITS: usize = 6;

/// What was typed, as the server reads it: ASCII digits, no blanks.
pub(super) fn plain(typed: &str) -> String {
    fold_digits(typed).chars().filter(|character| !character.is_whitespace() && *character != '-').collect()
}

/// Whether it can be such a code.
pub(super) fn is_code(plain: &str) -> bool {
    plain.len() == DIGITS && plain.bytes().all(|byte| byte.is_ascii_digit())
}

/// The field.
#[component]
pub(super) fn CodeField(
    /// Its name for people.
    label: &'static str,
    /// The element.
    node: NodeRef<html::Input>,
    /// What is wrong with it now.
    error: Signal<Option<String>>,
    /// Help.
    #[prop(default = None)]
    hint: Option<String>,
    /// Called when all digits stand.
    #[prop(optional)]
    on_full: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <LiveField
            name="code"
            label
            node
            error
            hint
            inputmode="numeric"
            autocomplete="one-time-code"
            direction="ltr"
            max_length=12
            class="input-code"
            on_input=Callback::new(move |typed: String| {
                if let Some(on_full) = on_full
                    && is_code(&plain(&typed))
                {
                    on_full.run(());
                }
            })
        />
    }
}

#[cfg(test)]
mod tests {
    use super::{is_code, plain};

    #[test]
    fn digits_of_either_script_make_a_code() {
        assert_eq!(plain("١٢٣ ٤٥٦"), "123456");
        assert_eq!(plain("123-456"), "123456");
        assert!(is_code("123456") && !is_code("12345") && !is_code("12345a"));
    }
}
