//! The one error of the program: few kinds, each with a code the caller can act on.
//!
//! A fault keeps its source and the place it came up; it is logged once, at the HTTP boundary, never shown.

use std::{error::Error as StdError, fmt, panic::Location};

use async_graphql::Enum;

use super::locale::Bilingual;

/// `Result` with the program's error.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a field or an act was refused, in a form a program can branch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ErrorCode {
    /// The value has the wrong form.
    Invalid,
    /// A value is needed here.
    Required,
    /// The text is longer than the limit told in the message.
    TooLong,
    /// The amount has more decimals than its currency.
    TooManyDigits,
    /// The number is outside the limits told in the message.
    OutOfRange,
    /// The thing named does not exist for this tenant.
    NotFound,
    /// The thing named exists but cannot be had now (archived, draft, closed).
    NotAvailable,
    /// Fewer are left than asked for.
    OutOfStock,
    /// The idempotency key was used before with another body.
    IdempotencyMismatch,
    /// The state machine has no such move; see `from`, `to`, `allowed`.
    TransitionRefused,
    /// Somebody changed it since `expectedVersion`.
    Stale,
    /// The total is below the tenant's minimum.
    BelowMinimum,
    /// Too many attempts; try later.
    RateLimited,
    /// Somebody has it already.
    Taken,
    /// A word of the platform's own.
    Reserved,
    /// Its time is over.
    Expired,
    /// It is for somebody else's address.
    WrongAddress,
    /// A team keeps at least one owner.
    LastOwner,
    /// A second factor is needed first.
    MfaRequired,
    /// Something else refers to it, so it cannot go.
    InUse,
}

/// A refused move of a state machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedTransition {
    /// State it is in.
    pub from: &'static str,
    /// State that was wanted.
    pub to: &'static str,
    /// States it can move to.
    pub allowed: Vec<&'static str>,
}

/// One refusal, told beside the field it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Path within the input, e.g. `["lines", "0", "quantity"]`; empty when it concerns the act itself.
    pub field: Vec<String>,
    /// What kind of refusal.
    pub code: ErrorCode,
    /// What to tell a person.
    pub message: Bilingual,
    /// For `TransitionRefused`.
    pub transition: Option<RefusedTransition>,
}

impl FieldError {
    /// A refusal of the field at `path` (segments joined by dots).
    pub fn new(path: &str, code: ErrorCode, message: Bilingual) -> Self {
        let field = if path.is_empty() { Vec::new() } else { path.split('.').map(str::to_owned).collect() };
        Self { field, code, message, transition: None }
    }
}

/// Everything that can go wrong, by what the caller can do about it.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing for this caller, whether it exists elsewhere or not.
    NotFound,
    /// Known caller, missing right.
    Forbidden,
    /// A member who would have the right, in a tenant that asks for a second factor they have not set up.
    MfaRequired,
    /// No caller, or a token that does not stand; the text is for the log and `WWW-Authenticate`.
    Unauthenticated(&'static str),
    /// The operator has suspended the tenant.
    TenantSuspended,
    /// The input is refused, field by field.
    Invalid(Vec<FieldError>),
    /// Too many calls; seconds to wait.
    RateLimited {
        /// Seconds.
        retry_after_s: u64,
    },
    /// Something we depend on is away or too busy; the same call may succeed soon.
    Unavailable(Fault),
    /// Our own defect or an answer we did not expect.
    Fault(Fault),
}

/// A source error with the place it came up.
#[derive(Debug)]
pub struct Fault {
    source: Box<dyn StdError + Send + Sync>,
    place: &'static Location<'static>,
}

impl Fault {
    /// What went wrong, without the place it came up: for whoever runs a command.
    #[must_use]
    pub fn told(&self) -> String {
        self.source.to_string()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at {}:{})", self.source, self.place.file(), self.place.line())?;
        let mut next = self.source.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

impl Error {
    /// One refused field.
    #[must_use]
    pub fn invalid(path: &str, code: ErrorCode, message: Bilingual) -> Self {
        Self::Invalid(vec![FieldError::new(path, code, message)])
    }

    /// A defect of ours, with its source.
    #[track_caller]
    pub fn fault(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Fault(Fault { source: source.into(), place: Location::caller() })
    }

    /// A dependency that is away.
    #[track_caller]
    pub fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable(Fault { source: source.into(), place: Location::caller() })
    }

    /// The error in words for whoever runs a command, without kinds and places.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::Fault(fault) | Self::Unavailable(fault) => fault.told(),
            other => other.to_string(),
        }
    }

    /// The code of a system error (`extensions.code`).
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Forbidden | Self::MfaRequired => "FORBIDDEN",
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::TenantSuspended => "TENANT_SUSPENDED",
            Self::Invalid(_) => "BAD_INPUT",
            Self::RateLimited { .. } => "RATE_LIMITED",
            Self::Unavailable(_) => "UNAVAILABLE",
            Self::Fault(_) => "INTERNAL",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::MfaRequired => f.write_str("forbidden without a second factor"),
            Self::Unauthenticated(why) => write!(f, "unauthenticated: {why}"),
            Self::TenantSuspended => f.write_str("tenant suspended"),
            Self::Invalid(errors) => {
                f.write_str("invalid input")?;
                errors.iter().try_for_each(|e| write!(f, "; {}: {}", e.field.join("."), e.message.en))
            }
            Self::RateLimited { retry_after_s } => write!(f, "rate limited for {retry_after_s} s"),
            Self::Unavailable(fault) => write!(f, "unavailable: {fault}"),
            Self::Fault(fault) => write!(f, "fault: {fault}"),
        }
    }
}

impl StdError for Error {}

/// Checks that what is to be changed is still at the version that its changer saw.
///
/// # Errors
/// `STALE` beside `expectedVersion`.
pub fn check_version(expected: Option<i32>, current: i32) -> Result<()> {
    if expected.is_none_or(|expected| expected == current) {
        return Ok(());
    }
    let message = Bilingual::new(
        "غيّره أحدهم قبلك؛ حدّث الصفحة",
        format!("This was changed in the meantime; it is at version {current} now"),
    );
    Err(Error::invalid("expectedVersion", ErrorCode::Stale, message))
}

impl From<sea_orm::DbErr> for Error {
    #[track_caller]
    fn from(error: sea_orm::DbErr) -> Self {
        let away = match &error {
            sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_) => true,
            sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(e))
            | sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(e)) => is_away(e),
            _ => false,
        };
        if away { Self::unavailable(error) } else { Self::fault(error) }
    }
}

impl From<sqlx::Error> for Error {
    #[track_caller]
    fn from(error: sqlx::Error) -> Self {
        if is_away(&error) { Self::unavailable(error) } else { Self::fault(error) }
    }
}

/// The name of the constraint that a statement broke, if that is why it failed.
#[must_use]
pub fn broken_constraint(error: &sea_orm::DbErr) -> Option<String> {
    match error {
        sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(e))
        | sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(e)) => {
            e.as_database_error()?.constraint().map(str::to_owned)
        }
        _ => None,
    }
}

/// Whether the same statement may succeed soon: no connection, a server going down or starting, a lock not had in time.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(e) => e.code().is_some_and(|code| {
            code.starts_with("08")
                || code.starts_with("57P")
                || matches!(code.as_ref(), "55P03" | "53300" | "40001" | "40P01" | "57014" | "25006")
        }),
        _ => false,
    }
}
