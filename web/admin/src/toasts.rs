//! Short messages that come and go, read out by screen readers; those about faults stay until dismissed.

use client::Error;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{NoticeTone, Toast, ToastStack};

use crate::browser::{self, sleep_ms};
use crate::fault;
use crate::prefs::{Prefs, t};

const LIFE_MS: i32 = 5_000;
const MOST: usize = 4;
/// What is told while another part of the app is loaded.
const CARRIED: &str = "sadu.toasts";

/// The messages on the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toasts {
    prefs: Prefs,
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// None but those that came along from another part of the app.
    pub(crate) fn new(prefs: Prefs) -> Self {
        let this = Self { prefs, list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        let carried = browser::kept_in_tab(CARRIED).unwrap_or_default();
        if !carried.is_empty() {
            browser::keep_in_tab(CARRIED, "");
            for line in carried.lines() {
                let (mark, text) = line.split_at_checked(1).unwrap_or_default();
                this.show(if mark == "+" { NoticeTone::Success } else { NoticeTone::Info }, text.to_owned(), None);
            }
        }
        this
    }

    /// Lets what is told now come along into the part of the app that is loaded next; what was refused stays behind.
    pub(crate) fn carry_over(self) {
        let lines: Vec<String> = self.list.with_untracked(|list| {
            let told = list.iter().filter(|toast| toast.tone != NoticeTone::Danger);
            told.map(|toast| {
                let mark = if toast.tone == NoticeTone::Success { '+' } else { ' ' };
                format!("{mark}{}", toast.text.replace('\n', " "))
            })
            .collect()
        });
        browser::keep_in_tab(CARRIED, &lines.join("\n"));
    }

    /// Something went well.
    pub(crate) fn success(self, text: impl Into<String>) {
        self.show(NoticeTone::Success, text.into(), None);
    }

    /// Something to know.
    pub(crate) fn info(self, text: impl Into<String>) {
        self.show(NoticeTone::Info, text.into(), None);
    }

    /// Something was refused.
    pub(crate) fn danger(self, text: impl Into<String>) {
        self.show(NoticeTone::Danger, text.into(), None);
    }

    /// The system failed; the request's id helps whoever looks for the reason. An ended session tells itself.
    pub(crate) fn fault(self, error: &Error) {
        if fault::is_session_over(error) {
            return;
        }
        let texts = self.prefs.texts();
        let detail = fault::request_id(error).map(|id| format!("{}: {id}", texts.request_id));
        self.show(NoticeTone::Danger, fault::text(error, texts), detail);
    }

    fn show(self, tone: NoticeTone, text: String, detail: Option<String>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let passes = tone != NoticeTone::Danger;
        self.list.update(|list| {
            list.retain(|toast| toast.text != text);
            if list.len() >= MOST {
                list.remove(0);
            }
            list.push(Toast { id, tone, text, detail });
        });
        if passes {
            spawn_local(async move {
                sleep_ms(LIFE_MS).await;
                self.dismiss(id);
            });
        }
    }

    fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }
}

/// The messages on the screen.
pub(crate) fn toasts() -> Toasts {
    expect_context()
}

/// The place where they stand.
#[component]
pub(crate) fn ToastPlace() -> impl IntoView {
    let toasts = toasts();
    view! {
        <ToastStack
            toasts=Signal::from(toasts.list)
            label=Signal::derive(|| t().messages.to_owned())
            dismiss_label=Signal::derive(|| t().dismiss.to_owned())
            on_dismiss=Callback::new(move |id| toasts.dismiss(id))
        />
    }
}
