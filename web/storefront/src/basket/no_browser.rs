//! What the islands' handlers are on the server: nothing, since no event ever happens there.

use leptos::ev::{MouseEvent, SubmitEvent};

pub(super) fn wake<Place>(_place: &Place) {}

pub(super) fn submit(_event: SubmitEvent) {}

pub(super) fn step(_event: MouseEvent) {}

pub(super) fn count() -> u32 {
    0
}

pub(super) fn on_change(_act: impl FnMut() + 'static) {}
