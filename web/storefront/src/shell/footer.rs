//! The page's foot: who stands behind the shop and how to reach them, under the woven band.

use leptos::prelude::*;
use ui::{Icon, IconName, WovenBand};

use super::PageContext;
use crate::links::instagram;
use crate::text::phone;

pub(super) fn footer(ctx: &PageContext) -> AnyView {
    let (links, strings) = (ctx.links(), ctx.strings());
    let storefront = &ctx.storefront;
    let legal_name = storefront.legal_name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| ctx.name());
    let licence = storefront.licence_number.clone().filter(|number| !number.trim().is_empty()).map(|number| {
        view! { <p class="foot-licence">{strings.licence} " " <bdi>{number}</bdi></p> }
    });
    view! {
        <footer class="foot">
            <WovenBand />
            <div class="foot-inner">
                <div class="foot-who">
                    <p class="foot-name">{legal_name}</p>
                    {licence}
                </div>
                <ul class="foot-contact">
                    <li><a class="foot-link" href=links.about()>{strings.about}</a></li>
                    <li><a class="foot-link" href=links.find()>{strings.find_link}</a></li>
                    <li><a class="foot-link" href=links.privacy()>{strings.privacy}</a></li>
                    {contact_links(ctx).into_iter().map(|link| view! { <li>{link}</li> }).collect_view()}
                </ul>
                <p class="foot-mark">{strings.made_with}</p>
            </div>
        </footer>
    }
    .into_any()
}

/// The ways to reach the tenant, each as a link.
pub(crate) fn contact_links(ctx: &PageContext) -> Vec<AnyView> {
    let strings = ctx.strings();
    let contact = &ctx.storefront.contact;
    let link = |icon: IconName, label: &'static str, text: String, href: String| {
        let is_away = href.starts_with("https:");
        let name = format!("{label}: {text}");
        let view = view! {
            <a class="foot-link" href=href rel=is_away.then_some("noopener external") aria-label=name>
                <Icon name=icon />
                <bdi dir="ltr">{text}</bdi>
            </a>
        };
        view.into_any()
    };
    let mut links = Vec::new();
    if let Some((number, href)) = contact.whatsapp.clone().zip(ctx.whatsapp("")) {
        links.push(link(IconName::Whatsapp, strings.whatsapp, phone(&number), href));
    }
    if let Some((account, href)) = contact.instagram.as_deref().and_then(|account| Some((account, instagram(account)?)))
    {
        let name = format!("@{}", account.trim_start_matches('@'));
        links.push(link(IconName::Instagram, strings.instagram, name, href));
    }
    if let Some(number) =
        contact.phone.clone().filter(|number| number.chars().any(|character| character.is_ascii_digit()))
    {
        let digits: String =
            number.chars().filter(|character| character.is_ascii_digit() || *character == '+').collect();
        links.push(link(IconName::Phone, strings.phone, phone(&number), format!("tel:{digits}")));
    }
    if let Some(address) = contact.email.clone().filter(|address| crate::forms::looks_like_email(address)) {
        links.push(link(IconName::Mail, strings.email, address.clone(), format!("mailto:{address}")));
    }
    links
}
