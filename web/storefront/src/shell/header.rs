//! The page's head bar: sign or name, search, basket, the other language.

use client::TenantKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

use super::PageContext;
use crate::basket::islands::BasketCount;
use crate::links::escape;
use crate::strings::strings;
use crate::text::{Load, picture};

pub(super) fn header(ctx: &PageContext, search_words: &str) -> AnyView {
    let (links, strings) = (ctx.links(), ctx.strings());
    let search_label = match ctx.storefront.kind {
        TenantKind::Shop => strings.search_label,
        TenantKind::Charity => strings.search_label_charity,
    };
    view! {
        <header class="top">
            <div class="top-inner">
                <a class="brand" href=links.home()>{brand(ctx)}</a>
                <search class="top-search">
                    <form class="search-form" action=links.search() method="get">
                        <Icon name=IconName::Search />
                        <input class="search-input" type="search" name="q" value=search_words.to_owned() placeholder=search_label aria-label=search_label maxlength="80" autocomplete="off" enterkeyhint="search" />
                    </form>
                </search>
                <nav class="top-links" aria-label=strings.menu>
                    <a class="top-link top-link-search" href=links.search() aria-label=strings.search>
                        <Icon name=IconName::Search />
                    </a>
                    {language_switch(ctx, search_words)}
                    <a class="top-link" href=links.basket()>
                        <Icon name=IconName::Basket />
                        <span class="top-link-text">{strings.basket}</span>
                        <BasketCount />
                    </a>
                </nav>
            </div>
        </header>
    }
    .into_any()
}

/// The sign with the name beside it; the name alone if there is no sign.
fn brand(ctx: &PageContext) -> AnyView {
    // The name stands beside the picture, so the picture has nothing to add for a screen reader.
    let logo = ctx.storefront.logo.as_ref().and_then(|logo| picture(logo, String::new(), "40px", Load::Now));
    view! {
        {logo.map(|logo| view! { <span class="brand-logo">{logo}</span> })}
        <span class="brand-name">{ctx.name()}</span>
    }
    .into_any()
}

/// Leads to the same page in the other language.
fn language_switch(ctx: &PageContext, search_words: &str) -> Option<AnyView> {
    let other = ctx.locale.other();
    if !ctx.locales().contains(&other) {
        return None;
    }
    let mut href = ctx.links().in_locale(other).to(&ctx.path);
    if !search_words.is_empty() {
        href.push_str(&format!("?q={}", escape(search_words)));
    }
    // Named in the language it leads to, which is the one its reader can read.
    let label = match other {
        ui::Locale::Ar => "ع",
        ui::Locale::En => "EN",
    };
    let name = format!("{label}: {}", strings(other).other_language_hint);
    let view = view! {
        <a class="top-link top-language" href=href hreflang=other.code() lang=other.code() aria-label=name>
            {label}
        </a>
    };
    Some(view.into_any())
}
