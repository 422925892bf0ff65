//! People who order, give and promise. Invented: the numbers are of the form +965 5000 01xx.

/// Somebody outside of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customer {
    /// Full name.
    pub name: &'static str,
    /// International form.
    pub phone: &'static str,
    /// Not everybody tells one.
    pub email: Option<&'static str>,
    /// `ar` or `en`.
    pub locale: &'static str,
    /// Where to.
    pub address: Address,
}

/// An address in Kuwait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// District.
    pub area: &'static str,
    /// Block within the district.
    pub block: &'static str,
    /// Street.
    pub street: &'static str,
    /// House or building, and flat.
    pub house: &'static str,
}

type Row = (&'static str, &'static str, Option<&'static str>, &'static str, [&'static str; 4]);

const ROWS: [Row; 28] = [
    (
        "فاطمة الكندري",
        "+96550000101",
        Some("fatma@mail.example"),
        "ar",
        ["السالمية", "10", "شارع سالم المبارك", "منزل 14"],
    ),
    ("عبدالله العجمي", "+96550000102", None, "ar", ["الجابرية", "7", "شارع 3", "قسيمة 221"]),
    ("مريم الصباح", "+96550000103", Some("maryam@mail.example"), "ar", ["اليرموك", "2", "شارع 4", "منزل 9"]),
    ("حمد العتيبي", "+96550000104", None, "ar", ["الجهراء", "3", "شارع 12", "منزل 37"]),
    ("لطيفة الفضلي", "+96550000105", Some("latifa@mail.example"), "ar", ["مشرف", "4", "شارع 7", "منزل 18"]),
    (
        "Daniel Okafor",
        "+96550000106",
        Some("daniel@mail.example"),
        "en",
        ["Salmiya", "12", "Baghdad Street", "Building 44, Flat 6"],
    ),
    ("بدر الهاجري", "+96550000107", None, "ar", ["صباح السالم", "9", "شارع 1", "منزل 63"]),
    ("دلال المطوع", "+96550000108", Some("dalal@mail.example"), "ar", ["الشامية", "5", "شارع 51", "منزل 4"]),
    (
        "Priya Nair",
        "+96550000109",
        Some("priya@mail.example"),
        "en",
        ["Mangaf", "4", "Street 25", "Building 12, Flat 31"],
    ),
    ("سالم الدوسري", "+96550000110", None, "ar", ["الفنطاس", "2", "شارع 208", "منزل 11"]),
    ("هيا الرشيدي", "+96550000111", Some("haya@mail.example"), "ar", ["القرين", "3", "شارع 17", "منزل 88"]),
    ("طلال الخالدي", "+96550000112", None, "ar", ["الروضة", "1", "شارع 14", "منزل 25"]),
    ("منيرة الشمري", "+96550000113", Some("munira@mail.example"), "ar", ["كيفان", "6", "شارع 61", "منزل 7"]),
    ("جاسم بوشهري", "+96550000114", None, "ar", ["بنيد القار", "2", "شارع 75", "عمارة 3، شقة 12"]),
    (
        "Omar Haddad",
        "+96550000115",
        Some("omar@mail.example"),
        "en",
        ["Hawalli", "9", "Tunis Street", "Building 27, Flat 9"],
    ),
    ("شيخة العوضي", "+96550000116", Some("shaikha@mail.example"), "ar", ["بيان", "8", "شارع 2", "منزل 51"]),
    ("مشاري العنزي", "+96550000117", None, "ar", ["سعد العبدالله", "4", "شارع 409", "منزل 142"]),
    ("أنفال القطان", "+96550000118", Some("anfal@mail.example"), "ar", ["الدسمة", "3", "شارع 34", "منزل 6"]),
    ("فهد السبيعي", "+96550000119", None, "ar", ["العديلية", "2", "شارع 25", "منزل 33"]),
    ("غنيمة الحمد", "+96550000120", Some("ghanima@mail.example"), "ar", ["النزهة", "1", "شارع 10", "منزل 2"]),
    (
        "Laura Bennett",
        "+96550000121",
        Some("laura@mail.example"),
        "en",
        ["Mahboula", "1", "Street 103", "Tower 2, Flat 1804"],
    ),
    ("ناصر المري", "+96550000122", None, "ar", ["الرقة", "5", "شارع 8", "منزل 74"]),
    ("وضحى الظفيري", "+96550000123", Some("wadha@mail.example"), "ar", ["العيون", "2", "شارع 6", "منزل 19"]),
    ("علي دشتي", "+96550000124", Some("ali@mail.example"), "ar", ["الرميثية", "11", "شارع 114", "منزل 45"]),
    ("أبرار الخرافي", "+96550000125", None, "ar", ["الفيحاء", "9", "شارع 93", "منزل 16"]),
    ("يعقوب الفيلكاوي", "+96550000126", None, "ar", ["سلوى", "6", "شارع 5", "منزل 28"]),
    ("زينب الموسوي", "+96550000127", Some("zainab@mail.example"), "ar", ["الدعية", "4", "شارع 40", "منزل 8"]),
    (
        "Khalid Rahman",
        "+96550000128",
        Some("khalid@mail.example"),
        "en",
        ["Farwaniya", "1", "Street 120", "Building 8, Flat 22"],
    ),
];

/// Everybody, in a fixed order.
#[must_use]
pub fn customers() -> Vec<Customer> {
    let person = |(name, phone, email, locale, [area, block, street, house]): Row| Customer {
        name,
        phone,
        email,
        locale,
        address: Address { area, block, street, house },
    };
    ROWS.into_iter().map(person).collect()
}
