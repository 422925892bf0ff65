//! The log of what was sent to whom, for the team.

use entity::{ids::DeliveryId, notifications as rows};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};

use super::{
    service::fingerprint,
    store,
    types::{NotificationDelivery, NotificationDeliverySort, NotificationDeliveryWhere, meant},
};
use crate::{
    app::App,
    graphql::list::{List, SortDirection},
    kernel::{
        db::{TenantConn, TenantRead},
        error::{Error, ErrorCode, Result},
        keyset,
        text::{self, Bilingual},
    },
    submissions::named,
};

/// Values of one condition.
const MOST_VALUES: usize = 20;

/// A checked request for a list of deliveries.
pub type DeliveryList = List<rows::Entity>;

/// Checks filter and sort, and looks up what the search means: a number, somebody's name, phone or e-mail (of the newest 500
/// submissions that have it), or the whole address that a letter went to.
///
/// # Errors
/// `BAD_INPUT` for too long a search, too many or too long events; `UNAVAILABLE` when the database is away.
pub async fn delivery_list(
    app: &App,
    read: &TenantRead,
    search: Option<&str>,
    filter: Option<NotificationDeliveryWhere>,
    sort: Option<NotificationDeliverySort>,
) -> Result<DeliveryList> {
    use rows::Column;
    let filter = filter.unwrap_or_default();
    let events = filter.event.as_ref();
    if events.is_some_and(|events| {
        events.len() > MOST_VALUES || events.iter().any(|event| event.len() > 60 || event.contains('\0'))
    }) {
        let message = Bilingual::new("قيم كثيرة أو طويلة", "Too many values, or too long ones");
        return Err(Error::invalid("where.event", ErrorCode::OutOfRange, message));
    }
    let about = filter.about.map(|about| match meant(&about) {
        Some(id) => Column::EntityId.eq(id),
        // An id of nothing finds nothing.
        None => Expr::cust("false"),
    });
    let condition = Condition::all()
        .add_option(filter.status.map(|states| Column::Status.is_in(states.into_iter().map(|state| state.word()))))
        .add_option(filter.event.map(|events| Column::Event.is_in(events)))
        .add_option(filter.days.map(|days| keyset::on_days("created_at", days.from.0, days.to.0)))
        .add_option(about);
    let direction = sort.map_or(SortDirection::Desc, |sort| sort.direction);
    let list = List::by((), direction).and(condition);
    Ok(match text::optional("search", search, 100)? {
        Some(words) => list.and(matching(app, read, &words).await?),
        None => list,
    })
}

async fn matching(app: &App, read: &TenantRead, words: &str) -> Result<Condition> {
    if let Some(is_of_number) = named::is_of_number(words) {
        return Ok(Condition::all().add(is_of_number));
    }
    let found = Condition::any().add(rows::Column::EntityId.is_in(named::newest_matching(read, words).await?));
    if !words.contains('@') {
        return Ok(found);
    }
    Ok(found.add(Expr::cust_with_values("recipient_hash = $1", [fingerprint(app, words)?])))
}

/// Rows as the API shows them, with the numbers of what they are about.
///
/// # Errors
/// `UNAVAILABLE` when the database is away; a fault for a row that holds what the rules refuse.
pub async fn shown(
    read: &TenantRead,
    rows: &[rows::Model],
) -> Result<impl Fn(rows::Model) -> Result<NotificationDelivery> + use<>> {
    let numbers = named::numbers(read, rows.iter().filter_map(|row| row.entity_id).collect()).await?;
    Ok(move |row: rows::Model| {
        let number = row.entity_id.and_then(|id| numbers.get(&id).cloned());
        NotificationDelivery::new(row, number)
    })
}

/// A delivery, if it is the bound tenant's.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_delivery(conn: &impl TenantConn, id: DeliveryId) -> Result<Option<rows::Model>> {
    store::find_delivery(conn, id).await
}
