//! Hostile amounts and days at every door of the API that takes them: each is refused beside its field, in the language of
//! who asks, and nothing is written.

use axum::body::Body;
use harness::{
    Answer, TestApp,
    giving::{DONATE, PLEDGE, donation_input, pledge_act, pledge_input},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What is no amount of dinars.
const AMOUNTS: [(&str, &str); 16] = [
    ("1.2345", "TOO_MANY_DIGITS"),
    ("0", "OUT_OF_RANGE"),
    ("0.000", "OUT_OF_RANGE"),
    ("-1", "INVALID"),
    ("1e3", "INVALID"),
    ("NaN", "INVALID"),
    ("Infinity", "INVALID"),
    ("1,5", "INVALID"),
    ("1,500.000", "INVALID"),
    ("٥", "INVALID"),
    ("٥٫٢٥٠", "INVALID"),
    ("0x10", "INVALID"),
    (" 5 ", "INVALID"),
    ("", "INVALID"),
    ("1234567890123", "OUT_OF_RANGE"),
    ("1'; DROP TABLE donations; --", "INVALID"),
];

/// What is no day that lies ahead.
const DAYS_AHEAD: [(&str, &str); 6] = [
    ("2027-02-30", "INVALID"),
    ("2020-01-01", "OUT_OF_RANGE"),
    ("20270301", "INVALID"),
    ("٢٠٢٧-٠٣-٠١", "INVALID"),
    ("NaN", "INVALID"),
    ("", "INVALID"),
];

/// What is no day on which money can have come.
const DAYS_PAST: [(&str, &str); 4] =
    [("2026-02-30", "INVALID"), ("2199-01-01", "OUT_OF_RANGE"), ("01/02/2026", "INVALID"), ("", "INVALID")];

/// A door: its field, document, variables, and what is put where.
struct Door {
    field: &'static str,
    document: String,
    variables: Value,
    /// The place within the variables, and the path that the refusal names.
    place: &'static str,
    path: &'static str,
    bad: Vec<(&'static str, &'static str)>,
    by_team: bool,
}

async fn ask(app: &TestApp, door: &Door, language: &str, token: &str, value: Option<&str>) -> Answer {
    let mut variables = door.variables.clone();
    if let Some(value) = value {
        *variables.pointer_mut(door.place).unwrap() = json!(value);
    }
    for key in ["/input/idempotencyKey"] {
        if let Some(key) = variables.pointer_mut(key) {
            *key = json!(Uuid::new_v4().simple().to_string());
        }
    }
    let mut request = app
        .request("POST", "charity", "/graphql")
        .header("content-type", "application/json")
        .header("accept-language", language);
    if door.by_team {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let body = json!({ "query": door.document, "variables": variables }).to_string();
    app.send(request.body(Body::from(body)).unwrap()).await
}

fn recorded(document: &str, large: &str, small: &str) -> String {
    document
        .replace(&format!("{large}SubmitInput"), &format!("{large}RecordInput"))
        .replace(&format!("{small}Submit"), &format!("{small}Record"))
}

fn doors(gifts: &Value, promise: &Value, pledge: &str) -> Vec<Door> {
    let by_phone = |input: &Value| {
        let mut input = input.clone();
        input["channel"] = json!("PHONE");
        json!({ "input": input })
    };
    let payment = json!({ "id": pledge, "v": null, "input": { "amount": "1.000", "method": "cash", "receivedOn": "2026-01-02" } });
    let door = |field, document: &str, variables: Value, place, path, bad: &[(&'static str, &'static str)], by_team| {
        Door { field, document: document.to_owned(), variables, place, path, bad: bad.to_vec(), by_team }
    };
    let (donation, pledged) = (recorded(DONATE, "Donation", "donation"), recorded(PLEDGE, "Pledge", "pledge"));
    let pay = pledge_act("pledgePaymentRecord");
    vec![
        door("donationSubmit", DONATE, json!({ "input": gifts }), "/input/amount", "amount", &AMOUNTS, false),
        door("donationRecord", &donation, by_phone(gifts), "/input/amount", "amount", &AMOUNTS, true),
        door("pledgeSubmit", PLEDGE, json!({ "input": promise }), "/input/amount", "amount", &AMOUNTS, false),
        door("pledgeRecord", &pledged, by_phone(promise), "/input/amount", "amount", &AMOUNTS, true),
        door(
            "pledgeSubmit",
            PLEDGE,
            json!({ "input": promise }),
            "/input/targetDate",
            "targetDate",
            &DAYS_AHEAD,
            false,
        ),
        door("pledgeRecord", &pledged, by_phone(promise), "/input/targetDate", "targetDate", &DAYS_AHEAD, true),
        door("pledgePaymentRecord", &pay, payment.clone(), "/input/amount", "input.amount", &AMOUNTS, true),
        door("pledgePaymentRecord", &pay, payment, "/input/receivedOn", "input.receivedOn", &DAYS_PAST, true),
    ]
}

#[tokio::test]
async fn what_is_no_amount_or_day_is_refused_at_every_door_in_the_callers_language() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let pledge = app.pledge(&charity, &orphans).await;
    let is_arabic = |text: &str| text.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c));
    for door in doors(&donation_input(None), &pledge_input(&orphans, &app.day(60)), &pledge) {
        let rows = async || {
            let mut all = 0;
            for table in ["donations", "pledges", "pledge_payments"] {
                all += app.database.count(table).await;
            }
            all
        };
        let before = rows().await;
        for (value, code) in &door.bad {
            for language in ["ar", "en"] {
                let answer = ask(&app, &door, language, &charity.member.token, Some(value)).await;
                let told = answer.refusals(door.field);
                assert_eq!(told, [format!("{} {code}", door.path)], "{} {value:?}", door.field);
                let message = answer.string(&format!("/{}/userErrors/0/message", door.field));
                assert_eq!(is_arabic(&message), language == "ar", "{} {value:?}: {message}", door.field);
            }
        }
        assert_eq!(rows().await, before, "{}: a refusal writes nothing", door.field);
        let fine = ask(&app, &door, "en", &charity.member.token, None).await;
        assert_eq!(fine.refusals(door.field), Vec::<String>::new(), "{}: the positive control", door.field);
        assert_eq!(rows().await, before + 1, "{}", door.field);
    }
}

#[tokio::test]
async fn an_amount_that_is_no_text_is_bad_input_and_no_fault() {
    let app = TestApp::start().await;
    app.tenant("charity").await;
    for amount in ["5.25", "true", "[\"1\"]", "{ a: 1 }", "null", "1e400"] {
        let query = DONATE.replace("$input: DonationSubmitInput!", "$key: String!").replace(
            "donationSubmit(input: $input)",
            &format!("donationSubmit(input: {{ amount: {amount}, donor: {{ name: \"A\", phone: \"55512345\" }}, idempotencyKey: $key }})"),
        );
        let answer = app.gql("charity", None, &query, json!({ "key": Uuid::new_v4().simple().to_string() })).await;
        assert!(answer.status < 500, "{amount}: {}", answer.status);
        assert!(answer.json()["errors"].is_array(), "{amount}: {}", answer.text());
    }
    assert_eq!(app.database.count("donations").await, 0);
}
