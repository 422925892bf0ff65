//! One submission of any kind: found, locked, taken.

pub use super::store::{find, find_by_number};
use super::{kind::Kind, status_link, store};
use crate::{
    app::App,
    kernel::{
        db::TenantTx,
        error::{Error, Result, check_version},
        scope::Scope,
    },
};

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
