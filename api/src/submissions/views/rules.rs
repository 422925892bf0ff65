//! What a view may say of a list: the query of the list's address in the app, in its own words and no others.

use chrono::NaiveDate;
use percent_encoding::percent_decode_str;

use super::types::SavedViewList;
use crate::kernel::{
    error::{Error, ErrorCode, Result},
    permission::Permission,
    text::Bilingual,
};

/// Longest query, in bytes.
const MAX_STATE: usize = 1_000;
/// Longest search, in characters.
const MAX_SEARCH: usize = 100;

/// The filters of a list.
fn filters(list: SavedViewList) -> &'static [&'static str] {
    match list {
        SavedViewList::Inbox => &["state", "kind", "channel"],
        SavedViewList::Orders => &["status", "channel", "paid"],
        SavedViewList::Donations => &["status", "intent", "by"],
        SavedViewList::Pledges => &["status"],
        SavedViewList::Catalog => &["status", "type"],
        SavedViewList::Members => &["status", "role"],
        SavedViewList::Deliveries => &["status", "event"],
        SavedViewList::Audit => &["actor", "kind"],
    }
}

/// The right to read a list, and so to keep views of it.
pub(super) fn reads(list: SavedViewList) -> Permission {
    match list {
        SavedViewList::Inbox
        | SavedViewList::Orders
        | SavedViewList::Donations
        | SavedViewList::Pledges
        | SavedViewList::Deliveries => Permission::ViewSubmissions,
        SavedViewList::Catalog => Permission::ViewCatalog,
        SavedViewList::Members => Permission::ViewTeam,
        SavedViewList::Audit => Permission::ViewAudit,
    }
}

/// The state of a view of `list`, trimmed.
///
/// # Errors
/// `TOO_LONG`; `INVALID` for a key that the list does not have, one that comes twice, and a value that is not of its kind.
pub(super) fn checked_state(list: SavedViewList, state: &str) -> Result<String> {
    let state = state.trim();
    if state.len() > MAX_STATE {
        let message = Bilingual::new(format!("{MAX_STATE} محرف على الأكثر"), format!("At most {MAX_STATE} characters"));
        return Err(Error::invalid("state", ErrorCode::TooLong, message));
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut days = [None, None];
    for part in state.split('&').filter(|_| !state.is_empty()) {
        let pair = part.split_once('=').filter(|(key, _)| !seen.contains(key));
        let Some((key, value)) = pair else { return Err(refused(part)) };
        let value = decoded(value).ok_or_else(|| refused(key))?;
        let is_right = match key {
            "q" => (1..=MAX_SEARCH).contains(&value.chars().count()),
            "from" | "to" => {
                let day = value.parse::<NaiveDate>().ok().filter(|_| value.len() == 10);
                days[usize::from(key == "to")] = day;
                day.is_some()
            }
            "sort" | "cols" => is_words(&value),
            filter => filters(list).contains(&filter) && is_words(&value),
        };
        if !is_right {
            return Err(refused(key));
        }
        seen.push(key);
    }
    match days {
        [None, None] => Ok(state.to_owned()),
        [Some(from), Some(to)] if from <= to => Ok(state.to_owned()),
        _ => Err(refused("from")),
    }
}

fn refused(key: &str) -> Error {
    let key: String = key.chars().take(20).collect();
    let message = Bilingual::new(format!("لا تعرف القائمة هذا: {key}"), format!("The list does not know this: {key}"));
    Error::invalid("state", ErrorCode::Invalid, message)
}

/// A value of a query as text; none if it was not written as one.
fn decoded(value: &str) -> Option<String> {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_graphic() && !b"#?<>\"'\\".contains(&byte));
    let text = percent_decode_str(value).decode_utf8().ok().filter(|_| is_plain)?;
    (!text.trim().is_empty() && !text.chars().any(char::is_control)).then(|| text.into_owned())
}

/// `pending,confirmed`.
fn is_words(value: &str) -> bool {
    value.len() <= 200
        && value.split(',').all(|word| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::{SavedViewList, checked_state};

    #[test]
    fn a_lists_own_words_are_taken() {
        for state in [
            "",
            "q=%D8%B9%D9%84%D9%8A",
            "status=pending,confirmed&channel=walk-in&paid=no",
            "from=2026-11-01&to=2026-11-23&sort=highest",
            "cols=customer,total",
        ] {
            assert_eq!(checked_state(SavedViewList::Orders, state).ok().as_deref(), Some(state), "{state}");
        }
        assert_eq!(checked_state(SavedViewList::Orders, "  paid=no ").ok().as_deref(), Some("paid=no"));
    }

    #[test]
    fn anything_else_is_refused() {
        for state in [
            "intent=zakat",
            "after=abc",
            "paid",
            "paid=no&paid=yes",
            "paid=",
            "paid=NO",
            "q=%00",
            "q=%ff",
            "q=a b",
            "from=2026-11-01",
            "from=2026-11-24&to=2026-11-23",
            "from=x&to=y",
            "https://example.org/?q=1",
            "&",
        ] {
            assert!(checked_state(SavedViewList::Orders, state).is_err(), "{state}");
        }
        assert!(checked_state(SavedViewList::Orders, &format!("q={}", "x".repeat(101))).is_err());
        assert!(checked_state(SavedViewList::Orders, &format!("cols={}", "x,".repeat(600))).is_err());
    }
}
