//! Letters as they are read: one content made of blocks, printed as HTML (through one MJML base) and as plain text.
//!
//! Every value is escaped where it enters the HTML. Nothing is loaded from anywhere: no picture, no font.

mod brand;
mod html;
mod plain;
mod product;
mod tenant;

pub(super) use brand::Brand;

use super::letters::{IdentityMail, Mail};
use crate::kernel::{error::Result, text::Locale};

/// A letter, written.
#[derive(Debug)]
pub(super) struct Composed {
    pub(super) subject: String,
    pub(super) html: String,
    pub(super) text: String,
}

/// What a letter says, before it is HTML or text.
#[derive(Debug)]
struct Content {
    subject: String,
    /// What a list of letters shows after the subject.
    preview: String,
    title: String,
    blocks: Vec<Block>,
}

/// A part of a letter. Texts are plain: nothing in them is markup.
#[derive(Debug)]
enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph of lesser weight.
    Note(String),
    /// A heading within the letter.
    Heading(&'static str),
    /// A code to be typed.
    Code(String),
    /// What to do next: label and address.
    Button(&'static str, String),
    /// Rows of what and how much; the last is the sum of all and stands out.
    Table(Vec<(String, String)>),
    /// Lines in somebody's own words.
    Quote(String),
}

/// A letter in a tenant's name.
pub(super) fn of_tenant(brand: &Brand, locale: Locale, mail: &Mail) -> Result<Composed> {
    compose(brand, locale, tenant::content(brand, locale, mail))
}

/// A letter in the product's own name.
pub(super) fn of_product(brand: &Brand, locale: Locale, mail: &IdentityMail) -> Result<Composed> {
    compose(brand, locale, product::content(brand, locale, mail))
}

fn compose(brand: &Brand, locale: Locale, content: Content) -> Result<Composed> {
    Ok(Composed {
        html: html::print(brand, locale, &content)?,
        text: plain::print(brand, &content),
        subject: one_line(&content.subject),
    })
}

/// A value inside a sentence: kept apart, so that a name in the other script does not turn the sentence around.
fn isolated(value: &str) -> String {
    format!("\u{2068}{}\u{2069}", one_line(value))
}

/// Without line breaks and other control characters, which have no place in a header or a sentence.
fn one_line(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Whichever of the two languages is asked for.
fn say(locale: Locale, ar: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Ar => ar,
        Locale::En => en,
    }
}

#[cfg(test)]
mod tests;
