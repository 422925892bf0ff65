//! Letters in a tenant's name: an invitation to the team, an order's confirmation, a donation's receipt, a pledge's reminder.

use super::{Block, Brand, Content, isolated, say};
use crate::{
    kernel::text::Locale,
    notifications::letters::{Line, Mail, Sum, SumKind},
};

pub(super) fn content(brand: &Brand, locale: Locale, mail: &Mail) -> Content {
    match mail {
        Mail::Invitation { inviter, role, link, days } => invitation(brand, locale, (inviter, role), link, *days),
        Mail::OrderConfirmation { number, name, lines, sums, link, payment } => {
            order(brand, locale, (number, name), (lines, sums), link, payment.as_deref())
        }
        Mail::DonationReceipt { number, receipt, name, amount, campaign, day, link } => {
            let rows = [
                (say(locale, "رقم الإيصال", "Receipt number"), receipt.as_str()),
                (say(locale, "رقم التبرع", "Donation number"), number),
                (say(locale, "التاريخ", "Date"), day),
                (
                    say(locale, "الغرض", "For"),
                    campaign.as_deref().unwrap_or(say(locale, "تبرع عام", "General purpose")),
                ),
                (say(locale, "المبلغ", "Amount"), amount),
            ];
            donation(brand, locale, (receipt, name), &rows, link)
        }
        Mail::PledgeReminder { number, name, campaign, amount, day, open, link, payment } => {
            let mut rows = vec![(say(locale, "رقم التعهد", "Pledge number"), number.as_str())];
            rows.extend(campaign.as_deref().map(|campaign| (say(locale, "الغرض", "For"), campaign)));
            rows.push((say(locale, "المتبقي من التعهد", "Still open in all"), open));
            rows.push((say(locale, "المستحق", "Due now"), amount));
            reminder(brand, locale, (number, name, day), &rows, (link, payment.as_deref()))
        }
    }
}

fn invitation(brand: &Brand, locale: Locale, (inviter, role): (&str, &str), link: &str, days: i64) -> Content {
    let tenant = isolated(&brand.name);
    let role = role_name(locale, role);
    let by = match (inviter.trim().is_empty(), locale) {
        (true, Locale::Ar) => format!("تمت دعوتك إلى فريق {tenant} على سادو بصفة {role}."),
        (true, Locale::En) => format!("You are invited to the team of {tenant} on Sadu, as {role}."),
        (false, Locale::Ar) => format!("يدعوك {} إلى فريق {tenant} على سادو بصفة {role}.", isolated(inviter)),
        (false, Locale::En) => format!("{} invites you to the team of {tenant} on Sadu, as {role}.", isolated(inviter)),
    };
    let note = match locale {
        Locale::Ar => format!(
            "الدعوة لهذا العنوان وحده، وتنتهي صلاحيتها بعد {}. إن كنت لا تعرف {tenant} فتجاهل هذه الرسالة.",
            days_ar(days)
        ),
        Locale::En => format!(
            "The invitation is for this address alone and lapses in {days} {}. If you do not know {tenant}, ignore this letter.",
            if days == 1 { "day" } else { "days" }
        ),
    };
    Content {
        subject: match locale {
            Locale::Ar => format!("دعوة إلى فريق {}", brand.name),
            Locale::En => format!("Join the team of {}", brand.name),
        },
        preview: by.clone(),
        title: match locale {
            Locale::Ar => format!("انضم إلى فريق {tenant}"),
            Locale::En => format!("Join the team of {tenant}"),
        },
        blocks: vec![
            Block::Text(by),
            Block::Button(say(locale, "قبول الدعوة", "Accept the invitation"), link.to_owned()),
            Block::Note(note),
        ],
    }
}

fn order(
    brand: &Brand,
    locale: Locale,
    (number, name): (&str, &str),
    (lines, sums): (&[Line], &[Sum]),
    link: &str,
    payment: Option<&str>,
) -> Content {
    let rows = lines
        .iter()
        .map(|line| (format!("{} × {}", isolated(&line.name), line.quantity), line.total.clone()))
        .chain(sums.iter().map(|sum| (sum_name(locale, sum.what).to_owned(), sum.amount.clone())))
        .collect();
    let mut blocks = vec![
        Block::Text(match locale {
            Locale::Ar => format!("شكرًا {}. وصلنا طلبك رقم {} وسنتواصل معك قريبًا.", isolated(name), isolated(number)),
            Locale::En => {
                format!(
                    "Thank you, {}. We have your order {} and will be in touch soon.",
                    isolated(name),
                    isolated(number)
                )
            }
        }),
        Block::Table(rows),
    ];
    if let Some(payment) = payment.filter(|text| !text.trim().is_empty()) {
        blocks.push(Block::Heading(say(locale, "طريقة الدفع", "How to pay")));
        blocks.push(Block::Quote(payment.to_owned()));
    }
    blocks.push(Block::Button(say(locale, "متابعة الطلب", "Follow your order"), link.to_owned()));
    Content {
        subject: match locale {
            Locale::Ar => format!("{number}: وصلنا طلبك من {}", brand.name),
            Locale::En => format!("{number}: your order from {}", brand.name),
        },
        preview: say(locale, "وصلنا طلبك وسنتواصل معك قريبًا.", "We have your order and will be in touch soon.")
            .to_owned(),
        title: say(locale, "وصلنا طلبك", "We have your order").to_owned(),
        blocks,
    }
}

fn donation(
    brand: &Brand,
    locale: Locale,
    (receipt, name): (&str, &str),
    rows: &[(&'static str, &str)],
    link: &str,
) -> Content {
    Content {
        subject: match locale {
            Locale::Ar => format!("إيصال تبرعك {receipt} من {}", brand.name),
            Locale::En => format!("Your donation receipt {receipt} from {}", brand.name),
        },
        preview: say(locale, "وصلنا تبرعك، وهذا إيصاله.", "We have received your donation; this is its receipt.")
            .to_owned(),
        title: say(locale, "إيصال تبرع", "Donation receipt").to_owned(),
        blocks: vec![
            Block::Text(match locale {
                Locale::Ar => format!("شكرًا {} على كرمك. وصلنا تبرعك إلى {}.", isolated(name), isolated(&brand.name)),
                Locale::En => {
                    format!(
                        "Thank you for your kindness, {}. Your donation to {} has arrived.",
                        isolated(name),
                        isolated(&brand.name)
                    )
                }
            }),
            Block::Table(rows.iter().map(|(what, value)| ((*what).to_owned(), isolated(value))).collect()),
            Block::Button(say(locale, "عرض الإيصال", "See the receipt"), link.to_owned()),
        ],
    }
}

fn reminder(
    brand: &Brand,
    locale: Locale,
    (number, name, day): (&str, &str, &str),
    rows: &[(&'static str, &str)],
    (link, payment): (&str, Option<&str>),
) -> Content {
    let mut blocks = vec![
        Block::Text(match locale {
            Locale::Ar => format!(
                "أهلًا {}. هذا تذكير بأن دفعة من تعهدك لدى {} تستحق في {}.",
                isolated(name),
                isolated(&brand.name),
                isolated(day)
            ),
            Locale::En => format!(
                "Hello {}. This is to remind you that a part of your pledge to {} falls due on {}.",
                isolated(name),
                isolated(&brand.name),
                isolated(day)
            ),
        }),
        Block::Table(rows.iter().map(|(what, value)| ((*what).to_owned(), isolated(value))).collect()),
    ];
    if let Some(payment) = payment.filter(|text| !text.trim().is_empty()) {
        blocks.push(Block::Heading(say(locale, "طريقة الدفع", "How to pay")));
        blocks.push(Block::Quote(payment.to_owned()));
    }
    blocks.push(Block::Button(say(locale, "متابعة التعهد", "See your pledge"), link.to_owned()));
    blocks.push(Block::Note(
        say(
            locale,
            "إن كنت قد دفعت فتجاهل هذه الرسالة؛ قد يستغرق تسجيل الدفعة يومًا أو يومين.",
            "If you have paid already, ignore this letter: it can take a day or two until a payment is recorded.",
        )
        .to_owned(),
    ));
    Content {
        subject: match locale {
            Locale::Ar => format!("{number}: دفعة من تعهدك تستحق في {day}"),
            Locale::En => format!("{number}: a part of your pledge falls due on {day}"),
        },
        preview: say(locale, "تذكير بدفعة قريبة من تعهدك.", "A reminder of the next part of your pledge.").to_owned(),
        title: say(locale, "موعد دفعة قريب", "A payment falls due soon").to_owned(),
        blocks,
    }
}

fn sum_name(locale: Locale, what: SumKind) -> &'static str {
    match what {
        SumKind::Subtotal => say(locale, "المجموع الفرعي", "Subtotal"),
        SumKind::Delivery => say(locale, "التوصيل", "Delivery"),
        SumKind::Total => say(locale, "الإجمالي", "Total"),
    }
}

fn role_name(locale: Locale, role: &str) -> &'static str {
    match role {
        "owner" => say(locale, "مالك", "owner"),
        "admin" => say(locale, "مدير", "admin"),
        _ => say(locale, "عضو", "member"),
    }
}

/// A number of days as Arabic counts them.
fn days_ar(days: i64) -> String {
    match days {
        1 => "يوم واحد".to_owned(),
        2 => "يومين".to_owned(),
        3..=10 => format!("{days} أيام"),
        _ => format!("{days} يومًا"),
    }
}
