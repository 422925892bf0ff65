//! The texts of what lists share beside their filters: what came meanwhile, and acts on many rows.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of one language.
    ListTexts;

    one_new: "جديد واحد", "1 new";
    two_new: "جديدان", "2 new";
    few_new: "جديدة", "new";
    changed: "تغيّرت القائمة", "The list has changed";
    show: "عرض", "Show";
    select: "تحديد", "Select";
    select_done: "إنهاء التحديد", "Done selecting";
    select_all: "تحديد كل ما في هذه الصفحة", "Select everything on this page";
    select_row: "تحديد", "Select";
    selected: "محدَّدة", "selected";
    unselect: "إلغاء التحديد", "Clear the selection";
    acts: "إجراءات على المحدَّد", "Acts on the selected";
    result_title: "النتيجة", "Result";
    result_all: "تمّ كلها.", "All of them are done.";
    result_some: "بعضها لم يتم، وبقي محدَّدًا:", "Some could not be done and stay selected:";
    row_done: "تمّ", "Done";
    sure_text: "ينطبق على كل ما حدّدته.", "This applies to everything you selected.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static ListTexts {
    ListTexts::of(prefs().locale.get())
}
