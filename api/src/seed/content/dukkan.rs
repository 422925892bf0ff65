//! Dukkan: a shop of Gulf heritage in Kuwait City.
use super::{Collection, Storefront, TeamMember, TeamRole, Tenant, TenantKind, dukkan_items, text};
use crate::seed::picture::{Mark, Palette};

pub(super) const TENANT: Tenant = Tenant {
    slug: "dukkan",
    kind: TenantKind::Shop,
    legal_name: text("مؤسسة دكان للتراث (تجريبية)", "Dukkan Heritage Est. (demo)"),
    licence_number: "DEMO-2024-0001",
    default_locale: "ar",
    storefront: Storefront {
        name: text("دكان", "Dukkan"),
        tagline: text("قهوة وعود وسدو… من بيوت أهل الكويت", "Coffee, oud and Sadu weave, from the homes of Kuwait"),
        about: text(
            "بدأ دكان من ديوانية صغيرة في شرق، حيث كانت رائحة الهيل تسبق الضيوف. نختار اليوم ما يليق ببيوتكم: بنّاً نحمّصه \
             كل أسبوع، وتموراً من مزارع نعرف أصحابها، ومشغولات يدوية من نساجات الكويت وصنّاعها. نوصّل داخل الكويت في اليوم \
             التالي، وتستطيعون الاستلام من المحل.",
            "Dukkan began in a small diwaniya in Sharq, where the scent of cardamom arrived before the guests. Today we \
             choose what belongs in your home: coffee we roast every week, dates from farms whose owners we know, and \
             handwork by Kuwaiti weavers and makers. We deliver within Kuwait the next day, or you can collect from the shop.",
        ),
        payment_instructions: text(
            "حوّل المبلغ عبر ومض إلى الرقم ‎+965 5000 0000 أو إلى الحساب KW00 DEMO 0000 0000 0000 0000 0000 00 (بنك تجريبي)، \
             واكتب رقم الطلب في الملاحظات. ويمكنك الدفع نقداً عند الاستلام. هذا متجر تجريبي: لا تحوّل أي مبلغ حقيقي.",
            "Transfer the total by WAMD to +965 5000 0000 or to account KW00 DEMO 0000 0000 0000 0000 0000 00 (Demo Bank) \
             and write the order number in the note. Cash on delivery is fine too. This is a demo shop: do not send real money.",
        ),
        address: text(
            "المباركية، قطعة 2، سوق التراث، محل 14، مدينة الكويت",
            "Mubarakiya, Block 2, Heritage Souq, Shop 14, Kuwait City",
        ),
        seo_title: text("دكان | قهوة عربية وعود وسدو في الكويت", "Dukkan | Arabic coffee, oud and Sadu in Kuwait"),
        seo_description: text(
            "قهوة عربية محمّصة أسبوعياً، تمور محشوة، عود وبخور، ومشغولات سدو وفخار يدوية. توصيل داخل الكويت.",
            "Weekly roasted Arabic coffee, filled dates, oud and bakhoor, hand-woven Sadu and ceramics. Delivery in Kuwait.",
        ),
        accent_color: "#8e2f24",
        phone: "+96550000000",
        whatsapp: "96550000000",
        instagram: "dukkan.example",
        email: "hello@dukkan.example",
        delivery_fee: "1.500",
        minimum_order: "3.000",
        offers_delivery: true,
        offers_pickup: true,
        assistant_greeting: text(
            "هلا والله! اسألني عن القهوة أو التمور أو اقتراح هدية.",
            "Welcome! Ask me about coffee, dates, or an idea for a gift.",
        ),
    },
    team: &[
        TeamMember {
            name: "نورة العنزي", email: "owner@dukkan.example", role: TeamRole::Owner, locale: "ar"
        },
        TeamMember {
            name: "يوسف الرشيد", email: "admin@dukkan.example", role: TeamRole::Admin, locale: "ar"
        },
        TeamMember { name: "Maria Santos", email: "member@dukkan.example", role: TeamRole::Member, locale: "en" },
    ],
    collections: &[
        Collection {
            slug: "coffee",
            name: text("قهوة وضيافة", "Coffee and hospitality"),
            items: &["arabic-coffee", "brass-dallah", "finjan-set", "clay-mug", "coffee-hosting"],
        },
        Collection {
            slug: "dates-honey",
            name: text("تمور وعسل", "Dates and honey"),
            items: &["sukkari-dates", "filled-dates", "sidr-honey", "spice-trio"],
        },
        Collection {
            slug: "oud-bakhoor",
            name: text("عود وبخور", "Oud and bakhoor"),
            items: &["mabkhara", "oud-chips", "oud-oil", "bakhoor-candle"],
        },
        Collection {
            slug: "weave-clay",
            name: text("سدو وفخار", "Weave and clay"),
            items: &["sadu-cushion", "sadu-throw", "clay-vase", "plate-set", "palm-basket"],
        },
        Collection {
            slug: "gifts",
            name: text("هدايا", "Gifts"),
            items: &["filled-dates", "brass-lantern", "amber-misbaha", "sadu-cushion", "gift-wrapping"],
        },
    ],
    items: &[dukkan_items::TABLE, dukkan_items::HOME],
    mark: (Mark::Door, Palette::Clay),
    cover: (Palette::Clay, 1),
};
