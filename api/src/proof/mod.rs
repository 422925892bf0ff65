//! The isolation proof: two throw-away tenants, every root field of the schema as it is, and every table of the database.
//!
//! Calls are made from the schema by introspection, so a field that came in yesterday is tried today. Each is a call of
//! tenant B's people, or a stranger's, with tenant A's ids, cursors, tokens and texts in every place, and with hostile texts;
//! none may show a mark of A or change a row of A. Each field has its positive control: the same kind of call by A's own
//! people does show a mark or change a row. Broken copies (mutants) of what keeps tenants apart must be caught by the same
//! attempts. Everything is removed at the end.

mod attempts;
mod cleaning;
mod controls;
mod database;
mod door;
mod exempt;
mod handles;
mod mutants;
mod rows;
mod schema;
mod uploads;
mod values;
mod world;

use std::{collections::BTreeMap, sync::Arc};

use secrecy::SecretString;

use crate::{app::App, kernel::error::Result};
use door::Door;
use schema::Schema;
use world::World;

/// Fewer attempts than this prove too little.
pub const LEAST_ATTEMPTS: usize = 2_000;

/// What was tried and what came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// Calls of the API, by root field.
    pub api_attempts: BTreeMap<String, usize>,
    /// Statements in the database, by table.
    pub database_attempts: BTreeMap<String, usize>,
    /// Fields and tables whose positive control succeeded.
    pub controls: Vec<String>,
    /// Fields and tables whose positive control did not, though no reason is listed.
    pub uncontrolled: Vec<String>,
    /// Broken copies, and whether the attempts noticed.
    pub mutants: Vec<(String, bool)>,
    /// Everything of A that came through.
    pub leaks: Vec<String>,
}

impl Report {
    /// Calls and statements together.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.api_attempts.values().sum::<usize>() + self.database_attempts.values().sum::<usize>()
    }

    /// Mutants that nobody noticed.
    #[must_use]
    pub fn survivors(&self) -> Vec<&str> {
        self.mutants.iter().filter(|(_, caught)| !caught).map(|(name, _)| name.as_str()).collect()
    }

    /// What is wrong, one line each; empty when the tenants are proved apart.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.leaks.iter().map(|leak| format!("leak: {leak}")).collect();
        faults.extend(self.survivors().iter().map(|name| format!("mutant not caught: {name}")));
        faults.extend(self.uncontrolled.iter().map(|name| {
            format!(
                "no positive control: {name}. No generated call of it shows or changes anything even for the tenant's own team, so \
                 attempts on it prove nothing. Give its arguments values that it takes in api/src/proof/values.rs, or, where that \
                 cannot be, list it with the reason in api/src/proof/exempt.rs"
            )
        }));
        if self.attempts() < LEAST_ATTEMPTS {
            faults.push(format!("only {} attempts, {LEAST_ATTEMPTS} are the least", self.attempts()));
        }
        faults
    }
}

/// What a proof needs beside the application.
#[derive(Debug, Clone)]
pub struct Access {
    /// PostgreSQL as `app_user`, for statements of our own.
    pub tenant_url: SecretString,
    /// PostgreSQL as `app_migrator`, for broken copies and for cleaning up.
    pub migrator_url: SecretString,
}

/// Tries everything and cleans up, whatever came of it. `tell` hears what is being done.
///
/// # Errors
/// `UNAVAILABLE` when the database is away; a fault when the two tenants cannot be made or removed.
pub async fn prove(app: &Arc<App>, access: &Access, tell: &(dyn Fn(&str) + Sync)) -> Result<Report> {
    let door = Door::new(Arc::clone(app));
    let schema = Schema::read(&door).await?;
    tell("founding two tenants");
    let mut world = World::found(&door).await?;
    let outcome = try_everything(&door, &schema, &mut world, access, tell).await;
    tell("cleaning up");
    cleaning::remove(access, &world).await?;
    outcome
}

async fn try_everything(
    door: &Door,
    schema: &Schema,
    world: &mut World,
    access: &Access,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    tell("bending signed addresses of pictures");
    uploads::run(door, world, &mut report).await?;
    tell("filling tenant A by every field that makes something");
    controls::furnish(door, schema, world).await;
    tell("trying every root field as tenant B, its team, its visitors and strangers");
    attempts::run(door, schema, world, &mut report).await?;
    tell("trying every table as tenant B's connection");
    let tables = database::tables(access).await?;
    database::run(access, world, &tables, &mut report).await?;
    tell("breaking copies of what keeps tenants apart");
    mutants::run(door, schema, world, access, &mut report).await?;
    tell("calling every root field as tenant A's own team: the positive controls");
    controls::run(door, schema, world, &mut report).await?;
    Ok(report)
}
