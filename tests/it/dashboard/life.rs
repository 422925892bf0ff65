//! A tenant that lives at random: gifts, moves, payments and what takes them back.

use api::{
    attribution::{service::record_visit, types::NewVisit},
    kernel::scope::Scope,
    pledges::jobs::MindPledges,
    submissions::jobs::FoldFigures,
};
use chrono::TimeDelta;
use entity::ids::ItemId;
use harness::{
    Tenant, TestApp,
    giving::{donation_act, donation_input, pledge_act, pledge_input},
    order_input,
};
use rand::{Rng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

/// A tenant that lives at random.
pub(super) struct Life<'a> {
    pub(super) app: &'a TestApp,
    pub(super) tenant: &'a Tenant,
    pub(super) random: StdRng,
    pub(super) zone: &'static str,
    pub(super) item: ItemId,
    pub(super) gifts: ItemId,
    pub(super) promises: ItemId,
    pub(super) orders: Vec<String>,
    pub(super) donations: Vec<String>,
    pub(super) pledges: Vec<String>,
}

impl Life<'_> {
    fn one_of(&mut self, ids: fn(&Self) -> &Vec<String>) -> String {
        // One of the newest, so that it is moved on and back.
        let len = ids(self).len();
        let n = self.random.random_range(len.saturating_sub(8)..len);
        ids(self)[n].clone()
    }

    fn amount(&mut self) -> String {
        format!("{}.{:03}", self.random.random_range(1..90), self.random.random_range(0..1_000))
    }

    async fn visit(&mut self) -> String {
        let visit = NewVisit {
            visitor: Uuid::from_u128(self.random.random_range(1..9)),
            source: [None, Some("instagram"), Some("google")][self.random.random_range(0..3)].map(str::to_owned),
            landing_path: "/".to_owned(),
            ..NewVisit::default()
        };
        record_visit(&self.app.app, &self.tenant.visitor(), &visit).await.unwrap().to_string()
    }

    /// Something comes in: from a visit, from nowhere, or by the team.
    async fn receive(&mut self) {
        let kind = self.random.random_range(0..3);
        let days = self.random.random_range(15..60);
        let target = api::kernel::clock::local_day(self.app.clock.now() + TimeDelta::days(days), self.zone).to_string();
        let mut input = match kind {
            0 => order_input(&self.item, self.random.random_range(1..9)),
            1 => donation_input(self.random.random_bool(0.7).then_some(&self.gifts)),
            _ => pledge_input(&self.promises, &target),
        };
        if kind > 0 {
            input["amount"] = json!(self.amount());
        }
        if kind == 2 && self.random.random_bool(0.5) {
            input["instalments"] = json!({ "every": "WEEKLY", "count": 2 });
        }
        let kind = ["order", "donation", "pledge"][kind];
        let (word, token) = match self.random.random_range(0..4) {
            0 => {
                input["channel"] = json!("PHONE");
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
            "mutation($i: {large}{word}Input!) {{ {kind}{word}(input: $i) {{ {kind} {{ id }} userErrors {{ field code }} }} }}"
        );
        let answer = self.app.gql(&self.tenant.slug, token, &query, json!({ "i": input })).await;
        let id = answer.string(&format!("/{kind}{word}/{kind}/id"));
        match kind {
            "order" => self.orders.push(id),
            "donation" => self.donations.push(id),
            _ => self.pledges.push(id),
        }
    }

    async fn team(&self, query: &str, variables: Value) -> Value {
        self.app.gql(&self.tenant.slug, Some(&self.tenant.member.token), query, variables).await.data("")
    }

    /// The team does something that may be refused.
    async fn act(&mut self) {
        match self.random.random_range(0..3) {
            0 if !self.orders.is_empty() => {
                let order = self.one_of(|life| &life.orders);
                let act =
                    ["orderConfirm", "orderCancel", "orderMarkSpam", "orderReopen"][self.random.random_range(0..4)];
                self.app.act(self.tenant, act, &order, None).await.data("");
            }
            1 if !self.donations.is_empty() => {
                let donation = self.one_of(|life| &life.donations);
                let acts = [
                    "donationReceive",
                    "donationReceive",
                    "donationRefund",
                    "donationReopen",
                    "donationCancel",
                    "donationMarkSpam",
                ];
                let act = acts[self.random.random_range(0..acts.len())];
                if act == "donationReceive" {
                    // The money may have come days before the team says so.
                    let at = self.app.clock.now() - TimeDelta::minutes(self.random.random_range(0..9_000));
                    let query = "mutation($id: ID!, $at: DateTime!) { donationReceive(id: $id, receivedAt: $at) { userErrors { code } } }";
                    self.team(query, json!({ "id": donation, "at": at.to_rfc3339() })).await;
                } else {
                    let variables = json!({ "id": donation, "v": null, "reason": "They asked" });
                    self.team(&donation_act(act), variables).await;
                }
            }
            _ if !self.pledges.is_empty() => {
                let pledge = self.one_of(|life| &life.pledges);
                match self.random.random_range(0..8) {
                    0 => drop(self.app.pledge_act(self.tenant, "pledgeCancel", &pledge, None).await.data("")),
                    1 => drop(self.app.pledge_act(self.tenant, "pledgeMarkSpam", &pledge, None).await.data("")),
                    2 => drop(self.app.pledge_act(self.tenant, "pledgeReopen", &pledge, None).await.data("")),
                    3 => {
                        let query = "query($id: ID!) { pledge(id: $id) { payments { id voidedAt } } }";
                        let paid = self.team(query, json!({ "id": pledge })).await["pledge"]["payments"].clone();
                        let stands = |payment: &&Value| payment["voidedAt"].is_null();
                        if let Some(payment) = paid.as_array().unwrap().iter().find(stands) {
                            let variables = json!({ "id": payment["id"], "v": null, "reason": "It never came" });
                            self.team(&pledge_act("pledgePaymentVoid"), variables).await;
                        }
                    }
                    _ => {
                        let day = self.app.clock.now() - TimeDelta::days(self.random.random_range(0..9));
                        let on = api::kernel::clock::local_day(day, self.zone).to_string();
                        let input =
                            json!({ "amount": self.amount(), "method": "wamd", "receivedOn": on, "allowOver": true });
                        self.team(
                            &pledge_act("pledgePaymentRecord"),
                            json!({ "id": pledge, "v": null, "input": input }),
                        )
                        .await;
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) async fn live(&mut self, steps: usize) {
        for n in 0..steps {
            self.app.clock.advance(TimeDelta::minutes(self.random.random_range(1..900)));
            self.receive().await;
            if self.random.random_bool(0.3) {
                self.visit().await;
            }
            for _ in 0..self.random.random_range(0..5) {
                self.act().await;
            }
            let (scope, day) = (Scope::job(self.tenant.id), self.app.clock.now().date_naive());
            if n % 9 == 8 {
                let day = api::kernel::clock::local_day(self.app.clock.now(), self.zone);
                MindPledges { day }.run(&self.app.app, &scope).await.unwrap();
            }
            if n % 20 == 19 {
                FoldFigures { day }.run(&self.app.app, &scope).await.unwrap();
            }
        }
    }
}
