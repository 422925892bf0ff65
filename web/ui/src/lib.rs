//! Components and design tokens of the project's pages. No data, no requests: what is shown comes as a property.
//!
//! The look stands in `styles/`; a component only writes the classes that are defined there, and never a `style`
//! attribute, which the content security policy refuses.

pub mod button;
pub mod dialog;
pub mod digits;
pub mod feedback;
pub mod field;
pub mod icon;
pub mod layout;
pub mod live_field;
pub mod locale;
pub mod money;
pub mod status;
pub mod woven;

pub use button::{Button, ButtonKind, ButtonLink};
pub use dialog::Dialog;
pub use digits::{fold_digits, fold_number};
pub use feedback::{EmptyState, Skeleton, Toast, ToastStack};
pub use field::{Choice, ErrorSummary, Field, QuantityStepper, Select, SelectOption, TextArea, TextField};
pub use icon::{Icon, IconName};
pub use layout::{Card, Notice, NoticeTone, Section, SummaryList, SummaryRow};
pub use live_field::{LiveArea, LiveField, LiveSelect};
pub use locale::Locale;
pub use money::{Amount, currency_sign, format_money};
pub use status::{Status, StatusTone};
pub use theme::{Rgb, Theme};
pub use woven::{WovenBand, WovenPatterns, WovenTile};
