//! What may happen next in the life of a Book, made of nothing but numbers: so a step means
//! something in whatever Book there is, and steps can be left out of a life that failed.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use genjin::app::commands::Command;
use genjin::app::commands::customers::BulkEdit;
use genjin::app::commands::trash::Selection;
use genjin::app::import::ImportPlan;
use genjin::app::ports::Environment;
use genjin::domain::channel::Channel;
use genjin::domain::communication::Communication;
use genjin::domain::customer::{Customer, Stage, Tier};
use genjin::domain::follow_up::{Action, NextStep};
use genjin::domain::id::{CommunicationId, CustomerId, FollowUpId};
use genjin::domain::moment::{Moment, Now};
use genjin::domain::source::SourceKind;
use uuid::Uuid;

use super::plain::{Field, Picked, Plain};
use crate::support::dice::Dice;
use crate::support::import::{communication, customer, plan};
use crate::support::{Book, Log};

/// One step of a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// In which tab it happens.
    pub(super) tab: usize,
    /// How many minutes pass before.
    pub(super) minutes: i64,
    /// What happens, out of a hundred.
    pub(super) kind: u32,
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) c: usize,
}

impl Step {
    pub(super) fn roll(dice: &mut Dice) -> Self {
        let mut below = |end| usize::try_from(dice.below(end)).expect("small");
        let (tab, a, b, c) = (below(2), below(1000), below(1000), below(1000));
        Self {
            tab,
            minutes: i64::from(dice.below(600)),
            kind: dice.below(100),
            a,
            b,
            c,
        }
    }
}

const TEXTS: [&str; 8] = [
    "Ada",
    "王伟",
    "",
    "two\nlines \"quoted\"",
    "\u{202e}مرحبا",
    "nul \0 and \u{feff}",
    "👩‍👩‍👧‍👦",
    "e\u{301} '; --",
];

/// What a user does in one tab.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Create(Box<Customer>),
    Edit(Arc<Customer>, Field),
    EditMany(Vec<CustomerId>, Field),
    Log(Vec<CustomerId>, NaiveDate, &'static str),
    Plan(CustomerId, NextStep),
    Complete(FollowUpId),
    Trash(Picked),
    Restore(Picked),
    Import(Arc<ImportPlan>),
    CountPeople(bool),
}

fn pick<T: Clone>(list: &[T], place: usize) -> Option<T> {
    (!list.is_empty()).then(|| list[place % list.len()].clone())
}

fn field(a: usize, b: usize) -> Field {
    let text = TEXTS[b % TEXTS.len()].to_owned();
    match a % 5 {
        0 => Field::Company(text),
        1 => Field::Notes(text),
        2 => Field::Address(text),
        3 => Field::Stage(Stage::ALL[b % Stage::ALL.len()]),
        _ => Field::Tier(pick(&Tier::ALL, b).filter(|_| !b.is_multiple_of(4))),
    }
}

impl Deed {
    /// The deed of a step in a tab that shows these records, if there is anything to do it to.
    pub(super) fn of(step: Step, book: &Book, shown: &Plain) -> Option<Self> {
        let Step { kind, a, b, c, .. } = step;
        let customers: Vec<CustomerId> = shown.customers.keys().copied().collect();
        let talks: Vec<CommunicationId> = shown.communications.keys().copied().collect();
        let steps: Vec<FollowUpId> = shown.follow_ups.keys().copied().collect();
        let today = book.now().date_naive();
        let some = pick(&customers, a);
        let few = || -> Vec<CustomerId> {
            let list = customers.iter().skip(a % customers.len().max(1));
            list.take(1 + c % 3).copied().collect()
        };
        let picked = || match c % 5 {
            0 => pick(&talks, a).map(Picked::Communication),
            1 => pick(&steps, a).map(Picked::FollowUp),
            _ => Some(few())
                .filter(|ids| !ids.is_empty())
                .map(Picked::Customers),
        };
        Some(match kind {
            0..=13 => {
                let id = CustomerId(book.desk.new_id());
                let mut made = Customer::named(id, format!("c{a}"));
                field(b, c).set_in(&mut made);
                Self::Create(Box::new(made))
            }
            14..=33 => Self::Edit(shown.customers[&some?].clone(), field(b, c)),
            34..=39 => Self::EditMany(few(), field(3 + b % 2, c)),
            40..=52 => {
                let on = today - Days::new(1 + b as u64 % 20);
                Self::Log(few(), on, TEXTS[1 - (c % 2)])
            }
            53..=58 => {
                let step = NextStep {
                    action: Action::through(Channel::BUILT_IN[b % 3].clone()),
                    due_on: today + Days::new(5) - Days::new(c as u64 % 20),
                    due_at: None,
                    note: TEXTS[c % TEXTS.len()].to_owned(),
                    recurrence: None,
                };
                Self::Plan(some?, step)
            }
            59..=61 => Self::Complete(pick(&steps, a)?),
            62..=69 => Self::Trash(picked()?),
            70..=76 => Self::Restore(picked()?),
            77..=79 => Self::Import(Arc::new(file(book, step))),
            _ => Self::CountPeople(c.is_multiple_of(2)),
        })
    }

    pub(super) fn command(&self, shown: &Plain) -> Command {
        match self.clone() {
            Self::Create(customer) => Command::CreateCustomer(customer),
            Self::Edit(before, field) => {
                let mut after = (*before).clone();
                field.set_in(&mut after);
                let after = Box::new(after);
                Command::EditCustomer { before, after }
            }
            Self::EditMany(ids, field) => {
                let edit = match field {
                    Field::Stage(stage) => BulkEdit::Stage(stage),
                    Field::Tier(tier) => BulkEdit::Tier(tier),
                    other => panic!("{other:?} is not for many"),
                };
                Command::EditCustomers { ids, edit }
            }
            Self::Log(customers, on, words) => {
                Command::Log(Log::with(customers).at(Moment::On(on)).saying(words).0)
            }
            Self::Plan(customer, step) => Command::Plan { customer, step },
            Self::Complete(id) => Command::Complete(id),
            Self::Trash(what) => Command::MoveToTrash(selection(what)),
            Self::Restore(what) => Command::TakeFromTrash(selection(what)),
            Self::Import(plan) => Command::Import(plan),
            Self::CountPeople(counted) => {
                let before = shown.settings.clone();
                let mut after = (*before).clone();
                after.contact_rule.people_count_for_their_firm = counted;
                Command::ChangeSettings {
                    before,
                    after: Box::new(after),
                    subject: String::new(),
                }
            }
        }
    }

    /// What it makes of these records; `None` if it is refused there, or alters nothing. `found` is
    /// the Book as the app has it by then: from there the id of what was made is taken.
    pub(super) fn done_to(&self, plain: &Plain, now: Now, found: &Plain) -> Option<Plain> {
        let before = plain;
        let plain = plain.clone();
        match self {
            Self::Create(customer) => Some(plain.with_customer((**customer).clone())),
            Self::Edit(before, field) => {
                let mut after = (**before).clone();
                field.set_in(&mut after);
                // A form sets what was altered in it.
                (after != **before).then_some(())?;
                plain.with_field(&[before.id], field)
            }
            Self::EditMany(ids, field) => plain.with_field(ids, field),
            Self::Log(customers, on, words) => {
                let mut new = found.communications.values();
                let new = new.find(|one| !before.communications.contains_key(&one.id));
                let id = new.map_or(CommunicationId(Uuid::nil()), |one| one.id);
                let mut made = Log::with(customers.clone()).saying(words).0;
                made.at = Moment::On(*on);
                let contact = Communication {
                    id,
                    customers: made.customers,
                    at: made.at,
                    channel: made.channel,
                    direction: None,
                    outcome: None,
                    content: made.content,
                    line: String::new(),
                    sentiment: None,
                    duration_seconds: None,
                    executes: None,
                    origin: None,
                    trashed_at: None,
                };
                plain.with_contact(&contact, new.map(|one| &**one))
            }
            Self::Plan(customer, step) => {
                let mut new = found.follow_ups.keys();
                let new = new.find(|id| !before.follow_ups.contains_key(id));
                let id = new.copied().unwrap_or(FollowUpId(Uuid::nil()));
                plain.with_step(id, *customer, step)
            }
            Self::Complete(id) => plain.with_done(*id, now.date_naive()),
            Self::Trash(what) => plain.with_trashed(what, now),
            Self::Restore(what) => plain.with_restored(what),
            Self::Import(file) => Some(plain.with_import(file, now)),
            Self::CountPeople(counted) => plain.with_people_counted(*counted),
        }
    }
}

fn selection(what: Picked) -> Selection {
    match what {
        Picked::Customers(ids) => Selection::customers(ids),
        Picked::Communication(id) => Selection::communication(id),
        Picked::FollowUp(id) => Selection::follow_up(id),
    }
}

/// A file of a few rows; seldom one that is kept in segments of its own.
fn file(book: &Book, Step { a, b, c, .. }: Step) -> ImportPlan {
    let mut plan = plan(&book.desk, SourceKind::Customers);
    let count = if a.is_multiple_of(16) { 600 } else { 1 + b % 4 };
    for key in 0..count {
        let key = key.to_string();
        let made = customer(&book.desk, &plan.source, &key, &format!("i{key}"));
        let at = Moment::On(book.now().date_naive() - Days::new(c as u64 % 40));
        let row = communication(&book.desk, &plan.source, &key, made.id, at);
        plan.new_communications.push(row);
        plan.new_customers.push(made);
    }
    plan
}
