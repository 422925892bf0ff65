//! What a provider's refusals are called in the program's own words.

use super::rules;
use crate::{
    kernel::{
        error::{Error, ErrorCode},
        text::Bilingual,
    },
    ports::identity::provider::Refusal,
};

/// What a provider's refusal is called here; a wrong or weak thing is told beside `field`.
pub(super) fn told(refusal: Refusal, field: &str) -> Error {
    match refusal {
        Refusal::Credentials | Refusal::Unconfirmed => Error::Unauthenticated("wrong address or password"),
        Refusal::Over => Error::Unauthenticated("the session is over"),
        Refusal::Code => rules::wrong_code(field),
        Refusal::WeakPassword => {
            let message = Bilingual::new("كلمة المرور ضعيفة", "The password is too weak");
            Error::invalid("password", ErrorCode::Invalid, message)
        }
        Refusal::TooMany => Error::RateLimited { retry_after_s: 60 },
        Refusal::Failed(error) => error,
    }
}
