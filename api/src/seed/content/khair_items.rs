//! What Khair collects for: gifts, and promises that are kept by the month.
use super::Visibility::{Active, Archived};
use super::{Campaign, Details, Item, text};
use crate::seed::picture::{Motif, Palette};

pub(super) const CAMPAIGNS: &[Item] = &[
    Item {
        slug: "iftar-meals",
        name: text("إفطار صائم", "Iftar meals"),
        description: text(
            "وجبة ساخنة تصل إلى عامل أو أسرة متعففة قبل أذان المغرب، تُطبخ في مطابخ الحي وتوزّع بأيدي متطوعين. دينار ونصف \
             يفطّر صائماً، وخمسة وأربعون تفطّره الشهر كله.",
            "A hot meal reaches a worker or a family in need before sunset, cooked in kitchens of the district and handed \
             out by volunteers. One and a half dinars break one person's fast; forty-five do it for the whole month.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "6000.000",
            minimum: "1.500",
            maximum: None,
            presets: &["1.500", "15.000", "45.000", "150.000"],
            ends_in_days: Some(24),
        }),
        look: (Motif::Meal, Palette::Sand),
    },
    Item {
        slug: "dig-a-well",
        name: text("حفر بئر ارتوازي", "Dig a well"),
        description: text(
            "بئر بعمق ثمانين متراً مع مضخة يدوية تسقي قرية من أربعمئة شخص. ننشر صور الحفر وإحداثيات البئر بعد اكتمالها.",
            "A well eighty metres deep with a hand pump gives water to a village of four hundred. We publish pictures of \
             the drilling and the well's position when it is done.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "3500.000",
            minimum: "1.000",
            maximum: None,
            presets: &["5.000", "20.000", "100.000", "350.000"],
            ends_in_days: None,
        }),
        look: (Motif::Well, Palette::Saffron),
    },
    Item {
        slug: "winter-kits",
        name: text("حقيبة الشتاء", "Winter kits"),
        description: text(
            "بطانيتان ومدفأة صغيرة وملابس صوفية لأسرة نازحة. تصل الحقيبة خلال أسبوعين من اكتمال المبلغ.",
            "Two blankets, a small heater and woollen clothes for a displaced family. The kit arrives within two weeks of \
             being funded.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "4200.000",
            minimum: "1.000",
            maximum: None,
            presets: &["7.500", "15.000", "30.000", "75.000"],
            ends_in_days: Some(40),
        }),
        look: (Motif::Blanket, Palette::Sea),
    },
    Item {
        slug: "food-baskets",
        name: text("السلة الغذائية", "Food baskets"),
        description: text(
            "أرز وزيت وعدس وطحين وتمر يكفي أسرة من خمسة أفراد شهراً كاملاً. نشتري من تجار المنطقة نفسها لتستفيد مرتين.",
            "Rice, oil, lentils, flour and dates for a family of five for one month. We buy from merchants of the same \
             district, so that it helps twice.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "5000.000",
            minimum: "1.000",
            maximum: None,
            presets: &["12.500", "25.000", "50.000", "125.000"],
            ends_in_days: None,
        }),
        look: (Motif::Provisions, Palette::Sage),
    },
    Item {
        slug: "school-bags",
        name: text("الحقيبة المدرسية", "School bags"),
        description: text(
            "حقيبة وقرطاسية وحذاء لطالب يبدأ عامه الدراسي. نجمع حتى أسبوع قبل فتح المدارس.",
            "A bag, stationery and shoes for a child who starts the school year. We collect until a week before school \
             begins.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "2750.000",
            minimum: "1.000",
            maximum: Some("2750.000"),
            presets: &["5.500", "11.000", "22.000", "55.000"],
            ends_in_days: Some(12),
        }),
        look: (Motif::SchoolBag, Palette::Clay),
    },
    Item {
        slug: "eid-clothing",
        name: text("كسوة العيد", "Eid clothing"),
        description: text(
            "ثوب جديد وهدية صغيرة ليتيم يختارها بنفسه من السوق مع متطوع. ليفرح كما يفرح أقرانه صباح العيد.",
            "New clothes and a small present, picked by an orphan in the market together with a volunteer. So that Eid \
             morning is as happy for them as for the other children.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "3000.000",
            minimum: "1.000",
            maximum: None,
            presets: &["5.000", "10.000", "20.000", "60.000"],
            ends_in_days: Some(33),
        }),
        look: (Motif::Gift, Palette::Rose),
    },
    Item {
        slug: "treat-a-patient",
        name: text("علاج مريض", "Treat a patient"),
        description: text(
            "نسدّد كلفة عمليات وأدوية لمرضى لا تغطيهم التأمينات بعد دراسة كل حالة مع طبيب متطوع. تُصرف المبالغ للمستشفى \
             مباشرة.",
            "We pay for operations and medicine of patients whom no insurance covers, after a volunteer doctor has looked \
             at each case. The money goes straight to the hospital.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "8000.000",
            minimum: "1.000",
            maximum: None,
            presets: &["10.000", "25.000", "50.000", "200.000"],
            ends_in_days: None,
        }),
        look: (Motif::Medicine, Palette::Sage),
    },
    Item {
        slug: "shelter-tents",
        name: text("خيام الإيواء", "Shelter tents"),
        description: text(
            "خيمة عازلة بأرضية خشبية تؤوي أسرة بقية الشتاء. تشمل الكلفة النقل والنصب.",
            "An insulated tent with a wooden floor shelters a family for the rest of the winter. Transport and pitching \
             are included.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "12000.000",
            minimum: "1.000",
            maximum: None,
            presets: &["15.000", "60.000", "120.000", "240.000"],
            ends_in_days: Some(18),
        }),
        look: (Motif::Tent, Palette::Clay),
    },
    Item {
        slug: "print-the-quran",
        name: text("طباعة المصحف", "Print the Quran"),
        description: text(
            "مصاحف بخط واضح لمراكز تحفيظ في القرى البعيدة. كل دينارين مصحف يُقرأ فيه كل يوم.",
            "Clearly printed copies for Quran schools in remote villages. Every two dinars are a copy that is read every \
             day.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "1500.000",
            minimum: "1.000",
            maximum: None,
            presets: &["2.000", "10.000", "20.000", "50.000"],
            ends_in_days: None,
        }),
        look: (Motif::Stand, Palette::Night),
    },
    Item {
        slug: "general-sadaqah",
        name: text("الصدقة العامة", "General sadaqah"),
        description: text(
            "نضعها حيث الحاجة أشد هذا الشهر: إيجار متأخر، أو دواء، أو فاتورة كهرباء. وننشر في آخره أين صُرفت.",
            "We use it where the need is greatest this month: overdue rent, medicine, an electricity bill. At its end we \
             publish where it went.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Donation(Campaign {
            goal: "10000.000",
            minimum: "0.500",
            maximum: None,
            presets: &["1.000", "5.000", "10.000", "50.000"],
            ends_in_days: None,
        }),
        look: (Motif::Savings, Palette::Sea),
    },
    Item {
        slug: "summer-water",
        name: text("سقيا الصيف", "Summer water"),
        description: text(
            "ثلاجات مياه باردة عند مواقع العمل المكشوفة في أشهر الحر. اكتملت الحملة بحمد الله وركّبنا اثنتي عشرة ثلاجة.",
            "Coolers with cold water at open work sites in the hot months. The campaign is complete: twelve coolers were \
             installed.",
        ),
        price: None,
        stock: None,
        visibility: Archived,
        details: Details::Donation(Campaign {
            goal: "1800.000",
            minimum: "1.000",
            maximum: None,
            presets: &["5.000", "15.000", "150.000"],
            ends_in_days: Some(-45),
        }),
        look: (Motif::Well, Palette::Sea),
    },
];

pub(super) const PLEDGES: &[Item] = &[
    Item {
        slug: "palm-endowment",
        name: text("وقف النخيل", "Palm endowment"),
        description: text(
            "نخلة موقوفة يُباع تمرها كل عام ويُصرف ريعها على الأيتام. كلفة النخلة ستون ديناراً، وتستطيع دفعها على أقساط \
             شهرية.",
            "An endowed palm, whose dates are sold every year for the orphans. One palm costs sixty dinars, and you may pay \
             it by the month.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Pledge(
            Campaign {
                goal: "15000.000",
                minimum: "10.000",
                maximum: None,
                presets: &["60.000", "120.000", "240.000"],
                ends_in_days: None,
            },
            12,
        ),
        look: (Motif::Palm, Palette::Saffron),
    },
    Item {
        slug: "orphan-year",
        name: text("كفالة يتيم لعام", "Sponsor an orphan for a year"),
        description: text(
            "خمسة عشر ديناراً في الشهر تكفل يتيماً في دراسته وعلاجه ومعيشته. يصلك تقرير كل ستة أشهر ورسالة منه بخط يده.",
            "Fifteen dinars a month pay for an orphan's school, health and living. You receive a report every six months, \
             and a letter in the child's own hand.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Pledge(
            Campaign {
                goal: "21600.000",
                minimum: "15.000",
                maximum: None,
                presets: &["90.000", "180.000", "360.000"],
                ends_in_days: None,
            },
            12,
        ),
        look: (Motif::Kite, Palette::Rose),
    },
    Item {
        slug: "build-a-mosque",
        name: text("عمارة مسجد", "Build a mosque"),
        description: text(
            "مسجد يتسع لمئتي مصلٍّ مع غرفة لتحفيظ القرآن ومظلة لسقيا الماء. المتر المربع بخمسة وسبعين ديناراً، ونوثّق كل \
             مرحلة بالصور.",
            "A mosque for two hundred people, with a room for teaching and a shaded place for water. One square metre is \
             seventy-five dinars; every stage is shown in pictures.",
        ),
        price: None,
        stock: None,
        visibility: Active,
        details: Details::Pledge(
            Campaign {
                goal: "40000.000",
                minimum: "20.000",
                maximum: Some("20000.000"),
                presets: &["75.000", "150.000", "750.000"],
                ends_in_days: Some(150),
            },
            12,
        ),
        look: (Motif::Dome, Palette::Clay),
    },
];
