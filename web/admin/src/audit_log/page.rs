//! The log: who did what to which thing, and when.

use std::sync::Arc;

use client::{
    AuditActor, AuditEvent, AuditEventSort, AuditEventSortField, AuditEventWhere, AuditListVariables, ExportKind,
    ExportRequestInput, Money, SavedViewList, SortDirection, Storefront,
};
use leptos::prelude::*;
use ui::{IconName, Locale};

use super::facts::{fact, is_amount, is_shown, value};
use super::texts::{AuditTexts, act, words};
use crate::app::frame;
use crate::exports;
use crate::list::{Asked, Column, Filter, List, ListPage, ListQuery, Look, Nothing, Row, Rows, Shape, Sort};
use crate::places;
use crate::places::Page;
use crate::prefs::t;
use crate::strings::CHANGES;
use crate::text::money;
use crate::transport::Api;

const ACTORS: [(AuditActor, &str); 5] = [
    (AuditActor::Member, "team"),
    (AuditActor::Visitor, "visitor"),
    (AuditActor::Key, "key"),
    (AuditActor::Job, "system"),
    (AuditActor::Operator, "platform"),
];

/// The things that are done to, as the API and the address name them.
const KINDS: [(&str, &str); 15] = [
    ("order", "order"),
    ("donation", "donation"),
    ("pledge", "pledge"),
    ("catalog_item", "item"),
    ("catalog", "item"),
    ("collection", "collection"),
    ("media_asset", "picture"),
    ("catalog_import", "import"),
    ("storefront", "storefront"),
    ("tenant_member", "member"),
    ("tenant", "tenant"),
    ("api_key", "api-key"),
    ("export", "export"),
    ("notification_delivery", "letter"),
    ("saved_view", "view"),
];
/// Facts of a line that are shown.
const MOST_FACTS: usize = 6;

/// The list of what was done.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let (strings, words) = (t(), words());
    let list = List {
        of: SavedViewList::Audit,
        page: Page::Audit,
        title: words.title,
        search: words.search,
        filters: vec![
            Filter::open("actor", words.by, ACTORS.map(|(actor, word)| (word, actor_word(actor, words))).into()),
            Filter::of("kind", words.on, kinds(words)),
        ],
        sorts: vec![
            Sort { word: "newest", label: strings.newest_first },
            Sort { word: "oldest", label: strings.oldest_first },
        ],
        columns: vec![
            Column::of("act", words.act),
            Column::of("changes", words.changes),
            Column::of("by", words.by),
            Column::of("at", words.at),
        ],
        counted: &CHANGES,
        nothing: Nothing { icon: IconName::History, title: words.nothing_title, text: words.nothing_text, next: None },
        days: Some(words.done_on),
        hears: &[],
        bulk: None,
        row_acts: None,
        tool: Some(|api, query| {
            exports::tool(api, api.tenant(), move || {
                let query = query.get_untracked();
                let audit = Some(filter(&query));
                ExportRequestInput { audit, ..ExportRequestInput::of(ExportKind::AuditEvent, &query.search) }
            })
        }),
        fetch,
    };
    view! { <ListPage list /> }
}

/// The word for who acted.
fn actor_word(actor: AuditActor, words: &'static AuditTexts) -> &'static str {
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
        "item" => words.items,
        "collection" => words.collections,
        "picture" => words.pictures,
        "import" => words.imports,
        "storefront" => words.storefront,
        "member" => words.team,
        "tenant" => words.tenant,
        "api-key" => words.keys,
        "letter" => words.letters,
        "view" => words.views,
        _ => words.files,
    }
}

/// The words of the kinds, each once.
fn kinds(words: &'static AuditTexts) -> Vec<(&'static str, &'static str)> {
    let mut kinds: Vec<_> = KINDS.map(|(_, word)| (word, kind_word(word, words))).into();
    kinds.dedup();
    kinds
}

fn filter(query: &ListQuery) -> AuditEventWhere {
    AuditEventWhere {
        actor: query.picked("actor", ACTORS),
        entity_kind: query.picked("kind", KINDS).map(|kinds| kinds.into_iter().map(str::to_owned).collect()),
        days: query.day_range(),
    }
}

fn fetch(api: Api, query: ListQuery) -> Asked {
    let direction = SortDirection::Asc;
    let sort = query.sort.map(|_| AuditEventSort { field: AuditEventSortField::CreatedAt, direction });
    let variables = AuditListVariables::new(query.paging(), &query.search, filter(&query), sort);
    Box::pin(async move {
        let page = client::audit_log(&api, variables).await?;
        let row = |event: AuditEvent| {
            let id = event.id.inner().to_owned();
            Row {
                key: format!("{id}{:?}", event.actor_name),
                name: event.entity_number.clone().unwrap_or_else(|| id.clone()),
                href: thing(api.tenant(), &event),
                id,
                acts: None,
                can_pick: false,
                draw: Arc::new(move |look, shape| drawn(&event, look, shape)),
            }
        };
        Ok(Rows { rows: page.nodes.into_iter().map(row).collect(), info: page.page_info, total: page.total_count })
    })
}

/// Where the thing stands that something was done to; those without a page of their own lead nowhere.
fn thing(tenant: &str, event: &AuditEvent) -> Option<String> {
    let id = &event.entity_id;
    match event.entity_kind.as_str() {
        "order" => Some(places::order(tenant, &format!("ord_{id}"))),
        "donation" => Some(places::donation(tenant, &format!("don_{id}"))),
        "pledge" => Some(places::pledge(tenant, &format!("plg_{id}"))),
        "catalog_item" if event.action != "catalog_item.deleted" => Some(places::item(tenant, &format!("itm_{id}"))),
        "storefront" => Some(Page::Storefront.of(tenant)),
        "tenant_member" => Some(Page::Team.of(tenant)),
        "notification_delivery" => Some(Page::Letters.of(tenant)),
        _ => None,
    }
}

fn drawn(event: &AuditEvent, look: &Look, shape: Shape) -> Vec<AnyView> {
    let words = words();
    let is_arabic = look.locale == Locale::Ar;
    let by = match (&event.actor_name, event.actor) {
        (Some(name), _) => name.clone(),
        (None, AuditActor::Member) => words.somebody.to_owned(),
        (None, actor) => actor_word(actor, words).to_owned(),
    };
    let number = event.entity_number.clone().map(|number| view! { <bdi dir="ltr" class="log-number">{number}</bdi> });
    let act = act(&event.action, is_arabic);
    let changes: Vec<_> = event
        .changes
        .iter()
        .filter(|change| is_shown(&event.entity_kind, &change.field))
        .take(MOST_FACTS)
        .map(|change| {
            let shown = |text: &String| written(&event.entity_kind, &change.field, text, look);
            let before = change.before.as_ref().map(|text| view! { <s dir="auto">{shown(text)}</s> " " });
            let after = change.after.as_ref().map(|text| view! { <bdi>{shown(text)}</bdi> });
            view! { <span class="log-change">{fact(&change.field, look.locale)} ": " {before}{after}</span> }
        })
        .collect();
    let changes = (!changes.is_empty()).then(|| view! { <span class="log-changes">{changes}</span> });
    let ago = look.ago(&event.at);
    if shape == Shape::Card {
        let card = view! {
            <span class="card-line"><span class="card-name log-act">{act}</span> <span class="cell-sub">{number}</span></span>
            {changes}
            <span class="card-line">
                <span class="card-text"><bdi>{by}</bdi></span>
                <span class="cell-sub">{ago}</span>
            </span>
        };
        return vec![card.into_any()];
    }
    vec![
        view! {
            <span class="cell-main log-act">{act}</span>
            <span class="cell-sub">{number}</span>
        }
        .into_any(),
        changes.into_any(),
        view! { <span class="cell-cut"><bdi>{by}</bdi></span> }.into_any(),
        ago,
    ]
}

/// A fact's value as people write it: a point in time, an amount in the tenant's currency, or words.
fn written(kind: &str, field: &str, text: &str, look: &Look) -> AnyView {
    if let [_, _, _, _, b'-', _, _, b'-', _, _, b'T', ..] = text.as_bytes() {
        let (look, text) = (look.clone(), text.to_owned());
        return (move || look.times().full(&text)).into_any();
    }
    if is_amount(field) {
        let (locale, shop, text) = (look.locale, frame().storefront, text.to_owned());
        return (move || shop.with(|shop| priced(&text, shop.as_ref(), locale))).into_any();
    }
    short(&value(kind, field, text, look.locale)).into_any()
}

/// An amount with its currency, once the tenant's is known.
fn priced(amount: &str, shop: Option<&Storefront>, locale: Locale) -> String {
    let of = |shop: &Storefront| Money {
        amount: amount.to_owned(),
        currency_code: shop.currency_code.clone(),
        fraction_digits: shop.fraction_digits,
    };
    shop.map_or_else(|| amount.to_owned(), |shop| money(locale, &of(shop)))
}

/// A fact's value, cut where it is longer than a line.
fn short(text: &str) -> String {
    if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text.to_owned() }
}
