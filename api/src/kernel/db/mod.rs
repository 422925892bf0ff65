//! The only way to the database. Pools are private to this folder; a room gets a transaction that is already
//! bound to its tenant, or nothing.
//!
//! A query without a tenant does not compile:
//! ```compile_fail
//! use sea_orm::EntityTrait;
//! async fn leak(db: &api::kernel::db::Db) {
//!     let _ = entity::orders::Entity::find().all(db).await;
//! }
//! ```
//! nor does one that takes the pool out of its place:
//! ```compile_fail
//! fn leak(db: &api::kernel::db::Db) -> &sqlx::PgPool {
//!     &db.tenant
//! }
//! ```
//! nor a connection type of one's own, since `TenantConn` is sealed:
//! ```compile_fail
//! struct Mine;
//! impl api::kernel::db::TenantConn for Mine {
//!     fn tenant(&self) -> entity::ids::TenantId { unimplemented!() }
//! }
//! ```
//! nor does a tenant's query in a person's read, which is bound to no tenant:
//! ```compile_fail
//! fn needs_a_tenant(_: &impl api::kernel::db::TenantConn) {}
//! fn leak(read: &api::kernel::db::UserRead) {
//!     needs_a_tenant(read);
//! }
//! ```
//! while the same query in a bound read does:
//! ```
//! use sea_orm::EntityTrait;
//! async fn fine(read: &api::kernel::db::TenantRead) {
//!     let _ = entity::orders::Entity::find().all(read).await;
//! }
//! ```

mod addresses;
mod changes;
mod check;
mod connection;
mod identity;
mod lazy;
mod platform;
mod pool;
mod pools;
mod statement;
mod tenant;
mod user;
mod worker;

pub use addresses::AddressBook;
pub use identity::{IdentityTx, OnBehalf};
pub use lazy::LazyRead;
pub use platform::{PlatformTask, PlatformTx};
pub use pool::PoolSize;
pub use pools::{Db, DbUrls, TenantAddress};
pub use statement::{returned, sql};
pub use tenant::{TenantConn, TenantRead, TenantTx};
pub use user::UserRead;
pub use worker::OutboxRelay;
