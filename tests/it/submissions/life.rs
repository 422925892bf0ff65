//! A tenant that lives at random: everything that can come in, everything the team can do with it, allowed or not, while
//! time passes and the jobs that the program asked for run when they are due.

use api::{
    attribution::{
        service::record_visit,
        types::{Consent, NewVisit},
    },
    kernel::{clock::local_day, scope::Scope},
    pledges::jobs::MindPledges,
    submissions::jobs::FoldFigures,
};
use chrono::TimeDelta;
use entity::ids::ItemId;
use harness::{
    Item, Tenant, TestApp,
    giving::{donation_act, donation_input, pledge_act, pledge_input},
    order_input,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

/// Pieces of the counted item at first.
pub(super) const STOCK: i32 = 60;

const ORDER_ACTS: [&str; 8] = [
    "orderConfirm",
    "orderConfirm",
    "orderFulfil",
    "orderCancel",
    "orderReopen",
    "orderMarkSpam",
    "orderMarkPaid",
    "orderMarkUnpaid",
];
const DONATION_ACTS: [&str; 8] = [
    "donationReceive",
    "donationReceive",
    "donationReceive",
    "donationRefund",
    "donationReopen",
    "donationReopen",
    "donationCancel",
    "donationMarkSpam",
];

pub(super) struct Life<'a> {
    pub(super) app: &'a TestApp,
    pub(super) tenant: Tenant,
    pub(super) zone: &'static str,
    random: StdRng,
    items: [ItemId; 2],
    gifts: ItemId,
    promises: ItemId,
    orders: Vec<String>,
    donations: Vec<String>,
    pledges: Vec<String>,
    payments: Vec<String>,
}

impl<'a> Life<'a> {
    pub(super) async fn new(app: &'a TestApp, slug: &str, zone: &'static str, seed: u64) -> Self {
        let tenant = app.tenant_with(slug, |new| new.tenant.time_zone = zone.to_owned()).await;
        let items = [
            app.item(&tenant, Item::new("mug").price("1.125")).await,
            app.item(&tenant, Item::new("counted").price("0.995").stock(STOCK)).await,
        ];
        let gifts = app.campaign(&tenant, "wells", json!({})).await;
        let promises = app.pledge_campaign(&tenant, "orphans").await;
        Self {
            app,
            tenant,
            zone,
            random: StdRng::seed_from_u64(seed),
            items,
            gifts,
            promises,
            orders: Vec::new(),
            donations: Vec::new(),
            pledges: Vec::new(),
            payments: Vec::new(),
        }
    }

    /// One of the newest, so that it is moved on and back.
    fn one_of(&mut self, ids: fn(&Self) -> &Vec<String>) -> Option<String> {
        let len = ids(self).len();
        if len == 0 {
            return None;
        }
        let n = self.random.random_range(len.saturating_sub(6)..len);
        ids(self).get(n).cloned()
    }

    fn amount(&mut self) -> String {
        format!("{}.{:03}", self.random.random_range(1..50), self.random.random_range(0..1_000))
    }

    async fn team(&self, query: &str, variables: Value) -> Value {
        let answer = self.app.gql(&self.tenant.slug, Some(&self.tenant.member.token), query, variables).await;
        assert!(answer.code().is_empty() || answer.code() == "NOT_FOUND", "seed above: {}", answer.text());
        answer.json()["data"].clone()
    }

    pub(super) async fn visit(&mut self) -> String {
        let visit = NewVisit {
            visitor: Uuid::from_u128(self.random.random_range(1..9)),
            source: [None, Some("instagram"), Some("google")][self.random.random_range(0..3)].map(str::to_owned),
            consent: if self.random.random_bool(0.2) { Consent::Declined } else { Consent::Granted },
            landing_path: "/".to_owned(),
            ..NewVisit::default()
        };
        record_visit(&self.app.app, &self.tenant.visitor(), &visit).await.unwrap().to_string()
    }

    /// What the outbox holds of these jobs and has come due is run, as the queue would.
    pub(super) async fn run_due_jobs(&self) {
        loop {
            let due: String = self
                .app
                .database
                .value(&format!(
                    "WITH due AS (DELETE FROM outbox WHERE tenant_id = '{}' AND task IN ('mind_pledges', 'fold_figures')
                                  AND run_at <= '{}' RETURNING task || ' ' || (payload ->> 'day') AS job)
                     SELECT coalesce(string_agg(DISTINCT job, ',' ORDER BY job), '') FROM due",
                    self.tenant.id.0,
                    self.app.clock.now().to_rfc3339()
                ))
                .await;
            if due.is_empty() {
                return;
            }
            let scope = Scope::job(self.tenant.id);
            for job in due.split(',') {
                let (task, day) = job.split_once(' ').unwrap();
                let day = day.parse().unwrap();
                match task {
                    "mind_pledges" => MindPledges { day }.run(&self.app.app, &scope).await.unwrap(),
                    _ => FoldFigures { day }.run(&self.app.app, &scope).await.unwrap(),
                }
            }
        }
    }

    /// Time passes; what falls due meanwhile happens.
    pub(super) async fn pass(&self, by: TimeDelta) {
        self.app.clock.advance(by);
        self.run_due_jobs().await;
    }

    /// Something comes in: by a visit, from nowhere, or by the team.
    pub(super) async fn receive(&mut self) {
        let kind = self.random.random_range(0..3);
        let mut input = match kind {
            0 => order_input(&self.items[self.random.random_range(0..2)], self.random.random_range(1..6)),
            1 => donation_input(self.random.random_bool(0.7).then_some(&self.gifts)),
            _ => {
                let days = TimeDelta::days(self.random.random_range(9..30));
                pledge_input(&self.promises, &local_day(self.app.clock.now() + days, self.zone).to_string())
            }
        };
        if kind > 0 {
            input["amount"] = json!(self.amount());
        }
        if kind == 2 && self.random.random_bool(0.6) {
            // More than fit until the day is refused.
            input["instalments"] = json!({ "every": "WEEKLY", "count": self.random.random_range(2..5) });
        }
        let kind = ["order", "donation", "pledge"][kind];
        let (word, token) = match self.random.random_range(0..4) {
            0 => {
                input["channel"] = json!(["PHONE", "WALK_IN"][self.random.random_range(0..2)]);
                ("Record", Some(self.tenant.member.token.as_str()))
            }
            1 => ("Submit", None),
            _ => {
                input["visitId"] = json!(self.visit().await);
                ("Submit", None)
            }
        };
        let large = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
        let query = format!(
            "mutation($i: {large}{word}Input!) {{ {kind}{word}(input: $i) {{ {kind} {{ id }} userErrors {{ code }} }} }}"
        );
        let times = if self.random.random_bool(0.1) { 2 } else { 1 };
        let mut ids = Vec::new();
        for _ in 0..times {
            // Sent twice, it is there once.
            let answer = self.app.gql(&self.tenant.slug, token, &query, json!({ "i": input })).await;
            ids.extend(answer.data(&format!("/{kind}{word}"))[kind]["id"].as_str().map(str::to_owned));
        }
        ids.dedup();
        assert!(ids.len() < 2, "the same key made two");
        match kind {
            "order" => self.orders.extend(ids),
            "donation" => self.donations.extend(ids),
            _ => self.pledges.extend(ids),
        }
    }

    async fn act_on_order(&mut self) {
        let Some(id) = self.one_of(|life| &life.orders) else { return };
        match self.random.random_range(0..10) {
            0 | 1 => {
                let item = self.items[self.random.random_range(0..2)].to_string();
                let mut input = json!({ "lines": [{ "itemId": item, "quantity": self.random.random_range(1..9) }] });
                if self.random.random_bool(0.4) {
                    input["fulfilment"] = json!("DELIVERY");
                    input["address"] = json!({ "area": "Salmiya", "block": "3", "street": "5", "house": "9" });
                }
                let query = "mutation($id: ID!, $i: OrderUpdateInput!) { orderUpdate(id: $id, input: $i) { userErrors { code } } }";
                self.team(query, json!({ "id": id, "i": input })).await;
            }
            2 => {
                let query = "mutation($ids: [ID!]!, $to: OrderStatus!) { ordersMove(ids: $ids, to: $to) { results { userErrors { code } } } }";
                let to = ["PENDING", "CONFIRMED", "FULFILLED", "CANCELLED", "SPAM"][self.random.random_range(0..5)];
                let ids: Vec<&String> = self.orders.iter().rev().take(3).collect();
                self.team(query, json!({ "ids": ids, "to": to })).await;
            }
            _ => {
                let act = ORDER_ACTS[self.random.random_range(0..ORDER_ACTS.len())];
                let arguments = match act {
                    "orderMarkPaid" => "id: $id, method: \"cash\"",
                    "orderMarkUnpaid" => "id: $id, reason: \"By mistake\"",
                    _ => "id: $id",
                };
                let query = format!("mutation($id: ID!) {{ {act}({arguments}) {{ userErrors {{ code }} }} }}");
                self.team(&query, json!({ "id": id })).await;
            }
        }
    }

    async fn act_on_donation(&mut self) {
        let Some(id) = self.one_of(|life| &life.donations) else { return };
        let act = DONATION_ACTS[self.random.random_range(0..DONATION_ACTS.len())];
        match act {
            "donationReceive" if self.random.random_bool(0.7) => {
                // The money may have come days before the team says so.
                let at = self.app.clock.now() - TimeDelta::minutes(self.random.random_range(0..9_000));
                let query = "mutation($id: ID!, $at: DateTime!) { donationReceive(id: $id, receivedAt: $at) { userErrors { code } } }";
                self.team(query, json!({ "id": id, "at": at.to_rfc3339() })).await;
            }
            "donationReceive" => {
                let query = "mutation($ids: [ID!]!) { donationsMove(ids: $ids, to: RECEIVED) { results { userErrors { code } } } }";
                let ids: Vec<&String> = self.donations.iter().rev().take(2).collect();
                self.team(query, json!({ "ids": ids })).await;
            }
            act => {
                self.team(&donation_act(act), json!({ "id": id, "v": null, "reason": "They asked" })).await;
            }
        }
    }

    async fn act_on_pledge(&mut self) {
        let Some(id) = self.one_of(|life| &life.pledges) else { return };
        match self.random.random_range(0..12) {
            0 => drop(self.app.pledge_act(&self.tenant, "pledgeCancel", &id, None).await.data("")),
            1 => drop(self.app.pledge_act(&self.tenant, "pledgeMarkSpam", &id, None).await.data("")),
            2 => drop(self.app.pledge_act(&self.tenant, "pledgeReopen", &id, None).await.data("")),
            3..=5 => {
                let Some(payment) = self.one_of(|life| &life.payments) else { return };
                let variables = json!({ "id": payment, "v": null, "reason": "It never came" });
                self.team(&pledge_act("pledgePaymentVoid"), variables).await;
            }
            _ => {
                let day = self.app.clock.now() - TimeDelta::days(self.random.random_range(0..9));
                let on = local_day(day, self.zone).to_string();
                let over = self.random.random_bool(0.3);
                let input = json!({ "amount": self.amount(), "method": "wamd", "receivedOn": on, "allowOver": over });
                let answer =
                    self.team(&pledge_act("pledgePaymentRecord"), json!({ "id": id, "v": null, "input": input })).await;
                let paid = answer["pledgePaymentRecord"]["pledge"]["payments"].as_array().cloned().unwrap_or_default();
                self.payments.extend(paid.last().and_then(|payment| payment["id"].as_str()).map(str::to_owned));
            }
        }
    }

    /// The team does something, whether it is allowed or not.
    pub(super) async fn act(&mut self) {
        match self.random.random_range(0..3) {
            0 => self.act_on_order().await,
            1 => self.act_on_donation().await,
            _ => self.act_on_pledge().await,
        }
    }

    /// Some hours, or once in a while some days.
    pub(super) async fn step(&mut self) {
        let minutes = match self.random.random_range(0..12) {
            0 => self.random.random_range(1_500..9_000),
            1..=5 => self.random.random_range(1..60),
            _ => self.random.random_range(60..700),
        };
        self.pass(TimeDelta::minutes(minutes)).await;
        if self.random.random_bool(0.6) {
            self.receive().await;
        }
        if self.random.random_bool(0.2) {
            self.visit().await;
        }
        for _ in 0..self.random.random_range(1..5) {
            self.act().await;
        }
    }
}
