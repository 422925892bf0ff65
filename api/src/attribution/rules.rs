//! What is kept of a visit, and whose visits are not: bounded values, no secrets, no robots. Pure.

use chrono::TimeDelta;

/// A visit ends after so long without a hit.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// The longest marketing value that is kept, in characters.
const MAX_VALUE: usize = 200;
/// The longest path or referrer that is kept, in characters.
const MAX_ADDRESS: usize = 500;
/// Pages whose address holds a secret: only what they are is kept.
const SECRET: [&str; 4] = ["s", "thanks", "receipt", "preview"];
/// Words by which robots, previews and tools name themselves.
const ROBOTS: [&str; 24] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "headless",
    "preview",
    "scan",
    "monitor",
    "fetch",
    "facebookexternalhit",
    "whatsapp/",
    "telegram",
    "curl/",
    "wget/",
    "python",
    "java/",
    "okhttp",
    "go-http",
    "libwww",
    "httpclient",
    "lighthouse",
    "pingdom",
    "axios",
    "node",
];

/// Whether somebody agreed to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Yes.
    Granted,
    /// No: the visit is counted, and nothing about where it came from or who it was is kept.
    Declined,
    /// Nobody asked.
    #[default]
    Unknown,
}

impl Consent {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Declined => "declined",
            Self::Unknown => "unknown",
        }
    }

    /// From a cookie's or a beacon's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "granted" => Some(Self::Granted),
            "declined" => Some(Self::Declined),
            "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }
}

/// A marketing value as it is kept: trimmed, without control characters, cut.
#[must_use]
pub fn value(text: Option<&str>) -> Option<String> {
    kept(text?, MAX_VALUE)
}

/// A referrer as it is kept: without query and fragment, which may name a person, and only of another site.
#[must_use]
pub fn referrer(text: Option<&str>, own_host: &str) -> Option<String> {
    let (scheme, rest) = text?.trim().split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    // A name and a password before the host are nobody's business.
    if host.is_empty() || host.contains('@') || host.eq_ignore_ascii_case(own_host) {
        return None;
    }
    kept(&format!("{scheme}://{rest}"), MAX_ADDRESS)
}

/// The first page of a visit as it is kept: a path, without the secret that may stand in it.
#[must_use]
pub fn landing_path(text: &str) -> String {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let first = usize::from(parts.first().is_some_and(|part| matches!(*part, "ar" | "en")));
    if parts.get(first).is_some_and(|part| SECRET.contains(part)) {
        parts.truncate(first + 1);
    }
    kept(&format!("/{}", parts.join("/")), MAX_ADDRESS).unwrap_or_else(|| "/".to_owned())
}

/// Whether a `User-Agent` names no person's browser; one that names nothing is none.
#[must_use]
pub fn is_robot(user_agent: Option<&str>) -> bool {
    let Some(agent) = user_agent.map(str::to_lowercase).filter(|agent| !agent.trim().is_empty()) else { return true };
    ROBOTS.iter().any(|word| agent.contains(word))
}

fn kept(text: &str, most: usize) -> Option<String> {
    let kept: String = text.chars().filter(|c| !c.is_control()).take(most).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_bounded() {
        assert_eq!(value(Some(&"س".repeat(900))).map(|v| v.chars().count()), Some(200));
        assert_eq!(value(Some(" insta\u{0}gram \n")).as_deref(), Some("instagram"));
        assert_eq!(value(Some("  ")), None);
    }

    #[test]
    fn no_secret_of_an_address_is_kept() {
        assert_eq!(landing_path("/i/basket?utm_source=x#a"), "/i/basket");
        assert_eq!(landing_path("/en/s/abc.def"), "/en/s");
        assert_eq!(landing_path("/thanks/abc.def"), "/thanks");
        assert_eq!(landing_path(""), "/");
        assert_eq!(landing_path("/i/s"), "/i/s", "an item may have that name");
    }

    #[test]
    fn a_referrer_is_another_site_without_its_query() {
        let own = "dukkan.localhost:8000";
        assert_eq!(
            referrer(Some("https://www.instagram.com/p/1?igsh=me"), own).as_deref(),
            Some("https://www.instagram.com/p/1")
        );
        assert_eq!(referrer(Some("http://dukkan.localhost:8000/i/x"), own), None);
        for other in ["javascript:alert(1)", "android-app://x", "https://", "https://me:secret@host/", ""] {
            assert_eq!(referrer(Some(other), own), None, "{other}");
        }
    }

    #[test]
    fn robots_name_themselves_and_people_do_not() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let instagram = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22A3354 Instagram 350.0";
        assert!(!is_robot(Some(phone)) && !is_robot(Some(instagram)));
        for robot in ["Googlebot/2.1", "WhatsApp/2.23", "facebookexternalhit/1.1", "curl/8", "HeadlessChrome/120", ""] {
            assert!(is_robot(Some(robot)), "{robot}");
        }
        assert!(is_robot(None));
    }
}
