//! Linked data for search engines.

use client::{CatalogItem, TenantKind};
use serde_json::{Value, json};

use super::PageContext;
use crate::links::instagram;
use crate::text::{pick, rendition_near};

/// The tenant: a store, or an organisation that collects.
pub(crate) fn store(ctx: &PageContext) -> String {
    let storefront = &ctx.storefront;
    let kind = match storefront.kind {
        TenantKind::Shop => "Store",
        TenantKind::Charity => "NGO",
    };
    let picture = |image: &client::Image| rendition_near(image, 1200).map(|size| ctx.absolute(&size.url));
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "name": ctx.name(),
        "url": format!("{}{}", ctx.origin, ctx.links().home()),
    });
    set(&mut data, "legalName", storefront.legal_name.clone());
    set(&mut data, "description", Some(pick(ctx.locale, &storefront.tagline)));
    set(&mut data, "logo", storefront.logo.as_ref().and_then(picture));
    set(&mut data, "image", storefront.cover.as_ref().and_then(picture));
    set(&mut data, "telephone", storefront.contact.phone.clone());
    set(&mut data, "email", storefront.contact.email.clone());
    set(&mut data, "address", Some(pick(ctx.locale, &storefront.contact.address)));
    set(&mut data, "sameAs", storefront.contact.instagram.as_deref().and_then(instagram));
    printed(&data)
}

/// A product with its offer. None for campaigns, which are not sold.
pub(crate) fn product(ctx: &PageContext, item: &CatalogItem) -> Option<String> {
    let price = item.price.as_ref().filter(|_| !item.kind.is_campaign())?;
    let availability = if item.is_available { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" };
    let images: Vec<String> = item
        .images
        .iter()
        .filter_map(|image| rendition_near(image, 1200))
        .map(|size| ctx.absolute(&size.url))
        .collect();
    let kind = if item.kind == client::CatalogItemType::Service { "Service" } else { "Product" };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "name": pick(ctx.locale, &item.name),
        "image": images,
        "offers": {
            "@type": "Offer",
            "url": format!("{}{}", ctx.origin, ctx.links().item(&item.slug)),
            "price": price.amount,
            "priceCurrency": price.currency_code,
            "availability": availability,
            "seller": { "@type": "Organization", "name": ctx.name() },
        },
    });
    set(&mut data, "description", Some(pick(ctx.locale, &item.description)));
    Some(printed(&data))
}

/// A list of items, each with its page.
pub(crate) fn item_list(ctx: &PageContext, name: &str, items: &[client::ItemCard]) -> String {
    let entries: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            json!({
                "@type": "ListItem",
                "position": n + 1,
                "name": pick(ctx.locale, &item.name),
                "url": format!("{}{}", ctx.origin, ctx.links().item(&item.slug)),
            })
        })
        .collect();
    printed(&json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": name,
        "numberOfItems": items.len(),
        "itemListElement": entries,
    }))
}

fn set(data: &mut Value, key: &str, value: Option<String>) {
    if let (Some(fields), Some(value)) = (data.as_object_mut(), value.filter(|value| !value.trim().is_empty())) {
        fields.insert(key.to_owned(), Value::String(value));
    }
}

/// The act of giving to a campaign. None for what is sold.
pub(crate) fn donate_action(ctx: &PageContext, item: &CatalogItem) -> Option<String> {
    if !item.kind.is_campaign() {
        return None;
    }
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "DonateAction",
        "name": pick(ctx.locale, &item.name),
        "target": format!("{}{}", ctx.origin, ctx.links().item(&item.slug)),
        "recipient": { "@type": "NGO", "name": ctx.name(), "url": format!("{}{}", ctx.origin, ctx.links().home()) },
    });
    set(&mut data, "description", Some(pick(ctx.locale, &item.description)));
    Some(printed(&data))
}

/// As text that cannot end the script element it stands in, whatever the tenant wrote.
fn printed(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::printed;
    use serde_json::json;

    #[test]
    fn a_name_cannot_end_the_script() {
        let text = printed(&json!({ "name": "</script><script>alert(1)" }));
        assert!(!text.contains('<'), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
