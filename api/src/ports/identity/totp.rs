//! Codes of an authenticator app (RFC 6238: six digits, thirty seconds, SHA-1, which is what all apps speak). A code is told
//! with its step, so that whoever asks can refuse a step that was used before.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use totp_rs::{Builder, Secret, Totp};

use crate::kernel::error::{Error, Result};

/// Bytes of a secret: as long as the hash (RFC 4226 recommends it).
const SECRET_BYTES: usize = 20;
/// Digits of a code.
pub const DIGITS: usize = 6;

/// A new secret, as base32 without padding: what a person types who cannot scan.
#[must_use]
pub fn new_secret() -> SecretString {
    let bytes: [u8; SECRET_BYTES] = rand::random();
    Secret::from(bytes.to_vec()).to_base32().into()
}

/// The step of a code that is right `now`, one step of thirty seconds early or late allowed.
///
/// # Errors
/// A fault when the secret cannot be read.
pub fn step(secret: &SecretString, code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let seconds = u64::try_from(now.timestamp()).map_err(Error::fault)?;
    totp(secret)?.check(code, seconds).map(|step| i64::try_from(step).map_err(Error::fault)).transpose()
}

/// The code that an authenticator shows at `now`.
///
/// # Errors
/// A fault when the secret cannot be read.
pub fn code(secret: &SecretString, now: DateTime<Utc>) -> Result<String> {
    Ok(totp(secret)?.generate(u64::try_from(now.timestamp()).map_err(Error::fault)?).to_string())
}

fn totp(secret: &SecretString) -> Result<Totp> {
    let secret =
        Secret::try_from_base32(secret.expose_secret()).map_err(|_| Error::fault("no authenticator's secret"))?;
    Builder::new().with_secret(secret).build().map_err(|e| Error::fault(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn a_code_is_the_one_of_the_standard() {
        // RFC 6238, appendix B: "12345678901234567890", the last six of its eight digits.
        let secret = SecretString::from("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (second, expected) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code(&secret, at(second)).unwrap(), expected);
            assert_eq!(step(&secret, expected, at(second)).unwrap(), Some(second / 30));
        }
    }

    #[test]
    fn a_code_is_right_one_step_early_or_late_and_no_longer() {
        let (secret, now) = (new_secret(), at(1_800_000_000));
        let shown = code(&secret, now).unwrap();
        let right = |offset: i64| step(&secret, &shown, at(1_800_000_000 + offset)).unwrap();
        assert_eq!((right(-30), right(0), right(59)), (Some(60_000_000), Some(60_000_000), Some(60_000_000)));
        assert_eq!((right(-31), right(60)), (None, None));
        for bad in ["", "12345", "1234567", "12a456", "+12345", " 12345"] {
            assert_eq!(step(&secret, bad, now).unwrap(), None, "{bad}");
        }
        assert_ne!(new_secret().expose_secret(), secret.expose_secret());
    }
}
