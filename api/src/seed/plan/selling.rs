//! Orders: baskets that the stock allows, and how far they got.
use std::collections::HashMap;

use super::visits::PlannedVisit;
use super::{Channel, OrderEnd, PlannedLine, PlannedOrder, World};
use crate::seed::content::{Details, Item, Visibility};

const NOTES: [&str; 6] = [
    "الرجاء الاتصال قبل التوصيل بنصف ساعة",
    "هدية، بدون فاتورة داخل العلبة لو سمحتم",
    "التوصيل بعد صلاة العصر",
    "الباب الجانبي، يمين الديوانية",
    "Please ring the second bell",
    "إذا ما رديت اتركوه عند الحارس",
];

pub(super) fn orders(world: &mut World<'_>, visits: &[PlannedVisit], count: usize) -> Vec<PlannedOrder> {
    let mut shelf = Shelf::new(world);
    let submissions = world.submissions("order", visits, count);
    let planned = submissions.into_iter().map(|submission| {
        let lines = shelf.basket(world);
        let dice = &mut world.dice;
        let end = match submission.at.days_ago {
            0 => dice.weighted(&[(80, OrderEnd::Pending), (20, OrderEnd::Confirmed)], OrderEnd::Pending),
            1..=4 => dice.weighted(
                &[
                    (16, OrderEnd::Pending),
                    (50, OrderEnd::Confirmed),
                    (28, OrderEnd::Fulfilled),
                    (6, OrderEnd::Cancelled),
                ],
                OrderEnd::Confirmed,
            ),
            _ => dice.weighted(
                &[(4, OrderEnd::Confirmed), (84, OrderEnd::Fulfilled), (9, OrderEnd::Cancelled), (3, OrderEnd::Spam)],
                OrderEnd::Fulfilled,
            ),
        };
        let means = [(50, "wamd"), (22, "bank_transfer"), (28, "cash")];
        let paid = match end {
            OrderEnd::Fulfilled => dice.chance(96),
            OrderEnd::Confirmed => dice.chance(55),
            _ => false,
        };
        let walked_in = submission.channel == Channel::WalkIn;
        PlannedOrder {
            is_delivered: !walked_in && dice.chance(76),
            note: dice.chance(24).then(|| NOTES[dice.below(NOTES.len())]),
            paid_by: paid.then(|| dice.weighted(&means, "wamd")),
            submission,
            lines,
            end,
        }
    });
    planned.collect()
}

/// What can be bought, and how much of it is gone.
struct Shelf {
    goods: Vec<&'static Item>,
    services: Vec<&'static Item>,
    sold: HashMap<&'static str, u32>,
}

impl Shelf {
    fn new(world: &World<'_>) -> Self {
        let active = || world.tenant.items().filter(|item| item.visibility == Visibility::Active);
        let product = |item: &&Item| matches!(item.details, Details::Product { .. }) && item.stock != Some(0);
        Self {
            goods: active().filter(product).collect(),
            services: active().filter(|item| matches!(item.details, Details::Service { .. })).collect(),
            sold: HashMap::new(),
        }
    }

    fn basket(&mut self, world: &mut World<'_>) -> Vec<PlannedLine> {
        let dice = &mut world.dice;
        let wanted = dice.weighted(&[(46, 1), (34, 2), (14, 3), (6, 4)], 1);
        let mut lines: Vec<PlannedLine> = Vec::new();
        for _ in 0..40 {
            if lines.len() == wanted {
                break;
            }
            // The first of the shelf are bought more often.
            let place = dice.below(self.goods.len()).min(dice.below(self.goods.len() + 6));
            let item = self.goods[place];
            let cheap = item.price.is_some_and(|price| price.len() <= "9.999".len());
            let quantity = if cheap { dice.weighted(&[(60, 1), (30, 2), (10, 3)], 1) } else { 1 };
            if lines.iter().any(|line| line.item == item.slug) || !self.take(item, quantity) {
                continue;
            }
            let options = match item.details {
                Details::Product { options, .. } => options,
                _ => &[],
            };
            let options = options.iter().map(|choice| (choice.key, choice.values[dice.below(choice.values.len())].0));
            lines.push(PlannedLine { item: item.slug, quantity, options: options.collect() });
        }
        if !self.services.is_empty() && dice.chance(16) {
            let service = self.services[if dice.chance(12) { 0 } else { self.services.len() - 1 }];
            lines.push(PlannedLine { item: service.slug, quantity: 1, options: Vec::new() });
        }
        lines
    }

    /// Takes from the stock; at most two thirds of what the shop shows, so that it never looks picked over.
    fn take(&mut self, item: &'static Item, quantity: u32) -> bool {
        let sold = self.sold.entry(item.slug).or_default();
        let allowed = item.stock.is_none_or(|stock| (*sold + quantity) * 3 <= stock * 2);
        if allowed {
            *sold += quantity;
        }
        allowed
    }
}
