//! Reading pictures that strangers send, within bounded memory, and writing clean ones. Pure, and heavy: never on the
//! runtime's own threads.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

use super::rules::{MAX_UPLOAD_BYTES, PictureType, widths_of};

/// The longest side that is decoded, in pixels.
const MAX_SIDE: u32 = 16_000;
/// The most pixels that are decoded; a phone's camera has about twelve million.
const MAX_PIXELS: u64 = 40_000_000;
/// The most memory a decoder may ask for, in bytes.
const MAX_MEMORY: u64 = 192 * 1024 * 1024;
/// The longest side of the original that is kept, in pixels.
const KEPT_SIDE: u32 = 4_096;
/// Of the kept original, tried in turn until it fits.
const KEPT_QUALITIES: [u8; 3] = [90, 80, 60];
/// Of the public sizes: lossy, but without visible blocks in soft gradients.
const PUBLIC_QUALITY: f32 = 80.0;

/// Why a file is no picture for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The bytes are of another type than was said.
    #[error("another type than announced")]
    OtherType,
    /// More pixels than are ever shown, however few bytes they came in.
    #[error("too many pixels")]
    TooLarge,
    /// The bytes are no picture, or end too early.
    #[error("not a picture")]
    Broken,
}

/// An original without metadata, upright, of bearable size.
#[derive(Debug)]
pub struct Clean {
    /// Encoded.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/webp` where something shines through.
    pub content_type: &'static str,
    /// For the key.
    pub extension: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// One public size.
#[derive(Debug)]
pub struct Size {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// WebP.
    pub bytes: Vec<u8>,
}

/// Reads an upload and writes it anew: what is not a pixel (places, cameras, hidden archives) does not survive.
///
/// # Errors
/// Why it is no picture for us. Memory stays bounded whatever the bytes say: sizes are judged before pixels are read.
pub fn clean(bytes: &[u8], announced: PictureType) -> Result<Clean, Unreadable> {
    let mut picture = decode(bytes, announced)?;
    if picture.width().max(picture.height()) > KEPT_SIDE {
        // Averages whole blocks: no intermediate picture of floats.
        picture = picture.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    let (width, height) = (picture.width(), picture.height());
    if shines_through(&picture) {
        let pixels = picture.into_rgba8();
        let bytes = webp::Encoder::from_rgba(&pixels, width, height).encode(92.0).to_vec();
        return fitting(bytes).map(|bytes| Clean {
            bytes,
            content_type: "image/webp",
            extension: "webp",
            width,
            height,
        });
    }
    let pixels = picture.into_rgb8();
    for quality in KEPT_QUALITIES {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        pixels.write_with_encoder(encoder).map_err(|_| Unreadable::Broken)?;
        if let Ok(bytes) = fitting(bytes) {
            return Ok(Clean { bytes, content_type: "image/jpeg", extension: "jpg", width, height });
        }
    }
    Err(Unreadable::TooLarge)
}

/// The public sizes of a clean original, narrowest first.
///
/// # Errors
/// When the bytes are no picture.
pub fn sizes(original: &[u8], kind: PictureType) -> Result<Vec<Size>, Unreadable> {
    let picture = decode(original, kind)?;
    let (across, down) = (picture.width(), picture.height());
    let picture = if shines_through(&picture) {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    widths_of(across)
        .into_iter()
        .map(|width| {
            let height = (u64::from(down) * u64::from(width)).div_ceil(u64::from(across));
            let height = u32::try_from(height).unwrap_or(down).max(1);
            let scaled = scaled(&picture, width, height);
            Ok(Size { width, height, bytes: webp_of(&scaled) })
        })
        .collect()
}

fn webp_of(picture: &DynamicImage) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    match picture {
        DynamicImage::ImageRgb8(pixels) => {
            webp::Encoder::from_rgb(pixels, width, height).encode(PUBLIC_QUALITY).to_vec()
        }
        other => webp::Encoder::from_rgba(&other.to_rgba8(), width, height).encode(PUBLIC_QUALITY).to_vec(),
    }
}

/// Far down in two steps: the fine filter works in floats, so it gets twice the wanted size at most.
fn scaled(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if width >= picture.width() {
        return picture.clone();
    }
    if picture.width() > width * 2 {
        return picture.thumbnail_exact(width * 2, height * 2).resize_exact(width, height, FilterType::Lanczos3);
    }
    picture.resize_exact(width, height, FilterType::Lanczos3)
}

fn decode(bytes: &[u8], announced: PictureType) -> Result<DynamicImage, Unreadable> {
    let format = match announced {
        PictureType::Jpeg => ImageFormat::Jpeg,
        PictureType::Png => ImageFormat::Png,
        PictureType::WebP => ImageFormat::WebP,
    };
    match image::guess_format(bytes) {
        Ok(found) if found == format => {}
        Ok(_) => return Err(Unreadable::OtherType),
        Err(_) => return Err(Unreadable::Broken),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(told)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(Unreadable::TooLarge);
    }
    if width == 0 || height == 0 {
        return Err(Unreadable::Broken);
    }
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(told)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn told(error: image::ImageError) -> Unreadable {
    match error {
        image::ImageError::Limits(_) => Unreadable::TooLarge,
        _ => Unreadable::Broken,
    }
}

fn fitting(bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    if i64::try_from(bytes.len()).is_ok_and(|length| (1..=MAX_UPLOAD_BYTES).contains(&length)) {
        Ok(bytes)
    } else {
        Err(Unreadable::TooLarge)
    }
}

fn shines_through(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < 255),
        other => other.color().has_alpha() && other.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255),
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn photo(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90])))
    }

    #[test]
    fn each_form_is_read_and_a_form_under_another_name_is_not() {
        let forms = [
            (PictureType::Jpeg, ImageFormat::Jpeg),
            (PictureType::Png, ImageFormat::Png),
            (PictureType::WebP, ImageFormat::WebP),
        ];
        for (kind, format) in forms {
            let bytes = encoded(&photo(40, 20), format);
            let clean = clean(&bytes, kind).unwrap();
            assert_eq!((clean.width, clean.height, clean.content_type), (40, 20, "image/jpeg"));
            for (other, _) in forms.iter().filter(|(other, _)| *other != kind) {
                assert_eq!(super::clean(&bytes, *other).unwrap_err(), Unreadable::OtherType);
            }
        }
        assert_eq!(clean(b"<html><script>alert(1)</script>", PictureType::Png).unwrap_err(), Unreadable::Broken);
        let whole = encoded(&photo(400, 200), ImageFormat::Png);
        assert_eq!(clean(&whole[..whole.len() / 2], PictureType::Png).unwrap_err(), Unreadable::Broken);
    }

    #[test]
    fn what_is_not_a_pixel_does_not_survive() {
        // A JPEG that says where it was taken and ends in an archive.
        let plain = encoded(&photo(40, 20), ImageFormat::Jpeg);
        let secret = b"Exif\0\0 29.3759 N 47.9774 E";
        let length = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xff, 0xe1, length[0], length[1]]);
        bytes.extend(secret);
        bytes.extend(&plain[2..]);
        bytes.extend(b"PK\x03\x04 hidden");
        let clean = clean(&bytes, PictureType::Jpeg).unwrap();
        let holds = |needle: &[u8]| clean.bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!holds(b"29.3759") && !holds(b"hidden"));
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_says_before_its_pixels_are_read() {
        // 30,000 by 30,000 pixels of one colour in a few kilobytes.
        let bomb = bomb(30_000, 30_000);
        assert!(bomb.len() < 8 * 1024 * 1024, "{} bytes", bomb.len());
        // Its pixels would be 2.7 GB, those of the smaller one 675 MB; other tests run beside this one.
        let before = peak_memory();
        assert_eq!(clean(&bomb, PictureType::Png).unwrap_err(), Unreadable::TooLarge);
        assert_eq!(clean(&self::bomb(15_000, 15_000), PictureType::Png).unwrap_err(), Unreadable::TooLarge);
        let grown = peak_memory().saturating_sub(before);
        assert!(grown < 400 * 1024, "the process grew by {grown} kB");
        assert!(clean(&self::bomb(3_000, 3_000), PictureType::Png).is_ok(), "the positive control");
    }

    /// A PNG whose header promises these pixels; the lines of zeroes are packed once and repeated.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        use std::io::Write as _;
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        let line = vec![0u8; width as usize * 3 + 1];
        // Enough lines to look whole to a decoder that counts on them only as it reads.
        for _ in 0..height.min(3_000) {
            packed.write_all(&line).unwrap();
        }
        let packed = packed.finish().unwrap();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
        header.extend([8, 2, 0, 0, 0]);
        for (name, data) in [(b"IHDR", header), (b"IDAT", packed), (b"IEND", Vec::new())] {
            png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
            let mut checked = flate2::Crc::new();
            checked.update(name);
            checked.update(&data);
            png.extend(name);
            png.extend(data);
            png.extend(checked.sum().to_be_bytes());
        }
        png
    }

    /// The most memory this process ever held, in kB.
    fn peak_memory() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    #[test]
    fn glass_stays_glass_and_sizes_fit_the_original() {
        let glass = DynamicImage::ImageRgba8(RgbaImage::from_pixel(700, 350, Rgba([10, 200, 90, 128])));
        let kept = clean(&encoded(&glass, ImageFormat::Png), PictureType::Png).unwrap();
        assert_eq!(kept.content_type, "image/webp");
        let made = sizes(&kept.bytes, PictureType::WebP).unwrap();
        assert_eq!(made.iter().map(|s| (s.width, s.height)).collect::<Vec<_>>(), [(320, 160), (640, 320), (700, 350)]);
        let seen = image::load_from_memory(&made[0].bytes).unwrap();
        assert!(shines_through(&seen));
    }

    #[test]
    fn a_picture_taken_sideways_stands_upright() {
        let plain = encoded(&photo(40, 20), ImageFormat::Jpeg);
        // Exif with the one entry "orientation: 6", a quarter turn.
        let tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xff, 0xe1, length[0], length[1]]);
        bytes.extend(tiff);
        bytes.extend(&plain[2..]);
        let clean = clean(&bytes, PictureType::Jpeg).unwrap();
        assert_eq!((clean.width, clean.height), (20, 40));
    }

    #[test]
    fn a_camera_s_whole_picture_is_kept_smaller() {
        let clean = clean(&encoded(&photo(5_000, 1_000), ImageFormat::Jpeg), PictureType::Jpeg).unwrap();
        assert_eq!((clean.width, clean.height), (4_096, 819));
    }
}
