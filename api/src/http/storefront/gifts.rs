//! Giving: the forms of donations and pledges, receipts, and finding a lost link. Sent at most once, nothing typed lost.

use axum::{
    body::Bytes,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use client::CatalogItemType;
use storefront::{FindData, FormError, GiftForm, GiveData, fold_digits, normalise_phone};
use uuid::Uuid;

use super::{
    Visit, checkout,
    operation::{api, own_error},
    pages,
    reply::{private, redirect},
};
use crate::{
    graphql::errors,
    http::{graphql::status_of, limits},
    kernel::error::{Error, Result},
};

/// What is given: at once, or as a promise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gift {
    Donation,
    Pledge,
}

impl Gift {
    fn kind(self) -> CatalogItemType {
        match self {
            Self::Donation => CatalogItemType::DonationCampaign,
            Self::Pledge => CatalogItemType::PledgeCampaign,
        }
    }
}

/// The form of a campaign; another one's address leads to the page of what it is.
pub(super) async fn show(visit: &Visit, gift: Gift, slug: &str) -> Result<Response> {
    pages::admit(visit).await?;
    let page = client::give_page(&api(visit, false), slug).await.map_err(own_error)?;
    let Some(item) = page.campaign(gift.kind()).cloned() else { return pages::not_found(visit).await };
    if !page.storefront.is_published {
        return pages::not_found(visit).await;
    }
    let started = checkout::started(visit)?;
    let mut form = GiftForm::new(&item, Uuid::now_v7().simple().to_string(), started);
    let followed = visit.follow().await;
    form.visit = followed.visit.map(|id| id.to_string()).unwrap_or_default();
    let status = if page.is_open() { StatusCode::OK } else { StatusCode::GONE };
    let mut response = form_page(visit, status, page, gift, form, Vec::new())?;
    checkout::keep_visitor(visit, &mut response);
    followed.tell(&mut response);
    Ok(response)
}

pub(super) async fn submit(visit: &Visit, gift: Gift, slug: &str, body: &Bytes) -> Result<Response> {
    if !visit.is_from_here() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    pages::admit(visit).await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let form = GiftForm::from_fields(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let page = client::give_page(&api(visit, false), slug).await.map_err(own_error)?;
    let Some(item) = page.campaign(gift.kind()).cloned() else { return pages::not_found(visit).await };
    let refusals = form.check(storefront::strings::strings(visit.locale), gift == Gift::Pledge);
    if !refusals.is_empty() {
        return form_page(visit, StatusCode::UNPROCESSABLE_ENTITY, page, gift, form, refusals);
    }
    let api = api(visit, checkout::is_suspect(visit, &form.started, form.is_trapped()));
    let sent = match gift {
        Gift::Donation => client::donation_submit(&api, form.to_donation(&item)).await,
        Gift::Pledge => client::pledge_submit(&api, form.to_pledge(&item)).await,
    };
    match sent.map_err(own_error) {
        Ok(answer) => match answer.status_token {
            Some(token) => Ok(redirect(StatusCode::SEE_OTHER, &checkout::links(visit).thanks(&token))),
            None => {
                let refusals = GiftForm::errors_of(&answer.user_errors);
                form_page(visit, StatusCode::UNPROCESSABLE_ENTITY, page, gift, form, refusals)
            }
        },
        // Nothing typed is lost: the same form, with the same key, can be sent again.
        Err(error @ (Error::RateLimited { .. } | Error::Unavailable(_))) => {
            let message = errors::message(&error, super::own_locale(visit.locale));
            let refusals = vec![FormError { field: "", message }];
            let mut response = form_page(visit, status_of(&error), page, gift, form, refusals)?;
            limits::tell_retry(&error, response.headers_mut());
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

fn form_page(
    visit: &Visit,
    status: StatusCode,
    page: client::GivePage,
    gift: Gift,
    form: GiftForm,
    errors: Vec<FormError>,
) -> Result<Response> {
    // A campaign that closed meanwhile still shows what was typed, with the reason.
    let is_open = page.is_open() || !errors.is_empty();
    let Some(item) = page.catalog_item else { return Err(Error::NotFound) };
    let ctx = pages::context(visit, page.storefront)?;
    let data = GiveData { item, giving: page.giving, is_open, is_pledge: gift == Gift::Pledge, form, errors };
    Ok(private(status, storefront::give(&ctx, &data)))
}

/// A receipt, by its signed link.
pub(super) async fn receipt(visit: &Visit, token: &str) -> Result<Response> {
    pages::admit(visit).await?;
    let page = client::receipt_page(&api(visit, false), token).await.map_err(own_error)?;
    let ctx = pages::context(visit, page.storefront)?;
    let found = page.donation_receipt.as_ref();
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(private(status, storefront::receipt(&ctx, found)))
}

pub(super) async fn show_find(visit: &Visit) -> Result<Response> {
    pages::admit(visit).await?;
    find_page(visit, StatusCode::OK, FindData::default()).await
}

/// Leads to the status page of the submission with this number and phone.
pub(super) async fn find(visit: &Visit, body: &Bytes) -> Result<Response> {
    if !visit.is_from_here() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    pages::admit(visit).await?;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let typed = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim().chars().take(40).collect::<String>()).unwrap_or_default()
    };
    let mut data = FindData { number: typed("number"), phone: typed("phone"), errors: Vec::new() };
    let phone = normalise_phone(&data.phone).unwrap_or_else(|| data.phone.clone());
    match client::link_find(&api(visit, false), &fold_digits(&data.number), &phone).await.map_err(own_error) {
        Ok(answer) => match answer.status_token {
            Some(token) => Ok(redirect(StatusCode::SEE_OTHER, &checkout::links(visit).status(&token))),
            None => {
                data.errors = answer
                    .user_errors
                    .iter()
                    .map(|refusal| {
                        let is_phone = refusal.field.iter().flatten().any(|part| part == "phone");
                        FormError { field: if is_phone { "phone" } else { "number" }, message: refusal.message.clone() }
                    })
                    .collect();
                find_page(visit, StatusCode::UNPROCESSABLE_ENTITY, data).await
            }
        },
        Err(error @ Error::RateLimited { .. }) => {
            let message = errors::message(&error, super::own_locale(visit.locale));
            data.errors = vec![FormError { field: "", message }];
            let mut response = find_page(visit, status_of(&error), data).await?;
            limits::tell_retry(&error, response.headers_mut());
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

async fn find_page(visit: &Visit, status: StatusCode, data: FindData) -> Result<Response> {
    let page = client::storefront_only(&api(visit, false)).await.map_err(own_error)?;
    let ctx = pages::context(visit, page.storefront)?;
    Ok(private(status, storefront::find(&ctx, &data)))
}
