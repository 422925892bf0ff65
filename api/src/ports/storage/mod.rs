//! The object store as this program needs it: a few verbs on keys, and addresses that let a browser do one of them.
//!
//! It answers for what a caller may expect of any store. Which store that is stands in [`S3Store`]; nobody here writes
//! to a log, since the caller knows whether a failure matters.
mod s3;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

pub use s3::{S3Credentials, S3Settings, S3Store};

/// The largest object that is read into memory (uploads are held to 10 MiB by their signature).
pub const MAX_OBJECT_BYTES: u64 = 32 * 1024 * 1024;

/// Why the object store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is no object under this key.
    #[error("no object under this key")]
    NotFound,
    /// The store cannot be reached, is overloaded, or failed: worth another try later.
    #[error("the object store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store, or this port, says no, and will again.
    #[error("the object store refused: {0}")]
    Refused(String),
}

/// An object with its bytes.
#[derive(Debug, Clone)]
pub struct Object {
    /// What was stored.
    pub bytes: Bytes,
    /// The type it was stored with.
    pub content_type: String,
}

/// An object without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectHead {
    /// The type it was stored with.
    pub content_type: String,
    /// Its length.
    pub byte_size: u64,
}

/// One line of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedObject {
    /// Its key.
    pub key: String,
    /// Its length.
    pub byte_size: u64,
}

/// One page of a listing, ordered by key.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// At most 1,000 objects.
    pub objects: Vec<ListedObject>,
    /// Where to go on (`after` of the next call), if there is more.
    pub next: Option<String>,
}

/// An address to which a browser may PUT one object, with the headers it must send along.
#[derive(Debug, Clone)]
pub struct PresignedPut {
    /// Where to.
    pub url: String,
    /// `content-type` and whatever else was signed, apart from those a browser sets itself (`host`, `content-length`).
    pub headers: Vec<(String, String)>,
}

/// A store of objects under keys. Keys look like `{tenant}/{asset}/{file}`: no empty, `.` or `..` parts.
#[async_trait]
pub trait ObjectStore: std::fmt::Debug + Send + Sync + 'static {
    /// Stores an object, over what was there.
    async fn put(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<(), StorageError>;

    /// Reads an object of at most [`MAX_OBJECT_BYTES`].
    async fn get(&self, key: &str) -> Result<Object, StorageError>;

    /// Type and length of an object.
    async fn head(&self, key: &str) -> Result<ObjectHead, StorageError>;

    /// Deletes an object; one that is not there is deleted already.
    async fn delete(&self, key: &str) -> Result<(), StorageError>;

    /// The objects whose keys begin with `prefix` and come after the key `after`.
    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Listing, StorageError>;

    /// Lets somebody PUT exactly `byte_size` bytes of this type under this key, for a while.
    async fn presign_put(
        &self,
        key: &str,
        content_type: &str,
        byte_size: u64,
        expires: Duration,
    ) -> Result<PresignedPut, StorageError>;

    /// Lets somebody GET this object, for a while.
    async fn presign_get(&self, key: &str, expires: Duration) -> Result<String, StorageError>;

    /// Whether the bucket can be reached. For a probe, not for a request.
    async fn ping(&self) -> Result<(), StorageError>;
}

#[cfg(test)]
mod tests;
