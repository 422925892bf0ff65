//! A body has to come: whoever announces one and does not send it would hold a place among the requests in work.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long the next piece of a body is waited for.
const PIECE_LIMIT: Duration = Duration::from_secs(5);
/// How long all of it may take, from when it is first asked for.
const BODY_LIMIT: Duration = Duration::from_secs(10);

/// Runs a request whose body has to come in time; 408 if it was asked for and did not.
pub(super) async fn promptly(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let is_late = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_late);
    let request = request.map(|body| Body::new(Prompt { body, end: None, waiting: None, is_late: told }));
    let response = next.run(request).await;
    if is_late.load(Ordering::Relaxed) {
        return (StatusCode::REQUEST_TIMEOUT, "the body did not come in time").into_response();
    }
    response
}

/// A body that breaks off when it does not come in time.
struct Prompt {
    body: Body,
    /// When all of it has to be there; known once it is asked for.
    end: Option<Instant>,
    /// Until when the next piece is waited for; None while none is.
    waiting: Option<Pin<Box<Sleep>>>,
    is_late: Arc<AtomicBool>,
}

impl HttpBody for Prompt {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let now = Instant::now();
        let end = *this.end.get_or_insert(now + BODY_LIMIT);
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.waiting = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let waiting = this.waiting.get_or_insert_with(|| Box::pin(sleep_until(end.min(now + PIECE_LIMIT))));
        ready!(waiting.as_mut().poll(context));
        this.is_late.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err("the body did not come in time".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
