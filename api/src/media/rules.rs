//! What may be uploaded, and under which key it lies. Pure.

use entity::ids::{AssetId, TenantId};
use uuid::Uuid;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// The largest upload, in bytes.
pub const MAX_UPLOAD_BYTES: i64 = 10 * 1024 * 1024;
/// Pictures of one thing, unfinished uploads included.
pub const MAX_PICTURES: i64 = 20;
/// Longest description of a picture, in characters.
pub const MAX_ALT: usize = 300;
/// Widths of the public sizes, in pixels; a narrower original ends the row.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// The forms of a picture that may be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureType {
    /// `image/jpeg`.
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/webp`.
    WebP,
}

impl PictureType {
    /// From a media type without parameters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/webp" => Some(Self::WebP),
            _ => None,
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// Checks what an upload says about itself.
///
/// # Errors
/// `INVALID` for a type that is no picture of ours, `OUT_OF_RANGE` for a length.
pub fn checked_upload(content_type: &str, byte_size: i64) -> Result<PictureType> {
    let Some(kind) = PictureType::parse(content_type) else {
        let message = Bilingual::new("الصور بصيغة JPEG أو PNG أو WebP فقط", "Only JPEG, PNG and WebP pictures");
        return Err(Error::invalid("input.contentType", ErrorCode::Invalid, message));
    };
    if !(1..=MAX_UPLOAD_BYTES).contains(&byte_size) {
        let message = Bilingual::new("حجم الصورة ١٠ ميغابايت على الأكثر", "A picture has at most 10 MB");
        return Err(Error::invalid("input.byteSize", ErrorCode::OutOfRange, message));
    }
    Ok(kind)
}

/// Everything of a picture lies under this.
#[must_use]
pub fn folder(tenant: TenantId, asset: AssetId) -> String {
    format!("{}/{}/", tenant.0, asset.0)
}

/// Where a browser puts a picture. Nothing is ever served from there.
#[must_use]
pub fn upload_key(tenant: TenantId, asset: AssetId) -> String {
    format!("{}upload", folder(tenant, asset))
}

/// Where the cleaned original lies.
#[must_use]
pub fn original_key(tenant: TenantId, asset: AssetId, extension: &str) -> String {
    format!("{}original.{extension}", folder(tenant, asset))
}

/// The picture that a key of the tenant's belongs to.
#[must_use]
pub fn asset_of_key(tenant: TenantId, key: &str) -> Option<AssetId> {
    let rest = key.strip_prefix(&tenant.0.to_string())?.strip_prefix('/')?;
    rest.split('/').next().and_then(|id| Uuid::parse_str(id).ok()).map(AssetId)
}

/// The widths in which an original of `width` pixels is kept.
#[must_use]
pub fn widths_of(width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|wanted| *wanted <= width).collect();
    if width < WIDTHS[WIDTHS.len() - 1] && !widths.contains(&width) {
        widths.push(width);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_mebibytes_of_a_picture_and_nothing_else() {
        assert!(checked_upload("image/png", MAX_UPLOAD_BYTES).is_ok());
        assert!(checked_upload("image/png", MAX_UPLOAD_BYTES + 1).is_err());
        assert!(checked_upload("image/png", 0).is_err());
        for other in ["text/html", "image/svg+xml", "image/gif", "image/png; charset=x", "", "IMAGE/PNG"] {
            assert!(checked_upload(other, 10).is_err(), "{other}");
        }
    }

    #[test]
    fn a_narrow_original_is_never_blown_up() {
        assert_eq!(widths_of(4000), [320, 640, 1280]);
        assert_eq!(widths_of(1280), [320, 640, 1280]);
        assert_eq!(widths_of(1000), [320, 640, 1000]);
        assert_eq!(widths_of(320), [320]);
        assert_eq!(widths_of(90), [90]);
    }

    #[test]
    fn a_key_leads_back_to_its_picture_in_its_own_tenant_only() {
        let (tenant, asset) = (TenantId::generate(), AssetId::generate());
        let key = upload_key(tenant, asset);
        assert_eq!(asset_of_key(tenant, &key), Some(asset));
        assert_eq!(asset_of_key(TenantId::generate(), &key), None);
        assert_eq!(asset_of_key(tenant, &format!("{}/strange", tenant.0)), None);
    }
}
