//! The proof that the recount can fail: books that a hand has changed, and programs of which one part does not work, are
//! found by the claim that is about them.

use chrono::TimeDelta;
use harness::TestApp;
use sqlx::{AssertSqlSafe, Executor};

use super::{Life, broken, recount, set};

/// What a hand does to the books, and a word of the claim that finds it.
const HANDS: [(&str, &str); 25] = [
    ("paid on a pledge", "UPDATE pledges SET fulfilled_amount = fulfilled_amount + 0.001 WHERE status = 'active'"),
    (
        "paid on a pledge",
        "UPDATE pledge_payments SET voided_at = now() WHERE id = (SELECT id FROM pledge_payments WHERE voided_at IS NULL LIMIT 1)",
    ),
    ("paid on a pledge", "UPDATE pledge_payments SET amount = amount + 0.001 WHERE voided_at IS NULL"),
    ("paid on a pledge", "DELETE FROM pledge_payments WHERE voided_at IS NULL"),
    ("sum of its parts", "UPDATE pledge_instalments SET amount = amount + 0.001 WHERE place = 1"),
    ("sum of its parts", "DELETE FROM pledge_instalments WHERE place = 1"),
    ("fulfilled exactly", "UPDATE pledges SET status = 'active' WHERE status = 'fulfilled'"),
    ("overdue exactly", "UPDATE pledges SET status = 'active' WHERE status = 'overdue'"),
    ("overdue exactly", "UPDATE pledge_instalments SET due_date = due_date - 400"),
    ("by the machine", "UPDATE orders SET status = 'fulfilled' WHERE status = 'pending'"),
    ("by the machine", "DELETE FROM submission_events WHERE kind = 'status' AND to_status = 'confirmed'"),
    (
        "by the machine",
        "UPDATE submission_events SET to_status = 'fulfilled' WHERE from_status = 'pending' AND to_status = 'confirmed'",
    ),
    ("figures", "UPDATE donations SET status = 'cancelled' WHERE status = 'pending'"),
    ("figures", "UPDATE stat_daily SET n = n + 1 WHERE kind = 'pledge_paid'"),
    ("figures", "UPDATE stat_daily SET amount = amount + 0.001 WHERE kind = 'donation_received'"),
    ("figures", "UPDATE stat_daily SET source = source || '-' WHERE kind = 'last:order'"),
    ("figures", "UPDATE donations SET received_at = received_at + interval '1 day' WHERE status = 'received'"),
    ("figures", "UPDATE orders SET created_at = created_at - interval '1 day'"),
    ("first touch", "UPDATE utm_events SET first_visit_id = NULL WHERE entity_id IS NOT NULL"),
    ("receipt stands", "UPDATE donation_receipts SET voided_at = now() WHERE voided_at IS NULL"),
    ("numbered without a gap, void", "DELETE FROM donation_receipts WHERE serial = 1"),
    ("donations are numbered", "UPDATE number_counters SET value = value + 1 WHERE kind = 'donation'"),
    ("sum of its lines", "UPDATE orders SET subtotal = subtotal + 0.001, total = total + 0.001"),
    ("sold twice", "UPDATE catalog_items SET stock = stock + 1 WHERE slug = 'counted'"),
    ("last version", "UPDATE orders SET version = version + 1"),
];

/// A part of the program that does not work, and a word of the claim that finds it. A trigger stands for the missing part.
const PARTS: [(&str, &str, &str, &str); 9] = [
    ("figures", "stat_deltas", "BEFORE INSERT", "IF NEW.n < 0 THEN RETURN NULL; END IF;"),
    ("figures", "stat_deltas", "BEFORE INSERT", "IF NEW.kind = 'pledge_paid' THEN RETURN NULL; END IF;"),
    (
        "figures",
        "stat_deltas",
        "BEFORE INSERT",
        "IF NEW.kind = 'donation_received' THEN NEW.day := NEW.day - 1; END IF;",
    ),
    ("figures", "stat_deltas", "BEFORE INSERT", "IF NEW.kind LIKE 'first:%' THEN NEW.source := 'direct'; END IF;"),
    ("figures", "stat_daily", "BEFORE INSERT", "NEW.n := NEW.n + 1;"),
    (
        "paid on a pledge",
        "pledges",
        "BEFORE UPDATE",
        "NEW.fulfilled_amount := greatest(OLD.fulfilled_amount, NEW.fulfilled_amount);",
    ),
    ("overdue exactly", "outbox", "BEFORE INSERT", "IF NEW.task = 'mind_pledges' THEN RETURN NULL; END IF;"),
    ("sold twice", "catalog_items", "BEFORE UPDATE", "NEW.stock := least(OLD.stock, NEW.stock);"),
    (
        "orders are numbered",
        "number_counters",
        "BEFORE UPDATE",
        "IF NEW.kind = 'order' THEN NEW.value := NEW.value + 1; END IF;",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_change_by_hand_is_found_by_the_claim_about_it() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let app = TestApp::start().await;
    let mut life = Life::new(&app, "charity", "Asia/Kuwait", seed).await;
    set(&app, "2026-11-24T08:00:00Z");
    for _ in 0..70 {
        life.step().await;
    }
    // Until there is something of everything that a hand could change.
    let needed = "(SELECT 1 WHERE EXISTS (SELECT 1 FROM pledges WHERE status = 'active') AND EXISTS (SELECT 1 FROM pledges WHERE status = 'overdue')
        AND EXISTS (SELECT 1 FROM pledges WHERE status = 'fulfilled') AND EXISTS (SELECT 1 FROM orders WHERE status = 'pending')
        AND EXISTS (SELECT 1 FROM donations WHERE status = 'pending') AND EXISTS (SELECT 1 FROM donations WHERE status = 'received')
        AND (SELECT count(*) FROM donation_receipts) > 1) x";
    for _ in 0..150 {
        if app.database.count(needed).await == 1 {
            break;
        }
        life.step().await;
    }
    let now = app.clock.now();
    let mut connection = app.database.superuser().await;
    assert_eq!(recount::broken(&mut connection, now).await, Vec::<String>::new(), "seed {seed}: the control");
    for (claim, hand) in HANDS {
        connection.execute("BEGIN; SET LOCAL session_replication_role = replica").await.unwrap();
        let changed = connection.execute(AssertSqlSafe(hand)).await.unwrap().rows_affected();
        assert!(changed > 0, "seed {seed}: {hand} changed nothing");
        let found = recount::broken(&mut connection, now).await;
        connection.execute("ROLLBACK").await.unwrap();
        assert!(found.iter().any(|one| one.contains(claim)), "seed {seed}: {hand} was not found: {found:?}");
    }
    assert_eq!(recount::broken(&mut connection, now).await, Vec::<String>::new(), "seed {seed}: all is as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_which_a_part_does_not_work_is_found() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    for (claim, table, when, does) in PARTS {
        let app = TestApp::start().await;
        let mut life = Life::new(&app, "charity", "Asia/Kuwait", seed).await;
        set(&app, "2026-11-24T08:00:00Z");
        app.database
            .run(&format!(
                "CREATE FUNCTION missing_part() RETURNS trigger LANGUAGE plpgsql AS $part$ BEGIN {does} RETURN NEW; END $part$;
                 CREATE TRIGGER missing_part {when} ON {table} FOR EACH ROW EXECUTE FUNCTION missing_part()"
            ))
            .await;
        let mut found = Vec::new();
        for step in 0..200 {
            life.step().await;
            if step % 8 == 7 {
                life.pass(TimeDelta::days(8)).await;
            }
            found = broken(&app).await;
            if found.iter().any(|one| one.contains(claim)) {
                break;
            }
        }
        assert!(found.iter().any(|one| one.contains(claim)), "seed {seed}: {table} {does} was not found: {found:?}");
    }
}
