//! What can be done to an order: which act a state allows, what it is called, and whether it is asked about first.

use client::{OrderAct, OrderStatus};
use ui::{ButtonKind, IconName};

use crate::strings::Strings;
use crate::submissions::{Act, Offer, Question};

/// The acts that lead to the states the API allows, the expected one first.
pub(super) fn offers(allowed: &[OrderStatus], strings: &'static Strings) -> Vec<Offer> {
    const ORDER: [OrderAct; 5] =
        [OrderAct::Confirm, OrderAct::Fulfil, OrderAct::Reopen, OrderAct::Cancel, OrderAct::MarkSpam];
    ORDER.into_iter().filter(|act| allowed.contains(&leads_to(*act))).map(|act| offer(act, strings)).collect()
}

const fn leads_to(act: OrderAct) -> OrderStatus {
    match act {
        OrderAct::Confirm => OrderStatus::Confirmed,
        OrderAct::Fulfil => OrderStatus::Fulfilled,
        OrderAct::Cancel => OrderStatus::Cancelled,
        OrderAct::Reopen => OrderStatus::Pending,
        OrderAct::MarkSpam => OrderStatus::Spam,
    }
}

fn offer(act: OrderAct, strings: &'static Strings) -> Offer {
    use ButtonKind::{Danger, Primary, Secondary};
    // The three last: the question's title and text, and the answer that does it.
    let (label, done, icon, kind, question, [title, text, yes]) = match act {
        OrderAct::Confirm => {
            (strings.act_confirm, strings.done_confirm, IconName::Check, Primary, Question::None, [""; 3])
        }
        OrderAct::Fulfil => (strings.act_fulfil, strings.done_fulfil, IconName::Van, Primary, Question::None, [""; 3]),
        OrderAct::Reopen => (
            strings.act_reopen,
            strings.done_reopen,
            IconName::Undo,
            Secondary,
            Question::MaySay,
            [strings.ask_reopen, strings.ask_reopen_text, strings.act_reopen],
        ),
        OrderAct::Cancel => (
            strings.act_cancel,
            strings.done_cancel,
            IconName::Close,
            Danger,
            Question::MustSay,
            [strings.ask_cancel, strings.ask_cancel_text, strings.do_cancel],
        ),
        OrderAct::MarkSpam => (
            strings.act_spam,
            strings.done_spam,
            IconName::Ban,
            Danger,
            Question::Sure,
            [strings.ask_spam, strings.ask_spam_text, strings.do_spam],
        ),
    };
    Offer { act: Act::Order(act), label, done, icon, kind, question, title, text, yes }
}

#[cfg(test)]
mod tests {
    use super::offers;
    use crate::strings::strings;
    use crate::submissions::Act;
    use client::{OrderAct, OrderStatus};
    use ui::Locale;

    #[test]
    fn only_what_the_api_allows_is_offered_the_expected_act_first() {
        let acts = |allowed: &[OrderStatus]| -> Vec<Act> {
            offers(allowed, strings(Locale::En)).into_iter().map(|offer| offer.act).collect()
        };
        assert_eq!(
            acts(&[OrderStatus::Spam, OrderStatus::Cancelled, OrderStatus::Confirmed]),
            [OrderAct::Confirm, OrderAct::Cancel, OrderAct::MarkSpam].map(Act::Order)
        );
        assert_eq!(acts(&[]), []);
    }
}
