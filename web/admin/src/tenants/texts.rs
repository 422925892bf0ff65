//! The texts of founding a tenant and of its settings.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of founding a tenant and of its settings.
    TenantTexts;

    found_title: "افتح متجرك", "Open your storefront";
    found_text: "اسم وعنوان، ثم تضيف ما تقدمه. يمكنك تغيير كل شيء لاحقًا إلا النوع.", "A name and an address; then you add what you offer. Everything but the kind can be changed later.";
    found_another: "متجر أو جمعية أخرى", "Another shop or charity";
    invited_instead: "تنتظر دعوة إلى فريق؟ افتح الرابط في الرسالة التي وصلتك.", "Waiting to join a team? Open the link in the mail you got.";
    kind: "ماذا ستدير؟", "What will you run?";
    kind_shop: "متجر", "A shop";
    kind_shop_text: "منتجات وخدمات", "Products and services";
    kind_charity: "جمعية خيرية", "A charity";
    kind_charity_text: "حملات تبرع وتعهد", "Donation and pledge campaigns";
    name: "الاسم", "Name";
    name_hint: "كما يعرفه الناس.", "As people know it.";
    slug: "العنوان", "Address";
    slug_hint: "أحرف إنجليزية صغيرة وأرقام وشرطات.", "Small letters, digits and hyphens.";
    slug_checking: "جارٍ التحقق…", "Checking…";
    slug_free: "متاح", "Free";
    slug_take: "اختر {slug}", "Take {slug}";
    legal_name: "الاسم الرسمي", "Registered name";
    licence: "رقم الترخيص", "Licence number";
    charity_hint: "يظهران أسفل الصفحات وعلى الإيصالات.", "Both stand at the foot of the pages and on receipts.";
    optional: "اختياري", "optional";
    default_locale: "لغة المتجر الأولى", "First language of the storefront";
    arabic: "العربية", "Arabic";
    english: "الإنجليزية", "English";
    found: "افتحه الآن", "Open it";
    working: "جارٍ التنفيذ…", "Working…";
    founded: "صار متجرك على العنوان {slug}", "Your storefront stands at {slug}";
    error_name: "اكتب الاسم.", "Enter the name.";
    error_slug: "اختر عنوانًا من 3 أحرف على الأقل.", "Choose an address of at least 3 characters.";
    error_legal_name: "اكتب الاسم الرسمي للجمعية.", "Enter the charity's registered name.";
    error_licence: "اكتب رقم ترخيص الجمعية.", "Enter the charity's licence number.";

    // Settings
    settings: "الإعدادات", "Settings";
    identity: "الاسم والترخيص", "Name and licence";
    save: "حفظ", "Save";
    saved: "حُفظت الإعدادات", "Settings saved";
    stale: "غيّر زميلك هذه الإعدادات قبل لحظات. هذه أحدث نسخة منها.", "A colleague has just changed these settings. This is how they stand now.";
    kind_label: "النوع", "Kind";
    time_zone: "المنطقة الزمنية", "Time zone";
    currency: "العملة", "Currency";
    address_title: "عنوان المتجر", "Address of the storefront";
    address_text: "يجدك الناس على هذا العنوان.", "This is where people find you.";
    former: "عناوين سابقة ما زالت تصل إليك:", "Former addresses that still lead to you:";
    change_slug: "تغيير العنوان", "Change the address";
    slug_warning: "تتغير كل الروابط. العنوان القديم يحوّل الزوار إلى الجديد، لكن ما طُبع أو حُفظ يبقى بالقديم، ولكل متجر خمسة عناوين على الأكثر.", "All links change. The old address leads visitors to the new one, but what is printed or saved keeps the old; and a storefront can have five addresses in all.";
    slug_changed: "تغيّر العنوان", "Address changed";
    keep: "تراجع", "Go back";
    safety: "حماية الفريق", "Safety of the team";
    requires_mfa: "على كل عضو التحقق بخطوتين", "Every member needs two-step verification";
    requires_mfa_text: "من لم يفعّله لا يصل إلى بيانات الفريق حتى يفعّله.", "Whoever has not turned it on does not reach the team's data until they do.";
    requires_mfa_self: "فعّله لنفسك أولًا من صفحة الأمان.", "Turn it on for yourself first, on the security page.";
    to_security: "إلى صفحة الأمان", "To the security page";
    on: "مفعّل", "On";
    off: "متوقف", "Off";
    turn_on: "اشترطه", "Require it";
    turn_off: "لا تشترطه", "Do not require it";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static TenantTexts {
    TenantTexts::of(prefs().locale.get())
}
