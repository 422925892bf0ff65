//! The file's form: which columns there are, and how an item is written in them. Pure.

use entity::{catalog, text::Localized};
use rust_decimal::Decimal;
use serde_json::json;

use crate::{
    catalog::metadata::{EndRule, ItemOption, Metadata},
    kernel::error::Result,
};

/// Every column, in the order of an export. A file may leave out any; what a column is missing for stays as it is.
pub const COLUMNS: [&str; 26] = [
    "slug",
    "external_reference",
    "type",
    "status",
    "name_ar",
    "name_en",
    "description_ar",
    "description_en",
    "price",
    "stock",
    "unit_ar",
    "unit_en",
    "options",
    "duration_minutes",
    "goal",
    "minimum",
    "maximum",
    "presets",
    "ends_at",
    "end_rule",
    "instalments",
    "max_instalments",
    "seo_title_ar",
    "seo_title_en",
    "seo_description_ar",
    "seo_description_en",
];

/// The column that a refused field of the API's input stands for.
#[must_use]
pub fn column_of(path: &[String]) -> String {
    let field = path.first().map_or("", String::as_str);
    let second = path.get(1).map_or("", String::as_str);
    let language = |base: &str| {
        if second == "ar" || second == "en" { format!("{base}_{second}") } else { format!("{base}_ar") }
    };
    match field {
        "name" => language("name"),
        "description" => language("description"),
        "seoTitle" => language("seo_title"),
        "seoDescription" => language("seo_description"),
        "unit" => language("unit"),
        "durationMinutes" => "duration_minutes".to_owned(),
        "externalReference" => "external_reference".to_owned(),
        "campaign" => match second {
            "endsAt" => "ends_at".to_owned(),
            "endRule" => "end_rule".to_owned(),
            "instalments" if path.get(2).is_some_and(|third| third == "maxCount") => "max_instalments".to_owned(),
            "" => "goal".to_owned(),
            other => other.to_owned(),
        },
        other => other.to_owned(),
    }
}

/// A spreadsheet would run a cell that begins like a formula; a quote before it makes it text.
#[must_use]
pub fn guarded(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell without that quote.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

/// Digits as anybody's keyboard writes them, in ASCII; Arabic separators too.
#[must_use]
pub fn ascii_number(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !matches!(c, '\u{66c}' | '\u{200e}' | '\u{200f}' | ' '))
        .map(|c| match c {
            '\u{66b}' => '.',
            '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) & 0xf, 10).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// The end rule's word in a file.
#[must_use]
pub fn end_rule_word(rule: EndRule) -> &'static str {
    match rule {
        EndRule::AtDate => "at_date",
        EndRule::AtGoal => "at_goal",
        EndRule::AtDateOrGoal => "at_date_or_goal",
    }
}

fn options_json(options: &[ItemOption]) -> String {
    if options.is_empty() {
        return String::new();
    }
    let text = |text: &Localized| json!({ "ar": text.ar, "en": text.en });
    let list: Vec<_> = options
        .iter()
        .map(|option| {
            let values: Vec<_> = option
                .values
                .iter()
                .map(|value| {
                    let difference = value.price_difference.to_string();
                    json!({ "key": value.key, "label": text(&value.label), "priceDifference": difference })
                })
                .collect();
            json!({ "key": option.key, "name": text(&option.name), "values": values })
        })
        .collect();
    json!(list).to_string()
}

/// An item as one record of the file.
///
/// # Errors
/// A fault when the row holds metadata of another type.
pub fn record(item: &catalog::Model) -> Result<Vec<String>> {
    let metadata = Metadata::read(&item.kind, &item.metadata)?;
    let number = |amount: Option<Decimal>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let campaign = metadata.campaign();
    let (unit, minutes) = match &metadata {
        Metadata::Product(product) => (product.unit.clone().unwrap_or_default(), None),
        Metadata::Service(service) => (Localized::default(), service.duration_minutes),
        Metadata::Campaign(_) => (Localized::default(), None),
    };
    let instalments = campaign.and_then(|terms| terms.instalments.as_ref());
    let presets = campaign.map(|terms| terms.presets.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let ends_at = campaign.and_then(|terms| terms.ends_at);
    let cells = [
        item.slug.clone(),
        item.external_reference.clone().unwrap_or_default(),
        item.kind.clone(),
        item.status.clone(),
        item.name.ar.clone(),
        item.name.en.clone(),
        item.description.ar.clone(),
        item.description.en.clone(),
        number(item.price),
        item.stock.map(|stock| stock.to_string()).unwrap_or_default(),
        unit.ar,
        unit.en,
        options_json(metadata.options()),
        minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        number(campaign.and_then(|terms| terms.goal)),
        number(campaign.and_then(|terms| terms.minimum)),
        number(campaign.and_then(|terms| terms.maximum)),
        presets.unwrap_or_default(),
        ends_at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)).unwrap_or_default(),
        campaign.map(|terms| end_rule_word(terms.end_rule).to_owned()).unwrap_or_default(),
        instalments.map(|rule| rule.every.join(" ")).unwrap_or_default(),
        instalments.and_then(|rule| rule.max_count).map(|count| count.to_string()).unwrap_or_default(),
        item.seo_title.ar.clone(),
        item.seo_title.en.clone(),
        item.seo_description.ar.clone(),
        item.seo_description.en.clone(),
    ];
    Ok(cells.iter().map(|cell| guarded(cell)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_input_has_a_column() {
        for (path, column) in [
            ("name.ar", "name_ar"),
            ("name", "name_ar"),
            ("seoDescription.en", "seo_description_en"),
            ("campaign.instalments.maxCount", "max_instalments"),
            ("campaign.instalments.every", "instalments"),
            ("campaign.presets.3", "presets"),
            ("options.0.values.1.key", "options"),
            ("price", "price"),
        ] {
            let path: Vec<String> = path.split('.').map(str::to_owned).collect();
            assert_eq!(column_of(&path), column);
            assert!(COLUMNS.contains(&column));
        }
    }

    #[test]
    fn a_formula_becomes_text_and_comes_back() {
        for text in ["=1+1", "+965", "-5", "@x", "plain", "'quoted", ""] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!(ascii_number(" ١٬٢٣٤٫٥٠ "), "1234.50");
    }
}
