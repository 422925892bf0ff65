//! Who did what: the log of the team's own changes, newest first, by kind of actor.

mod page;
mod texts;

pub(crate) use page::AuditPage;
