//! Letters say what they should in both languages, and no value becomes markup.

use super::*;
use crate::notifications::letters::{Line, Sum, SumKind};

fn app() -> String {
    "https://app.sadu.example".to_owned()
}

fn shop(name: &str) -> Brand {
    Brand { name: name.to_owned(), is_tenant: true, ..Brand::of_product(app(), Locale::En) }
}

fn order(name: &str) -> Mail {
    Mail::OrderConfirmation {
        number: "ORD-00042".to_owned(),
        name: name.to_owned(),
        lines: vec![Line { name: name.to_owned(), quantity: 2, total: "KWD 5.000".to_owned() }],
        sums: vec![Sum { what: SumKind::Total, amount: "KWD 5.000".to_owned() }],
        link: "https://shop.sadu.example/s/abc?x=1&y=2".to_owned(),
        payment: Some(format!("WAMD 51234567\n\n{name}")),
    }
}

#[test]
fn a_code_stands_in_subject_html_and_text_of_both_languages() {
    for (locale, direction, word) in [(Locale::Ar, "rtl", "أكّد"), (Locale::En, "ltr", "Confirm")] {
        let brand = Brand::of_product(app(), locale);
        let letter = of_product(&brand, locale, &IdentityMail::ConfirmAddress { code: "482913".to_owned() }).unwrap();
        for text in [&letter.subject, &letter.html, &letter.text] {
            assert!(text.contains("482913"), "{text}");
        }
        assert!(letter.html.contains(word) && letter.text.contains(word));
        assert!(letter.html.contains(&format!("dir=\"{direction}\"")), "{}", letter.html);
        let other = if direction == "rtl" { "direction:ltr" } else { "direction:rtl" };
        assert!(!letter.html.contains(other), "a part of the letter runs the other way");
        assert!(letter.html.contains(&format!("lang=\"{}\"", locale.tag())));
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    for locale in [Locale::Ar, Locale::En] {
        let letter = of_tenant(&shop("Dukkan"), locale, &order("Noura")).unwrap();
        for loader in ["<img", "<link", "@import", "url(", "<script", "src="] {
            assert!(!letter.html.contains(loader), "{loader}");
        }
    }
}

#[test]
fn no_value_becomes_markup_a_slot_or_a_header() {
    let hostile =
        "</mj-text><script>alert(1)</script><img src=x onerror=y> \"' {{accent}} &lt;b&gt; ]]>\r\nBcc: a@b.example";
    for locale in [Locale::Ar, Locale::En] {
        let brand = shop(hostile);
        for mail in [
            order(hostile),
            Mail::Invitation {
                inviter: hostile.to_owned(),
                role: hostile.to_owned(),
                link: format!("https://app.sadu.example/\"><script>{hostile}"),
                days: 7,
            },
        ] {
            let letter = of_tenant(&brand, locale, &mail).unwrap();
            assert!(!letter.html.contains("<script") && !letter.html.contains("<img"), "{}", letter.html);
            assert!(letter.html.contains("&lt;script&gt;"), "shown as what it is");
            assert!(letter.html.contains("&amp;lt;b"), "an entity of the value stays text");
            assert!(letter.html.contains("{{accent}}"), "a slot in a value is no slot");
            assert!(!letter.subject.contains(['\r', '\n']));
        }
    }
}

#[test]
fn an_invitation_says_who_where_and_until_when() {
    let mail = |days| Mail::Invitation {
        inviter: "Noura".to_owned(),
        role: "admin".to_owned(),
        link: "https://app.sadu.example/invitation#token=inv_1".to_owned(),
        days,
    };
    let english = of_tenant(&shop("Dukkan"), Locale::En, &mail(7)).unwrap();
    for part in ["Noura", "Dukkan", "as admin", "in 7 days", "https://app.sadu.example/invitation#token=inv_1"] {
        assert!(english.text.contains(part) && english.html.contains(part), "{part} is missing: {}", english.text);
    }
    for (days, words) in [(1, "يوم واحد"), (2, "يومين"), (7, "7 أيام"), (14, "14 يومًا")] {
        assert!(of_tenant(&shop("دكان"), Locale::Ar, &mail(days)).unwrap().text.contains(words));
    }
}

#[test]
fn an_order_is_told_line_by_line() {
    let letter = of_tenant(&shop("Dukkan"), Locale::En, &order("Mug")).unwrap();
    for part in ["ORD-00042", "× 2", "KWD 5.000", "Total", "How to pay", "WAMD 51234567"] {
        assert!(letter.text.contains(part) && letter.html.contains(part), "{part}");
    }
    assert!(letter.html.contains("https://shop.sadu.example/s/abc?x=1&amp;y=2"));
    assert!(letter.text.contains("https://shop.sadu.example/s/abc?x=1&y=2"));
}

/// Writes every letter where somebody can look at it: SADU_LETTERS_DIR=/tmp/letters.
#[test]
#[allow(clippy::disallowed_methods, reason = "a person who wants to look says where")]
fn letters_can_be_looked_at() {
    let Ok(folder) = std::env::var("SADU_LETTERS_DIR") else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let folder = std::path::Path::new(&folder);
    for locale in [Locale::Ar, Locale::En] {
        let say = |ar: &str, en: &str| if locale == Locale::Ar { ar.to_owned() } else { en.to_owned() };
        let product = Brand::of_product(app(), locale);
        let code = || "482913".to_owned();
        let mut written = vec![
            ("confirm", of_product(&product, locale, &IdentityMail::ConfirmAddress { code: code() })),
            ("reset", of_product(&product, locale, &IdentityMail::ResetPassword { code: code() })),
            ("taken", of_product(&product, locale, &IdentityMail::AddressTaken {})),
        ];
        let brand = Brand {
            name: say("دكان الديرة", "Dukkan Al-Deera"),
            accent: "#1c6b47".to_owned(),
            tint: "#dbe8e2".to_owned(),
            foot: vec![say("شركة دكان الديرة ذ.م.م", "Dukkan Al-Deera W.L.L.")],
            ..shop("")
        };
        let link = "https://dukkan.sadu.example/s/abc".to_owned();
        written.push((
            "invitation",
            of_tenant(
                &brand,
                locale,
                &Mail::Invitation {
                    inviter: say("نورة الصباح", "Noura Al-Sabah"),
                    role: "admin".to_owned(),
                    link: link.clone(),
                    days: 7,
                },
            ),
        ));
        let kwd = |amount: &str| say(&format!("{amount} د.ك"), &format!("KWD {amount}"));
        written.push((
            "order",
            of_tenant(
                &brand,
                locale,
                &Mail::OrderConfirmation {
                    number: "ORD-00042".to_owned(),
                    name: say("سارة", "Sara"),
                    lines: vec![
                        Line {
                            name: say("دلّة قهوة نحاسية، كبيرة", "Brass coffee pot, large"),
                            quantity: 1,
                            total: kwd("18.500"),
                        },
                        Line {
                            name: say("تمر خلاص فاخر", "Khalas dates"), quantity: 3, total: kwd("7.500")
                        },
                    ],
                    sums: vec![
                        Sum { what: SumKind::Subtotal, amount: kwd("26.000") },
                        Sum { what: SumKind::Delivery, amount: kwd("1.500") },
                        Sum { what: SumKind::Total, amount: kwd("27.500") },
                    ],
                    link: link.clone(),
                    payment: Some(say(
                        "حوّل المبلغ بخدمة ومض إلى 51234567\nواكتب رقم الطلب في الملاحظة.",
                        "Send the amount by WAMD to 51234567\nand write the order's number into the note.",
                    )),
                },
            ),
        ));
        written.push((
            "receipt",
            of_tenant(
                &brand,
                locale,
                &Mail::DonationReceipt {
                    number: "DON-00007".to_owned(),
                    receipt: "2026-00003".to_owned(),
                    name: say("سارة", "Sara"),
                    amount: kwd("25.000"),
                    campaign: Some(say("سقيا الماء", "Water for a village")),
                    day: "2026-11-23".to_owned(),
                    link: link.clone(),
                },
            ),
        ));
        written.push((
            "reminder",
            of_tenant(
                &brand,
                locale,
                &Mail::PledgeReminder {
                    number: "PLG-00009".to_owned(),
                    name: say("سارة", "Sara"),
                    campaign: Some(say("كفالة الأيتام", "Sponsor an orphan")),
                    amount: kwd("25.000"),
                    day: "2026-11-26".to_owned(),
                    open: kwd("75.000"),
                    link,
                    payment: Some(say("تحويل ومض إلى 55512345", "WAMD to 55512345")),
                },
            ),
        ));
        for (name, letter) in written {
            let letter = letter.unwrap();
            std::fs::write(folder.join(format!("{name}-{}.html", locale.tag())), letter.html).unwrap();
            std::fs::write(
                folder.join(format!("{name}-{}.txt", locale.tag())),
                format!("{}\n\n{}", letter.subject, letter.text),
            )
            .unwrap();
        }
    }
}
