//! The fields that concern whoever is signed in, and no tenant.

/// Root fields about the person who asks; they reach no tenant's rows.
pub(crate) const PERSONAL: [&str; 9] = [
    "sessions",
    "sessionRevoke",
    "sessionRevokeOthers",
    "mfaSetupBegin",
    "mfaSetupConfirm",
    "mfaDisable",
    "recoveryCodesRenew",
    "profileUpdate",
    "passwordChange",
];

/// A call of a field about the person who asks.
pub(crate) fn of_person(field: &str) -> String {
    let refused = "userErrors { code }";
    match field {
        "sessions" => "{ sessions { id isCurrent userAgent } }".to_owned(),
        "sessionRevoke" => format!("mutation {{ sessionRevoke(id: \"ses_0\") {{ revokedId {refused} }} }}"),
        "sessionRevokeOthers" => format!("mutation {{ sessionRevokeOthers {{ revoked {refused} }} }}"),
        "mfaSetupBegin" => {
            format!("mutation {{ mfaSetupBegin(password: \"not the password\") {{ otpauthUri {refused} }} }}")
        }
        "mfaSetupConfirm" | "recoveryCodesRenew" => {
            format!("mutation {{ {field}(code: \"000000\") {{ recoveryCodes {refused} }} }}")
        }
        "mfaDisable" => format!("mutation {{ mfaDisable(code: \"000000\") {{ disabled {refused} }} }}"),
        "profileUpdate" => {
            format!("mutation {{ profileUpdate(input: {{ locale: EN }}) {{ user {{ id }} {refused} }} }}")
        }
        "passwordChange" => {
            let input = "{ current: \"not the password\", next: \"seven woven bands\" }";
            format!("mutation {{ passwordChange(input: {input}) {{ changed {refused} }} }}")
        }
        other => panic!("{other} concerns no person"),
    }
}
