//! Sadu: a storefront for every small shop and charity of the Gulf, all served by one program.
//!
//! `app` puts the parts together; ARCHITECTURE.md is the map.

pub mod app;
pub mod attribution;
pub mod audit_log;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod dashboard;
pub mod dev;
pub mod donations;
pub mod exports;
pub mod graphql;
pub mod http;
pub mod identity;
pub mod inbox;
pub mod jobs;
pub mod kernel;
pub mod keys;
pub mod letters;
pub mod media;
pub mod members;
pub mod notifications;
pub mod orders;
pub mod platform;
pub mod pledges;
pub mod ports;
pub mod proof;
pub mod roles;
pub mod schema;
pub mod seed;
pub mod storefront;
pub mod submissions;
pub mod tenants;
