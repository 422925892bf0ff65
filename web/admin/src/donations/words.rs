//! What the states and intents of a donation are called, and what can be done in each.

use client::{DonationAct, DonationIntent, DonationStatus};
use ui::{ButtonKind, IconName, StatusTone};

use crate::strings::Strings;
use crate::submissions::{Act, Offer, Question};

/// The states in the order of their life, with their words in the address.
pub(super) const STATUSES: [(DonationStatus, &str); 5] = [
    (DonationStatus::Pending, "pending"),
    (DonationStatus::Received, "received"),
    (DonationStatus::Refunded, "refunded"),
    (DonationStatus::Cancelled, "cancelled"),
    (DonationStatus::Spam, "spam"),
];

/// The intents with their words in the address.
pub(super) const INTENTS: [(DonationIntent, &str); 4] = [
    (DonationIntent::General, "general"),
    (DonationIntent::Sadaqah, "sadaqah"),
    (DonationIntent::Zakat, "zakat"),
    (DonationIntent::Waqf, "waqf"),
];

/// A state's name.
pub(super) fn status(status: DonationStatus, strings: &Strings) -> &'static str {
    match status {
        DonationStatus::Pending => strings.donation_pending,
        DonationStatus::Received => strings.donation_received,
        DonationStatus::Refunded => strings.donation_refunded,
        DonationStatus::Cancelled => strings.status_cancelled,
        DonationStatus::Spam => strings.status_spam,
    }
}

/// The donations in a state; Arabic has another form for many.
pub(super) fn statuses(status: DonationStatus, strings: &Strings) -> &'static str {
    match status {
        DonationStatus::Pending => strings.donation_pending,
        DonationStatus::Received => strings.donations_received,
        DonationStatus::Refunded => strings.donations_refunded,
        DonationStatus::Cancelled => strings.statuses_cancelled,
        DonationStatus::Spam => strings.statuses_spam,
    }
}

/// What a state means for whoever opens the donation.
pub(super) fn explained(status: DonationStatus, strings: &Strings) -> &'static str {
    match status {
        DonationStatus::Pending => strings.explain_donation_pending,
        DonationStatus::Received => strings.explain_donation_received,
        DonationStatus::Refunded => strings.explain_donation_refunded,
        DonationStatus::Cancelled => strings.explain_gift_cancelled,
        DonationStatus::Spam => strings.explain_gift_spam,
    }
}

/// The state's colour.
pub(super) fn tone(status: DonationStatus) -> StatusTone {
    match status {
        DonationStatus::Pending => StatusTone::Waiting,
        DonationStatus::Received => StatusTone::Done,
        DonationStatus::Refunded | DonationStatus::Cancelled => StatusTone::Ended,
        DonationStatus::Spam => StatusTone::Bad,
    }
}

/// The name of the state that the API's word names.
pub(crate) fn named(word: &str, strings: &'static Strings) -> Option<&'static str> {
    STATUSES.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(of, _)| status(of, strings))
}

/// An intent's name.
pub(super) fn intent(intent: DonationIntent, strings: &Strings) -> &'static str {
    match intent {
        DonationIntent::General => strings.intent_general,
        DonationIntent::Sadaqah => strings.intent_sadaqah,
        DonationIntent::Zakat => strings.intent_zakat,
        DonationIntent::Waqf => strings.intent_waqf,
    }
}

/// The acts that lead to the states the API allows, the expected one first.
pub(super) fn offers(is_received: bool, allowed: &[DonationStatus], strings: &'static Strings) -> Vec<Offer> {
    const ORDER: [DonationAct; 5] =
        [DonationAct::Receive, DonationAct::Reopen, DonationAct::Refund, DonationAct::Cancel, DonationAct::MarkSpam];
    let leads_to = |act| match act {
        DonationAct::Receive => DonationStatus::Received,
        DonationAct::Refund => DonationStatus::Refunded,
        DonationAct::Cancel => DonationStatus::Cancelled,
        DonationAct::Reopen => DonationStatus::Pending,
        DonationAct::MarkSpam => DonationStatus::Spam,
    };
    let offer = |act| {
        let (label, done, icon, kind, question, text) = match act {
            DonationAct::Receive => (
                strings.act_receive,
                strings.done_receive,
                IconName::Check,
                ButtonKind::Primary,
                Question::Method,
                strings.ask_receive_text,
            ),
            DonationAct::Refund => (
                strings.act_refund,
                strings.done_refund,
                IconName::Undo,
                ButtonKind::Danger,
                Question::MustSay,
                strings.ask_refund_text,
            ),
            DonationAct::Cancel => (
                strings.act_cancel,
                strings.done_gift,
                IconName::Close,
                ButtonKind::Danger,
                Question::MaySay,
                strings.ask_gift_cancel_text,
            ),
            DonationAct::Reopen => (
                strings.act_unreceive,
                strings.done_gift,
                IconName::Undo,
                ButtonKind::Secondary,
                if is_received { Question::MustSay } else { Question::MaySay },
                strings.ask_unreceive_text,
            ),
            DonationAct::MarkSpam => (
                strings.act_donation_spam,
                strings.done_spam,
                IconName::Ban,
                ButtonKind::Danger,
                Question::Sure,
                strings.ask_gift_spam_text,
            ),
        };
        let (title, yes) = match act {
            DonationAct::MarkSpam => (strings.ask_donation_spam, strings.do_spam),
            _ => (label, label),
        };
        Offer { act: Act::Donation(act), label, done, icon, kind, question, title, text, yes }
    };
    ORDER.into_iter().filter(|act| allowed.contains(&leads_to(*act))).map(offer).collect()
}

/// The intents with their names.
pub(crate) fn intents(strings: &'static Strings) -> Vec<(DonationIntent, &'static str)> {
    INTENTS.into_iter().map(|(of, _)| (of, intent(of, strings))).collect()
}

#[cfg(test)]
mod tests {
    use super::{named, offers};
    use crate::strings::strings;
    use crate::submissions::Act;
    use client::{DonationAct, DonationStatus};
    use ui::Locale;

    #[test]
    fn only_what_the_api_allows_is_offered_the_expected_act_first() {
        let acts = |allowed: &[DonationStatus]| -> Vec<Act> {
            offers(false, allowed, strings(Locale::En)).into_iter().map(|offer| offer.act).collect()
        };
        assert_eq!(
            acts(&[DonationStatus::Spam, DonationStatus::Cancelled, DonationStatus::Received]),
            [DonationAct::Receive, DonationAct::Cancel, DonationAct::MarkSpam].map(Act::Donation)
        );
        assert_eq!(acts(&[]), []);
        assert!(named("RECEIVED", strings(Locale::Ar)).is_some() && named("LOST", strings(Locale::Ar)).is_none());
    }
}
