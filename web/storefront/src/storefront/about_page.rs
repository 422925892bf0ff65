//! Who they are and how to reach them.

use leptos::prelude::*;
use ui::{Icon, IconName};

use crate::shell::{Page, PageContext, Rendered, contact_links, render, store};
use crate::text::{Load, paragraphs, pick, picture};

/// Renders the page about the tenant.
#[must_use]
pub fn about(ctx: &PageContext) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        Page {
            description: Some(pick(ctx.locale, &ctx.storefront.about)).filter(|text| !text.trim().is_empty()),
            is_indexed: true,
            json_ld: Some(store(ctx)),
            ..Page::private(strings.about_title, "about", content(ctx))
        }
    })
}

fn content(ctx: &PageContext) -> AnyView {
    let strings = ctx.strings();
    let storefront = &ctx.storefront;
    let text = paragraphs(&pick(ctx.locale, &storefront.about));
    let tagline = pick(ctx.locale, &storefront.tagline);
    let logo = storefront.logo.as_ref().and_then(|logo| picture(logo, String::new(), "88px", Load::Now));
    let address = Some(pick(ctx.locale, &storefront.contact.address)).filter(|address| !address.trim().is_empty()).map(
        |address| {
            view! { <li class="contact-line"><Icon name=IconName::Pin /> <span>{address}</span></li> }
        },
    );
    let links =
        contact_links(ctx).into_iter().map(|link| view! { <li class="contact-line">{link}</li> }).collect_view();
    let legal = storefront.legal_name.clone().filter(|name| !name.trim().is_empty());
    let licence = storefront.licence_number.clone().filter(|number| !number.trim().is_empty());
    let prose = if text.is_empty() {
        view! { <p class="lead">{tagline.clone()}</p> }.into_any()
    } else {
        view! { <div class="prose">{text}</div> }.into_any()
    };
    view! {
        <div class="about-head">
            {logo.map(|logo| view! { <span class="about-logo">{logo}</span> })}
            <h1 class="page-title">{ctx.name()}</h1>
        </div>
        <div class="split">
            {prose}
            <aside class="split-side" aria-labelledby="contact">
                <div class="card">
                    <h2 class="card-title" id="contact">{strings.contact}</h2>
                    <ul class="contact-lines" role="list">{links} {address}</ul>
                    <p class="hint">{strings.hours_hint}</p>
                    {(legal.is_some() || licence.is_some()).then(|| view! {
                        <p class="hint about-legal">
                            {legal}
                            {licence.map(|number| view! { <span class="about-licence">{strings.licence} " " <bdi>{number}</bdi></span> })}
                        </p>
                    })}
                </div>
            </aside>
        </div>
    }
    .into_any()
}
