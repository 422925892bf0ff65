//! Pictures as the API shows them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    ids::{ItemId, TenantId},
    media,
};

use crate::{
    graphql::types::{LocalizedTextInput, LocalizedTextType, UserError},
    kernel::text::Locale,
};

/// One size of a picture.
#[derive(Debug, Clone, SimpleObject)]
pub struct Rendition {
    /// Pixels.
    width: i32,
    /// Pixels.
    height: i32,
    /// Path on the storefront's own host; immutable WebP.
    url: String,
}

/// A picture with its renditions.
#[derive(Debug, Clone, SimpleObject)]
pub struct Image {
    /// `ast_…`.
    id: ID,
    /// What the picture shows, for those who do not see it.
    alt: LocalizedTextType,
    /// Width of the original in pixels.
    width: i32,
    /// Height of the original in pixels.
    height: i32,
    /// Sizes to choose from, narrowest first.
    renditions: Vec<Rendition>,
}

impl Image {
    /// The public form of a ready picture.
    #[must_use]
    pub fn new(row: media::Model, locale: Locale) -> Self {
        let pixels = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        let renditions = row
            .renditions
            .0
            .iter()
            .map(|r| Rendition {
                width: pixels(r.width),
                height: pixels(r.height),
                url: format!("/media/{}/{}.webp", row.id, r.width),
            })
            .collect();
        Self {
            id: row.id.to_string().into(),
            alt: LocalizedTextType::new(row.alt, locale),
            width: row.width.unwrap_or(0),
            height: row.height.unwrap_or(0),
            renditions,
        }
    }
}

/// What a picture belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MediaEntityType {
    /// The tenant's storefront: logo, cover.
    Storefront,
    /// An item of the catalog.
    CatalogItem,
}

/// How far a picture has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MediaStatus {
    /// Its upload is awaited.
    Pending,
    /// It is being brought into its public sizes.
    Processing,
    /// It is shown wherever its thing is.
    Ready,
    /// What came was no picture; it is swept up.
    Rejected,
}

/// A picture as the team works with it.
#[derive(Debug, Clone, SimpleObject)]
pub struct MediaAsset {
    /// `ast_…`.
    id: ID,
    /// What kind of thing it belongs to.
    entity_type: MediaEntityType,
    /// `tnt_…` or `itm_…`.
    entity_id: ID,
    /// How far it has come.
    status: MediaStatus,
    /// Of the original that is kept; before that, as announced.
    content_type: String,
    /// Bytes of the original that is kept; before that, as announced.
    byte_size: i32,
    /// Width of the original in pixels, once known.
    width: Option<i32>,
    /// Height of the original in pixels, once known.
    height: Option<i32>,
    /// What the picture shows, for those who do not see it.
    alt: LocalizedTextType,
    /// Place among the pictures of its thing; the first is the one that lists show.
    position: i32,
    /// Its public form, once it is ready.
    image: Option<Image>,
    /// When its upload began.
    created_at: DateTime<Utc>,
    /// Rises with each change.
    version: i32,
}

impl MediaAsset {
    /// The team's form of a picture.
    #[must_use]
    pub fn new(row: media::Model, locale: Locale) -> Self {
        let (entity_type, entity_id) = match row.entity_type.as_str() {
            "catalog_item" => (MediaEntityType::CatalogItem, ItemId(row.entity_id).to_string()),
            _ => (MediaEntityType::Storefront, TenantId(row.entity_id).to_string()),
        };
        let status = match row.status.as_str() {
            "pending" => MediaStatus::Pending,
            "processing" => MediaStatus::Processing,
            "ready" => MediaStatus::Ready,
            _ => MediaStatus::Rejected,
        };
        Self {
            id: row.id.to_string().into(),
            entity_type,
            entity_id: entity_id.into(),
            status,
            content_type: row.content_type.clone(),
            byte_size: i32::try_from(row.byte_size).unwrap_or(i32::MAX),
            width: row.width,
            height: row.height,
            alt: LocalizedTextType::new(row.alt.clone(), locale),
            position: row.position,
            created_at: row.created_at,
            version: row.version,
            image: (status == MediaStatus::Ready).then(|| Image::new(row, locale)),
        }
    }
}

/// A header to send along with an upload.
#[derive(Debug, Clone, SimpleObject)]
pub struct MediaHeader {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// An address of a private file.
#[derive(Debug, Clone, SimpleObject)]
pub struct MediaDownload {
    /// Where it can be read, by anybody who has the address.
    pub url: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A picture to be uploaded.
#[derive(Debug, Clone, InputObject)]
pub struct MediaUploadRequestInput {
    /// What kind of thing it belongs to.
    pub entity_type: MediaEntityType,
    /// `itm_…`; not needed for the storefront.
    pub entity_id: Option<ID>,
    /// `image/jpeg`, `image/png` or `image/webp`; signed, so the upload must say the same.
    pub content_type: String,
    /// 1 to 10,485,760; signed, so the upload must have exactly this length.
    pub byte_size: i32,
    /// What it shows, at most 300 characters in each language.
    pub alt: Option<LocalizedTextInput>,
}

/// What is to change about a picture.
#[derive(Debug, Clone, InputObject)]
pub struct MediaUpdateInput {
    /// What it shows, at most 300 characters in each language; unchanged if not given.
    pub alt: Option<LocalizedTextInput>,
    /// Its place among the pictures of its thing, from 0; past the end is the end; unchanged if not given.
    pub position: Option<i32>,
}

/// Answer to `mediaUploadRequest`.
#[derive(Debug, Default, SimpleObject)]
pub struct MediaUploadRequestPayload {
    /// The reserved place.
    pub asset: Option<MediaAsset>,
    /// Where to PUT the bytes.
    pub upload_url: Option<String>,
    /// Headers to send along with the PUT.
    pub upload_headers: Vec<MediaHeader>,
    /// Until when the address stands.
    pub expires_at: Option<DateTime<Utc>>,
    /// Why it was refused; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Answer to `mediaUploadComplete`.
#[derive(Debug, SimpleObject)]
pub struct MediaUploadCompletePayload {
    /// The picture.
    pub asset: Option<MediaAsset>,
    /// Why it was refused; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Answer to `mediaUpdate`.
#[derive(Debug, SimpleObject)]
pub struct MediaUpdatePayload {
    /// The picture.
    pub asset: Option<MediaAsset>,
    /// Why it was refused; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Answer to `mediaDelete`.
#[derive(Debug, SimpleObject)]
pub struct MediaDeletePayload {
    /// The picture that is gone.
    pub deleted_id: Option<ID>,
    /// Why it was refused; empty when it was done.
    pub user_errors: Vec<UserError>,
}
