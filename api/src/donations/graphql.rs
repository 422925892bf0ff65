//! The fields of donations.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    donations::donation::{Entity as Donations, Model},
    ids::DonationId,
};

use super::{
    receipts::{self, ReceiptRow},
    rules::Intent,
    service::{self, DonationMove},
    status::Status,
    submit,
    types::{
        Donation, DonationCancelPayload, DonationConnection, DonationMarkSpamPayload, DonationNoteAddPayload,
        DonationReceivePayload, DonationRecordInput, DonationReferenceSetPayload, DonationRefundPayload,
        DonationReopenPayload, DonationSort, DonationSubmitInput, DonationSubmitPayload, DonationWhere,
        DonationsMovePayload, DonationsPage,
    },
};
use crate::{
    app::App,
    graphql::{
        context::RequestExt,
        limits::list_cost,
        types::{LocalizedTextType, MoneyType},
    },
    kernel::{
        self,
        money::{Currency, Money},
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    submissions::{
        acts::{self, Acts, Move},
        intake::Arrival,
        pace,
    },
};

/// Queries of this room.
#[derive(Debug, Default)]
pub struct DonationsQuery;

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct DonationsMutation;

/// A receipt as its bearer sees it. An anonymous donor is not named.
#[derive(Debug, Clone, SimpleObject)]
pub struct PrintedReceipt {
    /// `RCP-2026-00001`.
    number: String,
    /// Whether it still stands; a void one is shown as void.
    is_void: bool,
    /// When it was given.
    issued_at: DateTime<Utc>,
    /// When it was made void.
    voided_at: Option<DateTime<Utc>>,
    /// How much.
    amount: MoneyType,
    /// Number of the donation, `DON-00001`.
    donation_number: String,
    /// Null for an anonymous donor.
    donor_name: Option<String>,
    /// What it was meant as.
    intent: Intent,
    /// For whom it was given.
    dedication: Option<String>,
    /// When the money came.
    received_at: Option<DateTime<Utc>>,
    /// How the money came.
    method: Option<String>,
    /// The campaign's name; null for a gift without one.
    campaign: Option<LocalizedTextType>,
}

impl PrintedReceipt {
    fn new(row: ReceiptRow, locale: Locale) -> kernel::error::Result<Self> {
        let currency = Currency::parse(&row.currency)?;
        Ok(Self {
            number: row.number,
            is_void: row.voided_at.is_some(),
            issued_at: row.issued_at,
            voided_at: row.voided_at,
            amount: Money::new(row.amount, currency)?.into(),
            donation_number: row.donation_number,
            donor_name: row.donor_name,
            intent: Intent::parse(&row.intent),
            dedication: row.dedication,
            received_at: row.received_at,
            method: row.received_by_method,
            campaign: row.campaign.map(|name| LocalizedTextType::new(name, locale)),
        })
    }
}

#[Object]
impl DonationsQuery {
    /// The tenant's donations, newest first if not said. Team. Ask for `first` or `last`, 1 to 100.
    #[graphql(complexity = "list_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn donations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start or after `after`, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] after: Option<String>,
        #[graphql(desc = "Rows from the end or before `before`, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor of this list and sort.")] before: Option<String>,
        #[graphql(
            desc = "Part of a number, receipt, name, phone or e-mail, at most 100 characters; Arabic is folded."
        )]
        search: Option<String>,
        #[graphql(name = "where", desc = "Which donations.")] filter: Option<DonationWhere>,
        #[graphql(desc = "In which order.")] sort_by: Option<DonationSort>,
    ) -> Result<DonationConnection> {
        let read = ctx.read(Permission::ViewSubmissions).await?;
        let list = service::donation_list(search.as_deref(), filter, sort_by)?;
        Ok(acts::slice::<Donations>(ctx, &read, &list, (first, after, last, before)).await?.into())
    }

    /// One donation; null if the tenant has none with this id. Team.
    async fn donation(&self, ctx: &Context<'_>, #[graphql(desc = "`don_…`.")] id: ID) -> Result<Option<Donation>> {
        Ok(acts::one::<Donations>(ctx, &id).await?)
    }

    /// A receipt by the token of its signed link, for print; null if the token does not stand. Public.
    async fn donation_receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From the address `/receipt/<token>`.")] token: String,
    ) -> Result<Option<PrintedReceipt>> {
        let read = ctx.read(Permission::Browse).await?;
        let row = receipts::find_receipt(ctx.app(), &*read, &token).await?;
        Ok(row.map(|row| PrintedReceipt::new(row, ctx.locale())).transpose()?)
    }
}

#[Object]
impl DonationsMutation {
    /// Promises a donation. Public. The same key with the same body answers with the same donation.
    async fn donation_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How much, for what, by whom.")] input: DonationSubmitInput,
    ) -> Result<DonationSubmitPayload> {
        let scope = ctx.mutate().await?;
        let is_suspect = pace::judge(ctx.app(), scope, ctx.client()).await?;
        let arrival = Arrival::visited(is_suspect);
        let outcome = submit::submit_donation(ctx.app(), scope, input, arrival).await;
        Ok(acts::submitted::<Donations>(ctx, outcome)?.into())
    }

    /// Records a donation that came by phone, message or at the door. Team. Same rules and numbers as `donationSubmit`.
    async fn donation_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How much, for what, by whom, by which way.")] input: DonationRecordInput,
    ) -> Result<DonationSubmitPayload> {
        let scope = ctx.mutate().await?;
        let outcome = submit::record_donation(ctx.app(), scope, input).await;
        Ok(acts::submitted::<Donations>(ctx, outcome)?.into())
    }

    /// Marks a pending donation as received and gives it the year's next receipt. Team.
    async fn donation_receive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "How the money came, e.g. `wamd`, `bank_transfer`, `cash`; at most 40 characters.")]
        method: Option<String>,
        #[graphql(desc = "When the money came; now if not said, never in the future.")] received_at: Option<
            DateTime<Utc>,
        >,
        #[graphql(
            desc = "Whether the receipt goes out by letter, to a donor who asked for it and left an address.",
            default = true
        )]
        notify: bool,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationReceivePayload> {
        let wanted = Move { notify, ..Move::to(Status::Received, expected_version) };
        let wanted = DonationMove { wanted, method, received_at };
        Ok(acts::act::<Donations>(ctx, &id, wanted).await?.into())
    }

    /// Marks a received donation as given back; its receipt becomes void and keeps its number. Team.
    async fn donation_refund(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "Why, 1 to 500 characters; stands in the timeline.")] reason: String,
        #[graphql(desc = "Kept with the change; no letter tells of it yet.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationRefundPayload> {
        let wanted = Move { reason: Some(reason), notify, ..Move::to(Status::Refunded, expected_version) };
        Ok(acts::act::<Donations>(ctx, &id, wanted).await?.into())
    }

    /// Cancels a pending donation. Team.
    async fn donation_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; stands in the timeline.")] reason: Option<String>,
        #[graphql(desc = "Kept with the change; no letter tells of it yet.", default = true)] notify: bool,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationCancelPayload> {
        let wanted = Move { reason, notify, ..Move::to(Status::Cancelled, expected_version) };
        Ok(acts::act::<Donations>(ctx, &id, wanted).await?.into())
    }

    /// Takes a donation wrongly marked as received back to pending, its receipt void; or one wrongly marked as spam. Team.
    async fn donation_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "Why, at most 500 characters; needed for a received one.")] reason: Option<String>,
        #[graphql(desc = "Kept with the change; no letter tells of it yet.", default = false)] notify: bool,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationReopenPayload> {
        let wanted = Move { reason, notify, ..Move::to(Status::Pending, expected_version) };
        Ok(acts::act::<Donations>(ctx, &id, wanted).await?.into())
    }

    /// Sets a pending donation aside as spam; it counts in no total. Team.
    async fn donation_mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationMarkSpamPayload> {
        let wanted = Move { notify: false, ..Move::to(Status::Spam, expected_version) };
        Ok(acts::act::<Donations>(ctx, &id, wanted).await?.into())
    }

    /// Moves up to 100 donations to one state, each for itself, with a result for each. Team.
    #[graphql(complexity = "50 + 20 * child_complexity")]
    async fn donations_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`, 1 to 100.")] ids: Vec<ID>,
        #[graphql(desc = "Where to.")] to: Status,
        #[graphql(desc = "Why, at most 500 characters; needed where money goes back.")] reason: Option<String>,
        #[graphql(desc = "How the money came, for a reception.")] method: Option<String>,
        #[graphql(desc = "Whether the donors are told.", default = true)] notify: bool,
    ) -> Result<DonationsMovePayload> {
        let wanted = DonationMove { method, ..Move { reason, notify, ..Move::to(to, None) }.into() };
        Ok(acts::bulk::<Donations>(ctx, ids, wanted).await?.into())
    }

    /// Calls a donation something else in another program of yours, in any state; the change stands in its timeline. Team.
    async fn donation_reference_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "Its id or number there, at most 80 characters, no other donation's; null for none.")]
        external_reference: Option<String>,
        #[graphql(desc = "Refused as STALE if the donation is at another version.")] expected_version: Option<i32>,
    ) -> Result<DonationReferenceSetPayload> {
        let reference = external_reference.as_deref();
        Ok(acts::reference::<Donations>(ctx, &id, reference, expected_version).await?.into())
    }

    /// Adds a note to a donation's timeline, for the team's eyes only. Team.
    async fn donation_note_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`don_…`.")] id: ID,
        #[graphql(desc = "1 to 2,000 characters.")] note: String,
    ) -> Result<DonationNoteAddPayload> {
        Ok(acts::note::<Donations>(ctx, &id, &note).await?.into())
    }
}

impl Acts for Donations {
    type Node = Donation;
    type Batch = DonationsPage;
    type Move = DonationMove;

    fn batch(rows: &[Model]) -> DonationsPage {
        DonationsPage::of(rows)
    }

    fn shown(_: &Context<'_>, row: Model, page: DonationsPage) -> kernel::error::Result<Donation> {
        Donation::new(row, page)
    }

    async fn moved(app: &App, scope: &Scope, id: DonationId, wanted: DonationMove) -> kernel::error::Result<Model> {
        service::move_donation(app, scope, id, wanted).await
    }
}
