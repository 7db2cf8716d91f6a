//! The demo: a whole Book of made-up customers with two years behind them, kept apart from the user's.
//!
//! It is laid out from the device's present day, so that Today is always lively. The same moment gives
//! the same Book, record by record, and both languages tell the same stories.

mod cast;
mod opinion;
mod scenes;
mod story;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use uuid::{Builder, Uuid};

use self::cast::Person;
use self::story::Fate;
use super::SampleLanguage;
use super::random::Random;
use super::words::Both;
use crate::app::ports::Environment;
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::{Customer, Position, Stage, Tier};
use crate::domain::decimal::Decimal;
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::id::{BookId, CustomerId, FollowUpId, PromiseId};
use crate::domain::moment::{Moment, Now};
use crate::domain::need::Need;
use crate::domain::order::PutInOrder;
use crate::domain::policy::{Policies, Policy, Rule, Scope, ScopedPolicy};
use crate::domain::promise::{Promise, PromiseDraft};
use crate::domain::rating::{Observation, Rating};
use crate::domain::resource::Resource;
use crate::domain::settings::Settings;
use crate::records::backup::Contents;

/// How many firms are customers themselves.
const FIRMS: usize = 60;
/// How many people are customers.
const PEOPLE: usize = 240;
/// How many of them belong to one of the firms.
const EMPLOYED: usize = 210;

/// Steps by hand that are open: in how many days they are due, and at which hour.
const OPEN_STEPS: [(i64, Option<u32>); 24] = [
    (-6, None),
    (-3, None),
    (-2, Some(10)),
    (-1, None),
    (0, Some(9)),
    (0, None),
    (0, Some(14)),
    (0, Some(16)),
    (1, None),
    (1, Some(10)),
    (2, None),
    (2, Some(11)),
    (3, None),
    (4, Some(15)),
    (5, None),
    (6, None),
    (7, Some(9)),
    (8, None),
    (9, None),
    (11, Some(13)),
    (13, None),
    (14, None),
    (18, None),
    (21, None),
];

/// In how many days promises are due that are still to be kept.
const OPEN_PROMISES: [i64; 18] = [
    -12, -9, -6, -4, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 12, 20,
];

/// The demo as the whole contents of a Book.
pub fn demo_contents(book: BookId, language: SampleLanguage, env: &dyn Environment) -> Contents {
    let mut demo = Demo::new(language, env);
    for firm in 0..FIRMS {
        demo.add_firm(firm);
    }
    let people: Vec<Person> = (0..PEOPLE).map(Person::at).collect();
    for person in &people {
        demo.add_person(person);
    }
    // The firms speak for themselves, too; their people stand beside them by then.
    for firm in (0..FIRMS).step_by(3) {
        demo.live_firm(firm);
    }
    for person in &people {
        demo.live(person);
    }
    demo.plan(&people);
    demo.finish(book)
}

/// The demo while it grows.
struct Demo<'a> {
    language: SampleLanguage,
    env: &'a dyn Environment,
    now: Now,
    random: Random,
    ids: u64,
    /// How many telephone numbers each city has.
    phones: [usize; words::CITIES.len()],
    /// The firms, then the people.
    customers: Vec<Customer>,
    communications: Vec<Communication>,
    follow_ups: Vec<FollowUp>,
    needs: Vec<Need>,
    promises: Vec<Promise>,
    ratings: Vec<Rating>,
    observations: Vec<Observation>,
}

impl<'a> Demo<'a> {
    fn new(language: SampleLanguage, env: &'a dyn Environment) -> Self {
        Self {
            language,
            env,
            now: env.now(),
            random: Random::new(11),
            ids: 0,
            phones: [0; words::CITIES.len()],
            customers: Vec::new(),
            communications: Vec::new(),
            follow_ups: Vec::new(),
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
            observations: Vec::new(),
        }
    }

    /// Ids as the app makes them, only that the same moment gives the same ones, in order.
    fn next_id(&mut self) -> Uuid {
        self.ids += 1;
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.ids.to_be_bytes());
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    fn say(&self, words: Both) -> &'static str {
        self.language.of(words)
    }

    fn any<T: Copy>(&mut self, list: &[T]) -> T {
        let count = u32::try_from(list.len()).unwrap_or(1);
        list[self.random.below(count) as usize]
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
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

    /// Some minute of an hour of a day, as the clocks of the device show it.
    fn at_hour(&mut self, day: NaiveDate, hour: u32) -> Moment {
        match NaiveTime::from_hms_opt(hour, 5 * self.random.below(12), 0) {
            Some(time) => Moment::At(self.env.resolve(day.and_time(time))),
            None => Moment::On(day),
        }
    }

    /// Open steps and promises among those who stay, and what is done again and again.
    fn plan(&mut self, people: &[Person]) {
        let staying: Vec<CustomerId> = people
            .iter()
            .filter(|person| person.fate.stays())
            .map(|person| self.customers[FIRMS + person.place].id)
            .collect();
        let today = self.today();
        for (number, (days, hour)) in OPEN_STEPS.into_iter().enumerate() {
            let customer = staying[(number * 7 + 3) % staying.len()];
            let note = scenes::PLANS[number % scenes::PLANS.len()];
            let action = match number % 3 {
                0 => Action::Visit,
                1 => Action::Call,
                _ if number % 2 == 0 => Action::Through(Channel::Email),
                _ => Action::Call,
            };
            let id = FollowUpId(self.next_id());
            self.follow_ups.push(FollowUp {
                id,
                customer,
                action,
                due_on: today + TimeDelta::days(days),
                due_at: hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0)),
                note: self.say(note).to_owned(),
                state: FollowUpState::Open {
                    snoozed_until: None,
                },
                asked_by: AskedBy::Hand,
                recurrence: None,
                trashed_at: None,
            });
        }
        for (number, days) in OPEN_PROMISES.into_iter().enumerate() {
            let customer = staying[(number * 11 + 5) % staying.len()];
            let (side, words) = scenes::PROMISES[number % scenes::PROMISES.len()];
            let draft = PromiseDraft {
                side,
                words: self.say(words).to_owned(),
                due_on: Some(today + TimeDelta::days(days)),
            };
            let made_on = today - Days::new(14);
            let id = PromiseId(self.next_id());
            self.promises
                .push(draft.into_promise(id, customer, None, made_on));
        }
    }

    fn settings(&self) -> Settings {
        let rules = |rules: &[(u32, Action)]| {
            let rules = rules.iter().map(|(more_than_days, action)| Rule {
                more_than_days: *more_than_days,
                action: action.clone(),
                name: String::new(),
            });
            Policy::new(rules.collect()).unwrap_or_default()
        };
        let by_tier = |tier: Tier| ScopedPolicy {
            scope: Scope::Tier(tier),
            policy: rules(&[
                (2 * cast::patience(tier), Action::Visit),
                (cast::patience(tier), Action::Call),
            ]),
        };
        let by_stage = |stage: Stage, days: u32| ScopedPolicy {
            scope: Scope::Stage(stage),
            policy: rules(&[(days, Action::Call)]),
        };
        let mut scoped: Vec<ScopedPolicy> = Tier::ALL.map(by_tier).into();
        scoped.push(by_stage(Stage::Dormant, 300));
        scoped.push(by_stage(Stage::Lost, 360));
        let default = rules(&[(14, Action::Visit), (5, Action::Call)]);
        let resource = |(name, kind, answers): (Both, _, &[_])| Resource {
            name: self.say(name).to_owned(),
            kind,
            answers: answers.iter().copied().collect::<BTreeSet<_>>(),
        };
        let mut settings = Settings {
            policies: Policies { scoped, default },
            resources: words::RESOURCES.map(resource).into(),
            ..Settings::default()
        };
        settings.round.start = Some(self.position(0, 0));
        self.say(words::OFFICE)
            .clone_into(&mut settings.round.start_name);
        settings
    }

    /// Some place in a city, the same in every demo.
    fn position(&self, city: usize, number: usize) -> Position {
        let (north, east) = words::CITIES[city].middle[match self.language {
            SampleLanguage::English => 0,
            SampleLanguage::Chinese => 1,
        }];
        // Within three hundredths of a degree, in millionths.
        let spread = |factor: usize| i64::try_from(number * factor % 60_000).unwrap_or(0) - 30_000;
        Position {
            latitude: Decimal::from_millionths(i64::from(north) * 10_000 + spread(23_417)),
            longitude: Decimal::from_millionths(i64::from(east) * 10_000 + spread(41_011)),
        }
    }

    fn finish(self, book: BookId) -> Contents {
        fn kept<Id: Ord + Copy, T>(records: Vec<T>, id: impl Fn(&T) -> Id) -> Vec<Arc<T>> {
            let mut records: Vec<Arc<T>> = records.into_iter().map(Arc::new).collect();
            records.put_in_order_by_key(|record| id(record));
            records
        }
        Contents {
            book,
            settings: Arc::new(self.settings()),
            sources: Vec::new(),
            customers: kept(self.customers, |one| one.id),
            communications: kept(self.communications, |one| one.id),
            follow_ups: kept(self.follow_ups, |one| one.id),
            needs: kept(self.needs, |one| one.id),
            promises: kept(self.promises, |one| one.id),
            ratings: kept(self.ratings, |one| one.id),
            observations: kept(self.observations, |one| one.id),
            reminders: Vec::new(),
        }
    }
}
