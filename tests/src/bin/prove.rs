//! `cargo xtask prove`: the long forms of proofs whose short forms run with every test. Each prints its figures and
//! writes them to docs/proofs/.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a proof speaks to its reader, and one that cannot be set up shall say so at once"
)]

use std::{fmt::Write as _, process::ExitCode};

use harness::{
    kill::{self, Figures, Plan},
    place,
};

const USAGE: &str = "proofs:
  kill [--kills 50] [--submissions 900] [--tenants 5] [--clients 8] [--seed N]   orders, donations and pledges survive a killed server
  export [--rows 1000000]                                                        a file of a million orders stays flat in memory";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("kill") => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
            runtime.block_on(kill_proof(&args[1..]));
            ExitCode::SUCCESS
        }
        Some("export") => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
            runtime.block_on(export_proof(&args[1..]));
            ExitCode::SUCCESS
        }
        None => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Some(other) => {
            eprintln!("no proof is named {other}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn number(args: &[String], name: &str, default: u64) -> u64 {
    let place = args.iter().position(|arg| arg == name);
    place.and_then(|n| args.get(n + 1)).map_or(default, |text| text.parse().expect("a number after its name"))
}

async fn kill_proof(args: &[String]) {
    let small = |name, default| usize::try_from(number(args, name, default)).expect("a small number");
    let plan = Plan {
        kills: small("--kills", 50),
        submissions: small("--submissions", 900),
        tenants: small("--tenants", 5),
        clients: small("--clients", 8),
        seed: number(args, "--seed", rand::random::<u32>().into()),
    };
    println!(
        "seed {}: {} kills during {} submissions to {} tenants by {} clients",
        plan.seed, plan.kills, plan.submissions, plan.tenants, plan.clients
    );
    let figures = kill::prove(plan).await;
    let table = table(plan, &figures);
    println!("{table}");
    let folder = place::root().join("docs/proofs");
    std::fs::create_dir_all(&folder).expect("docs/proofs can be made");
    let text = format!(
        "# Submissions survive a killed server\n\n\
         Several clients send orders, donations and pledges of several tenants over HTTP; each repeats its request with the same\n\
         key until it is answered. Meanwhile the server, which also runs the jobs, is killed with SIGKILL at random moments and\n\
         started again. Afterwards every submission was taken exactly once, each tenant's numbers of each kind run without a gap,\n\
         every key names what its client was told, audit, timeline, conversions and figures hold each once, the parts of every\n\
         pledge come to the pledge, the outbox is empty, and every event was dispatched.\n\n\
         Repeat it with `cargo xtask prove kill --seed {}`; a short form runs with every `cargo xtask test`.\n\n{table}",
        plan.seed
    );
    std::fs::write(folder.join("kill.md"), text).expect("docs/proofs/kill.md can be written");
}

async fn export_proof(args: &[String]) {
    let rows = u32::try_from(number(args, "--rows", 1_000_000)).expect("a small number");
    let figures = harness::exports::prove(rows, true).await;
    let opened = figures.opened.as_ref().expect("it was opened");
    let mut table = "| figure | value |\n| --- | ---: |\n".to_owned();
    for (name, value) in [
        ("rows", figures.rows.to_string()),
        ("size of the file, MB", format!("{:.1}", figures.bytes as f64 / 1e6)),
        ("seconds", format!("{:.1}", figures.seconds)),
        ("memory of the server before, MiB", format!("{:.1}", figures.idle_kib as f64 / 1024.0)),
        ("most memory while it was sent, MiB", format!("{:.1}", figures.peak_kib as f64 / 1024.0)),
        ("above before, MiB (20 at most)", format!("{:.1}", (figures.peak_kib - figures.idle_kib) as f64 / 1024.0)),
        ("rows that the spreadsheet shows, with the heading", opened.rows.to_string()),
        ("cells compared, none of them other than sent", opened.cells.to_string()),
    ] {
        let _ = writeln!(table, "| {name} | {value} |");
    }
    println!("{table}");
    let folder = place::root().join("docs/proofs");
    std::fs::create_dir_all(&folder).expect("docs/proofs can be made");
    let text = format!(
        "# A large export stays flat\n\n\
         The orders are made by `INSERT … SELECT generate_series`; the real binary streams all of them as one CSV file to one\n\
         client over HTTP, in batches of 2,000. Every row has to arrive, and the server may take 20 MiB more than it had. Then\n\
         {} opens the file (UTF-8, commas, quoted fields as text) and every cell is compared with\n\
         what was sent: Arabic names whole, `=cmd()` inert behind its apostrophe, `0012` and `1.250` as they are.\n\n\
         Repeat it with `cargo xtask prove export`; 10,000 rows are read with every `cargo xtask test`.\n\n{table}",
        opened.by
    );
    std::fs::write(folder.join("export.md"), text).expect("docs/proofs/export.md can be written");
}

fn table(plan: Plan, figures: &Figures) -> String {
    let mut table = "| figure | value |\n| --- | ---: |\n".to_owned();
    for (name, value) in [
        ("seed", plan.seed.to_string()),
        ("kills (SIGKILL)", plan.kills.to_string()),
        ("of them with requests in flight", figures.kills_in_flight.to_string()),
        ("of them with a job under way", figures.kills_at_work.to_string()),
        ("tenants", plan.tenants.to_string()),
        ("orders, donations and pledges sent", plan.submissions.to_string()),
        ("of them orders, donations, pledges", figures.made.map(|n| n.to_string()).join(", ")),
        ("clients side by side", plan.clients.to_string()),
        ("requests", figures.requests.to_string()),
        ("requests that broke off or found nobody", figures.broken.to_string()),
        ("requests answered 503", figures.unavailable.to_string()),
        ("sent again after their answer, same answer returned", figures.repeated.to_string()),
        (
            "jobs found locked by a dead worker, summed over the kills, all done later",
            figures.jobs_orphaned.to_string(),
        ),
        ("submissions lost", "0".to_owned()),
        ("submissions doubled", "0".to_owned()),
        ("gaps in the numbers", "0".to_owned()),
        ("outbox rows left", "0".to_owned()),
        ("jobs given up", "0".to_owned()),
        ("seconds of sending", format!("{:.1}", figures.selling_ms as f64 / 1000.0)),
        ("seconds until every event was dispatched", format!("{:.1}", figures.draining_ms as f64 / 1000.0)),
    ] {
        let _ = writeln!(table, "| {name} | {value} |");
    }
    table
}
