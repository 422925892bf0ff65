//! One picture of a box: as it is sent, as it was sent, or why it was not.

use client::MediaAsset;
use leptos::prelude::*;
use ui::{Icon, IconName};
use web_sys::File;

use super::texts::words;

/// Where a picture stands.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// Waits for its item to be saved.
    Waiting,
    /// On its way, 0 to 1.
    Sending(f64),
    /// It did not arrive.
    Failed(String),
    /// It is there.
    Here(MediaAsset),
}

/// A picture of a box.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// Tells it from the others.
    pub(super) key: u32,
    /// As this page shows it before the server does.
    pub(super) preview: Option<String>,
    /// The file, while it has not arrived.
    pub(super) file: StoredValue<Option<File>, LocalStorage>,
    /// Where it stands.
    pub(super) state: RwSignal<State>,
}

impl Picture {
    /// The asset, once it is there.
    pub(super) fn asset(&self) -> Option<MediaAsset> {
        match self.state.get_untracked() {
            State::Here(asset) => Some(asset),
            _ => None,
        }
    }
}

/// What can be done with a picture.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub(super) shift: Callback<(u32, i32)>,
    pub(super) describe: Callback<u32>,
    pub(super) remove: Callback<u32>,
    pub(super) retry: Callback<u32>,
    pub(super) drag: Callback<u32>,
    pub(super) drop: Callback<u32>,
}

/// The address of the smallest public size of a picture.
pub(super) fn shown(asset: &MediaAsset, base: &str) -> Option<String> {
    let size = asset.image.as_ref()?.renditions.first()?;
    Some(format!("{}{}", base.trim_end_matches('/'), size.url))
}

/// The picture with its buttons.
#[component]
pub(super) fn Tile(
    /// Which.
    picture: Picture,
    /// Its place, from 0, and how many there are.
    place: Signal<(usize, usize)>,
    /// The storefront's address.
    base: StoredValue<String>,
    /// What its buttons do.
    acts: Acts,
) -> impl IntoView {
    let words = words();
    let key = picture.key;
    let state = picture.state;
    let preview = picture.preview.clone();
    let face = move || {
        let own = state.with(|state| match state {
            State::Here(asset) => base.with_value(|base| shown(asset, base)),
            _ => None,
        });
        let alt = state.with(|state| match state {
            State::Here(asset) => asset.alt.ar.clone() + &asset.alt.en,
            _ => String::new(),
        });
        match own.or_else(|| preview.clone()) {
            Some(src) => view! { <img class="tile-picture" src=src alt=alt draggable="false" /> }.into_any(),
            None => view! { <span class="tile-picture skeleton" aria-hidden="true"></span> }.into_any(),
        }
    };
    let over = move || {
        state.with(|state| match state {
            State::Sending(part) => {
                let percent = (part * 100.0).round();
                view! {
                    <span class="tile-over">
                        <span class="tile-word">{words.sending}</span>
                        <progress class="tile-progress" max="100" value=percent.to_string() aria-label=words.sending></progress>
                    </span>
                }
                .into_any()
            }
            State::Waiting => view! { <span class="tile-over"><span class="tile-word">{words.waiting}</span></span> }.into_any(),
            State::Failed(why) => view! {
                <span class="tile-over tile-failed" role="alert">
                    <Icon name=IconName::Alert /><span class="tile-word">{why.clone()}</span>
                </span>
            }
            .into_any(),
            State::Here(asset) if asset.image.is_none() => {
                view! { <span class="tile-badge">{words.preparing}</span> }.into_any()
            }
            State::Here(_) => ().into_any(),
        })
    };
    let is_first = move || place.get().0 == 0;
    let is_last = move || place.get().0 + 1 >= place.get().1;
    let named = move |act: &str| {
        let n = (place.get().0 + 1).to_string();
        format!("{}: {act}", words.picture_n.replace("{n}", &n))
    };
    let is_here = move || state.with(|state| matches!(state, State::Here(_)));
    let has_failed = move || state.with(|state| matches!(state, State::Failed(_)));
    let is_described = move || {
        state.with(|state| matches!(state, State::Here(asset) if !(asset.alt.ar.is_empty() && asset.alt.en.is_empty())))
    };
    view! {
        <li
            class="tile"
            draggable="true"
            on:dragstart=move |_| acts.drag.run(key)
            on:dragover=move |event| event.prevent_default()
            on:drop=move |event| {
                event.prevent_default();
                event.stop_propagation();
                acts.drop.run(key);
            }
        >
            <div class="tile-frame">
                {face} {over}
                <Show when=is_first><span class="tile-first">{words.first}</span></Show>
            </div>
            <div class="tile-acts">
                <Show when=is_here>
                    <button type="button" class="icon-button" disabled=is_first aria-label=move || named(words.earlier)
                        title=words.earlier on:click=move |_| acts.shift.run((key, -1))><Icon name=IconName::Back /></button>
                    <button type="button" class="icon-button" disabled=is_last aria-label=move || named(words.later)
                        title=words.later on:click=move |_| acts.shift.run((key, 1))><Icon name=IconName::Forward /></button>
                    <button type="button" class="icon-button" class:icon-button-on=is_described
                        aria-label=move || named(if is_described() { words.described } else { words.describe })
                        title=words.describe on:click=move |_| acts.describe.run(key)><Icon name=IconName::Note /></button>
                </Show>
                <Show when=has_failed>
                    <button type="button" class="icon-button" aria-label=move || named(words.try_again) title=words.try_again
                        on:click=move |_| acts.retry.run(key)><Icon name=IconName::Undo /></button>
                </Show>
                <button type="button" class="icon-button" aria-label=move || named(words.remove) title=words.remove
                    on:click=move |_| acts.remove.run(key)><Icon name=IconName::Trash /></button>
            </div>
        </li>
    }
}
