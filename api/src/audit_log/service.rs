//! Reading the log.

use std::collections::HashMap;

use entity::audit_log;
use uuid::Uuid;

use super::{
    store,
    types::{AuditEvent, AuditEventSort, AuditEventWhere, Names},
};
use crate::{
    graphql::list::{List, SortDirection},
    kernel::{
        db::TenantRead,
        error::{Error, ErrorCode, Result},
        text::Bilingual,
    },
    submissions::named,
};

/// Values of one condition.
const MOST_VALUES: usize = 50;

/// A checked request for the log.
pub type AuditList = List<audit_log::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `TOO_LONG` for too long a search; `OUT_OF_RANGE` for too long a list of values; `INVALID` for an id that is none.
pub fn audit_list(
    search: Option<&str>,
    filter: Option<AuditEventWhere>,
    sort: Option<AuditEventSort>,
) -> Result<AuditList> {
    let filter = filter.unwrap_or_default();
    for (field, values) in [("where.action", &filter.action), ("where.entityKind", &filter.entity_kind)] {
        let too_much = values.as_ref().is_some_and(|values| {
            values.len() > MOST_VALUES || values.iter().any(|value| value.len() > 100 || value.contains('\0'))
        });
        if too_much {
            let message = Bilingual::new("قيم كثيرة أو طويلة", "Too many values, or too long ones");
            return Err(Error::invalid(field, ErrorCode::OutOfRange, message));
        }
    }
    let entity = filter.entity_id.as_ref().map(|id| read_id(id)).transpose()?;
    let direction = sort.map_or(SortDirection::Desc, |sort| sort.direction);
    List::by((), direction).and(store::condition(filter, entity)).search(search, store::matches)
}

/// An id with or without the prefix of its kind.
fn read_id(id: &str) -> Result<Uuid> {
    let digits = id.rsplit_once('_').map_or(id, |(_, digits)| digits);
    Uuid::try_parse(digits)
        .map_err(|_| Error::invalid("where.entityId", ErrorCode::Invalid, Bilingual::new("ليس معرّفًا", "This is no id")))
}

/// Lines with the names of their ids.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn named(
    read: &TenantRead,
    rows: &[audit_log::Model],
) -> Result<impl Fn(audit_log::Model) -> AuditEvent + use<>> {
    let numbers = named::numbers(read, rows.iter().map(|row| row.entity_id).collect()).await?;
    let is_key = |row: &&audit_log::Model| row.entity_kind == "api_key";
    let keys = rows.iter().filter(is_key).map(|row| row.entity_id);
    let people: Vec<Uuid> = rows.iter().filter_map(|row| row.actor_id).chain(keys).collect();
    let names: HashMap<Uuid, String> = if people.is_empty() {
        HashMap::new()
    } else {
        store::list_names(read, &people).await?.into_iter().map(|named| (named.id, named.name)).collect()
    };
    Ok(move |row: audit_log::Model| {
        let thing = if row.entity_kind == "api_key" { &names } else { &numbers };
        let of_line = Names {
            actor: row.actor_id.and_then(|id| names.get(&id).cloned()),
            number: thing.get(&row.entity_id).cloned(),
        };
        AuditEvent::new(row, of_line)
    })
}
