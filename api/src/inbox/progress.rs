//! What a campaign has collected, and who gave: fields of an item that only donations and pledges can fill.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use entity::ids::ItemId;
use rust_decimal::Decimal;
use tokio::sync::Mutex as AsyncMutex;

use crate::{
    catalog::{CatalogItem, types::CatalogItemType},
    donations,
    graphql::{context::RequestExt, types::MoneyType},
    kernel::{
        db::TenantRead,
        error::Result,
        money::{Currency, Money},
        permission::Permission,
    },
    pledges,
};

/// Most donors of a wall that are read at once.
const MOST_DONORS: i32 = 50;

/// What a campaign has collected, from the states of its donations or pledges. May lag half a minute on kept pages.
#[derive(Debug, Clone, SimpleObject)]
pub struct CampaignProgress {
    /// What has come.
    received: MoneyType,
    /// What is promised and has not come.
    pledged: MoneyType,
    /// What has come, in whole per cent of the goal, rounded down; null without a goal. May pass 100.
    percent: Option<i32>,
    /// Whether what has come reaches the goal.
    is_reached: bool,
    /// Whether it takes gifts now: active, not ended, and not closed by its goal.
    is_open: bool,
    /// How many gave (donations received) or promised (pledges that stand).
    contributors: i32,
}

/// Somebody who gave, as everybody may see them.
#[derive(Debug, Clone, SimpleObject)]
pub struct PublicDonor {
    /// Null for an anonymous donor, whose words are not shown either.
    name: Option<String>,
    /// What they wrote.
    message: Option<String>,
    /// For whom they gave.
    dedication: Option<String>,
    /// How much.
    amount: MoneyType,
    /// When it came.
    received_at: DateTime<Utc>,
}

/// What has come, what is promised, how many.
type Sums = (Decimal, Decimal, i64);

/// The sums of a request's campaigns. A list resolves its items side by side: each names itself before the first of them
/// asks, so that all are read in the same two statements.
#[derive(Debug, Default)]
pub struct CampaignSums {
    wanted: Mutex<BTreeSet<ItemId>>,
    known: AsyncMutex<HashMap<ItemId, Sums>>,
}

impl CampaignSums {
    fn want(&self, id: ItemId) {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    async fn of(&self, read: &TenantRead, id: ItemId) -> Result<Sums> {
        let mut known = self.known.lock().await;
        if let Some(sums) = known.get(&id) {
            return Ok(*sums);
        }
        let mut wanted = std::mem::take(&mut *self.wanted.lock().unwrap_or_else(PoisonError::into_inner));
        wanted.insert(id);
        let ids: Vec<ItemId> = wanted.into_iter().collect();
        let all = sums(read, &ids).await?;
        known.extend(ids.into_iter().map(|id| (id, find(&all, id))));
        Ok(known.get(&id).copied().unwrap_or_default())
    }
}

fn find(all: &[(ItemId, Sums)], id: ItemId) -> Sums {
    all.iter()
        .filter(|(of, _)| *of == id)
        .fold((Decimal::ZERO, Decimal::ZERO, 0), |sum, (_, more)| (sum.0 + more.0, sum.1 + more.1, sum.2 + more.2))
}

async fn sums(read: &TenantRead, ids: &[ItemId]) -> Result<Vec<(ItemId, Sums)>> {
    let gifts = donations::service::totals(read, ids).await?;
    let promises = pledges::service::totals(read, ids).await?;
    let gifts = gifts.into_iter().map(|t| (ItemId(t.campaign_id), (t.received, t.promised, t.gifts)));
    let promises = promises.into_iter().map(|t| (ItemId(t.campaign_id), (t.received, t.promised, t.pledges)));
    Ok(gifts.chain(promises).collect())
}

#[ComplexObject]
impl CatalogItem {
    /// What a campaign has collected; null for products and services. Public.
    #[graphql(complexity = "3 + child_complexity")]
    async fn campaign_progress(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CampaignProgress>> {
        let Some(terms) = &self.terms else { return Ok(None) };
        let alone = CampaignSums::default();
        let known = ctx.data_opt::<CampaignSums>().unwrap_or(&alone);
        known.want(terms.id);
        tokio::task::yield_now().await;
        let read = ctx.read(Permission::Browse).await?;
        let (received, pledged, contributors) = known.of(&read, terms.id).await?;
        let is_reached = terms.terms.goal.is_some_and(|goal| received >= goal);
        Ok(Some(CampaignProgress {
            received: money(received, terms.currency)?,
            pledged: money(pledged, terms.currency)?,
            percent: terms.terms.goal.map(|goal| percent(received, goal)),
            is_reached,
            is_open: terms.is_open(ctx.app().clock.now(), received),
            contributors: i32::try_from(contributors).unwrap_or(i32::MAX),
        }))
    }

    /// The newest people who gave to a donation campaign and whose money came; empty for everything else. Public.
    #[graphql(complexity = "2 + 5 * child_complexity")]
    async fn donors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 50.", default = 12)] first: i32,
    ) -> async_graphql::Result<Vec<PublicDonor>> {
        let Some(terms) = self.terms.as_ref().filter(|terms| terms.kind == CatalogItemType::DonationCampaign) else {
            return Ok(Vec::new());
        };
        let read = ctx.read(Permission::Browse).await?;
        let rows = donations::service::public_donors(&*read, terms.id, first.clamp(1, MOST_DONORS).into()).await?;
        let public = rows.into_iter().map(|row| {
            Ok(PublicDonor {
                name: row.name,
                message: row.message,
                dedication: row.dedication,
                amount: Money::new(row.amount, Currency::parse(&row.currency)?)?.into(),
                received_at: row.received_at,
            })
        });
        Ok(public.collect::<Result<_>>()?)
    }
}

fn money(amount: Decimal, currency: Currency) -> Result<MoneyType> {
    Money::new(amount, currency).map(MoneyType::from)
}

fn percent(received: Decimal, goal: Decimal) -> i32 {
    use rust_decimal::prelude::ToPrimitive;
    let hundredth = goal / Decimal::ONE_HUNDRED;
    if hundredth.is_zero() { 0 } else { (received / hundredth).floor().to_i32().unwrap_or(i32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_goal_is_reached_at_a_hundred_and_not_before() {
        let percent = |received: &str, goal: &str| percent(received.parse().unwrap(), goal.parse().unwrap());
        assert_eq!(percent("99.999", "100.000"), 99);
        assert_eq!(percent("100.000", "100.000"), 100);
        assert_eq!(percent("250.000", "100.000"), 250);
        assert_eq!(percent("0", "100.000"), 0);
    }
}
