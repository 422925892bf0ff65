//! The printed schema is the contract: equal to the code, and described down to the last argument.

use harness::{TestApp, place};
use serde_json::{Value, json};

/// Every type with everything that may carry a description.
const INTROSPECTION: &str = "{ __schema { types { kind name description
    fields(includeDeprecated: true) { name description args(includeDeprecated: true) { name description } }
    inputFields(includeDeprecated: true) { name description }
    enumValues(includeDeprecated: true) { name description } } } }";

/// The names of the fields of a root type, from the API itself.
pub(crate) async fn root_fields(app: &TestApp, root: &str) -> Vec<String> {
    let query = "query($root: String!) { __type(name: $root) { fields { name } } }";
    let answer = app.gql("", None, query, json!({ "root": root })).await;
    names(&answer.data("/__type/fields"))
}

/// The names of a list of introspected things.
fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn printed_schema_equals_the_code() {
    let printed = std::fs::read_to_string(place::root().join("schema.graphql")).unwrap();
    assert!(printed == api::schema::sdl(), "schema.graphql is out of date: run `cargo xtask schema`");
}

#[tokio::test]
async fn everything_has_a_description() {
    let app = TestApp::start().await;
    let types = app.gql("", None, INTROSPECTION, json!({})).await.data("/__schema/types");
    let mut silent = Vec::new();
    let mut seen = 0;
    let mut look = |place: String, thing: &Value| {
        seen += 1;
        if thing["description"].as_str().is_none_or(|text| text.trim().len() < 3) {
            silent.push(place);
        }
    };
    for kind in types.as_array().unwrap() {
        let name = kind["name"].as_str().unwrap();
        // The language's own.
        if name.starts_with("__") || ["Int", "Float", "String", "Boolean", "ID"].contains(&name) {
            continue;
        }
        look(name.to_owned(), kind);
        for list in ["fields", "inputFields", "enumValues"] {
            for part in kind[list].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", part["name"].as_str().unwrap());
                look(path.clone(), part);
                for argument in part["args"].as_array().into_iter().flatten() {
                    look(format!("{path}({})", argument["name"].as_str().unwrap()), argument);
                }
            }
        }
    }
    assert!(seen > 200, "the walk saw only {seen} things");
    assert_eq!(silent, Vec::<String>::new(), "without a description");
}
