//! What can be done to an order: which act a state allows, what it is called, and whether it is asked about first.

use client::{OrderAct, OrderStatus};
use ui::{ButtonKind, IconName};

use crate::strings::Strings;

/// What must be asked before an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Nothing: it takes nothing away and can be undone.
    None,
    /// Only whether it is meant.
    Sure,
    /// Why; may be left empty.
    MayTell,
    /// Why.
    MustTell,
}

/// How an act is offered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) act: OrderAct,
    pub(super) label: &'static str,
    pub(super) done: &'static str,
    pub(super) icon: IconName,
    pub(super) kind: ButtonKind,
    pub(super) question: Question,
    pub(super) ask_title: &'static str,
    pub(super) ask_text: &'static str,
    /// The answer that does it.
    pub(super) ask_yes: &'static str,
}

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
    match act {
        OrderAct::Confirm => Offer {
            act,
            label: strings.act_confirm,
            done: strings.done_confirm,
            icon: IconName::Check,
            kind: ButtonKind::Primary,
            question: Question::None,
            ask_title: "",
            ask_text: "",
            ask_yes: "",
        },
        OrderAct::Fulfil => Offer {
            act,
            label: strings.act_fulfil,
            done: strings.done_fulfil,
            icon: IconName::Van,
            kind: ButtonKind::Primary,
            question: Question::None,
            ask_title: "",
            ask_text: "",
            ask_yes: "",
        },
        OrderAct::Reopen => Offer {
            act,
            label: strings.act_reopen,
            done: strings.done_reopen,
            icon: IconName::Undo,
            kind: ButtonKind::Secondary,
            question: Question::MayTell,
            ask_title: strings.ask_reopen,
            ask_text: strings.ask_reopen_text,
            ask_yes: strings.act_reopen,
        },
        OrderAct::Cancel => Offer {
            act,
            label: strings.act_cancel,
            done: strings.done_cancel,
            icon: IconName::Close,
            kind: ButtonKind::Danger,
            question: Question::MustTell,
            ask_title: strings.ask_cancel,
            ask_text: strings.ask_cancel_text,
            ask_yes: strings.do_cancel,
        },
        OrderAct::MarkSpam => Offer {
            act,
            label: strings.act_spam,
            done: strings.done_spam,
            icon: IconName::Ban,
            kind: ButtonKind::Danger,
            question: Question::Sure,
            ask_title: strings.ask_spam,
            ask_text: strings.ask_spam_text,
            ask_yes: strings.do_spam,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::offers;
    use crate::strings::strings;
    use client::{OrderAct, OrderStatus};
    use ui::Locale;

    #[test]
    fn only_what_the_api_allows_is_offered_the_expected_act_first() {
        let acts = |allowed: &[OrderStatus]| -> Vec<OrderAct> {
            offers(allowed, strings(Locale::En)).iter().map(|offer| offer.act).collect()
        };
        assert_eq!(
            acts(&[OrderStatus::Spam, OrderStatus::Cancelled, OrderStatus::Confirmed]),
            [OrderAct::Confirm, OrderAct::Cancel, OrderAct::MarkSpam]
        );
        assert_eq!(acts(&[]), []);
    }
}
