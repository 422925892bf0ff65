//! Everything of a tenant that could be named, or seen, by somebody else: its ids, cursors, tokens, slugs; and its mark, a
//! word that stands in every text of it and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use entity::ids::TenantId;
use serde_json::Value;

/// Ids of one kind that are kept.
const MOST_OF_A_KIND: usize = 12;

/// Where both tenants are: their day is three hours ahead of UTC's.
pub(super) const ZONE: &str = "Asia/Kuwait";

/// What is known of one tenant.
#[derive(Debug, Clone)]
pub(super) struct Handles {
    /// Stands in every text that the tenant writes.
    pub(super) mark: String,
    /// Stands in every phone number that it is given.
    pub(super) phone: String,
    /// The tenant.
    pub(super) tenant: TenantId,
    /// Its slug.
    pub(super) slug: String,
    /// Ids by the name of their type.
    ids: BTreeMap<String, Vec<String>>,
    /// Cursors of its lists.
    pub(super) cursors: Vec<String>,
    /// Tokens that were given out: status links, invitations.
    pub(super) tokens: Vec<String>,
    /// Numbers of its submissions.
    pub(super) numbers: Vec<String>,
    /// Slugs of its things.
    pub(super) slugs: Vec<String>,
    seen: BTreeSet<String>,
}

/// Whether a text is an id in its public form.
fn is_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(prefix, digits)| {
        prefix.len() == 3 && digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

impl Handles {
    pub(super) fn new(mark: String, phone: String, tenant: TenantId, slug: String) -> Self {
        let ids = BTreeMap::from([("Tenant".to_owned(), vec![tenant.to_string()])]);
        let seen = BTreeSet::from([tenant.to_string()]);
        Self {
            mark,
            phone,
            tenant,
            slug,
            ids,
            cursors: Vec::new(),
            tokens: Vec::new(),
            numbers: Vec::new(),
            slugs: Vec::new(),
            seen,
        }
    }

    /// Keeps the id of a thing of this kind.
    pub(super) fn keep(&mut self, kind: &str, id: String) {
        self.seen.insert(id.clone());
        self.ids.entry(kind.to_owned()).or_default().push(id);
    }

    /// Keeps what an answer to the tenant's own people names.
    pub(super) fn learn(&mut self, answer: &Value) {
        self.walk("", "", &answer["data"]);
    }

    fn walk(&mut self, kind: &str, name: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                let kind = fields.get("__typename").and_then(Value::as_str).unwrap_or_default();
                fields.iter().for_each(|(name, value)| self.walk(kind, name, value));
            }
            Value::Array(all) => all.iter().for_each(|value| self.walk(kind, name, value)),
            // A person is nobody's: they may be in several teams.
            // A person is nobody's: they may be in several teams.
            Value::String(text) if is_id(text) && !text.starts_with("usr_") => {
                self.seen.insert(text.clone());
                // Under another name it points to a thing of another kind.
                let known = self.ids.entry(if name == "id" { kind } else { "" }.to_owned()).or_default();
                if known.len() < MOST_OF_A_KIND && !known.contains(text) {
                    known.push(text.clone());
                }
            }
            Value::String(text) => {
                let list = match name {
                    "endCursor" | "startCursor" | "cursor" => &mut self.cursors,
                    "statusToken" | "token" | "ticket" | "secret" => &mut self.tokens,
                    "number" => &mut self.numbers,
                    "slug" if text.starts_with(&self.mark) => &mut self.slugs,
                    "link" | "url" => {
                        let Some((_, token)) = text.split_once("token=") else { return };
                        let token = token.to_owned();
                        if !self.tokens.contains(&token) {
                            self.tokens.push(token);
                        }
                        return;
                    }
                    _ => return,
                };
                if list.len() < MOST_OF_A_KIND && !list.contains(text) {
                    list.push(text.clone());
                }
            }
            _ => {}
        }
    }

    /// Ids of the kind that a name calls for (`orderConfirm`, `catalogItemUpdate`, `item`, `campaign`); none if no kind fits.
    pub(super) fn ids_like(&self, name: &str) -> Vec<String> {
        let name = name.to_lowercase();
        let name = match name.as_str() {
            "item" | "campaign" | "entity" => "catalogitem",
            other if other.starts_with("invitation") => "member",
            other if other.starts_with("media") => "mediaasset",
            other => other,
        };
        let fits = |kind: &&String| !kind.is_empty() && name.starts_with(&kind.to_lowercase());
        let mut kinds: Vec<&String> = self.ids.keys().filter(fits).collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
        let lists: Vec<&Vec<String>> = kinds.iter().filter_map(|kind| self.ids.get(*kind)).collect();
        // `pledgePaymentRecord` may mean a payment or a pledge: one of each in turn.
        (0..MOST_OF_A_KIND).flat_map(|n| lists.iter().filter_map(move |list| list.get(n).cloned())).collect()
    }

    /// Every id that was kept.
    pub(super) fn all_ids(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.ids.values().flatten().collect();
        all.into_iter().cloned().collect()
    }

    /// Some ids of each kind.
    pub(super) fn some_ids(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.ids.values().flat_map(|ids| ids.iter().take(2)).collect();
        all.into_iter().cloned().collect()
    }

    /// What a text place is tried with.
    pub(super) fn texts(&self) -> Vec<String> {
        let some = |list: &[String]| list.iter().take(3).cloned().collect::<Vec<_>>();
        let mut all = some(&self.tokens);
        all.extend(some(&self.cursors));
        all.extend(some(&self.numbers));
        all.extend(some(&self.slugs));
        all.extend([self.slug.clone(), self.mark.clone(), self.tenant.0.to_string(), self.phone.clone()]);
        all
    }

    /// What an answer shows of this tenant, leaving aside what the caller has just said itself.
    pub(super) fn shown_in(&self, answer: &Value, said: &Value) -> Vec<String> {
        let mut words = Vec::new();
        leaves(said, &mut words);
        words.retain(|word| word.len() > 2);
        let mut texts = Vec::new();
        leaves(answer, &mut texts);
        let mut shown = BTreeSet::new();
        for text in texts {
            let heard = words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""));
            if heard.contains(&self.mark)
                || heard.contains(&self.phone)
                || self.seen.iter().any(|id| heard.contains(id))
            {
                shown.insert(text.chars().take(120).collect::<String>());
            }
        }
        shown.into_iter().collect()
    }
}

fn leaves<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, found)),
        Value::Array(all) => all.iter().for_each(|value| leaves(value, found)),
        Value::String(text) => found.push(text),
        _ => {}
    }
}
