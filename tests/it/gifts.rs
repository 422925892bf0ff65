//! What tenant A keeps of gifts, and what another tenant could try with it.

use entity::ids::ItemId;
use harness::{Tenant, TestApp};
use serde_json::{Value, json};

/// A donation of A, received, with its receipt.
pub(crate) struct Gifts {
    pub(crate) campaign: ItemId,
    pub(crate) donation: String,
    pub(crate) receipt: String,
    pub(crate) cursor: String,
    pub(crate) pledges: ItemId,
    pub(crate) pledge: String,
    pub(crate) payment: String,
    pub(crate) pledges_cursor: String,
    pub(crate) day: String,
}

impl Gifts {
    pub(crate) async fn new(app: &TestApp, a: &Tenant) -> Self {
        let campaign = app.campaign(a, "wells", json!({})).await;
        app.donation(a, Some(&campaign)).await;
        let donation = app.donation(a, Some(&campaign)).await;
        let received = app.donation_act(a, "donationReceive", &donation, None).await;
        let receipt = received.string("/donationReceive/donation/receipts/0/token");
        let query = "{ donations(first: 1) { pageInfo { endCursor } } }";
        let cursor =
            app.gql(&a.slug, Some(&a.owner.token), query, json!({})).await.string("/donations/pageInfo/endCursor");
        let pledges = app.pledge_campaign(a, "orphans").await;
        app.pledge(a, &pledges).await;
        let pledge = app.pledge(a, &pledges).await;
        let payment = app.pay(a, &pledge, "1.000").await.string("/pledgePaymentRecord/pledge/payments/0/id");
        let query = "{ pledges(first: 1) { pageInfo { endCursor } } }";
        let pledges_cursor =
            app.gql(&a.slug, Some(&a.owner.token), query, json!({})).await.string("/pledges/pageInfo/endCursor");
        Self { campaign, donation, receipt, cursor, pledges, pledge, payment, pledges_cursor, day: app.day(60) }
    }

    /// Attempts on a field of pledges.
    pub(crate) fn pledge_attempts(&self, field: &str) -> Vec<(String, Value)> {
        let shape = "id number pledger { name phone } timeline { kind }";
        let mut input = harness::giving::pledge_input(&self.pledges, &self.day);
        match field {
            "pledges" => vec![
                (format!("{{ pledges(first: 100) {{ nodes {{ {shape} }} totalCount {{ value }} }} }}"), json!({})),
                (format!("query($c: String) {{ pledges(first: 100, after: $c) {{ nodes {{ {shape} }} }} }}"), json!({ "c": self.pledges_cursor })),
                (format!("{{ pledges(first: 9, search: \"Huda\", where: {{ dueBefore: \"2199-01-01\" }}) {{ nodes {{ {shape} }} }} }}"), json!({})),
            ],
            "pledge" => vec![(format!("query($id: ID!) {{ pledge(id: $id) {{ {shape} payments {{ id }} }} }}"), json!({ "id": self.pledge }))],
            "pledgeSubmit" => vec![(harness::giving::PLEDGE.to_owned(), json!({ "input": input }))],
            "pledgeRecord" => {
                input["channel"] = json!("PHONE");
                let query = harness::giving::PLEDGE.replace("PledgeSubmitInput", "PledgeRecordInput").replace("pledgeSubmit", field);
                vec![(query, json!({ "input": input }))]
            }
            "pledgesMove" => vec![(
                "mutation($id: ID!) { pledgesMove(ids: [$id], to: CANCELLED) { results { pledge { number } userErrors { code } } } }".to_owned(),
                json!({ "id": self.pledge }),
            )],
            "pledgeNoteAdd" => vec![(
                format!("mutation($id: ID!) {{ pledgeNoteAdd(id: $id, note: \"x\") {{ pledge {{ {shape} }} userErrors {{ code }} }} }}"),
                json!({ "id": self.pledge }),
            )],
            act => {
                let id = if act == "pledgePaymentVoid" { &self.payment } else { &self.pledge };
                let query = harness::giving::pledge_act(act).replace("pledge { id", "pledge { id number");
                vec![(query, json!({ "id": id, "v": null, "reason": "x", "input": { "amount": "1.000", "method": "cash" } }))]
            }
        }
    }

    /// Attempts on a field of gifts.
    pub(crate) fn attempts(&self, field: &str) -> Vec<(String, Value)> {
        let shape = "id number donor { name phone } timeline { kind }";
        let mut input = harness::giving::donation_input(Some(&self.campaign));
        match field {
            "donations" => vec![
                (format!("{{ donations(first: 100) {{ nodes {{ {shape} }} totalCount {{ value }} }} }}"), json!({})),
                (format!("query($c: String) {{ donations(first: 100, after: $c) {{ nodes {{ {shape} }} }} }}"), json!({ "c": self.cursor })),
                (format!("{{ donations(first: 9, search: \"Huda\") {{ nodes {{ {shape} }} }} }}"), json!({})),
            ],
            "donation" => vec![(format!("query($id: ID!) {{ donation(id: $id) {{ {shape} }} }}"), json!({ "id": self.donation }))],
            "donationReceipt" => vec![(
                "query($t: String!) { donationReceipt(token: $t) { number donationNumber donorName } }".to_owned(),
                json!({ "t": self.receipt }),
            )],
            "donationSubmit" => vec![(harness::giving::DONATE.to_owned(), json!({ "input": input }))],
            "donationRecord" => {
                input["channel"] = json!("PHONE");
                let query = harness::giving::DONATE.replace("DonationSubmitInput", "DonationRecordInput").replace("donationSubmit", field);
                vec![(query, json!({ "input": input }))]
            }
            "donationsMove" => vec![(
                "mutation($id: ID!) { donationsMove(ids: [$id], to: REFUNDED, reason: \"x\") { results { donation { number } userErrors { code } } } }".to_owned(),
                json!({ "id": self.donation }),
            )],
            "donationNoteAdd" => vec![(
                format!("mutation($id: ID!) {{ donationNoteAdd(id: $id, note: \"x\") {{ donation {{ {shape} }} userErrors {{ code }} }} }}"),
                json!({ "id": self.donation }),
            )],
            act => {
                let query = harness::giving::donation_act(act).replace("donation { id", "donation { id number");
                vec![(query, json!({ "id": self.donation, "v": null, "reason": "x" }))]
            }
        }
    }
}
