//! Pure rules of deliveries: how an address is shown, when a failed letter is tried again.

use chrono::TimeDelta;

/// An address as the delivery log shows it: first letter, how it goes on, domain.
pub(super) fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

/// The form of an address that fingerprints are made of.
pub(super) fn canonical(address: &str) -> String {
    address.trim().to_lowercase()
}

/// How long a letter waits after its `attempts`-th clear failure; None when it is given up.
///
/// Soon at first, since somebody may be waiting for a code; later ones outlast a provider's bad afternoon.
pub(super) fn pause_after(attempts: i32) -> Option<TimeDelta> {
    match attempts {
        ..=1 => Some(TimeDelta::seconds(5)),
        2 => Some(TimeDelta::seconds(30)),
        3 => Some(TimeDelta::minutes(2)),
        4 => Some(TimeDelta::minutes(10)),
        5 => Some(TimeDelta::minutes(30)),
        6 => Some(TimeDelta::hours(2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_address_names_nobody() {
        assert_eq!(masked("noura.alsabah@home.example"), "n•••@home.example");
        assert_eq!(masked("ن@home.example"), "ن•••@home.example");
        assert_eq!(masked(""), "•••@");
    }

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<TimeDelta> = (1..=6).filter_map(pause_after).collect();
        assert!(pauses.len() == 6 && pauses.is_sorted());
        assert_eq!(pause_after(7), None);
    }
}
