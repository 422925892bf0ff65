//! Many orders at once, as copies of a tenant's first one; and the proof that a file of a million of them stays flat.

use std::time::Instant;

use crate::{Item, RunningServer, TestApp};

/// The statement that copies the oldest order of a tenant so many times, each with a number, a total and a moment of its
/// own; numbers begin at a million, so that they meet no real one.
#[must_use]
pub fn many_orders(slug: &str, rows: u32) -> String {
    format!(
        "INSERT INTO orders (tenant_id, id, order_number, status, items, subtotal, delivery_fee, total, currency, customer_name,
             customer_phone, fulfilment, channel, note, created_at, updated_at)
         SELECT o.tenant_id, gen_random_uuid(), 'ORD-' || (1000000 + n), 'pending', o.items, 1 + n % 997 / 1000.0, 0,
             1 + n % 997 / 1000.0, o.currency, 'نورة العنزي', '+96551234567', 'pickup', 'web', '=cmd() 0012 ' || n,
             o.created_at - n * interval '7 seconds', o.created_at
         FROM (SELECT o.* FROM orders o JOIN tenants t ON t.id = o.tenant_id WHERE t.slug = '{slug}' ORDER BY o.created_at LIMIT 1) o
         CROSS JOIN generate_series(1, {rows}) AS n"
    )
}

/// What a large export took.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Rows of the file, without its heading.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
    /// Memory of the server before, in KiB.
    pub idle_kib: u64,
    /// The most it had while the file was sent, in KiB.
    pub peak_kib: u64,
}

/// Has the real binary stream a file of so many orders, and watches its memory.
///
/// # Panics
/// When a row is missing, or the server takes more than 20 MiB above what it had.
pub async fn prove(rows: u32) -> Figures {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("mug").price("1.250")).await;
    app.order(&shop, &item, 1).await;
    app.database.run(&many_orders("shop", rows)).await;
    let server = RunningServer::start(&app.database, &[]).await;
    // Once with everything that a first request sets up.
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let ask = |query: &'static str| {
        client
            .get(format!("http://127.0.0.1:{}/exports/orders.csv{query}", server.port))
            .header("host", format!("shop.localhost:{}", server.port))
            .header("authorization", format!("Bearer {}", shop.owner.token))
            .send()
    };
    let first = ask("?search=nobody").await.expect("an answer");
    assert_eq!(first.status().as_u16(), 200);
    drop(first.bytes().await);
    let idle_kib = server.memory_kib();
    let (begun, mut peak_kib, mut bytes, mut lines) = (Instant::now(), idle_kib, 0_u64, 0_u64);
    let mut file = ask("").await.expect("an answer");
    assert_eq!(file.status().as_u16(), 200);
    while let Some(piece) = file.chunk().await.expect("a piece") {
        bytes += piece.len() as u64;
        lines += piece.iter().filter(|byte| **byte == b'\n').count() as u64;
        peak_kib = peak_kib.max(server.memory_kib());
    }
    let figures = Figures { rows: lines - 1, bytes, seconds: begun.elapsed().as_secs_f64(), idle_kib, peak_kib };
    assert_eq!(figures.rows, u64::from(rows) + 1, "rows of the file");
    assert!(peak_kib - idle_kib < 20 * 1024, "{} KiB above idle", peak_kib - idle_kib);
    figures
}
