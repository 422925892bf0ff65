//! Imports as the API shows and takes them.

use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};
use entity::ids::ImportId;
use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    graphql::types::UserError,
    kernel::{
        error::{ErrorCode, FieldError},
        text::Locale,
    },
};

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogImportStatus {
    /// The file is arriving.
    Receiving,
    /// Its rows are being judged; nothing is changed.
    Checking,
    /// The dry run is done: see the bad rows, then commit or leave it.
    Checked,
    /// Good rows are being written.
    Applying,
    /// Done.
    Done,
    /// Nothing was written: a row had become bad under `REJECT_ALL`.
    Failed,
}

/// What becomes of a file with bad rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogImportPolicy {
    /// The good rows are written, the bad ones left out.
    SkipBad,
    /// One bad row, and nothing is written at all.
    RejectAll,
}

impl CatalogImportPolicy {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SkipBad => "skip_bad",
            Self::RejectAll => "reject_all",
        }
    }
}

/// What a row of the file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogImportAct {
    /// Makes an item.
    Create,
    /// Changes the item that its reference or slug names.
    Update,
    /// Says what is so already.
    Nothing,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CatalogImportRowStatus {
    /// Not judged yet.
    New,
    /// It can be written.
    Good,
    /// It cannot; see its problems.
    Bad,
    /// It is written.
    Applied,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, SimpleObject)]
pub struct CatalogImportProblem {
    /// The column, as the file's first line names it; empty for the row as a whole.
    column: String,
    /// What kind of refusal.
    code: ErrorCode,
    /// What to tell a person.
    message: String,
}

/// One row of the file.
#[derive(Debug, Clone, SimpleObject)]
pub struct CatalogImportRow {
    /// Line of the file it begins at; the column names stand in line 1.
    line: i32,
    /// Where it stands.
    status: CatalogImportRowStatus,
    /// What it does; null if it was not judged, or is bad.
    act: Option<CatalogImportAct>,
    /// The slug or, without one, the name that it gives, to recognise it by.
    title: String,
    /// What is wrong with it.
    problems: Vec<CatalogImportProblem>,
}

/// A problem as it is kept: both languages, so that whoever reads it gets theirs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredProblem {
    pub(super) column: String,
    pub(super) code: String,
    pub(super) ar: String,
    pub(super) en: String,
}

impl StoredProblem {
    pub(super) fn new(column: String, error: FieldError) -> Self {
        Self { column, code: format!("{:?}", error.code), ar: error.message.ar, en: error.message.en }
    }

    fn public(self, locale: Locale) -> CatalogImportProblem {
        let code = match self.code.as_str() {
            "Required" => ErrorCode::Required,
            "TooLong" => ErrorCode::TooLong,
            "TooManyDigits" => ErrorCode::TooManyDigits,
            "OutOfRange" => ErrorCode::OutOfRange,
            "NotFound" => ErrorCode::NotFound,
            "Taken" => ErrorCode::Taken,
            "TransitionRefused" => ErrorCode::TransitionRefused,
            _ => ErrorCode::Invalid,
        };
        let message = if locale == Locale::Ar { self.ar } else { self.en };
        CatalogImportProblem { column: self.column, code, message }
    }
}

impl CatalogImportRow {
    pub(super) fn new(row: store::ImportRow, locale: Locale) -> Self {
        let cell = |name: &str| row.cells.get(name).and_then(|cell| cell.as_str()).filter(|text| !text.is_empty());
        let title = ["slug", "name_ar", "name_en", "external_reference"].iter().find_map(|name| cell(name));
        let problems: Vec<StoredProblem> = serde_json::from_value(row.problems.clone()).unwrap_or_default();
        Self {
            line: row.line,
            status: match row.status.as_str() {
                "good" => CatalogImportRowStatus::Good,
                "bad" => CatalogImportRowStatus::Bad,
                "applied" => CatalogImportRowStatus::Applied,
                _ => CatalogImportRowStatus::New,
            },
            act: match row.act.as_deref() {
                Some("create") => Some(CatalogImportAct::Create),
                Some("update") => Some(CatalogImportAct::Update),
                Some("none") => Some(CatalogImportAct::Nothing),
                _ => None,
            },
            title: title.unwrap_or_default().chars().take(120).collect(),
            problems: problems.into_iter().map(|problem| problem.public(locale)).collect(),
        }
    }
}

/// A file of items. It is judged first; nothing is changed before `catalogImportCommit`. Kept for 30 days. Team.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct CatalogImport {
    /// `imp_…`.
    id: ID,
    /// Where it stands; ask again while it is `CHECKING` or `APPLYING`.
    status: CatalogImportStatus,
    /// What becomes of bad rows; null before the commit.
    policy: Option<CatalogImportPolicy>,
    /// As the sender named it; may be empty.
    file_name: String,
    /// Rows of the file, the column names not counted.
    total_rows: i32,
    /// Rows judged so far.
    checked_rows: i32,
    /// Rows that cannot be written.
    bad_rows: i32,
    /// Rows written so far.
    applied_rows: i32,
    /// Items made so far.
    created_rows: i32,
    /// Items changed so far.
    updated_rows: i32,
    /// When it arrived.
    created_at: DateTime<Utc>,
    /// When it last moved.
    updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub(super) key: ImportId,
}

impl From<store::Import> for CatalogImport {
    fn from(row: store::Import) -> Self {
        Self {
            id: row.id.to_string().into(),
            key: row.id,
            status: match row.status.as_str() {
                "receiving" => CatalogImportStatus::Receiving,
                "checking" => CatalogImportStatus::Checking,
                "checked" => CatalogImportStatus::Checked,
                "applying" => CatalogImportStatus::Applying,
                "done" => CatalogImportStatus::Done,
                _ => CatalogImportStatus::Failed,
            },
            policy: match row.policy.as_deref() {
                Some("skip_bad") => Some(CatalogImportPolicy::SkipBad),
                Some("reject_all") => Some(CatalogImportPolicy::RejectAll),
                _ => None,
            },
            file_name: row.file_name,
            total_rows: row.total_rows,
            checked_rows: row.checked_rows,
            bad_rows: row.bad_rows,
            applied_rows: row.applied_rows,
            created_rows: row.created_rows,
            updated_rows: row.updated_rows,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What `catalogImportCommit` answers.
#[derive(Debug, SimpleObject)]
pub struct CatalogImportCommitPayload {
    /// The import as it is now; null if refused.
    pub(super) import: Option<CatalogImport>,
    /// Why it was refused; empty if it was not.
    pub(super) user_errors: Vec<UserError>,
}

/// What `catalogExport` answers.
#[derive(Debug, SimpleObject)]
pub struct CatalogExportPayload {
    /// A secret for one use within a minute: post it as the form field `ticket` to `url`; null if refused.
    pub(super) ticket: Option<String>,
    /// Path on this host that takes the form and answers with the file.
    pub(super) url: Option<String>,
    /// Why it was refused; empty if it was not.
    pub(super) user_errors: Vec<UserError>,
}
