//! What a resolver gets from its request.

use std::sync::Arc;

use async_graphql::Context;
use entity::ids::{TenantId, UserId};
use secrecy::SecretString;

use crate::{
    app::App,
    kernel::{
        db::{LazyRead, TenantRead},
        error::{Error, ErrorCode, Result},
        permission::Permission,
        scope::{Actor, Client, Scope},
        text::{Bilingual, Locale},
    },
};

/// The parts of one request that resolvers share.
#[derive(Debug)]
pub struct RequestContext {
    app: Arc<App>,
    tenant: Option<(Scope, LazyRead)>,
    actor: Actor,
    locale: Locale,
    client: Client,
    bearer: Option<SecretString>,
    request_id: Arc<str>,
}

impl RequestContext {
    /// A request by `actor`; `scope` is None on a host without a tenant and without `X-Tenant`.
    #[must_use]
    pub fn new(
        app: Arc<App>,
        scope: Option<Scope>,
        actor: Actor,
        locale: Locale,
        client: Client,
        request_id: Arc<str>,
    ) -> Self {
        let tenant = scope.map(|scope| (scope.clone(), LazyRead::new(app.db.clone(), scope)));
        Self { app, tenant, actor, locale, client, bearer: None, request_id }
    }

    /// The same request with the access token it came with.
    #[must_use]
    pub fn with_bearer(mut self, bearer: Option<SecretString>) -> Self {
        self.bearer = bearer;
        self
    }
}

/// Shorthands on async-graphql's context.
pub trait RequestExt {
    /// The application.
    fn app(&self) -> &App;
    /// The application, for what outlives the request: a subscription.
    fn shared_app(&self) -> Arc<App>;
    /// Tenant and actor, for a subscription, which opens a read of its own for each event.
    ///
    /// # Errors
    /// `BAD_INPUT` when nothing names a tenant.
    fn scope(&self) -> Result<Scope>;
    /// Tenant and actor, for a mutation: whatever an earlier field of the same request was reading is closed first,
    /// since nobody holds two connections.
    ///
    /// # Errors
    /// `BAD_INPUT` when neither host nor header names a tenant.
    fn mutate(&self) -> impl Future<Output = Result<&Scope>> + Send;
    /// Who asks, whether a tenant is named or not.
    fn actor(&self) -> Actor;
    /// Runs `work`, which opens transactions of its own, while the query's read is closed: nobody holds two connections.
    fn aside<T: Send>(&self, work: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send;
    /// Which tenant is named, if one is.
    fn tenant_id(&self) -> Option<TenantId>;
    /// Language of messages.
    fn locale(&self) -> Locale;
    /// Where the request comes from.
    fn client(&self) -> &Client;
    /// As in `x-request-id`.
    fn request_id(&self) -> Arc<str>;
    /// The signed-in person, whether a tenant is named or not.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a visitor.
    fn person(&self) -> Result<UserId>;
    /// The query's one read if this caller has the right, None if not: for what is hidden from others rather than refused.
    ///
    /// # Errors
    /// As `LazyRead::get`, without `UNAUTHENTICATED` and `FORBIDDEN`.
    fn read_if(&self, permission: Permission) -> impl Future<Output = Result<Option<Arc<TenantRead>>>> + Send;
    /// The access token of the request, for what a person changes of their own account.
    fn bearer(&self) -> Option<&SecretString>;
    /// Whether a connection is asked for this field of its rows.
    fn asks_of_rows(&self, field: &str) -> bool;
    /// The query's one read, after asking for a right.
    ///
    /// # Errors
    /// As `LazyRead::get`.
    fn read(&self, permission: Permission) -> impl Future<Output = Result<Arc<TenantRead>>> + Send;
}

impl RequestExt for Context<'_> {
    fn app(&self) -> &App {
        &self.data_unchecked::<RequestContext>().app
    }

    fn shared_app(&self) -> Arc<App> {
        Arc::clone(&self.data_unchecked::<RequestContext>().app)
    }

    fn scope(&self) -> Result<Scope> {
        tenant(self).map(|(scope, _)| scope.clone())
    }

    async fn mutate(&self) -> Result<&Scope> {
        let (scope, read) = tenant(self)?;
        read.release().await;
        Ok(scope)
    }

    fn actor(&self) -> Actor {
        self.data_unchecked::<RequestContext>().actor
    }

    async fn aside<T: Send>(&self, work: impl Future<Output = T> + Send) -> T {
        match &self.data_unchecked::<RequestContext>().tenant {
            Some((_, read)) => read.aside(work).await,
            None => work.await,
        }
    }

    fn tenant_id(&self) -> Option<TenantId> {
        self.data_unchecked::<RequestContext>().tenant.as_ref().map(|(scope, _)| scope.tenant())
    }

    fn locale(&self) -> Locale {
        self.data_unchecked::<RequestContext>().locale
    }

    fn client(&self) -> &Client {
        &self.data_unchecked::<RequestContext>().client
    }

    fn request_id(&self) -> Arc<str> {
        Arc::clone(&self.data_unchecked::<RequestContext>().request_id)
    }

    fn person(&self) -> Result<UserId> {
        match self.actor() {
            Actor::User(user) => Ok(user),
            Actor::Visitor | Actor::Key(_) | Actor::Job => Err(Error::Unauthenticated("this needs a signed-in person")),
        }
    }

    async fn read_if(&self, permission: Permission) -> Result<Option<Arc<TenantRead>>> {
        match self.read(permission).await {
            Ok(read) => Ok(Some(read)),
            Err(Error::Unauthenticated(_) | Error::Forbidden) => Ok(None),
            Err(other) => Err(other),
        }
    }

    fn bearer(&self) -> Option<&SecretString> {
        self.data_unchecked::<RequestContext>().bearer.as_ref()
    }

    fn asks_of_rows(&self, field: &str) -> bool {
        let look = self.look_ahead();
        look.field("nodes").field(field).exists() || look.field("edges").field("node").field(field).exists()
    }

    async fn read(&self, permission: Permission) -> Result<Arc<TenantRead>> {
        tenant(self)?.1.get(permission).await
    }
}

fn tenant<'a>(context: &'a Context<'_>) -> Result<&'a (Scope, LazyRead)> {
    context.data_unchecked::<RequestContext>().tenant.as_ref().ok_or_else(|| {
        Error::invalid(
            "",
            ErrorCode::Required,
            Bilingual::new(
                "سمِّ المتجر: بنطاقه أو بالترويسة X-Tenant",
                "Name the tenant: call its own host, or send the header X-Tenant",
            ),
        )
    })
}
