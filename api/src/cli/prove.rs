//! `sadu prove-isolation`: what a customer's auditor runs, against the installation itself.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use secrecy::SecretString;

use crate::{
    app::App,
    config::Config,
    kernel::{
        clock::Clock,
        error::{Error, Result},
    },
    proof::{self, Access, Report},
};

/// Proves and prints; fails if anything came through, or if the proof proves too little.
pub(super) async fn run(mut config: Config, migrator_url: SecretString, is_verbose: bool) -> Result<()> {
    // What is tried here are walls, not limits.
    config.rate_invite = u32::MAX;
    let tenant_url = config.database_url.clone().ok_or_else(|| Error::fault("missing settings: DATABASE_URL"))?;
    let app = Arc::new(App::build(config, Clock::default())?);
    app.db.refuse_unsafe().await?;
    // Counting is better than not counting, but not waited for.
    for _ in 0..50 {
        if app.redis.ping().await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let started = Instant::now();
    let report = proof::prove(&app, &Access { tenant_url, migrator_url }, &|step| println!("… {step}")).await?;
    app.close().await;
    print(&report, is_verbose);
    println!("in {} s", started.elapsed().as_secs());
    let faults = report.faults();
    for fault in &faults {
        println!("✗ {fault}");
    }
    if faults.is_empty() {
        println!("✓ the two tenants are apart; everything made for this proof is gone again");
        Ok(())
    } else {
        Err(Error::fault(format!("the proof failed in {} places", faults.len())))
    }
}

fn print(report: &Report, is_verbose: bool) {
    println!();
    if is_verbose {
        for (what, all) in [("root field", &report.api_attempts), ("table", &report.database_attempts)] {
            for (name, tried) in all {
                let control = if report.controls.contains(name) { "controlled" } else { "" };
                println!("{tried:>6}  {what:<10} {name:<40} {control}");
            }
        }
        println!();
    }
    let sum = |all: &std::collections::BTreeMap<String, usize>| all.values().sum::<usize>();
    println!("{:>6}  attempts", report.attempts());
    println!("{:>6}    of the API, over {} root fields", sum(&report.api_attempts), report.api_attempts.len());
    println!(
        "{:>6}    in the database, over {} tables",
        sum(&report.database_attempts),
        report.database_attempts.len()
    );
    println!(
        "{:>6}  positive controls: the same by the tenant's own people shows or changes something",
        report.controls.len()
    );
    let caught = report.mutants.len() - report.survivors().len();
    println!("{caught:>6}  of {} mutants caught", report.mutants.len());
    for (name, caught) in &report.mutants {
        println!("        {} {name}", if *caught { "✓" } else { "✗" });
    }
    println!("{:>6}  leaks", report.leaks.len());
}
