//! The texts of the log.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the log.
    AuditTexts;

    title: "سجل الأعمال", "Activity log";
    text: "كل تغيير باسم صاحبه. لا يُحذف منه شيء.", "Every change with the name of who made it. Nothing is ever taken out.";
    by: "من", "By";
    visitor: "زائر", "Visitor";
    member: "الفريق", "Team";
    key: "مفتاح", "API key";
    job: "النظام", "The system";
    operator: "المنصة", "The platform";
    somebody: "عضو سابق", "A former member";
    nothing_title: "لا شيء هنا", "Nothing here";
    nothing_text: "يظهر هنا كل تغيير يجريه الفريق.", "Every change the team makes appears here.";
    more: "المزيد", "Show more";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static AuditTexts {
    AuditTexts::of(prefs().locale.get())
}

/// What an act is called: a noun and a past verb, as the log writes them; new ones are shown as they are.
pub(super) fn act(action: &str, is_arabic: bool) -> String {
    const ACTS: [(&str, &str, &str); 34] = [
        ("order.submitted", "ورد طلب", "Order came in"),
        ("order.moved", "تغيرت حالة طلب", "Order moved"),
        ("order.noted", "ملاحظة على طلب", "Note on an order"),
        ("order.recorded", "سُجّل طلب", "Order recorded"),
        ("order.updated", "عُدّل طلب", "Order edited"),
        ("order.paid", "دُفع طلب", "Order marked paid"),
        ("donation.submitted", "ورد تبرع", "Donation came in"),
        ("donation.moved", "تغيرت حالة تبرع", "Donation moved"),
        ("pledge.submitted", "ورد تعهد", "Pledge came in"),
        ("pledge.moved", "تغيرت حالة تعهد", "Pledge moved"),
        ("tenant.founded", "أُسست الجهة", "Tenant founded"),
        ("tenant.updated", "تغيرت بيانات الجهة", "Tenant changed"),
        ("tenant.slug_changed", "تغير عنوان المتجر", "Address changed"),
        ("member.added", "أُضيف عضو", "Member added"),
        ("member.invited", "دُعي عضو", "Member invited"),
        ("member.joined", "انضم عضو", "Member joined"),
        ("member.removed", "أُزيل عضو", "Member removed"),
        ("member.role_changed", "تغير دور عضو", "Role changed"),
        ("invitation.resent", "أُعيدت دعوة", "Invitation sent again"),
        ("invitation.revoked", "سُحبت دعوة", "Invitation revoked"),
        ("storefront.updated", "تغير المتجر", "Storefront changed"),
        ("storefront.published", "نُشر المتجر", "Storefront published"),
        ("storefront.unpublished", "أُغلق المتجر", "Storefront unpublished"),
        ("catalog_item.created", "صنف جديد", "Item created"),
        ("catalog_item.updated", "عُدّل صنف", "Item changed"),
        ("catalog_item.activated", "نُشر صنف", "Item put on the storefront"),
        ("catalog_item.archived", "أُرشف صنف", "Item put away"),
        ("catalog_item.deleted", "حُذف صنف", "Item deleted"),
        ("export.requested", "طُلب ملف", "File asked for"),
        ("export.downloaded", "حُمّل ملف", "File downloaded"),
        ("api_key.created", "مفتاح جديد", "API key created"),
        ("api_key.revoked", "أُلغي مفتاح", "API key revoked"),
        ("api_key.replaced", "استُبدل مفتاح", "API key replaced"),
        ("storefront.pictures_set", "تغيرت صور المتجر", "Storefront's pictures changed"),
    ];
    match ACTS.iter().find(|(word, ..)| *word == action) {
        Some((_, ar, en)) => (if is_arabic { *ar } else { *en }).to_owned(),
        None => action.replace(['.', '_'], " "),
    }
}
