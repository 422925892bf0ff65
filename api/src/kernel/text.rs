//! Checks of plain text at the edge.

pub use super::locale::{Bilingual, Locale};

use super::error::{Error, ErrorCode, Result};

/// Trimmed text of 1 to `max` characters at the input path `field`.
///
/// # Errors
/// `REQUIRED` when empty, `TOO_LONG` past `max`, `INVALID` for control characters.
pub fn required(field: &str, text: &str, max: usize) -> Result<String> {
    optional(field, Some(text), max)?.ok_or_else(|| {
        Error::invalid(field, ErrorCode::Required, Bilingual::new("هذا الحقل مطلوب", "This field is required"))
    })
}

/// Trimmed text of at most `max` characters at the input path `field`; blank is None.
///
/// # Errors
/// `TOO_LONG` past `max`, `INVALID` for control characters other than line breaks.
pub fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let length = text.chars().count();
    if length > max {
        return Err(Error::invalid(
            field,
            ErrorCode::TooLong,
            Bilingual::new(
                format!("النص أطول من الحد: {max} حرفًا"),
                format!("Too long: {length} characters, the limit is {max}"),
            ),
        ));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Error::invalid(
            field,
            ErrorCode::Invalid,
            Bilingual::new("في النص محارف غير مسموحة", "The text has characters that are not allowed"),
        ));
    }
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_required_and_long_is_refused() {
        assert!(required("name", "  ", 5).is_err());
        assert!(required("name", "سادو سادو", 5).is_err());
        assert_eq!(required("name", " سادو ", 5).ok().as_deref(), Some("سادو"), "length counts characters, not bytes");
        assert!(required("name", "a\u{0}b", 5).is_err());
    }
}
