//! What the pages of donations and pledges share: the person, the timeline, notes, and acts with their questions.

mod ask;
mod note_box;
mod parts;
mod right;

pub(crate) use ask::{Acts, Answer, Offer, Outcome, Question};
pub(crate) use note_box::NoteBox;
pub(crate) use parts::{Head, channel, gone, note, person, timeline, waiting};
pub(crate) use right::{list_of, may_work, record_link};
