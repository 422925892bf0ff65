//! Sending a letter again.

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::service;
use crate::{
    graphql::{
        context::RequestExt,
        types::{UserError, input_id, payload},
    },
    notifications::types::NotificationDelivery,
};

/// Answer to `notificationResend`.
#[derive(Debug, SimpleObject)]
pub struct NotificationResendPayload {
    /// The new delivery; null if it was refused.
    pub delivery: Option<NotificationDelivery>,
    /// Why not.
    pub user_errors: Vec<UserError>,
}

/// Mutations of this room.
#[derive(Debug, Default)]
pub struct LettersMutation;

#[Object]
impl LettersMutation {
    /// Sends a letter once more, written anew to the address that stands there now; the delivery before stays in the log.
    /// Team.
    async fn notification_resend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "`dlv_…`.")] id: ID,
    ) -> Result<NotificationResendPayload> {
        let scope = ctx.mutate().await?;
        let sent = match input_id("id", &id) {
            Ok(id) => service::send_again(ctx.app(), scope, ctx.client(), id).await,
            Err(error) => Err(error),
        };
        let (delivery, user_errors) = payload(sent, ctx.locale())?;
        Ok(NotificationResendPayload { delivery, user_errors })
    }
}
