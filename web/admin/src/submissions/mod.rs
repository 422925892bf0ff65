//! What orders, donations and pledges share: rows of their lists; on their pages the person, the timeline, notes, and acts
//! with their questions.

mod ask;
mod line;
mod method;
mod note_box;
mod one;
mod parts;
mod reference_box;
mod right;

pub(crate) use ask::{Answer, Offer, Question};
pub(crate) use line::{Line, columns, moving, nothing, record_link, row, sorted, sorts, tenant};
pub(crate) use method::{MethodField, method_of, method_word};
pub(crate) use one::{Act, Doing, Kind, One, OnePage, Outcome, Subject, Thing};
pub(crate) use parts::{channel, gone, is_erased, person, waiting};
pub(crate) use right::may_work;
