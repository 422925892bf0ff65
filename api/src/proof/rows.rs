//! A tenant's rows as one fingerprint, read as the tenant itself: whoever changes one changes it.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    app::App,
    kernel::{
        db::TenantRead,
        error::Result,
        permission::Permission,
        scope::{Actor, Scope},
    },
};

/// Tables that the program's own worker writes in its time.
const WORKED: [&str; 6] =
    ["stat_deltas", "stat_daily", "notification_deliveries", "outbox", "idempotency_keys", "schedule_marks"];

/// Fingerprints of tables by their names.
pub(super) type Prints = Vec<(String, String)>;

/// The tables whose rows differ.
pub(super) fn differing(before: &Prints, after: &Prints) -> Vec<String> {
    after.iter().filter(|print| !before.contains(print)).map(|(table, _)| table.clone()).collect()
}

/// All readable rows of the scope's tenant, a fingerprint a table.
pub(super) async fn fingerprint(app: &App, scope: &Scope) -> Result<Prints> {
    // As a visitor: the policy alone decides which rows there are.
    let scope = Scope::request(scope.tenant(), Actor::Visitor, scope.locale(), scope.request_id().into());
    let read = app.db.read(&scope, Permission::Browse).await?;
    let mut all = Vec::new();
    for table in readable(&read).await? {
        // The name is one of the catalog's own, quoted by it.
        let column = if table == "tenants" { "id" } else { "tenant_id" };
        let sql = format!(
            "SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS print FROM {table} t WHERE {column} = $1"
        );
        let row = read
            .query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [read.scope().tenant().into()]))
            .await?;
        let print: String = row.map(|row| row.try_get("", "print")).transpose()?.unwrap_or_default();
        all.push((table, print));
    }
    Ok(all)
}

async fn readable(read: &TenantRead) -> Result<Vec<String>> {
    let sql = "SELECT quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                 AND has_table_privilege(c.oid, 'SELECT')
                 AND (c.relname = 'tenants' OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'))
               ORDER BY 1";
    let rows = read.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    let names: Vec<String> = rows.iter().map(|row| row.try_get("", "name")).collect::<std::result::Result<_, _>>()?;
    Ok(names.into_iter().filter(|name| !WORKED.contains(&name.as_str())).collect())
}
