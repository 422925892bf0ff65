//! What a kind of submission tells of its table, and what is then read of all of them alike.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use sea_orm::Value;
use uuid::Uuid;

pub use super::store::{find, find_by_number};
use super::{status_link, store, types::SubmissionKind};
use crate::{
    app::App,
    graphql::list::Listed,
    kernel::{
        db::TenantTx,
        error::{Error, Result, check_version},
        event::Event,
        scope::Scope,
    },
};

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

/// One submission, locked until the transaction ends.
///
/// # Errors
/// `NOT_FOUND`; `STALE` if it is at another version than expected; `UNAVAILABLE`.
pub async fn lock<K: Kind>(tx: &TenantTx, id: K::Id, expected: Option<i32>) -> Result<K::Model> {
    let row = store::lock::<K>(tx, id).await?.ok_or(Error::NotFound)?;
    check_version(expected, K::version(&row))?;
    Ok(row)
}

/// A taken submission with the token of its status page.
#[derive(Debug)]
pub struct Submitted<K: Kind> {
    /// The row.
    pub row: K::Model,
    /// For `/s/<token>`.
    pub status_token: String,
}

impl<K: Kind> Submitted<K> {
    /// A row of the scope's tenant.
    ///
    /// # Errors
    /// A fault when the token cannot be written.
    pub fn new(app: &App, scope: &Scope, row: K::Model) -> Result<Self> {
        let status_token = status_link::token(app, scope.tenant(), K::KIND, K::id(&row), K::created_at(&row))?;
        Ok(Self { row, status_token })
    }
}
