//! The list of everything the database holds: class, policies beyond the class' own, exact grants.

/// What a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Rows of tenants, bound by `tenant_id`.
    Tenant,
    /// The tenants themselves.
    TenantRoot,
    /// People and credentials, without a tenant.
    Identity,
    /// The operator's.
    Platform,
    /// A partition: reached through its parent alone.
    Partition,
    /// What the migrations remember.
    Migrations,
    /// A view with its reader's eyes: the policies of what it shows hold.
    View,
}

type Table = (&'static str, Class, &'static [&'static str], &'static [&'static str]);

const SELECT_INSERT: &[&str] = &["app_user SELECT", "app_user INSERT"];
const SELECT_INSERT_UPDATE: &[&str] = &["app_user SELECT", "app_user INSERT", "app_user UPDATE"];
const SELECT_INSERT_DELETE: &[&str] = &["app_user SELECT", "app_user INSERT", "app_user DELETE"];
const ALL_FOUR: &[&str] = &["app_user SELECT", "app_user INSERT", "app_user UPDATE", "app_user DELETE"];

pub(super) const TABLES: &[Table] = &[
    ("ai_limits", Class::Tenant, &[], SELECT_INSERT),
    ("ai_usage_log", Class::Tenant, &[], SELECT_INSERT),
    ("api_keys", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("audit_events", Class::Tenant, &[], SELECT_INSERT),
    ("catalog_import_rows", Class::Tenant, &[], ALL_FOUR),
    ("catalog_imports", Class::Tenant, &[], ALL_FOUR),
    ("catalog_item_slugs", Class::Tenant, &[], SELECT_INSERT_DELETE),
    ("catalog_items", Class::Tenant, &[], ALL_FOUR),
    ("collection_items", Class::Tenant, &[], ALL_FOUR),
    ("collections", Class::Tenant, &[], ALL_FOUR),
    ("content_version", Class::Tenant, &[], &["app_user SELECT"]),
    (
        "credentials",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    ("donation_receipts", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("donations", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    (
        "email_tokens",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    (
        "identity_deliveries",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    (
        "identity_outbox",
        Class::Identity,
        &[
            "app_identity_insert: a to app_identity using - check true",
            "app_worker_select: r to app_worker using true check -",
            "app_worker_delete: d to app_worker using true check -",
            "app_worker_lock: w to app_worker using true check false",
        ],
        &["app_identity INSERT", "app_worker SELECT", "app_worker DELETE", "app_worker UPDATE (created_at)"],
    ),
    ("export_tickets", Class::Tenant, &[], SELECT_INSERT_DELETE),
    ("inbox_entries", Class::View, &[], &["app_user SELECT"]),
    (
        "idempotency_keys",
        Class::Tenant,
        &[],
        &["app_user SELECT", "app_user INSERT", "app_user DELETE", "app_user UPDATE (body_hash)"],
    ),
    ("media_assets", Class::Tenant, &[], ALL_FOUR),
    (
        "mfa_challenges",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    ("notification_deliveries", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("notification_preferences", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("number_counters", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("orders", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    (
        "outbox",
        Class::Tenant,
        &[
            "app_worker_select: r to app_worker using true check -",
            "app_worker_delete: d to app_worker using true check -",
            "app_worker_lock: w to app_worker using true check false",
        ],
        &["app_user INSERT", "app_worker SELECT", "app_worker DELETE", "app_worker UPDATE (created_at)"],
    ),
    (
        "platform_audit_events",
        Class::Platform,
        &[
            "app_platform_insert: a to app_platform using - check true",
            "app_identity_insert: a to app_identity using - check true",
            "app_platform_select: r to app_platform using true check -",
        ],
        &["app_platform INSERT", "app_identity INSERT", "app_platform SELECT"],
    ),
    ("pledge_instalments", Class::Tenant, &[], SELECT_INSERT),
    ("pledge_payments", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("pledges", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("saved_views", Class::Tenant, &[], ALL_FOUR),
    ("schedule_marks", Class::Tenant, &[], SELECT_INSERT),
    (
        "recovery_codes",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    ("seaql_migrations", Class::Migrations, &[], &[]),
    (
        "second_factors",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    (
        "sessions",
        Class::Identity,
        &["app_identity_all: * to app_identity using true check true"],
        &["app_identity SELECT", "app_identity INSERT", "app_identity UPDATE", "app_identity DELETE"],
    ),
    (
        "stat_daily",
        Class::Tenant,
        &["app_platform_select: r to app_platform using true check -"],
        &["app_user SELECT", "app_user INSERT", "app_user UPDATE", "app_platform SELECT (day, kind, n, tenant_id)"],
    ),
    (
        "stat_deltas",
        Class::Tenant,
        &["app_platform_select: r to app_platform using true check -"],
        &["app_user SELECT", "app_user INSERT", "app_user DELETE", "app_platform SELECT (day, kind, n, tenant_id)"],
    ),
    ("storefront_config", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    ("submission_events", Class::Tenant, &[], &["app_user SELECT", "app_user INSERT", "app_user UPDATE (note)"]),
    (
        "tenant_members",
        Class::Tenant,
        &[
            "app_platform_select: r to app_platform using true check -",
            "own_memberships: r to app_user using ((NULLIF(current_setting('app.current_tenant'::text, true), ''::text) IS NULL) \
             AND (user_id = ( SELECT (NULLIF(current_setting('app.current_user'::text, true), ''::text))::uuid AS \"nullif\"))) check -",
        ],
        &["app_user SELECT", "app_user INSERT", "app_user UPDATE", "app_platform SELECT"],
    ),
    ("tenant_slugs", Class::Tenant, &[], SELECT_INSERT_UPDATE),
    (
        "tenants",
        Class::TenantRoot,
        &[
            "app_platform_select: r to app_platform using true check -",
            "app_platform_update: w to app_platform using true check true",
            "own_tenants: r to app_user using ((NULLIF(current_setting('app.current_tenant'::text, true), ''::text) IS NULL) AND (EXISTS ( SELECT 1\n   \
             FROM tenant_members m\n  WHERE ((m.tenant_id = tenants.id) AND (m.status = 'active'::text) AND (m.user_id = ( SELECT \
             (NULLIF(current_setting('app.current_user'::text, true), ''::text))::uuid AS \"nullif\")))))) check -",
        ],
        &[
            "app_user SELECT",
            "app_user INSERT",
            "app_user UPDATE (default_locale, legal_name, licence_number, name, requires_mfa, slug, time_zone, updated_at, version)",
            "app_platform SELECT",
            "app_platform UPDATE (closed_at, is_active, suspended_reason, updated_at, version)",
        ],
    ),
    ("tickets", Class::Tenant, &[], SELECT_INSERT_DELETE),
    (
        "users",
        Class::Identity,
        &[
            "app_identity_all: * to app_identity using true check true",
            "app_platform_select: r to app_platform using true check -",
            "team_of_tenant: r to app_user using (EXISTS ( SELECT 1\n   FROM tenant_members m\n  WHERE ((m.user_id = users.id) \
             AND (m.tenant_id = ( SELECT (NULLIF(current_setting('app.current_tenant'::text, true), ''::text))::uuid AS \"nullif\"))))) check -",
        ],
        &[
            "app_user SELECT",
            "app_identity SELECT",
            "app_identity INSERT",
            "app_identity UPDATE",
            "app_platform SELECT",
        ],
    ),
    ("utm_events", Class::Tenant, &[], SELECT_INSERT),
    (
        "visits",
        Class::Tenant,
        &[],
        &[
            "app_user SELECT",
            "app_user INSERT",
            "app_user UPDATE (landing_path, referrer, utm_campaign, utm_content, utm_medium, utm_term, visitor_id)",
        ],
    ),
];

/// function -> (SECURITY DEFINER, settings, who may call it beside its owner).
pub(super) const FUNCTIONS: [(&str, (bool, &str, &str)); 8] = [
    ("ensure_utm_partitions()", (true, "search_path=public, pg_temp", "app_worker")),
    ("first_visit(uuid)", (false, "", "app_user")),
    (
        "find_catalog_items(text[])",
        (true, "search_path=public, pg_temp;pg_trgm.word_similarity_threshold=0.42", "app_user"),
    ),
    ("fold(text)", (false, "", "app_platform,app_user")),
    ("raise_content_version()", (true, "search_path=public, pg_temp", "")),
    ("raise_tenant_content_version()", (true, "search_path=public, pg_temp", "")),
    ("tenant_by_slug(citext)", (true, "search_path=public, pg_temp", "app_user")),
    ("touch_source(text,text,text)", (false, "", "app_user")),
];
