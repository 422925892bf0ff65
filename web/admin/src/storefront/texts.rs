//! The texts of the storefront's settings.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the storefront's settings.
    StorefrontTexts;

    storefront: "المتجر", "Storefront";
    storefront_text: "هكذا يراك زوارك. ما تغيّره يظهر خلال ثانية من حفظه.", "This is how visitors see you. What you change shows within a second of saving it.";
    open_now: "متجرك مفتوح للزوار.", "Your storefront is open to visitors.";
    closed_now: "يرى الزوار صفحة «قريبًا».", "Visitors see “coming soon”.";
    open: "افتح المتجر", "Open the storefront";
    close: "أغلقه مؤقتًا", "Close it for now";
    opened: "متجرك مفتوح الآن.", "Your storefront is open now.";
    closed: "يرى الزوار الآن «قريبًا».", "Visitors now see “coming soon”.";
    preview: "معاينة", "Preview";
    visit: "زيارة المتجر", "Visit the storefront";

    brand: "الهوية", "Brand";
    name: "الاسم", "Name";
    tagline: "سطر تحت الاسم", "A line under the name";
    logo: "الشعار", "Logo";
    logo_hint: "مربع، 320 نقطة على الأقل.", "Square, 320 pixels or more.";
    cover: "الغلاف", "Cover";
    cover_hint: "عريض، في رأس الصفحة الرئيسية. 1600 × 900 مثالي.", "Wide, at the head of the home page. 1600 × 900 is ideal.";
    colour: "لون الهوية", "Brand colour";
    colour_hint: "للأزرار والروابط.", "For buttons and links.";
    colour_kept: "يُقرأ جيدًا: يُستخدم كما اخترته.", "Easy to read: used as you chose it.";
    colour_corrected: "عدّلنا درجته ليُقرأ بسهولة: {from} ← {to}.", "We shifted its shade so that everybody can read it: {from} → {to}.";
    live: "معاينة حية", "Live preview";
    sample_button: "أضف إلى السلة", "Add to basket";
    sample_item: "دلة نحاس", "Brass dallah";
    sample_link: "كل ما لدينا", "Everything we have";
    sample_price: "12.500 د.ك", "KWD 12.500";
    your_name: "اسم متجرك", "Your shop's name";

    about: "من أنتم", "Who you are";
    about_hint: "سطر فارغ يفصل بين الفقرات.", "An empty line parts paragraphs.";
    contact: "التواصل", "Contact";
    phone: "الهاتف", "Phone";
    whatsapp: "واتساب", "WhatsApp";
    instagram: "إنستغرام", "Instagram";
    instagram_hint: "اسم الحساب أو رابطه.", "The account's name or its address.";
    email: "البريد الإلكتروني", "E-mail";
    address: "العنوان", "Address";

    orders: "الطلبات والدفع", "Orders and payment";
    payment: "كيف يدفع العميل", "How a customer pays";
    payment_hint: "يظهر بعد الطلب: تحويل، ومض، نقدًا عند الاستلام…", "Shown after an order: transfer, WAMD, cash on delivery…";
    delivery: "نوصل الطلبات", "We deliver";
    pickup: "يمكن الاستلام من عندنا", "Orders can be picked up";
    delivery_fee: "رسوم التوصيل", "Delivery fee";
    minimum_order: "أقل طلب", "Minimum order";
    one_way: "اختر التوصيل أو الاستلام، أو كليهما.", "Choose delivery or pick-up, or both.";

    languages: "اللغات ومحركات البحث", "Languages and search engines";
    arabic: "العربية", "Arabic";
    english: "الإنجليزية", "English";
    seo_title: "العنوان في نتائج البحث", "Title in search results";
    seo_description: "الوصف في نتائج البحث", "Description in search results";

    optional: "اختياري", "optional";
    save: "حفظ", "Save";
    saving: "جارٍ الحفظ…", "Saving…";
    saved: "حُفظت الإعدادات.", "The settings are saved.";
    unsaved: "تغييرات لم تُحفظ", "Unsaved changes";
    error_name: "اكتب اسمًا بلغة واحدة على الأقل.", "Write a name in one language at least.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(crate) fn words() -> &'static StorefrontTexts {
    StorefrontTexts::of(prefs().locale.get())
}
