//! What other processes tell: one connection that listens to the channels somebody here wants to hear.
//!
//! Whoever listens hears nothing while Redis is away, and hears again by itself when it is back.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use fred::{
    clients::Client,
    interfaces::{ClientLike, EventInterface, PubsubInterface},
};
use tokio::sync::broadcast::{self, Receiver, Sender};

/// Messages that a slow listener may be behind; it loses older ones.
const BEHIND: usize = 256;

/// The channels that are listened to, each with those who do.
type Channels = Arc<Mutex<HashMap<String, Sender<Arc<str>>>>>;

/// The listening connection; opened by the first who wants to hear something.
#[derive(Debug, Clone)]
pub(super) struct Ears {
    like: Client,
    client: Arc<OnceLock<Client>>,
    channels: Channels,
}

/// Somebody who listens to a channel; dropped, they stop.
#[derive(Debug)]
pub struct Listener {
    channel: String,
    messages: Receiver<Arc<str>>,
    ears: Ears,
}

impl Ears {
    /// Ears that will listen where `like` speaks.
    pub(super) fn new(like: &Client) -> Self {
        Self { like: like.clone(), client: Arc::default(), channels: Channels::default() }
    }

    /// Listens to a channel from now on.
    pub(super) async fn listen(&self, channel: String) -> Listener {
        let (messages, is_new) = {
            let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
            match channels.get(&channel) {
                Some(sender) => (sender.subscribe(), false),
                None => {
                    let (sender, messages) = broadcast::channel(BEHIND);
                    channels.insert(channel.clone(), sender);
                    (messages, true)
                }
            }
        };
        let client = self.client.get_or_init(|| open(&self.like, &self.channels));
        if is_new && client.is_connected() {
            // What fails here is made good as soon as Redis is back.
            let _ = client.subscribe(channel.clone()).await;
        }
        Listener { channel, messages, ears: self.clone() }
    }

    /// Closes the connection, if there is one.
    pub(super) async fn close(&self) {
        if let Some(client) = self.client.get() {
            let _ = client.quit().await;
        }
    }
}

/// Connects in the background; asks for all channels whenever it is connected (anew).
fn open(like: &Client, channels: &Channels) -> Client {
    let client = like.clone_new();
    let heard = Arc::clone(channels);
    let _hearing = client.on_message(move |message| {
        if let Some(text) = message.value.as_str() {
            let channels = heard.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(sender) = channels.get(&*message.channel) {
                let _ = sender.send(text.as_ref().into());
            }
        }
        std::future::ready(Ok(()))
    });
    let (again, wanted) = (client.clone(), Arc::clone(channels));
    let _rejoining = client.on_reconnect(move |_| {
        let names: Vec<String> = wanted.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
        let client = again.clone();
        async move {
            if !names.is_empty() {
                let _ = client.subscribe(names).await;
            }
            Ok(())
        }
    });
    let _supervisor = client.connect();
    client
}

impl Listener {
    /// The next message; waits for as long as it takes. None when this process stops listening.
    pub async fn next(&mut self) -> Option<Arc<str>> {
        loop {
            match self.messages.recv().await {
                Ok(message) => return Some(message),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut channels = self.ears.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if channels.get(&self.channel).is_some_and(|sender| sender.receiver_count() <= 1) {
            channels.remove(&self.channel);
            let (client, channel) = (self.ears.client.get().cloned(), self.channel.clone());
            drop(channels);
            let still = Arc::clone(&self.ears.channels);
            if let (Some(client), Ok(runtime)) = (client, tokio::runtime::Handle::try_current()) {
                runtime.spawn(async move {
                    let is_wanted = || still.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&channel);
                    if !is_wanted() {
                        let _ = client.unsubscribe(channel.clone()).await;
                    }
                    // Somebody who came meanwhile shall not sit before a dead channel.
                    if is_wanted() {
                        let _ = client.subscribe(channel).await;
                    }
                });
            }
        }
    }
}
