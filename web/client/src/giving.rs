//! Giving: donations, pledges, what a campaign has collected, receipts, lost links.

use cynic::{MutationBuilder, QueryBuilder};

use crate::catalog::{CatalogItem, CatalogItemType};
use crate::catalog_edit::InstalmentInterval;
use crate::error::Error;
use crate::orders::{PersonInput, UserError};
use crate::scalars::{LocalizedText, Money};
use crate::schema;
use crate::storefront::Storefront;
use crate::transport::{Transport, execute};

/// What a gift is meant as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum DonationIntent {
    /// No purpose of its own.
    General,
    /// Voluntary alms.
    Sadaqah,
    /// Obligatory alms.
    Zakat,
    /// An endowment.
    Waqf,
}

/// What a campaign has collected.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct CampaignProgress {
    /// What has come.
    pub received: Money,
    /// What is promised and has not come.
    pub pledged: Money,
    /// Whole per cent of the goal; none without a goal.
    pub percent: Option<i32>,
    /// The goal is reached.
    pub is_reached: bool,
    /// Takes gifts now.
    pub is_open: bool,
    /// How many gave or promised.
    pub contributors: i32,
}

/// Somebody who gave, as everybody may see them.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PublicDonor {
    /// None for an anonymous donor.
    pub name: Option<String>,
    /// What they wrote.
    pub message: Option<String>,
    /// For whom they gave.
    pub dedication: Option<String>,
    /// How much.
    pub amount: Money,
    /// RFC 3339.
    pub received_at: String,
}

/// What a campaign's page shows beside the campaign.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "CatalogItem")]
pub struct Giving {
    /// None for what is no campaign.
    pub campaign_progress: Option<CampaignProgress>,
    /// The newest donors.
    #[arguments(first: 8)]
    pub donors: Vec<PublicDonor>,
}

/// A donation as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct DonationSubmitInput {
    /// The campaign; none for a gift without one.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<cynic::Id>,
    /// A decimal string of ASCII digits.
    pub amount: String,
    /// What it is meant as.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub intent: Option<DonationIntent>,
    /// Who gives.
    pub donor: PersonInput,
    /// Hides the name.
    pub is_anonymous: bool,
    /// Shown among the donors.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// For whom.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub dedication: Option<String>,
    /// The receipt shall be sent.
    pub wants_receipt: bool,
    /// The visit that led here.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<cynic::Id>,
    /// The same key and the same donation give the same answer.
    pub idempotency_key: String,
}

/// How a pledge is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::InputObject)]
pub struct InstalmentsInput {
    /// How often.
    pub every: InstalmentInterval,
    /// How many parts.
    pub count: i32,
}

/// A pledge as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct PledgeSubmitInput {
    /// The campaign.
    pub campaign_id: cynic::Id,
    /// A decimal string of ASCII digits.
    pub amount: String,
    /// `YYYY-MM-DD`.
    pub target_date: String,
    /// All at once if none.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub instalments: Option<InstalmentsInput>,
    /// Who promises.
    pub pledger: PersonInput,
    /// A word to the team.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The visit that led here.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<cynic::Id>,
    /// The same key and the same pledge give the same answer.
    pub idempotency_key: String,
}

/// The answer to a donation.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "DonationSubmitPayload")]
struct DonationSubmitted {
    status_token: Option<String>,
    user_errors: Vec<UserError>,
}

/// The answer to a pledge.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "PledgeSubmitPayload")]
struct PledgeSubmitted {
    status_token: Option<String>,
    user_errors: Vec<UserError>,
}

/// The answer to a search for a lost link.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "SubmissionLinkFindPayload")]
struct LinkFound {
    status_token: Option<String>,
    user_errors: Vec<UserError>,
}

/// What came of something that was sent: the token of its status page, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Opens the status page.
    pub status_token: Option<String>,
    /// Why it was not taken.
    pub user_errors: Vec<UserError>,
}

/// The page on which one gives.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "GivePageVariables")]
pub struct GivePage {
    /// The tenant.
    pub storefront: Storefront,
    /// The campaign; none if there is none.
    #[arguments(slug: $slug)]
    pub catalog_item: Option<CatalogItem>,
    /// What it has collected.
    #[cynic(rename = "catalogItem", alias)]
    #[arguments(slug: $slug)]
    pub giving: Option<Giving>,
}

/// Variables of [`GivePage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct GivePageVariables {
    slug: String,
}

impl GivePage {
    /// The campaign, if it is one of this kind.
    #[must_use]
    pub fn campaign(&self, kind: CatalogItemType) -> Option<&CatalogItem> {
        self.catalog_item.as_ref().filter(|item| item.kind == kind)
    }

    /// Whether it takes gifts now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.giving.as_ref().and_then(|giving| giving.campaign_progress.as_ref()).is_some_and(|p| p.is_open)
    }
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DonationVariables")]
struct DonationSubmit {
    #[arguments(input: $input)]
    donation_submit: DonationSubmitted,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct DonationVariables {
    input: DonationSubmitInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PledgeVariables")]
struct PledgeSubmit {
    #[arguments(input: $input)]
    pledge_submit: PledgeSubmitted,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct PledgeVariables {
    input: PledgeSubmitInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "LinkVariables")]
struct LinkFind {
    #[arguments(number: $number, phone: $phone)]
    submission_link_find: LinkFound,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct LinkVariables {
    number: String,
    phone: String,
}

/// A receipt for print.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct PrintedReceipt {
    /// `RCP-2026-00001`.
    pub number: String,
    /// It stands no more.
    pub is_void: bool,
    /// RFC 3339.
    pub issued_at: String,
    /// RFC 3339.
    pub voided_at: Option<String>,
    /// How much.
    pub amount: Money,
    /// `DON-00001`.
    pub donation_number: String,
    /// None for an anonymous donor.
    pub donor_name: Option<String>,
    /// What it was meant as.
    pub intent: DonationIntent,
    /// For whom.
    pub dedication: Option<String>,
    /// RFC 3339.
    pub received_at: Option<String>,
    /// How the money came.
    pub method: Option<String>,
    /// The campaign's name.
    pub campaign: Option<LocalizedText>,
}

/// The page of a receipt.
#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ReceiptVariables")]
pub struct ReceiptPage {
    /// The tenant.
    pub storefront: Storefront,
    /// None: the link is wrong.
    #[arguments(token: $token)]
    pub donation_receipt: Option<PrintedReceipt>,
}

/// Variables of [`ReceiptPage`].
#[derive(Debug, Clone, cynic::QueryVariables)]
pub struct ReceiptVariables {
    token: String,
}

/// Asks for a campaign and what it has collected.
///
/// # Errors
/// As `home_page`. So for all of these.
pub async fn give_page(transport: &impl Transport, slug: &str) -> Result<GivePage, Error> {
    execute(transport, GivePage::build(GivePageVariables { slug: slug.to_owned() })).await
}

/// Promises a donation.
///
/// # Errors
/// As [`give_page`], and `RATE_LIMITED`. Faults of the input are not errors but `user_errors`.
pub async fn donation_submit(transport: &impl Transport, input: DonationSubmitInput) -> Result<Sent, Error> {
    let answer = execute(transport, DonationSubmit::build(DonationVariables { input })).await?.donation_submit;
    Ok(Sent { status_token: answer.status_token, user_errors: answer.user_errors })
}

/// Makes a pledge.
///
/// # Errors
/// As [`donation_submit`].
pub async fn pledge_submit(transport: &impl Transport, input: PledgeSubmitInput) -> Result<Sent, Error> {
    let answer = execute(transport, PledgeSubmit::build(PledgeVariables { input })).await?.pledge_submit;
    Ok(Sent { status_token: answer.status_token, user_errors: answer.user_errors })
}

/// Finds the lost link of a submission.
///
/// # Errors
/// As [`donation_submit`].
pub async fn link_find(transport: &impl Transport, number: &str, phone: &str) -> Result<Sent, Error> {
    let variables = LinkVariables { number: number.to_owned(), phone: phone.to_owned() };
    let answer = execute(transport, LinkFind::build(variables)).await?.submission_link_find;
    Ok(Sent { status_token: answer.status_token, user_errors: answer.user_errors })
}

/// Asks for a receipt.
///
/// # Errors
/// As [`give_page`].
pub async fn receipt_page(transport: &impl Transport, token: &str) -> Result<ReceiptPage, Error> {
    execute(transport, ReceiptPage::build(ReceiptVariables { token: token.to_owned() })).await
}
