//! The checkout: a form that loses nothing, sent at most once.

use axum::{
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use storefront::{Basket, CheckoutData, CheckoutForm, FormError, Links, PricedBasket};
use uuid::Uuid;

use super::{
    Visit, basket,
    operation::{api, own_error},
    pages,
    reply::{private, redirect},
};
use crate::{
    graphql::errors,
    http::{edge, graphql::status_of, limits},
    kernel::error::{Error, Result},
};

/// Purpose of the time trap's token.
const TRAP: &str = "checkout";
/// No person fills in the form faster.
const FASTEST: TimeDelta = TimeDelta::seconds(2);
/// How long a form may lie open.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// The time trap's value: when a form was first shown.
pub(super) fn started(visit: &Visit) -> Result<String> {
    let now = visit.shared.app.clock.now();
    visit.shared.app.links.sign(TRAP, &now.timestamp_millis(), now + LONGEST)
}

pub(super) async fn show(visit: &Visit) -> Result<Response> {
    pages::admit(visit).await?;
    let wanted = basket::of(visit);
    let (storefront, priced) = basket::priced(visit, &wanted).await?;
    if !priced.can_be_ordered() {
        return Ok(to_basket(visit));
    }
    let started = started(visit)?;
    let mut form = CheckoutForm::new(&storefront, Uuid::now_v7().simple().to_string(), started);
    let followed = visit.follow().await;
    form.visit = followed.visit.map(|id| id.to_string()).unwrap_or_default();
    let mut response = form_page(visit, StatusCode::OK, storefront, priced, form, Vec::new())?;
    keep_visitor(visit, &mut response);
    followed.tell(&mut response);
    Ok(response)
}

pub(super) async fn submit(visit: &Visit, body: &Bytes) -> Result<Response> {
    if !visit.is_from_here() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    pages::admit(visit).await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let form = CheckoutForm::from_fields(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let wanted = basket::of(visit);
    let (storefront, priced) = basket::priced(visit, &wanted).await?;
    if !priced.can_be_ordered() {
        return already_sent(visit, &form).await;
    }
    let refusals = form.check(&storefront, storefront::strings::strings(visit.locale));
    if !refusals.is_empty() {
        return form_page(visit, StatusCode::UNPROCESSABLE_ENTITY, storefront, priced, form, refusals);
    }
    let input = form.to_input(&storefront, &wanted);
    match client::order_submit(&api(visit, is_suspect(visit, &form.started, form.is_trapped())), input)
        .await
        .map_err(own_error)
    {
        Ok(answer) => match answer.status_token {
            Some(token) => Ok(thanks(visit, &token)),
            None => {
                let refusals = CheckoutForm::errors_of(&answer.user_errors);
                form_page(visit, StatusCode::UNPROCESSABLE_ENTITY, storefront, priced, form, refusals)
            }
        },
        // Nothing typed is lost: the same form, with the same key, can be sent again.
        Err(error @ (Error::RateLimited { .. } | Error::Unavailable(_))) => {
            let message = errors::message(&error, super::own_locale(visit.locale));
            let refusals = vec![FormError { field: "", message }];
            let mut response = form_page(visit, status_of(&error), storefront, priced, form, refusals)?;
            limits::tell_retry(&error, response.headers_mut());
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

/// A second click arrives after the first has emptied the basket. The lines are gone, but the key is not: whoever sent
/// it is led to the order it made; anybody else to the basket.
async fn already_sent(visit: &Visit, form: &CheckoutForm) -> Result<Response> {
    let found = crate::orders::service::sent_with_key(&visit.shared.app, &visit.scope(), &form.key).await?;
    Ok(match found {
        Some(token) => thanks(visit, &token),
        None => to_basket(visit),
    })
}

/// Too fast, too late, or the field that people do not see: kept, and flagged for the team.
pub(super) fn is_suspect(visit: &Visit, started: &str, is_trapped: bool) -> bool {
    let app = &visit.shared.app;
    let now = app.clock.now();
    let started = app.links.read::<i64>(TRAP, started, now);
    let is_hasty = started.is_none_or(|ms| now.timestamp_millis() - ms < FASTEST.num_milliseconds());
    is_trapped || is_hasty
}

fn thanks(visit: &Visit, token: &str) -> Response {
    let mut response = redirect(StatusCode::SEE_OTHER, &links(visit).thanks(token));
    if let Some(cookie) = basket::cookie(visit, &Basket::default()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn to_basket(visit: &Visit) -> Response {
    redirect(StatusCode::SEE_OTHER, &links(visit).basket())
}

pub(super) fn links(visit: &Visit) -> Links {
    Links::new(visit.locale, basket::default_locale(visit))
}

fn form_page(
    visit: &Visit,
    status: StatusCode,
    storefront: client::Storefront,
    priced: PricedBasket,
    form: CheckoutForm,
    errors: Vec<FormError>,
) -> Result<Response> {
    let ctx = pages::context(visit, storefront)?;
    Ok(private(status, storefront::checkout(&ctx, &CheckoutData { basket: priced, form, errors })))
}

/// Tells one visitor from another for the limit on submissions; a random number, and only at the checkout.
pub(super) fn keep_visitor(visit: &Visit, response: &mut Response) {
    if visit.edge.client.visitor.is_some() {
        return;
    }
    let app = &visit.shared.app;
    let secure = if app.base.is_https() { "; Secure" } else { "" };
    let name = edge::visitor_cookie(app);
    let cookie =
        format!("{name}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}", Uuid::new_v4().simple());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
