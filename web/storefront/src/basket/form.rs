//! Reading the basket's forms.

use ui::fold_digits;

use crate::basket::cookie::{BasketLine, MOST_QUANTITY};

/// What a form of the basket asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasketAct {
    /// Put this in.
    Add(BasketLine),
    /// Change how many; zero takes the line out.
    Set {
        /// Of the line.
        index: usize,
        /// 0 to 999.
        quantity: u32,
    },
    /// Take the line out.
    Remove {
        /// Of the line.
        index: usize,
    },
}

/// Reads the fields of a posted form. The second part is the page to go back to (`back`), if it is one of this shop.
/// None if the form asks for nothing that can be done.
#[must_use]
pub fn read_basket_form<'a>(
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<(BasketAct, Option<String>)> {
    let (mut action, mut item, mut quantity, mut index, mut back) = ("", "", None, None, None);
    let mut options = Vec::new();
    for (name, value) in fields {
        match name {
            "action" => action = value,
            "item" => item = value,
            "quantity" => quantity = fold_digits(value.trim()).parse::<u32>().ok(),
            "index" => index = value.parse::<usize>().ok(),
            "back" => back = own_page(value),
            _ => {
                if let Some(key) = name.strip_prefix("opt_") {
                    options.push((key.to_owned(), value.to_owned()));
                }
            }
        }
    }
    let act = match action {
        "add" if !item.is_empty() => {
            let quantity = quantity.unwrap_or(1).clamp(1, MOST_QUANTITY);
            BasketAct::Add(BasketLine { item: item.to_owned(), options, quantity })
        }
        "set" => BasketAct::Set { index: index?, quantity: quantity?.min(MOST_QUANTITY) },
        "remove" => BasketAct::Remove { index: index? },
        _ => return None,
    };
    Some((act, back))
}

/// A path of this very host, never another one: `//evil.example` and `/\evil.example` are other hosts to a browser.
fn own_page(path: &str) -> Option<String> {
    let is_own = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 512
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_own.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{BasketAct, read_basket_form};
    use crate::basket::cookie::BasketLine;

    #[test]
    fn an_item_is_added_with_its_choices() {
        let (act, back) = read_basket_form([
            ("action", "add"),
            ("item", "itm_a"),
            ("opt_size", "l"),
            ("quantity", "٣"),
            ("back", "/i/a"),
        ])
        .expect("an act");
        let line =
            BasketLine { item: "itm_a".to_owned(), options: vec![("size".to_owned(), "l".to_owned())], quantity: 3 };
        assert_eq!(act, BasketAct::Add(line));
        assert_eq!(back.as_deref(), Some("/i/a"));
    }

    #[test]
    fn a_line_is_changed_or_removed() {
        assert_eq!(
            read_basket_form([("action", "set"), ("index", "1"), ("quantity", "0")]),
            Some((BasketAct::Set { index: 1, quantity: 0 }, None))
        );
        assert_eq!(
            read_basket_form([("action", "remove"), ("index", "0")]),
            Some((BasketAct::Remove { index: 0 }, None))
        );
        assert_eq!(read_basket_form([("action", "set"), ("quantity", "2")]), None);
        assert_eq!(read_basket_form([("action", "burn")]), None);
    }

    #[test]
    fn one_never_leaves_for_another_host() {
        for back in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", ""] {
            let (_, back) = read_basket_form([("action", "remove"), ("index", "0"), ("back", back)]).expect("an act");
            assert_eq!(back, None);
        }
    }
}
