//! The texts of the first steps.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the first steps.
    StartTexts;

    title: "خطواتك الأولى", "First steps";
    progress: "{n} من {all}", "{n} of {all}";
    put_away: "إخفاء", "Hide";
    done: "تم", "Done";
    item: "أضف أول ما تقدمه", "Add the first thing you offer";
    item_text: "اسم وسعر وصورة تكفي.", "A name, a price and a picture will do.";
    item_go: "إلى الكتالوج", "To the catalog";
    logo: "ضع شعارك", "Put up your logo";
    logo_text: "يظهر أعلى متجرك وفي الرسائل.", "It stands at the top of your storefront and in mails.";
    logo_go: "إلى المتجر", "To the storefront";
    share: "شارك الرابط", "Share the link";
    share_text: "ضعه في إنستغرام وواتساب.", "Put it on Instagram and WhatsApp.";
    share_go: "نسخ الرابط", "Copy the link";
    copied: "نُسخ الرابط", "Link copied";
    not_copied: "لم يسمح المتصفح بالنسخ.", "The browser does not allow copying.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static StartTexts {
    StartTexts::of(prefs().locale.get())
}
