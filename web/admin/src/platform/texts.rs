//! The texts of the operator's pages.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the operator's pages.
    PlatformTexts;

    title: "المنصة", "Platform";
    tenants: "الجهات", "Tenants";
    log: "سجل المشغّلين", "Operators' log";
    log_text: "كل ما فعله المشغّلون والنظام وأصحاب الحسابات. لا يُحذف منه شيء.", "What operators, the system and people over their own accounts did. Nothing is ever taken out.";
    views: "صفحات المنصة", "Pages of the platform";

    // At a glance
    usage: "نظرة عامة، آخر ٣٠ يومًا", "At a glance, last 30 days";
    suspended_count: "{n} موقوفة", "{n} suspended";
    active: "جهات نشطة", "Active tenants";
    people: "حسابات", "Accounts";
    orders: "طلبات", "Orders";
    donations: "تبرعات", "Donations";
    pledges: "تعهدات", "Pledges";
    visits: "زيارات", "Visits";

    // The list
    search: "ابحث بالاسم أو العنوان أو بريد عضو كاملًا", "Search by name, address or a member's whole e-mail";
    count: "العدد {n}", "{n} in all";
    nothing_title: "لا جهة كهذه", "No such tenant";
    nothing_text: "جرّب جزءًا من الاسم أو العنوان.", "Try a part of the name or of the address.";
    open: "مفتوحة", "Open";
    suspended: "موقوفة", "Suspended";
    shop: "متجر", "Shop";
    charity: "جهة خيرية", "Charity";
    members: "{n} في الفريق", "{n} in the team";
    use_of: "{n} طلبًا وتبرعًا وتعهدًا · {v} زيارة", "{n} submissions · {v} visits";
    since: "منذ {n}", "Since {n}";

    // The acts
    suspend: "إيقاف", "Suspend";
    reactivate: "إعادة فتح", "Reactivate";
    ask_suspend: "إيقاف {name}؟", "Suspend {name}?";
    ask_suspend_text: "يُغلق المتجر وواجهة البرمجة فورًا، وتنتظر الرسائل. لا يُمحى شيء.", "Its storefront and API close at once, and letters wait. Nothing is erased.";
    ask_reactivate: "إعادة فتح {name}؟", "Reactivate {name}?";
    ask_reactivate_text: "يُفتح المتجر وواجهة البرمجة من جديد، وتُرسل الرسائل المنتظرة.", "Its storefront and API open again, and waiting letters go out.";
    reason: "السبب", "Reason";
    reason_hint: "يراه المشغّلون.", "Operators see it.";
    keep: "رجوع", "Go back";
    working: "لحظة…", "One moment…";
    was_suspended: "أُوقفت.", "Suspended.";
    was_reactivated: "فُتحت من جديد.", "Open again.";
    erase: "محو بيانات شخص", "Erase a person";
    ask_erase: "محو بيانات شخص لدى {name}", "Erase a person at {name}";
    ask_erase_text: "يُمحى الاسم والهاتف والبريد والعنوان والرسائل من الطلبات والتبرعات والتعهدات. تبقى المبالغ والأرقام. لا رجعة في ذلك.", "Name, phone, e-mail, address and words are blanked in orders, donations and pledges. Amounts and numbers stay. This cannot be undone.";
    phone: "الهاتف", "Phone";
    email: "البريد", "E-mail";
    one_of: "الهاتف أو البريد أو كلاهما", "The phone, the e-mail, or both";
    erased: "مُحي: {o}، {d}، {p}.", "Erased: {o}, {d}, {p}.";
    with_account: "احذف حسابه أيضًا", "Take their account away too";
    with_account_hint: "كلمة المرور والجلسات والعضوية في كل الفرق. يُرفض لآخر مالك.", "Password, sessions, places in every team. Refused for a last owner.";
    account_left: "له حساب بهذا البريد، وبقي كما هو.", "There is an account with this address; it stays.";
    account_erased: "حُذف حسابه.", "Their account is gone.";
    optional: "اختياري", "optional";

    // The log
    by_system: "النظام", "The system";
    by_person: "صاحب الحساب", "The account's owner";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static PlatformTexts {
    PlatformTexts::of(prefs().locale.get())
}

/// What an act is called; new ones are shown as they are.
pub(super) fn act(action: &str, is_arabic: bool) -> String {
    const ACTS: [(&str, &str, &str); 18] = [
        ("tenant.suspended", "أُوقفت جهة", "Tenant suspended"),
        ("tenant.reactivated", "أُعيد فتح جهة", "Tenant reactivated"),
        ("tenant.closed", "أُغلقت جهة نهائيًا", "Tenant closed"),
        ("person.erased", "مُحيت بيانات شخص", "Person erased"),
        ("account.erased", "حُذف حساب", "Account taken away"),
        ("person.joined", "حساب جديد", "Account made"),
        ("operator.granted", "مُنح مشغّل صلاحيته", "Operator granted"),
        ("operator.revoked", "سُحبت صلاحية مشغّل", "Operator revoked"),
        ("session.started", "دخول", "Signed in"),
        ("session.ended", "خروج", "Signed out"),
        ("password.set", "وُضعت كلمة مرور", "Password set"),
        ("password.changed", "تغيرت كلمة مرور", "Password changed"),
        ("password.reset", "استُعيدت كلمة مرور", "Password reset"),
        ("mfa.enabled", "فُعّل التحقق الثاني", "Second factor switched on"),
        ("mfa.disabled", "عُطّل التحقق الثاني", "Second factor switched off"),
        ("profile.updated", "عُدّل حساب", "Account changed"),
        ("recovery_code.used", "استُعمل رمز استرداد", "Recovery code used"),
        ("recovery_codes.renewed", "جُددت رموز الاسترداد", "Recovery codes renewed"),
    ];
    match ACTS.iter().find(|(word, ..)| *word == action) {
        Some((_, ar, en)) => (if is_arabic { *ar } else { *en }).to_owned(),
        None => action.replace(['.', '_'], " "),
    }
}
