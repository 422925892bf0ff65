//! What a kind of submission tells of its table.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use sea_orm::Value;
use uuid::Uuid;

use super::types::SubmissionKind;
use crate::{graphql::list::Listed, kernel::event::Event};

/// A kind of submission, by its table.
pub trait Kind: Listed {
    /// Which of the three.
    const KIND: SubmissionKind;
    /// What the idempotency keys of its submissions are kept under.
    const OPERATION: &'static str;
    /// The column of its id.
    const ID: Self::Column;
    /// The column of its number, as in `ORD-00001`.
    const NUMBER: Self::Column;
    /// The column of the phone it was made with.
    const PHONE: Self::Column;

    /// Its typed id.
    type Id: Copy + FromStr + From<Uuid> + Into<Value> + Send + Sync;

    /// How often it was changed.
    fn version(row: &Self::Model) -> i32;
    /// What it is called in another program.
    fn reference(row: &Self::Model) -> Option<&str>;
    /// When it came in.
    fn created_at(row: &Self::Model) -> DateTime<Utc>;
    /// What is told of a change that its submitter hears nothing of.
    fn changed(id: Self::Id) -> Event;
}
