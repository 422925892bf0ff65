//! Letters in the product's own name: codes, and a word to who has an account already.

use super::{Block, Brand, Content, say};
use crate::{kernel::text::Locale, notifications::letters::IdentityMail};

pub(super) fn content(brand: &Brand, locale: Locale, mail: &IdentityMail) -> Content {
    let say = |ar, en| say(locale, ar, en).to_owned();
    match mail {
        IdentityMail::ConfirmAddress { code } => Content {
            subject: format!("{} {code}", say("رمز تأكيد بريدك في سادو:", "Your Sadu confirmation code:")),
            preview: say("أدخل الرمز لتأكيد عنوان بريدك.", "Enter the code to confirm your e-mail address."),
            title: say("أكّد عنوان بريدك", "Confirm your e-mail address"),
            blocks: vec![
                Block::Text(say(
                    "أهلًا بك في سادو. أدخل هذا الرمز في الصفحة التي سجّلت فيها:",
                    "Welcome to Sadu. Enter this code on the page where you signed up:",
                )),
                Block::Code(code.clone()),
                Block::Note(say(
                    "يصلح الرمز مرة واحدة خلال 24 ساعة. إن لم تكن أنت من سجّل فتجاهل هذه الرسالة، فلن يحدث شيء من دون الرمز.",
                    "The code works once, within 24 hours. If it was not you who signed up, ignore this letter: without the code nothing happens.",
                )),
            ],
        },
        IdentityMail::ResetPassword { code } => Content {
            subject: format!("{} {code}", say("رمز كلمة المرور الجديدة في سادو:", "Your Sadu password code:")),
            preview: say("أدخل الرمز لاختيار كلمة مرور جديدة.", "Enter the code to choose a new password."),
            title: say("كلمة مرور جديدة", "Choose a new password"),
            blocks: vec![
                Block::Text(say(
                    "طُلبت كلمة مرور جديدة لحسابك. أدخل هذا الرمز في صفحة الاستعادة:",
                    "A new password was asked for on your account. Enter this code on the reset page:",
                )),
                Block::Code(code.clone()),
                Block::Note(say(
                    "يصلح الرمز مرة واحدة خلال ساعة، وتغيير كلمة المرور يُنهي كل جلساتك. لن يسألك أحد من سادو عن هذا الرمز. إن لم تطلبه فتجاهل هذه الرسالة، وتبقى كلمة مرورك كما هي.",
                    "The code works once, within an hour, and a new password ends all your sessions. Nobody at Sadu will ever ask you for it. If you did not ask for this, ignore the letter: your password stays as it is.",
                )),
            ],
        },
        IdentityMail::AddressTaken {} => Content {
            subject: say("لديك حساب في سادو", "You already have a Sadu account"),
            preview: say("حاول أحدهم التسجيل بعنوان بريدك.", "Somebody tried to sign up with your address."),
            title: say("لديك حساب بالفعل", "You already have an account"),
            blocks: vec![
                Block::Text(say(
                    "حاول أحدهم، ولعلّه أنت، التسجيل في سادو بهذا العنوان، وله حساب قائم. سجّل الدخول به، أو اختر كلمة مرور جديدة إن نسيتها.",
                    "Somebody, probably you, tried to sign up to Sadu with this address, which has an account. Log in with it, or choose a new password if you have forgotten yours.",
                )),
                Block::Button(super::say(locale, "تسجيل الدخول", "Log in"), format!("{}/login", brand.app)),
                Block::Note(say(
                    "إن لم تكن أنت فلا حاجة إلى فعل شيء: لم يتغيّر حسابك.",
                    "If it was not you, there is nothing to do: your account has not changed.",
                )),
            ],
        },
    }
}
