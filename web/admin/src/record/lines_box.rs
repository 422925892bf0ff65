//! What is ordered: a search over the catalog, and the lines with their choices and numbers.

use std::time::Duration;

use client::{CatalogItemType, Choosable, ItemOption};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Icon, IconName, Locale};

use super::draft::{Draft, DraftLine};
use super::texts::words;
use crate::bound::{BoundField, Faults};
use crate::prefs::prefs;
use crate::text::{money, pick};
use crate::transport::Api;

const PAUSE: Duration = Duration::from_millis(250);

/// The box.
#[component]
pub(super) fn LinesBox(draft: Draft, faults: Faults, api: StoredValue<Api>) -> impl IntoView {
    let words = words();
    let locale = prefs().locale.get_untracked();
    let search = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<Choosable>>);
    let look = move || {
        let (api, typed) = (api.get_value(), search.get_untracked());
        spawn_local(async move {
            let types = [CatalogItemType::Product, CatalogItemType::Service];
            let heard = client::choosable(&api, &types, &typed).await;
            if search.try_get_untracked().is_some_and(|now| now == typed) {
                found.set(heard.ok());
            }
        });
    };
    look();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        search.track();
        if before.is_some() {
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            waiting.set_value(set_timeout_with_handle(look, PAUSE).ok());
        }
    });
    let none = Signal::derive(|| None::<String>);
    let results = move || match found.get() {
        None => ().into_any(),
        Some(items) if items.is_empty() => view! { <p class="hint">{words.no_items}</p> }.into_any(),
        Some(items) => {
            let rows: Vec<_> = items.into_iter().map(|item| result(item, draft, locale)).collect();
            view! { <ul class="choose" role="list">{rows}</ul> }.into_any()
        }
    };
    let error = faults.at("lines");
    view! {
        <section class="form-part" aria-labelledby="part-items">
            <h2 class="card-title" id="part-items">{words.items}</h2>
            <ul class="draft-lines" role="list">
                <For each=move || draft.lines.get() key=|line| line.key let:line>{line_view(&line, draft, locale)}</For>
            </ul>
            <div aria-live="polite">
                {move || error.get().map(|text| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{text}</span></p> })}
            </div>
            <BoundField id="find-item" label=words.find_item value=search error=none kind="search" max_length=100 />
            {results}
        </section>
    }
}

fn result(item: Choosable, draft: Draft, locale: Locale) -> AnyView {
    let words = words();
    let name = pick(locale, &item.name);
    let price = item.price.as_ref().map(|price| money(locale, price));
    let label = format!("{} {name}", words.add);
    let act = if item.is_available {
        view! {
            <button type="button" class="button button-secondary button-small" aria-label=label on:click=move |_| draft.add(&item)>
                <Icon name=IconName::Plus />
                <span>{words.add}</span>
            </button>
        }
        .into_any()
    } else {
        view! { <span class="cell-sub">{words.sold_out}</span> }.into_any()
    };
    view! { <li class="choose-row"><span class="choose-name"><bdi>{name}</bdi></span><bdi class="cell-sub">{price}</bdi>{act}</li> }
        .into_any()
}

fn line_view(line: &DraftLine, draft: Draft, locale: Locale) -> AnyView {
    let words = words();
    let (key, quantity, chosen) = (line.key, line.quantity, line.chosen);
    let name = pick(locale, &line.name);
    let choices: Vec<_> = line.options.iter().map(|option| choice(key, option, chosen, locale)).collect();
    let fixed: Vec<String> = line.fixed.iter().map(|label| pick(locale, label)).collect();
    let fixed = (!fixed.is_empty()).then(|| view! { <span class="cell-sub"><bdi>{fixed.join(" · ")}</bdi></span> });
    let own = line.clone();
    let step = move |by: i64| {
        let now = i64::from(own.count().unwrap_or(1));
        quantity.set((now + by).clamp(1, 999).to_string());
    };
    let less = step.clone();
    let named = |word: &str| format!("{word}: {name}");
    view! {
        <li class="draft-line">
            <span class="draft-name"><bdi class="cell-main">{name.clone()}</bdi>{fixed}</span>
            <div class="draft-choices">{choices}</div>
            <div class="stepper stepper-ready">
                <button type="button" class="stepper-button" aria-label=named(words.less) on:click=move |_| less(-1)>
                    <Icon name=IconName::Minus />
                </button>
                <input
                    class="stepper-input"
                    type="text"
                    inputmode="numeric"
                    maxlength="3"
                    autocomplete="off"
                    aria-label=named(words.quantity)
                    prop:value=move || quantity.get()
                    on:input=move |event| quantity.set(event_target_value(&event))
                />
                <button type="button" class="stepper-button" aria-label=named(words.more) on:click=move |_| step(1)>
                    <Icon name=IconName::Plus />
                </button>
            </div>
            <button type="button" class="icon-button" aria-label=named(words.remove) title=words.remove on:click=move |_| draft.remove(key)>
                <Icon name=IconName::Trash />
            </button>
        </li>
    }
    .into_any()
}

/// One of the answers to a choice.
fn choice(line: u32, option: &ItemOption, chosen: RwSignal<Vec<(String, String)>>, locale: Locale) -> AnyView {
    let key = option.key.clone();
    let label = pick(locale, &option.name);
    let values: Vec<_> = option
        .values
        .iter()
        .map(|value| view! { <option value=value.key.clone()>{pick(locale, &value.label)}</option> })
        .collect();
    let choose = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        chosen.update(|all| {
            if let Some(one) = all.iter_mut().find(|(of, _)| *of == key) {
                one.1 = value;
            }
        });
    };
    let id = format!("choice-{line}-{}", option.key);
    let of = id.clone();
    view! {
        <label class="draft-choice" for=of>
            <span class="cell-sub">{label}</span>
            <select class="input" id=id on:change=choose>{values}</select>
        </label>
    }
    .into_any()
}
