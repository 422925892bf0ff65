//! Many orders at once, as copies of a tenant's first one; and the proof that a file of a million of them stays flat.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::Path,
    time::Instant,
};

use crate::{
    Item, RunningServer, TestApp,
    spreadsheet::{self, Opened},
};

/// The statement that copies the oldest order of a tenant so many times, each with a number, a total and a moment of its
/// own; numbers begin at a million, so that they meet no real one.
#[must_use]
pub fn many_orders(slug: &str, rows: u32) -> String {
    format!(
        "INSERT INTO orders (tenant_id, id, order_number, status, items, subtotal, delivery_fee, total, currency, customer_name,
             customer_phone, fulfilment, channel, note, paid_at, paid_by_method, created_at, updated_at)
         SELECT o.tenant_id, gen_random_uuid(), 'ORD-' || (1000000 + n), 'pending', o.items, 1 + n % 997 / 1000.0, 0,
             1 + n % 997 / 1000.0, o.currency, 'نورة العنزي', '+96551234567', 'pickup', 'web', '=cmd() 0012 ' || n, o.created_at, '0012',
             o.created_at - n * interval '7 seconds', o.created_at
         FROM (SELECT o.* FROM orders o JOIN tenants t ON t.id = o.tenant_id WHERE t.slug = '{slug}' ORDER BY o.created_at LIMIT 1) o
         CROSS JOIN generate_series(1, {rows}) AS n"
    )
}

/// What a large export took.
#[derive(Debug, Clone)]
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
    /// What a spreadsheet showed of it; none if it was not asked to open it.
    pub opened: Option<Opened>,
}

/// Has the real binary stream a file of so many orders, and watches its memory; then has a spreadsheet open the file.
///
/// # Panics
/// When a row is missing, the server takes more than 20 MiB above what it had, or a cell shows anything but what was sent.
pub async fn prove(rows: u32, opens: bool) -> Figures {
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
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("orders.csv");
    let mut kept = BufWriter::new(File::create(&path).expect("a file"));
    let mut file = ask("").await.expect("an answer");
    assert_eq!(file.status().as_u16(), 200);
    while let Some(piece) = file.chunk().await.expect("a piece") {
        kept.write_all(&piece).expect("room on the disk");
        bytes += piece.len() as u64;
        lines += piece.iter().filter(|byte| **byte == b'\n').count() as u64;
        peak_kib = peak_kib.max(server.memory_kib());
    }
    let seconds = begun.elapsed().as_secs_f64();
    kept.flush().expect("room on the disk");
    let lines = lines - 1;
    assert_eq!(lines, u64::from(rows) + 1, "rows of the file");
    assert!(peak_kib - idle_kib < 20 * 1024, "{} KiB above idle", peak_kib - idle_kib);
    drop(server);
    let opened = opens.then(|| {
        must_hold(&path);
        spreadsheet::open(&path)
    });
    Figures { rows: lines, bytes, seconds, idle_kib, peak_kib, opened }
}

/// The fields that spreadsheets like to change stand in the file that is compared cell by cell.
fn must_hold(path: &Path) {
    let mut head = vec![0; 4 * 1024 * 1024];
    let read = File::open(path).and_then(|mut file| file.read(&mut head)).expect("the file");
    let head = String::from_utf8_lossy(&head[..read]);
    for field in ["\"0012\"", "\"1.250\"", "\"'=cmd() 0012 1\"", "\"نورة العنزي\"", "\"'+96551234567\""] {
        assert!(head.contains(field), "{field} stands in no line");
    }
}
