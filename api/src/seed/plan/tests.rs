//! The month repeats itself, keeps to the catalog, and shows every state.
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::*;
use crate::seed::content::{Details, Item, Visibility, tenants};

fn both() -> [(Tenant, Plan); 2] {
    tenants().map(|tenant| (tenant, plan(&tenant, 7)))
}

fn find(tenant: &Tenant, slug: &str) -> &'static Item {
    tenant.items().find(|item| item.slug == slug).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_month_and_another_one_another() {
    for (tenant, planned) in both() {
        assert_eq!(planned, plan(&tenant, 7));
        assert_ne!(planned.orders, plan(&tenant, 8).orders);
    }
}

#[test]
fn orders_ask_only_for_what_can_be_bought() {
    for (tenant, planned) in both() {
        let mut sold = std::collections::HashMap::<&str, u32>::new();
        let least: Decimal = tenant.storefront.minimum_order.parse().unwrap();
        for order in &planned.orders {
            assert!(!order.lines.is_empty());
            let mut subtotal = Decimal::ZERO;
            for line in &order.lines {
                let item = find(&tenant, line.item);
                assert!(item.visibility == Visibility::Active && item.stock != Some(0) && line.quantity > 0);
                let price: Decimal = item.price.unwrap().parse().unwrap();
                subtotal += price * Decimal::from(line.quantity);
                *sold.entry(line.item).or_default() += line.quantity;
                let Details::Product { options, .. } = item.details else { continue };
                assert_eq!(line.options.len(), options.len());
                for (choice, (key, value)) in options.iter().zip(&line.options) {
                    assert!(choice.key == *key && choice.values.iter().any(|(known, ..)| known == value));
                }
            }
            assert!(subtotal >= least);
        }
        for (slug, count) in sold {
            assert!(find(&tenant, slug).stock.is_none_or(|stock| count < stock), "{slug}");
        }
    }
}

#[test]
fn gifts_and_promises_keep_to_their_campaigns() {
    let [_, (khair, planned)] = both();
    assert!(planned.donations.len() > 50 && planned.pledges.len() > 10);
    for donation in &planned.donations {
        let amount: Decimal = donation.amount.parse().unwrap();
        assert_eq!(amount.scale(), 3);
        if let Some(Details::Donation(campaign)) = donation.campaign.map(|slug| find(&khair, slug).details) {
            assert!(amount >= campaign.minimum.parse().unwrap(), "{donation:?}");
        }
        assert!(!donation.wants_receipt || donation.submission.customer.email.is_some());
    }
    for pledge in &planned.pledges {
        let Details::Pledge(_, most) = find(&khair, pledge.campaign).details else { panic!("not a pledge") };
        assert!(pledge.instalments.is_none_or(|count| (2..=most).contains(&count)));
        assert!(pledge.payments.iter().all(|(at, _)| at.days_ago <= pledge.submission.at.days_ago));
        let paid: Decimal = pledge.payments.iter().map(|(_, amount)| amount.parse::<Decimal>().unwrap()).sum();
        assert!(paid <= pledge.amount.parse().unwrap());
    }
    assert!(planned.pledges.iter().any(|pledge| !pledge.payments.is_empty()));
}

#[test]
fn everything_is_in_the_order_of_time_and_has_a_key_of_its_own() {
    for (_, planned) in both() {
        let orders = planned.orders.iter().map(|order| &order.submission);
        let donations = planned.donations.iter().map(|donation| &donation.submission);
        let pledges = planned.pledges.iter().map(|pledge| &pledge.submission);
        let all: Vec<&Submission> = orders.chain(donations).chain(pledges).collect();
        let keys: HashSet<&str> = all.iter().map(|submission| submission.idempotency_key.as_str()).collect();
        assert!(keys.len() == all.len() && keys.iter().all(|key| (8..=64).contains(&key.len())));
        let visits: Vec<usize> = all.iter().filter_map(|submission| submission.visit).collect();
        assert_eq!(visits.iter().collect::<HashSet<_>>().len(), visits.len());
        for submission in &all {
            assert!(submission.at.days_ago < DAYS && submission.at.minute_of_day < 24 * 60);
            if let Some(visit) = submission.visit.map(|place| &planned.visits[place]) {
                assert!(submission.channel == Channel::Web && visit.at.days_ago == submission.at.days_ago);
                assert!(visit.at.minute_of_day <= submission.at.minute_of_day);
            }
        }
        let age = |order: &PlannedOrder| std::cmp::Reverse(order.submission.at.days_ago);
        assert!(planned.orders.is_sorted_by_key(age));
    }
}

#[test]
fn the_inbox_shows_every_state() {
    let [(_, dukkan), (_, khair)] = both();
    for end in [OrderEnd::Pending, OrderEnd::Confirmed, OrderEnd::Fulfilled, OrderEnd::Cancelled, OrderEnd::Spam] {
        assert!(dukkan.orders.iter().any(|order| order.end == end), "{end:?}");
    }
    for end in [DonationEnd::Pending, DonationEnd::Received, DonationEnd::Cancelled] {
        assert!(khair.donations.iter().any(|donation| donation.end == end), "{end:?}");
    }
    assert!(dukkan.orders.iter().any(|order| order.submission.at.days_ago == 0));
    assert!(dukkan.orders.iter().any(|order| order.submission.channel != Channel::Web));
}
