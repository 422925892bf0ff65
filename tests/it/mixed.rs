//! Orders, donations and pledges at once, of several tenants: each kind of each tenant is numbered without a gap or a double.

use std::{collections::BTreeSet, sync::Arc};

use harness::{
    Item, TestApp,
    giving::{donation_input, pledge_input},
    order_input,
};

const TENANTS: usize = 5;
const EACH: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_mixed_submissions_of_each_of_five_tenants_are_numbered_without_a_gap() {
    let app = Arc::new(TestApp::start().await);
    let mut tasks = Vec::new();
    for n in 0..TENANTS {
        let tenant = app.tenant(&format!("mixed-{n}")).await;
        let item = app.item(&tenant, Item::new("mug")).await;
        let gifts = app.campaign(&tenant, "wells", serde_json::json!({})).await;
        let promises = app.pledge_campaign(&tenant, "orphans").await;
        for k in 0..EACH {
            let (app, tenant, target) = (Arc::clone(&app), tenant.clone(), app.day(60));
            tasks.push(tokio::spawn(async move {
                let number = match k % 3 {
                    0 => app.submit(&tenant, &order_input(&item, 1)).await.string("/orderSubmit/order/number"),
                    1 => {
                        let answer = app.submit_donation(&tenant, &donation_input(Some(&gifts))).await;
                        answer.string("/donationSubmit/donation/number")
                    }
                    _ => {
                        let answer = app.submit_pledge(&tenant, &pledge_input(&promises, &target)).await;
                        answer.string("/pledgeSubmit/pledge/number")
                    }
                };
                (n, number)
            }));
        }
    }
    let mut numbers = BTreeSet::new();
    for task in tasks {
        assert!(numbers.insert(task.await.unwrap()), "a number was given twice");
    }
    let expected: BTreeSet<(usize, String)> = (0..TENANTS)
        .flat_map(|n| {
            [("ORD", 67), ("DON", 67), ("PLG", 66)]
                .into_iter()
                .flat_map(move |(prefix, count)| (1..=count).map(move |number| (n, format!("{prefix}-{number:05}"))))
        })
        .collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn a_node_of_any_kind_is_there_for_the_team_and_null_for_everybody_else() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let promises = app.pledge_campaign(&shop, "orphans").await;
    let order = app.order(&shop, &mug, 1).await;
    let donation = app.donation(&shop, None).await;
    let pledge = app.submit_pledge(&shop, &pledge_input(&promises, &app.day(60))).await;
    let (_, blind) = crate::keys::make(&app, &shop, &["VIEW_FIGURES"]).await;
    for id in [order, donation, pledge.string("/pledgeSubmit/pledge/id")] {
        let node = async |tenant: &str, token: Option<&str>| {
            let variables = serde_json::json!({ "id": id });
            app.gql(tenant, token, "query($id: ID!) { node(id: $id) { id } }", variables).await.data("/node")
        };
        assert_eq!(node("shop", Some(&shop.member.token)).await["id"], *id, "the positive control");
        for (tenant, token) in
            [("shop", None), ("shop", Some(&blind)), ("other", Some(&other.owner.token)), ("other", None)]
        {
            assert!(node(tenant, token.map(String::as_str)).await.is_null(), "{id} at {tenant}");
        }
    }
}
