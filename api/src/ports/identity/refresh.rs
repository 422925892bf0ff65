//! Refresh tokens: opaque to their bearer, computed rather than kept.
//!
//! The token of generation `n` of a session is `session id · n · HMAC-SHA256(key, salt · session id · n)`. The salt stands
//! in the session's row, the key only in the secret store, so neither a copied row nor a leaked key alone makes a token.
//! Two things follow that a stored hash would not give: a successor can be told again to the second of two tabs without
//! being kept anywhere, and a token replaced long ago is still known as genuine, so that its re-use ends the session
//! while an invented one ends nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::ids::SessionId;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::Sha256;
use uuid::Uuid;

use crate::kernel::error::{Error, Result};

/// Bytes of a session's salt.
pub const SALT_BYTES: usize = 32;

const ID_BYTES: usize = 16;
const TAG_START: usize = ID_BYTES + 4;
const TOKEN_BYTES: usize = TAG_START + 32;
/// Keeps this key apart from every other use of the secret it is derived from.
const PURPOSE: &[u8] = b"sadu refresh token v1";

type HmacSha256 = Hmac<Sha256>;

/// Computes and checks refresh tokens.
#[derive(Debug, Clone)]
pub struct RefreshTokens {
    key: SecretSlice<u8>,
}

/// A token as it came in: what it claims to be, not yet believed.
#[derive(Debug, Clone)]
pub struct Presented {
    /// The session it claims to belong to.
    pub session: SessionId,
    /// Which token of the session's row it claims to be; the first is 1.
    pub generation: i32,
    tag: [u8; 32],
}

impl RefreshTokens {
    /// With a key derived from the installation's secret.
    ///
    /// # Errors
    /// A fault when the secret cannot be a key.
    pub fn new(secret: &SecretSlice<u8>) -> Result<Self> {
        let mut mac = HmacSha256::new_from_slice(secret.expose_secret()).map_err(Error::fault)?;
        mac.update(PURPOSE);
        Ok(Self { key: mac.finalize().into_bytes().to_vec().into() })
    }

    /// The token of a session's generation.
    ///
    /// # Errors
    /// A fault when the key cannot be used.
    pub fn token(&self, session: SessionId, generation: i32, salt: &[u8]) -> Result<SecretString> {
        let mut bytes = Vec::with_capacity(TOKEN_BYTES);
        bytes.extend_from_slice(session.0.as_bytes());
        bytes.extend_from_slice(&generation.to_be_bytes());
        bytes.extend_from_slice(&self.mac(session, generation, salt)?.finalize().into_bytes());
        Ok(URL_SAFE_NO_PAD.encode(bytes).into())
    }

    /// What a text claims, if it has the form of a token.
    #[must_use]
    pub fn read(text: &str) -> Option<Presented> {
        let bytes: [u8; TOKEN_BYTES] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (session, rest) = bytes.split_first_chunk::<ID_BYTES>()?;
        let (generation, tag) = rest.split_first_chunk::<4>()?;
        Some(Presented {
            session: SessionId(Uuid::from_bytes(*session)),
            generation: i32::from_be_bytes(*generation),
            tag: tag.try_into().ok()?,
        })
    }

    /// Whether a token was made by us for the session with this salt; says nothing about its generation's age.
    #[must_use]
    pub fn is_genuine(&self, presented: &Presented, salt: &[u8]) -> bool {
        self.mac(presented.session, presented.generation, salt)
            .is_ok_and(|mac| mac.verify_slice(&presented.tag).is_ok())
    }

    fn mac(&self, session: SessionId, generation: i32, salt: &[u8]) -> Result<HmacSha256> {
        let mut mac = HmacSha256::new_from_slice(self.key.expose_secret()).map_err(Error::fault)?;
        mac.update(salt);
        mac.update(session.0.as_bytes());
        mac.update(&generation.to_be_bytes());
        Ok(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(seed: u8) -> RefreshTokens {
        RefreshTokens::new(&vec![seed; 32].into()).unwrap()
    }

    #[test]
    fn only_our_own_token_of_this_session_is_genuine() {
        let (ours, session, salt) = (tokens(1), SessionId::generate(), [7u8; SALT_BYTES]);
        let text = ours.token(session, 3, &salt).unwrap();
        let presented = RefreshTokens::read(text.expose_secret()).unwrap();
        assert_eq!((presented.session, presented.generation), (session, 3));
        assert!(ours.is_genuine(&presented, &salt), "the positive control");
        assert!(!ours.is_genuine(&presented, &[8u8; SALT_BYTES]), "another session's salt");
        assert!(!tokens(2).is_genuine(&presented, &salt), "another key");
        let later = Presented { generation: 4, ..presented.clone() };
        assert!(!ours.is_genuine(&later, &salt), "another generation");
        let other = Presented { session: SessionId::generate(), ..presented };
        assert!(!ours.is_genuine(&other, &salt), "another session");
    }

    #[test]
    fn a_successor_is_always_the_same() {
        let (session, salt) = (SessionId::generate(), [7u8; SALT_BYTES]);
        let text = |generation| tokens(1).token(session, generation, &salt).unwrap().expose_secret().to_owned();
        assert_eq!(text(2), text(2));
        assert_ne!(text(2), text(3));
    }

    #[test]
    fn what_has_not_the_form_of_a_token_is_none() {
        let text = tokens(1).token(SessionId::generate(), 1, &[0; SALT_BYTES]).unwrap().expose_secret().to_owned();
        for bad in ["", "a", &text[1..], &format!("{text}A"), &format!("{text}="), &text.replace(|_: char| true, "é")]
        {
            assert!(RefreshTokens::read(bad).is_none(), "{bad}");
        }
    }
}
