//! The tenant's address, and moving it to another one after a warning.

use client::Tenant;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Dialog, Icon, IconName, Notice, NoticeTone};

use super::slug_field::{LEAST, Slug, SlugField};
use super::texts::words;
use crate::browser;
use crate::form::{Form, FormNotice, Submit, settled, trimmed};
use crate::places::Page;
use crate::prefs::t;
use crate::session::session;
use crate::toasts::toasts;
use crate::transport::Api;

/// The card.
#[component]
pub(super) fn SlugCard(tenant: Tenant, api: StoredValue<Api>) -> impl IntoView {
    let words = words();
    let is_open = RwSignal::new(false);
    let former = (!tenant.former_slugs.is_empty()).then(|| {
        let slugs = tenant.former_slugs.iter().map(|slug| view! { <li><bdi dir="ltr">{slug.clone()}</bdi></li> });
        view! { <p class="hint">{words.former}</p><ul class="former-slugs">{slugs.collect_view()}</ul> }
    });
    let slug = tenant.slug;
    view! {
        <section class="card settings-card" aria-labelledby="address-title">
            <h2 class="card-title" id="address-title">{words.address_title}</h2>
            <p class="hint">{words.address_text}</p>
            <p class="storefront-url">
                <a class="link" href=tenant.url.clone() target="_blank" rel="noopener" dir="ltr">{tenant.url.clone()}</a>
                <Icon name=IconName::Out />
            </p>
            {former}
            <div class="form-end">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(true)>
                    {words.change_slug}
                </button>
            </div>
        </section>
        <Dialog
            id="slug-title"
            open=is_open
            title=Signal::derive(move || words.change_slug.to_owned())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            <Change is_open api now=slug.clone() />
        </Dialog>
    }
}

#[component]
fn Change(is_open: RwSignal<bool>, api: StoredValue<Api>, now: String) -> impl IntoView {
    let words = words();
    let session = session();
    let toasts = toasts();
    let navigate = use_navigate();
    let slug = Slug::new(api.get_value());
    let form = Form::new(&["slug"]);
    browser::focus_soon("dialog[open] #slug");
    let now = StoredValue::new(now);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let next = trimmed(slug.node).to_lowercase();
        let holds = next.chars().count() >= LEAST && next != now.get_value();
        let Some(form) = form.begin().and_then(|check| check.that(holds, "slug", words.error_slug).passed()) else {
            return;
        };
        let (api, navigate) = (api.get_value(), navigate.clone());
        form.send(
            async move { settled(client::change_tenant_slug(&api, next).await, api.prefs().texts()) },
            move |tenant| {
                is_open.set(false);
                toasts.success(words.slug_changed);
                // This page's own address names the tenant: it goes when the viewer knows the new name.
                spawn_local(async move {
                    session.renew_viewer().await;
                    navigate(
                        &Page::Settings.of(&tenant.slug),
                        NavigateOptions { replace: true, ..NavigateOptions::default() },
                    );
                });
            },
        );
    };
    view! {
        <form class="dialog-body" novalidate=true on:submit=submit>
            <Notice tone=NoticeTone::Info><p>{words.slug_warning}</p></Notice>
            <FormNotice form />
            <SlugField slug error=form.fault("slug") />
            <div class="dialog-acts">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>
                    {words.keep}
                </button>
                <Submit form label=words.change_slug working=words.working class="button button-danger-strong" />
            </div>
        </form>
    }
}
