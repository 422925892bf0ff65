//! After a gift: the thanks with the number, and the page it is followed on by a signed link.

use client::{Money, SubmissionKind, SubmissionStatus};
use leptos::prelude::*;
use ui::{Amount, ButtonKind, ButtonLink, Icon, IconName, Notice, NoticeTone, SummaryList, SummaryRow};

use crate::giving::receipt_page::intent_name;
use crate::shell::{Page, PageContext, Rendered, render};
use crate::strings::Strings;
use crate::text::{digits_of, moment, money, paragraphs, pick, plain_day};

/// The texts that differ between a donation and a pledge.
struct Words {
    thanks: &'static str,
    thanks_text: &'static str,
    number: &'static str,
    status_title: &'static str,
    chat: &'static str,
}

fn words(strings: &'static Strings, kind: SubmissionKind) -> Words {
    if kind == SubmissionKind::Pledge {
        Words {
            thanks: strings.pledge_thanks,
            thanks_text: strings.pledge_thanks_text,
            number: strings.pledge_number,
            status_title: strings.pledge_status_title,
            chat: strings.pledge_chat,
        }
    } else {
        Words {
            thanks: strings.donation_thanks,
            thanks_text: strings.donation_thanks_text,
            number: strings.donation_number,
            status_title: strings.donation_status_title,
            chat: strings.donation_chat,
        }
    }
}

/// The page a giver is led to after giving.
pub(crate) fn thanks(ctx: &PageContext, status: &SubmissionStatus, token: &str) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let words = words(strings, status.kind);
        let content = view! {
            <div class="thanks-head">
                <span class="thanks-mark"><Icon name=IconName::Check /></span>
                <h1 class="page-title">{words.thanks}</h1>
                <p class="lead">{words.thanks_text}</p>
                <p class="number"><span class="number-term">{words.number}</span> " " <bdi class="number-value" dir="ltr">{status.number.clone()}</bdi></p>
                <div class="acts">
                    <ButtonLink href=ctx.links().status(token)>{strings.follow_gift}</ButtonLink>
                    {chat(ctx, status, &words, token)}
                </div>
                <p class="hint">{strings.follow_hint_gift}</p>
            </div>
            <div class="columns">{payment(ctx, status)} {gift(ctx, status)}</div>
        };
        Page::private(words.thanks, "after", content.into_any())
    })
}

/// The page a gift is followed on.
pub(crate) fn status(ctx: &PageContext, status: &SubmissionStatus, token: &str) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let words = words(strings, status.kind);
        let zone = &ctx.storefront.time_zone;
        let rows = [
            (words.number, status.number.clone()),
            (strings.gift_placed, moment(&status.placed_at, zone, strings)),
            (strings.updated_at, moment(&status.updated_at, zone, strings)),
        ];
        let rows = rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(term, value)| SummaryRow { term: term.to_owned(), value, is_strong: false })
            .collect();
        let receipt = status.receipt_token.as_ref().map(|token| {
            view! { <ButtonLink href=ctx.links().receipt(token) kind=ButtonKind::Secondary>{strings.see_receipt}</ButtonLink> }
        });
        let content = view! {
            <h1 class="page-title">{words.status_title} " " <bdi class="number-inline" dir="ltr">{status.number.clone()}</bdi></h1>
            {standing(strings, status)}
            <div class="columns">
                {is_open(status).then(|| payment(ctx, status))}
                {gift(ctx, status)}
                <section class="card" aria-label=strings.details>
                    <SummaryList rows=rows />
                    <div class="acts">{receipt} {chat(ctx, status, &words, token)}</div>
                </section>
            </div>
        };
        Page::private(words.status_title, "after", content.into_any())
    })
}

fn is_open(status: &SubmissionStatus) -> bool {
    matches!(status.status.as_str(), "PENDING" | "ACTIVE" | "OVERDUE" | "SPAM")
}

/// Where the gift stands, in a sentence.
fn standing(strings: &'static Strings, status: &SubmissionStatus) -> AnyView {
    let (tone, title, text) = match (status.kind, status.status.as_str()) {
        (SubmissionKind::Pledge, "OVERDUE") => (NoticeTone::Info, strings.pledge_overdue, strings.pledge_overdue_text),
        (SubmissionKind::Pledge, "FULFILLED") => {
            (NoticeTone::Success, strings.pledge_fulfilled, strings.pledge_fulfilled_text)
        }
        (SubmissionKind::Pledge, "CANCELLED") => {
            (NoticeTone::Danger, strings.pledge_cancelled, strings.status_cancelled_gift)
        }
        (SubmissionKind::Pledge, _) => (NoticeTone::Info, strings.pledge_active, strings.pledge_active_text),
        (_, "RECEIVED") => (NoticeTone::Success, strings.donation_received, strings.donation_received_text),
        (_, "REFUNDED") => (NoticeTone::Info, strings.donation_refunded, strings.donation_refunded_text),
        (_, "CANCELLED") => (NoticeTone::Danger, strings.donation_cancelled, strings.status_cancelled_gift),
        // Whose gift was taken for spam is not told so: the team may still take it back.
        _ => (NoticeTone::Info, strings.donation_pending, strings.donation_pending_text),
    };
    view! {
        <Notice tone=tone>
            <p class="notice-title">{title}</p>
            <p>{text}</p>
        </Notice>
    }
    .into_any()
}

/// How to pay.
fn payment(ctx: &PageContext, status: &SubmissionStatus) -> AnyView {
    let text = paragraphs(&pick(ctx.locale, &status.payment_instructions));
    if text.is_empty() || status.is_paid {
        return ().into_any();
    }
    view! {
        <section class="card card-soft" aria-labelledby="pay">
            <h2 class="card-title" id="pay">{ctx.strings().how_to_pay}</h2>
            <div class="prose">{text}</div>
        </section>
    }
    .into_any()
}

/// What was given or promised.
fn gift(ctx: &PageContext, status: &SubmissionStatus) -> AnyView {
    let strings = ctx.strings();
    let row = |term: &str, value: String, is_strong| SummaryRow { term: term.to_owned(), value, is_strong };
    let mut rows = Vec::new();
    if let Some(campaign) = &status.campaign {
        rows.push(row(strings.receipt_for, pick(ctx.locale, campaign), false));
    }
    if let Some(intent) = status.intent {
        rows.push(row(strings.intent_field, intent_name(strings, intent).to_owned(), false));
    }
    if let Some(target) = &status.target_date {
        rows.push(row(strings.target_field, plain_day(target, strings), false));
        rows.push(row(strings.paid_so_far, money(ctx.locale, &status.paid), false));
    }
    rows.push(row(strings.amount_field, money(ctx.locale, &status.total), true));
    let title = if status.kind == SubmissionKind::Pledge { strings.your_pledge } else { strings.your_gift };
    view! {
        <section class="card" aria-labelledby="gift">
            <h2 class="card-title" id="gift">{title}</h2>
            <SummaryList rows=rows />
            {schedule(ctx, status)}
        </section>
    }
    .into_any()
}

/// Whether all of an amount is paid: what came above the whole pledge stands in its last part.
fn covers(paid: &Money, amount: &Money) -> bool {
    let read = |money: &Money| Amount::parse(&money.amount, digits_of(money));
    read(paid).zip(read(amount)).is_some_and(|(paid, amount)| paid >= amount)
}

/// The parts of a pledge, each with what is paid of it.
fn schedule(ctx: &PageContext, status: &SubmissionStatus) -> Option<AnyView> {
    if status.schedule.len() < 2 {
        return None;
    }
    let strings = ctx.strings();
    let rows = status
        .schedule
        .iter()
        .map(|part| {
            let is_full = covers(&part.paid, &part.amount);
            let has_some = part.paid.amount.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
            let state = match (is_full, has_some) {
                (true, _) => strings.part_paid.to_owned(),
                (false, true) => format!("{} {}", strings.part_paid_of, money(ctx.locale, &part.paid)),
                (false, false) => String::new(),
            };
            view! {
                <tr>
                    <td>{plain_day(&part.due_date, strings)}</td>
                    <td><bdi>{money(ctx.locale, &part.amount)}</bdi></td>
                    <td class="part-state">{state}</td>
                </tr>
            }
        })
        .collect_view();
    let view = view! {
        <table class="parts">
            <caption class="visually-hidden">{strings.schedule_field}</caption>
            <thead><tr><th scope="col">{strings.part_due}</th><th scope="col">{strings.amount_field}</th><th scope="col">{strings.part_state}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(view.into_any())
}

fn chat(ctx: &PageContext, status: &SubmissionStatus, words: &Words, token: &str) -> Option<AnyView> {
    let text = format!("{} {}\n{}{}", words.chat, status.number, ctx.origin, ctx.links().status(token));
    let href = ctx.whatsapp(&text)?;
    let label = ctx.strings().contact;
    let view = view! {
        <ButtonLink href=href kind=ButtonKind::Secondary external=true>
            <Icon name=IconName::Whatsapp />
            {label}
        </ButtonLink>
    };
    Some(view.into_any())
}

/// The link is wrong or too old; another one can be had.
pub(crate) fn missing(ctx: &PageContext) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let content = view! {
            <div class="empty">
                <h1 class="page-title">{strings.status_missing_title}</h1>
                <p>{strings.status_missing_text}</p>
                <div class="acts">
                    <ButtonLink href=ctx.links().find()>{strings.find_title}</ButtonLink>
                    <ButtonLink href=ctx.links().about() kind=ButtonKind::Secondary>{strings.contact}</ButtonLink>
                </div>
            </div>
        };
        Page::private(strings.status_missing_title, "notice-page", content.into_any())
    })
}
