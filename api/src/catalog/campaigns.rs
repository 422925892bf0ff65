//! Campaigns as those who take gifts for them see them: whether one is open, and for which amounts.

use entity::{catalog, ids::ItemId};

use super::{
    rules::{Campaign, Metadata},
    store,
};
use crate::kernel::{
    db::TenantConn,
    error::{Error, ErrorCode, Result},
    money::{Currency, Money},
    text::Bilingual,
};

/// How a campaign stands to a gift.
#[derive(Debug)]
pub enum Standing {
    /// There is none of this kind, or only a draft, which is not told from none.
    Missing,
    /// It takes nothing any more.
    Closed,
    /// It takes gifts on these terms.
    Open(Box<(catalog::Model, Campaign)>),
}

/// How the campaign `id` of type `kind` stands. Whether its end or its goal closes it is for the caller to see, by
/// `Campaign::is_open`: what has come is not the catalog's.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn standing(conn: &impl TenantConn, id: ItemId, kind: &str, currency: Currency) -> Result<Standing> {
    let Some(item) = store::find(conn, id).await? else { return Ok(Standing::Missing) };
    let Metadata::Campaign(terms) = Metadata::parse(&item.kind, &item.metadata, currency)? else {
        return Ok(Standing::Missing);
    };
    Ok(match item.status.as_str() {
        "draft" => Standing::Missing,
        _ if item.kind != kind => Standing::Missing,
        "active" => Standing::Open(Box::new((item, terms))),
        _ => Standing::Closed,
    })
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
