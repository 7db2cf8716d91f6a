//! What the form of a customer holds, how it is kept as a draft, and the customer it comes to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::cadence::Cadence;
use crate::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::id::CustomerId;
use crate::domain::position_text::{PositionError, read_position};
use crate::ui::screens::log::parse_date;

/// The form and how it was first shown, which is also its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CustomerDraft {
    /// As it was first shown: what differs from it was changed.
    pub(super) shown: CustomerForm,
    /// As it is now.
    pub(super) form: CustomerForm,
}

impl CustomerDraft {
    pub(super) fn new(shown: CustomerForm) -> Self {
        let form = shown.clone();
        Self { shown, form }
    }

    /// Whether something was entered that would be missed.
    pub(super) fn is_changed(&self) -> bool {
        self.form != self.shown
    }
}

/// The fields of a customer as they are typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CustomerForm {
    pub(super) name: String,
    pub(super) company: String,
    pub(super) firm: Option<String>,
    pub(super) title: String,
    pub(super) phones: Vec<Entry>,
    pub(super) emails: Vec<Entry>,
    pub(super) handles: Vec<Entry>,
    pub(super) address: String,
    pub(super) position: String,
    pub(super) opening_hours: String,
    stage: String,
    tier: String,
    pub(super) tags: Vec<String>,
    /// The tag that is being typed.
    pub(super) tag: String,
    pub(super) since: String,
    pub(super) notes: String,
    pub(super) do_not_contact: bool,
    pub(super) paused_until: String,
    pub(super) rhythm: Rhythm,
    pub(super) rhythm_count: String,
    rhythm_action: String,
}

/// A number, address or name on a service, with what it is used for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) label: String,
    pub(super) value: String,
}

/// In which unit the customer's own rhythm counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum Rhythm {
    /// The policy decides.
    #[default]
    ByPolicy,
    Days,
    Weeks,
    Months,
}

impl Rhythm {
    pub(super) const ALL: [Self; 4] = [Self::ByPolicy, Self::Days, Self::Weeks, Self::Months];
}

/// A field that does not hold what it ought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldError {
    Position(PositionError),
    Since,
    PausedUntil,
    RhythmCount,
}

/// Which of the lists of a customer's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryList {
    Phones,
    Emails,
    Handles,
}

impl CustomerForm {
    /// The form of a new customer, with a place for the first number.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            phones: vec![Entry::default()],
            ..Self::default()
        }
    }

    /// The form of a customer as it stands.
    pub(super) fn of(customer: &Customer) -> Self {
        let entries = |list: &[Labelled]| {
            list.iter()
                .map(|one| Entry {
                    label: one.label.clone(),
                    value: one.value.clone(),
                })
                .collect()
        };
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let (rhythm, rhythm_count) = match customer.cadence.as_ref().map(|own| own.every) {
            None => (Rhythm::ByPolicy, String::new()),
            Some(Cadence::Days(n)) => (Rhythm::Days, n.to_string()),
            Some(Cadence::Weeks(n)) => (Rhythm::Weeks, n.to_string()),
            Some(Cadence::Months(n)) => (Rhythm::Months, n.to_string()),
        };
        Self {
            name: customer.name.clone(),
            company: customer.company.clone(),
            firm: customer.firm.map(|firm| firm.to_string()),
            title: customer.title.clone(),
            phones: entries(&customer.phones),
            emails: entries(&customer.emails),
            handles: entries(&customer.handles),
            address: customer.address.clone(),
            position: customer
                .position
                .as_ref()
                .map(position_text)
                .unwrap_or_default(),
            opening_hours: customer.opening_hours.clone(),
            stage: customer.stage.code().to_owned(),
            tier: customer.tier.map_or("", Tier::code).to_owned(),
            tags: customer.tags.clone(),
            tag: String::new(),
            since: date(customer.since),
            notes: customer.notes.clone(),
            do_not_contact: customer.consent.do_not_contact,
            paused_until: date(customer.consent.paused_until),
            rhythm,
            rhythm_count,
            rhythm_action: customer
                .cadence
                .as_ref()
                .map(|own| own.action.code())
                .unwrap_or_default(),
        }
    }

    pub(super) fn stage(&self) -> Stage {
        Stage::from_code(&self.stage).unwrap_or_default()
    }

    pub(super) fn set_stage(&mut self, stage: Stage) {
        stage.code().clone_into(&mut self.stage);
    }

    pub(super) fn tier(&self) -> Option<Tier> {
        Tier::from_code(&self.tier)
    }

    pub(super) fn set_tier(&mut self, tier: Option<Tier>) {
        tier.map_or("", Tier::code).clone_into(&mut self.tier);
    }

    pub(super) fn firm(&self) -> Option<CustomerId> {
        self.firm.as_deref().and_then(|id| id.parse().ok())
    }

    pub(super) fn rhythm_action(&self) -> Action {
        Action::from_code(&self.rhythm_action).unwrap_or(Action::Call)
    }

    pub(super) fn set_rhythm_action(&mut self, action: &Action) {
        self.rhythm_action = action.code();
    }

    pub(super) fn entries(&self, list: EntryList) -> &[Entry] {
        match list {
            EntryList::Phones => &self.phones,
            EntryList::Emails => &self.emails,
            EntryList::Handles => &self.handles,
        }
    }

    pub(super) fn entries_mut(&mut self, list: EntryList) -> &mut Vec<Entry> {
        match list {
            EntryList::Phones => &mut self.phones,
            EntryList::Emails => &mut self.emails,
            EntryList::Handles => &mut self.handles,
        }
    }

    /// Takes the tag that is being typed among the others.
    pub(super) fn take_tag(&mut self) {
        let tag = std::mem::take(&mut self.tag).trim().to_owned();
        if !tag.is_empty() && !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
    }

    /// Whether any of the fields holds something that the form folds away at first.
    pub(super) fn has_details(&self) -> bool {
        self.firm.is_some()
            || self.do_not_contact
            || self.rhythm != Rhythm::ByPolicy
            || [
                &self.address,
                &self.position,
                &self.opening_hours,
                &self.since,
                &self.paused_until,
            ]
            .into_iter()
            .any(|text| !text.is_empty())
    }

    /// The customer that the form comes to; what the form does not show stays as in `base`.
    pub(super) fn customer(&self, base: &Customer) -> Result<Customer, FieldError> {
        let entries = |list: &[Entry]| {
            list.iter()
                .filter(|entry| !entry.value.trim().is_empty())
                .map(|entry| Labelled {
                    label: entry.label.trim().to_owned(),
                    value: entry.value.trim().to_owned(),
                })
                .collect()
        };
        let date = |text: &str, error: FieldError| {
            if text.trim().is_empty() {
                Ok(None)
            } else {
                parse_date(text).map(Some).ok_or(error)
            }
        };
        let mut with_tag = self.clone();
        with_tag.take_tag();
        Ok(Customer {
            name: self.name.trim().to_owned(),
            company: self.company.trim().to_owned(),
            firm: self.firm().filter(|firm| *firm != base.id),
            title: self.title.trim().to_owned(),
            phones: entries(&self.phones),
            emails: entries(&self.emails),
            handles: entries(&self.handles),
            address: self.address.trim().to_owned(),
            position: self.position(base)?,
            opening_hours: self.opening_hours.trim().to_owned(),
            stage: self.stage(),
            tier: self.tier(),
            tags: with_tag.tags,
            notes: self.notes.trim().to_owned(),
            since: date(&self.since, FieldError::Since)?,
            consent: Consent {
                do_not_contact: self.do_not_contact,
                paused_until: date(&self.paused_until, FieldError::PausedUntil)?,
            },
            cadence: self.cadence()?,
            ..base.clone()
        })
    }

    /// The position that was typed or pasted. One that was not touched stays as it is.
    fn position(&self, base: &Customer) -> Result<Option<Position>, FieldError> {
        let text = self.position.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match &base.position {
            Some(position) if position_text(position) == text => Ok(Some(*position)),
            _ => match read_position(text) {
                Ok(found) => Ok(Some(found.position)),
                Err(error) => Err(FieldError::Position(error)),
            },
        }
    }

    fn cadence(&self) -> Result<Option<OwnCadence>, FieldError> {
        let unit = match self.rhythm {
            Rhythm::ByPolicy => return Ok(None),
            Rhythm::Days => Cadence::Days,
            Rhythm::Weeks => Cadence::Weeks,
            Rhythm::Months => Cadence::Months,
        };
        let every = self
            .rhythm_count
            .trim()
            .parse()
            .ok()
            .and_then(|count| unit(count).checked())
            .ok_or(FieldError::RhythmCount)?;
        Ok(Some(OwnCadence {
            every,
            action: self.rhythm_action(),
        }))
    }
}

/// A position as the form shows it and reads it again.
fn position_text(position: &Position) -> String {
    format!("{}, {}", position.latitude, position.longitude)
}
