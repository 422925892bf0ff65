//! Whom an access token speaks for, whoever has signed it.

/// Whom a token that stands speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bearer {
    /// Who vouches.
    pub issuer: String,
    /// The issuer's name of the person.
    pub subject: String,
    /// The log-in it comes from, where the token says so.
    pub mark: Option<String>,
}
