//! Use cases over a team: seeing it, changing roles, departures. A team always keeps an owner.

use entity::{
    ids::{MemberId, UserId},
    members,
};
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

use super::{
    rules, store,
    types::{Member, MemberSort, MemberSortField, MemberWhere},
};
use crate::{
    app::App,
    graphql::list::{List, Listed, SortDirection},
    kernel::{
        audit::Audit,
        db::{TenantConn, TenantTx},
        error::{Error, ErrorCode, Result, check_version},
        permission::{Permission, Role},
        scope::{Actor, Scope},
        text::Bilingual,
    },
};

/// How a team can be listed.
impl Listed for members::Entity {
    type Field = MemberSortField;

    fn expression(field: MemberSortField) -> (&'static str, &'static str) {
        match field {
            MemberSortField::CreatedAt => ("created_at", "timestamptz"),
            MemberSortField::Email => ("email::text", "text"),
        }
    }

    fn value(field: MemberSortField, row: &members::Model) -> String {
        match field {
            MemberSortField::CreatedAt => row.created_at.to_rfc3339(),
            MemberSortField::Email => row.email.clone(),
        }
    }

    fn id(row: &members::Model) -> uuid::Uuid {
        row.id.0
    }
}

/// A checked request for a list of members.
pub type MemberList = List<members::Entity>;

/// Checks search, filter and sort.
///
/// # Errors
/// `BAD_INPUT` for too long a search.
pub fn member_list(search: Option<&str>, filter: Option<MemberWhere>, sort: Option<MemberSort>) -> Result<MemberList> {
    use members::Column;
    let filter = filter.unwrap_or_default();
    let status = match filter.status {
        Some(states) => Column::Status.is_in(states.into_iter().map(|state| state.word())),
        None => Column::Status.ne("removed"),
    };
    let roles = filter.role.map(|roles| Column::Role.is_in(roles.into_iter().map(rules::word)));
    let (field, direction) =
        sort.map_or((MemberSortField::CreatedAt, SortDirection::Asc), |sort| (sort.field, sort.direction));
    let list = List::by(field, direction).search(search, store::matches)?;
    Ok(list.and(Condition::all().add(status).add_option(roles)))
}

/// Rows as the API shows them to `actor`, with the people behind them.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn shown<C: TenantConn>(
    app: &App,
    conn: &C,
    actor: Actor,
    rows: &[members::Model],
) -> Result<impl Fn(members::Model) -> Result<Member> + use<C>> {
    let users: Vec<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
    let people = store::find_colleagues(conn, &users).await?;
    let now = app.clock.now();
    let me = match actor {
        Actor::User(user) => Some(user),
        _ => None,
    };
    Ok(move |row: members::Model| {
        let person = row.user_id.and_then(|user| people.get(&user));
        Member::new(row, person, me, now)
    })
}

pub(super) async fn show_one(app: &App, tx: &TenantTx, id: MemberId) -> Result<Member> {
    let row = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let public = shown(app, tx, tx.scope().actor(), std::slice::from_ref(&row)).await?;
    public(row)
}

/// The role the actor has at this moment, with the team locked: it may have changed while they waited.
async fn actor_role(tx: &TenantTx) -> Result<(Role, MemberId)> {
    let Actor::User(user) = tx.scope().actor() else { return Err(Error::Forbidden) };
    let own = store::find_of_user(tx, user).await?.filter(|row| row.status == "active").ok_or(Error::Forbidden)?;
    Ok((role_of(&own)?, own.id))
}

pub(super) fn role_of(row: &members::Model) -> Result<Role> {
    Role::parse(&row.role).ok_or_else(|| Error::fault("a member with an unknown role"))
}

/// A transaction with the team locked, in which the actor still has `permission`.
pub(super) async fn change_team(
    app: &App,
    scope: &Scope,
    permission: Permission,
) -> Result<(TenantTx, Role, MemberId)> {
    let tx = app.db.write(scope, permission).await?;
    store::lock_team(&tx).await?;
    let (role, own) = actor_role(&tx).await?;
    if permission.is_granted_to(role) { Ok((tx, role, own)) } else { Err(Error::Forbidden) }
}

pub(super) async fn keep_an_owner(tx: &TenantTx, row: &members::Model) -> Result<()> {
    let is_owner = row.role == "owner" && row.status == "active";
    if is_owner && store::count_owners(tx).await? <= 1 {
        let message = Bilingual::new(
            "هذا آخر مالك؛ اجعل غيره مالكًا أولًا",
            "This is the last owner; make somebody else an owner first",
        );
        return Err(Error::invalid("id", ErrorCode::LastOwner, message));
    }
    Ok(())
}

/// Gives a colleague another role.
///
/// # Errors
/// `FORBIDDEN` for all but owners; `NOT_FOUND`; `LAST_OWNER`, `STALE`, `NOT_AVAILABLE` for somebody who left.
pub async fn change_role(app: &App, scope: &Scope, id: MemberId, role: Role, expected: Option<i32>) -> Result<Member> {
    let (tx, ..) = change_team(app, scope, Permission::ChangeRoles).await?;
    let row = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if row.status == "removed" {
        return Err(Error::invalid(
            "id",
            ErrorCode::NotAvailable,
            Bilingual::new("غادر الفريق", "They have left the team"),
        ));
    }
    check_version(expected, row.version)?;
    if role_of(&row)? == role {
        return show_one(app, &tx, id).await;
    }
    keep_an_owner(&tx, &row).await?;
    store::set_role(&tx, id, rules::word(role)).await?;
    let seen = show_one(app, &tx, id).await?;
    let (before, after) = (json!({ "role": row.role }), json!({ "role": rules::word(role) }));
    tx.commit(Audit::changed("member.role_changed", "tenant_member", id.0, before, after)).await?;
    Ok(seen)
}

/// Takes somebody out of the team; everybody may take themselves out.
///
/// # Errors
/// `FORBIDDEN` for a member who means somebody else, or an admin who means an owner; `NOT_FOUND`; `LAST_OWNER`.
pub async fn remove(app: &App, scope: &Scope, id: MemberId) -> Result<Member> {
    let (tx, role, own) = change_team(app, scope, Permission::ViewTeam).await?;
    if id != own && !Permission::ManageTeam.is_granted_to(role) {
        return Err(Error::Forbidden);
    }
    let row = store::find(&tx, id).await?.filter(|row| row.status != "removed").ok_or(Error::NotFound)?;
    if id != own && !rules::may_remove(role, role_of(&row)?) {
        return Err(Error::Forbidden);
    }
    keep_an_owner(&tx, &row).await?;
    store::set_removed(&tx, id).await?;
    let seen = show_one(app, &tx, id).await?;
    let action = if id == own { "member.left" } else { "member.removed" };
    let (before, after) = (json!({ "status": row.status, "role": row.role }), json!({ "status": "removed" }));
    tx.commit(Audit::changed(action, "tenant_member", id.0, before, after)).await?;
    Ok(seen)
}
