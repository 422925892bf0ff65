//! The basket's page. Every change is a plain form.

use leptos::prelude::*;
use ui::{
    Button, ButtonKind, ButtonLink, Icon, IconName, Notice, NoticeTone, SummaryList, SummaryRow, WovenTile,
    format_money,
};

use crate::basket::cookie::MOST_QUANTITY;
use crate::basket::price::{LineFault, PricedBasket, PricedLine};
use crate::shell::{Page, PageContext, Rendered, render};
use crate::strings::{count_of_pieces, only_left};
use crate::text::{Load, digits_of, money, pick, picture};

/// Renders the basket. `notice` is told on top, e.g. that nothing more fits in.
#[must_use]
pub fn basket(ctx: &PageContext, basket: &PricedBasket, notice: Option<&str>) -> Rendered {
    render(ctx, || {
        let notice = notice.map(|text| {
            let text = text.to_owned();
            view! { <Notice tone=NoticeTone::Danger><p>{text}</p></Notice> }
        });
        let body = if basket.lines.is_empty() { empty(ctx) } else { full(ctx, basket) };
        let title = ctx.strings().basket_title;
        let content = view! { <h1 class="page-title">{title}</h1> {notice} {body} }.into_any();
        Page::private(title, "basket-page", content)
    })
}

/// An amount of this tenant's currency.
pub(crate) fn amount(ctx: &PageContext, amount: ui::Amount) -> String {
    let digits = digits_of(&ctx.storefront.delivery_fee);
    format_money(&amount.to_decimal(digits), &ctx.storefront.currency_code, digits, ctx.locale, false)
}

fn empty(ctx: &PageContext) -> AnyView {
    let strings = ctx.strings();
    view! {
        <div class="empty">
            <h2 class="empty-title">{strings.basket_empty}</h2>
            <p>{strings.basket_empty_hint}</p>
            <ButtonLink href=ctx.links().home()>{strings.keep_browsing}</ButtonLink>
        </div>
    }
    .into_any()
}

fn full(ctx: &PageContext, basket: &PricedBasket) -> AnyView {
    let strings = ctx.strings();
    let lines = basket.lines.iter().map(|line| line_view(ctx, line)).collect_view();
    let pieces = basket.lines.iter().filter(|line| line.fault.is_none()).map(|line| line.quantity).sum();
    let rows = vec![SummaryRow {
        term: format!("{} ({})", strings.subtotal, count_of_pieces(ctx.locale, pieces)),
        value: amount(ctx, basket.subtotal),
        is_strong: true,
    }];
    let minimum = ui::Amount::parse(&ctx.storefront.minimum_order.amount, digits_of(&ctx.storefront.minimum_order))
        .unwrap_or_default();
    let go = match (basket.can_be_ordered(), basket.subtotal >= minimum) {
        (false, _) => view! { <Notice tone=NoticeTone::Danger><p>{strings.fix_basket}</p></Notice> }.into_any(),
        (true, false) => {
            let text = format!(
                "{}{}{}",
                strings.minimum_order,
                strings.colon,
                money(ctx.locale, &ctx.storefront.minimum_order)
            );
            view! { <Notice tone=NoticeTone::Info><p>{text}</p></Notice> }.into_any()
        }
        (true, true) => view! { <ButtonLink href=ctx.links().checkout()>{strings.to_checkout}</ButtonLink> }.into_any(),
    };
    let hint = ctx.storefront.offers_delivery.then_some(strings.delivery_at_checkout);
    view! {
        <div class="split">
            <ul class="lines" role="list">{lines}</ul>
            <aside class="split-side" aria-label=strings.total>
                <div class="card">
                    <SummaryList rows=rows />
                    {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                    {go}
                    <ButtonLink href=ctx.links().home() kind=ButtonKind::Quiet>{strings.keep_browsing}</ButtonLink>
                </div>
            </aside>
        </div>
    }
    .into_any()
}

fn line_view(ctx: &PageContext, line: &PricedLine) -> AnyView {
    let strings = ctx.strings();
    let name = line.item.as_ref().map_or_else(|| strings.item_gone.to_owned(), |item| pick(ctx.locale, &item.name));
    let image = line
        .item
        .as_ref()
        .and_then(|item| picture(item.images.first()?, String::new(), "96px", Load::Later))
        .unwrap_or_else(|| view! { <WovenTile /> }.into_any());
    let title = match &line.item {
        Some(item) => view! { <a class="line-name" href=ctx.links().item(&item.slug)>{name.clone()}</a> }.into_any(),
        // Its name is not known any more; the fault says what there is to say.
        None => ().into_any(),
    };
    let options = line
        .options
        .iter()
        .map(|(key, value)| view! { <li>{key.clone()}{strings.colon}{value.clone()}</li> })
        .collect_view();
    let fault = line.fault.map(|fault| {
        let text = match fault {
            LineFault::Gone => strings.item_gone.to_owned(),
            LineFault::SoldOut => strings.sold_out.to_owned(),
            LineFault::OptionsChanged => strings.options_changed.to_owned(),
            LineFault::OnlyLeft(left) => only_left(ctx.locale, left),
        };
        view! { <p class="field-error"><Icon name=IconName::Alert /> <span>{text}</span></p> }
    });
    let can_count = !matches!(line.fault, Some(LineFault::Gone | LineFault::SoldOut | LineFault::OptionsChanged));
    let stepper = can_count.then(|| quantity_form(ctx, line, &name));
    let total = can_count.then(|| view! { <p class="line-total"><bdi>{amount(ctx, line.total)}</bdi></p> });
    view! {
        <li class="line">
            <div class="line-picture">{image}</div>
            <div class="line-body">
                {title}
                {(!line.options.is_empty()).then(|| view! { <ul class="line-options" role="list">{options}</ul> })}
                {fault}
                <div class="line-acts">{stepper} {remove_form(ctx, line, &name)}</div>
            </div>
            {total}
        </li>
    }
    .into_any()
}

/// One less, how many, one more: each button sends the number it stands for.
fn quantity_form(ctx: &PageContext, line: &PricedLine, name: &str) -> AnyView {
    let strings = ctx.strings();
    let button = |label: &str, icon: IconName, quantity: u32, disabled: bool| {
        view! {
            <button class="stepper-button" type="submit" name="quantity" value=quantity.to_string() aria-label=format!("{label}{}{name}", strings.colon) disabled=disabled>
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <form class="stepper stepper-form" action=ctx.links().basket() method="post" aria-label=format!("{}{}{name}", strings.quantity, strings.colon)>
            <input type="hidden" name="action" value="set" />
            <input type="hidden" name="index" value=line.index.to_string() />
            {button(strings.less, IconName::Minus, line.quantity.saturating_sub(1).max(1), line.quantity <= 1)}
            <span class="stepper-count">{line.quantity}</span>
            {button(strings.more, IconName::Plus, (line.quantity + 1).min(MOST_QUANTITY), line.quantity >= MOST_QUANTITY)}
        </form>
    }
    .into_any()
}

fn remove_form(ctx: &PageContext, line: &PricedLine, name: &str) -> AnyView {
    let strings = ctx.strings();
    let name = name.to_owned();
    view! {
        <form action=ctx.links().basket() method="post">
            <input type="hidden" name="action" value="remove" />
            <input type="hidden" name="index" value=line.index.to_string() />
            <Button kind=ButtonKind::Quiet>
                <Icon name=IconName::Trash />
                <span>{strings.remove}</span>
                <span class="visually-hidden">" " {name}</span>
            </Button>
        </form>
    }
    .into_any()
}
