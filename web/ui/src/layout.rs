//! Cards, sections, notices, summaries.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// A part of a page under its own heading.
#[component]
pub fn Section(
    /// Names the section and its heading.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id class="section-title">{title}</h2>
            {children()}
        </section>
    }
}

/// A bordered box.
#[component]
pub fn Card(
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    view! { <div class="card">{children()}</div> }
}

/// What a notice means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// Something to know.
    Info,
    /// It went well.
    Success,
    /// It did not.
    Danger,
}

/// A message of the page.
#[component]
pub fn Notice(
    /// What it means.
    tone: NoticeTone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match tone {
        NoticeTone::Info => ("notice notice-info", IconName::Info),
        NoticeTone::Success => ("notice notice-success", IconName::Check),
        NoticeTone::Danger => ("notice notice-danger", IconName::Alert),
    };
    view! {
        <div class=class>
            <Icon name=icon />
            <div class="notice-body">{children()}</div>
        </div>
    }
}

/// A row of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// What it is.
    pub term: String,
    /// How much.
    pub value: String,
    /// The row that counts, e.g. the total.
    pub is_strong: bool,
}

/// Terms and values, one under the other.
#[component]
pub fn SummaryList(
    /// The rows.
    rows: Vec<SummaryRow>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let class = if row.is_strong { "summary-row summary-strong" } else { "summary-row" };
            view! {
                <div class=class>
                    <dt>{row.term}</dt>
                    <dd><bdi>{row.value}</bdi></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="summary">{rows}</dl> }
}
