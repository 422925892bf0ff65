//! The tenant's settings: name and licence, its address, and whether its team needs a second factor.

use client::{ErrorCode, Outcome, Tenant, TenantKind, TenantUpdateInput};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{LiveField, LiveSelect, Skeleton, Status, StatusTone};

use super::slug_card::SlugCard;
use super::texts::words;
use crate::app::frame;
use crate::fault::FaultState;
use crate::form::{Form, FormNotice, Submit, Wrongs, settled, trimmed};
use crate::load::{Loaded, Loader};
use crate::places::Account;
use crate::session::session;
use crate::toasts::toasts;
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let words = words();
    frame().set_title(words.settings);
    let api = StoredValue::new(Api::of_this_tenant());
    let loader = Loader::<Tenant>::new();
    let ask = move || {
        let api = api.get_value();
        async move { client::tenant(&api).await }
    };
    loader.ask(ask());
    let on_retry = Callback::new(move |()| loader.ask(ask()));
    view! {
        <div class="settings-page">
            <header class="page-head"><h1 class="page-title">{words.settings}</h1></header>
            {move || match loader.state.get() {
                Loaded::Waiting => {
                    view! { <div class="card settings-card"><Skeleton width=40 /><Skeleton width=80 /></div> }.into_any()
                }
                Loaded::Failed(error) => view! { <FaultState error on_retry /> }.into_any(),
                Loaded::Here(tenant) => {
                    view! {
                        <IdentityCard tenant=tenant.clone() api loader />
                        <SlugCard tenant=tenant.clone() api />
                        <SafetyCard tenant api loader />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// Sends a change; a colleague's newer version is shown instead of what was typed, and told.
async fn save(
    api: Api,
    loader: Loader<Tenant>,
    input: TenantUpdateInput,
    version: i32,
    stale: &'static str,
) -> Result<Tenant, Wrongs> {
    let answer = client::update_tenant(&api, input, version).await;
    if let Ok(Outcome { user_errors, .. }) = &answer
        && user_errors.iter().any(|error| error.code == ErrorCode::Stale)
    {
        if let Ok(tenant) = client::tenant(&api).await {
            loader.put(tenant);
        }
        return Err(Wrongs::whole(stale));
    }
    settled(answer, api.prefs().texts())
}

#[component]
fn IdentityCard(tenant: Tenant, api: StoredValue<Api>, loader: Loader<Tenant>) -> impl IntoView {
    let words = words();
    let session = session();
    let toasts = toasts();
    let (name, legal_name, licence) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let language = NodeRef::<html::Select>::new();
    let form = Form::new(&["name", "legalName", "licenceNumber", "defaultLocale"]);
    let is_charity = tenant.kind == TenantKind::Charity;
    let version = tenant.version;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (called, legal, number) = (trimmed(name), trimmed(legal_name), trimmed(licence));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(!called.is_empty(), "name", words.error_name)
                .that(!is_charity || !legal.is_empty(), "legalName", words.error_legal_name)
                .that(!is_charity || !number.is_empty(), "licenceNumber", words.error_licence)
                .passed()
        }) else {
            return;
        };
        let chosen = language.get_untracked().map(|select| select.value());
        let input = TenantUpdateInput {
            name: Some(called),
            legal_name: Some(legal),
            licence_number: Some(number),
            default_locale: Some(if chosen.as_deref() == Some("en") { client::Locale::En } else { client::Locale::Ar }),
            ..TenantUpdateInput::default()
        };
        form.send(save(api.get_value(), loader, input, version, words.stale), move |tenant| {
            toasts.success(words.saved);
            loader.put(tenant);
            // The menu names the tenant too.
            spawn_local(session.renew_viewer());
        });
    };
    let optional = move || (!is_charity).then(|| words.optional.to_owned());
    let kind = if is_charity { words.kind_charity } else { words.kind_shop };
    view! {
        <section class="card settings-card" aria-labelledby="identity-title">
            <h2 class="card-title" id="identity-title">{words.identity}</h2>
            <form class="form" novalidate=true on:submit=submit>
                <FormNotice form />
                <LiveField
                    name="name"
                    label=words.name
                    node=name
                    error=form.fault("name")
                    max_length=120
                    value=tenant.name
                />
                <LiveField
                    name="legalName"
                    label=words.legal_name
                    optional_label=optional()
                    hint=Some(words.charity_hint.to_owned())
                    node=legal_name
                    error=form.fault("legalName")
                    max_length=200
                    value=tenant.legal_name.unwrap_or_default()
                />
                <LiveField
                    name="licenceNumber"
                    label=words.licence
                    optional_label=optional()
                    node=licence
                    error=form.fault("licenceNumber")
                    direction="ltr"
                    max_length=60
                    value=tenant.licence_number.unwrap_or_default()
                />
                <LiveSelect
                    name="defaultLocale"
                    label=words.default_locale
                    node=language
                    error=form.fault("defaultLocale")
                    options=vec![("ar", words.arabic.to_owned()), ("en", words.english.to_owned())]
                    selected=if tenant.default_locale == client::Locale::En { "en" } else { "ar" }
                />
                <dl class="facts">
                    <div><dt>{words.kind_label}</dt><dd>{kind}</dd></div>
                    <div><dt>{words.currency}</dt><dd><bdi dir="ltr">{tenant.currency_code}</bdi></dd></div>
                    <div><dt>{words.time_zone}</dt><dd><bdi dir="ltr">{tenant.time_zone}</bdi></dd></div>
                </dl>
                <div class="form-end"><Submit form label=words.save working=words.working /></div>
            </form>
        </section>
    }
}

#[component]
fn SafetyCard(tenant: Tenant, api: StoredValue<Api>, loader: Loader<Tenant>) -> impl IntoView {
    let words = words();
    let session = session();
    let toasts = toasts();
    let form = Form::new(&["safety"]);
    let (is_required, version) = (tenant.requires_mfa, tenant.version);
    let has_own =
        Memo::new(move |_| session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| viewer.user.mfa_enabled)));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = form.begin().and_then(crate::form::Check::passed) else { return };
        let input = TenantUpdateInput { requires_mfa: Some(!is_required), ..TenantUpdateInput::default() };
        form.send(save(api.get_value(), loader, input, version, words.stale), move |tenant| {
            toasts.success(words.saved);
            loader.put(tenant);
        });
    };
    let state = if is_required {
        view! { <Status tone=StatusTone::Done label=words.on /> }
    } else {
        view! { <Status tone=StatusTone::Ended label=words.off /> }
    };
    view! {
        <section class="card settings-card" aria-labelledby="safety-title">
            <div class="card-row">
                <h2 class="card-title" id="safety-title">{words.safety}</h2>
                {state}
            </div>
            <p>{words.requires_mfa}</p>
            <p class="hint">{words.requires_mfa_text}</p>
            <form id="safety" class="form" novalidate=true on:submit=submit>
                <FormNotice form />
                {move || {
                    if is_required || has_own.get() {
                        let label = if is_required { words.turn_off } else { words.turn_on };
                        view! {
                            <div class="form-end">
                                <Submit form label working=words.working class="button button-secondary" />
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <p class="hint">{words.requires_mfa_self}</p>
                            <div class="form-end">
                                <a class="button button-secondary" href=Account::Security.path()>{words.to_security}</a>
                            </div>
                        }
                            .into_any()
                    }
                }}
            </form>
        </section>
    }
}
