//! The gallery's pieces: each component once, with its states.

use leptos::prelude::*;
use ui::{
    Button, ButtonKind, ButtonLink, Card, Choice, Dialog, EmptyState, ErrorSummary, Icon, IconName, LiveArea,
    LiveField, Locale, Notice, NoticeTone, QuantityStepper, Section, Select, SelectOption, Skeleton, Status,
    StatusTone, SummaryList, SummaryRow, TextArea, TextField, Toast, ToastStack, WovenBand, WovenTile, format_money,
};

/// A text in one of the languages.
fn say(locale: Locale, ar: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Ar => ar,
        Locale::En => en,
    }
}

/// A name that stands once in the page, though each half has the same pieces.
fn once(locale: Locale, ar: &'static str, en: &'static str) -> &'static str {
    say(locale, ar, en)
}

/// A piece under its name.
fn piece(name: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! {
        <article class="piece">
            <h2 class="piece-name" lang="en" dir="ltr">{name}</h2>
            <div class="piece-body">{content.into_any()}</div>
        </article>
    }
    .into_any()
}

/// All pieces in a language.
pub(super) fn all(locale: Locale) -> Vec<AnyView> {
    let mut pieces =
        vec![piece("Button", buttons(locale)), piece("Status", statuses(locale)), piece("Notice", notices(locale))];
    pieces.extend(fields(locale));
    pieces.extend(layouts(locale));
    pieces.extend(feedback(locale));
    pieces.push(piece("Icon", IconName::ALL.map(|name| view! { <Icon name /> }).collect_view()));
    pieces.push(piece("WovenBand, WovenTile", view! { <WovenBand /><div class="piece-tile"><WovenTile /></div> }));
    pieces
}

fn buttons(locale: Locale) -> impl IntoView {
    view! {
        <div class="acts">
            <Button>{say(locale, "تأكيد", "Confirm")}</Button>
            <Button kind=ButtonKind::Secondary>{say(locale, "تعديل", "Edit")}</Button>
            <Button kind=ButtonKind::Danger>{say(locale, "إلغاء", "Cancel")}</Button>
            <Button kind=ButtonKind::Quiet>{say(locale, "إخفاء", "Hide")}</Button>
            <Button disabled=true>{say(locale, "معطّل", "Disabled")}</Button>
            <ButtonLink href="#main" kind=ButtonKind::Secondary>{say(locale, "رابط", "Link")}</ButtonLink>
        </div>
    }
}

fn statuses(locale: Locale) -> impl IntoView {
    let name = move |tone| match tone {
        StatusTone::Waiting => say(locale, "جديد", "New"),
        StatusTone::Active => say(locale, "مؤكَّد", "Confirmed"),
        StatusTone::Done => say(locale, "مكتمل", "Fulfilled"),
        StatusTone::Ended => say(locale, "ملغى", "Cancelled"),
        StatusTone::Bad => say(locale, "وهمي", "Spam"),
    };
    let all = StatusTone::ALL.map(|tone| view! { <Status tone label=name(tone) /> }).collect_view();
    view! { <div class="acts">{all}</div> }
}

fn notices(locale: Locale) -> impl IntoView {
    [NoticeTone::Info, NoticeTone::Success, NoticeTone::Danger]
        .map(|tone| view! { <Notice tone><p>{say(locale, "رسالة قصيرة من الصفحة.", "A short message of the page.")}</p></Notice> })
        .collect_view()
}

fn fields(locale: Locale) -> Vec<AnyView> {
    let wrong = say(locale, "اكتب رقمًا صحيحًا.", "Enter a valid number.");
    let options = vec![
        SelectOption { value: "a".to_owned(), label: say(locale, "السالمية", "Salmiya").to_owned() },
        SelectOption { value: "b".to_owned(), label: say(locale, "الجهراء", "Jahra").to_owned() },
    ];
    let name = say(locale, "الاسم", "Name");
    let optional = say(locale, "اختياري", "optional");
    let (line, lines) = (NodeRef::new(), NodeRef::new());
    let no_error = Signal::derive(|| None);
    let error = Signal::derive(move || Some(wrong.to_owned()));
    vec![
        piece(
            "TextField",
            view! {
                <TextField name=once(locale, "g-name-ar", "g-name-en") label=name value="" hint=Some(say(locale, "كما في البطاقة", "As on your card").to_owned()) />
                <TextField
                    name=once(locale, "g-phone-ar", "g-phone-en")
                    label=say(locale, "الهاتف", "Phone")
                    value="99"
                    kind="tel"
                    prefix=Some("+965")
                    direction="ltr"
                    error=Some(wrong.to_owned())
                />
            },
        ),
        piece(
            "TextArea, Select",
            view! {
                <TextArea name=once(locale, "g-note-ar", "g-note-en") label=say(locale, "ملاحظة", "Note") value="" optional_label=optional />
                <Select name=once(locale, "g-area-ar", "g-area-en") label=say(locale, "المنطقة", "Area") options selected="a" />
            },
        ),
        piece(
            "LiveField, LiveArea",
            view! {
                <LiveField name=once(locale, "g-live-ar", "g-live-en") label=name node=line error />
                <LiveArea
                    name=once(locale, "g-why-ar", "g-why-en")
                    label=say(locale, "السبب", "Reason")
                    optional_label=Some(optional.to_owned())
                    node=lines
                    error=no_error
                />
            },
        ),
        piece(
            "Choice, QuantityStepper",
            view! {
                <div class="choices">
                    <Choice name=once(locale, "g-way-ar", "g-way-en") value="a" checked=true>{say(locale, "توصيل", "Delivery")}</Choice>
                    <Choice name=once(locale, "g-way-ar", "g-way-en") value="b">{say(locale, "استلام", "Pick-up")}</Choice>
                </div>
                <QuantityStepper
                    label=say(locale, "الكمية", "Quantity")
                    less=say(locale, "أنقص واحدة", "One less")
                    more=say(locale, "زد واحدة", "One more")
                />
            },
        ),
        piece(
            "ErrorSummary",
            view! {
                <ErrorSummary
                    title=say(locale, "نحتاج إلى تصحيح ما يلي", "Please correct the following")
                    errors=vec![(once(locale, "g-phone-ar", "g-phone-en").to_owned(), wrong.to_owned())]
                />
            },
        ),
    ]
}

fn layouts(locale: Locale) -> Vec<AnyView> {
    let row = |term: &str, amount: &str, is_strong| SummaryRow {
        term: term.to_owned(),
        value: format_money(amount, "KWD", 3, locale, false),
        is_strong,
    };
    let rows = vec![
        row(say(locale, "المجموع الفرعي", "Subtotal"), "12.500", false),
        row(say(locale, "التوصيل", "Delivery"), "1.250", false),
        row(say(locale, "المجموع", "Total"), "13.750", true),
    ];
    vec![piece(
        "Section, Card, SummaryList",
        view! {
            <Section id=once(locale, "g-part-ar", "g-part-en") title=say(locale, "الملخص", "Summary")>
                <Card><SummaryList rows /></Card>
            </Section>
        },
    )]
}

fn feedback(locale: Locale) -> Vec<AnyView> {
    let open = RwSignal::new(false);
    let toasts = [(NoticeTone::Success, None), (NoticeTone::Danger, Some("018f3c7e"))]
        .into_iter()
        .zip(0_u32..)
        .map(|((tone, detail), id)| Toast {
            id,
            tone,
            text: say(locale, "تأكّد الطلب", "Order confirmed").to_owned(),
            detail: detail.map(str::to_owned),
        })
        .collect::<Vec<_>>();
    let close = say(locale, "إغلاق", "Close");
    vec![
        piece(
            "Skeleton",
            view! { <div class="card-skeleton"><Skeleton width=40 /><Skeleton width=80 /><Skeleton /></div> },
        ),
        piece(
            "EmptyState",
            view! {
                <EmptyState
                    icon=IconName::Inbox
                    title=say(locale, "لا طلبات بعد", "No orders yet")
                    text=say(locale, "شارك رابط متجرك.", "Share the link of your shop.")
                >
                    <Button>{say(locale, "نسخ الرابط", "Copy the link")}</Button>
                </EmptyState>
            },
        ),
        piece(
            "Dialog",
            view! {
                <button type="button" class="button button-secondary" on:click=move |_| open.set(true)>
                    {say(locale, "افتح", "Open")}
                </button>
                <Dialog
                    id=once(locale, "g-dialog-ar", "g-dialog-en")
                    open
                    title=Signal::derive(move || say(locale, "إلغاء الطلب؟", "Cancel this order?").to_owned())
                    close_label=Signal::derive(move || close.to_owned())
                >
                    <div class="dialog-body"><p>{say(locale, "لا يمكن التراجع.", "This cannot be undone.")}</p></div>
                </Dialog>
            },
        ),
        piece(
            "ToastStack",
            view! {
                <ToastStack
                    toasts=Signal::stored(toasts)
                    label=Signal::derive(move || say(locale, "رسائل المعرض", "Messages of the gallery").to_owned())
                    dismiss_label=Signal::derive(move || close.to_owned())
                    on_dismiss=Callback::new(|_: u32| {})
                />
            },
        ),
    ]
}
