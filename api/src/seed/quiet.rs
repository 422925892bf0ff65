//! Two more tenants of the demo that show nothing but themselves: one that opens soon, and one that the operator closed.

use entity::ids::UserId;

use crate::{
    app::App,
    identity,
    kernel::{error::Result, text::Locale},
    tenants::{
        address,
        founding::{self, NewTenant},
        service as tenants,
    },
};

/// A shop that opens soon.
pub(super) const SOON: &str = "warsha";
/// A shop that was closed.
pub(super) const CLOSED: &str = "qadeem";

/// Founds them if they are not there; `like` makes a tenant of its owner, to be renamed.
pub(super) async fn tenants(app: &App, like: impl Fn((UserId, String)) -> Result<NewTenant>) -> Result<()> {
    for (slug, ar, en) in [(SOON, "ورشة السدو", "The Sadu Workshop"), (CLOSED, "متجر قديم", "An Old Shop")]
    {
        if address::by_slug(app, slug).await?.is_some() {
            continue;
        }
        let email = format!("owner@{slug}.example");
        let owner = identity::service::ensure_person(app, &email, en, Locale::Ar).await?;
        let mut new = like((owner, email))?;
        slug.clone_into(&mut new.tenant.slug);
        en.clone_into(&mut new.tenant.name);
        (new.storefront.name.ar, new.storefront.name.en) = (ar.to_owned(), en.to_owned());
        new.storefront.is_published = false;
        let scope = founding::found_tenant(app, new).await?;
        if slug == CLOSED {
            tenants::set_active(app, scope.tenant(), false, Some("demo")).await?;
        }
    }
    Ok(())
}
