//! SQL over `tenant_members`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    ids::{MemberId, TenantId, UserId},
    members,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Value,
    sea_query::{Expr, SimpleExpr},
};

use crate::kernel::{
    db::{TenantConn, TenantTx, UserRead, sql},
    error::{Error, Result},
    keyset::FOLDED,
};

/// A membership with what its member may know of the tenant before they enter it.
#[derive(Debug, FromQueryResult)]
pub(super) struct MembershipRow {
    pub(super) role: String,
    pub(super) tenant_id: TenantId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_active: bool,
    pub(super) requires_mfa: bool,
}

/// The person's own active memberships, by the tenants' names. Row-level security leaves no others.
pub(super) async fn list_memberships(read: &UserRead) -> Result<Vec<MembershipRow>> {
    let rows = read
        .query_all_raw(sql(
            "SELECT m.role, m.tenant_id, t.slug::text AS slug, t.name, t.kind, t.is_active, t.requires_mfa
             FROM tenant_members m JOIN tenants t ON t.id = m.tenant_id
             WHERE m.user_id = $1 AND m.status = 'active' ORDER BY t.name, t.id LIMIT 500",
            [read.user().into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| MembershipRow::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// A member who is part of a team: what its people tell of themselves.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Colleague {
    pub(super) id: UserId,
    pub(super) name: String,
    pub(super) has_mfa: bool,
}

/// Members whose address or name holds the folded words.
pub(super) fn matches(search: &str) -> SimpleExpr {
    Expr::cust_with_values(
        format!(
            "(fold(email::text) LIKE {FOLDED} OR EXISTS (SELECT 1 FROM users u WHERE u.id = user_id AND fold(u.name) LIKE {FOLDED}))"
        ),
        [search.to_owned()],
    )
}

/// The people behind members.
pub(super) async fn find_colleagues(conn: &impl TenantConn, users: &[UserId]) -> Result<HashMap<UserId, Colleague>> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<uuid::Uuid> = users.iter().map(|user| user.0).collect();
    let rows = conn
        .query_all_raw(sql(
            "SELECT id, name, mfa_enabled_at IS NOT NULL AS has_mfa FROM users WHERE id = ANY($1)",
            [ids.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(Colleague::from_query_result(row, "")?)).map(|row| row.map(|row| (row.id, row))).collect()
}

/// Locks the team: one change of it after another, each seeing what the one before left. Submissions go on. Tells since when
/// the tenant is closed.
pub(super) async fn lock_team(tx: &TenantTx) -> Result<Option<DateTime<Utc>>> {
    let text = "SELECT closed_at FROM tenants WHERE id = $1 FOR NO KEY UPDATE";
    let row = tx.query_one_raw(sql(text, [tx.tenant().into()])).await?.ok_or(Error::NotFound)?;
    Ok(row.try_get("", "closed_at")?)
}

/// A member of any status.
pub(super) async fn find(conn: &impl TenantConn, id: MemberId) -> Result<Option<members::Model>> {
    Ok(members::Entity::find_by_id((conn.tenant(), id)).one(conn).await?)
}

/// The member with this address, of any status.
pub(super) async fn find_by_email(conn: &impl TenantConn, email: &str) -> Result<Option<members::Model>> {
    let is_theirs = Expr::cust_with_values("email = $1::text::citext", [email.to_owned()]);
    Ok(members::Entity::find().filter(members::Column::TenantId.eq(conn.tenant())).filter(is_theirs).one(conn).await?)
}

/// The member that a person is, of any status.
pub(super) async fn find_of_user(conn: &impl TenantConn, user: UserId) -> Result<Option<members::Model>> {
    Ok(members::Entity::find()
        .filter(members::Column::TenantId.eq(conn.tenant()))
        .filter(members::Column::UserId.eq(user))
        .one(conn)
        .await?)
}

/// The invitation whose secret has this fingerprint, if it still waits.
pub(super) async fn find_invitation(conn: &impl TenantConn, fingerprint: &[u8]) -> Result<Option<members::Model>> {
    let is_it = Expr::cust_with_values("invite_token_hash = $1", [fingerprint.to_vec()]);
    Ok(members::Entity::find()
        .filter(members::Column::TenantId.eq(conn.tenant()))
        .filter(members::Column::Status.eq("invited"))
        .filter(is_it)
        .one(conn)
        .await?)
}

/// Name of the bound tenant and its language.
pub(super) async fn find_tenant_name(conn: &impl TenantConn) -> Result<(String, String)> {
    let row = conn
        .query_one_raw(sql("SELECT name, default_locale FROM tenants WHERE id = $1", [conn.tenant().into()]))
        .await?
        .ok_or(Error::NotFound)?;
    Ok((row.try_get("", "name")?, row.try_get("", "default_locale")?))
}

/// How many invitations wait, lapsed ones too.
pub(super) async fn count_invited(conn: &impl TenantConn) -> Result<i64> {
    count(conn, "status = 'invited'").await
}

/// How many owners the team has.
pub(super) async fn count_owners(conn: &impl TenantConn) -> Result<i64> {
    count(conn, "status = 'active' AND role = 'owner'").await
}

async fn count(conn: &impl TenantConn, which: &'static str) -> Result<i64> {
    let text = format!("SELECT count(*) AS n FROM tenant_members WHERE tenant_id = $1 AND {which}");
    let row = conn.query_one_raw(sql(&text, [conn.tenant().into()])).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// An invitation as the database keeps it.
pub(super) struct NewInvitation<'a> {
    pub(super) id: MemberId,
    pub(super) email: &'a str,
    pub(super) role: &'static str,
    pub(super) fingerprint: Vec<u8>,
    pub(super) expires: DateTime<Utc>,
    pub(super) by: Option<UserId>,
}

/// Somebody new who is asked to join.
pub(super) async fn insert_invited(tx: &TenantTx, new: &NewInvitation<'_>) -> Result<()> {
    tx.execute_raw(sql(
        "INSERT INTO tenant_members (tenant_id, id, email, role, status, invite_token_hash, invite_expires_at, invited_by)
         VALUES ($1, $2, $3::text::citext, $4, 'invited', $5, $6, $7)",
        [
            tx.tenant().into(),
            new.id.into(),
            new.email.into(),
            new.role.into(),
            new.fingerprint.clone().into(),
            new.expires.into(),
            new.by.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Asks somebody again who left or was not yet in; their former secret stands no more.
pub(super) async fn set_invited(tx: &TenantTx, new: &NewInvitation<'_>) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET role = $3, status = 'invited', invite_token_hash = $4, invite_expires_at = $5, invited_by = $6,
             version = version + 1, updated_at = now() WHERE tenant_id = $1 AND id = $2",
        [
            tx.tenant().into(),
            new.id.into(),
            new.role.into(),
            new.fingerprint.clone().into(),
            new.expires.into(),
            new.by.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Makes an invited person a member; their secret stands no more.
pub(super) async fn set_joined(tx: &TenantTx, id: MemberId, user: UserId) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET user_id = $3, status = 'active', invite_token_hash = NULL, invite_expires_at = NULL,
             version = version + 1, updated_at = now() WHERE tenant_id = $1 AND id = $2",
        [tx.tenant().into(), id.into(), user.into()],
    ))
    .await?;
    Ok(())
}

/// Frees a person from the row of a departure under another address.
pub(super) async fn set_unlinked(tx: &TenantTx, id: MemberId) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET user_id = NULL, version = version + 1, updated_at = now()
         WHERE tenant_id = $1 AND id = $2 AND status <> 'active'",
        [tx.tenant().into(), id.into()],
    ))
    .await?;
    Ok(())
}

/// Takes somebody out of the team, or an invitation back.
pub(super) async fn set_removed(tx: &TenantTx, id: MemberId) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET status = 'removed', invite_token_hash = NULL, invite_expires_at = NULL,
             version = version + 1, updated_at = now() WHERE tenant_id = $1 AND id = $2",
        [tx.tenant().into(), id.into()],
    ))
    .await?;
    Ok(())
}

/// Gives somebody another role.
pub(super) async fn set_role(tx: &TenantTx, id: MemberId, role: &str) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET role = $3, version = version + 1, updated_at = now() WHERE tenant_id = $1 AND id = $2",
        [tx.tenant().into(), id.into(), role.into()],
    ))
    .await?;
    Ok(())
}

/// Every place of a person, or of an address, in a locked team.
pub(super) async fn list_of_person(tx: &TenantTx, email: &str, user: Option<UserId>) -> Result<Vec<members::Model>> {
    let is_theirs = Expr::cust_with_values(
        "(email = $1::text::citext OR user_id = $2::uuid)",
        [Value::from(email), Value::from(user.map(|user| user.0))],
    );
    let all = members::Entity::find().filter(members::Column::TenantId.eq(tx.tenant())).filter(is_theirs);
    Ok(all.all(tx).await?)
}

/// Takes somebody out of the team, and their address with them.
pub(super) async fn set_forgotten(tx: &TenantTx, id: MemberId) -> Result<()> {
    tx.execute_raw(sql(
        "UPDATE tenant_members SET status = 'removed', email = 'erased-' || id || '@erased.invalid', invite_token_hash = NULL,
             invite_expires_at = NULL, version = version + 1, updated_at = now() WHERE tenant_id = $1 AND id = $2",
        [tx.tenant().into(), id.into()],
    ))
    .await?;
    Ok(())
}
