//! Transactions of one tenant, as `app_user` under row-level security.

use entity::ids::TenantId;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use super::{
    changes::LocalChanges,
    connection::{Connection, speaks_through_connection},
    pool::Pool,
};
use crate::kernel::{
    audit::{Audit, Recorded, Unaudited},
    error::{Error, Result},
    permission::{Permission, Role},
    scope::{Actor, Scope},
};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::TenantTx {}
    impl Sealed for super::TenantRead {}
}

/// A connection inside a transaction that is bound to one tenant. Store functions take this and nothing else.
pub trait TenantConn: ConnectionTrait + sealed::Sealed {
    /// The bound tenant.
    fn tenant(&self) -> TenantId;
}

/// What this transaction's snapshot says about the tenant and the actor.
#[derive(Debug, FromQueryResult)]
struct Standing {
    is_active: bool,
    role: Option<String>,
    /// What a key may do; none for an ended key, and for everybody else.
    scopes: Option<Vec<String>>,
    /// False for a member without the second factor that the tenant asks for.
    passes_mfa: bool,
}

/// A write transaction; dropped without a commit it leaves nothing.
#[derive(Debug)]
pub struct TenantTx {
    connection: Connection,
    scope: Scope,
    /// None for a tenant that is being founded.
    standing: Option<Standing>,
    changes: LocalChanges,
}

/// A read-only transaction: one snapshot (repeatable read), one connection. Ends by being dropped; nobody waits for its rollback.
#[derive(Debug)]
pub struct TenantRead {
    connection: Connection,
    scope: Scope,
    standing: Standing,
}

speaks_through_connection!(TenantTx);
speaks_through_connection!(TenantRead);

impl TenantConn for TenantTx {
    fn tenant(&self) -> TenantId {
        self.scope.tenant()
    }
}

impl TenantConn for TenantRead {
    fn tenant(&self) -> TenantId {
        self.scope.tenant()
    }
}

/// The statement that begins and binds in one round trip. Only typed uuids reach its text.
fn begin_and_bind(begin: &str, scope: &Scope) -> String {
    let user = match scope.actor() {
        Actor::User(user) => user.0.to_string(),
        Actor::Visitor | Actor::Key(_) | Actor::Job => String::new(),
    };
    format!(
        "{begin}; SELECT set_config('app.current_tenant', '{}', true), set_config('app.current_user', '{user}', true)",
        scope.tenant().0
    )
}

async fn open(pool: &Pool, begin: &str, scope: &Scope) -> Result<(Connection, Standing)> {
    let connection = pool.begin(begin_and_bind(begin, scope)).await?;
    let statement = match scope.actor() {
        Actor::User(user) => Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT t.is_active, m.role, NULL::text[] AS scopes,
                    CASE WHEN t.requires_mfa AND m.role IS NOT NULL
                         THEN EXISTS (SELECT 1 FROM users u WHERE u.id = $2 AND u.mfa_enabled_at IS NOT NULL) ELSE true END AS passes_mfa
             FROM tenants t
                 LEFT JOIN tenant_members m ON m.tenant_id = t.id AND m.user_id = $2 AND m.status = 'active'
             WHERE t.id = $1",
            [scope.tenant().into(), user.into()],
        ),
        Actor::Key(key) => Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT t.is_active, NULL::text AS role, true AS passes_mfa,
                    (SELECT k.scopes FROM api_keys k WHERE k.id = $2 AND k.revoked_at IS NULL
                                                       AND (k.expires_at IS NULL OR k.expires_at > now())) AS scopes
             FROM tenants t WHERE t.id = $1",
            [scope.tenant().into(), key.into()],
        ),
        Actor::Visitor | Actor::Job => Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT is_active, NULL::text AS role, NULL::text[] AS scopes, true AS passes_mfa FROM tenants WHERE id = $1",
            [scope.tenant().into()],
        ),
    };
    let standing = connection.query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    Ok((connection, Standing::from_query_result(&standing, "")?))
}

impl Standing {
    fn allows(&self, scope: &Scope, permission: Permission) -> Result<()> {
        // The worker parks a suspended tenant's jobs before it comes here; what reaches the end of its work may end it.
        if scope.actor() == Actor::Job {
            return Ok(());
        }
        if !self.is_active {
            return Err(Error::TenantSuspended);
        }
        if permission.is_public() {
            return Ok(());
        }
        match (scope.actor(), self.role.as_deref().and_then(Role::parse)) {
            (Actor::User(_), Some(role)) if permission.is_granted_to(role) => {
                if self.passes_mfa {
                    Ok(())
                } else {
                    Err(Error::MfaRequired)
                }
            }
            (Actor::User(_), _) => Err(Error::Forbidden),
            (Actor::Key(_), _) => match &self.scopes {
                Some(scopes) if scopes.iter().any(|scope| *scope == permission.word()) => Ok(()),
                // Not for this, or ended, or another tenant's.
                _ => Err(Error::Forbidden),
            },
            _ => Err(Error::Unauthenticated("this needs a signed-in member of the team")),
        }
    }
}

impl TenantRead {
    pub(super) async fn begin(pool: &Pool, scope: &Scope) -> Result<Self> {
        let (connection, standing) = open(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope).await?;
        Ok(Self { connection, scope: scope.clone(), standing })
    }

    /// Asks for a right in this read's snapshot.
    ///
    /// # Errors
    /// `TENANT_SUSPENDED`, `UNAUTHENTICATED`, `FORBIDDEN`.
    pub fn require(&self, permission: Permission) -> Result<()> {
        self.standing.allows(&self.scope, permission)
    }

    /// False when the operator has suspended the tenant.
    #[must_use]
    pub fn tenant_is_active(&self) -> bool {
        self.standing.is_active
    }

    /// Whose read this is.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

impl TenantTx {
    pub(super) async fn begin(
        pool: &Pool,
        scope: &Scope,
        permission: Permission,
        changes: LocalChanges,
    ) -> Result<Self> {
        let (connection, standing) = open(pool, "BEGIN; SET LOCAL lock_timeout = '2s'", scope).await?;
        standing.allows(scope, permission)?;
        Ok(Self { connection, scope: scope.clone(), standing: Some(standing), changes })
    }

    /// For a tenant that does not exist yet: binds its new id, asks for nothing.
    pub(super) async fn begin_founding(pool: &Pool, scope: &Scope, changes: LocalChanges) -> Result<Self> {
        let connection = pool.begin(begin_and_bind("BEGIN; SET LOCAL lock_timeout = '2s'", scope)).await?;
        Ok(Self { connection, scope: scope.clone(), standing: None, changes })
    }

    /// Asks for a further right, which only what was read in this transaction calls for.
    ///
    /// # Errors
    /// `FORBIDDEN`.
    pub fn require(&self, permission: Permission) -> Result<()> {
        self.standing.as_ref().map_or(Err(Error::Forbidden), |standing| standing.allows(&self.scope, permission))
    }

    /// Whose transaction this is.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Writes the audit line and commits.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away; then nothing was committed.
    pub async fn commit(self, audit: Audit) -> Result<()> {
        let recorded = self.record(audit).await?;
        self.commit_recorded(recorded).await
    }

    /// Writes an audit line now, where a later statement should be the last (or for a second entity).
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn record(&self, audit: Audit) -> Result<Recorded> {
        self.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO audit_events (tenant_id, id, actor_kind, actor_id, action, entity_kind, entity_id, before, after, request_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                self.scope.tenant().into(),
                Uuid::now_v7().into(),
                self.scope.actor().kind().into(),
                self.scope.actor().id().into(),
                audit.action.into(),
                audit.entity_kind.into(),
                audit.entity_id.into(),
                audit.before.into(),
                audit.after.into(),
                self.scope.request_id().into(),
            ],
        ))
        .await?;
        Ok(Recorded(()))
    }

    /// Writes many audit lines in one statement, for work that changes things by the batch.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn record_all(&self, lines: Vec<Audit>) -> Result<Recorded> {
        let lines: Vec<serde_json::Value> = lines
            .into_iter()
            .map(|line| {
                serde_json::json!({
                    "id": Uuid::now_v7(), "action": line.action, "kind": line.entity_kind, "entity": line.entity_id,
                    "before": line.before, "after": line.after,
                })
            })
            .collect();
        self.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "INSERT INTO audit_events (tenant_id, id, actor_kind, actor_id, action, entity_kind, entity_id, before, after, request_id)
             SELECT $1, r.id, $2, $3, r.action, r.kind, r.entity, r.before, r.after, $4
             FROM jsonb_to_recordset($5::jsonb) AS r (id uuid, action text, kind text, entity uuid, before jsonb, after jsonb)",
            [
                self.scope.tenant().into(),
                self.scope.actor().kind().into(),
                self.scope.actor().id().into(),
                self.scope.request_id().into(),
                serde_json::Value::Array(lines).into(),
            ],
        ))
        .await?;
        Ok(Recorded(()))
    }

    /// Commits a transaction whose audit lines are written.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit_recorded(self, _: Recorded) -> Result<()> {
        // A visitor's submission changes no public page.
        if self.scope.actor() != Actor::Visitor {
            let (changes, tenant) = (self.changes, self.scope.tenant());
            self.connection.commit().await?;
            changes.raise(tenant);
            return Ok(());
        }
        Ok(self.connection.commit().await?)
    }

    /// Commits a change that leaves no audit line, for one of the listed reasons.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database went away.
    pub async fn commit_unaudited(self, _: Unaudited) -> Result<()> {
        Ok(self.connection.commit().await?)
    }
}
