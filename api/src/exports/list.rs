//! The list behind a file: what was asked for, checked, counted, and read a batch at a time.

use std::collections::BTreeSet;

use async_graphql::{InputType, Value as GraphQlValue};
use chrono::{DateTime, Utc};
use entity::ids::ItemId;
use serde_json::{Value, json};

use super::{
    gifts::{self, Campaigns},
    log,
    rows::{self, Pen},
    types::{ExportKind, ExportRequestInput},
};
use crate::{
    audit_log::{
        service::{self as audit_log, AuditList, audit_list},
        types::AuditEventWhere,
    },
    catalog,
    donations::{
        service::{DonationList, donation_list},
        types::DonationWhere,
    },
    graphql::list::{self as lists, Listed},
    kernel::{
        db::TenantRead,
        error::{Error, ErrorCode, Result},
        keyset::Keys,
        page::PageRequest,
        permission::Permission,
        text::Bilingual,
    },
    orders::{
        service::{OrderList, order_list},
        types::OrderWhere,
    },
    pledges::{
        service::{PledgeList, pledge_list},
        types::PledgeWhere,
    },
    submissions::list::came_before,
};

/// What a list was narrowed to.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// Orders: words looked for, and a filter.
    Orders(Option<String>, Option<OrderWhere>),
    /// Donations.
    Donations(Option<String>, Option<DonationWhere>),
    /// Pledges.
    Pledges(Option<String>, Option<PledgeWhere>),
    /// Lines of the log.
    Audit(Option<String>, Option<AuditEventWhere>),
}

impl Wanted {
    /// What somebody asked for.
    ///
    /// # Errors
    /// `INVALID` beside a filter of another kind: passing over it would take out more than was meant.
    pub(super) fn asked(input: ExportRequestInput) -> Result<Self> {
        let ExportRequestInput { kind, search, orders, donations, pledges, audit } = input;
        let given = [
            ("orders", ExportKind::Order, orders.is_some()),
            ("donations", ExportKind::Donation, donations.is_some()),
            ("pledges", ExportKind::Pledge, pledges.is_some()),
            ("audit", ExportKind::AuditEvent, audit.is_some()),
        ];
        let foreign = given.into_iter().find(|(_, of, is_given)| *is_given && *of != kind);
        if let Some((field, ..)) = foreign {
            let message = Bilingual::new("لا يناسب هذا الملف", "This narrows no file of this kind");
            return Err(Error::invalid(field, ErrorCode::Invalid, message));
        }
        Ok(match kind {
            ExportKind::Order => Self::Orders(search, orders),
            ExportKind::Donation => Self::Donations(search, donations),
            ExportKind::Pledge => Self::Pledges(search, pledges),
            ExportKind::AuditEvent => Self::Audit(search, audit),
        })
    }

    /// What a caller wrote into an address, or a ticket kept.
    ///
    /// # Errors
    /// `INVALID` beside `where` for a filter that cannot be read whole.
    pub(super) fn read(kind: ExportKind, search: Option<String>, filter: Option<Value>) -> Result<Self> {
        let filter = filter.filter(|filter| !filter.is_null());
        Ok(match kind {
            ExportKind::Order => Self::Orders(search, read_filter(filter)?),
            ExportKind::Donation => Self::Donations(search, read_filter(filter)?),
            ExportKind::Pledge => Self::Pledges(search, read_filter(filter)?),
            ExportKind::AuditEvent => Self::Audit(search, read_filter(filter)?),
        })
    }

    /// What a ticket keeps, for [`Wanted::read`].
    pub(super) fn written(&self) -> Result<Value> {
        let (search, filter) = match self {
            Self::Orders(search, filter) => (search.as_ref(), filter.as_ref().map(written)),
            Self::Donations(search, filter) => (search.as_ref(), filter.as_ref().map(written)),
            Self::Pledges(search, filter) => (search.as_ref(), filter.as_ref().map(written)),
            Self::Audit(search, filter) => (search.as_ref(), filter.as_ref().map(written)),
        };
        Ok(json!({ "search": search, "where": filter.transpose()? }))
    }

    pub(super) fn kind(&self) -> ExportKind {
        match self {
            Self::Orders(..) => ExportKind::Order,
            Self::Donations(..) => ExportKind::Donation,
            Self::Pledges(..) => ExportKind::Pledge,
            Self::Audit(..) => ExportKind::AuditEvent,
        }
    }

    /// Whether it is less than everything.
    pub(super) fn is_narrowed(&self) -> bool {
        match self {
            Self::Orders(search, filter) => search.is_some() || filter.is_some(),
            Self::Donations(search, filter) => search.is_some() || filter.is_some(),
            Self::Pledges(search, filter) => search.is_some() || filter.is_some(),
            Self::Audit(search, filter) => search.is_some() || filter.is_some(),
        }
    }
}

/// A filter as a ticket keeps it.
fn written<W: InputType>(filter: &W) -> Result<Value> {
    filter.to_value().into_json().map_err(Error::fault)
}

/// A filter as a ticket or a caller wrote it.
fn read_filter<W: InputType>(filter: Option<Value>) -> Result<Option<W>> {
    let Some(filter) = filter else { return Ok(None) };
    let bad = || {
        let message = Bilingual::new("تصفية لا تُقرأ", "This filter cannot be read; it has the form of `where`");
        Error::invalid("where", ErrorCode::Invalid, message)
    };
    let value = GraphQlValue::from_json(filter.clone()).map_err(|_| bad())?;
    let read = W::parse(Some(value)).map_err(|_| bad())?;
    // The library passes over fields it does not know; a filter with a typo would let everything through.
    if knows_all_of(&filter, &written(&read)?) { Ok(Some(read)) } else { Err(bad()) }
}

/// Whether every field that was given is one that was read.
fn knows_all_of(given: &Value, read: &Value) -> bool {
    match (given, read) {
        (Value::Object(given), Value::Object(read)) => {
            given.iter().all(|(key, value)| read.get(key).is_some_and(|read| knows_all_of(value, read)))
        }
        (Value::Array(given), Value::Array(read)) => {
            given.len() == read.len() && given.iter().zip(read).all(|(given, read)| knows_all_of(given, read))
        }
        _ => true,
    }
}

/// The list behind a file, newest first.
#[derive(Debug)]
pub(super) enum List {
    Orders(OrderList),
    Donations(DonationList),
    Pledges(PledgeList),
    Audit(AuditList),
}

/// A batch: its lines, and where the next one goes on; None at the end.
pub(super) struct Batch {
    pub(super) lines: Vec<Vec<String>>,
    pub(super) next: Option<Keys>,
}

impl List {
    /// The list of what is wanted; with `until`, only what had come in by then.
    ///
    /// # Errors
    /// `BAD_INPUT` for a search or filter that cannot be read.
    pub(super) fn new(wanted: Wanted, until: Option<DateTime<Utc>>) -> Result<Self> {
        Ok(match wanted {
            Wanted::Orders(search, own) => Self::Orders(bound(order_list(search.as_deref(), own, None)?, until)),
            Wanted::Donations(search, own) => {
                Self::Donations(bound(donation_list(search.as_deref(), own, None)?, until))
            }
            Wanted::Pledges(search, own) => Self::Pledges(bound(pledge_list(search.as_deref(), own, None)?, until)),
            Wanted::Audit(search, own) => Self::Audit(bound(audit_list(search.as_deref(), own, None)?, until)),
        })
    }

    /// Whether the reader may read this list, beside taking files out.
    ///
    /// # Errors
    /// `FORBIDDEN`.
    pub(super) fn admit(&self, read: &TenantRead) -> Result<()> {
        match self {
            Self::Orders(_) | Self::Donations(_) | Self::Pledges(_) => Ok(()),
            Self::Audit(_) => read.require(Permission::ViewAudit),
        }
    }

    /// How many rows it has, up to the cap.
    ///
    /// # Errors
    /// `FORBIDDEN`; `UNAVAILABLE` when the database is away.
    pub(super) async fn count(&self, read: &TenantRead) -> Result<u64> {
        self.admit(read)?;
        match self {
            Self::Orders(list) => list.count(read).await,
            Self::Donations(list) => list.count(read).await,
            Self::Pledges(list) => list.count(read).await,
            Self::Audit(list) => list.count(read).await,
        }
    }

    /// The first line of its file.
    pub(super) fn heads(&self, pen: Pen) -> Vec<String> {
        match self {
            Self::Orders(_) => rows::order_heads(pen.locale),
            Self::Donations(_) => gifts::donation_heads(pen.locale),
            Self::Pledges(_) => gifts::pledge_heads(pen.locale),
            Self::Audit(_) => log::line_heads(pen.locale),
        }
    }

    /// Some rows.
    ///
    /// # Errors
    /// `FORBIDDEN`; `UNAVAILABLE` when the database is away.
    pub(super) async fn batch(&self, read: TenantRead, request: &PageRequest<Keys>, pen: Pen) -> Result<Batch> {
        self.admit(&read)?;
        match self {
            Self::Orders(list) => {
                let page = list.page(&read, request).await?;
                drop(read);
                let next = page.rows.last().filter(|_| page.has_next).map(|row| list.keys(row));
                let lines = page.rows.iter().map(|row| rows::order(row, pen)).collect::<Result<_>>()?;
                Ok(Batch { lines, next })
            }
            Self::Donations(list) => {
                let page = list.page(&read, request).await?;
                let campaigns = campaigns(&read, page.rows.iter().filter_map(|row| row.campaign_id)).await?;
                drop(read);
                let next = page.rows.last().filter(|_| page.has_next).map(|row| list.keys(row));
                let lines = page.rows.iter().map(|row| gifts::donation(row, &campaigns, pen)).collect::<Result<_>>()?;
                Ok(Batch { lines, next })
            }
            Self::Pledges(list) => {
                let page = list.page(&read, request).await?;
                let campaigns = campaigns(&read, page.rows.iter().map(|row| row.campaign_id)).await?;
                drop(read);
                let next = page.rows.last().filter(|_| page.has_next).map(|row| list.keys(row));
                let lines = page.rows.iter().map(|row| gifts::pledge(row, &campaigns, pen)).collect::<Result<_>>()?;
                Ok(Batch { lines, next })
            }
            Self::Audit(list) => {
                let page = list.page(&read, request).await?;
                let named = audit_log::named(&read, &page.rows).await?;
                drop(read);
                let next = page.rows.last().filter(|_| page.has_next).map(|row| list.keys(row));
                Ok(Batch { lines: page.rows.into_iter().map(|row| log::line(&named(row), pen)).collect(), next })
            }
        }
    }
}

/// A list with what had come in by `until`; all of it without.
fn bound<E: Listed>(list: lists::List<E>, until: Option<DateTime<Utc>>) -> lists::List<E> {
    match until {
        Some(until) => list.and(came_before(until)),
        None => list,
    }
}

/// The campaigns that a batch names, in one statement.
async fn campaigns(read: &TenantRead, ids: impl Iterator<Item = ItemId>) -> Result<Campaigns> {
    let ids: BTreeSet<ItemId> = ids.collect();
    catalog::campaigns::by_id(read, &Vec::from_iter(ids)).await
}
