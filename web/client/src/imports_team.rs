//! The catalog by the file: what was read of one, what is wrong with its rows, and the word to write the good ones.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::transport::{Transport, execute};

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CatalogImportStatus {
    /// It is arriving.
    Receiving,
    /// Its rows are being judged.
    Checking,
    /// It was judged; nothing is written yet.
    Checked,
    /// Good rows are being written.
    Applying,
    /// Done.
    Done,
    /// Nothing was written.
    Failed,
}

/// What becomes of a file with bad rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CatalogImportPolicy {
    /// The bad ones are left out.
    SkipBad,
    /// One bad row, and nothing is written.
    RejectAll,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CatalogImportProblem {
    /// The column.
    pub column: String,
    /// For people.
    pub message: String,
}

/// A bad row.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CatalogImportRow {
    /// Its line in the file.
    pub line: i32,
    /// To recognise it by.
    pub title: String,
    /// What is wrong with it.
    pub problems: Vec<CatalogImportProblem>,
}

/// A file, with its first bad rows.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CatalogImport {
    /// `imp_…`.
    pub id: cynic::Id,
    /// Where it stands.
    pub status: CatalogImportStatus,
    /// As the sender named it.
    pub file_name: String,
    /// Rows of the file.
    pub total_rows: i32,
    /// Rows judged so far.
    pub checked_rows: i32,
    /// Rows that cannot be written.
    pub bad_rows: i32,
    /// Rows written so far.
    pub applied_rows: i32,
    /// Items made so far.
    pub created_rows: i32,
    /// Items changed so far.
    pub updated_rows: i32,
    /// The first bad rows.
    #[arguments(first: 200, status: BAD)]
    pub rows: Vec<CatalogImportRow>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct ImportVariables {
    id: cynic::Id,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ImportVariables")]
struct OneImport {
    #[arguments(id: $id)]
    catalog_import: Option<CatalogImport>,
}

/// How far a file has come.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`.
pub async fn catalog_import(transport: &impl Transport, id: &str) -> Result<Option<CatalogImport>, Error> {
    Ok(execute(transport, OneImport::build(ImportVariables { id: cynic::Id::new(id) })).await?.catalog_import)
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CommitVariables {
    id: cynic::Id,
    policy: CatalogImportPolicy,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CommitVariables")]
struct Commit {
    #[arguments(id: $id, policy: $policy)]
    catalog_import_commit: CatalogImportCommitPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct CatalogImportCommitPayload {
    import: Option<CatalogImport>,
    user_errors: Vec<UserError>,
}

/// Has a judged file written.
///
/// # Errors
/// As [`catalog_import`]; `NOT_FOUND`. A refusal is in `user_errors`.
pub async fn commit_import(
    transport: &impl Transport,
    id: &cynic::Id,
    policy: CatalogImportPolicy,
) -> Result<Outcome<CatalogImport>, Error> {
    let variables = CommitVariables { id: id.clone(), policy };
    let answer = execute(transport, Commit::build(variables)).await?.catalog_import_commit;
    Ok(Outcome { value: answer.import, user_errors: answer.user_errors })
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
struct Export {
    catalog_export: CatalogExportPayload,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
struct CatalogExportPayload {
    ticket: Option<String>,
    url: Option<String>,
    user_errors: Vec<UserError>,
}

/// A ticket for the catalog as a file: a form field `ticket` to be posted to the address.
///
/// # Errors
/// As [`catalog_import`]. A refusal is in `user_errors`.
pub async fn export_catalog(transport: &impl Transport) -> Result<Outcome<(String, String)>, Error> {
    let answer = execute(transport, Export::build(())).await?.catalog_export;
    Ok(Outcome { value: answer.url.zip(answer.ticket), user_errors: answer.user_errors })
}
