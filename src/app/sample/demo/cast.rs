//! The firms and people of the demo.

use super::super::words::{
    FAMILY_NAMES, FIRST_NAMES, GIVEN_NAMES, LAST_NAMES, NOTES, WECHAT, WORK,
};
use super::super::words::{HOURS, word};
use super::words::{
    CITIES, DEGREES, FIRMS_CHINESE, FIRMS_ENGLISH, HARDNESS, STREETS, TAGS, TITLES, TRADES, Trade,
};
use super::{Demo, EMPLOYED, FIRMS, Fate, SampleLanguage};
use crate::domain::cadence::Cadence;
use crate::domain::customer::{Customer, Labelled, OwnCadence, Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::id::CustomerId;
use chrono::Days;

/// After how many days somebody of a tier is to be called.
pub(super) fn patience(tier: Tier) -> u32 {
    match tier {
        Tier::A => 14,
        Tier::B => 30,
        Tier::C => 75,
    }
}

/// One person of the demo before anything has happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// Counted from 0.
    pub(super) place: usize,
    /// What becomes of the relation.
    pub(super) fate: Fate,
    /// How much it matters; none for those who are no customers yet or no more.
    pub(super) tier: Option<Tier>,
}

impl Person {
    /// The person at a place.
    pub(super) fn at(place: usize) -> Self {
        let fate = Fate::of(place);
        // Another stride than the fates', so that each tier knows each fate.
        let tier = match (place / 20 + place) % 10 {
            0 | 1 => Tier::A,
            2..6 => Tier::B,
            _ => Tier::C,
        };
        Self {
            place,
            fate,
            tier: fate.stays().then_some(tier),
        }
    }

    /// The firm it belongs to.
    pub(super) fn firm(self) -> Option<usize> {
        (self.place < EMPLOYED).then_some(self.place % FIRMS)
    }
}

/// The trade of the firm or private customer at a place.
pub(super) fn trade(place: usize) -> &'static Trade {
    &TRADES[place % TRADES.len()]
}

/// The city of the firm or private customer at a place.
fn city(place: usize) -> usize {
    (place / TRADES.len()) % CITIES.len()
}

impl Demo<'_> {
    /// The name of a firm and how it is written in addresses.
    fn firm_name(&self, place: usize) -> (String, String) {
        let trade = trade(place);
        // A name comes back with another trade.
        let number = place / 3;
        let kind = self.say(trade.firm);
        match self.language {
            SampleLanguage::English => {
                let name = word(FIRMS_ENGLISH, number);
                let site = format!("{name}-{kind}").to_ascii_lowercase();
                (format!("{name} {kind}"), site)
            }
            SampleLanguage::Chinese => {
                let name = word(FIRMS_CHINESE, 2 * number);
                let sound = word(FIRMS_CHINESE, 2 * number + 1);
                let site = format!("{sound}{}", place % TRADES.len());
                (format!("{name}{kind}"), site)
            }
        }
    }

    pub(super) fn add_firm(&mut self, place: usize) {
        let (name, site) = self.firm_name(place);
        let city = city(place);
        let street = self.say(STREETS[place % STREETS.len()]);
        let (number, city_name) = (3 + place * 7 % 90, self.say(CITIES[city].name));
        let address = match self.language {
            SampleLanguage::English => format!("{number} {street}, {city_name}"),
            SampleLanguage::Chinese => format!("{city_name}市{street}{number}号"),
        };
        let (tier, tag) = (self.any(&Tier::ALL), self.any(&TAGS));
        let phone = self.phone(city);
        let id = CustomerId(self.next_id());
        let mut firm = Customer {
            address,
            position: Some(self.position(city, place)),
            opening_hours: self.say(HOURS).to_owned(),
            phones: vec![phone],
            emails: vec![self.at_work(format!("info@{site}.example.com"))],
            stage: Stage::Active,
            tier: Some(tier),
            tags: vec![self.say(tag).to_owned()],
            ..Customer::named(id, name)
        };
        if self.random.once_in(3) {
            let degrees = self.random.within(4, 24);
            let value = format!("{degrees} {}", self.say(DEGREES));
            firm.custom = vec![(self.say(HARDNESS).to_owned(), value)];
        }
        self.customers.push(firm);
    }

    pub(super) fn add_person(&mut self, person: &Person) {
        let Person { place, fate, tier } = *person;
        let (name, local_part) = self.person_name(place);
        let firm = person.firm();
        let home = firm.unwrap_or(place);
        let site = match firm {
            Some(firm) => self.firm_name(firm).1 + ".",
            None => String::new(),
        };
        let city = city(home);
        let (title, note, tag) = (self.any(&TITLES), self.any(&NOTES), self.any(&TAGS));
        let phone = self.phone(city);
        let id = CustomerId(self.next_id());
        let firm_name = firm.map(|firm| self.customers[firm].name.clone());
        let mut customer = Customer {
            company: firm_name.unwrap_or_default(),
            firm: firm.map(|firm| self.customers[firm].id),
            title: if firm.is_some() {
                self.say(title).to_owned()
            } else {
                String::new()
            },
            position: Some(self.position(city, firm.unwrap_or(place + FIRMS))),
            stage: fate.stage(),
            tier,
            ..Customer::named(id, name)
        };
        if self.random.once_in(4) {
            self.say(note).clone_into(&mut customer.notes);
        }
        if self.random.once_in(3) {
            customer.tags = vec![self.say(tag).to_owned()];
        }
        if !self.random.once_in(9) {
            customer.phones = vec![phone];
        }
        if !self.random.once_in(6) {
            // A number keeps those apart who are called alike.
            let address = format!("{local_part}{place}@{site}example.com");
            customer.emails = vec![self.at_work(address)];
        }
        if self.random.once_in(2) {
            customer.handles = vec![Labelled {
                label: self.say(WECHAT).to_owned(),
                value: format!("{local_part}_{place}"),
            }];
        }
        match place {
            45 | 141 => customer.consent.paused_until = self.today().checked_add_days(Days::new(9)),
            76 | 196 => customer.consent.do_not_contact = true,
            _ if place % 31 == 4 && fate.stays() => {
                customer.cadence = Some(OwnCadence {
                    every: Cadence::Months(1),
                    action: Action::Call,
                });
            }
            _ => {}
        }
        self.customers.push(customer);
    }

    /// A name that no other person of the demo has, and what begins its address.
    fn person_name(&self, place: usize) -> (String, String) {
        match self.language {
            SampleLanguage::English => {
                let first = word(FIRST_NAMES, place);
                let last = word(LAST_NAMES, place * 7 + place / 32);
                let ascii = first.to_lowercase().replace('ö', "o");
                (format!("{first} {last}"), ascii)
            }
            SampleLanguage::Chinese => {
                let family = word(FAMILY_NAMES, 2 * place);
                let given = word(GIVEN_NAMES, place * 5 + place / 16);
                let sound = word(FAMILY_NAMES, 2 * place + 1);
                (format!("{family}{given}"), sound.to_owned())
            }
        }
    }

    /// A number that is nobody's: 555-01xx is kept for fiction in each area, and 154 was given to no
    /// operator.
    fn phone(&mut self, city: usize) -> Labelled {
        let number = self.phones[city];
        self.phones[city] += 1;
        self.at_work(match self.language {
            SampleLanguage::English => format!("+1 {} 555 01{number:02}", CITIES[city].area),
            SampleLanguage::Chinese => format!("154 0000 {:04}", city * 100 + number),
        })
    }

    fn at_work(&self, value: String) -> Labelled {
        Labelled {
            label: self.say(WORK).to_owned(),
            value,
        }
    }
}
