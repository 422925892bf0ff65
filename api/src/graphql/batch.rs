//! What the rows of one page are asked for together.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use tokio::sync::OnceCell;

use crate::kernel::error::Result;

/// What the rows of one page have in other tables, by the keys that lead there. It is read in one statement for all of them
/// when the first of them is asked for it, and not at all if none is.
#[derive(Debug)]
pub struct Batch<K, V>(Arc<Inner<K, V>>);

#[derive(Debug)]
struct Inner<K, V> {
    keys: Vec<K>,
    values: OnceCell<HashMap<K, V>>,
}

impl<K, V> Clone for Batch<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Ord + Hash, V: Clone> Batch<K, V> {
    /// Of all rows with these keys.
    #[must_use]
    pub fn of(keys: impl IntoIterator<Item = K>) -> Self {
        let mut keys: Vec<K> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        Self(Arc::new(Inner { keys, values: OnceCell::new() }))
    }

    /// What has to be read.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        &self.0.keys
    }

    /// What stands behind `key`; `read` brings it for all keys, if nobody has yet.
    ///
    /// # Errors
    /// Those of `read`.
    pub async fn get(&self, key: &K, read: impl Future<Output = Result<HashMap<K, V>>>) -> Result<Option<V>> {
        Ok(self.0.values.get_or_try_init(|| read).await?.get(key).cloned())
    }
}
