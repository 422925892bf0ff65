//! The texts of the log.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the log.
    AuditTexts;

    title: "سجل الأعمال", "Activity log";
    search: "رقم الطلب، أو اسم من قام بالعمل", "A number, or who did it";
    act: "ما حدث", "What happened";
    changes: "التغييرات", "Changes";
    by: "الفاعل", "By";
    at: "متى", "When";
    done_on: "حدث في", "Done";
    visitor: "زائر", "Visitor";
    member: "الفريق", "Team";
    key: "مفتاح", "API key";
    job: "النظام", "The system";
    operator: "المنصة", "The platform";
    somebody: "عضو سابق", "A former member";
    nothing_title: "لا شيء هنا", "Nothing here";
    nothing_text: "يظهر هنا كل تغيير باسم صاحبه، ولا يُحذف منه شيء.", "Every change appears here with the name of who made it. Nothing is ever taken out.";
    on: "على أي شيء", "Done to";
    orders: "الطلبات", "Orders";
    donations: "التبرعات", "Donations";
    pledges: "التعهدات", "Pledges";
    items: "الأصناف", "Items";
    collections: "المجموعات", "Collections";
    pictures: "الصور", "Pictures";
    imports: "استيراد الأصناف", "Imports";
    storefront: "المتجر", "Storefront";
    team: "الفريق", "Team";
    tenant: "الجهة", "Tenant";
    keys: "المفاتيح", "API keys";
    files: "الملفات", "Files";
    letters: "الرسائل", "Letters";
    views: "العروض المحفوظة", "Saved views";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static AuditTexts {
    AuditTexts::of(prefs().locale.get())
}

/// What an act is called: a noun and a past verb, as the log writes them; new ones are shown as they are.
pub(super) fn act(action: &str, is_arabic: bool) -> String {
    const ACTS: [(&str, &str, &str); 69] = [
        ("order.submitted", "ورد طلب", "Order came in"),
        ("order.moved", "تغيرت حالة طلب", "Order moved"),
        ("order.noted", "ملاحظة على طلب", "Note on an order"),
        ("order.recorded", "سُجّل طلب", "Order recorded"),
        ("order.referenced", "تغير المرجع الخارجي لطلب", "External reference of an order"),
        ("donation.referenced", "تغير المرجع الخارجي لتبرع", "External reference of a donation"),
        ("pledge.referenced", "تغير المرجع الخارجي لتعهد", "External reference of a pledge"),
        ("order.updated", "عُدّل طلب", "Order edited"),
        ("order.paid", "دُفع طلب", "Order marked paid"),
        ("order.unpaid", "أُلغي دفع طلب", "Payment of an order taken back"),
        ("donation.submitted", "ورد تبرع", "Donation came in"),
        ("donation.moved", "تغيرت حالة تبرع", "Donation moved"),
        ("pledge.submitted", "ورد تعهد", "Pledge came in"),
        ("pledge.moved", "تغيرت حالة تعهد", "Pledge moved"),
        ("donation.noted", "ملاحظة على تبرع", "Note on a donation"),
        ("pledge.noted", "ملاحظة على تعهد", "Note on a pledge"),
        ("pledge.paid", "دفعة على تعهد", "Payment on a pledge"),
        ("pledge.unpaid", "أُلغيت دفعة على تعهد", "Payment on a pledge voided"),
        ("tenant.founded", "أُسست الجهة", "Tenant founded"),
        ("tenant.changed", "تغيرت بيانات الجهة", "Tenant changed"),
        ("tenant.exported", "حُمّلت نسخة من كل البيانات", "All data taken out"),
        ("tenant.slug_changed", "تغير عنوان المتجر", "Address changed"),
        ("member.added", "أُضيف عضو", "Member added"),
        ("member.invited", "دُعي عضو", "Member invited"),
        ("member.joined", "انضم عضو", "Member joined"),
        ("member.removed", "أُزيل عضو", "Member removed"),
        ("member.role_changed", "تغير دور عضو", "Role changed"),
        ("member.left", "غادر عضو", "Member left"),
        ("member.invited_again", "أُعيدت دعوة", "Invitation sent again"),
        ("member.invitation_revoked", "سُحبت دعوة", "Invitation revoked"),
        ("storefront.updated", "تغير المتجر", "Storefront changed"),
        ("storefront.published", "نُشر المتجر", "Storefront published"),
        ("storefront.unpublished", "أُغلق المتجر", "Storefront unpublished"),
        ("catalog_item.created", "صنف جديد", "Item created"),
        ("catalog_item.updated", "عُدّل صنف", "Item changed"),
        ("catalog_item.added", "صنف جديد", "Item added"),
        ("catalog_item.moved", "تغيرت حالة صنف", "Item moved"),
        ("catalog_item.deleted", "حُذف صنف", "Item deleted"),
        ("catalog.reordered", "رُتبت الأصناف", "Items put in order"),
        ("catalog.export_asked", "طُلب ملف الأصناف", "File of items asked for"),
        ("catalog_import.received", "وصل ملف أصناف", "File of items received"),
        ("catalog_import.committed", "بدأ استيراد أصناف", "Import begun"),
        ("catalog_import.done", "تم استيراد أصناف", "Import done"),
        ("catalog_import.failed", "تعذر استيراد أصناف", "Import failed"),
        ("catalog_import.refused", "رُفض ملف أصناف", "File of items refused"),
        ("collection.created", "مجموعة جديدة", "Collection created"),
        ("collection.updated", "عُدّلت مجموعة", "Collection changed"),
        ("collection.deleted", "حُذفت مجموعة", "Collection deleted"),
        ("collections.reordered", "رُتبت المجموعات", "Collections put in order"),
        ("media.upload_requested", "بدأ رفع صورة", "Upload of a picture begun"),
        ("media.uploaded", "رُفعت صورة", "Picture uploaded"),
        ("media.added", "أُضيفت صورة", "Picture added"),
        ("media.changed", "عُدّلت صورة", "Picture changed"),
        ("media.ready", "صورة جاهزة", "Picture ready"),
        ("media.rejected", "رُفضت صورة", "Picture refused"),
        ("media.deleted", "حُذفت صورة", "Picture deleted"),
        ("storefront.preview_asked", "معاينة المتجر", "Preview of the storefront"),
        ("member.erased", "مُحيت بيانات عضو", "Member erased"),
        ("person.erased", "مُحيت بيانات شخص", "Person erased"),
        ("letter.resent", "أُرسلت رسالة مرة أخرى", "Letter sent again"),
        ("export.requested", "طُلب ملف", "File asked for"),
        ("export.downloaded", "حُمّل ملف", "File downloaded"),
        ("api_key.created", "مفتاح جديد", "API key created"),
        ("api_key.revoked", "أُلغي مفتاح", "API key revoked"),
        ("api_key.replaced", "استُبدل مفتاح", "API key replaced"),
        ("saved_view.created", "عرض محفوظ جديد", "View saved"),
        ("saved_view.updated", "عُدّل عرض محفوظ", "Saved view changed"),
        ("saved_view.deleted", "حُذف عرض محفوظ", "Saved view deleted"),
        ("storefront.pictures_set", "تغيرت صور المتجر", "Storefront's pictures changed"),
    ];
    match ACTS.iter().find(|(word, ..)| *word == action) {
        Some((_, ar, en)) => (if is_arabic { *ar } else { *en }).to_owned(),
        None => action.replace(['.', '_'], " "),
    }
}
