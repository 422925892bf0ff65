//! The pictures of an item: dropped or chosen, sent with progress, put in order, described, deleted. Before the item is
//! saved they wait; the first save sends them.

use client::{LocalizedText, MediaAsset, MediaUpdateInput};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use ui::{Dialog, Icon, IconName};
use web_sys::File;

use super::files;
use super::sending::{Subject, send};
use super::texts::words;
use super::tile::{Acts, Picture, State, Tile};
use crate::bound::{Both, BothField, Faults};
use crate::browser::sleep_ms;
use crate::prefs::t;
use crate::shell::storefront_address;
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// How often unfinished pictures are looked at again, and how many times.
const LOOK_MS: i32 = 1_500;
const LOOKS: u32 = 20;

/// The box's state; cheap to copy.
#[derive(Clone, Copy)]
struct Bag {
    api: StoredValue<Api>,
    toasts: Toasts,
    item: Signal<Option<client::Id>>,
    list: RwSignal<Vec<Picture>>,
    next: StoredValue<u32>,
    dragged: StoredValue<Option<u32>>,
    is_watching: StoredValue<bool>,
}

impl Bag {
    fn key(self) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        key
    }

    fn picture(self, preview: Option<String>, file: Option<File>, state: State) -> Picture {
        Picture { key: self.key(), preview, file: StoredValue::new_local(file), state: RwSignal::new(state) }
    }

    /// Takes files in; they are sent at once if the item is there.
    fn add(self, files: Vec<File>) {
        for file in files {
            let picture = self.picture(files::preview(&file), Some(file), State::Waiting);
            self.list.update(|list| list.push(picture.clone()));
            self.send(picture);
        }
    }

    fn send(self, picture: Picture) {
        let (Some(item), Some(file)) = (self.item.get_untracked(), picture.file.get_value()) else { return };
        let state = picture.state;
        state.set(State::Sending(0.0));
        let (api, words) = (self.api.get_value(), words());
        spawn_local(async move {
            let told = move |part: f64| {
                let _ = state.try_set(State::Sending(part));
            };
            let sent = send(&api, &Subject::Item(item), &file, words, told).await;
            match sent {
                Ok(asset) => {
                    let _ = picture.file.try_set_value(None);
                    let _ = state.try_set(State::Here(asset));
                    self.watch();
                }
                Err(why) => {
                    let _ = state.try_set(State::Failed(why));
                }
            }
        });
    }

    /// Sends everything that waits for the item.
    fn send_waiting(self) {
        for picture in self.list.get_untracked() {
            if picture.state.with_untracked(|state| matches!(state, State::Waiting)) {
                self.send(picture);
            }
        }
    }

    /// Asks for the item's pictures, in place of what is shown.
    fn load(self, item: client::Id) {
        let api = self.api.get_value();
        spawn_local(async move {
            let (kind, id) = Subject::Item(item).named();
            let Ok(assets) = client::pictures(&api, kind, id).await else { return };
            if self.list.is_disposed() {
                return;
            }
            // Uploads that were never finished are nobody's picture.
            let pictures = assets
                .into_iter()
                .filter(|asset| asset.status != client::MediaStatus::Pending)
                .map(|asset| self.picture(None, None, State::Here(asset)))
                .collect();
            self.list.set(pictures);
            self.watch();
        });
    }

    fn is_unfinished(self) -> bool {
        self.list.with_untracked(|list| {
            list.iter().any(|picture| picture.asset().is_some_and(|asset| asset.image.is_none()))
        })
    }

    /// Looks again until the public sizes are there.
    fn watch(self) {
        if self.is_watching.get_value() {
            return;
        }
        self.is_watching.set_value(true);
        spawn_local(async move {
            for _ in 0..LOOKS {
                if self.list.is_disposed() || !self.is_unfinished() {
                    break;
                }
                sleep_ms(LOOK_MS).await;
                let Some(Some(item)) = self.item.try_get_untracked() else { break };
                let api = self.api.get_value();
                let (kind, id) = Subject::Item(item).named();
                if let Ok(assets) = client::pictures(&api, kind, id).await
                    && !self.list.is_disposed()
                {
                    self.refresh(&assets);
                }
            }
            let _ = self.is_watching.try_set_value(false);
        });
    }

    fn refresh(self, assets: &[MediaAsset]) {
        for picture in self.list.get_untracked() {
            let Some(mine) = picture.asset() else { continue };
            if let Some(now) = assets.iter().find(|asset| asset.id == mine.id)
                && *now != mine
            {
                picture.state.set(State::Here(now.clone()));
            }
        }
    }

    fn find(self, key: u32) -> Option<(usize, Picture)> {
        self.list.with_untracked(|list| {
            list.iter().enumerate().find(|(_, picture)| picture.key == key).map(|(at, picture)| (at, picture.clone()))
        })
    }

    /// Moves a picture to a place here at once, and on the server after.
    fn place(self, key: u32, to: usize) {
        let Some((from, picture)) = self.find(key) else { return };
        if from == to {
            return;
        }
        self.list.update(|list| {
            let moved = list.remove(from);
            list.insert(to.min(list.len()), moved);
        });
        let Some(asset) = picture.asset() else { return };
        let api = self.api.get_value();
        let position = i32::try_from(to).ok();
        spawn_local(async move {
            let input = MediaUpdateInput { position, ..MediaUpdateInput::default() };
            if let Err(error) = client::update_picture(&api, &asset.id, input).await {
                self.toasts.fault(&error);
            }
        });
    }

    fn remove(self, key: u32) {
        let Some((at, picture)) = self.find(key) else { return };
        let asset = picture.asset();
        self.list.update(|list| {
            list.remove(at);
        });
        if let Some(preview) = &picture.preview {
            files::forget(preview);
        }
        let Some(asset) = asset else { return };
        let (api, words) = (self.api.get_value(), words());
        spawn_local(async move {
            match client::delete_picture(&api, &asset.id).await {
                Ok(_) => self.toasts.success(words.removed),
                Err(error) => self.toasts.fault(&error),
            }
        });
    }

    fn acts(self, described: RwSignal<Option<u32>>) -> Acts {
        Acts {
            shift: Callback::new(move |(key, by): (u32, i32)| {
                let Some((at, _)) = self.find(key) else { return };
                let to = at.saturating_add_signed(by as isize);
                if to < self.list.with_untracked(Vec::len) {
                    self.place(key, to);
                }
            }),
            describe: Callback::new(move |key| described.set(Some(key))),
            remove: Callback::new(move |key| self.remove(key)),
            retry: Callback::new(move |key| {
                if let Some((_, picture)) = self.find(key) {
                    self.send(picture);
                }
            }),
            drag: Callback::new(move |key| self.dragged.set_value(Some(key))),
            drop: Callback::new(move |onto| {
                let Some(key) = self.dragged.get_value() else { return };
                self.dragged.set_value(None);
                if let Some((to, _)) = self.find(onto) {
                    self.place(key, to);
                }
            }),
        }
    }
}

/// The pictures of an item.
#[component]
pub(crate) fn PicturesBox(
    /// The item; none while it is not saved.
    item: Signal<Option<client::Id>>,
    /// The tenant, for the pictures' addresses.
    tenant: String,
    /// Told how many pictures are still to be sent.
    unsent: RwSignal<usize>,
) -> impl IntoView {
    let words = words();
    let bag = Bag {
        api: StoredValue::new(Api::of_this_tenant()),
        toasts: toasts(),
        item,
        list: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        dragged: StoredValue::new(None),
        is_watching: StoredValue::new(false),
    };
    Effect::new(move |before: Option<Option<client::Id>>| {
        let now = item.get();
        match (&before, &now) {
            // Opened with an item.
            (None, Some(id)) => bag.load(id.clone()),
            // Saved for the first time.
            (Some(None), Some(_)) => bag.send_waiting(),
            _ => {}
        }
        now
    });
    Effect::new(move |_| {
        let left = bag.list.with(|list| {
            let is_left =
                |picture: &&Picture| picture.state.with(|state| matches!(state, State::Waiting | State::Sending(_)));
            list.iter().filter(is_left).count()
        });
        unsent.set(left);
    });
    on_cleanup(move || {
        for picture in bag.list.try_get_untracked().unwrap_or_default() {
            if let Some(preview) = &picture.preview {
                files::forget(preview);
            }
        }
    });
    let base = StoredValue::new(storefront_address(&tenant));
    let described = RwSignal::new(None::<u32>);
    let is_over = RwSignal::new(false);
    let acts = bag.acts(described);
    let chooser = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = chooser.get_untracked() {
            bag.add(files::files(input.files()));
            input.set_value("");
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(data) = event.data_transfer() {
            bag.add(files::files(data.files()));
        }
    };
    let tile = move |picture: Picture| {
        let key = picture.key;
        let place = Signal::derive(move || {
            bag.list.with(|list| (list.iter().position(|other| other.key == key).unwrap_or(0), list.len()))
        });
        view! { <Tile picture place base acts /> }
    };
    view! {
        <div class="pictures">
            <ul class="tiles" role="list"><For each=move || bag.list.get() key=|picture| picture.key children=tile /></ul>
            <label
                class="drop"
                class:drop-over=move || is_over.get()
                on:dragover=move |event: ev::DragEvent| {
                    event.prevent_default();
                    is_over.set(true);
                }
                on:dragleave=move |_| is_over.set(false)
                on:drop=dropped
            >
                <input class="drop-input" type="file" id="pictures" multiple=true accept=files::ACCEPT node_ref=chooser on:change=chosen />
                <span class="drop-mark"><Icon name=IconName::Plus /></span>
                <span class="drop-words">
                    <strong class="drop-main">{words.choose}</strong>
                    <span class="drop-sub">{words.drop_here}</span>
                    <span class="drop-sub">{words.kinds}</span>
                </span>
            </label>
            <Describe bag described />
        </div>
    }
}

/// The dialog that asks what a picture shows.
#[component]
fn Describe(bag: Bag, described: RwSignal<Option<u32>>) -> impl IntoView {
    let words = words();
    let open = RwSignal::new(false);
    let text = Both::empty();
    let faults = Faults::new();
    Effect::new(move |_| {
        let Some(asset) = described.get().and_then(|key| bag.find(key)).and_then(|(_, picture)| picture.asset()) else {
            return;
        };
        text.ar.set(asset.alt.ar);
        text.en.set(asset.alt.en);
        faults.clear();
        open.set(true);
    });
    Effect::new(move |_| {
        if !open.get() {
            described.set(None);
        }
    });
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some((_, picture)) = described.get_untracked().and_then(|key| bag.find(key)) else { return };
        let Some(asset) = picture.asset() else { return };
        let input = MediaUpdateInput { alt: Some(text.input()), position: None };
        let api = bag.api.get_value();
        spawn_local(async move {
            match client::update_picture(&api, &asset.id, input).await {
                Ok(done) if done.user_errors.is_empty() => {
                    let alt = LocalizedText { ar: text.ar.get_untracked(), en: text.en.get_untracked() };
                    picture.state.set(State::Here(MediaAsset { alt, ..asset }));
                    open.set(false);
                    bag.toasts.success(words.saved);
                }
                Ok(done) => faults.set(done.user_errors),
                Err(error) => bag.toasts.fault(&error),
            }
        });
    };
    view! {
        <Dialog id="describe" open title=Signal::derive(move || words.alt_title.to_owned()) close_label=Signal::derive(move || t().close.to_owned())>
            <form class="dialog-body" on:submit=save>
                <BothField id="alt" label=words.alt value=text faults hint=Some(words.alt_hint.to_owned()) rows=3 max_length=300 />
                <div class="dialog-acts"><button type="submit" class="button button-primary">{words.save}</button></div>
            </form>
        </Dialog>
    }
}
