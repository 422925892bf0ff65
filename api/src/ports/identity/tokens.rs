//! Access tokens of the local provider: EdDSA, short-lived, checked for key, issuer, audience, use and time. Two keys are
//! believed at a time, so that the one that signs can be changed while tokens of the one before still stand.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::SessionId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret, SecretSlice};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bearer::Bearer;
use crate::{
    kernel::error::{Error, Result},
    ports::secrets::Secrets,
};

/// Who a token was made for.
const AUDIENCE: &str = "sadu";
/// How long an access token stands.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(15);
/// How far clocks may differ.
pub(super) const SKEW_S: u64 = 60;
/// How often the secrets file is looked at for new keys: before signing, and for a token whose key is unknown.
const LOOK: Duration = Duration::from_secs(60);

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    /// `access`; an id token is no access token.
    token_use: String,
    /// The session it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
}

/// A key's public half under its name.
struct PublicKey {
    kid: String,
    checking: DecodingKey,
    x: String,
}

/// The key that signs, and all that are believed: the present one and the one before.
struct Keys {
    signing: EncodingKey,
    kid: String,
    public: Vec<PublicKey>,
}

impl Keys {
    fn new(current: &SecretSlice<u8>, previous: Option<&SecretSlice<u8>>) -> Result<Self> {
        let own = public(current)?;
        let kid = own.kid.clone();
        let mut all = vec![own];
        if let Some(previous) = previous {
            all.push(public(previous)?);
        }
        Ok(Self { signing: EncodingKey::from_ed_der(current.expose_secret()), kid, public: all })
    }

    fn of(secrets: &Secrets) -> Result<Self> {
        Self::new(&secrets.signing_key, secrets.previous_signing_key.as_ref())
    }
}

fn public(key: &SecretSlice<u8>) -> Result<PublicKey> {
    let pair = Ed25519KeyPair::from_pkcs8(key.expose_secret())
        .map_err(|_| Error::fault("the signing key is no Ed25519 key"))?;
    let bytes = pair.public_key().as_ref();
    let x = URL_SAFE_NO_PAD.encode(bytes);
    let kid = URL_SAFE_NO_PAD.encode(&Sha256::digest(bytes)[..12]);
    Ok(PublicKey { kid, checking: DecodingKey::from_ed_components(&x).map_err(Error::fault)?, x })
}

/// Where keys come from, and when that was last looked at, for signing and for an unknown key.
struct Source {
    file: PathBuf,
    looked: [Mutex<Option<Instant>>; 2],
}

/// Signs and checks the local provider's tokens.
#[derive(Clone)]
pub struct Tokens {
    issuer: Arc<str>,
    keys: Arc<RwLock<Arc<Keys>>>,
    source: Option<Arc<Source>>,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("issuer", &self.issuer).field("kid", &self.keys().kid).finish_non_exhaustive()
    }
}

impl Tokens {
    /// From one Ed25519 key (PKCS #8 DER).
    ///
    /// # Errors
    /// A fault when the key cannot be read.
    pub fn new(issuer: &str, key: &SecretSlice<u8>) -> Result<Self> {
        let keys = Arc::new(RwLock::new(Arc::new(Keys::new(key, None)?)));
        Ok(Self { issuer: Arc::from(issuer), keys, source: None })
    }

    /// From the secrets of `file`, which is looked at again from time to time: a rotation needs no restart.
    ///
    /// # Errors
    /// A fault when a key cannot be read.
    pub fn of_file(issuer: &str, secrets: &Secrets, file: &Path) -> Result<Self> {
        let keys = Arc::new(RwLock::new(Arc::new(Keys::of(secrets)?)));
        let source = Source { file: file.to_owned(), looked: [Mutex::new(None), Mutex::new(None)] };
        Ok(Self { issuer: Arc::from(issuer), keys, source: Some(Arc::new(source)) })
    }

    /// An access token for `subject`, good for 15 minutes, of no session.
    ///
    /// # Errors
    /// A fault when it cannot be signed.
    pub fn access(&self, subject: &str, now: DateTime<Utc>) -> Result<String> {
        self.sign(subject, None, now)
    }

    /// An access token of a session, good for 15 minutes or until the session ends.
    ///
    /// # Errors
    /// A fault when it cannot be signed.
    pub fn access_of(&self, subject: &str, session: SessionId, now: DateTime<Utc>) -> Result<String> {
        self.sign(subject, Some(session.0.simple().to_string()), now)
    }

    /// What a bearer token says, if all of it stands.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`.
    pub fn check(&self, token: &str) -> Result<Bearer> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|_| Error::Unauthenticated("the token cannot be read"))?;
        if header.alg != Algorithm::EdDSA {
            return Err(Error::Unauthenticated("the token's algorithm is not allowed"));
        }
        let kid = header.kid.ok_or(Error::Unauthenticated("the token names no key"))?;
        let mut keys = self.keys();
        if !keys.public.iter().any(|key| key.kid == kid) {
            self.look(1);
            keys = self.keys();
        }
        let key = keys
            .public
            .iter()
            .find(|key| key.kid == kid)
            .ok_or(Error::Unauthenticated("the token's key is unknown"))?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&*self.issuer]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        rules.validate_nbf = true;
        rules.leeway = SKEW_S;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.checking, &rules)
            .map_err(|_| Error::Unauthenticated("the token does not stand"))?
            .claims;
        if claims.token_use != "access" {
            return Err(Error::Unauthenticated("this is no access token"));
        }
        Ok(Bearer { issuer: claims.iss, subject: claims.sub, mark: claims.sid })
    }

    /// The public keys, as `/.well-known/jwks.json` shows them: the present one first, then the one before.
    #[must_use]
    pub fn jwks(&self) -> Value {
        self.look(0);
        let keys: Vec<Value> = self
            .keys()
            .public
            .iter()
            .map(|key| json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": key.x }))
            .collect();
        json!({ "keys": keys })
    }

    fn sign(&self, subject: &str, session: Option<String>, now: DateTime<Utc>) -> Result<String> {
        self.look(0);
        let claims = Claims {
            iss: self.issuer.to_string(),
            sub: subject.to_owned(),
            aud: AUDIENCE.to_owned(),
            exp: (now + ACCESS_LIFE).timestamp(),
            nbf: now.timestamp(),
            iat: now.timestamp(),
            token_use: "access".to_owned(),
            sid: session,
        };
        let keys = self.keys();
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(keys.kid.clone());
        jsonwebtoken::encode(&header, &claims, &keys.signing).map_err(Error::fault)
    }

    fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the secrets file again, unless it was read a moment ago for the same `cause`. A small file, once a minute.
    fn look(&self, cause: usize) {
        let Some((source, looked)) = self.source.as_ref().and_then(|s| Some((s, s.looked.get(cause)?))) else { return };
        {
            let mut at = looked.lock().unwrap_or_else(PoisonError::into_inner);
            if at.is_some_and(|at| at.elapsed() < LOOK) {
                return;
            }
            *at = Some(Instant::now());
        }
        match Secrets::load(&source.file, false).and_then(|secrets| Keys::of(&secrets)) {
            Ok(keys) => *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys),
            Err(error) => tracing::error!(%error, "the secrets file cannot be read again; the keys stay as they are"),
        }
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
        assert_eq!(ours.check(&ours.access("a", now()).unwrap()).unwrap().subject, "a");
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
            header.kid = Some(ours.keys().kid.clone());
            jsonwebtoken::encode(&header, claims, &ours.keys().signing).unwrap()
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
        hs.kid = Some(ours.keys().kid.clone());
        let confused = EncodingKey::from_secret(&URL_SAFE_NO_PAD.decode(&ours.keys().public[0].x).unwrap());
        assert!(
            ours.check(&jsonwebtoken::encode(&hs, &claims(|_| {}), &confused).unwrap()).is_err(),
            "HS256 by the public key"
        );
        let good = ours.access("a", now()).unwrap();
        let payload = good.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "kid": ours.keys().kid }).to_string());
        assert!(ours.check(&format!("{none}.{payload}.")).is_err(), "alg none");
    }
}
