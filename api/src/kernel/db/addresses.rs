//! Which tenant a host leads to, at most one second old; up to a minute old while the database is away.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;

use super::pools::{Db, TenantAddress};
use crate::kernel::error::{Error, Result};

const FRESH_FOR: Duration = Duration::from_secs(1);
const STALE_FOR: Duration = Duration::from_secs(60);
/// How long a known answer waits for a newer one.
const PATIENCE: Duration = Duration::from_millis(500);
const CAPACITY: u64 = 20_000;

type Found = Option<Arc<TenantAddress>>;

/// The look-ups of the last minute.
#[derive(Debug, Clone)]
pub struct AddressBook {
    /// With whether the database said so; a stale answer must not make itself young again.
    fresh: Cache<String, (Found, bool)>,
    last_good: Cache<String, Found>,
}

impl Default for AddressBook {
    fn default() -> Self {
        Self {
            fresh: Cache::builder().max_capacity(CAPACITY).time_to_live(FRESH_FOR).build(),
            last_good: Cache::builder().max_capacity(CAPACITY).time_to_live(STALE_FOR).build(),
        }
    }
}

impl AddressBook {
    /// The tenant that `slug` (lower case) leads to; one look-up at a time for each slug. What was known within the last
    /// minute is not waited for longer than a moment.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away and the slug was not asked for within the last minute.
    pub async fn find(&self, db: &Db, slug: &str) -> Result<Found> {
        let look_up = async { db.tenant_by_slug(slug).await.map(|found| (found.map(Arc::new), true)) };
        let asked = self.fresh.try_get_with_by_ref(slug, look_up);
        let Some(known) = self.last_good.get(slug).await else {
            let (found, _) = asked.await.map_err(Error::unavailable)?;
            self.last_good.insert(slug.to_owned(), found.clone()).await;
            return Ok(found);
        };
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok((found, is_good))) => {
                if is_good {
                    self.last_good.insert(slug.to_owned(), found.clone()).await;
                }
                Ok(found)
            }
            _ => {
                // The next requests of this second need not wait too.
                self.fresh.insert(slug.to_owned(), (known.clone(), false)).await;
                Ok(known)
            }
        }
    }

    /// Forgets everything, after this process has suspended or renamed a tenant.
    pub fn forget(&self) {
        self.fresh.invalidate_all();
        self.last_good.invalidate_all();
    }
}
