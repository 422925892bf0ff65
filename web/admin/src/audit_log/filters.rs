//! What the log is narrowed to, kept in the address: by whom, on what, on which days.

use client::{AuditActor, AuditEventWhere, DayRange};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::{Icon, IconName};

use super::texts::{AuditTexts, words};
use crate::dashboard::Day;
use crate::prefs::{prefs, t};
use crate::times::Times;

const ACTORS: [(AuditActor, &str); 5] = [
    (AuditActor::Member, "team"),
    (AuditActor::Visitor, "visitor"),
    (AuditActor::Key, "key"),
    (AuditActor::Job, "system"),
    (AuditActor::Operator, "platform"),
];

/// The things that are done to, as the API and the address name them.
const KINDS: [&str; 12] = [
    "order",
    "donation",
    "pledge",
    "catalog_item",
    "collection",
    "media_asset",
    "catalog_import",
    "storefront",
    "tenant_member",
    "tenant",
    "api_key",
    "export",
];

/// The word for who acted.
pub(super) fn actor_word(actor: AuditActor, words: &'static AuditTexts) -> &'static str {
    match actor {
        AuditActor::Visitor => words.visitor,
        AuditActor::Member => words.member,
        AuditActor::Key => words.key,
        AuditActor::Job => words.job,
        AuditActor::Operator => words.operator,
    }
}

fn kind_word(kind: &str, words: &'static AuditTexts) -> &'static str {
    match kind {
        "order" => words.orders,
        "donation" => words.donations,
        "pledge" => words.pledges,
        "catalog_item" => words.items,
        "collection" => words.collections,
        "media_asset" => words.pictures,
        "catalog_import" => words.imports,
        "storefront" => words.storefront,
        "tenant_member" => words.team,
        "tenant" => words.tenant,
        "api_key" => words.keys,
        _ => words.files,
    }
}

/// What the log is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    actor: Option<AuditActor>,
    kind: Option<&'static str>,
    days: Option<(String, String)>,
}

impl Narrowed {
    /// Reads the address; what it does not know is passed over.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let (by, on) = (parameter("by").unwrap_or_default(), parameter("on").unwrap_or_default());
        let day = |key: &str| parameter(key).filter(|day| Day::parse(day).is_some());
        Self {
            actor: ACTORS.into_iter().find(|(_, word)| *word == by).map(|(actor, _)| actor),
            kind: KINDS.into_iter().find(|kind| *kind == on),
            days: day("from").zip(day("to")).map(|(from, to)| if from <= to { (from, to) } else { (to, from) }),
        }
    }

    /// Its address below `path`.
    pub(super) fn address(&self, path: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        let by = ACTORS.into_iter().find(|(actor, _)| Some(*actor) == self.actor);
        parts.extend(by.map(|(_, word)| format!("by={word}")));
        parts.extend(self.kind.map(|kind| format!("on={kind}")));
        if let Some((from, to)) = &self.days {
            let written = |day: &str| utf8_percent_encode(day, NON_ALPHANUMERIC).to_string();
            parts.push(format!("from={}&to={}", written(from), written(to)));
        }
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }

    /// As the API takes it.
    pub(super) fn filter(&self) -> AuditEventWhere {
        AuditEventWhere {
            actor: self.actor.map(|actor| vec![actor]),
            entity_kind: self.kind.map(|kind| vec![kind.to_owned()]),
            days: self.days.clone().map(|(from, to)| DayRange { from, to }),
        }
    }
}

/// The pills.
#[component]
pub(super) fn Filters(
    /// What holds now.
    chosen: Memo<Narrowed>,
    /// Asks for something else.
    on_change: Callback<Narrowed>,
) -> impl IntoView {
    let words = words();
    let by = move |actor: Option<AuditActor>, label: &'static str| {
        let holds = move || chosen.with(|chosen| chosen.actor == actor);
        let press = move |_| on_change.run(Narrowed { actor, ..chosen.get_untracked() });
        view! {
            <button type="button" class="pill" aria-pressed=move || holds().to_string() on:click=press>{label}</button>
        }
    };
    let on = move |kind: &'static str| {
        let holds = move || chosen.with(|chosen| chosen.kind == Some(kind));
        let change = move |_| {
            let now = chosen.get_untracked();
            on_change.run(Narrowed { kind: (now.kind != Some(kind)).then_some(kind), ..now });
        };
        view! {
            <label class="menu-item menu-check">
                <input type="checkbox" prop:checked=holds on:change=change />
                <span>{kind_word(kind, words)}</span>
            </label>
        }
    };
    let kind_label = move || chosen.with(|chosen| chosen.kind.map_or(words.on, |kind| kind_word(kind, words)));
    let field = move |is_first: bool| {
        let label = if is_first { words.from } else { words.to };
        let value = move || {
            let days = chosen.with(|chosen| chosen.days.clone());
            days.map(|(from, to)| if is_first { from } else { to }).unwrap_or_default()
        };
        let change = move |event| {
            let day = event_target_value(&event);
            if Day::parse(&day).is_none() {
                return;
            }
            let now = chosen.get_untracked();
            let (from, to) = now.days.clone().unwrap_or_else(|| (day.clone(), day.clone()));
            let days = if is_first { (day.clone(), to.max(day)) } else { (from.min(day.clone()), day) };
            on_change.run(Narrowed { days: Some(days), ..now });
        };
        view! {
            <label class="day-field">
                <span class="day-label">{label}</span>
                <input type="date" class="input" prop:value=value on:change=change />
            </label>
        }
    };
    let times = Times::new(prefs().locale.get(), None);
    let days_label = move || {
        let Some((from, to)) = chosen.with(|chosen| chosen.days.clone()) else { return words.any_day.to_owned() };
        let (from, to) = (times.day_and_year(&from), times.day_and_year(&to));
        if from == to { from } else { format!("{from} – {to}") }
    };
    let any_day = move || {
        let is_set = chosen.with(|chosen| chosen.days.is_some());
        let press = move |_| on_change.run(Narrowed { days: None, ..chosen.get_untracked() });
        is_set.then(|| {
            view! { <button type="button" class="button button-quiet" on:click=press><Icon name=IconName::Close />{words.any_day}</button> }
        })
    };
    view! {
        <div class="filters" role="group" aria-label=t().filters>
            <div class="pills" role="group" aria-label=words.by>
                {by(None, t().all)}
                {ACTORS.map(|(actor, _)| by(Some(actor), actor_word(actor, words))).collect_view()}
            </div>
            <div class="filters-more">
                <details class="menu">
                    <summary class="pill" class:pill-set=move || chosen.with(|chosen| chosen.kind.is_some())>
                        {kind_label}
                        <Icon name=IconName::Down />
                    </summary>
                    <div class="menu-face" role="group" aria-label=words.on>{KINDS.map(on).collect_view()}</div>
                </details>
                <details class="menu menu-days">
                    <summary class="pill" class:pill-set=move || chosen.with(|chosen| chosen.days.is_some())>
                        {days_label}
                        <Icon name=IconName::Down />
                    </summary>
                    <div class="menu-face days-face">{field(true)}{field(false)}{any_day}</div>
                </details>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Narrowed;

    #[test]
    fn what_is_written_is_read_back() {
        let query = "by=team&on=order&from=2026%2D11%2D01&to=2026%2D11%2D23";
        let read = |query: &str| {
            let query = query.replace("%2D", "-");
            Narrowed::read(|key| {
                query.split('&').find_map(|part| Some(part.strip_prefix(key)?.strip_prefix('=')?.to_owned()))
            })
        };
        let narrowed = read(query);
        assert_eq!(narrowed.address("/x/activity"), format!("/x/activity?{query}"));
        assert_eq!(read("by=nobody&on=nothing&from=x&to=y"), Narrowed::default());
    }
}
