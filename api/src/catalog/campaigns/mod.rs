//! Campaigns as those who take gifts for them see them: whether one is open, and for which amounts.

pub mod types;

use std::collections::HashMap;

use async_graphql::{Context, ID};
use chrono::{DateTime, Utc};
use entity::{catalog, ids::ItemId};
use rust_decimal::Decimal;

use self::types::CampaignRef;
use super::{
    rules::{Campaign, EndRule, Metadata},
    store,
};
use crate::{
    graphql::{batch::Batch, context::RequestExt, filter::at_most_100},
    kernel::{
        db::TenantConn,
        error::{Error, ErrorCode, Result},
        money::{Currency, Money},
        permission::Permission,
        text::Bilingual,
    },
};

/// The ids that a filter names at the path `field`; what is no id names nothing.
///
/// # Errors
/// `OUT_OF_RANGE` beside `field` for more than 100.
pub fn ids(field: &str, ids: Vec<ID>) -> Result<Vec<ItemId>> {
    Ok(at_most_100(field, ids)?.iter().filter_map(|id| id.parse().ok()).collect())
}

/// The campaigns of a page of gifts.
pub type Campaigns = Batch<ItemId, catalog::Model>;

/// Campaigns by their ids, in one statement.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn by_id(conn: &impl TenantConn, ids: &[ItemId]) -> Result<HashMap<ItemId, catalog::Model>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::list_by_ids(conn, ids).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// One campaign of a page as the API shows it.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn shown(ctx: &Context<'_>, campaigns: &Campaigns, id: ItemId) -> Result<Option<CampaignRef>> {
    let read = ctx.read(Permission::Browse).await?;
    let row = campaigns.get(&id, by_id(&*read, campaigns.keys())).await?;
    Ok(row.map(|row| CampaignRef::new(row, ctx.locale())))
}

/// The terms of the campaign `id` of type `kind`, if it takes gifts at `now`. What has come for it is read only where that
/// closes it. A draft is not told from none.
///
/// # Errors
/// `NOT_FOUND`, `NOT_AVAILABLE` beside `campaignId`; `UNAVAILABLE` when the database is away.
pub async fn open(
    conn: &impl TenantConn,
    (id, kind): (ItemId, &str),
    currency: Currency,
    now: DateTime<Utc>,
    come: impl Future<Output = Result<Decimal>>,
) -> Result<Campaign> {
    let item = store::find(conn, id).await?.filter(|item| item.kind == kind && item.status != "draft");
    let Some(item) = item else { return Err(missing()) };
    let Metadata::Campaign(terms) = Metadata::parse(&item.kind, &item.metadata, currency)? else {
        return Err(missing());
    };
    let is_open = item.status == "active" && {
        let come = if terms.end_rule == EndRule::AtDate { Decimal::ZERO } else { come.await? };
        terms.is_open(now, come)
    };
    if is_open {
        return Ok(terms);
    }
    let message = Bilingual::new("انتهت هذه الحملة", "This campaign has ended");
    Err(Error::invalid("campaignId", ErrorCode::NotAvailable, message))
}

/// There is no such campaign, or not of this kind.
#[must_use]
pub fn missing() -> Error {
    Error::invalid("campaignId", ErrorCode::NotFound, Bilingual::new("لا توجد هذه الحملة", "There is no such campaign"))
}

impl Campaign {
    /// Checks an amount at the input path `field` against the campaign's smallest and largest.
    ///
    /// # Errors
    /// `BELOW_MINIMUM`, `OUT_OF_RANGE`.
    pub fn admits(&self, field: &str, amount: Money) -> Result<()> {
        let told = |limit| Money::new(limit, amount.currency());
        if let Some(least) = self.minimum.filter(|least| amount.amount() < *least) {
            let least = told(least)?;
            return Err(Error::invalid(
                field,
                ErrorCode::BelowMinimum,
                Bilingual::new(
                    format!("أقل مبلغ لهذه الحملة {} {}", least.amount(), least.currency().code()),
                    format!("The smallest amount for this campaign is {least}"),
                ),
            ));
        }
        if let Some(most) = self.maximum.filter(|most| amount.amount() > *most) {
            let most = told(most)?;
            return Err(Error::invalid(
                field,
                ErrorCode::OutOfRange,
                Bilingual::new(
                    format!("أعلى مبلغ لهذه الحملة {} {}", most.amount(), most.currency().code()),
                    format!("The largest amount for this campaign is {most}"),
                ),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_to_the_campaigns_limits() {
        let terms = Campaign {
            minimum: Some("1.000".parse().unwrap()),
            maximum: Some("5.000".parse().unwrap()),
            ..Campaign::default()
        };
        let admits = |text| terms.admits("amount", Money::parse("amount", text, Currency::KWD).unwrap()).is_ok();
        assert!(admits("1") && admits("5.000") && admits("2.345"));
        assert!(!admits("0.999") && !admits("5.001"));
    }
}
