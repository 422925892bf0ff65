//! The doors (log in, sign up, confirm, reset) and one's own account.

mod code_field;
mod confirm_page;
mod door;
mod forgot_page;
mod login_page;
mod password;
mod reset_page;
mod signup_page;
mod texts;

pub(crate) use confirm_page::ConfirmPage;
pub(crate) use door::DoorState;
pub(crate) use forgot_page::ForgotPage;
pub(crate) use login_page::LoginPage;
pub(crate) use reset_page::ResetPage;
pub(crate) use signup_page::SignUpPage;
