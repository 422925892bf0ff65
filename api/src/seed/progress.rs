//! How far the planting is, where somebody looks on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar of so many steps; hidden where nobody asked for it.
pub(super) fn bar(length: usize, what: String, show: bool) -> ProgressBar {
    let target = if show { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(u64::try_from(length).ok(), target);
    if let Ok(style) = ProgressStyle::with_template("  {msg:<28} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.with_message(what)
}
