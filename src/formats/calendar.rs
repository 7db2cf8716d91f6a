//! Due follow-ups as one iCalendar file (RFC 5545) for the calendar of a phone.
//!
//! Events and not to-dos, because calendars leave those out when they take in a file. METHOD is
//! PUBLISH: a snapshot for whoever takes it in, with nobody to invite and nothing to answer, in which
//! what was withdrawn stands as cancelled. No ORGANIZER is named, as in the files that the large
//! calendars write themselves: with one, many show the event as the invitation of somebody else.
//! Times are instants in UTC, so that no table of time zones has to travel with them; days without a
//! time are dates.

use chrono::{DateTime, FixedOffset, NaiveDate};
use xxhash_rust::xxh3::xxh3_64;

use crate::domain::customer::Position;
use crate::domain::id::ReminderId;
use crate::domain::moment::Now;
use crate::domain::written::{date_text, instant_text};

/// The kind of the file, for those who save it.
pub const MEDIA_TYPE: &str = "text/calendar;charset=utf-8";

/// A follow-up as an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Of which follow-up or customer; the same in every file.
    pub id: ReminderId,
    /// How often it was changed since it was first written.
    pub sequence: u32,
    /// When it is due.
    pub when: EventTime,
    /// What it says; of a cancelled one at most the summary is written.
    pub words: EventWords,
    /// Whether it is withdrawn.
    pub is_cancelled: bool,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventTime {
    /// On a day; its alarm rings so many minutes after midnight.
    Day {
        /// Which day.
        day: NaiveDate,
        /// Minutes after midnight.
        rings_at: u16,
    },
    /// At an instant; its alarm rings so many minutes before.
    At {
        /// When it begins.
        starts: DateTime<FixedOffset>,
        /// How long it takes, in minutes; at least 1.
        minutes: u16,
        /// Minutes before it begins.
        rings_before: u16,
    },
}

impl EventTime {
    /// The day where it was planned.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day { day, .. } => day,
            Self::At { starts, .. } => starts.date_naive(),
        }
    }
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventWords {
    /// What is to be done and with whom.
    pub summary: String,
    /// Why, and how to reach the customer.
    pub description: String,
    /// The address.
    pub location: String,
    /// Where that is.
    pub position: Option<Position>,
}

impl CalendarEvent {
    /// A hash of what the event says and when it is: another one is a change for the calendar.
    pub fn content(&self) -> u64 {
        let mut lines = Lines::default();
        self.write_content(&mut lines);
        xxh3_64(lines.text.as_bytes())
    }

    fn write(&self, lines: &mut Lines, stamp: &str) {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &format!("{}@genjin", self.id));
        lines.put("SEQUENCE", &self.sequence.to_string());
        lines.put("DTSTAMP", stamp);
        self.write_content(lines);
        lines.put("END", "VEVENT");
    }

    fn write_content(&self, lines: &mut Lines) {
        let EventWords {
            summary,
            description,
            location,
            position,
        } = &self.words;
        match self.when {
            EventTime::Day { day, .. } => lines.put("DTSTART;VALUE=DATE", &basic_date(day)),
            EventTime::At {
                starts, minutes, ..
            } => {
                lines.put("DTSTART", &basic_instant(starts));
                lines.put("DURATION", &format!("PT{}M", minutes.max(1)));
            }
        }
        lines.put_text("SUMMARY", summary);
        if self.is_cancelled {
            lines.put("STATUS", "CANCELLED");
            return;
        }
        lines.put_text("DESCRIPTION", description);
        lines.put_text("LOCATION", location);
        if let Some(position) = position {
            lines.put(
                "GEO",
                &format!("{};{}", position.latitude, position.longitude),
            );
        }
        lines.put("STATUS", "CONFIRMED");
        // A day's reminder does not make the day look busy.
        if matches!(self.when, EventTime::Day { .. }) {
            lines.put("TRANSP", "TRANSPARENT");
        }
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.put(
            "TRIGGER",
            &match self.when {
                EventTime::Day { rings_at, .. } => {
                    format!("PT{}H{}M", rings_at / 60, rings_at % 60)
                }
                EventTime::At { rings_before, .. } => format!("-PT{rings_before}M"),
            },
        );
        lines.put_text("DESCRIPTION", summary);
        lines.put("END", "VALARM");
    }
}

/// The file of these events.
pub fn write_calendar(events: &[CalendarEvent], now: Now) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Genjin//Genjin//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    let stamp = basic_instant(now);
    for event in events {
        event.write(&mut lines, &stamp);
    }
    lines.put("END", "VCALENDAR");
    lines.text
}

/// `20240816`; a year that has not four digits is no date there, and comes out as the last that has.
fn basic_date(date: NaiveDate) -> String {
    let text = date_text(date).replace('-', "");
    if text.len() == 8 {
        text
    } else {
        "99991231".to_owned()
    }
}

/// `20240816T070405Z`.
fn basic_instant(instant: DateTime<FixedOffset>) -> String {
    let utc = instant_text(instant.to_utc().fixed_offset());
    let (date, time) = utc.split_once('T').unwrap_or((&utc, ""));
    let date = date.replace('-', "");
    let time = time.get(.."07:04:05".len()).unwrap_or_default();
    if date.len() == 8 {
        format!("{date}T{}Z", time.replace(':', ""))
    } else {
        "99991231T235959Z".to_owned()
    }
}

/// The lines of a file, folded.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// The most octets of a line without its end (RFC 5545 §3.1).
    const MOST: usize = 75;

    /// Writes a property whose value needs no escaping.
    fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut length = 0;
        for char in line.chars() {
            if Self::MOST < length + char.len_utf8() {
                // The blank that marks a folded line counts as well.
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(char);
            length += char.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// Writes a property whose value somebody has typed; none where it is empty.
    fn put_text(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.put(name, &escaped(value));
        }
    }
}

/// A text as a value (RFC 5545 §3.3.11), without the control characters that none may hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' | ';' | ',' => escaped.extend(['\\', char]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(char),
            char if char.is_control() => {}
            char => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use icalendar::parser::{Component, read_calendar, unfold};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::decimal::Decimal;
    use crate::domain::written::read_instant;

    fn at(text: &str) -> DateTime<FixedOffset> {
        read_instant(text).expect("test literal")
    }

    fn timed() -> CalendarEvent {
        CalendarEvent {
            id: ReminderId(Uuid::from_u128(7)),
            sequence: 2,
            when: EventTime::At {
                starts: at("2026-01-07T09:00:00+08:00"),
                minutes: 15,
                rings_before: 15,
            },
            words: EventWords {
                summary: "电话沟通 王总 (华联)".to_owned(),
                description: "嫌交期长; ask, then \\ quote\r\n+86 138".to_owned(),
                location: "南京路 1".to_owned(),
                position: Some(Position {
                    latitude: Decimal::from_millionths(31_230_400),
                    longitude: Decimal::from_millionths(-121_473_700),
                }),
            },
            is_cancelled: false,
        }
    }

    fn of_a_day() -> CalendarEvent {
        CalendarEvent {
            id: ReminderId(Uuid::from_u128(8)),
            sequence: 0,
            when: EventTime::Day {
                day: at("2026-01-09T00:00:00Z").date_naive(),
                rings_at: 9 * 60 + 30,
            },
            words: EventWords {
                summary: "Visit Alice".to_owned(),
                ..EventWords::default()
            },
            is_cancelled: false,
        }
    }

    #[test]
    fn the_file_is_written_as_the_standard_has_it() {
        let cancelled = CalendarEvent {
            is_cancelled: true,
            sequence: 1,
            ..of_a_day()
        };
        let text = write_calendar(
            &[timed(), of_a_day(), cancelled],
            at("2026-01-05T10:00:00+08:00"),
        );
        let expected = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Genjin//Genjin//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
UID:00000000000000000000000000000007@genjin
SEQUENCE:2
DTSTAMP:20260105T020000Z
DTSTART:20260107T010000Z
DURATION:PT15M
SUMMARY:电话沟通 王总 (华联)
DESCRIPTION:嫌交期长\\; ask\\, then \\\\ quote\\n+86 138
LOCATION:南京路 1
GEO:31.2304;-121.4737
STATUS:CONFIRMED
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:电话沟通 王总 (华联)
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:00000000000000000000000000000008@genjin
SEQUENCE:0
DTSTAMP:20260105T020000Z
DTSTART;VALUE=DATE:20260109
SUMMARY:Visit Alice
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:PT9H30M
DESCRIPTION:Visit Alice
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:00000000000000000000000000000008@genjin
SEQUENCE:1
DTSTAMP:20260105T020000Z
DTSTART;VALUE=DATE:20260109
SUMMARY:Visit Alice
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
";
        assert_eq!(text, expected.replace('\n', "\r\n"));
    }

    #[test]
    fn the_content_changes_with_what_is_said_and_not_with_the_count() {
        let event = timed();
        let check = |other: CalendarEvent, is_same: bool| {
            assert_eq!(other.content() == event.content(), is_same, "{other:?}");
        };
        let with_words = |words: EventWords| CalendarEvent { words, ..timed() };
        check(
            CalendarEvent {
                sequence: 9,
                ..timed()
            },
            true,
        );
        check(
            CalendarEvent {
                when: of_a_day().when,
                ..timed()
            },
            false,
        );
        check(
            CalendarEvent {
                is_cancelled: true,
                ..timed()
            },
            false,
        );
        let words = timed().words;
        check(
            with_words(EventWords {
                summary: String::new(),
                ..words.clone()
            }),
            false,
        );
        check(
            with_words(EventWords {
                description: String::new(),
                ..words.clone()
            }),
            false,
        );
        check(
            with_words(EventWords {
                location: String::new(),
                ..words.clone()
            }),
            false,
        );
        check(
            with_words(EventWords {
                position: None,
                ..words
            }),
            false,
        );
    }

    #[test]
    fn a_year_that_the_standard_has_no_place_for_still_gives_a_file() {
        let far = NaiveDate::from_ymd_opt(12_024, 1, 1).expect("a date");
        assert_eq!(basic_date(far), "99991231");
        let far = far.and_time(NaiveTime::MIN).and_utc().fixed_offset();
        assert_eq!(basic_instant(far), "99991231T235959Z");
    }

    /// The one value of a property; the parser has undone the escaping of texts.
    fn one<'c>(component: &'c Component<'_>, name: &str) -> Option<&'c str> {
        let mut found = component.properties.iter().filter(|one| one.name == name);
        let value = found.next().map(|one| one.val.as_str());
        assert!(found.next().is_none(), "{name} stands twice");
        value
    }

    /// What may become of a text: its line ends are made one, its controls go.
    fn kept(text: &str) -> String {
        let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
        text.chars()
            .filter(|char| matches!(char, '\n' | '\t') || !char.is_control())
            .collect()
    }

    fn word() -> impl Strategy<Value = String> {
        "\\PC{0,80}|[王总,;\\\\:\"\r\n\t a]{0,200}|😀{0,40}"
    }

    fn event() -> impl Strategy<Value = CalendarEvent> {
        let day = (0..3_000_000_i32, 0..1440_u16).prop_map(|(days, rings_at)| EventTime::Day {
            day: NaiveDate::from_num_days_from_ce_opt(days + 366).expect("a date"),
            rings_at,
        });
        let instant = (0..250_000_000_000_i64, -14 * 60..14 * 60_i32, 0..600_u16).prop_map(
            |(seconds, offset, minutes)| EventTime::At {
                starts: DateTime::from_timestamp(seconds, 0)
                    .expect("in range")
                    .with_timezone(&FixedOffset::east_opt(offset * 60).expect("in range")),
                minutes,
                rings_before: minutes,
            },
        );
        let words =
            (word(), word(), word()).prop_map(|(summary, description, location)| EventWords {
                summary,
                description,
                location,
                position: None,
            });
        let when = prop_oneof![day, instant];
        (any::<u128>(), any::<u32>(), when, words, any::<bool>()).prop_map(
            |(id, sequence, when, words, is_cancelled)| CalendarEvent {
                id: ReminderId(Uuid::from_u128(id)),
                sequence,
                when,
                words,
                is_cancelled,
            },
        )
    }

    proptest! {
        #[test]
        fn another_program_reads_every_event_as_it_was(events in prop::collection::vec(event(), 0..4)) {
            let now = at("2026-01-05T10:00:00+08:00");
            let text = write_calendar(&events, now);
            prop_assert_eq!(&text, &write_calendar(&events, now));
            prop_assert!(text.ends_with("\r\n"));
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {}", line.len(), line);
                prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
            }
            let unfolded = unfold(&text);
            let read = read_calendar(&unfolded).map_err(TestCaseError::fail)?;
            prop_assert_eq!(read.components.len(), events.len());
            for (event, component) in events.iter().zip(&read.components) {
                prop_assert_eq!(component.name.as_str(), "VEVENT");
                let uid = format!("{}@genjin", event.id);
                prop_assert_eq!(one(component, "UID"), Some(uid.as_str()));
                let sequence = event.sequence.to_string();
                prop_assert_eq!(one(component, "SEQUENCE"), Some(sequence.as_str()));
                prop_assert_eq!(one(component, "DTSTAMP"), Some("20260105T020000Z"));
                prop_assert!(one(component, "DTSTART").is_some());
                let status = if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" };
                prop_assert_eq!(one(component, "STATUS"), Some(status));
                let text = |name| one(component, name).unwrap_or_default().to_owned();
                prop_assert_eq!(text("SUMMARY"), kept(&event.words.summary));
                if event.is_cancelled {
                    prop_assert_eq!(component.components.len(), 0);
                } else {
                    prop_assert_eq!(text("DESCRIPTION"), kept(&event.words.description));
                    prop_assert_eq!(text("LOCATION"), kept(&event.words.location));
                    let [alarm] = &component.components[..] else {
                        return Err(TestCaseError::fail("one alarm"));
                    };
                    prop_assert_eq!(one(alarm, "ACTION"), Some("DISPLAY"));
                    prop_assert!(one(alarm, "TRIGGER").is_some());
                }
            }
        }
    }
}
