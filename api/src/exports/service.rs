//! Use cases of exports: asking for a ticket, and beginning a download by ticket or by a bearer's own right.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use entity::ids::TenantId;
use rand::Rng;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    download::{self, Download, Slot, Slots},
    list::Wanted,
    store::{self, NewTicket},
    types::{ExportKind, ExportRequestInput},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::TenantTx,
        error::{Error, Result},
        pace::Pace,
        permission::Permission,
        scope::{Actor, Scope},
        text::Locale,
    },
};

/// How long a ticket is good.
const LIFE: TimeDelta = TimeDelta::seconds(60);
const PREFIX: &str = "exp";

/// A ticket with how many rows its file will have.
#[derive(Debug)]
pub(super) struct Ticket {
    pub(super) text: String,
    pub(super) rows: u64,
}

/// Gives a ticket for a file.
///
/// # Errors
/// `BAD_INPUT` for a search or filter that cannot be read or is another kind's; `FORBIDDEN`; `UNAVAILABLE`.
pub(super) async fn request_ticket(app: &App, scope: &Scope, input: ExportRequestInput) -> Result<Ticket> {
    let Actor::User(user) = scope.actor() else { return Err(Error::Unauthenticated("a ticket is a person's")) };
    let wanted = Wanted::asked(input)?;
    let (kind, filter, is_narrowed) = (wanted.kind(), wanted.written()?, wanted.is_narrowed());
    let rows = download::count(app, scope, wanted).await?;
    let (id, secret) = (Uuid::now_v7(), rand::rng().random::<[u8; 32]>());
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::ExportData).await?;
    let ticket = NewTicket {
        id,
        user,
        kind: kind.word(),
        locale: scope.locale().tag(),
        filter: &filter,
        secret_hash: Sha256::digest(secret).to_vec(),
        expires_at: now + LIFE,
    };
    store::insert_ticket(&tx, ticket, now).await?;
    let after = json!({ "kind": kind.word(), "narrowed": is_narrowed });
    tx.commit(Audit::created("export.requested", "export", id, after)).await?;
    let text = format!("{PREFIX}_{}_{}_{}", scope.tenant().0.simple(), id.simple(), URL_SAFE_NO_PAD.encode(secret));
    Ok(Ticket { text, rows })
}

/// Begins the download that a ticket is for, in its owner's name; the ticket is used up. Where there is no place for it, which
/// is noted in `pace`, the ticket stays good.
///
/// # Errors
/// `UNAUTHENTICATED` for a ticket that does not stand, was used, or is older than a minute; `RATE_LIMITED` as
/// [`Slots::take`]; else as [`by_token`].
pub async fn by_ticket(
    app: &App,
    (slots, pace): (&Slots, &Pace),
    kind: ExportKind,
    ticket: &str,
    request_id: Arc<str>,
) -> Result<(Download, Slot)> {
    let refused = || Error::Unauthenticated("the ticket does not stand");
    let mut parts = ticket.splitn(4, '_');
    let (Some(PREFIX), Some(tenant), Some(id), Some(secret)) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(refused());
    };
    let (Ok(tenant), Ok(id)) = (Uuid::try_parse(tenant), Uuid::try_parse(id)) else { return Err(refused()) };
    let secret = URL_SAFE_NO_PAD.decode(secret).map_err(|_| refused())?;
    // The ticket speaks for nobody before it is found; taking it is the program's own act.
    let taker = Scope::job(TenantId(tenant));
    let tx = app.db.write(&taker, Permission::Maintain).await.map_err(|error| match error {
        Error::NotFound => refused(),
        other => other,
    })?;
    let taken = store::delete_ticket(&tx, id, app.clock.now()).await?.ok_or_else(refused)?;
    if aws_lc_rs::constant_time::verify_slices_are_equal(&Sha256::digest(secret), &taken.secret_hash).is_err()
        || taken.kind != kind.word()
    {
        return Err(refused());
    }
    // Before the commit, so that a refusal takes nothing; after the secret, so that nobody else takes a place.
    let slot = slots.take(TenantId(tenant), pace)?;
    tx.commit_unaudited(crate::kernel::audit::Unaudited::Housekeeping).await?;
    let locale = Locale::from_tag(&taken.locale).unwrap_or_default();
    let scope = Scope::request(TenantId(tenant), Actor::User(taken.user_id), locale, request_id);
    let mut filter = taken.filter;
    let search = filter["search"].as_str().map(str::to_owned);
    let download = begin(app, scope, Wanted::read(kind, search, Some(filter["where"].take()))?).await?;
    Ok((download, slot))
}

/// Begins a download in the caller's own name, for integrators.
///
/// # Errors
/// `UNAUTHENTICATED`, `FORBIDDEN`, `TENANT_SUSPENDED`; `BAD_INPUT` for a search or filter that cannot be read;
/// `UNAVAILABLE`.
pub async fn by_token(
    app: &App,
    scope: Scope,
    kind: ExportKind,
    search: Option<String>,
    filter: Option<Value>,
) -> Result<Download> {
    begin(app, scope, Wanted::read(kind, search, filter)?).await
}

/// Writes down who takes what, before the first byte leaves.
async fn begin(app: &App, scope: Scope, wanted: Wanted) -> Result<Download> {
    let (kind, is_narrowed) = (wanted.kind(), wanted.is_narrowed());
    let download = Download::begin(app, scope.clone(), wanted).await?;
    let tx = app.db.write(&scope, Permission::ExportData).await?;
    let after = json!({ "kind": kind.word(), "narrowed": is_narrowed });
    tx.commit(Audit::created("export.downloaded", "export", Uuid::now_v7(), after)).await?;
    Ok(download)
}

/// Takes back every ticket that waits: what somebody searched for stands in it. Whoever wants the file asks again.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_in(tx: &TenantTx) -> Result<()> {
    store::delete_tickets(tx).await
}
