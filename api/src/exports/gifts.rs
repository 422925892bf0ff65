//! The columns of files of donations and pledges. They are for the team's eyes, who has to write receipts; the one column
//! that may be shown to others holds no name of a donor who wants none.

use std::collections::HashMap;

use entity::{catalog, donations::donation, ids::ItemId, pledges::pledge};

use super::{
    rows::{Pen, amount, answer, heads, text},
    sheet::inert,
};
use crate::{
    donations::{rules::Intent, status::Status as DonationStatus},
    kernel::{
        error::Result,
        money::Currency,
        text::{Bilingual, Locale},
    },
    pledges::status::Status as PledgeStatus,
    submissions::state::State,
};

/// The campaigns of a batch.
pub(super) type Campaigns = HashMap<ItemId, catalog::Model>;

const DONATION: [(&str, &str); 23] = [
    ("الرقم", "Number"),
    ("التاريخ", "Date"),
    ("الحالة", "Status"),
    ("القناة", "Channel"),
    ("الاسم المعلن", "Public name"),
    ("مجهول", "Anonymous"),
    ("الاسم (للفريق فقط)", "Name (team only)"),
    ("الهاتف", "Phone"),
    ("البريد", "E-mail"),
    ("الحملة", "Campaign"),
    ("المبلغ", "Amount"),
    ("العملة", "Currency"),
    ("النية", "Intent"),
    ("تاريخ الاستلام", "Received at"),
    ("طريقة الدفع", "Received by"),
    ("رقم الإيصال", "Receipt"),
    ("يريد إيصالًا", "Wants a receipt"),
    ("الرسالة (للفريق فقط)", "Message (team only)"),
    ("الإهداء (للفريق فقط)", "Dedication (team only)"),
    ("مشتبه به", "Suspect"),
    ("المرجع الخارجي", "External reference"),
    ("آخر تغيير", "Changed at"),
    ("المعرّف", "Id"),
];

const PLEDGE: [(&str, &str); 18] = [
    ("الرقم", "Number"),
    ("التاريخ", "Date"),
    ("الحالة", "Status"),
    ("القناة", "Channel"),
    ("الاسم", "Name"),
    ("الهاتف", "Phone"),
    ("البريد", "E-mail"),
    ("الحملة", "Campaign"),
    ("المبلغ", "Amount"),
    ("المدفوع", "Paid"),
    ("المتبقي", "Open"),
    ("العملة", "Currency"),
    ("حتى تاريخ", "Until"),
    ("ملاحظة", "Note"),
    ("مشتبه به", "Suspect"),
    ("المرجع الخارجي", "External reference"),
    ("آخر تغيير", "Changed at"),
    ("المعرّف", "Id"),
];

/// The first line of a file of donations.
pub(super) fn donation_heads(locale: Locale) -> Vec<String> {
    heads(&DONATION, locale)
}

/// The first line of a file of pledges.
pub(super) fn pledge_heads(locale: Locale) -> Vec<String> {
    heads(&PLEDGE, locale)
}

fn campaign(id: Option<ItemId>, campaigns: &Campaigns, pen: Pen) -> String {
    id.and_then(|id| campaigns.get(&id)).map(|row| inert(&pen.pick(&row.name))).unwrap_or_default()
}

fn intent(word: &str) -> Bilingual {
    match Intent::parse(word) {
        Intent::General => Bilingual::new("عام", "general"),
        Intent::Sadaqah => Bilingual::new("صدقة", "sadaqah"),
        Intent::Zakat => Bilingual::new("زكاة", "zakat"),
        Intent::Waqf => Bilingual::new("وقف", "waqf"),
    }
}

/// A donation's line.
pub(super) fn donation(row: &donation::Model, campaigns: &Campaigns, pen: Pen) -> Result<Vec<String>> {
    let status = DonationStatus::parse(&row.status)?;
    let nobody = Bilingual::new("فاعل خير", "anonymous");
    let public = if row.is_anonymous { nobody.in_locale(pen.locale).to_owned() } else { inert(&row.donor_name) };
    Ok(vec![
        row.donation_number.clone(),
        pen.time(row.created_at),
        status.label().in_locale(pen.locale).to_owned(),
        row.channel.clone(),
        public,
        answer(row.is_anonymous, pen.locale),
        inert(&row.donor_name),
        inert(&row.donor_phone),
        text(row.donor_email.as_deref()),
        campaign(row.campaign_id, campaigns, pen),
        amount(row.amount, Currency::parse(&row.currency)?)?,
        row.currency.clone(),
        intent(&row.intent).in_locale(pen.locale).to_owned(),
        row.received_at.map(|at| pen.time(at)).unwrap_or_default(),
        text(row.received_by_method.as_deref()),
        row.receipt_number.clone().unwrap_or_default(),
        answer(row.wants_receipt, pen.locale),
        text(row.message.as_deref()),
        text(row.dedication.as_deref()),
        answer(row.is_suspect, pen.locale),
        text(row.external_reference.as_deref()),
        pen.time(row.updated_at),
        row.id.to_string(),
    ])
}

/// A pledge's line.
pub(super) fn pledge(row: &pledge::Model, campaigns: &Campaigns, pen: Pen) -> Result<Vec<String>> {
    let currency = Currency::parse(&row.currency)?;
    let status = PledgeStatus::parse(&row.status)?;
    let open = (row.amount - row.fulfilled_amount).max(rust_decimal::Decimal::ZERO);
    Ok(vec![
        row.pledge_number.clone(),
        pen.time(row.created_at),
        status.label().in_locale(pen.locale).to_owned(),
        row.channel.clone(),
        inert(&row.pledger_name),
        inert(&row.pledger_phone),
        text(row.pledger_email.as_deref()),
        campaign(Some(row.campaign_id), campaigns, pen),
        amount(row.amount, currency)?,
        amount(row.fulfilled_amount, currency)?,
        amount(open, currency)?,
        row.currency.clone(),
        row.target_date.to_string(),
        text(row.note.as_deref()),
        answer(row.is_suspect, pen.locale),
        text(row.external_reference.as_deref()),
        pen.time(row.updated_at),
        row.id.to_string(),
    ])
}
