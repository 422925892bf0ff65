//! The figures of the team's dashboard, in one operation.

use cynic::QueryBuilder;

use crate::catalog::CatalogItemType;
use crate::catalog_team::{CatalogItemStatus, TeamItemWhere};
use crate::error::Error;
use crate::giving::CampaignProgress;
use crate::scalars::{LocalizedText, Money};
use crate::schema;
use crate::submissions_team::Channel;
use crate::transport::{Transport, execute};

/// Days in a row, in the tenant's time zone: `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
#[cynic(graphql_type = "DateRangeInput")]
pub struct DayRange {
    /// The first day.
    pub from: String,
    /// The last day, included.
    pub to: String,
}

/// What a range is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum Interval {
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks from Sunday.
    Week,
    /// Months.
    Month,
}

/// Variables of the dashboard.
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct DashboardVariables {
    /// Which days.
    pub range: DayRange,
    /// What they are cut into.
    pub interval: Interval,
    /// Which items are campaigns on the storefront.
    pub campaigns: TeamItemWhere,
}

impl DashboardVariables {
    /// For these days, cut like this.
    #[must_use]
    pub fn new(range: DayRange, interval: Interval) -> Self {
        let campaigns = TeamItemWhere {
            kind: Some(vec![CatalogItemType::DonationCampaign, CatalogItemType::PledgeCampaign]),
            status: Some(vec![CatalogItemStatus::Active]),
        };
        Self { range, interval, campaigns }
    }
}

/// Everything the dashboard shows of a range.
#[derive(Debug, Clone, PartialEq, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DashboardVariables")]
pub struct Dashboard {
    /// The sums, beside those of the days before.
    #[arguments(range: $range)]
    pub dashboard_summary: DashboardSummary,
    /// What came in, interval by interval.
    #[arguments(range: $range, interval: $interval)]
    pub submissions_over_time: SubmissionsOverTime,
    /// Where it came from.
    #[arguments(range: $range)]
    pub conversions_by_channel: Vec<ChannelFigures>,
    /// What was ordered most.
    #[arguments(range: $range, first: 5)]
    pub top_items: Vec<TopItem>,
    /// What the assistant used in each of the last months, oldest first.
    #[arguments(months: 6)]
    pub ai_usage: Vec<AiUsageMonth>,
    /// The first campaigns on the storefront, with what they have collected so far.
    #[arguments(first: 6, where: $campaigns)]
    #[cynic(rename = "catalogItems")]
    pub campaigns: Campaigns,
}

/// What the assistant used in a calendar month.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct AiUsageMonth {
    /// Its first day.
    pub month: String,
    /// Questions that were answered.
    pub answers: i32,
    /// Questions that no answer came to.
    pub failures: i32,
    /// Tokens read.
    pub input_tokens: i32,
    /// Tokens written.
    pub output_tokens: i32,
    /// What all of it cost, in US dollars to six digits.
    pub cost_usd: String,
}

/// Campaigns of the storefront.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItemConnection")]
pub struct Campaigns {
    /// In the team's own order.
    pub nodes: Vec<CampaignRow>,
}

/// A campaign with what it has collected.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct CampaignRow {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Its name.
    pub name: LocalizedText,
    /// Whether it takes donations or pledges.
    #[cynic(rename = "type")]
    pub kind: CatalogItemType,
    /// What has come.
    pub campaign_progress: Option<CampaignProgress>,
}

/// A range beside the one before it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct DashboardSummary {
    /// The range asked for.
    pub current: Figures,
    /// As many days right before it.
    pub previous: Figures,
}

/// How many, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CountAndSum {
    /// How many.
    pub count: i32,
    /// What they come to.
    pub sum: Money,
}

/// The figures of a range.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Figures {
    /// Orders that count.
    pub orders: CountAndSum,
    /// Donations, pending and received.
    pub donations: CountAndSum,
    /// Donations received in these days.
    pub donations_received: CountAndSum,
    /// Pledges that count.
    pub pledges: CountAndSum,
    /// Payments of pledges in these days.
    pub pledges_paid: CountAndSum,
    /// Visits.
    pub visits: i32,
    /// Submissions with a visit.
    pub conversions: i32,
    /// Conversions for each visit; none without visits.
    pub conversion_rate: Option<String>,
}

/// What came in within one interval.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct SubmissionsBucket {
    /// Its first instant.
    pub start: String,
    /// The day it begins on.
    pub date: String,
    /// Orders.
    pub orders: CountAndSum,
    /// Donations.
    pub donations: CountAndSum,
    /// Pledges.
    pub pledges: CountAndSum,
}

/// What came in over time, beside the days before.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct SubmissionsOverTime {
    /// The intervals of the range.
    pub current: Vec<SubmissionsBucket>,
    /// The intervals of the days before.
    pub previous: Vec<SubmissionsBucket>,
}

/// Where something came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
#[cynic(non_exhaustive)]
pub enum ChannelKind {
    /// A link that named itself.
    Campaign,
    /// Another site.
    Referral,
    /// Typed, a bookmark.
    Direct,
    /// Declined to be followed.
    Declined,
    /// Without a visit.
    Unknown,
    /// Recorded by the team.
    Team,
    /// All the rest.
    #[cynic(fallback)]
    Other,
}

/// One source with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct ChannelFigures {
    /// What kind of source.
    pub kind: ChannelKind,
    /// Its name, where it has one.
    pub source: Option<String>,
    /// How the team got it.
    pub channel: Option<Channel>,
    /// Visits.
    pub visits: i32,
    /// Submissions, by the last touch.
    pub submissions: i32,
    /// Submissions, by the first touch.
    pub first_touch: i32,
    /// Conversions for each visit; none without visits.
    pub rate: Option<String>,
    /// What the submissions come to.
    pub sum: Money,
}

/// An item with what was ordered of it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct TopItem {
    /// `itm_…`.
    pub id: cynic::Id,
    /// Its name; none if it is no more.
    pub name: Option<LocalizedText>,
    /// Pieces.
    pub pieces: i32,
    /// What they come to.
    pub sum: Money,
}

/// Asks for the figures of a range.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`, `BAD_INPUT` for a range that cannot be counted.
pub async fn dashboard(transport: &impl Transport, variables: DashboardVariables) -> Result<Dashboard, Error> {
    execute(transport, Dashboard::build(variables)).await
}
