//! Founding a tenant and changing it.

use cynic::{MutationBuilder, QueryBuilder};

use crate::error::{Error, Outcome};
use crate::orders::UserError;
use crate::schema;
use crate::storefront::{Locale, TenantKind};
use crate::transport::{Transport, execute};

/// A shop or charity as its own team sees it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Tenant {
    /// Label of its host.
    pub slug: String,
    /// Address of its storefront.
    pub url: String,
    /// Slugs it had before.
    pub former_slugs: Vec<String>,
    /// The team's name for it.
    pub name: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Registered name.
    pub legal_name: Option<String>,
    /// Commercial or charity licence.
    pub licence_number: Option<String>,
    /// ISO 4217.
    pub currency_code: String,
    /// IANA name.
    pub time_zone: String,
    /// Language of the storefront's `/`.
    pub default_locale: Locale,
    /// Whether every member needs a second factor.
    pub requires_mfa: bool,
    /// Rises with each change.
    pub version: i32,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct OneTenant {
    tenant: Tenant,
}

/// Whether a slug can be had.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct SlugAvailability {
    /// As it would be kept.
    pub slug: String,
    /// It can be had now.
    pub available: bool,
    /// Why not, for people.
    pub message: Option<String>,
    /// One like it that can be had.
    pub suggestion: Option<String>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct SlugVariables {
    slug: String,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SlugVariables")]
struct SlugQuestion {
    #[arguments(slug: $slug)]
    slug_availability: SlugAvailability,
}

/// A tenant to be founded.
#[derive(Debug, Clone, PartialEq, Eq, cynic::InputObject)]
pub struct TenantCreateInput {
    /// Label of its host.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Shop or charity.
    pub kind: TenantKind,
    /// Registered name; a charity needs it.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// Licence; a charity needs it.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub licence_number: Option<String>,
    /// Language of the storefront's `/`.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub default_locale: Option<Locale>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct CreateVariables {
    input: TenantCreateInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    tenant_create: TenantCreatePayload,
}

/// What to change of a tenant; what is none stays, a blank registered name or licence is cleared.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct TenantUpdateInput {
    /// Its name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Registered name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// Licence.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub licence_number: Option<String>,
    /// IANA name.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Language of the storefront's `/`.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub default_locale: Option<Locale>,
    /// Whether every member needs a second factor.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub requires_mfa: Option<bool>,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct UpdateVariables {
    input: TenantUpdateInput,
    expected_version: Option<i32>,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UpdateVariables")]
struct Update {
    #[arguments(input: $input, expectedVersion: $expected_version)]
    tenant_update: TenantUpdatePayload,
}

#[derive(Debug, Clone, cynic::InputObject)]
struct TenantSlugChangeInput {
    slug: String,
}

#[derive(Debug, Clone, cynic::QueryVariables)]
struct SlugChangeVariables {
    input: TenantSlugChangeInput,
}

#[derive(Debug, Clone, cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SlugChangeVariables")]
struct ChangeSlug {
    #[arguments(input: $input)]
    tenant_slug_change: TenantSlugChangePayload,
}

/// Writes the payload of each act; they differ in name only.
macro_rules! payloads {
    ($($Payload:ident),+) => {
        $(
            #[derive(Debug, Clone, cynic::QueryFragment)]
            struct $Payload {
                tenant: Option<Tenant>,
                user_errors: Vec<UserError>,
            }
            impl From<$Payload> for Outcome<Tenant> {
                fn from(payload: $Payload) -> Self {
                    Self { value: payload.tenant, user_errors: payload.user_errors }
                }
            }
        )+
    };
}
payloads!(TenantCreatePayload, TenantUpdatePayload, TenantSlugChangePayload);

/// Asks for the tenant.
///
/// # Errors
/// As [`execute`]; `UNAUTHENTICATED`, `FORBIDDEN`. So for all of these.
pub async fn tenant(transport: &impl Transport) -> Result<Tenant, Error> {
    Ok(execute(transport, OneTenant::build(())).await?.tenant)
}

/// Asks whether a slug can be had.
///
/// # Errors
/// As [`tenant`].
pub async fn slug_availability(transport: &impl Transport, slug: String) -> Result<SlugAvailability, Error> {
    Ok(execute(transport, SlugQuestion::build(SlugVariables { slug })).await?.slug_availability)
}

/// Founds a tenant; whoever asks becomes its owner.
///
/// # Errors
/// As [`tenant`]. A slug that is taken is in `user_errors`.
pub async fn create_tenant(transport: &impl Transport, input: TenantCreateInput) -> Result<Outcome<Tenant>, Error> {
    Ok(execute(transport, Create::build(CreateVariables { input })).await?.tenant_create.into())
}

/// Changes the tenant last seen at `version`.
///
/// # Errors
/// As [`tenant`].
pub async fn update_tenant(
    transport: &impl Transport,
    input: TenantUpdateInput,
    version: i32,
) -> Result<Outcome<Tenant>, Error> {
    let operation = Update::build(UpdateVariables { input, expected_version: Some(version) });
    Ok(execute(transport, operation).await?.tenant_update.into())
}

/// Moves the storefront to another address; the old one leads there.
///
/// # Errors
/// As [`tenant`].
pub async fn change_tenant_slug(transport: &impl Transport, slug: String) -> Result<Outcome<Tenant>, Error> {
    let operation = ChangeSlug::build(SlugChangeVariables { input: TenantSlugChangeInput { slug } });
    Ok(execute(transport, operation).await?.tenant_slug_change.into())
}
