//! Every relation, view and function of the database belongs to a class, and is locked exactly as its class says.
//!
//! A new table without a class fails here; so does one whose flags, policies, keys or grants differ by a word.

mod classes;

use std::collections::{BTreeMap, BTreeSet};

use classes::{Class, FUNCTIONS, TABLES};
use harness::TestApp;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};

const BOUND: &str =
    "( SELECT (NULLIF(current_setting('app.current_tenant'::text, true), ''::text))::uuid AS \"nullif\")";
/// Unique keys that do not begin with the tenant, each for a reason: a slug is one host, whoever has it.
const GLOBAL_KEYS: [(&str, &str); 1] = [("tenant_slugs", "slug")];

#[derive(Debug, FromRow)]
struct Relation {
    oid: sqlx::postgres::types::Oid,
    name: String,
    kind: String,
    is_partition: bool,
    rls: bool,
    forced: bool,
    owner: String,
}

/// Everything in `public` that no extension brought.
const RELATIONS: &str = "
    SELECT c.oid, c.relname::text AS name, c.relkind::text AS kind, c.relispartition AS is_partition,
           c.relrowsecurity AS rls, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner)::text AS owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname";

async fn texts(connection: &mut PgConnection, sql: &str, oid: sqlx::postgres::types::Oid) -> Vec<String> {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).bind(oid).fetch_all(connection).await.unwrap()
}

/// `role privilege` of a relation, a column's as `role UPDATE (a, b)`; the owner's own left out.
async fn grants(connection: &mut PgConnection, relation: &Relation) -> BTreeSet<String> {
    let of_table =
        "SELECT coalesce(nullif(pg_get_userbyid(a.grantee), 'unknown (OID=0)'), 'PUBLIC') || ' ' || a.privilege_type
                    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = $1 AND a.grantee <> c.relowner";
    let of_columns = "SELECT pg_get_userbyid(a.grantee) || ' ' || a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attname) || ')'
                      FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = $1 GROUP BY a.grantee, a.privilege_type";
    let mut found: BTreeSet<String> = texts(connection, of_table, relation.oid).await.into_iter().collect();
    found.extend(texts(connection, of_columns, relation.oid).await);
    found
}

/// `name: command to roles using … check …` of each policy.
async fn policies(connection: &mut PgConnection, relation: &Relation) -> BTreeSet<String> {
    let sql = "SELECT format('%s: %s%s to %s using %s check %s', polname, CASE WHEN polpermissive THEN '' ELSE 'restrictive ' END, polcmd,
                   (SELECT string_agg(coalesce(r.rolname, 'PUBLIC'), ',') FROM unnest(polroles) o LEFT JOIN pg_roles r ON r.oid = o),
                   coalesce(pg_get_expr(polqual, polrelid), '-'), coalesce(pg_get_expr(polwithcheck, polrelid), '-'))
               FROM pg_policy WHERE polrelid = $1";
    texts(connection, sql, relation.oid).await.into_iter().collect()
}

/// Columns of the unique keys, the primary one first, and of the foreign keys, e.g. `tenant_id, visit_id -> visits`.
async fn keys(connection: &mut PgConnection, relation: &Relation) -> (Vec<String>, Vec<String>) {
    let unique =
        "SELECT (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n)
                      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
                  FROM pg_index i WHERE i.indrelid = $1 AND i.indisunique ORDER BY i.indisprimary DESC, 1";
    let foreign = "SELECT (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(attnum, n)
                       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum) || ' -> ' || c.confrelid::regclass
                   FROM pg_constraint c WHERE c.conrelid = $1 AND c.contype = 'f' ORDER BY 1";
    (texts(connection, unique, relation.oid).await, texts(connection, foreign, relation.oid).await)
}

fn owner_policy() -> String {
    "owner_all: * to app_migrator using true check true".to_owned()
}

/// What is wrong with one relation, in words; empty when it is as its class says.
async fn faults(connection: &mut PgConnection, relation: &Relation, tenant_tables: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    let name = relation.name.as_str();
    if relation.owner != "app_migrator" {
        faults.push(format!("{name} belongs to {}", relation.owner));
    }
    let (found_grants, found_policies) = (grants(connection, relation).await, policies(connection, relation).await);
    let (class, extra_policies, wanted_grants) = if relation.is_partition {
        (Class::Partition, &[][..], &[][..])
    } else {
        match TABLES.iter().find(|(known, ..)| *known == name) {
            Some((_, class, policies, grants)) => (*class, *policies, *grants),
            None => return vec![format!("{name} (kind {}) belongs to no class", relation.kind)],
        }
    };
    let is_view = relation.kind == "v" && class == Class::View;
    if !matches!(relation.kind.as_str(), "r" | "p") && !is_view {
        faults.push(format!("{name} is no table but of kind {}", relation.kind));
    }
    let wanted: BTreeSet<String> = wanted_grants.iter().map(|grant| (*grant).to_owned()).collect();
    if found_grants != wanted {
        faults.push(format!("{name}: grants {found_grants:?}, not {wanted:?}"));
    }
    if class == Class::View {
        let options = texts(connection, "SELECT unnest(reloptions) FROM pg_class WHERE oid = $1", relation.oid).await;
        if options != ["security_invoker=true"] {
            faults.push(format!("{name} looks with its owner's eyes: {options:?}"));
        }
    }
    if matches!(class, Class::Migrations | Class::View) {
        return faults;
    }
    if !relation.rls || !relation.forced {
        faults.push(format!("{name}: row-level security enabled {}, forced {}", relation.rls, relation.forced));
    }
    let mut wanted: BTreeSet<String> = extra_policies.iter().map(|policy| (*policy).to_owned()).collect();
    wanted.insert(owner_policy());
    let column = match class {
        Class::Tenant => Some("tenant_id"),
        Class::TenantRoot => Some("id"),
        _ => None,
    };
    if let Some(column) = column {
        wanted.insert(format!("tenant: * to app_user using ({column} = {BOUND}) check ({column} = {BOUND})"));
    }
    if found_policies != wanted {
        faults.push(format!("{name}: policies {found_policies:#?}, not {wanted:#?}"));
    }
    if class == Class::Tenant {
        let (unique, foreign) = keys(connection, relation).await;
        for key in &unique {
            if !key.starts_with("tenant_id") && !GLOBAL_KEYS.contains(&(name, key)) {
                faults.push(format!("{name}: the unique key ({key}) does not begin with tenant_id"));
            }
        }
        if unique.is_empty() {
            faults.push(format!("{name} has no key"));
        }
        for key in &foreign {
            let (columns, target) = key.split_once(" -> ").unwrap();
            let to_root = target == "tenants" && columns == "tenant_id";
            let into_tenant_table = tenant_tables.contains(target);
            if into_tenant_table && !columns.starts_with("tenant_id, ") || target == "tenants" && !to_root {
                faults.push(format!("{name}: the foreign key {key} lets another tenant's row in"));
            }
        }
        if !foreign.iter().any(|key| key == "tenant_id -> tenants") {
            faults.push(format!("{name}: tenant_id refers to no tenant"));
        }
    }
    faults
}

async fn all_faults(connection: &mut PgConnection) -> Vec<String> {
    let relations: Vec<Relation> = sqlx::query_as(RELATIONS).fetch_all(&mut *connection).await.unwrap();
    let tenant_tables: BTreeSet<&str> =
        TABLES.iter().filter(|(_, class, ..)| *class == Class::Tenant).map(|(name, ..)| *name).collect();
    let mut faults = Vec::new();
    for relation in &relations {
        faults.extend(self::faults(connection, relation, &tenant_tables).await);
    }
    let seen: BTreeSet<&str> = relations.iter().map(|relation| relation.name.as_str()).collect();
    faults.extend(TABLES.iter().filter(|(name, ..)| !seen.contains(name)).map(|(name, ..)| format!("{name} is gone")));
    faults
}

#[tokio::test]
async fn every_relation_is_locked_as_its_class_says() {
    let app = TestApp::start().await;
    let mut connection = app.database.superuser().await;
    assert_eq!(all_faults(&mut connection).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_relation_that_is_locked_otherwise_is_seen() {
    for (mutant, sign) in [
        ("ALTER TABLE orders DISABLE ROW LEVEL SECURITY", "orders: row-level"),
        ("ALTER TABLE orders NO FORCE ROW LEVEL SECURITY", "orders: row-level"),
        ("DROP POLICY tenant ON orders", "orders: policies"),
        ("CREATE POLICY wide ON orders TO app_user USING (true)", "orders: policies"),
        ("GRANT DELETE ON orders TO app_user", "orders: grants"),
        ("GRANT SELECT ON utm_events_default TO app_user", "utm_events_default: grants"),
        ("GRANT SELECT (email) ON users TO app_worker", "users: grants"),
        ("GRANT UPDATE ON audit_events TO app_platform", "audit_events: grants"),
        ("CREATE UNIQUE INDEX leak ON orders (customer_phone)", "orders: the unique key"),
        (
            "ALTER TABLE media_assets ADD UNIQUE (id);\nALTER TABLE storefront_config ADD FOREIGN KEY (logo_asset_id) REFERENCES media_assets (id)",
            "storefront_config: the foreign key",
        ),
        ("CREATE TABLE forgotten (id int)", "forgotten (kind r) belongs to no class"),
        ("CREATE VIEW all_orders AS SELECT * FROM orders", "all_orders (kind v) belongs to no class"),
        ("CREATE SEQUENCE s", "s (kind S) belongs to no class"),
        ("ALTER VIEW inbox_entries RESET (security_invoker)", "inbox_entries looks with its owner's eyes"),
    ] {
        let app = TestApp::start().await;
        app.database.run(mutant).await;
        let faults = all_faults(&mut app.database.superuser().await).await;
        assert!(faults.iter().any(|fault| fault.starts_with(sign)), "{mutant} went unseen: {faults:?}");
    }
}

#[tokio::test]
async fn every_function_is_known_with_its_rights() {
    let app = TestApp::start().await;
    let mut connection = app.database.superuser().await;
    let found: Vec<(String, bool, Option<String>, String)> = sqlx::query_as(
        "SELECT p.oid::regprocedure::text, p.prosecdef, array_to_string(p.proconfig, ';'),
                coalesce((SELECT string_agg(coalesce(r.rolname::text, 'PUBLIC'), ',' ORDER BY r.rolname) FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> p.proowner), '')
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = 'public'
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let found: BTreeMap<&str, (bool, &str, &str)> = found
        .iter()
        .map(|(name, definer, config, may)| (name.as_str(), (*definer, config.as_deref().unwrap_or(""), may.as_str())))
        .collect();
    assert_eq!(found, BTreeMap::from(FUNCTIONS));
    for (name, (definer, config, may)) in found {
        assert!(
            !definer || config.contains("search_path=public, pg_temp"),
            "{name} can be led astray by a search_path"
        );
        assert!(!may.contains("PUBLIC"), "{name} is everybody's");
    }
}

#[tokio::test]
async fn other_schemas_are_the_queues_and_nobody_elses() {
    let app = TestApp::start().await;
    let mut connection = app.database.superuser().await;
    let schemas: Vec<(String, String)> = sqlx::query_as(
        "SELECT nspname::text, pg_get_userbyid(nspowner)::text FROM pg_namespace
         WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let names: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["graphile_worker", "public"]);
    assert_eq!(schemas[0].1, "app_worker");
    for role in ["app_user", "app_identity", "app_platform"] {
        let may: bool =
            app.database.value(&format!("SELECT has_schema_privilege('{role}', 'graphile_worker', 'USAGE')")).await;
        assert!(!may, "{role} may look into the queue");
    }
    for role in ["app_user", "app_identity", "app_platform", "app_worker"] {
        let may: bool = app.database.value(&format!("SELECT has_schema_privilege('{role}', 'public', 'CREATE')")).await;
        assert!(!may, "{role} may make tables");
    }
    let makers: Vec<String> = sqlx::query_scalar(
        "SELECT r FROM unnest(ARRAY['app_user', 'app_identity', 'app_platform', 'app_worker']) r
         WHERE has_database_privilege(r, current_database(), 'CREATE')",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(makers, ["app_worker"], "who may make a schema");
}

#[tokio::test]
async fn no_role_can_pass_row_level_security_or_become_who_can() {
    let app = TestApp::start().await;
    let mut connection = app.database.superuser().await;
    let roles: Vec<(String, bool)> = sqlx::query_as(
        "SELECT rolname::text, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
                OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
         FROM pg_roles r WHERE rolname LIKE 'app\\_%' ORDER BY 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let expected = ["app_identity", "app_migrator", "app_platform", "app_user", "app_worker"];
    assert_eq!(roles, expected.map(|role| (role.to_owned(), false)));
}
