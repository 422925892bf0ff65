//! Statements written in SQL, their values bound.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};

use crate::kernel::error::{Error, Result};

/// A statement; `$1` is the first of its values.
pub fn sql(text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, text, values)
}

/// The one row that a statement over a locked row returns.
///
/// # Errors
/// A fault when it returned none; `UNAVAILABLE` when the database is away.
pub async fn returned<M: FromQueryResult>(conn: &impl ConnectionTrait, statement: Statement) -> Result<M> {
    let row = conn.query_one_raw(statement).await?.ok_or_else(|| Error::fault("a locked row was not updated"))?;
    Ok(M::from_query_result(&row, "")?)
}
