//! What Dukkan sells: what goes on the table, and what stays in the house.
use super::Visibility::{Active, Draft};
use super::{Choice, Details, Item, text};
use crate::seed::picture::{Motif, Palette};

const NO_CHOICE: &[Choice] = &[];

pub(super) const TABLE: &[Item] = &[
    Item {
        slug: "arabic-coffee",
        name: text("قهوة عربية بالهيل", "Arabic coffee with cardamom"),
        description: text(
            "بنّ هرري مختار نحمّصه تحميصاً فاتحاً كل أسبوع، ونطحنه مع هيل جامبو وقليل من الزعفران. يكفي الكيس الصغير \
             لنحو عشرين دلة. اختر الوزن ودرجة التحميص التي تحبها.",
            "Selected Harari beans, lightly roasted every week and ground with jumbo cardamom and a little saffron. The \
             small bag makes about twenty pots. Choose the weight and the roast you like.",
        ),
        price: Some("3.750"),
        stock: None,
        visibility: Active,
        details: Details::Product {
            unit: Some(text("كيس", "bag")),
            options: &[
                Choice {
                    key: "weight",
                    name: text("الوزن", "Weight"),
                    values: &[
                        ("250g", text("٢٥٠ غرام", "250 g"), "0.000"),
                        ("500g", text("٥٠٠ غرام", "500 g"), "3.250"),
                        ("1kg", text("كيلو", "1 kg"), "9.000"),
                    ],
                },
                Choice {
                    key: "roast",
                    name: text("التحميص", "Roast"),
                    values: &[("light", text("شقراء", "Light"), "0.000"), ("medium", text("وسط", "Medium"), "0.000")],
                },
            ],
        },
        look: (Motif::CoffeeBag, Palette::Sage),
    },
    Item {
        slug: "brass-dallah",
        name: text("دلة نحاسية", "Brass dallah"),
        description: text(
            "دلة من النحاس المطروق بنقش مثلثات السدو، مبطّنة لتحفظ حرارة القهوة على المجلس. يصنعها حرفي واحد من أولها إلى \
             آخرها، ولذلك تختلف كل قطعة قليلاً عن أختها.",
            "A pot of hammered brass engraved with Sadu triangles and lined to keep coffee hot through a long evening. \
             One craftsman makes each from start to finish, so no two are quite alike.",
        ),
        price: Some("18.500"),
        stock: Some(24),
        visibility: Active,
        details: Details::Product {
            unit: None,
            options: &[Choice {
                key: "size",
                name: text("الحجم", "Size"),
                values: &[
                    ("small", text("صغيرة، ٦ فناجين", "Small, 6 cups"), "0.000"),
                    ("large", text("كبيرة، ١٢ فنجاناً", "Large, 12 cups"), "6.500"),
                ],
            }],
        },
        look: (Motif::Dallah, Palette::Sand),
    },
    Item {
        slug: "finjan-set",
        name: text("طقم فناجين السدو", "Sadu finjan set"),
        description: text(
            "ستة فناجين من الخزف الأبيض بحزام سدو وحافة ذهبية، مع صينية نحاسية. تُغسل باليد للحفاظ على الذهب.",
            "Six white porcelain cups with a belt of Sadu and a golden rim, on a brass tray. Wash by hand to keep the gold.",
        ),
        price: Some("7.250"),
        stock: Some(60),
        visibility: Active,
        details: Details::Product {
            unit: Some(text("طقم", "set")),
            options: &[Choice {
                key: "colour",
                name: text("اللون", "Colour"),
                values: &[
                    ("red", text("أحمر سدو", "Sadu red"), "0.000"),
                    ("blue", text("أزرق الخليج", "Gulf blue"), "0.000"),
                    ("gold", text("ذهبي كامل", "All gold"), "1.250"),
                ],
            }],
        },
        look: (Motif::Cups, Palette::Clay),
    },
    Item {
        slug: "sukkari-dates",
        name: text("تمر سكري مفتّل", "Sukkari dates"),
        description: text(
            "سكري من القصيم، طري من الداخل مقرمش من الخارج، من محصول هذا الموسم. يصلك في علبة محكمة ويبقى طازجاً شهرين \
             في الثلاجة.",
            "Sukkari from Qassim, soft inside and crisp outside, from this season's harvest. It comes in a sealed box and \
             keeps fresh for two months in the fridge.",
        ),
        price: Some("4.500"),
        stock: Some(180),
        visibility: Active,
        details: Details::Product { unit: Some(text("كيلو", "kg")), options: NO_CHOICE },
        look: (Motif::Dates, Palette::Sea),
    },
    Item {
        slug: "filled-dates",
        name: text("علبة تمر محشو", "Box of filled dates"),
        description: text(
            "تمر خلاص محشو باللوز والفستق والبرتقال المجفف، مرصوص في علبة مبطّنة تصلح هدية. نجهّزها صباح يوم التوصيل. \
             تحتوي على مكسرات.",
            "Khalas dates filled with almond, pistachio and candied orange, in a lined box that is ready to give. We fill \
             it on the morning of delivery. Contains nuts.",
        ),
        price: Some("9.750"),
        stock: None,
        visibility: Active,
        details: Details::Product {
            unit: Some(text("علبة", "box")),
            options: &[Choice {
                key: "pieces",
                name: text("العدد", "Pieces"),
                values: &[("16", text("١٦ حبة", "16 pieces"), "0.000"), ("32", text("٣٢ حبة", "32 pieces"), "8.250")],
            }],
        },
        look: (Motif::DateBox, Palette::Rose),
    },
    Item {
        slug: "sidr-honey",
        name: text("عسل سدر بلدي", "Sidr honey"),
        description: text(
            "عسل سدر غير مبستر من مناحل صغيرة في جبال عُمان، كثيف وله نكهة كراميل خفيفة. الكمية محدودة لأن القطاف مرة في \
             السنة.",
            "Unheated sidr honey from small apiaries in the mountains of Oman, thick, with a light taste of caramel. There \
             is little of it: the harvest is once a year.",
        ),
        price: Some("14.000"),
        stock: Some(16),
        visibility: Active,
        details: Details::Product { unit: Some(text("برطمان ٥٠٠ غرام", "500 g jar")), options: NO_CHOICE },
        look: (Motif::Honey, Palette::Saffron),
    },
    Item {
        slug: "spice-trio",
        name: text("ثلاثية البهار الكويتي", "Kuwaiti spice trio"),
        description: text(
            "بزار كويتي وكركم ودقوس حار، مطحونة في محلنا ومعبأة في أوعية فخارية صغيرة. تكفي طبخات رمضان كلها.",
            "Kuwaiti baharat, turmeric and hot daqoos mix, ground in our shop and packed in small clay bowls. Enough for a \
             whole Ramadan of cooking.",
        ),
        price: Some("6.900"),
        stock: Some(44),
        visibility: Active,
        details: Details::Product { unit: Some(text("مجموعة", "set")), options: NO_CHOICE },
        look: (Motif::Spices, Palette::Night),
    },
    Item {
        slug: "clay-mug",
        name: text("كوب فخار مزجّج", "Glazed clay mug"),
        description: text(
            "كوب مصنوع على الدولاب ومزجّج يدوياً بحزام مثلثات. يتحمّل الميكروويف وغسالة الصحون، وسعته ٣٢٠ مل.",
            "A mug thrown on the wheel and glazed by hand with a row of triangles. Safe for microwave and dishwasher, 320 ml.",
        ),
        price: Some("4.250"),
        stock: Some(75),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Mug, Palette::Rose),
    },
    Item {
        slug: "coffee-hosting",
        name: text("ضيافة قهوة لمناسبتك", "Coffee service for your occasion"),
        description: text(
            "قهوجي بزيّه ودلاله يستقبل ضيوفك بالقهوة والتمر والبخور لمدة ثلاث ساعات. السعر لخمسين ضيفاً داخل الكويت، \
             ونتواصل معك لتأكيد الموعد.",
            "A coffee server in full dress welcomes your guests with coffee, dates and bakhoor for three hours. The price \
             covers fifty guests within Kuwait; we call you to settle the time.",
        ),
        price: Some("85.000"),
        stock: None,
        visibility: Active,
        details: Details::Service { duration_minutes: 180 },
        look: (Motif::Dallah, Palette::Night),
    },
];

pub(super) const HOME: &[Item] = &[
    Item {
        slug: "mabkhara",
        name: text("مبخرة خشبية", "Wooden incense burner"),
        description: text(
            "مبخرة من خشب الأثل بالشكل الكويتي القديم، مطعّمة بالنحاس والمرايا الصغيرة. يأتي معها ملقط وصحن للفحم.",
            "A burner of tamarisk wood in the old Kuwaiti shape, set with brass and small mirrors. Tongs and a plate for \
             the charcoal come with it.",
        ),
        price: Some("11.500"),
        stock: Some(28),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Burner, Palette::Pearl),
    },
    Item {
        slug: "oud-chips",
        name: text("كسر عود كمبودي", "Cambodian oud chips"),
        description: text(
            "كسر عود طبيعي منتقى باليد، رائحته حلوة تبقى في المجلس ساعات. نبيعه بالتولة ونرسل معه شهادة المصدر.",
            "Natural oud chips sorted by hand, with a sweet scent that stays in the room for hours. Sold by the tola, with \
             a certificate of origin.",
        ),
        price: Some("25.000"),
        stock: Some(18),
        visibility: Active,
        details: Details::Product {
            unit: Some(text("تولة", "tola")),
            options: &[Choice {
                key: "grade",
                name: text("الدرجة", "Grade"),
                values: &[
                    ("super", text("سوبر", "Super"), "0.000"),
                    ("double", text("دبل سوبر", "Double super"), "15.000"),
                ],
            }],
        },
        look: (Motif::Oud, Palette::Sand),
    },
    Item {
        slug: "oud-oil",
        name: text("دهن عود معتّق", "Aged oud oil"),
        description: text(
            "دهن عود هندي معتّق ثلاث سنوات، افتتاحيته قوية وخاتمته عسلية. ربع تولة في قارورة بغطاء مذهّب، وقطرة واحدة تكفي.",
            "Indian oud oil aged for three years: bold at first, honeyed in the end. A quarter tola in a bottle with a \
             gilded stopper; one drop is enough.",
        ),
        price: Some("32.500"),
        stock: Some(12),
        visibility: Active,
        details: Details::Product { unit: Some(text("ربع تولة", "quarter tola")), options: NO_CHOICE },
        look: (Motif::Perfume, Palette::Clay),
    },
    Item {
        slug: "bakhoor-candle",
        name: text("شمعة بخور", "Bakhoor candle"),
        description: text(
            "شمعة من شمع الصويا برائحة المعمول والعنبر، في وعاء خزفي يصلح كوباً بعد انتهائها. تحترق نحو ٤٥ ساعة.",
            "A soy candle scented with maamoul bakhoor and amber, in a ceramic pot you can use as a cup afterwards. Burns \
             for about 45 hours.",
        ),
        price: Some("5.250"),
        stock: Some(52),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Candle, Palette::Sage),
    },
    Item {
        slug: "sadu-cushion",
        name: text("وسادة سدو منسوجة", "Woven Sadu cushion"),
        description: text(
            "غطاء من صوف طبيعي نسجته نساجات الجهراء على النول الأرضي، بشرّابات في الزوايا. المقاس ٥٠×٥٠ سم، والحشوة متوفرة \
             عند الطلب.",
            "A cover of natural wool, woven on the ground loom by weavers in Jahra, with tassels at the corners. 50 by 50 \
             cm; the filling is available on request.",
        ),
        price: Some("8.750"),
        stock: Some(40),
        visibility: Active,
        details: Details::Product {
            unit: None,
            options: &[Choice {
                key: "filling",
                name: text("الحشوة", "Filling"),
                values: &[
                    ("cover", text("غطاء فقط", "Cover only"), "0.000"),
                    ("filled", text("مع الحشوة", "With filling"), "2.000"),
                ],
            }],
        },
        look: (Motif::Cushion, Palette::Clay),
    },
    Item {
        slug: "sadu-throw",
        name: text("مفرش سدو كبير", "Large Sadu throw"),
        description: text(
            "مفرش مترين بثلاثة أمتار، يستغرق نسجه ستة أسابيع. نفدت الدفعة الأخيرة، والدفعة القادمة على النول الآن.",
            "Two metres by three, six weeks on the loom. The last batch is sold; the next one is being woven now.",
        ),
        price: Some("68.000"),
        stock: Some(0),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Textile, Palette::Sand),
    },
    Item {
        slug: "clay-vase",
        name: text("مزهرية فيلكا", "Failaka vase"),
        description: text(
            "مزهرية مستوحاة من جرار دلمون التي عُثر عليها في جزيرة فيلكا، بطلاء أزرق مخضرّ. تُباع مع باقة من سنابل جافة.",
            "A vase after the Dilmun jars found on Failaka island, in a blue-green glaze. Sold with a bunch of dried grass.",
        ),
        price: Some("13.250"),
        stock: Some(26),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Vase, Palette::Sea),
    },
    Item {
        slug: "plate-set",
        name: text("طقم سفرة فخار", "Clay dinner set"),
        description: text(
            "ثلاثة صحون ووعاءان بألوان الأرض، تكفي شخصين. مصنوعة في الكويت ومحروقة على ١٢٠٠ درجة.",
            "Three plates and two bowls in the colours of the earth, for two. Made in Kuwait and fired at 1,200 degrees.",
        ),
        price: Some("16.800"),
        stock: Some(22),
        visibility: Active,
        details: Details::Product { unit: Some(text("طقم", "set")), options: NO_CHOICE },
        look: (Motif::Plates, Palette::Saffron),
    },
    Item {
        slug: "palm-basket",
        name: text("سلة خوص بغطاء", "Palm-leaf basket with lid"),
        description: text(
            "سلة من خوص النخيل مجدولة ومصبوغة بأصباغ طبيعية، لحفظ الخبز أو الهدايا. القطر ٣٠ سم.",
            "A basket of plaited palm leaf, dyed with natural colours, for bread or for gifts. 30 cm across.",
        ),
        price: Some("6.500"),
        stock: None,
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Basket, Palette::Night),
    },
    Item {
        slug: "brass-lantern",
        name: text("فانوس نحاسي", "Brass lantern"),
        description: text(
            "فانوس بزجاج ملوّن يرسم على الجدار ظلالاً دافئة، للشمع أو لمصباح صغير. الارتفاع ٣٨ سم.",
            "A lantern whose coloured glass throws warm patterns on the wall, for a candle or a small lamp. 38 cm high.",
        ),
        price: Some("19.900"),
        stock: Some(20),
        visibility: Active,
        details: Details::Product {
            unit: None,
            options: &[Choice {
                key: "height",
                name: text("الارتفاع", "Height"),
                values: &[("38cm", text("٣٨ سم", "38 cm"), "0.000"), ("55cm", text("٥٥ سم", "55 cm"), "11.000")],
            }],
        },
        look: (Motif::Lantern, Palette::Pearl),
    },
    Item {
        slug: "amber-misbaha",
        name: text("مسباح كهرمان", "Amber prayer beads"),
        description: text(
            "مسباح من ٣٣ حبة كهرمان مضغوط بفواصل نحاسية وكركوشة حرير. خفيف في اليد ويزداد لونه دفئاً مع السنين.",
            "Thirty-three beads of pressed amber with brass markers and a silk tassel. Light in the hand, and warmer in \
             colour every year.",
        ),
        price: Some("10.000"),
        stock: Some(34),
        visibility: Active,
        details: Details::Product { unit: None, options: NO_CHOICE },
        look: (Motif::Beads, Palette::Saffron),
    },
    Item {
        slug: "gift-wrapping",
        name: text("تغليف هدية", "Gift wrapping"),
        description: text(
            "نغلّف طلبك بورق منقوش وشريط، ونكتب بطاقة بخط اليد بالعبارة التي تختارها. اكتب العبارة في ملاحظة الطلب.",
            "We wrap your order in patterned paper with a ribbon and write a card by hand in your words. Put them in the \
             note of the order.",
        ),
        price: Some("1.500"),
        stock: None,
        visibility: Active,
        details: Details::Service { duration_minutes: 15 },
        look: (Motif::Gift, Palette::Rose),
    },
    Item {
        slug: "eid-box",
        name: text("صندوق العيد", "Eid box"),
        description: text(
            "صندوق يجمع القهوة والتمر المحشو وشمعة البخور، نطرحه قبل العيد بأسبوعين. ما زلنا نضع اللمسات الأخيرة عليه.",
            "Coffee, filled dates and a bakhoor candle in one box, on sale two weeks before Eid. We are still giving it the \
             last touches.",
        ),
        price: Some("21.000"),
        stock: Some(50),
        visibility: Draft,
        details: Details::Product { unit: Some(text("صندوق", "box")), options: NO_CHOICE },
        look: (Motif::Gift, Palette::Sea),
    },
];
