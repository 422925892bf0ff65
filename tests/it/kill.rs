//! The short form of `cargo xtask prove kill`.

use harness::kill::{Plan, prove};

#[tokio::test(flavor = "multi_thread")]
async fn submissions_of_all_kinds_survive_five_kills() {
    let plan = Plan { kills: 5, submissions: 90, tenants: 2, clients: 4, seed: rand::random::<u32>().into() };
    println!("seed {}", plan.seed);
    let figures = prove(plan).await;
    println!("{figures:#?}");
    assert!(figures.requests >= 90);
}
