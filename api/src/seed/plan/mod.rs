//! A month of life for a demo tenant: who came, what they ordered, gave and promised, and how far the team got with it.
//! The same tenant and seed give the same month on every machine.
mod dice;
mod giving;
mod selling;
mod visits;

use super::content::people::{Customer, customers};
use super::content::{Tenant, TenantKind};
use dice::Dice;

pub use visits::{PlannedVisit, Source};

/// How many days the plan covers, today included.
pub const DAYS: u32 = 30;

/// When something happened, in the tenant's time zone. What falls into the future (today, later than now) is for the
/// caller to move to the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// 0 is today.
    pub days_ago: u32,
    /// Since midnight.
    pub minute_of_day: u32,
}

/// How it reached the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The storefront.
    Web,
    /// By telephone, noted by the team.
    Phone,
    /// By direct message, noted by the team.
    Instagram,
    /// By WhatsApp, noted by the team.
    Whatsapp,
    /// In person, noted by the team.
    WalkIn,
}

impl Channel {
    /// As it stands in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Instagram => "instagram",
            Self::Whatsapp => "whatsapp",
            Self::WalkIn => "walk_in",
        }
    }
}

/// What all three kinds of submission have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The same in every run, so that a second seeding adds nothing.
    pub idempotency_key: String,
    /// When it was made.
    pub at: Moment,
    /// By whom.
    pub customer: Customer,
    /// How it came.
    pub channel: Channel,
    /// Which visit it came from (a place in [`Plan::visits`]), if it came by the web and the visitor let us know.
    pub visit: Option<usize>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedOrder {
    /// Who and when.
    pub submission: Submission,
    /// What.
    pub lines: Vec<PlannedLine>,
    /// Whether it is brought, else it is picked up.
    pub is_delivered: bool,
    /// What the customer wrote.
    pub note: Option<&'static str>,
    /// Where it stands by now.
    pub end: OrderEnd,
    /// Whether the money came (`wamd`, `bank_transfer`, `cash`).
    pub paid_by: Option<&'static str>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLine {
    /// Slug of the item.
    pub item: &'static str,
    /// How many.
    pub quantity: u32,
    /// What was chosen: key of the choice, key of the value.
    pub options: Vec<(&'static str, &'static str)>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderEnd {
    /// Nobody looked at it yet.
    Pending,
    /// Accepted.
    Confirmed,
    /// Delivered or picked up.
    Fulfilled,
    /// Called off.
    Cancelled,
    /// Not meant.
    Spam,
}

/// A donation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedDonation {
    /// Who and when.
    pub submission: Submission,
    /// Slug of the campaign; none for a gift without one.
    pub campaign: Option<&'static str>,
    /// In KWD.
    pub amount: String,
    /// `general`, `sadaqah`, `zakat` or `waqf`.
    pub intent: &'static str,
    /// Whether the name is to be hidden.
    pub is_anonymous: bool,
    /// What the donor wrote.
    pub message: Option<&'static str>,
    /// For whom it is given.
    pub dedication: Option<&'static str>,
    /// Whether a receipt is wanted.
    pub wants_receipt: bool,
    /// Where it stands by now.
    pub end: DonationEnd,
}

/// Where a donation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DonationEnd {
    /// Promised.
    Pending,
    /// The money came.
    Received,
    /// The money came and went back.
    Refunded,
    /// Called off.
    Cancelled,
    /// Not meant.
    Spam,
}

/// A pledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPledge {
    /// Who and when.
    pub submission: Submission,
    /// Slug of the campaign.
    pub campaign: &'static str,
    /// In KWD.
    pub amount: String,
    /// Days from the pledge to its target date.
    pub target_in_days: u32,
    /// In how many monthly instalments; none for all at once.
    pub instalments: Option<u32>,
    /// What was paid so far: when, and how much in KWD.
    pub payments: Vec<(Moment, String)>,
    /// Whether it was called off. (Fulfilled and overdue follow from payments and dates.)
    pub is_cancelled: bool,
}

/// A month of a tenant, each list from the oldest to the newest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Who came.
    pub visits: Vec<PlannedVisit>,
    /// What was ordered.
    pub orders: Vec<PlannedOrder>,
    /// What was given.
    pub donations: Vec<PlannedDonation>,
    /// What was promised.
    pub pledges: Vec<PlannedPledge>,
}

/// Plans the month of a tenant.
#[must_use]
pub fn plan(tenant: &Tenant, seed: u64) -> Plan {
    let salt = tenant.slug.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut dice = Dice::new(salt);
    let mut plan = Plan { visits: visits::plan(tenant, &mut dice), ..Plan::default() };
    let (orders, donations, pledges) = match tenant.kind {
        TenantKind::Shop => (68, 0, 0),
        TenantKind::Charity => (18, 84, 16),
    };
    let mut world = World { tenant, people: customers(), dice, taken: vec![false; plan.visits.len()] };
    let visits = std::mem::take(&mut plan.visits);
    plan.orders = selling::orders(&mut world, &visits, orders);
    plan.donations = giving::donations(&mut world, &visits, donations);
    plan.pledges = giving::pledges(&mut world, &visits, pledges);
    plan.visits = visits;
    plan
}

/// What the planners share.
struct World<'a> {
    tenant: &'a Tenant,
    people: Vec<Customer>,
    dice: Dice,
    /// Visits that led to something already.
    taken: Vec<bool>,
}

impl World<'_> {
    /// Who, when and whence, for `count` submissions in the order of time.
    fn submissions(&mut self, kind: &str, visits: &[PlannedVisit], count: usize) -> Vec<Submission> {
        let mut moments: Vec<Moment> = (0..count).map(|_| visits::moment(&mut self.dice)).collect();
        moments.sort_by_key(|at| (std::cmp::Reverse(at.days_ago), at.minute_of_day));
        moments.into_iter().enumerate().map(|(index, at)| self.submission(kind, visits, index, at)).collect()
    }

    fn submission(&mut self, kind: &str, visits: &[PlannedVisit], index: usize, at: Moment) -> Submission {
        let customer = self.people[self.dice.below(self.people.len())];
        let noted = [Channel::Instagram, Channel::Whatsapp, Channel::Phone, Channel::WalkIn];
        let channel = if self.dice.chance(72) { Channel::Web } else { noted[self.dice.below(noted.len())] };
        // The visit of the same day that came last before, unless it led to something already.
        let before =
            |visit: &PlannedVisit| visit.at.days_ago == at.days_ago && visit.at.minute_of_day <= at.minute_of_day;
        let visit = visits.iter().enumerate().rev().find(|(place, visit)| before(visit) && !self.taken[*place]);
        let visit = visit.map(|(place, _)| place).filter(|_| channel == Channel::Web);
        if let Some(place) = visit {
            self.taken[place] = true;
        }
        let idempotency_key = format!("demo-{}-{kind}-{:03}", self.tenant.slug, index + 1);
        Submission { idempotency_key, at, customer, channel, visit }
    }
}

#[cfg(test)]
mod tests;
