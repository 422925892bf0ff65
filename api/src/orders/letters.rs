//! The letter that tells a customer that their order came in.

use chrono::TimeDelta;
use entity::{
    ids::{DeliveryId, OrderId},
    orders::{self, Line as OrderLine, Model},
};
use uuid::Uuid;

use crate::{
    app::App,
    kernel::{
        audit::Unaudited,
        db::{TenantConn, TenantTx},
        error::Result,
        permission::Permission,
        scope::Scope,
        text::Locale,
    },
    notifications::{
        letters::{Line, Mail, Post, Sum, SumKind, amount, pick},
        service::{another_occasion, queue_mail_in},
    },
    storefront,
    submissions::{rows, status_link, types::SubmissionKind},
};

/// After which an order's confirmation is no news any more.
const NEWS: TimeDelta = TimeDelta::days(1);

/// Queues the confirmation of an order, if its customer left an address; once, however often it is called.
///
/// An order that a visitor may have sent for somebody else (`is_suspect`) gets none: the form must not be a way to write to
/// strangers. Nor does one that the team has recorded or dropped.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn confirm(app: &App, scope: &Scope, id: OrderId) -> Result<()> {
    let tx = app.db.write(scope, Permission::Maintain).await?;
    let Some(order) = rows::find::<orders::Entity>(&tx, id).await? else { return Ok(()) };
    if !is_due(&order, app) {
        return Ok(());
    }
    let occasion = order.id.0;
    write_in(app, &tx, order, occasion).await?;
    tx.commit_unaudited(Unaudited::Delivery).await
}

/// Queues the confirmation once more, because somebody of the team asks for it: of any order that stands. None if nobody
/// left an address, or such letters are switched off.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn again_in(app: &App, tx: &TenantTx, id: OrderId) -> Result<Option<DeliveryId>> {
    match rows::find::<orders::Entity>(tx, id).await? {
        Some(order) if !is_dropped(&order) => write_in(app, tx, order, another_occasion()).await,
        _ => Ok(None),
    }
}

async fn write_in(app: &App, tx: &TenantTx, order: Model, occasion: Uuid) -> Result<Option<DeliveryId>> {
    let Some(to) = order.customer_email.clone() else { return Ok(None) };
    let (tenant, config) = storefront::service::terms(tx).await?;
    let locale = Locale::from_tag(&tenant.default_locale).unwrap_or_default();
    let token = status_link::token(app, tx.tenant(), SubmissionKind::Order, order.id.0, order.created_at)?;
    let mail = Mail::OrderConfirmation {
        number: order.order_number.clone(),
        name: order.customer_name.clone(),
        lines: order.items.0.iter().map(|line| written(line, &order.currency, locale)).collect::<Result<_>>()?,
        sums: sums(&order, locale)?,
        link: format!("{}/s/{token}", app.base.of(&tenant.slug)),
        payment: Some(pick(&config.payment_instructions, locale).to_owned()).filter(|text| !text.trim().is_empty()),
    };
    let post = Post { mail, to, locale, occasion, about: Some(("order", order.id.0)) };
    queue_mail_in(app, tx, post).await
}

fn is_dropped(order: &Model) -> bool {
    matches!(order.status.as_str(), "cancelled" | "spam")
}

fn is_due(order: &Model, app: &App) -> bool {
    let by_the_customer = matches!(order.channel.as_str(), "web" | "assistant");
    by_the_customer && !is_dropped(order) && !order.is_suspect && app.clock.now() - order.created_at < NEWS
}

fn written(line: &OrderLine, currency: &str, locale: Locale) -> Result<Line> {
    let options = line.options.iter().map(|option| pick(&option.label, locale));
    let name: Vec<&str> = std::iter::once(pick(&line.name, locale)).chain(options).collect();
    let total = amount(line.line_total, currency, locale)?;
    Ok(Line { name: name.join(" · "), quantity: i64::from(line.quantity), total })
}

fn sums(order: &Model, locale: Locale) -> Result<Vec<Sum>> {
    let sum = |what, value| -> Result<Sum> { Ok(Sum { what, amount: amount(value, &order.currency, locale)? }) };
    let total = sum(SumKind::Total, order.total)?;
    if order.delivery_fee.is_zero() {
        return Ok(vec![total]);
    }
    Ok(vec![sum(SumKind::Subtotal, order.subtotal)?, sum(SumKind::Delivery, order.delivery_fee)?, total])
}
