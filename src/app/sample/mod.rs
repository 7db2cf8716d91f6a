//! Sample data for the first run: customers with a past, so that every screen has something to show.
//!
//! It is laid out from the device's present moment, so that Today always holds visits, calls, first
//! contacts, what is overdue and what is planned. The same moment and ids give the same data.

pub mod demo;
#[cfg(any(test, feature = "testing"))]
pub mod fixtures;
mod random;
mod scores;
mod words;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use self::random::Random;
use self::scores::{Fate, Scores};
use self::words::{Both, Step, word};
use super::ports::Environment;
use crate::domain::cadence::Cadence;
use crate::domain::change::{Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction};
use crate::domain::customer::{Customer, Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::decimal::Decimal;
use crate::domain::follow_up::{Action, FollowUp, NextStep};
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId, NeedId, PromiseId, SourceId};
use crate::domain::moment::{Moment, Now, days_between};
use crate::domain::need::{Need, NeedDraft, NeedState};
use crate::domain::origin::Origin;
use crate::domain::outcome::Outcome;
use crate::domain::promise::{Promise, PromiseDraft, PromiseState};
use crate::domain::source::{Source, SourceKind};

/// The language of the sample data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleLanguage {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl SampleLanguage {
    fn of(self, [english, chinese]: Both) -> &'static str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

/// How many firms are customers themselves; they stand first.
const FIRMS: usize = 4;
/// How many people belong to each of them; they stand next.
const PEOPLE_A_FIRM: usize = 2;

/// For each customer, how many days ago the last contact was; `None` for one never contacted. The
/// first firm is reached through its people alone.
#[rustfmt::skip]
const LAST_CONTACTS: [Option<u16>; 40] = [
    None, Some(19), Some(6), Some(33),
    Some(1), Some(12), Some(4), Some(2), Some(9), None, Some(5), Some(21),
    Some(0), Some(15), Some(3), Some(4), None, Some(5), Some(8), Some(27), // 12 to 19
    Some(11), Some(2), Some(48), Some(4), Some(10), None, Some(1), Some(30), // 20 to 27
    Some(5), Some(14), Some(24), Some(0), Some(7), Some(3), Some(6), None, // 28 to 35
    Some(62), Some(2), Some(13), Some(4),
];

/// Whom the user paused.
const PAUSED: usize = 20;
/// Who asked not to be contacted.
const DO_NOT_CONTACT: usize = 27;
/// Who has a rhythm of its own.
const MONTHLY: usize = 30;
/// Who was tried since the last contact, and how many hours ago.
const TRIED: [(usize, i64); 2] = [(23, 1), (29, 26)];

/// Next steps by hand, in the order of their words: with whom, how many days from today, at which
/// hour, and what is to be done.
const PLANNED: [(usize, i64, Option<u32>, Action); 7] = [
    (5, -3, None, Action::Visit),
    (13, -1, Some(10), Action::Call),
    (17, 0, Some(15), Action::Through(Channel::Email)),
    (24, 0, None, Action::Visit),
    (7, 1, Some(9), Action::Call),
    (26, 3, None, Action::Call),
    (33, 6, Some(14), Action::Visit),
];

/// How many days the oldest exchanges lie back, at most.
const DAYS_BACK: u32 = 240;

/// The sample data as the edits of one Change: a source of kind [`SourceKind::Sample`], and the
/// customers with all that came with them.
pub fn sample_edits(language: SampleLanguage, env: &dyn Environment) -> Vec<Edit> {
    let now = env.now();
    let mut sample = Sample {
        language,
        env,
        now,
        random: Random::new(2),
        rows: 0,
        source: Source {
            id: SourceId(env.new_id()),
            kind: SourceKind::Sample,
            name: language.of(words::SOURCE_NAME).to_owned(),
            imported_at: now,
            headings: Vec::new(),
            mapping: Vec::new(),
            customers_from: None,
        },
        customers: Vec::new(),
        communications: Vec::new(),
        follow_ups: Vec::new(),
        needs: Vec::new(),
        promises: Vec::new(),
        scores: Scores::new(),
    };
    for (place, last_contact) in LAST_CONTACTS.into_iter().enumerate() {
        sample.add_customer(place, last_contact);
    }
    sample.try_again();
    sample.plan();
    sample.promise();
    let Sample {
        source,
        customers,
        communications,
        follow_ups,
        needs,
        promises,
        scores,
        ..
    } = sample;
    std::iter::once(Edit::Source(Edited::made(source)))
        .chain(customers.into_iter().map(Edited::made).map(Edit::Customer))
        .chain(
            communications
                .into_iter()
                .map(Edited::made)
                .map(Edit::Communication),
        )
        .chain(follow_ups.into_iter().map(Edited::made).map(Edit::FollowUp))
        .chain(needs.into_iter().map(Edited::made).map(Edit::Need))
        .chain(promises.into_iter().map(Edited::made).map(Edit::Promise))
        .chain(
            scores
                .ratings
                .into_iter()
                .map(Edited::made)
                .map(Edit::Rating),
        )
        .chain(
            scores
                .observations
                .into_iter()
                .map(Edited::made)
                .map(Edit::Observation),
        )
        .collect()
}

/// The sample data while it grows.
struct Sample<'a> {
    language: SampleLanguage,
    env: &'a dyn Environment,
    now: Now,
    random: Random,
    rows: u64,
    source: Source,
    customers: Vec<Customer>,
    communications: Vec<Communication>,
    follow_ups: Vec<FollowUp>,
    needs: Vec<Need>,
    promises: Vec<Promise>,
    scores: Scores,
}

impl Sample<'_> {
    fn next_origin(&mut self) -> Origin {
        self.rows += 1;
        Origin {
            source: self.source.id,
            key: self.rows.to_string(),
            row_hash: 0,
        }
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    fn add_customer(&mut self, place: usize, last_contact: Option<u16>) {
        let mut customer = if place < FIRMS {
            self.firm(place)
        } else {
            self.person(place)
        };
        customer.origin = Some(self.next_origin());
        customer.tier = match self.random.below(5) {
            0 => Some(Tier::A),
            1 | 2 => Some(Tier::B),
            3 => Some(Tier::C),
            _ => None,
        };
        let today = self.today();
        match place {
            PAUSED => customer.consent.paused_until = today.checked_add_days(Days::new(10)),
            DO_NOT_CONTACT => customer.consent.do_not_contact = true,
            MONTHLY => {
                customer.cadence = Some(OwnCadence {
                    every: Cadence::Months(1),
                    action: Action::Call,
                });
            }
            _ => {}
        }
        if let Some(days) = last_contact {
            let (since, story) = self.tell_story(customer.id, place, days);
            customer.since = Some(since);
            customer.stage = match days {
                45.. => Stage::Dormant,
                _ if story.len() < words::BEGINNING.len() => Stage::Lead,
                _ => Stage::Active,
            };
            let (source, env) = (&self.source, self.env);
            if let Some(marks) = self.scores.judge(place, &story, source, env) {
                let at = (env, self.now);
                self.scores
                    .observe(&customer, marks, self.language, source, at);
            }
        }
        self.customers.push(customer);
    }

    fn firm(&mut self, place: usize) -> Customer {
        let (name, site) = words::FIRMS[place];
        let (name, site) = (self.language.of(name), self.language.of(site));
        Customer {
            address: self.language.of(words::ADDRESSES[place]).to_owned(),
            position: self.position(place),
            opening_hours: self.language.of(words::HOURS).to_owned(),
            phones: vec![self.phone(place), self.phone(place + 50)],
            emails: vec![self.at_work(format!("info@{site}.example"))],
            ..Customer::named(CustomerId(self.env.new_id()), name)
        }
    }

    /// Where a firm is: somewhere in a city of its country, the same in every Book.
    fn position(&self, firm: usize) -> Option<Position> {
        let (latitude, longitude) = match self.language {
            SampleLanguage::English => ("41.8", "-87.6"),
            SampleLanguage::Chinese => ("31.2", "121.4"),
        };
        let degrees = |whole: &str, spread: usize| Decimal::parse(&format!("{whole}{spread:03}"));
        Some(Position {
            latitude: degrees(latitude, (100 + firm * 370) % 1000)?,
            longitude: degrees(longitude, (250 + firm * 610) % 1000)?,
        })
    }

    fn person(&mut self, place: usize) -> Customer {
        let number = place - FIRMS;
        let belongs_to = Some(number / PEOPLE_A_FIRM).filter(|firm| *firm < FIRMS);
        let firm = belongs_to.unwrap_or(FIRMS + number % (words::FIRMS.len() - FIRMS));
        let (company, site) = words::FIRMS[firm];
        let site = self.language.of(site);
        let (name, local_part) = match self.language {
            SampleLanguage::English => {
                let first = word(words::FIRST_NAMES, number);
                let name = format!(
                    "{first} {}",
                    word(words::LAST_NAMES, number * 7 + number / 32)
                );
                (name, first.to_ascii_lowercase())
            }
            SampleLanguage::Chinese => {
                let family = word(words::FAMILY_NAMES, 2 * number);
                let name = format!(
                    "{family}{}",
                    word(words::GIVEN_NAMES, number * 5 + number / 16)
                );
                (name, word(words::FAMILY_NAMES, 2 * number + 1).to_owned())
            }
        };
        let mut person = Customer {
            company: self.language.of(company).to_owned(),
            firm: belongs_to.map(|firm| self.customers[firm].id),
            title: self.any(&words::TITLES),
            position: self.position(firm),
            ..Customer::named(CustomerId(self.env.new_id()), name)
        };
        if self.random.once_in(3) {
            person.tags = vec![self.any(&words::TAGS)];
        }
        if self.random.once_in(4) {
            person.notes = self.any(&words::NOTES);
        }
        if !self.random.once_in(8) {
            person.phones = vec![self.phone(place)];
        }
        if !self.random.once_in(5) && local_part.is_ascii() {
            person.emails = vec![self.at_work(format!("{local_part}@{site}.example"))];
        }
        if self.random.once_in(2) {
            person.handles = vec![Labelled {
                label: self.language.of(words::WECHAT).to_owned(),
                value: format!("{site}_{place}"),
            }];
        }
        person
    }

    fn any(&mut self, list: &[Both]) -> String {
        let count = u32::try_from(list.len()).unwrap_or(0);
        self.language
            .of(list[self.random.below(count) as usize])
            .to_owned()
    }

    /// A number that is nobody's: 555-01xx is kept for fiction, and 154 was given to no operator.
    fn phone(&self, place: usize) -> Labelled {
        self.at_work(match self.language {
            SampleLanguage::English => format!("+1 312 555 01{place:02}"),
            SampleLanguage::Chinese => format!("154 0000 01{place:02}"),
        })
    }

    fn at_work(&self, value: String) -> Labelled {
        Labelled {
            label: self.language.of(words::WORK).to_owned(),
            value,
        }
    }

    /// What was said with a customer up to so many days ago: when it began, and each exchange.
    fn tell_story(
        &mut self,
        customer: CustomerId,
        place: usize,
        last_contact: u16,
    ) -> (NaiveDate, Vec<(&'static Step, Communication)>) {
        let most = self.random.within(4, 17);
        let gap = DAYS_BACK / most;
        let mut days_ago = Vec::new();
        let mut days = u32::from(last_contact);
        while days_ago.len() < most as usize && days <= DAYS_BACK {
            days_ago.push(days);
            days += self.random.within(gap / 2, gap + gap / 2);
        }
        let first_story = self.random.below(6) as usize;
        let plot = words::BEGINNING.iter().chain(
            (0..words::STORIES.len())
                .flat_map(|n| words::STORIES[(first_story + n) % words::STORIES.len()]),
        );
        let product = self.any(&words::PRODUCTS);
        let mut story = Vec::with_capacity(days_ago.len());
        for (number, (step, days)) in plot.zip(days_ago.iter().rev()).enumerate() {
            let ending = Fate::of(place).ending(days_ago.len());
            let is_last = number + 1 == days_ago.len();
            let step = ending.filter(|_| is_last).unwrap_or(step);
            self.add_exchange(customer, step, *days, &product);
            story.extend(self.communications.last().map(|one| (step, one.clone())));
        }
        let first = days_ago.last().copied().unwrap_or_default();
        (self.workday(first), story)
    }

    fn add_exchange(&mut self, customer: CustomerId, step: &Step, days_ago: u32, product: &str) {
        let day = self.workday(days_ago);
        let day_before = self.workday(days_ago + 1);
        if step.channel == Channel::Phone && day_before < day && self.random.once_in(4) {
            let at = self.moment(day_before);
            self.add_attempt(customer, at);
        }
        let at = if days_ago == 0 {
            let minutes = self.random.within(5, 90);
            Moment::At(self.now - TimeDelta::minutes(i64::from(minutes)))
        } else {
            self.moment(day)
        };
        let pieces = 50 * self.random.within(1, 20);
        let content = self
            .language
            .of(step.words)
            .replace("{p}", product)
            .replace("{n}", &pieces.to_string());
        let outcome = (step.channel == Channel::Phone).then_some(Outcome::Connected);
        self.add(
            customer,
            at,
            &step.channel,
            step.direction,
            outcome,
            content,
        );
        if let Some(exchange) = self.communications.last_mut() {
            exchange.sentiment = step.felt;
        }
        if let Some(exchange) = self.communications.last().cloned() {
            self.note(step, customer, &exchange);
        }
    }

    fn add_attempt(&mut self, customer: CustomerId, at: Moment) {
        let (channel, outcome) = (Channel::Phone, Some(Outcome::NoAnswer));
        self.add(
            customer,
            at,
            &channel,
            Direction::Outgoing,
            outcome,
            String::new(),
        );
    }

    fn add(
        &mut self,
        customer: CustomerId,
        at: Moment,
        channel: &Channel,
        direction: Direction,
        outcome: Option<Outcome>,
        content: String,
    ) {
        let minutes = match (channel, outcome) {
            (_, Some(Outcome::NoAnswer)) => None,
            (Channel::Phone, _) => Some(self.random.within(2, 20)),
            (Channel::Visit | Channel::Meeting, _) => Some(15 * self.random.within(2, 6)),
            _ => None,
        };
        let communication = Communication {
            id: CommunicationId(self.env.new_id()),
            customers: vec![customer],
            at,
            channel: channel.clone(),
            direction: Some(direction),
            outcome,
            content,
            line: String::new(),
            sentiment: None,
            duration_seconds: minutes.map(|minutes| 60 * minutes),
            executes: None,
            origin: Some(self.next_origin()),
            trashed_at: None,
        };
        self.communications.push(communication);
    }

    /// The day so many days ago, or the Friday before its weekend.
    fn workday(&self, days_ago: u32) -> NaiveDate {
        let day = self.today() - Days::new(days_ago.into());
        match day.weekday() {
            Weekday::Sat => day - Days::new(1),
            Weekday::Sun => day - Days::new(2),
            _ => day,
        }
    }

    /// Some time of that day's working hours.
    fn moment(&mut self, day: NaiveDate) -> Moment {
        let (hour, minute) = (self.random.within(8, 17), 5 * self.random.below(12));
        match NaiveTime::from_hms_opt(hour, minute, 0) {
            Some(time) => Moment::At(self.env.resolve(day.and_time(time))),
            None => Moment::On(day),
        }
    }

    fn try_again(&mut self) {
        for (place, hours) in TRIED {
            let at = Moment::At(self.now - TimeDelta::hours(hours));
            let customer = self.customers[place].id;
            self.add_attempt(customer, at);
        }
    }

    fn plan(&mut self) {
        for ((place, days, hour, action), note) in PLANNED.into_iter().zip(words::PLANS) {
            let step = NextStep {
                action,
                due_on: self.today() + TimeDelta::days(days),
                due_at: hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)),
                note: self.language.of(note).to_owned(),
                recurrence: None,
            };
            let id = FollowUpId(self.env.new_id());
            let customer = self.customers[place].id;
            self.follow_ups.push(step.into_follow_up(id, customer));
        }
    }

    /// Notes what the words of an exchange name. What came up within the last weeks is still open;
    /// what is older was settled soon after.
    fn note(&mut self, step: &Step, customer: CustomerId, exchange: &Communication) {
        let on = exchange.at.local_date();
        let age = days_between(on, self.today());
        let record = Some(exchange.id);
        if let Some(kind) = step.need {
            let draft = NeedDraft {
                kind,
                words: exchange.content.clone(),
                resource: String::new(),
            };
            let id = NeedId(self.env.new_id());
            let mut need = draft.into_need(id, customer, record, on);
            need.state = match age {
                ..7 => NeedState::Open,
                7..21 => NeedState::InHand,
                _ => NeedState::Met {
                    on: on + Days::new(6),
                },
            };
            self.needs.push(need);
        }
        if let Some(side) = step.promise {
            // The stories promise in their last clause, and by Friday.
            let clause = exchange.content.rsplit([';', '；']).next();
            let to_friday = 7 - u64::from((on.weekday().num_days_from_monday() + 3) % 7);
            let draft = PromiseDraft {
                side,
                words: clause.unwrap_or_default().trim().to_owned(),
                due_on: Some(on + Days::new(to_friday)),
            };
            let id = PromiseId(self.env.new_id());
            let mut promise = draft.into_promise(id, customer, record, on);
            if 21 <= age {
                promise.state = PromiseState::Kept {
                    on: on + Days::new(3),
                };
            }
            self.promises.push(promise);
        }
    }

    /// Promises that are still to be kept, so that the ledger has something due on every day.
    fn promise(&mut self) {
        let today = self.today();
        for (place, days, side, words) in words::PROMISES {
            let id = PromiseId(self.env.new_id());
            let draft = PromiseDraft {
                side,
                words: self.language.of(words).to_owned(),
                due_on: Some(today + TimeDelta::days(days)),
            };
            let customer = self.customers[place].id;
            let made_on = today - Days::new(8);
            self.promises
                .push(draft.into_promise(id, customer, None, made_on));
        }
    }
}
