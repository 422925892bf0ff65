//! Statements as `app_user` bound to tenant B, on every table: what the database itself refuses, whatever a program asks.

use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, Connection, FromRow, PgConnection};
use uuid::Uuid;

use super::{Access, Report, world::World};
use crate::kernel::error::Result;

/// A relation with a tenant's column.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Table {
    /// Quoted, with its schema.
    pub(super) name: String,
    /// `tenant_id`, or `id` of the tenants themselves.
    column: String,
    /// Columns of foreign keys into other tables with a tenant's column, beside the tenant's own, and those tables.
    foreign: Vec<String>,
    targets: Vec<String>,
}

const TABLES: &str = "
    SELECT format('%I.%I', n.nspname, c.relname) AS name, CASE WHEN c.relname = 'tenants' THEN 'id' ELSE 'tenant_id' END AS column,
           coalesce(f.columns, '{}') AS foreign, coalesce(f.targets, '{}') AS targets
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL (
        SELECT array_agg(quote_ident(a.attname) ORDER BY k.oid, a.attname) AS columns,
               array_agg(format('%I.%I', tn.nspname, t.relname) ORDER BY k.oid, a.attname) AS targets
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0 AND a.attname <> 'tenant_id' AND t.relname NOT IN ('users', 'tenants')
          AND a.atttypid = 'uuid'::regtype
    ) f ON true
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm')
      AND (c.relname = 'tenants' OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))
    ORDER BY 1";

/// A connection of the proof's own: it is the policies that are tried, not the program's pools.
#[allow(clippy::disallowed_methods, reason = "tries what the pools' role may do without the program around it")]
pub(super) async fn connect(url: &secrecy::SecretString) -> Result<PgConnection> {
    Ok(PgConnection::connect(url.expose_secret()).await?)
}

/// Every relation of the program that has a tenant's column, views and partitions too.
pub(super) async fn tables(access: &Access) -> Result<Vec<Table>> {
    tables_in(access, "public").await
}

/// The same of another schema.
pub(super) async fn tables_in(access: &Access, schema: &str) -> Result<Vec<Table>> {
    let mut connection = connect(&access.migrator_url).await?;
    let tables = sqlx::query_as(TABLES).bind(schema).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(tables)
}

/// What became of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    /// So many rows were seen or changed.
    Rows(i64),
    /// The database refused, with this SQLSTATE.
    Refused(String),
}

/// A statement in a transaction of its own, bound to `tenant` if one is given, and rolled back.
async fn attempt(connection: &mut PgConnection, tenant: Option<Uuid>, sql: &str, counts: bool) -> Result<Came> {
    let mut transaction = connection.begin().await?;
    if let Some(tenant) = tenant {
        sqlx::query("SELECT set_config('app.current_tenant', $1, true)")
            .bind(tenant.to_string())
            .execute(&mut *transaction)
            .await?;
    }
    // Text of our own over names that the catalog has quoted; ids are typed.
    let statement = AssertSqlSafe(sql.to_owned());
    let came = if counts {
        sqlx::query_scalar::<_, i64>(statement).fetch_one(&mut *transaction).await.map(Came::Rows)
    } else {
        sqlx::query(statement)
            .execute(&mut *transaction)
            .await
            .map(|done| Came::Rows(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX)))
    };
    let came = match came {
        Err(sqlx::Error::Database(error)) => Came::Refused(error.code().unwrap_or_default().into_owned()),
        other => other?,
    };
    transaction.rollback().await?;
    Ok(came)
}

/// Tries every table as B's connection; leaks, counts and controls go into the report.
pub(super) async fn run(access: &Access, world: &World, tables: &[Table], report: &mut Report) -> Result<()> {
    let mut connection = connect(&access.tenant_url).await?;
    let (a, b) = (world.a.id().0, world.b.id().0);
    for table in tables {
        let (tried, leaks) = attack(&mut connection, table, a, b).await?;
        *report.database_attempts.entry(table.name.clone()).or_default() += tried;
        report.leaks.extend(leaks);
        if has_rows(&mut connection, table, a).await? {
            report.controls.push(table.name.clone());
        }
    }
    connection.close().await?;
    Ok(())
}

async fn has_rows(connection: &mut PgConnection, table: &Table, tenant: Uuid) -> Result<bool> {
    let Table { name, column, .. } = table;
    let own = format!("SELECT count(*) FROM {name} WHERE {column} = '{tenant}'");
    Ok(matches!(attempt(connection, Some(tenant), &own, true).await?, Came::Rows(1..)))
}

/// Tries one table; the number of statements and what came through.
pub(super) async fn attack(
    connection: &mut PgConnection,
    table: &Table,
    a: Uuid,
    b: Uuid,
) -> Result<(usize, Vec<String>)> {
    let Table { name, column, .. } = table;
    let (mut tried, mut leaks) = (0, Vec::new());
    let count = |condition: String| format!("SELECT count(*) FROM {name} t WHERE {condition}");
    let reads = [
        (None, count("true".to_owned())),
        (None, count(format!("{column} = '{a}'"))),
        (Some(b), count(format!("{column} = '{a}'"))),
        (Some(b), count(format!("{column} <> '{b}'"))),
        (Some(b), count(format!("{column} = '{a}' OR true AND {column} IS DISTINCT FROM '{b}'"))),
        (Some(b), count(format!("EXISTS (SELECT 1 FROM {name} o WHERE o.{column} = '{a}')"))),
        (
            Some(b),
            format!("WITH all_of_it AS (SELECT * FROM {name}) SELECT count(*) FROM all_of_it WHERE {column} = '{a}'"),
        ),
        (Some(Uuid::nil()), count("true".to_owned())),
    ];
    for (bound, sql) in reads {
        tried += 1;
        if let Came::Rows(1..) = attempt(connection, bound, &sql, true).await? {
            leaks.push(format!("rows are seen by: {sql}"));
        }
    }
    let writes = [
        (None, format!("UPDATE {name} SET {column} = {column}")),
        (None, format!("DELETE FROM {name}")),
        (Some(b), format!("UPDATE {name} SET {column} = '{b}' WHERE {column} = '{a}'")),
        (Some(b), format!("UPDATE {name} SET {column} = {column} WHERE {column} <> '{b}'")),
        (Some(b), format!("DELETE FROM {name} WHERE {column} = '{a}'")),
        (Some(b), format!("UPDATE {name} SET {column} = '{a}'")),
    ];
    for (bound, sql) in writes {
        tried += 1;
        if let Came::Rows(1..) = attempt(connection, bound, &sql, false).await? {
            leaks.push(format!("rows are changed by: {sql}"));
        }
    }
    // A policy is judged before any other constraint, so whatever else is missing, this must be its refusal.
    let foreign_row = format!(
        "INSERT INTO {name} SELECT (jsonb_populate_record(NULL::{name}, jsonb_build_object('{column}', '{a}'))).*"
    );
    let own_columns = format!("INSERT INTO {name} ({column}) VALUES ('{a}')");
    for sql in [foreign_row, own_columns] {
        tried += 1;
        let came = attempt(connection, Some(b), &sql, false).await?;
        // 42501: no right, or against the policy; 428C9 and 55000: a generated column or a view, which nobody writes.
        if !matches!(&came, Came::Refused(state) if ["42501", "428C9", "55000"].contains(&state.as_str())) {
            leaks.push(format!("not refused by a policy: {sql}: {came:?}"));
        }
    }
    for (fk, target) in table.foreign.iter().zip(&table.targets) {
        // Foreign-key checks see every row; only a key that begins with the tenant keeps A's id out.
        let Some(id) = some_id(connection, target, a).await? else { continue };
        tried += 1;
        let one = format!("ctid = (SELECT ctid FROM {name} WHERE {column} = '{b}' LIMIT 1)");
        let sql = format!("UPDATE {name} SET {fk} = '{id}' WHERE {one}");
        if let Came::Rows(1..) = attempt(connection, Some(b), &sql, false).await? {
            leaks.push(format!("a row of B points to A's: {sql}"));
        }
    }
    Ok((tried, leaks))
}

/// The id of a row of the tenant in a table, as the tenant itself sees it.
async fn some_id(connection: &mut PgConnection, table: &str, tenant: Uuid) -> Result<Option<Uuid>> {
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT set_config('app.current_tenant', $1, true)")
        .bind(tenant.to_string())
        .execute(&mut *transaction)
        .await?;
    let sql = AssertSqlSafe(format!("SELECT id FROM {table} WHERE tenant_id = '{tenant}' LIMIT 1"));
    let found = sqlx::query_scalar::<_, Uuid>(sql).fetch_optional(&mut *transaction).await.unwrap_or_default();
    transaction.rollback().await?;
    Ok(found)
}
