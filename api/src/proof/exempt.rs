//! Fields of which the generated calls cannot show what they show of others, each with its reason. Keep these lists short:
//! first try to give the field a value it takes, in `values.rs`.

/// Whoever has the whole token was given it: the token is the right, whatever tenant is named beside it. That half a token,
/// or one with another tenant's name, opens nothing is held by tests of their own.
pub(super) const BEARER: &[&str] = &["invitation", "invitationAccept"];

/// Answers that repeat what was asked for.
pub(super) const ECHO: &[&str] = &["slugAvailability"];

const ACCOUNT: &str = "a person's own account, which belongs to no tenant; it asks for the log-in of that person, which a throw-away has none of";

const WORKER: &str =
    "answers once the worker has judged an upload, which the proof does not wait for; held by tests of the room";

const LETTER: &str =
    "takes a letter that the worker has sent, which the proof does not wait for; held by tests of the room";

const OPERATOR: &str = "the operator's alone, who sees every tenant by right; the proof makes none, and that a team is refused is held by the table of rights";

/// Fields whose success cannot be told by a mark or a changed row of the tenant, with why that is no hole.
pub(super) const WITHOUT_CONTROL: &[(&str, &str)] = &[
    (
        "submissionLinkFind",
        "answers with a sealed token alone; another tenant's number or phone is tried in tests of its own",
    ),
    (
        "platformAuditEvents",
        "holds no line about a tenant before an operator acts on it, which is done last; held by tests of the room",
    ),
    (
        "platformTenantReactivate",
        "needs a suspended tenant, of which nothing else could be shown; held by tests of the room",
    ),
    ("aiUsage", "adds up what the assistant used, which nobody asks in the proof; held by tests of the room"),
    ("platformUsage", "counts over the whole platform, which name no tenant; the operator's alone"),
    ("slugAvailability", "tells whether a host is taken, which anybody sees by calling it"),
    ("invitationAccept", "needs the invited person, who is no member yet; tried in tests of its own"),
    ("sessions", ACCOUNT),
    ("sessionRevoke", ACCOUNT),
    ("sessionRevokeOthers", ACCOUNT),
    ("mfaSetupBegin", ACCOUNT),
    ("mfaSetupConfirm", ACCOUNT),
    ("mfaDisable", ACCOUNT),
    ("recoveryCodesRenew", ACCOUNT),
    ("passwordChange", ACCOUNT),
    ("profileUpdate", ACCOUNT),
    ("mediaDownloadUrl", WORKER),
    ("catalogImport", WORKER),
    ("notificationResend", LETTER),
    ("platformTenants", OPERATOR),
    ("platformAuditEvents", OPERATOR),
    ("platformTenantSuspend", OPERATOR),
    ("platformTenantReactivate", OPERATOR),
    ("catalogImports", WORKER),
    ("catalogImportCommit", WORKER),
    (
        "donationReceipt",
        "answers to a donation's token alone, and the proof's token is an order's; held by tests of the room",
    ),
    ("tenantCreate", "makes a third tenant, which is none of the two"),
];
