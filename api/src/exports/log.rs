//! The columns of a file of the log of who did what.

use super::{
    rows::{Pen, heads},
    sheet::inert,
};
use crate::{
    audit_log::types::{AuditActor, AuditEvent},
    kernel::text::{Bilingual, Locale},
};

const LINE: [(&str, &str); 9] = [
    ("الوقت", "Time"),
    ("النوع", "Actor"),
    ("الاسم", "Name"),
    ("الفعل", "Act"),
    ("على", "Done to"),
    ("الرقم", "Number"),
    ("ما تغيّر", "Changes"),
    ("رقم الطلب", "Request"),
    ("المعرّف", "Id"),
];

/// The first line of a file of the log.
pub(super) fn line_heads(locale: Locale) -> Vec<String> {
    heads(&LINE, locale)
}

fn actor(actor: AuditActor) -> Bilingual {
    match actor {
        AuditActor::Visitor => Bilingual::new("زائر", "visitor"),
        AuditActor::Member => Bilingual::new("عضو الفريق", "member"),
        AuditActor::Key => Bilingual::new("مفتاح", "key"),
        AuditActor::Job => Bilingual::new("النظام", "program"),
        AuditActor::Operator => Bilingual::new("المشغّل", "operator"),
    }
}

/// A line of the log: facts as `field: before > after`.
pub(super) fn line(event: &AuditEvent, pen: Pen) -> Vec<String> {
    let changes: Vec<String> = event
        .changes
        .iter()
        .map(|change| match (&change.before, &change.after) {
            (Some(before), Some(after)) => format!("{}: {before} > {after}", change.field),
            (None, Some(after)) => format!("{}: {after}", change.field),
            (Some(before), None) => format!("{}: {before} >", change.field),
            (None, None) => change.field.clone(),
        })
        .collect();
    vec![
        pen.time(event.at),
        actor(event.actor).in_locale(pen.locale).to_owned(),
        event.actor_name.as_deref().map(inert).unwrap_or_default(),
        event.action.clone(),
        event.entity_kind.clone(),
        event.entity_number.as_deref().map(inert).unwrap_or_default(),
        inert(&changes.join("; ")),
        event.request_id.as_deref().map(inert).unwrap_or_default(),
        event.id.to_string(),
    ]
}
