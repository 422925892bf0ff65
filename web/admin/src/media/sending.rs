//! One file on its way to being a picture.

use client::{Error, MediaAsset, MediaEntityType, MediaUploadRequestInput, Outcome};
use web_sys::{Blob, File};

use super::files;
use super::texts::MediaTexts;
use crate::fault;
use crate::transport::Api;

/// For what pictures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The storefront.
    Storefront,
    /// An item.
    Item(client::Id),
}

impl Subject {
    /// As the API names it.
    pub(super) fn named(&self) -> (MediaEntityType, Option<client::Id>) {
        match self {
            Self::Storefront => (MediaEntityType::Storefront, None),
            Self::Item(id) => (MediaEntityType::CatalogItem, Some(id.clone())),
        }
    }
}

/// Sends a file and has it looked at. What went wrong, in words.
///
/// # Errors
/// The reason for people.
pub(super) async fn send(
    api: &Api,
    subject: &Subject,
    file: &File,
    words: &'static MediaTexts,
    progress: impl Fn(f64) + 'static,
) -> Result<MediaAsset, String> {
    let body = files::made_ready(file).await.ok_or_else(|| words.not_a_picture.to_owned())?;
    if body.size() > files::MOST_BYTES {
        return Err(words.too_large.to_owned());
    }
    let upload = settled(api, client::request_upload(api, request(subject, &body)).await)?;
    let headers: Vec<_> = upload.headers.into_iter().map(|header| (header.name, header.value)).collect();
    match files::send("PUT", &upload.url, &headers, &body, progress).await {
        Some((200..=299, _)) => {}
        _ => return Err(words.unreachable.to_owned()),
    }
    settled(api, client::complete_upload(api, &upload.asset.id).await)
}

fn request(subject: &Subject, body: &Blob) -> MediaUploadRequestInput {
    let (entity_type, entity_id) = subject.named();
    #[allow(clippy::cast_possible_truncation, reason = "at most ten million, checked before")]
    let byte_size = body.size() as i32;
    MediaUploadRequestInput { entity_type, entity_id, content_type: body.type_(), byte_size }
}

fn settled<T>(api: &Api, answer: Result<Outcome<T>, Error>) -> Result<T, String> {
    let strings = api.prefs().texts();
    match answer {
        Ok(Outcome { value: Some(value), .. }) => Ok(value),
        Ok(Outcome { user_errors, .. }) => {
            Err(user_errors.into_iter().next().map_or_else(|| strings.fault_internal.to_owned(), |error| error.message))
        }
        Err(error) => Err(fault::text(&error, strings)),
    }
}
