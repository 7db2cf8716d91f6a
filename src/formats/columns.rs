//! What a column of a file can mean, with a stable code that the Book remembers.
//!
//! A code holds all that was decided for a column (label, unit, order of day and month, what each
//! word of a status means), so that a list of codes is a whole mapping.

use std::fmt::Write as _;

use crate::domain::customer::{Stage, Tier};

use super::when::{self, DayOrder};
use super::words;

/// What a column of a file of customers means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CustomerField {
    /// Nothing; the column stays in the file.
    #[default]
    LeaveOut,
    /// The customer's id in the program that wrote the file.
    Id,
    /// The whole name.
    Name,
    /// The given name.
    FirstName,
    /// A middle name.
    MiddleName,
    /// The family name.
    LastName,
    /// The firm.
    Company,
    /// The id of the firm, where that is a customer itself.
    Firm,
    /// The position in the firm.
    Title,
    /// A phone, mail address or handle, with the label that it gets.
    Reach(Reach, String),
    /// The n-th phone, mail address or handle; its label stands in a column of its own.
    Numbered(Reach, u16),
    /// The label of the n-th phone, mail address or handle.
    NumberedLabel(Reach, u16),
    /// The address or a part of it.
    Address(AddressPart),
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// When it can be visited, in whatever spelling.
    OpeningHours,
    /// Tags, several in one cell.
    Tags,
    /// Notes; several columns are joined by a blank line.
    Notes,
    /// The start of the relation.
    Since(DateReading),
    /// The stage, the tier or both, by what its words mean.
    Status(Vec<StatusWord>),
    /// Whether the customer must not be contacted.
    DoNotContact,
    /// Until when the customer is left alone.
    PausedUntil(DateReading),
    /// The customer's own rhythm.
    Every,
    /// What is due in that rhythm.
    EveryAction,
    /// When the customer was last contacted: makes a record without words.
    LastContact(DateReading),
    /// A column of the user's own, with its name.
    Custom(String),
}

/// The ways to reach a customer that are lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Telephone numbers.
    Phone,
    /// Mail addresses.
    Email,
    /// Names on messaging services.
    Handle,
}

impl Reach {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Email, Self::Handle];

    fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Handle => "handle",
        }
    }
}

/// The parts that other programs split an address into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressPart {
    /// All of it in one cell.
    Whole,
    /// Street and number.
    Street,
    /// City.
    City,
    /// State, province or region.
    Region,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
}

impl AddressPart {
    /// All parts, the whole first.
    pub const ALL: [Self; 6] = [
        Self::Whole,
        Self::Street,
        Self::City,
        Self::Region,
        Self::PostalCode,
        Self::Country,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Whole => "address",
            Self::Street => "street",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postal_code",
            Self::Country => "country",
        }
    }
}

/// How the dates of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DateReading {
    /// Which number is the day where the year does not tell.
    pub order: DayOrder,
    /// What the time of day is worth.
    pub clock: Clock,
}

/// What the time of day in a column is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Clock {
    /// It is a time.
    #[default]
    Read,
    /// It is midnight in every row, that is, the column holds dates.
    Ignored,
}

/// What a word in a status column means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusWord {
    /// The word as the file has it.
    pub word: String,
    /// The stage it stands for.
    pub stage: Option<Stage>,
    /// The tier it stands for.
    pub tier: Option<Tier>,
}

impl StatusWord {
    /// The word with the meaning that is proposed for it.
    pub fn proposed(word: &str) -> Self {
        let (stage, tier) = words::standing(word);
        Self {
            word: word.to_owned(),
            stage,
            tier,
        }
    }
}

/// What a column of a file of communications means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CommunicationField {
    /// Nothing; the column stays in the file.
    #[default]
    LeaveOut,
    /// The record's id in the program that wrote the file.
    Id,
    /// The customer's id there; several in one cell are separated by `;`.
    CustomerId,
    /// The customer's name.
    CustomerName,
    /// What was said; several columns are joined by a blank line.
    Content,
    /// When: a date, a date with a time, or an instant.
    Time(DateReading),
    /// The time of day, beside a column with the date.
    TimeOfDay,
    /// By which way.
    Channel,
    /// Who began it.
    Direction,
    /// How it ended.
    Outcome,
    /// How the customer felt.
    Sentiment,
    /// How long it took.
    Duration(DurationUnit),
}

/// What a bare number in a duration column counts. A unit or a colon in the cell is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DurationUnit {
    /// Seconds.
    #[default]
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

impl DurationUnit {
    /// All units.
    pub const ALL: [Self; 4] = [
        Self::Seconds,
        Self::Milliseconds,
        Self::Minutes,
        Self::Hours,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Seconds => "duration",
            Self::Milliseconds => "duration:ms",
            Self::Minutes => "duration:min",
            Self::Hours => "duration:h",
        }
    }
}

/// The fields of customers whose code is a word.
const CUSTOMER_WORDS: [(&str, CustomerField); 17] = [
    ("", CustomerField::LeaveOut),
    ("id", CustomerField::Id),
    ("name", CustomerField::Name),
    ("first_name", CustomerField::FirstName),
    ("middle_name", CustomerField::MiddleName),
    ("last_name", CustomerField::LastName),
    ("company", CustomerField::Company),
    ("firm", CustomerField::Firm),
    ("title", CustomerField::Title),
    ("latitude", CustomerField::Latitude),
    ("longitude", CustomerField::Longitude),
    ("opening_hours", CustomerField::OpeningHours),
    ("tags", CustomerField::Tags),
    ("notes", CustomerField::Notes),
    ("do_not_contact", CustomerField::DoNotContact),
    ("every", CustomerField::Every),
    ("every_action", CustomerField::EveryAction),
];

impl CustomerField {
    /// The stable code, as the Book remembers it.
    pub fn code(&self) -> String {
        let date = |word: &str, reading: &DateReading| format!("{word}{}", reading.suffix());
        match self {
            Self::Reach(reach, label) if label.is_empty() => reach.code().to_owned(),
            Self::Reach(reach, label) => format!("{}:{label}", reach.code()),
            Self::Numbered(reach, number) => format!("{}#{number}", reach.code()),
            Self::NumberedLabel(reach, number) => format!("{}_label#{number}", reach.code()),
            Self::Address(part) => part.code().to_owned(),
            Self::Since(reading) => date("since", reading),
            Self::PausedUntil(reading) => date("paused_until", reading),
            Self::LastContact(reading) => date("last_contact", reading),
            Self::Status(words) => status_code(words),
            Self::Custom(name) => format!("custom:{name}"),
            Self::LeaveOut
            | Self::Id
            | Self::Name
            | Self::FirstName
            | Self::MiddleName
            | Self::LastName
            | Self::Company
            | Self::Firm
            | Self::Title
            | Self::Latitude
            | Self::Longitude
            | Self::OpeningHours
            | Self::Tags
            | Self::Notes
            | Self::DoNotContact
            | Self::Every
            | Self::EveryAction => {
                let known = CUSTOMER_WORDS.iter().find(|(_, field)| field == self);
                known.map_or("", |(code, _)| code).to_owned()
            }
        }
    }

    /// The field of a [`code`](Self::code); [`CustomerField::LeaveOut`] for one of a newer Genjin.
    pub fn from_code(code: &str) -> Self {
        if let Some((_, field)) = CUSTOMER_WORDS.iter().find(|(word, _)| *word == code) {
            return field.clone();
        }
        let (word, rest) = code.split_once(':').unwrap_or((code, ""));
        if let Some(part) = AddressPart::ALL
            .into_iter()
            .find(|part| part.code() == word)
        {
            return Self::Address(part);
        }
        for reach in Reach::ALL {
            if word == reach.code() {
                return Self::Reach(reach, rest.to_owned());
            }
            if let Some((word, number)) = code.split_once('#') {
                let number = number.parse().unwrap_or(0);
                if word == reach.code() {
                    return Self::Numbered(reach, number);
                }
                if word.strip_suffix("_label") == Some(reach.code()) {
                    return Self::NumberedLabel(reach, number);
                }
            }
        }
        match word {
            "since" => Self::Since(DateReading::from_suffix(rest)),
            "paused_until" => Self::PausedUntil(DateReading::from_suffix(rest)),
            "last_contact" => Self::LastContact(DateReading::from_suffix(rest)),
            "status" => Self::Status(status_from(rest)),
            "custom" => Self::Custom(rest.to_owned()),
            _ => Self::LeaveOut,
        }
    }

    /// How the dates of this column are read, where it has dates.
    pub fn date_reading(&mut self) -> Option<&mut DateReading> {
        match self {
            Self::Since(reading) | Self::PausedUntil(reading) | Self::LastContact(reading) => {
                Some(reading)
            }
            _ => None,
        }
    }
}

/// The fields of communications whose code is a word.
const COMMUNICATION_WORDS: [(&str, CommunicationField); 10] = [
    ("", CommunicationField::LeaveOut),
    ("id", CommunicationField::Id),
    ("customer_id", CommunicationField::CustomerId),
    ("customer_name", CommunicationField::CustomerName),
    ("content", CommunicationField::Content),
    ("time_of_day", CommunicationField::TimeOfDay),
    ("channel", CommunicationField::Channel),
    ("direction", CommunicationField::Direction),
    ("outcome", CommunicationField::Outcome),
    ("sentiment", CommunicationField::Sentiment),
];

impl CommunicationField {
    /// The stable code, as the Book remembers it.
    pub fn code(&self) -> String {
        match self {
            Self::Time(reading) => format!("time{}", reading.suffix()),
            Self::Duration(unit) => unit.code().to_owned(),
            _ => {
                let known = COMMUNICATION_WORDS.iter().find(|(_, field)| field == self);
                known.map_or("", |(code, _)| code).to_owned()
            }
        }
    }

    /// The field of a [`code`](Self::code); `LeaveOut` for one of a newer Genjin.
    pub fn from_code(code: &str) -> Self {
        if let Some((_, field)) = COMMUNICATION_WORDS.iter().find(|(word, _)| *word == code) {
            return *field;
        }
        if let Some(unit) = DurationUnit::ALL
            .into_iter()
            .find(|unit| unit.code() == code)
        {
            return Self::Duration(unit);
        }
        match code.split_once(':').unwrap_or((code, "")) {
            ("time", suffix) => Self::Time(DateReading::from_suffix(suffix)),
            _ => Self::LeaveOut,
        }
    }

    /// How the dates of this column are read, where it has dates.
    pub fn date_reading(&mut self) -> Option<&mut DateReading> {
        match self {
            Self::Time(reading) => Some(reading),
            _ => None,
        }
    }
}

impl DateReading {
    pub(super) fn suffix(self) -> &'static str {
        match (self.order, self.clock) {
            (DayOrder::DayFirst, Clock::Read) => "",
            (DayOrder::MonthFirst, Clock::Read) => ":month_first",
            (DayOrder::DayFirst, Clock::Ignored) => ":date",
            (DayOrder::MonthFirst, Clock::Ignored) => ":month_first,date",
        }
    }

    pub(super) fn from_suffix(suffix: &str) -> Self {
        let has = |word| suffix.split(',').any(|part| part == word);
        Self {
            order: if has("month_first") {
                DayOrder::MonthFirst
            } else {
                DayOrder::DayFirst
            },
            clock: if has("date") {
                Clock::Ignored
            } else {
                Clock::Read
            },
        }
    }

    /// Reads a cell of the column.
    pub(super) fn read(self, cell: &str) -> Result<when::When, when::WhenError> {
        let when = when::read_when(cell, self.order)?;
        Ok(match self.clock {
            Clock::Read => when,
            Clock::Ignored => when::When::Date(when.date_as_written()),
        })
    }
}

/// `status:hot=lead+A;in-contract=active+`; words escape what separates them.
fn status_code(words: &[StatusWord]) -> String {
    let mut code = "status".to_owned();
    for (index, status) in words.iter().enumerate() {
        code.push(if index == 0 { ':' } else { ';' });
        for c in status.word.chars() {
            match c {
                '%' | ';' | '=' | '+' => {
                    // Writing to a text cannot fail.
                    let _written = write!(code, "%{:02x}", u32::from(c));
                }
                c => code.push(c),
            }
        }
        code.push('=');
        code.push_str(status.stage.map_or("", Stage::code));
        code.push('+');
        code.push_str(status.tier.map_or("", Tier::code));
    }
    code
}

fn status_from(list: &str) -> Vec<StatusWord> {
    let entries = list.split(';').filter_map(|entry| {
        let (word, meaning) = entry.split_once('=')?;
        let (stage, tier) = meaning.split_once('+')?;
        let word = word
            .replace("%3b", ";")
            .replace("%3d", "=")
            .replace("%2b", "+")
            .replace("%25", "%");
        Some(StatusWord {
            word,
            stage: Stage::from_code(stage),
            tier: Tier::from_code(tier),
        })
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_customers_is_remembered() {
        let month_first = DateReading {
            order: DayOrder::MonthFirst,
            clock: Clock::Ignored,
        };
        let status = |word: &str, stage, tier| StatusWord {
            word: word.to_owned(),
            stage,
            tier,
        };
        let mut fields: Vec<_> = CUSTOMER_WORDS.into_iter().map(|(_, field)| field).collect();
        fields.extend(AddressPart::ALL.map(CustomerField::Address));
        for reach in Reach::ALL {
            fields.extend([
                CustomerField::Reach(reach, String::new()),
                CustomerField::Reach(reach, "work: 1#2".to_owned()),
                CustomerField::Numbered(reach, 12),
                CustomerField::NumberedLabel(reach, 3),
            ]);
        }
        fields.extend([
            CustomerField::Since(DateReading::default()),
            CustomerField::Since(month_first),
            CustomerField::PausedUntil(month_first),
            CustomerField::LastContact(month_first),
            CustomerField::Status(Vec::new()),
            CustomerField::Status(vec![
                status("hot", Some(Stage::Lead), Some(Tier::A)),
                status("a=b;c+100%3b", Some(Stage::Lost), None),
                status("", None, None),
            ]),
            CustomerField::Custom("a:b".to_owned()),
        ]);
        for field in fields {
            assert_eq!(CustomerField::from_code(&field.code()), field);
        }
        assert_eq!(
            CustomerField::from_code("of a newer one:x"),
            CustomerField::LeaveOut
        );
    }

    #[test]
    fn every_field_of_communications_is_remembered() {
        let mut fields: Vec<_> = COMMUNICATION_WORDS
            .iter()
            .map(|(_, field)| *field)
            .collect();
        fields.extend(DurationUnit::ALL.map(CommunicationField::Duration));
        for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
            for clock in [Clock::Read, Clock::Ignored] {
                fields.push(CommunicationField::Time(DateReading { order, clock }));
            }
        }
        for field in fields {
            assert_eq!(CommunicationField::from_code(&field.code()), field);
        }
    }
}
