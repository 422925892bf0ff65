//! Typed ids: a UUIDv7 that knows what it names. Outside the program an id is `prefix_` + 32 hex digits.

use std::{fmt, str::FromStr};

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is no id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadId;

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id of this kind")
    }
}

impl std::error::Error for BadId {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// What the public form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id; ids made later sort later.
            #[must_use]
            pub fn generate() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                let digits = text.strip_prefix(Self::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or(BadId)?;
                if digits.len() != 32 {
                    return Err(BadId);
                }
                Uuid::try_parse(digits).map(Self).map_err(|_| BadId)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A shop or charity.
    TenantId = "tnt";
    /// A person who can sign in.
    UserId = "usr";
    /// A person's place in one tenant's team.
    MemberId = "mbr";
    /// A thing a tenant offers.
    ItemId = "itm";
    /// A shelf of items.
    CollectionId = "col";
    /// A file of items that the team brings.
    ImportId = "imp";
    /// A picture.
    AssetId = "ast";
    /// An order.
    OrderId = "ord";
    /// A donation.
    DonationId = "don";
    /// A receipt for a donation.
    ReceiptId = "rcp";
    /// A pledge.
    PledgeId = "plg";
    /// A row of a pledge's schedule.
    InstalmentId = "ins";
    /// Money received on a pledge.
    PaymentId = "pay";
    /// A visit of a storefront.
    VisitId = "vis";
    /// A line of a timeline.
    EventId = "evt";
    /// A key of an integrator.
    ApiKeyId = "key";
    /// A view of a list that somebody keeps.
    SavedViewId = "viw";
    /// A line of the audit log.
    AuditId = "aud";
    /// A device's signed-in session, with all refresh tokens that follow each other in it.
    SessionId = "ses";
    /// One message to one recipient, and what became of it.
    DeliveryId = "dlv";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_form_round_trips() {
        let id = OrderId::generate();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().starts_with("ord_"));
    }

    #[test]
    fn id_of_another_kind_is_refused() {
        let item = ItemId::generate().to_string();
        assert_eq!(item.parse::<OrderId>(), Err(BadId));
        assert_eq!("ord_".parse::<OrderId>(), Err(BadId));
        assert_eq!(format!("ord_{}", Uuid::nil()).parse::<OrderId>(), Err(BadId), "hyphens are not the public form");
    }
}
