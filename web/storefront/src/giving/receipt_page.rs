//! A receipt as a page that can be printed on one sheet.

use client::{DonationIntent, PrintedReceipt};
use leptos::prelude::*;
use ui::{Notice, NoticeTone, SummaryList, SummaryRow};

use crate::shell::{Page, PageContext, Rendered, contact_links, render};
use crate::strings::Strings;
use crate::text::{day, money, pick};

/// The name of an intent.
pub(crate) fn intent_name(strings: &Strings, intent: DonationIntent) -> &'static str {
    match intent {
        DonationIntent::General => strings.intent_general,
        DonationIntent::Sadaqah => strings.intent_sadaqah,
        DonationIntent::Zakat => strings.intent_zakat,
        DonationIntent::Waqf => strings.intent_waqf,
    }
}

/// Renders a receipt. None: the link is wrong (answer 404).
#[must_use]
pub fn receipt(ctx: &PageContext, receipt: Option<&PrintedReceipt>) -> Rendered {
    let Some(receipt) = receipt else { return super::status::missing(ctx) };
    render(ctx, || Page::private(ctx.strings().receipt_title, "receipt-page", content(ctx, receipt)))
}

fn content(ctx: &PageContext, receipt: &PrintedReceipt) -> AnyView {
    let (strings, storefront) = (ctx.strings(), &ctx.storefront);
    let on = |time: &str| day(time, &storefront.time_zone, strings);
    let row = |term: &str, value: String, is_strong| SummaryRow { term: term.to_owned(), value, is_strong };
    let donor = receipt.donor_name.clone().unwrap_or_else(|| strings.anonymous_donor.to_owned());
    let mut rows = vec![row(strings.receipt_from, donor, false)];
    if let Some(campaign) = &receipt.campaign {
        rows.push(row(strings.receipt_for, pick(ctx.locale, campaign), false));
    }
    rows.push(row(strings.intent_field, intent_name(strings, receipt.intent).to_owned(), false));
    if let Some(whom) = receipt.dedication.clone().filter(|whom| !whom.is_empty()) {
        rows.push(row(strings.dedication_field, whom, false));
    }
    if let Some(received) = receipt.received_at.as_deref() {
        rows.push(row(strings.receipt_received, on(received), false));
    }
    rows.push(row(strings.donation_number, receipt.donation_number.clone(), false));
    rows.push(row(strings.amount_field, money(ctx.locale, &receipt.amount), true));
    let legal = storefront.legal_name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| ctx.name());
    let licence = storefront.licence_number.clone().filter(|number| !number.trim().is_empty());
    let void = receipt.is_void.then(|| {
        let when = receipt.voided_at.as_deref().map(on).unwrap_or_default();
        view! {
            <Notice tone=NoticeTone::Danger>
                <p class="notice-title">{strings.receipt_void}</p>
                <p>{strings.receipt_void_text} " " {when}</p>
            </Notice>
        }
    });
    view! {
        <article class="receipt">
            <header class="receipt-head">
                <div>
                    <p class="receipt-who">{legal}</p>
                    {licence.map(|number| view! { <p class="hint">{strings.licence} " " <bdi>{number}</bdi></p> })}
                </div>
                <div class="receipt-number">
                    <h1 class="receipt-title">{strings.receipt_title}</h1>
                    <p><bdi dir="ltr">{receipt.number.clone()}</bdi></p>
                    <p class="hint">{on(&receipt.issued_at)}</p>
                </div>
            </header>
            {void}
            <SummaryList rows=rows />
            <p class="receipt-thanks">{strings.receipt_thanks}</p>
            <ul class="receipt-contact" role="list">{contact_links(ctx).into_iter().map(|link| view! { <li>{link}</li> }).collect_view()}</ul>
        </article>
        <p class="hint receipt-print">{strings.receipt_print_hint}</p>
    }
    .into_any()
}
