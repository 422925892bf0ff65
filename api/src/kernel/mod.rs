//! What every room stands on: who asks, the database, errors, money, time, audit, jobs. Knows no room.

pub mod audit;
pub mod clock;
pub mod contact;
pub mod db;
pub mod error;
pub mod event;
pub mod job;
pub mod keyset;
pub mod latin;
pub mod locale;
pub mod money;
pub mod pace;
pub mod page;
pub mod permission;
pub mod refusals;
pub mod scope;
pub mod sealed;
pub mod signed;
pub mod text;
pub mod ticket;
