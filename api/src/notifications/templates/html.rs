//! A letter as HTML: its blocks as MJML, in the one base, rendered by mrml.

use mrml::prelude::render::RenderOptions;

use super::{Block, Brand, Content, one_line, say};
use crate::kernel::{
    error::{Error, Result},
    text::Locale,
};

const BASE: &str = include_str!("base.mjml");

/// One diamond of the band, thread by thread: `.` the ground, `o` the light thread, `x` the accent in its middle.
const DIAMOND: [&str; 5] = ["....o...", "...ooo..", "..ooxoo.", "...ooo..", "....o..."];
/// How often it is repeated over the width.
const REPEATS: usize = 7;
/// Height of a thread, in pixels.
const THREAD: u8 = 6;

pub(super) fn print(brand: &Brand, locale: Locale, content: &Content) -> Result<String> {
    let blocks: String = content.blocks.iter().map(|block| mjml(brand, locale, block)).collect();
    let source = fill(
        BASE,
        &[
            ("lang", locale.tag()),
            ("dir", say(locale, "rtl", "ltr")),
            ("start", say(locale, "right", "left")),
            ("subject", &escaped(&one_line(&content.subject))),
            ("preview", &escaped(&one_line(&content.preview))),
            ("title", &escaped(&content.title)),
            ("accent", &brand.accent),
            ("name", &escaped(&brand.name)),
            ("home", &escaped(&brand.home)),
            ("band", &band(brand)),
            ("blocks", &blocks),
            ("foot", &foot(brand, locale)),
        ],
    );
    let parsed = mrml::parse(source).map_err(|error| Error::fault(error.to_string()))?;
    parsed.element.render(&RenderOptions::default()).map_err(|error| Error::fault(error.to_string()))
}

fn mjml(brand: &Brand, locale: Locale, block: &Block) -> String {
    match block {
        Block::Text(text) => format!("<mj-text>{}</mj-text>", escaped(text)),
        Block::Note(text) => {
            format!("<mj-text font-size=\"15px\" color=\"#5f5a52\" padding=\"4px 0 8px\">{}</mj-text>", escaped(text))
        }
        Block::Heading(text) => {
            format!("<mj-text font-weight=\"600\" padding=\"12px 0 6px\">{}</mj-text>", escaped(text))
        }
        Block::Code(code) => format!(
            "<mj-text align=\"center\" padding=\"4px 0 20px\"><div dir=\"ltr\" style=\"background:{tint};border-radius:12px;padding:18px 12px;\
             font-family:'SF Mono',Consolas,Menlo,monospace;font-size:34px;line-height:1.2;font-weight:700;letter-spacing:8px;\
             text-indent:8px;color:{accent}\">{code}</div></mj-text>",
            tint = brand.tint,
            accent = brand.accent,
            code = escaped(code),
        ),
        Block::Button(label, link) => format!(
            "<mj-button href=\"{}\" background-color=\"{}\" color=\"#ffffff\" border-radius=\"10px\" font-size=\"17px\" font-weight=\"600\" \
             inner-padding=\"14px 28px\" padding=\"10px 0 22px\" align=\"{}\">{}</mj-button>",
            escaped(link),
            brand.accent,
            say(locale, "right", "left"),
            escaped(label),
        ),
        Block::Table(rows) => format!(
            "<mj-table padding=\"4px 0 16px\" font-size=\"16px\" line-height=\"1.6\">{}</mj-table>",
            table(locale, rows)
        ),
        Block::Quote(text) => format!(
            "<mj-text padding=\"0 0 16px\"><div style=\"background:#faf8f5;border-radius:10px;padding:14px 18px;font-size:16px\">{}</div></mj-text>",
            escaped(text.trim()).replace("\r\n", "\n").replace('\n', "<br />"),
        ),
    }
}

fn table(locale: Locale, rows: &[(String, String)]) -> String {
    let (start, end) = (say(locale, "right", "left"), say(locale, "left", "right"));
    let last = rows.len().saturating_sub(1);
    rows.iter()
        .enumerate()
        .map(|(n, (what, amount))| {
            let style = if n == last {
                "padding:12px 0;font-weight:700;border-top:2px solid #1d1b18"
            } else {
                "padding:10px 0;border-top:1px solid #e8e3db"
            };
            format!(
                "<tr><td align=\"{start}\" style=\"{style}\">{}</td><td align=\"{end}\" style=\"{style};white-space:nowrap;padding-{start}:16px\">{}</td></tr>",
                escaped(what),
                escaped(amount),
            )
        })
        .collect()
}

fn foot(brand: &Brand, locale: Locale) -> String {
    let sender = if brand.is_tenant {
        say(locale, "أُرسلت هذه الرسالة عبر سادو نيابةً عن", "Sent by Sadu on behalf of")
    } else {
        say(locale, "أُرسلت هذه الرسالة من", "Sent by")
    };
    let name = format!("{sender} <a href=\"{}\">{}</a>", escaped(&brand.home), escaped(&brand.name));
    [name]
        .into_iter()
        .chain(brand.foot.iter().map(|line| escaped(&one_line(line))))
        .map(|line| {
            format!("<mj-text font-size=\"13px\" line-height=\"1.6\" color=\"#5f5a52\" padding=\"0\" align=\"center\">{line}</mj-text>")
        })
        .collect()
}

/// The woven band as a table of coloured cells, which every reader of mail shows, pictures allowed or not.
fn band(brand: &Brand) -> String {
    let columns = DIAMOND[0].len() * REPEATS + 1;
    // An empty first row sets the columns, so that the runs below need only say how many they span.
    let mut rows = format!("<tr>{}</tr>", "<td style=\"height:0;padding:0\"></td>".repeat(columns));
    for threads in DIAMOND {
        rows.push_str("<tr>");
        // One thread more, so that the band ends as it begins.
        let line = format!("{}.", threads.repeat(REPEATS));
        let mut rest = line.as_str();
        while let Some(thread) = rest.chars().next() {
            let run = rest.chars().take_while(|next| *next == thread).count();
            let colour = match thread {
                'o' => &brand.tint,
                _ => &brand.accent,
            };
            rows.push_str(&format!(
                "<td colspan=\"{run}\" bgcolor=\"{colour}\" height=\"{THREAD}\" style=\"height:{THREAD}px;padding:0;line-height:0;font-size:0\"></td>"
            ));
            rest = &rest[run..];
        }
        rows.push_str("</tr>");
    }
    rows
}

/// Puts values into their slots, in one pass: a value that looks like a slot stays what it is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() * 4);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let (slot, after) = after.split_once("}}").unwrap_or((after, ""));
        filled.push_str(values.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Text as it may stand in HTML, between tags and inside quoted attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() && c != '\n' => {}
            c => safe.push(c),
        }
    }
    safe
}
