//! Random calls of every root field with hostile values for every argument: a typed answer or a typed refusal, never a
//! fault of ours, never a hang.

use std::time::Instant;

use harness::{Item, TestApp, order_input};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Map, Value, json};

const ROUNDS: usize = 1_500;

const TYPES: &str = "{ __schema { types { name kind
    fields { name args { name type { ...T } } type { ...T } } inputFields { name type { ...T } } enumValues { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The types by introspection, and values that some calls should meet.
struct Fuzzer {
    types: Map<String, Value>,
    known: Vec<String>,
    random: StdRng,
}

impl Fuzzer {
    fn text(&mut self) -> Value {
        let hostile = [
            "",
            " ",
            "x",
            "\u{0}",
            "a\u{0}b",
            "\u{feff}",
            "\u{202e}abc",
            "'; DROP TABLE orders; --",
            "\" OR 1=1",
            "\\",
            "%",
            "_",
            "$1",
            "{}",
            "[]",
            "null",
            "NaN",
            "-1",
            "1e999",
            "9223372036854775808",
            "00000000-0000-0000-0000-000000000000",
            "ord_",
            "itm_zz",
            "<script>",
            "../../etc/passwd",
            "🧵🕌",
            "سادو",
            "é",
            "\u{301}",
            "2026-02-30",
            "2026-01-01T00:00:00Z",
            "+262142-12-31T23:59:59Z",
            "-262143-01-01T00:00:00Z",
            "1.0000",
            "-0",
            "٣",
            "a.b.c",
        ];
        match self.random.random_range(0..10) {
            0..=3 => json!(self.known.choose(&mut self.random)),
            4..=8 => json!(hostile.choose(&mut self.random)),
            _ => json!("ق".repeat(self.random.random_range(1..3_000))),
        }
    }

    fn number(&mut self) -> Value {
        json!([0, 1, -1, 2, 7, 100, 101, 999, 1000, i32::MAX, i32::MIN].choose(&mut self.random))
    }

    /// A value for a type; now and then one that does not fit.
    fn value(&mut self, of: &Value, depth: usize) -> Value {
        match of["kind"].as_str().unwrap() {
            "NON_NULL" => match self.value(&of["ofType"], depth) {
                Value::Null => self.value(&of["ofType"], depth + 1),
                value => value,
            },
            _ if depth > 6 || self.random.random_bool(0.15) => Value::Null,
            "LIST" => {
                let n = self.random.random_range(0..4);
                Value::Array((0..n).map(|_| self.value(&of["ofType"], depth + 1)).collect())
            }
            "ENUM" => {
                let names = self.types[of["name"].as_str().unwrap()]["enumValues"].as_array().unwrap().clone();
                names.choose(&mut self.random).map_or(Value::Null, |one| one["name"].clone())
            }
            "INPUT_OBJECT" => {
                let fields = self.types[of["name"].as_str().unwrap()]["inputFields"].as_array().unwrap().clone();
                let mut object = Map::new();
                for field in fields {
                    let value = self.value(&field["type"], depth + 1);
                    if !value.is_null() {
                        object.insert(field["name"].as_str().unwrap().to_owned(), value);
                    }
                }
                Value::Object(object)
            }
            _ if self.random.random_bool(0.03) => json!([{ "not": "what was asked for" }]),
            _ => match of["name"].as_str().unwrap() {
                "Int" => self.number(),
                "Boolean" => json!(self.random.random_bool(0.5)),
                _ => self.text(),
            },
        }
    }
}

/// How a type is written in a query.
fn written(of: &Value) -> String {
    match of["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", written(&of["ofType"])),
        "LIST" => format!("[{}]", written(&of["ofType"])),
        _ => of["name"].as_str().unwrap().to_owned(),
    }
}

fn inner(mut of: &Value) -> &str {
    while !of["ofType"].is_null() {
        of = &of["ofType"];
    }
    of["name"].as_str().unwrap()
}

/// Every field without arguments, three levels deep.
fn selection(types: &Map<String, Value>, of: &str, depth: usize) -> String {
    let Some(fields) = types[of]["fields"].as_array() else { return String::new() };
    let mut parts = vec!["__typename".to_owned()];
    for field in fields.iter().filter(|field| field["args"].as_array().is_some_and(Vec::is_empty)) {
        let (name, below) = (field["name"].as_str().unwrap(), inner(&field["type"]));
        match types[below]["fields"].is_array() {
            true if depth == 0 => {}
            true => parts.push(format!("{name} {}", selection(types, below, depth - 1))),
            false => parts.push(name.to_owned()),
        }
    }
    format!("{{ {} }}", parts.join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_arguments_make_a_fault_of_ours() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.submit(&shop, &order_input(&mug, 1)).await;
    let answer = app.gql("", None, TYPES, json!({})).await.data("/__schema/types");
    let named = |one: &Value| (one["name"].as_str().unwrap().to_owned(), one.clone());
    let types: Map<String, Value> = answer.as_array().unwrap().iter().map(named).collect();
    let known = vec![
        mug.to_string(),
        shop.id.to_string(),
        order.string("/orderSubmit/order/id"),
        order.string("/orderSubmit/statusToken"),
        "mug".to_owned(),
        "+96551234567".to_owned(),
        "Noura".to_owned(),
        "a-good-key-1".to_owned(),
    ];
    let mut fuzzer = Fuzzer { types, known, random: StdRng::seed_from_u64(seed) };
    let roots: Vec<(&str, Value)> = [("query", "Query"), ("mutation", "Mutation")]
        .into_iter()
        .flat_map(|(word, root)| {
            fuzzer.types[root]["fields"].as_array().unwrap().iter().map(move |field| (word, field.clone()))
        })
        .collect();
    let mut good = 0;
    for round in 0..ROUNDS {
        let (word, field) = &roots[round % roots.len()];
        let name = field["name"].as_str().unwrap();
        let (mut declared, mut passed, mut variables) = (Vec::new(), Vec::new(), Map::new());
        for argument in field["args"].as_array().unwrap() {
            let argument_name = argument["name"].as_str().unwrap();
            let value = fuzzer.value(&argument["type"], 0);
            declared.push(format!("${argument_name}: {}", written(&argument["type"])));
            passed.push(format!("{argument_name}: ${argument_name}"));
            if !value.is_null() {
                variables.insert(argument_name.to_owned(), value);
            }
        }
        let brackets =
            |parts: Vec<String>| if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) };
        let below = selection(&fuzzer.types, inner(&field["type"]), 3);
        let query = format!("{word}{} {{ {name}{} {below} }}", brackets(declared), brackets(passed));
        let token = [None, Some(shop.owner.token.as_str())][round / roots.len() % 2];
        let begun = Instant::now();
        let answer = app.gql("shop", token, &query, Value::Object(variables.clone())).await;
        let told =
            || format!("seed {seed}, round {round}: {query} {} -> {}", Value::Object(variables.clone()), answer.text());
        assert!(answer.status < 500, "{}", told());
        for error in answer.json()["errors"].as_array().into_iter().flatten() {
            assert_ne!(error["extensions"]["code"], "INTERNAL", "{}", told());
            assert!(error["extensions"]["code"].is_string(), "{}", told());
        }
        assert!(begun.elapsed().as_secs() < 5, "{:?}: {}", begun.elapsed(), told());
        good += usize::from(answer.json().get("errors").is_none());
    }
    assert!(good > ROUNDS / 20, "only {good} of {ROUNDS} calls came through to the rooms: the fuzzer sees nothing");
    println!("{good} of {ROUNDS} calls without an error");
}
