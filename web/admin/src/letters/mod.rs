//! What was sent to whom in the tenant's name.

mod page;
mod texts;

pub(crate) use page::LettersPage;
