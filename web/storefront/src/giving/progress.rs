//! How far a campaign has come, and who helped it there.

use client::{CampaignProgress, Money, PublicDonor};
use leptos::prelude::*;

use crate::shell::PageContext;
use crate::strings::count_of_givers;
use crate::text::{day, money};

/// A bar with what has come, of what, and from how many.
pub(crate) fn progress(
    ctx: &PageContext,
    progress: &CampaignProgress,
    goal: Option<&Money>,
    is_whole: bool,
) -> AnyView {
    let strings = ctx.strings();
    let percent = progress.percent.unwrap_or(0).clamp(0, 100);
    let has_promises = progress.pledged.amount.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let bar = goal.map(|_| {
        view! { <progress class="progress-bar" max="100" value=percent.to_string() aria-label=strings.collected></progress> }
    });
    let of = goal.map(
        |goal| view! { <span class="progress-of">{strings.of_goal} " " <bdi>{money(ctx.locale, goal)}</bdi></span> },
    );
    let share = progress
        .percent
        .map(|percent| view! { <span class="progress-share"><bdi dir="ltr">{format!("{percent}%")}</bdi></span> });
    let promised = (is_whole && has_promises).then(|| {
        view! { <span>{strings.promised_besides} " " <bdi>{money(ctx.locale, &progress.pledged)}</bdi></span> }
    });
    let count = u32::try_from(progress.contributors).unwrap_or(0);
    let givers = (is_whole && count > 0).then(|| view! { <span>{count_of_givers(ctx.locale, count)}</span> });
    view! {
        <div class="progress">
            <p class="progress-head">
                <span class="progress-sum"><bdi>{money(ctx.locale, &progress.received)}</bdi></span>
                " " {of}
                {share}
            </p>
            {bar}
            {is_whole.then(|| view! { <p class="progress-foot">{givers} {promised}</p> })}
        </div>
    }
    .into_any()
}

/// The newest donors; those who want no name have none here.
pub(crate) fn donors(ctx: &PageContext, donors: &[PublicDonor]) -> Option<AnyView> {
    if donors.is_empty() {
        return None;
    }
    let strings = ctx.strings();
    let items = donors
        .iter()
        .map(|donor| {
            let name = donor.name.clone().unwrap_or_else(|| strings.anonymous_donor.to_owned());
            let words = donor.message.clone().filter(|text| !text.trim().is_empty());
            let for_whom = donor.dedication.clone().filter(|text| !text.trim().is_empty());
            let date = day(&donor.received_at, &ctx.storefront.time_zone, strings);
            view! {
                <li class="donor">
                    <p class="donor-head"><span class="donor-name" dir="auto">{name}</span> <bdi class="donor-amount">{money(ctx.locale, &donor.amount)}</bdi></p>
                    {words.map(|words| view! { <p class="donor-words" dir="auto">{words}</p> })}
                    <p class="donor-foot">
                        {for_whom.map(|whom| view! { <span dir="auto">{whom}</span> })}
                        <span>{date}</span>
                    </p>
                </li>
            }
        })
        .collect_view();
    let view = view! {
        <section class="donors" aria-labelledby="donors">
            <h2 class="item-details-title" id="donors">{strings.donors_title}</h2>
            <ul class="donor-list" role="list">{items}</ul>
        </section>
    };
    Some(view.into_any())
}
