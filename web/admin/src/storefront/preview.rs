//! The brand as visitors will see it, drawn while it is chosen: name, line, logo, cover, and the colours after they were
//! corrected for those who read them.

use leptos::{html, prelude::*};
use ui::Theme;

use super::texts::words;
use crate::bound::Both;
use crate::prefs::prefs;

/// What the preview shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brand {
    pub(super) name: Both,
    pub(super) tagline: Both,
    pub(super) colour: RwSignal<String>,
    pub(super) logo: RwSignal<Option<String>>,
    pub(super) cover: RwSignal<Option<String>>,
}

/// The colour as pages draw it, if it is another one than was chosen.
pub(super) fn corrected(chosen: &str) -> Option<String> {
    let drawn = Theme::from_accent(chosen).accent.to_hex();
    (drawn != chosen.to_lowercase()).then_some(drawn)
}

/// The preview.
#[component]
pub(super) fn BrandPreview(
    /// What it shows.
    brand: Brand,
) -> impl IntoView {
    let words = words();
    let locale = prefs().locale.get_untracked();
    let node = NodeRef::<html::Div>::new();
    // Styles are set by the script one by one: the page's policy allows no style that is written out.
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let theme = Theme::from_accent(&brand.colour.get());
        let style = web_sys::HtmlElement::style(&element);
        for (name, colour) in [
            ("--accent", theme.accent),
            ("--on-accent", theme.on_accent),
            ("--accent-text", theme.accent_text),
            ("--accent-soft", theme.accent_soft),
        ] {
            let _ = style.set_property(name, &colour.to_hex());
        }
    });
    let own = move |text: Both, fallback: &'static str| {
        move || {
            let picked = locale.pick(&text.ar.get(), &text.en.get()).trim().to_owned();
            if picked.is_empty() { fallback.to_owned() } else { picked }
        }
    };
    view! {
        <div class="brand-preview" node_ref=node aria-label=words.live role="group">
            <div class="brand-top">
                {move || brand.logo.get().map(|src| view! { <img class="brand-logo" src=src alt="" /> })}
                <strong class="brand-title"><bdi>{own(brand.name, words.your_name)}</bdi></strong>
            </div>
            <div class="brand-cover">
                {move || brand.cover.get().map(|src| view! { <img class="brand-cover-picture" src=src alt="" /> })}
                <div class="brand-cover-words">
                    <span class="brand-cover-name"><bdi>{own(brand.name, words.your_name)}</bdi></span>
                    <span><bdi>{own(brand.tagline, "")}</bdi></span>
                </div>
            </div>
            <div class="brand-sample">
                <span>{words.sample_item}</span>
                <strong>{words.sample_price}</strong>
                <span class="brand-button">{words.sample_button}</span>
                <span class="brand-link">{words.sample_link}</span>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::corrected;

    #[test]
    fn a_pale_colour_is_shown_as_corrected() {
        assert_eq!(corrected("#0f4c5c"), None);
        assert_eq!(corrected("#0F4C5C"), None);
        assert!(corrected("#e08080").is_some());
    }
}
