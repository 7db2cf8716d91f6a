//! What the user can do, and by which keys on which screen.
//!
//! The one list of keys: screens learn from it what a key means, buttons which key they bear, and
//! the list of keys and the palette what there is. So none of them can differ from the others.

use super::route::Route;

/// A key pressed on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The browser's name of the key, in lower case: `l`, `enter`, `arrowdown`.
    pub name: String,
    /// Whether Ctrl or ⌘ is held.
    pub command: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

/// Where a key acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On every page.
    Everywhere,
    /// Today.
    Today,
    /// The queue, one customer a screen.
    Queue,
    /// The evening's debrief.
    Debrief,
    /// The round of visits.
    Round,
    /// The page of a customer.
    Customer,
    /// The list of customers.
    Customers,
    /// The list of communications.
    Communications,
    /// The promises and open needs of all customers.
    Promises,
    /// The form in which a communication is logged.
    LogForm,
}

impl Place {
    /// All of them, in the order in which their keys are listed.
    pub const ALL: [Self; 10] = [
        Self::Everywhere,
        Self::Today,
        Self::Queue,
        Self::Debrief,
        Self::Round,
        Self::Customer,
        Self::Customers,
        Self::Communications,
        Self::Promises,
        Self::LogForm,
    ];

    /// The place of a page that has keys of its own.
    pub fn of(route: Route) -> Option<Self> {
        Some(match route {
            Route::Today => Self::Today,
            Route::Queue => Self::Queue,
            Route::Debrief => Self::Debrief,
            Route::Round => Self::Round,
            Route::Customer(_) => Self::Customer,
            Route::Customers => Self::Customers,
            Route::Communications => Self::Communications,
            Route::Promises => Self::Promises,
            _ => return None,
        })
    }
}

/// A part of a page that can be gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the part with that heading")]
pub enum Section {
    Policy,
    Capacity,
    Weights,
    Satisfaction,
    Loyalty,
    Contact,
    Channels,
    Resources,
    Device,
    Showing,
    Keys,
    Storage,
    About,
    Import,
    Export,
    Backup,
    Reminders,
    SampleData,
    Trash,
    History,
}

impl Section {
    /// The page on which it stands.
    pub fn page(self) -> Route {
        match self {
            Self::Import
            | Self::Export
            | Self::Backup
            | Self::Reminders
            | Self::SampleData
            | Self::Trash
            | Self::History => Route::Data,
            _ => Route::Settings,
        }
    }

    /// Its name in the address of the page; its heading has the same behind the page's, as in
    /// `settings-policy`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Capacity => "capacity",
            Self::Weights => "weights",
            Self::Satisfaction => "satisfaction",
            Self::Loyalty => "loyalty",
            Self::Contact => "contact",
            Self::Channels => "channels",
            Self::Resources => "resources",
            Self::Device => "device",
            Self::Showing => "showing",
            Self::Keys => "keys",
            Self::Storage => "storage",
            Self::About => "about",
            Self::Import => "import",
            Self::Export => "export",
            Self::Backup => "backup",
            Self::Reminders => "reminders",
            Self::SampleData => "sample",
            Self::Trash => "trash",
            Self::History => "history",
        }
    }

    /// Its address.
    pub fn href(self) -> String {
        format!("{}?section={}", self.page().href(), self.code())
    }
}

/// What the user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Log a communication.
    Log,
    /// Write a line of quick capture.
    Capture,
    /// Make a customer.
    NewCustomer,
    /// Search on the page, or among the customers.
    Search,
    /// Open the palette.
    OpenPalette,
    /// Take the newest Change back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Show the list of keys.
    ListKeys,
    /// Go to a page.
    Go(Route),
    /// Go to a part of a page.
    Show(Section),
    /// Stand on the next row.
    NextRow,
    /// Stand on the row before.
    PreviousRow,
    /// Open the row.
    OpenRow,
    /// Say how it ended, then when it goes on.
    Outcome,
    /// Choose how it ended.
    ChooseOutcome,
    /// Put off what is due.
    PutOff,
    /// Skip what is due, with a reason.
    Skip,
    /// Pause the customer.
    Pause,
    /// Log with the customer on whom the page stands.
    LogShown,
    /// Go on to the next card of the queue.
    NextCard,
    /// Go back to the card before.
    PreviousCard,
    /// Mark the follow-up as done.
    Happened,
    /// Mark that nobody answered.
    NoAnswer,
    /// Move the follow-up to tomorrow.
    MoveToTomorrow,
    /// Move it by three days.
    MoveByDays,
    /// Move it by a week.
    MoveByWeek,
    /// Leave it as it is.
    Ignore,
    /// Add words to the row.
    AddWords,
    /// Save the row.
    SaveRow,
    /// Save all rows.
    SaveAll,
    /// Move the stop down.
    MoveStopDown,
    /// Move the stop up.
    MoveStopUp,
    /// Leave the stop out.
    LeaveOut,
    /// Note a need of the customer.
    AddNeed,
    /// Note a promise.
    AddPromise,
    /// Go to the next customer of the list.
    NextCustomer,
    /// Go to the customer before.
    PreviousCustomer,
    /// Select the customer of the row.
    SelectRow,
    /// Select nobody any more.
    ClearSelection,
    /// Edit the record of the row.
    EditRow,
    /// The promise was kept, the need met.
    CloseWell,
    /// The promise was broken, the need dropped.
    CloseBadly,
    /// Choose the next step.
    NextStep,
    /// Choose outcome or next step while typing.
    WhileTyping,
    /// Take the need or promise that was found in the words.
    TakeFound,
    /// Save the form.
    SaveForm,
    /// Plan a next step with the customer of the page.
    Plan,
    /// Edit the customer of the page.
    EditCustomer,
    /// Rate the customer of the page.
    Rate,
    /// Note an observed loyalty of the customer of the page.
    Observe,
    /// Show the report on the customer of the page.
    Report,
    /// Speak the other language.
    OtherLanguage,
    /// Light colours.
    Light,
    /// Dark colours.
    Dark,
    /// The colours of the device.
    DeviceColours,
    /// Switch single keys on or off.
    SingleKeys,
    /// Hide names and numbers, or show them.
    Mask,
    /// Print the page.
    Print,
    /// Save a backup.
    BackUp,
}

/// By which keys something is done at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// Where.
    pub place: Place,
    /// What.
    pub deed: Deed,
    /// By which keys, each enough by itself and written as `aria-keyshortcuts` wants it; `G T` is
    /// one after the other, `1–6` any of the digits. The first is shown on buttons.
    pub keys: &'static [&'static str],
}

const fn at(place: Place, deed: Deed, keys: &'static [&'static str]) -> Shortcut {
    Shortcut { place, deed, keys }
}

/// Any digit that names an outcome.
pub const OUTCOMES: &str = "1–6";

/// All keys, place by place.
pub const SHORTCUTS: &[Shortcut] = {
    use Deed as D;
    use Place as P;
    &[
        at(P::Everywhere, D::OpenPalette, &["Control+K"]),
        at(P::Everywhere, D::Log, &["L"]),
        at(P::Everywhere, D::Capture, &["A"]),
        at(P::Everywhere, D::NewCustomer, &["C"]),
        at(P::Everywhere, D::Search, &["/"]),
        at(P::Everywhere, D::Undo, &["Control+Z"]),
        at(P::Everywhere, D::Redo, &["Control+Y", "Control+Shift+Z"]),
        at(P::Everywhere, D::BackUp, &["B"]),
        at(P::Everywhere, D::ListKeys, &["?"]),
        at(P::Everywhere, D::Go(Route::Today), &["G T"]),
        at(P::Everywhere, D::Go(Route::Queue), &["G Q"]),
        at(P::Everywhere, D::Go(Route::Debrief), &["G E"]),
        at(P::Everywhere, D::Go(Route::Round), &["G R"]),
        at(P::Everywhere, D::Go(Route::Customers), &["G C"]),
        at(P::Everywhere, D::Go(Route::Communications), &["G M"]),
        at(P::Everywhere, D::Go(Route::Promises), &["G P"]),
        at(P::Everywhere, D::Go(Route::Insights), &["G I"]),
        at(P::Everywhere, D::Go(Route::WhatIf), &["G W"]),
        at(P::Everywhere, D::Go(Route::Data), &["G D"]),
        at(P::Everywhere, D::Show(Section::History), &["G H"]),
        at(P::Everywhere, D::Go(Route::Settings), &["G S"]),
        at(P::Today, D::NextRow, &["J", "ArrowDown"]),
        at(P::Today, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Today, D::OpenRow, &["Enter"]),
        at(P::Today, D::LogShown, &["L"]),
        at(P::Today, D::Outcome, &[OUTCOMES]),
        at(P::Today, D::PutOff, &["S"]),
        at(P::Today, D::Skip, &["X"]),
        at(P::Today, D::Pause, &["U"]),
        at(P::Today, D::Go(Route::Queue), &["Q"]),
        at(P::Today, D::Go(Route::Debrief), &["E"]),
        at(P::Today, D::Go(Route::Round), &["R"]),
        at(P::Queue, D::Outcome, &[OUTCOMES]),
        at(P::Queue, D::PutOff, &["S"]),
        at(P::Queue, D::LogShown, &["L"]),
        at(P::Queue, D::Skip, &["X"]),
        at(P::Queue, D::Pause, &["U"]),
        at(P::Queue, D::NextCard, &["N", "J", "ArrowRight"]),
        at(P::Queue, D::PreviousCard, &["K", "ArrowLeft"]),
        at(P::Debrief, D::NextRow, &["J", "ArrowDown"]),
        at(P::Debrief, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Debrief, D::Happened, &["H"]),
        at(P::Debrief, D::NoAnswer, &["N"]),
        at(P::Debrief, D::MoveToTomorrow, &["M", "T"]),
        at(P::Debrief, D::MoveByDays, &["D"]),
        at(P::Debrief, D::MoveByWeek, &["W"]),
        at(P::Debrief, D::Ignore, &["I"]),
        at(P::Debrief, D::AddWords, &["Enter"]),
        at(P::Debrief, D::SaveRow, &["S"]),
        at(P::Debrief, D::SaveAll, &["Control+Enter"]),
        at(P::Round, D::NextRow, &["J", "ArrowDown"]),
        at(P::Round, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Round, D::OpenRow, &["Enter"]),
        at(P::Round, D::LogShown, &["L"]),
        at(P::Round, D::MoveStopDown, &["Shift+J", "Shift+ArrowDown"]),
        at(P::Round, D::MoveStopUp, &["Shift+K", "Shift+ArrowUp"]),
        at(P::Round, D::LeaveOut, &["X"]),
        at(P::Customer, D::LogShown, &["L"]),
        at(P::Customer, D::AddNeed, &["N"]),
        at(P::Customer, D::AddPromise, &["O"]),
        at(P::Customer, D::NextCustomer, &["J"]),
        at(P::Customer, D::PreviousCustomer, &["K"]),
        at(P::Customers, D::NextRow, &["J", "ArrowDown"]),
        at(P::Customers, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Customers, D::OpenRow, &["Enter"]),
        at(P::Customers, D::SelectRow, &["X"]),
        at(P::Customers, D::ClearSelection, &["Escape"]),
        at(P::Communications, D::NextRow, &["J", "ArrowDown"]),
        at(P::Communications, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Communications, D::EditRow, &["Enter", "E"]),
        at(P::Promises, D::NextRow, &["J", "ArrowDown"]),
        at(P::Promises, D::PreviousRow, &["K", "ArrowUp"]),
        at(P::Promises, D::OpenRow, &["Enter"]),
        at(P::Promises, D::CloseWell, &["1"]),
        at(P::Promises, D::CloseBadly, &["2"]),
        at(P::LogForm, D::ChooseOutcome, &[OUTCOMES]),
        at(P::LogForm, D::NextStep, &["T", "D", "W", "P"]),
        at(P::LogForm, D::WhileTyping, &["Alt+1", "Alt+T"]),
        at(P::LogForm, D::TakeFound, &["Alt+N", "Alt+O", "Alt+S"]),
        at(P::LogForm, D::SaveForm, &["Control+Enter"]),
    ]
};

/// What a key means at a place.
pub fn meaning(place: Place, key: &Key) -> Option<Deed> {
    let mut here = SHORTCUTS.iter().filter(|one| one.place == place);
    here.find(|one| one.keys.iter().any(|written| is(written, key)))
        .map(|one| one.deed)
}

/// What a key means after G, which names pages.
pub fn meaning_after_g(key: &Key) -> Option<Deed> {
    let is_letter = |written: &str| {
        let letter = written.strip_prefix("G ");
        letter.is_some_and(|letter| letter.eq_ignore_ascii_case(&key.name))
    };
    let found = SHORTCUTS
        .iter()
        .find(|one| one.keys.iter().any(|written| is_letter(written)));
    found
        .filter(|_| !key.command && !key.shift)
        .map(|one| one.deed)
}

/// Whether a key begins what names a page.
pub fn is_g(key: &Key) -> bool {
    is("G", key)
}

/// The key of a deed at a place, as buttons show it; empty for what has none.
pub fn key_of(place: Place, deed: Deed) -> &'static str {
    let mut found = SHORTCUTS.iter();
    let found = found.find(|one| one.place == place && one.deed == deed);
    found
        .and_then(|one| one.keys.first())
        .copied()
        .unwrap_or("")
}

/// Whether a key is the one that is written so.
fn is(written: &str, key: &Key) -> bool {
    let (command, rest) = without(written, "Control+");
    let (shift, rest) = without(rest, "Shift+");
    if rest == OUTCOMES {
        return !key.command && matches!(key.name.as_str(), "1" | "2" | "3" | "4" | "5" | "6");
    }
    // Where a sign stands on the keyboard, and so whether it needs Shift, differs by country.
    let is_sign = rest.len() == 1 && !rest.as_bytes()[0].is_ascii_alphanumeric();
    command == key.command
        && (shift == key.shift || is_sign)
        && rest.eq_ignore_ascii_case(&key.name)
}

/// Whether a key is held with the one that is written, and what is written without it.
fn without<'a>(written: &'a str, held: &str) -> (bool, &'a str) {
    match written.strip_prefix(held) {
        Some(rest) => (true, rest),
        None => (false, written),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn key(name: &str) -> Key {
        Key {
            name: name.to_owned(),
            command: false,
            shift: false,
        }
    }

    #[test]
    fn a_key_means_one_thing_at_a_place() {
        for place in Place::ALL {
            let mut seen = HashSet::new();
            for shortcut in SHORTCUTS.iter().filter(|one| one.place == place) {
                for written in shortcut.keys {
                    let each: Vec<String> = if *written == OUTCOMES {
                        (1..=6).map(|digit: u8| digit.to_string()).collect()
                    } else {
                        vec![(*written).to_owned()]
                    };
                    for one in each {
                        assert!(seen.insert(one.clone()), "{one} twice at {place:?}");
                    }
                }
            }
            assert!(!seen.is_empty(), "{place:?}");
        }
    }

    #[test]
    fn a_screen_takes_no_key_of_the_app_but_to_log_with_whom_it_shows() {
        let everywhere: Vec<&str> = SHORTCUTS
            .iter()
            .filter(|one| one.place == Place::Everywhere)
            .flat_map(|one| one.keys)
            .copied()
            .collect();
        for one in SHORTCUTS {
            let is_own = matches!(one.place, Place::Everywhere | Place::LogForm)
                || one.deed == Deed::LogShown;
            let taken = one.keys.iter().find(|written| everywhere.contains(written));
            assert!(is_own || taken.is_none(), "{taken:?} at {:?}", one.place);
        }
    }

    #[test]
    fn every_key_is_understood_as_it_is_written() {
        for shortcut in SHORTCUTS {
            for written in shortcut.keys {
                if let Some(letter) = written.strip_prefix("G ") {
                    let pressed = key(&letter.to_ascii_lowercase());
                    assert_eq!(meaning_after_g(&pressed), Some(shortcut.deed), "{written}");
                    continue;
                }
                if written.starts_with("Alt+") {
                    // The form's own, by their place on the keyboard.
                    continue;
                }
                let (command, rest) = without(written, "Control+");
                let (shift, rest) = without(rest, "Shift+");
                let name = if *written == OUTCOMES { "1" } else { rest };
                let pressed = Key {
                    name: name.to_ascii_lowercase(),
                    command,
                    shift,
                };
                assert_eq!(
                    meaning(shortcut.place, &pressed),
                    Some(shortcut.deed),
                    "{written}"
                );
            }
        }
    }

    #[test]
    fn what_is_held_with_a_key_counts() {
        let with = |command, shift, name: &str| Key {
            command,
            shift,
            ..key(name)
        };
        let everywhere = |key: &Key| meaning(Place::Everywhere, key);
        assert_eq!(everywhere(&with(true, false, "z")), Some(Deed::Undo));
        assert_eq!(everywhere(&with(true, true, "z")), Some(Deed::Redo));
        assert_eq!(everywhere(&key("z")), None);
        assert_eq!(everywhere(&with(true, false, "l")), None);
        assert_eq!(everywhere(&with(false, true, "l")), None);
        // The question mark needs Shift on most keyboards, and on some it does not.
        assert_eq!(everywhere(&with(false, true, "?")), Some(Deed::ListKeys));
        assert_eq!(everywhere(&key("?")), Some(Deed::ListKeys));
        let round = |key: &Key| meaning(Place::Round, key);
        assert_eq!(round(&with(false, true, "j")), Some(Deed::MoveStopDown));
        assert_eq!(round(&key("j")), Some(Deed::NextRow));
        assert_eq!(meaning_after_g(&with(true, false, "t")), None);
        assert_eq!(meaning_after_g(&key("z")), None);
    }

    #[test]
    fn a_button_shows_the_first_key_of_what_it_does() {
        assert_eq!(key_of(Place::Everywhere, Deed::Log), "L");
        assert_eq!(key_of(Place::Everywhere, Deed::Redo), "Control+Y");
        assert_eq!(key_of(Place::Today, Deed::Go(Route::Queue)), "Q");
        assert_eq!(key_of(Place::Today, Deed::Print), "");
    }

    #[test]
    fn a_part_of_a_page_has_an_address() {
        assert_eq!(Section::History.href(), "#/data?section=history");
        assert_eq!(Section::Policy.href(), "#/settings?section=policy");
        assert_eq!(Route::parse(&Section::Policy.href()), Route::Settings);
    }
}
