//! The basket as a cookie's value: compact, versioned, and read with suspicion since anyone can write a cookie.
//!
//! `1~<item>.<quantity>.<key>!<value>…~<item>.<quantity>`: the version, then the lines. Every byte that is not a
//! letter, a digit, `-` or `_` is written `*hh`, so the value needs no further escaping in any cookie library.

/// The names the cookie may have: the first under https, the second under http.
pub const COOKIE_NAMES: [&str; 2] = ["__Host-basket", "basket"];
/// Most lines of a basket.
pub const MOST_LINES: usize = 50;
/// Most pieces of a line.
pub const MOST_QUANTITY: u32 = 999;
/// Most options of a line.
const MOST_OPTIONS: usize = 8;
/// Longest id, key or value.
const MOST_CHARACTERS: usize = 64;
/// A browser drops a cookie past 4096 bytes with its name and attributes.
const MOST_BYTES: usize = 3800;
const VERSION: &str = "1";

/// One line of a basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketLine {
    /// The item's id.
    pub item: String,
    /// Keys of the options and of the values chosen, in the order of the keys.
    pub options: Vec<(String, String)>,
    /// 1 to 999.
    pub quantity: u32,
}

/// What a visitor wants to order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basket {
    lines: Vec<BasketLine>,
}

/// The basket takes no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasketFull;

impl Basket {
    /// Reads a cookie's value. What cannot be read is left out; a value of another version is an empty basket.
    #[must_use]
    pub fn decode(value: &str) -> Self {
        let mut parts = value.split('~');
        let mut basket = Self::default();
        if value.len() > 2 * MOST_BYTES || parts.next() != Some(VERSION) {
            return basket;
        }
        for line in parts.filter_map(decode_line).take(MOST_LINES) {
            let _ = basket.add(line);
        }
        basket
    }

    /// The cookie's value. Empty for an empty basket: then the cookie should be removed.
    #[must_use]
    pub fn encode(&self) -> String {
        if self.lines.is_empty() {
            return String::new();
        }
        let mut value = VERSION.to_owned();
        for line in &self.lines {
            value.push('~');
            escape_into(&line.item, &mut value);
            value.push('.');
            value.push_str(&line.quantity.to_string());
            for (key, chosen) in &line.options {
                value.push('.');
                escape_into(key, &mut value);
                value.push('!');
                escape_into(chosen, &mut value);
            }
        }
        value
    }

    /// The lines, in the order in which they came.
    #[must_use]
    pub fn lines(&self) -> &[BasketLine] {
        &self.lines
    }

    /// Nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many pieces.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity).sum()
    }

    /// The ids of the items, each once.
    #[must_use]
    pub fn item_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            if !ids.contains(&line.item) {
                ids.push(line.item.clone());
            }
        }
        ids
    }

    /// Adds a line, or its quantity to the line of the same choice.
    ///
    /// # Errors
    /// [`BasketFull`] past fifty lines or what a cookie can hold; the basket stays as it was.
    pub fn add(&mut self, mut line: BasketLine) -> Result<(), BasketFull> {
        if !is_acceptable(&line) {
            return Err(BasketFull);
        }
        line.options.sort();
        line.options.dedup_by(|next, kept| next.0 == kept.0);
        if let Some(same) = self.lines.iter_mut().find(|kept| kept.item == line.item && kept.options == line.options) {
            same.quantity = (same.quantity + line.quantity).min(MOST_QUANTITY);
            return Ok(());
        }
        self.lines.push(line);
        if self.lines.len() > MOST_LINES || self.encode().len() > MOST_BYTES {
            self.lines.pop();
            return Err(BasketFull);
        }
        Ok(())
    }

    /// Changes how many of a line; none takes the line out. An index that is not there changes nothing.
    pub fn set(&mut self, index: usize, quantity: u32) {
        if quantity == 0 {
            self.remove(index);
        } else if let Some(line) = self.lines.get_mut(index) {
            line.quantity = quantity.min(MOST_QUANTITY);
        }
    }

    /// Takes a line out. An index that is not there changes nothing.
    pub fn remove(&mut self, index: usize) {
        if index < self.lines.len() {
            self.lines.remove(index);
        }
    }
}

/// How many pieces a cookie's value holds, without reading all of it. For the header.
#[must_use]
pub fn count_of(value: &str) -> u32 {
    let mut lines = value.split('~');
    if lines.next() != Some(VERSION) {
        return 0;
    }
    lines
        .take(MOST_LINES)
        .filter_map(|line| line.split('.').nth(1)?.parse::<u32>().ok())
        .filter(|quantity| (1..=MOST_QUANTITY).contains(quantity))
        .sum()
}

/// The basket's value in a `Cookie` header or in `document.cookie`.
#[must_use]
pub fn find_in(cookies: &str) -> Option<&str> {
    COOKIE_NAMES
        .iter()
        .find_map(|name| cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=')))
}

fn is_acceptable(line: &BasketLine) -> bool {
    let fits = |text: &str| !text.is_empty() && text.len() <= MOST_CHARACTERS;
    fits(&line.item)
        && (1..=MOST_QUANTITY).contains(&line.quantity)
        && line.options.len() <= MOST_OPTIONS
        && line.options.iter().all(|(key, value)| fits(key) && fits(value))
}

fn decode_line(text: &str) -> Option<BasketLine> {
    let mut fields = text.split('.');
    let item = unescape(fields.next()?)?;
    let quantity = fields.next()?.parse().ok()?;
    let options = fields
        .map(|field| field.split_once('!').and_then(|(key, value)| Some((unescape(key)?, unescape(value)?))))
        .collect::<Option<_>>()?;
    Some(BasketLine { item, options, quantity })
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn escape_into(text: &str, value: &mut String) {
    for byte in text.bytes() {
        if is_plain(byte) {
            value.push(char::from(byte));
        } else {
            value.push_str(&format!("*{byte:02x}"));
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'*' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else if is_plain(byte) {
            bytes.push(byte);
        } else {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Basket, BasketFull, BasketLine, MOST_LINES, count_of, find_in};

    fn line(item: &str, quantity: u32, options: &[(&str, &str)]) -> BasketLine {
        let options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        BasketLine { item: item.to_owned(), options, quantity }
    }

    #[test]
    fn a_basket_survives_its_cookie() {
        let mut basket = Basket::default();
        basket.add(line("itm_0193-aa", 2, &[("size", "l"), ("color", "أحمر; path=/")])).expect("fits");
        basket.add(line("itm_b", 1, &[])).expect("fits");
        let value = basket.encode();
        assert!(value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~!*".contains(&byte)), "{value}");
        assert_eq!(Basket::decode(&value), basket);
        assert_eq!(count_of(&value), 3);
        assert_eq!(basket.item_ids(), ["itm_0193-aa", "itm_b"]);
    }

    #[test]
    fn the_same_choice_is_one_line_in_any_order() {
        let mut basket = Basket::default();
        basket.add(line("a", 998, &[("x", "1"), ("y", "2")])).expect("fits");
        basket.add(line("a", 5, &[("y", "2"), ("x", "1")])).expect("fits");
        basket.add(line("a", 1, &[("x", "1")])).expect("fits");
        assert_eq!(basket.lines().len(), 2);
        assert_eq!(basket.lines()[0].quantity, 999);
    }

    #[test]
    fn garbage_is_an_empty_basket_or_skipped() {
        for value in [
            "",
            "1",
            "2~a.1",
            "1~",
            "1~a",
            "1~a.0",
            "1~a.1000",
            "1~a.-1",
            "1~a.1.x",
            "1~a.1.*zz!b",
            "1~a b.1",
            "1~*ff.1",
            "1~.1",
            "\u{0}~~~",
            "1~a.99999999999",
        ] {
            assert!(Basket::decode(value).is_empty(), "{value:?}");
        }
        assert_eq!(Basket::decode("1~bad~a.2~*~b.1").lines().len(), 2);
        assert!(Basket::decode(&format!("1{}", "~a.1".repeat(100_000))).is_empty());
    }

    #[test]
    fn a_full_basket_stays_as_it_was() {
        let mut basket = Basket::default();
        for index in 0..MOST_LINES {
            basket.add(line(&format!("itm_{index}"), 1, &[])).expect("fits");
        }
        assert_eq!(basket.add(line("one-more", 1, &[])), Err(BasketFull));
        assert_eq!(basket.lines().len(), MOST_LINES);
        let long = "x".repeat(65);
        assert_eq!(basket.add(line(&long, 1, &[])), Err(BasketFull));
    }

    #[test]
    fn quantities_change_and_lines_go() {
        let mut basket = Basket::decode("1~a.1~b.2");
        basket.set(0, 5_000);
        basket.set(9, 1);
        basket.set(1, 0);
        assert_eq!(basket.encode(), "1~a.999");
        basket.remove(0);
        basket.remove(0);
        assert_eq!(basket.encode(), "");
    }

    #[test]
    fn the_cookie_is_found_under_either_name() {
        assert_eq!(find_in("a=b; basket=1~a.1"), Some("1~a.1"));
        assert_eq!(find_in("basket=old; __Host-basket=1~a.2"), Some("1~a.2"));
        assert_eq!(find_in("mybasket=1~a.1"), None);
    }
}
