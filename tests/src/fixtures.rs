//! Builders: tenants with a team, items, orders. They insert through the rooms' services, as the program does.

use api::{
    catalog::{
        imports,
        service::{self as catalog, NewItem},
    },
    identity,
    kernel::{
        money::Currency,
        scope::{Actor, Scope},
        text::Locale,
    },
    media::service::{NewPicture, Subject, add_picture},
    tenants::{
        founding::{self, NewTenant},
        service as tenants,
    },
};
use chrono::TimeDelta;
use entity::{
    ids::{AssetId, ItemId, TenantId, UserId},
    storefront, tenants as tenant_rows,
    text::Localized,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::TestApp;

/// Somebody of a team, signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// Their address.
    pub email: String,
    /// A token that stands.
    pub token: String,
}

/// A tenant with one owner, one admin, one member.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its host's label.
    pub slug: String,
    /// Its owner.
    pub owner: Member,
    /// Its admin.
    pub admin: Member,
    /// Its member.
    pub member: Member,
}

impl Tenant {
    /// As its owner acts.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::request(self.id, Actor::User(self.owner.user), Locale::En, "test".into())
    }

    /// As a visitor acts.
    #[must_use]
    pub fn visitor(&self) -> Scope {
        Scope::request(self.id, Actor::Visitor, Locale::En, "test".into())
    }
}

/// The same text twice, told apart.
#[must_use]
pub fn both(text: &str) -> Localized {
    Localized { ar: format!("عربي {text}"), en: text.to_owned() }
}

/// An amount.
#[must_use]
pub fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

/// An item to add.
#[derive(Debug, Clone)]
pub struct Item(NewItem);

impl Item {
    /// An active product at 2.500 whose stock is not counted.
    #[must_use]
    pub fn new(slug: &str) -> Self {
        Self(NewItem {
            kind: "product",
            slug: slug.to_owned(),
            name: both(&format!("Item {slug}")),
            description: both("What it is"),
            price: Some(amount("2.500")),
            stock: None,
            status: "active",
            position: 0,
            metadata: json!({}),
        })
    }

    /// With another price.
    #[must_use]
    pub fn price(mut self, text: &str) -> Self {
        self.0.price = Some(amount(text));
        self
    }

    /// With counted stock.
    #[must_use]
    pub fn stock(mut self, pieces: i32) -> Self {
        self.0.stock = Some(pieces);
        self
    }

    /// In another state.
    #[must_use]
    pub fn status(mut self, status: &'static str) -> Self {
        self.0.status = status;
        self
    }

    /// At a place.
    #[must_use]
    pub fn position(mut self, position: i32) -> Self {
        self.0.position = position;
        self
    }

    /// With other names.
    #[must_use]
    pub fn named(mut self, ar: &str, en: &str) -> Self {
        self.0.name = Localized { ar: ar.to_owned(), en: en.to_owned() };
        self
    }

    /// Of another type; campaigns have no price.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.0.kind = kind;
        if kind.ends_with("campaign") {
            self.0.price = None;
        }
        self
    }

    /// With other metadata.
    #[must_use]
    pub fn metadata(mut self, metadata: Value) -> Self {
        self.0.metadata = metadata;
        self
    }

    /// With a size: s at the price, l at 0.750 more.
    #[must_use]
    pub fn sizes(mut self) -> Self {
        let value = |key: &str, more: &str| json!({ "key": key, "label": both(key), "price_difference": more });
        self.0.metadata = json!({ "options": [{ "key": "size", "name": both("Size"), "values": [value("s", "0"), value("l", "0.750")] }] });
        self
    }
}

/// A pick-up order of one line with a key of its own; change what the test is about.
#[must_use]
pub fn order_input(item: &ItemId, quantity: i32) -> Value {
    json!({
        "lines": [{ "itemId": item.to_string(), "quantity": quantity }],
        "customer": { "name": "Noura Test", "phone": "+96551234567" },
        "fulfilment": "PICKUP",
        "idempotencyKey": Uuid::new_v4().simple().to_string(),
    })
}

/// What tests ask of a submitted order.
pub const SUBMIT: &str = "mutation($input: OrderSubmitInput!) { orderSubmit(input: $input) {
    order { id number status version subtotal { amount } deliveryFee { amount } total { amount currencyCode }
            lines { unitPrice { amount } quantity lineTotal { amount } options { key value } } }
    statusToken userErrors { field code message from to allowed } } }";

/// What tests ask of an act, by the field's name.
#[must_use]
pub fn act(field: &str) -> String {
    format!(
        "mutation($id: ID!, $v: Int) {{ {field}(id: $id, expectedVersion: $v) {{
            order {{ id status version allowedTransitions timeline {{ kind actor from to note }} }}
            userErrors {{ field code message from to allowed }} }} }}"
    )
}

/// An act of the team on an order that is more than a move: its query and variables.
#[must_use]
pub fn order_act(field: &str, order: &str, item: &ItemId) -> (String, Value) {
    let id = json!({ "id": order });
    let answer = "order { id status paidAt paidByMethod total { amount } } userErrors { field code }";
    match field {
        "orderRecord" => {
            let mut input = order_input(item, 2);
            input["channel"] = json!("PHONE");
            let query = format!("mutation($input: OrderRecordInput!) {{ orderRecord(input: $input) {{ {answer} }} }}");
            (query, json!({ "input": input }))
        }
        "orderUpdate" => {
            let input = json!({ "lines": [{ "itemId": item.to_string(), "quantity": 3 }] });
            let query = format!(
                "mutation($id: ID!, $i: OrderUpdateInput!) {{ orderUpdate(id: $id, input: $i) {{ {answer} }} }}"
            );
            (query, json!({ "id": order, "i": input }))
        }
        "orderMarkPaid" => {
            (format!("mutation($id: ID!) {{ orderMarkPaid(id: $id, method: \"cash\") {{ {answer} }} }}"), id)
        }
        "orderMarkUnpaid" => {
            (format!("mutation($id: ID!) {{ orderMarkUnpaid(id: $id, reason: \"x\") {{ {answer} }} }}"), id)
        }
        "orderReferenceSet" => {
            let arguments = format!("id: $id, externalReference: \"ERP-{order}\"");
            (format!("mutation($id: ID!) {{ orderReferenceSet({arguments}) {{ {answer} }} }}"), id)
        }
        _ => (
            format!(
                "mutation($id: ID!) {{ ordersMove(ids: [$id], to: CONFIRMED) {{ results {{ {answer} }} userErrors {{ code }} }} }}"
            ),
            id,
        ),
    }
}

impl TestApp {
    /// Marks an order as paid as the tenant's member.
    pub async fn mark_paid(&self, tenant: &Tenant, order: &str) {
        let (query, variables) = order_act("orderMarkPaid", order, &ItemId::generate());
        let answer = self.gql(&tenant.slug, Some(&tenant.member.token), &query, variables).await;
        answer.string("/orderMarkPaid/order/paidAt");
    }

    /// A person with a token.
    pub async fn person(&self, email: &str) -> Member {
        let user =
            identity::service::ensure_person(&self.app, email, "Somebody", Locale::En).await.expect("a person is made");
        let token = identity::service::token_for(&self.app, email).await.expect("a token is made");
        Member { user, email: email.to_owned(), token }
    }

    /// A token of the person that ended a minute past the allowed skew.
    pub async fn expired_token(&self, person: &Member) -> String {
        let long_ago = self.clock.now() - TimeDelta::minutes(17);
        let subject: String =
            self.database.value(&format!("SELECT subject FROM users WHERE id = '{}'", person.user.0)).await;
        self.app.tokens.access(&subject, long_ago).expect("a token is made")
    }

    /// An open shop with a team. Delivery costs 1.500, nothing is asked of an order, `/` is English.
    pub async fn tenant(&self, slug: &str) -> Tenant {
        self.tenant_with(slug, |_| {}).await
    }

    /// The same with differences.
    pub async fn tenant_with(&self, slug: &str, change: impl FnOnce(&mut NewTenant)) -> Tenant {
        let owner = self.person(&format!("owner@{slug}.example")).await;
        let admin = self.person(&format!("admin@{slug}.example")).await;
        let member = self.person(&format!("member@{slug}.example")).await;
        let mut new = new_tenant(slug, self.clock.now(), &owner);
        change(&mut new);
        let scope = founding::found_tenant(&self.app, new).await.expect("a tenant is founded");
        for (person, role) in [(&admin, "admin"), (&member, "member")] {
            tenants::add_member(&self.app, &scope, person.user, &person.email, role).await.expect("a member is added");
        }
        Tenant { id: scope.tenant(), slug: slug.to_owned(), owner, admin, member }
    }

    /// Adds an item.
    pub async fn item(&self, tenant: &Tenant, item: Item) -> ItemId {
        catalog::add_item(&self.app, &tenant.scope(), Currency::KWD, item.0).await.expect("an item is added")
    }

    /// Adds a finished picture to an item.
    pub async fn picture(&self, tenant: &Tenant, item: ItemId, alt: &str) -> AssetId {
        let sizes = [320u32, 640, 1280].map(|width| (width, width, format!("picture of {width}").into_bytes()));
        let picture = NewPicture { alt: both(alt), position: 0, sizes: sizes.to_vec() };
        add_picture(&self.app, &tenant.scope(), Subject::Item(item), picture).await.expect("a picture is added")
    }

    /// A file of one good row, as it stands when it has been judged; returns its id.
    pub async fn import(&self, tenant: &Tenant) -> String {
        let name = format!("Secret of {} {}", tenant.slug[..1].to_uppercase(), Uuid::new_v4().simple());
        let (send, pieces) = tokio::sync::mpsc::channel(1);
        send.send(format!("type,name_en,price\nproduct,{name},1\n").into()).await.expect("there is room");
        drop(send);
        // Another file of this test may be under way, which is as good as done.
        self.database.run("UPDATE catalog_imports SET status = 'done' WHERE status IN ('checking', 'applying')").await;
        let id = imports::service::receive(&self.app, &tenant.scope(), "", pieces).await.expect("a file is taken");
        imports::apply::check(&self.app, &Scope::job(tenant.id), id).await.expect("a file is judged");
        id.to_string()
    }

    /// Adds a visible collection of these items; returns its id.
    pub async fn collection(&self, tenant: &Tenant, slug: &str, items: &[ItemId]) -> String {
        let query = "mutation($input: CollectionCreateInput!) {
            collectionCreate(input: $input) { collection { id } userErrors { field code } } }";
        let items: Vec<String> = items.iter().map(ToString::to_string).collect();
        let name = json!({ "ar": format!("مجموعة {slug}"), "en": format!("Shelf {slug}") });
        let input = json!({ "name": name, "slug": slug, "itemIds": items });
        let answer = self.gql(&tenant.slug, Some(&tenant.owner.token), query, json!({ "input": input })).await;
        answer.string("/collectionCreate/collection/id")
    }

    /// Submits an order as a visitor.
    pub async fn submit(&self, tenant: &Tenant, input: &Value) -> crate::Answer {
        self.gql(&tenant.slug, None, SUBMIT, json!({ "input": input })).await
    }

    /// An accepted order's id.
    pub async fn order(&self, tenant: &Tenant, item: &ItemId, quantity: i32) -> String {
        let answer = self.submit(tenant, &order_input(item, quantity)).await;
        assert_eq!(answer.refusals("orderSubmit"), Vec::<String>::new());
        answer.string("/orderSubmit/order/id")
    }

    /// Moves an order as the tenant's member.
    pub async fn act(&self, tenant: &Tenant, field: &str, order: &str, expected: Option<i32>) -> crate::Answer {
        self.gql(&tenant.slug, Some(&tenant.member.token), &act(field), json!({ "id": order, "v": expected })).await
    }
}

fn new_tenant(slug: &str, now: chrono::DateTime<chrono::Utc>, owner: &Member) -> NewTenant {
    let id = TenantId::generate();
    NewTenant {
        tenant: tenant_rows::Model {
            id,
            slug: slug.to_owned(),
            name: slug.to_owned(),
            kind: "shop".to_owned(),
            legal_name: None,
            licence_number: None,
            currency: "KWD".to_owned(),
            time_zone: "Asia/Kuwait".to_owned(),
            default_locale: "en".to_owned(),
            is_active: true,
            suspended_reason: None,
            requires_mfa: false,
            version: 1,
            created_at: now,
            updated_at: now,
        },
        storefront: storefront::Model {
            tenant_id: id,
            name: both(&format!("Shop {slug}")),
            tagline: both("A line under the name"),
            about: both("Who we are"),
            logo_asset_id: None,
            cover_asset_id: None,
            accent_color: "#7a2e2e".to_owned(),
            phone: Some("+96522223333".to_owned()),
            whatsapp: None,
            instagram: None,
            email: None,
            address: both("Here"),
            payment_instructions: both("Pay like this"),
            delivery_fee: amount("1.500"),
            minimum_order: amount("0"),
            offers_delivery: true,
            offers_pickup: true,
            locales: vec!["ar".to_owned(), "en".to_owned()],
            seo_title: Localized::default(),
            seo_description: Localized::default(),
            is_published: true,
            version: 1,
            created_at: now,
            updated_at: now,
        },
        owner: (owner.user, owner.email.clone()),
    }
}
