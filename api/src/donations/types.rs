//! Donations as the API shows and takes them.

use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::donations::{donation, receipt};
use serde::Serialize;

use super::{
    receipts,
    rules::{DonationSortField, Intent},
    status::Status,
    store,
};
use crate::{
    catalog::campaigns::{self, Campaigns, types::CampaignRef},
    graphql::{
        batch::Batch,
        connection::connection,
        context::RequestExt,
        list::SortDirection,
        types::{DateRangeInput, DecimalString, MoneyType, bulk_payload, payloads},
    },
    kernel::{
        error::Result,
        money::{Currency, Money},
        permission::Permission,
    },
    submissions::{
        acts::submit_payload,
        list::SubmissionWhere,
        shown::{Shown, Timelines},
        state::State,
        types::{Channel, Person, PersonInput},
    },
};

/// A receipt given for a donation. Void ones stay: the numbers of a year have no gaps.
#[derive(Debug, Clone, SimpleObject)]
pub struct DonationReceipt {
    /// `RCP-2026-00001`, counted per tenant and year without gaps.
    number: String,
    /// When it was given.
    issued_at: DateTime<Utc>,
    /// When it was made void, because the money went back or had never come.
    voided_at: Option<DateTime<Utc>>,
    /// For the page `/receipt/<token>`, fit for print.
    token: String,
}

/// What the donations of one page are asked for together.
#[derive(Debug, Clone)]
pub struct DonationsPage {
    timelines: Timelines,
    campaigns: Campaigns,
}

impl DonationsPage {
    /// Of these rows.
    #[must_use]
    pub fn of(rows: &[donation::Model]) -> Self {
        Self {
            timelines: Batch::of(rows.iter().map(|row| row.id.0)),
            campaigns: Batch::of(rows.iter().filter_map(|row| row.campaign_id)),
        }
    }
}

/// A donation. Whoever submits one gets it in answer, without the person; all of it is the team's.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Donation {
    #[graphql(skip)]
    row: donation::Model,
    #[graphql(skip)]
    campaigns: Campaigns,
    /// `don_…`.
    pub id: ID,
    /// For people: `DON-00001`, counted per tenant without gaps.
    number: String,
    /// Where it stands.
    status: Status,
    /// Where it can go from here.
    allowed_transitions: Vec<Status>,
    /// How much.
    amount: MoneyType,
    /// What it is meant as.
    intent: Intent,
    /// Whether the name is hidden from everybody but the team.
    is_anonymous: bool,
    /// What the donor wrote.
    message: Option<String>,
    /// For whom it is given.
    dedication: Option<String>,
    /// Whether the donor wants the receipt sent.
    wants_receipt: bool,
    /// When the money came.
    received_at: Option<DateTime<Utc>>,
    /// How the money came.
    received_by_method: Option<String>,
    /// Number of the receipt that stands.
    receipt_number: Option<String>,
    /// When the receipt that stands was sent to the donor by letter.
    receipt_sent_at: Option<DateTime<Utc>>,
    /// What every kind shows.
    #[graphql(flatten)]
    shared: Shown,
}

#[ComplexObject]
impl Donation {
    /// Who gives. The team's eyes only.
    async fn donor(&self, ctx: &Context<'_>) -> async_graphql::Result<Person> {
        ctx.read(Permission::ViewSubmissions).await?;
        Ok(Person {
            name: self.row.donor_name.clone(),
            phone: self.row.donor_phone.clone(),
            email: self.row.donor_email.clone(),
        })
    }

    /// The campaign it is for; null for a gift without one.
    #[graphql(complexity = "2 + child_complexity")]
    async fn campaign(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CampaignRef>> {
        let Some(id) = self.row.campaign_id else { return Ok(None) };
        Ok(campaigns::shown(ctx, &self.campaigns, id).await?)
    }

    /// Every receipt given for it, oldest first, void ones included. The team's eyes only.
    #[graphql(complexity = "5 * child_complexity")]
    async fn receipts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DonationReceipt>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let rows = store::list_receipts(&*read, self.row.id).await?;
        Ok(rows.into_iter().map(|row| DonationReceipt::new(ctx.app(), row)).collect::<Result<_>>()?)
    }
}

impl DonationReceipt {
    /// The public form of a receipt's row.
    ///
    /// # Errors
    /// A fault when its token cannot be written.
    pub fn new(app: &crate::app::App, row: receipt::Model) -> Result<Self> {
        let token = receipts::token(app, row.tenant_id, row.id, row.issued_at)?;
        Ok(Self { number: row.number, issued_at: row.issued_at, voided_at: row.voided_at, token })
    }
}

impl Donation {
    /// The public form of a donation on a page.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: donation::Model, page: DonationsPage) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        let status = Status::parse(&row.status)?;
        Ok(Self {
            id: row.id.to_string().into(),
            number: row.donation_number.clone(),
            status,
            allowed_transitions: status.moves(),
            amount: Money::new(row.amount, currency)?.into(),
            intent: Intent::parse(&row.intent),
            is_anonymous: row.is_anonymous,
            message: row.message.clone(),
            dedication: row.dedication.clone(),
            wants_receipt: row.wants_receipt,
            received_at: row.received_at,
            received_by_method: row.received_by_method.clone(),
            receipt_number: row.receipt_number.clone(),
            receipt_sent_at: row.receipt_sent_at,
            shared: Shown {
                key: row.id.0,
                suspect: row.is_suspect,
                timelines: page.timelines,
                channel: Channel::parse(&row.channel),
                external_reference: row.external_reference.clone(),
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            },
            campaigns: page.campaigns,
            row,
        })
    }
}

connection!(Donation, DonationEdge, DonationConnection);

/// What is given, for what, by whom.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct DonationContent {
    /// `itm_…` of an open donation campaign; null for a gift without one.
    pub campaign_id: Option<ID>,
    /// A decimal string of ASCII digits, e.g. "5.250", within the campaign's smallest and largest.
    pub amount: DecimalString,
    /// What it is meant as; general if not said.
    pub intent: Option<Intent>,
    /// Who gives.
    pub donor: PersonInput,
    /// Hides the name from everybody but the team.
    #[graphql(default)]
    pub is_anonymous: bool,
    /// At most 500 characters; shown among the donors unless anonymous.
    pub message: Option<String>,
    /// For whom it is given, at most 200 characters.
    pub dedication: Option<String>,
    /// Whether the receipt shall be sent.
    #[graphql(default)]
    pub wants_receipt: bool,
}

/// A donation to be made.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct DonationSubmitInput {
    /// What is given, for what, by whom.
    #[graphql(flatten)]
    #[serde(flatten)]
    pub content: DonationContent,
    /// `vis_…` of the visit this comes from; an unknown one counts as none.
    pub visit_id: Option<ID>,
    /// 8 to 64 visible ASCII characters, new for each donation: the same key with the same body answers with the same donation.
    pub idempotency_key: String,
}

/// A donation that came by phone, message or at the door, recorded by the team.
#[derive(Debug, Clone, InputObject)]
pub struct DonationRecordInput {
    /// How it came in; not WEB or ASSISTANT.
    pub channel: Channel,
    /// What is given, for what, by whom.
    #[graphql(flatten)]
    pub content: DonationContent,
    /// What it is called in another program of yours, at most 80 characters; unique per tenant and kind.
    pub external_reference: Option<String>,
    /// 8 to 64 visible ASCII characters, new for each donation.
    pub idempotency_key: String,
}

submit_payload!(donation: Donation; DonationSubmitPayload for "`donationSubmit` and `donationRecord`");

payloads! {
    donation: Donation;
    DonationReceivePayload for "donationReceive";
    DonationRefundPayload for "donationRefund";
    DonationCancelPayload for "donationCancel";
    DonationReopenPayload for "donationReopen";
    DonationMarkSpamPayload for "donationMarkSpam";
    DonationNoteAddPayload for "donationNoteAdd";
    DonationReferenceSetPayload for "donationReferenceSet";
}

bulk_payload!(donation: Donation; DonationsMoveResult, DonationsMovePayload for "donationsMove");

/// How a list of donations is sorted; without one, newest first. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct DonationSort {
    /// By what.
    pub field: DonationSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which donations a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DonationWhere {
    /// Any of these states.
    pub status: Option<Vec<Status>>,
    /// Any of these intents.
    pub intent: Option<Vec<Intent>>,
    /// For any of these campaigns, `itm_…`, at most 100.
    pub campaign_id: Option<Vec<ID>>,
    /// The money came at this time or later.
    pub received_from: Option<DateTime<Utc>>,
    /// The money came before this time.
    pub received_before: Option<DateTime<Utc>>,
    /// The money came on these days, in the tenant's time zone.
    pub received_days: Option<DateRangeInput>,
    /// Whether the donor wants the receipt sent.
    pub wants_receipt: Option<bool>,
    /// Anonymous or not.
    pub is_anonymous: Option<bool>,
    /// All kinds'.
    #[graphql(flatten)]
    pub shared: SubmissionWhere,
    /// All of these hold.
    pub and: Option<Vec<DonationWhere>>,
    /// One of these holds.
    pub or: Option<Vec<DonationWhere>>,
    /// This does not hold.
    pub not: Option<Box<DonationWhere>>,
}
