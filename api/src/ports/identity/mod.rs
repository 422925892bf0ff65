//! Who signs people in. The local provider's tokens stand here; its sign-up and log-in come with the identity room.

pub mod tokens;
