//! Use cases over saved views: who sees which, and keeping, changing and letting go of one.

use entity::ids::{SavedViewId, UserId};
use sea_orm::DbErr;
use serde_json::{Value, json};

use super::{
    rules,
    store::{self, ViewRow},
    types::{SavedView, SavedViewCreateInput, SavedViewList, SavedViewUpdateInput},
};
use crate::{
    app::App,
    kernel::{
        audit::Audit,
        db::{TenantRead, TenantTx},
        error::{Error, ErrorCode, Result, broken_constraint, check_version},
        permission::Permission,
        refusals::Refusals,
        scope::{Actor, Scope},
        text::{self, Bilingual},
    },
};

/// Views of one list that a person has, or the team.
const MOST: i64 = 20;
const MAX_NAME: usize = 40;

/// The views that this caller sees: of lists that they may read.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn list(read: &TenantRead, of: Option<SavedViewList>) -> Result<Vec<SavedView>> {
    let person = match read.scope().actor() {
        Actor::User(user) => Some(user),
        Actor::Visitor | Actor::Key(_) | Actor::Job => None,
    };
    let rows = store::list_views(read, person, of.map(SavedViewList::word)).await?;
    let is_read =
        |row: &ViewRow| SavedViewList::parse(&row.list).map_or(true, |list| read.require(rules::reads(list)).is_ok());
    rows.into_iter().filter(is_read).map(SavedView::new).collect()
}

/// Views are kept by people: a key has no own ones.
fn person(scope: &Scope) -> Result<UserId> {
    match scope.actor() {
        Actor::User(user) => Ok(user),
        Actor::Visitor => Err(Error::Unauthenticated("views are kept by people")),
        Actor::Key(_) | Actor::Job => Err(Error::Forbidden),
    }
}

fn right(is_shared: bool) -> Permission {
    if is_shared { Permission::ShareViews } else { Permission::ViewSubmissions }
}

fn name_taken(error: DbErr) -> Error {
    if broken_constraint(&error).as_deref() == Some("saved_views_name_key") {
        let message = Bilingual::new("لديك عرض بهذا الاسم", "There is a view of this name");
        return Error::invalid("name", ErrorCode::Taken, message);
    }
    error.into()
}

/// What the log may know of a view: names and searches may name people.
fn told(row: &ViewRow) -> Value {
    json!({ "list": row.list, "shared": row.owner_id.is_none(), "version": row.version })
}

/// Keeps a view.
///
/// # Errors
/// Field errors for name and state; `TAKEN` for a name that its keeper has already; `OUT_OF_RANGE` past twenty;
/// `FORBIDDEN` for a member who would share it, for a list that they may not read, and for keys; `UNAVAILABLE`.
pub async fn create(app: &App, scope: &Scope, input: SavedViewCreateInput) -> Result<SavedView> {
    let person = person(scope)?;
    let now = app.clock.now();
    let tx = app.db.write(scope, right(input.is_shared)).await?;
    tx.require(rules::reads(input.list))?;
    let mut refusals = Refusals::default();
    let name = refusals.gather(text::required("name", &input.name, MAX_NAME))?.unwrap_or_default();
    let state = refusals.gather(rules::checked_state(input.list, &input.state))?.unwrap_or_default();
    refusals.finish()?;
    let list = input.list.word();
    let owner_id = (!input.is_shared).then_some(person);
    if store::lock_and_count(&tx, owner_id, list).await? >= MOST {
        let message =
            Bilingual::new(format!("{MOST} عرضًا على الأكثر"), format!("At most {MOST} views of a list are kept"));
        return Err(Error::invalid("", ErrorCode::OutOfRange, message));
    }
    let id = SavedViewId::generate();
    let list = list.to_owned();
    let row = ViewRow { id, list, owner_id, name, state, version: 1, created_at: now, updated_at: now };
    store::insert_view(&tx, &row, person).await.map_err(name_taken)?;
    tx.commit(Audit::created("saved_view.created", "saved_view", id.0, told(&row))).await?;
    SavedView::new(row)
}

/// The view, locked, if this person may change it.
async fn locked(tx: &TenantTx, person: UserId, id: SavedViewId) -> Result<ViewRow> {
    let row = store::lock_view(tx, person, id).await?.ok_or(Error::NotFound)?;
    tx.require(right(row.owner_id.is_none()))?;
    tx.require(rules::reads(SavedViewList::parse(&row.list)?))?;
    Ok(row)
}

/// Changes a view. An input that changes nothing leaves no trace.
///
/// # Errors
/// `NOT_FOUND`, for a colleague's own too; `STALE`; field errors as in [`create`]; `FORBIDDEN` for a member and the team's
/// view; `UNAVAILABLE`.
pub async fn update(
    app: &App,
    scope: &Scope,
    id: SavedViewId,
    input: SavedViewUpdateInput,
    expected: Option<i32>,
) -> Result<SavedView> {
    let person = person(scope)?;
    let tx = app.db.write(scope, Permission::ViewSubmissions).await?;
    let mut row = locked(&tx, person, id).await?;
    check_version(expected, row.version)?;
    let before = row.clone();
    let of = SavedViewList::parse(&row.list)?;
    let mut refusals = Refusals::default();
    if let Some(name) = &input.name {
        row.name = refusals.gather(text::required("name", name, MAX_NAME))?.unwrap_or_default();
    }
    if let Some(state) = &input.state {
        row.state = refusals.gather(rules::checked_state(of, state))?.unwrap_or_default();
    }
    refusals.finish()?;
    if row.name == before.name && row.state == before.state {
        return SavedView::new(row);
    }
    row.version += 1;
    row.updated_at = app.clock.now();
    store::set_view(&tx, &row).await.map_err(name_taken)?;
    tx.commit(Audit::changed("saved_view.updated", "saved_view", id.0, told(&before), told(&row))).await?;
    SavedView::new(row)
}

/// Lets a view go.
///
/// # Errors
/// `NOT_FOUND`, for a colleague's own too; `FORBIDDEN` for a member and the team's view; `UNAVAILABLE`.
pub async fn delete(app: &App, scope: &Scope, id: SavedViewId) -> Result<()> {
    let person = person(scope)?;
    let tx = app.db.write(scope, Permission::ViewSubmissions).await?;
    let row = locked(&tx, person, id).await?;
    store::delete_view(&tx, id).await?;
    tx.commit(Audit::changed("saved_view.deleted", "saved_view", id.0, told(&row), json!({}))).await
}
