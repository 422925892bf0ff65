//! What the states of a pledge are called, and what can be done in each.

use client::PledgeStatus;
use ui::{ButtonKind, IconName, StatusTone};

use crate::strings::Strings;
use crate::submissions::{Act, Offer, Question};

/// The states in the order of their life, with their words in the address.
pub(super) const STATUSES: [(PledgeStatus, &str); 5] = [
    (PledgeStatus::Active, "active"),
    (PledgeStatus::Overdue, "overdue"),
    (PledgeStatus::Fulfilled, "fulfilled"),
    (PledgeStatus::Cancelled, "cancelled"),
    (PledgeStatus::Spam, "spam"),
];

/// A state's name.
pub(super) fn status(status: PledgeStatus, strings: &Strings) -> &'static str {
    match status {
        PledgeStatus::Active => strings.pledge_active,
        PledgeStatus::Overdue => strings.pledge_overdue,
        PledgeStatus::Fulfilled => strings.pledge_fulfilled,
        PledgeStatus::Cancelled => strings.status_cancelled,
        PledgeStatus::Spam => strings.status_spam,
    }
}

/// The pledges in a state; Arabic has another form for many.
pub(super) fn statuses(status: PledgeStatus, strings: &Strings) -> &'static str {
    match status {
        PledgeStatus::Active => strings.pledges_active,
        PledgeStatus::Overdue => strings.pledges_overdue,
        PledgeStatus::Fulfilled => strings.statuses_fulfilled,
        PledgeStatus::Cancelled => strings.statuses_cancelled,
        PledgeStatus::Spam => strings.statuses_spam,
    }
}

/// What a state means for whoever opens the pledge.
pub(super) fn explained(status: PledgeStatus, strings: &Strings) -> &'static str {
    match status {
        PledgeStatus::Active => strings.explain_pledge_active,
        PledgeStatus::Overdue => strings.explain_pledge_overdue,
        PledgeStatus::Fulfilled => strings.explain_pledge_fulfilled,
        PledgeStatus::Cancelled => strings.explain_gift_cancelled,
        PledgeStatus::Spam => strings.explain_gift_spam,
    }
}

/// The state's colour.
pub(super) fn tone(status: PledgeStatus) -> StatusTone {
    match status {
        PledgeStatus::Active => StatusTone::Active,
        PledgeStatus::Overdue => StatusTone::Waiting,
        PledgeStatus::Fulfilled => StatusTone::Done,
        PledgeStatus::Cancelled => StatusTone::Ended,
        PledgeStatus::Spam => StatusTone::Bad,
    }
}

/// The name of the state that the API's word names.
pub(crate) fn named(word: &str, strings: &'static Strings) -> Option<&'static str> {
    STATUSES.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(of, _)| status(of, strings))
}

/// The question before a payment is made void.
pub(super) fn void(payment: &str, strings: &'static Strings) -> Offer {
    Offer {
        act: Act::Void(payment.to_owned()),
        label: strings.act_void,
        done: strings.done_void,
        icon: IconName::Undo,
        kind: ButtonKind::Quiet,
        question: Question::MustSay,
        title: strings.act_void,
        text: strings.ask_void_text,
        yes: strings.act_void,
    }
}

/// What can be done now, the expected act first.
pub(super) fn offers(now: PledgeStatus, allowed: &[PledgeStatus], strings: &'static Strings) -> Vec<Offer> {
    let mut offers = Vec::new();
    if matches!(now, PledgeStatus::Active | PledgeStatus::Overdue) {
        offers.push(Offer {
            act: Act::Pay,
            label: strings.act_pay,
            done: strings.done_pay,
            icon: IconName::Check,
            kind: ButtonKind::Primary,
            question: Question::Payment,
            title: strings.act_pay,
            text: strings.ask_pay_text,
            yes: strings.act_pay,
        });
    }
    for (act, to, label, icon, kind, question, text) in [
        (
            Act::ReopenPledge,
            PledgeStatus::Active,
            strings.act_reopen,
            IconName::Undo,
            ButtonKind::Secondary,
            Question::Sure,
            strings.ask_unspam_text,
        ),
        (
            Act::CancelPledge,
            PledgeStatus::Cancelled,
            strings.act_cancel,
            IconName::Close,
            ButtonKind::Danger,
            Question::MaySay,
            strings.ask_gift_cancel_text,
        ),
        (
            Act::PledgeIsSpam,
            PledgeStatus::Spam,
            strings.act_pledge_spam,
            IconName::Ban,
            ButtonKind::Danger,
            Question::Sure,
            strings.ask_gift_spam_text,
        ),
    ] {
        if allowed.contains(&to) {
            let (title, yes, done) = match to {
                PledgeStatus::Spam => (strings.ask_pledge_spam, strings.do_spam, strings.done_spam),
                _ => (label, label, strings.done_gift),
            };
            offers.push(Offer { act, label, done, icon, kind, question, title, text, yes });
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::offers;
    use crate::strings::strings;
    use crate::submissions::Act;
    use client::PledgeStatus;
    use ui::Locale;

    #[test]
    fn money_is_recorded_only_where_it_is_taken() {
        let acts = |now, allowed: &[PledgeStatus]| -> Vec<Act> {
            offers(now, allowed, strings(Locale::En)).into_iter().map(|offer| offer.act).collect()
        };
        let active = [PledgeStatus::Cancelled, PledgeStatus::Spam];
        assert_eq!(acts(PledgeStatus::Active, &active), [Act::Pay, Act::CancelPledge, Act::PledgeIsSpam]);
        assert_eq!(acts(PledgeStatus::Fulfilled, &[]), []);
        assert_eq!(acts(PledgeStatus::Spam, &[PledgeStatus::Active]), [Act::ReopenPledge]);
    }
}
