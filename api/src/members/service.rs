//! Use cases over memberships.

use entity::ids::UserId;

use super::{store, types::Viewer};
use crate::{app::App, identity, kernel::error::Result};

/// A person as they see themselves: what they told, and each team they are an active member of. One transaction after
/// the other, never two at once.
///
/// # Errors
/// `NOT_FOUND`; `UNAVAILABLE` when the database is away.
pub async fn view(app: &App, user: UserId) -> Result<Viewer> {
    let person = identity::service::person(app, user).await?;
    let memberships = {
        let read = app.db.of_user(user).await?;
        store::list_memberships(&read).await?
    };
    Viewer::new(person, memberships)
}
