//! Same key, same body: same answer. Same key, other body: refused. So a lost answer can be asked for again.

use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store;
use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// What a submission's key says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The key is ours now, for the entity we are about to make.
    New,
    /// It was used with the same body and made this.
    Replay(Uuid),
}

/// A checked key.
///
/// # Errors
/// `OUT_OF_RANGE` unless 8 to 64 visible ASCII characters.
pub fn checked_key(key: &str) -> Result<&str> {
    if (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(key);
    }
    Err(Error::invalid(
        "idempotencyKey",
        ErrorCode::OutOfRange,
        Bilingual::new("من 8 إلى 64 حرفًا لاتينيًا دون فراغ", "8 to 64 visible ASCII characters"),
    ))
}

/// The fingerprint of a checked body.
///
/// # Errors
/// A fault when it cannot be written as JSON.
pub fn fingerprint(body: &impl Serialize) -> Result<Vec<u8>> {
    Ok(Sha256::digest(serde_json::to_vec(body).map_err(Error::fault)?).to_vec())
}

/// Claims `key` of `operation` for `entity` in this transaction. A second submission with the same key waits here until
/// the first has committed or failed.
///
/// # Errors
/// `IDEMPOTENCY_MISMATCH`; `UNAVAILABLE` when the first takes too long.
pub async fn claim(tx: &TenantTx, operation: &str, key: &str, body: &[u8], entity: Uuid) -> Result<Claim> {
    if store::insert_key(tx, operation, key, body, entity).await? {
        return Ok(Claim::New);
    }
    match store::find_key(tx, operation, key).await? {
        Some((hash, entity)) if hash == body => Ok(Claim::Replay(entity)),
        Some(_) => Err(Error::invalid(
            "idempotencyKey",
            ErrorCode::IdempotencyMismatch,
            Bilingual::new("استُعمل هذا المفتاح لطلب آخر", "This key was used for another request"),
        )),
        // Swept between the two statements: the caller may simply try again.
        None => Err(Error::unavailable("an idempotency key ended while it was read")),
    }
}

/// What a used key of `operation` made. A key is as good as unguessable: forms get a random one.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn entity_of(conn: &impl TenantConn, operation: &str, key: &str) -> Result<Option<Uuid>> {
    Ok(store::find_key(conn, operation, key).await?.map(|(_, entity)| entity))
}
