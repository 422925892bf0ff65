//! Renders every page with sample data into a folder, to be looked at in a browser:
//! `cargo run -p storefront --features ssr --example preview -- OUT_DIR`, then serve that folder.
//!
//! The style sheet is the source, joined but not minified; fonts are looked for in `OUT_DIR/assets`.

mod art;
mod data;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use client::{CatalogItem, ItemConnection, PageInfo, Storefront};
use storefront::{
    Assets, Basket, CheckoutData, CheckoutForm, HomeData, Locale, NoTenant, PageContext, Rendered, SearchData, about,
    basket, checkout, coming_soon, error_without_tenant, home, item, not_found, price_basket, search, status, thanks,
};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("usage: preview OUT_DIR")?);
    let assets = out.join("assets");
    fs::create_dir_all(&assets)?;
    let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("styles/storefront.css");
    fs::write(assets.join("storefront.css"), joined(&styles)?.replace("asset:", "/assets/"))?;
    for (name, svg) in art::pictures() {
        fs::write(assets.join(name), svg)?;
    }
    for locale in Locale::ALL {
        pages_of(&out, locale, data::shop(), &data::products(), "shop")?;
        pages_of(&out, locale, data::charity(), &data::campaigns(), "charity")?;
    }
    Ok(())
}

/// A style sheet with everything it imports in its place.
fn joined(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut css = String::new();
    for line in fs::read_to_string(path)?.lines() {
        match line.trim().strip_prefix("@import \"").and_then(|rest| rest.split('"').next()) {
            Some(import) => css.push_str(&joined(&path.with_file_name(import))?),
            None => css.push_str(line),
        }
        css.push('\n');
    }
    Ok(css)
}

fn sample_assets() -> Arc<Assets> {
    let address = |name: &str| Some(format!("/assets/{name}"));
    Arc::new(Assets::from_manifest(address).unwrap_or_default())
}

fn pages_of(
    out: &Path,
    locale: Locale,
    tenant: Storefront,
    items: &[CatalogItem],
    name: &str,
) -> Result<(), Box<dyn Error>> {
    let folder = out.join(name).join(locale.code());
    fs::create_dir_all(&folder)?;
    let write = |page: &str, rendered: &Rendered| fs::write(folder.join(format!("{page}.html")), &rendered.html);
    let ctx = |path: &str| PageContext {
        storefront: tenant.clone(),
        locale,
        origin: "https://dukkan.example.com".to_owned(),
        path: path.to_owned(),
        assets: sample_assets(),
        is_preview: false,
    };
    let list = |nodes: Vec<_>, has_next_page| ItemConnection {
        nodes,
        page_info: PageInfo { has_next_page, end_cursor: Some("c1".to_owned()) },
    };
    let cards: Vec<_> = items.iter().map(data::card_of).collect();
    let found = |words: &str, count: usize| SearchData {
        words: words.to_owned(),
        items: list(cards.iter().take(count).cloned().collect(), count > 3),
        is_continued: false,
    };

    write("home", &home(&ctx("/"), &HomeData { items: list(cards.clone(), true), ..HomeData::default() }))?;
    write("home-empty", &home(&ctx("/"), &HomeData::default()))?;
    for shown in items {
        write(&format!("item-{}", shown.slug), &item(&ctx(&format!("/i/{}", shown.slug)), shown, None))?;
    }
    write("search", &search(&ctx("/search"), &found("قهوة", 3)))?;
    write("search-all", &search(&ctx("/search"), &found("", 6)))?;
    write("search-empty", &search(&ctx("/search"), &found("xyz", 0)))?;
    write("about", &about(&ctx("/about")))?;
    write("not-found", &not_found(&ctx("/nothing")))?;
    write("coming-soon", &coming_soon(&ctx("/")))?;
    for (page, why) in
        [("suspended", NoTenant::Suspended), ("no-shop", NoTenant::Unknown), ("unavailable", NoTenant::Unavailable)]
    {
        write(page, &error_without_tenant(locale, &sample_assets(), why))?;
    }

    let priced = price_basket(&Basket::decode(data::BASKET), items, locale);
    let faulty = price_basket(&Basket::decode(data::FAULTY_BASKET), items, locale);
    write("basket", &basket(&ctx("/basket"), &priced, None))?;
    write("basket-faulty", &basket(&ctx("/basket"), &faulty, None))?;
    write("basket-empty", &basket(&ctx("/basket"), &price_basket(&Basket::default(), items, locale), None))?;
    let form = CheckoutForm::new(&tenant, "key-00000001".to_owned(), "0".to_owned());
    write(
        "checkout",
        &checkout(&ctx("/checkout"), &CheckoutData { basket: priced.clone(), form: form.clone(), errors: Vec::new() }),
    )?;
    let form = CheckoutForm { name: "نورة العلي".to_owned(), phone: "1234".to_owned(), ..form };
    let errors = form.check(&tenant, storefront::strings::strings(locale));
    write("checkout-errors", &checkout(&ctx("/checkout"), &CheckoutData { basket: priced, form, errors }))?;
    write("thanks", &thanks(&ctx("/thanks/token"), Some(&data::placed("PENDING")), "token"))?;
    for state in ["PENDING", "CONFIRMED", "FULFILLED", "CANCELLED"] {
        write(
            &format!("status-{}", state.to_lowercase()),
            &status(&ctx("/s/token"), Some(&data::placed(state)), "token"),
        )?;
    }
    write("status-missing", &status(&ctx("/s/token"), None, "token"))?;
    Ok(())
}
