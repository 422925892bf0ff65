//! Lists of submissions: search, filter, sort, page and count, the same for every kind.

use std::fmt::Debug;

use sea_orm::{Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::store;
use crate::{
    graphql::filter::{self, Filter},
    kernel::{
        db::{TenantConn, TenantRead},
        error::{Error, ErrorCode, Result},
        keyset::{self, Keys, SortSql},
        page::{Page, PageRequest},
        text::{self, Bilingual},
    },
};

/// Most rows of one bulk act.
pub const MOST_AT_ONCE: usize = 100;

/// The values of a filter at the path `field`, if they are not too many.
///
/// # Errors
/// `OUT_OF_RANGE` beside `field` for more than 100.
pub fn at_most_100<T>(field: &str, values: Vec<T>) -> Result<Vec<T>> {
    if values.len() <= 100 {
        return Ok(values);
    }
    Err(Error::invalid(field, ErrorCode::OutOfRange, Bilingual::new("١٠٠ على الأكثر", "At most 100")))
}

/// References to look for: at most a hundred, without those that no column can hold and so no row has.
///
/// # Errors
/// `OUT_OF_RANGE` for more.
pub fn references(values: Vec<String>) -> Result<Vec<String>> {
    let mut values = at_most_100("where.externalReference", values)?;
    values.retain(|value| !value.contains('\0'));
    Ok(values)
}

/// A table whose rows can be listed; it has the columns `search` and `id`.
pub trait Listed: EntityTrait {
    /// What it can be sorted by.
    type Field: Copy + Debug + Send + Sync;

    /// SQL expression and cast of a sort.
    fn expression(field: Self::Field) -> (&'static str, &'static str);
    /// The sort value of a row, as text.
    fn value(field: Self::Field, row: &Self::Model) -> String;
    /// The id of a row.
    fn id(row: &Self::Model) -> Uuid;
}

/// A checked request for a list.
#[derive(Debug)]
pub struct List<E: Listed> {
    filter: Condition,
    field: E::Field,
    descending: bool,
}

impl<E: Listed> List<E> {
    /// Checks search and filter; `descending` says which way the sort by `field` runs.
    ///
    /// # Errors
    /// `BAD_INPUT` for too long a search, too deep a filter.
    pub fn new<F: Filter>(
        search: Option<&str>,
        filter: Option<F>,
        (field, descending): (E::Field, bool),
    ) -> Result<Self> {
        let mut condition = Condition::all();
        if let Some(words) = text::optional("search", search, 100)? {
            condition = condition.add(store::matches(&words));
        }
        if let Some(filter) = filter {
            condition = condition.add(filter::condition(filter)?);
        }
        Ok(Self { filter: condition, field, descending })
    }

    /// What its cursors are bound to.
    #[must_use]
    pub fn sort_name(&self) -> String {
        format!("{:?} {}", self.field, self.descending)
    }

    /// The sort keys of a row.
    #[must_use]
    pub fn keys(&self, row: &E::Model) -> Keys {
        (E::value(self.field, row), E::id(row))
    }

    /// One page.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn page(&self, read: &TenantRead, request: &PageRequest<Keys>) -> Result<Page<E::Model>> {
        let (expression, cast) = E::expression(self.field);
        let sort = SortSql { expression, cast, descending: self.descending };
        let rows = keyset::list(read, E::find().filter(self.filter.clone()), sort, request).await?;
        Ok(Page::cut(rows, request))
    }

    /// How many rows match, up to the cap.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn count(&self, conn: &impl TenantConn) -> Result<u64> {
        keyset::count(conn, E::find().filter(self.filter.clone())).await
    }
}

/// The ids of a bulk act: some, and not too many.
///
/// # Errors
/// `OUT_OF_RANGE` beside `ids`.
pub fn checked_ids(ids: Vec<async_graphql::ID>) -> Result<Vec<async_graphql::ID>> {
    if (1..=MOST_AT_ONCE).contains(&ids.len()) {
        return Ok(ids);
    }
    let message =
        Bilingual::new(format!("من 1 إلى {MOST_AT_ONCE} في المرة"), format!("Between 1 and {MOST_AT_ONCE} at once"));
    Err(Error::invalid("ids", ErrorCode::OutOfRange, message))
}

/// One row's outcome in a bulk act: a row that is not there is refused like any other, and the rest goes on.
///
/// # Errors
/// Every kind that is no refusal of this row alone.
pub fn told<T>(outcome: Result<T>) -> Result<T> {
    match outcome {
        Err(Error::NotFound) => {
            let message = Bilingual::new("غير موجود", "There is no such thing here");
            Err(Error::invalid("", ErrorCode::NotFound, message))
        }
        other => other,
    }
}
