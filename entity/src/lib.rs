//! Rows as the database keeps them, one folder a room. No rules, no GraphQL: `api` publishes types of its own.

pub mod audit_log;
pub mod catalog;
pub mod donations;
pub mod ids;
pub mod inbox;
pub mod media;
pub mod members;
pub mod notifications;
pub mod orders;
pub mod pledges;
pub mod storefront;
pub mod submissions;
pub mod tenants;
pub mod text;
