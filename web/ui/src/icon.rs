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
    /// Three lines: the navigation.
    Menu,
    /// A cross.
    Close,
    /// Backward in the reading direction; mirrored in Arabic by the style sheet.
    Back,
    /// Opens downwards.
    Down,
    /// Upwards.
    Up,
    /// A tray: what came in.
    Inbox,
    /// A tag: the catalog.
    Tag,
    /// A person.
    User,
    /// A door and an arrow outwards; mirrored in Arabic by the style sheet.
    SignOut,
    /// Light.
    Sun,
    /// Dark.
    Moon,
    /// A screen: as the system says.
    Screen,
    /// A keyboard.
    Keyboard,
    /// A sheet with lines.
    Note,
    /// Leaves the app: an arrow out of a box.
    Out,
    /// A crossed circle.
    Ban,
    /// Back to before; mirrored in Arabic by the style sheet.
    Undo,
    /// A speech bubble: the assistant.
    Chat,
    /// Two persons: the team.
    People,
    /// Two sliders: settings.
    Settings,
    /// A padlock.
    Lock,
    /// A key.
    Key,
    /// Two sheets: copying.
    Copy,
    /// An arrow into a tray: saving a file.
    Download,
    /// A printer.
    Print,
    /// Bars: figures.
    Chart,
    /// A clock turned back: what happened.
    History,
    /// Three dots: what can be done.
    Dots,
    /// A heart: giving.
    Heart,
    /// A sheet of days.
    Calendar,
}

impl IconName {
    /// Every icon there is.
    pub const ALL: [Self; 48] = [
        Self::Basket,
        Self::Search,
        Self::Globe,
        Self::Check,
        Self::Trash,
        Self::Plus,
        Self::Minus,
        Self::Whatsapp,
        Self::Instagram,
        Self::Phone,
        Self::Mail,
        Self::Pin,
        Self::Forward,
        Self::Info,
        Self::Alert,
        Self::Clock,
        Self::Van,
        Self::Shop,
        Self::Menu,
        Self::Close,
        Self::Back,
        Self::Down,
        Self::Up,
        Self::Inbox,
        Self::Tag,
        Self::User,
        Self::SignOut,
        Self::Sun,
        Self::Moon,
        Self::Screen,
        Self::Keyboard,
        Self::Note,
        Self::Out,
        Self::Ban,
        Self::Undo,
        Self::Chat,
        Self::People,
        Self::Settings,
        Self::Lock,
        Self::Key,
        Self::Copy,
        Self::Download,
        Self::Print,
        Self::Chart,
        Self::History,
        Self::Dots,
        Self::Heart,
        Self::Calendar,
    ];

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
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Back => "m14.5 5.5-6.5 6.5 6.5 6.5",
            Self::Down => "m6.5 9.5 5.5 5.5 5.5-5.5",
            Self::Up => "m6.5 14.5 5.5-5.5 5.5 5.5",
            Self::Inbox => {
                "M4 13.5 6.2 5.8a1.5 1.5 0 0 1 1.4-1.1h8.8a1.5 1.5 0 0 1 1.4 1.1L20 13.5M4 13.5v4a1.5 1.5 0 0 0 1.5 1.5h13a1.5 1.5 0 0 0 1.5-1.5v-4M4 13.5h4.5l1.2 2.2h4.6l1.2-2.2H20"
            }
            Self::Tag => {
                "M4 5.5A1.5 1.5 0 0 1 5.5 4h6l8.1 8.1a1.5 1.5 0 0 1 0 2.1l-5.4 5.4a1.5 1.5 0 0 1-2.1 0L4 11.5v-6zM8.2 8.2h.01"
            }
            Self::User => {
                "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.8 20c.6-3.4 3.5-5.5 7.2-5.5s6.6 2.1 7.2 5.5"
            }
            Self::SignOut => "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15.5 8l4 4-4 4M19 12H9.5",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1"
            }
            Self::Moon => "M19.8 14.3A8 8 0 0 1 9.7 4.2a8 8 0 1 0 10.1 10.1z",
            Self::Screen => {
                "M4.5 4.5h15a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1zM9 20h6M12 16v4"
            }
            Self::Keyboard => {
                "M4 6.5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8"
            }
            Self::Note => {
                "M6.5 3.5h8l4 4v12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM14 3.5V8h4.5M8.5 12h7M8.5 16h5"
            }
            Self::Out => {
                "M10 5H6a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 6 19h11a1.5 1.5 0 0 0 1.5-1.5V14M14 4.5h5.5V10M19.5 4.5 11 13"
            }
            Self::Ban => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6",
            Self::Undo => "M8.5 5 4.5 9l4 4M4.5 9h9a5.5 5.5 0 0 1 0 11H9",
            Self::Chat => {
                "M5.5 4.5h13a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H11L6.5 20v-3.5h-1A1.5 1.5 0 0 1 4 15V6a1.5 1.5 0 0 1 1.5-1.5z"
            }
            Self::People => {
                "M9 11.5a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM2.8 19.5c.5-3.2 3-5 6.2-5s5.7 1.8 6.2 5M15.8 4.9a3.4 3.4 0 0 1 0 6.4M17.6 14.9c2 .7 3.3 2.3 3.6 4.6"
            }
            Self::Settings => {
                "M4 7.5h8.5M17 7.5h3M14.75 9.75a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM4 16.5h3M11.5 16.5H20M9.25 18.75a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5z"
            }
            Self::Lock => {
                "M6.5 10.5h11a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2"
            }
            Self::Key => {
                "M8.5 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.8 11.9 19.5 4.2M16.5 7.2l2.5 2.5M14 9.7l1.8 1.8"
            }
            Self::Copy => {
                "M9.5 8.5h9a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM15.5 8.5v-4a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"
            }
            Self::Chart => "M4 20h16M6.5 16.5v-5M12 16.5V5M17.5 16.5V9",
            Self::History => "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.3l2.8 1.9",
            Self::Download => "M12 4v11M7.5 10.8 12 15.3l4.5-4.5M4.5 19.5h15",
            Self::Heart => "M12 20s-7.5-4.6-7.5-10.2A4.3 4.3 0 0 1 12 7.1a4.3 4.3 0 0 1 7.5 2.7C19.5 15.4 12 20 12 20z",
            Self::Calendar => {
                "M5.5 5.5h13a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1zM4.5 10h15M8.5 3.5v4M15.5 3.5v4"
            }
            Self::Dots => "M12 6.5h.01M12 12h.01M12 17.5h.01",
            Self::Print => {
                "M7 9V4h10v5M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9h14a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 19 17h-2M7 14h10v6H7z"
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
    let is_directional =
        matches!(name, IconName::Forward | IconName::Back | IconName::SignOut | IconName::Out | IconName::Undo);
    let class = if is_directional { "icon icon-directional" } else { "icon" };
    view! {
        <svg class=class viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path d=name.path() />
        </svg>
    }
}
