//! What the facts of a line are called, and what their values are; each kind of thing has words of its own.

use ui::Locale;

use crate::strings::strings;

/// The log's word, in Arabic, in English.
type Word = (&'static str, &'static str, &'static str);

/// Facts that tell people nothing.
const HIDDEN: [&str; 10] =
    ["version", "bytes", "width", "height", "place", "subject", "columns", "import", "again", "replaces"];

/// Whether people are told a fact of a line about a thing of this kind.
pub(super) fn is_shown(kind: &str, field: &str) -> bool {
    // A picture's type is its file's; of the storefront's pictures the log has ids.
    let is_technical = matches!((kind, field), ("media_asset", "type") | ("storefront", "logo" | "cover"));
    !is_technical && !HIDDEN.contains(&field)
}

/// Whether a fact is an amount in the tenant's currency.
pub(super) fn is_amount(field: &str) -> bool {
    matches!(field, "total" | "amount" | "fulfilled" | "price")
}

const FACTS: &[Word] = &[
    ("status", "الحالة", "status"),
    ("total", "المجموع", "total"),
    ("amount", "المبلغ", "amount"),
    ("fulfilled", "المدفوع", "paid"),
    ("parts", "الأقساط", "parts"),
    ("intent", "النية", "intention"),
    ("lines", "الأصناف", "items"),
    ("role", "الدور", "role"),
    ("scopes", "الصلاحيات", "rights"),
    ("expires_at", "ينتهي في", "ends at"),
    ("until", "حتى", "until"),
    ("kind", "النوع", "kind"),
    ("narrowed", "مصفّاة", "narrowed"),
    ("slug", "العنوان", "address"),
    ("name", "الاسم", "name"),
    ("legal_name", "الاسم الرسمي", "registered name"),
    ("licence_number", "رقم الترخيص", "licence number"),
    ("time_zone", "المنطقة الزمنية", "time zone"),
    ("default_locale", "اللغة الأولى", "first language"),
    ("requires_mfa", "اشتراط التحقق بخطوتين", "two-step verification required"),
    ("with_media", "مع الصور", "with pictures"),
    ("paid_by_method", "طريقة الدفع", "paid by"),
    ("method", "طريقة الدفع", "method"),
    ("receipt", "الإيصال", "receipt"),
    ("revoked", "ملغى", "revoked"),
    ("campaign", "الحملة", "campaign"),
    ("list", "القائمة", "list"),
    ("shared", "للفريق", "team's"),
    ("paid_at", "وقت الدفع", "paid"),
    ("stock", "المخزون", "stock"),
    ("price", "السعر", "price"),
    ("items", "الأصناف", "items"),
    ("collections", "المجموعات", "collections"),
    ("type", "النوع", "type"),
    ("visible", "ظاهرة", "visible"),
    ("described", "لها وصف", "described"),
    ("event", "الرسالة", "letter"),
    ("reference", "المرجع", "reference"),
    ("rows", "الأسطر", "rows"),
    ("bad", "الأسطر المعيبة", "bad rows"),
    ("policy", "الأسطر المعيبة", "bad rows"),
    ("fields", "ما تغيّر", "changed"),
    ("description", "الوصف", "description"),
    ("metadata", "الخيارات والتفاصيل", "options and details"),
    ("external_reference", "الرقم الخاص", "own number"),
    ("seo_title", "العنوان في نتائج البحث", "title in search results"),
    ("seo_description", "الوصف في نتائج البحث", "description in search results"),
    ("tagline", "سطر تحت الاسم", "line under the name"),
    ("about", "من أنتم", "who you are"),
    ("logo", "الشعار", "logo"),
    ("cover", "الغلاف", "cover"),
    ("accent_color", "لون الهوية", "brand colour"),
    ("contact", "التواصل", "contact"),
    ("payment_instructions", "كيف يدفع العميل", "how a customer pays"),
    ("delivery_fee", "رسوم التوصيل", "delivery fee"),
    ("minimum_order", "أقل طلب", "minimum order"),
    ("offers_delivery", "التوصيل", "delivery"),
    ("offers_pickup", "الاستلام", "pick-up"),
    ("locales", "اللغات", "languages"),
];

/// Values that are called the same whatever the line is about.
const VALUES: &[Word] = &[
    ("pending", "جديد", "new"),
    ("confirmed", "مؤكَّد", "confirmed"),
    ("fulfilled", "مكتمل", "fulfilled"),
    ("cancelled", "ملغى", "cancelled"),
    ("spam", "وهمي", "spam"),
    ("received", "مستلم", "received"),
    ("refunded", "مسترد", "refunded"),
    ("overdue", "متأخر", "overdue"),
    ("cash", "نقدًا", "cash"),
    ("wamd", "ومض", "WAMD"),
    ("transfer", "تحويل بنكي", "bank transfer"),
    ("bank_transfer", "تحويل بنكي", "bank transfer"),
    ("owner", "مالك", "owner"),
    ("admin", "مدير", "admin"),
    ("member", "عضو", "member"),
    ("order", "طلبات", "orders"),
    ("donation", "تبرعات", "donations"),
    ("pledge", "تعهدات", "pledges"),
    ("audit_event", "سجل الأعمال", "activity log"),
    ("inbox", "الوارد", "inbox"),
    ("orders", "طلبات", "orders"),
    ("donations", "تبرعات", "donations"),
    ("pledges", "تعهدات", "pledges"),
    ("catalog", "الكتالوج", "catalog"),
    ("members", "الفريق", "team"),
    ("deliveries", "الرسائل", "letters"),
    ("audit", "سجل الأعمال", "activity log"),
    ("true", "نعم", "yes"),
    ("false", "لا", "no"),
];

/// Values that a kind of thing calls its own way.
const OWN: &[(&str, &[Word])] = &[
    (
        "donation",
        &[
            ("pending", "بانتظار المبلغ", "pending"),
            ("general", "عام", "general"),
            ("sadaqah", "صدقة", "sadaqah"),
            ("zakat", "زكاة", "zakat"),
            ("waqf", "وقف", "waqf"),
        ],
    ),
    ("pledge", &[("active", "جارٍ", "active")]),
    (
        "catalog_item",
        &[
            ("active", "معروض", "active"),
            ("draft", "مسودة", "draft"),
            ("archived", "مؤرشف", "archived"),
            ("product", "منتج", "product"),
            ("service", "خدمة", "service"),
            ("donation_campaign", "حملة تبرع", "donation campaign"),
            ("pledge_campaign", "حملة تعهد", "pledge campaign"),
        ],
    ),
    (
        "catalog_import",
        &[
            ("checked", "مفحوص", "checked"),
            ("applying", "قيد الحفظ", "being written"),
            ("done", "تم", "done"),
            ("failed", "تعذّر", "failed"),
            ("skip_bad", "تُترك", "left out"),
            ("reject_all", "توقف الحفظ كله", "stop the whole import"),
        ],
    ),
    (
        "media_asset",
        &[
            ("pending", "بانتظار الرفع", "awaiting upload"),
            ("processing", "قيد المعالجة", "being processed"),
            ("ready", "جاهزة", "ready"),
            ("rejected", "مرفوضة", "refused"),
        ],
    ),
    (
        "tenant_member",
        &[
            ("invited", "مدعوّ", "invited"),
            ("active", "في الفريق", "in the team"),
            ("removed", "خارج الفريق", "out of the team"),
        ],
    ),
    (
        "tenant",
        &[
            ("shop", "متجر", "shop"),
            ("charity", "جمعية خيرية", "charity"),
            ("ar", "العربية", "Arabic"),
            ("en", "الإنجليزية", "English"),
        ],
    ),
    (
        "notification_delivery",
        &[
            ("order_confirmation", "تأكيد طلب", "order confirmation"),
            ("donation_receipt", "إيصال تبرع", "donation receipt"),
            ("pledge_reminder", "تذكير بتعهد", "pledge reminder"),
            ("invitation", "دعوة إلى الفريق", "invitation to the team"),
        ],
    ),
    (
        "api_key",
        &[
            ("ViewSubmissions", "رؤية الطلبات والتبرعات والتعهدات", "see orders, donations and pledges"),
            ("WorkOrders", "تغيير حالاتها", "move them through their states"),
            ("ViewCatalog", "رؤية الكتالوج كله", "see the whole catalog"),
            ("EditCatalog", "تعديل الكتالوج", "change the catalog"),
            ("EditStorefront", "تعديل المتجر", "change the storefront"),
            ("ViewFigures", "رؤية الأرقام", "see figures"),
            ("ExportData", "تنزيل الملفات", "download files"),
            ("ViewAudit", "رؤية سجل الأعمال", "see the activity log"),
        ],
    ),
];

/// What a fact is called; unknown ones are shown as they are.
pub(super) fn fact(field: &str, locale: Locale) -> String {
    told(FACTS, field, locale).unwrap_or_else(|| field.replace('_', " "))
}

/// What a fact's value is called in a line about a thing of this kind; most are shown as they are.
pub(super) fn value(kind: &str, field: &str, text: &str, locale: Locale) -> String {
    let one = |word: &str| if field == "fields" { fact(word, locale) } else { called(kind, word, locale) };
    match serde_json::from_str::<Vec<String>>(text) {
        Ok(several) => several.iter().map(|word| one(word)).collect::<Vec<_>>().join(strings(locale).comma),
        Err(_) => one(text),
    }
}

fn called(kind: &str, word: &str, locale: Locale) -> String {
    let own = OWN.iter().find(|(of, _)| *of == kind).and_then(|(_, words)| told(words, word, locale));
    own.or_else(|| told(VALUES, word, locale)).unwrap_or_else(|| word.to_owned())
}

fn told(table: &[Word], word: &str, locale: Locale) -> Option<String> {
    let (_, ar, en) = table.iter().find(|(of, ..)| *of == word)?;
    Some(locale.pick(ar, en).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{fact, is_shown, value};
    use ui::Locale;

    #[test]
    fn a_state_is_called_as_its_own_kind_calls_it() {
        for (kind, word, name) in [
            ("order", "pending", "جديد"),
            ("donation", "pending", "بانتظار المبلغ"),
            ("media_asset", "pending", "بانتظار الرفع"),
            ("catalog_item", "active", "معروض"),
            ("pledge", "active", "جارٍ"),
            ("order", "unheard_of", "unheard_of"),
        ] {
            assert_eq!(value(kind, "status", word, Locale::Ar), name, "{kind} {word}");
        }
        assert_eq!(value("catalog_item", "type", "donation_campaign", Locale::En), "donation campaign");
    }

    #[test]
    fn several_are_told_one_by_one() {
        assert_eq!(value("catalog_item", "fields", r#"["name","price"]"#, Locale::Ar), "الاسم، السعر");
        assert_eq!(
            value("api_key", "scopes", r#"["ViewFigures","ExportData"]"#, Locale::En),
            "see figures, download files"
        );
    }

    #[test]
    fn what_tells_people_nothing_is_left_out() {
        assert!(!is_shown("media_asset", "bytes") && !is_shown("media_asset", "type") && !is_shown("order", "version"));
        assert!(is_shown("catalog_item", "type") && is_shown("order", "total"));
        assert_eq!(fact("total", Locale::Ar), "المجموع");
    }
}
