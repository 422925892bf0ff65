//! The one way a table is locked to its tenant: enable + force row-level security, policies, exact grants.

/// What `app_user` may do with a tenant table, as a comma-separated list of SQL privileges.
pub(crate) type Privileges = &'static str;

const BOUND_TENANT: &str = "(SELECT nullif(current_setting('app.current_tenant', true), '')::uuid)";

/// Statements that lock `table` (which has a `tenant_id`) to the bound tenant and grant `privileges` to `app_user`.
///
/// The scalar sub-select is evaluated once a statement, not once a row; the setting is `''` after its transaction,
/// hence the `nullif`. The owner needs a policy too, since FORCE binds it: dumps and data migrations run as owner.
pub(crate) fn tenant_table(table: &str, privileges: Privileges) -> String {
    locked(table, "tenant_id", privileges)
}

/// The same for `tenants`, whose own id is the tenant.
pub(crate) fn tenant_root(table: &str, privileges: Privileges) -> String {
    locked(table, "id", privileges)
}

fn locked(table: &str, column: &str, privileges: Privileges) -> String {
    format!(
        "{} CREATE POLICY tenant ON {table} TO app_user
             USING ({column} = {BOUND_TENANT}) WITH CHECK ({column} = {BOUND_TENANT});
         GRANT {privileges} ON {table} TO app_user;",
        forced(table)
    )
}

/// Row-level security without any policy but the owner's: every other role needs one of its own.
pub(crate) fn forced(table: &str) -> String {
    format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
         CREATE POLICY owner_all ON {table} TO app_migrator USING (true) WITH CHECK (true);"
    )
}

/// Lets `role` reach every row of `table` with `privileges`; only for the roles that data-model names.
pub(crate) fn role_policy(table: &str, role: &str, command: &str, privileges: Privileges) -> String {
    let check = match command {
        "SELECT" | "DELETE" => "USING (true)",
        "INSERT" => "WITH CHECK (true)",
        _ => "USING (true) WITH CHECK (true)",
    };
    format!(
        "CREATE POLICY {role}_{} ON {table} FOR {command} TO {role} {check};
         GRANT {privileges} ON {table} TO {role};",
        command.to_lowercase()
    )
}

/// Statement triggers that raise `content_version` for each tenant whose rows of a public `table` changed.
pub(crate) fn version_triggers(table: &str) -> String {
    [("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")].map(|(event, rows)| trigger(table, event, rows)).concat()
}

/// The same for a table that visitors insert into and only the team updates: visitors' rows raise nothing.
pub(crate) fn version_trigger_on_update(table: &str) -> String {
    trigger(table, "update", "NEW")
}

fn trigger(table: &str, event: &str, rows: &str) -> String {
    format!(
        "CREATE TRIGGER content_version_{event} AFTER {event} ON {table}
             REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_content_version();"
    )
}
