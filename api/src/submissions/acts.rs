//! What the fields of all kinds of submission do alike: show a page or one, move one or many, note, name, answer.

use std::time::{Duration, Instant};

use async_graphql::{Context, ID};

use super::{
    kind::Kind,
    notes, reference,
    rows::{self, Submitted},
};
use crate::{
    app::App,
    graphql::{
        connection::Slice,
        context::RequestExt,
        list::{List, Paging},
        types::{UserError, payload},
    },
    kernel::{
        db::TenantRead,
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::Scope,
        text::Bilingual,
    },
};

/// Most rows of one bulk act.
const MOST_AT_ONCE: usize = 100;
/// How long a bulk act goes on: what it has done is told before the request's own time is up.
const LONGEST: Duration = Duration::from_secs(20);

/// A kind of submission as its fields show and move it.
pub trait Acts: Kind {
    /// What the API shows.
    type Node: Send;
    /// What the rows of a page are asked for together.
    type Batch: Clone + Send;
    /// A wanted move.
    type Move: Clone + Send;

    /// For rows that are shown together.
    fn batch(rows: &[Self::Model]) -> Self::Batch;

    /// The public form of a row.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    fn shown(ctx: &Context<'_>, row: Self::Model, batch: Self::Batch) -> Result<Self::Node>;

    /// Moves one.
    ///
    /// # Errors
    /// `NOT_FOUND`; `TRANSITION_REFUSED`; `STALE`; `FORBIDDEN`; `UNAVAILABLE`; those of the kind.
    fn moved(
        app: &App,
        scope: &Scope,
        id: Self::Id,
        wanted: Self::Move,
    ) -> impl Future<Output = Result<Self::Model>> + Send;
}

/// A wanted move to the state `to`.
#[derive(Debug, Clone)]
pub struct Move<S> {
    /// Where to.
    pub to: S,
    /// Refused as stale if the submission is at another version.
    pub expected: Option<i32>,
    /// Goes to the timeline.
    pub reason: Option<String>,
    /// Whether the submitter is told of it.
    pub notify: bool,
}

impl<S> Move<S> {
    /// A move without a word, told to the submitter.
    #[must_use]
    pub fn to(to: S, expected: Option<i32>) -> Self {
        Self { to, expected, reason: None, notify: true }
    }
}

/// The halves of a payload: the submission as it is now, and why not.
pub type Answer<K> = (Option<<K as Acts>::Node>, Vec<UserError>);

/// The same of a new submission, with the token of its status page between them.
pub type Taken<K> = (Option<<K as Acts>::Node>, Option<String>, Vec<UserError>);

/// The part of a list that a query asks for.
///
/// # Errors
/// Those of [`List::slice`].
pub async fn slice<K: Acts>(
    ctx: &Context<'_>,
    read: &TenantRead,
    list: &List<K>,
    paging: Paging,
) -> Result<Slice<K::Node>> {
    let slice = list.slice(ctx, read, paging).await?;
    let batch = K::batch(&slice.rows);
    slice.map(|row| K::shown(ctx, row, batch.clone()))
}

/// One submission by its public id, for the team.
///
/// # Errors
/// `FORBIDDEN`; `UNAVAILABLE`.
pub async fn one<K: Acts>(ctx: &Context<'_>, id: &ID) -> Result<Option<K::Node>> {
    let read = ctx.read(Permission::ViewSubmissions).await?;
    let Ok(id) = id.parse::<K::Id>() else { return Ok(None) };
    rows::find::<K>(&*read, id).await?.map(|row| alone::<K>(ctx, row)).transpose()
}

fn alone<K: Acts>(ctx: &Context<'_>, row: K::Model) -> Result<K::Node> {
    let batch = K::batch(std::slice::from_ref(&row));
    K::shown(ctx, row, batch)
}

/// The typed id behind a public one.
///
/// # Errors
/// `NOT_FOUND`: what is no id names nothing.
pub fn parsed<K: Kind>(id: &ID) -> Result<K::Id> {
    id.parse().map_err(|_| Error::NotFound)
}

/// A use case's outcome as a payload tells it.
///
/// # Errors
/// Every kind of error but `Invalid`.
pub fn answer<K: Acts>(ctx: &Context<'_>, outcome: Result<K::Model>) -> Result<Answer<K>> {
    let (row, user_errors) = payload(outcome, ctx.locale())?;
    Ok((row.map(|row| alone::<K>(ctx, row)).transpose()?, user_errors))
}

/// A submission's outcome as a payload tells it, with the token of its status page.
///
/// # Errors
/// As [`answer`].
pub fn submitted<K: Acts>(ctx: &Context<'_>, outcome: Result<Submitted<K>>) -> Result<Taken<K>> {
    let (submitted, user_errors) = payload(outcome, ctx.locale())?;
    let Some(Submitted { row, status_token }) = submitted else { return Ok((None, None, user_errors)) };
    Ok((Some(alone::<K>(ctx, row)?), Some(status_token), user_errors))
}

/// Moves one.
///
/// # Errors
/// As [`Acts::moved`].
pub async fn act<K: Acts>(ctx: &Context<'_>, id: &ID, wanted: impl Into<K::Move>) -> Result<Answer<K>> {
    let scope = ctx.mutate().await?;
    answer::<K>(ctx, K::moved(ctx.app(), scope, parsed::<K>(id)?, wanted.into()).await)
}

/// Moves many, each for itself: an answer for each, and why nothing was done at all. Where something fails on the way, or it
/// takes too long, what was done is told, and of the others that they were not.
///
/// # Errors
/// What failed with the first of them.
pub async fn bulk<K: Acts>(
    ctx: &Context<'_>,
    ids: Vec<ID>,
    wanted: impl Into<K::Move>,
) -> Result<(Vec<(ID, Answer<K>)>, Vec<UserError>)> {
    let wanted = wanted.into();
    let (ids, user_errors) = payload(checked_ids(ids), ctx.locale())?;
    let mut answers: Vec<(ID, Answer<K>)> = Vec::new();
    let began = Instant::now();
    for id in ids.unwrap_or_default() {
        let outcome = if began.elapsed() < LONGEST {
            match told(moved::<K>(ctx, &id, wanted.clone()).await) {
                Err(error) if !matches!(error, Error::Invalid(_)) && !answers.is_empty() => {
                    tracing::warn!(%error, "one of many was not moved");
                    Err(not_done())
                }
                outcome => outcome,
            }
        } else {
            Err(not_done())
        };
        answers.push((id, answer::<K>(ctx, outcome)?));
    }
    Ok((answers, user_errors))
}

async fn moved<K: Acts>(ctx: &Context<'_>, id: &ID, wanted: K::Move) -> Result<K::Model> {
    let scope = ctx.mutate().await?;
    K::moved(ctx.app(), scope, parsed::<K>(id)?, wanted).await
}

fn not_done() -> Error {
    let message = Bilingual::new("لم يتم؛ أعد المحاولة لهذه", "This was not done; try again for this one");
    Error::invalid("", ErrorCode::NotAvailable, message)
}

/// The ids of a bulk act: some, and not too many.
fn checked_ids(ids: Vec<ID>) -> Result<Vec<ID>> {
    if (1..=MOST_AT_ONCE).contains(&ids.len()) {
        return Ok(ids);
    }
    let message =
        Bilingual::new(format!("من 1 إلى {MOST_AT_ONCE} في المرة"), format!("Between 1 and {MOST_AT_ONCE} at once"));
    Err(Error::invalid("ids", ErrorCode::OutOfRange, message))
}

/// One row's outcome in a bulk act: a row that is not there is refused like any other, and the rest goes on.
fn told<T>(outcome: Result<T>) -> Result<T> {
    match outcome {
        Err(Error::NotFound) => {
            let message = Bilingual::new("غير موجود", "There is no such thing here");
            Err(Error::invalid("", ErrorCode::NotFound, message))
        }
        other => other,
    }
}

/// Adds a note of the team.
///
/// # Errors
/// As [`notes::add_note`].
pub async fn note<K: Acts>(ctx: &Context<'_>, id: &ID, note: &str) -> Result<Answer<K>> {
    let scope = ctx.mutate().await?;
    answer::<K>(ctx, notes::add_note::<K>(ctx.app(), scope, parsed::<K>(id)?, note).await)
}

/// Calls one something else in another program.
///
/// # Errors
/// As [`reference::set_reference`].
pub async fn reference<K: Acts>(
    ctx: &Context<'_>,
    id: &ID,
    reference: Option<&str>,
    expected: Option<i32>,
) -> Result<Answer<K>> {
    let scope = ctx.mutate().await?;
    let outcome = reference::set_reference::<K>(ctx.app(), scope, parsed::<K>(id)?, reference, expected).await;
    answer::<K>(ctx, outcome)
}

/// Defines the payload of a kind's submission: what was made of it, and why not.
macro_rules! submit_payload {
    ($field:ident: $node:ty; $name:ident for $mutations:literal) => {
        #[doc = concat!("Answer to ", $mutations, ".")]
        #[derive(Debug, async_graphql::SimpleObject)]
        pub struct $name {
            #[doc = concat!("The ", stringify!($field), "; null if it was refused.")]
            pub $field: Option<$node>,
            /// For `submissionStatus` and the page `/s/<token>`, good for 180 days.
            pub status_token: Option<String>,
            /// Why it was refused.
            pub user_errors: Vec<$crate::graphql::types::UserError>,
        }

        impl From<(Option<$node>, Option<String>, Vec<$crate::graphql::types::UserError>)> for $name {
            fn from(
                (node, status_token, user_errors): (
                    Option<$node>,
                    Option<String>,
                    Vec<$crate::graphql::types::UserError>,
                ),
            ) -> Self {
                Self { $field: node, status_token, user_errors }
            }
        }
    };
}
pub(crate) use submit_payload;
