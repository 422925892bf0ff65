//! Which job types there are and what runs them. The worker, not the job, says whose tenant it works for.

use std::{fmt, future::Future, sync::Arc};

use chrono::TimeDelta;
use entity::ids::TenantId;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    app::App,
    catalog::imports::jobs::{ApplyImport, CheckImport},
    donations,
    kernel::{
        audit::Unaudited,
        error::{Error, Result},
        event::Event,
        job::Job,
        permission::Permission,
        scope::Scope,
    },
    media::jobs::{DeleteObjects, MakeRenditions, SweepMedia},
    notifications::{
        self,
        jobs::{DeliverIdentityMail, DeliverMail, LetterSent},
    },
    orders,
    pledges::{self, jobs::MindPledges},
    submissions::jobs::{FoldFigures, announce},
};

/// How long a suspended tenant's jobs sleep before they look again.
const PARKED_FOR: TimeDelta = TimeDelta::minutes(5);

/// What the queue hands to a job: the application.
#[derive(Clone)]
struct Worker(Arc<App>);

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Worker")
    }
}

/// A job together with the tenant it was enqueued for.
#[derive(Debug, Serialize, Deserialize)]
struct Envelope<J> {
    tenant: TenantId,
    #[serde(flatten)]
    job: J,
}

/// A job that can be run.
trait Run: Job + DeserializeOwned + Send + Sync + 'static {
    fn run(self, app: &App, scope: &Scope) -> impl Future<Output = Result<()>> + Send;
}

impl<J: Run> TaskHandler for Envelope<J> {
    const IDENTIFIER: &'static str = J::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let worker = context.get_ext::<Worker>().cloned().ok_or_else(|| "no application".to_owned())?;
        let app = &*worker.0;
        let scope = Scope::job(self.tenant);
        let outcome = match is_suspended(app, &scope).await {
            Ok(true) => park(app, &scope, &self.job).await,
            Ok(false) => Run::run(self.job, app, &scope).await,
            // A tenant that is no more has no work.
            Err(Error::NotFound) => Ok(()),
            Err(error) => Err(error),
        };
        metrics::counter!("sadu_jobs_total", "task" => J::TASK, "outcome" => if outcome.is_ok() { "ok" } else { "failed" })
            .increment(1);
        outcome.map_err(|error| {
            tracing::warn!(task = J::TASK, tenant_id = %scope.tenant(), %error, "job failed");
            error.code().to_owned()
        })
    }
}

async fn is_suspended(app: &App, scope: &Scope) -> Result<bool> {
    let read = app.db.read(scope, Permission::Maintain).await?;
    Ok(!read.tenant_is_active())
}

async fn park(app: &App, scope: &Scope, job: &impl Job) -> Result<()> {
    let tx = app.db.write(scope, Permission::Maintain).await?;
    tx.enqueue(job, app.clock.now() + PARKED_FOR).await?;
    tx.commit_unaudited(Unaudited::Housekeeping).await
}

impl Run for Event {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        // First what must not wait for Redis; an event that is run again finds its letter queued.
        match self {
            Self::OrderSubmitted { order } => orders::letters::confirm(app, scope, order).await?,
            Self::DonationMoved { donation, notify: true } => {
                donations::letters::send_receipt(app, scope, donation).await?;
            }
            Self::PledgeDueSoon { pledge } => pledges::letters::remind(app, scope, pledge).await?,
            _ => {}
        }
        announce(app, scope, self).await
    }
}

impl Run for MindPledges {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for FoldFigures {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for MakeRenditions {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for DeleteObjects {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for SweepMedia {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for DeliverMail {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        notifications::deliver::tenant_letter(app, scope, self.delivery).await
    }
}

/// Letters that belong to no tenant come by an outbox of their own, so there is nobody whose jobs could be parked.
impl TaskHandler for DeliverIdentityMail {
    const IDENTIFIER: &'static str = Self::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let worker = context.get_ext::<Worker>().cloned().ok_or_else(|| "no application".to_owned())?;
        notifications::deliver::identity_letter(&worker.0, self.delivery).await.map_err(|error| {
            tracing::warn!(task = Self::TASK, %error, "job failed");
            error.code().to_owned()
        })
    }
}

/// Forgets what became of old letters without a tenant; started by the clock.
#[derive(Debug, Serialize, Deserialize)]
struct SweepDeliveries {}

impl TaskHandler for SweepDeliveries {
    const IDENTIFIER: &'static str = "sweep_deliveries";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let worker = context.get_ext::<Worker>().cloned().ok_or_else(|| "no application".to_owned())?;
        notifications::deliver::sweep_identity(&worker.0).await.map(|_| ()).map_err(|e: Error| e.to_string())
    }
}

impl Run for LetterSent {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        donations::letters::receipt_was_sent(app, scope, &self).await
    }
}

impl Run for CheckImport {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

impl Run for ApplyImport {
    async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        Self::run(self, app, scope).await
    }
}

/// Makes the coming months' partitions; started by the clock.
#[derive(Debug, Serialize, Deserialize)]
struct KeepPartitions {}

impl TaskHandler for KeepPartitions {
    const IDENTIFIER: &'static str = "keep_partitions";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let worker = context.get_ext::<Worker>().cloned().ok_or_else(|| "no application".to_owned())?;
        worker.0.db.relay().ensure_partitions().await.map(|_| ()).map_err(|e: Error| e.to_string())
    }
}

/// Registers every job type.
pub(super) fn jobs(options: WorkerOptions, app: Arc<App>) -> WorkerOptions {
    options
        .add_extension(Worker(app))
        .define_job::<Envelope<Event>>()
        .define_job::<Envelope<FoldFigures>>()
        .define_job::<Envelope<CheckImport>>()
        .define_job::<Envelope<ApplyImport>>()
        .define_job::<Envelope<DeliverMail>>()
        .define_job::<Envelope<LetterSent>>()
        .define_job::<DeliverIdentityMail>()
        .define_job::<SweepDeliveries>()
        .define_job::<Envelope<MakeRenditions>>()
        .define_job::<Envelope<DeleteObjects>>()
        .define_job::<Envelope<SweepMedia>>()
        .define_job::<Envelope<MindPledges>>()
        .define_job::<KeepPartitions>()
}
