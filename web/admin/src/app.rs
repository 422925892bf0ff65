//! The whole app: what every page shares, which address shows which page, and who is let in.

use client::{Storefront, Viewer};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};
use ui::{EmptyState, IconName, WovenPatterns};

use crate::audit_log::AuditPage;
use crate::browser;
use crate::catalog::{CatalogPage, CollectionsPage, ImportPage, ItemPage, NewItemPage};
use crate::dashboard::DashboardPage;
use crate::donations::{DonationPage, DonationsPage};
use crate::early;
use crate::gallery::GalleryPage;
use crate::guard;
use crate::identity::{
    ConfirmPage, DoorState, ForgotPage, LoginPage, ProfilePage, ResetPage, SecurityPage, SignUpPage,
};
use crate::inbox::InboxPage;
use crate::integrations::IntegrationsPage;
use crate::keys::{HelpDialog, follow_keys};
use crate::letters::LettersPage;
use crate::list::{Memory, Trail, Views};
use crate::live::Live;
use crate::members::{InvitationPage, TeamPage};
use crate::orders::{OrderPage, OrdersPage};
use crate::palette::Palette;
use crate::places::{self, Account, Door, FOUNDING, Place};
use crate::platform::{PlatformLogPage, PlatformPage};
use crate::pledges::{PledgePage, PledgesPage};
use crate::prefs::{Prefs, prefs, t};
use crate::record::{EditOrderPage, NewDonationPage, NewOrderPage, NewPledgePage};
use crate::session::{Phase, Session, session};
use crate::shell::{Shell, Splash};
use crate::storefront::StorefrontPage;
use crate::tenants::{FoundPage, SettingsPage};
use crate::text;
use crate::toasts::{ToastPlace, Toasts};

const LAST_TENANT: &str = "sadu.tenant";

/// What every page shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Whether there is room for tables and a menu at the side.
    pub(crate) is_wide: ReadSignal<bool>,
    /// The path.
    pub(crate) path: Memo<String>,
    /// The place that the path names.
    pub(crate) place: Memo<Place>,
    /// The tenant that the path names.
    pub(crate) tenant: Memo<Option<String>>,
    /// The tenant that the menus speak of: the path's, else the one worked for last.
    pub(crate) at_work: Memo<Option<String>>,
    /// The public face of the tenant at work, once it is known: name, time zone.
    pub(crate) storefront: RwSignal<Option<Storefront>>,
    /// The list that the user last came through.
    pub(crate) trail: RwSignal<Trail>,
    /// The rows of lists seen last.
    pub(crate) seen: Memory,
    /// The saved views of lists.
    pub(crate) views: Views,
    /// The help is open.
    pub(crate) help: RwSignal<bool>,
    /// The palette is open.
    pub(crate) palette: RwSignal<bool>,
}

impl Frame {
    fn new() -> Self {
        let location = use_location();
        let path = Memo::new(move |_| location.pathname.get());
        let place = Memo::new(move |_| path.with(|path| Place::read(path)));
        let tenant = Memo::new(move |_| match place.get() {
            Place::Tenant { tenant, .. } => Some(tenant),
            _ => None,
        });
        let session = session();
        let at_work = Memo::new(move |_| {
            tenant.get().or_else(|| {
                let last = browser::kept(LAST_TENANT);
                session.viewer.with(|viewer| {
                    let memberships = &viewer.as_ref()?.memberships;
                    let of_last = memberships.iter().find(|membership| Some(&membership.tenant.slug) == last.as_ref());
                    of_last.or_else(|| memberships.first()).map(|membership| membership.tenant.slug.clone())
                })
            })
        });
        Self {
            is_wide: browser::media("(min-width: 60rem)"),
            path,
            place,
            tenant,
            at_work,
            storefront: RwSignal::new(None),
            trail: RwSignal::new(Trail::default()),
            seen: Memory::new(),
            views: Views::new(),
            help: RwSignal::new(false),
            palette: RwSignal::new(false),
        }
    }

    /// The tenant's name in the user's language, once it is known; followed where it is read reactively.
    pub(crate) fn public_name(self) -> Option<String> {
        let locale = prefs().locale.get();
        self.storefront.with(|shop| shop.as_ref().map(|shop| text::pick(locale, &shop.name)))
    }

    /// Names the tab.
    pub(crate) fn set_title(self, title: &str) {
        let strings = t();
        let divider = strings.title_divider;
        let tenant = self.tenant.get_untracked().map(|slug| self.public_name().unwrap_or(slug));
        let tenant = tenant.map(|tenant| format!("{divider}{tenant}")).unwrap_or_default();
        browser::set_title(&format!("{title}{tenant}{divider}{}", strings.app_name));
    }
}

/// Where a tenant is entered by whoever is signed in.
pub(crate) fn first_page(session: Session, tenant: &str) -> String {
    session.viewer.with_untracked(|viewer| {
        viewer.as_ref().map_or_else(|| "/".to_owned(), |viewer| guard::first_page(viewer, tenant))
    })
}

/// What every page shares.
pub(crate) fn frame() -> Frame {
    expect_context()
}

/// The app.
#[component]
pub(crate) fn App() -> impl IntoView {
    let prefs = Prefs::new();
    let session = Session::new(prefs);
    provide_context(prefs);
    provide_context(session);
    provide_context(Toasts::new(prefs));
    provide_context(DoorState::new());
    session.start();
    // A door takes over what was typed before the program was here; any other page has no use for it.
    Effect::new(move |_| {
        if matches!(session.phase.get(), Phase::SignedIn | Phase::Unreachable) {
            let _ = early::take();
        }
    });
    // The page as served shows a splash until the program runs.
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
    view! {
        <Router>
            <Inside />
        </Router>
    }
}

/// A page of a part of the app (docs/adr/0028-the-app-comes-in-parts.md); the other parts give way to it there.
macro_rules! page {
    ($part:literal, $Page:ident) => {
        page!($part, gated(|_| view! { <$Page /> }))
    };
    ($part:literal, spoken $Page:ident) => {
        page!($part, spoken(|| view! { <$Page /> }))
    };
    ($part:literal, $page:expr) => {{
        #[cfg(feature = $part)]
        {
            crate::parts::arrived();
            $page
        }
        #[cfg(not(feature = $part))]
        {
            crate::parts::give_way()
        }
    }};
}

/// Everything that needs to know the address.
#[component]
fn Inside() -> impl IntoView {
    let frame = Frame::new();
    provide_context(frame);
    let live = Live::new();
    provide_context(live);
    live.follow(frame);
    follow_keys(frame);
    follow_tenant(frame);
    follow_focus(frame);
    view! {
        <WovenPatterns />
        <Shell>
            <FlatRoutes fallback=|| gated(|_| missing())>
                <Route path=path!("/") view=|| gated(home) />
                <Route path=path!("/login") view=|| page!("inbox", spoken LoginPage) />
                <Route path=path!("/signup") view=|| page!("inbox", spoken SignUpPage) />
                <Route path=path!("/confirm") view=|| page!("inbox", spoken ConfirmPage) />
                <Route path=path!("/forgot") view=|| page!("inbox", spoken ForgotPage) />
                <Route path=path!("/reset") view=|| page!("inbox", spoken ResetPage) />
                <Route path=path!("/invitation") view=|| page!("inbox", spoken InvitationPage) />
                <Route path=path!("/account") view=|| page!("desk", ProfilePage) />
                <Route path=path!("/account/security") view=|| page!("desk", SecurityPage) />
                <Route path=path!("/platform") view=|| page!("desk", PlatformPage) />
                <Route path=path!("/platform/log") view=|| page!("desk", PlatformLogPage) />
                <Route path=path!("/new") view=|| page!("desk", FoundPage) />
                <Route path=path!("/dev/gallery") view=|| page!("desk", spoken GalleryPage) />
                <Route path=path!("/:tenant/inbox") view=|| page!("inbox", InboxPage) />
                <Route path=path!("/:tenant/orders") view=|| page!("inbox", OrdersPage) />
                <Route path=path!("/:tenant/orders/new") view=|| page!("record", NewOrderPage) />
                <Route path=path!("/:tenant/orders/:id/edit") view=|| page!("record", EditOrderPage) />
                <Route path=path!("/:tenant/orders/:id") view=|| page!("inbox", OrderPage) />
                <Route path=path!("/:tenant/donations") view=|| page!("inbox", DonationsPage) />
                <Route path=path!("/:tenant/donations/new") view=|| page!("record", NewDonationPage) />
                <Route path=path!("/:tenant/donations/:id") view=|| page!("inbox", DonationPage) />
                <Route path=path!("/:tenant/pledges") view=|| page!("inbox", PledgesPage) />
                <Route path=path!("/:tenant/pledges/new") view=|| page!("record", NewPledgePage) />
                <Route path=path!("/:tenant/pledges/:id") view=|| page!("inbox", PledgePage) />
                <Route path=path!("/:tenant/dashboard") view=|| page!("desk", DashboardPage) />
                <Route path=path!("/:tenant/letters") view=|| page!("team", LettersPage) />
                <Route path=path!("/:tenant/team") view=|| page!("team", TeamPage) />
                <Route path=path!("/:tenant/settings") view=|| page!("desk", SettingsPage) />
                <Route path=path!("/:tenant/integrations") view=|| page!("desk", IntegrationsPage) />
                <Route path=path!("/:tenant/activity") view=|| page!("team", AuditPage) />
                <Route path=path!("/:tenant/catalog") view=|| page!("shop", CatalogPage) />
                <Route path=path!("/:tenant/catalog/new") view=|| page!("shop", NewItemPage) />
                <Route path=path!("/:tenant/catalog/collections") view=|| page!("shop", CollectionsPage) />
                <Route path=path!("/:tenant/catalog/import") view=|| page!("shop", ImportPage) />
                <Route path=path!("/:tenant/catalog/:id") view=|| page!("shop", ItemPage) />
                <Route path=path!("/:tenant/storefront") view=|| page!("shop", StorefrontPage) />
            </FlatRoutes>
        </Shell>
        <HelpDialog />
        <Palette />
        <ToastPlace />
    }
}

/// A page that is made anew when the language changes.
fn spoken<V: IntoView + 'static>(page: impl Fn() -> V + Send + 'static) -> impl IntoView {
    let prefs = prefs();
    move || {
        prefs.locale.track();
        page().into_any()
    }
}

/// A page for signed-in members with the right to it; anybody else sees what to do instead.
fn gated<V: IntoView + 'static>(page: impl Fn(&Viewer) -> V + Send + 'static) -> impl IntoView {
    let (session, frame) = (session(), frame());
    let has_tenant = frame.tenant.get_untracked().is_some();
    // The page stays while the language and the viewer do.
    let may = Memo::new(move |_| match frame.place.get() {
        Place::Tenant { tenant, page } => {
            session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::may_open(viewer, &tenant, page)))
        }
        Place::Platform => {
            session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| viewer.user.is_platform_operator))
        }
        _ => true,
    });
    let is_of_team = Memo::new(move |_| {
        frame.tenant.get().is_none_or(|tenant| {
            session
                .viewer
                .with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::membership(viewer, &tenant).is_some()))
        })
    });
    let lacks_factor = Memo::new(move |_| {
        frame.tenant.get().is_some_and(|tenant| {
            session.viewer.with(|viewer| viewer.as_ref().is_some_and(|viewer| guard::lacks_factor(viewer, &tenant)))
        })
    });
    spoken(move || match session.phase.get() {
        Phase::Starting => view! { <Splash /> }.into_any(),
        Phase::Unreachable => unreachable_server(session).into_any(),
        Phase::SignedOut => view! { <ToLogin /> }.into_any(),
        Phase::SignedIn => {
            let Some(viewer) = session.viewer.get_untracked() else { return view! { <Splash /> }.into_any() };
            // Pages of another tenant start anew; one that is being left is not made once more for no tenant.
            if frame.tenant.get().is_some() != has_tenant {
                return ().into_any();
            }
            match (is_of_team.get(), lacks_factor.get(), may.get()) {
                (false, _, _) => missing().into_any(),
                (true, true, _) => factor_first().into_any(),
                (true, false, false) => forbidden().into_any(),
                (true, false, true) => page(&viewer).into_any(),
            }
        }
    })
}

/// Leads to the first page that the viewer may open in the tenant worked for last; whoever has none may found one.
fn home(viewer: &Viewer) -> impl IntoView + use<> {
    let tenant = frame().at_work.get_untracked();
    let without = if viewer.user.is_platform_operator { places::PlatformPage::Tenants.path() } else { FOUNDING };
    let to = tenant.map_or_else(|| without.to_owned(), |tenant| guard::first_page(viewer, &tenant));
    let navigate = use_navigate();
    Effect::new(move |_| {
        if to != "/" {
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! { <Splash /> }
}

/// Leads to the login page, which leads back here.
#[component]
fn ToLogin() -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move |_| {
        let search = location.search.get_untracked();
        let search = if search.is_empty() { search } else { format!("?{search}") };
        let to = Door::Login.then(&format!("{}{search}", location.pathname.get_untracked()));
        navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    view! { <Splash /> }
}

fn unreachable_server(session: Session) -> impl IntoView {
    let strings = t();
    view! {
        <EmptyState icon=IconName::Alert title=strings.fault_title text=strings.fault_offline is_alert=true>
            <button type="button" class="button button-primary" on:click=move |_| session.start()>
                {strings.try_again}
            </button>
        </EmptyState>
    }
}

fn missing() -> impl IntoView {
    let strings = t();
    frame().set_title(strings.not_found_title);
    view! {
        <EmptyState icon=IconName::Search title=strings.not_found_title text=strings.not_found_text>
            <a class="button button-primary" href="/">{strings.go_home}</a>
        </EmptyState>
    }
}

fn forbidden() -> impl IntoView {
    let strings = t();
    frame().set_title(strings.forbidden_title);
    view! { <EmptyState icon=IconName::Ban title=strings.forbidden_title text=strings.forbidden_text /> }
}

fn factor_first() -> impl IntoView {
    let strings = t();
    frame().set_title(strings.factor_first_title);
    view! {
        <EmptyState icon=IconName::Lock title=strings.factor_first_title text=strings.factor_first_text>
            <a class="button button-primary" href=Account::Security.path()>{strings.factor_first_go}</a>
        </EmptyState>
    }
}

/// Remembers the path's tenant for the next visit, and asks for the public face of the one the menus speak of.
fn follow_tenant(frame: Frame) {
    let (session, prefs) = (session(), prefs());
    Effect::new(move |_| {
        let Some(tenant) = frame.at_work.get() else { return };
        let is_of_team = session.viewer.with_untracked(|viewer| {
            viewer.as_ref().is_some_and(|viewer| guard::membership(viewer, &tenant).is_some())
        });
        if session.phase.get() != Phase::SignedIn || !is_of_team {
            return;
        }
        if frame.tenant.get().is_some() {
            browser::keep(LAST_TENANT, &tenant);
        }
        if frame.storefront.with_untracked(|known| known.as_ref().is_some_and(|known| known.slug == tenant)) {
            return;
        }
        frame.storefront.set(None);
        let api = crate::transport::Api::new(session, prefs, &tenant);
        leptos::task::spawn_local(async move {
            if let Ok(answer) = client::storefront_only(&api).await
                && frame.at_work.get_untracked().as_ref() == Some(&answer.storefront.slug)
            {
                frame.storefront.set(Some(answer.storefront));
            }
        });
    });
}

/// A new page is announced and read from its beginning: the focus goes to the content, not where it was clicked.
fn follow_focus(frame: Frame) {
    Effect::new(move |before: Option<String>| {
        let path = frame.path.get();
        if before.is_some_and(|before| before != path) && !matches!(Place::read(&path), Place::Door(_)) {
            browser::focus_soon("#main");
        }
        path
    });
}
