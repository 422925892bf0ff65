//! Khair: a charity in Kuwait, with a small bazaar.
use super::{Collection, Storefront, TeamMember, TeamRole, Tenant, TenantKind, khair_bazaar, khair_items, text};
use crate::seed::picture::{Mark, Palette};

pub(super) const TENANT: Tenant = Tenant {
    slug: "khair",
    kind: TenantKind::Charity,
    legal_name: text("مبرة خير الأهلية (تجريبية)", "Khair Community Charity (demo)"),
    licence_number: "DEMO-MOSA-0042",
    default_locale: "ar",
    storefront: Storefront {
        name: text("مبرة خير", "Khair"),
        tagline: text("خيرك يصل، ونخبرك كيف وصل", "Your giving arrives, and we tell you how"),
        about: text(
            "مبرة أهلية صغيرة أسسها جيران من منطقة واحدة قبل عشر سنوات. نعمل مع متطوعين وجهات ميدانية نعرفها بالاسم، \
             وننشر لكل حملة ما جُمع وما صُرف. لا تزيد مصاريفنا الإدارية على خمسة في المئة، وندفعها من تبرعات مخصصة لها.",
            "A small community charity, founded ten years ago by neighbours of one district. We work with volunteers and \
             field partners whom we know by name, and publish what each campaign collected and spent. Administration takes \
             less than five per cent, paid from gifts given for that purpose.",
        ),
        payment_instructions: text(
            "حوّل تبرعك عبر ومض إلى الرقم ‎+965 5000 0042 أو إلى الحساب KW00 DEMO 0000 0000 0000 0000 0000 42 (بنك تجريبي)، \
             واكتب رقم التبرع أو التعهد في الملاحظات. نرسل الإيصال فور وصول المبلغ. هذه جهة تجريبية: لا تحوّل أي مبلغ حقيقي.",
            "Transfer your gift by WAMD to +965 5000 0042 or to account KW00 DEMO 0000 0000 0000 0000 0000 42 (Demo Bank) \
             and write the number of the donation or pledge in the note. We send the receipt as soon as it arrives. This is \
             a demo charity: do not send real money.",
        ),
        address: text("حولي، قطعة 5، شارع التعاون، مبنى 8", "Hawalli, Block 5, Al Taawun Street, Building 8"),
        seo_title: text(
            "مبرة خير | حملات وتعهدات وبازار خيري في الكويت",
            "Khair | campaigns, pledges and a charity bazaar in Kuwait",
        ),
        seo_description: text(
            "إفطار صائم، حفر آبار، كفالة أيتام، حقائب شتاء ووقف نخيل. تبرّع أو تعهّد بأقساط شهرية وتابع ما أُنجز.",
            "Iftar meals, wells, orphan support, winter kits and a palm endowment. Donate or pledge by the month and follow \
             what was done.",
        ),
        accent_color: "#1f5f6b",
        phone: "+96550000042",
        whatsapp: "96550000042",
        instagram: "khair.example",
        email: "hello@khair.example",
        delivery_fee: "1.000",
        minimum_order: "2.000",
        offers_delivery: true,
        offers_pickup: true,
        assistant_greeting: text(
            "حياك الله! اسألني عن حملاتنا، أو كيف تتعهد بأقساط شهرية.",
            "Welcome! Ask me about our campaigns, or how to pledge by the month.",
        ),
    },
    team: &[
        TeamMember {
            name: "د. خالد المطيري", email: "owner@khair.example", role: TeamRole::Owner, locale: "ar"
        },
        TeamMember {
            name: "سارة البلوشي", email: "admin@khair.example", role: TeamRole::Admin, locale: "ar"
        },
        TeamMember { name: "Ahmed Farouk", email: "member@khair.example", role: TeamRole::Member, locale: "en" },
    ],
    collections: &[
        Collection {
            slug: "urgent",
            name: text("حملات عاجلة", "Urgent campaigns"),
            items: &["iftar-meals", "winter-kits", "shelter-tents", "school-bags"],
        },
        Collection {
            slug: "lasting",
            name: text("صدقة جارية", "Lasting charity"),
            items: &["dig-a-well", "palm-endowment", "build-a-mosque", "print-the-quran"],
        },
        Collection {
            slug: "families",
            name: text("أسر وأيتام", "Families and orphans"),
            items: &["orphan-year", "eid-clothing", "food-baskets", "treat-a-patient", "general-sadaqah"],
        },
        Collection {
            slug: "bazaar",
            name: text("البازار الخيري", "Charity bazaar"),
            items: &[
                "bazaar-cushion",
                "bazaar-dates",
                "bazaar-basket",
                "bazaar-candle",
                "bazaar-storybook",
                "bazaar-misbaha",
            ],
        },
    ],
    items: &[khair_items::CAMPAIGNS, khair_items::PLEDGES, khair_bazaar::PRODUCTS],
    mark: (Mark::Palm, Palette::Sea),
    cover: (Palette::Sea, 2),
};
