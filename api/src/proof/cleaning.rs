//! Takes the two tenants away again, with everything that belongs to them.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{Access, database, database::connect, world::World};
use crate::kernel::error::{Error, Result};

/// Rows that others point to go after those others; so many rounds at most.
const ROUNDS: usize = 20;

/// Deletes every row of both tenants, then the tenants, then their people.
pub(super) async fn remove(access: &Access, world: &World) -> Result<()> {
    let tables = database::tables(access).await?;
    let mut owner = connect(&access.migrator_url).await?;
    let people = [&world.a.handles.mark, &world.b.handles.mark]
        .map(|mark| format!("email LIKE '%@{mark}.invalid'"))
        .join(" OR ");
    // What these people have founded on the way goes with them.
    let founded =
        format!("SELECT DISTINCT tenant_id FROM tenant_members WHERE user_id IN (SELECT id FROM users WHERE {people})");
    let mut gone: Vec<uuid::Uuid> = sqlx::query_scalar(AssertSqlSafe(founded)).fetch_all(&mut owner).await?;
    gone.extend([world.a.id().0, world.b.id().0]);
    let all = gone.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    let mut statements: Vec<String> = tables
        .iter()
        .filter(|table| table.name != "public.tenants")
        .map(|table| format!("DELETE FROM {} WHERE tenant_id IN ({all})", table.name))
        .collect();
    statements.push(format!("DELETE FROM tenants WHERE id IN ({all})"));
    let of_people: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I', c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'user_id'
           AND NOT EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')",
    )
    .fetch_all(&mut owner)
    .await?;
    statements.extend(
        of_people
            .iter()
            .map(|table| format!("DELETE FROM {table} WHERE user_id IN (SELECT id FROM users WHERE {people})")),
    );
    statements.push(format!("DELETE FROM users WHERE {people}"));
    let mut left = Vec::new();
    for _ in 0..ROUNDS {
        left.clear();
        // All of them each time: taking a public row away makes the row of its tenant's content version anew.
        for statement in &statements {
            if !done(&mut owner, statement).await? {
                left.push(statement.clone());
            }
        }
        if left.is_empty() {
            return Ok(owner.close().await?);
        }
    }
    Err(Error::fault(format!("rows of the throw-away tenants are left: {}", left.join("; "))))
}

/// False if other rows still point to these.
async fn done(owner: &mut PgConnection, statement: &str) -> Result<bool> {
    match sqlx::query(AssertSqlSafe(statement.to_owned())).execute(owner).await {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code.starts_with("23")) => Ok(false),
        // A view keeps no rows of its own.
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == "55000") => Ok(true),
        Err(other) => Err(other.into()),
    }
}
