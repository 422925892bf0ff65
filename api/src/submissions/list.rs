//! What the lists of all kinds of submission can be narrowed by.

use async_graphql::InputObject;
use chrono::{DateTime, Utc};
use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait},
};

use super::types::Channel;
use crate::{
    graphql::{filter::at_most_100, types::DateRangeInput},
    kernel::{clock::storable, error::Result, keyset::on_days},
};

/// What the lists of all kinds can be narrowed by; part of the filter of each.
#[derive(Debug, Clone, Default, InputObject)]
pub struct SubmissionWhere {
    /// Any of these channels.
    pub channel: Option<Vec<Channel>>,
    /// Came in on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// Came in at this time or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Came in before this time.
    pub created_before: Option<DateTime<Utc>>,
    /// Flagged as suspect or not.
    pub is_suspect: Option<bool>,
    /// Any of these references of another program, at most 100.
    pub external_reference: Option<Vec<String>>,
}

impl SubmissionWhere {
    /// Its conditions, over columns that all kinds' tables have.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` beside `where.externalReference` for more than 100.
    pub fn condition(self) -> Result<Condition> {
        let references = self.external_reference.map(references).transpose()?;
        Ok(Condition::all()
            .add_option(self.channel.map(|all| Expr::col("channel").is_in(all.into_iter().map(Channel::word))))
            .add_option(self.days.map(|days| on_days("created_at", days.from.0, days.to.0)))
            .add_option(self.created_from.map(|from| Expr::col("created_at").gte(storable(from))))
            .add_option(self.created_before.map(came_before))
            .add_option(self.is_suspect.map(|is_suspect| Expr::col("is_suspect").eq(is_suspect)))
            .add_option(references.map(|references| Expr::col("external_reference").is_in(references))))
    }
}

/// What came in before a time.
#[must_use]
pub fn came_before(time: DateTime<Utc>) -> Expr {
    Expr::col("created_at").lt(storable(time))
}

/// References to look for, without those that no column can hold and so no row has.
fn references(values: Vec<String>) -> Result<Vec<String>> {
    let mut values = at_most_100("where.externalReference", values)?;
    values.retain(|value| !value.contains('\0'));
    Ok(values)
}
