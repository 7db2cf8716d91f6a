//! What a column of a file of ratings, or of observed loyalties, can mean, with a stable code that
//! the Book remembers.

use crate::domain::rating::AspectId;

use super::columns::DateReading;

/// What a column of a file of ratings or of observed loyalties means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ScoreField {
    /// Nothing; the column stays in the file.
    #[default]
    LeaveOut,
    /// The row's id in the program that wrote the file.
    Id,
    /// The customer's id there.
    CustomerId,
    /// The customer's name.
    CustomerName,
    /// A phone of the customer.
    CustomerPhone,
    /// A mail address of the customer.
    CustomerEmail,
    /// When: a date, a date with a time, or an instant.
    Time(DateReading),
    /// The time of day, where it stands in a column of its own.
    TimeOfDay,
    /// What was rated, by its name.
    Aspect,
    /// What was rated, by its code; in Genjin's own files.
    AspectCode,
    /// The score for what the row's aspect names.
    Score,
    /// The scale of the row's scores.
    Scale,
    /// The scores for one aspect: the column is headed by what was rated.
    ScoreOf(AspectId),
    /// The scores for an aspect that is made by this name, unless the user has one already.
    ScoreOfNew(String),
    /// The number that shows how loyal the customer was.
    Value,
    /// Who gave the scores, or what the number counts.
    Words,
    /// The communication in which the scores were given; in Genjin's own files.
    Communication,
}

/// The fields whose code is a word.
const WORDS: [(&str, ScoreField); 14] = [
    ("", ScoreField::LeaveOut),
    ("id", ScoreField::Id),
    ("customer_id", ScoreField::CustomerId),
    ("customer_name", ScoreField::CustomerName),
    ("customer_phone", ScoreField::CustomerPhone),
    ("customer_email", ScoreField::CustomerEmail),
    ("time_of_day", ScoreField::TimeOfDay),
    ("aspect", ScoreField::Aspect),
    ("aspect_code", ScoreField::AspectCode),
    ("score", ScoreField::Score),
    ("scale", ScoreField::Scale),
    ("value", ScoreField::Value),
    ("words", ScoreField::Words),
    ("communication", ScoreField::Communication),
];

impl ScoreField {
    /// The stable code, as the Book remembers it.
    pub fn code(&self) -> String {
        match self {
            Self::Time(reading) => format!("time{}", reading.suffix()),
            Self::ScoreOf(aspect) => format!("score_of:{}", aspect.code()),
            Self::ScoreOfNew(name) => format!("score_of_new:{name}"),
            word => {
                let known = WORDS.iter().find(|(_, field)| field == word);
                known.map_or("", |(code, _)| code).to_owned()
            }
        }
    }

    /// The field of a [`code`](Self::code); [`ScoreField::LeaveOut`] for one of a newer Genjin.
    pub fn from_code(code: &str) -> Self {
        if let Some((_, field)) = WORDS.iter().find(|(word, _)| *word == code) {
            return field.clone();
        }
        match code.split_once(':').unwrap_or((code, "")) {
            ("time", suffix) => Self::Time(DateReading::from_suffix(suffix)),
            ("score_of", aspect) => {
                AspectId::from_code(aspect).map_or(Self::LeaveOut, Self::ScoreOf)
            }
            ("score_of_new", name) => Self::ScoreOfNew(name.to_owned()),
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

    /// Whether it holds the scores for one aspect.
    pub fn is_of_one_aspect(&self) -> bool {
        matches!(self, Self::ScoreOf(_) | Self::ScoreOfNew(_))
    }

    /// Whether it says whose the row is.
    pub fn names_customer(&self) -> bool {
        matches!(
            self,
            Self::CustomerId | Self::CustomerName | Self::CustomerPhone | Self::CustomerEmail
        )
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::formats::columns::Clock;
    use crate::formats::when::DayOrder;

    #[test]
    fn every_field_is_remembered() {
        let mut fields: Vec<_> = WORDS.iter().map(|(_, field)| field.clone()).collect();
        for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
            for clock in [Clock::Read, Clock::Ignored] {
                fields.push(ScoreField::Time(DateReading { order, clock }));
            }
        }
        fields.push(ScoreField::ScoreOf(AspectId::Quality));
        fields.push(ScoreField::ScoreOf(AspectId::Own(Uuid::from_u128(7))));
        fields.push(ScoreField::ScoreOfNew("a:b".to_owned()));
        for field in fields {
            assert_eq!(ScoreField::from_code(&field.code()), field);
        }
        assert_eq!(ScoreField::from_code("score_of:?"), ScoreField::LeaveOut);
        assert_eq!(
            ScoreField::from_code("of a newer one"),
            ScoreField::LeaveOut
        );
    }
}
