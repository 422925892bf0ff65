//! Reading numbers as people type them: digits of three scripts.

/// Writes Arabic-Indic (٠-٩) and Persian (۰-۹) digits and their separators (٫ ٬) in ASCII. The thousands' mark is dropped.
#[must_use]
pub fn fold_digits(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '٠'..='٩' => char::from_digit(u32::from(character) - u32::from('٠'), 10),
            '۰'..='۹' => char::from_digit(u32::from(character) - u32::from('۰'), 10),
            '٫' => Some('.'),
            '٬' => None,
            other => Some(other),
        })
        .collect()
}

/// The same without blanks, as the API wants an amount or a day.
#[must_use]
pub fn fold_number(text: &str) -> String {
    fold_digits(text).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::{fold_digits, fold_number};

    #[test]
    fn digits_of_three_scripts_are_one() {
        assert_eq!(fold_digits("١٢٣٫٥٠ ۴۵ 6"), "123.50 45 6");
        assert_eq!(fold_digits("١٬٢٥٠"), "1250");
    }

    #[test]
    fn a_number_is_read_in_any_script() {
        assert_eq!(fold_number(" ٥٫٢٥٠ "), "5.250");
        assert_eq!(fold_number("۱ ٬۲۵۰"), "1250");
    }
}
