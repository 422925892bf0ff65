//! The inbox of the team: all kinds of submission in one list.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    ids::{DonationId, OrderId, PledgeId},
    inbox,
};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::{
    graphql::{
        connection::connection,
        filter::{Filter, Nested},
        list::{List, Listed, SortDirection},
        types::{DateRangeInput, LocalizedTextType, MoneyType},
    },
    kernel::{
        error::Result,
        keyset::{on_days, search_holds},
        money::{Currency, Money},
        text::Locale,
    },
    submissions::types::{Channel, SubmissionKind},
};

/// What a submission asks of the team, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InboxState {
    /// Somebody has to act: an order or a donation that is pending, a pledge that is overdue.
    Waiting,
    /// Under way: an order that is confirmed, a pledge whose time has not come.
    UnderWay,
    /// Finished well: fulfilled or received.
    Done,
    /// Will not happen: cancelled or refunded.
    Closed,
    /// Not meant.
    Spam,
}

impl InboxState {
    /// Every state.
    const ALL: [Self; 5] = [Self::Waiting, Self::UnderWay, Self::Done, Self::Closed, Self::Spam];

    /// The states of the kinds that it stands for.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Waiting => &["pending", "overdue"],
            Self::UnderWay => &["confirmed", "active"],
            Self::Done => &["fulfilled", "received"],
            Self::Closed => &["cancelled", "refunded"],
            Self::Spam => &["spam"],
        }
    }

    /// What a state of any kind comes to.
    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.words().contains(&word)).unwrap_or(Self::Waiting)
    }
}

/// A submission as the inbox shows it. Ask for it by its id to see all of it. The team's eyes only.
#[derive(Debug, Clone, SimpleObject)]
pub struct InboxEntry {
    /// `ord_…`, `don_…` or `plg_…`.
    pub id: ID,
    /// What was submitted.
    kind: SubmissionKind,
    /// For people: `ORD-00001`, `DON-00001`, `PLG-00001`.
    number: String,
    /// State of its kind, e.g. `PENDING`.
    status: String,
    /// What it asks of the team.
    state: InboxState,
    /// Who submitted it.
    person_name: String,
    /// Their phone, in international form.
    person_phone: String,
    /// An order's first item, the campaign of a gift; null for a gift without one.
    title: Option<LocalizedTextType>,
    /// Lines of an order; 1 for the others.
    pieces: i32,
    /// What it comes to.
    amount: MoneyType,
    /// Whether all of the money has come.
    is_paid: bool,
    /// How it came in.
    channel: Channel,
    /// Whether it came in faster than a person types, or by a form that a robot filled in.
    is_suspect: bool,
    /// Rises with each change; send it back as `expectedVersion`.
    version: i32,
    /// When it came in.
    created_at: DateTime<Utc>,
}

connection!(InboxEntry, InboxEntryEdge, InboxEntryConnection);

/// The public id of a submission.
pub(super) fn public_id(kind: SubmissionKind, id: Uuid) -> ID {
    match kind {
        SubmissionKind::Order => OrderId(id).to_string(),
        SubmissionKind::Donation => DonationId(id).to_string(),
        SubmissionKind::Pledge => PledgeId(id).to_string(),
    }
    .into()
}

impl InboxEntry {
    /// The public form of an entry.
    ///
    /// # Errors
    /// A fault for an amount that the currency does not have.
    pub fn new(row: inbox::Model, locale: Locale) -> Result<Self> {
        let kind = match row.kind.as_str() {
            "donation" => SubmissionKind::Donation,
            "pledge" => SubmissionKind::Pledge,
            _ => SubmissionKind::Order,
        };
        Ok(Self {
            id: public_id(kind, row.id),
            kind,
            number: row.number,
            state: InboxState::of(&row.status),
            status: row.status.to_uppercase(),
            person_name: row.person_name,
            person_phone: row.person_phone,
            title: row.title.map(|title| LocalizedTextType::new(title, locale)),
            pieces: row.pieces,
            amount: Money::new(row.amount, Currency::parse(&row.currency)?)?.into(),
            is_paid: row.is_paid,
            channel: Channel::parse(&row.channel),
            is_suspect: row.is_suspect,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// What the inbox can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum InboxSortField {
    /// When it came in.
    CreatedAt,
}

/// How the inbox is sorted; without one, newest first. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct InboxSort {
    /// By what.
    pub field: InboxSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which submissions the inbox holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct InboxWhere {
    /// Any of these kinds.
    pub kind: Option<Vec<SubmissionKind>>,
    /// Any of these states.
    pub state: Option<Vec<InboxState>>,
    /// Any of these channels.
    pub channel: Option<Vec<Channel>>,
    /// Came in on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// Flagged as suspect or not.
    pub is_suspect: Option<bool>,
    /// All of these hold.
    pub and: Option<Vec<InboxWhere>>,
    /// One of these holds.
    pub or: Option<Vec<InboxWhere>>,
    /// This does not hold.
    pub not: Option<Box<InboxWhere>>,
}

impl Filter for InboxWhere {
    fn parts(self) -> Result<(Condition, Nested<Self>)> {
        use inbox::Column;
        let all = Condition::all()
            .add_option(self.kind.map(|kinds| Column::Kind.is_in(kinds.into_iter().map(SubmissionKind::word))))
            .add_option(
                self.state.map(|states| Column::Status.is_in(states.into_iter().flat_map(InboxState::words).copied())),
            )
            .add_option(self.channel.map(|channels| Column::Channel.is_in(channels.into_iter().map(Channel::word))))
            .add_option(self.days.map(|days| on_days("created_at", days.from.0, days.to.0)))
            .add_option(self.is_suspect.map(|is_suspect| Column::IsSuspect.eq(is_suspect)));
        Ok((all, Nested { and: self.and, or: self.or, not: self.not }))
    }
}

/// The entries, as a table that can be listed.
impl Listed for inbox::Entity {
    type Field = InboxSortField;

    fn expression(_: InboxSortField) -> (&'static str, &'static str) {
        ("created_at", "timestamptz")
    }

    fn value(_: InboxSortField, row: &inbox::Model) -> String {
        row.created_at.to_rfc3339()
    }

    fn id(row: &inbox::Model) -> Uuid {
        row.id
    }
}

/// A checked request for the inbox.
pub type InboxList = List<inbox::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too deep a filter.
pub fn inbox_list(search: Option<&str>, filter: Option<InboxWhere>, sort: Option<InboxSort>) -> Result<InboxList> {
    let (field, direction) =
        sort.map_or((InboxSortField::CreatedAt, SortDirection::Desc), |sort| (sort.field, sort.direction));
    List::by(field, direction).search(search, search_holds)?.filter(filter)
}

#[cfg(test)]
mod tests {
    use super::InboxState;
    use crate::{donations, orders, pledges, submissions::state::State};

    fn words<S: State>() -> impl Iterator<Item = &'static str> {
        S::ALL.iter().map(|state| state.word())
    }

    #[test]
    fn every_state_of_every_kind_comes_to_one() {
        let gifts = words::<donations::status::Status>().chain(words::<pledges::status::Status>());
        for word in words::<orders::status::Status>().chain(gifts) {
            let found = InboxState::ALL.into_iter().filter(|state| state.words().contains(&word)).count();
            assert_eq!(found, 1, "{word}");
        }
    }
}
