//! The isolation proof, as `sadu prove-isolation` runs it: every root field and every table as they are at this moment.

mod heavy;
mod hostile;
mod model;
mod pooled;

use api::proof::{self, Access, Report};
use harness::TestApp;

/// Runs the proof over an application's own database.
async fn prove(app: &TestApp) -> Report {
    let url = |role: &str| app.database.cluster.url(role, &app.database.name).into();
    let access = Access { tenant_url: url("app_user"), migrator_url: url("app_migrator") };
    proof::prove(&app.app, &access, &|step| println!("{step}")).await.expect("the proof runs")
}

fn tell(report: &Report) -> String {
    format!(
        "{} attempts over {} root fields and {} tables, {} positive controls, {} of {} mutants caught, {} leaks",
        report.attempts(),
        report.api_attempts.len(),
        report.database_attempts.len(),
        report.controls.len(),
        report.mutants.len() - report.survivors().len(),
        report.mutants.len(),
        report.leaks.len()
    )
}
