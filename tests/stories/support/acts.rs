//! Whatever a rep might do next, chosen by a few numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, TimeDelta};
use genjin::app::commands::Command;
use genjin::app::commands::customers::BulkEdit;
use genjin::app::commands::debrief::{Came, DebriefDraft, DebriefLine};
use genjin::app::commands::trash::Selection;
use genjin::app::import::Altered;
use genjin::app::ports::Environment;
use genjin::domain::cadence::Cadence;
use genjin::domain::change::{Edit, Edited};
use genjin::domain::channel::Channel;
use genjin::domain::customer::{Customer, Labelled, OwnCadence, Stage, Tier};
use genjin::domain::follow_up::{Action, FollowUp, NextStep};
use genjin::domain::id::{CommunicationId, CustomerId, FollowUpId, SourceId};
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use genjin::domain::policy::{Policy, Rule, Scope, ScopedPolicy};
use genjin::domain::source::{Source, SourceKind};
use genjin::domain::working_days::DayCount;
use proptest::prelude::*;

use super::import::{communication, customer, plan};
use super::{Book, Log, day, time};

/// Numbers from which an act is made in whatever Book there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    kind: u8,
    a: usize,
    b: usize,
    c: usize,
}

/// A sequence of acts.
pub(crate) fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let act = (0..25_u8, 0..1000_usize, 0..1000_usize, 0..1000_usize);
    let act = act.prop_map(|(kind, a, b, c)| Act { kind, a, b, c });
    prop::collection::vec(act, 1..most)
}

const NAMES: [&str; 6] = ["Ada", "ada L", "王伟", "Ben & Sons", "O'Hara", "Ｂｅｎ"];
const WORDS: [&str; 5] = [
    "wants a quote",
    "投诉物流延误",
    "ＡＢＣ \"quoted\"",
    "two\nlines",
    "",
];
const TAGS: [&str; 3] = ["key", "fair", "老客户"];

fn word(list: &[&'static str], place: usize) -> &'static str {
    list[place % list.len()]
}

fn pick<T>(list: &[T], place: usize) -> &T {
    &list[place % list.len()]
}

fn pick_of<T: Copy>(list: &[T], place: usize) -> Option<T> {
    (!list.is_empty()).then(|| list[place % list.len()])
}

/// The ids of a Book in the order of their making.
struct Ids {
    customers: Vec<CustomerId>,
    communications: Vec<CommunicationId>,
    follow_ups: Vec<FollowUpId>,
    sources: Vec<SourceId>,
}

impl Act {
    /// Lets some time pass, and gives the command, if there is anything to do it to.
    pub(crate) fn command(self, book: &Book) -> Option<Command> {
        let Self { kind, a, b, c } = self;
        book.desk
            .pass(TimeDelta::minutes(i64::try_from(c % 300).expect("small")));
        let contents = book.contents();
        let ids = Ids {
            customers: contents.customers.iter().map(|one| one.id).collect(),
            communications: contents.communications.iter().map(|one| one.id).collect(),
            follow_ups: contents.follow_ups.iter().map(|one| one.id).collect(),
            sources: contents.sources.iter().map(|one| one.id).collect(),
        };
        let some_customer = pick_of(&ids.customers, a);
        let today = book.now().date_naive();
        Some(match kind {
            0 | 1 => {
                let id = CustomerId(book.desk.new_id());
                let name = word(&NAMES, a);
                Command::CreateCustomer(Box::new(edited(Customer::named(id, name), &ids, b, c)))
            }
            2..=7 => Command::Log(log(&ids, today, self).0),
            8 | 9 => {
                let before = book.get(some_customer?);
                let after = Box::new(edited((*before).clone(), &ids, b, c));
                Command::EditCustomer { before, after }
            }
            10 => Command::EditCustomers {
                ids: ids.customers.iter().copied().step_by(1 + a % 3).collect(),
                edit: match b % 4 {
                    0 => BulkEdit::Stage(*pick(&Stage::ALL, c)),
                    1 => BulkEdit::AddTag(word(&TAGS, c).to_owned()),
                    2 => BulkEdit::RemoveTag(word(&TAGS, c).to_owned()),
                    _ => BulkEdit::PauseUntil((c % 2 == 0).then(|| today + Days::new(2))),
                },
            },
            11 => {
                let before = book.communication(pick_of(&ids.communications, a)?);
                let mut after = (*before).clone();
                match b % 4 {
                    0 => {
                        after.customers =
                            ids.customers.iter().copied().skip(c % 3).take(2).collect();
                    }
                    1 => after.at = moment(today, c),
                    2 => after.outcome = outcome(c),
                    _ => word(&WORDS, c).clone_into(&mut after.content),
                }
                let after = Box::new(after);
                Command::EditCommunication { before, after }
            }
            12 | 13 => Command::Plan {
                customer: some_customer?,
                step: next_step(today, b, c),
            },
            14 => {
                let model = book.service.model();
                let before = model.follow_up(pick_of(&ids.follow_ups, a)?)?.clone();
                let after = Box::new(FollowUp {
                    due_on: today + Days::new(b as u64 % 4),
                    note: word(&WORDS, c).to_owned(),
                    ..(*before).clone()
                });
                Command::EditFollowUp { before, after }
            }
            15 => Command::Complete(pick_of(&ids.follow_ups, a)?),
            16 => Command::Skip {
                customer: some_customer?,
                until: today + Days::new(b as u64 % 5),
                reason: String::new(),
            },
            17 => Command::Snooze {
                customer: some_customer?,
                until: today + Days::new(b as u64 % 5),
            },
            18 => Command::MoveToTrash(selection(&ids, self)),
            19 => Command::TakeFromTrash(selection(&ids, self)),
            20 => settings(book, b, c),
            21 => import(book, &ids, self),
            22 => Command::AddSampleData(Arc::new(sample(book))),
            23 => Command::RemoveSampleData,
            _ => debrief(&ids, today, self),
        })
    }
}

/// What came of the last days with some of the customers.
fn debrief(ids: &Ids, today: chrono::NaiveDate, Act { a, b, c, .. }: Act) -> Command {
    let mut draft = DebriefDraft {
        day: today - Days::new(c as u64 % 3),
        lines: BTreeMap::new(),
    };
    for (nth, customer) in ids.customers.iter().skip(a % 5).take(1 + b % 4).enumerate() {
        let came = match (b + nth) % 3 {
            0 => Came::Happened,
            1 => Came::NoAnswer,
            _ => Came::MovedTo(today + Days::new(c as u64 % 4)),
        };
        let words = word(&WORDS, c + nth).to_owned();
        draft.lines.insert(*customer, DebriefLine { came, words });
    }
    Command::Debrief(draft)
}

fn moment(today: chrono::NaiveDate, number: usize) -> Moment {
    // From twelve days ago to two days ahead.
    let date = today + Days::new(2) - Days::new(number as u64 % 15);
    if number.is_multiple_of(4) {
        return Moment::On(date);
    }
    let hours = i32::try_from(number % 20).expect("small") - 10;
    let offset = chrono::FixedOffset::east_opt(hours * 3600).expect("in range");
    let wall = date.and_time(time("09:00:00"))
        + TimeDelta::minutes(i64::try_from(number % 700).expect("small"));
    Moment::At(wall.and_local_timezone(offset).single().expect("fixed"))
}

fn outcome(number: usize) -> Option<Outcome> {
    pick_of(&Outcome::ALL, number).filter(|_| !number.is_multiple_of(3))
}

fn next_step(today: chrono::NaiveDate, b: usize, c: usize) -> NextStep {
    NextStep {
        action: Action::through(pick(&Channel::BUILT_IN, b).clone()),
        due_on: today + Days::new(3) - Days::new(c as u64 % 6),
        due_at: b.is_multiple_of(3).then(|| time("15:00:00")),
        note: word(&WORDS, b + c).to_owned(),
        recurrence: match (b + c) % 5 {
            0 => Some(Cadence::Days(1 + u16::try_from(c % 4).expect("small"))),
            1 => Some(Cadence::Months(1)),
            _ => None,
        },
    }
}

fn log(ids: &Ids, today: chrono::NaiveDate, act: Act) -> Log {
    let Act { kind, a, b, c } = act;
    let customers = ids
        .customers
        .iter()
        .copied()
        .skip(a % 7)
        .take(1 + b % 2)
        .collect();
    let mut log = Log::with(customers)
        .at(moment(today, c))
        .by(pick(&Channel::BUILT_IN, b).clone())
        .saying(word(&WORDS, a + c));
    log.0.outcome = outcome(b);
    if kind == 2 {
        log = log.new_customer(word(&NAMES, c));
    }
    if kind <= 4 {
        log.0.executes = pick_of(&ids.follow_ups, c);
    }
    if a % 3 == 0 {
        log = log.then(next_step(today, c, b));
    }
    log
}

fn edited(mut customer: Customer, ids: &Ids, b: usize, c: usize) -> Customer {
    match b % 9 {
        0 => word(&NAMES, c).clone_into(&mut customer.company),
        1 => customer.firm = pick_of(&ids.customers, c).filter(|firm| *firm != customer.id),
        2 => customer.stage = *pick(&Stage::ALL, c),
        3 => customer.tier = pick_of(&Tier::ALL, c),
        4 => customer.tags = vec![word(&TAGS, c).to_owned()],
        5 => {
            customer.phones = vec![Labelled {
                label: "work".to_owned(),
                value: format!("+86 138-{c:04}"),
            }];
        }
        6 => customer.consent.do_not_contact ^= true,
        7 => {
            customer.cadence = Some(OwnCadence {
                every: Cadence::Days(1 + u16::try_from(c % 9).expect("small")),
                action: Action::Call,
            });
        }
        _ => word(&NAMES, c).clone_into(&mut customer.name),
    }
    customer
}

fn selection(ids: &Ids, act: Act) -> Selection {
    let Act { a, b, c, .. } = act;
    match c % 4 {
        0 | 1 => Selection::customers(
            ids.customers
                .iter()
                .copied()
                .skip(a % 5)
                .take(1 + b % 2)
                .collect(),
        ),
        2 => Selection {
            communications: pick_of(&ids.communications, a).into_iter().collect(),
            ..Selection::default()
        },
        _ => Selection {
            follow_ups: pick_of(&ids.follow_ups, a).into_iter().collect(),
            ..Selection::default()
        },
    }
}

fn settings(book: &Book, b: usize, c: usize) -> Command {
    let before = book.service.model().settings().clone();
    let mut after = (*before).clone();
    let rule = |more_than_days, action| Rule {
        more_than_days,
        action,
        name: String::new(),
    };
    match b % 6 {
        0 => {
            let rules = vec![rule(5, Action::Visit), rule(1, Action::Call)];
            after.policies.default = Policy::new(rules).expect("it falls");
        }
        1 => after.policies.scoped.push(ScopedPolicy {
            scope: match c % 3 {
                0 => Scope::Tag(word(&TAGS, c).to_owned()),
                1 => Scope::Tier(*pick(&Tier::ALL, c)),
                _ => Scope::Stage(*pick(&Stage::ALL, c)),
            },
            policy: Policy::new(vec![rule(2, Action::Through(Channel::Email))]).expect("one"),
        }),
        2 => after.contact_rule.people_count_for_their_firm ^= true,
        3 => {
            let channel = pick(&Channel::BUILT_IN, c).clone();
            after.contact_rule.uncounted_channels.insert(channel);
        }
        4 => {
            let attempts = Outcome::ALL.into_iter().skip(c % 6);
            after.contact_rule.attempts = attempts.collect();
        }
        _ => {
            let holidays = [day("2024-08-19"), day("2024-08-20")].into();
            after.day_count = DayCount::WorkingDays { holidays };
        }
    }
    Command::ChangeSettings {
        before,
        after: Box::new(after),
        subject: String::new(),
    }
}

fn import(book: &Book, ids: &Ids, act: Act) -> Command {
    let Act { a, b, c, .. } = act;
    let mut plan = plan(&book.desk, SourceKind::Customers);
    if let Some(known) = pick_of(&ids.sources, a).filter(|_| a % 2 == 0) {
        plan.source.id = known;
        "again.csv".clone_into(&mut plan.source.name);
    }
    for key in 0..=b % 3 {
        let made = customer(
            &book.desk,
            &plan.source,
            &key.to_string(),
            word(&NAMES, c + key),
        );
        if c % 2 == 0 {
            let at = moment(book.now().date_naive(), c + key);
            let key = key.to_string();
            let row = communication(&book.desk, &plan.source, &key, made.id, at);
            plan.new_communications.push(row);
        }
        plan.new_customers.push(made);
    }
    if let Some(id) = pick_of(&ids.customers, c) {
        let before = book.get(id);
        let mut after = edited((*before).clone(), ids, a, b);
        // Files name firms by words alone.
        after.firm = before.firm;
        plan.changed_customers = vec![Altered { before, after }];
    }
    super::import::import(&plan)
}

fn made<T>(record: Arc<T>) -> Edited<T> {
    Edited {
        before: None,
        after: Some(record),
    }
}

/// Sample data of two customers; the real ones would drown everything else.
fn sample(book: &Book) -> Vec<Edit> {
    let source = Source {
        kind: SourceKind::Sample,
        ..plan(&book.desk, SourceKind::Sample).source
    };
    let people = ["1", "2"].map(|key| customer(&book.desk, &source, key, "Sample"));
    let at = Moment::On(book.now().date_naive());
    let talk = communication(&book.desk, &source, "3", people[0].id, at);
    let mut edits = vec![Edit::Source(Edited::made(source))];
    edits.extend(people.map(|one| Edit::Customer(made(one))));
    edits.push(Edit::Communication(made(talk)));
    edits
}
