//! Deliveries carry their letter sealed until it is gone, and one occasion makes one letter.

use sea_orm_migration::prelude::*;

// `sealed` is address and values of the letter, encrypted by a key that is not in the database; it is there exactly as
// long as the letter may still go out. `occasion` is what the letter is due to: sending an invitation again is another
// occasion for the same entity, so the unique key over the entity gives way to one over the occasion.
const CHANGES: &str = r"
ALTER TABLE notification_deliveries
    ADD COLUMN locale   text NOT NULL DEFAULT 'ar' CHECK (locale IN ('ar', 'en')),
    ADD COLUMN occasion uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN sealed   bytea,
    ADD COLUMN sent_at  timestamptz,
    ADD CHECK (sealed IS NULL OR status IN ('queued', 'sending')),
    ADD CHECK ((status = 'sent') = (sent_at IS NOT NULL));
DO $$
DECLARE
    old text;
BEGIN
    SELECT conname INTO STRICT old FROM pg_constraint
    WHERE conrelid = 'notification_deliveries'::regclass AND contype = 'u';
    EXECUTE format('ALTER TABLE notification_deliveries DROP CONSTRAINT %I', old);
END $$;
ALTER TABLE notification_deliveries
    ADD CONSTRAINT notification_deliveries_once UNIQUE (tenant_id, event, occasion, channel, recipient_hash);
CREATE INDEX notification_deliveries_of_entity ON notification_deliveries (tenant_id, entity_id, created_at)
    WHERE entity_id IS NOT NULL;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, CHANGES).await
    }
}
