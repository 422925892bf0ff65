//! Which tenant a host leads to, at most one second old; up to a minute old while the database is away.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;

use super::pools::{Db, TenantAddress};
use crate::kernel::error::{Error, Result};

const FRESH_FOR: Duration = Duration::from_secs(1);
const STALE_FOR: Duration = Duration::from_secs(60);
const CAPACITY: u64 = 20_000;

type Found = Option<Arc<TenantAddress>>;

/// The look-ups of the last minute.
#[derive(Debug, Clone)]
pub struct AddressBook {
    fresh: Cache<String, Found>,
    last_good: Cache<String, Found>,
}

impl Default for AddressBook {
    fn default() -> Self {
        let cache = |life| Cache::builder().max_capacity(CAPACITY).time_to_live(life).build();
        Self { fresh: cache(FRESH_FOR), last_good: cache(STALE_FOR) }
    }
}

impl AddressBook {
    /// The tenant that `slug` (lower case) leads to; one look-up at a time for each slug.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away and the slug was not asked for within the last minute.
    pub async fn find(&self, db: &Db, slug: &str) -> Result<Found> {
        let look_up = async { db.tenant_by_slug(slug).await.map(|found| found.map(Arc::new)) };
        match self.fresh.try_get_with_by_ref(slug, look_up).await {
            Ok(found) => {
                self.last_good.insert(slug.to_owned(), found.clone()).await;
                Ok(found)
            }
            Err(error) => match self.last_good.get(slug).await {
                Some(found) => Ok(found),
                None => Err(Error::unavailable(error)),
            },
        }
    }

    /// Forgets everything, after this process has suspended or renamed a tenant.
    pub fn forget(&self) {
        self.fresh.invalidate_all();
        self.last_good.invalidate_all();
    }
}
