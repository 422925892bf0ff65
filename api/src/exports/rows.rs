//! What the files' rows share, and the columns of a file of orders. The other files stand in [`super::gifts`] and
//! [`super::log`].

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::orders;
use rust_decimal::Decimal;

use super::sheet::inert;
use crate::{
    kernel::{
        error::Result,
        money::{Currency, Money},
        text::{Bilingual, Locale},
    },
    orders::status::Status,
    submissions::state::State,
};

/// What a row is written with: whose clock, whose language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) zone: Tz,
    pub(super) locale: Locale,
}

impl Pen {
    /// `2026-11-23 14:05`, in the tenant's zone.
    pub(super) fn time(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Y-%m-%d %H:%M").to_string()
    }

    /// A text in the file's language, else in the other.
    pub(super) fn pick(self, text: &entity::text::Localized) -> String {
        let (first, second) = match self.locale {
            Locale::Ar => (&text.ar, &text.en),
            Locale::En => (&text.en, &text.ar),
        };
        if first.is_empty() { second.clone() } else { first.clone() }
    }
}

/// The first line of a file.
pub(super) fn heads(words: &[(&str, &str)], locale: Locale) -> Vec<String> {
    words
        .iter()
        .map(|(ar, en)| match locale {
            Locale::Ar => (*ar).to_owned(),
            Locale::En => (*en).to_owned(),
        })
        .collect()
}

const ORDER: [(&str, &str); 26] = [
    ("الرقم", "Number"),
    ("التاريخ", "Date"),
    ("الحالة", "Status"),
    ("القناة", "Channel"),
    ("الاسم", "Name"),
    ("الهاتف", "Phone"),
    ("البريد", "E-mail"),
    ("الطريقة", "Fulfilment"),
    ("المنطقة", "Area"),
    ("القطعة", "Block"),
    ("الشارع", "Street"),
    ("المنزل", "House"),
    ("ملاحظة العنوان", "Address note"),
    ("الأصناف", "Items"),
    ("عدد القطع", "Pieces"),
    ("مجموع الأصناف", "Subtotal"),
    ("التوصيل", "Delivery fee"),
    ("الإجمالي", "Total"),
    ("العملة", "Currency"),
    ("تاريخ الدفع", "Paid at"),
    ("طريقة الدفع", "Paid by"),
    ("ملاحظة", "Note"),
    ("مشتبه به", "Suspect"),
    ("المرجع الخارجي", "External reference"),
    ("آخر تغيير", "Changed at"),
    ("المعرّف", "Id"),
];

/// The first line of a file of orders.
pub(super) fn order_heads(locale: Locale) -> Vec<String> {
    heads(&ORDER, locale)
}

/// `2 × قهوة عربية (كبير)`, one item after the other.
fn items(row: &orders::Model, pen: Pen) -> String {
    let line = |line: &orders::Line| {
        let options: Vec<String> = line.options.iter().map(|option| pen.pick(&option.label)).collect();
        let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(", ")) };
        format!("{} × {}{options}", line.quantity, pen.pick(&line.name))
    };
    row.items.0.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Yes or no.
pub(super) fn answer(is_so: bool, locale: Locale) -> String {
    let words = if is_so { Bilingual::new("نعم", "yes") } else { Bilingual::new("لا", "no") };
    words.in_locale(locale).to_owned()
}

/// A text of somebody's, which runs nowhere.
pub(super) fn text(text: Option<&str>) -> String {
    text.map(inert).unwrap_or_default()
}

/// An amount with all digits of its currency.
pub(super) fn amount(amount: Decimal, currency: Currency) -> Result<String> {
    Ok(Money::new(amount, currency)?.amount().to_string())
}

/// An order's line.
pub(super) fn order(row: &orders::Model, pen: Pen) -> Result<Vec<String>> {
    let currency = Currency::parse(&row.currency)?;
    let status = Status::parse(&row.status)?;
    let pieces: i64 = row.items.0.iter().map(|line| i64::from(line.quantity)).sum();
    let is_pickup = row.fulfilment == "pickup";
    let fulfilment =
        if is_pickup { Bilingual::new("استلام", "pick-up") } else { Bilingual::new("توصيل", "delivery") };
    let place = |part: fn(&orders::Address) -> &str| row.address.as_ref().map(|a| inert(part(a))).unwrap_or_default();
    Ok(vec![
        row.order_number.clone(),
        pen.time(row.created_at),
        status.label().in_locale(pen.locale).to_owned(),
        row.channel.clone(),
        inert(&row.customer_name),
        // A plus in front would be read as a sum; a quoted number keeps its digits.
        inert(&row.customer_phone),
        text(row.customer_email.as_deref()),
        fulfilment.in_locale(pen.locale).to_owned(),
        place(|a| &a.area),
        place(|a| &a.block),
        place(|a| &a.street),
        place(|a| &a.house),
        place(|a| a.note.as_deref().unwrap_or_default()),
        inert(&items(row, pen)),
        pieces.to_string(),
        amount(row.subtotal, currency)?,
        amount(row.delivery_fee, currency)?,
        amount(row.total, currency)?,
        row.currency.clone(),
        row.paid_at.map(|at| pen.time(at)).unwrap_or_default(),
        text(row.paid_by_method.as_deref()),
        text(row.note.as_deref()),
        answer(row.is_suspect, pen.locale),
        text(row.external_reference.as_deref()),
        pen.time(row.updated_at),
        row.id.to_string(),
    ])
}
