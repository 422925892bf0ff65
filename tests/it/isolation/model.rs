//! Random acts over five tenants, compared with a model that cannot leak: whatever was done, each sees what is its own.

use std::collections::BTreeSet;

use harness::{Item, Tenant, TestApp, order_input};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::members;

const TENANTS: usize = 5;
/// Acts of one run, and runs.
const ACTS: usize = 120;
const RUNS: usize = 2;

/// One act: by whose owner, at whose host, on whose things.
#[derive(Debug, Clone)]
enum Act {
    AddItem { by: usize },
    Submit { at: usize, item: usize },
    Confirm { by: usize, at: usize, order: usize },
    Cancel { by: usize, at: usize, order: usize },
    Note { by: usize, at: usize, order: usize },
    Invite { by: usize, at: usize },
    Remove { by: usize, at: usize, member: usize },
    Rename { by: usize, at: usize },
    Look { by: usize, at: usize, order: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let tenant = 0..TENANTS;
    let thing = 0..200usize;
    prop_oneof![
        2 => tenant.clone().prop_map(|by| Act::AddItem { by }),
        6 => (tenant.clone(), thing.clone()).prop_map(|(at, item)| Act::Submit { at, item }),
        4 => (tenant.clone(), tenant.clone(), thing.clone()).prop_map(|(by, at, order)| Act::Confirm { by, at, order }),
        3 => (tenant.clone(), tenant.clone(), thing.clone()).prop_map(|(by, at, order)| Act::Cancel { by, at, order }),
        2 => (tenant.clone(), tenant.clone(), thing.clone()).prop_map(|(by, at, order)| Act::Note { by, at, order }),
        2 => (tenant.clone(), tenant.clone()).prop_map(|(by, at)| Act::Invite { by, at }),
        2 => (tenant.clone(), tenant.clone(), thing.clone()).prop_map(|(by, at, member)| Act::Remove { by, at, member }),
        1 => (tenant.clone(), tenant.clone()).prop_map(|(by, at)| Act::Rename { by, at }),
        4 => (tenant.clone(), tenant, thing).prop_map(|(by, at, order)| Act::Look { by, at, order }),
    ]
}

/// What one tenant must see: no more, no less.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Own {
    items: BTreeSet<String>,
    orders: Vec<(String, &'static str)>,
    invited: BTreeSet<String>,
    name: String,
}

struct Play {
    app: TestApp,
    tenants: Vec<Tenant>,
    own: Vec<Own>,
    /// Everything of everybody, so that anybody can try anything.
    items: Vec<(usize, String)>,
    orders: Vec<(usize, String)>,
    members: Vec<(usize, String)>,
}

impl Play {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let mut tenants = Vec::new();
        for n in 0..TENANTS {
            tenants.push(app.tenant(&format!("tenant-{n}")).await);
        }
        let own = tenants.iter().map(|tenant| Own { name: tenant.slug.clone(), ..Own::default() }).collect();
        Self { app, tenants, own, items: Vec::new(), orders: Vec::new(), members: Vec::new() }
    }

    async fn ask(&self, by: usize, at: usize, query: &str, variables: Value) -> harness::Answer {
        self.app.gql(&self.tenants[at].slug, Some(&self.tenants[by].owner.token), query, variables).await
    }

    /// Moves an order; whether it was done must be what the model says.
    async fn mv(&mut self, (by, at, order): (usize, usize, usize), field: &str, from: &[&str], to: &'static str) {
        let Some((whose, id)) = self.orders.get(order % self.orders.len().max(1)).cloned() else { return };
        let answer = self.ask(by, at, &harness::fixtures::act(field), json!({ "id": id, "v": null })).await;
        if by != at {
            assert_eq!(answer.code(), "FORBIDDEN", "a stranger's act");
            return;
        }
        if whose != at {
            assert_eq!(answer.code(), "NOT_FOUND", "an act on another's order");
            return;
        }
        let known = self.own[at].orders.iter_mut().find(|(known, _)| *known == id).unwrap();
        if from.contains(&known.1) {
            assert_eq!(answer.refusals(field), Vec::<String>::new());
            known.1 = to;
        } else {
            assert_ne!(answer.refusals(field), Vec::<String>::new());
        }
    }

    async fn run(&mut self, n: usize, act: Act) {
        match act {
            Act::AddItem { by } => {
                let id = self.app.item(&self.tenants[by], Item::new(&format!("item-{n}"))).await.to_string();
                self.own[by].items.insert(id.clone());
                self.items.push((by, id));
            }
            Act::Submit { at, item } => {
                let Some((whose, id)) = self.items.get(item % self.items.len().max(1)).cloned() else { return };
                let answer = self.app.submit(&self.tenants[at], &order_input(&id.parse().unwrap(), 1)).await;
                if whose == at {
                    let id = answer.string("/orderSubmit/order/id");
                    self.own[at].orders.push((id.clone(), "PENDING"));
                    self.orders.push((at, id));
                } else {
                    assert_eq!(answer.refusals("orderSubmit"), ["lines.0.itemId NOT_FOUND"], "another's item");
                }
            }
            Act::Confirm { by, at, order } => self.mv((by, at, order), "orderConfirm", &["PENDING"], "CONFIRMED").await,
            Act::Cancel { by, at, order } => {
                self.mv((by, at, order), "orderCancel", &["PENDING", "CONFIRMED"], "CANCELLED").await;
            }
            Act::Note { by, at, order } => {
                let Some((whose, id)) = self.orders.get(order % self.orders.len().max(1)).cloned() else { return };
                let query =
                    "mutation($id: ID!) { orderNoteAdd(id: $id, note: \"x\") { order { id } userErrors { code } } }";
                let code = self.ask(by, at, query, json!({ "id": id })).await.code();
                let wanted = if by != at {
                    "FORBIDDEN"
                } else if whose != at {
                    "NOT_FOUND"
                } else {
                    ""
                };
                assert_eq!(code, wanted);
            }
            Act::Invite { by, at } => {
                let email = members::new_email();
                let variables = json!({ "input": { "email": email, "role": "MEMBER" } });
                let answer = self.ask(by, at, &members::document("memberInvite"), variables).await;
                if by == at {
                    self.members.push((at, answer.string("/memberInvite/member/id")));
                    self.own[at].invited.insert(email);
                } else {
                    assert_eq!(answer.code(), "FORBIDDEN");
                }
            }
            Act::Remove { by, at, member } => {
                let Some((whose, id)) = self.members.get(member % self.members.len().max(1)).cloned() else { return };
                let answer = self.ask(by, at, &members::document("memberRemove"), json!({ "id": id })).await;
                if by == at && whose == at {
                    if answer.code().is_empty() {
                        self.own[at].invited.remove(&answer.string("/memberRemove/member/email"));
                    } else {
                        assert_eq!(answer.code(), "NOT_FOUND", "gone already");
                    }
                } else {
                    assert_eq!(answer.code(), if by == at { "NOT_FOUND" } else { "FORBIDDEN" });
                }
            }
            Act::Rename { by, at } => {
                let name = format!("Name {n}");
                let variables = json!({ "input": { "name": name } });
                let answer = self.ask(by, at, &members::document("tenantUpdate"), variables).await;
                if by == at {
                    self.own[at].name = answer.string("/tenantUpdate/tenant/name");
                } else {
                    assert_eq!(answer.code(), "FORBIDDEN");
                }
            }
            Act::Look { by, at, order } => {
                let Some((whose, id)) = self.orders.get(order % self.orders.len().max(1)).cloned() else { return };
                let answer = self.ask(by, at, "query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
                let wanted = if by == at && whose == at { json!({ "id": id }) } else { Value::Null };
                assert_eq!(answer.data("/node"), wanted);
            }
        }
    }

    /// What a tenant's owner sees of everything.
    async fn seen(&self, n: usize) -> Own {
        let query =
            "{ tenant { name } catalogItems(first: 100) { nodes { id } } orders(first: 100) { nodes { id status } }
                       members(first: 100, where: { status: [INVITED] }) { nodes { email } } }";
        let answer = self.ask(n, n, query, json!({})).await;
        let texts = |path: &str, name: &str| -> Vec<String> {
            let list = answer.data(path);
            list.as_array().unwrap().iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
        };
        let states = ["PENDING", "CONFIRMED", "CANCELLED"];
        let mut orders: Vec<(String, &'static str)> = texts("/orders/nodes", "id")
            .into_iter()
            .zip(texts("/orders/nodes", "status"))
            .map(|(id, status)| (id, *states.iter().find(|known| **known == status).unwrap()))
            .collect();
        orders.sort();
        Own {
            items: texts("/catalogItems/nodes", "id").into_iter().collect(),
            orders,
            invited: texts("/members/nodes", "email").into_iter().collect(),
            name: answer.string("/tenant/name"),
        }
    }

    async fn compare(&self, after: &str) {
        for n in 0..TENANTS {
            let mut wanted = self.own[n].clone();
            wanted.orders.sort();
            assert_eq!(self.seen(n).await, wanted, "tenant {n} after {after}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_five_tenants_do_each_sees_its_own_and_nothing_else() {
    for _ in 0..RUNS {
        let acts = {
            let mut runner = TestRunner::default();
            prop::collection::vec(act(), ACTS).new_tree(&mut runner).unwrap().current()
        };
        let mut play = Play::new().await;
        // Something is there to be gone wrong with, whatever is drawn.
        let begin = (0..TENANTS).flat_map(|n| [Act::AddItem { by: n }, Act::Submit { at: n, item: n }]);
        for (n, act) in begin.chain(acts).enumerate() {
            let told = format!("act {n}: {act:?}");
            play.run(n, act).await;
            if n % 10 == 9 {
                play.compare(&told).await;
            }
        }
        play.compare("the last act").await;
        let all: usize = play.own.iter().map(|own| own.orders.len()).sum();
        assert!(all > 3, "hardly anything happened: {all} orders");
    }
}
