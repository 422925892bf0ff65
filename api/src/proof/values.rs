//! Values for what the schema's fields take, made from names and types: first what is accepted, then another tenant's
//! handles and hostile texts in one place after the other. A field whose calls are refused for want of a right value gets
//! it here, by the name of the argument.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    handles::{Handles, ZONE},
    schema::{Place, RootField, Schema},
};
use crate::kernel::clock::local_day;

/// What every text and every id is tried with.
pub(super) const HOSTILE: [&str; 12] = [
    "' OR tenant_id IS NOT NULL; --",
    "'; SET app.current_tenant = ''; SELECT '",
    "1); SELECT set_config('app.current_tenant', '', false); --",
    "$1",
    "%",
    "*",
    "\u{0}",
    "\\",
    "\u{202e}\u{feff}",
    "00000000-0000-0000-0000-000000000000",
    "{\"tenant_id\": null}",
    "../../",
];

/// Which arguments are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// Those that must be.
    Needed,
    /// All that can be.
    All,
}

/// A place within the arguments that holds an id or a text.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Its own name, e.g. `itemId`.
    pub(super) name: String,
    /// Whether it is an `ID`.
    pub(super) is_id: bool,
}

/// Makes a field's arguments for one tenant.
pub(super) struct Filler<'a> {
    pub(super) schema: &'a Schema,
    pub(super) own: &'a Handles,
    pub(super) now: DateTime<Utc>,
}

struct Making<'a> {
    field: &'a str,
    is_mutation: bool,
    fill: Fill,
    /// The leaf with this number gets this value.
    instead: Option<(usize, Value)>,
    /// Which of the tenant's ids an `id` gets.
    turn: usize,
    leaves: Vec<Leaf>,
    path: Vec<String>,
}

impl Filler<'_> {
    /// Arguments that the field should take, with the `turn`-th of the tenant's own things.
    pub(super) fn arguments(&self, field: &RootField, fill: Fill, turn: usize) -> (Value, Vec<Leaf>) {
        self.make(field, fill, turn, None)
    }

    /// The same with another value in the leaf of this number.
    pub(super) fn with(&self, field: &RootField, fill: Fill, leaf: usize, value: Value) -> Value {
        self.make(field, fill, 0, Some((leaf, value))).0
    }

    fn make(&self, field: &RootField, fill: Fill, turn: usize, instead: Option<(usize, Value)>) -> (Value, Vec<Leaf>) {
        let mut making = Making {
            field: &field.name,
            is_mutation: field.is_mutation,
            fill,
            instead,
            turn,
            leaves: Vec::new(),
            path: Vec::new(),
        };
        let object = self.object(&field.arguments, &mut making);
        (Value::Object(object), making.leaves)
    }

    fn object(&self, places: &[Place], making: &mut Making<'_>) -> Map<String, Value> {
        let mut object = Map::new();
        for place in places {
            let is_needed = place.of["kind"] == "NON_NULL" || is_usual(&place.name);
            let is_left_out =
                ["last", "before", "after", "expectedVersion", "and", "or", "not"].contains(&place.name.as_str());
            if is_needed || (making.fill == Fill::All && !is_left_out) {
                let value = self.value(&place.of, &place.name, making);
                if !value.is_null() {
                    object.insert(place.name.clone(), value);
                }
            }
        }
        object
    }

    fn value(&self, of: &Value, name: &str, making: &mut Making<'_>) -> Value {
        match of["kind"].as_str() {
            Some("NON_NULL") => return self.value(&of["ofType"], name, making),
            Some("LIST") => {
                let one = self.value(&of["ofType"], name, making);
                return if one.is_null() { Value::Null } else { json!([one]) };
            }
            _ => {}
        }
        let kind = of["name"].as_str().unwrap_or_default();
        match (self.schema.kind(kind), kind) {
            ("INPUT_OBJECT", _) => {
                // An input that holds itself is filled once.
                if making.path.iter().any(|above| above == kind) || making.path.len() > 6 {
                    return Value::Null;
                }
                making.path.push(kind.to_owned());
                let object = self.object(&self.schema.input_fields(kind), making);
                making.path.pop();
                Value::Object(object)
            }
            ("ENUM", _) => json!(chosen(&self.schema.enum_values(kind), name)),
            (_, "Int") => json!(number(name)),
            (_, "Float") => json!(1.5),
            (_, "Boolean") => json!(!name.starts_with("requires")),
            (_, "ID") => self.leaf(name, true, making, |making| self.id(name, making)),
            (_, "String") => self.leaf(name, false, making, |making| json!(self.text(name, making))),
            (_, "Decimal") => json!("5.000"),
            (_, "BigInt") => json!("1"),
            (_, "DateTime") => json!((self.now + span(name)).to_rfc3339()),
            (_, "JSON" | "JSONObject") => json!({}),
            (_, scalar) if scalar.contains("Date") => json!(self.day(span(name))),
            (_, scalar) if scalar.contains("Time") => json!("12:00:00"),
            _ => Value::Null,
        }
    }

    fn leaf(
        &self,
        name: &str,
        is_id: bool,
        making: &mut Making<'_>,
        usual: impl FnOnce(&Making<'_>) -> Value,
    ) -> Value {
        let number = making.leaves.len();
        making.leaves.push(Leaf { name: name.to_owned(), is_id });
        match &making.instead {
            Some((wanted, value)) if *wanted == number => value.clone(),
            _ => usual(making),
        }
    }

    /// One of the tenant's own ids of the kind that the name calls for.
    fn id(&self, name: &str, making: &Making<'_>) -> Value {
        let kind = name.strip_suffix("Ids").or_else(|| name.strip_suffix("Id")).unwrap_or(making.field);
        let fitting = self.own.ids_like(kind);
        let all = if fitting.is_empty() { self.own.all_ids() } else { fitting };
        if all.is_empty() { json!("itm_00000000000000000000000000000000") } else { json!(all[making.turn % all.len()]) }
    }

    /// The tenant's own day: what happens there this evening belongs to a day that UTC has not reached yet.
    fn day(&self, ahead: TimeDelta) -> String {
        local_day(self.now + ahead, ZONE).to_string()
    }

    fn text(&self, name: &str, making: &Making<'_>) -> String {
        let nth = |list: &[String]| list.get(making.turn % list.len().max(1)).cloned();
        let mark = &self.own.mark;
        let unique = Uuid::now_v7().simple().to_string();
        let lower = name.to_lowercase();
        match lower.as_str() {
            "email" => format!("{mark}-{}@proof.invalid", &unique[20..]),
            "phone" | "whatsapp" => self.own.phone.clone(),
            "slug" if !making.is_mutation => nth(&self.own.slugs).unwrap_or_else(|| self.own.slug.clone()),
            "slug" => format!("{mark}-{}", &unique[20..]),
            "idempotencykey" | "externalreference" => unique,
            "search" | "query" => mark.clone(),
            "currencycode" => "KWD".to_owned(),
            "timezone" => ZONE.to_owned(),
            "locale" => "en".to_owned(),
            "contenttype" => "image/png".to_owned(),
            "accentcolor" | "color" => "#336699".to_owned(),
            "instagram" | "utmsource" | "utmmedium" => "proof".to_owned(),
            "path" | "landingpath" => "/".to_owned(),
            "code" => "123456".to_owned(),
            "url" => format!("https://proof.example/{mark}"),
            "consent" => "granted".to_owned(),
            "key" | "value" => "proof".to_owned(),
            "state" => format!("q={mark}"),
            // Kept once under a name.
            "name" if making.field.starts_with("savedView") => format!("Proof {mark} {}", &unique[24..]),
            "token" | "ticket" => nth(&self.own.tokens).unwrap_or_else(|| "x".to_owned()),
            "after" | "before" | "cursor" => nth(&self.own.cursors).unwrap_or_else(|| "x".to_owned()),
            "number" => nth(&self.own.numbers).unwrap_or_else(|| "ORD-00001".to_owned()),
            _ if lower.contains("password") || lower == "current" || lower == "next" => format!("a password of {mark}"),
            _ if lower.contains("amount")
                || lower.contains("price")
                || lower.contains("fee")
                || lower == "minimumorder" =>
            {
                "5.000".to_owned()
            }
            _ if lower.contains("date") => self.day(TimeDelta::days(20)),
            "from" => self.day(TimeDelta::days(-20)),
            "to" => self.day(TimeDelta::zero()),
            _ => format!("Proof {mark}"),
        }
    }
}

/// What a call needs though its type does not say so: a list some rows, a text its words, a thing its price.
fn is_usual(name: &str) -> bool {
    ["first", "ar", "en", "price"].contains(&name)
}

fn chosen(values: &[String], name: &str) -> String {
    let wanted = match name {
        // A right that can be taken back again, a way that needs no address.
        "role" => "MEMBER",
        "fulfilment" => "PICKUP",
        "type" => "PRODUCT",
        "kind" => "SHOP",
        "interval" => "DAY",
        // Whatever waits can be cancelled.
        "to" => "CANCELLED",
        // What the team records came by another way than the storefront.
        "channel" => "PHONE",
        _ => "",
    };
    values.iter().find(|value| *value == wanted).or_else(|| values.first()).cloned().unwrap_or_default()
}

fn number(name: &str) -> i32 {
    match name {
        "first" | "last" | "limit" => 10,
        "byteSize" => 1_000,
        "offset" => 0,
        "months" | "count" => 2,
        _ => 1,
    }
}

fn span(name: &str) -> TimeDelta {
    let lower = name.to_lowercase();
    if lower.contains("from") {
        TimeDelta::days(-20)
    } else if lower == "to" || lower.contains("before") || lower.contains("until") {
        TimeDelta::zero()
    } else {
        TimeDelta::days(20)
    }
}
