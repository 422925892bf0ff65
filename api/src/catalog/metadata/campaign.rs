//! What campaigns hold: goal, limits, end, how a pledge may be split.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{amount, refuse};
use crate::kernel::{
    error::{Error, ErrorCode, Result},
    money::Currency,
    refusals::Refusals,
    text::Bilingual,
};

/// Most amounts that a campaign offers.
pub const MAX_PRESETS: usize = 12;
/// Most parts of a pledge.
pub const MAX_INSTALMENTS: i32 = 60;

/// How a pledge may be split.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentRule {
    /// `weekly`, `monthly`, `quarterly`.
    #[serde(default)]
    pub every: Vec<String>,
    /// At most this many parts.
    #[serde(default)]
    pub max_count: Option<i32>,
}

/// When a campaign takes no more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// At its end date, whatever was reached; open without one.
    #[default]
    AtDate,
    /// Once its goal is reached.
    AtGoal,
    /// At whichever comes first.
    AtDateOrGoal,
}

/// Metadata of a campaign of either type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// What it wants to reach.
    #[serde(default)]
    pub goal: Option<Decimal>,
    /// Smallest single amount.
    #[serde(default)]
    pub minimum: Option<Decimal>,
    /// Largest single amount.
    #[serde(default)]
    pub maximum: Option<Decimal>,
    /// Amounts to offer.
    #[serde(default)]
    pub presets: Vec<Decimal>,
    /// When it ends.
    #[serde(default)]
    pub ends_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it takes no more.
    #[serde(default)]
    pub end_rule: EndRule,
    /// Pledges only.
    #[serde(default)]
    pub instalments: Option<InstalmentRule>,
}

impl Campaign {
    pub(super) fn check(&self, currency: Currency, kind: &str) -> Result<()> {
        let mut refusals = Refusals::default();
        let single = [("goal", self.goal), ("minimum", self.minimum), ("maximum", self.maximum)];
        let named = single.into_iter().filter_map(|(name, value)| Some((format!("campaign.{name}"), value?)));
        let presets = self.presets.iter().enumerate().map(|(n, value)| (format!("campaign.presets.{n}"), *value));
        for (path, value) in named.chain(presets) {
            refusals.gather(amount(&path, value, currency))?;
            if value <= Decimal::ZERO {
                refusals.add(&path, ErrorCode::OutOfRange, "المبالغ أكبر من صفر", "Amounts are above zero");
            }
        }
        if self.minimum.zip(self.maximum).is_some_and(|(min, max)| min > max) {
            let (ar, en) = ("الحد الأدنى أكبر من الأعلى", "The minimum is above the maximum");
            refusals.add("campaign.minimum", ErrorCode::Invalid, ar, en);
        }
        if self.presets.len() > MAX_PRESETS {
            refusals.add("campaign.presets", ErrorCode::OutOfRange, "١٢ مبلغًا على الأكثر", "At most 12 amounts");
        }
        for (n, preset) in self.presets.iter().enumerate() {
            let path = format!("campaign.presets.{n}");
            if self.minimum.is_some_and(|min| *preset < min) || self.maximum.is_some_and(|max| *preset > max) {
                let (ar, en) = ("خارج الحدين الأدنى والأعلى", "Outside the minimum and maximum");
                refusals.add(&path, ErrorCode::OutOfRange, ar, en);
            }
            if self.presets.iter().take(n).any(|other| other == preset) {
                refusals.add(&path, ErrorCode::Invalid, "مبلغ مكرر", "An amount is given twice");
            }
        }
        if self.end_rule != EndRule::AtDate && self.goal.is_none() {
            let (ar, en) = ("لا هدف ليُبلغ", "There is no goal that could be reached");
            refusals.add("campaign.endRule", ErrorCode::Invalid, ar, en);
        }
        refusals.gather(self.check_instalments(kind))?;
        refusals.finish()
    }

    fn check_instalments(&self, kind: &str) -> Result<()> {
        let Some(rule) = &self.instalments else { return Ok(()) };
        if kind != "pledge_campaign" {
            return Err(refuse("campaign.instalments", "الأقساط للتعهدات فقط", "Only pledges have instalments"));
        }
        let known = |word: &String| matches!(word.as_str(), "weekly" | "monthly" | "quarterly");
        let repeated = rule.every.iter().enumerate().any(|(n, word)| rule.every.iter().take(n).any(|w| w == word));
        if rule.every.is_empty() || !rule.every.iter().all(known) || repeated {
            return Err(refuse(
                "campaign.instalments.every",
                "أسبوعي أو شهري أو فصلي، كل واحد مرة",
                "Weekly, monthly or quarterly, each once",
            ));
        }
        if rule.max_count.is_some_and(|count| !(2..=MAX_INSTALMENTS).contains(&count)) {
            let message = Bilingual::new("من ٢ إلى ٦٠ قسطًا", "Between 2 and 60 parts");
            return Err(Error::invalid("campaign.instalments.maxCount", ErrorCode::OutOfRange, message));
        }
        Ok(())
    }

    /// Whether it takes amounts at `now`, with `reached` collected so far.
    #[must_use]
    pub fn is_open(&self, now: chrono::DateTime<chrono::Utc>, reached: Decimal) -> bool {
        let before_end = self.ends_at.is_none_or(|end| now < end);
        let before_goal = self.goal.is_none_or(|goal| reached < goal);
        match self.end_rule {
            EndRule::AtDate => before_end,
            EndRule::AtGoal => before_goal,
            EndRule::AtDateOrGoal => before_end && before_goal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_ends_by_its_rule() {
        let at = |s: i64| chrono::DateTime::from_timestamp(s, 0).unwrap();
        let open = |rule, now, reached: i64| {
            let terms =
                Campaign { goal: Some(10.into()), ends_at: Some(at(100)), end_rule: rule, ..Campaign::default() };
            terms.is_open(at(now), reached.into())
        };
        assert!(open(EndRule::AtDate, 99, 11) && !open(EndRule::AtDate, 100, 0));
        assert!(open(EndRule::AtGoal, 101, 9) && !open(EndRule::AtGoal, 0, 10));
        assert!(open(EndRule::AtDateOrGoal, 99, 9));
        assert!(!open(EndRule::AtDateOrGoal, 100, 9) && !open(EndRule::AtDateOrGoal, 99, 10));
    }
}
