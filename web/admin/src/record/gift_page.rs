//! The pages that record a donation and a pledge; they differ in what is asked about the gift.

use client::{
    CatalogItemType, Channel, Choosable, DonationIntent, DonationRecordInput, Error, InstalmentInterval,
    InstalmentsInput, Outcome, PledgeRecordInput,
};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Icon, IconName, Notice, NoticeTone, currency_sign};

use super::common::{PersonDraft, channel_view, head, new_key};
use super::texts::words;
use crate::app::frame;
use crate::bound::{BoundField, Choices, Faults, Switch, WrongBox, filled, number};
use crate::browser;
use crate::donations::intents;
use crate::places::{self, Page};
use crate::prefs::{prefs, t};
use crate::text::pick;
use crate::times::today_in;
use crate::toasts::toasts;
use crate::transport::Api;

/// Records a donation.
#[component]
pub(crate) fn NewDonationPage() -> impl IntoView {
    once_known(false)
}

/// Records a pledge.
#[component]
pub(crate) fn NewPledgePage() -> impl IntoView {
    once_known(true)
}

/// The tenant's currency and zone stand in the form, so its face is waited for.
fn once_known(is_pledge: bool) -> AnyView {
    let frame = frame();
    let known = Memo::new(move |_| {
        frame.storefront.with(|face| face.as_ref().map(|face| (face.currency_code.clone(), face.time_zone.clone())))
    });
    (move || match known.get() {
        None => view! { <p class="visually-hidden" role="status">{t().loading}</p> }.into_any(),
        Some((currency, zone)) => form(is_pledge, &currency, &zone),
    })
    .into_any()
}

/// A gift being written down.
#[derive(Clone, Copy)]
struct Gift {
    is_pledge: bool,
    channel: RwSignal<Channel>,
    campaigns: RwSignal<Option<Vec<Choosable>>>,
    /// The id of the campaign; empty for none.
    campaign: RwSignal<String>,
    amount: RwSignal<String>,
    intent: RwSignal<DonationIntent>,
    person: PersonDraft,
    is_anonymous: RwSignal<bool>,
    wants_receipt: RwSignal<bool>,
    /// What the donor said; a note about a pledge.
    note: RwSignal<String>,
    until: RwSignal<String>,
    every: RwSignal<Option<InstalmentInterval>>,
    parts: RwSignal<String>,
    key: StoredValue<String>,
}

impl Gift {
    fn new(is_pledge: bool, today: &str) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            is_pledge,
            channel: RwSignal::new(Channel::Phone),
            campaigns: RwSignal::new(None),
            campaign: text(),
            amount: text(),
            intent: RwSignal::new(DonationIntent::General),
            person: PersonDraft::new("", "", ""),
            is_anonymous: RwSignal::new(false),
            wants_receipt: RwSignal::new(false),
            note: text(),
            until: RwSignal::new(today.to_owned()),
            every: RwSignal::new(None),
            parts: RwSignal::new("12".to_owned()),
            key: StoredValue::new(new_key()),
        }
    }

    fn check(self, faults: Faults) -> bool {
        let words = words();
        faults.clear();
        let person = if self.is_pledge { "pledger" } else { "donor" };
        let mut needed = vec![
            ("amount".to_owned(), self.amount),
            (format!("{person}.name"), self.person.name),
            (format!("{person}.phone"), self.person.phone),
        ];
        if self.is_pledge {
            needed.push(("campaignId".to_owned(), self.campaign));
            needed.push(("targetDate".to_owned(), self.until));
        }
        for (path, value) in needed {
            if filled(value).is_none() {
                faults.add(&path, words.needed);
            }
        }
        !faults.any()
    }

    /// Sends it; answers with its id.
    async fn send(self, api: Api) -> Result<Outcome<client::Id>, Error> {
        let amount = number(self.amount).unwrap_or_default();
        let campaign = filled(self.campaign).map(client::Id::new);
        let (channel, idempotency_key) = (self.channel.get_untracked(), self.key.get_value());
        if !self.is_pledge {
            let input = DonationRecordInput {
                channel,
                campaign_id: campaign,
                amount,
                intent: Some(self.intent.get_untracked()),
                donor: self.person.input(),
                is_anonymous: self.is_anonymous.get_untracked(),
                message: filled(self.note),
                wants_receipt: self.wants_receipt.get_untracked(),
                idempotency_key,
            };
            return client::record_donation(&api, input).await;
        }
        let count = number(self.parts).and_then(|count| count.parse().ok()).unwrap_or(0);
        let input = PledgeRecordInput {
            channel,
            campaign_id: campaign.unwrap_or_else(|| client::Id::new("")),
            amount,
            target_date: self.until.get_untracked(),
            instalments: self.every.get_untracked().map(|every| InstalmentsInput { every, count }),
            pledger: self.person.input(),
            note: filled(self.note),
            idempotency_key,
        };
        client::record_pledge(&api, input).await
    }

    /// The campaigns there are, one of them chosen.
    fn campaign_view(self, faults: Faults) -> AnyView {
        let (words, locale) = (words(), prefs().locale.get_untracked());
        let is_pledge = self.is_pledge;
        let error = faults.at("campaignId");
        let options = move || {
            let all = self.campaigns.get().unwrap_or_default();
            let none = (!is_pledge).then(|| view! { <option value="">{words.no_campaign}</option> });
            let rows: Vec<_> = all
                .into_iter()
                .map(|one| view! { <option value=one.id.inner().to_owned()>{pick(locale, &one.name)}</option> })
                .collect();
            (none, rows)
        };
        let is_bare = move || is_pledge && self.campaigns.with(|all| all.as_ref().is_some_and(Vec::is_empty));
        view! {
            <div class="field" class:field-wrong=move || error.with(Option::is_some)>
                <label class="field-label" for="campaign">{words.campaign}</label>
                <select class="input" id="campaign" on:change=move |event| self.campaign.set(event_target_value(&event))>{options}</select>
                <div aria-live="polite">
                    {move || error.get().map(|text| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{text}</span></p> })}
                </div>
            </div>
            {move || is_bare().then(|| view! { <Notice tone=NoticeTone::Info><p>{words.no_campaigns}</p></Notice> })}
        }
        .into_any()
    }

    /// What only a pledge has: until when, in which parts.
    fn schedule_view(self, faults: Faults) -> AnyView {
        let words = words();
        let rule = Memo::new(move |_| {
            let chosen = self.campaign.get();
            self.campaigns.with(|all| {
                let all = all.as_deref().unwrap_or_default();
                let one = all.iter().find(|one| one.id.inner() == chosen);
                let rule = one.and_then(|one| one.campaign.as_ref()).and_then(|terms| terms.instalments.clone());
                rule.map(|rule| rule.every).unwrap_or_default()
            })
        });
        let name = |every: InstalmentInterval| match every {
            InstalmentInterval::Weekly => words.weekly,
            InstalmentInterval::Monthly => words.monthly,
            InstalmentInterval::Quarterly => words.quarterly,
        };
        let ways = move || {
            let every = rule.get();
            self.every.set(None);
            (!every.is_empty()).then(|| {
                let mut options = vec![(None, words.at_once.to_owned(), None)];
                options.extend(every.into_iter().map(|every| (Some(every), name(every).to_owned(), None)));
                view! { <Choices name="every" label=words.instalments options value=self.every /> }
            })
        };
        view! {
            <BoundField id="until" label=words.until value=self.until error=faults.at("targetDate") kind="date" />
            {ways}
            <Show when=move || self.every.get().is_some()>
                <BoundField
                    id="parts" label=words.parts value=self.parts error=faults.at("instalments") inputmode=Some("numeric")
                    direction=Some("ltr") max_length=3
                />
            </Show>
        }
        .into_any()
    }
}

fn form(is_pledge: bool, currency: &str, zone: &str) -> AnyView {
    let (words, strings) = (words(), t());
    let currency = currency_sign(currency, prefs().locale.get_untracked()).to_owned();
    let frame = frame();
    let (title, save, page) = match is_pledge {
        true => (words.new_pledge, words.save_pledge, Page::Pledges),
        false => (words.new_donation, words.save_donation, Page::Donations),
    };
    frame.set_title(title);
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let gift = Gift::new(is_pledge, &if is_pledge { String::new() } else { today_in(Some(zone)) });
    let faults = Faults::new();
    let api = StoredValue::new(Api::of_this_tenant());
    let (toasts, navigate) = (toasts(), use_navigate());
    let is_busy = RwSignal::new(false);
    let kind = if is_pledge { CatalogItemType::PledgeCampaign } else { CatalogItemType::DonationCampaign };
    let asking = api.get_value();
    spawn_local(async move {
        let Ok(found) = client::choosable(&asking, &[kind], "").await else { return };
        if is_pledge && let Some(first) = found.first() {
            let _ = gift.campaign.try_set(first.id.inner().to_owned());
        }
        let _ = gift.campaigns.try_set(Some(found));
    });
    let back = page.of(&tenant);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if !gift.check(faults) {
            browser::focus_soon("#wrong");
            return;
        }
        is_busy.set(true);
        let (api, navigate, tenant) = (api.get_value(), navigate.clone(), tenant.clone());
        spawn_local(async move {
            let heard = gift.send(api).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match heard {
                Ok(Outcome { value: Some(id), .. }) => {
                    toasts.success(words.saved);
                    let to = match is_pledge {
                        true => places::pledge(&tenant, id.inner()),
                        false => places::donation(&tenant, id.inner()),
                    };
                    navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Ok(outcome) => {
                    faults.set(outcome.user_errors);
                    browser::focus_soon("#wrong");
                }
                Err(error) => toasts.fault(&error),
            }
        });
    };
    let of_kind = if is_pledge {
        gift.schedule_view(faults)
    } else {
        let options = intents(strings).into_iter().map(|(intent, name)| (intent, name.to_owned(), None)).collect();
        view! { <Choices name="intent" label=words.intent options value=gift.intent /> }.into_any()
    };
    let switches = (!is_pledge).then(|| {
        view! {
            <Switch id="anonymous" label=words.anonymous checked=gift.is_anonymous />
            <Switch id="receipt" label=words.wants_receipt checked=gift.wants_receipt />
        }
    });
    let (person, path) = if is_pledge { (words.pledger, "pledger") } else { (words.donor, "donor") };
    let (note, note_path) = if is_pledge { (words.pledge_note, "note") } else { (words.message, "message") };
    view! {
        <form class="edit" novalidate=true on:submit=submit>
            {head(back, title, words.new_text)}
            <WrongBox faults />
            <div class="edit-body">
                <section class="form-part">{channel_view(gift.channel)}</section>
                <section class="form-part">
                    {gift.campaign_view(faults)}
                    <BoundField
                        id="amount" label=words.amount value=gift.amount error=faults.at("amount") inputmode=Some("decimal")
                        direction=Some("ltr") suffix=Some(currency) max_length=20
                    />
                    {of_kind}
                </section>
                <section class="form-part" aria-labelledby="part-person">
                    <h2 class="card-title" id="part-person">{person}</h2>
                    {gift.person.view(path, faults)}
                    {switches}
                    <BoundField id="note" label=note value=gift.note error=faults.at(note_path) optional=Some(strings.optional) max_length=500 />
                </section>
            </div>
            <div class="edit-bar">
                <button type="submit" class="button button-primary" aria-disabled=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { strings.working } else { save }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
