//! The first form of the doors: log in, sign up, forgotten password as plain HTML in the app's shell, so that they can be
//! filled in and sent before the program has come over a slow line. The program then takes over what was typed.
//!
//! Both languages stand in it and the style sheet shows the page's, since the browser may have kept another choice than
//! the one it asks with.

use std::fmt::Write as _;

/// A text in both languages.
type Words = (&'static str, &'static str);

/// A field of a form.
struct Field {
    name: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    label: Words,
    /// Characters at least.
    least: u8,
}

/// A form.
struct Door {
    path: &'static str,
    to: &'static str,
    title: Words,
    text: Words,
    button: Words,
    fields: &'static [Field],
    links: &'static [(&'static str, Words)],
}

const EMAIL: Field =
    Field {
        name: "email", kind: "email", autocomplete: "username", label: ("البريد الإلكتروني", "E-mail"), least: 0
    };

const TO_SIGN_UP: (&str, Words) = ("/signup", ("أنشئ حسابًا", "Create an account"));
const TO_FORGOT: (&str, Words) = ("/forgot", ("نسيت كلمة المرور؟", "Forgot your password?"));
const TO_LOG_IN: (&str, Words) = ("/login", ("سجّل الدخول", "Log in"));

const DOORS: [Door; 3] = [
    Door {
        path: "/login",
        to: "/auth/login",
        title: ("تسجيل الدخول", "Log in"),
        text: ("أدر طلباتك وتبرعاتك من مكان واحد.", "Run your orders and donations from one place."),
        button: ("دخول", "Log in"),
        fields: &[
            EMAIL,
            Field {
                name: "password",
                kind: "password",
                autocomplete: "current-password",
                label: ("كلمة المرور", "Password"),
                least: 0,
            },
        ],
        links: &[TO_FORGOT, TO_SIGN_UP],
    },
    Door {
        path: "/signup",
        to: "/auth/signup",
        title: ("أنشئ حسابك", "Create your account"),
        text: ("حساب واحد لكل متاجرك وجمعياتك.", "One account for all your shops and charities."),
        button: ("أنشئ الحساب", "Create account"),
        fields: &[
            Field { name: "name", kind: "text", autocomplete: "name", label: ("الاسم", "Name"), least: 0 },
            EMAIL,
            Field {
                name: "password",
                kind: "password",
                autocomplete: "new-password",
                label: ("كلمة المرور", "Password"),
                least: 12,
            },
        ],
        links: &[TO_LOG_IN],
    },
    Door {
        path: "/forgot",
        to: "/auth/forgot",
        title: ("نسيت كلمة المرور؟", "Forgot your password?"),
        text: (
            "اكتب بريدك، وسنرسل إليه رمزًا إن كان له حساب.",
            "Enter your address. If it has an account, we send a code there.",
        ),
        button: ("أرسل الرمز", "Send the code"),
        fields: &[EMAIL],
        links: &[TO_LOG_IN],
    },
];

const FAILED: Words = (
    "تعذّر الوصول إلى الخادم. تحقّق من اتصالك وأعد المحاولة.",
    "The server cannot be reached. Check your connection and try again.",
);

fn both((ar, en): Words) -> String {
    format!("<span lang=\"ar\">{ar}</span><span lang=\"en\">{en}</span>")
}

/// The form of an address, if it has one; `/` has the log-in form, shown to browsers in which nobody has worked yet.
#[must_use]
pub(super) fn form(path: &str, icon: &str) -> Option<String> {
    let is_home = path == "/";
    let wanted = if is_home { "/login" } else { path };
    let door = DOORS.iter().find(|door| door.path == wanted)?;
    let mut fields = String::new();
    for Field { name, kind, autocomplete, label, least } in door.fields {
        let direction = if *kind == "text" { "" } else { " dir=\"ltr\"" };
        let least = if *least > 0 { format!(" minlength=\"{least}\"") } else { String::new() };
        let most = if *kind == "password" { 1024 } else { 254 };
        // Writing into a String cannot fail.
        let _ = write!(
            fields,
            "<div class=\"field\"><label class=\"field-label\" for=\"door-{name}\">{}</label><input class=\"input\" \
             id=\"door-{name}\" name=\"{name}\" type=\"{kind}\" autocomplete=\"{autocomplete}\" maxlength=\"{most}\"\
             {least}{direction} autocapitalize=\"none\" spellcheck=\"false\" required></div>",
            both(*label)
        );
    }
    let links: String = door
        .links
        .iter()
        .map(|(to, words)| format!("<p class=\"door-link\"><a class=\"link\" href=\"{to}\">{}</a></p>", both(*words)))
        .collect();
    let guests = if is_home { " data-guests" } else { "" };
    Some(format!(
        "<div id=\"door\" class=\"shell\"{guests}><main class=\"main\"><div class=\"login\"><div class=\"woven-band\"></div>\
         <div class=\"login-box\"><header class=\"login-head\"><p class=\"brand\"><img class=\"brand-mark\" src=\"{icon}\" \
         alt=\"\" width=\"32\" height=\"32\"><span>{brand}</span></p></header>\
         <h1 class=\"page-title\">{title}</h1><p class=\"hint\">{text}</p>\
         <form class=\"form\" method=\"post\" action=\"{action}\" data-to=\"{to}\" data-failed-ar=\"{failed_ar}\" \
         data-failed-en=\"{failed_en}\"><p class=\"door-told\" role=\"alert\"></p>{fields}\
         <button type=\"submit\" class=\"button button-primary\">{button}</button></form>{links}</div></div></main></div>",
        brand = both(("سادو", "Sadu")),
        title = both(door.title),
        text = both(door.text),
        action = door.path,
        to = door.to,
        failed_ar = FAILED.0,
        failed_en = FAILED.1,
        button = both(door.button),
    ))
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn the_doors_that_begin_something_have_a_form_and_others_none() {
        for path in ["/", "/login", "/signup", "/forgot"] {
            let html = form(path, "/icon.svg").unwrap();
            assert!(html.contains("autocomplete=\"username\"") && html.contains("lang=\"ar\""), "{path}");
            assert_eq!(html.contains("data-guests"), path == "/", "{path}");
        }
        assert!(form("/dukkan/orders", "").is_none() && form("/reset", "").is_none());
    }
}
