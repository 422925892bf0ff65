//! Line icons on a 24 unit grid, stroke 1.75, round ends; drawn in the text's colour.

use leptos::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconName {
    /// The basket.
    Basket,
    /// The looking glass.
    Search,
    /// The globe, for the language.
    Globe,
    /// A tick.
    Check,
    /// Waste bin.
    Trash,
    /// Plus.
    Plus,
    /// Minus.
    Minus,
    /// A speech bubble with a handset, for WhatsApp.
    Whatsapp,
    /// A camera, for Instagram.
    Instagram,
    /// A handset.
    Phone,
    /// An envelope.
    Mail,
    /// A place on the map.
    Pin,
    /// Forward in the reading direction; mirrored in Arabic by the style sheet.
    Forward,
    /// Something to know.
    Info,
    /// Something went wrong.
    Alert,
    /// A clock.
    Clock,
    /// A delivery van.
    Van,
    /// A shop front.
    Shop,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::Basket => {
                "M4 9h16l-1.5 9.2a2 2 0 0 1-2 1.8H7.5a2 2 0 0 1-2-1.8L4 9zM8.5 9 12 3.5 15.5 9M10 13v3.5M14 13v3.5"
            }
            Self::Search => "M10.75 17a6.25 6.25 0 1 0 0-12.5 6.25 6.25 0 0 0 0 12.5zM15.4 15.4 20 20",
            Self::Globe => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.2 12h17.6M12 3c2.6 2.5 3.8 5.5 3.8 9s-1.2 6.5-3.8 9c-2.6-2.5-3.8-5.5-3.8-9S9.4 5.5 12 3z"
            }
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Trash => {
                "M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l.8 12a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-12M10.2 10.5v5.5M13.8 10.5v5.5"
            }
            Self::Plus => "M12 5.5v13M5.5 12h13",
            Self::Minus => "M5.5 12h13",
            Self::Whatsapp => {
                "M4 20l1.2-4A8.2 8.2 0 1 1 8.2 19L4 20zM9.2 8.5c-.5 2.6 3.5 6.8 6.2 6.3.7-.2 1.1-1 1-1.7l-1.8-.9-1 .9c-1-.4-2-1.4-2.4-2.4l.9-1-.9-1.8c-.8-.2-1.7 0-2 .6z"
            }
            Self::Instagram => {
                "M8 3.5h8A4.5 4.5 0 0 1 20.5 8v8a4.5 4.5 0 0 1-4.5 4.5H8A4.5 4.5 0 0 1 3.5 16V8A4.5 4.5 0 0 1 8 3.5zM12 15.7a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM16.8 7.2h.01"
            }
            Self::Phone => {
                "M6 3.5h3l1.5 4.2-2 1.6a12 12 0 0 0 6.2 6.2l1.6-2 4.2 1.5v3a2 2 0 0 1-2.2 2A16.8 16.8 0 0 1 4 5.7a2 2 0 0 1 2-2.2z"
            }
            Self::Mail => "M4.5 5.5h15a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM4 7l8 6 8-6",
            Self::Pin => {
                "M12 21s-7-6.2-7-11.2a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 12.3a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Self::Forward => "m9.5 5.5 6.5 6.5-6.5 6.5",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.8h.01",
            Self::Alert => "M12 4 2.8 19.5h18.4L12 4zM12 10v4.5M12 17h.01",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.3l3.3 2",
            Self::Van => {
                "M2.5 6h11.5v10.5H2.5zM14 9.5h4l3.5 3.5v3.5H14M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17.5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::Shop => {
                "M4 4h16l1 5.5a3 3 0 0 1-6 .2 3 3 0 0 1-6 0 3 3 0 0 1-6-.2L4 4zM5 12.5V20h14v-7.5M10 20v-4.5h4V20"
            }
        }
    }
}

/// An icon beside a text, or alone in something that has a name of its own; never read out.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
) -> impl IntoView {
    let class = if name == IconName::Forward { "icon icon-directional" } else { "icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path d=name.path() />
        </svg>
    }
}
