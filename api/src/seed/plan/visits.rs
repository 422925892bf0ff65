//! Who came, when, and from where.
use super::dice::Dice;
use super::{DAYS, Moment};
use crate::seed::content::{Tenant, Visibility};

/// Where a visitor came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// `utm_source`.
    pub source: &'static str,
    /// `utm_medium`.
    pub medium: &'static str,
    /// `utm_campaign`, if there was one.
    pub campaign: Option<&'static str>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedVisit {
    /// When.
    pub at: Moment,
    /// Whence; none for a visitor who typed the address.
    pub source: Option<Source>,
    /// The first page.
    pub landing_path: String,
    /// Who it was, as far as a cookie tells: the same number is the same visitor.
    pub visitor: u32,
}

const fn source(source: &'static str, medium: &'static str, campaign: Option<&'static str>) -> Option<Source> {
    Some(Source { source, medium, campaign })
}

const SOURCES: [(usize, Option<Source>); 8] = [
    (26, source("instagram", "social", Some("stories"))),
    (12, source("instagram", "paid", Some("spring"))),
    (16, source("whatsapp", "share", None)),
    (14, source("google", "organic", None)),
    (8, source("tiktok", "social", Some("reels"))),
    (5, source("x", "social", None)),
    (5, source("newsletter", "email", Some("monthly"))),
    (14, None),
];

/// A moment of the month: more in the evening, and somewhat more of late.
pub(super) fn moment(dice: &mut Dice) -> Moment {
    let days_ago = dice.between(0, DAYS - 1).min(dice.between(0, DAYS + 8));
    let minute_of_day = dice.between(9 * 60, 23 * 60 + 40).max(dice.between(9 * 60, 23 * 60));
    Moment { days_ago, minute_of_day }
}

pub(super) fn plan(tenant: &Tenant, dice: &mut Dice) -> Vec<PlannedVisit> {
    let items: Vec<&str> =
        tenant.items().filter(|item| item.visibility == Visibility::Active).map(|item| item.slug).collect();
    let mut visits: Vec<PlannedVisit> = (0..640)
        .map(|_| {
            let landing_path = match dice.below(10) {
                0..=4 => "/".to_owned(),
                5 => format!("/c/{}", tenant.collections[dice.below(tenant.collections.len())].slug),
                _ => format!("/i/{}", items[dice.below(items.len())]),
            };
            PlannedVisit {
                at: moment(dice),
                source: dice.weighted(&SOURCES, None),
                landing_path,
                visitor: dice.between(1, 460),
            }
        })
        .collect();
    visits.sort_by_key(|visit| (std::cmp::Reverse(visit.at.days_ago), visit.at.minute_of_day));
    visits
}
