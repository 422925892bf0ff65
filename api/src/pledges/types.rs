//! Pledges as the API shows and takes them.

use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    catalog as catalog_rows,
    ids::PledgeId,
    pledges::{instalment, payment, pledge},
};
use serde::Serialize;

use super::{
    rules::{self, PledgeSortField},
    status::Status,
    store,
};
use crate::{
    catalog::{
        self,
        types::{CampaignRef, InstalmentInterval, SortDirection},
    },
    graphql::{
        connection::connection,
        context::RequestExt,
        types::{DateRangeInput, DecimalString, LocalDate, MoneyType, UserError, bulk_payload, payloads},
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

/// A part of a pledge: when it falls due, and what of it is paid.
#[derive(Debug, Clone, SimpleObject)]
pub struct PledgeInstalment {
    /// `ins_…`.
    id: ID,
    /// 1 falls due first.
    place: i32,
    /// In the tenant's time zone.
    due_date: LocalDate,
    /// How much falls due.
    amount: MoneyType,
    /// How much of it is paid: the oldest open part is filled first, and what is above the whole stands in the last.
    paid: MoneyType,
}

/// Money that came on a pledge. A wrong one is made void, never changed.
#[derive(Debug, Clone, SimpleObject)]
pub struct PledgePayment {
    /// `pay_…`.
    id: ID,
    /// How much.
    amount: MoneyType,
    /// The day it came, in the tenant's time zone.
    received_on: LocalDate,
    /// How it came.
    method: String,
    /// The team's note.
    note: Option<String>,
    /// When it was recorded.
    created_at: DateTime<Utc>,
    /// When it was made void.
    voided_at: Option<DateTime<Utc>>,
    /// Why it was made void.
    void_reason: Option<String>,
}

impl PledgePayment {
    fn new(row: payment::Model, currency: Currency) -> Result<Self> {
        Ok(Self {
            id: row.id.to_string().into(),
            amount: Money::new(row.amount, currency)?.into(),
            received_on: LocalDate(row.received_on),
            method: row.method,
            note: row.note,
            created_at: row.created_at,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
        })
    }
}

/// A pledge. Whoever submits one gets it in answer, without the person; all of it is the team's.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Pledge {
    #[graphql(skip)]
    row: pledge::Model,
    #[graphql(skip)]
    currency: Currency,
    #[graphql(skip)]
    lines_of_time: Option<Vec<entity::submissions::Model>>,
    #[graphql(skip)]
    campaign_row: Option<Option<catalog_rows::Model>>,
    #[graphql(skip)]
    parts: Option<Vec<instalment::Model>>,
    /// `plg_…`.
    pub id: ID,
    /// For people: `PLG-00001`, counted per tenant without gaps.
    number: String,
    /// Where it stands.
    status: Status,
    /// Where the team can take it from here; the other moves follow from payments and dates.
    allowed_transitions: Vec<Status>,
    /// How much is promised.
    amount: MoneyType,
    /// How much of it has come.
    fulfilled_amount: MoneyType,
    /// How much is still open; zero if more came than was promised.
    open_amount: MoneyType,
    /// Until when, in the tenant's time zone.
    target_date: LocalDate,
    /// What the pledger wrote.
    note: Option<String>,
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
impl Pledge {
    /// Who promised. The team's eyes only.
    async fn pledger(&self, ctx: &Context<'_>) -> async_graphql::Result<Person> {
        ctx.read(Permission::ViewSubmissions).await?;
        Ok(Person {
            name: self.row.pledger_name.clone(),
            phone: self.row.pledger_phone.clone(),
            email: self.row.pledger_email.clone(),
        })
    }

    /// The campaign it is for.
    #[graphql(complexity = "2 + child_complexity")]
    async fn campaign(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CampaignRef>> {
        let row = match &self.campaign_row {
            Some(row) => row.clone(),
            None => {
                let read = ctx.read(Permission::Browse).await?;
                catalog::service::items_in(&*read, &[self.row.campaign_id]).await?.into_iter().next()
            }
        };
        Ok(row.map(|row| CampaignRef::new(row, ctx.locale())))
    }

    /// Its parts, the first due first; one if it was not split.
    #[graphql(complexity = "5 * child_complexity")]
    async fn instalments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PledgeInstalment>> {
        let rows = match &self.parts {
            Some(rows) => rows.clone(),
            None => store::list_parts(&*ctx.read(Permission::Browse).await?, &[self.row.id]).await?,
        };
        let parts: Vec<rules::Part> = rows.iter().map(|row| (row.due_date, row.amount)).collect();
        let paid = rules::filled(&parts, self.row.fulfilled_amount);
        let money = |amount| Money::new(amount, self.currency).map(MoneyType::from);
        let public = rows.into_iter().zip(paid).map(|(row, paid)| {
            Ok(PledgeInstalment {
                id: row.id.to_string().into(),
                place: row.place,
                due_date: LocalDate(row.due_date),
                amount: money(row.amount)?,
                paid: money(paid)?,
            })
        });
        Ok(public.collect::<Result<_>>()?)
    }

    /// The money that came, oldest first, void ones included. The team's eyes only.
    #[graphql(complexity = "5 * child_complexity")]
    async fn payments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PledgePayment>> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let rows = store::list_payments(&*read, self.row.id).await?;
        Ok(rows.into_iter().map(|row| PledgePayment::new(row, self.currency)).collect::<Result<_>>()?)
    }

    /// Whether it came in faster than a person types, or by a form that a robot filled in. The team's eyes only.
    async fn is_suspect(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        ctx.read(Permission::ViewSubmissions).await?;
        Ok(self.row.is_suspect)
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

impl Pledge {
    /// The same pledge with its timeline at hand.
    #[must_use]
    pub fn with_timeline(self, lines: Vec<entity::submissions::Model>) -> Self {
        Self { lines_of_time: Some(lines), ..self }
    }

    /// The same pledge with its campaign at hand.
    #[must_use]
    pub fn with_campaign(self, row: Option<catalog_rows::Model>) -> Self {
        Self { campaign_row: Some(row), ..self }
    }

    /// The same pledge with its parts at hand.
    #[must_use]
    pub fn with_parts(self, rows: Vec<instalment::Model>) -> Self {
        Self { parts: Some(rows), ..self }
    }

    /// Which.
    #[must_use]
    pub fn key(&self) -> PledgeId {
        self.row.id
    }

    /// The public form of a pledge.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: pledge::Model) -> Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        let money = |amount| Money::new(amount, currency).map(MoneyType::from);
        let status = Status::parse(&row.status)?;
        let open = (row.amount - row.fulfilled_amount).max(rust_decimal::Decimal::ZERO);
        Ok(Self {
            id: row.id.to_string().into(),
            number: row.pledge_number.clone(),
            status,
            allowed_transitions: status.allowed(),
            amount: money(row.amount)?,
            fulfilled_amount: money(row.fulfilled_amount)?,
            open_amount: money(open)?,
            target_date: LocalDate(row.target_date),
            note: row.note.clone(),
            channel: Channel::parse(&row.channel),
            external_reference: row.external_reference.clone(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            currency,
            lines_of_time: None,
            campaign_row: None,
            parts: None,
            row,
        })
    }
}

connection!(Pledge, PledgeEdge, PledgeConnection);

/// How a pledge is split.
#[derive(Debug, Clone, Copy, InputObject, Serialize)]
pub struct InstalmentsInput {
    /// How often a part falls due, as the campaign offers.
    pub every: InstalmentInterval,
    /// How many parts, 2 to the campaign's most. The last falls due on the target date, the others before it; what does not
    /// divide evenly stands in the last.
    pub count: i32,
}

/// A pledge to be made.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct PledgeSubmitInput {
    /// `itm_…` of an open pledge campaign.
    pub campaign_id: ID,
    /// A decimal string of ASCII digits, e.g. "120.000", within the campaign's smallest and largest.
    pub amount: DecimalString,
    /// Until when, `YYYY-MM-DD`; after today in the tenant's time zone, within ten years.
    pub target_date: String,
    /// All at once on the target date if not said.
    pub instalments: Option<InstalmentsInput>,
    /// Who promises.
    pub pledger: PersonInput,
    /// A word to the team, at most 500 characters.
    pub note: Option<String>,
    /// `vis_…` of the visit this comes from; an unknown one counts as none.
    pub visit_id: Option<ID>,
    /// 8 to 64 visible ASCII characters, new for each pledge: the same key with the same body answers with the same pledge.
    pub idempotency_key: String,
}

/// A pledge that came by phone, message or at the door, recorded by the team.
#[derive(Debug, Clone, InputObject)]
pub struct PledgeRecordInput {
    /// How it came in; not WEB or ASSISTANT.
    pub channel: Channel,
    /// `itm_…` of an open pledge campaign.
    pub campaign_id: ID,
    /// A decimal string of ASCII digits, e.g. "120.000".
    pub amount: DecimalString,
    /// Until when, `YYYY-MM-DD`; after today in the tenant's time zone.
    pub target_date: String,
    /// All at once on the target date if not said.
    pub instalments: Option<InstalmentsInput>,
    /// Who promises.
    pub pledger: PersonInput,
    /// At most 500 characters.
    pub note: Option<String>,
    /// What it is called in another program of yours, at most 80 characters; unique per tenant and kind.
    pub external_reference: Option<String>,
    /// 8 to 64 visible ASCII characters, new for each pledge.
    pub idempotency_key: String,
}

impl From<PledgeRecordInput> for PledgeSubmitInput {
    fn from(input: PledgeRecordInput) -> Self {
        Self {
            campaign_id: input.campaign_id,
            amount: input.amount,
            target_date: input.target_date,
            instalments: input.instalments,
            pledger: input.pledger,
            note: input.note,
            visit_id: None,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// Money that came on a pledge.
#[derive(Debug, Clone, InputObject)]
pub struct PledgePaymentInput {
    /// A decimal string of ASCII digits, e.g. "10.000".
    pub amount: DecimalString,
    /// The day it came, `YYYY-MM-DD`; today if not said, never in the future.
    pub received_on: Option<String>,
    /// How it came, e.g. `wamd`, `bank_transfer`, `cash`; 1 to 40 characters.
    pub method: String,
    /// At most 500 characters.
    pub note: Option<String>,
    /// Takes more than is still open; refused otherwise.
    #[graphql(default)]
    pub allow_over: bool,
}

/// Answer to `pledgeSubmit` and `pledgeRecord`.
#[derive(Debug, SimpleObject)]
pub struct PledgeSubmitPayload {
    /// The pledge; null if it was refused.
    pub pledge: Option<Pledge>,
    /// For `submissionStatus` and the page `/s/<token>`, good for 180 days.
    pub status_token: Option<String>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

payloads! {
    pledge: Pledge;
    PledgePaymentRecordPayload for "pledgePaymentRecord";
    PledgePaymentVoidPayload for "pledgePaymentVoid";
    PledgeCancelPayload for "pledgeCancel";
    PledgeMarkSpamPayload for "pledgeMarkSpam";
    PledgeReopenPayload for "pledgeReopen";
    PledgeNoteAddPayload for "pledgeNoteAdd";
    PledgeReferenceSetPayload for "pledgeReferenceSet";
}

bulk_payload!(pledge: Pledge; PledgesMoveResult, PledgesMovePayload for "pledgesMove");

/// How a list of pledges is sorted; newest first if not said. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct PledgeSort {
    /// By what.
    pub field: PledgeSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which pledges a list holds; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PledgeWhere {
    /// Any of these states.
    pub status: Option<Vec<Status>>,
    /// Any of these channels.
    pub channel: Option<Vec<Channel>>,
    /// For any of these campaigns, `itm_…`, at most 100.
    pub campaign_id: Option<Vec<ID>>,
    /// Came in at this time or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Came in before this time.
    pub created_before: Option<DateTime<Utc>>,
    /// Promised until this day or later, `YYYY-MM-DD`.
    pub target_from: Option<String>,
    /// Promised until a day before this one, `YYYY-MM-DD`.
    pub target_before: Option<String>,
    /// Some part of it falls due before this day and is not paid, `YYYY-MM-DD`.
    pub due_before: Option<String>,
    /// Came in on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// Flagged as suspect or not.
    pub is_suspect: Option<bool>,
    /// Any of these references of another program, at most 100.
    pub external_reference: Option<Vec<String>>,
    /// All of these hold.
    pub and: Option<Vec<PledgeWhere>>,
    /// One of these holds.
    pub or: Option<Vec<PledgeWhere>>,
    /// This does not hold.
    pub not: Option<Box<PledgeWhere>>,
}

/// The rows of a schedule as the rules see them.
#[must_use]
pub fn parts(rows: &[instalment::Model]) -> Vec<(NaiveDate, rust_decimal::Decimal)> {
    rows.iter().map(|row| (row.due_date, row.amount)).collect()
}
