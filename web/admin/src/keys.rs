//! The keyboard: `/` searches, `G` and a letter go to a page, Cmd/Ctrl+K to anything, `?` tells which keys there are. Also what closes open menus.

use leptos::{ev, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::Dialog;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Node};

use crate::app::Frame;
use crate::browser;
use crate::guard;
use crate::prefs::t;
use crate::session::{Session, session};
use crate::shell::{page_label, page_letter};

/// The second key of a pair counts if it comes this soon, in milliseconds.
const PAIR_MS: f64 = 1_200.0;

/// Listens for as long as the app runs.
pub(crate) fn follow_keys(frame: Frame) {
    let session = session();
    let navigate = use_navigate();
    let g_pressed = StoredValue::new(0.0_f64);
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            close_menus(None);
            return;
        }
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.code() == "KeyK" {
            event.prevent_default();
            if frame.palette.get_untracked() || !browser::is_dialog_open() {
                frame.palette.update(|is_open| *is_open = !*is_open);
            }
            return;
        }
        let is_chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_chord || event.is_composing() || browser::is_typing() || browser::is_dialog_open() {
            return;
        }
        let follows_g = browser::now_ms() - g_pressed.get_value() < PAIR_MS;
        g_pressed.set_value(0.0);
        // By the key's place, so that an Arabic keyboard has the same pairs; `/` and `?` by what they write.
        match (event.key().as_str(), event.code().as_str()) {
            ("/", _) => {
                event.prevent_default();
                browser::focus("#list-search");
            }
            ("?" | "؟", _) => frame.help.set(true),
            (_, code) if follows_g => go(session, frame, code.trim_start_matches("Key"), &navigate),
            (_, "KeyG") => g_pressed.set_value(browser::now_ms()),
            (_, "KeyJ") => press("[data-key='next']", &event),
            (_, "KeyK") => press("[data-key='previous']", &event),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
    let beside = window_event_listener(ev::pointerdown, move |event| {
        close_menus(event.target().and_then(|target| target.dyn_into::<Node>().ok()).as_ref());
    });
    on_cleanup(move || beside.remove());
    let left = window_event_listener(ev::focusin, move |event| {
        close_menus(event.target().and_then(|target| target.dyn_into::<Node>().ok()).as_ref());
    });
    on_cleanup(move || left.remove());
}

/// Goes to the page of a letter, if the viewer may open it.
fn go(session: Session, frame: Frame, letter: &str, navigate: &impl Fn(&str, NavigateOptions)) {
    let Some(tenant) = frame.at_work.get_untracked() else { return };
    let page = session.viewer.with_untracked(|viewer| {
        let pages = viewer.as_ref().map(|viewer| guard::pages(viewer, &tenant)).unwrap_or_default();
        pages.into_iter().find(|page| page_letter(*page) == letter)
    });
    if let Some(page) = page {
        navigate(&page.of(&tenant), NavigateOptions::default());
    }
}

/// Clicks what stands for a key on this page.
fn press(selector: &str, event: &KeyboardEvent) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        event.prevent_default();
        element.click();
    }
}

/// Closes every open menu that does not hold `kept`.
pub(crate) fn close_menus(kept: Option<&Node>) {
    let Ok(open) = document().query_selector_all("details.menu[open]") else { return };
    for index in 0..open.length() {
        let Some(menu) = open.item(index) else { continue };
        if kept.is_some_and(|kept| menu.contains(Some(kept))) {
            continue;
        }
        if let Ok(menu) = menu.dyn_into::<Element>() {
            let had_focus = document().active_element().is_some_and(|focused| menu.contains(Some(&focused)));
            let _ = menu.remove_attribute("open");
            if had_focus
                && kept.is_none()
                && let Ok(Some(summary)) = menu.query_selector("summary")
            {
                let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    }
}

/// The keys there are.
#[component]
pub(crate) fn HelpDialog() -> impl IntoView {
    let frame = crate::app::frame();
    let session = session();
    let pages = move || {
        let tenant = frame.at_work.get().unwrap_or_default();
        session.viewer.with(|viewer| viewer.as_ref().map(|viewer| guard::pages(viewer, &tenant)).unwrap_or_default())
    };
    let row = |keys: AnyView, text: &'static str| view! { <div class="keys-row"><dt>{text}</dt><dd>{keys}</dd></div> };
    let key = |name: &'static str| view! { <kbd class="key">{name}</kbd> };
    view! {
        <Dialog
            id="help-title"
            open=frame.help
            title=Signal::derive(|| t().shortcuts.to_owned())
            close_label=Signal::derive(|| t().close.to_owned())
        >
            {move || {
                let strings = t();
                let pair = |second| view! { {key("G")} <span class="keys-word">{strings.then}</span> {key(second)} }.into_any();
                view! {
                    <dl class="keys">
                        {row(key("/").into_any(), strings.key_search)}
                        {row(
                            view! { {key("Ctrl")} {key("K")} }.into_any(),
                            strings.key_palette,
                        )}
                        {pages()
                            .into_iter()
                            .map(|page| row(pair(page_letter(page)), page_label(page)))
                            .collect_view()}
                        {row(
                            view! { {key("J")} <span class="keys-word">{strings.or}</span> {key("K")} }.into_any(),
                            strings.key_next,
                        )}
                        {row(key("?").into_any(), strings.key_help)}
                        {row(key("Esc").into_any(), strings.key_close)}
                    </dl>
                }
            }}
        </Dialog>
    }
}
