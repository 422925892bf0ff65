//! An item while it is written: one signal a field, and what is sent of them.

use client::{
    CampaignEndRule, CampaignInput, CatalogItemCreateInput, CatalogItemType, CatalogItemUpdateInput,
    InstalmentInterval, InstalmentRuleInput, NewItemStatus, TeamItem,
};
use leptos::prelude::*;
use ui::fold_number;

use super::last_day::LastDay;
use super::options::OptionRows;
use crate::bound::{Both, filled, number};

/// An item while it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub(super) kind: RwSignal<CatalogItemType>,
    pub(super) name: Both,
    pub(super) description: Both,
    pub(super) price: RwSignal<String>,
    pub(super) counts: RwSignal<bool>,
    pub(super) stock: RwSignal<String>,
    pub(super) unit: Both,
    pub(super) options: OptionRows,
    pub(super) duration: RwSignal<String>,
    pub(super) goal: RwSignal<String>,
    pub(super) minimum: RwSignal<String>,
    pub(super) maximum: RwSignal<String>,
    pub(super) presets: RwSignal<String>,
    pub(super) ends_at: LastDay,
    pub(super) end_rule: RwSignal<CampaignEndRule>,
    pub(super) may_split: RwSignal<bool>,
    pub(super) every: [(InstalmentInterval, RwSignal<bool>); 3],
    pub(super) max_count: RwSignal<String>,
    pub(super) slug: RwSignal<String>,
    pub(super) seo_title: Both,
    pub(super) seo_description: Both,
    pub(super) reference: RwSignal<String>,
    pub(super) shows_at_once: RwSignal<bool>,
}

fn text(value: impl Into<String>) -> RwSignal<String> {
    RwSignal::new(value.into())
}

impl Draft {
    /// Nothing yet, of a kind.
    pub(super) fn empty(kind: CatalogItemType) -> Self {
        let no = || text("");
        Self {
            kind: RwSignal::new(kind),
            name: Both::empty(),
            description: Both::empty(),
            price: no(),
            counts: RwSignal::new(false),
            stock: no(),
            unit: Both::empty(),
            options: OptionRows::new(&[]),
            duration: no(),
            goal: no(),
            minimum: no(),
            maximum: no(),
            presets: no(),
            ends_at: LastDay::of(None),
            end_rule: RwSignal::new(CampaignEndRule::AtDate),
            may_split: RwSignal::new(false),
            every: [InstalmentInterval::Weekly, InstalmentInterval::Monthly, InstalmentInterval::Quarterly]
                .map(|interval| (interval, RwSignal::new(interval == InstalmentInterval::Monthly))),
            max_count: no(),
            slug: no(),
            seo_title: Both::empty(),
            seo_description: Both::empty(),
            reference: no(),
            shows_at_once: RwSignal::new(true),
        }
    }

    /// As it is kept.
    pub(super) fn of(item: &TeamItem) -> Self {
        let draft = Self {
            name: Both::of(&item.name),
            description: Both::of(&item.description),
            price: text(item.price.as_ref().map(|price| price.amount.clone()).unwrap_or_default()),
            counts: RwSignal::new(item.stock.is_some()),
            stock: text(item.stock.map(|left| left.to_string()).unwrap_or_default()),
            unit: item.unit.as_ref().map_or_else(Both::empty, Both::of),
            options: OptionRows::new(&item.options),
            duration: text(item.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
            slug: text(item.slug.clone()),
            seo_title: Both::of(&item.seo_title),
            seo_description: Both::of(&item.seo_description),
            reference: text(item.external_reference.clone().unwrap_or_default()),
            ends_at: LastDay::of(item.campaign.as_ref().and_then(|terms| terms.ends_at.as_deref())),
            ..Self::empty(item.kind)
        };
        if let Some(terms) = &item.campaign {
            let amount = |money: &Option<client::Money>| money.as_ref().map(|money| money.amount.clone());
            draft.goal.set(amount(&terms.goal).unwrap_or_default());
            draft.minimum.set(amount(&terms.minimum).unwrap_or_default());
            draft.maximum.set(amount(&terms.maximum).unwrap_or_default());
            let presets: Vec<&str> = terms.presets.iter().map(|money| money.amount.as_str()).collect();
            draft.presets.set(presets.join(", "));
            draft.end_rule.set(terms.end_rule);
            draft.may_split.set(terms.instalments.is_some());
            if let Some(rule) = &terms.instalments {
                for (interval, is_on) in draft.every {
                    is_on.set(rule.every.contains(&interval));
                }
                draft.max_count.set(rule.max_count.map(|count| count.to_string()).unwrap_or_default());
            }
        }
        draft
    }

    /// What is sent when it is made.
    pub(super) fn create_input(self) -> CatalogItemCreateInput {
        let all = self.update_input();
        let status = if self.shows_at_once.get_untracked() { NewItemStatus::Active } else { NewItemStatus::Draft };
        CatalogItemCreateInput {
            kind: self.kind.get_untracked(),
            name: all.name,
            slug: all.slug,
            description: all.description,
            price: all.price,
            stock: all.stock,
            status: Some(status),
            external_reference: all.external_reference,
            seo_title: all.seo_title,
            seo_description: all.seo_description,
            unit: all.unit,
            options: all.options,
            duration_minutes: all.duration_minutes,
            campaign: all.campaign,
        }
    }

    /// What is sent when it is changed: everything that its kind has.
    pub(super) fn update_input(self) -> CatalogItemUpdateInput {
        let kind = self.kind.get_untracked();
        let is_product = kind == CatalogItemType::Product;
        let whole = |value: RwSignal<String>| number(value).and_then(|text| text.parse::<i32>().ok());
        CatalogItemUpdateInput {
            name: self.name.input(),
            slug: filled(self.slug),
            description: Some(self.description.input()),
            price: if kind.is_campaign() { None } else { number(self.price) },
            stock: if is_product && self.counts.get_untracked() { whole(self.stock) } else { None },
            external_reference: filled(self.reference),
            seo_title: Some(self.seo_title.input()),
            seo_description: Some(self.seo_description.input()),
            unit: if is_product && !self.unit.is_blank() { Some(self.unit.input()) } else { None },
            options: is_product.then(|| self.options.inputs()),
            duration_minutes: if kind == CatalogItemType::Service { whole(self.duration) } else { None },
            campaign: kind.is_campaign().then(|| self.terms(kind)),
        }
    }

    fn terms(self, kind: CatalogItemType) -> CampaignInput {
        let presets = self.presets.get_untracked().replace('،', ",");
        let presets: Vec<String> = presets.split(',').map(fold_number).filter(|one| !one.is_empty()).collect();
        let splits = kind == CatalogItemType::PledgeCampaign && self.may_split.get_untracked();
        CampaignInput {
            goal: number(self.goal),
            minimum: number(self.minimum),
            maximum: number(self.maximum),
            presets: Some(presets),
            ends_at: self.ends_at.instant(),
            end_rule: Some(self.end_rule.get_untracked()),
            instalments: splits.then(|| InstalmentRuleInput {
                every: self
                    .every
                    .iter()
                    .filter(|(_, is_on)| is_on.get_untracked())
                    .map(|(interval, _)| *interval)
                    .collect(),
                max_count: number(self.max_count).and_then(|count| count.parse().ok()),
            }),
        }
    }

    /// Whether a number that was typed is none.
    pub(super) fn wrong_numbers(self) -> Vec<&'static str> {
        let is_wrong = |value: RwSignal<String>| number(value).is_some_and(|text| text.parse::<i32>().is_err());
        let mut wrong = Vec::new();
        if self.kind.get_untracked() == CatalogItemType::Product
            && self.counts.get_untracked()
            && (is_wrong(self.stock) || number(self.stock).is_none())
        {
            wrong.push("stock");
        }
        if self.kind.get_untracked() == CatalogItemType::Service && is_wrong(self.duration) {
            wrong.push("durationMinutes");
        }
        wrong
    }
}
