//! How many of a thing there are, in words; counts take the six forms of Arabic grammar.

use client::{CountPrecision, TotalCount};
use ui::Locale;

/// The words for counting one kind of thing.
#[derive(Debug)]
pub(crate) struct CountWords {
    /// None, one, two in Arabic.
    few_forms: [&'static str; 3],
    /// 3 to 10 in Arabic.
    plural: &'static str,
    /// 11 and more in Arabic.
    singular: &'static str,
    english: [&'static str; 2],
}

/// Orders, donations and pledges together.
pub(crate) const SUBMISSIONS: CountWords = CountWords {
    few_forms: ["لا سجلات", "سجل واحد", "سجلّان"],
    plural: "سجلات",
    singular: "سجلًا",
    english: ["entry", "entries"],
};

/// Orders.
pub(crate) const ORDERS: CountWords = CountWords {
    few_forms: ["لا طلبات", "طلب واحد", "طلبان"],
    plural: "طلبات",
    singular: "طلبًا",
    english: ["order", "orders"],
};

/// Donations.
pub(crate) const DONATIONS: CountWords = CountWords {
    few_forms: ["لا تبرعات", "تبرع واحد", "تبرعان"],
    plural: "تبرعات",
    singular: "تبرعًا",
    english: ["donation", "donations"],
};

/// Pledges.
pub(crate) const PLEDGES: CountWords = CountWords {
    few_forms: ["لا تعهدات", "تعهد واحد", "تعهدان"],
    plural: "تعهدات",
    singular: "تعهدًا",
    english: ["pledge", "pledges"],
};

/// Things of the catalog.
pub(crate) const ITEMS: CountWords = CountWords {
    few_forms: ["لا أصناف", "صنف واحد", "صنفان"],
    plural: "أصناف",
    singular: "صنفًا",
    english: ["item", "items"],
};

/// Pieces of an item.
pub(crate) const PIECES: CountWords = CountWords {
    few_forms: ["لا قطع", "قطعة واحدة", "قطعتان"],
    plural: "قطع",
    singular: "قطعة",
    english: ["piece", "pieces"],
};

/// Rows of a file.
pub(crate) const ROWS: CountWords = CountWords {
    few_forms: ["لا أسطر", "سطر واحد", "سطران"],
    plural: "أسطر",
    singular: "سطرًا",
    english: ["row", "rows"],
};

/// Visits to a shop that ended in a submission.
pub(crate) const ORDERING_VISITS: CountWords = CountWords {
    few_forms: ["لم تنتهِ أي زيارة بطلب", "زيارة واحدة انتهت بطلب", "زيارتان انتهتا بطلب"],
    plural: "زيارات انتهت بطلب",
    singular: "زيارة انتهت بطلب",
    english: ["visit ended in an order", "visits ended in an order"],
};

/// Visits to a charity that ended in a submission.
pub(crate) const GIVING_VISITS: CountWords = CountWords {
    few_forms: ["لم تنتهِ أي زيارة بعطاء", "زيارة واحدة انتهت بعطاء", "زيارتان انتهتا بعطاء"],
    plural: "زيارات انتهت بعطاء",
    singular: "زيارة انتهت بعطاء",
    english: ["visit ended in a gift", "visits ended in a gift"],
};

/// People of a team.
pub(crate) const PEOPLE: CountWords = CountWords {
    few_forms: ["لا أحد", "شخص واحد", "شخصان"],
    plural: "أشخاص",
    singular: "شخصًا",
    english: ["person", "people"],
};

/// Letters.
pub(crate) const LETTERS: CountWords = CountWords {
    few_forms: ["لا رسائل", "رسالة واحدة", "رسالتان"],
    plural: "رسائل",
    singular: "رسالة",
    english: ["letter", "letters"],
};

/// Lines of the log.
pub(crate) const CHANGES: CountWords = CountWords {
    few_forms: ["لا تغييرات", "تغيير واحد", "تغييران"],
    plural: "تغييرات",
    singular: "تغييرًا",
    english: ["change", "changes"],
};

/// `3 طلبات`, `10,000+ orders`: a count that says when it stopped counting.
pub(crate) fn count_of(locale: Locale, words: &CountWords, count: TotalCount) -> String {
    let number = u32::try_from(count.value).unwrap_or(0);
    let more = if count.precision == CountPrecision::AtLeast { "+" } else { "" };
    // U+2066 … U+2069 keep the plus at the number's right in both directions.
    let written = if more.is_empty() { grouped(number) } else { format!("\u{2066}{}{more}\u{2069}", grouped(number)) };
    match locale {
        Locale::En => format!("{written} {}", words.english[usize::from(number != 1)]),
        Locale::Ar => match usize::try_from(number).ok().and_then(|index| words.few_forms.get(index)) {
            Some(form) => (*form).to_owned(),
            None if matches!(number % 100, 3..=10) => format!("{written} {}", words.plural),
            // Full hundreds take the noun without its ending.
            None if number % 100 < 3 => format!("{written} {}", words.singular.trim_end_matches("ًا")),
            None => format!("{written} {}", words.singular),
        },
    }
}

/// `3 طلبات`, `12 orders`: a count that is known exactly.
pub(crate) fn exact_count(locale: Locale, words: &CountWords, value: i32) -> String {
    count_of(locale, words, TotalCount { value, precision: CountPrecision::Exact })
}

pub(crate) fn grouped(number: u32) -> String {
    match number {
        0..=999 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::{ITEMS, ORDERING_VISITS, ORDERS, PIECES, ROWS, SUBMISSIONS, count_of, exact_count, grouped};
    use client::{CountPrecision, TotalCount};
    use ui::Locale;

    fn exactly(value: i32) -> TotalCount {
        TotalCount { value, precision: CountPrecision::Exact }
    }

    #[test]
    fn arabic_counts_follow_its_grammar() {
        let forms = [
            (0, "لا طلبات"),
            (1, "طلب واحد"),
            (2, "طلبان"),
            (3, "3 طلبات"),
            (10, "10 طلبات"),
            (11, "11 طلبًا"),
            (100, "100 طلب"),
            (103, "103 طلبات"),
            (1250, "1,250 طلبًا"),
        ];
        for (count, text) in forms {
            assert_eq!(count_of(Locale::Ar, &ORDERS, exactly(count)), text);
        }
    }

    #[test]
    fn every_count_names_what_is_counted() {
        for (words, forms) in [
            (&ITEMS, ["لا أصناف", "صنف واحد", "صنفان", "3 أصناف", "11 صنفًا", "100 صنف"]),
            (&SUBMISSIONS, ["لا سجلات", "سجل واحد", "سجلّان", "3 سجلات", "11 سجلًا", "100 سجل"]),
            (&PIECES, ["لا قطع", "قطعة واحدة", "قطعتان", "3 قطع", "11 قطعة", "100 قطعة"]),
            (&ROWS, ["لا أسطر", "سطر واحد", "سطران", "3 أسطر", "11 سطرًا", "100 سطر"]),
        ] {
            assert_eq!([0, 1, 2, 3, 11, 100].map(|n| exact_count(Locale::Ar, words, n)), forms);
        }
        assert_eq!(exact_count(Locale::Ar, &ORDERING_VISITS, 12), "12 زيارة انتهت بطلب");
        assert_eq!(exact_count(Locale::En, &ORDERING_VISITS, 1), "1 visit ended in an order");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn a_capped_count_says_so() {
        let capped = TotalCount { value: 10_000, precision: CountPrecision::AtLeast };
        assert_eq!(count_of(Locale::En, &ORDERS, capped), "\u{2066}10,000+\u{2069} orders");
        assert_eq!(count_of(Locale::Ar, &ORDERS, capped), "\u{2066}10,000+\u{2069} طلب");
        assert_eq!(count_of(Locale::En, &ORDERS, exactly(1)), "1 order");
    }
}
