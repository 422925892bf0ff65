//! Lists: search, filter, sort, page and count, the same for every table that is listed.

use std::fmt::Debug;

use async_graphql::{Context, Enum};
use sea_orm::{Condition, EntityTrait, QueryFilter, sea_query::IntoCondition};
use uuid::Uuid;

use super::{
    connection::{Slice, TotalCount},
    filter::{self, Filter},
};
use crate::kernel::{
    db::{TenantConn, TenantRead},
    error::Result,
    keyset::{self, Keys, SortSql},
    page::{Page, PageRequest, page_request},
    text,
};

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum SortDirection {
    /// Smallest first.
    #[default]
    Asc,
    /// Largest first.
    Desc,
}

/// The arguments `first`, `after`, `last` and `before` of a connection.
pub type Paging = (Option<i32>, Option<String>, Option<i32>, Option<String>);

/// A table whose rows can be listed; it has a column `id`.
pub trait Listed: EntityTrait {
    /// What it can be sorted by; `()` where there is one order.
    type Field: Copy + Debug + Send + Sync;

    /// SQL expression and cast of a sort.
    fn expression(field: Self::Field) -> (&'static str, &'static str);
    /// The sort value of a row, as text.
    fn value(field: Self::Field, row: &Self::Model) -> String;
    /// The id of a row, which decides between equals.
    fn id(row: &Self::Model) -> Uuid;
}

/// A checked request for a list.
#[derive(Debug)]
pub struct List<E: Listed> {
    filter: Condition,
    field: E::Field,
    direction: SortDirection,
}

impl<E: Listed> List<E> {
    /// All rows, sorted.
    #[must_use]
    pub fn by(field: E::Field, direction: SortDirection) -> Self {
        Self { filter: Condition::all(), field, direction }
    }

    /// Of these only those that hold the words, as the table tells by `matches`.
    ///
    /// # Errors
    /// `TOO_LONG`, `INVALID` beside `search`.
    pub fn search<C: IntoCondition>(self, words: Option<&str>, matches: impl FnOnce(&str) -> C) -> Result<Self> {
        Ok(match text::optional("search", words, 100)? {
            Some(words) => self.and(matches(&words)),
            None => self,
        })
    }

    /// Of these only those that a typed filter lets through.
    ///
    /// # Errors
    /// `BAD_INPUT` for a part that cannot be read, or for too deep a nesting.
    pub fn filter<F: Filter>(self, wanted: Option<F>) -> Result<Self> {
        Ok(match wanted {
            Some(wanted) => self.and(filter::condition(wanted)?),
            None => self,
        })
    }

    /// Of these only those of which the condition holds.
    #[must_use]
    pub fn and(self, condition: impl IntoCondition) -> Self {
        Self { filter: self.filter.add(condition.into_condition()), ..self }
    }

    /// What its cursors are bound to.
    fn sort_name(&self) -> String {
        format!("{} {:?} {:?}", E::default().table_name(), self.field, self.direction)
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
        let sort = SortSql { expression, cast, descending: self.direction == SortDirection::Desc };
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

    /// The page that a connection's arguments ask for; how many rows match, if the query wants to know.
    ///
    /// # Errors
    /// `BAD_INPUT` for arguments that name no page of this list; `UNAVAILABLE` when the database is away.
    pub async fn slice(
        &self,
        ctx: &Context<'_>,
        read: &TenantRead,
        (first, after, last, before): Paging,
    ) -> Result<Slice<E::Model>> {
        let sort = self.sort_name();
        let page = self.page(read, &page_request(&sort, first, after, last, before)?).await?;
        let is_counted = ctx.look_ahead().field("totalCount").exists();
        let count = if is_counted { self.count(read).await? } else { 0 };
        Slice::new(page, &sort, |row| self.keys(row), TotalCount::capped(count))
    }
}
