//! The basket: a cookie of ids and quantities, changed by plain forms or by the island.

use axum::{
    Json,
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use storefront::{Basket, BasketAct, Locale, PricedBasket, price_basket, read_basket_form};

use super::{
    Visit,
    operation::{api, own_error},
    pages,
    reply::{private, redirect},
};
use crate::kernel::error::Result;

/// How long a basket is remembered.
const LIFE_S: u32 = 30 * 24 * 3600;

/// The visitor's basket.
pub(super) fn of(visit: &Visit) -> Basket {
    visit
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(storefront::basket::cookie::find_in)
        .map_or_else(Basket::default, Basket::decode)
}

/// The header that keeps a basket, or forgets an empty one. The island reads it, so it is not HttpOnly; it holds no
/// secret and no person.
pub(super) fn cookie(visit: &Visit, basket: &Basket) -> Option<HeaderValue> {
    let is_https = visit.shared.app.base.is_https();
    let (name, secure) = if is_https { ("__Host-basket", "; Secure") } else { ("basket", "") };
    let (value, age) = if basket.is_empty() { (String::new(), 0) } else { (basket.encode(), LIFE_S) };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{secure}")).ok()
}

/// The basket with today's prices.
pub(super) async fn priced(visit: &Visit, basket: &Basket) -> Result<(client::Storefront, PricedBasket)> {
    let data = client::basket_page(&api(visit, false), &basket.item_ids()).await.map_err(own_error)?;
    let priced = price_basket(basket, &data.items, visit.locale);
    Ok((data.storefront, priced))
}

pub(super) async fn show(visit: &Visit, notice: Option<&str>) -> Result<Response> {
    pages::admit(visit).await?;
    let (storefront, priced) = priced(visit, &of(visit)).await?;
    Ok(private(
        StatusCode::OK,
        match pages::open_context(visit, storefront)? {
            Ok(ctx) => storefront::basket(&ctx, &priced, notice),
            Err(soon) => soon,
        },
    ))
}

pub(super) async fn change(visit: &Visit, body: &Bytes) -> Result<Response> {
    if !visit.is_from_here() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    pages::admit(visit).await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let Some((act, back)) = read_basket_form(pairs) else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    let mut basket = of(visit);
    let fits = match act {
        BasketAct::Add(line) => basket.add(line).is_ok(),
        BasketAct::Set { index, quantity } => {
            basket.set(index, quantity);
            true
        }
        BasketAct::Remove { index } => {
            basket.remove(index);
            true
        }
    };
    if !fits && !visit.wants_json() {
        return show(visit, Some(storefront::strings::strings(visit.locale).error_basket_full)).await;
    }
    let mut response = if visit.wants_json() {
        let status = if fits { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        (status, Json(json!({ "count": basket.count(), "lines": basket.lines().len() }))).into_response()
    } else {
        let own = visit.path.clone();
        let prefix = storefront::Links::new(visit.locale, default_locale(visit)).to(&own);
        redirect(StatusCode::SEE_OTHER, &back.unwrap_or(prefix))
    };
    if let Some(cookie) = cookie(visit, &basket) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    visit.follow().await.tell(&mut response);
    Ok(response)
}

/// The language of the tenant's pages at `/`.
pub(super) fn default_locale(visit: &Visit) -> Locale {
    super::page_locale(crate::kernel::text::Locale::from_tag(&visit.tenant.default_locale).unwrap_or_default())
}
