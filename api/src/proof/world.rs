//! Two throw-away tenants: A with something of everything, B that tries to reach it. Made by the same services and calls as
//! any tenant's things, so that a new kind of thing is in A as soon as the schema can make one.

use chrono::{DateTime, Utc};
use entity::{
    ids::{TenantId, UserId},
    storefront as storefront_rows, tenants as tenant_rows,
    text::Localized,
};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use super::{
    door::{Caller, Door},
    handles::{Handles, ZONE},
};
use crate::{
    app::App,
    catalog::service::{self as catalog, NewItem},
    identity,
    kernel::{error::Result, money::Currency, scope::Scope, text::Locale},
    tenants::{
        founding::{self, NewTenant},
        service as tenants,
    },
};

const SUBMIT: &str = "mutation($input: OrderSubmitInput!) { orderSubmit(input: $input) {
    order { __typename id number } statusToken userErrors { field code } } }";

/// Somebody of a throw-away team.
#[derive(Debug, Clone, Copy)]
pub(super) struct Team {
    pub(super) owner: UserId,
    pub(super) member: UserId,
}

/// A throw-away tenant.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) handles: Handles,
    pub(super) scope: Scope,
    pub(super) team: Team,
    /// Something that can be ordered.
    pub(super) product: String,
}

impl Side {
    pub(super) fn id(&self) -> TenantId {
        self.handles.tenant
    }

    pub(super) fn visitor(&self, name: &'static str) -> Caller {
        Caller::visitor(name, self.id())
    }

    pub(super) fn owner(&self, name: &'static str) -> Caller {
        Caller::person(name, Some(self.id()), self.team.owner)
    }

    pub(super) fn member(&self, name: &'static str) -> Caller {
        Caller::person(name, Some(self.id()), self.team.member)
    }
}

/// Both tenants.
#[derive(Debug)]
pub(super) struct World {
    pub(super) a: Side,
    pub(super) b: Side,
    /// A throw-away operator of the platform, for the controls of its fields.
    pub(super) operator: UserId,
}

impl World {
    /// Founds both and gives each items and orders in several states.
    pub(super) async fn found(door: &Door) -> Result<Self> {
        let run = Uuid::new_v4().simple().to_string();
        let run = run.get(..10).unwrap_or_default();
        let (mut a, mut b) = (side(door, run, "a").await?, side(door, run, "b").await?);
        for side in [&mut a, &mut b] {
            furnish(door, side).await?;
        }
        let address = format!("operator@{}.invalid", a.handles.mark);
        let operator = person(door.app(), address.clone(), String::new()).await?;
        identity::service::set_operator(door.app(), &address, true).await?;
        Ok(Self { a, b, operator })
    }
}

async fn person(app: &App, email: String, name: String) -> Result<UserId> {
    identity::service::ensure_person(app, &email, &name, Locale::En).await
}

async fn side(door: &Door, run: &str, letter: &str) -> Result<Side> {
    let app = door.app();
    // Letters that hexadecimal has not: no id can hold the mark by chance.
    let mark = format!("zq{letter}{run}x");
    let digits: u32 =
        Uuid::new_v4().as_u128().to_le_bytes().iter().fold(0, |sum, byte| (sum * 31 + u32::from(*byte)) % 10_000_000);
    let phone = format!("+9655{digits:07}");
    let owner = person(app, format!("owner@{mark}.invalid"), format!("Owner of {mark}")).await?;
    let member = person(app, format!("member@{mark}.invalid"), format!("Member of {mark}")).await?;
    let (tenant, storefront) = rows(&mark, app.clock.now());
    let (id, slug) = (tenant.id, tenant.slug.clone());
    let owner_address = format!("owner@{mark}.invalid");
    let scope = founding::found_tenant(app, NewTenant { tenant, storefront, owner: (owner, owner_address) }).await?;
    tenants::add_member(app, &scope, member, &format!("member@{mark}.invalid"), "member").await?;
    Ok(Side {
        handles: Handles::new(mark, phone, id, slug),
        scope,
        team: Team { owner, member },
        product: String::new(),
    })
}

fn rows(mark: &str, now: DateTime<Utc>) -> (tenant_rows::Model, storefront_rows::Model) {
    let both = |text: &str| Localized { ar: format!("{text} {mark}"), en: format!("{text} {mark}") };
    let id = TenantId::generate();
    let tenant = tenant_rows::Model {
        id,
        slug: format!("proof-{mark}"),
        name: format!("Proof {mark}"),
        kind: "charity".to_owned(),
        legal_name: Some(format!("Legal {mark}")),
        licence_number: Some(mark.to_owned()),
        currency: "KWD".to_owned(),
        time_zone: ZONE.to_owned(),
        default_locale: "en".to_owned(),
        is_active: true,
        suspended_reason: None,
        requires_mfa: false,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let storefront = storefront_rows::Model {
        tenant_id: id,
        name: both("Proof"),
        tagline: both("Tagline"),
        about: both("About"),
        logo_asset_id: None,
        cover_asset_id: None,
        accent_color: "#7a2e2e".to_owned(),
        phone: None,
        whatsapp: None,
        instagram: None,
        email: None,
        address: both("Address"),
        payment_instructions: both("Pay"),
        delivery_fee: Decimal::ZERO,
        minimum_order: Decimal::ZERO,
        offers_delivery: true,
        offers_pickup: true,
        locales: vec!["ar".to_owned(), "en".to_owned()],
        seo_title: Localized::default(),
        seo_description: Localized::default(),
        is_published: true,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    (tenant, storefront)
}

/// Items of each type and state, and orders to move.
async fn furnish(door: &Door, side: &mut Side) -> Result<()> {
    let mark = side.handles.mark.clone();
    let mut product = None;
    for (kind, status, price) in [
        ("product", "active", Some(5)),
        ("product", "draft", Some(5)),
        ("product", "archived", Some(5)),
        ("donation_campaign", "active", None),
        ("pledge_campaign", "active", None),
    ] {
        let both = |text: &str| Localized { ar: format!("{text} {mark}"), en: format!("{text} {mark}") };
        let item = NewItem {
            kind,
            slug: format!("{mark}-{}-{status}", kind.replace('_', "-")),
            name: both(kind),
            description: both("What it is"),
            price: price.map(Decimal::from),
            stock: None,
            status,
            position: 0,
            metadata: json!({}),
        };
        let id = catalog::add_item(door.app(), &side.scope, Currency::KWD, item).await?;
        side.handles.keep("CatalogItem", id.to_string());
        if kind == "product" && status == "active" {
            product = Some(id);
        }
    }
    side.product = product.map(|id| id.to_string()).unwrap_or_default();
    submit_orders(door, side, 6).await;
    Ok(())
}

/// Orders of a visitor's.
pub(super) async fn submit_orders(door: &Door, side: &mut Side, orders: usize) {
    let mark = side.handles.mark.clone();
    for _ in 0..orders {
        let input = json!({
            "lines": [{ "itemId": side.product, "quantity": 1 }],
            "customer": { "name": format!("Noura {mark}"), "phone": side.handles.phone, "email": format!("{mark}@proof.invalid") },
            "fulfilment": "PICKUP", "note": format!("Note {mark}"), "idempotencyKey": Uuid::now_v7().simple().to_string(),
        });
        let answer = door.ask(&side.visitor("visitor"), SUBMIT, json!({ "input": input })).await;
        side.handles.learn(&answer);
    }
}

/// What makes something, and is therefore called first.
pub(super) fn is_creator(field: &str) -> bool {
    ["Create", "Submit", "Record", "Invite", "Request", "Add", "Begin"].iter().any(|word| field.contains(word))
}

/// What ends or takes away, and is therefore done last.
pub(super) fn is_destroyer(field: &str) -> bool {
    [
        "Delete",
        "Remove",
        "Revoke",
        "Archive",
        "Suspend",
        "Erase",
        "Disable",
        "Unpublish",
        "SlugChange",
        "Close",
        "password",
    ]
    .iter()
    .any(|word| field.contains(word))
}
