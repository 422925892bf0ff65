//! What was learnt before the program was here: what the refresh cookie is good for (`assets/admin-start.js`); and of the
//! form at the door, what was typed, where the focus was, what the server said. That form is plain HTML of the server with
//! a few lines of script (`assets/admin-door.js`).

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use crate::browser;

const DOOR: &str = "door";
const REFRESH: &str = "saduRefresh";

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Early {
    values: Vec<(String, String)>,
    focus: Option<String>,
}

impl Early {
    /// What was typed into a field.
    pub(crate) fn value(&self, name: &str) -> String {
        self.values.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Puts the focus where it was; tells whether it was anywhere.
    pub(crate) fn focus_again(&self) -> bool {
        let Some(name) = self.focus.clone() else { return false };
        request_animation_frame(move || browser::focus(&format!("#{name}")));
        true
    }
}

/// What the server answered to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The password was right, the second factor is asked for.
    Code(String),
    /// The address has to be confirmed.
    Confirm,
    /// A code for another password went out.
    Reset,
}

fn state() -> Option<JsValue> {
    Reflect::get(&window(), &JsValue::from_str("saduDoor")).ok().filter(|state| state.is_object())
}

fn text(state: &JsValue, key: &str) -> Option<String> {
    Reflect::get(state, &JsValue::from_str(key)).ok()?.as_string()
}

/// Waits for an answer that is still on its way.
pub(crate) async fn settled() {
    let pending = state().and_then(|state| Reflect::get(&state, &JsValue::from_str("pending")).ok());
    if let Some(Ok(promise)) = pending.map(JsCast::dyn_into::<js_sys::Promise>) {
        let _ = JsFuture::from(promise).await;
    }
}

/// What `/auth/refresh` answered, told once: HTTP status and body. None if it was not asked, or gave no answer.
pub(crate) async fn refreshed() -> Option<(u16, String)> {
    let key = JsValue::from_str(REFRESH);
    let asked = Reflect::get(&window(), &key).ok()?.dyn_into::<js_sys::Promise>().ok()?;
    let _ = Reflect::delete_property(&window(), &key);
    let told: Array = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    // A status is a whole number below 1000.
    let status = u16::try_from(told.get(0).as_f64()? as i64).ok()?;
    Some((status, told.get(1).as_string()?))
}

/// What the server answered, told once.
pub(crate) fn answer() -> Option<Answer> {
    let state = state()?;
    let next = text(&state, "next")?;
    let _ = Reflect::set(&state, &JsValue::from_str("next"), &JsValue::NULL);
    match next.as_str() {
        "code" => text(&state, "challenge").map(Answer::Code),
        "confirm" => Some(Answer::Confirm),
        "reset" => Some(Answer::Reset),
        _ => None,
    }
}

/// Takes over what was typed and takes the form away; nothing if there is none any more.
pub(crate) fn take() -> Early {
    let Some(door) = document().get_element_by_id(DOOR) else { return Early::default() };
    let mut early = Early::default();
    let focused = document().active_element();
    if let Ok(fields) = door.query_selector_all("input") {
        for index in 0..fields.length() {
            let Some(Ok(field)) = fields.item(index).map(JsCast::dyn_into::<HtmlInputElement>) else { continue };
            if focused.as_ref() == Some(field.as_ref()) {
                early.focus = Some(field.name());
            }
            early.values.push((field.name(), field.value()));
        }
    }
    door.remove();
    early
}
