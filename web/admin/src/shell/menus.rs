//! The two menus of the frame: which tenant, and the user's own things.

use client::{Membership, Role, TenantKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName, Locale};

use crate::app::frame;
use crate::guard::{self, membership};
use crate::keys::close_menus;
use crate::places::{Account, FOUNDING, PlatformPage};
use crate::prefs::{Prefs, ThemeChoice, prefs, t};
use crate::session::{Session, session};
use crate::transport::Api;

/// The letter that stands for a tenant without its logo.
pub(crate) fn initial(name: &str) -> String {
    name.trim_start_matches("ال").trim().chars().next().map(String::from).unwrap_or_default()
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => t().role_owner,
        Role::Admin => t().role_admin,
        Role::Member => t().role_member,
    }
}

/// `name`: the public one in the user's language where it is known; else the team's own.
fn face(member: &Membership, name: Option<String>) -> impl IntoView + use<> {
    let name = name.unwrap_or_else(|| member.tenant.name.clone());
    let class = match member.tenant.kind {
        TenantKind::Shop => "tenant-mark",
        TenantKind::Charity => "tenant-mark tenant-mark-charity",
    };
    view! {
        <span class=class aria-hidden="true">{initial(&name)}</span>
        <span class="tenant-words">
            <span class="tenant-name"><bdi>{name}</bdi></span>
            <span class="tenant-role">{role_name(member.role)}</span>
        </span>
    }
}

/// The host below which the storefronts stand, as this app stands there too.
pub(crate) fn base_host() -> String {
    let host = window().location().host().unwrap_or_default();
    host.strip_prefix("app.").unwrap_or(&host).to_owned()
}

/// The address of a tenant's storefront, beside this app's own.
pub(crate) fn storefront_address(slug: &str) -> String {
    format!("{}//{slug}.{}/", window().location().protocol().unwrap_or_default(), base_host())
}

/// The tenant at work, and the way to the others.
#[component]
pub(super) fn TenantMenu() -> impl IntoView {
    let (session, frame) = (session(), frame());
    move || {
        let strings = t();
        let viewer = session.viewer.get()?;
        let tenant = frame.at_work.get()?;
        let here = membership(&viewer, &tenant)?.clone();
        let others: Vec<_> = viewer
            .memberships
            .iter()
            .filter(|member| member.tenant.slug != tenant)
            .map(|member| {
                view! {
                    <a class="menu-item tenant-item" href=guard::first_page(&viewer, &member.tenant.slug) on:click=|_| close_menus(None)>
                        {face(member, None)}
                    </a>
                }
            })
            .collect();
        let heading = (!others.is_empty()).then(|| view! { <p class="menu-label">{strings.switch_tenant}</p> });
        Some(view! {
            <details class="menu tenant-menu">
                <summary class="tenant-summary">{face(&here, frame.public_name())}<Icon name=IconName::Down /></summary>
                <div class="menu-face">
                    <a class="menu-item" href=storefront_address(&tenant) target="_blank" rel="noopener">
                        <Icon name=IconName::Shop />
                        <span>{strings.view_storefront}</span>
                        <Icon name=IconName::Out />
                    </a>
                    {heading}
                    {others}
                    <a class="menu-item" href=FOUNDING on:click=|_| close_menus(None)>
                        <Icon name=IconName::Plus />
                        <span>{strings.found_another}</span>
                    </a>
                </div>
            </details>
        })
    }
}

/// The user's own things: language, light or dark, keys, the way out.
#[component]
pub(super) fn UserMenu() -> impl IntoView {
    let (session, frame) = (session(), frame());
    move || {
        let strings = t();
        let user = session.viewer.get()?.user;
        let is_wide = frame.is_wide.get();
        let operator = user.is_platform_operator.then(|| {
            view! {
                <a class="menu-item" href=PlatformPage::Tenants.path() on:click=|_| close_menus(None)>
                    <Icon name=IconName::Globe />
                    <span>{strings.platform}</span>
                </a>
            }
        });
        let words = is_wide.then(|| view! { <span class="user-name"><bdi>{user.name.clone()}</bdi></span> });
        Some(view! {
            <details class="menu user-menu">
                <summary class="user-summary" aria-label=(!is_wide).then_some(strings.account)>
                    <span class="user-mark" aria-hidden="true">{initial(&user.name)}</span>
                    {words}
                </summary>
                <div class="menu-face">
                    <div class="menu-who">
                        <p class="menu-who-name"><bdi>{user.name.clone()}</bdi></p>
                        <p class="menu-who-mail"><bdi dir="ltr">{user.email.clone()}</bdi></p>
                    </div>
                    <a class="menu-item" href=Account::Profile.path() on:click=|_| close_menus(None)>
                        <Icon name=IconName::User />
                        <span>{strings.account}</span>
                    </a>
                    {operator}
                    <LanguageChoice />
                    <ThemeChooser />
                    <button
                        type="button"
                        class="menu-item"
                        on:click=move |_| {
                            close_menus(None);
                            frame.help.set(true);
                        }
                    >
                        <Icon name=IconName::Keyboard />
                        <span>{strings.shortcuts}</span>
                    </button>
                    <button type="button" class="menu-item" on:click=move |_| session.sign_out()>
                        <Icon name=IconName::SignOut />
                        <span>{strings.sign_out}</span>
                    </button>
                </div>
            </details>
        })
    }
}

/// Arabic or English; each named in itself.
#[component]
pub(crate) fn LanguageChoice() -> impl IntoView {
    let (session, prefs) = (session(), prefs());
    let choice = move |locale: Locale| {
        view! {
            <button
                type="button"
                class="segment"
                lang=locale.code()
                aria-pressed=move || (prefs.locale.get() == locale).to_string()
                on:click=move |_| {
                    prefs.choose_locale(locale);
                    keep_language(session, prefs, locale);
                }
            >
                {locale.own_name()}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || t().language>
            {Locale::ALL.into_iter().map(choice).collect_view()}
        </div>
    }
}

/// Tells the account which language its owner reads; the page does not wait for it.
fn keep_language(session: Session, prefs: Prefs, locale: Locale) {
    let wished = match locale {
        Locale::Ar => client::Locale::Ar,
        Locale::En => client::Locale::En,
    };
    let known = session.viewer.with_untracked(|viewer| viewer.as_ref().map(|viewer| viewer.user.locale));
    if known.is_none_or(|known| known == wished) {
        return;
    }
    let api = Api::without_tenant(session, prefs);
    spawn_local(async move {
        if let Ok(client::Outcome { value: Some(user), .. }) = client::update_profile(&api, None, Some(wished)).await {
            session.take_user(user);
        }
    });
}

/// Light, dark, or as the system says.
#[component]
pub(crate) fn ThemeChooser() -> impl IntoView {
    let prefs = prefs();
    let choice = move |theme: ThemeChoice| {
        let icon = match theme {
            ThemeChoice::System => IconName::Screen,
            ThemeChoice::Light => IconName::Sun,
            ThemeChoice::Dark => IconName::Moon,
        };
        let label = move || match theme {
            ThemeChoice::System => t().theme_system,
            ThemeChoice::Light => t().theme_light,
            ThemeChoice::Dark => t().theme_dark,
        };
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (prefs.theme.get() == theme).to_string()
                on:click=move |_| prefs.choose_theme(theme)
            >
                <Icon name=icon />
                <span>{label}</span>
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || t().theme>
            {ThemeChoice::ALL.into_iter().map(choice).collect_view()}
        </div>
    }
}
