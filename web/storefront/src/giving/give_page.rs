//! The pages on which one gives: to a donation campaign at once, or promises to a pledge campaign. Plain forms.

use client::{CatalogItem, Giving, InstalmentInterval};
use leptos::prelude::*;
use ui::{Button, ButtonLink, Choice, ErrorSummary, TextArea, TextField};

use crate::giving::form::GiftForm;
use crate::giving::progress::progress;
use crate::orders::checkout_form::FormError;
use crate::shell::{Page, PageContext, Rendered, render};
use crate::text::{money, pick};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct GiveData {
    /// The campaign.
    pub item: CatalogItem,
    /// What it has collected.
    pub giving: Option<Giving>,
    /// Takes gifts now.
    pub is_open: bool,
    /// A promise, not a gift at once.
    pub is_pledge: bool,
    /// What was typed so far.
    pub form: GiftForm,
    /// What is wrong with it.
    pub errors: Vec<FormError>,
}

/// Renders the page of giving.
#[must_use]
pub fn give(ctx: &PageContext, data: &GiveData) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let title = if data.is_pledge { strings.pledge_title } else { strings.donate_title };
        Page::private(title, "giving-page", content(ctx, data, title))
    })
}

fn content(ctx: &PageContext, data: &GiveData, title: &'static str) -> AnyView {
    let strings = ctx.strings();
    let links = ctx.links();
    let name = pick(ctx.locale, &data.item.name);
    let back = links.item(&data.item.slug);
    if !data.is_open {
        return view! {
            <div class="empty">
                <h1 class="page-title">{strings.campaign_closed_title}</h1>
                <p>{name} " · " {strings.campaign_closed_text}</p>
                <ButtonLink href=links.home()>{strings.see_all}</ButtonLink>
            </div>
        }
        .into_any();
    }
    let errors: Vec<(String, String)> =
        data.errors.iter().map(|error| (error.field.to_owned(), error.message.clone())).collect();
    let summary = (!errors.is_empty()).then(|| view! { <ErrorSummary title=strings.errors_title errors=errors /> });
    let form = &data.form;
    let action = if data.is_pledge { links.pledge(&data.item.slug) } else { links.donate(&data.item.slug) };
    let campaign = data.item.campaign.as_ref();
    let collected = data.giving.as_ref().and_then(|giving| giving.campaign_progress.as_ref());
    let collected = collected.map(|p| progress(ctx, p, campaign.and_then(|campaign| campaign.goal.as_ref()), true));
    let send = if data.is_pledge { strings.send_pledge } else { strings.send_donation };
    let later = if data.is_pledge { strings.pledge_pay_later } else { strings.give_pay_later };
    view! {
        <h1 class="page-title">{title}</h1>
        {summary}
        <form class="split" action=action method="post" novalidate=true>
            <input type="hidden" name="key" value=form.key.clone() />
            <input type="hidden" name="started" value=form.started.clone() />
            <input type="hidden" name="visit" value=form.visit.clone() />
            <div class="trap" aria-hidden="true">
                <label for="company">{strings.leave_empty}</label>
                <input id="company" name="company" type="text" tabindex="-1" autocomplete="off" value="" />
            </div>
            <div class="form-parts">
                {amount(ctx, data)}
                {data.is_pledge.then(|| schedule(ctx, data))}
                {(!data.is_pledge).then(|| intent(ctx, data))}
                {person(ctx, data)}
                {words(ctx, data)}
            </div>
            <aside class="split-side" aria-labelledby="gift">
                <div class="card">
                    <h2 class="card-title" id="gift"><a class="link" href=back>{name}</a></h2>
                    {collected}
                    <Button>{send}</Button>
                    <p class="hint">{later}</p>
                </div>
            </aside>
        </form>
    }
    .into_any()
}

fn error_of(data: &GiveData, field: &str) -> Option<String> {
    data.errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
}

fn amount(ctx: &PageContext, data: &GiveData) -> AnyView {
    let strings = ctx.strings();
    let campaign = data.item.campaign.as_ref();
    let presets = campaign.map_or(&[][..], |campaign| campaign.presets.as_slice());
    let choices = presets
        .iter()
        .map(|preset| {
            let is_chosen = data.form.preset == preset.amount && data.form.amount.is_empty();
            let text = money(ctx.locale, preset);
            view! { <Choice name="preset" value=preset.amount.clone() checked=is_chosen><bdi>{text}</bdi></Choice> }
        })
        .collect_view();
    let limits: Vec<String> = [
        (strings.minimum_gift, campaign.and_then(|campaign| campaign.minimum.as_ref())),
        (strings.maximum_gift, campaign.and_then(|campaign| campaign.maximum.as_ref())),
    ]
    .into_iter()
    .filter_map(|(term, limit)| limit.map(|limit| format!("{term}{}{}", strings.colon, money(ctx.locale, limit))))
    .collect();
    let hint = (!limits.is_empty()).then(|| limits.join(strings.title_divider));
    let has_presets = !presets.is_empty();
    let label = if has_presets { strings.own_amount } else { strings.amount_field };
    let optional = has_presets.then(|| strings.optional.to_owned());
    view! {
        <fieldset class="form-part">
            <legend class="form-part-title">{strings.amount_field}</legend>
            {has_presets.then(|| view! { <div class="choices" role="group" aria-label=strings.suggested>{choices}</div> })}
            <TextField
                name="amount" label=label value=data.form.amount.clone() inputmode="decimal" max_length=20 direction="ltr"
                optional_label=optional hint=hint error=error_of(data, "amount")
            />
        </fieldset>
    }
    .into_any()
}

fn intent(ctx: &PageContext, data: &GiveData) -> AnyView {
    let strings = ctx.strings();
    let choice = |value: &'static str, label: &'static str| {
        view! { <Choice name="intent" value=value checked=data.form.intent == value><span>{label}</span></Choice> }
    };
    view! {
        <fieldset class="form-part">
            <legend class="form-part-title">{strings.intent_field}</legend>
            <div class="choices">
                {choice("general", strings.intent_general)}
                {choice("sadaqah", strings.intent_sadaqah)}
                {choice("zakat", strings.intent_zakat)}
                {choice("waqf", strings.intent_waqf)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// Until when, and in which parts. The number of parts is shown by the style sheet when parts are chosen.
fn schedule(ctx: &PageContext, data: &GiveData) -> AnyView {
    let strings = ctx.strings();
    let terms = data.item.campaign.as_ref().and_then(|campaign| campaign.instalments.as_ref());
    let offers = |period| terms.is_some_and(|terms| terms.every.contains(&period));
    let choice = |value: &'static str, label: &'static str| {
        view! { <Choice name="every" value=value checked=data.form.every == value><span>{label}</span></Choice> }
    };
    let weekly = offers(InstalmentInterval::Weekly).then(|| choice("weekly", strings.every_week));
    let monthly = offers(InstalmentInterval::Monthly).then(|| choice("monthly", strings.every_month));
    let quarterly = offers(InstalmentInterval::Quarterly).then(|| choice("quarterly", strings.every_quarter));
    let parts = terms.map(|terms| {
        let most = terms.max_count.map(|most| format!("{} {most}", strings.parts_most));
        view! {
            <div class="choices" id="every" tabindex="-1">
                {choice("once", strings.at_once)}
                {weekly}
                {monthly}
                {quarterly}
            </div>
            {error_of(data, "every").map(|error| view! { <p class="field-error">{error}</p> })}
            <div class="parts-count">
                <TextField
                    name="count" label=strings.parts_field value=data.form.count.clone() inputmode="numeric" max_length=3 direction="ltr"
                    hint=most error=error_of(data, "count")
                />
            </div>
        }
    });
    view! {
        <fieldset class="form-part form-schedule">
            <legend class="form-part-title">{strings.schedule_field}</legend>
            <TextField
                name="target_date" label=strings.target_field value=data.form.target_date.clone() kind="date" max_length=10 direction="ltr"
                hint=Some(strings.target_hint.to_owned()) error=error_of(data, "target_date")
            />
            {parts}
        </fieldset>
    }
    .into_any()
}

fn person(ctx: &PageContext, data: &GiveData) -> AnyView {
    let (strings, form) = (ctx.strings(), &data.form);
    let hide = (!data.is_pledge).then(|| check("anonymous", strings.hide_name, form.is_anonymous));
    let receipt = (!data.is_pledge).then(|| check("receipt", strings.want_receipt, form.wants_receipt));
    view! {
        <fieldset class="form-part">
            <legend class="form-part-title">{strings.your_details}</legend>
            <TextField name="name" label=strings.full_name value=form.name.clone() autocomplete="name" error=error_of(data, "name") />
            {hide}
            <TextField
                name="phone" label=strings.phone_field value=form.phone.clone() kind="tel" inputmode="tel" autocomplete="tel" max_length=24
                direction="ltr" prefix=Some("+965") hint=Some(strings.phone_hint_gift.to_owned()) error=error_of(data, "phone")
            />
            <TextField
                name="email" label=strings.email_field value=form.email.clone() kind="email" inputmode="email" autocomplete="email" max_length=254
                direction="ltr" optional_label=Some(strings.optional.to_owned()) error=error_of(data, "email")
            />
            {receipt}
        </fieldset>
    }
    .into_any()
}

fn check(name: &'static str, label: &'static str, is_checked: bool) -> AnyView {
    view! {
        <label class="check" for=name>
            <input class="check-box" type="checkbox" id=name name=name value="on" checked=is_checked />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn words(ctx: &PageContext, data: &GiveData) -> AnyView {
    let (strings, form) = (ctx.strings(), &data.form);
    let label = if data.is_pledge { strings.pledge_note } else { strings.message_field };
    let dedication = (!data.is_pledge).then(|| {
        view! {
            <TextField
                name="dedication" label=strings.dedication_field value=form.dedication.clone() max_length=200
                optional_label=Some(strings.optional.to_owned()) error=error_of(data, "dedication")
            />
        }
    });
    view! {
        {dedication}
        <TextArea name="message" label=label value=form.message.clone() optional_label=strings.optional error=error_of(data, "message") />
    }
    .into_any()
}
