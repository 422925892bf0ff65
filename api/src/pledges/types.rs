//! Pledges as the API shows and takes them.

use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
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
    catalog::campaigns::{
        self, Campaigns,
        types::{CampaignRef, InstalmentInterval},
    },
    graphql::{
        batch::Batch,
        connection::connection,
        context::RequestExt,
        list::SortDirection,
        types::{DecimalString, LocalDate, MoneyType, bulk_payload, payloads},
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

/// The parts of a page of pledges.
type Parts = Batch<PledgeId, Vec<instalment::Model>>;

/// What the pledges of one page are asked for together.
#[derive(Debug, Clone)]
pub struct PledgesPage {
    timelines: Timelines,
    campaigns: Campaigns,
    parts: Parts,
}

impl PledgesPage {
    /// Of these rows.
    #[must_use]
    pub fn of(rows: &[pledge::Model]) -> Self {
        Self {
            timelines: Batch::of(rows.iter().map(|row| row.id.0)),
            campaigns: Batch::of(rows.iter().map(|row| row.campaign_id)),
            parts: Batch::of(rows.iter().map(|row| row.id)),
        }
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
    campaigns: Campaigns,
    #[graphql(skip)]
    parts: Parts,
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
    /// What every kind shows.
    #[graphql(flatten)]
    shared: Shown,
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
        Ok(campaigns::shown(ctx, &self.campaigns, self.row.campaign_id).await?)
    }

    /// Its parts, the first due first; one if it was not split.
    #[graphql(complexity = "5 * child_complexity")]
    async fn instalments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PledgeInstalment>> {
        let read = ctx.read(Permission::Browse).await?;
        let rows = self.parts.get(&self.row.id, store::list_parts_by_pledge(&*read, self.parts.keys())).await?;
        let rows = rows.unwrap_or_default();
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
}

impl Pledge {
    /// The public form of a pledge on a page.
    ///
    /// # Errors
    /// A fault for a row that holds what the rules refuse.
    pub fn new(row: pledge::Model, page: PledgesPage) -> Result<Self> {
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
            currency,
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
            parts: page.parts,
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

/// What is promised, for what, by whom.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct PledgeContent {
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
}

/// A pledge to be made.
#[derive(Debug, Clone, InputObject, Serialize)]
pub struct PledgeSubmitInput {
    /// What is promised, for what, by whom.
    #[graphql(flatten)]
    #[serde(flatten)]
    pub content: PledgeContent,
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
    /// What is promised, for what, by whom.
    #[graphql(flatten)]
    pub content: PledgeContent,
    /// What it is called in another program of yours, at most 80 characters; unique per tenant and kind.
    pub external_reference: Option<String>,
    /// 8 to 64 visible ASCII characters, new for each pledge.
    pub idempotency_key: String,
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

submit_payload!(pledge: Pledge; PledgeSubmitPayload for "`pledgeSubmit` and `pledgeRecord`");

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

/// How a list of pledges is sorted; without one, newest first. The id decides between equals.
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
    /// For any of these campaigns, `itm_…`, at most 100.
    pub campaign_id: Option<Vec<ID>>,
    /// Promised until this day or later, `YYYY-MM-DD`.
    pub target_from: Option<String>,
    /// Promised until a day before this one, `YYYY-MM-DD`.
    pub target_before: Option<String>,
    /// Some part of it falls due before this day and is not paid, `YYYY-MM-DD`.
    pub due_before: Option<String>,
    /// All kinds'.
    #[graphql(flatten)]
    pub shared: SubmissionWhere,
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
