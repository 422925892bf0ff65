//! What the tenant's own people get by the same kinds of call: first to fill the tenant, in the end as positive controls.

use serde_json::Value;

use super::{
    Report, attempts,
    door::{Caller, Door},
    exempt::WITHOUT_CONTROL,
    rows,
    schema::{RootField, Schema},
    values::{Fill, Filler},
    world::{self, Side, World, is_creator, is_destroyer},
};
use crate::kernel::error::Result;

/// How often each maker is called, with another of the tenant's own things each time.
const ROUNDS: usize = 3;
/// How many of the tenant's own things a control is tried with.
const TURNS: usize = 12;

/// Makes something of everything in both tenants and learns what it is called.
pub(super) async fn furnish(door: &Door, schema: &Schema, world: &mut World) {
    let fields = schema.root_fields();
    for round in 0..ROUNDS {
        for field in fields.iter().filter(|field| field.is_mutation && is_creator(&field.name)) {
            for turn in [round, round + ROUNDS] {
                let fill = if turn == round { Fill::All } else { Fill::Needed };
                call(door, schema, &mut world.a, field, fill, turn).await;
                call(door, schema, &mut world.b, field, fill, turn).await;
            }
        }
        for field in fields.iter().filter(|field| !field.is_mutation) {
            call(door, schema, &mut world.a, field, Fill::Needed, round).await;
            call(door, schema, &mut world.b, field, Fill::Needed, round).await;
        }
    }
}

async fn call(door: &Door, schema: &Schema, side: &mut Side, field: &RootField, fill: Fill, turn: usize) {
    let filler = Filler { schema, own: &side.handles, now: door.app().clock.now() };
    let (arguments, _) = filler.arguments(field, fill, turn);
    let callers = [side.owner("the owner"), side.visitor("a visitor")];
    for caller in callers {
        for less in 0..4 {
            let document = schema.document(field, &arguments, less);
            let answer = door.ask(&caller, &document, arguments.clone()).await;
            if super::door::code(&answer) != "QUERY_TOO_COSTLY" {
                side.handles.learn(&answer);
                break;
            }
        }
    }
}

/// Calls every field as A's own people until it shows a mark of A or changes a row of A.
pub(super) async fn run(door: &Door, schema: &Schema, world: &mut World, report: &mut Report) -> Result<()> {
    let told = watch(door, schema, world, report).await?;
    let (last, first): (Vec<_>, Vec<_>) = schema.root_fields().into_iter().partition(|field| is_destroyer(&field.name));
    let mut open: Vec<RootField> = first.into_iter().filter(|field| !told.contains(&field.name)).collect();
    report.controls.extend(told);
    // What one field leaves behind is what another one needs: a confirmed order can be fulfilled.
    for _ in 0..2 {
        open = still_open(door, schema, world, report, open).await?;
    }
    open.extend(still_open(door, schema, world, report, last).await?);
    for field in open {
        let last = sample(door, schema, world, &field).await;
        report.uncontrolled.push(format!("{} ({last})", field.name));
    }
    Ok(())
}

async fn still_open(
    door: &Door,
    schema: &Schema,
    world: &mut World,
    report: &mut Report,
    fields: Vec<RootField>,
) -> Result<Vec<RootField>> {
    let mut open = Vec::new();
    for field in fields {
        if WITHOUT_CONTROL.iter().any(|(known, _)| *known == field.name) {
            continue;
        }
        if succeeds(door, schema, world, &field).await? {
            report.controls.push(field.name);
        } else {
            open.push(field);
        }
    }
    Ok(open)
}

/// What the owner is answered, for whoever has to find out why.
async fn sample(door: &Door, schema: &Schema, world: &World, field: &RootField) -> String {
    let filler = Filler { schema, own: &world.a.handles, now: door.app().clock.now() };
    let (arguments, _) = filler.arguments(field, Fill::Needed, 0);
    let less = attempts::affordable(door, schema, world, field, &arguments).await;
    let answer =
        door.ask(&world.a.owner("A's owner"), &schema.document(field, &arguments, less), arguments.clone()).await;
    format!("{arguments} is answered {answer}").chars().take(600).collect()
}

/// Whatever happens at A, B's figures stay the same, while A's own tell it: for answers in which no word of A can stand.
/// Returns the fields that told A.
pub(super) async fn watch(door: &Door, schema: &Schema, world: &mut World, report: &mut Report) -> Result<Vec<String>> {
    let fields: Vec<RootField> = schema.root_fields().into_iter().filter(|field| !field.is_mutation).collect();
    let mut asked = Vec::new();
    for field in fields {
        let filler = Filler { schema, own: &world.b.handles, now: door.app().clock.now() };
        let (arguments, _) = filler.arguments(&field, Fill::Needed, 0);
        let less = attempts::affordable(door, schema, world, &field, &arguments).await;
        let document = schema.document(&field, &arguments, less);
        asked.push((field.name, document, arguments));
    }
    let first = answers(door, world, &asked).await;
    let before = answers(door, world, &asked).await;
    world::submit_orders(door, &mut world.a, 2).await;
    let after = answers(door, world, &asked).await;
    let mut told = Vec::new();
    for (n, (name, ..)) in asked.iter().enumerate() {
        let ((a_before, b_before), (a_after, b_after)) = (&before[n], &after[n]);
        // What changes by itself (an address that is signed anew each time) tells nothing here.
        if first[n] != before[n] {
            continue;
        }
        *report.api_attempts.entry(name.clone()).or_default() += 3;
        if b_before != b_after {
            report.leaks.push(format!("{name} answers B otherwise after something happened at A"));
        }
        if a_before != a_after {
            told.push(name.clone());
        }
    }
    Ok(told)
}

/// What A's and B's owners are answered to each.
async fn answers(door: &Door, world: &World, asked: &[(String, String, Value)]) -> Vec<(Value, Value)> {
    let mut all = Vec::with_capacity(asked.len());
    for (_, document, arguments) in asked {
        let a = door.ask(&world.a.owner("A's owner"), document, arguments.clone()).await;
        let b = door.ask(&world.b.owner("B's owner"), document, arguments.clone()).await;
        all.push((a["data"].clone(), b["data"].clone()));
    }
    all
}

fn has_no_refusal(payload: &Value) -> bool {
    payload["userErrors"].as_array().is_none_or(Vec::is_empty)
}

async fn succeeds(door: &Door, schema: &Schema, world: &mut World, field: &RootField) -> Result<bool> {
    let callers = [
        world.a.owner("A's owner"),
        world.a.visitor("a visitor of A"),
        Caller::person("A's owner at no tenant", None, world.a.team.owner),
        Caller::person("an operator", None, world.operator),
    ];
    // A field that takes ids of any kind is tried with all of them.
    let is_choosy = !world.a.handles.ids_like(&field.name).is_empty();
    let turns = if is_choosy { TURNS } else { world.a.handles.all_ids().len().max(TURNS) };
    let less = {
        let filler = Filler { schema, own: &world.a.handles, now: door.app().clock.now() };
        attempts::affordable(door, schema, world, field, &filler.arguments(field, Fill::Needed, 0).0).await
    };
    for turn in 0..turns {
        for fill in [Fill::Needed, Fill::All] {
            let filler = Filler { schema, own: &world.a.handles, now: door.app().clock.now() };
            let (arguments, leaves) = filler.arguments(field, fill, turn);
            let document = schema.document(field, &arguments, less);
            let mut before = None;
            for caller in &callers {
                if field.is_mutation && before.is_none() {
                    before = Some(rows::fingerprint(door.app(), &world.a.scope).await?);
                }
                let answer = door.ask(caller, &document, arguments.clone()).await;
                let is_shown = !world.a.handles.shown_in(&answer["data"], &arguments).is_empty();
                world.a.handles.learn(&answer);
                if is_shown {
                    return Ok(true);
                }
                let is_done = answer["errors"].is_null() && has_no_refusal(&answer["data"][&field.name]);
                if field.is_mutation && is_done && before != Some(rows::fingerprint(door.app(), &world.a.scope).await?)
                {
                    return Ok(true);
                }
            }
            if leaves.is_empty() && turn > 0 {
                return Ok(false);
            }
        }
    }
    Ok(false)
}
