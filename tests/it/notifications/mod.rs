//! Letters: queued with what causes them, kept sealed, sent once, and told what became of them.

mod carriers;
mod deliveries;
mod donations;
pub(crate) mod log;
mod mailbox;
mod orders;
mod pledges;

use std::{sync::Arc, time::Duration};

use api::{
    jobs,
    kernel::{audit::Unaudited, permission::Permission, scope::Scope, text::Locale},
    notifications::{
        letters::{IdentityMail, Mail, Post},
        service,
    },
};
use entity::ids::{DeliveryId, TenantId};
use harness::TestApp;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A worker that runs until it is stopped.
pub(super) struct Worker {
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl Worker {
    pub(super) fn start(app: &TestApp) -> Self {
        let stop = CancellationToken::new();
        let (app, token) = (Arc::clone(&app.app), stop.clone());
        Self { stop, running: tokio::spawn(async move { jobs::work(app, token).await.expect("the worker ends well") }) }
    }

    pub(super) async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap();
    }
}

/// Waits until a query counts `wanted` rows.
pub(super) async fn until(app: &TestApp, rows: &str, wanted: i64) {
    for _ in 0..400 {
        if app.database.count(rows).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let told: Option<String> = app
        .database
        .value("SELECT string_agg(concat_ws(' ', status, attempts, error), '; ') FROM (SELECT status, attempts, error FROM notification_deliveries UNION ALL SELECT status, attempts, error FROM identity_deliveries) d")
        .await;
    panic!("{rows} has {} rows, not {wanted}; deliveries: {told:?}", app.database.count(rows).await);
}

pub(super) fn invitation(to: &str, occasion: Uuid) -> Post {
    Post {
        mail: Mail::Invitation {
            inviter: "Noura".to_owned(),
            role: "member".to_owned(),
            link: "http://app.localhost:8000/invitation#token=inv_secret-of-the-letter".to_owned(),
            days: 7,
        },
        to: to.to_owned(),
        locale: Locale::En,
        occasion,
        about: None,
    }
}

/// Queues a letter of a tenant and commits.
pub(super) async fn queue(app: &TestApp, tenant: TenantId, post: Post) -> Option<DeliveryId> {
    let tx = app.app.db.write(&Scope::job(tenant), Permission::Maintain).await.unwrap();
    let queued = service::queue_mail_in(&app.app, &tx, post).await.unwrap();
    tx.commit_unaudited(Unaudited::Housekeeping).await.unwrap();
    queued
}

/// Queues a letter without a tenant and commits.
pub(super) async fn queue_identity(app: &TestApp, to: &str, code: &str) -> DeliveryId {
    let tx = app.app.db.identity().await.unwrap();
    let mail = IdentityMail::ConfirmAddress { code: code.to_owned() };
    let id = service::queue_identity_mail_in(&app.app, &tx, mail, to.to_owned(), Locale::Ar).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Lets every waiting job run now.
pub(super) async fn hasten(app: &TestApp) {
    app.database.run("UPDATE outbox SET run_at = now();\nUPDATE identity_outbox SET run_at = now();\nUPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts = 0").await;
}
