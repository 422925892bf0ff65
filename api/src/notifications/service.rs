//! Queueing letters inside the transaction that causes them. What becomes of them then is `deliver`'s.

use entity::ids::DeliveryId;
use uuid::Uuid;

use super::{
    jobs::{DeliverIdentityMail, DeliverMail},
    letters::{Contents, IdentityMail, Post, SEAL},
    rules,
    store::{self, Cause, Queued},
};
use crate::{
    app::App,
    kernel::{
        db::{IdentityTx, TenantConn, TenantTx},
        error::Result,
        job::OutboxRow,
        text::Locale,
    },
};

/// What addresses are fingerprinted for.
const FINGERPRINT: &str = "mail recipient";

/// Queues a letter in the tenant's name; it goes out after the transaction commits, and not at all if that rolls back.
/// Returns the delivery, or None when this occasion has its letter already, or the tenant has switched such letters off.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn queue_mail_in(app: &App, tx: &TenantTx, post: Post) -> Result<Option<DeliveryId>> {
    let id = DeliveryId::generate();
    let cause = Cause { occasion: post.occasion, about: post.about, is_optional: post.mail.is_optional() };
    let row = queued(app, id, post.mail.event(), post.locale, &Contents { to: post.to, mail: post.mail })?;
    let job = OutboxRow::new(&DeliverMail { delivery: id }, tx.tenant(), row.now)?;
    Ok(store::insert(tx, row, cause, job).await?.then_some(id))
}

/// Queues a letter to a person as such. Every call is another letter.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn queue_identity_mail_in(
    app: &App,
    tx: &IdentityTx,
    mail: IdentityMail,
    to: String,
    locale: Locale,
) -> Result<DeliveryId> {
    let id = DeliveryId::generate();
    let row = queued(app, id, mail.event(), locale, &Contents { to, mail })?;
    let now = row.now;
    store::insert_identity(tx, row).await?;
    store::insert_identity_job(tx, DeliverIdentityMail { delivery: id }, now).await?;
    Ok(id)
}

fn queued<M: serde::Serialize>(
    app: &App,
    id: DeliveryId,
    event: &'static str,
    locale: Locale,
    contents: &Contents<M>,
) -> Result<Queued> {
    Ok(Queued {
        id,
        event,
        masked: rules::masked(&contents.to),
        fingerprint: fingerprint(app, &contents.to)?,
        locale: locale.tag(),
        sealed: app.sealer.seal(SEAL, id.0, contents)?,
        now: app.clock.now(),
    })
}

/// A new occasion, for a letter that somebody asks for again.
#[must_use]
pub fn another_occasion() -> Uuid {
    Uuid::now_v7()
}

/// Blanks whom the letters about some things, or to one address, went to; what still waits does not go out. Returns how
/// many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_in(app: &App, tx: &TenantTx, entities: &[Uuid], email: Option<&str>) -> Result<u64> {
    let recipient = email.map(|email| fingerprint(app, email)).transpose()?;
    store::set_blank(tx, entities, recipient).await
}

/// The same of the letters that a person had as such.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_person_in(app: &App, tx: &IdentityTx, email: &str) -> Result<()> {
    store::set_identity_blank(tx, fingerprint(app, email)?).await
}

/// What an address is known by in the rows.
pub(super) fn fingerprint(app: &App, address: &str) -> Result<Vec<u8>> {
    app.sealer.fingerprint(FINGERPRINT, &rules::canonical(address))
}
