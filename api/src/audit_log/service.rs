//! Reading the log.

use std::collections::HashMap;

use entity::audit_log;
use sea_orm::Condition;
use uuid::Uuid;

use super::{
    store,
    types::{AuditEvent, AuditEventWhere, Names},
};
use crate::kernel::{
    db::TenantRead,
    error::{Error, ErrorCode, Result},
    keyset::Keys,
    page::{Page, PageRequest},
    text::Bilingual,
};

/// What cursors of the log are bound to.
pub(super) const SORT_NAME: &str = "audit newest";
/// Values of one condition.
const MOST_VALUES: usize = 50;

/// A checked request for the log.
#[derive(Debug)]
pub struct AuditList(Condition);

impl AuditList {
    /// Checks a filter.
    ///
    /// # Errors
    /// `OUT_OF_RANGE` for too long a list of values; `INVALID` for an id that is none.
    pub fn new(filter: Option<AuditEventWhere>) -> Result<Self> {
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
        Ok(Self(store::condition(filter, entity)))
    }

    /// One page.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn page(&self, read: &TenantRead, request: &PageRequest<Keys>) -> Result<Page<audit_log::Model>> {
        Ok(Page::cut(store::list_events(read, self.0.clone(), request).await?, request))
    }

    /// How many lines match, up to the cap.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away.
    pub async fn count(&self, read: &TenantRead) -> Result<u64> {
        store::count_events(read, self.0.clone()).await
    }
}

/// An id with or without the prefix of its kind.
fn read_id(id: &str) -> Result<Uuid> {
    let digits = id.rsplit_once('_').map_or(id, |(_, digits)| digits);
    Uuid::try_parse(digits)
        .map_err(|_| Error::invalid("where.entityId", ErrorCode::Invalid, Bilingual::new("ليس معرّفًا", "This is no id")))
}

/// The sort keys of a line.
#[must_use]
pub fn keys(row: &audit_log::Model) -> Keys {
    (row.created_at.to_rfc3339(), row.id.0)
}

/// What the ids of a page's lines stand for, in one statement.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub(super) async fn names(read: &TenantRead, rows: &[audit_log::Model]) -> Result<HashMap<Uuid, String>> {
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
pub async fn named(read: &TenantRead, rows: Vec<audit_log::Model>) -> Result<Vec<AuditEvent>> {
    let names = names(read, &rows).await?;
    Ok(rows.into_iter().map(|row| public(row, &names)).collect())
}

/// A line with the names of its ids.
pub(super) fn public(row: audit_log::Model, names: &HashMap<Uuid, String>) -> AuditEvent {
    let of_line = Names {
        actor: row.actor_id.and_then(|id| names.get(&id).cloned()),
        number: names.get(&row.entity_id).cloned(),
    };
    AuditEvent::new(row, of_line)
}
