//! Donations and pledges: whole presets mostly, sometimes an amount of one's own.
use rust_decimal::Decimal;

use super::visits::PlannedVisit;
use super::{DonationEnd, Moment, PlannedDonation, PlannedPledge, Submission, World};
use crate::seed::content::{Campaign, Details, Visibility};

const MESSAGES: [&str; 6] = [
    "تقبّل الله منا ومنكم",
    "اللهم اجعلها في ميزان حسنات والدي",
    "بارك الله في جهودكم",
    "صدقة عن جميع المسلمين",
    "Keep up the good work",
    "الله يجزاكم خير على المتابعة",
];
const DEDICATIONS: [&str; 4] =
    ["عن والدتي رحمها الله", "عن جدي أبو عبدالعزيز", "عن مولودتنا الجديدة", "For my late father"];
const OWN_AMOUNTS: [&str; 6] = ["3.250", "7.750", "12.000", "18.500", "33.000", "2.500"];

/// Campaigns one can see, with what they ask for.
fn campaigns(world: &World<'_>, pledged: bool) -> Vec<(&'static str, Campaign, u32)> {
    let open = world.tenant.items().filter(|item| item.visibility == Visibility::Active);
    open.filter_map(|item| match item.details {
        Details::Donation(campaign) if !pledged => Some((item.slug, campaign, 1)),
        Details::Pledge(campaign, max_count) if pledged => Some((item.slug, campaign, max_count)),
        _ => None,
    })
    .collect()
}

pub(super) fn donations(world: &mut World<'_>, visits: &[PlannedVisit], count: usize) -> Vec<PlannedDonation> {
    let open = campaigns(world, false);
    if open.is_empty() {
        return Vec::new();
    }
    let submissions = world.submissions("donation", visits, count);
    submissions.into_iter().map(|submission| donation(world, &open, submission)).collect()
}

fn donation(world: &mut World<'_>, open: &[(&'static str, Campaign, u32)], submission: Submission) -> PlannedDonation {
    let dice = &mut world.dice;
    let (slug, campaign, _) = open[dice.below(open.len()).min(dice.below(open.len() + 4))];
    let amount = match dice.below(10) {
        0 | 1 => OWN_AMOUNTS[dice.below(OWN_AMOUNTS.len())],
        2..=5 => campaign.presets[0],
        6 | 7 => campaign.presets[1],
        8 => campaign.presets[2.min(campaign.presets.len() - 1)],
        _ => campaign.presets[dice.below(campaign.presets.len())],
    };
    let intents = [(44, "general"), (34, "sadaqah"), (16, "zakat"), (6, "waqf")];
    let end = match submission.at.days_ago {
        0 => DonationEnd::Pending,
        1..=3 => dice.weighted(&[(45, DonationEnd::Pending), (55, DonationEnd::Received)], DonationEnd::Received),
        _ => dice.weighted(
            &[
                (5, DonationEnd::Pending),
                (86, DonationEnd::Received),
                (2, DonationEnd::Refunded),
                (4, DonationEnd::Cancelled),
                (3, DonationEnd::Spam),
            ],
            DonationEnd::Received,
        ),
    };
    PlannedDonation {
        campaign: (!dice.chance(8)).then_some(slug),
        amount: amount.to_owned(),
        intent: dice.weighted(&intents, "general"),
        is_anonymous: dice.chance(26),
        message: dice.chance(30).then(|| MESSAGES[dice.below(MESSAGES.len())]),
        dedication: dice.chance(14).then(|| DEDICATIONS[dice.below(DEDICATIONS.len())]),
        wants_receipt: submission.customer.email.is_some() && dice.chance(64),
        end,
        submission,
    }
}

pub(super) fn pledges(world: &mut World<'_>, visits: &[PlannedVisit], count: usize) -> Vec<PlannedPledge> {
    let open = campaigns(world, true);
    if open.is_empty() {
        return Vec::new();
    }
    let submissions = world.submissions("pledge", visits, count);
    submissions.into_iter().map(|submission| pledge(world, &open, submission)).collect()
}

fn pledge(world: &mut World<'_>, open: &[(&'static str, Campaign, u32)], submission: Submission) -> PlannedPledge {
    let dice = &mut world.dice;
    let (slug, campaign, max_count) = open[dice.below(open.len())];
    let amount = campaign.presets[dice.below(campaign.presets.len())];
    let instalments = dice.chance(62).then(|| dice.weighted(&[(40, 3), (36, 6), (24, 12)], 6).min(max_count));
    let days_ago = submission.at.days_ago;
    let is_cancelled = dice.chance(7);
    let (target_in_days, payments) = match instalments {
        // The first instalment is paid within days, the rest will fall due.
        Some(count) => {
            let paid = days_ago > 4 && !is_cancelled && dice.chance(80);
            (count * 30, if paid { vec![(later(days_ago, 3), share(amount, count))] } else { Vec::new() })
        }
        // All at once: paid, due soon, or (a few) overdue.
        None => match dice.below(10) {
            0..=3 if days_ago > 6 && !is_cancelled => (21, vec![(later(days_ago, 5), amount.to_owned())]),
            4 if days_ago > 12 => (10, Vec::new()),
            place => (30 + place as u32 * 9, Vec::new()),
        },
    };
    PlannedPledge {
        submission,
        campaign: slug,
        amount: amount.to_owned(),
        target_in_days,
        instalments,
        payments,
        is_cancelled,
    }
}

/// Some days after a moment that lies `days_ago` back.
fn later(days_ago: u32, days: u32) -> Moment {
    Moment { days_ago: days_ago.saturating_sub(days), minute_of_day: 11 * 60 + 15 }
}

/// An even share, cut to the fils; the remainder stands in the last instalment.
fn share(amount: &str, count: u32) -> String {
    let amount: Decimal = amount.parse().unwrap_or_default();
    let mut share = (amount / Decimal::from(count)).trunc_with_scale(3);
    share.rescale(3);
    share.to_string()
}
