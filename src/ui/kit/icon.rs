//! The icons: one line path each on a 24 × 24 grid.

use crate::ui::prelude::*;

use crate::domain::channel::Channel;
use crate::domain::follow_up::Action;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal,)*) => {
        /// What an icon shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is what it is called")]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    Today = "M4 6l1.5 1.5L8.5 4.5M4 12.5L5.5 14l3-3M4 19l1.5 1.5 3-3M12.5 6H20M12.5 12.5H20M12.5 19H20",
    Customers = "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20v-1a5 5 0 0 1 5-5h3a5 5 0 0 1 5 5v1M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.3a5 5 0 0 1 3.5 4.7v1",
    Communications = "M4.5 4h15A1.5 1.5 0 0 1 21 5.5v10a1.5 1.5 0 0 1-1.5 1.5H12l-5 4v-4H4.5A1.5 1.5 0 0 1 3 15.5v-10A1.5 1.5 0 0 1 4.5 4zM7.5 8.5h9M7.5 12.5h6",
    Insights = "M4 4v14.5A1.5 1.5 0 0 0 5.5 20H20M8.5 16v-4M13 16V7M17.5 16v-6.5",
    Data = "M12 3c4.4 0 8 1.3 8 3s-3.6 3-8 3-8-1.3-8-3 3.6-3 8-3zM4 6v6c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12v6c0 1.7 3.6 3 8 3s8-1.3 8-3v-6",
    Settings = "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    Log = "M12 4H5.5A1.5 1.5 0 0 0 4 5.5v10A1.5 1.5 0 0 0 5.5 17H7v4l5-4h6.5a1.5 1.5 0 0 0 1.5-1.5V12M12.5 9.5L19 3l2.5 2.5L15 12l-3.2.7z",
    Phone = "M5.5 3.5h3l1.7 4.3-2.1 1.5a11.5 11.5 0 0 0 6.6 6.6l1.5-2.1 4.3 1.7v3a1.8 1.8 0 0 1-1.9 1.9A16.6 16.6 0 0 1 3.6 5.4a1.8 1.8 0 0 1 1.9-1.9z",
    Visit = "M12 21.5s7-6.3 7-11.7a7 7 0 1 0-14 0c0 5.4 7 11.7 7 11.7zM12 12.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z",
    WeChat = "M9.5 4C5.4 4 2 6.7 2 10c0 1.9 1.1 3.6 2.8 4.7L4.3 17.5l3-1.6c.5.1 1 .2 1.5.2M22 15c0-2.8-2.9-5-6.4-5s-6.4 2.2-6.4 5 2.9 5 6.4 5c.7 0 1.4-.1 2-.3l2.5 1.3-.4-2.3C21.1 17.8 22 16.5 22 15zM15.8 9.9C15.3 6.5 12.7 4 9.5 4M7 8.5h.01M11.5 8.5h.01M13.5 14h.01M17.8 14h.01",
    Email = "M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zM3.5 7l8.5 6 8.5-6",
    Sms = "M4.5 4h15A1.5 1.5 0 0 1 21 5.5v10a1.5 1.5 0 0 1-1.5 1.5H12l-5 4v-4H4.5A1.5 1.5 0 0 1 3 15.5v-10A1.5 1.5 0 0 1 4.5 4zM8 10.5h.01M12 10.5h.01M16 10.5h.01",
    Meeting = "M4 4h16v11H4zM2.5 4h19M12 15v3M12 18l-3 3M12 18l3 3M8 11.5l2.7-3 2.3 2 3-3.5",
    Social = "M18 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18 22a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.6 13.5l6.8 4M15.4 6.5l-6.8 4",
    Other = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12h.01M12 12h.01M16 12h.01",
    Undo = "M8.5 4.5L4 9l4.5 4.5M4 9h10.5a5.5 5.5 0 0 1 0 11H8",
    Redo = "M15.5 4.5L20 9l-4.5 4.5M20 9H9.5a5.5 5.5 0 0 0 0 11H16",
    Search = "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
    Filter = "M3.5 5h17l-6.5 8v6.5l-4-2V13z",
    Sort = "M8 4.5v15M4.5 8L8 4.5 11.5 8M16 19.5v-15M12.5 16l3.5 3.5 3.5-3.5",
    Plus = "M12 5v14M5 12h14",
    Close = "M6 6l12 12M18 6L6 18",
    Check = "M4.5 12.5l5 5 10-11",
    Clock = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.3l3.5 2",
    Skip = "M5 5.5l9 6.5-9 6.5zM18.5 5.5v13",
    Trash = "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l.9 13A1.5 1.5 0 0 0 8.4 21h7.2a1.5 1.5 0 0 0 1.5-1.5l.9-13M10 10.5v6.5M14 10.5v6.5",
    Restore = "M12 8v4.5l3 1.8M4 4v5h5M4.3 9A8.5 8.5 0 1 1 3.5 13",
    Import = "M12 3.5v11.5M7.5 10.5L12 15l4.5-4.5M4 15.5v3A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5v-3",
    Export = "M12 15V3.5M7.5 8L12 3.5 16.5 8M4 15.5v3A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5v-3",
    Backup = "M3.5 4h17v4.5h-17zM5 8.5v10A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5v-10M9.5 12.5h5",
    Print = "M7 9V3.5h10V9M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9h14a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 19 17h-2M7 14h10v6.5H7z",
    Warning = "M12 4L2.5 20h19zM12 10v4.5M12 17.3h.01",
    Info = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.7h.01",
    ChevronUp = "M6 15l6-6 6 6",
    ChevronDown = "M6 9l6 6 6-6",
    ChevronLeft = "M15 6l-6 6 6 6",
    ChevronRight = "M9 6l6 6-6 6",
    More = "M4.7 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M18.1 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0",
    Edit = "M4 20l1-4.5L16.5 4a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19zM14 6.5l3.5 3.5",
    Calendar = "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12A1.5 1.5 0 0 1 5.5 5zM4 9.5h16M8.5 3v4M15.5 3v4",
    Person = "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5v-1a5.5 5.5 0 0 1 5.5-5.5h4a5.5 5.5 0 0 1 5.5 5.5v1",
    Tag = "M3.5 4.5v7.2l8.9 8.9a1.5 1.5 0 0 0 2.1 0l6.1-6.1a1.5 1.5 0 0 0 0-2.1L11.7 3.5H4.5a1 1 0 0 0-1 1zM8 8h.01",
    Star = "M12 3.5l2.7 5.5 6 .9-4.35 4.25 1 6L12 17.3l-5.35 2.85 1-6L3.3 9.9l6-.9z",
    Incoming = "M18.5 5.5l-12 12M6.5 9v8.5H15",
    Outgoing = "M5.5 18.5l12-12M9 6.5h8.5V15",
}

impl Icon {
    /// The icon of a channel.
    pub fn of_channel(channel: &Channel) -> Self {
        match channel {
            Channel::Phone => Self::Phone,
            Channel::Visit => Self::Visit,
            Channel::WeChat => Self::WeChat,
            Channel::Email => Self::Email,
            Channel::Sms => Self::Sms,
            Channel::Meeting => Self::Meeting,
            Channel::Social => Self::Social,
            Channel::Other | Channel::Own(_) => Self::Other,
        }
    }

    /// The icon of an action.
    pub fn of_action(action: &Action) -> Self {
        match action {
            Action::Visit => Self::Visit,
            Action::Call => Self::Phone,
            Action::FirstContact => Self::Star,
            Action::Through(channel) => Self::of_channel(channel),
        }
    }

    /// The icon as drawn; it says nothing to a screen reader, the words beside it do.
    pub fn html(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={self.path()} /></svg>
        }
    }
}
