//! A shop and a charity with something to show, in both languages.

use client::{
    Campaign, CatalogItem, CatalogItemType, Contact, Fulfilment, Image, ItemCard, ItemOption, ItemOptionValue, Locale,
    LocalizedText, Money, OrderLine, OrderLineOption, Rendition, Storefront, SubmissionKind, SubmissionStatus,
    TenantKind,
};

/// Two lines that can be ordered.
pub(crate) const BASKET: &str = "1~itm_coffee.2.grind!fine.weight!500g~itm_dates.1";
/// Lines with every fault.
pub(crate) const FAULTY_BASKET: &str = "1~itm_coffee.2.grind!fine.weight!500g~itm_cups.1~itm_gone.1~itm_cushion.7";

fn text(ar: &str, en: &str) -> LocalizedText {
    LocalizedText { ar: ar.to_owned(), en: en.to_owned() }
}

fn dinars(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency_code: "KWD".to_owned(), fraction_digits: 3 }
}

fn image(file: &str, ar: &str, en: &str, width: i32, height: i32) -> Image {
    Image {
        alt: text(ar, en),
        width,
        height,
        renditions: vec![Rendition { width, height, url: format!("/assets/{file}") }],
    }
}

fn contact() -> Contact {
    Contact {
        phone: Some("+965 2222 1234".to_owned()),
        whatsapp: Some("+965 9999 1234".to_owned()),
        instagram: Some("dukkan.kw".to_owned()),
        email: Some("salam@dukkan.example".to_owned()),
        address: text("المباركية، شارع السوق، محل 14", "Mubarakiya, Souq Street, shop 14"),
    }
}

pub(crate) fn shop() -> Storefront {
    Storefront {
        slug: "dukkan".to_owned(),
        kind: TenantKind::Shop,
        name: text("دكّان النخيل", "Dukkan Al Nakheel"),
        tagline: text(
            "قهوة عربية وتمور مختارة وبخور، من بيتنا إلى بيتك.",
            "Arabic coffee, hand-picked dates and incense, from our house to yours.",
        ),
        about: text(
            "بدأنا من محل صغير في المباركية سنة 1998، وما زلنا نحمّص القهوة بأيدينا كل صباح.\n\nنختار التمور من مزارع نعرف أصحابها، ونعبّئها قبل الشحن بيوم واحد.",
            "We began as a small shop in Mubarakiya in 1998, and we still roast our coffee by hand every morning.\n\nOur dates come from farms whose owners we know, packed one day before they leave.",
        ),
        legal_name: Some("شركة دكان النخيل للتجارة العامة".to_owned()),
        licence_number: Some("2019/48213".to_owned()),
        currency_code: "KWD".to_owned(),
        fraction_digits: 3,
        time_zone: "Asia/Kuwait".to_owned(),
        default_locale: Locale::Ar,
        locales: vec![Locale::Ar, Locale::En],
        logo: Some(image("logo.svg", "", "", 80, 80)),
        cover: Some(image("cover.svg", "دلة وفنجان على رمال الغروب", "A coffee pot and a cup at dusk", 1200, 900)),
        accent_color: "#0f4c5c".to_owned(),
        contact: contact(),
        payment_instructions: text(
            "حوّل المبلغ بخدمة ومض إلى الرقم 9999 1234\nأو نقدًا عند الاستلام.\n\nاكتب رقم الطلب في خانة الملاحظات.",
            "Send the amount by WAMD to 9999 1234\nor pay cash on delivery.\n\nPlease write your order number in the note.",
        ),
        delivery_fee: dinars("1.500"),
        minimum_order: dinars("3.000"),
        offers_delivery: true,
        offers_pickup: true,
        seo_title: text("", ""),
        seo_description: text("", ""),
        is_published: true,
    }
}

pub(crate) fn charity() -> Storefront {
    Storefront {
        slug: "khair".to_owned(),
        kind: TenantKind::Charity,
        name: text("مبرّة الخير", "Khair Foundation"),
        tagline: text(
            "عطاؤك يصل كاملًا إلى من يحتاجه، ونخبرك بأثره.",
            "Your gift reaches those who need it in full, and we tell you what it did.",
        ),
        legal_name: Some("مبرّة الخير الإنسانية".to_owned()),
        licence_number: Some("م.خ 112/2008".to_owned()),
        logo: None,
        cover: None,
        accent_color: "#e0a100".to_owned(),
        offers_delivery: false,
        ..shop()
    }
}

fn product(slug: &str, ar: &str, en: &str, price: &str) -> CatalogItem {
    CatalogItem {
        id: client_id(slug),
        slug: slug.to_owned(),
        kind: CatalogItemType::Product,
        name: text(ar, en),
        description: text(
            "بن هرري ويمني محمّص على نار هادئة، مع هيل أخضر مطحون طازجًا.\n\nيُحفظ في مكان جاف بعيدًا عن الضوء.",
            "Harari and Yemeni beans, slowly roasted, with freshly ground green cardamom.\n\nKeep in a dry place away from light.",
        ),
        price: Some(dinars(price)),
        is_available: true,
        stock: None,
        images: vec![image(&format!("{slug}.svg"), ar, en, 800, 800)],
        unit: None,
        options: Vec::new(),
        duration_minutes: None,
        campaign: None,
        seo_title: text("", ""),
        seo_description: text("", ""),
    }
}

fn client_id(slug: &str) -> cynic::Id {
    cynic::Id::new(format!("itm_{slug}"))
}

fn option(key: &str, name: LocalizedText, values: &[(&str, &str, &str, &str)]) -> ItemOption {
    let values = values.iter().map(|(key, ar, en, more)| ItemOptionValue {
        key: (*key).to_owned(),
        label: text(ar, en),
        price_difference: dinars(more),
    });
    ItemOption { key: key.to_owned(), name, values: values.collect() }
}

pub(crate) fn products() -> Vec<CatalogItem> {
    let mut coffee = product("coffee", "قهوة عربية بالهيل", "Arabic coffee with cardamom", "4.250");
    coffee.options = vec![
        option(
            "grind",
            text("الطحن", "Grind"),
            &[
                ("fine", "ناعم", "Fine", "0.000"),
                ("coarse", "خشن", "Coarse", "0.000"),
                ("beans", "حبوب كاملة", "Whole beans", "-0.250"),
            ],
        ),
        option(
            "weight",
            text("الوزن", "Weight"),
            &[
                ("250g", "250 غرام", "250 g", "0.000"),
                ("500g", "500 غرام", "500 g", "3.500"),
                ("1kg", "كيلو", "1 kg", "9.750"),
            ],
        ),
    ];
    coffee.images.push(image("cups.svg", "فنجانان", "Two cups", 800, 800));
    coffee.images.push(image("incense.svg", "مبخرة", "An incense burner", 800, 800));
    let mut dates = product("dates", "تمر سكري ملكي", "Royal sukkari dates", "6.000");
    dates.unit = Some(text("علبة 1 كغ", "1 kg box"));
    let mut cups = product("cups", "طقم فناجين سدو (6 حبات)", "Sadu coffee cups, set of six", "12.500");
    cups.is_available = false;
    let mut cushion =
        product("cushion", "مخدة سدو منسوجة يدويًا بصوف طبيعي", "Hand-woven sadu cushion in natural wool", "1250.000");
    cushion.stock = Some(2);
    let mut roasting = product("roasting", "ورشة تحميص القهوة", "Coffee roasting workshop", "25.000");
    roasting.kind = CatalogItemType::Service;
    roasting.duration_minutes = Some(150);
    roasting.images.clear();
    vec![
        coffee,
        dates,
        product("incense", "مبخرة نحاسية", "Brass incense burner", "18.750"),
        cups,
        product("oud", "دهن عود كمبودي", "Cambodian oud oil", "35.000"),
        cushion,
        roasting,
    ]
}

fn campaign(slug: &str, ar: &str, en: &str, about: LocalizedText, goal: &str, kind: CatalogItemType) -> CatalogItem {
    CatalogItem {
        kind,
        description: about,
        price: None,
        campaign: Some(Campaign {
            goal: Some(dinars(goal)),
            minimum: Some(dinars("1.000")),
            maximum: None,
            presets: vec![dinars("5.000"), dinars("10.000"), dinars("25.000"), dinars("50.000")],
            ends_at: Some("2027-03-01T20:59:59Z".to_owned()),
            instalments: None,
        }),
        ..product(slug, ar, en, "0.000")
    }
}

pub(crate) fn campaigns() -> Vec<CatalogItem> {
    let well = text(
        "بئر ارتوازية تسقي قرية من 400 شخص وماشيتهم طوال العام.",
        "An artesian well that waters a village of 400 people and their animals all year.",
    );
    let meal = text(
        "وجبة إفطار ساخنة لصائم، تُطهى وتوزّع في اليوم نفسه.",
        "A hot iftar meal, cooked and handed out on the same day.",
    );
    let school = text(
        "رسوم سنة دراسية كاملة وحقيبة وكتب لطفل يتيم.",
        "A full year of school fees, a bag and books for an orphan.",
    );
    vec![
        campaign(
            "well",
            "سقيا ماء: بئر القرية",
            "Water: the village well",
            well,
            "4500.000",
            CatalogItemType::DonationCampaign,
        ),
        campaign("meal", "إفطار صائم", "Iftar meals", meal, "12000.000", CatalogItemType::DonationCampaign),
        campaign("school", "كفالة طالب علم", "Sponsor a student", school, "30000.000", CatalogItemType::PledgeCampaign),
    ]
}

/// What a list shows of an item.
pub(crate) fn card_of(item: &CatalogItem) -> ItemCard {
    ItemCard {
        id: item.id.clone(),
        slug: item.slug.clone(),
        kind: item.kind,
        name: item.name.clone(),
        description: item.description.clone(),
        price: item.price.clone(),
        is_available: item.is_available,
        images: item.images.clone(),
        unit: item.unit.clone(),
        campaign: item.campaign.clone(),
        campaign_progress: None,
    }
}

/// An order in a state.
pub(crate) fn placed(status: &str) -> SubmissionStatus {
    let option = |ar: &str, en: &str| OrderLineOption { name: text("", ""), label: text(ar, en) };
    SubmissionStatus {
        kind: SubmissionKind::Order,
        number: "ORD-00042".to_owned(),
        status: status.to_owned(),
        total: dinars("23.000"),
        lines: vec![
            OrderLine {
                name: text("قهوة عربية بالهيل", "Arabic coffee with cardamom"),
                options: vec![option("ناعم", "Fine"), option("500 غرام", "500 g")],
                unit_price: dinars("7.750"),
                quantity: 2,
                line_total: dinars("15.500"),
            },
            OrderLine {
                name: text("تمر سكري ملكي", "Royal sukkari dates"),
                options: Vec::new(),
                unit_price: dinars("6.000"),
                quantity: 1,
                line_total: dinars("6.000"),
            },
        ],
        subtotal: dinars("21.500"),
        delivery_fee: dinars("1.500"),
        fulfilment: Some(Fulfilment::Delivery),
        is_paid: status == "FULFILLED",
        paid: dinars(if status == "FULFILLED" { "23.000" } else { "0.000" }),
        campaign: None,
        intent: None,
        receipt_token: None,
        target_date: None,
        schedule: Vec::new(),
        payment_instructions: shop().payment_instructions,
        placed_at: "2026-11-23T13:05:00Z".to_owned(),
        updated_at: "2026-11-23T14:40:00Z".to_owned(),
    }
}
