//! One picture of the storefront: logo or cover. Choosing another one puts it in place of the first at once.

use client::TeamImage;
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{Icon, IconName};
use web_sys::File;

use super::files;
use super::sending::{Subject, send};
use super::texts::words;
use crate::transport::Api;

/// A picture that can be chosen. `on_sent` hears of its id and of an address to show it by.
#[component]
pub(crate) fn OnePicture(
    /// Tells it from every other field of the page.
    id: &'static str,
    /// Its name for people.
    label: &'static str,
    /// What it is for.
    hint: &'static str,
    /// A class that gives it its shape.
    shape: &'static str,
    /// The picture that is shown now.
    now: Option<TeamImage>,
    /// The storefront's address.
    base: String,
    /// Hears of a new one: its id, and where this page can show it.
    on_sent: Callback<(client::Id, String)>,
) -> impl IntoView {
    let words = words();
    let api = StoredValue::new(Api::of_this_tenant());
    let kept = now.and_then(|image| {
        image
            .renditions
            .get(1)
            .or_else(|| image.renditions.first())
            .map(|size| format!("{}{}", base.trim_end_matches('/'), size.url))
    });
    let shown = RwSignal::new(kept);
    let progress = RwSignal::new(None::<f64>);
    let fault = RwSignal::new(None::<String>);
    let is_over = RwSignal::new(false);
    let chooser = NodeRef::<html::Input>::new();
    let take = move |file: Option<File>| {
        let Some(file) = file else { return };
        let Some(preview) = files::preview(&file) else { return };
        fault.set(None);
        progress.set(Some(0.0));
        let api = api.get_value();
        spawn_local(async move {
            let told = move |part: f64| {
                let _ = progress.try_set(Some(part));
            };
            let sent = send(&api, &Subject::Storefront, &file, words, told).await;
            if progress.try_set(None).is_some() {
                return;
            }
            match sent {
                Ok(asset) => {
                    shown.set(Some(preview.clone()));
                    on_sent.run((asset.id, preview));
                }
                Err(why) => fault.set(Some(why)),
            }
        });
    };
    let chosen = move |_| {
        if let Some(input) = chooser.get_untracked() {
            take(files::files(input.files()).into_iter().next());
            input.set_value("");
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(data) = event.data_transfer() {
            take(files::files(data.files()).into_iter().next());
        }
    };
    view! {
        <div class="field">
            <span class="field-label" id=format!("{id}-label")>{label}</span>
            <p class="field-hint" id=format!("{id}-hint")>{hint}</p>
            <label
                class=format!("drop drop-one {shape}")
                class:drop-over=move || is_over.get()
                on:dragover=move |event: ev::DragEvent| {
                    event.prevent_default();
                    is_over.set(true);
                }
                on:dragleave=move |_| is_over.set(false)
                on:drop=dropped
            >
                <input
                    class="drop-input"
                    type="file"
                    id=id
                    accept=files::ACCEPT
                    node_ref=chooser
                    on:change=chosen
                    aria-labelledby=format!("{id}-label")
                    aria-describedby=format!("{id}-hint {id}-error")
                />
                {move || shown.get().map(|src| view! { <img class="drop-picture" src=src alt="" /> })}
                <span class="drop-words">
                    <span class="drop-main">
                        <Icon name=IconName::Plus />
                        {move || if shown.with(Option::is_some) { words.replace } else { words.choose_one }}
                    </span>
                    <span class="drop-sub">{words.kinds_one}</span>
                </span>
                {move || {
                    progress.get().map(|part| {
                        let percent = (part * 100.0).round().to_string();
                        view! { <progress class="tile-progress" max="100" value=percent aria-label=words.sending></progress> }
                    })
                }}
            </label>
            <div class="field-error-place" id=format!("{id}-error") aria-live="polite">
                {move || {
                    fault.get().map(|why| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{why}</span></p> })
                }}
            </div>
        </div>
    }
}
