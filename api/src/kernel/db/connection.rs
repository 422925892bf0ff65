//! A sqlx transaction that sea-orm can speak through. sea-orm's own cannot begin and bind in one round trip.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Executor, Postgres, Transaction};
use tokio::sync::Mutex;

/// One open transaction; statements run one after another.
#[derive(Debug)]
pub(super) struct Connection {
    transaction: Mutex<Transaction<'static, Postgres>>,
    keeps_statements: bool,
}

impl Connection {
    /// A transaction whose statements are prepared once per connection, or (behind a pooler that hands the same
    /// connection to others) each time without a name.
    pub(super) fn new(transaction: Transaction<'static, Postgres>, keeps_statements: bool) -> Self {
        Self { transaction: Mutex::new(transaction), keeps_statements }
    }

    pub(super) async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.into_inner().commit().await
    }

    fn query<'a>(&self, statement: &'a Statement) -> sqlx::query::Query<'a, Postgres, SqlxValues> {
        let values = statement.values.clone().unwrap_or_else(|| sea_orm::Values(Vec::new()));
        sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values)).persistent(self.keeps_statements)
    }
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

#[async_trait::async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut transaction = self.transaction.lock().await;
        self.query(&statement).execute(&mut **transaction).await.map(Into::into).map_err(query_error)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut transaction = self.transaction.lock().await;
        transaction.execute(AssertSqlSafe(sql)).await.map(Into::into).map_err(query_error)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut transaction = self.transaction.lock().await;
        self.query(&statement)
            .fetch_optional(&mut **transaction)
            .await
            .map(|row| row.map(Into::into))
            .map_err(query_error)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut transaction = self.transaction.lock().await;
        let rows = self.query(&statement).fetch_all(&mut **transaction).await.map_err(query_error)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

/// Implements `ConnectionTrait` for a wrapper by its field `connection`.
macro_rules! speaks_through_connection {
    ($name:ty) => {
        #[async_trait::async_trait]
        impl sea_orm::ConnectionTrait for $name {
            fn get_database_backend(&self) -> sea_orm::DbBackend {
                sea_orm::DbBackend::Postgres
            }
            async fn execute_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> std::result::Result<sea_orm::ExecResult, sea_orm::DbErr> {
                self.connection.execute_raw(statement).await
            }
            async fn execute_unprepared(&self, sql: &str) -> std::result::Result<sea_orm::ExecResult, sea_orm::DbErr> {
                self.connection.execute_unprepared(sql).await
            }
            async fn query_one_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> std::result::Result<Option<sea_orm::QueryResult>, sea_orm::DbErr> {
                self.connection.query_one_raw(statement).await
            }
            async fn query_all_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> std::result::Result<Vec<sea_orm::QueryResult>, sea_orm::DbErr> {
                self.connection.query_all_raw(statement).await
            }
        }
    };
}
pub(super) use speaks_through_connection;
