//! Many orders at once, as copies of a tenant's first one.

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
