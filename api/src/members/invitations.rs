//! Use cases over invitations: asking somebody, asking again, taking it back, accepting. The secret stands nowhere in clear.

use std::{sync::Arc, time::Duration};

use entity::{
    ids::{MemberId, UserId},
    members,
};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use uuid::Uuid;

use super::{
    rules, store,
    team::{change_team, role_of, show_one},
    types::{Invitation, Member, Membership},
};
use crate::{
    app::App,
    identity,
    kernel::{
        audit::Audit,
        db::TenantTx,
        error::{Error, ErrorCode, Result},
        permission::{Permission, Role},
        scope::{Actor, Client, Scope},
        text::{Bilingual, Locale},
    },
    notifications::{
        self,
        letters::{Mail, Post},
    },
    ports::redis::Rate,
};

const HOUR: Duration = Duration::from_secs(3_600);

/// Somebody who is asked, and where they accept.
#[derive(Debug)]
pub(super) struct Invited {
    /// As the list shows them.
    pub(super) member: Member,
    /// Carries the secret.
    pub(super) link: String,
}

struct Secret {
    fingerprint: Vec<u8>,
    link: String,
}

/// The secret stands behind `#`, so that no server's log sees it.
fn new_secret(app: &App, scope: &Scope) -> Result<Secret> {
    let mut bytes = [0; rules::SECRET_BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(Error::fault)?;
    let token = rules::token(scope.tenant(), &bytes);
    Ok(Secret {
        fingerprint: rules::fingerprint(&bytes),
        link: format!("{}/invitation#token={token}", app.base.of("app")),
    })
}

fn not_yours() -> Error {
    let message = Bilingual::new("المالك وحده يعطي هذا الدور", "Only an owner gives this role");
    Error::invalid("role", ErrorCode::NotAvailable, message)
}

/// Asks somebody to join the team, by mail.
///
/// # Errors
/// `FORBIDDEN`; refused fields; beside `email`: `TAKEN`, `OUT_OF_RANGE` when too many wait; `RATE_LIMITED`.
pub(super) async fn invite(app: &App, scope: &Scope, email: &str, role: Role) -> Result<Invited> {
    let (tx, own_role, _) = change_team(app, scope, Permission::ManageTeam).await?;
    let email = rules::email("email", email)?;
    if !rules::may_give(own_role, role) {
        return Err(not_yours());
    }
    let known = store::find_by_email(&tx, &email).await?;
    match known.as_ref().map(|row| row.status.as_str()) {
        Some("active") => {
            let message = Bilingual::new("هو في الفريق", "They are in the team already");
            return Err(Error::invalid("email", ErrorCode::Taken, message));
        }
        Some("invited") => {
            let message =
                Bilingual::new("دُعي من قبل؛ أعد إرسال الدعوة", "They are invited already; send it again instead");
            return Err(Error::invalid("email", ErrorCode::Taken, message));
        }
        _ => {}
    }
    if store::count_invited(&tx).await? >= rules::MOST_INVITED {
        let most = rules::MOST_INVITED;
        let message =
            Bilingual::new(format!("{most} دعوة معلّقة على الأكثر"), format!("At most {most} invitations wait at once"));
        return Err(Error::invalid("email", ErrorCode::OutOfRange, message));
    }
    let secret = new_secret(app, scope)?;
    let id = known.as_ref().map_or_else(MemberId::generate, |row| row.id);
    let new = store::NewInvitation {
        id,
        email: &email,
        role: rules::word(role),
        fingerprint: secret.fingerprint,
        expires: app.clock.now() + rules::INVITATION_LIFE,
        by: inviter(scope),
    };
    match known {
        Some(_) => store::set_invited(&tx, &new).await?,
        None => store::insert_invited(&tx, &new).await?,
    }
    let member = show_one(app, &tx, id).await?;
    queue_letter_in(app, &tx, &new, &secret.link).await?;
    tx.commit(Audit::created("member.invited", "tenant_member", id.0, json!({ "role": new.role }))).await?;
    Ok(Invited { member, link: secret.link })
}

/// Counts a letter of invitation against whoever sends it: strangers' boxes are not for filling.
///
/// # Errors
/// `RATE_LIMITED`.
pub(super) async fn admit(app: &App, scope: &Scope, client: &Client) -> Result<()> {
    let Some(user) = inviter(scope) else { return Ok(()) };
    let key = format!("{{{}}}:rate:invite:{}", scope.tenant().0, user.0);
    let rate = Rate { limit: app.config.rate_invite, window: HOUR };
    app.redis.admit([Some((key, rate)), None], 1, &client.pace).await
}

fn inviter(scope: &Scope) -> Option<UserId> {
    match scope.actor() {
        Actor::User(user) => Some(user),
        Actor::Visitor | Actor::Key(_) | Actor::Job => None,
    }
}

/// The letter of an invitation, in the tenant's language; each asking is another one.
async fn queue_letter_in(app: &App, tx: &TenantTx, new: &store::NewInvitation<'_>, link: &str) -> Result<()> {
    let inviter = match new.by {
        Some(user) => {
            store::find_colleagues(tx, &[user]).await?.remove(&user).map(|found| found.name).unwrap_or_default()
        }
        None => String::new(),
    };
    let (_, locale) = store::find_tenant_name(tx).await?;
    let mail = Mail::Invitation {
        inviter,
        role: new.role.to_owned(),
        link: link.to_owned(),
        days: rules::INVITATION_LIFE.num_days(),
    };
    let post = Post {
        mail,
        to: new.email.to_owned(),
        locale: Locale::from_tag(&locale).unwrap_or_default(),
        occasion: Uuid::now_v7(),
        about: Some(("tenant_member", new.id.0)),
    };
    notifications::service::queue_mail_in(app, tx, post).await.map(|_| ())
}

fn is_waiting(row: &members::Model) -> Result<()> {
    if row.status == "invited" {
        return Ok(());
    }
    let message = Bilingual::new("لم تعد دعوة معلّقة", "This is no waiting invitation any more");
    Err(Error::invalid("id", ErrorCode::NotAvailable, message))
}

/// Sends an invitation again, with a new secret and a new term; the former link stands no more.
///
/// # Errors
/// `FORBIDDEN`; `NOT_FOUND`; `NOT_AVAILABLE` unless it waits; `RATE_LIMITED`.
pub(super) async fn resend(app: &App, scope: &Scope, id: MemberId) -> Result<Invited> {
    let (tx, own_role, _) = change_team(app, scope, Permission::ManageTeam).await?;
    let row = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    is_waiting(&row)?;
    if !rules::may_give(own_role, role_of(&row)?) {
        return Err(Error::Forbidden);
    }
    let secret = new_secret(app, scope)?;
    let new = store::NewInvitation {
        id,
        email: &row.email,
        role: rules::word(role_of(&row)?),
        fingerprint: secret.fingerprint,
        expires: app.clock.now() + rules::INVITATION_LIFE,
        by: inviter(scope),
    };
    store::set_invited(&tx, &new).await?;
    let member = show_one(app, &tx, id).await?;
    queue_letter_in(app, &tx, &new, &secret.link).await?;
    let version = |n: i32| json!({ "version": n });
    let audit =
        Audit::changed("member.invited_again", "tenant_member", id.0, version(row.version), version(row.version + 1));
    tx.commit(audit).await?;
    Ok(Invited { member, link: secret.link })
}

/// Takes an invitation back; its link stands no more.
///
/// # Errors
/// `FORBIDDEN`; `NOT_FOUND`; `NOT_AVAILABLE` unless it waits.
pub(super) async fn revoke(app: &App, scope: &Scope, id: MemberId) -> Result<Member> {
    let (tx, own_role, _) = change_team(app, scope, Permission::ManageTeam).await?;
    let row = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    is_waiting(&row)?;
    if !rules::may_remove(own_role, role_of(&row)?) {
        return Err(Error::Forbidden);
    }
    store::set_removed(&tx, id).await?;
    let seen = show_one(app, &tx, id).await?;
    let (before, after) = (json!({ "status": "invited" }), json!({ "status": "removed" }));
    tx.commit(Audit::changed("member.invitation_revoked", "tenant_member", id.0, before, after)).await?;
    Ok(seen)
}

/// What the bearer of an invitation's token may know of it; None when it never was, was taken back, or is used up.
///
/// # Errors
/// `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away.
pub(super) async fn look_up(
    app: &App,
    token: &str,
    locale: Locale,
    request_id: Arc<str>,
) -> Result<Option<Invitation>> {
    let Some((tenant, fingerprint)) = rules::read_token(token) else { return Ok(None) };
    // The token names the tenant, and only what stands under that tenant's policy can answer to its secret.
    let scope = Scope::request(tenant, Actor::Visitor, locale, request_id);
    let read = match app.db.read(&scope, Permission::Browse).await {
        Err(Error::NotFound) => return Ok(None),
        other => other?,
    };
    let Some(row) = store::find_invitation(&read, &fingerprint).await? else { return Ok(None) };
    let (tenant_name, _) = store::find_tenant_name(&read).await?;
    let expired = has_lapsed(app, &row);
    Ok(Some(Invitation {
        tenant_name,
        role: role_of(&row)?,
        expires_at: row.invite_expires_at,
        email: row.email,
        expired,
    }))
}

fn has_lapsed(app: &App, row: &members::Model) -> bool {
    row.invite_expires_at.is_none_or(|until| app.clock.now() >= until)
}

/// Joins the team that the token invites to; once, and only for the person whose confirmed address was invited.
///
/// # Errors
/// Beside `token`: `NOT_FOUND`, `EXPIRED`, `WRONG_ADDRESS`, `TAKEN`; `TENANT_SUSPENDED`; `UNAVAILABLE`.
pub(super) async fn accept(
    app: &App,
    user: UserId,
    locale: Locale,
    request_id: Arc<str>,
    token: &str,
) -> Result<Membership> {
    let refuse = |code, ar: &str, en: &str| Error::invalid("token", code, Bilingual::new(ar, en));
    let unknown = || refuse(ErrorCode::NotFound, "هذه الدعوة لم تعد قائمة", "This invitation does not stand any more");
    let (tenant, fingerprint) = rules::read_token(token).ok_or_else(unknown)?;
    let person = identity::service::person(app, user).await?;
    let scope = Scope::request(tenant, Actor::User(user), locale, request_id);
    let tx = match app.db.write(&scope, Permission::Browse).await {
        Err(Error::NotFound) => return Err(unknown()),
        other => other?,
    };
    store::lock_team(&tx).await?;
    let row = store::find_invitation(&tx, &fingerprint).await?.ok_or_else(unknown)?;
    if has_lapsed(app, &row) {
        return Err(refuse(
            ErrorCode::Expired,
            "انتهت مدة الدعوة؛ اطلب إرسالها من جديد",
            "The invitation has lapsed; ask for a new one",
        ));
    }
    if !row.email.eq_ignore_ascii_case(&person.email) {
        return Err(refuse(
            ErrorCode::WrongAddress,
            "هذه الدعوة لبريد آخر؛ ادخل بالحساب المدعو",
            "This invitation is for another address; sign in with the one that was invited",
        ));
    }
    if let Some(other) = store::find_of_user(&tx, user).await?.filter(|other| other.id != row.id) {
        if other.status == "active" {
            return Err(refuse(ErrorCode::Taken, "أنت في الفريق", "You are in this team already"));
        }
        store::set_unlinked(&tx, other.id).await?;
    }
    store::set_joined(&tx, row.id, user).await?;
    let (before, after) = (json!({ "status": "invited" }), json!({ "status": "active", "role": row.role }));
    tx.commit(Audit::changed("member.joined", "tenant_member", row.id.0, before, after)).await?;
    let read = app.db.of_user(user).await?;
    let mine = store::list_memberships(&read).await?.into_iter().find(|row| row.tenant_id == tenant);
    mine.map(Membership::new).transpose()?.ok_or(Error::NotFound)
}
