//! The parts of an item's form, in the order in which a person thinks of them: what it is, how it looks, what it costs;
//! the rest folded away until it is wanted.

use client::{CampaignEndRule, CatalogItemType, InstalmentInterval};
use leptos::prelude::*;
use ui::currency_sign;

use super::draft::Draft;
use super::options::OptionsEditor;
use super::texts::words;
use crate::bound::{BothField, BoundField, Choices, Faults, Switch};
use crate::prefs::prefs;

/// Everything the parts share.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) draft: Draft,
    pub(super) faults: Faults,
    /// ISO 4217, behind amounts.
    pub(super) currency: String,
}

impl Parts {
    fn amount(
        &self,
        id: &'static str,
        path: &'static str,
        label: &'static str,
        value: RwSignal<String>,
        is_needed: bool,
    ) -> impl IntoView + use<> {
        view! {
            <BoundField
                id=id
                label=label
                value=value
                error=self.faults.at(path)
                optional=(!is_needed).then_some(words().optional)
                inputmode=Some("decimal")
                direction=Some("ltr")
                suffix=Some(currency_sign(&self.currency, prefs().locale.get_untracked()).to_owned())
                max_length=14
            />
        }
    }

    /// Name.
    pub(super) fn name(&self) -> impl IntoView + use<> {
        let words = words();
        view! { <BothField id="name" label=words.name value=self.draft.name faults=self.faults hint=Some(words.name_hint.to_owned()) /> }
    }

    /// What is asked for it: a price, or a campaign's goal.
    pub(super) fn price(&self) -> impl IntoView + use<> {
        let this = self.clone();
        move || {
            if this.draft.kind.get().is_campaign() {
                let words = words();
                view! {
                    {this.amount("goal", "campaign.goal", words.goal, this.draft.goal, false)}
                    <p class="hint">{words.goal_hint}</p>
                }
                .into_any()
            } else {
                this.amount("price", "price", words().price, this.draft.price, true).into_any()
            }
        }
    }

    /// Description.
    pub(super) fn description(&self) -> impl IntoView + use<> {
        let words = words();
        view! {
            <BothField
                id="description"
                label=words.description
                value=self.draft.description
                faults=self.faults
                optional=Some(words.optional)
                hint=Some(words.description_hint.to_owned())
                rows=5
                max_length=10_000
            />
        }
    }

    /// What only some kinds have.
    pub(super) fn of_kind(&self) -> impl IntoView + use<> {
        let this = self.clone();
        move || match this.draft.kind.get() {
            CatalogItemType::Product => this.of_product().into_any(),
            CatalogItemType::Service => this.of_service().into_any(),
            kind => this.of_campaign(kind == CatalogItemType::PledgeCampaign).into_any(),
        }
    }

    fn of_product(&self) -> impl IntoView + use<> {
        let words = words();
        let (draft, faults) = (self.draft, self.faults);
        view! {
            <section class="form-part">
                <h2 class="card-title">{words.selling}</h2>
                <Switch id="counts" label=words.count_stock checked=draft.counts hint=Some(words.count_stock_hint.to_owned()) />
                <Show when=move || draft.counts.get()>
                    <BoundField id="stock" label=words.stock value=draft.stock error=faults.at("stock") inputmode=Some("numeric") direction=Some("ltr") max_length=7 />
                </Show>
                <BothField id="unit" label=words.unit value=draft.unit faults optional=Some(words.optional) hint=Some(words.unit_hint.to_owned()) max_length=80 />
            </section>
            <section class="form-part">
                <h2 class="card-title">{words.options}</h2>
                <OptionsEditor options=draft.options faults currency=self.currency.clone() />
            </section>
        }
    }

    fn of_service(&self) -> impl IntoView + use<> {
        let words = words();
        view! {
            <section class="form-part">
                <h2 class="card-title">{words.selling}</h2>
                <BoundField
                    id="duration"
                    label=words.duration
                    value=self.draft.duration
                    error=self.faults.at("durationMinutes")
                    optional=Some(words.optional)
                    inputmode=Some("numeric")
                    direction=Some("ltr")
                    max_length=5
                />
            </section>
        }
    }

    fn of_campaign(&self, is_pledge: bool) -> impl IntoView + use<> {
        let words = words();
        let (draft, faults) = (self.draft, self.faults);
        let rules = vec![
            (CampaignEndRule::AtDate, words.rule_date.to_owned(), None),
            (CampaignEndRule::AtGoal, words.rule_goal.to_owned(), None),
            (CampaignEndRule::AtDateOrGoal, words.rule_both.to_owned(), None),
        ];
        let every = |interval: InstalmentInterval| match interval {
            InstalmentInterval::Weekly => words.weekly,
            InstalmentInterval::Monthly => words.monthly,
            InstalmentInterval::Quarterly => words.quarterly,
        };
        let intervals = draft.every.map(|(interval, is_on)| {
            let id = format!("every-{interval:?}").to_lowercase();
            view! { <Switch id label=format!("{} {}", words.every, every(interval)) checked=is_on /> }
        });
        let split = is_pledge.then(|| {
            view! {
                <Switch id="may-split" label=words.may_split checked=draft.may_split />
                <div class="form-sub" hidden=move || !draft.may_split.get()>
                    {intervals.into_iter().collect_view()}
                    <BoundField id="max-count" label=words.max_count value=draft.max_count error=faults.at("campaign.instalments") optional=Some(words.optional) inputmode=Some("numeric") direction=Some("ltr") max_length=2 />
                </div>
            }
        });
        view! {
            <section class="form-part">
                <h2 class="card-title">{words.campaign}</h2>
                <div class="form-pair">
                    {self.amount("minimum", "campaign.minimum", words.minimum, draft.minimum, false)}
                    {self.amount("maximum", "campaign.maximum", words.maximum, draft.maximum, false)}
                </div>
                <BoundField
                    id="presets"
                    label=words.presets
                    value=draft.presets
                    error=faults.at("campaign.presets")
                    optional=Some(words.optional)
                    hint=Some(words.presets_hint.to_owned())
                    direction=Some("ltr")
                    max_length=160
                />
                <BoundField id="ends-at" label=words.ends_at value=draft.ends_at.day error=faults.at("campaign.endsAt") optional=Some(words.optional) kind="date" />
                <Choices name="end-rule" label=words.end_rule options=rules value=draft.end_rule />
                {split}
            </section>
        }
    }

    /// Address, search engines, the team's own number.
    pub(super) fn address(&self, is_new: bool) -> impl IntoView + use<> {
        let words = words();
        let (draft, faults) = (self.draft, self.faults);
        let hint = if is_new { words.slug_hint_new } else { words.slug_hint };
        view! {
            <BoundField id="slug" label=words.slug value=draft.slug error=faults.at("slug") optional=is_new.then_some(words.optional) hint=Some(hint.to_owned()) direction=Some("ltr") max_length=80 />
            <BothField id="seoTitle" label=words.seo_title value=draft.seo_title faults optional=Some(words.optional) />
            <BothField id="seoDescription" label=words.seo_description value=draft.seo_description faults optional=Some(words.optional) rows=2 max_length=320 />
            <BoundField id="reference" label=words.reference value=draft.reference error=faults.at("externalReference") optional=Some(words.optional) hint=Some(words.reference_hint.to_owned()) direction=Some("ltr") max_length=80 />
        }
    }
}
