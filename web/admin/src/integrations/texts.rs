//! The texts of the integrators' page.

use client::Permission;
use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the integrators' page.
    IntegrationTexts;

    title: "الربط البرمجي", "Integrations";
    text: "اربط متجرك بأنظمتك عبر واجهة GraphQL واحدة.", "Connect your shop to other systems by one GraphQL API.";

    // Beginning
    begin: "من أين تبدأ", "Where to begin";
    playground: "افتح ساحة التجربة", "Open the playground";
    playground_hint: "تسأل ساحة التجربة باسمك، فلا تحتاج إلى مفتاح. من خارجها أرسل المفتاح في الترويسة Authorization.", "The playground asks in your name and needs no key. From elsewhere, send a key in the header Authorization.";
    example: "مثال", "Example";
    copy: "نسخ", "Copy";
    copied: "نُسخ.", "Copied.";

    // Keys
    keys: "المفاتيح", "API keys";
    none: "لا مفاتيح بعد. أنشئ مفتاحًا لكل نظام، وبأقل ما يحتاجه من صلاحيات.", "No keys yet. Make one for each system, with no more rights than it needs.";
    new_key: "مفتاح جديد", "New key";
    name: "الاسم", "Name";
    name_hint: "لأي نظام هو؟ مثل: المحاسبة.", "Which system is it for? For example: bookkeeping.";
    scopes: "الصلاحيات", "Rights";
    ends: "ينتهي", "Ends";
    ends_never: "لا ينتهي من نفسه", "Not by itself";
    ends_days: "بعد {n} يومًا", "After {n} days";
    make: "إنشاء", "Create";
    secret_title: "انسخ المفتاح الآن", "Copy the key now";
    secret_text: "لن يظهر مرة أخرى.", "It will not be shown again.";
    done: "نسخته", "I have copied it";
    ends_in: "ينتهي بـ {n}", "Ends in {n}";
    used: "آخر استخدام: {n}", "Last used {n}";
    unused: "لم يُستخدم بعد", "Never used";
    ended: "منتهٍ", "Ended";
    until: "حتى {n}", "Until {n}";
    rotate: "استبدال", "Replace";
    revoke: "إلغاء المفتاح", "Revoke";
    revoke_sure: "أكّد الإلغاء", "Really revoke";
    revoked: "أُلغي المفتاح.", "The key is revoked.";
    rotated: "يبقى المفتاح القديم صالحًا 24 ساعة.", "The old key stands for another 24 hours.";

    // Rights
    may_view_submissions: "رؤية الطلبات والتبرعات والتعهدات", "See orders, donations and pledges";
    may_work_orders: "تغيير حالاتها", "Move them through their states";
    may_view_catalog: "رؤية الكتالوج كله", "See the whole catalog";
    may_edit_catalog: "تعديل الكتالوج", "Change the catalog";
    may_edit_storefront: "تعديل المتجر", "Change the storefront";
    may_view_figures: "رؤية الأرقام", "See figures";
    may_export: "تنزيل الملفات", "Download files";
    may_view_audit: "رؤية سجل الأعمال", "See the activity log";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static IntegrationTexts {
    IntegrationTexts::of(prefs().locale.get())
}

/// The rights a key may have, in the order in which they are offered.
pub(super) const SCOPES: [Permission; 8] = [
    Permission::ViewSubmissions,
    Permission::WorkOrders,
    Permission::ViewCatalog,
    Permission::EditCatalog,
    Permission::EditStorefront,
    Permission::ViewFigures,
    Permission::ExportData,
    Permission::ViewAudit,
];

/// What a right is called.
pub(super) fn scope(words: &'static IntegrationTexts, right: Permission) -> &'static str {
    match right {
        Permission::ViewSubmissions => words.may_view_submissions,
        Permission::WorkOrders => words.may_work_orders,
        Permission::ViewCatalog => words.may_view_catalog,
        Permission::EditCatalog => words.may_edit_catalog,
        Permission::EditStorefront => words.may_edit_storefront,
        Permission::ViewFigures => words.may_view_figures,
        Permission::ExportData => words.may_export,
        Permission::ViewAudit => words.may_view_audit,
        _ => "",
    }
}
