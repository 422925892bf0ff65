//! What the program refuses to start on.

use super::pool::Pool;
use crate::kernel::error::{Error, Result};

#[derive(sqlx::FromRow)]
struct Facts {
    role: String,
    may_bypass: bool,
    owns_tables: bool,
    arabic_trigrams: i32,
}

/// Refuses a connection that is a superuser, may bypass row-level security, owns tables (or may become who does), or
/// whose database makes no trigrams of Arabic text.
pub(super) async fn refuse_unsafe(pool: &Pool, expected: &str) -> Result<()> {
    let facts: Facts = pool
        .only_row(
            "SELECT current_user::text AS role,
                EXISTS (SELECT 1 FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls)
                        AND pg_has_role(current_user, r.oid, 'MEMBER')) AS may_bypass,
                EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'public' AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns_tables,
                coalesce(cardinality(show_trgm(U&'\\0633\\0627\\062F\\0648')), 0) AS arabic_trigrams",
        )
        .await?;
    if facts.may_bypass {
        return Err(Error::fault(format!(
            "role {} could bypass row-level security; connect as {expected}",
            facts.role
        )));
    }
    if facts.owns_tables {
        return Err(Error::fault(format!("role {} owns tables; connect as {expected}", facts.role)));
    }
    if facts.arabic_trigrams == 0 {
        return Err(Error::fault("this database's locale makes no trigrams of Arabic; create it with C.UTF-8"));
    }
    if facts.role != expected {
        return Err(Error::fault(format!("connected as {}, expected {expected}", facts.role)));
    }
    Ok(())
}
