//! A question that has to be answered first: the browser's own modal dialog, which keeps the focus and knows Escape.

use leptos::{ev, html, prelude::*};

use crate::icon::{Icon, IconName};

/// A modal dialog. It opens and closes with `open`; Escape, the cross and a press beside it set `open` to false.
#[component]
pub fn Dialog(
    /// Names the dialog's heading; must be the only one in the page.
    id: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The name of the cross.
    #[prop(into)]
    close_label: Signal<String>,
    /// What it asks. Made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // A press on the dialog itself is one beside its face, which fills it.
    let beside = move |event: ev::MouseEvent| {
        let target = event.target();
        if node.get_untracked().is_some_and(|dialog| target.as_ref() == Some(dialog.as_ref())) {
            open.set(false);
        }
    };
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=id on:close=move |_| open.set(false) on:click=beside>
            <div class="dialog-face">
                <header class="dialog-head">
                    <h2 class="dialog-title" id=id>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || close_label.get()
                        on:click=move |_| open.set(false)
                    >
                        <Icon name=IconName::Close />
                    </button>
                </header>
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}
