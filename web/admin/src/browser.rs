//! The few things asked of the browser itself, so that no other file has to: storage, timers, media, focus.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// What was kept under a key; none if nothing was, or if the browser keeps nothing.
pub(crate) fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a small choice of the user. A browser that refuses loses it at the next visit; nothing else happens.
pub(crate) fn keep(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// What was kept under a key in this tab; gone when the tab is closed.
pub(crate) fn kept_in_tab(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps something while the tab is open.
pub(crate) fn keep_in_tab(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Waits.
pub(crate) async fn sleep_ms(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Whether the page is on the screen.
pub(crate) fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Whether a media query holds, followed as it changes.
pub(crate) fn media(query: &str) -> ReadSignal<bool> {
    let list = window().match_media(query).ok().flatten();
    let (holds, set_holds) = signal(list.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(list) = list {
        let watched = list.clone();
        let handler = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || set_holds.set(watched.matches()));
        let _ = list.add_event_listener_with_callback("change", handler.as_ref().unchecked_ref());
        // Watched from the frame of the app, which lives as long as the page.
        handler.forget();
    }
    holds
}

/// Whether the page has an element that fits.
pub(crate) fn is_there(selector: &str) -> bool {
    document().query_selector(selector).is_ok_and(|found| found.is_some())
}

/// How far the page is scrolled down, in pixels.
pub(crate) fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Puts the focus on the first element that fits.
pub(crate) fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Puts the focus after the next frame, when what was just changed stands in the page.
pub(crate) fn focus_soon(selector: &'static str) {
    request_animation_frame(move || focus(selector));
}

/// Whether the user is typing: single-letter keys are then text.
pub(crate) fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        let is_check = element.get_attribute("type").is_some_and(|kind| kind == "checkbox" || kind == "radio");
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !is_check
    })
}

/// Whether a dialog is open.
pub(crate) fn is_dialog_open() -> bool {
    is_there("dialog[open]")
}

/// Puts a text on the clipboard; tells whether the browser let it.
pub(crate) fn copy(text: String, then: impl FnOnce(bool) + 'static) {
    let clipboard = window().navigator().clipboard();
    leptos::task::spawn_local(async move {
        // No clipboard outside a secure context.
        let is_there = !clipboard.is_undefined();
        then(is_there && JsFuture::from(clipboard.write_text(&text)).await.is_ok());
    });
}

/// The address of a small text file, for a link that saves it.
pub(crate) fn text_file(text: &str) -> String {
    format!("data:text/plain;charset=utf-8,{}", String::from(js_sys::encode_uri_component(text)))
}

/// Opens the printer's dialog.
pub(crate) fn print() {
    let _ = window().print();
}

/// Sets the title of the tab.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// A text of an error thrown by the browser, for the console.
pub(crate) fn told(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

/// Posts a form by itself, as if somebody had pressed its button: a file is then saved by the browser, a page opened.
pub(crate) fn post_form(url: &str, fields: &[(&str, &str)], target: Option<&str>) {
    let Ok(form) = document().create_element("form") else { return };
    let _ = form.set_attribute("method", "post");
    let _ = form.set_attribute("action", url);
    let _ = form.set_attribute("hidden", "");
    if let Some(target) = target {
        let _ = form.set_attribute("target", target);
    }
    for (name, value) in fields {
        let Ok(field) = document().create_element("input") else { return };
        let _ = field.set_attribute("type", "hidden");
        let _ = field.set_attribute("name", name);
        let _ = field.set_attribute("value", value);
        let _ = form.append_child(&field);
    }
    let Some(body) = document().body() else { return };
    let _ = body.append_child(&form);
    if let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>() {
        let _ = form.submit();
        form.remove();
    }
}
