//! A Book on a desk: the running app, a clock that stands where the story says, and short words for
//! what a rep does.

pub(crate) mod acts;
pub(crate) mod dice;
mod disk;
pub(crate) mod import;
mod recount;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use genjin::app::commands::{Command, Rejection, made_communication, made_customer};
use genjin::app::ports::{Environment, LocalFuture};
use genjin::app::queries::today::{Counts, Today, today};
use genjin::app::service::{Done, Refused, Service};
use genjin::domain::channel::Channel;
use genjin::domain::communication::{Communication, CommunicationDraft};
use genjin::domain::customer::Customer;
use genjin::domain::follow_up::{Action, FollowUp, NextStep};
use genjin::domain::id::{CommunicationId, CustomerId, FollowUpId};
use genjin::domain::moment::{Moment, Now};
use genjin::domain::outcome::Outcome;
use genjin::domain::settings::Settings;
use genjin::records::backup::Contents;
use uuid::Uuid;

pub(crate) use self::disk::Disk;
pub(crate) use self::recount::recount;

/// Noon of the day on which the stories play: a Friday.
pub(crate) const NOON: &str = "2024-08-16T12:00:00+08:00";

/// A clock that a test sets, ids that count up, and a look at the page whenever it may draw.
pub(crate) struct Desk {
    now: Cell<Now>,
    next_id: Cell<u128>,
    waited: RefCell<Vec<u32>>,
    look: RefCell<Option<Box<dyn Fn()>>>,
}

impl Desk {
    pub(crate) fn at(now: &str) -> Rc<Self> {
        Rc::new(Self {
            now: Cell::new(instant(now)),
            next_id: Cell::new(1),
            waited: RefCell::default(),
            look: RefCell::new(None),
        })
    }

    /// A desk whose ids are not those of the others.
    pub(crate) fn number(place: u128, now: &str) -> Rc<Self> {
        let desk = Self::at(now);
        desk.next_id.set(place << 64);
        desk
    }

    /// Looks at the page whenever it may draw in the midst of long work.
    pub(crate) fn look(&self, look: impl Fn() + 'static) {
        self.look.replace(Some(Box::new(look)));
    }

    /// For how many milliseconds it was waited, each time.
    pub(crate) fn waited(&self) -> Vec<u32> {
        self.waited.borrow().clone()
    }

    pub(crate) fn set(&self, now: Now) {
        self.now.set(now);
    }

    pub(crate) fn pass(&self, time: TimeDelta) {
        self.now.set(self.now.get() + time);
    }
}

impl Environment for Desk {
    fn now(&self) -> Now {
        self.now.get()
    }

    fn new_id(&self) -> Uuid {
        self.next_id.set(self.next_id.get() + 1);
        Uuid::from_u128(self.next_id.get())
    }

    fn breathe(&self) -> LocalFuture<'_, ()> {
        if let Some(look) = &*self.look.borrow() {
            look();
        }
        Box::pin(std::future::ready(()))
    }

    fn wait(&self, milliseconds: u32) -> LocalFuture<'_, ()> {
        self.waited.borrow_mut().push(milliseconds);
        Box::pin(std::future::ready(()))
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        let offset = *self.now.get().offset();
        wall.and_local_timezone(offset)
            .single()
            .expect("offsets are fixed")
    }
}

/// Runs a future of which every part is on this thread.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(futures::task::noop_waker_ref());
    for _ in 0..1_000_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("it waits for something that never comes")
}

/// The app on a disk, as one tab runs it.
pub(crate) struct Book {
    pub(crate) desk: Rc<Desk>,
    pub(crate) disk: Disk,
    pub(crate) service: Rc<Service>,
}

impl Book {
    /// An empty Book at noon.
    pub(crate) fn new() -> Self {
        Self::open(Disk::default(), Desk::at(NOON))
    }

    /// The Book that lies on this disk.
    pub(crate) fn open(disk: Disk, env: Rc<Desk>) -> Self {
        let service = Service::open(disk.tab(), env.clone());
        let service = run(service).expect("the disk can be read");
        Self {
            desk: env,
            disk,
            service,
        }
    }

    /// The same after closing the page and opening it again.
    pub(crate) fn reopened(&self) -> Self {
        Self::open(self.disk.clone(), self.desk.clone())
    }

    /// One more tab on the same disk.
    pub(crate) fn other_tab(&self) -> Self {
        let now = self.now().to_rfc3339();
        Self::open(self.disk.clone(), Desk::number(7, &now))
    }

    pub(crate) fn try_do(&self, command: Command) -> Result<Done, Refused> {
        run(self.service.execute(command))
    }

    pub(crate) fn do_it(&self, command: Command) -> Done {
        self.try_do(command).expect("the command is right")
    }

    pub(crate) fn refusal(&self, command: Command) -> Rejection {
        match self.try_do(command) {
            Err(Refused::Rejected(rejection)) => rejection,
            other => panic!("not refused: {other:?}"),
        }
    }

    pub(crate) fn undo(&self) -> Done {
        run(self.service.undo()).expect("something can be undone")
    }

    pub(crate) fn redo(&self) -> Done {
        run(self.service.redo()).expect("something can be redone")
    }

    /// A new customer of this name.
    pub(crate) fn customer(&self, name: &str) -> CustomerId {
        let customer = Customer::named(CustomerId(self.desk.new_id()), name);
        let done = self.do_it(Command::CreateCustomer(Box::new(customer)));
        made_customer(&done.edits).expect("a customer was made")
    }

    /// A new customer with whom a call was logged so many days ago.
    pub(crate) fn customer_called(&self, name: &str, days_ago: i64) -> CustomerId {
        let id = self.customer(name);
        let now = self.now();
        self.log(Log::call(id).at(Moment::At(now - TimeDelta::days(days_ago))));
        id
    }

    pub(crate) fn log(&self, log: Log) -> Done {
        self.do_it(Command::Log(log.0))
    }

    pub(crate) fn log_id(&self, log: Log) -> CommunicationId {
        made_communication(&self.log(log).edits).expect("a communication was made")
    }

    /// Changes one customer as its form would.
    pub(crate) fn edit(&self, id: CustomerId, edit: impl FnOnce(&mut Customer)) -> Done {
        let before = self.get(id);
        let mut after = (*before).clone();
        edit(&mut after);
        let after = Box::new(after);
        self.do_it(Command::EditCustomer { before, after })
    }

    pub(crate) fn edit_communication(
        &self,
        id: CommunicationId,
        edit: impl FnOnce(&mut Communication),
    ) -> Done {
        let before = self.communication(id);
        let mut after = (*before).clone();
        edit(&mut after);
        let after = Box::new(after);
        self.do_it(Command::EditCommunication { before, after })
    }

    pub(crate) fn change_settings(&self, edit: impl FnOnce(&mut Settings)) -> Done {
        let before = self.service.model().settings().clone();
        let mut after = (*before).clone();
        edit(&mut after);
        self.do_it(Command::ChangeSettings {
            before,
            after: Box::new(after),
            subject: String::new(),
        })
    }

    pub(crate) fn plan(&self, customer: CustomerId, step: NextStep) -> FollowUpId {
        self.do_it(Command::Plan { customer, step });
        let follow_ups = self.follow_ups(customer);
        follow_ups.last().expect("a follow-up was made").id
    }

    pub(crate) fn get(&self, id: CustomerId) -> Arc<Customer> {
        let model = self.service.model();
        model.customer(id).expect("the customer is there").clone()
    }

    pub(crate) fn communication(&self, id: CommunicationId) -> Arc<Communication> {
        let model = self.service.model();
        model
            .communication(id)
            .expect("the record is there")
            .clone()
    }

    /// The follow-ups of a customer outside the trash, in the order in which they were made.
    pub(crate) fn follow_ups(&self, id: CustomerId) -> Vec<FollowUp> {
        let model = self.service.model();
        let mut list: Vec<_> = model.follow_ups_of(id).map(|one| (**one).clone()).collect();
        list.sort_by_key(|one| one.id);
        list
    }

    /// The one follow-up of a customer.
    pub(crate) fn only_follow_up(&self, id: CustomerId) -> FollowUp {
        let list = self.follow_ups(id);
        assert_eq!(list.len(), 1, "{list:?}");
        list.into_iter().next().expect("one")
    }

    pub(crate) fn today(&self) -> Today {
        today(&self.service.model(), self.now())
    }

    pub(crate) fn counts(&self) -> Counts {
        self.today().counts
    }

    /// Whom Today lists, in its order.
    pub(crate) fn queue(&self) -> Vec<String> {
        let today = self.today();
        let kept = self.service.today();
        assert_eq!(*kept, today, "what is kept for the page still holds");
        let queue = today.queue;
        queue
            .iter()
            .map(|one| self.get(one.customer).name.clone())
            .collect()
    }

    /// What is to be done with a customer today.
    pub(crate) fn due(&self, id: CustomerId) -> Option<Action> {
        let model = self.service.model();
        let standing = model.standing(id, self.now()).expect("a customer");
        standing.action_today().cloned()
    }

    /// The day of a customer's last contact.
    pub(crate) fn last_contact(&self, id: CustomerId) -> Option<NaiveDate> {
        let model = self.service.model();
        let last = model.last_contact(id, self.now())?;
        Some(last.at.local_date())
    }

    pub(crate) fn now(&self) -> Now {
        self.desk.now()
    }

    pub(crate) fn contents(&self) -> Contents {
        self.service.contents()
    }
}

/// What is about to be logged.
pub(crate) struct Log(pub(crate) CommunicationDraft);

impl Log {
    /// A call with a customer at noon of the story's day.
    pub(crate) fn call(customer: CustomerId) -> Self {
        Self::with(vec![customer])
    }

    pub(crate) fn with(customers: Vec<CustomerId>) -> Self {
        Self(CommunicationDraft {
            customers,
            new_customers: Vec::new(),
            at: Moment::At(instant(NOON)),
            channel: Channel::Phone,
            direction: None,
            outcome: None,
            content: "wants a quote".to_owned(),
            line: String::new(),
            duration_seconds: None,
            executes: None,
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
            next_step: None,
        })
    }

    pub(crate) fn new_customer(mut self, name: &str) -> Self {
        self.0.new_customers.push(name.to_owned());
        self
    }

    pub(crate) fn at(mut self, at: Moment) -> Self {
        self.0.at = at;
        self
    }

    pub(crate) fn on(self, date: &str) -> Self {
        self.at(Moment::On(day(date)))
    }

    pub(crate) fn by(mut self, channel: Channel) -> Self {
        self.0.channel = channel;
        self
    }

    pub(crate) fn saying(mut self, words: &str) -> Self {
        words.clone_into(&mut self.0.content);
        self
    }

    pub(crate) fn unanswered(mut self) -> Self {
        self.0.outcome = Some(Outcome::NoAnswer);
        self.0.content.clear();
        self
    }

    pub(crate) fn executing(mut self, follow_up: FollowUpId) -> Self {
        self.0.executes = Some(follow_up);
        self
    }

    pub(crate) fn then(mut self, step: NextStep) -> Self {
        self.0.next_step = Some(step);
        self
    }
}

/// A step to take on a day.
pub(crate) fn step(action: Action, due_on: &str) -> NextStep {
    NextStep {
        action,
        due_on: day(due_on),
        due_at: None,
        note: String::new(),
        recurrence: None,
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn time(text: &str) -> NaiveTime {
    text.parse().expect("a time")
}

pub(crate) fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("an instant")
}
