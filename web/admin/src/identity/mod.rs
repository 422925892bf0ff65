//! Signing in.

mod login_page;

pub(crate) use login_page::LoginPage;
