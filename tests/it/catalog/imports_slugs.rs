//! Addresses that are made of names, beside those that the file names itself.

use harness::{Tenant, TestApp};
use serde_json::{Value, json};

use super::imports::{begin, commit, until, worker};

/// The name of the item at an address; null if there is none.
async fn named(app: &TestApp, shop: &Tenant, slug: &str) -> Value {
    let query = "query($s: String!) { catalogItem(slug: $s) { name { en } } }";
    let found = app.gql(&shop.slug, Some(&shop.member.token), query, json!({ "s": slug })).await.data("/catalogItem");
    found["name"]["en"].clone()
}

/// Takes a file to its end; tells how many items it made and changed.
async fn apply(app: &TestApp, shop: &Tenant, csv: String, policy: &str) -> (Value, Value) {
    let id = begin(app, shop, csv).await;
    let (import, _) = until(app, shop, &id, "CHECKED").await;
    assert_eq!(import["badRows"], 0, "{import:#}");
    commit(app, shop, &id, policy).await.string("/catalogImportCommit/import/status");
    let (import, _) = until(app, shop, &id, "DONE").await;
    (import["createdRows"].clone(), import["updatedRows"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_moves_to_an_address_gets_it_before_one_whose_name_would_make_it() {
    let app = TestApp::start().await;
    let _worker = worker(&app);
    for policy in ["SKIP_BAD", "REJECT_ALL"] {
        let shop = app.tenant(if policy == "SKIP_BAD" { "one" } else { "two" }).await;
        let header = "external_reference,slug,type,status,name_en,price\n";
        let made = apply(&app, &shop, format!("{header}M-1,cup,product,active,Cup,1\n"), policy).await;
        assert_eq!(made, (json!(1), json!(0)));
        let csv = format!("{header}M-1,mug,product,active,Cup,1\n,,product,active,Mug,2\n,,product,active,Jug,2\n");
        assert_eq!(apply(&app, &shop, csv, policy).await, (json!(2), json!(1)), "{policy}");
        assert_eq!((named(&app, &shop, "mug").await, named(&app, &shop, "mug-2").await), (json!("Cup"), json!("Mug")));
        assert_eq!(named(&app, &shop, "jug").await, "Jug", "an address that nobody names stays as it is made");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_address_leaves_alone_what_a_much_later_row_names() {
    let app = TestApp::start().await;
    let _worker = worker(&app);
    for policy in ["SKIP_BAD", "REJECT_ALL"] {
        let shop = app.tenant(if policy == "SKIP_BAD" { "one" } else { "two" }).await;
        // More rows than are written at once stand between the two.
        let between: String = (0..600).map(|n| format!("product,active,thing-{n},Thing {n},1\n")).collect();
        let csv = format!(
            "type,status,slug,name_en,price\nproduct,active,,Mug,1\nproduct,active,,Jug,1\n{between}product,active,MUG,The other mug,2\n"
        );
        assert_eq!(apply(&app, &shop, csv, policy).await, (json!(603), json!(0)), "{policy}: new, as the dry run said");
        assert_eq!(named(&app, &shop, "mug").await, "The other mug");
        assert_eq!((named(&app, &shop, "mug-2").await, named(&app, &shop, "jug").await), (json!("Mug"), json!("Jug")));
    }
}
