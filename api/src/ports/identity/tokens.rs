//! Access tokens of the local provider: EdDSA, short-lived, checked for issuer, audience, use and time.

use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret, SecretSlice};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::kernel::error::{Error, Result};

/// Who a token was made for.
const AUDIENCE: &str = "sadu";
/// How long an access token stands.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(15);
/// How far clocks may differ.
const SKEW_S: u64 = 60;

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// The person, as their issuer names them.
    pub sub: String,
    aud: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    /// `access`; an id token is no access token.
    token_use: String,
}

/// Signs and checks the local provider's tokens.
#[derive(Clone)]
pub struct Tokens {
    issuer: Arc<str>,
    kid: Arc<str>,
    signing: EncodingKey,
    checking: DecodingKey,
    public_key: Arc<str>,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("issuer", &self.issuer).field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl Tokens {
    /// From an Ed25519 key (PKCS #8 DER).
    ///
    /// # Errors
    /// A fault when the key cannot be read.
    pub fn new(issuer: &str, key: &SecretSlice<u8>) -> Result<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(key.expose_secret())
            .map_err(|_| Error::fault("the signing key is no Ed25519 key"))?;
        let public = pair.public_key().as_ref();
        let public_key = URL_SAFE_NO_PAD.encode(public);
        Ok(Self {
            issuer: Arc::from(issuer),
            kid: Arc::from(URL_SAFE_NO_PAD.encode(&Sha256::digest(public)[..12])),
            signing: EncodingKey::from_ed_der(key.expose_secret()),
            checking: DecodingKey::from_ed_components(&public_key).map_err(Error::fault)?,
            public_key: Arc::from(public_key),
        })
    }

    /// An access token for `subject`, good for 15 minutes.
    ///
    /// # Errors
    /// A fault when it cannot be signed.
    pub fn access(&self, subject: &str, now: DateTime<Utc>) -> Result<String> {
        let claims = Claims {
            iss: self.issuer.to_string(),
            sub: subject.to_owned(),
            aud: AUDIENCE.to_owned(),
            exp: (now + ACCESS_LIFE).timestamp(),
            nbf: now.timestamp(),
            iat: now.timestamp(),
            token_use: "access".to_owned(),
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.to_string());
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(Error::fault)
    }

    /// What a bearer token says, if all of it stands.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`.
    pub fn check(&self, token: &str) -> Result<Claims> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|_| Error::Unauthenticated("the token cannot be read"))?;
        if header.alg != Algorithm::EdDSA {
            return Err(Error::Unauthenticated("the token's algorithm is not allowed"));
        }
        if header.kid.as_deref() != Some(&*self.kid) {
            return Err(Error::Unauthenticated("the token's key is unknown"));
        }
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&*self.issuer]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        rules.validate_nbf = true;
        rules.leeway = SKEW_S;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.checking, &rules)
            .map_err(|_| Error::Unauthenticated("the token does not stand"))?
            .claims;
        if claims.token_use != "access" {
            return Err(Error::Unauthenticated("this is no access token"));
        }
        Ok(claims)
    }

    /// The public keys, as `/.well-known/jwks.json` shows them.
    #[must_use]
    pub fn jwks(&self) -> Value {
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": &*self.kid, "x": &*self.public_key }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(issuer: &str) -> Tokens {
        let key = Ed25519KeyPair::generate().unwrap().to_pkcs8v1().unwrap();
        Tokens::new(issuer, &key.as_ref().to_vec().into()).unwrap()
    }

    fn now() -> DateTime<Utc> {
        // jsonwebtoken asks the machine for the time.
        crate::kernel::clock::Clock::default().now()
    }

    #[test]
    fn our_own_token_stands_and_others_do_not() {
        let ours = tokens("http://localhost");
        assert_eq!(ours.check(&ours.access("a", now()).unwrap()).unwrap().sub, "a");
        let other_key = tokens("http://localhost");
        assert!(ours.check(&other_key.access("a", now()).unwrap()).is_err(), "another key");
        assert!(ours.check(&ours.access("a", now() - TimeDelta::minutes(17)).unwrap()).is_err(), "expired");
        assert!(ours.check(&ours.access("a", now() + TimeDelta::minutes(5)).unwrap()).is_err(), "not yet valid");
        assert!(ours.check("a.b.c").is_err());
    }

    #[test]
    fn other_algorithms_and_claims_are_refused() {
        let ours = tokens("http://localhost");
        let claims = |change: fn(&mut Value)| {
            let n = now().timestamp();
            let mut claims = json!({ "iss": "http://localhost", "sub": "a", "aud": "sadu", "exp": n + 60, "nbf": n, "iat": n, "token_use": "access" });
            change(&mut claims);
            claims
        };
        let sign = |claims: &Value| {
            let mut header = Header::new(Algorithm::EdDSA);
            header.kid = Some(ours.kid.to_string());
            jsonwebtoken::encode(&header, claims, &ours.signing).unwrap()
        };
        assert!(ours.check(&sign(&claims(|_| {}))).is_ok(), "the positive control");
        for (what, change) in [
            ("issuer", (|c: &mut Value| c["iss"] = json!("evil")) as fn(&mut Value)),
            ("audience", |c| c["aud"] = json!("other")),
            ("use", |c| c["token_use"] = json!("id")),
            ("no expiry", |c| drop(c.as_object_mut().unwrap().remove("exp"))),
        ] {
            assert!(ours.check(&sign(&claims(change))).is_err(), "{what}");
        }
        let mut hs = Header::new(Algorithm::HS256);
        hs.kid = Some(ours.kid.to_string());
        let confused = EncodingKey::from_secret(&URL_SAFE_NO_PAD.decode(&*ours.public_key).unwrap());
        assert!(
            ours.check(&jsonwebtoken::encode(&hs, &claims(|_| {}), &confused).unwrap()).is_err(),
            "HS256 by the public key"
        );
        let good = ours.access("a", now()).unwrap();
        let payload = good.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "kid": &*ours.kid }).to_string());
        assert!(ours.check(&format!("{none}.{payload}.")).is_err(), "alg none");
    }
}
