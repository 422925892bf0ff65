//! The texts of the doors and of one's own account.

use leptos::prelude::Get;

use crate::prefs::prefs;
use crate::strings::texts;

texts! {
    /// The texts of the doors and of one's own account.
    IdentityTexts;

    // Fields
    name: "الاسم", "Name";
    email: "البريد الإلكتروني", "E-mail";
    password: "كلمة المرور", "Password";
    new_password: "كلمة المرور الجديدة", "New password";
    code: "الرمز", "Code";
    code_hint: "ستة أرقام في الرسالة التي أرسلناها.", "Six digits in the mail we sent.";
    show_password: "إظهار", "Show";
    hide_password: "إخفاء", "Hide";
    password_hint: "12 حرفًا على الأقل. جملة قصيرة تعرفها وحدك خير من لغز.", "At least 12 characters. A short sentence only you know beats a riddle.";
    strength_short: "قصيرة: ينقصها {n} من الأحرف.", "Too short by {n} characters.";
    strength_weak: "ضعيفة: أحرف متكررة أو متتالية.", "Weak: repeated or neighbouring characters.";
    strength_good: "جيدة.", "Good.";
    strength_strong: "قوية.", "Strong.";

    // Faults
    error_name: "اكتب اسمك.", "Enter your name.";
    error_email: "اكتب بريدًا إلكترونيًا صحيحًا.", "Enter a valid e-mail address.";
    error_password: "اكتب كلمة المرور.", "Enter your password.";
    error_password_short: "اختر كلمة مرور من 12 حرفًا على الأقل.", "Choose a password of at least 12 characters.";
    error_code: "اكتب الأرقام الستة.", "Enter the six digits.";
    error_recovery: "اكتب أحد رموز الاسترداد.", "Enter one of your recovery codes.";
    unreachable: "تعذّر الوصول إلى الخادم. تحقّق من اتصالك وأعد المحاولة.", "The server cannot be reached. Check your connection and try again.";
    refused: "لم يُقبل الطلب. أعد المحاولة.", "This was refused. Try again.";

    // Logging in
    login_title: "تسجيل الدخول", "Log in";
    login_text: "أدر طلباتك وتبرعاتك من مكان واحد.", "Run your orders and donations from one place.";
    log_in: "دخول", "Log in";
    logging_in: "جارٍ الدخول…", "Logging in…";
    forgot_link: "نسيت كلمة المرور؟", "Forgot your password?";
    no_account: "جديد هنا؟", "New here?";
    sign_up_link: "أنشئ حسابًا", "Create an account";
    challenge_title: "خطوة أخيرة", "One more step";
    challenge_text: "حسابك محمي بخطوتين.", "Your account is protected by a second step.";
    totp_code: "رمز التطبيق", "Code from your app";
    totp_hint: "ستة أرقام يعرضها تطبيق المصادقة على هاتفك.", "Six digits that the authenticator app on your phone shows.";
    recovery_code: "رمز استرداد", "Recovery code";
    recovery_hint: "أحد الرموز التي حفظتها. يصلح كل رمز مرة واحدة.", "One of the codes you put aside. Each works once.";
    use_recovery: "هاتفك ليس معك؟ استخدم رمز استرداد", "No phone at hand? Use a recovery code";
    use_app: "استخدم رمز التطبيق", "Use the code from your app";
    start_over: "ابدأ من جديد", "Start over";
    go_on: "متابعة", "Continue";
    checking: "جارٍ التحقق…", "Checking…";
    working: "جارٍ التنفيذ…", "Working…";

    // Signing up
    signup_title: "أنشئ حسابك", "Create your account";
    signup_text: "حساب واحد لكل متاجرك وجمعياتك.", "One account for all your shops and charities.";
    sign_up: "أنشئ الحساب", "Create account";
    have_account: "لديك حساب؟", "Have an account?";
    log_in_link: "سجّل الدخول", "Log in";
    confirm_title: "أكّد بريدك", "Confirm your e-mail";
    confirm_text: "اكتب الرمز الذي وصلك بالبريد.", "Enter the code that came by mail.";
    confirm_text_to: "أرسلنا رمزًا إلى {email}. يصلح 24 ساعة.", "We sent a code to {email}. It is good for 24 hours.";
    confirm: "تأكيد", "Confirm";
    resend: "لم يصل؟ أرسل رمزًا آخر", "Nothing came? Send another code";
    resent: "أرسلنا رمزًا آخر. انظر أيضًا في البريد غير المرغوب فيه.", "Another code is on its way. Look into your spam folder too.";
    back_to_login: "العودة إلى تسجيل الدخول", "Back to log in";

    // Another password
    forgot_title: "نسيت كلمة المرور؟", "Forgot your password?";
    forgot_text: "اكتب بريدك، وسنرسل إليه رمزًا إن كان له حساب.", "Enter your address. If it has an account, we send a code there.";
    send_code: "أرسل الرمز", "Send the code";
    reset_title: "كلمة مرور جديدة", "A new password";
    reset_text: "إن كان للبريد حساب فقد وصله رمز يصلح ساعة واحدة.", "If the address has an account, a code went there. It is good for one hour.";
    reset: "غيّر كلمة المرور", "Change password";
    reset_done: "تغيّرت كلمة المرور، وانتهت كل الجلسات. سجّل الدخول من جديد.", "Your password is changed and all sessions have ended. Log in again.";

    // One's own account
    account: "حسابك", "Your account";
    profile: "الملف الشخصي", "Profile";
    security: "الأمان", "Security";
    save: "حفظ", "Save";
    saved: "حُفظ", "Saved";
    look: "اللغة والمظهر", "Language and appearance";
    look_text: "اللغة تُحفظ مع حسابك وتكتب بها رسائلنا إليك؛ والمظهر يُحفظ في هذا المتصفح.", "The language is kept with your account and our mails follow it; the appearance is kept in this browser.";
    current_password: "كلمة المرور الحالية", "Current password";
    password_text: "بعد تغييرها تنتهي جلساتك على الأجهزة الأخرى.", "Changing it signs you out on other devices.";
    password_changed: "تغيّرت كلمة المرور", "Password changed";
    not_now: "تراجع", "Go back";

    // Sessions
    sessions: "الأجهزة", "Devices";
    sessions_text: "حيث سُجّل الدخول بحسابك. أنهِ ما لا تعرفه ثم غيّر كلمة المرور.", "Where your account is signed in. End what you do not know, then change your password.";
    this_device: "هذا الجهاز", "This device";
    unknown_device: "جهاز غير معروف", "Unknown device";
    last_used: "آخر استخدام:", "Last used";
    end_session: "إنهاء", "End";
    end_others: "إنهاء كل الجلسات الأخرى", "End all other sessions";
    session_ended: "انتهت الجلسة", "Session ended";

    // The second factor
    factor: "التحقق بخطوتين", "Two-step verification";
    factor_text: "بعد كلمة المرور يُطلب رمز من هاتفك، فلا تكفي كلمة المرور وحدها لمن سرقها.", "After the password a code from your phone is asked for, so a stolen password alone is worth nothing.";
    factor_on: "فعّل التحقق بخطوتين", "Turn it on";
    factor_password_text: "اكتب كلمة مرورك أولًا، لنتأكد أنك أنت من يفعّله.", "Type your password first, so that we know it is you who turns it on.";
    factor_off: "إيقاف", "Turn off";
    factor_is_off: "أُوقف التحقق بخطوتين", "Two-step verification is off";
    is_on: "مفعّل", "On";
    is_off: "متوقف", "Off";
    step_app: "افتح تطبيق مصادقة على هاتفك، أو ثبّت واحدًا.", "Open an authenticator app on your phone, or install one.";
    step_scan: "امسح هذا الرمز به.", "Scan this code with it.";
    qr_label: "رمز QR لتطبيق المصادقة", "QR code for your authenticator app";
    on_this_device: "التطبيق على هذا الجهاز؟ افتحه", "Is the app on this device? Open it";
    cannot_scan: "لا يمكنك المسح؟", "Cannot scan?";
    type_secret: "اكتب هذا المفتاح في التطبيق:", "Type this key into the app:";
    factor_finish: "تفعيل", "Turn on";
    recovery_title: "رموز الاسترداد", "Recovery codes";
    recovery_text: "احفظها بعيدًا عن هاتفك. إن ضاع الهاتف دخلت بواحد منها؛ يصلح كل رمز مرة واحدة، ولن نعرضها ثانية.", "Keep them away from your phone. Should it get lost, one of them lets you in; each works once, and we will not show them again.";
    file_heading: "رموز الاسترداد لحسابك في سادو", "Recovery codes of your Sadu account";
    copy: "نسخ", "Copy";
    copied: "نُسخت الرموز", "Codes copied";
    not_copied: "لم يسمح المتصفح بالنسخ. حدّد الرموز وانسخها بيدك.", "The browser does not allow copying. Mark the codes and copy them by hand.";
    download: "تنزيل", "Download";
    print: "طباعة", "Print";
    codes_kept: "حفظت الرموز", "I have kept them";
    renew_codes: "رموز استرداد جديدة", "New recovery codes";
    ask_renew: "رموز استرداد جديدة؟", "New recovery codes?";
    ask_renew_text: "لن تصلح الرموز السابقة بعد ذلك.", "The codes you have now will be worth nothing.";
    ask_disable: "إيقاف التحقق بخطوتين؟", "Turn two-step verification off?";
    ask_disable_text: "سيكفي بعدها أن يعرف أحد كلمة مرورك ليدخل.", "After that, knowing your password is enough to get in.";
    either_code: "رمز التطبيق، أو أحد رموز الاسترداد.", "The code from your app, or one of your recovery codes.";
}

/// The texts in the user's language; followed where they are read reactively.
pub(super) fn words() -> &'static IdentityTexts {
    IdentityTexts::of(prefs().locale.get())
}
