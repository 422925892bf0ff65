//! The admin app's page, at `app.<base>`: the same small shell for every address of the app, which then draws itself.
//!
//! It carries nothing of anybody, so it may be kept; what is personal comes by the API.

use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::{door, edge::Edge, shared::Shared};
use crate::{app::App, kernel::text::Locale};

/// The fonts of the first paint.
const FONTS: [(Locale, [&str; 2]); 2] = [
    (Locale::Ar, ["plex-arabic-400.woff2", "plex-arabic-600.woff2"]),
    (Locale::En, ["plex-latin-400.woff2", "plex-latin-600.woff2"]),
];

/// Answers any address of the app's host.
#[must_use]
pub fn page(shared: &Shared, edge: &Edge, method: &Method, path: &str) -> Response {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if path == "/robots.txt" {
        return "User-agent: *\nDisallow: /\n".into_response();
    }
    if path.starts_with("/dev/") && !shared.app.config.dev {
        return StatusCode::NOT_FOUND.into_response();
    }
    // A last part with a dot asks for a file, and every file of the app stands under /assets.
    if path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = Html(shell(shared, edge.locale.unwrap_or_default(), path)).into_response();
    set_headers(response.headers_mut(), &shared.app);
    response
}

fn set_headers(headers: &mut HeaderMap, app: &App) {
    let config = &app.config;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob: {}; font-src 'self'; \
         connect-src 'self'{}; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        // The pictures of each tenant stand on its own host.
        app.base.of("*"),
        object_store(
            config.s3_public_endpoint.as_ref().or(config.s3_endpoint.as_ref()).map(String::as_str),
            &config.s3_bucket,
            &config.s3_region
        )
        .map(|origin| format!(" {origin}"))
        .unwrap_or_default(),
        // A preview begins with a form that is posted to the storefront.
        app.base.of("*"),
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=0, must-revalidate"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
}

/// Where the browser puts pictures: the store's own origin, which presigned addresses lead to.
fn object_store(endpoint: Option<&str>, bucket: &str, region: &str) -> Option<String> {
    match endpoint {
        Some(endpoint) => {
            let (scheme, rest) = endpoint.split_once("://")?;
            let host = rest.split('/').next().filter(|host| !host.is_empty())?;
            let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
            (matches!(scheme, "http" | "https") && is_plain).then(|| format!("{scheme}://{host}"))
        }
        None => Some(format!("https://{bucket}.s3.{region}.amazonaws.com")),
    }
}

/// The program of an address. Each is a part of the app, and loads an address anew that it has no page for.
fn program(path: &str) -> &'static str {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] | ["login" | "signup" | "confirm" | "forgot" | "reset" | "invitation"] => "admin",
        [_, "orders" | "donations" | "pledges", "new"] | [_, "orders", _, "edit"] => "admin-record",
        [_, "inbox" | "orders" | "donations" | "pledges", ..] => "admin",
        [_, "catalog" | "storefront", ..] => "admin-shop",
        [_, "team" | "letters" | "activity"] => "admin-team",
        _ => "admin-desk",
    }
}

/// The page before the program runs: the program, its style, and a word for those whose browser runs none.
fn shell(shared: &Shared, locale: Locale, path: &str) -> String {
    let url = |name: &str| shared.assets.url(name);
    let program = program(path);
    let door = door::form(path, &url("admin-icon.svg"));
    // The form needs the style first; the program may come after it.
    let priority = if door.is_some() { "low" } else { "high" };
    let door = door.map(|form| format!("{form}<script src=\"{}\"></script>", url("admin-door.js"))).unwrap_or_default();
    let (lang, dir) = match locale {
        Locale::Ar => ("ar", "rtl"),
        Locale::En => ("en", "ltr"),
    };
    let fonts: String = FONTS
        .iter()
        .filter(|(of, _)| *of == locale)
        .flat_map(|(_, names)| names)
        .map(|name| {
            format!(
                "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"{}\" fetchpriority=\"low\" crossorigin>",
                url(name)
            )
        })
        .collect();
    format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover,interactive-widget=resizes-content\">\
         <meta name=\"robots\" content=\"noindex\"><meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"format-detection\" content=\"telephone=no\"><title>سادو · Sadu</title>\
         <link rel=\"icon\" href=\"{icon}\" type=\"image/svg+xml\">\
         <script src=\"{start}\"></script><link rel=\"stylesheet\" href=\"{css}\">\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{wasm}\" fetchpriority=\"{priority}\" crossorigin>{fonts}\
         <script type=\"module\" src=\"{js}\"></script></head><body>{door}\
         <div id=\"splash\" class=\"splash\"><span class=\"splash-mark\"></span></div>\
         <form class=\"failed\"><p lang=\"ar\" dir=\"rtl\">توقّف التطبيق عن العمل.</p>\
         <p lang=\"en\" dir=\"ltr\">The app has stopped.</p>\
         <button class=\"button button-secondary\">إعادة التحميل · Reload</button></form>\
         <noscript><p lang=\"ar\" dir=\"rtl\">تحتاج هذه الصفحة إلى جافاسكربت لتعمل.</p>\
         <p lang=\"en\" dir=\"ltr\">This app needs JavaScript to run.</p></noscript></body></html>",
        icon = url("admin-icon.svg"),
        start = url("admin-start.js"),
        css = url("admin.css"),
        wasm = url(&format!("{program}.wasm")),
        js = url(&format!("{program}.js")),
    )
}

#[cfg(test)]
mod tests {
    use super::{object_store, program};

    #[test]
    fn each_part_of_the_app_has_its_addresses() {
        for path in ["/", "/login", "/invitation", "/dukkan/inbox", "/dukkan/orders", "/dukkan/orders/ord_1"] {
            assert_eq!(program(path), "admin", "{path}");
        }
        for path in ["/dukkan/orders/new", "/khair/pledges/new", "/dukkan/orders/ord_1/edit"] {
            assert_eq!(program(path), "admin-record", "{path}");
        }
        for path in ["/dukkan/catalog/new", "/dukkan/storefront"] {
            assert_eq!(program(path), "admin-shop", "{path}");
        }
        for path in ["/dukkan/team", "/dukkan/letters", "/khair/activity"] {
            assert_eq!(program(path), "admin-team", "{path}");
        }
        for path in ["/account", "/new", "/dukkan/settings", "/dev/gallery", "/dukkan/nothing"] {
            assert_eq!(program(path), "admin-desk", "{path}");
        }
    }

    #[test]
    fn the_policy_names_the_stores_origin_and_nothing_else() {
        let store = |endpoint| object_store(endpoint, "media", "me-south-1");
        assert_eq!(store(Some("http://127.0.0.1:9000/base")).as_deref(), Some("http://127.0.0.1:9000"));
        assert_eq!(store(None).as_deref(), Some("https://media.s3.me-south-1.amazonaws.com"));
        assert_eq!(store(Some("https://a.example; script-src *")), None);
    }
}
