//! Keyset pages: a cursor is the sort keys of a row, bound to the sort they belong to.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// The largest page.
pub const MAX_PAGE: i32 = 100;

/// Which way a page is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the start or after a cursor.
    Forward,
    /// From the end or before a cursor.
    Backward,
}

/// A checked request for one page.
#[derive(Debug, Clone)]
pub struct PageRequest<K> {
    /// 1..=100.
    pub size: u64,
    /// Which way.
    pub direction: Direction,
    /// Keys of the row the page starts after (or ends before).
    pub from: Option<K>,
}

#[derive(Serialize, Deserialize)]
struct Cursor<K> {
    s: String,
    k: K,
}

/// The public form of a row's keys under the sort named `sort`.
///
/// # Errors
/// A fault when the keys cannot be written.
pub fn encode_cursor<K: Serialize>(sort: &str, keys: &K) -> Result<String> {
    let json = serde_json::to_vec(&Cursor { s: sort.to_owned(), k: keys }).map_err(Error::fault)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// Checks the four paging arguments against the sort named `sort`.
///
/// # Errors
/// `BAD_INPUT` unless exactly one of `first`, `last` is 1..=100 and the cursor belongs to this sort.
pub fn page_request<K: DeserializeOwned>(
    sort: &str,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<PageRequest<K>> {
    let (size, direction, cursor, field) = match (first, last) {
        (Some(size), None) if before.is_none() => (size, Direction::Forward, after, "after"),
        (None, Some(size)) if after.is_none() => (size, Direction::Backward, before, "before"),
        _ => {
            return Err(Error::invalid(
                "first",
                ErrorCode::Required,
                Bilingual::new(
                    "اطلب first (مع after) أو last (مع before)",
                    "Ask for either first (with after) or last (with before)",
                ),
            ));
        }
    };
    if !(1..=MAX_PAGE).contains(&size) {
        let argument = if direction == Direction::Forward { "first" } else { "last" };
        return Err(Error::invalid(
            argument,
            ErrorCode::OutOfRange,
            Bilingual::new(format!("من 1 إلى {MAX_PAGE}"), format!("Between 1 and {MAX_PAGE}")),
        ));
    }
    let from = cursor.map(|text| decode_cursor(sort, field, &text)).transpose()?;
    Ok(PageRequest { size: u64::from(size.unsigned_abs()), direction, from })
}

fn decode_cursor<K: DeserializeOwned>(sort: &str, field: &str, text: &str) -> Result<K> {
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|json| serde_json::from_slice::<Cursor<K>>(&json).ok())
        .filter(|cursor| cursor.s == sort)
        .map(|cursor| cursor.k)
        .ok_or_else(|| {
            Error::invalid(
                field,
                ErrorCode::Invalid,
                Bilingual::new("هذا المؤشر ليس من هذا الترتيب", "This cursor does not belong to this list and sort"),
            )
        })
}

/// One page of rows in list order, with what stands on either side.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// At most `size` rows, in the list's order whatever the direction.
    pub rows: Vec<T>,
    /// Whether a row follows.
    pub has_next: bool,
    /// Whether a row precedes.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// Cuts what was read for `request`: `size + 1` rows at most, in the direction of the request.
    #[must_use]
    pub fn cut<K>(mut rows: Vec<T>, request: &PageRequest<K>) -> Self {
        let size = usize::try_from(request.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let from_cursor = request.from.is_some();
        match request.direction {
            Direction::Forward => Self { rows, has_next: more, has_previous: from_cursor },
            Direction::Backward => {
                rows.reverse();
                Self { rows, has_next: from_cursor, has_previous: more }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_of_another_sort_is_refused() {
        let cursor = encode_cursor("name", &("a", 1)).unwrap();
        assert!(page_request::<(String, i32)>("name", Some(5), Some(cursor.clone()), None, None).is_ok());
        assert!(page_request::<(String, i32)>("price", Some(5), Some(cursor), None, None).is_err());
        assert!(page_request::<(String, i32)>("name", Some(5), Some("garbage".into()), None, None).is_err());
    }

    #[test]
    fn sizes_outside_the_limits_are_refused() {
        for (first, last) in [(None, None), (Some(0), None), (Some(101), None), (None, Some(-1)), (Some(1), Some(1))] {
            assert!(page_request::<i32>("x", first, None, last, None).is_err(), "{first:?} {last:?}");
        }
        assert!(page_request::<i32>("x", Some(100), None, None, None).is_ok());
    }

    #[test]
    fn a_backward_page_keeps_the_lists_order() {
        let request = page_request::<i32>("x", None, None, Some(2), None).unwrap();
        let page = Page::cut(vec![9, 8, 7], &request);
        assert_eq!((page.rows, page.has_next, page.has_previous), (vec![8, 9], false, true));
    }
}
