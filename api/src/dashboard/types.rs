//! Figures as the API shows them.

use async_graphql::{Enum, ID, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    graphql::types::{DecimalString, LocalDate, LocalizedTextType, MoneyType},
    submissions::types::Channel,
};

/// Days in a row, in the tenant's time zone.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct DateRange {
    /// The first day.
    from: LocalDate,
    /// The last day, included.
    to: LocalDate,
}

impl DateRange {
    /// From its two ends.
    pub(super) fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: LocalDate(from), to: LocalDate(to) }
    }
}

/// What the assistant used in a calendar month of the tenant's time zone.
#[derive(Debug, Clone, SimpleObject)]
pub struct AiUsageMonth {
    /// Its first day.
    pub(super) month: LocalDate,
    /// Questions that were answered.
    pub(super) answers: i32,
    /// Questions that no answer came to.
    pub(super) failures: i32,
    /// Tokens read.
    pub(super) input_tokens: i32,
    /// Tokens written.
    pub(super) output_tokens: i32,
    /// What all of it cost, in US dollars to six digits.
    pub(super) cost_usd: DecimalString,
}

/// What a range is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum Interval {
    /// Hours; at most 14 days.
    Hour,
    /// Days in the tenant's time zone.
    Day,
    /// Weeks from Sunday to Saturday.
    Week,
    /// Calendar months.
    Month,
}

/// How many, and what they come to.
#[derive(Debug, Clone, SimpleObject)]
pub struct CountAndSum {
    /// How many.
    pub(super) count: i32,
    /// What they come to together.
    pub(super) sum: MoneyType,
}

/// The figures of a range.
#[derive(Debug, Clone, SimpleObject)]
pub struct Figures {
    /// Which days.
    pub(super) range: DateRange,
    /// Orders that came in, without cancelled ones and spam.
    pub(super) orders: CountAndSum,
    /// Donations that came in, pending and received.
    pub(super) donations: CountAndSum,
    /// Donations that were received in these days, whenever they came in.
    pub(super) donations_received: CountAndSum,
    /// Pledges that came in, without cancelled ones and spam.
    pub(super) pledges: CountAndSum,
    /// Payments of pledges made in these days, whenever they were pledged.
    pub(super) pledges_paid: CountAndSum,
    /// Visits of the storefront, robots left out.
    pub(super) visits: i32,
    /// Submissions of all kinds that came with a visit.
    pub(super) conversions: i32,
    /// Conversions for each visit, rounded to four digits, e.g. "0.0341"; null without visits.
    pub(super) conversion_rate: Option<DecimalString>,
}

/// A range beside the one before it.
#[derive(Debug, Clone, SimpleObject)]
pub struct DashboardSummary {
    /// The range asked for.
    pub(super) current: Figures,
    /// As many days right before it.
    pub(super) previous: Figures,
}

/// Where a visit or a submission came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum ChannelKind {
    /// A link that named itself by `utm_source`.
    Campaign,
    /// A link on another site.
    Referral,
    /// Typed, a bookmark, an app that does not tell.
    Direct,
    /// The visitor declined to be followed; only the visit is counted.
    Declined,
    /// Came through the storefront or the API without a visit.
    Unknown,
    /// Recorded by the team.
    Team,
    /// All sources past the hundredth together.
    Other,
}

/// One source with what came of it.
#[derive(Debug, Clone, SimpleObject)]
pub struct ChannelFigures {
    /// What kind of source.
    pub(super) kind: ChannelKind,
    /// `utm_source` in lower case, or the other site's host; null for the other kinds.
    pub(super) source: Option<String>,
    /// For `TEAM`: by which way the team got it.
    pub(super) channel: Option<Channel>,
    /// Visits from there, robots left out.
    pub(super) visits: i32,
    /// Orders, donations and pledges whose last visit came from there; cancelled ones and spam left out.
    pub(super) submissions: i32,
    /// Those of them that came with a visit.
    pub(super) conversions: i32,
    /// Submissions whose visitor came from there the first time.
    pub(super) first_touch: i32,
    /// Conversions for each visit, rounded to four digits; null without visits.
    pub(super) rate: Option<DecimalString>,
    /// What the submissions come to together.
    pub(super) sum: MoneyType,
}

/// What came in within one interval.
#[derive(Debug, Clone, SimpleObject)]
pub struct SubmissionsBucket {
    /// Its first instant.
    pub(super) start: DateTime<Utc>,
    /// The day it begins on.
    pub(super) date: LocalDate,
    /// Orders, without cancelled ones and spam.
    pub(super) orders: CountAndSum,
    /// Donations, pending and received.
    pub(super) donations: CountAndSum,
    /// Pledges, without cancelled ones and spam.
    pub(super) pledges: CountAndSum,
}

/// What came in over time, beside the period before.
#[derive(Debug, Clone, SimpleObject)]
pub struct SubmissionsOverTime {
    /// The intervals of the range, empty ones too, oldest first. The first and the last one may be cut by the range.
    pub(super) current: Vec<SubmissionsBucket>,
    /// The intervals of as many days right before.
    pub(super) previous: Vec<SubmissionsBucket>,
}

/// An item with what was ordered of it.
#[derive(Debug, Clone, SimpleObject)]
pub struct TopItem {
    /// `itm_…`.
    pub(super) id: ID,
    /// Its name; null if the item is no more.
    pub(super) name: Option<LocalizedTextType>,
    /// Pieces in orders that count.
    pub(super) pieces: i32,
    /// What those pieces come to.
    pub(super) sum: MoneyType,
}
