//! The team: who is in it, asking others to join, and joining one.

mod acts;
mod invitation_page;
mod invite;
mod team_page;
mod texts;

pub(crate) use invitation_page::InvitationPage;
pub(crate) use team_page::TeamPage;
