//! Pictures: how they come in, and how they are shown.

mod aws;
mod kept;
mod refused;
mod shown;
pub(crate) mod uploads;
