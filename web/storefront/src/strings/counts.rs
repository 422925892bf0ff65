//! How many and how long, in words; counts take the six forms of Arabic grammar.

use ui::Locale;

/// `3 قطع`, `3 items`: how many pieces.
#[must_use]
pub fn count_of_pieces(locale: Locale, count: u32) -> String {
    match locale {
        Locale::Ar => counted_in_arabic(count, &["لا قطع", "قطعة واحدة", "قطعتان"], "قطع", "قطعة"),
        Locale::En => counted_in_english(count, "item", "items"),
    }
}

/// `نتيجتان`, `2 results`: how many things were found. `and_more`: there are more than these.
#[must_use]
pub fn count_of_results(locale: Locale, count: u32, and_more: bool) -> String {
    match (locale, and_more) {
        (Locale::Ar, true) => {
            format!("أكثر من {}", counted_in_arabic(count, &["لا نتائج", "نتيجة واحدة", "نتيجتين"], "نتائج", "نتيجة"))
        }
        (Locale::Ar, false) => counted_in_arabic(count, &["لا نتائج", "نتيجة واحدة", "نتيجتان"], "نتائج", "نتيجة"),
        (Locale::En, true) => format!("More than {}", counted_in_english(count, "result", "results")),
        (Locale::En, false) => counted_in_english(count, "result", "results"),
    }
}

/// `صنفان`, `2 items`: how many things a collection holds.
#[must_use]
pub fn count_of_items(locale: Locale, count: u32) -> String {
    match locale {
        Locale::Ar => counted_in_arabic(count, &["لا أصناف", "صنف واحد", "صنفان"], "أصناف", "صنفًا"),
        Locale::En => counted_in_english(count, "item", "items"),
    }
}

/// `متبرعان`, `2 supporters`: how many gave or promised.
#[must_use]
pub fn count_of_givers(locale: Locale, count: u32) -> String {
    match locale {
        Locale::Ar => counted_in_arabic(count, &["لا مساهمات", "مساهمة واحدة", "مساهمتان"], "مساهمات", "مساهمة"),
        Locale::En => counted_in_english(count, "gift", "gifts"),
    }
}

/// `بقيت قطعتان فقط`, `Only 2 left`.
#[must_use]
pub fn only_left(locale: Locale, count: u32) -> String {
    match locale {
        Locale::Ar => {
            format!("لم يبقَ سوى {}", counted_in_arabic(count, &["لا شيء", "قطعة واحدة", "قطعتين"], "قطع", "قطعة"))
        }
        Locale::En => format!("Only {count} left"),
    }
}

/// `45 دقيقة`, `3 hours`: how long a service takes.
#[must_use]
pub fn duration(locale: Locale, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (in_hours, in_minutes, and) = match locale {
        Locale::Ar => (
            counted_in_arabic(hours, &["", "ساعة", "ساعتان"], "ساعات", "ساعة"),
            counted_in_arabic(rest, &["", "دقيقة", "دقيقتان"], "دقائق", "دقيقة"),
            " و",
        ),
        Locale::En => (counted_in_english(hours, "hour", "hours"), counted_in_english(rest, "minute", "minutes"), " "),
    };
    match (hours, rest) {
        (0, _) => in_minutes,
        (_, 0) => in_hours,
        _ => format!("{in_hours}{and}{in_minutes}"),
    }
}

/// Zero, one and two have words of their own; 3 to 10 take the plural; 11 to 99 and the full hundreds the singular.
fn counted_in_arabic(count: u32, words: &[&str; 3], few: &str, many: &str) -> String {
    if let Some(word) = usize::try_from(count).ok().and_then(|index| words.get(index)) {
        return (*word).to_owned();
    }
    match count % 100 {
        3..=10 => format!("{count} {few}"),
        _ => format!("{count} {many}"),
    }
}

fn counted_in_english(count: u32, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::{count_of_pieces, count_of_results, duration};
    use ui::Locale;

    #[test]
    fn arabic_counts_follow_its_grammar() {
        let forms = [
            (0, "لا قطع"),
            (1, "قطعة واحدة"),
            (2, "قطعتان"),
            (3, "3 قطع"),
            (10, "10 قطع"),
            (11, "11 قطعة"),
            (99, "99 قطعة"),
            (100, "100 قطعة"),
            (103, "103 قطع"),
            (102, "102 قطعة"),
        ];
        for (count, text) in forms {
            assert_eq!(count_of_pieces(Locale::Ar, count), text);
        }
        assert_eq!(count_of_results(Locale::Ar, 48, true), "أكثر من 48 نتيجة");
    }

    #[test]
    fn english_has_two_forms() {
        assert_eq!(count_of_pieces(Locale::En, 1), "1 item");
        assert_eq!(count_of_pieces(Locale::En, 0), "0 items");
    }

    #[test]
    fn durations_are_said_in_hours_and_minutes() {
        assert_eq!(duration(Locale::Ar, 45), "45 دقيقة");
        assert_eq!(duration(Locale::Ar, 150), "ساعتان و30 دقيقة");
        assert_eq!(duration(Locale::En, 60), "1 hour");
    }
}
