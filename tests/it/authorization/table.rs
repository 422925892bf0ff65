//! The table: what comes of each root field for each caller.

/// Who calls, in the order of the table's columns.
pub(super) const CALLERS: [&str; 7] = ["visitor", "member", "admin", "owner", "stranger", "removed", "expired"];

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is done.
    Done,
    /// Sign in first.
    SignIn,
    /// Not yours.
    Forbidden,
    /// The token does not stand; told before anything runs.
    BadToken,
}

use Outcome::{BadToken, Done, Forbidden, SignIn};

const PUBLIC: [Outcome; 7] = [Done, Done, Done, Done, Done, Done, BadToken];
const TEAM: [Outcome; 7] = [SignIn, Done, Done, Done, Forbidden, Forbidden, BadToken];
/// Any person, of this team or not.
const PERSON: [Outcome; 7] = [SignIn, Done, Done, Done, Done, Done, BadToken];
const ADMINS: [Outcome; 7] = [SignIn, Forbidden, Done, Done, Forbidden, Forbidden, BadToken];
const OPERATORS: [Outcome; 7] = [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden, BadToken];
const OWNERS: [Outcome; 7] = [SignIn, Forbidden, Forbidden, Done, Forbidden, Forbidden, BadToken];

/// Fields whose call here is refused for what it says, not for who says it.
pub(super) const TOLD: [&str; 7] = [
    "invitationAccept",
    "sessionRevoke",
    "mfaSetupBegin",
    "mfaSetupConfirm",
    "mfaDisable",
    "recoveryCodesRenew",
    "passwordChange",
];

/// field -> what comes of it for each caller.
pub(super) const TABLE: &[(&str, [Outcome; 7])] = &[
    ("storefront", PUBLIC),
    ("catalogItems", PUBLIC),
    ("catalogItem", PUBLIC),
    ("submissionStatus", PUBLIC),
    // Anybody may ask; it answers a visitor with null and everybody else with themselves.
    ("viewer", PUBLIC),
    ("dashboardSummary", TEAM),
    ("conversionsByChannel", TEAM),
    ("submissionsOverTime", TEAM),
    ("topItems", TEAM),
    ("aiUsage", TEAM),
    ("exportRequest", ADMINS),
    ("auditEvents", ADMINS),
    ("apiKeys", ADMINS),
    ("apiKeyCreate", ADMINS),
    ("apiKeyRevoke", ADMINS),
    ("apiKeyRotate", ADMINS),
    // Nobody here is an operator; tests/it/platform has one.
    ("platformTenants", OPERATORS),
    ("platformUsage", OPERATORS),
    ("platformAuditEvents", OPERATORS),
    ("platformTenantSuspend", OPERATORS),
    ("platformTenantReactivate", OPERATORS),
    ("personErase", OPERATORS),
    // What a caller may not see is null to them, like what does not exist.
    ("node", PUBLIC),
    ("sessions", PERSON),
    ("sessionRevoke", PERSON),
    ("sessionRevokeOthers", PERSON),
    ("mfaSetupBegin", PERSON),
    ("mfaSetupConfirm", PERSON),
    ("mfaDisable", PERSON),
    ("recoveryCodesRenew", PERSON),
    ("profileUpdate", PERSON),
    ("passwordChange", PERSON),
    ("orders", TEAM),
    ("order", TEAM),
    ("orderSubmit", PUBLIC),
    ("orderConfirm", TEAM),
    ("orderFulfil", TEAM),
    ("orderCancel", TEAM),
    ("orderReopen", TEAM),
    ("orderMarkSpam", TEAM),
    ("orderNoteAdd", TEAM),
    ("orderReferenceSet", TEAM),
    ("orderRecord", TEAM),
    ("orderUpdate", TEAM),
    ("orderMarkPaid", TEAM),
    ("orderMarkUnpaid", TEAM),
    ("ordersMove", TEAM),
    ("tenant", TEAM),
    ("members", TEAM),
    ("slugAvailability", PERSON),
    // The token is the right.
    ("invitation", PUBLIC),
    ("tenantCreate", PERSON),
    ("tenantUpdate", ADMINS),
    ("tenantSlugChange", ADMINS),
    ("memberInvite", ADMINS),
    ("invitationResend", ADMINS),
    ("invitationRevoke", ADMINS),
    ("invitationAccept", PERSON),
    ("memberRoleChange", OWNERS),
    ("memberRemove", ADMINS),
    ("visitRecord", PUBLIC),
    ("mediaAssets", TEAM),
    ("mediaDownloadUrl", TEAM),
    ("mediaUploadRequest", TEAM),
    ("mediaUploadComplete", TEAM),
    ("mediaUpdate", TEAM),
    ("mediaDelete", TEAM),
    ("catalogItemCreate", TEAM),
    ("catalogItemUpdate", TEAM),
    ("catalogItemActivate", TEAM),
    ("catalogItemArchive", TEAM),
    ("catalogItemDelete", TEAM),
    ("catalogItemsReorder", TEAM),
    ("catalogImports", TEAM),
    ("catalogImport", TEAM),
    ("catalogImportCommit", TEAM),
    ("catalogExport", TEAM),
    ("collections", PUBLIC),
    ("collection", PUBLIC),
    ("collectionCreate", TEAM),
    ("collectionUpdate", TEAM),
    ("collectionDelete", TEAM),
    ("collectionsReorder", TEAM),
    ("storefrontUpdate", ADMINS),
    ("storefrontPublish", ADMINS),
    ("storefrontUnpublish", ADMINS),
    ("storefrontPreviewTicket", ADMINS),
    ("donations", TEAM),
    ("donation", TEAM),
    ("donationReceipt", PUBLIC),
    ("donationSubmit", PUBLIC),
    ("donationRecord", TEAM),
    ("donationReceive", TEAM),
    ("donationRefund", TEAM),
    ("donationCancel", TEAM),
    ("donationReopen", TEAM),
    ("donationMarkSpam", TEAM),
    ("donationsMove", TEAM),
    ("donationNoteAdd", TEAM),
    ("donationReferenceSet", TEAM),
    ("pledges", TEAM),
    ("pledge", TEAM),
    ("pledgeSubmit", PUBLIC),
    ("pledgeRecord", TEAM),
    ("pledgePaymentRecord", TEAM),
    ("pledgePaymentVoid", TEAM),
    ("pledgeCancel", TEAM),
    ("pledgeReopen", TEAM),
    ("pledgeMarkSpam", TEAM),
    ("pledgesMove", TEAM),
    ("pledgeNoteAdd", TEAM),
    ("pledgeReferenceSet", TEAM),
    ("submissionLinkFind", PUBLIC),
    ("notificationDeliveries", TEAM),
    ("notificationResend", TEAM),
    ("inbox", TEAM),
    ("savedViews", TEAM),
    // One's own; tests/it/submissions/views.rs has the team's.
    ("savedViewCreate", TEAM),
    ("savedViewUpdate", TEAM),
    ("savedViewDelete", TEAM),
];
