//! Where visits and submissions came from, and what was ordered most.

use client::{CampaignRow, ChannelFigures, ChannelKind, TenantKind, TopItem};
use leptos::prelude::*;
use ui::Locale;

use super::cards::{grouped, percent};
use super::texts::DashboardTexts;
use crate::orders::words::channel;
use crate::places;
use crate::prefs::t;
use crate::strings::{PIECES, exact_count};
use crate::text::{money, pick};

fn name(line: &ChannelFigures, words: &'static DashboardTexts) -> String {
    match (line.kind, &line.source, line.channel) {
        (_, Some(source), _) => source.clone(),
        (ChannelKind::Team, _, Some(by)) => words.by_team.replace("{n}", channel(by, t())),
        (ChannelKind::Direct, ..) => words.direct.to_owned(),
        (ChannelKind::Declined, ..) => words.declined.to_owned(),
        (ChannelKind::Unknown, ..) => words.unknown.to_owned(),
        _ => words.other.to_owned(),
    }
}

/// The sources as a table whose first column carries a bar of what came in.
pub(super) fn sources(
    lines: &[ChannelFigures],
    locale: Locale,
    words: &'static DashboardTexts,
    kind: TenantKind,
) -> impl IntoView + use<> {
    let submissions = match kind {
        TenantKind::Shop => words.submissions_shop,
        TenantKind::Charity => words.submissions_charity,
    };
    let most = lines.iter().map(|line| line.submissions.max(line.visits)).max().unwrap_or(0).max(1);
    let body = if lines.is_empty() {
        view! { <p class="nothing">{words.no_sources}</p> }.into_any()
    } else {
        let rows: Vec<_> = lines.iter().map(|line| row(line, (submissions, most), locale, words)).collect();
        let head = |label| view! { <th role="columnheader" scope="col" class="number">{label}</th> };
        let heads = [words.visits, submissions, words.value, words.rate, words.first_touch].map(head);
        view! {
            // On a phone each row is a small card; the roles say that it still is a table.
            <table class="plain-table source-table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{words.source}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            <p class="hint">{words.sources_hint}</p>
        }
        .into_any()
    };
    view! {
        <section class="card panel" aria-labelledby="sources">
            <h2 id="sources" class="section-title">{words.sources}</h2>
            {body}
        </section>
    }
}

/// One source; `submissions` is what came from there is called, `most` the length of its longest bar.
fn row(
    line: &ChannelFigures,
    (submissions, most): (&'static str, i32),
    locale: Locale,
    words: &'static DashboardTexts,
) -> impl IntoView + use<> {
    let share = |n: i32| (f64::from(n.max(0)) * 100.0 / f64::from(most)).to_string();
    let rate = line.rate.as_deref().map_or_else(|| words.no_rate.to_owned(), percent);
    let cell = |label: &'static str, class: &'static str, value: String| {
        view! { <td role="cell" class=class data-label=label><bdi>{value}</bdi></td> }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <bdi class="source-name">{name(line, words)}</bdi>
                <svg class="source-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="source-visits" x="0" y="0" width=share(line.visits) height="6" />
                    <rect class="source-came" x="0" y="0" width=share(line.submissions) height="6" />
                </svg>
            </th>
            {cell(words.visits, "number", grouped(line.visits))}
            {cell(submissions, "number strong", grouped(line.submissions))}
            {cell(words.value, "number", money(locale, &line.sum))}
            {cell(words.rate, "number", rate)}
            {cell(words.first_touch, "number soft", grouped(line.first_touch))}
        </tr>
    }
}

/// How far the campaigns have come, each leading to what was given for it; nothing where there is none.
pub(super) fn campaigns(rows: &[CampaignRow], tenant: &str, locale: Locale, words: &'static DashboardTexts) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = rows.iter().map(|row| campaign(row, tenant, locale, words)).collect();
    view! {
        <section class="card panel" aria-labelledby="campaigns">
            <h2 id="campaigns" class="section-title">{words.campaigns}</h2>
            <ul class="top-items" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn campaign(row: &CampaignRow, tenant: &str, locale: Locale, words: &'static DashboardTexts) -> Option<AnyView> {
    let progress = row.campaign_progress.as_ref()?;
    let name = pick(locale, &row.name);
    let state = match (progress.percent, progress.is_open) {
        (_, false) => words.closed.to_owned(),
        (Some(percent), _) => format!("\u{2066}{percent}%\u{2069}"),
        (None, _) => words.no_goal.to_owned(),
    };
    let bar = progress.percent.map(|percent| {
        let value = percent.clamp(0, 100).to_string();
        view! { <progress class="campaign-bar" max="100" value=value aria-label=name.clone()></progress> }
    });
    let besides = words.besides.replace("{n}", &money(locale, &progress.pledged));
    Some(
        view! {
            <li class="campaign">
                <a class="campaign-link" href=places::item(tenant, row.id.inner())>
                    <span class="top-name"><bdi>{name.clone()}</bdi></span>
                    <span class="campaign-share">{state}</span>
                </a>
                {bar}
                <p class="top-pieces"><bdi>{money(locale, &progress.received)}</bdi> " · " <bdi>{besides}</bdi></p>
            </li>
        }
        .into_any(),
    )
}

/// The items ordered most, each leading to itself.
pub(super) fn items(
    lines: &[TopItem],
    tenant: &str,
    locale: Locale,
    words: &'static DashboardTexts,
) -> impl IntoView + use<> {
    let body = if lines.is_empty() {
        view! { <p class="nothing">{words.no_items}</p> }.into_any()
    } else {
        let rows: Vec<_> = lines
            .iter()
            .map(|item| {
                let name = item.name.as_ref().map_or_else(|| words.gone_item.to_owned(), |name| pick(locale, name));
                let pieces = exact_count(locale, &PIECES, item.pieces);
                let href = item.name.is_some().then(|| places::item(tenant, item.id.inner()));
                view! {
                    <li class="top-item">
                        <a class="top-name" href=href><bdi>{name}</bdi></a>
                        <span class="top-pieces">{pieces}</span>
                        <bdi class="top-sum">{money(locale, &item.sum)}</bdi>
                    </li>
                }
            })
            .collect();
        view! { <ol class="top-items">{rows}</ol> }.into_any()
    };
    view! {
        <section class="card panel" aria-labelledby="top-items">
            <h2 id="top-items" class="section-title">{words.top_items}</h2>
            {body}
        </section>
    }
}
