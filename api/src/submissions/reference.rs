//! What a submission is called in another program of the tenant's: given, changed or taken away, in any state.

use serde_json::json;

use super::{
    intake,
    kind::Kind,
    rows, store,
    trail::{self, TimelineLine, Trail},
};
use crate::{
    app::App,
    kernel::{audit::Audit, error::Result, permission::Permission, scope::Scope, text::Bilingual},
};

/// Calls a submission something else in another program; None takes the reference away.
///
/// # Errors
/// `NOT_FOUND`; `TAKEN` when another one of this kind has it, `TOO_LONG`, `INVALID` beside `externalReference`; `STALE`;
/// `FORBIDDEN`; `UNAVAILABLE`.
pub async fn set_reference<K: Kind>(
    app: &App,
    scope: &Scope,
    id: K::Id,
    reference: Option<&str>,
    expected: Option<i32>,
) -> Result<K::Model> {
    let wanted = intake::reference(reference)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, Permission::WorkOrders).await?;
    let before = rows::lock::<K>(&tx, id, expected).await?;
    if wanted.as_deref() == K::reference(&before) {
        return Ok(before);
    }
    let told = |reference: Option<&str>| reference.unwrap_or("—").to_owned();
    let (was, is) = (told(K::reference(&before)), told(wanted.as_deref()));
    // Isolated: an arrow between a dash and Latin letters would point the other way in Arabic.
    let note = Bilingual::new(format!("المرجع: \u{2066}{was} → {is}\u{2069}"), format!("Reference: {was} → {is}"));
    let line = TimelineLine::told("edited", note.in_locale(scope.locale()).to_owned());
    trail::leave(&tx, now, Trail::new(K::KIND, K::id(&before), K::changed(id), line)).await?;
    let named = store::set_reference::<K>(&tx, id, wanted.as_deref(), now).await?;
    let version = |row| json!({ "version": K::version(row) });
    let (action, entity) = (K::KIND.referenced(), K::id(&before));
    tx.commit(Audit::changed(action, K::KIND.word(), entity, version(&before), version(&named))).await?;
    Ok(named)
}
