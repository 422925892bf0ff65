//! What families and workshops make for Khair's bazaar.
use super::Visibility::Active;
use super::{Choice, Details, Item, text};
use crate::seed::picture::{Motif, Palette};

pub(super) const PRODUCTS: &[Item] = &[
    Item {
        slug: "bazaar-cushion",
        name: text("وسادة الأسر المنتجة", "Cushion from home workshops"),
        description: text(
            "وسادة سدو من عمل أمهات في مشغل المبرة، ريعها كاملاً لصاحبة العمل. المقاس ٤٥×٤٥ سم.",
            "A Sadu cushion by mothers of the charity's workshop; all of the price goes to the maker. 45 by 45 cm.",
        ),
        price: Some("7.500"),
        stock: Some(48),
        visibility: Active,
        details: Details::Product {
            unit: None,
            options: &[Choice {
                key: "colour",
                name: text("اللون", "Colour"),
                values: &[("sea", text("أزرق", "Blue"), "0.000"), ("red", text("أحمر", "Red"), "0.000")],
            }],
        },
        look: (Motif::Cushion, Palette::Sea),
    },
    Item {
        slug: "bazaar-dates",
        name: text("تمر وقف النخيل", "Dates of the palm endowment"),
        description: text(
            "برحي وخلاص من نخيل الوقف نفسه. كل كيلو تشتريه يعود ريعه إلى الأيتام.",
            "Barhi and Khalas from the endowed palms themselves. What each kilo brings goes to the orphans.",
        ),
        price: Some("3.250"),
        stock: Some(160),
        visibility: Active,
        details: Details::Product {
            unit: Some(text("كيلو", "kg")),
            options: &[Choice {
                key: "kind",
                name: text("النوع", "Kind"),
                values: &[("khalas", text("خلاص", "Khalas"), "0.000"), ("barhi", text("برحي", "Barhi"), "0.500")],
            }],
        },
        look: (Motif::Dates, Palette::Rose),
    },
    Item {
        slug: "bazaar-basket",
        name: text("سلة خوص صغيرة", "Small palm-leaf basket"),
        description: text(
            "سلة من خوص نخيل الوقف جدلتها نساء القرية، تصلح لتقديم الخبز والتمر. القطر ٢٢ سم.",
            "A basket from leaves of the endowed palms, plaited by women of the village, for bread and dates. 22 cm across.",
        ),
        price: Some("5.000"),
        stock: Some(36),
        visibility: Active,
        details: Details::Product { unit: None, options: &[] },
        look: (Motif::Basket, Palette::Sand),
    },
    Item {
        slug: "bazaar-candle",
        name: text("شمعة العنبر", "Amber candle"),
        description: text(
            "شمعة يدوية من صنع طالبات معهد التدريب، في كوب خزفي ملوّن. تحترق ثلاثين ساعة.",
            "A candle made by students of the training institute, in a painted ceramic cup. Burns for thirty hours.",
        ),
        price: Some("3.500"),
        stock: None,
        visibility: Active,
        details: Details::Product { unit: None, options: &[] },
        look: (Motif::Candle, Palette::Rose),
    },
    Item {
        slug: "bazaar-storybook",
        name: text("مجموعة قصص للأطفال", "Set of children's stories"),
        description: text(
            "أربع قصص مصوّرة كتبها ورسمها أيتام المبرة مع فنانين متطوعين. بالعربية، لعمر ست سنوات فأكثر.",
            "Four picture stories, written and drawn by the charity's orphans together with volunteer artists. In Arabic, \
             from six years.",
        ),
        price: Some("2.750"),
        stock: Some(120),
        visibility: Active,
        details: Details::Product { unit: Some(text("مجموعة", "set")), options: &[] },
        look: (Motif::Books, Palette::Saffron),
    },
    Item {
        slug: "bazaar-misbaha",
        name: text("مسباح خشب الزيتون", "Olive-wood prayer beads"),
        description: text(
            "مسباح من خشب الزيتون خرطه حرفيون من ذوي الإعاقة. نفدت الكمية، ونعيد توفيره الشهر القادم.",
            "Beads of olive wood, turned by craftsmen with disabilities. Sold out; more will come next month.",
        ),
        price: Some("4.000"),
        stock: Some(0),
        visibility: Active,
        details: Details::Product { unit: None, options: &[] },
        look: (Motif::Beads, Palette::Sage),
    },
];
