//! The outside world: one small folder a service, real implementations beside each other. No port is called while a
//! transaction is open.

pub mod identity;
pub mod mail;
pub mod redis;
pub mod secrets;
pub mod storage;
