//! Builders for gifts: campaigns, donations, and the acts on them.

use entity::ids::ItemId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Answer, Item, Tenant, TestApp};

/// What tests ask of a submitted donation.
pub const DONATE: &str = "mutation($input: DonationSubmitInput!) { donationSubmit(input: $input) {
    donation { id number status version amount { amount currencyCode } intent isAnonymous wantsReceipt }
    statusToken userErrors { field code message } } }";

/// A donation of 5.250 with a key of its own; change what the test is about.
#[must_use]
pub fn donation_input(campaign: Option<&ItemId>) -> Value {
    json!({
        "campaignId": campaign.map(ToString::to_string),
        "amount": "5.250",
        "donor": { "name": "Huda Giver", "phone": "+96555512345" },
        "idempotencyKey": Uuid::new_v4().simple().to_string(),
    })
}

/// What tests ask of an act on a donation, by the field's name.
#[must_use]
pub fn donation_act(field: &str) -> String {
    let (more, pass) = match field {
        "donationRefund" => (", $reason: String!", ", reason: $reason"),
        "donationReopen" | "donationCancel" => (", $reason: String", ", reason: $reason"),
        "donationReferenceSet" => (", $r: String", ", externalReference: $r"),
        _ => ("", ""),
    };
    format!(
        "mutation($id: ID!, $v: Int{more}) {{ {field}(id: $id, expectedVersion: $v{pass}) {{
            donation {{ id status version allowedTransitions receiptNumber receivedAt
                        receipts {{ number voidedAt token }} timeline {{ kind actor from to note }} }}
            userErrors {{ field code message from to allowed }} }} }}"
    )
}

impl TestApp {
    /// An active donation campaign with these terms.
    pub async fn campaign(&self, tenant: &Tenant, slug: &str, terms: Value) -> ItemId {
        self.item(tenant, Item::new(slug).kind("donation_campaign").metadata(terms)).await
    }

    /// Submits a donation as a visitor.
    pub async fn submit_donation(&self, tenant: &Tenant, input: &Value) -> Answer {
        self.gql(&tenant.slug, None, DONATE, json!({ "input": input })).await
    }

    /// How far a campaign has come, as visitors are told: received, promised besides, contributors, a space between.
    pub async fn progress(&self, tenant: &Tenant, slug: &str) -> String {
        let query = "query($slug: String!) { catalogItem(slug: $slug) {
            campaignProgress { received { amount } pledged { amount } contributors } } }";
        let answer = self.gql(&tenant.slug, None, query, json!({ "slug": slug })).await;
        let of = |field: &str| answer.string(&format!("/catalogItem/campaignProgress/{field}/amount"));
        let contributors = answer.data("/catalogItem/campaignProgress/contributors").to_string();
        [of("received"), of("pledged"), contributors].join(" ")
    }

    /// An accepted donation's id.
    pub async fn donation(&self, tenant: &Tenant, campaign: Option<&ItemId>) -> String {
        let answer = self.submit_donation(tenant, &donation_input(campaign)).await;
        assert_eq!(answer.refusals("donationSubmit"), Vec::<String>::new());
        answer.string("/donationSubmit/donation/id")
    }

    /// Acts on a donation as the tenant's member, with a reason where one is asked for.
    pub async fn donation_act(&self, tenant: &Tenant, field: &str, id: &str, expected: Option<i32>) -> Answer {
        let mut variables = json!({ "id": id, "v": expected });
        if ["donationRefund", "donationReopen", "donationCancel"].contains(&field) {
            variables["reason"] = json!("They asked");
        }
        self.gql(&tenant.slug, Some(&tenant.member.token), &donation_act(field), variables).await
    }
}

/// What tests ask of a submitted pledge.
pub const PLEDGE: &str = "mutation($input: PledgeSubmitInput!) { pledgeSubmit(input: $input) {
    pledge { id number status version amount { amount } targetDate instalments { place dueDate amount { amount } paid { amount } } }
    statusToken userErrors { field code message } } }";

/// A pledge of 100.000 until a day sixty days from now, with a key of its own; change what the test is about.
#[must_use]
pub fn pledge_input(campaign: &ItemId, target: &str) -> Value {
    json!({
        "campaignId": campaign.to_string(),
        "amount": "100.000",
        "targetDate": target,
        "pledger": { "name": "Huda Giver", "phone": "+96555512345" },
        "idempotencyKey": Uuid::new_v4().simple().to_string(),
    })
}

/// What tests ask of an act on a pledge, by the field's name.
#[must_use]
pub fn pledge_act(field: &str) -> String {
    let (more, pass) = match field {
        "pledgePaymentRecord" => (", $input: PledgePaymentInput!", ", input: $input"),
        "pledgePaymentVoid" => (", $reason: String!", ", reason: $reason"),
        "pledgeReferenceSet" => (", $r: String", ", externalReference: $r"),
        _ => ("", ""),
    };
    format!(
        "mutation($id: ID!, $v: Int{more}) {{ {field}(id: $id, expectedVersion: $v{pass}) {{
            pledge {{ id status version allowedTransitions fulfilledAmount {{ amount }} openAmount {{ amount }}
                      instalments {{ dueDate amount {{ amount }} paid {{ amount }} }}
                      payments {{ id amount {{ amount }} voidedAt }} timeline {{ kind actor from to note }} }}
            userErrors {{ field code message from to allowed }} }} }}"
    )
}

impl TestApp {
    /// A day so many days from the test's today, in Kuwait.
    #[must_use]
    pub fn day(&self, days: i64) -> String {
        let now = self.clock.now() + chrono::TimeDelta::days(days);
        api::kernel::clock::local_day(now, "Asia/Kuwait").to_string()
    }

    /// An active pledge campaign that may be split by week and by month.
    pub async fn pledge_campaign(&self, tenant: &Tenant, slug: &str) -> ItemId {
        let terms = json!({ "instalments": { "every": ["weekly", "monthly"], "max_count": 24 } });
        self.item(tenant, Item::new(slug).kind("pledge_campaign").metadata(terms)).await
    }

    /// Submits a pledge as a visitor.
    pub async fn submit_pledge(&self, tenant: &Tenant, input: &Value) -> Answer {
        self.gql(&tenant.slug, None, PLEDGE, json!({ "input": input })).await
    }

    /// An accepted pledge's id, due at once in sixty days.
    pub async fn pledge(&self, tenant: &Tenant, campaign: &ItemId) -> String {
        let answer = self.submit_pledge(tenant, &pledge_input(campaign, &self.day(60))).await;
        assert_eq!(answer.refusals("pledgeSubmit"), Vec::<String>::new());
        answer.string("/pledgeSubmit/pledge/id")
    }

    /// Acts on a pledge (or, for a void, on a payment) as the tenant's member.
    pub async fn pledge_act(&self, tenant: &Tenant, field: &str, id: &str, expected: Option<i32>) -> Answer {
        let mut variables = json!({ "id": id, "v": expected });
        match field {
            "pledgePaymentRecord" => variables["input"] = json!({ "amount": "10.000", "method": "cash" }),
            "pledgePaymentVoid" => variables["reason"] = json!("It never came"),
            _ => {}
        }
        self.gql(&tenant.slug, Some(&tenant.member.token), &pledge_act(field), variables).await
    }

    /// Records a payment as the tenant's member.
    pub async fn pay(&self, tenant: &Tenant, pledge: &str, amount: &str) -> Answer {
        let input = json!({ "amount": amount, "method": "wamd" });
        let variables = json!({ "id": pledge, "v": null, "input": input });
        self.gql(&tenant.slug, Some(&tenant.member.token), &pledge_act("pledgePaymentRecord"), variables).await
    }
}
