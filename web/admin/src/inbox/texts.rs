//! The texts of the inbox.

use crate::strings::texts;

texts! {
    /// The texts of one language.
    InboxTexts;

    kind: "النوع", "Kind";
    orders: "طلبات", "Orders";
    donations: "تبرعات", "Donations";
    pledges: "تعهدات", "Pledges";
    order: "طلب", "Order";
    donation: "تبرع", "Donation";
    pledge: "تعهد", "Pledge";
    waiting: "بانتظاركم", "To do";
    under_way: "قيد التنفيذ", "Under way";
    done: "منجزة", "Done";
    closed: "ملغاة", "Closed";
    spam: "وهمية", "Spam";
    person: "من", "From";
    what: "ماذا", "What";
    more: "وغيره", "and more";
    nothing_title: "لا شيء بعد", "Nothing yet";
    nothing_text: "شارك رابط متجرك، وسيظهر كل طلب وتبرع وتعهد هنا فور وصوله.", "Share the link of your storefront; every order, donation and pledge appears here as it comes in.";
}
