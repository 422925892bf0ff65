//! The checkout: who, how, where, and the order beside it.

use leptos::prelude::*;
use ui::{Button, Choice, ErrorSummary, TextArea, TextField};

use crate::basket::price::PricedBasket;
use crate::orders::checkout_form::{CheckoutForm, FormError};
use crate::orders::summary::checkout_summary;
use crate::shell::{Page, PageContext, Rendered, render};

/// What the checkout shows.
#[derive(Debug, Clone)]
pub struct CheckoutData {
    /// The order; the server sends visitors with an empty or faulty basket to the basket's page instead.
    pub basket: PricedBasket,
    /// What was typed so far.
    pub form: CheckoutForm,
    /// What is wrong with it.
    pub errors: Vec<FormError>,
}

/// Renders the checkout.
#[must_use]
pub fn checkout(ctx: &PageContext, data: &CheckoutData) -> Rendered {
    render(ctx, || Page::private(ctx.strings().checkout_title, "checkout", content(ctx, data)))
}

fn content(ctx: &PageContext, data: &CheckoutData) -> AnyView {
    let strings = ctx.strings();
    let errors: Vec<(String, String)> =
        data.errors.iter().map(|error| (error.field.to_owned(), error.message.clone())).collect();
    let summary = (!errors.is_empty()).then(|| view! { <ErrorSummary title=strings.errors_title errors=errors /> });
    let form = &data.form;
    let pay_later = strings.pay_later;
    view! {
        <h1 class="page-title">{strings.checkout_title}</h1>
        {summary}
        <form class="split" action=ctx.links().checkout() method="post" novalidate=true>
            <input type="hidden" name="key" value=form.key.clone() />
            <input type="hidden" name="started" value=form.started.clone() />
            <input type="hidden" name="visit" value=form.visit.clone() />
            <div class="trap" aria-hidden="true">
                <label for="company">{strings.leave_empty}</label>
                <input id="company" name="company" type="text" tabindex="-1" autocomplete="off" value="" />
            </div>
            <div class="form-parts">
                {person(ctx, data)}
                {fulfilment(ctx, data)}
                {address(ctx, data)}
                <TextArea name="note" label=strings.order_note value=form.note.clone() optional_label=strings.optional error=error_of(data, "note") />
            </div>
            <aside class="split-side" aria-labelledby="your-order">
                <div class="card">
                    <div class="card-head">
                        <h2 class="card-title" id="your-order">{strings.your_order}</h2>
                        <a class="link" href=ctx.links().basket()>{strings.edit_basket}</a>
                    </div>
                    {checkout_summary(ctx, &data.basket)}
                    <Button>{strings.place_order}</Button>
                    <p class="hint">{pay_later}</p>
                </div>
            </aside>
        </form>
    }
    .into_any()
}

fn error_of(data: &CheckoutData, field: &str) -> Option<String> {
    data.errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
}

fn person(ctx: &PageContext, data: &CheckoutData) -> AnyView {
    let (strings, form) = (ctx.strings(), &data.form);
    view! {
        <fieldset class="form-part">
            <legend class="form-part-title">{strings.your_details}</legend>
            <TextField name="name" label=strings.full_name value=form.name.clone() autocomplete="name" error=error_of(data, "name") />
            <TextField
                name="phone" label=strings.phone_field value=form.phone.clone() kind="tel" inputmode="tel" autocomplete="tel" max_length=24
                direction="ltr" prefix=Some("+965") hint=Some(strings.phone_hint.to_owned()) error=error_of(data, "phone")
            />
            <TextField
                name="email" label=strings.email_field value=form.email.clone() kind="email" inputmode="email" autocomplete="email" max_length=254
                direction="ltr" optional_label=Some(strings.optional.to_owned()) error=error_of(data, "email")
            />
        </fieldset>
    }
    .into_any()
}

fn fulfilment(ctx: &PageContext, data: &CheckoutData) -> Option<AnyView> {
    let (strings, storefront) = (ctx.strings(), &ctx.storefront);
    let only = match (storefront.offers_delivery, storefront.offers_pickup) {
        (true, true) => None,
        (true, false) => Some("delivery"),
        (false, true) => Some("pickup"),
        (false, false) => return None,
    };
    if let Some(only) = only {
        return Some(view! { <input type="hidden" name="fulfilment" value=only /> }.into_any());
    }
    let choice = |value: &'static str, label: &'static str, extra: Option<String>| {
        view! {
            <Choice name="fulfilment" value=value checked=data.form.fulfilment == value>
                <span>{label}</span>
                {extra.map(|extra| view! { <span class="choice-extra"><bdi>{extra}</bdi></span> })}
            </Choice>
        }
    };
    let fee = super::summary::fee_text(ctx);
    let error = error_of(data, "fulfilment").map(|error| view! { <p class="field-error">{error}</p> });
    let view = view! {
        <fieldset class="form-part" id="fulfilment" tabindex="-1">
            <legend class="form-part-title">{strings.how_to_receive}</legend>
            {error}
            <div class="choices choices-even">
                {choice("delivery", strings.delivery, Some(fee))}
                {choice("pickup", strings.pickup, Some(strings.free.to_owned()))}
            </div>
        </fieldset>
    };
    Some(view.into_any())
}

/// Hidden by the style sheet while pick-up is chosen.
fn address(ctx: &PageContext, data: &CheckoutData) -> Option<AnyView> {
    if !ctx.storefront.offers_delivery {
        return None;
    }
    let (strings, form) = (ctx.strings(), &data.form);
    let view = view! {
        <fieldset class="form-part form-address">
            <legend class="form-part-title">{strings.where_to}</legend>
            <TextField name="area" label=strings.area value=form.area.clone() autocomplete="address-level2" error=error_of(data, "area") />
            <div class="field-row">
                <TextField name="block" label=strings.block value=form.block.clone() inputmode="numeric" autocomplete="address-level3" error=error_of(data, "block") />
                <TextField name="street" label=strings.street value=form.street.clone() autocomplete="address-line1" error=error_of(data, "street") />
            </div>
            <TextField name="house" label=strings.house value=form.house.clone() autocomplete="address-line2" error=error_of(data, "house") />
            <TextField
                name="address_note" label=strings.address_note value=form.address_note.clone() autocomplete="address-line3" max_length=500
                optional_label=Some(strings.optional.to_owned()) error=error_of(data, "address_note")
            />
        </fieldset>
    };
    Some(view.into_any())
}
