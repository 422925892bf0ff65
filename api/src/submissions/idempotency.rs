//! Same key, same body: same answer. Same key, other body: refused. So a lost answer can be asked for again.

use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{kind::Kind, rows, store};
use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

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

/// Claims `key` for the new submission `id` in this transaction; the earlier one if the key was used with the same body. A
/// second submission with the same key waits here until the first has committed or failed.
///
/// # Errors
/// `IDEMPOTENCY_MISMATCH`; `UNAVAILABLE` when the first takes too long.
pub async fn claim<K: Kind>(tx: &TenantTx, key: &str, body: &[u8], id: Uuid) -> Result<Option<K::Model>> {
    if store::insert_key(tx, K::OPERATION, key, body, id).await? {
        return Ok(None);
    }
    match store::find_key(tx, K::OPERATION, key).await? {
        Some((hash, earlier)) if hash == body => match rows::find::<K>(tx, earlier.into()).await? {
            Some(row) => Ok(Some(row)),
            None => Err(Error::fault(format!("a key of {} names nothing", K::OPERATION))),
        },
        Some(_) => Err(Error::invalid(
            "idempotencyKey",
            ErrorCode::IdempotencyMismatch,
            Bilingual::new("استُعمل هذا المفتاح لطلب آخر", "This key was used for another request"),
        )),
        // Swept between the two statements: the caller may simply try again.
        None => Err(Error::unavailable("an idempotency key ended while it was read")),
    }
}

/// What a used key made. A key is as good as unguessable: forms get a random one.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_made<K: Kind>(conn: &impl TenantConn, key: &str) -> Result<Option<K::Model>> {
    match store::find_key(conn, K::OPERATION, key).await? {
        Some((_, made)) => rows::find::<K>(conn, made.into()).await,
        None => Ok(None),
    }
}
