//! The texts of the dashboard.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the dashboard.
    DashboardTexts;

    title: "لوحة الأرقام", "Dashboard";

    // Which days
    days: "المدة", "Days shown";
    today: "اليوم", "Today";
    week: "7 أيام", "7 days";
    month: "30 يومًا", "30 days";
    quarter: "90 يومًا", "90 days";
    this_month: "هذا الشهر", "This month";
    last_month: "الشهر الماضي", "Last month";
    other_days: "مدة أخرى", "Other days";
    from: "من", "From";
    to: "إلى", "To";
    dash: " – ", " – ";

    // Cards
    orders: "الطلبات", "Orders";
    sales: "قيمة الطلبات", "Order value";
    donations: "التبرعات", "Donations";
    received: "المستلَم", "Received";
    pledges: "التعهدات", "Pledges";
    paid: "المسدَّد من التعهدات", "Pledges paid";
    visits: "الزيارات", "Visits";
    rate: "نسبة التحويل", "Conversion rate";
    no_rate: "—", "—";
    before: "قبلها: {n}", "Before: {n}";
    unchanged: "دون تغيير", "No change";
    up: "ارتفاع", "Up";
    down: "انخفاض", "Down";
    nothing_before: "لا شيء قبلها", "Nothing before";

    // Over time
    over_time: "{what} عبر الأيام", "{what} over time";
    count: "العدد", "Count";
    amount: "المبلغ", "Amount";
    what: "ماذا", "What";
    measure: "القياس", "Measure";
    now: "هذه المدة", "These days";
    then: "المدة التي قبلها", "The days before";
    as_table: "عرض في جدول", "Show as a table";
    date: "التاريخ", "Date";
    nothing_came: "لم يصل شيء في هذه المدة.", "Nothing came in during these days.";
    chart_says: "رسم بياني: {what}، المجموع {n}، والأعلى {most} ({when}).", "Chart: {what}, {n} in all, at most {most} ({when}).";

    // Sources
    sources: "مصادر الزوار", "Where visitors came from";
    source: "المصدر", "Source";
    submissions_shop: "الطلبات", "Orders";
    submissions_charity: "العطاء", "Gifts";
    first_touch: "أول مصدر", "First touch";
    value: "القيمة", "Value";
    direct: "مباشر", "Direct";
    declined: "رفض التتبع", "Declined to be followed";
    unknown: "غير معروف", "Unknown";
    other: "مصادر أخرى", "Other sources";
    by_team: "سجّله الفريق: {n}", "Recorded by the team: {n}";
    no_sources: "لا زيارات في هذه المدة، ولم يصل شيء. شارك رابط متجرك لتبدأ.", "No visits and nothing came in during these days. Share the link of your shop to begin.";
    sources_hint: "يُحسب كل طلب أو عطاء لمصدر الزيارة التي أُرسل منها، و«أول مصدر» هو المكان الذي جاء منه صاحبه أول مرة.", "Each order or gift counts for the visit it was sent from; “first touch” is where its sender came from the first time.";

    // Campaigns
    campaigns: "الحملات", "Campaigns";
    closed: "انتهت", "Ended";
    no_goal: "بلا هدف", "No goal";
    besides: "موعود {n}", "{n} promised besides";

    // Items
    top_items: "الأكثر طلبًا", "Ordered most";
    gone_item: "صنف محذوف", "A deleted item";
    no_items: "لم يُطلب شيء في هذه المدة.", "Nothing was ordered during these days.";

    // The assistant
    assistant: "المساعد الذكي", "AI assistant";
    of_month: "الشهر", "Month";
    answers: "الإجابات", "Answers";
    tokens: "الرموز", "Tokens";
    cost: "التكلفة", "Cost";
    no_questions: "لم يسأل أحد المساعد في الأشهر الستة الأخيرة.", "Nobody has asked the assistant in the last six months.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static DashboardTexts {
    DashboardTexts::of(prefs().locale.get())
}
