//! A file on its way: batches of rows, each a short read of its own with the reader's right asked for anew, up to the
//! moment at which the download began.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use entity::ids::TenantId;

use super::{
    list::{List, Wanted},
    rows::Pen,
    sheet,
};
use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        keyset::Keys,
        pace::{Pace, Verdict},
        page::{Direction, PageRequest},
        permission::Permission,
        scope::{Actor, Scope},
    },
    storefront,
};

/// Rows of one read.
const BATCH: u64 = 2_000;
/// Downloads of one tenant at once.
const OF_A_TENANT: usize = 2;
/// Downloads of one process at once.
const OF_A_PROCESS: usize = 8;
/// Seconds after which a refused download may be tried again.
const TRY_AGAIN_S: u64 = 5;
/// How long a reader may take nothing before its place is somebody else's.
const PATIENCE: Duration = Duration::from_secs(60);

/// The downloads under way in this process.
#[derive(Debug, Clone)]
pub struct Slots {
    taken: Arc<Mutex<HashMap<TenantId, usize>>>,
    patience: Duration,
}

impl Default for Slots {
    fn default() -> Self {
        Self::with_patience(PATIENCE)
    }
}

/// A place among the downloads under way, given back when dropped.
#[derive(Debug)]
pub struct Slot {
    slots: Slots,
    tenant: TenantId,
}

impl Slots {
    /// Places of readers who are waited for so long, where a minute is not right.
    #[must_use]
    pub fn with_patience(patience: Duration) -> Self {
        Self { taken: Arc::default(), patience }
    }

    /// A place for a download of `tenant`; a refusal is noted in the request's `pace`.
    ///
    /// # Errors
    /// `RATE_LIMITED` when two of the tenant or eight of the process are under way.
    pub fn take(&self, tenant: TenantId, pace: &Pace) -> Result<Slot> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&tenant).copied().unwrap_or(0);
        let is_full = taken.values().sum::<usize>() >= OF_A_PROCESS;
        if own >= OF_A_TENANT || is_full {
            let most = if own >= OF_A_TENANT { OF_A_TENANT } else { OF_A_PROCESS };
            pace.note(Verdict {
                allowed: false,
                limit: u32::try_from(most).unwrap_or(u32::MAX),
                remaining: 0,
                reset_s: TRY_AGAIN_S,
                retry_after_s: TRY_AGAIN_S,
            });
            return Err(Error::RateLimited { retry_after_s: TRY_AGAIN_S });
        }
        taken.insert(tenant, own + 1);
        Ok(Slot { slots: self.clone(), tenant })
    }
}

impl Slot {
    /// How long its reader is waited for.
    pub(super) fn patience(&self) -> Duration {
        self.slots.patience
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.tenant) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.tenant);
            }
        }
    }
}

/// A file on its way.
#[derive(Debug)]
pub struct Download {
    scope: Scope,
    list: List,
    pen: Pen,
    /// `orders-dukkan-2026-11-23.csv`.
    name: String,
    from: Option<Keys>,
    begun: bool,
    done: bool,
    rows: u64,
}

impl Download {
    /// A file of what is wanted, as it is at `now`.
    ///
    /// # Errors
    /// `BAD_INPUT` for a search or filter that cannot be read; `FORBIDDEN` and the like; `UNAVAILABLE`.
    pub(super) async fn begin(app: &App, scope: Scope, wanted: Wanted) -> Result<Self> {
        let now = app.clock.now();
        let file = wanted.kind().file();
        let list = List::new(wanted, Some(now))?;
        let read = app.db.read(&scope, Permission::ExportData).await?;
        list.admit(&read)?;
        let (tenant, _) = storefront::service::terms(&read).await?;
        let pen = Pen { zone: tenant.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC), locale: scope.locale() };
        let day = now.with_timezone(&pen.zone).date_naive();
        let name = format!("{file}-{}-{day}.csv", tenant.slug);
        Ok(Self { scope, list, pen, name, from: None, begun: false, done: false, rows: 0 })
    }

    /// Whose file.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.scope.tenant()
    }

    /// Who reads it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.scope.actor()
    }

    /// What the browser calls the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The next piece of the file; None at its end.
    ///
    /// # Errors
    /// `FORBIDDEN` when the reader lost the right meanwhile, `TENANT_SUSPENDED`, `UNAVAILABLE`: the file must then be
    /// broken off, never ended.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let request = PageRequest { size: BATCH, direction: Direction::Forward, from: self.from.take() };
        let mut lines = Vec::new();
        if !self.begun {
            self.begun = true;
            lines.push(self.list.heads(self.pen));
        }
        let first = lines.len();
        let read = app.db.read(&self.scope, Permission::ExportData).await?;
        let batch = self.list.batch(read, &request, self.pen).await?;
        self.done = batch.next.is_none();
        self.from = batch.next;
        self.rows += u64::try_from(batch.lines.len()).unwrap_or(u64::MAX);
        lines.extend(batch.lines);
        let mut bytes = sheet::lines(lines)?;
        if first == 1 {
            bytes.splice(0..0, sheet::MARK.bytes());
        }
        Ok(Some(bytes))
    }

    /// Lines written so far, without the heading.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }
}

/// How many rows a file would have, up to the cap; refuses what could not be downloaded.
///
/// # Errors
/// `BAD_INPUT` for a search or filter that cannot be read; `FORBIDDEN`; `UNAVAILABLE`.
pub(super) async fn count(app: &App, scope: &Scope, wanted: Wanted) -> Result<u64> {
    let list = List::new(wanted, None)?;
    let read = app.db.read(scope, Permission::ExportData).await?;
    list.count(&read).await
}
