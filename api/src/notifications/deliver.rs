//! Sending letters that were queued, and writing down what became of them.
//!
//! A letter's row says where it is: `queued`, then `sending` (committed before the carrier is called), then `sent`,
//! `failed` or `uncertain`. A try that is cut off between the carrier's yes and our commit cannot be told from one that
//! was never heard; such a letter becomes `uncertain` and nobody sends it again by themselves.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::DeliveryId;

use super::{
    jobs::{DeliverIdentityMail, DeliverMail, LetterSent},
    letters::{Contents, IdentityMail, Mail, RECEIPT, SEAL},
    rules,
    store::{self, Claimed, Over, Settled},
    templates::{self, Brand, Composed},
};
use crate::{
    app::App,
    kernel::{
        audit::Unaudited,
        db::TenantTx,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    ports::mail::{Letter, Refusal},
    storefront,
    submissions::{
        trail::{self, Trail},
        types::SubmissionKind,
    },
};

/// How long a carrier may take in all; each has shorter limits of its own.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the outcome of a try is offered to a database that is away, a second apart.
const SETTLE_TRIES: u32 = 10;
/// How long what became of a letter without a tenant is kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// Sends a tenant's letter, if it waits to be sent.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn tenant_letter(app: &App, scope: &Scope, id: DeliveryId) -> Result<()> {
    // Before it is claimed: what is claimed must go out, or nobody can tell what became of it.
    let read = app.db.read(scope, Permission::Maintain).await?;
    let (tenant, config) = storefront::service::terms(&read).await?;
    drop(read);
    let tx = app.db.write(scope, Permission::Maintain).await?;
    let claimed = store::claim(&tx, id, app.clock.now()).await?;
    tx.commit_unaudited(Unaudited::Delivery).await?;
    let Some(claimed) = sendable(claimed) else { return Ok(()) };
    let locale = Locale::from_tag(&claimed.locale).unwrap_or_default();
    let brand = Brand::of_tenant((app.base.of("app"), app.base.of(&tenant.slug)), &tenant, &config, locale);
    let settled = match contents::<Mail>(app, id, &claimed) {
        Some(Contents { to, mail }) => {
            let composed = templates::of_tenant(&brand, locale, &mail);
            send(app, id, &brand, to, composed, claimed.attempts).await
        }
        None => Settled::Failed("SEALED".to_owned()),
    };
    insist(app, Desk::Tenant(scope), id, &settled, claimed.attempts).await
}

/// Sends a letter that belongs to no tenant, if it waits to be sent.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn identity_letter(app: &App, id: DeliveryId) -> Result<()> {
    let tx = app.db.identity().await?;
    let claimed = store::claim_identity(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    let Some(claimed) = sendable(claimed) else { return Ok(()) };
    let locale = Locale::from_tag(&claimed.locale).unwrap_or_default();
    let brand = Brand::of_product(app.base.of("app"), locale);
    let settled = match contents::<IdentityMail>(app, id, &claimed) {
        Some(Contents { to, mail }) => {
            let composed = templates::of_product(&brand, locale, &mail);
            send(app, id, &brand, to, composed, claimed.attempts).await
        }
        None => Settled::Failed("SEALED".to_owned()),
    };
    insist(app, Desk::Identity, id, &settled, claimed.attempts).await
}

/// Forgets what became of old letters without a tenant; returns how many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn sweep_identity(app: &App) -> Result<u64> {
    let tx = app.db.identity().await?;
    let swept = store::delete_identity_before(&tx, app.clock.now() - KEPT_FOR).await?;
    tx.commit().await?;
    Ok(swept)
}

fn sendable(claimed: Option<Claimed>) -> Option<Claimed> {
    let claimed = claimed?;
    if claimed.status == "sending" {
        return Some(claimed);
    }
    metrics::counter!("sadu_mails_total", "outcome" => "uncertain").increment(1);
    None
}

fn contents<M: serde::de::DeserializeOwned>(app: &App, id: DeliveryId, claimed: &Claimed) -> Option<Contents<M>> {
    app.sealer.open(SEAL, id.0, claimed.sealed.as_deref()?)
}

fn waits(settled: &Settled, attempts: i32) -> Option<TimeDelta> {
    matches!(settled, Settled::Waiting(_)).then(|| rules::pause_after(attempts)).flatten()
}

/// Hands the letter over, once, and says how its delivery goes on.
async fn send(
    app: &App,
    id: DeliveryId,
    brand: &Brand,
    to: String,
    composed: Result<Composed>,
    attempts: i32,
) -> Settled {
    let settled = match composed {
        Ok(Composed { subject, html, text }) => {
            let letter = Letter { id: id.0, from_name: brand.name.clone(), to, subject, html, text };
            let outcome = tokio::time::timeout(PATIENCE, app.mailer.send(&letter)).await;
            match outcome.unwrap_or_else(|_| Err(Refusal::unknown("NO_ANSWER"))) {
                Ok(provider_id) => Settled::Sent(provider_id),
                Err(Refusal::Later { code }) if rules::pause_after(attempts).is_some() => Settled::Waiting(code),
                Err(Refusal::Later { code } | Refusal::Never { code }) => Settled::Failed(code),
                Err(Refusal::Unknown { code }) => Settled::Uncertain(code),
            }
        }
        Err(error) => {
            tracing::error!(%error, delivery = %id, "a letter cannot be written");
            Settled::Failed("TEMPLATE".to_owned())
        }
    };
    let (outcome, code) = match &settled {
        Settled::Sent(_) => ("sent", ""),
        Settled::Waiting(code) => ("waiting", code.as_str()),
        Settled::Failed(code) => ("failed", code.as_str()),
        Settled::Uncertain(code) => ("uncertain", code.as_str()),
    };
    metrics::counter!("sadu_mails_total", "outcome" => outcome).increment(1);
    if !code.is_empty() {
        tracing::warn!(delivery = %id, outcome, code, attempts, "a letter is not on its way");
    }
    settled
}

/// Whose letters are looked after.
#[derive(Clone, Copy)]
enum Desk<'a> {
    Tenant(&'a Scope),
    Identity,
}

/// Offers an outcome to the database until it takes it: an answer that is known must not become `uncertain` because the
/// database was away for a moment.
async fn insist(app: &App, desk: Desk<'_>, id: DeliveryId, settled: &Settled, attempts: i32) -> Result<()> {
    for _ in 1..SETTLE_TRIES {
        match settle(app, desk, id, settled, attempts).await {
            Err(Error::Unavailable(_)) => tokio::time::sleep(Duration::from_secs(1)).await,
            done => return done,
        }
    }
    settle(app, desk, id, settled, attempts).await
}

/// Tells the timeline of what the letter was about, and the room that waits for it.
async fn tell(tx: &TenantTx, over: Over, now: DateTime<Utc>) -> Result<()> {
    if let Some(kind) = SubmissionKind::parse(&over.entity_kind) {
        let line =
            Trail::letter(kind, over.entity_id, over.is_sent, format!("{} {}", over.event, over.recipient_masked));
        trail::leave(tx, now, line).await?;
    }
    if over.is_sent && over.event == RECEIPT {
        let sent = LetterSent { event: over.event, occasion: over.occasion, entity: over.entity_id, at: now };
        tx.enqueue(&sent, now).await?;
    }
    Ok(())
}

/// Writes what a try came to, and the job of the next one if there is to be one.
async fn settle(app: &App, desk: Desk<'_>, id: DeliveryId, settled: &Settled, attempts: i32) -> Result<()> {
    let now = app.clock.now();
    let again = waits(settled, attempts).map(|pause| now + pause);
    match desk {
        Desk::Tenant(scope) => {
            let tx = app.db.write(scope, Permission::Maintain).await?;
            if let Some(over) = store::settle(&tx, id, settled, now).await? {
                tell(&tx, over, now).await?;
            }
            if let Some(at) = again {
                tx.enqueue(&DeliverMail { delivery: id }, at).await?;
            }
            tx.commit_unaudited(Unaudited::Delivery).await
        }
        Desk::Identity => {
            let tx = app.db.identity().await?;
            store::settle_identity(&tx, id, settled, now).await?;
            if let Some(at) = again {
                store::insert_identity_job(&tx, DeliverIdentityMail { delivery: id }, at).await?;
            }
            tx.commit().await
        }
    }
}
