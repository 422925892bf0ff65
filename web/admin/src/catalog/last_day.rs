//! The last day of a campaign while it is written: a day of the tenant's, kept as the point in time at which it is over.

use leptos::prelude::*;

use crate::bound::filled;
use crate::times::{day_in, instant_in, tenant_zone};

/// When the last day is over, by the tenant's clocks.
const CLOCK: &str = "23:59:59";

/// The last day of a campaign.
#[derive(Debug, Clone, Copy)]
pub(super) struct LastDay {
    /// The day that stands in the field.
    pub(super) day: RwSignal<String>,
    /// The end as it is kept, RFC 3339; it stays to the second until another day is chosen.
    kept: StoredValue<Option<String>>,
    zone: Memo<Option<String>>,
}

impl LastDay {
    /// As it is kept, if it is.
    pub(super) fn of(kept: Option<&str>) -> Self {
        let kept = StoredValue::new(kept.map(str::to_owned));
        let this = Self { day: RwSignal::new(String::new()), kept, zone: tenant_zone() };
        let show = move |zone: Option<String>| {
            if let Some(zone) = zone {
                this.day.set(this.kept_day(&zone));
            }
        };
        show(this.zone.get_untracked());
        // The zone may be known later than the campaign.
        Effect::new(move |_| show(this.zone.get()));
        this
    }

    fn kept_day(self, zone: &str) -> String {
        self.kept.with_value(|kept| kept.as_ref().map(|at| day_in(at, zone)).unwrap_or_default())
    }

    /// As it is sent; none: it has no last day.
    pub(super) fn instant(self) -> Option<String> {
        let Some(zone) = self.zone.get_untracked() else { return self.kept.get_value() };
        let day = filled(self.day)?;
        if day == self.kept_day(&zone) { self.kept.get_value() } else { instant_in(&day, CLOCK, &zone) }
    }
}
