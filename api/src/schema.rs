//! One schema out of the rooms' roots, merged in groups (a wide merge overflows rustc's stack).

use std::sync::Arc;

use async_graphql::{
    Context, ID, Interface, MergedObject, MergedSubscription, Object, Result, Schema as GraphQlSchema,
};
use entity::ids::{CollectionId, DonationId, ItemId, OrderId, PledgeId, TenantId};

use crate::{
    app::App,
    attribution::graphql::AttributionMutation,
    audit_log::graphql::AuditLogQuery,
    catalog::{
        self, CatalogItem,
        collections::{
            graphql::{CollectionsMutation, CollectionsQuery},
            service::CollectionRef,
            types::Collection,
        },
        graphql::CatalogQuery,
        imports::graphql::{ImportsMutation, ImportsQuery},
        mutations::CatalogMutation,
        service::ItemRef,
    },
    dashboard::graphql::DashboardQuery,
    donations::{
        Donation,
        graphql::{DonationsMutation, DonationsQuery},
    },
    exports::graphql::ExportsMutation,
    graphql::{context::RequestExt, limits::Limits},
    identity::graphql::{IdentityMutation, IdentityQuery},
    inbox::graphql::{InboxMutation, InboxQuery, InboxSubscription},
    kernel::permission::Permission,
    keys::graphql::{KeysMutation, KeysQuery},
    letters::graphql::LettersMutation,
    media::graphql::{MediaMutation, MediaQuery},
    members::graphql::{MembersMutation, MembersQuery},
    notifications::graphql::NotificationsQuery,
    orders::{
        Order,
        graphql::{OrdersMutation, OrdersQuery},
    },
    platform::graphql::{PlatformMutation, PlatformQuery},
    pledges::{
        Pledge,
        graphql::{PledgesMutation, PledgesQuery},
    },
    storefront::{
        self, Storefront,
        graphql::{StorefrontMutation, StorefrontQuery},
    },
    submissions::{
        acts,
        views::graphql::{ViewsMutation, ViewsQuery},
    },
    tenants::graphql::{TenantsMutation, TenantsQuery},
};

/// The program's schema.
pub type Schema = GraphQlSchema<Query, Mutation, Subscription>;

/// Something with an id of its own.
#[derive(Debug, Clone, Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "Opaque: a prefix that tells the kind, and a UUIDv7."))]
pub enum Node {
    /// A tenant's public face.
    Storefront(Box<Storefront>),
    /// An item.
    CatalogItem(Box<CatalogItem>),
    /// A collection.
    Collection(Box<Collection>),
    /// An order.
    Order(Box<Order>),
    /// A donation.
    Donation(Box<Donation>),
    /// A pledge.
    Pledge(Box<Pledge>),
}

/// Fields over all rooms.
#[derive(Debug, Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Whatever has this id, if this caller may see it; null otherwise.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`tnt_…`, `itm_…`, `col_…`, `ord_…`, `don_…` or `plg_…`.")] id: ID,
    ) -> Result<Option<Node>> {
        let locale = ctx.locale();
        if let Ok(id) = id.parse::<ItemId>() {
            let read = ctx.read(Permission::Browse).await?;
            let item = catalog::service::view(&read, ItemRef::Id(id), locale).await?;
            return Ok(item.map(|item| Node::CatalogItem(Box::new(item))));
        }
        if let Ok(id) = id.parse::<CollectionId>() {
            let read = ctx.read(Permission::Browse).await?;
            let top = ctx.look_ahead().field("topItems").exists();
            let found = catalog::collections::service::view(&read, CollectionRef::Id(id), top, locale).await?;
            return Ok(found.map(|found| Node::Collection(Box::new(found))));
        }
        let is_submission =
            id.parse::<OrderId>().is_ok() || id.parse::<DonationId>().is_ok() || id.parse::<PledgeId>().is_ok();
        if is_submission && ctx.read_if(Permission::ViewSubmissions).await?.is_none() {
            return Ok(None);
        }
        if id.parse::<OrderId>().is_ok() {
            let order = acts::one::<entity::orders::Entity>(ctx, &id).await?;
            return Ok(order.map(|order| Node::Order(Box::new(order))));
        }
        if id.parse::<DonationId>().is_ok() {
            let donation = acts::one::<entity::donations::donation::Entity>(ctx, &id).await?;
            return Ok(donation.map(|donation| Node::Donation(Box::new(donation))));
        }
        if id.parse::<PledgeId>().is_ok() {
            let pledge = acts::one::<entity::pledges::pledge::Entity>(ctx, &id).await?;
            return Ok(pledge.map(|pledge| Node::Pledge(Box::new(pledge))));
        }
        if let Ok(id) = id.parse::<TenantId>() {
            let read = ctx.read(Permission::Browse).await?;
            if id == read.scope().tenant() {
                let face = storefront::service::view(&*read, locale).await?;
                return Ok(Some(Node::Storefront(Box::new(face))));
            }
        }
        Ok(None)
    }
}

/// What visitors see.
#[derive(Debug, Default, MergedObject)]
pub struct PublicQuery(StorefrontQuery, CatalogQuery, CollectionsQuery, ImportsQuery, InboxQuery);

/// What the team works with.
#[derive(Debug, Default, MergedObject)]
pub struct TeamQuery(MembersQuery, TenantsQuery, OrdersQuery, DonationsQuery, PledgesQuery, MediaQuery, NodeQuery);

/// What the team and the operator look at from above: figures, logs, keys; and the views kept of lists.
#[derive(Debug, Default, MergedObject)]
pub struct OverviewQuery(NotificationsQuery, DashboardQuery, AuditLogQuery, KeysQuery, PlatformQuery, ViewsQuery);

/// What is done from above: files, keys, views of lists, the operator's acts.
#[derive(Debug, Default, MergedObject)]
pub struct OverviewMutation(LettersMutation, ExportsMutation, KeysMutation, PlatformMutation, ViewsMutation);

/// What concerns whoever is signed in, and nobody's tenant.
#[derive(Debug, Default, MergedObject)]
pub struct PersonQuery(IdentityQuery);

/// Everything that can be read. The tenant is never an argument: it is the host's, or that of the header `X-Tenant`.
#[derive(Debug, Default, MergedObject)]
pub struct Query(PublicQuery, TeamQuery, OverviewQuery, PersonQuery);

/// What the team keeps: the storefront and the catalog.
#[derive(Debug, Default, MergedObject)]
pub struct ShopMutation(StorefrontMutation, CatalogMutation, CollectionsMutation, ImportsMutation);

/// What is captured, and what the team does with it.
#[derive(Debug, Default, MergedObject)]
pub struct CaptureMutation(OrdersMutation, DonationsMutation, PledgesMutation, InboxMutation);

/// Everything that can be done. A refused act answers with `userErrors` and changes nothing.
#[derive(Debug, Default, MergedObject)]
pub struct Mutation(
    CaptureMutation,
    MediaMutation,
    AttributionMutation,
    TenantsMutation,
    MembersMutation,
    ShopMutation,
    OverviewMutation,
    IdentityMutation,
);

/// What is told as it happens, by `graphql-transport-ws` at the API's own address.
#[derive(Debug, Default, MergedSubscription)]
pub struct Subscription(InboxSubscription);

/// The schema with its limits.
#[must_use]
pub fn build(limits: Limits) -> Schema {
    GraphQlSchema::build(Query::default(), Mutation::default(), Subscription::default())
        .extension(limits)
        // The limits extension judges depth by its own rules; this is the net below it.
        .limit_recursive_depth(32)
        .finish()
}

/// The schema as text, sorted as it is built.
#[must_use]
pub fn sdl() -> String {
    let mut text = build(Limits::default()).sdl();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What runs a request: schema and application together.
#[derive(Clone)]
pub struct Api {
    /// The schema.
    pub schema: Schema,
    /// The application its resolvers work with.
    pub app: Arc<App>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}
