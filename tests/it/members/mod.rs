//! Teams: founding tenants, inviting, joining, roles, departures, a second factor where the tenant asks for one.

mod closing;
mod founding;
mod invitations;
mod roles;
mod slugs;

use harness::{Answer, Member, Tenant, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// Fields of this room and of tenants that change something.
pub(crate) const MUTATIONS: [&str; 9] = [
    "tenantCreate",
    "tenantUpdate",
    "tenantSlugChange",
    "memberInvite",
    "invitationResend",
    "invitationRevoke",
    "invitationAccept",
    "memberRoleChange",
    "memberRemove",
];

const MEMBER: &str = "member { id email name role status isYou mfaEnabled inviteExpiresAt isExpired version }
    userErrors { field code message }";

/// A field's document, as tests ask it.
pub(crate) fn document(field: &str) -> String {
    let tenant = "tenant { id slug url formerSlugs name kind legalName licenceNumber currencyCode timeZone defaultLocale requiresMfa version }
        userErrors { field code message }";
    match field {
        "tenantCreate" => {
            format!("mutation($input: TenantCreateInput!) {{ tenantCreate(input: $input) {{ {tenant} }} }}")
        }
        "tenantUpdate" => {
            format!(
                "mutation($input: TenantUpdateInput!, $v: Int) {{ tenantUpdate(input: $input, expectedVersion: $v) {{ {tenant} }} }}"
            )
        }
        "tenantSlugChange" => {
            format!("mutation($input: TenantSlugChangeInput!) {{ tenantSlugChange(input: $input) {{ {tenant} }} }}")
        }
        "memberInvite" => {
            format!("mutation($input: MemberInviteInput!) {{ memberInvite(input: $input) {{ link {MEMBER} }} }}")
        }
        "invitationResend" => format!("mutation($id: ID!) {{ invitationResend(id: $id) {{ link {MEMBER} }} }}"),
        "invitationRevoke" | "memberRemove" => format!("mutation($id: ID!) {{ {field}(id: $id) {{ {MEMBER} }} }}"),
        "memberRoleChange" => format!(
            "mutation($id: ID!, $role: Role!, $v: Int) {{ memberRoleChange(id: $id, role: $role, expectedVersion: $v) {{ {MEMBER} }} }}"
        ),
        "invitationAccept" => "mutation($token: String!) { invitationAccept(token: $token) {
            membership { tenant { id slug requiresMfa } role permissions } userErrors { field code message } } }"
            .to_owned(),
        "members" => "query($first: Int, $after: String, $search: String, $where: MemberWhere, $sort: MemberSort) {
            members(first: $first, after: $after, search: $search, where: $where, sortBy: $sort) {
                nodes { id email name role status isYou mfaEnabled inviteExpiresAt isExpired version }
                pageInfo { endCursor hasNextPage } totalCount { value } } }"
            .to_owned(),
        "invitation" => {
            "query($token: String!) { invitation(token: $token) { tenantName email role expired expiresAt } }"
                .to_owned()
        }
        "tenant" => {
            "{ tenant { id slug url formerSlugs name kind legalName licenceNumber requiresMfa version } }".to_owned()
        }
        "slugAvailability" => {
            "query($slug: String!) { slugAvailability(slug: $slug) { slug available reason message suggestion } }"
                .to_owned()
        }
        other => panic!("no document for {other}"),
    }
}

/// An address nobody has yet.
pub(crate) fn new_email() -> String {
    format!("{}@new.example", Uuid::new_v4().simple())
}

/// What a person has to say to found a shop.
pub(crate) fn founding(slug: &str) -> Value {
    json!({ "slug": slug, "name": format!("Name of {slug}"), "kind": "SHOP", "defaultLocale": "EN" })
}

/// Asks somebody into the team as the tenant's owner; the answer has the member's id and the link.
pub(crate) async fn invite(app: &TestApp, tenant: &Tenant, email: &str, role: &str) -> Answer {
    let variables = json!({ "input": { "email": email, "role": role } });
    app.gql(&tenant.slug, Some(&tenant.owner.token), &document("memberInvite"), variables).await
}

/// The token within an invitation's link.
pub(crate) fn token_of(answer: &Answer, field: &str) -> String {
    answer.string(&format!("/{field}/link")).split_once("#token=").unwrap().1.to_owned()
}

/// The id of a member of the team by address.
pub(crate) async fn member_id(app: &TestApp, tenant: &Tenant, person: &Member) -> String {
    let variables = json!({ "first": 10, "search": person.email });
    let found = app.gql(&tenant.slug, Some(&tenant.owner.token), &document("members"), variables).await;
    found.string("/members/nodes/0/id")
}

/// A call of one of this room's fields that the tenant's owner may make, after whatever it needs; None for other fields.
pub(crate) async fn call(app: &TestApp, tenant: &Tenant, field: &str) -> Option<(String, Value)> {
    let unique = Uuid::new_v4().simple().to_string();
    let variables = match field {
        "tenant" => json!({}),
        "members" => json!({ "first": 5 }),
        "slugAvailability" => json!({ "slug": "a-free-slug" }),
        "invitation" | "invitationAccept" => {
            let email = if field == "invitation" { new_email() } else { tenant.owner.email.clone() };
            // Who is in the team already is refused, which changes nothing and is no system error.
            let asked = invite(app, tenant, &email, "MEMBER").await;
            match asked.data("/memberInvite/link").as_str() {
                Some(_) => json!({ "token": token_of(&asked, "memberInvite") }),
                None => json!({ "token": "inv_x" }),
            }
        }
        "tenantCreate" => json!({ "input": founding(&format!("t{}", &unique[..20])) }),
        "tenantUpdate" => json!({ "input": { "name": format!("Name {unique}") } }),
        "tenantSlugChange" => json!({ "input": { "slug": tenant.slug } }),
        "memberInvite" => json!({ "input": { "email": new_email(), "role": "MEMBER" } }),
        "invitationResend" | "invitationRevoke" | "memberRemove" | "memberRoleChange" => {
            let id = invite(app, tenant, &new_email(), "MEMBER").await.string("/memberInvite/member/id");
            json!({ "id": id, "role": "ADMIN" })
        }
        _ => return None,
    };
    let mut variables = variables;
    if field != "memberRoleChange"
        && let Some(all) = variables.as_object_mut()
    {
        all.remove("role");
    }
    Some((document(field), variables))
}
