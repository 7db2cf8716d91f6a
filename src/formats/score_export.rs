//! Ratings and observed loyalties as CSV, as [`csv_export`](super::csv_export) writes customers: what
//! Genjin's own import reads back exactly.

use crate::domain::rating::{AspectId, Observation, Rating, Scale};

use super::csv_export::{Line, word};
use super::export_words::ExportWords;

/// A CSV file of ratings.
#[derive(Debug, Clone, Copy)]
pub struct RatingsCsv {
    words: &'static ExportWords,
}

impl RatingsCsv {
    /// A file in one language.
    pub fn new(words: &'static ExportWords) -> Self {
        Self { words }
    }

    /// The byte order mark and the line of headings.
    pub fn head(self) -> String {
        head(&self.words.rating)
    }

    /// Writes the line of a rating; `customer` is a name, and `own_aspect` that of an aspect of the
    /// user's own.
    pub fn write(self, text: &mut String, rating: &Rating, customer: &str, own_aspect: &str) {
        let Rating {
            id,
            customer: customer_id,
            aspect,
            value,
            at,
            communication,
            given_by,
            origin: _,
            trashed_at: _,
        } = rating;
        let mut line = Line::new(text);
        line.raw(&id.to_string());
        line.raw(&customer_id.to_string());
        line.cell(customer);
        line.raw(&at.to_text());
        line.cell(match aspect {
            AspectId::Own(_) => own_aspect,
            built_in => self.words.aspect(*built_in),
        });
        line.raw(&aspect.code());
        line.raw(&value.value().to_string());
        line.raw(word(&value.scale(), &Scale::ALL, &self.words.scales));
        line.cell(given_by);
        line.raw(&communication.map_or(String::new(), |id| id.to_string()));
        line.end();
    }
}

/// A CSV file of observed loyalties.
#[derive(Debug, Clone, Copy)]
pub struct LoyaltyCsv {
    words: &'static ExportWords,
}

impl LoyaltyCsv {
    /// A file in one language.
    pub fn new(words: &'static ExportWords) -> Self {
        Self { words }
    }

    /// The byte order mark and the line of headings.
    pub fn head(self) -> String {
        head(&self.words.loyalty)
    }

    /// Writes the line of an observed loyalty; `customer` is a name.
    pub fn write(self, text: &mut String, observation: &Observation, customer: &str) {
        let Observation {
            id,
            customer: customer_id,
            value,
            on,
            note,
            origin: _,
            trashed_at: _,
        } = observation;
        let mut line = Line::new(text);
        line.raw(&id.to_string());
        line.raw(&customer_id.to_string());
        line.cell(customer);
        line.raw(&on.to_string());
        line.raw(&value.to_string());
        line.cell(note);
        line.end();
    }
}

fn head(headings: &[&str]) -> String {
    let mut text = String::from('\u{feff}');
    let mut line = Line::new(&mut text);
    for heading in headings {
        line.raw(heading);
    }
    line.end();
    text
}
