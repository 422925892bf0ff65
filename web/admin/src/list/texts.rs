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
    selected: "المحدَّد: {n}", "{n} selected";
    unselect: "إلغاء التحديد", "Clear the selection";
    acts: "إجراءات على المحدَّد", "Acts on the selected";
    result_title: "النتيجة", "Result";
    all_done: "تمّ: {n}", "Done: {n}";
    result_some: "بعضها لم يتم، وبقي محدَّدًا:", "Some could not be done and stay selected:";
    row_done: "تمّ", "Done";
    columns: "الأعمدة", "Columns";
    views: "العروض المحفوظة", "Saved views";
    of_team: "للفريق", "Team's";
    keep_view: "حفظ العرض", "Save view";
    keep_changes: "حفظ التغييرات", "Save changes";
    keep_as_new: "حفظ كعرض جديد", "Save as a new view";
    rename: "تغيير الاسم", "Rename";
    delete: "حذف العرض", "Delete view";
    delete_text: "يُحذف العرض وحده، وتبقى السجلات كما هي.", "Only the view is deleted; what it lists stays.";
    delete_team_text: "يُحذف العرض عند كل الفريق، وتبقى السجلات كما هي.", "The view is deleted for the whole team; what it lists stays.";
    view_acts: "إجراءات العرض", "Acts on the view";
    view_name: "اسم العرض", "Name of the view";
    view_for: "لمن", "For whom";
    for_me: "لي وحدي", "Only me";
    for_team: "للفريق كله", "The whole team";
    changed_view: "فيه تغييرات غير محفوظة", "has changes that are not saved";
    name_needed: "سمِّ العرض", "Name the view";
    view_kept: "حُفظ العرض", "View saved";
    view_gone: "حُذف العرض", "View deleted";
    view_stale: "غيّره أحد الزملاء قبلك", "A colleague changed it before you";
    save: "حفظ", "Save";
    any_day: "كل الأيام", "Any day";
    from_day: "من يوم", "From";
    to_day: "إلى يوم", "To";
    received_on: "استُلم في", "Received";
    sure_text: "ينطبق على كل ما حدّدته.", "This applies to everything you selected.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static ListTexts {
    ListTexts::of(prefs().locale.get())
}
