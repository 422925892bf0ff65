//! The texts of the team and of joining one.

use client::Role;
use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the team and of joining one.
    MemberTexts;

    team: "الفريق", "Team";
    invite: "دعوة زميل", "Invite a colleague";
    invite_text: "نرسل إليه رسالة فيها رابط الدعوة، يصلح 7 أيام.", "We send them a mail with a link. It is good for 7 days.";
    email: "البريد الإلكتروني", "E-mail";
    error_email: "اكتب بريدًا إلكترونيًا صحيحًا.", "Enter a valid e-mail address.";
    role: "الدور", "Role";
    owner_may: "كل شيء، حتى أدوار الفريق.", "Everything, roles of the team included.";
    admin_may: "كل شيء إلا تغيير الأدوار.", "Everything but changing roles.";
    member_may: "العمل اليومي: الطلبات والكتالوج.", "The daily work: orders and catalog.";
    role_owner: "مالك", "Owner";
    role_admin: "مدير", "Admin";
    role_member: "عضو", "Member";
    send_invite: "أرسل الدعوة", "Send the invitation";
    working: "جارٍ التنفيذ…", "Working…";
    invited: "أُرسلت الدعوة", "Invitation sent";
    link_title: "أُرسلت الدعوة", "The invitation is on its way";
    link_text: "يمكنك أيضًا إرسال الرابط بنفسك. لا يفتحه إلا صاحب البريد {email}.", "You can also hand over the link yourself. Only {email} can use it.";
    copy_link: "نسخ الرابط", "Copy the link";
    link_label: "رابط الدعوة", "Invitation link";
    copied: "نُسخ الرابط", "Link copied";
    not_copied: "لم يسمح المتصفح بالنسخ. حدّد الرابط وانسخه بيدك.", "The browser does not allow copying. Mark the link and copy it by hand.";
    done: "تم", "Done";
    search: "اسم أو بريد إلكتروني", "Name or e-mail";
    person: "الشخص", "Person";
    since: "منذ", "Since";
    by_email: "حسب البريد", "By e-mail";
    in_team: "في الفريق", "In the team";
    asked: "مدعوّون", "Invited";
    gone: "غادروا", "Left";
    is_gone: "غادر", "Left";
    you: "أنت", "You";
    waiting: "ينتظر القبول", "Invited";
    lapsed: "انتهت مدة الدعوة", "Invitation lapsed";
    has_factor: "محمي بخطوتين", "Two-step on";
    no_factor: "بلا تحقق بخطوتين", "No two-step";
    joined: "انضم", "Joined";
    invited_since: "دُعي", "Invited";
    acts_of: "إجراءات", "Actions";
    resend: "إعادة إرسال الدعوة", "Send the invitation again";
    revoke: "سحب الدعوة", "Take the invitation back";
    change_role: "تغيير الدور", "Change role";
    remove: "إخراج من الفريق", "Remove from the team";
    leave: "مغادرة الفريق", "Leave the team";
    ask_remove: "إخراج {name} من الفريق؟", "Remove {name} from the team?";
    ask_remove_text: "ينتهي وصوله فورًا. يبقى ما فعله في السجل.", "Their access ends at once. What they did stays in the records.";
    ask_leave: "مغادرة هذا الفريق؟", "Leave this team?";
    ask_leave_text: "ينتهي وصولك فورًا، ولا تعود إلا بدعوة جديدة.", "Your access ends at once; only another invitation brings you back.";
    ask_revoke: "سحب دعوة {name}؟", "Take back the invitation of {name}?";
    ask_revoke_text: "لن يصلح الرابط الذي وصله.", "The link they got will be worth nothing.";
    ask_role: "دور {name}", "Role of {name}";
    keep: "تراجع", "Go back";
    save: "حفظ", "Save";
    role_changed: "تغيّر الدور", "Role changed";
    removed: "خرج من الفريق", "Removed from the team";
    left: "غادرت الفريق", "You left the team";
    revoked: "سُحبت الدعوة", "Invitation taken back";

    // Joining
    join_title: "دعوة إلى فريق", "An invitation";
    join_text: "{tenant} يدعوك إلى فريقه.", "{tenant} invites you to its team.";
    join_as: "بدور", "As";
    join_for: "الدعوة إلى", "Invited address";
    join: "انضم إلى الفريق", "Join the team";
    join_signup: "أنشئ حسابًا", "Create an account";
    join_login: "لدي حساب", "I have an account";
    join_signed_out: "الدعوة لهذا البريد وحده: ادخل به أو أنشئ حسابًا به.", "It is for this address alone: log in with it, or create an account with it.";
    join_other: "دخلت باسم {email}، والدعوة لبريد آخر.", "You are signed in as {email}; the invitation is for another address.";
    join_switch: "اخرج وادخل بالبريد الآخر", "Log out and use the other address";
    join_gone_title: "لا تصلح هذه الدعوة", "This invitation is not good any more";
    join_gone_text: "ربما سُحبت أو قُبلت أو أُرسلت من جديد. انظر في بريدك أو اطلب دعوة أخرى.", "It may have been taken back, used, or sent anew. Look into your mail, or ask for another one.";
    join_late_text: "انتهت مدتها. اطلب من الفريق أن يرسلها من جديد.", "Its term is over. Ask the team to send it again.";
    joined_now: "أهلًا بك في الفريق", "Welcome to the team";
    go_home: "إلى البداية", "Go to the start";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static MemberTexts {
    MemberTexts::of(prefs().locale.get())
}

/// A role's name.
pub(super) const fn role(words: &'static MemberTexts, role: Role) -> &'static str {
    match role {
        Role::Owner => words.role_owner,
        Role::Admin => words.role_admin,
        Role::Member => words.role_member,
    }
}
