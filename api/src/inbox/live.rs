//! What just came in or moved, as it happens: ids come by Redis after the commit, the entry is read anew under the
//! listener's own rights, each time. No transaction outlives an event.

use std::{sync::Arc, time::Duration};

use async_graphql::{Enum, SimpleObject};
use futures_util::{Stream, stream};
use uuid::Uuid;

use super::{entries::InboxEntry, store};
use crate::{
    app::App,
    graphql::socket::{Ending, RIGHT_GONE},
    kernel::{
        error::{Error, Result},
        event::Event,
        permission::Permission,
        scope::Scope,
    },
    ports::redis::Listener,
    submissions::{jobs::channel, types::SubmissionKind},
};

/// How often the right to listen is asked for while nothing happens.
const ASKED: Duration = Duration::from_secs(30);

/// What happened to a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SubmissionChange {
    /// It came in.
    Received,
    /// It moved to another state, or was changed or paid.
    Moved,
}

/// A submission that just came in, or moved.
#[derive(Debug, Clone, SimpleObject)]
pub struct SubmissionReceived {
    /// What happened.
    change: SubmissionChange,
    /// The submission as it is now.
    entry: InboxEntry,
}

struct Live {
    app: Arc<App>,
    scope: Scope,
    listener: Listener,
    ending: Option<Ending>,
}

/// Everything that happens to the tenant's submissions from now on, for as long as the listener may see it.
///
/// # Errors
/// `UNAUTHENTICATED`, `FORBIDDEN`, `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away.
pub async fn follow(
    app: Arc<App>,
    scope: Scope,
    ending: Option<Ending>,
) -> Result<impl Stream<Item = Result<SubmissionReceived>>> {
    drop(app.db.read(&scope, Permission::ViewSubmissions).await?);
    let listener = app.redis.listen(channel(scope.tenant())).await;
    let live = Live { app, scope, listener, ending };
    Ok(stream::unfold(Some(live), |live| async move {
        let mut live = live?;
        match live.next().await {
            Ok(Some(event)) => Some((Ok(event), Some(live))),
            Ok(None) => None,
            Err(error) => {
                if let Some(ending) = &live.ending {
                    ending.end(RIGHT_GONE, "the right to listen is gone");
                }
                Some((Err(error), None))
            }
        }
    }))
}

impl Live {
    /// The next event that is there to be seen; None when nothing comes any more.
    async fn next(&mut self) -> Result<Option<SubmissionReceived>> {
        loop {
            let told = match tokio::time::timeout(ASKED, self.listener.next()).await {
                Ok(None) => return Ok(None),
                Ok(Some(message)) => serde_json::from_str::<Event>(&message).ok().and_then(about),
                Err(_) => None,
            };
            match self.read(told).await {
                Ok(Some(event)) => return Ok(Some(event)),
                // The list asks again by itself when the database is back.
                Ok(None) | Err(Error::Unavailable(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Asks for the right, then reads what is told of, if anything is.
    async fn read(&self, told: Option<(SubmissionChange, SubmissionKind, Uuid)>) -> Result<Option<SubmissionReceived>> {
        let read = self.app.db.read(&self.scope, Permission::ViewSubmissions).await?;
        let Some((change, kind, id)) = told else { return Ok(None) };
        let Some(row) = store::find(&read, kind.word(), id).await? else { return Ok(None) };
        Ok(Some(SubmissionReceived { change, entry: InboxEntry::new(row, self.scope.locale())? }))
    }
}

/// What an event tells of a submission, if anything.
fn about(event: Event) -> Option<(SubmissionChange, SubmissionKind, Uuid)> {
    use SubmissionChange::{Moved, Received};
    use SubmissionKind::{Donation, Order, Pledge};
    Some(match event {
        Event::OrderSubmitted { order } => (Received, Order, order.0),
        Event::OrderMoved { order, .. } => (Moved, Order, order.0),
        Event::DonationSubmitted { donation } => (Received, Donation, donation.0),
        Event::DonationMoved { donation, .. } => (Moved, Donation, donation.0),
        Event::PledgeSubmitted { pledge } => (Received, Pledge, pledge.0),
        Event::PledgeMoved { pledge, .. } => (Moved, Pledge, pledge.0),
        Event::PledgeDueSoon { .. } => return None,
    })
}
