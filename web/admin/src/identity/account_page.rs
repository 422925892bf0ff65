//! One's own pages: profile and security, side by side under one heading.

use leptos::{ev, html, prelude::*};
use ui::LiveField;

use super::texts::words;
use crate::app::frame;
use crate::form::{Form, FormNotice, Submit, settled, trimmed};
use crate::places::{Account, Place};
use crate::prefs::prefs;
use crate::session::session;
use crate::shell::{LanguageChoice, ThemeChooser};
use crate::toasts::toasts;
use crate::transport::Api;

/// The heading of one's own pages and the way between them.
#[component]
pub(super) fn AccountFrame(
    /// What stands below.
    children: Children,
) -> impl IntoView {
    let words = words();
    let frame = frame();
    frame.set_title(words.account);
    let tab = move |page: Account| {
        let label = match page {
            Account::Profile => words.profile,
            Account::Security => words.security,
        };
        let is_here = move || frame.place.with(|place| *place == Place::Account(page));
        view! {
            <a class="tab" href=page.path() aria-current=move || is_here().then_some("page")>{label}</a>
        }
    };
    view! {
        <div class="account-page">
            <header class="page-head"><h1 class="page-title">{words.account}</h1></header>
            <nav class="tabs" aria-label=words.account>{Account::ALL.into_iter().map(tab).collect_view()}</nav>
            {children()}
        </div>
    }
}

/// Name, language, appearance.
#[component]
pub(crate) fn ProfilePage() -> impl IntoView {
    let words = words();
    let session = session();
    let api = StoredValue::new(Api::without_tenant(session, prefs()));
    let toasts = toasts();
    let user = session.viewer.with_untracked(|viewer| viewer.as_ref().map(|viewer| viewer.user.clone()));
    let (called, address) = user.map(|user| (user.name, user.email)).unwrap_or_default();
    let name = NodeRef::<html::Input>::new();
    let form = Form::new(&["name"]);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let called = trimmed(name);
        let Some(form) =
            form.begin().and_then(|check| check.that(!called.is_empty(), "name", words.error_name).passed())
        else {
            return;
        };
        let api = api.get_value();
        form.send(
            async move { settled(client::update_profile(&api, Some(called), None).await, api.prefs().texts()) },
            move |user| {
                session.take_user(user);
                toasts.success(words.saved);
            },
        );
    };
    view! {
        <AccountFrame>
            <section class="card settings-card" aria-labelledby="profile-title">
                <h2 class="card-title" id="profile-title">{words.profile}</h2>
                <form class="form" novalidate=true on:submit=submit>
                    <FormNotice form />
                    <LiveField
                        name="name"
                        label=words.name
                        node=name
                        error=form.fault("name")
                        autocomplete="name"
                        max_length=120
                        value=called
                    />
                    <dl class="facts">
                        <div><dt>{words.email}</dt><dd><bdi dir="ltr">{address}</bdi></dd></div>
                    </dl>
                    <div class="form-end"><Submit form label=words.save working=words.working /></div>
                </form>
            </section>
            <section class="card settings-card" aria-labelledby="look-title">
                <h2 class="card-title" id="look-title">{words.look}</h2>
                <p class="hint">{words.look_text}</p>
                <LanguageChoice />
                <ThemeChooser />
            </section>
        </AccountFrame>
    }
}
