//! Orders: a captured promise, its lines as they were priced at that moment.

use sea_orm_migration::prelude::*;

use crate::rls::tenant_table;

const TABLES: &str = r"
CREATE TABLE orders (
    tenant_id          uuid NOT NULL REFERENCES tenants (id),
    id                 uuid NOT NULL,
    order_number       text NOT NULL,
    status             text NOT NULL CHECK (status IN ('pending', 'confirmed', 'fulfilled', 'cancelled', 'spam')),
    items              jsonb NOT NULL CHECK (jsonb_typeof(items) = 'array' AND jsonb_array_length(items) BETWEEN 1 AND 50),
    subtotal           numeric(12,3) NOT NULL CHECK (subtotal >= 0),
    delivery_fee       numeric(12,3) NOT NULL CHECK (delivery_fee >= 0),
    total              numeric(12,3) NOT NULL,
    currency           char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    customer_name      text NOT NULL CHECK (length(customer_name) BETWEEN 1 AND 120),
    customer_phone     text NOT NULL CHECK (length(customer_phone) BETWEEN 5 AND 20),
    customer_email     text CHECK (length(customer_email) <= 254),
    fulfilment         text NOT NULL CHECK (fulfilment IN ('delivery', 'pickup')),
    address            jsonb,
    note               text CHECK (length(note) <= 1000),
    channel            text NOT NULL CHECK (channel IN ('web', 'assistant', 'phone', 'instagram', 'whatsapp', 'walk_in')),
    is_suspect         boolean NOT NULL DEFAULT false,
    stock_taken        boolean NOT NULL DEFAULT false,
    cancelled_at       timestamptz,
    paid_at            timestamptz,
    paid_by_method     text,
    visit_id           uuid,
    first_visit_id     uuid,
    external_reference text,
    search             text GENERATED ALWAYS AS (fold(order_number || ' ' || customer_name || ' ' || customer_phone || ' ' || coalesce(customer_email, ''))) STORED,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, order_number),
    UNIQUE (tenant_id, external_reference),
    FOREIGN KEY (tenant_id, visit_id) REFERENCES visits (tenant_id, id),
    FOREIGN KEY (tenant_id, first_visit_id) REFERENCES visits (tenant_id, id),
    CHECK (total = subtotal + delivery_fee),
    CHECK (fulfilment <> 'delivery' OR address IS NOT NULL)
);
CREATE INDEX orders_by_time ON orders (tenant_id, created_at DESC, id DESC);
CREATE INDEX orders_by_status ON orders (tenant_id, status, created_at DESC, id DESC);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        super::run(manager, &tenant_table("orders", "SELECT, INSERT, UPDATE")).await
    }
}
