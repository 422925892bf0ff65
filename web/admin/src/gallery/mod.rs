//! `/dev/gallery`: every component of `ui`, in both directions side by side, in the theme chosen on top. For whoever
//! builds pages, and for the screenshots of the tests. It holds sample texts only and needs no session.

mod pieces;

use leptos::prelude::*;
use ui::Locale;

use crate::app::frame;
use crate::shell::ThemeChooser;

/// The gallery.
#[component]
pub(crate) fn GalleryPage() -> impl IntoView {
    frame().set_title("Gallery");
    let half = |locale: Locale| {
        view! {
            <section class="gallery-half" lang=locale.code() dir=locale.direction() aria-label=locale.own_name()>
                {pieces::all(locale)}
            </section>
        }
    };
    view! {
        <div class="gallery">
            <header class="gallery-head">
                <h1 class="page-title" lang="en" dir="ltr">"Gallery"</h1>
                <ThemeChooser />
            </header>
            <div class="gallery-halves">{Locale::ALL.into_iter().map(half).collect_view()}</div>
        </div>
    }
}
