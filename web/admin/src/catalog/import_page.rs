//! The catalog by the file: a file is read and judged first; only then is it written, with or without its good rows.

use client::{CatalogImport, CatalogImportPolicy, CatalogImportStatus, Outcome};
use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use serde::Deserialize;
use ui::{Icon, IconName};
use web_sys::{Blob, File};

use super::texts::words;
use crate::app::frame;
use crate::bound::Choices;
use crate::browser::{post_form, sleep_ms};
use crate::media::files;
use crate::places::Page;
use crate::prefs::prefs;
use crate::strings::{ROWS, exact_count};
use crate::toasts::{Toasts, toasts};
use crate::transport::Api;

/// How often a file under way is asked about.
const LOOK_MS: i32 = 700;

/// Where the page stands.
#[derive(Debug, Clone)]
enum Stage {
    Choosing,
    Sending(f64),
    Known(Box<CatalogImport>),
}

#[derive(Clone, Copy)]
struct Reading {
    api: StoredValue<Api>,
    toasts: Toasts,
    stage: RwSignal<Stage>,
    fault: RwSignal<Option<String>>,
    policy: RwSignal<CatalogImportPolicy>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    import_id: Option<String>,
    #[serde(default)]
    user_errors: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    message: String,
}

impl Reading {
    fn send(self, file: File) {
        self.fault.set(None);
        self.stage.set(Stage::Sending(0.0));
        let (api, words) = (self.api.get_value(), words());
        let name: String = file.name().chars().filter(|c| c.is_ascii_graphic()).take(80).collect();
        spawn_local(async move {
            let mut headers = api.headers().await;
            headers.extend([("content-type".to_owned(), "text/csv".to_owned()), ("x-file-name".to_owned(), name)]);
            let body: &Blob = &file;
            let stage = self.stage;
            let told = move |part: f64| {
                let _ = stage.try_set(Stage::Sending(part));
            };
            let answer = files::send("POST", "/imports/catalog", &headers, body, told).await;
            if self.stage.is_disposed() {
                return;
            }
            let answer = answer.and_then(|(_, body)| serde_json::from_str::<Answer>(&body).ok());
            match answer {
                Some(Answer { import_id: Some(id), .. }) => self.follow(id),
                Some(Answer { user_errors, .. }) => {
                    self.stage.set(Stage::Choosing);
                    let first = user_errors.into_iter().next().map(|told| told.message);
                    self.fault.set(Some(first.unwrap_or_else(|| words.import_refused.to_owned())));
                }
                None => {
                    self.stage.set(Stage::Choosing);
                    self.fault.set(Some(words.import_refused.to_owned()));
                }
            }
        });
    }

    /// Asks again and again while the file is judged or written.
    fn follow(self, id: String) {
        let api = self.api.get_value();
        spawn_local(async move {
            loop {
                match client::catalog_import(&api, &id).await {
                    Ok(Some(import)) => {
                        let is_moving = matches!(
                            import.status,
                            CatalogImportStatus::Receiving
                                | CatalogImportStatus::Checking
                                | CatalogImportStatus::Applying
                        );
                        if self.stage.try_set(Stage::Known(Box::new(import))).is_some() || !is_moving {
                            return;
                        }
                    }
                    Ok(None) => return,
                    Err(error) => self.toasts.fault(&error),
                }
                sleep_ms(LOOK_MS).await;
            }
        });
    }

    fn commit(self, id: client::Id) {
        let (api, policy) = (self.api.get_value(), self.policy.get_untracked());
        spawn_local(async move {
            match client::commit_import(&api, &id, policy).await {
                Ok(Outcome { value: Some(_), .. }) => self.follow(id.into_inner()),
                Ok(Outcome { user_errors, .. }) => {
                    let _ = self.fault.try_set(user_errors.into_iter().next().map(|error| error.message));
                }
                Err(error) => self.toasts.fault(&error),
            }
        });
    }

    fn export(self) {
        let api = self.api.get_value();
        spawn_local(async move {
            match client::export_catalog(&api).await {
                Ok(Outcome { value: Some((url, ticket)), .. }) => {
                    // A form carries no header, and this host is no tenant's.
                    post_form(&url, &[("ticket", &ticket), ("tenant", api.tenant())], None);
                }
                Ok(Outcome { user_errors, .. }) => {
                    let _ = self.fault.try_set(user_errors.into_iter().next().map(|error| error.message));
                }
                Err(error) => self.toasts.fault(&error),
            }
        });
    }
}

/// The page.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let words = words();
    let frame = frame();
    frame.set_title(words.import);
    let reading = Reading {
        api: StoredValue::new(Api::of_this_tenant()),
        toasts: toasts(),
        stage: RwSignal::new(Stage::Choosing),
        fault: RwSignal::new(None),
        policy: RwSignal::new(CatalogImportPolicy::SkipBad),
    };
    let to_list = Page::Catalog.of(&frame.tenant.get_untracked().unwrap_or_default());
    let fault = move || {
        let line = |text: String| view! { <p class="field-error" role="alert"><Icon name=IconName::Alert /><span>{text}</span></p> };
        reading.fault.get().map(line)
    };
    view! {
        <div class="edit">
            <header class="edit-head">
                <a class="icon-button" href=to_list aria-label=words.to_list title=words.to_list><Icon name=IconName::Back /></a>
                <div class="edit-title">
                    <h1 class="page-title">{words.import}</h1>
                    <p class="page-lead">{words.import_text}</p>
                </div>
            </header>
            <section class="form-part">
                {fault}
                {move || match reading.stage.get() {
                    Stage::Choosing => view! { <Choose reading /> }.into_any(),
                    Stage::Sending(part) => bar(words.import_sending, part).into_any(),
                    Stage::Known(import) => known(reading, *import).into_any(),
                }}
            </section>
            <section class="form-part form-ends">
                <p class="hint">{words.export_text}</p>
                <button type="button" class="button button-secondary" on:click=move |_| reading.export()>{words.export}</button>
            </section>
        </div>
    }
}

#[component]
fn Choose(reading: Reading) -> impl IntoView {
    let words = words();
    let chooser = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take = move |list: Option<web_sys::FileList>| {
        if let Some(file) = files::files(list).into_iter().next() {
            reading.send(file);
        }
    };
    view! {
        <label
            class="drop"
            class:drop-over=move || is_over.get()
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                is_over.set(false);
                take(event.data_transfer().and_then(|data| data.files()));
            }
        >
            <input
                class="drop-input"
                type="file"
                id="file"
                accept=".csv,text/csv"
                node_ref=chooser
                on:change=move |_| take(chooser.get_untracked().and_then(|input| input.files()))
            />
            <span class="drop-mark"><Icon name=IconName::Plus /></span>
            <span class="drop-words">
                <strong class="drop-main">{words.import_choose}</strong>
                <span class="drop-sub">{words.import_hint}</span>
            </span>
        </label>
    }
}

/// A bar from 0 to 1 with its word.
fn bar(label: &'static str, part: f64) -> impl IntoView {
    let percent = (part * 100.0).round().to_string();
    view! {
        <div class="import-bar" role="status">
            <p>{label} " " <bdi>{format!("{percent}%")}</bdi></p>
            <progress class="import-progress" max="100" value=percent.clone() aria-label=label></progress>
        </div>
    }
}

fn share(done: i32, all: i32) -> f64 {
    if all > 0 { f64::from(done) / f64::from(all) } else { 0.0 }
}

/// A file that the server has: how far it is, what is wrong, what to do next.
fn known(reading: Reading, import: CatalogImport) -> AnyView {
    let words = words();
    let again = move || {
        view! {
            <button type="button" class="button button-secondary" on:click=move |_| reading.stage.set(Stage::Choosing)>{words.import_again}</button>
        }
    };
    let (total, bad) = (import.total_rows, import.bad_rows);
    match import.status {
        CatalogImportStatus::Receiving | CatalogImportStatus::Checking => {
            bar(words.import_checking, share(import.checked_rows, total)).into_any()
        }
        CatalogImportStatus::Applying => bar(words.import_writing, share(import.applied_rows, total - bad)).into_any(),
        CatalogImportStatus::Done | CatalogImportStatus::Failed => {
            let text = if import.status == CatalogImportStatus::Done { words.import_done } else { words.import_failed };
            let text = text
                .replace("{created}", &import.created_rows.to_string())
                .replace("{updated}", &import.updated_rows.to_string());
            view! { <p class="state-text" role="status">{text}</p> {bad_rows(&import)} <div>{again()}</div> }.into_any()
        }
        CatalogImportStatus::Checked => {
            let text = words
                .import_checked
                .replace("{rows}", &exact_count(prefs().locale.get_untracked(), &ROWS, total))
                .replace("{good}", &(total - bad).to_string())
                .replace("{bad}", &bad.to_string());
            let policies = vec![
                (CatalogImportPolicy::SkipBad, words.policy_skip.to_owned(), None),
                (CatalogImportPolicy::RejectAll, words.policy_reject.to_owned(), None),
            ];
            let id = import.id.clone();
            let choice = (bad > 0).then(|| {
                view! { <Choices name="policy" label=words.policy options=policies value=reading.policy /> }
            });
            let write = (total > bad).then(|| {
                view! {
                    <button type="button" class="button button-primary" on:click=move |_| reading.commit(id.clone())>{words.import_write}</button>
                }
            });
            view! {
                <p class="state-text" role="status">{text}</p>
                {bad_rows(&import)}
                {choice}
                <div class="door-acts">{write} {again()}</div>
            }
            .into_any()
        }
    }
}

/// The rows that cannot be written, with the reasons.
fn bad_rows(import: &CatalogImport) -> Option<AnyView> {
    if import.rows.is_empty() {
        return None;
    }
    let words = words();
    let rows = import
        .rows
        .iter()
        .map(|row| {
            let why = row.problems.iter().map(|problem| {
                let column = (!problem.column.is_empty()).then(|| view! { <code dir="ltr">{problem.column.clone()}</code> });
                view! { <li>{column} " " {problem.message.clone()}</li> }
            });
            view! {
                <tr><td class="number">{row.line}</td><td><bdi>{row.title.clone()}</bdi></td><td><ul role="list">{why.collect_view()}</ul></td></tr>
            }
        })
        .collect_view();
    let view = view! {
        <div class="import-table">
            <table>
                <thead><tr><th scope="col">{words.import_line}</th><th scope="col">{words.name}</th><th scope="col">{words.import_why}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}
