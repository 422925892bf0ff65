//! Letters that a provider asks for: queued here, sent by the worker. A provider that sends its own asks for none.

use secrecy::ExposeSecret;

use crate::{
    app::App,
    kernel::error::Result,
    notifications::{letters::IdentityMail, service::queue_identity_mail_in},
    ports::identity::provider::{Content, Letter},
};

/// Queues a letter, if one is asked for. Its code stands sealed in the database until it is sent, and nowhere else.
pub(super) async fn post(app: &App, letter: Option<Letter>) -> Result<()> {
    let Some(letter) = letter else { return Ok(()) };
    let mail = match letter.content {
        Content::Confirm(code) => IdentityMail::ConfirmAddress { code: code.expose_secret().to_owned() },
        Content::Reset(code) => IdentityMail::ResetPassword { code: code.expose_secret().to_owned() },
        Content::HasAccount => IdentityMail::AddressTaken {},
    };
    let tx = app.db.identity().await?;
    queue_identity_mail_in(app, &tx, mail, letter.email, letter.locale).await?;
    tx.commit().await
}
