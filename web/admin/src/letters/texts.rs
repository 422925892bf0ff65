//! The texts of the log of letters.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the log of letters.
    LetterTexts;

    letters: "الرسائل", "Letters";
    search: "رقم أو اسم أو هاتف، أو بريد إلكتروني كامل", "Number, name or phone, or a whole e-mail address";
    letter: "الرسالة", "Letter";
    recipient: "إلى", "To";
    written: "كُتبت", "Written";
    waiting: "في الطريق", "On the way";
    arrived: "وصلت إلى البريد", "Taken by the mail";
    missed: "لم تصل أو غير مؤكدة", "Not arrived or uncertain";
    order_confirmation: "تأكيد طلب", "Order confirmation";
    donation_receipt: "إيصال تبرع", "Donation receipt";
    pledge_reminder: "تذكير بتعهد", "Pledge reminder";
    invitation: "دعوة إلى الفريق", "Invitation to the team";
    other: "رسالة", "Letter";
    queued: "تنتظر", "Waiting";
    sending: "في الطريق", "On its way";
    sent: "أُرسلت", "Sent";
    failed: "تعذّر إرسالها", "Not sent";
    uncertain: "غير مؤكدة", "Uncertain";
    uncertain_text: "انقطع الإرسال في منتصفه: ربما وصلت وربما لا.", "It was cut off while it was sent: it may have arrived or not.";
    resend: "إرسال مرة أخرى", "Send again";
    resent: "تُرسل من جديد", "It goes out again";
    nothing_title: "لا رسائل بعد", "No letters yet";
    nothing_text: "ما نرسله إلى زبائنك وفريقك يظهر هنا مع ما صار إليه.", "What goes out to your customers and your team is shown here, with what became of it.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static LetterTexts {
    LetterTexts::of(prefs().locale.get())
}
