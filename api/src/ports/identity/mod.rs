//! Who signs people in: the local provider. Its access tokens, refresh tokens and passwords, and how fast one may guess.

pub mod attempts;
pub mod passwords;
pub mod refresh;
pub mod tokens;
