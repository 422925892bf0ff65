//! Donations as the API shows and takes them.

use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    catalog as catalog_rows,
    donations::{donation, receipt},
    ids::DonationId,
};
use serde::Serialize;

use super::{
    receipts,
    rules::{DonationSortField, Intent},
    status::Status,
    store,
};
use crate::{
    catalog::{
        self,
        types::{CampaignRef, SortDirection},
    },
    graphql::{
        connection::connection,
        context::RequestExt,
        types::{DateRangeInput, DecimalString, MoneyType, UserError, bulk_payload, payloads},
    },
    kernel::{
        error::Result,
        money::{Currency, Money},
        permission::Permission,
    },
    submissions::{
        trail,
        types::{Channel, Person, PersonInput, TimelineEntry},
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

/// A donation. Whoever submits one gets it in answer, without the person; all of it is the team's.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Donation {
    #[graphql(skip)]
    row: donation::Model,
    #[graphql(skip)]
    lines_of_time: Option<Vec<entity::submissions::Model>>,
    #[graphql(skip)]
    campaign_row: Option<Option<catalog_rows::Model>>,
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
    /// How it came in.
    channel: Channel,
    /// The integrator's own number for it.
    external_reference: Option<String>,
    /// Rises with each change; send it back as `expectedVersion`.
    version: i32,
    /// When it came in.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
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
        let row = match (&self.campaign_row, self.row.campaign_id) {
            (_, None) => None,
            (Some(row), _) => row.clone(),
            (None, Some(id)) => {
                let read = ctx.read(Permission::Browse).await?;
                catalog::service::items_in(&*read, &[id]).await?.into_iter().next()
            }
        };
        Ok(row.map(|row| CampaignRef::new(row, ctx.locale())))
    }

    /// Whether it came in faster than a person types, or by a form that a robot filled in. The team's eyes only.
    async fn is_suspect(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        ctx.read(Permission::ViewSubmissions).await?;
        Ok(self.row.is_suspect)
    }

    /// Every receipt given for it, oldest first, void ones included. The team's eyes only.
    #[graphql(complexity = "5 * child_complexity")]
    async fn receipts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DonationReceipt>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let rows = store::list_receipts(&*read, self.row.id).await?;
        Ok(rows.into_iter().map(|row| DonationReceipt::new(ctx.app(), row)).collect::<Result<_>>()?)
    }

    /// What happened to it, oldest first; the newest 200 lines. The team's eyes only.
    #[graphql(complexity = "20 * child_complexity")]
    async fn timeline(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TimelineEntry>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let id = self.row.id.0;
        let lines = match &self.lines_of_time {
            Some(lines) => lines.clone(),
            None => trail::timelines(&*read, &[id]).await?.remove(&id).unwrap_or_default(),
        };
        Ok(lines.into_iter().map(TimelineEntry::from).collect())
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
    /// The same donation with its timeline at hand.
    #[must_use]
    pub fn with_timeline(self, lines: Vec<entity::submissions::Model>) -> Self {
        Self { lines_of_time: Some(lines), ..self }
    }

    /// The same donation with its campaign at hand.
    #[must_use]
    pub fn with_campaign(self, row: Option<catalog_rows::Model>) -> Self {
        Self { campaign_row: Some(row), ..self }
    }

    /// Which.
    #[must_use]
    pub fn key(&self) -> DonationId {
        self.row.id
    }

    /// The public form of a donation.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: donation::Model) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        let status = Status::parse(&row.status)?;
        Ok(Self {
            id: row.id.to_string().into(),
            number: row.donation_number.clone(),
            status,
            allowed_transitions: status.allowed(),
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
            channel: Channel::parse(&row.channel),
            external_reference: row.external_reference.clone(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            lines_of_time: None,
            campaign_row: None,
            row,
        })
    }
}

connection!(Donation, DonationEdge, DonationConnection);

/// A donation to be made.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct DonationSubmitInput {
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
    /// `itm_…` of an open donation campaign; null for a gift without one.
    pub campaign_id: Option<ID>,
    /// A decimal string of ASCII digits, e.g. "5.250".
    pub amount: DecimalString,
    /// What it is meant as; general if not said.
    pub intent: Option<Intent>,
    /// Who gives.
    pub donor: PersonInput,
    /// Hides the name from everybody but the team.
    #[graphql(default)]
    pub is_anonymous: bool,
    /// At most 500 characters.
    pub message: Option<String>,
    /// For whom it is given, at most 200 characters.
    pub dedication: Option<String>,
    /// Whether the receipt shall be sent.
    #[graphql(default)]
    pub wants_receipt: bool,
    /// What it is called in another program of yours, at most 80 characters; unique per tenant and kind.
    pub external_reference: Option<String>,
    /// 8 to 64 visible ASCII characters, new for each donation.
    pub idempotency_key: String,
}

impl From<DonationRecordInput> for DonationSubmitInput {
    fn from(input: DonationRecordInput) -> Self {
        Self {
            campaign_id: input.campaign_id,
            amount: input.amount,
            intent: input.intent,
            donor: input.donor,
            is_anonymous: input.is_anonymous,
            message: input.message,
            dedication: input.dedication,
            wants_receipt: input.wants_receipt,
            visit_id: None,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// Answer to `donationSubmit` and `donationRecord`.
#[derive(Debug, SimpleObject)]
pub struct DonationSubmitPayload {
    /// The donation; null if it was refused.
    pub donation: Option<Donation>,
    /// For `submissionStatus` and the page `/s/<token>`, good for 180 days.
    pub status_token: Option<String>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

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

/// How a list of donations is sorted; newest first if not said. The id decides between equals.
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
    /// Any of these channels.
    pub channel: Option<Vec<Channel>>,
    /// For any of these campaigns, `itm_…`, at most 100.
    pub campaign_id: Option<Vec<ID>>,
    /// Came in at this time or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Came in before this time.
    pub created_before: Option<DateTime<Utc>>,
    /// The money came at this time or later.
    pub received_from: Option<DateTime<Utc>>,
    /// The money came before this time.
    pub received_before: Option<DateTime<Utc>>,
    /// Whether the donor wants the receipt sent.
    pub wants_receipt: Option<bool>,
    /// Anonymous or not.
    pub is_anonymous: Option<bool>,
    /// Came in on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// The money came on these days, in the tenant's time zone.
    pub received_days: Option<DateRangeInput>,
    /// Flagged as suspect or not.
    pub is_suspect: Option<bool>,
    /// Any of these references of another program, at most 100.
    pub external_reference: Option<Vec<String>>,
    /// All of these hold.
    pub and: Option<Vec<DonationWhere>>,
    /// One of these holds.
    pub or: Option<Vec<DonationWhere>>,
    /// This does not hold.
    pub not: Option<Box<DonationWhere>>,
}
