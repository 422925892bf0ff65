//! Reading the log.

use std::collections::HashMap;

use entity::audit_log;
use uuid::Uuid;

use super::{
    store,
    types::{AuditEvent, AuditEventWhere, Names},
};
use crate::{
    graphql::list::{List, SortDirection},
    kernel::{
        db::TenantRead,
        error::{Error, ErrorCode, Result},
        text::Bilingual,
    },
};

/// Values of one condition.
const MOST_VALUES: usize = 50;

/// A checked request for the log, newest first.
pub type AuditList = List<audit_log::Entity>;

/// Checks a filter.
///
/// # Errors
/// `OUT_OF_RANGE` for too long a list of values; `INVALID` for an id that is none.
pub fn audit_list(filter: Option<AuditEventWhere>) -> Result<AuditList> {
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
    Ok(List::by((), SortDirection::Desc).and(store::condition(filter, entity)))
}

/// An id with or without the prefix of its kind.
fn read_id(id: &str) -> Result<Uuid> {
    let digits = id.rsplit_once('_').map_or(id, |(_, digits)| digits);
    Uuid::try_parse(digits)
        .map_err(|_| Error::invalid("where.entityId", ErrorCode::Invalid, Bilingual::new("ليس معرّفًا", "This is no id")))
}

/// What the ids of a page's lines stand for, in one statement.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
async fn names(read: &TenantRead, rows: &[audit_log::Model]) -> Result<HashMap<Uuid, String>> {
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.actor_id, Some(row.entity_id)]).flatten().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::list_names(read, &ids).await?.into_iter().map(|named| (named.id, named.name)).collect())
}

/// Lines with the names of their ids.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn named(
    read: &TenantRead,
    rows: &[audit_log::Model],
) -> Result<impl Fn(audit_log::Model) -> AuditEvent + use<>> {
    let names = names(read, rows).await?;
    Ok(move |row: audit_log::Model| {
        let of_line = Names {
            actor: row.actor_id.and_then(|id| names.get(&id).cloned()),
            number: names.get(&row.entity_id).cloned(),
        };
        AuditEvent::new(row, of_line)
    })
}
