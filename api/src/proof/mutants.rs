//! Deliberately broken copies of what keeps tenants apart. The same attempts that find nothing in the real thing must find
//! each of these; otherwise they would find nothing anywhere. Copies stand in a schema of their own, dropped at the end.

use sqlx::{AssertSqlSafe, Executor, PgConnection};
use uuid::Uuid;

use super::{
    Access, Report, attempts,
    database::{self, connect},
    door::Door,
    schema::Schema,
    world::World,
};
use crate::kernel::error::Result;

const BOUND: &str = "(SELECT nullif(current_setting('app.current_tenant', true), '')::uuid)";

/// What is broken, and the statements that break it.
fn broken(schema: &str) -> Vec<(&'static str, String)> {
    vec![
        ("row-level security switched off", format!("ALTER TABLE {schema}.things DISABLE ROW LEVEL SECURITY")),
        ("the policy replaced by one that lets all through", format!(
            "DROP POLICY tenant ON {schema}.things; CREATE POLICY tenant ON {schema}.things TO app_user USING (true) WITH CHECK (true)"
        )),
        ("a second policy beside the first", format!("CREATE POLICY wide ON {schema}.things FOR SELECT TO app_user USING (true)")),
        ("a policy that forgets to check what is written", format!(
            "DROP POLICY tenant ON {schema}.things;
             CREATE POLICY tenant ON {schema}.things TO app_user USING (tenant_id = {BOUND}) WITH CHECK (true)"
        )),
        ("a policy that is open while no tenant is bound", format!(
            "DROP POLICY tenant ON {schema}.things;
             CREATE POLICY tenant ON {schema}.things TO app_user USING ({BOUND} IS NULL OR tenant_id = {BOUND})"
        )),
        ("a foreign key without the tenant", format!(
            "ALTER TABLE {schema}.things DROP CONSTRAINT things_parent;
             ALTER TABLE {schema}.parents ADD CONSTRAINT parents_id UNIQUE (id);
             ALTER TABLE {schema}.things ADD CONSTRAINT things_parent FOREIGN KEY (parent_id) REFERENCES {schema}.parents (id)"
        )),
        ("a view that looks with its owner's eyes", format!(
            "CREATE VIEW {schema}.seen AS SELECT * FROM {schema}.things; GRANT SELECT ON {schema}.seen TO app_user"
        )),
    ]
}

/// Two tables locked as every tenant table is, each with a row of both tenants.
fn sound(schema: &str, a: Uuid, b: Uuid) -> String {
    let lock = |table: &str| {
        format!(
            "ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {schema}.{table} FORCE ROW LEVEL SECURITY;
             CREATE POLICY owner_all ON {schema}.{table} TO app_migrator USING (true) WITH CHECK (true);
             CREATE POLICY tenant ON {schema}.{table} TO app_user USING (tenant_id = {BOUND}) WITH CHECK (tenant_id = {BOUND});
             GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.{table} TO app_user;"
        )
    };
    let rows = [a, b].map(|tenant| {
        format!(
            "INSERT INTO {schema}.parents VALUES ('{tenant}', '{tenant}');
             INSERT INTO {schema}.things VALUES ('{tenant}', '{tenant}', '{tenant}');"
        )
    });
    format!(
        "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; GRANT USAGE ON SCHEMA {schema} TO app_user;
         CREATE TABLE {schema}.parents (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id));
         CREATE TABLE {schema}.things (tenant_id uuid NOT NULL, id uuid NOT NULL, parent_id uuid, PRIMARY KEY (tenant_id, id),
             CONSTRAINT things_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES {schema}.parents (tenant_id, id));
         {} {} {}",
        lock("parents"),
        lock("things"),
        rows.concat(),
    )
}

/// Makes each mutant, attacks it and says whether it was noticed.
pub(super) async fn run(
    door: &Door,
    schema: &Schema,
    world: &World,
    access: &Access,
    report: &mut Report,
) -> Result<()> {
    let place = format!("isolation_{}", Uuid::new_v4().simple());
    let mut owner = connect(&access.migrator_url).await?;
    let outcome = in_database(&mut owner, access, world, &place, report).await;
    owner.execute(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {place} CASCADE"))).await?;
    outcome?;
    let believer = door.that_believes(world.a.id(), world.a.team.owner);
    let mut noticed = 0;
    for name in ["orders", "tenant", "members", "node"] {
        let Some(field) = schema.root_fields().into_iter().find(|field| field.name == name) else { continue };
        let (tried, leaks) = attempts::attack(&believer, schema, world, &field).await?;
        *report.api_attempts.entry(field.name).or_default() += tried;
        noticed += usize::from(!leaks.is_empty());
    }
    report.mutants.push(("a program that takes tenant and person from an argument".to_owned(), noticed == 4));
    Ok(())
}

async fn in_database(
    owner: &mut PgConnection,
    access: &Access,
    world: &World,
    place: &str,
    report: &mut Report,
) -> Result<()> {
    let (a, b) = (world.a.id().0, world.b.id().0);
    let mut all = vec![("none: an unbroken copy", String::new())];
    all.extend(broken(place));
    for (name, breaks) in all {
        owner.execute(AssertSqlSafe(sound(place, a, b))).await?;
        owner.execute(AssertSqlSafe(breaks.clone())).await?;
        let mut connection = connect(&access.tenant_url).await?;
        let mut found = Vec::new();
        for table in database::tables_in(access, place).await? {
            let (tried, leaks) = database::attack(&mut connection, &table, a, b).await?;
            *report.database_attempts.entry("broken copies".to_owned()).or_default() += tried;
            found.extend(leaks);
        }
        if breaks.is_empty() {
            // Where nothing is broken nothing may be found, or a find would mean nothing.
            report.leaks.extend(found);
        } else {
            report.mutants.push((name.to_owned(), !found.is_empty()));
        }
    }
    Ok(())
}
