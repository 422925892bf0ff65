//! The page.

use leptos::prelude::*;
use ui::{Icon, IconName};

use super::keys::Keys;
use super::texts::words;
use crate::app::frame;
use crate::shell::storefront_address;

/// The integrators' page.
#[component]
pub(crate) fn IntegrationsPage() -> impl IntoView {
    let (frame, words) = (frame(), words());
    Effect::new(move |_| frame.set_title(words.title));
    let tenant = frame.tenant.get_untracked().unwrap_or_default();
    let endpoint = format!("{}/graphql", storefront_address(&tenant).trim_end_matches('/'));
    // On this very host, where the playground may ask as whoever is signed in.
    let playground = format!("/graphql?tenant={tenant}");
    let example = format!(
        "curl {endpoint} \\\n  -H 'authorization: Bearer sk_…' \\\n  -H 'content-type: application/json' \\\n  -d '{{\"query\":\"{{ orders(first: 5) {{ nodes {{ number status total {{ amount }} }} }} }}\"}}'"
    );
    view! {
        <div class="list-page">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
                <p class="page-count">{words.text}</p>
            </header>
            <section class="card panel" aria-labelledby="begin">
                <h2 id="begin" class="section-title">{words.begin}</h2>
                <p class="hint">{words.playground_hint}</p>
                <p>
                    <a class="button button-secondary" href=playground target="_blank" rel="external noopener">
                        {words.playground}
                        <Icon name=IconName::Out />
                    </a>
                </p>
                <h3 class="field-label">{words.example}</h3>
                <pre class="code-block" dir="ltr" tabindex="0"><code>{example}</code></pre>
            </section>
            <Keys />
        </div>
    }
}
