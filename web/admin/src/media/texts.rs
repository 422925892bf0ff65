//! The texts of pictures.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of pictures.
    MediaTexts;

    drop_here: "اسحب الصور إلى هنا", "Drop pictures here";
    choose: "اختر صورًا", "Choose pictures";
    choose_one: "اختر صورة", "Choose a picture";
    replace: "استبدل الصورة", "Replace the picture";
    kinds: "JPEG أو PNG أو WebP. الأولى هي التي تظهر في القوائم.", "JPEG, PNG or WebP. The first one is shown in lists.";
    kinds_one: "JPEG أو PNG أو WebP.", "JPEG, PNG or WebP.";
    sending: "جارٍ الرفع", "Uploading";
    preparing: "جارٍ التجهيز", "Preparing";
    waiting: "تُرفع عند الحفظ", "Sent when you save";
    not_a_picture: "هذا الملف ليس صورة نعرفها.", "This file is not a picture we know.";
    too_large: "الصورة كبيرة جدًا. 10 ميغابايت على الأكثر.", "The picture is too large. 10 MB at most.";
    unreachable: "انقطع الرفع. تحقّق من اتصالك وأعد المحاولة.", "The upload broke off. Check your connection and try again.";
    first: "الأولى", "First";
    earlier: "قدّمها", "Move earlier";
    later: "أخّرها", "Move later";
    describe: "صِفها", "Describe";
    described: "موصوفة", "Described";
    remove: "احذفها", "Delete";
    removed: "حُذفت الصورة.", "The picture is deleted.";
    alt_title: "ماذا في الصورة؟", "What does the picture show?";
    alt_hint: "جملة قصيرة لمن لا يرى الصورة، وتفيد محركات البحث.", "A short sentence for those who do not see it; search engines read it too.";
    alt: "الوصف", "Description";
    save: "حفظ", "Save";
    saved: "حُفظ الوصف.", "The description is saved.";
    picture_n: "صورة {n}", "Picture {n}";
    try_again: "أعد المحاولة", "Try again";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static MediaTexts {
    MediaTexts::of(prefs().locale.get())
}
