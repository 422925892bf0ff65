//! The text of an order for a WhatsApp chat, so that the team sees at once what it is about.

use client::SubmissionStatus;

use crate::shell::PageContext;
use crate::text::{money, pick};

/// The order in a few lines, with the link to its status.
pub(super) fn order_text(ctx: &PageContext, status: &SubmissionStatus, token: &str) -> String {
    let strings = ctx.strings();
    let mut text = format!("{} {}", strings.order_text, status.number);
    for line in &status.lines {
        let options: Vec<String> = line.options.iter().map(|option| pick(ctx.locale, &option.label)).collect();
        let options =
            if options.is_empty() { String::new() } else { format!(" ({})", options.join(strings.date_comma)) };
        text.push_str(&format!("\n{} × {}{options}", line.quantity, pick(ctx.locale, &line.name)));
    }
    text.push_str(&format!("\n{}{}{}", strings.total, strings.colon, money(ctx.locale, &status.total)));
    text.push_str(&format!("\n{}{}", ctx.origin, ctx.links().status(token)));
    text
}
