//! What the states and channels of an order are called, and what a state means to the team.

use client::{Channel, Fulfilment, OrderStatus};
use ui::StatusTone;

use crate::strings::Strings;

/// The states in the order of their life, with their words in the address.
pub(super) const STATUSES: [(OrderStatus, &str); 5] = [
    (OrderStatus::Pending, "pending"),
    (OrderStatus::Confirmed, "confirmed"),
    (OrderStatus::Fulfilled, "fulfilled"),
    (OrderStatus::Cancelled, "cancelled"),
    (OrderStatus::Spam, "spam"),
];

/// The channels with their words in the address.
pub(crate) const CHANNELS: [(Channel, &str); 6] = [
    (Channel::Web, "web"),
    (Channel::Assistant, "assistant"),
    (Channel::Phone, "phone"),
    (Channel::Instagram, "instagram"),
    (Channel::Whatsapp, "whatsapp"),
    (Channel::WalkIn, "walk-in"),
];

/// The state of one order.
pub(super) fn status(status: OrderStatus, strings: &Strings) -> &'static str {
    match status {
        OrderStatus::Pending => strings.status_pending,
        OrderStatus::Confirmed => strings.status_confirmed,
        OrderStatus::Fulfilled => strings.status_fulfilled,
        OrderStatus::Cancelled => strings.status_cancelled,
        OrderStatus::Spam => strings.status_spam,
    }
}

/// The orders in a state; Arabic has another form for many.
pub(super) fn statuses(status: OrderStatus, strings: &Strings) -> &'static str {
    match status {
        OrderStatus::Pending => strings.statuses_pending,
        OrderStatus::Confirmed => strings.statuses_confirmed,
        OrderStatus::Fulfilled => strings.statuses_fulfilled,
        OrderStatus::Cancelled => strings.statuses_cancelled,
        OrderStatus::Spam => strings.statuses_spam,
    }
}

/// What a state means for whoever opens the order.
pub(super) fn explained(status: OrderStatus, strings: &Strings) -> &'static str {
    match status {
        OrderStatus::Pending => strings.explain_pending,
        OrderStatus::Confirmed => strings.explain_confirmed,
        OrderStatus::Fulfilled => strings.explain_fulfilled,
        OrderStatus::Cancelled => strings.explain_cancelled,
        OrderStatus::Spam => strings.explain_spam,
    }
}

/// The state's colour.
pub(super) fn tone(status: OrderStatus) -> StatusTone {
    match status {
        OrderStatus::Pending => StatusTone::Waiting,
        OrderStatus::Confirmed => StatusTone::Active,
        OrderStatus::Fulfilled => StatusTone::Done,
        OrderStatus::Cancelled => StatusTone::Ended,
        OrderStatus::Spam => StatusTone::Bad,
    }
}

/// The state that the timeline names by the API's word, e.g. `PENDING` or `pending`.
pub(super) fn status_named(word: &str) -> Option<OrderStatus> {
    STATUSES.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(status, _)| status)
}

/// The name of the state that the API's word names.
pub(crate) fn named(word: &str, strings: &'static Strings) -> Option<&'static str> {
    status_named(word).map(|of| status(of, strings))
}

/// Where an order came from.
pub(crate) fn channel(channel: Channel, strings: &Strings) -> &'static str {
    match channel {
        Channel::Web => strings.channel_web,
        Channel::Assistant => strings.channel_assistant,
        Channel::Phone => strings.channel_phone,
        Channel::Instagram => strings.channel_instagram,
        Channel::Whatsapp => strings.channel_whatsapp,
        Channel::WalkIn => strings.channel_walk_in,
    }
}

/// How an order reaches its customer.
pub(super) fn fulfilment(fulfilment: Fulfilment, strings: &Strings) -> &'static str {
    match fulfilment {
        Fulfilment::Delivery => strings.delivery,
        Fulfilment::Pickup => strings.pickup,
    }
}

#[cfg(test)]
mod tests {
    use super::status_named;
    use client::OrderStatus;

    #[test]
    fn states_are_read_in_either_case() {
        assert_eq!(status_named("PENDING"), Some(OrderStatus::Pending));
        assert_eq!(status_named("spam"), Some(OrderStatus::Spam));
        assert_eq!(status_named("lost"), None);
    }
}
