//! Calls of every root field by those who are not tenant A's, with A's handles and hostile texts in every place.

use serde_json::{Value, json};

use super::{
    Report,
    door::{Caller, Door, code, is_refused_whole},
    exempt::{BEARER, ECHO},
    rows,
    schema::{RootField, Schema},
    values::{Fill, Filler, HOSTILE, Leaf},
    world::{World, is_destroyer},
};
use crate::kernel::error::Result;

/// Hostile texts that each place is tried with, in turn.
const HOSTILE_A_PLACE: usize = 4;

/// A call's arguments, and whether it is worth every caller.
struct Try {
    arguments: Value,
    is_hostile: bool,
}

/// What can be known of a field before it is attacked.
struct Habit {
    /// How much less has to be asked for to stay within the limits.
    less: usize,
    /// Asks for somebody of the team: at A, strangers are sent away.
    is_teams: bool,
    /// Shows people their own wherever they are.
    is_personal: bool,
}

/// Tries every root field; leaks and counts go into the report.
pub(super) async fn run(door: &Door, schema: &Schema, world: &World, report: &mut Report) -> Result<()> {
    for field in schema.root_fields() {
        let (tried, leaks) = attack(door, schema, world, &field).await?;
        *report.api_attempts.entry(field.name.clone()).or_default() += tried;
        report.leaks.extend(leaks);
    }
    Ok(())
}

/// Tries one field; the number of calls and what came through.
pub(super) async fn attack(
    door: &Door,
    schema: &Schema,
    world: &World,
    field: &RootField,
) -> Result<(usize, Vec<String>)> {
    let filler = Filler { schema, own: &world.b.handles, now: door.app().clock.now() };
    let habit = habit(door, schema, world, &filler, field).await;
    let (a, b) = (&world.a, &world.b);
    let before = rows::fingerprint(door.app(), &a.scope).await?;
    let (mut tried, mut leaks) = (0, Vec::new());
    for attempt in tries(&filler, world, field) {
        let mut callers = vec![b.visitor("a visitor of B"), b.owner("B's owner")];
        if !attempt.is_hostile {
            callers.push(b.member("B's member"));
            if !habit.is_personal {
                callers.push(Caller::person("A's owner at B", Some(b.id()), a.team.owner));
            }
        }
        if habit.is_teams {
            callers.push(Caller::person("B's owner at A", Some(a.id()), b.team.owner));
            if !attempt.is_hostile {
                callers.push(Caller::person("B's member at A", Some(a.id()), b.team.member));
                callers.push(a.visitor("a visitor of A"));
            }
        }
        let document = schema.document(field, &attempt.arguments, habit.less);
        for caller in callers {
            let answer = door.ask(&caller, &document, attempt.arguments.clone()).await;
            tried += 1;
            for shown in a.handles.shown_in(&answer, &attempt.arguments) {
                leaks.push(format!("{} shows {} «{shown}» for {}", field.name, caller.name, attempt.arguments));
            }
            if code(&answer) == "INTERNAL" {
                leaks.push(format!("{} breaks for {} with {}: {answer}", field.name, caller.name, attempt.arguments));
            }
        }
    }
    let changed = rows::differing(&before, &rows::fingerprint(door.app(), &a.scope).await?);
    if !changed.is_empty() {
        leaks.push(format!("{} changed rows of A for somebody who is not A's: {}", field.name, changed.join(", ")));
    }
    Ok((tried, leaks))
}

/// What a field answers to harmless calls.
async fn habit(door: &Door, schema: &Schema, world: &World, filler: &Filler<'_>, field: &RootField) -> Habit {
    let (arguments, _) = filler.arguments(field, Fill::Needed, 0);
    let less = affordable(door, schema, world, field, &arguments).await;
    let document = schema.document(field, &arguments, less);
    let as_visitor = door.ask(&world.a.visitor("a visitor of A"), &document, arguments.clone()).await;
    let elsewhere = Caller::person("A's owner at no tenant", None, world.a.team.owner);
    let anywhere = door.ask(&elsewhere, &document, arguments.clone()).await;
    // Without a tenant a team's field has nothing to answer with.
    let is_teams = is_refused_whole(&as_visitor) && code(&anywhere) == "BAD_INPUT";
    let is_personal = !world.a.handles.shown_in(&anywhere, &arguments).is_empty();
    Habit { less, is_teams, is_personal }
}

/// How much less than everything a document may ask for.
pub(super) async fn affordable(
    door: &Door,
    schema: &Schema,
    world: &World,
    field: &RootField,
    arguments: &Value,
) -> usize {
    for less in 0..4 {
        let document = schema.document(field, arguments, less);
        // By nobody: too dear a document is refused before anybody is asked who they are.
        let answer = door.ask(&world.b.visitor("a visitor of B"), &document, json!({})).await;
        if code(&answer) != "QUERY_TOO_COSTLY" {
            return less;
        }
    }
    4
}

fn tries(filler: &Filler<'_>, world: &World, field: &RootField) -> Vec<Try> {
    let a = &world.a.handles;
    let (needed, _) = filler.arguments(field, Fill::Needed, 0);
    let (all, leaves) = filler.arguments(field, Fill::All, 0);
    let mut tries = Vec::new();
    let mut add = |arguments: Value, is_hostile: bool| tries.push(Try { arguments, is_hostile });
    if !is_destroyer(&field.name) {
        // With B's own things: what B may do must not reach A by the way.
        add(needed.clone(), false);
        add(all, false);
    }
    for (n, leaf) in leaves.iter().enumerate() {
        let handles = if leaf.is_id { a.some_ids() } else { texts_for(field, leaf, &a.texts()) };
        for handle in handles {
            add(filler.with(field, Fill::All, n, json!(handle)), false);
        }
        for turn in 0..HOSTILE_A_PLACE {
            let hostile = HOSTILE[(n * HOSTILE_A_PLACE + turn) % HOSTILE.len()];
            add(filler.with(field, Fill::All, n, json!(hostile)), true);
        }
    }
    for (place, size) in [("after", "first"), ("before", "last")] {
        if field.arguments.iter().any(|argument| argument.name == place) {
            for cursor in a.cursors.iter().map(String::as_str).chain(HOSTILE) {
                let mut arguments = needed.clone();
                if let Some(object) = arguments.as_object_mut() {
                    object.remove("first");
                    object.insert(size.to_owned(), json!(10));
                    object.insert(place.to_owned(), json!(cursor));
                }
                add(arguments, false);
            }
        }
    }
    if field.arguments.iter().any(|argument| argument.name == "where") {
        for wide in [
            json!({}),
            json!({ "not": {} }),
            json!({ "or": [{}, { "not": {} }] }),
            json!({ "and": [] }),
            json!({ "or": [] }),
        ] {
            let mut arguments = needed.clone();
            arguments["where"] = wide;
            add(arguments, false);
        }
    }
    tries
}

/// A text is tried with A's only where it is looked for. Where it is kept, B's own thing would carry A's mark from then on.
fn texts_for(field: &RootField, leaf: &Leaf, texts: &[String]) -> Vec<String> {
    let is_key = ["token", "ticket", "code", "number", "cursor"].contains(&leaf.name.as_str());
    let is_looked_for = !field.is_mutation || is_key;
    let is_right = BEARER.contains(&field.name.as_str()) && leaf.name == "token";
    if is_looked_for && !is_right && !ECHO.contains(&field.name.as_str()) { texts.to_vec() } else { Vec::new() }
}
