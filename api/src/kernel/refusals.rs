//! Refusals gathered field by field, so that a caller is told all of them at once.

use super::error::{Error, ErrorCode, FieldError, Result};
use super::text::Bilingual;

/// What has been refused so far.
#[derive(Debug, Default)]
pub struct Refusals(Vec<FieldError>);

impl Refusals {
    /// The value of a check; its refusal is kept for later, and the check goes on.
    ///
    /// # Errors
    /// Every kind but `Invalid`, which ends the check.
    pub fn gather<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(mut errors)) => {
                self.0.append(&mut errors);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// One refusal more, of the field at `path`.
    pub fn add(&mut self, path: &str, code: ErrorCode, ar: &str, en: &str) {
        self.push(path, code, Bilingual::new(ar, en));
    }

    /// The same with a message that was put together.
    pub fn push(&mut self, path: &str, code: ErrorCode, message: Bilingual) {
        self.0.push(FieldError::new(path, code, message));
    }

    /// Whether nothing was refused yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The end of the check.
    ///
    /// # Errors
    /// `Invalid` with everything that was refused.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }

    /// What was refused, for a caller who tells it otherwise.
    #[must_use]
    pub fn into_errors(self) -> Vec<FieldError> {
        self.0
    }
}

impl From<Refusals> for Error {
    fn from(refusals: Refusals) -> Self {
        Self::Invalid(refusals.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_told_and_another_error_ends_the_check() {
        let mut refusals = Refusals::default();
        assert_eq!(refusals.gather(Ok(1)).ok(), Some(Some(1)));
        let refused: Result<()> = Err(Error::invalid("a", ErrorCode::Required, Bilingual::new("", "")));
        assert_eq!(refusals.gather(refused).ok(), Some(None));
        refusals.add("b", ErrorCode::Invalid, "", "");
        assert!(refusals.gather::<()>(Err(Error::Forbidden)).is_err());
        assert!(matches!(refusals.finish(), Err(Error::Invalid(errors)) if errors.len() == 2));
        assert!(Refusals::default().finish().is_ok());
    }
}
