//! Pictures as the API shows them.

use async_graphql::{ID, SimpleObject};
use entity::media;

use crate::{graphql::types::LocalizedTextType, kernel::text::Locale};

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
