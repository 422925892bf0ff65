//! What holds for every page.

use std::sync::Arc;

use client::{
    CatalogItem, CatalogItemType, Collection, CollectionLink, HomeSection, ItemCard, ItemConnection, PageInfo,
};
use sha2::{Digest, Sha256};

use super::sample::{dinars, storefront, text};
use super::{Assets, PageContext, Rendered};
use crate::pages::{
    Basket, CheckoutData, CheckoutForm, HomeData, NoTenant, SearchData, about, basket, checkout, collection,
    coming_soon, error_without_tenant, home, item, not_found, price_basket, search, status,
};
use ui::Locale;

const EVIL: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";

fn context(locale: Locale, path: &str, evil: bool) -> PageContext {
    let mut storefront = storefront();
    if evil {
        storefront.name = text(EVIL, EVIL);
        storefront.about = text(EVIL, EVIL);
        storefront.accent_color = "</style><script>".to_owned();
        storefront.contact.instagram = Some(EVIL.to_owned());
        storefront.contact.email = Some(format!("{EVIL}@x.y"));
        storefront.contact.phone = Some(format!("1{EVIL}"));
        storefront.legal_name = Some(EVIL.to_owned());
    }
    let assets = Assets::from_manifest(|name| Some(format!("/assets/{name}"))).expect("every name has an address");
    PageContext {
        storefront,
        locale,
        origin: "https://dukkan.example.com".to_owned(),
        path: path.to_owned(),
        assets: Arc::new(assets),
        is_preview: false,
    }
}

fn thing(kind: CatalogItemType, name: &str) -> CatalogItem {
    CatalogItem {
        id: cynic::Id::new("itm_a"),
        slug: "oud".to_owned(),
        kind,
        name: text(name, name),
        description: text(name, name),
        price: (!kind.is_campaign()).then(|| dinars("1.250")),
        is_available: true,
        stock: None,
        images: Vec::new(),
        unit: None,
        options: Vec::new(),
        duration_minutes: None,
        campaign: None,
        seo_title: text("", ""),
        seo_description: text("", ""),
    }
}

fn list(kind: CatalogItemType, name: &str) -> ItemConnection {
    let CatalogItem { id, slug, kind, name, description, price, is_available, images, unit, campaign, .. } =
        thing(kind, name);
    let card = ItemCard {
        id,
        slug,
        kind,
        name,
        description,
        price,
        is_available,
        images,
        unit,
        campaign,
        campaign_progress: None,
    };
    ItemConnection { nodes: vec![card], page_info: PageInfo::default() }
}

/// Every page of a tenant, with `name` wherever somebody else than us writes a text.
fn pages(locale: Locale, evil: bool) -> Vec<Rendered> {
    let name = if evil { EVIL } else { "Oud" };
    let ctx = |path: &str| context(locale, path, evil);
    let product = thing(CatalogItemType::Product, name);
    let priced = price_basket(&Basket::decode("1~itm_a.2~itm_b.1"), std::slice::from_ref(&product), locale);
    let form = CheckoutForm { name: name.to_owned(), note: format!("</textarea>{name}"), ..CheckoutForm::default() };
    let errors = form.check(&storefront(), crate::strings::strings(locale));
    let of = |kind| HomeData { items: list(kind, name), ..HomeData::default() };
    let shelf = Collection {
        slug: "gifts".to_owned(),
        name: text(name, name),
        description: text(name, name),
        seo_title: text("", ""),
        seo_description: text("", ""),
        item_count: 1,
        items: list(CatalogItemType::Product, name),
    };
    let link = CollectionLink { slug: "gifts".to_owned(), name: text(name, name), item_count: 9 };
    let top_items = list(CatalogItemType::Product, name).nodes;
    let section = HomeSection { slug: "gifts".to_owned(), name: text(name, name), item_count: 9, top_items };
    let shelved = HomeData { collections: vec![link], sections: vec![section], ..of(CatalogItemType::Product) };
    vec![
        home(&ctx("/"), &of(CatalogItemType::Product)),
        home(&ctx("/"), &of(CatalogItemType::DonationCampaign)),
        home(&ctx("/"), &shelved),
        home(&PageContext { is_preview: true, ..ctx("/") }, &shelved),
        collection(&ctx("/c/gifts"), &shelf, false),
        item(&ctx("/i/oud"), &product, None),
        item(&ctx("/i/oud"), &thing(CatalogItemType::PledgeCampaign, name), None),
        search(
            &ctx("/search"),
            &SearchData { words: name.to_owned(), items: list(CatalogItemType::Product, name), is_continued: false },
        ),
        about(&ctx("/about")),
        basket(&ctx("/basket"), &priced, Some(name)),
        checkout(&ctx("/checkout"), &CheckoutData { basket: priced, form, errors }),
        status(&ctx("/s/x"), None, "x"),
        not_found(&ctx("/x")),
        coming_soon(&ctx("/")),
        error_without_tenant(locale, &Assets::default(), NoTenant::Unavailable),
    ]
}

#[test]
fn no_page_breaks_the_content_security_policy() {
    for locale in Locale::ALL {
        for page in pages(locale, false) {
            assert!(!page.html.contains(" style="), "a style attribute");
            assert!(!page.html.contains(" onclick") && !page.html.contains("javascript:"), "an inline script");
            let style =
                page.html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a theme");
            let hash = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, Sha256::digest(style.as_bytes()));
            assert_eq!(page.style_hash, format!("sha256-{hash}"));
            assert_eq!(page.html.matches("<style").count(), 1);
        }
    }
}

#[test]
fn every_page_has_one_heading_one_main_and_its_language() {
    for locale in Locale::ALL {
        for page in pages(locale, false) {
            assert_eq!(page.html.matches("<h1").count(), 1);
            assert_eq!(page.html.matches("<main").count(), 1);
            assert!(page.html.starts_with("<!DOCTYPE html><html"));
            assert!(page.html.contains(&format!("lang=\"{}\" dir=\"{}\"", locale.code(), locale.direction())));
        }
    }
}

/// The tags of a document without the values of their attributes, which may hold anything but a quote.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (mut tag, mut is_quoted) = (String::new(), false);
        let end = rest[start..].find(|character| {
            is_quoted ^= character == '"';
            if !is_quoted {
                tag.push(character);
            }
            character == '>' && !is_quoted
        });
        rest = end.map_or("", |end| &rest[start + end + 1..]);
        // What stands between these is not read as tags, up to the first end tag.
        for raw in ["script", "style"] {
            if tag.starts_with(&format!("<{raw}")) {
                rest = rest.split_once(&format!("</{raw}>")).map_or("", |(_, after)| after);
            }
        }
        tags.push(tag);
    }
    tags
}

#[test]
fn nothing_that_others_write_becomes_markup() {
    for page in pages(Locale::En, true) {
        for tag in tags(&page.html) {
            assert!(!tag.contains("onerror"), "{tag}");
            if tag.starts_with("<script") {
                assert!(tag.contains("type="), "{tag}");
            }
        }
    }
    assert!(tags("<p title=\"a>b\"><script>x</script><i>").contains(&"<script>".to_owned()));
    assert!(tags("<b><img src=x onerror=y>").iter().any(|tag| tag.contains("onerror")));
}

#[test]
fn a_page_is_the_same_each_time() {
    assert_eq!(pages(Locale::Ar, false), pages(Locale::Ar, false));
}

#[test]
fn only_public_pages_are_indexed_and_name_their_other_language() {
    let public = about(&context(Locale::En, "/about", false)).html;
    assert!(public.contains("<link rel=\"canonical\" href=\"https://dukkan.example.com/en/about\">"));
    assert!(public.contains("hreflang=\"ar\" href=\"https://dukkan.example.com/about\""));
    assert!(!public.contains("noindex"));
    let private = not_found(&context(Locale::En, "/x", false)).html;
    assert!(private.contains("noindex") && !private.contains("canonical"));
}

#[test]
fn the_language_switch_keeps_the_words_of_a_search() {
    let data = SearchData { words: "oud & musk".to_owned(), items: ItemConnection::default(), is_continued: false };
    let page = search(&context(Locale::Ar, "/search", false), &data).html;
    assert!(page.contains("href=\"/en/search?q=oud%20%26%20musk\""));
}
