//! Sign-up, codes by letter, the second factor: for `app_identity` alone. Since when somebody has one stands in `users`,
//! where a tenant that asks for it may see it.

use sea_orm_migration::prelude::*;

use crate::rls::{forced, role_policy};

// No code stands here in the clear, nor a hash that could be tried out: codes of six digits are kept as
// fingerprints by a key that is not in the database. A sign-up is one row until its address is confirmed; only then is
// there a person.
const TABLES: &str = r"
ALTER TABLE credentials ADD COLUMN asks_for_code boolean NOT NULL DEFAULT false;
ALTER TABLE sessions
    ADD COLUMN mark           text CHECK (length(mark) BETWEEN 1 AND 200),
    ADD COLUMN provider_grant bytea,
    DROP CONSTRAINT sessions_ended_by_check,
    ADD CONSTRAINT sessions_ended_by_check CHECK (ended_by IN ('logout', 'reuse', 'revoked', 'password', 'provider'));
CREATE TABLE email_tokens (
    id            uuid PRIMARY KEY,
    purpose       text NOT NULL CHECK (purpose IN ('confirm', 'reset')),
    email         citext NOT NULL,
    user_id       uuid REFERENCES users (id),
    code_hash     bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    tries         integer NOT NULL DEFAULT 0,
    password_hash text CHECK (password_hash LIKE '$argon2id$%'),
    name          text NOT NULL DEFAULT '' CHECK (length(name) <= 120),
    locale        text NOT NULL DEFAULT 'ar' CHECK (locale IN ('ar', 'en')),
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    UNIQUE (purpose, email),
    CHECK ((purpose = 'confirm') = (password_hash IS NOT NULL)),
    CHECK ((purpose = 'reset') = (user_id IS NOT NULL))
);
CREATE INDEX email_tokens_by_end ON email_tokens (expires_at);
CREATE TABLE second_factors (
    user_id      uuid PRIMARY KEY REFERENCES users (id),
    secret       bytea NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL
);
CREATE TABLE recovery_codes (
    user_id    uuid NOT NULL REFERENCES users (id),
    code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    used_at    timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
CREATE TABLE mfa_challenges (
    id          uuid PRIMARY KEY,
    user_id     uuid REFERENCES users (id),
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    state       bytea NOT NULL,
    tries       integer NOT NULL DEFAULT 0,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX mfa_challenges_by_end ON mfa_challenges (expires_at);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, TABLES).await?;
        for table in ["email_tokens", "second_factors", "recovery_codes", "mfa_challenges"] {
            super::run(manager, &forced(table)).await?;
            super::run(manager, &role_policy(table, "app_identity", "ALL", "SELECT, INSERT, UPDATE, DELETE")).await?;
        }
        Ok(())
    }
}
