//! Notes of the team beside submissions.

use serde_json::json;

use super::{
    kind::Kind,
    rows,
    trail::{self, Trail},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        error::{Error, Result},
        permission::Permission,
        scope::Scope,
        text,
    },
};

/// Adds a note of the team to a timeline. Submitters never see it; the submission itself stays as it is.
///
/// # Errors
/// `NOT_FOUND`; `REQUIRED` and `TOO_LONG` for the text; `FORBIDDEN`; `UNAVAILABLE`.
pub async fn add_note<K: Kind>(app: &App, scope: &Scope, id: K::Id, note: &str) -> Result<K::Model> {
    let note = text::required("note", note, 2_000)?;
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let row = rows::find::<K>(&tx, id).await?.ok_or(Error::NotFound)?;
    let entity = K::id(&row);
    trail::leave(&tx, app.clock.now(), Trail::note(K::KIND, entity, note)).await?;
    let at_version = json!({ "version": K::version(&row) });
    tx.commit(Audit::changed(K::KIND.noted(), K::KIND.word(), entity, at_version.clone(), at_version)).await?;
    Ok(row)
}
