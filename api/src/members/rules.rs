//! Rules of a team: who may give which role and take whom out, what an invitation's token looks like. Pure.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use entity::ids::TenantId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    permission::Role,
    text::{self, Bilingual},
};

/// How long an invitation can be accepted.
pub(super) const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);
/// Invitations of a tenant that wait at once.
pub(super) const MOST_INVITED: i64 = 100;
/// Bytes of an invitation's secret.
pub(super) const SECRET_BYTES: usize = 32;

/// Whether somebody may give `role` to another: an owner any, an admin the lowest.
pub(super) fn may_give(actor: Role, role: Role) -> bool {
    match actor {
        Role::Owner => true,
        Role::Admin => role == Role::Member,
        Role::Member => false,
    }
}

/// Whether somebody may take another with `role` out of the team: an owner everybody, an admin all but owners.
pub(super) fn may_remove(actor: Role, role: Role) -> bool {
    match actor {
        Role::Owner => true,
        Role::Admin => role != Role::Owner,
        Role::Member => false,
    }
}

/// The database's word for a role.
pub(super) fn word(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Admin => "admin",
        Role::Member => "member",
    }
}

/// The address an invitation goes to, small letters; ASCII alone, as at signing up.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID`.
pub(super) fn email(field: &str, text: &str) -> Result<String> {
    let text = text::required(field, text, 254)?;
    let has_halves = text
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
    if !has_halves || !text.bytes().all(|b| b.is_ascii_graphic()) || text.contains(['<', '>', ',', ';', '"']) {
        let message = Bilingual::new("بريد إلكتروني غير صحيح", "Not an e-mail address");
        return Err(Error::invalid(field, ErrorCode::Invalid, message));
    }
    Ok(text.to_ascii_lowercase())
}

/// The token of an invitation: its tenant in the clear, so that it can be looked for under row-level security, and a secret.
pub(super) fn token(tenant: TenantId, secret: &[u8; SECRET_BYTES]) -> String {
    format!("inv_{}_{}", tenant.0.simple(), URL_SAFE_NO_PAD.encode(secret))
}

/// Tenant and fingerprint of a token; None for a text that is none.
pub(super) fn read_token(token: &str) -> Option<(TenantId, Vec<u8>)> {
    let (tenant, secret) = token.trim().strip_prefix("inv_")?.split_once('_')?;
    let secret = URL_SAFE_NO_PAD.decode(secret).ok().filter(|secret| secret.len() == SECRET_BYTES)?;
    Some((TenantId(Uuid::try_parse(tenant).ok()?), fingerprint(&secret)))
}

/// What the database keeps of a secret.
pub(super) fn fingerprint(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_round_trips_and_a_bent_one_does_not() {
        let tenant = TenantId::generate();
        let secret = [7; SECRET_BYTES];
        let token = token(tenant, &secret);
        assert_eq!(read_token(&token), Some((tenant, fingerprint(&secret))));
        for bad in ["", "inv_", "inv__", "inv_x_y", &token[..token.len() - 3], &token.replace("inv_", "sk_")] {
            assert_eq!(read_token(bad), None, "{bad}");
        }
        assert_ne!(read_token(&token.replace('B', "C")), Some((tenant, fingerprint(&secret))));
    }

    #[test]
    fn nobody_gives_or_takes_more_than_they_have() {
        let all = [Role::Owner, Role::Admin, Role::Member];
        assert!(all.iter().all(|role| may_give(Role::Owner, *role) && may_remove(Role::Owner, *role)));
        assert_eq!(all.map(|role| may_give(Role::Admin, role)), [false, false, true]);
        assert_eq!(all.map(|role| may_remove(Role::Admin, role)), [false, true, true]);
        assert_eq!(all.map(|role| may_give(Role::Member, role) || may_remove(Role::Member, role)), [false; 3]);
    }

    #[test]
    fn an_address_is_one_address() {
        assert_eq!(email("email", " Noura@Dukkan.example ").ok().as_deref(), Some("noura@dukkan.example"));
        for bad in [
            "",
            "noura",
            "@a.kw",
            "a@",
            "a@b@c.kw",
            "a b@c.kw",
            "a@b.kw,c@d.kw",
            "<a@b.kw>",
            "a@b.kw\nBcc: x@y.kw",
            "نورة@a.kw",
        ] {
            assert!(email("email", bad).is_err(), "{bad} was taken");
        }
    }
}
