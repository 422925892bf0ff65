//! The recovery codes, shown once: to be copied, saved or printed.

use leptos::prelude::*;
use ui::{Icon, IconName, Notice, NoticeTone};

use super::texts::words;
use crate::browser;
use crate::toasts::toasts;

const FILE: &str = "sadu-recovery-codes.txt";

/// The codes and what to do with them.
#[component]
pub(super) fn RecoveryCodes(
    /// The codes.
    codes: Vec<String>,
    /// They are put aside.
    on_done: Callback<()>,
) -> impl IntoView {
    let words = words();
    let toasts = toasts();
    let text = StoredValue::new(format!("{}\n\n{}\n", words.file_heading, codes.join("\n")));
    let copy = move |_| {
        browser::copy(text.get_value(), move |is_done| {
            if is_done { toasts.success(words.copied) } else { toasts.danger(words.not_copied) }
        });
    };
    view! {
        <div class="recovery">
            <h3 class="recovery-title" id="recovery-title" tabindex="-1">{words.recovery_title}</h3>
            <Notice tone=NoticeTone::Info><p>{words.recovery_text}</p></Notice>
            <ul class="codes" role="list">
                {codes.into_iter().map(|code| view! { <li><code dir="ltr">{code}</code></li> }).collect_view()}
            </ul>
            <div class="acts recovery-acts">
                <button type="button" class="button button-secondary" on:click=copy>
                    <Icon name=IconName::Copy />
                    <span>{words.copy}</span>
                </button>
                <a class="button button-secondary" download=FILE href=browser::text_file(&text.get_value())>
                    <Icon name=IconName::Download />
                    <span>{words.download}</span>
                </a>
                <button type="button" class="button button-secondary" on:click=|_| browser::print()>
                    <Icon name=IconName::Print />
                    <span>{words.print}</span>
                </button>
            </div>
            <div class="form-end">
                <button type="button" class="button button-primary" on:click=move |_| on_done.run(())>
                    {words.codes_kept}
                </button>
            </div>
        </div>
    }
}
