//! After the order: the thanks with the number, and the page it is followed on by a signed link.

use client::{SubmissionKind, SubmissionStatus};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Icon, IconName, Notice, NoticeTone, SummaryList, SummaryRow};

use crate::giving::status::{self as gift, missing};
use crate::orders::message::order_text;
use crate::orders::summary::placed_summary;
use crate::shell::{Page, PageContext, Rendered, render};
use crate::strings::Strings;
use crate::text::{moment, paragraphs, pick};

/// Renders the page a visitor is led to after ordering. `token` is the one of the page's address.
#[must_use]
pub fn thanks(ctx: &PageContext, status: Option<&SubmissionStatus>, token: &str) -> Rendered {
    let Some(status) = status else { return missing(ctx) };
    if status.kind != SubmissionKind::Order {
        return gift::thanks(ctx, status, token);
    }
    render(ctx, || {
        let strings = ctx.strings();
        let chat = ctx.whatsapp(&order_text(ctx, status, token)).map(|href| {
            view! {
                <ButtonLink href=href kind=ButtonKind::Secondary external=true>
                    <Icon name=IconName::Whatsapp />
                    {strings.send_on_whatsapp}
                </ButtonLink>
            }
        });
        let content = view! {
            <div class="thanks-head">
                <span class="thanks-mark"><Icon name=IconName::Check /></span>
                <h1 class="page-title">{strings.thanks_title}</h1>
                <p class="lead">{strings.thanks_text}</p>
                <p class="number"><span class="number-term">{strings.order_number}</span> " " <bdi class="number-value" dir="ltr">{status.number.clone()}</bdi></p>
                <div class="acts">
                    <ButtonLink href=ctx.links().status(token)>{strings.follow_order}</ButtonLink>
                    {chat}
                </div>
                <p class="hint">{strings.follow_hint}</p>
            </div>
            <div class="columns">{payment(ctx, status)} {order(ctx, status)}</div>
        };
        Page::private(strings.thanks_title, "after", content.into_any())
    })
}

/// Renders the status page. None: the link is wrong or too old (answer 404).
#[must_use]
pub fn status(ctx: &PageContext, status: Option<&SubmissionStatus>, token: &str) -> Rendered {
    let Some(status) = status else { return missing(ctx) };
    if status.kind != SubmissionKind::Order {
        return gift::status(ctx, status, token);
    }
    render(ctx, || {
        let strings = ctx.strings();
        let zone = &ctx.storefront.time_zone;
        let rows = [
            (strings.order_number, status.number.clone()),
            (strings.placed_at, moment(&status.placed_at, zone, strings)),
            (strings.updated_at, moment(&status.updated_at, zone, strings)),
        ];
        let rows = rows
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(term, value)| SummaryRow { term: term.to_owned(), value, is_strong: false })
            .collect();
        let ask = ctx.whatsapp(&order_text(ctx, status, token)).map(|href| {
            view! {
                <ButtonLink href=href kind=ButtonKind::Secondary external=true>
                    <Icon name=IconName::Whatsapp />
                    {strings.contact}
                </ButtonLink>
            }
        });
        let is_open = !matches!(status.status.as_str(), "CANCELLED" | "SPAM");
        let content = view! {
            <h1 class="page-title">{strings.status_title} " " <bdi class="number-inline" dir="ltr">{status.number.clone()}</bdi></h1>
            {steps(strings, &status.status)}
            <div class="columns">
                {is_open.then(|| payment(ctx, status))}
                {order(ctx, status)}
                <section class="card" aria-label=strings.details>
                    <SummaryList rows=rows />
                    {ask}
                </section>
            </div>
        };
        Page::private(strings.status_title, "after", content.into_any())
    })
}

/// The way of an order, with the step it stands at.
fn steps(strings: &'static Strings, status: &str) -> AnyView {
    let steps = [
        (strings.status_pending, strings.status_pending_text),
        (strings.status_confirmed, strings.status_confirmed_text),
        (strings.status_fulfilled, strings.status_fulfilled_text),
    ];
    let reached = match status {
        "CONFIRMED" => 1,
        "FULFILLED" => 2,
        "CANCELLED" => {
            return view! {
                <Notice tone=NoticeTone::Danger>
                    <p class="notice-title">{strings.status_cancelled}</p>
                    <p>{strings.status_cancelled_text}</p>
                </Notice>
            }
            .into_any();
        }
        // A visitor whose order was taken for spam is not told so: the team may still take it back.
        _ => 0,
    };
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, (name, text))| {
            let class = if index < reached || (index == reached && reached == 2) {
                "step step-done"
            } else if index == reached {
                "step step-now"
            } else {
                "step"
            };
            let current = (index == reached).then_some("step");
            let text = (index == reached).then(|| view! { <span class="step-text">{text}</span> });
            view! {
                <li class=class aria-current=current>
                    <span class="step-mark"><Icon name=IconName::Check /></span>
                    <span class="step-body"><span class="step-name">{name}</span>{text}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps" role="list">{items}</ol> }.into_any()
}

fn payment(ctx: &PageContext, status: &SubmissionStatus) -> AnyView {
    let strings = ctx.strings();
    if status.is_paid {
        return view! {
            <Notice tone=NoticeTone::Success>
                <p class="notice-title">{strings.paid}</p>
                <p>{strings.paid_text}</p>
            </Notice>
        }
        .into_any();
    }
    let text = paragraphs(&pick(ctx.locale, &status.payment_instructions));
    if text.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card card-soft" aria-labelledby="pay">
            <h2 class="card-title" id="pay">{strings.how_to_pay}</h2>
            <div class="prose">{text}</div>
        </section>
    }
    .into_any()
}

fn order(ctx: &PageContext, status: &SubmissionStatus) -> AnyView {
    view! {
        <section class="card" aria-labelledby="order">
            <h2 class="card-title" id="order">{ctx.strings().your_order}</h2>
            {placed_summary(ctx, status)}
        </section>
    }
    .into_any()
}
