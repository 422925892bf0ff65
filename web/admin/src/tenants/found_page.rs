//! Founding a tenant: what it is, how it is called, where it stands. Whoever founds it owns it.

use client::{TenantCreateInput, TenantKind};
use leptos::{ev, html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Choice, LiveField, LiveSelect};

use super::slug_field::{LEAST, Slug, SlugField};
use super::texts::words;
use crate::app::{first_page, frame};
use crate::browser;
use crate::form::{Form, FormNotice, Submit, settled, trimmed};
use crate::prefs::prefs;
use crate::session::session;
use crate::toasts::toasts;
use crate::transport::Api;

/// The page.
#[component]
pub(crate) fn FoundPage() -> impl IntoView {
    let words = words();
    let session = session();
    let is_first =
        session.viewer.with_untracked(|viewer| viewer.as_ref().is_none_or(|viewer| viewer.memberships.is_empty()));
    let title = if is_first { words.found_title } else { words.found_another };
    frame().set_title(title);
    let api = Api::without_tenant(session, prefs());
    let slug = Slug::new(api.clone());
    let api = StoredValue::new(api);
    let (name, legal_name, licence) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let language = NodeRef::<html::Select>::new();
    let kind = RwSignal::new(TenantKind::Shop);
    let form = Form::new(&["name", "slug", "legalName", "licenceNumber"]);
    // Until the user writes an address of their own, it follows the name.
    let is_own = StoredValue::new(false);
    let propose = move |_: ev::Event| {
        let called = trimmed(name);
        if !is_own.get_value() && called.chars().count() > 1 {
            slug.propose(called, move |found| {
                if !is_own.get_value() {
                    slug.take(&found);
                }
            });
        }
    };
    browser::focus_soon("#name");
    let toasts = toasts();
    let navigate = use_navigate();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (called, label) = (trimmed(name), trimmed(slug.node).to_lowercase());
        let is_charity = kind.get_untracked() == TenantKind::Charity;
        let given = |node| Some(trimmed(node)).filter(|text| is_charity && !text.is_empty());
        let (legal_name, licence_number) = (given(legal_name), given(licence));
        let Some(form) = form.begin().and_then(|check| {
            check
                .that(!called.is_empty(), "name", words.error_name)
                .that(label.chars().count() >= LEAST, "slug", words.error_slug)
                .that(!is_charity || legal_name.is_some(), "legalName", words.error_legal_name)
                .that(!is_charity || licence_number.is_some(), "licenceNumber", words.error_licence)
                .passed()
        }) else {
            return;
        };
        let chosen = language.get_untracked().map(|select| select.value());
        let default_locale = if chosen.as_deref() == Some("en") { client::Locale::En } else { client::Locale::Ar };
        let input = TenantCreateInput {
            slug: label,
            name: called,
            kind: kind.get_untracked(),
            legal_name,
            licence_number,
            default_locale: Some(default_locale),
        };
        let (api, navigate) = (api.get_value(), navigate.clone());
        form.send(
            async move {
                let tenant = settled(client::create_tenant(&api, input).await, api.prefs().texts())?;
                session.renew_viewer().await;
                Ok(tenant)
            },
            move |tenant| {
                toasts.success(words.founded.replace("{slug}", &format!("\u{2066}{}\u{2069}", tenant.slug)));
                navigate(&first_page(session, &tenant.slug), NavigateOptions::default());
            },
        );
    };
    let choice = move |(of, value, label, text): (TenantKind, &'static str, &'static str, &'static str)| {
        view! {
            <div on:change=move |_| kind.set(of)>
                <Choice name="kind" value checked=kind.get_untracked() == of>
                    <span>{label}</span>
                    <span class="choice-extra">{text}</span>
                </Choice>
            </div>
        }
    };
    let kinds = [
        (TenantKind::Shop, "shop", words.kind_shop, words.kind_shop_text),
        (TenantKind::Charity, "charity", words.kind_charity, words.kind_charity_text),
    ];
    view! {
        <div class="found-page">
            <header class="page-head"><h1 class="page-title">{title}</h1></header>
            <p class="hint">{words.found_text}</p>
            <section class="card settings-card">
                <form class="form" novalidate=true on:submit=submit>
                    <FormNotice form />
                    <fieldset>
                        <legend class="field-label">{words.kind}</legend>
                        <div class="kind-choices">{kinds.into_iter().map(choice).collect_view()}</div>
                    </fieldset>
                    <div on:change=propose>
                        <LiveField
                            name="name"
                            label=words.name
                            hint=Some(words.name_hint.to_owned())
                            node=name
                            error=form.fault("name")
                            autocomplete="organization"
                            max_length=120
                        />
                    </div>
                    <SlugField slug error=form.fault("slug") on_typed=Callback::new(move |()| is_own.set_value(true)) />
                    <Show when=move || kind.get() == TenantKind::Charity>
                        <LiveField
                            name="legalName"
                            label=words.legal_name
                            hint=Some(words.charity_hint.to_owned())
                            node=legal_name
                            error=form.fault("legalName")
                            max_length=200
                        />
                        <LiveField
                            name="licenceNumber"
                            label=words.licence
                            node=licence
                            error=form.fault("licenceNumber")
                            direction="ltr"
                            max_length=60
                        />
                    </Show>
                    <LiveSelect
                        name="defaultLocale"
                        label=words.default_locale
                        node=language
                        error=form.fault("defaultLocale")
                        options=vec![("ar", words.arabic.to_owned()), ("en", words.english.to_owned())]
                        selected=prefs().locale.get_untracked().code()
                    />
                    <div class="form-end"><Submit form label=words.found working=words.working /></div>
                </form>
            </section>
            {is_first.then(|| view! { <p class="hint">{words.invited_instead}</p> })}
        </div>
    }
}
