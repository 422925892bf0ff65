//! Something asked of the API by a page: under way, there, or failed; the newest question wins.

use std::future::Future;

use client::Error;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a page has.
#[derive(Debug, Clone)]
pub(crate) enum Loaded<T> {
    /// Nothing yet.
    Waiting,
    /// The newest answer.
    Here(T),
    /// The question failed and nothing older is shown.
    Failed(Error),
}

/// A value that is asked for again and again.
#[derive(Debug)]
pub(crate) struct Loader<T: Send + Sync + 'static> {
    /// What there is to show.
    pub(crate) state: RwSignal<Loaded<T>>,
    /// A question is under way; what is shown may be old.
    pub(crate) busy: RwSignal<bool>,
    newest: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

impl<T: Clone + Send + Sync + 'static> Loader<T> {
    /// Nothing asked yet.
    pub(crate) fn new() -> Self {
        Self { state: RwSignal::new(Loaded::Waiting), busy: RwSignal::new(false), newest: StoredValue::new(0) }
    }

    /// Asks; what is shown stays until the answer is there.
    pub(crate) fn ask(self, question: impl Future<Output = Result<T, Error>> + 'static) {
        self.run(question, false);
    }

    /// Asks in the background: a failure changes nothing.
    pub(crate) fn ask_quietly(self, question: impl Future<Output = Result<T, Error>> + 'static) {
        self.run(question, true);
    }

    /// Asks in the background and hands the answer to `take`; a failure changes nothing.
    pub(crate) fn ask_and(
        self,
        question: impl Future<Output = Result<T, Error>> + 'static,
        take: impl FnOnce(Self, T) + 'static,
    ) {
        self.newest.update_value(|newest| *newest += 1);
        let Some(mine) = self.newest.try_get_value() else { return };
        spawn_local(async move {
            let answer = question.await;
            if let (true, Ok(value)) = (self.newest.try_get_value() == Some(mine), answer) {
                take(self, value);
            }
        });
    }

    /// Shows a value that came another way, and forgets the question under way.
    pub(crate) fn put(self, value: T) {
        self.newest.update_value(|newest| *newest += 1);
        self.state.set(Loaded::Here(value));
        self.busy.set(false);
    }

    fn run(self, question: impl Future<Output = Result<T, Error>> + 'static, is_quiet: bool) {
        self.newest.update_value(|newest| *newest += 1);
        let Some(mine) = self.newest.try_get_value() else { return };
        if !is_quiet {
            self.busy.set(true);
        }
        spawn_local(async move {
            let answer = question.await;
            // The page may be gone, or may have asked something else meanwhile.
            if self.newest.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(value) => self.state.set(Loaded::Here(value)),
                Err(_) if is_quiet => {}
                Err(error) => self.state.set(Loaded::Failed(error)),
            }
            self.busy.set(false);
        });
    }
}
