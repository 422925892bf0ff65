//! The texts of the catalog's pages.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the catalog's pages.
    CatalogTexts;

    // The list
    new_item: "أضف صنفًا", "Add an item";
    collections: "المجموعات", "Collections";
    import: "استيراد وتصدير", "Import and export";
    import_text: "ملف واحد لكل ما عندك. يُفحص أولًا، ولا يتغيّر شيء حتى تأمر.", "One file for everything you have. It is checked first, and nothing changes until you say so.";
    import_choose: "اختر ملف CSV", "Choose a CSV file";
    import_hint: "أو اسحبه إلى هنا. 16 ميغابايت على الأكثر.", "Or drop it here. 16 MB at most.";
    import_sending: "جارٍ الرفع", "Uploading";
    import_checking: "جارٍ الفحص", "Checking";
    import_writing: "جارٍ الحفظ", "Writing";
    import_refused: "لم يُقبل الملف. احفظه بصيغة CSV وأعد المحاولة.", "The file was refused. Save it as CSV and try again.";
    import_checked: "{rows}: {good} سليمة، {bad} معيبة.", "{rows}: {good} good, {bad} bad.";
    import_done: "تم: {created} جديدة، {updated} معدّلة.", "Done: {created} new, {updated} changed.";
    import_failed: "لم يُحفظ شيء.", "Nothing was written.";
    import_write: "احفظ في الكتالوج", "Write into the catalog";
    import_again: "ملف آخر", "Another file";
    import_line: "السطر", "Line";
    import_why: "السبب", "What is wrong";
    policy: "ماذا عن الأسطر المعيبة؟", "What about the bad rows?";
    policy_skip: "احفظ السليمة واترك المعيبة", "Write the good ones, leave the bad ones out";
    policy_reject: "لا تحفظ شيئًا إن كان فيها معيب", "Write nothing if any is bad";
    export: "نزّل الكتالوج", "Download the catalog";
    export_text: "بالصيغة نفسها التي يقبلها الاستيراد: نزّله، عدّله، ثم أعده.", "In the form that an import takes: download it, change it, bring it back.";

    // Making one
    new_title: "صنف جديد", "New item";
    new_text: "الاسم والسعر يكفيان. كل ما عداهما يمكن أن يأتي لاحقًا.", "A name and a price are enough. Everything else can come later.";
    what_kind: "ما الذي تعرضه؟", "What do you offer?";
    kind_product: "منتج", "Product";
    kind_product_text: "شيء يُباع، بمخزون وخيارات", "A thing that is sold, with stock and options";
    kind_service: "خدمة", "Service";
    kind_service_text: "عمل يُؤدّى للعميل", "Work done for a customer";
    kind_donation: "حملة تبرع", "Donation campaign";
    kind_donation_text: "يعطي الناس الآن", "People give now";
    kind_pledge: "حملة تعهد", "Pledge campaign";
    kind_pledge_text: "يتعهد الناس ويدفعون لاحقًا", "People promise and pay over time";
    name: "الاسم", "Name";
    name_hint: "لغة واحدة تكفي؛ من يقرأ الأخرى يرى هذه.", "One language is enough; readers of the other see this one.";
    pictures: "الصور", "Pictures";
    description: "الوصف", "Description";
    description_hint: "سطر فارغ يفصل بين الفقرات.", "An empty line parts paragraphs.";
    optional: "اختياري", "optional";
    price: "السعر", "Price";
    publish_now: "اعرضه في المتجر فورًا", "Show it in the shop at once";
    publish_now_hint: "وإلا بقي مسودة يراها فريقك وحده.", "Otherwise it stays a draft that only your team sees.";
    more: "تفاصيل أكثر", "More details";
    create: "احفظ الصنف", "Save the item";
    saving: "جارٍ الحفظ…", "Saving…";
    created: "حُفظ الصنف.", "The item is saved.";
    created_shown: "الصنف معروض في متجرك الآن.", "The item is in your shop now.";

    // Changing one
    save: "حفظ", "Save";
    saved: "حُفظت التغييرات.", "Your changes are saved.";
    unsaved: "تغييرات لم تُحفظ", "Unsaved changes";
    see_it: "شاهده في المتجر", "See it in the shop";
    show: "اعرضه في المتجر", "Show it in the shop";
    hide: "أخفه من المتجر", "Take it off the shop";
    shown: "معروض في متجرك.", "In your shop now.";
    hidden: "لم يعد معروضًا.", "No longer in your shop.";
    delete: "احذف الصنف", "Delete the item";
    delete_title: "حذف هذا الصنف؟", "Delete this item?";
    delete_text: "يختفي نهائيًا مع صوره. الطلبات السابقة تحتفظ بنسخة منه.", "It is gone for good, with its pictures. Orders placed before keep a copy.";
    deleted: "حُذف الصنف.", "The item is deleted.";
    cancel: "إلغاء", "Cancel";
    gone_title: "لا يوجد هذا الصنف", "There is no such item";
    gone_text: "ربما حُذف.", "It may have been deleted.";
    to_list: "إلى القائمة", "To the list";
    error_name: "اكتب اسمًا بلغة واحدة على الأقل.", "Write a name in one language at least.";
    error_price: "اكتب السعر.", "Enter a price.";
    error_number: "اكتب رقمًا صحيحًا.", "Enter a whole number.";

    // Parts
    selling: "البيع", "Selling";
    count_stock: "عُدّ المخزون", "Count the stock";
    count_stock_hint: "ينقص مع كل طلب مؤكد، ويُعلن النفاد عند الصفر.", "It falls with each confirmed order; at zero it is sold out.";
    stock: "القطع المتوفرة", "Pieces left";
    unit: "ماذا يشمل السعر", "What the price is for";
    unit_hint: "مثل: 500 غ، أو علبة من 12.", "For example: 500 g, or a box of 12.";
    duration: "المدة بالدقائق", "Duration in minutes";

    options: "الخيارات", "Options";
    options_text: "ما يختاره المشتري: مقاس، لون، نكهة… ويمكن لكل اختيار أن يزيد السعر أو ينقصه.", "What a shopper chooses: size, colour, flavour… Each choice may add to the price or take off it.";
    option_add: "أضف خيارًا", "Add an option";
    option_name: "اسم الخيار", "Name of the option";
    option_remove: "احذف الخيار", "Remove the option";
    value_n: "الاختيار {n}", "Choice {n}";
    value_add: "أضف اختيارًا", "Add a choice";
    value_remove: "احذف الاختيار", "Remove the choice";
    difference: "فرق السعر", "Price difference";

    campaign: "الحملة", "Campaign";
    goal: "الهدف", "Goal";
    goal_hint: "يظهر شريط التقدم للزوار.", "Visitors see how far it has come.";
    minimum: "أقل مبلغ", "Smallest amount";
    maximum: "أكبر مبلغ", "Largest amount";
    presets: "مبالغ مقترحة", "Suggested amounts";
    presets_hint: "افصل بينها بفاصلة: 5, 10, 25", "Separate them with commas: 5, 10, 25";
    ends_at: "تنتهي في", "Ends on";
    end_rule: "متى تُغلق", "When it closes";
    rule_date: "في تاريخ الانتهاء", "On its end date";
    rule_goal: "عند بلوغ الهدف", "When the goal is reached";
    rule_both: "أيهما أسبق", "Whichever comes first";
    may_split: "يمكن تقسيط التعهد", "A pledge may be split";
    every: "كل", "Every";
    weekly: "أسبوع", "week";
    monthly: "شهر", "month";
    quarterly: "ثلاثة أشهر", "three months";
    max_count: "أكثر عدد للأقساط", "Most parts";

    address: "العنوان ومحركات البحث", "Address and search engines";
    slug: "عنوان الصفحة", "Page address";
    slug_hint: "حروف إنجليزية صغيرة وأرقام وشرطات. العنوان السابق يقود إلى الجديد.", "Small English letters, digits and hyphens. The former address leads to the new one.";
    slug_hint_new: "يُصنع من الاسم إن تركته فارغًا.", "Made of the name if you leave it empty.";
    seo_title: "العنوان في نتائج البحث", "Title in search results";
    seo_description: "الوصف في نتائج البحث", "Description in search results";
    reference: "رقمك الخاص", "Your own number";
    reference_hint: "يراه فريقك فقط.", "Only your team sees it.";

    // Collections
    collections_text: "رفوف متجرك: كل مجموعة لها صفحتها، ويمكن أن تكون قسمًا في الرئيسية.", "The shelves of your shop: each has a page of its own and may be a section of the home page.";
    collection_new: "مجموعة جديدة", "New collection";
    collection_none_title: "لا مجموعات بعد", "No collections yet";
    collection_none_text: "اجمع ما يتشابه، ليجده الزوار أسرع.", "Put together what belongs together, and visitors find it faster.";
    collection_visible: "يراها الزوار", "Visitors see it";
    collection_on_home: "قسم في الصفحة الرئيسية", "A section of the home page";
    collection_items: "ما فيها", "What is in it";
    collection_find: "ابحث لتضيف", "Search to add";
    collection_empty: "لا شيء فيها بعد.", "Nothing in it yet.";
    collection_delete: "احذف المجموعة", "Delete the collection";
    collection_delete_text: "تختفي المجموعة، وتبقى أصنافها.", "The collection goes; its items stay.";
    collection_deleted: "حُذفت المجموعة.", "The collection is deleted.";
    collection_hidden: "مخفية", "Hidden";
    earlier: "قدّم", "Move earlier";
    later: "أخّر", "Move later";
    take_out: "أخرجه", "Take out";
    put_in: "أضفه", "Add";
}

/// The texts in the user's language; followed where they are read reactively.
pub(crate) fn words() -> &'static CatalogTexts {
    CatalogTexts::of(prefs().locale.get())
}
