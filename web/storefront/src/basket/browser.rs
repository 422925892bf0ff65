//! What the islands do in the browser: send the form by fetch, show the answer, read the cookie.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, FormData, HtmlDocument, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTemplateElement,
    RequestInit, Response, UrlSearchParams,
};

use super::cookie::{MOST_QUANTITY, count_of, find_in};

/// Told on the window whenever the basket may have changed.
const CHANGED: &str = "sadu:basket";

/// Marks the form as alive, so that the style sheet shows what needs a script.
pub(super) fn wake(place: &HtmlElement) {
    let _ = place.set_attribute("data-live", "");
}

/// How many pieces the cookie holds.
pub(super) fn count() -> u32 {
    let cookies = document().dyn_into::<HtmlDocument>().ok().and_then(|page| page.cookie().ok()).unwrap_or_default();
    find_in(&cookies).map_or(0, count_of)
}

/// Runs `act` whenever the basket changes, and when the browser brings the page back from its history.
pub(super) fn on_change(act: impl FnMut() + 'static) {
    let act = Closure::<dyn FnMut()>::new(act).into_js_value();
    for name in [CHANGED, "pageshow"] {
        let _ = window().add_event_listener_with_callback(name, act.unchecked_ref());
    }
}

/// The minus and plus buttons beside the quantity.
pub(super) fn step(event: MouseEvent) {
    let Some(button) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("[data-step]").ok().flatten())
    else {
        return;
    };
    let input = button
        .parent_element()
        .and_then(|frame| frame.query_selector("input").ok().flatten())
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let Some((input, change)) = input.zip(button.get_attribute("data-step").and_then(|step| step.parse::<i32>().ok()))
    else {
        return;
    };
    let most = input.max().parse().unwrap_or(MOST_QUANTITY);
    let wanted = input.value().parse::<u32>().unwrap_or(1).saturating_add_signed(change).clamp(1, most);
    input.set_value(&wanted.to_string());
}

/// Sends the form without leaving the page. If that fails in any way, the form is sent as a plain one.
pub(super) fn submit(event: SubmitEvent) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    event.prevent_default();
    if form.has_attribute("aria-busy") {
        return;
    }
    let _ = form.set_attribute("aria-busy", "true");
    spawn_local(async move {
        let taken = send(&form).await.is_ok_and(|answer| answer.ok());
        let _ = form.remove_attribute("aria-busy");
        if taken {
            show_answer(&form);
            if let Ok(changed) = Event::new(CHANGED) {
                let _ = window().dispatch_event(&changed);
            }
        } else {
            let _ = form.submit();
        }
    });
}

async fn send(form: &HtmlFormElement) -> Result<Response, JsValue> {
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&FormData::new_with_form(form)?.into())?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&fields);
    let headers = web_sys::Headers::new()?;
    headers.set("Accept", "application/json")?;
    request.set_headers(&headers);
    JsFuture::from(window().fetch_with_str_and_init(&form.get_attribute("action").unwrap_or_default(), &request))
        .await?
        .dyn_into()
}

/// Copies the answer's template into the live region beside the form.
fn show_answer(form: &HtmlFormElement) {
    let Ok(Some(place)) = form.closest(".add-to-basket") else { return };
    let template =
        place.query_selector("template").ok().flatten().and_then(|found| found.dyn_into::<HtmlTemplateElement>().ok());
    if let (Some(template), Ok(Some(region))) = (template, place.query_selector("[role=status]")) {
        region.set_inner_html("");
        let _ = region
            .append_child(&template.content().clone_node_with_deep(true).unwrap_or_else(|_| template.content().into()));
    }
}
