//! The demo is fit to be shown: complete in both languages, exact to the fils, and consistent.
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::*;

fn amount(text: &str) -> Decimal {
    let amount: Decimal = text.parse().unwrap();
    assert_eq!(amount.scale(), 3, "{text} is not written with three decimals");
    amount
}

fn told(text: Text) {
    assert!(text.ar.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "no Arabic: {}", text.ar);
    assert!(text.en.chars().any(|c| c.is_ascii_alphanumeric()), "no English: {}", text.en);
    assert!(!text.en.contains("  ") && !text.ar.contains("  "), "two spaces in {} / {}", text.ar, text.en);
}

/// A label may be a number with a unit, in either script.
fn labelled(text: Text) {
    assert!(!text.ar.trim().is_empty() && !text.en.trim().is_empty());
}

#[test]
fn slugs_are_well_formed_and_unique_and_collections_know_their_items() {
    for tenant in tenants() {
        let slugs: Vec<&str> = tenant.items().map(|item| item.slug).collect();
        assert!(slugs.len() >= 18, "{} shows only {}", tenant.slug, slugs.len());
        let unique: HashSet<&str> = slugs.iter().copied().collect();
        assert_eq!(unique.len(), slugs.len());
        let formed = |slug: &str| slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(slugs.iter().all(|slug| formed(slug) && slug.len() >= 3));
        for collection in tenant.collections {
            assert!(formed(collection.slug));
            told(collection.name);
            assert!(collection.items.iter().all(|slug| unique.contains(slug)), "{}", collection.slug);
        }
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    for tenant in tenants() {
        let s = tenant.storefront;
        let texts = [
            tenant.legal_name,
            s.name,
            s.tagline,
            s.about,
            s.payment_instructions,
            s.address,
            s.seo_title,
            s.seo_description,
            s.assistant_greeting,
        ];
        texts.into_iter().for_each(told);
        assert!(s.seo_description.en.len() <= 160 && s.payment_instructions.en.contains("DEMO"));
        for item in tenant.items() {
            told(item.name);
            told(item.description);
            let sentences = item.description.en.matches(['.', ';']).count();
            assert!((2..=4).contains(&sentences), "{} has {sentences} sentences", item.slug);
            if let Details::Product { unit, options } = item.details {
                unit.into_iter().for_each(labelled);
                for choice in options {
                    told(choice.name);
                    choice.values.iter().for_each(|(_, label, _)| labelled(*label));
                }
            }
        }
    }
}

#[test]
fn amounts_have_three_decimals_and_campaigns_make_sense() {
    for tenant in tenants() {
        amount(tenant.storefront.delivery_fee);
        amount(tenant.storefront.minimum_order);
        for item in tenant.items() {
            assert_eq!(item.price.is_some(), matches!(item.kind(), "product" | "service"), "{}", item.slug);
            item.price.into_iter().for_each(|price| assert!(amount(price) > Decimal::ZERO));
            match item.details {
                Details::Product { options, .. } => {
                    for choice in options {
                        let keys: HashSet<&str> = choice.values.iter().map(|(key, ..)| *key).collect();
                        assert_eq!(keys.len(), choice.values.len());
                        choice
                            .values
                            .iter()
                            .for_each(|(_, _, difference)| assert!(amount(difference) >= Decimal::ZERO));
                    }
                }
                Details::Service { duration_minutes } => assert!(duration_minutes > 0),
                Details::Donation(campaign) | Details::Pledge(campaign, _) => {
                    let (least, goal) = (amount(campaign.minimum), amount(campaign.goal));
                    let most = campaign.maximum.map_or(goal, amount);
                    assert!(
                        campaign.presets.iter().all(|preset| (least..=most).contains(&amount(preset))),
                        "{}",
                        item.slug
                    );
                    assert!(campaign.presets.is_sorted_by_key(|preset| amount(preset)));
                }
            }
        }
    }
}

#[test]
fn the_demo_shows_each_kind_sold_out_uncounted_and_hidden_items() {
    let all: Vec<&Item> = tenants().iter().flat_map(Tenant::items).collect();
    for kind in ["product", "service", "donation_campaign", "pledge_campaign"] {
        assert!(all.iter().any(|item| item.kind() == kind), "{kind}");
    }
    assert!(all.iter().any(|item| item.stock == Some(0)) && all.iter().any(|item| item.stock.is_none()));
    for visibility in [Visibility::Draft, Visibility::Archived] {
        assert!(all.iter().any(|item| item.visibility == visibility));
    }
    // Within a tenant no two items look the same.
    for tenant in tenants() {
        let looks: HashSet<Picture> = tenant.items().map(Item::picture).collect();
        assert_eq!(looks.len(), tenant.items().count());
    }
}

#[test]
fn metadata_has_the_documented_shape() {
    let now: DateTime<Utc> = "2026-03-01T10:20:30Z".parse().unwrap();
    let find =
        |slug: &str| tenants().iter().flat_map(Tenant::items).find(|item| item.slug == slug).unwrap().metadata(now);
    assert_eq!(find("gift-wrapping"), json!({ "duration_minutes": 15 }));
    let pledge = find("build-a-mosque");
    assert_eq!(pledge["instalments"], json!({ "every": ["monthly"], "max_count": 12 }));
    assert_eq!(pledge["ends_at"], "2026-07-29T10:00:00Z");
    assert_eq!(find("dig-a-well")["ends_at"], Value::Null);
    assert_eq!(find("sidr-honey")["options"], json!([]));
    assert_eq!(
        find("brass-dallah")["options"][0]["values"][1],
        json!({ "key": "large", "label": { "ar": "كبيرة، ١٢ فنجاناً", "en": "Large, 12 cups" }, "price_difference": "6.500" })
    );
}

#[test]
fn people_are_invented_and_told_apart() {
    let people = people::customers();
    let phones: HashSet<&str> = people.iter().map(|person| person.phone).collect();
    assert_eq!(phones.len(), people.len());
    assert!(phones.iter().all(|phone| phone.starts_with("+965500001") && phone.len() == 12));
    assert!(people.iter().filter_map(|person| person.email).all(|email| email.ends_with(".example")));
    for tenant in tenants() {
        assert_eq!(tenant.team[0].role, TeamRole::Owner);
        assert!(tenant.team.iter().all(|member| member.email.ends_with(".example")));
    }
}
