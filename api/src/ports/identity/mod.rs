//! Who signs people in: the port (`provider`), and what stands in front of every provider or belongs to the local one:
//! access tokens, refresh tokens, passwords, and how fast one may guess.

pub mod attempts;
mod bearer;
pub mod check;
pub mod cognito;
pub mod local;
pub mod passwords;
pub mod provider;
pub mod refresh;
pub mod tokens;
pub mod totp;
