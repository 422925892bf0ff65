//! The catalog as a file, in the form that an import takes: a batch at a time, each its own short read.

use entity::ids::{ItemId, UserId};
use serde_json::json;

use super::{
    format::{COLUMNS, record},
    store,
};
use crate::{
    app::App,
    kernel::{
        audit::{Audit, Unaudited},
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
        ticket,
    },
};

/// Where the file is asked for.
pub const PATH: &str = "/exports/catalog.csv";
/// What tickets are made for.
const PURPOSE: &str = "catalog_export";
/// Items of one read.
const BATCH: u64 = 1_000;

/// A ticket for the file, so that no token stands in an address.
///
/// # Errors
/// `FORBIDDEN`; `UNAVAILABLE`.
pub async fn ticket(app: &App, scope: &Scope) -> Result<String> {
    let tx = app.db.write(scope, Permission::ViewCatalog).await?;
    let ticket = ticket::issue(&tx, &app.links, PURPOSE, json!({}), app.clock.now()).await?;
    tx.commit(Audit::created("catalog.export_asked", "catalog", scope.tenant().0, json!({}))).await?;
    Ok(ticket)
}

/// Whose ticket this is; None if it does not stand.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn redeem(app: &App, scope: &Scope, ticket: &str) -> Result<Option<UserId>> {
    let tx = app.db.write(scope, Permission::Browse).await?;
    let used = ticket::redeem(&tx, &app.links, PURPOSE, ticket, app.clock.now()).await?;
    let Some(user) = used.and_then(|used| used.user) else { return Ok(None) };
    tx.commit_unaudited(Unaudited::Housekeeping).await?;
    Ok(Some(user))
}

/// A file that is being written.
#[derive(Debug)]
pub struct Export {
    after: Option<ItemId>,
    until: ItemId,
    is_begun: bool,
}

impl Export {
    /// Begins one; what is made later is not part of it.
    ///
    /// # Errors
    /// `FORBIDDEN`, `UNAUTHENTICATED`, `TENANT_SUSPENDED`; `UNAVAILABLE`.
    pub async fn begin(app: &App, scope: &Scope) -> Result<Self> {
        app.db.read(scope, Permission::ViewCatalog).await?;
        Ok(Self { after: None, until: ItemId::generate(), is_begun: false })
    }

    /// The next piece of the file; None at its end. The right is asked for again each time.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn next(&mut self, app: &App, scope: &Scope) -> Result<Option<Vec<u8>>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut piece = Vec::new();
        if !self.is_begun {
            self.is_begun = true;
            // Without it, spreadsheets read Arabic as something else.
            piece.extend_from_slice("\u{feff}".as_bytes());
            writer.write_record(COLUMNS).map_err(Error::fault)?;
        }
        let read = app.db.read(scope, Permission::ViewCatalog).await?;
        let items = store::list_after(&read, self.after, self.until, BATCH).await?;
        drop(read);
        for item in &items {
            writer.write_record(record(item)?).map_err(Error::fault)?;
        }
        self.after = items.last().map(|item| item.id).or(self.after);
        piece.extend(writer.into_inner().map_err(|error| Error::fault(error.to_string()))?);
        Ok((!piece.is_empty()).then_some(piece))
    }
}
