//! The schema as any caller can read it: root fields, what they take, what can be selected of their answers.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::door::{Caller, Door};
use crate::kernel::error::{Error, Result};

const TYPES: &str = "{ __schema { types { name kind possibleTypes { name }
    fields { name args { name type { ...T } } type { ...T } } inputFields { name type { ...T } } enumValues { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// How deep an answer is selected; less where the limits ask for it.
const DEPTH: usize = 5;

/// The types by name.
#[derive(Debug)]
pub(super) struct Schema {
    types: HashMap<String, Value>,
}

/// Name and type of an argument or an input's field.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) of: Value,
}

/// A field of the query or mutation type.
#[derive(Debug, Clone)]
pub(super) struct RootField {
    pub(super) name: String,
    pub(super) is_mutation: bool,
    pub(super) arguments: Vec<Place>,
    returns: Value,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn places(value: &Value) -> Vec<Place> {
    list(value).map(|one| Place { name: text(&one["name"]), of: one["type"].clone() }).collect()
}

/// The type below lists and non-nulls.
fn inner(of: &Value) -> &Value {
    match of["kind"].as_str() {
        Some("NON_NULL" | "LIST") => inner(&of["ofType"]),
        _ => of,
    }
}

/// A type as a document writes it.
pub(super) fn written(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", written(&of["ofType"])),
        Some("LIST") => format!("[{}]", written(&of["ofType"])),
        _ => text(&of["name"]),
    }
}

impl Schema {
    /// Asks for it, as anybody may.
    pub(super) async fn read(door: &Door) -> Result<Self> {
        let answer = door.ask(&Caller::nobody(), TYPES, json!({})).await;
        let types: HashMap<_, _> =
            list(&answer["data"]["__schema"]["types"]).map(|one| (text(&one["name"]), one.clone())).collect();
        if types.is_empty() { Err(Error::fault("the schema cannot be read")) } else { Ok(Self { types }) }
    }

    /// Every field of the query and mutation type.
    pub(super) fn root_fields(&self) -> Vec<RootField> {
        [("Query", false), ("Mutation", true)]
            .into_iter()
            .flat_map(|(root, is_mutation)| {
                list(&self.types[root]["fields"]).map(move |field| RootField {
                    name: text(&field["name"]),
                    is_mutation,
                    arguments: places(&field["args"]),
                    returns: field["type"].clone(),
                })
            })
            .collect()
    }

    /// Kind of a named type: `SCALAR`, `ENUM`, `INPUT_OBJECT` and so on.
    pub(super) fn kind(&self, name: &str) -> &str {
        self.types.get(name).and_then(|one| one["kind"].as_str()).unwrap_or("SCALAR")
    }

    pub(super) fn enum_values(&self, name: &str) -> Vec<String> {
        self.types.get(name).map(|one| list(&one["enumValues"]).map(|v| text(&v["name"])).collect()).unwrap_or_default()
    }

    pub(super) fn input_fields(&self, name: &str) -> Vec<Place> {
        self.types.get(name).map(|one| places(&one["inputFields"])).unwrap_or_default()
    }

    /// A document that asks the field for everything it can answer, with each argument a variable of its own.
    pub(super) fn document(&self, field: &RootField, given: &Value, less: usize) -> String {
        let is_given = |place: &&Place| given.get(&place.name).is_some();
        let wanted: Vec<&Place> = field.arguments.iter().filter(is_given).collect();
        let brackets =
            |parts: Vec<String>| if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) };
        let declared = brackets(wanted.iter().map(|a| format!("${}: {}", a.name, written(&a.of))).collect());
        let passed = brackets(wanted.iter().map(|a| format!("{0}: ${0}", a.name)).collect());
        let word = if field.is_mutation { "mutation" } else { "query" };
        let below = self.selection(inner(&field.returns), DEPTH.saturating_sub(less));
        format!("{word}{declared} {{ {}{passed} {below} }}", field.name)
    }

    fn selection(&self, of: &Value, depth: usize) -> String {
        let parts = self.parts(of, depth, &mut Vec::new());
        if parts.is_empty() { String::new() } else { format!("{{ {} }}", parts.join(" ")) }
    }

    fn parts(&self, of: &Value, depth: usize, seen: &mut Vec<String>) -> Vec<String> {
        let Some(this) = of["name"].as_str().and_then(|name| self.types.get(name)) else { return Vec::new() };
        match this["kind"].as_str() {
            Some("INTERFACE" | "UNION") => {
                let mut parts = vec!["__typename".to_owned()];
                if list(&this["fields"]).any(|field| field["name"] == "id") {
                    parts.push("id".to_owned());
                    seen.push("id".to_owned());
                }
                for kind in list(&this["possibleTypes"]) {
                    // What two kinds call alike may differ in type, and one document cannot ask for both.
                    let below = self.parts(kind, depth.saturating_sub(2), seen);
                    if !below.is_empty() {
                        parts.push(format!("... on {} {{ {} }}", text(&kind["name"]), below.join(" ")));
                    }
                }
                parts
            }
            Some("OBJECT") => {
                let fields: Vec<&Value> = list(&this["fields"]).collect();
                let has_nodes = fields.iter().any(|field| field["name"] == "nodes");
                let mut parts = vec!["__typename".to_owned()];
                let outside = seen.clone();
                for field in fields {
                    let name = text(&field["name"]);
                    let needs = list(&field["args"]).any(|a| a["type"]["kind"] == "NON_NULL");
                    // The edges of a connection hold its nodes again.
                    if needs || outside.contains(&name) || (has_nodes && name == "edges") {
                        continue;
                    }
                    let below = inner(&field["type"]);
                    match self.kind(&text(&below["name"])) {
                        "SCALAR" | "ENUM" => parts.push(name.clone()),
                        _ if depth > 0 => {
                            let selected = self.parts(below, depth - 1, &mut Vec::new());
                            if !selected.is_empty() {
                                parts.push(format!("{name} {{ {} }}", selected.join(" ")));
                            }
                        }
                        _ => continue,
                    }
                    if !outside.is_empty() {
                        seen.push(name);
                    }
                }
                parts
            }
            _ => Vec::new(),
        }
    }
}
