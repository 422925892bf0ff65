//! Whether a bearer token stands: by our own keys, or by those that another issuer publishes.
//!
//! Another issuer's keys are fetched when they are first needed, again when a token names an unknown one (at most once a
//! minute, whoever sends such tokens), and once an hour, so that a key taken back is forgotten.

use std::{collections::HashMap, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::RwLock;

pub use super::bearer::Bearer;
use super::tokens::{SKEW_S, Tokens};
use crate::kernel::error::{Error, Result};

/// How long keys are believed without a look at the issuer.
const BELIEVED: TimeDelta = TimeDelta::hours(1);
/// How often the issuer is asked for a key that nobody knows.
const ASKED: TimeDelta = TimeDelta::minutes(1);
/// How soon it is asked again while there are no keys at all.
const WITHOUT_KEYS: TimeDelta = TimeDelta::seconds(2);
/// How long an answer may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
/// How long an answer may be.
const LONGEST_ANSWER: usize = 256 * 1024;

/// The one issuer whose tokens are believed.
#[derive(Debug, Clone)]
pub enum TokenCheck {
    /// Ourselves.
    Own(Tokens),
    /// Somebody who publishes keys.
    Published(Arc<Published>),
}

impl TokenCheck {
    /// Whom a token speaks for, if all of it stands.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`; `UNAVAILABLE` when another issuer's keys cannot be had.
    pub async fn check(&self, token: &str, now: DateTime<Utc>) -> Result<Bearer> {
        match self {
            Self::Own(tokens) => tokens.check(token),
            Self::Published(issuer) => issuer.check(token, now).await,
        }
    }
}

/// What is believed of another issuer.
#[derive(Debug, Clone)]
pub struct IssuerSettings {
    /// The tokens' `iss`.
    pub issuer: String,
    /// Where its keys are; need not lie below the issuer.
    pub jwks_url: String,
    /// The tokens' `client_id` or `aud`.
    pub client_id: String,
    /// Signatures that are looked at, all of public keys.
    pub algorithms: Vec<Algorithm>,
}

#[derive(Default)]
struct Known {
    keys: HashMap<String, (DecodingKey, Algorithm)>,
    fetched_at: Option<DateTime<Utc>>,
    asked_at: Option<DateTime<Utc>>,
}

/// An issuer who publishes keys.
pub struct Published {
    settings: IssuerSettings,
    http: reqwest::Client,
    known: RwLock<Known>,
}

impl std::fmt::Debug for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Published").field("settings", &self.settings).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    #[serde(default)]
    aud: Option<serde_json::Value>,
    #[serde(default)]
    client_id: Option<String>,
    #[serde(default)]
    token_use: Option<String>,
    #[serde(default)]
    origin_jti: Option<String>,
}

impl Published {
    /// Asks nobody anything yet.
    ///
    /// # Errors
    /// A fault when an algorithm is not one of public keys.
    pub fn new(settings: IssuerSettings) -> Result<Self> {
        let allowed = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];
        if settings.algorithms.is_empty() || settings.algorithms.iter().any(|one| !allowed.contains(one)) {
            return Err(Error::fault("only RS256, ES256 and EdDSA are believed"));
        }
        // A redirect would let the issuer's address lead anywhere.
        let http = reqwest::Client::builder()
            .timeout(ANSWER_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(Error::fault)?;
        Ok(Self { settings, http, known: RwLock::default() })
    }

    /// Whom a token speaks for, if all of it stands.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`; `UNAVAILABLE` when the keys cannot be had.
    pub async fn check(&self, token: &str, now: DateTime<Utc>) -> Result<Bearer> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|_| Error::Unauthenticated("the token cannot be read"))?;
        if !self.settings.algorithms.contains(&header.alg) {
            return Err(Error::Unauthenticated("the token's algorithm is not allowed"));
        }
        let kid = header.kid.ok_or(Error::Unauthenticated("the token names no key"))?;
        let (key, algorithm) =
            self.key(&kid, now).await?.ok_or(Error::Unauthenticated("the token's key is unknown"))?;
        if algorithm != header.alg {
            return Err(Error::Unauthenticated("the token's algorithm is not its key's"));
        }
        let mut rules = Validation::new(algorithm);
        rules.set_issuer(&[&self.settings.issuer]);
        rules.set_required_spec_claims(&["exp", "iss", "sub"]);
        rules.validate_nbf = true;
        // `aud` or `client_id`, judged below.
        rules.validate_aud = false;
        rules.leeway = SKEW_S;
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules)
            .map_err(|_| Error::Unauthenticated("the token does not stand"))?
            .claims;
        if !is_for(&claims, &self.settings.client_id) {
            return Err(Error::Unauthenticated("the token is not for us"));
        }
        if claims.token_use.as_deref() != Some("access") {
            return Err(Error::Unauthenticated("this is no access token"));
        }
        Ok(Bearer { issuer: claims.iss, subject: claims.sub, mark: claims.origin_jti })
    }

    async fn key(&self, kid: &str, now: DateTime<Utc>) -> Result<Option<(DecodingKey, Algorithm)>> {
        {
            let known = self.known.read().await;
            if !is_due(&known, kid, now) {
                return found(&known, kid);
            }
        }
        // One asks; whoever waits here finds what it brought.
        let mut known = self.known.write().await;
        if is_due(&known, kid, now) {
            known.asked_at = Some(now);
            match self.fetch().await {
                Ok(keys) => {
                    known.keys = keys;
                    known.fetched_at = Some(now);
                }
                Err(error) => {
                    metrics::counter!("sadu_jwks_failed_total").increment(1);
                    tracing::warn!(%error, "the issuer's keys could not be fetched");
                }
            }
        }
        found(&known, kid)
    }

    async fn fetch(&self) -> Result<HashMap<String, (DecodingKey, Algorithm)>> {
        let answer = self.http.get(&self.settings.jwks_url).send().await.map_err(Error::unavailable)?;
        let answer = answer.error_for_status().map_err(Error::unavailable)?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(Error::unavailable("the issuer's keys are somewhere else"));
        }
        let body = answer.bytes().await.map_err(Error::unavailable)?;
        if body.len() > LONGEST_ANSWER {
            return Err(Error::unavailable("the issuer's keys are too many"));
        }
        let set: JwkSet = serde_json::from_slice(&body).map_err(Error::unavailable)?;
        Ok(set
            .keys
            .iter()
            .filter_map(|jwk| {
                let algorithm = self.algorithm(jwk)?;
                Some((jwk.common.key_id.clone()?, (DecodingKey::from_jwk(jwk).ok()?, algorithm)))
            })
            .collect())
    }

    /// What a published key signs: what it says, or what its kind can only mean. Anything not allowed is no key.
    fn algorithm(&self, jwk: &jsonwebtoken::jwk::Jwk) -> Option<Algorithm> {
        use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, KeyAlgorithm, PublicKeyUse};
        if matches!(jwk.common.public_key_use, Some(PublicKeyUse::Encryption | PublicKeyUse::Other(_))) {
            return None;
        }
        let by_kind = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => Algorithm::ES256,
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => Algorithm::EdDSA,
            _ => return None,
        };
        let said = match jwk.common.key_algorithm {
            None => by_kind,
            Some(KeyAlgorithm::RS256) => Algorithm::RS256,
            Some(KeyAlgorithm::ES256) => Algorithm::ES256,
            Some(KeyAlgorithm::EdDSA) => Algorithm::EdDSA,
            Some(_) => return None,
        };
        (said == by_kind && self.settings.algorithms.contains(&said)).then_some(said)
    }
}

/// When a token ends that [`Published::check`] has let pass; None for what is no token of that kind.
#[must_use]
pub fn ends_at(token: &SecretString) -> Option<DateTime<Utc>> {
    #[derive(Deserialize)]
    struct Ends {
        exp: i64,
    }
    let body = token.expose_secret().split('.').nth(1)?;
    let json = URL_SAFE_NO_PAD.decode(body).ok()?;
    DateTime::from_timestamp(serde_json::from_slice::<Ends>(&json).ok()?.exp, 0)
}

fn is_due(known: &Known, kid: &str, now: DateTime<Utc>) -> bool {
    let since_asked = known.asked_at.map(|at| now - at);
    match known.fetched_at {
        None => since_asked.is_none_or(|since| since >= WITHOUT_KEYS),
        Some(fetched) => {
            let wants = !known.keys.contains_key(kid) || now - fetched >= BELIEVED;
            wants && since_asked.is_none_or(|since| since >= ASKED)
        }
    }
}

fn found(known: &Known, kid: &str) -> Result<Option<(DecodingKey, Algorithm)>> {
    if known.fetched_at.is_none() {
        return Err(Error::unavailable("the issuer's keys are not there yet"));
    }
    Ok(known.keys.get(kid).cloned())
}

fn is_for(claims: &Claims, client: &str) -> bool {
    let named = match &claims.aud {
        None => return claims.client_id.as_deref() == Some(client),
        Some(serde_json::Value::String(one)) => one == client,
        Some(serde_json::Value::Array(many)) => many.iter().any(|one| one == client),
        Some(_) => false,
    };
    named && claims.client_id.as_deref().is_none_or(|id| id == client)
}
