//! The doors (log in, sign up, confirm, reset) and one's own account.

mod account_page;
mod code_field;
mod confirm_page;
mod door;
mod factor_card;
mod forgot_page;
mod login_page;
mod password;
mod recovery_codes;
mod reset_page;
mod security_page;
mod sessions_card;
mod signup_page;
mod texts;

pub(crate) use account_page::ProfilePage;
pub(crate) use confirm_page::ConfirmPage;
pub(crate) use door::{DoorFrame, DoorState};
pub(crate) use forgot_page::ForgotPage;
pub(crate) use login_page::LoginPage;
pub(crate) use reset_page::ResetPage;
pub(crate) use security_page::SecurityPage;
pub(crate) use signup_page::SignUpPage;
