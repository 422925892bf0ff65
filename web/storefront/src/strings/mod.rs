//! Every text of the pages, Arabic and English side by side. Arabic: modern standard, warm and short, addressed to one
//! person.

mod counts;

use ui::Locale;

pub use counts::{count_of_givers, count_of_items, count_of_pieces, count_of_results, duration, only_left};

/// Writes the struct and its two values from one table, so that no language can lack a text.
macro_rules! strings {
    ($($name:ident: $ar:literal, $en:literal;)+) => {
        /// The texts of one language.
        #[derive(Debug)]
        #[allow(missing_docs, reason = "a text is its own description")]
        pub struct Strings {
            $(pub $name: &'static str,)+
        }
        static ARABIC: Strings = Strings { $($name: $ar,)+ };
        static ENGLISH: Strings = Strings { $($name: $en,)+ };
    };
}

/// The texts of a language.
#[must_use]
pub fn strings(locale: Locale) -> &'static Strings {
    match locale {
        Locale::Ar => &ARABIC,
        Locale::En => &ENGLISH,
    }
}

strings! {
    skip_to_content: "انتقل إلى المحتوى", "Skip to content";
    search: "بحث", "Search";
    search_label: "ابحث في المتجر", "Search the shop";
    search_label_charity: "ابحث في المشاريع", "Search our campaigns";
    basket: "السلة", "Basket";
    home: "الرئيسية", "Home";
    menu: "القائمة", "Menu";
    about: "من نحن", "About";
    privacy: "الخصوصية", "Privacy";
    privacy_title: "خصوصيتك هنا", "Your privacy here";
    privacy_text: "نعدّ الزيارات لنعرف من أي طريق جاء زوارنا: من إعلان، أو رسالة، أو بحث.", "We count visits to learn by which way our visitors came: an advert, a message, a search.";
    privacy_not: "لا نشارك ذلك مع أحد، ولا نضع أدوات تتبّع لأطراف أخرى.", "We share this with nobody, and there are no trackers of others on these pages.";
    privacy_counted: "زيارتك معدودة.", "Your visits are counted.";
    privacy_declined: "زيارتك معدودة بلا اسم ولا مصدر.", "Your visits are counted without a name and without a source.";
    privacy_decline: "لا تتعرّفوا عليّ", "Do not recognise me";
    privacy_grant: "لا بأس أن تتعرّفوا عليّ", "You may recognise me";
    other_language_hint: "اعرض هذه الصفحة بالعربية", "View this page in English";
    contact: "تواصل معنا", "Contact us";
    whatsapp: "واتساب", "WhatsApp";
    instagram: "إنستغرام", "Instagram";
    phone: "هاتف", "Phone";
    email: "بريد إلكتروني", "E-mail";
    address: "العنوان", "Address";
    licence: "رقم الترخيص", "Licence no.";
    made_with: "نُسج بسادو", "Woven with Sadu";
    items_shop: "المنتجات", "Products";
    campaigns_heading: "حملات العطاء", "Campaigns";
    see_all: "عرض الكل", "See all";
    sold_out: "نفدت الكمية", "Sold out";
    goal: "الهدف", "Goal";
    ends: "تنتهي في", "Ends on";
    suggested: "مبالغ مقترحة", "Suggested amounts";
    minimum_gift: "أقل مبلغ", "Minimum";
    maximum_gift: "أعلى مبلغ", "Maximum";
    open_amount: "المبلغ الذي تختاره", "An amount of your choice";
    empty_shop_title: "لا شيء معروض بعد", "Nothing here yet";
    empty_shop_text: "نجهّز المعروضات الآن. عُد قريبًا.", "We are setting things up. Please come back soon.";
    quantity: "الكمية", "Quantity";
    less: "أنقص واحدة", "One less";
    more: "زد واحدة", "One more";
    add_to_basket: "أضف إلى السلة", "Add to basket";
    added: "أُضيف إلى سلتك", "Added to your basket";
    view_basket: "عرض السلة", "View basket";
    dismiss: "إغلاق", "Close";
    per_unit: "لكل", "per";
    duration: "المدة", "Duration";
    pictures: "صور المنتج", "Pictures";
    details: "التفاصيل", "Details";
    ask_by_whatsapp: "اسأل عنه عبر واتساب", "Ask about it on WhatsApp";
    ask_text: "السلام عليكم، أودّ السؤال عن:", "Hello, I would like to ask about:";
    delivery_promise: "توصيل إلى باب بيتك", "Delivered to your door";
    pickup_promise: "استلام من عندنا", "Pick-up available";
    no_account_promise: "بلا حساب ولا تسجيل", "No account needed";
    search_title: "نتائج البحث", "Search results";
    all_items_title: "كل المعروضات", "Everything we offer";
    nothing_found: "لم نجد ما يطابق بحثك", "We found nothing for that";
    nothing_found_hint: "جرّب كلمة أقصر أو اكتبها بطريقة أخرى.", "Try a shorter word or another spelling.";
    next_page: "التالي", "Next";
    basket_title: "سلتك", "Your basket";
    basket_empty: "سلتك فارغة", "Your basket is empty";
    basket_empty_hint: "اختر ما يعجبك وستجده هنا.", "Choose something you like and you will find it here.";
    keep_browsing: "متابعة التصفح", "Keep browsing";
    remove: "إزالة", "Remove";
    item_gone: "لم يعد هذا معروضًا", "No longer available";
    options_changed: "تغيّرت الخيارات، أضفه من جديد", "The options have changed, please add it again";
    fix_basket: "عدّل السطور المشار إليها لتكمل طلبك.", "Change the marked lines to continue.";
    subtotal: "المجموع الفرعي", "Subtotal";
    delivery_fee: "التوصيل", "Delivery";
    delivery_at_checkout: "رسوم التوصيل تُضاف عند إتمام الطلب", "Delivery is added at checkout";
    free: "مجانًا", "Free";
    total: "المجموع", "Total";
    minimum_order: "الحد الأدنى للطلب", "Minimum order";
    to_checkout: "إتمام الطلب", "Checkout";
    checkout_title: "إتمام الطلب", "Checkout";
    your_details: "بياناتك", "Your details";
    how_to_receive: "طريقة الاستلام", "How would you like it?";
    where_to: "عنوان التوصيل", "Delivery address";
    your_order: "طلبك", "Your order";
    edit_basket: "تعديل السلة", "Edit basket";
    full_name: "الاسم الكامل", "Full name";
    phone_field: "رقم الهاتف", "Phone number";
    phone_hint: "نتواصل معك عليه بشأن الطلب.", "We will use it to reach you about this order.";
    email_field: "البريد الإلكتروني", "E-mail";
    optional: "اختياري", "optional";
    delivery: "توصيل", "Delivery";
    pickup: "استلام", "Pick-up";
    area: "المنطقة", "Area";
    block: "القطعة", "Block";
    street: "الشارع", "Street";
    house: "المنزل أو المبنى", "House or building";
    address_note: "تفاصيل أخرى (الجادة، الدور، الشقة)", "Anything else (avenue, floor, flat)";
    order_note: "ملاحظة على الطلب", "Note for this order";
    place_order: "تأكيد الطلب", "Place order";
    pay_later: "لن تدفع الآن. سنرسل إليك طريقة الدفع بعد الطلب.", "You pay nothing now. We will tell you how to pay after you order.";
    leave_empty: "اترك هذا الحقل فارغًا", "Leave this field empty";
    errors_title: "نحتاج إلى تصحيح ما يلي", "Please correct the following";
    error_name: "اكتب اسمك.", "Enter your name.";
    error_phone: "اكتب رقم هاتف صحيحًا، مثل \u{2066}9999\u{a0}1234\u{2069}.", "Enter a valid phone number, such as 9999\u{a0}1234.";
    error_email: "اكتب بريدًا إلكترونيًا صحيحًا، مثل name@example.com.", "Enter a valid e-mail address, such as name@example.com.";
    error_fulfilment: "اختر طريقة الاستلام.", "Choose delivery or pick-up.";
    error_area: "اكتب المنطقة.", "Enter the area.";
    error_block: "اكتب رقم القطعة.", "Enter the block.";
    error_street: "اكتب الشارع.", "Enter the street.";
    error_house: "اكتب رقم المنزل أو المبنى.", "Enter the house or building.";
    error_basket_full: "سلتك ممتلئة. أتمّ هذا الطلب أولًا.", "Your basket is full. Please place this order first.";
    thanks_title: "وصلنا طلبك، شكرًا لك", "Thank you, we have your order";
    thanks_text: "سنراجعه ونتواصل معك قريبًا. احتفظ برقم الطلب.", "We will look at it and get in touch soon. Keep your order number.";
    order_number: "رقم الطلب", "Order number";
    follow_order: "تابع طلبك", "Follow your order";
    follow_hint: "احفظ هذا الرابط لتعرف أين وصل طلبك.", "Keep this link to see where your order is.";
    send_on_whatsapp: "أرسل الطلب عبر واتساب", "Send the order on WhatsApp";
    order_text: "السلام عليكم، هذا طلبي رقم", "Hello, this is my order";
    how_to_pay: "طريقة الدفع", "How to pay";
    paid: "تم استلام المبلغ", "Paid";
    paid_text: "استلمنا المبلغ كاملًا، شكرًا لك.", "We have received your payment. Thank you.";
    status_title: "حالة الطلب", "Order status";
    status_pending: "قيد المراجعة", "Received";
    status_pending_text: "وصلنا طلبك وسنؤكده قريبًا.", "We have your order and will confirm it soon.";
    status_confirmed: "مؤكَّد", "Confirmed";
    status_confirmed_text: "طلبك مؤكد ونعمل على تجهيزه.", "Your order is confirmed and being prepared.";
    status_fulfilled: "مكتمل", "Completed";
    status_fulfilled_text: "وصل طلبك. نتمنى أن ينال رضاك.", "Your order is complete. We hope you like it.";
    status_cancelled: "ملغى", "Cancelled";
    status_cancelled_text: "أُلغي هذا الطلب. تواصل معنا إن كان لديك سؤال.", "This order was cancelled. Contact us if you have a question.";
    placed_at: "وقت الطلب", "Placed";
    updated_at: "آخر تحديث", "Last update";
    fulfilment: "الاستلام", "Fulfilment";
    status_missing_title: "هذا الرابط لا يعمل", "This link does not work";
    status_missing_text: "ربما انتهت صلاحيته أو نقص منه جزء. تواصل معنا ومعك رقم الطلب.", "It may have expired or been cut short. Contact us with your order number.";
    about_title: "من نحن", "About us";
    hours_hint: "نرد عليك في أقرب وقت.", "We reply as soon as we can.";
    not_found_title: "لم نجد هذه الصفحة", "We cannot find this page";
    not_found_text: "ربما نُقلت أو تغيّر عنوانها.", "It may have moved or its address may have changed.";
    back_home: "العودة إلى الرئيسية", "Back to the home page";
    more_items: "المزيد من المعروضات", "More to see";
    collections: "المجموعات", "Collections";
    empty_collection: "لا شيء في هذه المجموعة الآن", "Nothing in this collection right now";
    preview_closed: "معاينة: الزوار لا يرون المتجر بعد", "Preview: visitors do not see this shop yet";
    preview_open: "معاينة: المتجر مفتوح للزوار", "Preview: this shop is open to visitors";
    preview_end: "إنهاء المعاينة", "End preview";
    coming_soon_title: "نفتتح قريبًا", "Opening soon";
    coming_soon_text: "نضع اللمسات الأخيرة. يسعدنا أن تزورنا قريبًا.", "We are adding the final touches. We would love to see you soon.";
    suspended_title: "هذه الصفحة متوقفة حاليًا", "This page is currently closed";
    suspended_text: "إن كانت لديك طلبات سابقة فتواصل مع الجهة مباشرة.", "If you have an earlier order, please contact them directly.";
    no_shop_title: "لا يوجد متجر بهذا العنوان", "There is no shop at this address";
    no_shop_text: "تأكد من كتابة العنوان بشكل صحيح.", "Please check the spelling of the address.";
    unavailable_title: "نعود بعد لحظات", "We will be right back";
    unavailable_text: "واجهنا خللًا مؤقتًا. حدّث الصفحة بعد قليل، ولن يضيع ما في سلتك.", "Something went wrong for a moment. Please reload in a little while; your basket is safe.";
    too_many_title: "مهلًا قليلًا", "One moment please";
    too_many_text: "وصلتنا طلبات كثيرة من جهازك. انتظر دقيقة ثم أعد المحاولة.", "We received many requests from you. Wait a minute and try again.";
    try_again: "إعادة المحاولة", "Try again";
    donate_title: "تبرّع", "Donate";
    pledge_title: "تعهّد", "Make a pledge";
    donate_now: "تبرّع الآن", "Donate now";
    pledge_now: "تعهّد الآن", "Pledge now";
    send_donation: "تأكيد التبرع", "Confirm donation";
    send_pledge: "تأكيد التعهد", "Confirm pledge";
    give_pay_later: "لن تدفع الآن. سنرسل إليك طريقة الدفع بعد التأكيد.", "You pay nothing now. We will tell you how to pay after you confirm.";
    pledge_pay_later: "لن تدفع الآن. ستجد مواعيد الدفع وطريقته بعد التأكيد.", "You pay nothing now. You will see the dates and how to pay after you confirm.";
    amount_field: "المبلغ", "Amount";
    own_amount: "مبلغ آخر", "Another amount";
    intent_field: "نية التبرع", "Intention";
    intent_general: "عام", "General";
    intent_sadaqah: "صدقة", "Sadaqah";
    intent_zakat: "زكاة", "Zakat";
    intent_waqf: "وقف", "Waqf";
    hide_name: "أخفِ اسمي عن الناس", "Hide my name from the public";
    want_receipt: "أرسلوا لي الإيصال بالبريد", "E-mail me the receipt";
    phone_hint_gift: "نتواصل معك عليه بشأن عطائك.", "We will use it to reach you about your gift.";
    message_field: "كلمة تظهر مع تبرعك", "A word to show with your gift";
    pledge_note: "ملاحظة لنا", "A note for us";
    dedication_field: "عن مَن تتبرع", "On behalf of";
    schedule_field: "موعد الوفاء", "When you will give";
    target_field: "حتى تاريخ", "By";
    target_hint: "آخر يوم تفي فيه بتعهدك.", "The last day on which you will have given it.";
    at_once: "دفعة واحدة", "All at once";
    every_week: "كل أسبوع", "Every week";
    every_month: "كل شهر", "Every month";
    every_quarter: "كل ثلاثة أشهر", "Every three months";
    parts_field: "عدد الأقساط", "Number of parts";
    parts_most: "على الأكثر", "At most";
    error_amount: "اختر مبلغًا أو اكتبه.", "Choose an amount or type one.";
    error_target: "اختر التاريخ.", "Choose a date.";
    error_receipt_email: "اكتب بريدك الإلكتروني لنرسل إليه الإيصال.", "Enter your e-mail address so that we can send the receipt.";
    campaign_closed_title: "انتهت هذه الحملة", "This campaign has ended";
    campaign_closed_text: "شكرًا لكل من ساهم. لدينا حملات أخرى تنتظرك.", "Thank you to everyone who gave. Other campaigns are waiting for you.";
    collected: "ما جُمع من الهدف", "Collected of the goal";
    of_goal: "من", "of";
    promised_besides: "وهناك وعود بقيمة", "and promised:";
    anonymous_donor: "فاعل خير", "Anonymous";
    donors_title: "آخر المتبرعين", "Latest donors";
    donation_thanks: "تقبّل الله منك", "Thank you for your gift";
    donation_thanks_text: "وصلنا وعدك بالتبرع. بقي أن تحوّل المبلغ.", "We have your promise. Now it only needs to be paid.";
    donation_number: "رقم التبرع", "Donation number";
    donation_status_title: "حالة التبرع", "Donation status";
    donation_chat: "السلام عليكم، بخصوص تبرعي رقم", "Hello, about my donation";
    donation_pending: "بانتظار المبلغ", "Waiting for your payment";
    donation_pending_text: "نؤكد لك الاستلام فور وصول المبلغ.", "We will confirm as soon as it arrives.";
    donation_received: "وصل تبرعك", "Your gift has arrived";
    donation_received_text: "جزاك الله خيرًا. تجد الإيصال أدناه.", "Thank you. You will find the receipt below.";
    donation_refunded: "أُعيد المبلغ إليك", "Your gift was returned";
    donation_refunded_text: "تواصل معنا إن كان لديك سؤال.", "Contact us if you have a question.";
    donation_cancelled: "أُلغي التبرع", "This donation was cancelled";
    pledge_thanks: "شكرًا على تعهدك", "Thank you for your pledge";
    pledge_thanks_text: "سجّلنا تعهدك، وسنذكّرك قبل كل موعد.", "We have noted your pledge and will remind you before each date.";
    pledge_number: "رقم التعهد", "Pledge number";
    pledge_status_title: "حالة التعهد", "Pledge status";
    pledge_chat: "السلام عليكم، بخصوص تعهدي رقم", "Hello, about my pledge";
    pledge_active: "تعهدك قائم", "Your pledge stands";
    pledge_active_text: "تجد المواعيد وما دفعته أدناه.", "The dates and what you have given are below.";
    pledge_overdue: "حان موعد قسط", "A part is due";
    pledge_overdue_text: "مرّ موعد قسط لم يصلنا بعد. إن دفعته فأخبرنا.", "A part is past its date and has not reached us. If you have paid it, let us know.";
    pledge_fulfilled: "وفيت بتعهدك", "Your pledge is fulfilled";
    pledge_fulfilled_text: "وصلنا المبلغ كاملًا. جزاك الله خيرًا.", "The whole amount has arrived. Thank you.";
    pledge_cancelled: "أُلغي التعهد", "This pledge was cancelled";
    status_cancelled_gift: "تواصل معنا إن كان لديك سؤال.", "Contact us if you have a question.";
    follow_gift: "تابع عطاءك", "Follow your gift";
    follow_hint_gift: "احفظ هذا الرابط لتعرف أين وصل عطاؤك.", "Keep this link to see where your gift is.";
    gift_placed: "وقت التسجيل", "Given on";
    your_gift: "تبرعك", "Your gift";
    your_pledge: "تعهدك", "Your pledge";
    paid_so_far: "دُفع منه", "Given so far";
    part_due: "الموعد", "Due";
    part_state: "الحالة", "State";
    part_paid: "مدفوع", "Paid";
    part_paid_of: "دُفع منه", "Paid";
    see_receipt: "عرض الإيصال", "See the receipt";
    receipt_title: "إيصال تبرع", "Donation receipt";
    receipt_from: "استلمنا من", "Received from";
    receipt_for: "لصالح", "For";
    receipt_received: "تاريخ الاستلام", "Received on";
    receipt_void: "هذا الإيصال لاغٍ", "This receipt is void";
    receipt_void_text: "أُلغي بتاريخ", "It was voided on";
    receipt_thanks: "جزاكم الله خيرًا", "With thanks";
    receipt_print_hint: "اطبع هذه الصفحة أو احفظها ملفًّا من قائمة المتصفح.", "Print this page or save it as a file from your browser's menu.";
    find_title: "ابحث عن طلبك أو تبرعك", "Find your order or gift";
    find_text: "أضعت الرابط؟ اكتب الرقم والهاتف الذي سجّلت به.", "Lost the link? Enter the number and the phone you used.";
    find_number: "الرقم", "Number";
    find_number_hint: "مثل ORD-00001 أو DON-00001 أو PLG-00001", "Such as ORD-00001, DON-00001 or PLG-00001";
    find_act: "ابحث", "Find it";
    find_link: "تابع طلبًا سابقًا", "Find an earlier order";
    date_comma: "، ", ", ";
    months: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", "January February March April May June July August September October November December";
    colon: ": ", ": ";
    title_divider: " · ", " · ";
}

#[cfg(test)]
mod tests {
    use super::strings;
    use ui::Locale;

    #[test]
    fn there_are_twelve_months_in_both_languages() {
        for locale in Locale::ALL {
            assert_eq!(strings(locale).months.split(' ').count(), 12);
        }
    }
}
