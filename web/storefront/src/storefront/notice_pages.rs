//! Pages that say that something is not there: with a tenant's brand where the tenant is known, plain otherwise.

use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Icon, IconName, Locale, WovenBand};

use crate::shell::{Assets, Page, PageContext, Rendered, render, render_bare};
use crate::strings::strings;
use crate::text::{Load, picture};

/// Why there is no tenant to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTenant {
    /// No tenant has this address (404).
    Unknown,
    /// The tenant is suspended (403).
    Suspended,
    /// The database or the program is not well (503).
    Unavailable,
    /// Too many requests (429).
    TooMany,
}

/// Renders the page for an address of the tenant that leads nowhere (404).
#[must_use]
pub fn not_found(ctx: &PageContext) -> Rendered {
    render(ctx, || {
        let strings = ctx.strings();
        let content = view! {
            <div class="empty">
                <h1 class="page-title">{strings.not_found_title}</h1>
                <p>{strings.not_found_text}</p>
                <div class="acts">
                    <ButtonLink href=ctx.links().home()>{strings.back_home}</ButtonLink>
                    <ButtonLink href=ctx.links().search() kind=ButtonKind::Secondary>{strings.search}</ButtonLink>
                </div>
            </div>
        };
        Page::private(strings.not_found_title, "notice-page", content.into_any())
    })
}

/// Renders the page of a tenant that is not open yet (503, or 200 with noindex).
#[must_use]
pub fn coming_soon(ctx: &PageContext) -> Rendered {
    let strings = ctx.strings();
    let chat = ctx.whatsapp("");
    let name = ctx.name();
    let title = format!("{}{}{name}", strings.coming_soon_title, strings.title_divider);
    render_bare(ctx.locale, &ctx.assets, &title, Some(&ctx.storefront), || {
        let chat = chat.map(|href| {
            view! {
                <ButtonLink href=href kind=ButtonKind::Secondary external=true>
                    <Icon name=IconName::Whatsapp />
                    {strings.contact}
                </ButtonLink>
            }
        });
        let logo = ctx.storefront.logo.as_ref().and_then(|logo| picture(logo, String::new(), "96px", Load::Now));
        let sign = logo.map(|logo| view! { <div class="bare-logo">{logo}</div> });
        bare(sign.into_any(), &name, strings.coming_soon_title, strings.coming_soon_text, chat.into_any())
    })
}

/// Renders a page that needs no data at all.
#[must_use]
pub fn error_without_tenant(locale: Locale, assets: &Assets, why: NoTenant) -> Rendered {
    let strings = strings(locale);
    let (title, text) = match why {
        NoTenant::Unknown => (strings.no_shop_title, strings.no_shop_text),
        NoTenant::Suspended => (strings.suspended_title, strings.suspended_text),
        NoTenant::Unavailable => (strings.unavailable_title, strings.unavailable_text),
        NoTenant::TooMany => (strings.too_many_title, strings.too_many_text),
    };
    let can_retry = matches!(why, NoTenant::Unavailable | NoTenant::TooMany);
    render_bare(locale, assets, title, None, || {
        // An empty address is this very page.
        let again = can_retry
            .then(|| view! { <ButtonLink href="" kind=ButtonKind::Secondary>{strings.try_again}</ButtonLink> });
        bare(().into_any(), "", title, text, again.into_any())
    })
}

fn bare(sign: AnyView, name: &str, title: &'static str, text: &'static str, act: AnyView) -> AnyView {
    let name = (!name.is_empty()).then(|| view! { <p class="bare-name">{name.to_owned()}</p> });
    view! {
        <WovenBand />
        <div class="bare-body">
            {sign}
            {name}
            <h1 class="page-title">{title}</h1>
            <p class="lead">{text}</p>
            {act}
        </div>
    }
    .into_any()
}
