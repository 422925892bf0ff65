//! Files of this device: which are pictures, made smaller where that spares the line, sent with progress.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FileList, HtmlCanvasElement, ImageBitmap, ProgressEvent, Url, XmlHttpRequest,
};

/// What the API takes, in bytes.
pub(super) const MOST_BYTES: f64 = 10.0 * 1024.0 * 1024.0;
/// Pictures above this are drawn smaller first: a phone's camera makes more than any page shows.
const SHRINK_ABOVE: f64 = 2.0 * 1024.0 * 1024.0;
/// The longest side then, in pixels.
const LONGEST: u32 = 2560;
/// For the file chooser. Others that the browser can draw (HEIC on a phone) are turned into JPEG.
pub(super) const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif";

/// The files of a list.
pub(crate) fn files(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// An address of a file for this page alone, to show it before it is sent.
pub(super) fn preview(file: &File) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}

/// Lets go of an address made by [`preview`].
pub(super) fn forget(address: &str) {
    if address.starts_with("blob:") {
        let _ = Url::revoke_object_url(address);
    }
}

fn is_taken(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png" | "image/webp")
}

/// The file as it will be sent; none if it is no picture.
pub(super) async fn made_ready(file: &File) -> Option<Blob> {
    if is_taken(&file.type_()) && file.size() <= SHRINK_ABOVE {
        return Some(file.clone().unchecked_into());
    }
    match drawn(file).await {
        Ok(blob) if blob.size() < file.size() || !is_taken(&file.type_()) => Some(blob),
        // It is small enough as it is, or the server shall say what is wrong with it.
        _ if is_taken(&file.type_()) => Some(file.clone().unchecked_into()),
        _ => None,
    }
}

/// The picture drawn anew, its longest side at most [`LONGEST`], as JPEG; PNG and WebP may be transparent and become WebP.
async fn drawn(file: &File) -> Result<Blob, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?.unchecked_into::<ImageBitmap>();
    let (width, height) = (bitmap.width(), bitmap.height());
    let longest = f64::from(width.max(height).max(1));
    let scale = (f64::from(LONGEST) / longest).min(1.0);
    let (across, down) = ((f64::from(width) * scale).round(), (f64::from(height) * scale).round());
    let canvas = document().create_element("canvas")?.unchecked_into::<HtmlCanvasElement>();
    canvas.set_width(pixels(across));
    canvas.set_height(pixels(down));
    let context = canvas
        .get_context("2d")?
        .ok_or_else(|| JsValue::from_str("no canvas"))?
        .unchecked_into::<CanvasRenderingContext2d>();
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, across, down)?;
    bitmap.close();
    let kind = if matches!(file.type_().as_str(), "image/png" | "image/webp") { "image/webp" } else { "image/jpeg" };
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        if canvas.to_blob_with_type_and_encoder_options(&resolve, kind, &JsValue::from_f64(0.88)).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await?.dyn_into::<Blob>()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and between 0 and LONGEST")]
fn pixels(length: f64) -> u32 {
    length.clamp(1.0, f64::from(LONGEST)) as u32
}

/// Sends bytes to an address and tells how much has gone, 0 to 1. Status and body, or none if no answer came.
pub(crate) async fn send(
    method: &str,
    url: &str,
    headers: &[(String, String)],
    body: &Blob,
    progress: impl Fn(f64) + 'static,
) -> Option<(u16, String)> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async(method, url, true).ok()?;
    for (name, value) in headers {
        request.set_request_header(name, value).ok()?;
    }
    let gone = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress(event.loaded() / event.total());
        }
    });
    request.upload().ok()?.set_onprogress(Some(gone.as_ref().unchecked_ref()));
    let ended = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_blob(Some(body)).ok()?;
    let _ = JsFuture::from(ended).await;
    drop(gone);
    let status = request.status().ok().filter(|status| *status != 0)?;
    Some((status, request.response_text().ok().flatten().unwrap_or_default()))
}
