//! A user pool of the emulator, made as the infrastructure's template makes it: addresses are user names, an app client has
//! a secret, and nobody is told whether an account exists.

use api::config::{Config, IdentityKind};
use harness::emulators::{Ministack, REGION, ministack};
use serde_json::{Value, json};

/// A pool with one app client.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    pub(super) id: String,
    pub(super) client_id: String,
    client_secret: String,
    /// Where the settings say the keys are.
    pub(super) jwks_url: String,
    aws: &'static Ministack,
}

impl Pool {
    pub(super) async fn make() -> Self {
        let aws = ministack().await;
        let pool = aws
            .cognito(
                "CreateUserPool",
                json!({
                    "PoolName": "sadu", "UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
                    "UsernameConfiguration": { "CaseSensitive": false },
                    "Policies": { "PasswordPolicy": { "MinimumLength": 12, "RequireUppercase": false, "RequireLowercase": false,
                                                      "RequireNumbers": false, "RequireSymbols": false } },
                }),
            )
            .await;
        let id = pool["UserPool"]["Id"].as_str().expect("a pool").to_owned();
        aws.cognito(
            "SetUserPoolMfaConfig",
            json!({ "UserPoolId": id, "MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": { "Enabled": true } }),
        )
        .await;
        let client = Self::client(&id).await;
        let part = |name: &str| client["UserPoolClient"][name].as_str().expect("a client").to_owned();
        let jwks_url = format!("{}/{id}/.well-known/jwks.json", aws.endpoint);
        Self { client_id: part("ClientId"), client_secret: part("ClientSecret"), jwks_url, id, aws }
    }

    async fn client(pool: &str) -> Value {
        let flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
        let wanted = json!({ "UserPoolId": pool, "ClientName": "sadu", "GenerateSecret": true, "ExplicitAuthFlows": flows,
                             "PreventUserExistenceErrors": "ENABLED" });
        ministack().await.cognito("CreateUserPoolClient", wanted).await
    }

    /// The same pool through another app client.
    pub(super) async fn another_client(&self) -> Self {
        let client = Self::client(&self.id).await;
        let part = |name: &str| client["UserPoolClient"][name].as_str().expect("a client").to_owned();
        Self { client_id: part("ClientId"), client_secret: part("ClientSecret"), ..self.clone() }
    }

    /// The id token of somebody of this pool, as Cognito hands it out beside the access token.
    pub(super) async fn id_token(&self, email: &str, password: &str) -> String {
        use base64::Engine;
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, self.client_secret.as_bytes());
        let tag = aws_lc_rs::hmac::sign(&key, format!("{email}{}", self.client_id).as_bytes());
        let hash = base64::engine::general_purpose::STANDARD.encode(tag.as_ref());
        let wanted = json!({ "ClientId": self.client_id, "AuthFlow": "USER_PASSWORD_AUTH",
                             "AuthParameters": { "USERNAME": email, "PASSWORD": password, "SECRET_HASH": hash } });
        let answer = ministack().await.cognito("InitiateAuth", wanted).await;
        answer["AuthenticationResult"]["IdToken"].as_str().expect("an id token").to_owned()
    }

    pub(super) fn issuer(&self) -> String {
        format!("https://cognito-idp.{REGION}.amazonaws.com/{}", self.id)
    }

    /// Makes it an application's provider.
    pub(super) fn settings(&self) -> impl FnOnce(&mut Config) + Send + use<> {
        let (pool, issuer) = (self.clone(), self.issuer());
        move |config| {
            let aws = pool.aws;
            config.identity = IdentityKind::Cognito;
            config.identity_issuer = Some(issuer);
            config.identity_jwks_url = Some(pool.jwks_url);
            config.identity_pool_id = Some(pool.id);
            config.identity_client_id = Some(pool.client_id);
            config.identity_client_secret = Some(pool.client_secret.into());
            config.identity_endpoint = Some(aws.endpoint.clone());
            config.identity_access_key_id = Some(aws.access_key.clone().into());
            config.identity_secret_access_key = Some(aws.secret_key.clone().into());
        }
    }
}
