//! What Cognito's answers mean to us: its errors as refusals, its tokens as an account and an access.

use aws_sdk_cognitoidentityprovider::{
    error::{ProvideErrorMetadata, SdkError},
    types::AuthenticationResultType,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::DateTime;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    kernel::{error::Error, text::Locale},
    ports::identity::provider::{Access, Account, Answer, Refusal},
};

/// What was asked; the same error means different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// An account; `Credentials` says that somebody has the address.
    SignUp,
    /// A letter with a code; `Credentials` says that there is nobody to send one to.
    Letter,
    /// Whether a letter's code is right.
    Code,
    /// Whether a password is right.
    LogIn,
    /// Whether an authenticator's code is right.
    Challenge,
    /// Another access token.
    Refresh,
    /// Something of somebody signed in.
    SignedIn,
    /// An administrator's act; `Credentials` says that there is no such account.
    Admin,
}

/// What an error means. Whatever would tell a known address from an unknown one is made one and the same.
pub(super) fn told<E: ProvideErrorMetadata>(error: &SdkError<E>, asked: Asked) -> Refusal {
    let Some(answer) = error.as_service_error() else { return away("no answer") };
    let code = answer.code().unwrap_or("no code");
    meaning(code, asked).unwrap_or_else(|| not_understood(code))
}

/// The meaning of one of Cognito's error codes; None for one we do not expect there.
fn meaning(code: &str, asked: Asked) -> Option<Refusal> {
    Some(match (code, asked) {
        // Of all callers together, not of one account.
        ("TooManyRequestsException" | "ThrottlingException", _) => Refusal::TooMany,
        ("InternalErrorException" | "ServiceUnavailable" | "UnexpectedLambdaException", _) => away(code),
        ("InvalidPasswordException" | "PasswordHistoryPolicyViolationException", _) => Refusal::WeakPassword,
        ("UsernameExistsException" | "AliasExistsException", Asked::SignUp) => Refusal::Credentials,
        // All of these are said of known addresses alone, so they are no more than "if there is one, it has its letter".
        (
            "UserNotFoundException"
            | "NotAuthorizedException"
            | "InvalidParameterException"
            | "LimitExceededException"
            | "UserNotConfirmedException"
            | "CodeDeliveryFailureException",
            Asked::Letter,
        ) => Refusal::Credentials,
        (
            "CodeMismatchException"
            | "ExpiredCodeException"
            | "UserNotFoundException"
            | "NotAuthorizedException"
            | "AliasExistsException"
            | "TooManyFailedAttemptsException"
            | "LimitExceededException"
            | "UserNotConfirmedException",
            Asked::Code,
        ) => Refusal::Code,
        (
            "NotAuthorizedException"
            | "UserNotFoundException"
            | "UserNotConfirmedException"
            | "PasswordResetRequiredException",
            Asked::LogIn,
        ) => Refusal::Credentials,
        ("LimitExceededException", Asked::LogIn) => Refusal::TooMany,
        ("CodeMismatchException" | "EnableSoftwareTokenMFAException" | "ExpiredCodeException", Asked::Challenge) => {
            Refusal::Code
        }
        ("NotAuthorizedException" | "UserNotFoundException", Asked::Challenge | Asked::Refresh | Asked::SignedIn) => {
            Refusal::Over
        }
        ("UserNotFoundException", Asked::Admin) => Refusal::Credentials,
        _ => return None,
    })
}

fn away(what: &str) -> Refusal {
    Refusal::Failed(Error::unavailable(format!("Cognito: {what}")))
}

/// Something no answer of ours fits to.
pub(super) fn not_understood(what: &str) -> Refusal {
    Refusal::Failed(Error::fault(format!("Cognito: {what}")))
}

#[derive(Deserialize)]
struct AccessClaims {
    exp: i64,
    #[serde(default)]
    origin_jti: Option<String>,
}

#[derive(Deserialize)]
struct IdClaims {
    sub: String,
    email: String,
    #[serde(default)]
    email_verified: Option<serde_json::Value>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    locale: Option<String>,
}

/// What the tokens of an answer say. They come from Cognito itself over its own connection, so they are read and not judged;
/// whoever shows one to us later is judged by its signature. There is no account in an answer without an id token.
pub(super) fn read_tokens(result: &AuthenticationResultType) -> Answer<(Option<Account>, Access)> {
    let token = result.access_token.clone().ok_or_else(|| not_understood("no access token"))?;
    let claims: AccessClaims = claims(&token)?;
    let expires_at = DateTime::from_timestamp(claims.exp, 0).ok_or_else(|| not_understood("an expiry out of time"))?;
    // Without it, sessions could not be told apart, and none be ended alone.
    let mark = claims.origin_jti.ok_or_else(|| not_understood("no origin_jti"))?;
    let account = result.id_token.as_deref().map(account).transpose()?;
    Ok((account, Access { token: token.into(), expires_at, mark }))
}

fn account(token: &str) -> Answer<Account> {
    let claims: IdClaims = claims(token)?;
    let is_verified = claims.email_verified.is_some_and(|said| said == true || said == "true");
    if !is_verified {
        return Err(Refusal::Unconfirmed);
    }
    Ok(Account {
        subject: claims.sub,
        email: claims.email.to_lowercase(),
        name: claims.name.unwrap_or_default(),
        locale: claims.locale.as_deref().and_then(Locale::from_tag),
    })
}

fn claims<T: DeserializeOwned>(token: &str) -> Answer<T> {
    let payload = token.split('.').nth(1).ok_or_else(|| not_understood("no token"))?;
    let bytes = URL_SAFE_NO_PAD.decode(payload).map_err(|_| not_understood("a token in another alphabet"))?;
    serde_json::from_slice(&bytes).map_err(|_| not_understood("a token without the claims we need"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(code: &str, asked: Asked) -> String {
        format!("{:?}", meaning(code, asked)).split(['(', ')']).nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn a_known_address_and_an_unknown_one_mean_the_same() {
        for (asked, known, unknown) in [
            (Asked::LogIn, ["NotAuthorizedException", "UserNotConfirmedException"], "UserNotFoundException"),
            (Asked::Code, ["CodeMismatchException", "LimitExceededException"], "UserNotFoundException"),
            (Asked::Letter, ["LimitExceededException", "InvalidParameterException"], "UserNotFoundException"),
        ] {
            for code in known {
                assert_eq!(is(code, asked), is(unknown, asked), "{asked:?} {code}");
                assert!(!is(code, asked).is_empty());
            }
        }
    }

    #[test]
    fn what_we_do_not_expect_is_a_fault_and_not_an_answer() {
        assert!(meaning("ResourceNotFoundException", Asked::LogIn).is_none());
        assert!(meaning("InvalidParameterException", Asked::LogIn).is_none());
        assert!(matches!(not_understood("x"), Refusal::Failed(Error::Fault(_))));
        assert!(matches!(away("x"), Refusal::Failed(Error::Unavailable(_))));
    }
}
