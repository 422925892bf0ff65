//! How money came: the words that are kept of the usual ways, what people call them, and the field that asks.

use leptos::prelude::*;
use ui::{Locale, format_money};

use crate::bound::{BoundField, filled};
use crate::prefs::t;
use crate::strings::Strings;

/// The usual ways, as they are kept.
const WAYS: [&str; 3] = ["cash", "wamd", "bank_transfer"];
/// As many characters as the API takes.
const MOST: u32 = 40;

/// What people call the way that a word is kept of; any other stands as it was typed.
pub(crate) fn method_word<'a>(word: &'a str, strings: &Strings) -> &'a str {
    match word {
        "cash" => strings.method_cash,
        "wamd" => strings.method_wamd,
        "bank_transfer" => strings.method_transfer,
        other => other,
    }
}

/// The word that is kept of what was typed: that of a usual way by whichever name, else the text itself.
fn method_kept(typed: &str, strings: &Strings) -> String {
    let typed = typed.trim();
    let is =
        |way: &str| [way, method_word(way, strings)].iter().any(|name| name.to_lowercase() == typed.to_lowercase());
    WAYS.into_iter().find(|way| is(way)).unwrap_or(typed).to_owned()
}

/// What is kept of a payment in a timeline: `cash`, or `7.000 KWD · cash`, in which a reason may stand for the way.
pub(super) fn payment_words(note: &str, locale: Locale, strings: &Strings) -> String {
    let sum = |text: &str| {
        let (amount, currency) = text.split_once(' ')?;
        if currency.len() != 3 || !amount.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let digits = amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        Some(format_money(amount, currency, u8::try_from(digits).ok()?, locale, false))
    };
    match note.split_once(" · ").and_then(|(money, way)| Some((sum(money)?, way))) {
        Some((money, way)) => format!("{money} · {}", method_word(way, strings)),
        None => method_word(note, strings).to_owned(),
    }
}

/// What stands in the field, as it is kept; none if nothing does.
pub(crate) fn method_of(field: RwSignal<String>, strings: &Strings) -> Option<String> {
    filled(field).map(|typed| method_kept(&typed, strings))
}

/// Asks how the money came: the usual ways at a tap, any other typed.
#[component]
pub(crate) fn MethodField(
    /// Tells it from every other field of the page.
    id: &'static str,
    /// What stands in it, as people call it.
    value: RwSignal<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let strings = t();
    let ready = move |way: &'static str| {
        let label = method_word(way, strings);
        let is_chosen = move || value.with(|typed| method_kept(typed, strings) == way);
        view! {
            <button
                type="button"
                class="pill"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| value.set(label.to_owned())
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="pills" role="group" aria-label=strings.method>{WAYS.map(ready).collect_view()}</div>
        <BoundField id label=strings.method value error max_length=MOST />
    }
}

#[cfg(test)]
mod tests {
    use super::{method_kept, method_word, payment_words};
    use crate::strings::strings;
    use ui::Locale;

    #[test]
    fn a_usual_way_is_kept_by_its_word_whatever_it_was_called() {
        let (ar, en) = (strings(Locale::Ar), strings(Locale::En));
        assert_eq!(method_word("wamd", ar), "ومض");
        assert_eq!(method_word("K-Net", en), "K-Net");
        for typed in ["cash", " Cash ", "CASH"] {
            assert_eq!(method_kept(typed, en), "cash");
        }
        assert_eq!(method_kept("تحويل بنكي", ar), "bank_transfer");
        assert_eq!(method_kept("K-Net", ar), "K-Net");
    }

    #[test]
    fn a_payment_is_told_in_the_readers_words() {
        let (ar, en) = (strings(Locale::Ar), strings(Locale::En));
        assert_eq!(payment_words("cash", Locale::Ar, ar), "نقدًا");
        assert_eq!(payment_words("7.000 KWD · cash", Locale::Ar, ar), "7.000\u{a0}د.ك · نقدًا");
        assert_eq!(payment_words("7.000 KWD · counted twice", Locale::En, en), "KWD\u{a0}7.000 · counted twice");
        assert_eq!(payment_words("by hand · at noon", Locale::En, en), "by hand · at noon");
    }
}
