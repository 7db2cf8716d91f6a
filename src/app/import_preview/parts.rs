//! The parts of a record that a file can speak of, so that a changed row is taken over part by part.

use crate::domain::communication::Communication;
use crate::domain::customer::{Customer, Labelled};
use crate::domain::id::CustomerId;
use crate::formats::columns::{CommunicationField, CustomerField, Reach};
use crate::formats::read_communications::ImportedCommunication;
use crate::formats::read_customers::ImportedCustomer;

/// A part of a customer that a column can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum CustomerPart {
    Name,
    Company,
    Firm,
    Title,
    Phones,
    Emails,
    Handles,
    Address,
    Position,
    OpeningHours,
    Stage,
    Tier,
    Tags,
    Notes,
    Since,
    DoNotContact,
    PausedUntil,
    Cadence,
    /// A field of the user's own, by its name.
    Custom(String),
}

/// A part of a communication that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum CommunicationPart {
    Customers,
    At,
    Channel,
    Direction,
    Outcome,
    Sentiment,
    Content,
    Duration,
}

/// How a list in a row and the list that the record has come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// What the row has and the record lacks is added: the user may have added something too.
    Joined,
    /// The row's list takes the place of the record's: in Genjin's own files it is the whole list.
    Replaced,
}

/// A part in which a row and its record differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<P> {
    /// Which part.
    pub part: P,
    /// Whether it is to be taken over.
    pub is_taken: bool,
}

impl CustomerPart {
    /// The parts that these columns speak of.
    pub(super) fn of(fields: &[CustomerField]) -> Vec<Self> {
        let mut parts = vec![Self::Name];
        for field in fields {
            let found: &[Self] = match field {
                CustomerField::LeaveOut | CustomerField::Id | CustomerField::LastContact(_) => &[],
                CustomerField::Name
                | CustomerField::FirstName
                | CustomerField::MiddleName
                | CustomerField::LastName => &[Self::Name],
                CustomerField::Company => &[Self::Company],
                CustomerField::Firm => &[Self::Firm],
                CustomerField::Title => &[Self::Title],
                CustomerField::Reach(reach, _)
                | CustomerField::Numbered(reach, _)
                | CustomerField::NumberedLabel(reach, _) => match reach {
                    Reach::Phone => &[Self::Phones],
                    Reach::Email => &[Self::Emails],
                    Reach::Handle => &[Self::Handles],
                },
                CustomerField::Address(_) => &[Self::Address],
                CustomerField::Latitude | CustomerField::Longitude => &[Self::Position],
                CustomerField::OpeningHours => &[Self::OpeningHours],
                CustomerField::Tags => &[Self::Tags],
                CustomerField::Notes => &[Self::Notes],
                CustomerField::Since(_) => &[Self::Since],
                CustomerField::Status(_) => &[Self::Stage, Self::Tier],
                CustomerField::DoNotContact => &[Self::DoNotContact],
                CustomerField::PausedUntil(_) => &[Self::PausedUntil],
                CustomerField::Every | CustomerField::EveryAction => &[Self::Cadence],
                CustomerField::Custom(name) => &[Self::Custom(name.clone())],
            };
            for part in found {
                if !parts.contains(part) {
                    parts.push(part.clone());
                }
            }
        }
        parts
    }

    /// Copies this part of one customer to another.
    pub(super) fn copy(&self, from: &Customer, to: &mut Customer) {
        match self {
            Self::Name => to.name.clone_from(&from.name),
            Self::Company => to.company.clone_from(&from.company),
            Self::Firm => to.firm = from.firm,
            Self::Title => to.title.clone_from(&from.title),
            Self::Phones => to.phones.clone_from(&from.phones),
            Self::Emails => to.emails.clone_from(&from.emails),
            Self::Handles => to.handles.clone_from(&from.handles),
            Self::Address => to.address.clone_from(&from.address),
            Self::Position => to.position = from.position,
            Self::OpeningHours => to.opening_hours.clone_from(&from.opening_hours),
            Self::Stage => to.stage = from.stage,
            Self::Tier => to.tier = from.tier,
            Self::Tags => to.tags.clone_from(&from.tags),
            Self::Notes => to.notes.clone_from(&from.notes),
            Self::Since => to.since = from.since,
            Self::DoNotContact => to.consent.do_not_contact = from.consent.do_not_contact,
            Self::PausedUntil => to.consent.paused_until = from.consent.paused_until,
            Self::Cadence => to.cadence.clone_from(&from.cadence),
            Self::Custom(name) => set_own(to, name, own(from, name)),
        }
    }

    /// Whether this part has something to say.
    pub fn is_filled(&self, customer: &Customer) -> bool {
        match self {
            Self::Name => !customer.name.is_empty(),
            Self::Company => !customer.company.is_empty(),
            Self::Firm => customer.firm.is_some(),
            Self::Title => !customer.title.is_empty(),
            Self::Phones => !customer.phones.is_empty(),
            Self::Emails => !customer.emails.is_empty(),
            Self::Handles => !customer.handles.is_empty(),
            Self::Address => !customer.address.is_empty(),
            Self::Position => customer.position.is_some(),
            Self::OpeningHours => !customer.opening_hours.is_empty(),
            Self::Stage | Self::DoNotContact => true,
            Self::Tier => customer.tier.is_some(),
            Self::Tags => !customer.tags.is_empty(),
            Self::Notes => !customer.notes.is_empty(),
            Self::Since => customer.since.is_some(),
            Self::PausedUntil => customer.consent.paused_until.is_some(),
            Self::Cadence => customer.cadence.is_some(),
            Self::Custom(name) => !own(customer, name).is_empty(),
        }
    }

    fn differs(&self, one: &Customer, other: &Customer) -> bool {
        let mut copy = one.clone();
        self.copy(other, &mut copy);
        copy != *one
    }
}

/// The value of a field of the user's own; empty where there is none.
pub fn own<'c>(customer: &'c Customer, name: &str) -> &'c str {
    let found = customer.custom.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value)
}

fn set_own(customer: &mut Customer, name: &str, value: &str) {
    let found = customer.custom.iter().position(|(known, _)| known == name);
    match found {
        Some(index) if value.is_empty() => {
            customer.custom.remove(index);
        }
        Some(index) => value.clone_into(&mut customer.custom[index].1),
        None if value.is_empty() => {}
        None => customer.custom.push((name.to_owned(), value.to_owned())),
    }
}

/// The customer as a row would have it, and the parts in which that differs from the record.
pub(super) fn offered_customer(
    current: &Customer,
    row: &ImportedCustomer,
    firm: Option<CustomerId>,
    parts: &[CustomerPart],
    lists: Lists,
) -> (Customer, Vec<Proposal<CustomerPart>>) {
    let mut told = filled(Customer::named(current.id, row.name.clone()), row.clone());
    told.firm = firm;
    if row.stage.is_none() {
        told.stage = current.stage;
    }
    if row.do_not_contact.is_none() && lists == Lists::Joined {
        told.consent.do_not_contact = current.consent.do_not_contact;
    }
    if lists == Lists::Joined {
        told.phones = joined(&current.phones, told.phones, same_value);
        told.emails = joined(&current.emails, told.emails, same_value);
        told.handles = joined(&current.handles, told.handles, same_value);
        told.tags = joined(&current.tags, told.tags, |one, other| one == other);
    }
    let mut offered = current.clone();
    let mut proposals = Vec::new();
    for part in parts {
        if part.differs(current, &told) {
            part.copy(&told, &mut offered);
            proposals.push(Proposal {
                is_taken: current.trashed_at.is_none() && part.is_filled(&told),
                part: part.clone(),
            });
        }
    }
    (offered, proposals)
}

fn same_value(one: &Labelled, other: &Labelled) -> bool {
    one.value == other.value
}

fn joined<T: Clone>(current: &[T], told: Vec<T>, same: fn(&T, &T) -> bool) -> Vec<T> {
    let mut list = current.to_vec();
    for one in told {
        if !list.iter().any(|known| same(known, &one)) {
            list.push(one);
        }
    }
    list
}

/// The customer with all that a row says of it; its firm is found by the caller.
pub(super) fn filled(customer: Customer, row: ImportedCustomer) -> Customer {
    let ImportedCustomer {
        row: _,
        id: _,
        key: _,
        row_hash: _,
        name,
        company,
        firm: _,
        title,
        phones,
        emails,
        handles,
        address,
        opening_hours,
        position,
        stage,
        tier,
        tags,
        notes,
        since,
        custom,
        do_not_contact,
        paused_until,
        cadence,
        last_contact: _,
    } = row;
    Customer {
        name,
        company,
        title,
        phones,
        emails,
        handles,
        address,
        opening_hours,
        position,
        stage: stage.unwrap_or_default(),
        tier,
        tags,
        notes,
        since,
        custom,
        consent: crate::domain::customer::Consent {
            do_not_contact: do_not_contact.unwrap_or_default(),
            paused_until,
        },
        cadence,
        ..customer
    }
}

impl CommunicationPart {
    /// The parts that these columns speak of.
    pub(super) fn of(fields: &[CommunicationField]) -> Vec<Self> {
        let mut parts = Vec::new();
        for field in fields {
            let part = match field {
                CommunicationField::LeaveOut | CommunicationField::Id => continue,
                CommunicationField::CustomerId | CommunicationField::CustomerName => {
                    Self::Customers
                }
                CommunicationField::Content => Self::Content,
                CommunicationField::Time(_) | CommunicationField::TimeOfDay => Self::At,
                CommunicationField::Channel => Self::Channel,
                CommunicationField::Direction => Self::Direction,
                CommunicationField::Outcome => Self::Outcome,
                CommunicationField::Sentiment => Self::Sentiment,
                CommunicationField::Duration(_) => Self::Duration,
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts
    }

    /// Copies this part of one communication to another.
    pub(super) fn copy(self, from: &Communication, to: &mut Communication) {
        match self {
            Self::Customers => to.customers.clone_from(&from.customers),
            Self::At => to.at = from.at,
            Self::Channel => to.channel.clone_from(&from.channel),
            Self::Direction => to.direction = from.direction,
            Self::Outcome => to.outcome = from.outcome,
            Self::Sentiment => to.sentiment = from.sentiment,
            Self::Content => to.content.clone_from(&from.content),
            Self::Duration => to.duration_seconds = from.duration_seconds,
        }
    }

    /// Whether this part has something to say.
    pub fn is_filled(self, communication: &Communication) -> bool {
        match self {
            Self::Customers | Self::At | Self::Channel => true,
            Self::Direction => communication.direction.is_some(),
            Self::Outcome => communication.outcome.is_some(),
            Self::Sentiment => communication.sentiment.is_some(),
            Self::Content => !communication.content.is_empty(),
            Self::Duration => communication.duration_seconds.is_some(),
        }
    }

    fn differs(self, one: &Communication, other: &Communication) -> bool {
        let mut copy = one.clone();
        self.copy(other, &mut copy);
        copy != *one
    }
}

/// The communication as a row would have it, and the parts in which that differs from the record.
pub(super) fn offered_communication(
    current: &Communication,
    row: ImportedCommunication,
    customers: Vec<CustomerId>,
    parts: &[CommunicationPart],
) -> (Communication, Vec<Proposal<CommunicationPart>>) {
    let told = told(current.clone(), row, customers);
    let mut offered = current.clone();
    let mut proposals = Vec::new();
    for part in parts {
        if part.differs(current, &told) {
            part.copy(&told, &mut offered);
            proposals.push(Proposal {
                is_taken: current.trashed_at.is_none() && part.is_filled(&told),
                part: *part,
            });
        }
    }
    (offered, proposals)
}

/// The communication with all that a row says of it.
pub(super) fn told(
    communication: Communication,
    row: ImportedCommunication,
    customers: Vec<CustomerId>,
) -> Communication {
    let ImportedCommunication {
        row: _,
        id: _,
        key: _,
        row_hash: _,
        customers: _,
        at,
        channel,
        direction,
        outcome,
        sentiment,
        content,
        duration_seconds,
    } = row;
    Communication {
        customers,
        at,
        channel,
        direction,
        outcome,
        content,
        sentiment,
        duration_seconds,
        ..communication
    }
}
