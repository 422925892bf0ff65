//! Use cases over keys: making, ending, replacing them, and whom a presented one speaks for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::{ApiKeyId, TenantId};
use rand::Rng;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    store::{self, NewKey},
    types::{ApiKey, ApiKeyCreateInput},
};
use crate::{
    app::App,
    kernel::{
        audit::{Audit, Unaudited},
        db::{TenantRead, TenantTx},
        error::{Error, ErrorCode, Result},
        permission::Permission,
        refusals::Refusals,
        scope::{Actor, Scope},
        text::{self, Bilingual},
    },
};

const PREFIX: &str = "sk_";
/// Keys of one tenant that stand at once.
const MOST: i64 = 50;
/// As many, with those that are about to end because another takes their place.
const MOST_WITH_REPLACED: i64 = 2 * MOST;
/// The longest time that an old key stands beside the one that replaces it.
const LONGEST_OVERLAP_H: i32 = 168;

/// A key that was just made, with its secret.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) key: ApiKey,
    pub(super) secret: String,
    /// The key it replaces.
    pub(super) replaced: Option<ApiKey>,
}

/// The tenant's keys: those that stand, newest first, then the newest of those that have ended.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub(super) async fn list(read: &TenantRead, now: DateTime<Utc>) -> Result<Vec<ApiKey>> {
    Ok(store::list_keys(read, now).await?.into_iter().map(|row| ApiKey::new(row, now)).collect())
}

/// A new secret: its text, its last four characters, its hash.
fn secret(tenant: TenantId, id: ApiKeyId) -> (String, String, Vec<u8>) {
    let bytes = rand::rng().random::<[u8; 32]>();
    let tail = URL_SAFE_NO_PAD.encode(bytes);
    let last_four = tail[tail.len() - 4..].to_owned();
    (format!("{PREFIX}{}_{}_{tail}", tenant.0.simple(), id.0.simple()), last_four, Sha256::digest(bytes).to_vec())
}

fn checked(input: &ApiKeyCreateInput, now: DateTime<Utc>) -> Result<(String, Vec<String>)> {
    let mut refusals = Refusals::default();
    let name = refusals.gather(text::required("name", &input.name, 80))?.unwrap_or_default();
    if input.scopes.is_empty() {
        let message = Bilingual::new("اختر صلاحية واحدة على الأقل", "Choose at least one right");
        refusals.push("scopes", ErrorCode::Required, message);
    }
    if let Some(bad) = input.scopes.iter().find(|scope| !scope.is_for_keys()) {
        let message = Bilingual::new("هذه الصلاحية لا تُعطى لمفتاح", format!("{} is no key's right", bad.word()));
        refusals.push("scopes", ErrorCode::Invalid, message);
    }
    if input.expires_at.is_some_and(|at| at <= now) {
        let message = Bilingual::new("اختر وقتًا في المستقبل", "Choose a time in the future");
        refusals.push("expiresAt", ErrorCode::OutOfRange, message);
    }
    refusals.finish()?;
    let mut scopes: Vec<String> = input.scopes.iter().map(|scope| scope.word()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    Ok((name, scopes))
}

/// Makes a key.
///
/// # Errors
/// Field errors for name, scopes and end; `OUT_OF_RANGE` past fifty standing keys; `FORBIDDEN`; `UNAVAILABLE`.
pub(super) async fn create_key(app: &App, scope: &Scope, input: ApiKeyCreateInput) -> Result<Made> {
    let Actor::User(user) = scope.actor() else { return Err(Error::Unauthenticated("keys are made by people")) };
    let now = app.clock.now();
    let (name, scopes) = checked(&input, now)?;
    let tx = app.db.write(scope, Permission::ManageKeys).await?;
    keep_to(&tx, MOST, now).await?;
    let id = ApiKeyId::generate();
    let (secret, last_four, secret_hash) = secret(scope.tenant(), id);
    let after = json!({ "scopes": scopes, "expires_at": input.expires_at });
    let new = NewKey { id, name, scopes, last_four, secret_hash, created_by: user, expires_at: input.expires_at };
    store::insert_key(&tx, new, now).await?;
    let row = store::lock_key(&tx, id).await?.ok_or_else(|| Error::fault("a new key is not there"))?;
    tx.commit(Audit::created("api_key.created", "api_key", id.0, after)).await?;
    Ok(Made { key: ApiKey::new(row, now), secret, replaced: None })
}

/// Refuses one more key where so many stand.
async fn keep_to(tx: &TenantTx, most: i64, now: DateTime<Utc>) -> Result<()> {
    if store::lock_and_count_standing(tx, now).await? < most {
        return Ok(());
    }
    let message = Bilingual::new(format!("{most} مفتاحًا على الأكثر"), format!("At most {most} keys stand at once"));
    Err(Error::invalid("", ErrorCode::OutOfRange, message))
}

/// Ends a key at once.
///
/// # Errors
/// `NOT_FOUND`; `NOT_AVAILABLE` for a key that has ended; `FORBIDDEN`; `UNAVAILABLE`.
pub(super) async fn revoke_key(app: &App, scope: &Scope, id: ApiKeyId) -> Result<ApiKey> {
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::ManageKeys).await?;
    let mut row = store::lock_key(&tx, id).await?.ok_or(Error::NotFound)?;
    if row.revoked_at.is_some() {
        return Err(ended());
    }
    store::set_revoked(&tx, id, now).await?;
    row.revoked_at = Some(now);
    let audit =
        Audit::changed("api_key.revoked", "api_key", id.0, json!({ "revoked": false }), json!({ "revoked": true }));
    tx.commit(audit).await?;
    app.keys.invalidate_all();
    Ok(ApiKey::new(row, now))
}

fn ended() -> Error {
    Error::invalid("", ErrorCode::NotAvailable, Bilingual::new("انتهى هذا المفتاح", "This key has ended"))
}

/// Makes a key of the same name and rights, and lets the old one end after some hours.
///
/// # Errors
/// `NOT_FOUND`; `NOT_AVAILABLE` for a key that has ended; `OUT_OF_RANGE` for more than a week, or past a hundred standing
/// keys; `FORBIDDEN`; `UNAVAILABLE`.
pub(super) async fn rotate_key(app: &App, scope: &Scope, id: ApiKeyId, overlap_h: i32) -> Result<Made> {
    let Actor::User(user) = scope.actor() else { return Err(Error::Unauthenticated("keys are made by people")) };
    if !(0..=LONGEST_OVERLAP_H).contains(&overlap_h) {
        let message = Bilingual::new(
            format!("من 0 إلى {LONGEST_OVERLAP_H} ساعة"),
            format!("Between 0 and {LONGEST_OVERLAP_H} hours"),
        );
        return Err(Error::invalid("overlapHours", ErrorCode::OutOfRange, message));
    }
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::ManageKeys).await?;
    keep_to(&tx, MOST_WITH_REPLACED, now).await?;
    let mut old = store::lock_key(&tx, id).await?.ok_or(Error::NotFound)?;
    if old.revoked_at.is_some() || old.expires_at.is_some_and(|at| at <= now) {
        return Err(ended());
    }
    let end = now + TimeDelta::hours(overlap_h.into());
    let before = json!({ "expires_at": old.expires_at });
    store::set_end(&tx, id, end).await?;
    let new_id = ApiKeyId::generate();
    let (secret, last_four, secret_hash) = secret(scope.tenant(), new_id);
    let after = json!({ "scopes": old.scopes, "expires_at": old.expires_at, "replaces": id.0 });
    let new = NewKey {
        id: new_id,
        name: old.name.clone(),
        scopes: old.scopes.clone(),
        last_four,
        secret_hash,
        created_by: user,
        expires_at: old.expires_at,
    };
    store::insert_key(&tx, new, now).await?;
    let row = store::lock_key(&tx, new_id).await?.ok_or_else(|| Error::fault("a new key is not there"))?;
    old.expires_at = Some(old.expires_at.map_or(end, |at| at.min(end)));
    let ends = Audit::changed("api_key.replaced", "api_key", id.0, before, json!({ "expires_at": old.expires_at }));
    let _ends = tx.record(ends).await?;
    tx.commit(Audit::created("api_key.created", "api_key", new_id.0, after)).await?;
    app.keys.invalidate_all();
    Ok(Made { key: ApiKey::new(row, now), secret, replaced: Some(ApiKey::new(old, now)) })
}

/// Whether a bearer token has the form of a key.
#[must_use]
pub fn is_key(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// The key behind a presented secret, and the slug of its tenant. That it was right is believed for half a minute; that
/// it still stands is read each time, and what it may do in each transaction.
///
/// # Errors
/// `UNAUTHENTICATED` for a key that does not stand; `UNAVAILABLE` when the database is away.
pub async fn authenticate(app: &App, token: &str) -> Result<(ApiKeyId, String)> {
    let refused = || Error::Unauthenticated("the key does not stand");
    let fingerprint = Sha256::digest(token).to_vec();
    let mut parts = token.strip_prefix(PREFIX).ok_or_else(refused)?.splitn(3, '_');
    let (Some(tenant), Some(id), Some(tail)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(refused());
    };
    let (Ok(tenant), Ok(id)) = (Uuid::try_parse(tenant), Uuid::try_parse(id)) else { return Err(refused()) };
    let bytes = URL_SAFE_NO_PAD.decode(tail).map_err(|_| refused())?;
    let finder = Scope::job(TenantId(tenant));
    if let Some((id, slug)) = app.keys.get(&fingerprint).await {
        let read = app.db.read(&finder, Permission::Maintain).await?;
        let stands = store::stands(&read, ApiKeyId(id), app.clock.now()).await?;
        return if stands { Ok((ApiKeyId(id), slug)) } else { Err(refused()) };
    }
    let found = {
        let read = app.db.read(&finder, Permission::Maintain).await.map_err(|error| match error {
            Error::NotFound => refused(),
            other => other,
        })?;
        store::find_secret(&read, ApiKeyId(id), app.clock.now()).await?.ok_or_else(refused)?
    };
    aws_lc_rs::constant_time::verify_slices_are_equal(&Sha256::digest(bytes), &found.secret_hash)
        .map_err(|_| refused())?;
    // Only who has the secret gets to lock and write the row: guesses of others keep nobody waiting.
    let tx = app.db.write(&finder, Permission::Maintain).await?;
    if !store::set_used(&tx, ApiKeyId(id), app.clock.now()).await? {
        return Err(refused());
    }
    tx.commit_unaudited(Unaudited::Housekeeping).await?;
    app.keys.insert(fingerprint, (id, found.slug.clone())).await;
    Ok((ApiKeyId(id), found.slug))
}
