//! One row of a file as a change of the catalog: a new item, a changed one, or what is wrong with it. Pure.

use async_graphql::MaybeUndefined;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{catalog, text::Localized};
use serde_json::{Map, Value};

use super::format::{ascii_number, end_rule_word};
use crate::{
    catalog::{
        campaigns::types::{CampaignEndRule, InstalmentInterval},
        edit,
        inputs::{
            CampaignInput, CatalogItemCreateInput, CatalogItemUpdateInput, InstalmentRuleInput, ItemOptionInput,
            ItemOptionValueInput,
        },
        metadata::Campaign,
        rules::{self, Metadata},
        types::CatalogItemType,
    },
    graphql::types::LocalizedTextInput,
    kernel::{
        clock::day_start,
        error::{Error, ErrorCode, FieldError, Result},
        money::Currency,
        refusals::Refusals,
        scope::Scope,
    },
};

/// The cells of one row, by column.
pub(super) struct Cells<'a>(pub(super) &'a Map<String, Value>);

/// What a good row does. Both rows are whole; a new one has an empty slug if it shall be made of the name.
#[derive(Debug)]
pub(super) enum Act {
    Create(Box<catalog::Model>),
    Update(Box<catalog::Model>),
    Nothing,
}

impl Cells<'_> {
    /// None: the file has no such column. Some(""): the cell is empty.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.0.get(column).and_then(Value::as_str)
    }

    /// The cell, if something stands in it.
    pub(super) fn filled(&self, column: &str) -> Option<&str> {
        self.cell(column).filter(|text| !text.is_empty())
    }

    fn text(&self, base: &str, before: &Localized) -> MaybeUndefined<LocalizedTextInput> {
        let (ar, en) = (self.cell(&format!("{base}_ar")), self.cell(&format!("{base}_en")));
        if ar.is_none() && en.is_none() {
            return MaybeUndefined::Undefined;
        }
        MaybeUndefined::Value(LocalizedTextInput {
            ar: Some(ar.unwrap_or(&before.ar).to_owned()),
            en: Some(en.unwrap_or(&before.en).to_owned()),
        })
    }

    fn amount(&self, column: &str) -> MaybeUndefined<String> {
        match self.cell(column) {
            None => MaybeUndefined::Undefined,
            Some("") => MaybeUndefined::Null,
            Some(text) => MaybeUndefined::Value(ascii_number(text)),
        }
    }

    fn number(&self, column: &str, refusals: &mut Refusals) -> MaybeUndefined<i32> {
        match self.cell(column) {
            None => MaybeUndefined::Undefined,
            Some("") => MaybeUndefined::Null,
            Some(text) => match ascii_number(text).parse() {
                Ok(number) => MaybeUndefined::Value(number),
                Err(_) => {
                    refusals.add(column, ErrorCode::Invalid, "ليس عددًا صحيحًا", "Not a whole number");
                    MaybeUndefined::Undefined
                }
            },
        }
    }

    fn kind(&self, refusals: &mut Refusals) -> Option<CatalogItemType> {
        let text = self.filled("type")?;
        let found = match text.to_ascii_lowercase().as_str() {
            "product" => Some(CatalogItemType::Product),
            "service" => Some(CatalogItemType::Service),
            "donation_campaign" => Some(CatalogItemType::DonationCampaign),
            "pledge_campaign" => Some(CatalogItemType::PledgeCampaign),
            _ => None,
        };
        if found.is_none() {
            let en = "product, service, donation_campaign or pledge_campaign";
            refusals.add("type", ErrorCode::Invalid, "نوع غير معروف", en);
        }
        found
    }

    fn status(&self, refusals: &mut Refusals) -> Option<&'static str> {
        let text = self.filled("status")?.to_ascii_lowercase();
        let found = ["draft", "active", "archived"].into_iter().find(|known| *known == text);
        if found.is_none() {
            refusals.add("status", ErrorCode::Invalid, "حالة غير معروفة", "draft, active or archived");
        }
        found
    }

    fn options(&self, refusals: &mut Refusals) -> MaybeUndefined<Vec<ItemOptionInput>> {
        match self.cell("options") {
            None => MaybeUndefined::Undefined,
            Some("") => MaybeUndefined::Value(Vec::new()),
            Some(text) => match read_options(text) {
                Some(options) => MaybeUndefined::Value(options),
                None => {
                    let en = "A JSON list of {key, name {ar, en}, values [{key, label {ar, en}, priceDifference}]}";
                    refusals.add("options", ErrorCode::Invalid, "ليست قائمة خيارات", en);
                    MaybeUndefined::Undefined
                }
            },
        }
    }

    /// The terms with what the file says of them; undefined if it says nothing.
    fn campaign(&self, before: &Campaign, zone: &str, refusals: &mut Refusals) -> MaybeUndefined<CampaignInput> {
        const COLUMNS: [&str; 8] =
            ["goal", "minimum", "maximum", "presets", "ends_at", "end_rule", "instalments", "max_instalments"];
        if COLUMNS.iter().all(|column| self.filled(column).is_none()) && *before == Campaign::default() {
            return MaybeUndefined::Undefined;
        }
        let amount = |column: &str, before: Option<rust_decimal::Decimal>| match self.amount(column) {
            MaybeUndefined::Undefined => before.map(|amount| amount.to_string()),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(text) => Some(text),
        };
        let presets = match self.cell("presets") {
            None => before.presets.iter().map(ToString::to_string).collect(),
            Some(text) => text.split([' ', '|', '/']).filter(|part| !part.is_empty()).map(ascii_number).collect(),
        };
        let ends_at = match self.cell("ends_at") {
            None => before.ends_at,
            Some("") => None,
            Some(text) => read_end(text, zone).or_else(|| {
                refusals.add("ends_at", ErrorCode::Invalid, "تاريخ مثل 2026-12-31", "A date such as 2026-12-31");
                None
            }),
        };
        let end_rule = match self
            .cell("end_rule")
            .unwrap_or(end_rule_word(before.end_rule))
            .to_ascii_lowercase()
            .as_str()
        {
            "" | "at_date" => Some(CampaignEndRule::AtDate),
            "at_goal" => Some(CampaignEndRule::AtGoal),
            "at_date_or_goal" => Some(CampaignEndRule::AtDateOrGoal),
            _ => {
                refusals.add("end_rule", ErrorCode::Invalid, "قاعدة غير معروفة", "at_date, at_goal or at_date_or_goal");
                None
            }
        };
        let (goal, minimum, maximum) =
            (amount("goal", before.goal), amount("minimum", before.minimum), amount("maximum", before.maximum));
        let instalments = self.instalments(before, refusals);
        MaybeUndefined::Value(CampaignInput {
            goal,
            minimum,
            maximum,
            presets: Some(presets),
            ends_at,
            end_rule,
            instalments,
        })
    }

    fn instalments(&self, before: &Campaign, refusals: &mut Refusals) -> Option<InstalmentRuleInput> {
        let known = before.instalments.as_ref();
        let words: Vec<String> = match self.cell("instalments") {
            None => known.map(|rule| rule.every.clone()).unwrap_or_default(),
            Some(text) => text.split_whitespace().map(str::to_ascii_lowercase).collect(),
        };
        let every: Vec<InstalmentInterval> = words.iter().filter_map(|word| InstalmentInterval::parse(word)).collect();
        if every.len() < words.len() {
            refusals.add(
                "instalments",
                ErrorCode::Invalid,
                "قسط غير معروف",
                "weekly, monthly, quarterly, parted by spaces",
            );
        }
        let max_count = match self.number("max_instalments", refusals) {
            MaybeUndefined::Undefined => known.and_then(|rule| rule.max_count),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(count) => Some(count),
        };
        (!every.is_empty()).then_some(InstalmentRuleInput { every, max_count })
    }
}

/// An instant; of a day alone its last second, in the tenant's zone: what ends on a day is open on it.
fn read_end(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    let text = ascii_number(text);
    let whole = DateTime::parse_from_rfc3339(&text).map(|at| at.to_utc()).ok();
    whole.or_else(|| Some(day_start(text.parse::<NaiveDate>().ok()?.succ_opt()?, zone) - TimeDelta::seconds(1)))
}

fn read_options(text: &str) -> Option<Vec<ItemOptionInput>> {
    let words = |value: &Value| {
        let word = |language: &str| value.get(language).and_then(Value::as_str).map(str::to_owned);
        LocalizedTextInput { ar: word("ar"), en: word("en") }
    };
    let list: Value = serde_json::from_str(text).ok()?;
    list.as_array()?
        .iter()
        .map(|option| {
            let values = option.get("values")?.as_array()?.iter().map(|value| {
                Some(ItemOptionValueInput {
                    key: value.get("key")?.as_str()?.to_owned(),
                    label: words(value.get("label")?),
                    price_difference: value.get("priceDifference").and_then(Value::as_str).map(str::to_owned),
                })
            });
            Some(ItemOptionInput {
                key: option.get("key")?.as_str()?.to_owned(),
                name: words(option.get("name")?),
                values: values.collect::<Option<_>>()?,
            })
        })
        .collect()
}

/// What the tenant's rows are read by.
pub(super) struct Terms {
    /// Of every price.
    pub(super) currency: Currency,
    /// In which a day begins and ends.
    pub(super) zone: String,
}

/// What a row does to the catalog, given the item that it names, if there is one.
///
/// # Errors
/// `Invalid` with everything that is wrong with the row, by the input's field paths.
pub(super) fn judge(
    cells: &Cells<'_>,
    known: Option<&catalog::Model>,
    scope: &Scope,
    now: DateTime<Utc>,
    terms: &Terms,
) -> Result<Act> {
    match known {
        Some(item) => changed(cells, item, now, &terms.zone),
        None => new(cells, scope, now, terms),
    }
}

fn new(cells: &Cells<'_>, scope: &Scope, now: DateTime<Utc>, terms: &Terms) -> Result<Act> {
    let mut refusals = Refusals::default();
    let kind = cells.kind(&mut refusals);
    if kind.is_none() && cells.filled("type").is_none() {
        refusals.add("type", ErrorCode::Required, "ما نوعه؟", "A new item needs a type");
    }
    let status = cells.status(&mut refusals);
    let none = Localized::default();
    let stock = cells.number("stock", &mut refusals);
    let duration_minutes = cells.number("duration_minutes", &mut refusals);
    let options = cells.options(&mut refusals);
    let campaign = cells.campaign(&Campaign::default(), &terms.zone, &mut refusals);
    let unit = cells.text("unit", &none);
    let unit_is_blank = cells.filled("unit_ar").is_none() && cells.filled("unit_en").is_none();
    let input = CatalogItemCreateInput {
        kind: kind.unwrap_or(CatalogItemType::Product),
        name: cells.text("name", &none).take().unwrap_or_default(),
        slug: cells.filled("slug").map(str::to_owned),
        description: cells.text("description", &none).take(),
        price: cells.amount("price").take(),
        stock: stock.take(),
        status: None,
        external_reference: cells.filled("external_reference").map(str::to_owned),
        seo_title: cells.text("seo_title", &none).take(),
        seo_description: cells.text("seo_description", &none).take(),
        unit: if unit_is_blank { None } else { unit.take() },
        options: options.take(),
        duration_minutes: duration_minutes.take(),
        campaign: campaign.take(),
    };
    // Without a type its terms cannot be judged.
    let row = match kind {
        Some(_) => refusals.gather(edit::new_row(scope, now, input, terms.currency))?,
        None => None,
    };
    refusals.finish()?;
    let mut row = row.ok_or_else(|| Error::fault("a row without a type passed"))?;
    status.unwrap_or("draft").clone_into(&mut row.status);
    Ok(Act::Create(Box::new(row)))
}

fn changed(cells: &Cells<'_>, item: &catalog::Model, now: DateTime<Utc>, zone: &str) -> Result<Act> {
    let mut refusals = Refusals::default();
    let metadata = Metadata::read(&item.kind, &item.metadata)?;
    if cells.kind(&mut refusals).is_some_and(|kind| kind.word() != item.kind) {
        refusals.add("type", ErrorCode::Invalid, "النوع لا يتغير", "An item's type cannot be changed");
    }
    let status = cells.status(&mut refusals);
    let is_product = matches!(metadata, Metadata::Product(_));
    let unit_before = match &metadata {
        Metadata::Product(product) => product.unit.clone().unwrap_or_default(),
        _ => Localized::default(),
    };
    let unit_is_blank = cells.filled("unit_ar").is_none() && cells.filled("unit_en").is_none();
    let campaign = match metadata.campaign() {
        Some(terms) => cells.campaign(terms, zone, &mut refusals),
        None => cells.campaign(&Campaign::default(), zone, &mut refusals),
    };
    let slug = cells.filled("slug").map_or(MaybeUndefined::Undefined, |slug| MaybeUndefined::Value(slug.to_owned()));
    let input = CatalogItemUpdateInput {
        name: cells.text("name", &item.name),
        slug,
        description: cells.text("description", &item.description),
        price: cells.amount("price"),
        stock: cells.number("stock", &mut refusals),
        external_reference: match cells.cell("external_reference") {
            None => MaybeUndefined::Undefined,
            Some("") => MaybeUndefined::Null,
            Some(text) => MaybeUndefined::Value(text.to_owned()),
        },
        seo_title: cells.text("seo_title", &item.seo_title),
        seo_description: cells.text("seo_description", &item.seo_description),
        unit: if !is_product && unit_is_blank { MaybeUndefined::Undefined } else { cells.text("unit", &unit_before) },
        options: cells.options(&mut refusals),
        duration_minutes: cells.number("duration_minutes", &mut refusals),
        campaign,
    };
    let after = refusals.gather(edit::changed_row(item, input))?;
    if let Some(to) = status.filter(|to| *to != item.status) {
        let from =
            ["draft", "active", "archived"].into_iter().find(|known| *known == item.status).unwrap_or("archived");
        refusals.gather(rules::check_move(from, to).map_err(beside_status))?;
    }
    refusals.finish()?;
    let mut after = after.ok_or_else(|| Error::fault("a refused row passed"))?;
    if let Some(to) = status {
        to.clone_into(&mut after.status);
    }
    if edit::differences(item, &after).is_empty() && after.status == item.status {
        return Ok(Act::Nothing);
    }
    after.updated_at = now;
    Ok(Act::Update(Box::new(after)))
}

/// A refused move is told beside the column it stands in.
fn beside_status(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(
            errors.into_iter().map(|error| FieldError { field: vec!["status".to_owned()], ..error }).collect(),
        ),
        other => other,
    }
}
