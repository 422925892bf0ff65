//! The texts of what the team writes down.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of one language.
    RecordTexts;

    new_order: "طلب جديد", "New order";
    new_donation: "تبرع جديد", "New donation";
    new_pledge: "تعهد جديد", "New pledge";
    new_text: "لما ورد بالهاتف أو برسالة أو حضورًا.", "For what came by phone, by message or at the door.";
    edit_order: "تعديل الطلب", "Change the order";
    edit_text: "يسعّره الخادم من جديد، ويُكتب الفرق في سجلّ الطلب.", "It is priced again, and the difference stands in its timeline.";
    edit_gone: "لا يُعدَّل إلا الطلب الجديد.", "Only a new order can be changed.";
    back: "رجوع", "Back";
    channel: "كيف ورد؟", "How did it come?";
    items: "ماذا طُلب؟", "What is ordered?";
    find_item: "ابحث عن صنف", "Find an item";
    add: "أضف", "Add";
    no_items: "لا صنف بهذا الاسم.", "No item has this name.";
    no_lines: "أضف صنفًا واحدًا على الأقل.", "Add one item at least.";
    quantity: "العدد", "Quantity";
    less: "أقل", "Less";
    more: "أكثر", "More";
    remove: "إزالة", "Remove";
    sold_out: "غير متاح", "Not available";
    customer: "لمن؟", "For whom?";
    donor: "المتبرع", "Donor";
    pledger: "المتعهد", "Pledger";
    name: "الاسم", "Name";
    phone: "الهاتف", "Phone";
    phone_hint: "ثمانية أرقام للكويت، أو بصيغته الدولية.", "Eight digits for Kuwait, or the international form.";
    email: "البريد الإلكتروني", "E-mail";
    way: "كيف يصل؟", "How does it get there?";
    delivery: "توصيل", "Delivery";
    pickup: "استلام", "Pick-up";
    area: "المنطقة", "Area";
    block: "القطعة", "Block";
    street: "الشارع", "Street";
    house: "المنزل أو المبنى والشقة", "House, or building and flat";
    driver: "ملاحظة للسائق", "Note for the driver";
    note: "ملاحظة العميل", "Customer's note";
    message: "كلمة المتبرع", "Donor's words";
    pledge_note: "ملاحظة", "Note";
    subtotal: "مجموع الأصناف", "Items";
    subtotal_hint: "تُضاف أجرة التوصيل عند الحفظ.", "The delivery fee is added on saving.";
    save_order: "سجّل الطلب", "Record the order";
    save_change: "احفظ التعديل", "Save the change";
    save_donation: "سجّل التبرع", "Record the donation";
    save_pledge: "سجّل التعهد", "Record the pledge";
    saved: "سُجّل", "Recorded";
    changed: "حُفظ التعديل", "Change saved";
    difference: "الفرق", "The difference";
    no_difference: "لم يتغيّر شيء بعد.", "Nothing has changed yet.";
    campaign: "لأي حملة؟", "For which campaign?";
    no_campaign: "بلا حملة", "No campaign";
    amount: "المبلغ", "Amount";
    intent: "النية", "Intention";
    anonymous: "لا يظهر الاسم للعامة", "Hide the name from the public";
    wants_receipt: "يريد الإيصال", "Wants the receipt";
    until: "إلى متى؟", "Until when?";
    instalments: "التقسيط", "In parts";
    at_once: "دفعة واحدة", "All at once";
    weekly: "أسبوعيًا", "Weekly";
    monthly: "شهريًا", "Monthly";
    quarterly: "كل ثلاثة أشهر", "Every three months";
    parts: "عدد الأقساط", "How many parts";
    needed: "هذا الحقل مطلوب.", "This is needed.";
    no_campaigns: "لا حملات تعهد معروضة. أضف حملة في الكتالوج أولًا.", "There is no active pledge campaign. Add one to the catalog first.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static RecordTexts {
    RecordTexts::of(prefs().locale.get())
}
