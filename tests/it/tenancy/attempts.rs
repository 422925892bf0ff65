//! What another tenant could try with each root field: its query and variables, always with A's handles.

use entity::ids::ItemId;
use harness::{Item, Tenant, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

use crate::{
    authorization::{PERSONAL, of_person},
    gifts::Gifts,
    members,
    notifications::log as letters,
};

/// Days that every test lies in.
const DAYS: &str = "range: { from: \"2025-01-01\", to: \"2034-01-01\" }";

/// Tenant A with something of everything, and tenant B with nothing to hide.
pub(super) struct Two {
    pub(super) app: TestApp,
    pub(super) a: Tenant,
    pub(super) b: Tenant,
    pub(super) item: ItemId,
    /// For acts that change or delete: a draft, and one more.
    pub(super) draft: ItemId,
    pub(super) second: ItemId,
    /// A collection of the item, and one to be deleted.
    pub(super) shelves: [String; 2],
    /// A file of items that was judged.
    pub(super) import: String,
    pub(super) keys: [String; 2],
    pub(super) view: String,
    pub(super) order: String,
    pub(super) asset: String,
    pub(super) token: String,
    pub(super) orders_cursor: String,
    pub(super) items_cursor: String,
    pub(super) members_cursor: String,
    pub(super) invited: String,
    pub(super) invitation: String,
    pub(super) gifts: Gifts,
    /// An order with a letter about it, and the letter.
    pub(super) letter: (String, String),
}

impl Two {
    pub(super) async fn new(app: TestApp) -> Self {
        let (a, b) = (app.tenant("aaa").await, app.tenant("bbb").await);
        let item = app.item(&a, Item::new("secret").named("سري", "Secret of A")).await;
        let second = app.item(&a, Item::new("second")).await;
        let draft = app.item(&a, Item::new("draft").named("سري", "Secret of A too").status("draft")).await;
        let shelves =
            [app.collection(&a, "shelf-of-a", &[item]).await, app.collection(&a, "other-shelf", &[item]).await];
        let import = app.import(&a).await;
        app.item(&b, Item::new("own").named("لنا", "Own of B")).await;
        let submitted = app.submit(&a, &order_input(&item, 1)).await;
        let (order, token) = (submitted.string("/orderSubmit/order/id"), submitted.string("/orderSubmit/statusToken"));
        app.order(&a, &item, 2).await;
        let asset = app.picture(&a, item, "Secret of A").await.to_string();
        let keys =
            [crate::overview::key(&app, &a, "Secret of A").await, crate::overview::key(&app, &a, "Secret of A").await];
        let view = crate::submissions::views::shared(&app, &a, "Secret of A").await;
        let cursor = async |field: &str| {
            let query = format!("{{ {field}(first: 1) {{ pageInfo {{ endCursor }} }} }}");
            app.gql("aaa", Some(&a.owner.token), &query, json!({}))
                .await
                .string(&format!("/{field}/pageInfo/endCursor"))
        };
        let (orders_cursor, items_cursor) = (cursor("orders").await, cursor("catalogItems").await);
        let members_cursor = cursor("members").await;
        let asked = members::invite(&app, &a, "asked@aaa.example", "MEMBER").await;
        let (invited, invitation) =
            (asked.string("/memberInvite/member/id"), members::token_of(&asked, "memberInvite"));
        let gifts = Gifts::new(&app, &a).await;
        let letter = letters::letter(&app, &a, &item).await;
        crate::dashboard::asked(&app, &a, "7.654321").await;
        Self {
            app,
            a,
            b,
            item,
            draft,
            second,
            shelves,
            import,
            keys,
            view,
            order,
            asset,
            token,
            orders_cursor,
            items_cursor,
            members_cursor,
            invited,
            invitation,
            gifts,
            letter,
        }
    }

    /// Attempts on a field: its query and variables, always with A's handles.
    pub(super) fn attempts(&self, field: &str) -> Vec<(String, Value)> {
        let order = "id number customer { name phone }";
        let item = "id name { en } slug";
        let act = |field: &str| {
            let query =
                format!("mutation($id: ID!) {{ {field}(id: $id) {{ order {{ {order} }} userErrors {{ code }} }} }}");
            vec![(query, json!({ "id": self.order }))]
        };
        match field {
            "storefront" => vec![("{ storefront { id slug name { en } } }".to_owned(), json!({}))],
            "catalogItems" => vec![
                (format!("{{ catalogItems(first: 100) {{ nodes {{ {item} }} totalCount {{ value }} }} }}"), json!({})),
                (format!("query($c: String) {{ catalogItems(first: 100, after: $c) {{ nodes {{ {item} }} }} }}"), json!({ "c": self.items_cursor })),
                (format!("query($i: [ID!]) {{ catalogItems(first: 9, where: {{ ids: $i }}) {{ nodes {{ {item} }} }} }}"), json!({ "i": [self.item.to_string()] })),
                (format!("query($c: ID!) {{ catalogItems(first: 9, where: {{ collectionId: $c }}) {{ nodes {{ {item} }} }} }}"), json!({ "c": self.shelves[0] })),
                (format!("{{ catalogItems(first: 9, search: \"Secret\") {{ nodes {{ {item} }} }} }}"), json!({})),
                (format!("{{ catalogItems(first: 9, where: {{ or: [{{ status: [DRAFT, ACTIVE, ARCHIVED] }}, {{ not: {{ ids: [] }} }}] }}) {{ nodes {{ {item} }} }} }}"), json!({})),
            ],
            "catalogItem" => vec![(format!("{{ catalogItem(slug: \"secret\") {{ {item} }} }}"), json!({}))],
            "submissionStatus" => vec![(
                "query($t: String!) { submissionStatus(token: $t) { number status } }".to_owned(),
                json!({ "t": self.token }),
            )],
            "inbox" => crate::inbox::attempts(&self.orders_cursor),
            "orders" => vec![
                (format!("{{ orders(first: 100) {{ nodes {{ {order} }} totalCount {{ value }} }} }}"), json!({})),
                (format!("query($c: String) {{ orders(first: 100, after: $c) {{ nodes {{ {order} }} }} }}"), json!({ "c": self.orders_cursor })),
                (format!("query($c: String) {{ orders(last: 100, before: $c) {{ nodes {{ {order} }} }} }}"), json!({ "c": self.orders_cursor })),
                (format!("{{ orders(first: 9, search: \"Noura\") {{ nodes {{ {order} }} }} }}"), json!({})),
                (format!("{{ orders(first: 9, where: {{ not: {{ status: [SPAM] }} }}) {{ nodes {{ {order} }} }} }}"), json!({})),
            ],
            "order" => vec![(format!("query($id: ID!) {{ order(id: $id) {{ {order} timeline {{ kind }} }} }}"), json!({ "id": self.order }))],
            "node" => vec![self.gifts.pledge.clone(), self.gifts.donation.clone(), self.order.clone(), self.item.to_string(), self.a.id.to_string(), self.shelves[0].clone()]
                .into_iter()
                .map(|id| {
                    let query = format!("query($id: ID!) {{ node(id: $id) {{ id ... on Order {{ {order} }} ... on CatalogItem {{ {item} }} ... on Collection {{ slug topItems {{ id }} }} ... on Storefront {{ slug }} ... on Donation {{ number donor {{ name }} }} ... on Pledge {{ number }} }} }}");
                    (query, json!({ "id": id }))
                })
                .collect(),
            // Figures name nobody; what shows is A's item and that there was money.
            "dashboardSummary" => vec![(format!("{{ dashboardSummary({DAYS}) {{ current {{ orders {{ count sum {{ amount }} }} }} }} }}"), json!({}))],
            "conversionsByChannel" => vec![(format!("{{ conversionsByChannel({DAYS}) {{ submissions sum {{ amount }} }} }}"), json!({}))],
            "submissionsOverTime" => vec![(format!("{{ submissionsOverTime({DAYS}, interval: MONTH) {{ current {{ orders {{ sum {{ amount }} }} }} }} }}"), json!({}))],
            "topItems" => vec![(format!("{{ topItems({DAYS}) {{ id name {{ en }} }} }}"), json!({}))],
            "aiUsage" => vec![("{ aiUsage(months: 24) { answers inputTokens costUsd } }".to_owned(), json!({}))],
            "viewer" => vec![(
                "{ viewer { user { id email } memberships { tenant { id slug name } role } } }".to_owned(),
                json!({}),
            )],
            of_views if of_views.starts_with("savedView") => crate::submissions::views::attempts(of_views, &self.view),
            of_above if ["apiKey", "platform", "auditEvents", "personErase"].iter().any(|room| of_above.starts_with(room)) => {
                crate::overview::attempts(of_above, &self.a, &self.order, &self.keys)
            }
            // It answers with a ticket for one's own rows; tests/it/exports tries to bend it.
            "exportRequest" => vec![(
                "mutation { exportRequest(input: { kind: ORDER, search: \"Noura\" }) { ticket rowCount { value } } }".to_owned(),
                json!({}),
            )],
            "orderSubmit" => vec![(SUBMIT.to_owned(), json!({ "input": order_input(&self.item, 1) }))],
            // It answers with the new visit and nothing else.
            "visitRecord" => vec![("mutation { visitRecord(input: { source: \"x\" }) { visitId } }".to_owned(), json!({}))],
            "orderNoteAdd" => vec![(
                format!("mutation($id: ID!) {{ orderNoteAdd(id: $id, note: \"x\") {{ order {{ {order} }} userErrors {{ code }} }} }}"),
                json!({ "id": self.order }),
            )],
            "orderConfirm" | "orderFulfil" | "orderCancel" | "orderReopen" | "orderMarkSpam" => act(field),
            "tenant" => vec![("{ tenant { id slug name formerSlugs } }".to_owned(), json!({}))],
            "members" => vec![
                ("{ members(first: 100) { nodes { id email name } totalCount { value } } }".to_owned(), json!({})),
                ("query($c: String) { members(first: 9, after: $c) { nodes { email } } }".to_owned(), json!({ "c": self.members_cursor })),
                ("{ members(first: 9, search: \"aaa\") { nodes { email } } }".to_owned(), json!({})),
                ("{ members(first: 9, where: { status: [INVITED, ACTIVE, REMOVED] }) { nodes { email } } }".to_owned(), json!({})),
            ],
            // Whose slug is taken is everybody's to see: it is a host.
            "slugAvailability" => vec![("{ slugAvailability(slug: \"aaa\") { available } }".to_owned(), json!({}))],
            // With A's whole token one was invited; with half of it one was not.
            "invitation" => vec![
                (members::document(field), json!({ "token": format!("inv_{}_{}", self.b.id.0.simple(), self.secret()) })),
                (members::document(field), json!({ "token": format!("inv_{}_{}", self.a.id.0.simple(), "A".repeat(43)) })),
            ],
            "invitationAccept" => vec![(members::document(field), json!({ "token": self.invitation }))],
            "tenantCreate" => vec![(members::document(field), json!({ "input": members::founding("aaa") }))],
            "tenantSlugChange" => vec![(members::document(field), json!({ "input": { "slug": "aaa" } }))],
            "tenantUpdate" => vec![(members::document(field), json!({ "input": {}, "v": 1 }))],
            "memberInvite" => vec![(members::document(field), json!({ "input": { "email": "asked@bbb.example", "role": "MEMBER" } }))],
            "invitationResend" | "invitationRevoke" | "memberRemove" => vec![(members::document(field), json!({ "id": self.invited }))],
            "memberRoleChange" => vec![(members::document(field), json!({ "id": self.invited, "role": "OWNER" }))],
            "catalogImports" => vec![("{ catalogImports { id rows(first: 9) { title } } }".to_owned(), json!({}))],
            "catalogImport" => vec![("query($id: ID!) { catalogImport(id: $id) { id rows(first: 9) { title } } }".to_owned(), json!({ "id": self.import }))],
            "catalogImportCommit" => vec![(
                "mutation($id: ID!) { catalogImportCommit(id: $id, policy: SKIP_BAD) { import { id } userErrors { code } } }".to_owned(),
                json!({ "id": self.import }),
            )],
            "catalogExport" => vec![("mutation { catalogExport { ticket url userErrors { code } } }".to_owned(), json!({}))],
            "catalogItemCreate" => vec![("mutation { catalogItemCreate(input: { type: PRODUCT, name: { en: \"Mine\" }, price: \"1\" }) { item { id slug } userErrors { code } } }".to_owned(), json!({}))],
            "catalogItemUpdate" => vec![(
                format!("mutation($id: ID!) {{ catalogItemUpdate(id: $id, input: {{ stock: 7 }}) {{ item {{ {item} }} userErrors {{ code }} }} }}"),
                json!({ "id": self.draft.to_string() }),
            )],
            "catalogItemActivate" | "catalogItemArchive" => vec![(
                format!("mutation($id: ID!) {{ {field}(id: $id) {{ item {{ {item} }} userErrors {{ code }} }} }}"),
                json!({ "id": self.draft.to_string() }),
            )],
            "catalogItemDelete" => vec![(
                "mutation($id: ID!) { catalogItemDelete(id: $id) { deletedId userErrors { code } } }".to_owned(),
                json!({ "id": self.second.to_string() }),
            )],
            "catalogItemsReorder" => vec![(
                "mutation($ids: [ID!]!) { catalogItemsReorder(ids: $ids) { ids userErrors { code } } }".to_owned(),
                json!({ "ids": [self.draft.to_string(), self.item.to_string()] }),
            )],
            "collections" => vec![("{ collections { id slug name { en } topItems { id name { en } } } }".to_owned(), json!({}))],
            "collection" => vec![(
                "{ collection(slug: \"shelf-of-a\") { id name { en } items(first: 9) { nodes { id name { en } } } } }".to_owned(),
                json!({}),
            )],
            // Another tenant's item on a shelf of one's own.
            "collectionCreate" => vec![(
                "mutation($i: [ID!]) { collectionCreate(input: { name: { en: \"Mine\" }, itemIds: $i }) { collection { topItems { id name { en } } } userErrors { code } } }".to_owned(),
                json!({ "i": [self.item.to_string()] }),
            )],
            "collectionUpdate" => vec![(
                "mutation($id: ID!) { collectionUpdate(id: $id, input: { isOnHome: true }) { collection { id slug } userErrors { code } } }".to_owned(),
                json!({ "id": self.shelves[0] }),
            )],
            "collectionDelete" => vec![(
                "mutation($id: ID!) { collectionDelete(id: $id) { deletedId userErrors { code } } }".to_owned(),
                json!({ "id": self.shelves[1] }),
            )],
            "collectionsReorder" => vec![(
                "mutation($ids: [ID!]!) { collectionsReorder(ids: $ids) { ids userErrors { code } } }".to_owned(),
                json!({ "ids": [self.shelves[0]] }),
            )],
            "storefrontUpdate" => vec![(
                "mutation { storefrontUpdate(input: { seoTitle: { en: \"x\" } }) { storefront { slug } userErrors { code } } }".to_owned(),
                json!({}),
            )],
            "storefrontPublish" | "storefrontUnpublish" => vec![(
                format!("mutation {{ {field} {{ storefront {{ slug }} userErrors {{ code }} }} }}"),
                json!({}),
            )],
            "storefrontPreviewTicket" => vec![(
                "mutation { storefrontPreviewTicket { ticket url userErrors { code } } }".to_owned(),
                json!({}),
            )],
            personal if PERSONAL.contains(&personal) => vec![(of_person(personal), json!({}))],
            "orderRecord" | "orderUpdate" | "orderMarkPaid" | "orderMarkUnpaid" | "orderReferenceSet" | "ordersMove" => {
                let (query, variables) = harness::fixtures::order_act(field, &self.order, &self.item);
                vec![(query.replace("order { id", "order { id number"), variables)]
            }
            "notificationDeliveries" => [json!({}), json!({ "w": { "about": self.letter.0 } })]
                .map(|variables| (letters::LIST.to_owned(), variables)).to_vec(),
            "notificationResend" => vec![(letters::RESEND.to_owned(), json!({ "id": self.letter.1 }))],
            "submissionLinkFind" => ["ORD", "DON", "PLG"]
                .into_iter()
                .map(|kind| {
                    let query = "mutation($n: String!, $p: String!) { submissionLinkFind(number: $n, phone: $p) { statusToken userErrors { code } } }";
                    let phone = if kind == "ORD" { "51234567" } else { "55512345" };
                    (query.to_owned(), json!({ "n": format!("{kind}-00001"), "p": phone }))
                })
                .collect(),
            promise if promise.starts_with("pledge") => self.gifts.pledge_attempts(promise),
            gift if gift.starts_with("donation") => self.gifts.attempts(gift),
            field if field.starts_with("media") => self.media_attempts(field),
            other => panic!("the root field {other} has no attempt: write what another tenant could try with it"),
        }
    }

    /// Attempts on the fields of pictures.
    pub(super) fn media_attempts(&self, field: &str) -> Vec<(String, Value)> {
        let asset = "id entityId alt { en } image { renditions { url } }";
        let id = json!({ "id": self.asset });
        match field {
            "mediaAssets" => vec![(
                format!("query($i: ID) {{ mediaAssets(entityType: CATALOG_ITEM, entityId: $i) {{ {asset} }} }}"),
                json!({ "i": self.item.to_string() }),
            )],
            "mediaDownloadUrl" => vec![("query($id: ID!) { mediaDownloadUrl(id: $id) { url } }".to_owned(), id)],
            "mediaUploadRequest" => vec![(
                format!(
                    "mutation($i: MediaUploadRequestInput!) {{ mediaUploadRequest(input: $i) {{ asset {{ {asset} }} uploadUrl userErrors {{ code }} }} }}"
                ),
                json!({ "i": { "entityType": "CATALOG_ITEM", "entityId": self.item.to_string(), "contentType": "image/png", "byteSize": 9 } }),
            )],
            "mediaUploadComplete" => {
                vec![(
                    format!(
                        "mutation($id: ID!) {{ mediaUploadComplete(id: $id) {{ asset {{ {asset} }} userErrors {{ code }} }} }}"
                    ),
                    id,
                )]
            }
            "mediaUpdate" => vec![(
                format!(
                    "mutation($id: ID!) {{ mediaUpdate(id: $id, input: {{ position: 0 }}) {{ asset {{ {asset} }} userErrors {{ code }} }} }}"
                ),
                id,
            )],
            "mediaDelete" => {
                vec![("mutation($id: ID!) { mediaDelete(id: $id) { deletedId userErrors { code } } }".to_owned(), id)]
            }
            other => panic!("the root field {other} has no attempt: write what another tenant could try with it"),
        }
    }

    /// The secret half of A's invitation.
    pub(super) fn secret(&self) -> &str {
        self.invitation.splitn(3, '_').nth(2).unwrap()
    }
}
