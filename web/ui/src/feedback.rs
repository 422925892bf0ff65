//! What stands where something is awaited, missing, or just happened: skeletons, empty states, toasts.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::layout::NoticeTone;

/// A grey bar in the place of a text that is on its way; never read out.
#[component]
pub fn Skeleton(
    /// Width as a share of its place, in percent: 20, 40, 60, 80 or 100.
    #[prop(default = 100)]
    width: u8,
) -> impl IntoView {
    let class = match width {
        0..=29 => "skeleton skeleton-20",
        30..=49 => "skeleton skeleton-40",
        50..=69 => "skeleton skeleton-60",
        70..=89 => "skeleton skeleton-80",
        _ => "skeleton",
    };
    view! { <span class=class aria-hidden="true"></span> }
}

/// Nothing to show: why, and what to do next.
#[component]
pub fn EmptyState(
    /// Drawn above the title.
    icon: IconName,
    /// What is the matter.
    #[prop(into)]
    title: String,
    /// What to do about it.
    #[prop(into)]
    text: String,
    /// Read out at once.
    #[prop(optional)]
    is_alert: bool,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty" role=is_alert.then_some("alert")>
            <span class="empty-mark"><Icon name=icon /></span>
            <h2 class="empty-title">{title}</h2>
            <p class="empty-text">{text}</p>
            {children.map(|children| view! { <div class="empty-acts">{children()}</div> })}
        </div>
    }
}

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u32,
    /// What it means.
    pub tone: NoticeTone,
    /// What it says.
    pub text: String,
    /// For whoever looks for the reason, e.g. the request's id.
    pub detail: Option<String>,
}

/// The place of the short messages. It always stands in the page, so that screen readers notice what is put into it.
#[component]
pub fn ToastStack(
    /// The messages, oldest first.
    toasts: Signal<Vec<Toast>>,
    /// The name of the place.
    label: Signal<String>,
    /// The name of the button that takes a message away.
    dismiss_label: Signal<String>,
    /// Takes a message away.
    on_dismiss: Callback<u32>,
) -> impl IntoView {
    view! {
        <section class="toasts" aria-label=label aria-live="polite" aria-relevant="additions">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                {
                    let (class, icon) = match toast.tone {
                        NoticeTone::Info => ("toast toast-info", IconName::Info),
                        NoticeTone::Success => ("toast toast-success", IconName::Check),
                        NoticeTone::Danger => ("toast toast-danger", IconName::Alert),
                    };
                    let detail = toast.detail.map(|detail| view! { <p class="toast-detail"><bdi>{detail}</bdi></p> });
                    view! {
                        <div class=class>
                            <Icon name=icon />
                            <div class="toast-body"><p>{toast.text}</p>{detail}</div>
                            <button
                                type="button"
                                class="icon-button"
                                aria-label=dismiss_label
                                on:click=move |_| on_dismiss.run(toast.id)
                            >
                                <Icon name=IconName::Close />
                            </button>
                        </div>
                    }
                }
            </For>
        </section>
    }
}
