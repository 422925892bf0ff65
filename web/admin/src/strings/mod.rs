//! The texts that pages share, and those of the older rooms; Arabic and English side by side. Arabic: modern standard,
//! short, addressed to one colleague.
//!
//! A room with texts of its own writes them in its folder by the same macro, `texts!`.

mod counts;

use ui::Locale;

pub(crate) use counts::{
    CHANGES, CountWords, DONATIONS, GIVING_VISITS, ITEMS, LETTERS, ORDERING_VISITS, ORDERS, PEOPLE, PIECES, PLEDGES,
    ROWS, SUBMISSIONS, count_of, exact_count, grouped,
};

/// Writes a struct of texts and its two values from one table, so that no language can lack a text.
macro_rules! texts {
    ($(#[$doc:meta])* $Texts:ident; $($name:ident: $ar:literal, $en:literal;)+) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $Texts {
            $(pub(crate) $name: &'static str,)+
        }

        impl $Texts {
            /// The texts of a language.
            pub(crate) fn of(locale: ui::Locale) -> &'static Self {
                static ARABIC: $Texts = $Texts { $($name: $ar,)+ };
                static ENGLISH: $Texts = $Texts { $($name: $en,)+ };
                match locale {
                    ui::Locale::Ar => &ARABIC,
                    ui::Locale::En => &ENGLISH,
                }
            }
        }
    };
}

pub(crate) use texts;

/// The shared texts of a language.
pub(crate) fn strings(locale: Locale) -> &'static Strings {
    Strings::of(locale)
}

texts! {
    /// The shared texts of one language.
    Strings;

    // The frame
    app_name: "سادو", "Sadu";
    skip_to_content: "انتقل إلى المحتوى", "Skip to content";
    navigation: "التنقل", "Navigation";
    messages: "رسائل", "Messages";
    dismiss: "إخفاء", "Dismiss";
    close: "إغلاق", "Close";
    starting: "لحظة من فضلك…", "One moment…";
    account: "حسابك", "Your account";
    sign_out: "تسجيل الخروج", "Log out";
    switch_tenant: "تبديل الجهة", "Switch team";
    view_storefront: "عرض المتجر", "View storefront";
    language: "اللغة", "Language";
    theme: "المظهر", "Appearance";
    theme_system: "تلقائي", "Auto";
    theme_light: "فاتح", "Light";
    theme_dark: "داكن", "Dark";
    role_owner: "مالك", "Owner";
    role_admin: "مدير", "Admin";
    role_member: "عضو", "Member";
    more: "المزيد", "More";
    letters: "الرسائل", "Letters";
    team: "الفريق", "Team";
    settings: "الإعدادات", "Settings";
    palette: "اذهب إلى", "Go to";
    palette_hint: "اكتب اسم صفحة أو جهة", "Type the name of a page or a team";
    security: "الأمان", "Security";
    found_another: "متجر أو جمعية أخرى", "Open another one";
    factor_first_title: "هذا الفريق يشترط التحقق بخطوتين", "This team requires two-step verification";
    factor_first_text: "فعّله لحسابك، ثم عُد إلى هنا. يستغرق دقيقة.", "Turn it on for your account, then come back. It takes a minute.";
    factor_first_go: "فعّله الآن", "Turn it on now";
    not_found_title: "لم نجد هذه الصفحة", "We cannot find this page";
    not_found_text: "ربما نُقلت أو تغيّر عنوانها.", "It may have moved or its address may have changed.";
    go_home: "إلى البداية", "Go to the start";
    forbidden_title: "هذه الصفحة ليست ضمن صلاحياتك", "This page is not open to you";
    forbidden_text: "اطلب من مالك الفريق أن يوسّع صلاحياتك.", "Ask the owner of the team for more rights.";

    // Faults
    fault_title: "تعذّر التحميل", "This could not be loaded";
    fault_offline: "لا اتصال بالخادم. تحقّق من الشبكة ثم أعد المحاولة.", "No connection to the server. Check your network and try again.";
    fault_unavailable: "الخادم مشغول الآن. أعد المحاولة بعد لحظات.", "The server is busy. Try again in a moment.";
    fault_internal: "حدث خلل لدينا. أعد المحاولة، وإن تكرر فأرسل إلينا رقم العملية.", "Something went wrong on our side. Try again; if it stays, send us the request number.";
    fault_forbidden: "هذا الإجراء ليس ضمن صلاحياتك.", "You have no right to do this.";
    fault_gone: "لم يعد موجودًا.", "It is not there any more.";
    fault_rate_limited: "طلبات كثيرة في وقت قصير. انتظر قليلًا.", "Too many requests in a short time. Wait a little.";
    fault_suspended: "هذه الجهة موقوفة حاليًا. تواصل مع الدعم.", "This team is suspended. Please contact support.";
    request_id: "رقم العملية", "Request number";
    try_again: "إعادة المحاولة", "Try again";

    // Lists
    clear_search: "مسح البحث", "Clear the search";
    filters: "التصفية", "Filters";
    all: "الكل", "All";
    clear_filters: "مسح التصفية", "Clear filters";
    sort: "الترتيب", "Sort";
    newest_first: "الأحدث أولًا", "Newest first";
    oldest_first: "الأقدم أولًا", "Oldest first";
    highest_total: "الأعلى مبلغًا", "Highest total";
    lowest_total: "الأقل مبلغًا", "Lowest total";
    next_page: "التالي", "Next";
    previous_page: "السابق", "Previous";
    pages: "الصفحات", "Pages";
    loading: "جارٍ التحميل", "Loading";
    nothing_matches_title: "لا شيء يطابق بحثك", "Nothing matches";
    nothing_matches_text: "جرّب كلمات أقل أو امسح التصفية.", "Try fewer words or clear the filters.";

    dashboard: "الأرقام", "Dashboard";
    integrations: "الربط البرمجي", "Integrations";
    activity: "سجل الأعمال", "Activity";
    platform: "المنصة", "Platform";
    export: "تنزيل CSV", "Export CSV";
    export_begins: "يُجهَّز ملف فيه {n} من الأسطر.", "A file of {n} rows is on its way.";
    came_in_on: "ورد في", "Came in";

    inbox: "الوارد", "Inbox";
    mark_paid: "سجّل الدفع", "Mark as paid";
    mark_unpaid: "ألغِ تسجيل الدفع", "Mark as not paid";
    method_needed: "اكتب طريقة الدفع.", "Enter the method.";
    method_cash: "نقدًا", "Cash";
    method_wamd: "ومض", "WAMD";
    method_transfer: "تحويل بنكي", "Bank transfer";
    paid_day: "يوم الدفع", "Day of payment";
    edit_order: "تعديل الطلب", "Change the order";
    record_order: "سجّل طلبًا", "Record an order";
    record_donation: "سجّل تبرعًا", "Record a donation";
    record_pledge: "سجّل تعهدًا", "Record a pledge";
    came_order: "طلب جديد", "New order";
    came_donation: "تبرع جديد", "New donation";
    came_pledge: "تعهد جديد", "New pledge";

    // Orders
    orders: "الطلبات", "Orders";
    order: "الطلب", "Order";
    search_orders: "الرقم أو الاسم أو الهاتف", "Number, name or phone";
    no_orders_title: "لا طلبات بعد", "No orders yet";
    no_orders_text: "شارك رابط متجرك، وستظهر الطلبات هنا فور وصولها.", "Share the link of your shop; orders appear here as they come in.";
    status: "الحالة", "Status";
    status_pending: "جديد", "New";
    status_confirmed: "مؤكَّد", "Confirmed";
    status_fulfilled: "مكتمل", "Fulfilled";
    status_cancelled: "ملغى", "Cancelled";
    status_spam: "وهمي", "Spam";
    statuses_pending: "جديدة", "New";
    statuses_confirmed: "مؤكَّدة", "Confirmed";
    statuses_fulfilled: "مكتملة", "Fulfilled";
    statuses_cancelled: "ملغاة", "Cancelled";
    statuses_spam: "وهمية", "Spam";
    channel: "القناة", "Channel";
    channel_web: "المتجر", "Storefront";
    channel_assistant: "المساعد", "Assistant";
    channel_phone: "هاتف", "Phone";
    channel_instagram: "إنستغرام", "Instagram";
    channel_whatsapp: "واتساب", "WhatsApp";
    channel_walk_in: "حضور", "Walk-in";
    payment: "الدفع", "Payment";
    paid: "مدفوع", "Paid";
    unpaid: "غير مدفوع", "Unpaid";
    customer: "العميل", "Customer";
    contents: "المحتوى", "Contents";
    total: "المجموع", "Total";
    subtotal: "المجموع الفرعي", "Subtotal";
    delivery_fee: "التوصيل", "Delivery";
    placed: "وقت الطلب", "Placed";
    arrived: "وقت الوصول", "Came in";
    order_gone_text: "تأكد من الرابط، أو ابحث عنه في القائمة.", "Check the link, or look for it in the list.";
    to_the_list: "إلى القائمة", "To the list";
    call: "اتصال", "Call";
    whatsapp: "واتساب", "WhatsApp";
    send_email: "بريد", "E-mail";
    whatsapp_text: "السلام عليكم، بخصوص طلبك رقم", "Hello, about your order";
    delivery: "توصيل", "Delivery";
    pickup: "استلام", "Pick-up";
    address: "عنوان التوصيل", "Delivery address";
    block: "القطعة", "Block";
    street: "الشارع", "Street";
    house: "المنزل", "House";
    open_map: "فتح في الخرائط", "Open in maps";
    customer_note: "ملاحظة العميل", "Customer's note";
    timeline: "السجل", "Timeline";
    state_now: "الحالة الآن", "Where it stands";
    explain_pending: "ينتظر تأكيدك.", "Waits for your confirmation.";
    explain_confirmed: "مؤكَّد وقيد التجهيز.", "Confirmed and being prepared.";
    explain_fulfilled: "سُلّم إلى العميل.", "Handed over to the customer.";
    explain_cancelled: "لن يُنفَّذ، ولا يدخل في المجاميع.", "It will not happen and counts in no total.";
    explain_spam: "ليس طلبًا حقيقيًا، ولا يدخل في المجاميع.", "Not a real order; counts in no total.";

    // Acts
    act_confirm: "تأكيد الطلب", "Confirm";
    act_fulfil: "تم التسليم", "Fulfilled";
    act_cancel: "إلغاء", "Cancel";
    act_reopen: "إعادة فتح", "Reopen";
    act_spam: "طلب وهمي", "Spam";
    do_cancel: "إلغاء الطلب", "Cancel the order";
    do_spam: "نعم، وهمي", "Mark as spam";
    working: "جارٍ التنفيذ…", "Working…";
    done_confirm: "تأكّد الطلب", "Order confirmed";
    done_fulfil: "اكتمل الطلب", "Order fulfilled";
    done_cancel: "أُلغي الطلب", "Order cancelled";
    done_reopen: "أُعيد فتح الطلب", "Order reopened";
    done_spam: "نُقل إلى الوهمية", "Marked as spam";
    ask_cancel: "إلغاء الطلب؟", "Cancel this order?";
    ask_cancel_text: "تعود القطع إلى المخزون، ويبقى السبب في السجل.", "Its pieces go back to the stock. The reason stays in the timeline.";
    ask_reopen: "إعادة فتح الطلب؟", "Reopen this order?";
    ask_reopen_text: "يعود الطلب إلى الجديدة لتراجعه من جديد.", "It goes back to the new orders.";
    ask_spam: "هل هذا الطلب وهمي؟", "Is this order spam?";
    ask_spam_text: "يخرج من القائمة والمجاميع. يمكنك إعادة فتحه إن أخطأت.", "It leaves the totals. You can reopen it if you were wrong.";
    reason: "السبب", "Reason";
    reason_hint: "يقرؤه فريقك فقط.", "Only your team reads it.";
    reason_needed: "اكتب السبب.", "Enter a reason.";
    optional: "اختياري", "optional";
    keep_it: "تراجع", "Go back";
    stale: "غيّر زميلك هذا السجل قبل لحظات. هذه أحدث حالة له.", "A colleague has just changed this. This is how it stands now.";

    // Timeline
    event_submitted: "وصل", "Came in";
    event_note: "ملاحظة", "Note";
    event_paid: "سُجّل الدفع", "Payment recorded";
    event_edited: "عُدّل", "Edited";
    event_letter: "أُرسلت رسالة", "Letter sent";
    event_letter_lost: "رسالة لم تصل أو لا نعلم إن وصلت", "A letter failed, or may not have arrived";
    letter_order: "تأكيد الطلب", "Order confirmation";
    letter_receipt: "إيصال التبرع", "Donation receipt";
    letter_reminder: "تذكير بموعد دفعة", "Reminder of a payment";
    actor_visitor: "صاحبه", "The person";
    actor_member: "الفريق", "Team";
    actor_key: "تكامل", "Integration";
    actor_job: "النظام", "System";
    actor_operator: "الدعم", "Support";

    note_label: "ملاحظة للفريق", "Note for the team";
    note_add: "أضف الملاحظة", "Add note";
    note_added: "أُضيفت الملاحظة", "Note added";
    reference: "المرجع في برنامج آخر", "Reference in another program";
    reference_hint: "رقمه أو رمزه في المحاسبة أو غيرها، ولا يتكرر. فارغ: بلا مرجع.", "Its number or id in your accounting or elsewhere, there once. Empty for none.";
    reference_save: "حفظ المرجع", "Save reference";
    reference_saved: "حُفظ المرجع", "Reference saved";
    note_needed: "اكتب الملاحظة أولًا.", "Write the note first.";

    // Catalog
    catalog: "الكتالوج", "Catalog";
    storefront: "المتجر", "Storefront";
    wrong_title: "صحّح ما يلي ثم احفظ:", "Mend this and save again:";
    search_items: "اسم الصنف أو وصفه", "Name or description";
    no_items_title: "لا أصناف بعد", "Nothing in the catalog yet";
    no_items_text: "حين تضيف أول صنف يظهر هنا وفي متجرك.", "The first item you add appears here and in your shop.";
    item: "الصنف", "Item";
    item_type: "النوع", "Type";
    type_product: "منتج", "Product";
    type_service: "خدمة", "Service";
    type_donation: "حملة تبرع", "Donation campaign";
    type_pledge: "حملة تعهد", "Pledge campaign";
    types_product: "منتجات", "Products";
    types_service: "خدمات", "Services";
    types_donation: "حملات تبرع", "Donation campaigns";
    types_pledge: "حملات تعهد", "Pledge campaigns";
    item_active: "معروض", "Active";
    item_draft: "مسودة", "Draft";
    item_archived: "مؤرشف", "Archived";
    items_active: "معروضة", "Active";
    items_draft: "مسودات", "Drafts";
    items_archived: "مؤرشفة", "Archived";
    price: "السعر", "Price";
    open_amount: "مبلغ مفتوح", "Open amount";
    still_open: "المتبقي", "Still open";
    stock: "المخزون", "Stock";
    not_counted: "غير محدود", "Not counted";
    sold_out: "نفدت الكمية", "Sold out";
    own_order: "ترتيب المتجر", "Shop's order";
    by_name: "الاسم", "Name";
    price_up: "السعر: من الأقل", "Price, lowest first";
    price_down: "السعر: من الأعلى", "Price, highest first";

    // Keys
    shortcuts: "اختصارات لوحة المفاتيح", "Keyboard shortcuts";
    key_search: "البحث في القائمة", "Search the list";
    key_palette: "اذهب إلى…", "Go to anything";
    donations: "التبرعات", "Donations";
    donation: "تبرع", "Donation";
    pledges: "التعهدات", "Pledges";
    pledge: "تعهد", "Pledge";
    donor: "المتبرع", "Donor";
    pledger: "المتعهد", "Pledger";
    campaign: "الحملة", "Campaign";
    no_campaign: "بلا حملة", "No campaign";
    amount: "المبلغ", "Amount";
    intent: "النية", "Intention";
    intent_general: "عام", "General";
    intent_sadaqah: "صدقة", "Sadaqah";
    intent_zakat: "زكاة", "Zakat";
    intent_waqf: "وقف", "Waqf";
    hidden_name: "اسمه مخفي عن الناس", "Name hidden from the public";
    erased: "بيانات ممحوّة", "Erased";
    erased_text: "مُحيت بيانات هذا الشخص", "This person's data was erased";
    no_donations_title: "لا تبرعات بعد", "No donations yet";
    no_pledges_title: "لا تعهدات بعد", "No pledges yet";
    no_gifts_text: "شارك رابط صفحتك، وسيظهر العطاء هنا فور وصوله.", "Share the link of your page; gifts appear here as they come in.";
    previous_one: "السابق", "Previous";
    next_one: "التالي", "Next";
    gone_title: "لا نجد هذا السجل", "We cannot find this";
    whatsapp_text_gift: "السلام عليكم، بخصوص عطائك رقم", "Hello, about your gift";
    donation_pending: "بانتظار المبلغ", "Pending";
    donation_received: "مستلم", "Received";
    donation_refunded: "مسترد", "Refunded";
    donations_received: "مستلمة", "Received";
    donations_refunded: "مستردة", "Refunded";
    explain_donation_pending: "وعد المتبرع بهذا المبلغ ولم يصل بعد.", "The donor promised this and it has not arrived.";
    explain_donation_received: "وصل المبلغ وصدر إيصال به.", "The money arrived and a receipt was given.";
    explain_donation_refunded: "أُعيد المبلغ، وإيصاله لاغٍ.", "The money went back and its receipt is void.";
    explain_gift_cancelled: "أُلغي، ولا يُحسب في أي مجموع.", "Cancelled; it counts in no total.";
    explain_gift_spam: "ليس عطاءً حقيقيًا، ولا يُحسب في أي مجموع.", "Not a real gift; it counts in no total.";
    pledge_active: "جارٍ", "Active";
    pledge_overdue: "متأخر", "Overdue";
    pledge_fulfilled: "مكتمل", "Fulfilled";
    pledges_active: "جارية", "Active";
    pledges_overdue: "متأخرة", "Overdue";
    explain_pledge_active: "لا شيء متأخر من هذا التعهد.", "Nothing of this pledge is late.";
    explain_pledge_overdue: "مرّ موعد قسط لم يُدفع.", "A part is past its date and not paid.";
    explain_pledge_fulfilled: "دُفع كاملًا.", "Paid in full.";
    act_receive: "استلمت المبلغ", "Mark received";
    done_receive: "سُجّل الاستلام وصدر الإيصال", "Received; the receipt was given";
    ask_receive_text: "يصدر إيصال برقم السنة التالي.", "The year's next receipt is given.";
    act_refund: "أعد المبلغ", "Refund";
    done_refund: "سُجّلت الإعادة", "Refund recorded";
    ask_refund_text: "يصبح الإيصال لاغيًا ويبقى رقمه.", "The receipt becomes void and keeps its number.";
    act_unreceive: "أعده إلى الانتظار", "Back to pending";
    ask_unreceive_text: "إن كان مستلمًا فإيصاله يصبح لاغيًا ويبقى رقمه.", "If it was received, its receipt becomes void and keeps its number.";
    ask_gift_cancel_text: "لن يُحسب في أي مجموع.", "It will count in no total.";
    act_donation_spam: "تبرع وهمي", "Spam";
    ask_donation_spam: "هل هذا التبرع وهمي؟", "Is this donation spam?";
    act_pledge_spam: "تعهد وهمي", "Spam";
    ask_pledge_spam: "هل هذا التعهد وهمي؟", "Is this pledge spam?";
    ask_gift_spam_text: "لن يُحسب في أي مجموع، ويمكنك إرجاعه.", "It will count in no total, and you can take it back.";
    ask_unspam_text: "يعود إلى التعهدات الجارية.", "It goes back to the active pledges.";
    done_gift: "تم", "Done";
    act_pay: "سجّل دفعة", "Record a payment";
    done_pay: "سُجّلت الدفعة", "Payment recorded";
    ask_pay_text: "تُملأ الأقساط من أقدمها.", "The oldest open part is filled first.";
    act_void: "إلغاء الدفعة", "Void this payment";
    done_void: "أُلغيت الدفعة", "Payment voided";
    ask_void_text: "تبقى الدفعة في السجل لاغيةً، ويُفتح ما ملأته.", "The payment stays in the record as void, and what it filled is open again.";
    method: "طريقة الدفع", "Method";
    amount_needed: "اكتب المبلغ.", "Enter the amount.";
    allow_over: "أقبل أكثر من المتبقي", "Accept more than is still open";
    send_receipt: "أرسل الإيصال بالبريد لمن طلبه", "Send the receipt by e-mail, if they asked for one";
    event_unpaid: "أُلغيت دفعة", "Payment voided";
    gift: "العطاء", "Gift";
    message: "رسالة المتبرع", "Message";
    dedication: "عن", "On behalf of";
    wants_receipt: "يريد الإيصال بالبريد", "Wants the receipt by e-mail";
    yes: "نعم", "Yes";
    no: "لا", "No";
    receipts: "الإيصالات", "Receipts";
    no_receipts: "يصدر الإيصال عند استلام المبلغ.", "A receipt is given when the money arrives.";
    void: "لاغٍ", "Voided";
    target: "حتى", "Until";
    paid_of: "المدفوع", "Paid";
    parts: "الأقساط", "Parts";
    due: "الموعد", "Due";
    payments: "الدفعات", "Payments";
    no_payments: "لا دفعات بعد.", "No payments yet.";
    soonest_target: "الأقرب موعدًا", "Soonest target";
    key_next: "التالي أو السابق في القائمة", "Next or previous in the list";
    key_help: "هذه القائمة", "This list";
    key_close: "إغلاق النافذة أو الخروج من البحث", "Close a dialog or leave the search";
    then: "ثم", "then";
    or: "أو", "or";

    comma: "، ", ", ";
    title_divider: " · ", " · ";
}
