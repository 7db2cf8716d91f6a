//! All records in memory, with the indexes that the rules and the screens need.
//!
//! The model changes in one way only: [`Model::apply`] with a [`Change`] that was saved.

mod taking_in;

use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use uuid::Uuid;
use xxhash_rust::xxh3::xxh3_64;

use self::taking_in::Unplaced;
use crate::app::late_index::LateIndex;
use crate::app::marks::{Cell, Columns, Mark, Marks, weigh};
use crate::app::name_order::NameOrder;
use crate::app::search_index::SearchIndex;
use crate::app::slot_index::SlotIndex;
use crate::app::table::{Slot, Table};
use crate::app::timeline::{Clock, Timeline};
use crate::domain::answer_rate::{Attempt, Tally};
use crate::domain::change::{Change, Edit};
use crate::domain::communication::Communication;
use crate::domain::customer::{Consent, Customer, Tier};
use crate::domain::fold::digits;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{
    BookId, CommunicationId, CustomerId, FollowUpId, NeedId, ObservationId, PromiseId, RatingId,
    ReminderId, SourceId,
};
use crate::domain::loyalty::{Begin, Loyalty};
use crate::domain::moment::Now;
use crate::domain::need::Need;
use crate::domain::order::PutInOrder;
use crate::domain::origin::Origin;
use crate::domain::promise::Promise;
use crate::domain::queue::{Facts, LastContact, Standing};
use crate::domain::ranking::Merits;
use crate::domain::rating::{Observation, Rating};
use crate::domain::reminder::Reminder;
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::domain::source::Source;
use crate::records::Kind;
use crate::records::backup::Contents;
use crate::records::change_row::Find;

/// The Book in memory.
#[derive(Debug, Clone, Default)]
pub struct Model {
    revision: u64,
    /// Whether communications are missing that Today does not look at.
    is_glimpse: bool,
    settings: Arc<Settings>,
    /// Of the aspects of the settings.
    columns: Columns,
    sources: BTreeMap<SourceId, Arc<Source>>,
    customers: Table<CustomerId, Customer>,
    communications: Table<CommunicationId, Communication>,
    follow_ups: Table<FollowUpId, FollowUp>,
    needs: Table<NeedId, Need>,
    promises: Table<PromiseId, Promise>,
    ratings: Table<RatingId, Rating>,
    observations: Table<ObservationId, Observation>,
    reminders: BTreeMap<ReminderId, Arc<Reminder>>,
    /// By the customer's slot.
    dossiers: Vec<Dossier>,
    customer_origins: SlotIndex,
    /// Worked out when an import first asks for them.
    communication_origins: RefCell<LateIndex<SlotIndex>>,
    /// Worked out when it is first asked for.
    names: RefCell<NameOrder>,
    customer_texts: SearchIndex,
    /// Worked out in steps, at the latest when the first search asks for them.
    communication_texts: RefCell<LateIndex<SearchIndex>>,
    answers: Tally,
    unplaced: Unplaced,
}

/// What the rules look at of a customer, side by side for all: they walk over everyone.
#[derive(Debug, Clone, Default)]
struct Dossier {
    /// Without what lies in the trash.
    timeline: Timeline,
    follow_ups: Vec<Slot>,
    needs: Vec<Slot>,
    promises: Vec<Slot>,
    ratings: Marks,
    observations: Vec<Slot>,
    /// The people of a firm that is a customer itself.
    people: Vec<CustomerId>,
    /// Whether the customer is outside the trash and its record overrides no rule, so that it need
    /// not be looked at.
    is_plain: bool,
    /// The customer's tier, for its place in the queue.
    tier: Option<Tier>,
}

/// On which days a customer was contacted, in days since the first day of year 1.
#[derive(Debug, Default)]
pub struct ContactDays {
    /// By contacts with the customer itself.
    pub own: Vec<i32>,
    /// By all contacts from which its rules count.
    pub counted: Vec<i32>,
}

impl Model {
    /// The model of a backup's contents.
    pub fn of(contents: &Contents) -> Self {
        let mut model = Self {
            settings: contents.settings.clone(),
            columns: Columns::new(&contents.settings.scoring),
            ..Self::default()
        };
        for source in &contents.sources {
            model.set_source(source.id, Some(source));
        }
        for customer in &contents.customers {
            model.set_customer(customer.id, Some(customer));
        }
        for communication in &contents.communications {
            model.set_communication(communication.id, Some(communication));
        }
        model.place_all();
        for follow_up in &contents.follow_ups {
            model.set_follow_up(follow_up.id, Some(follow_up));
        }
        for need in &contents.needs {
            model.set_need(need.id, Some(need));
        }
        for promise in &contents.promises {
            model.set_promise(promise.id, Some(promise));
        }
        for rating in &contents.ratings {
            model.set_rating(rating.id, Some(rating));
        }
        for observation in &contents.observations {
            model.set_observation(observation.id, Some(observation));
        }
        for reminder in &contents.reminders {
            model.set_reminder(reminder.id, Some(reminder));
        }
        model
    }

    /// Everything that a backup of this Book holds.
    pub fn contents(&self, book: BookId) -> Contents {
        fn sorted<Id: Ord + Copy, T>(
            records: impl Iterator<Item = Arc<T>>,
            id: impl Fn(&T) -> Id,
        ) -> Vec<Arc<T>> {
            let mut records: Vec<_> = records.collect();
            records.put_in_order_by_key(|record| id(record));
            records
        }
        Contents {
            book,
            settings: self.settings.clone(),
            sources: self.sources.values().cloned().collect(),
            customers: sorted(self.customers.iter().map(|(_, one)| one.clone()), |one| {
                one.id
            }),
            communications: sorted(
                self.communications.iter().map(|(_, one)| one.clone()),
                |one| one.id,
            ),
            follow_ups: sorted(self.follow_ups.iter().map(|(_, one)| one.clone()), |one| {
                one.id
            }),
            needs: sorted(self.all_needs().cloned(), |one| one.id),
            promises: sorted(self.all_promises().cloned(), |one| one.id),
            ratings: sorted(self.all_ratings().cloned(), |one| one.id),
            observations: sorted(self.all_observations().cloned(), |one| one.id),
            reminders: self.reminders.values().cloned().collect(),
        }
    }

    /// Whether every record is there. Until then Today alone can be shown: of the communications
    /// only those are there that it looks at.
    pub fn is_whole(&self) -> bool {
        !self.is_glimpse
    }

    /// The same model as one in which communications are missing.
    #[must_use]
    pub fn as_glimpse(self) -> Self {
        Self {
            is_glimpse: true,
            ..self
        }
    }

    /// Adds the slots of the communications that Today looks at for the customers in some slots,
    /// now and in the days to come; some of them more than once.
    pub fn front(&self, customers: Range<Slot>, now: Now, slots: &mut Vec<Slot>) {
        let clock = Clock::of(now);
        for slot in customers {
            let Some(dossier) = self.dossier(slot) else {
                continue;
            };
            dossier.timeline.front(clock, slots);
            // The relation of who is rated, or whose firm is, may count from its first day.
            let firm = self.customers.at(slot).and_then(|one| one.firm);
            let firm = firm.and_then(|firm| self.dossier_of(firm));
            let is_rated = |dossier: &Dossier| !dossier.ratings.is_empty();
            if is_rated(dossier) || firm.is_some_and(is_rated) {
                slots.extend(dossier.timeline.first_slot());
            }
        }
    }

    /// How many records of a kind there are, those in the trash included.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Settings => 1,
            Kind::Source => self.sources.len(),
            Kind::Customer => self.customers.iter().count(),
            Kind::Communication => self.communications.iter().count(),
            Kind::FollowUp => self.follow_ups.iter().count(),
            Kind::Need => self.needs.iter().count(),
            Kind::Promise => self.promises.iter().count(),
            Kind::Rating => self.ratings.iter().count(),
            Kind::Observation => self.observations.iter().count(),
            Kind::Reminder => self.reminders.len(),
        }
    }

    /// How many records of a kind are others in another model, or are in one of the two alone.
    pub fn unlike(&self, other: &Self, kind: Kind) -> usize {
        fn count<'a, Id: Copy + Eq + Into<Uuid> + 'a, T: PartialEq + 'a>(
            one: &Table<Id, T>,
            other: &Table<Id, T>,
        ) -> usize {
            let here = one.iter();
            let unlike = here.filter(|(slot, record)| {
                let there = one.id(*slot).and_then(|id| other.get(id));
                there != Some(*record)
            });
            let missing = other.iter().filter(|(slot, _)| {
                let here = other.id(*slot).and_then(|id| one.get(id));
                here.is_none()
            });
            unlike.count() + missing.count()
        }
        match kind {
            Kind::Settings => usize::from(self.settings != other.settings),
            Kind::Source => usize::from(self.sources != other.sources),
            Kind::Customer => count(&self.customers, &other.customers),
            Kind::Communication => count(&self.communications, &other.communications),
            Kind::FollowUp => count(&self.follow_ups, &other.follow_ups),
            Kind::Need => count(&self.needs, &other.needs),
            Kind::Promise => count(&self.promises, &other.promises),
            Kind::Rating => count(&self.ratings, &other.ratings),
            Kind::Observation => count(&self.observations, &other.observations),
            Kind::Reminder => usize::from(self.reminders != other.reminders),
        }
    }

    /// Grows with every Change, so that answers can be kept until it does.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The same model under a revision that was not used before.
    #[must_use]
    pub fn at_least_revision(self, revision: u64) -> Self {
        Self {
            revision: self.revision.max(revision),
            ..self
        }
    }

    /// The Book's settings.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// The customer with this id, in the trash or not.
    pub fn customer(&self, id: CustomerId) -> Option<&Arc<Customer>> {
        self.customers.get(id)
    }

    /// The communication with this id, in the trash or not.
    pub fn communication(&self, id: CommunicationId) -> Option<&Arc<Communication>> {
        self.communications.get(id)
    }

    /// The follow-up with this id, whatever its state.
    pub fn follow_up(&self, id: FollowUpId) -> Option<&Arc<FollowUp>> {
        self.follow_ups.get(id)
    }

    /// The need with this id, whatever its state.
    pub fn need(&self, id: NeedId) -> Option<&Arc<Need>> {
        self.needs.get(id)
    }

    /// The promise with this id, whatever its state.
    pub fn promise(&self, id: PromiseId) -> Option<&Arc<Promise>> {
        self.promises.get(id)
    }

    /// The rating with this id.
    pub fn rating(&self, id: RatingId) -> Option<&Arc<Rating>> {
        self.ratings.get(id)
    }

    /// The observed loyalty with this id.
    pub fn observation(&self, id: ObservationId) -> Option<&Arc<Observation>> {
        self.observations.get(id)
    }

    /// The event of the calendar file with this id.
    pub fn reminder(&self, id: ReminderId) -> Option<&Arc<Reminder>> {
        self.reminders.get(&id)
    }

    /// All events of the calendar file, by id.
    pub fn reminders(&self) -> impl Iterator<Item = &Arc<Reminder>> {
        self.reminders.values()
    }

    /// The remembered import with this id.
    pub fn source(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.sources.get(&id)
    }

    /// All remembered imports.
    pub fn sources(&self) -> impl DoubleEndedIterator<Item = &Arc<Source>> {
        self.sources.values()
    }

    /// All customers outside the trash.
    pub fn customers(&self) -> impl Iterator<Item = &Arc<Customer>> {
        self.all_customers()
            .filter(|customer| customer.trashed_at.is_none())
    }

    /// All customers, those in the trash included.
    pub fn all_customers(&self) -> impl Iterator<Item = &Arc<Customer>> {
        self.customers.iter().map(|(_, customer)| customer)
    }

    /// All customers with their slots, those in the trash included.
    pub fn customer_slots(&self) -> impl Iterator<Item = (Slot, &Arc<Customer>)> {
        self.customers.iter()
    }

    /// The slot of a customer, for [`Model::customer_at`].
    pub fn customer_slot(&self, id: CustomerId) -> Option<Slot> {
        self.customers.slot(id)
    }

    /// All communications with their slots, those in the trash included.
    pub fn communication_slots(&self) -> impl Iterator<Item = (Slot, &Arc<Communication>)> {
        self.communications.iter()
    }

    /// All communications outside the trash.
    pub fn communications(&self) -> impl Iterator<Item = &Arc<Communication>> {
        self.all_communications()
            .filter(|communication| communication.trashed_at.is_none())
    }

    /// All communications, those in the trash included.
    pub fn all_communications(&self) -> impl Iterator<Item = &Arc<Communication>> {
        self.communications
            .iter()
            .map(|(_, communication)| communication)
    }

    /// All follow-ups, whatever their state, those in the trash included.
    pub fn all_follow_ups(&self) -> impl Iterator<Item = &Arc<FollowUp>> {
        self.follow_ups.iter().map(|(_, follow_up)| follow_up)
    }

    /// All needs, whatever their state, those of customers in the trash included.
    pub fn all_needs(&self) -> impl Iterator<Item = &Arc<Need>> {
        self.needs.iter().map(|(_, need)| need)
    }

    /// All promises, whatever their state, those of customers in the trash included.
    pub fn all_promises(&self) -> impl Iterator<Item = &Arc<Promise>> {
        self.promises.iter().map(|(_, promise)| promise)
    }

    /// All ratings, those in the trash and of customers there included.
    pub fn all_ratings(&self) -> impl Iterator<Item = &Arc<Rating>> {
        self.ratings.iter().map(|(_, rating)| rating)
    }

    /// All observed loyalties, those of customers in the trash included.
    pub fn all_observations(&self) -> impl Iterator<Item = &Arc<Observation>> {
        self.observations.iter().map(|(_, one)| one)
    }

    /// The ratings of a customer, those still to come included, the newest first.
    pub fn ratings_of(&self, id: CustomerId) -> impl Iterator<Item = &Arc<Rating>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| dossier.ratings.newest_first())
            .filter_map(|mark| self.ratings.at(mark.slot))
    }

    /// The ratings of the customer in a slot, small and the newest first.
    pub fn marks_at(&self, slot: Slot) -> impl Iterator<Item = &Mark> {
        self.dossier(slot)
            .into_iter()
            .flat_map(|dossier| dossier.ratings.newest_first())
    }

    /// The observed loyalties of a customer, in the order in which they were written.
    pub fn observations_of(&self, id: CustomerId) -> impl Iterator<Item = &Arc<Observation>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| &dossier.observations)
            .filter_map(|slot| self.observations.at(*slot))
    }

    /// When the relation to the customer in a slot began: as its record says, else on the day of
    /// the first communication that is not in the future; for a firm, that of its people too where
    /// they count for it.
    pub fn begin_of(&self, slot: Slot, now: Now) -> Option<Begin> {
        let (customer, dossier) = (self.customers.at(slot)?, self.dossier(slot)?);
        if let Some(since) = customer.since {
            return Some(Begin::Stated(since));
        }
        let clock = Clock::of(now);
        let counts_people = self.settings.contact_rule.people_count_for_their_firm;
        let people = dossier.people.iter().filter(|_| counts_people);
        let people = people.filter_map(|person| self.dossier_of(*person));
        let first = std::iter::once(dossier).chain(people);
        let first = first
            .filter_map(|one| one.timeline.first_day(clock))
            .min()?;
        Some(Begin::FirstCommunication(first))
    }

    /// The needs of a customer, whatever their state, in the order in which they were written.
    pub fn needs_of(&self, id: CustomerId) -> impl Iterator<Item = &Arc<Need>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| &dossier.needs)
            .filter_map(|slot| self.needs.at(*slot))
    }

    /// The promises to and of a customer, whatever their state, in the order in which they were
    /// written.
    pub fn promises_of(&self, id: CustomerId) -> impl Iterator<Item = &Arc<Promise>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| &dossier.promises)
            .filter_map(|slot| self.promises.at(*slot))
    }

    /// The communications of a customer outside the trash, the newest first.
    pub fn timeline(&self, id: CustomerId) -> impl Iterator<Item = &Arc<Communication>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| dossier.timeline.newest_first())
            .filter_map(|event| self.communications.at(event.slot))
    }

    /// The follow-ups of a customer outside the trash, whatever their state.
    pub fn follow_ups_of(&self, id: CustomerId) -> impl Iterator<Item = &Arc<FollowUp>> {
        self.dossier_of(id)
            .into_iter()
            .flat_map(|dossier| &dossier.follow_ups)
            .filter_map(|slot| self.follow_ups.at(*slot))
            .filter(|follow_up| follow_up.trashed_at.is_none())
    }

    /// The people of a firm that is a customer itself.
    pub fn people_of(&self, firm: CustomerId) -> &[CustomerId] {
        self.dossier_of(firm)
            .map_or(&[], |dossier| dossier.people.as_slice())
    }

    fn dossier_of(&self, id: CustomerId) -> Option<&Dossier> {
        self.dossier(self.customers.slot(id)?)
    }

    fn dossier(&self, slot: Slot) -> Option<&Dossier> {
        self.dossiers.get(slot as usize)
    }

    fn dossier_mut(&mut self, slot: Slot) -> &mut Dossier {
        dossier_in(&mut self.dossiers, slot)
    }

    /// The customer that was imported from this row of this source.
    pub fn customer_from(&self, source: SourceId, key: &str) -> Option<&Arc<Customer>> {
        let slot = self
            .customer_origins
            .find(origin_hash(source, key), |slot| {
                let customer = self.customers.at(slot);
                customer.is_some_and(|one| is_from(one.origin.as_ref(), source, key))
            })?;
        self.customers.at(slot)
    }

    /// The communication that was imported from this row of this source.
    pub fn communication_from(&self, source: SourceId, key: &str) -> Option<&Arc<Communication>> {
        self.take_in_origins();
        let origins = self.communication_origins.borrow();
        let slot = origins.index().find(origin_hash(source, key), |slot| {
            let communication = self.communications.at(slot);
            communication.is_some_and(|one| is_from(one.origin.as_ref(), source, key))
        })?;
        self.communications.at(slot)
    }

    /// Names, firms, numbers, addresses and tags of customers, by [`Model::customer_at`].
    pub fn customer_texts(&self) -> &SearchIndex {
        &self.customer_texts
    }

    /// The words of communications, by [`Model::communication_at`].
    pub fn communication_texts(&self) -> Ref<'_, SearchIndex> {
        self.take_in_words(usize::MAX);
        Ref::map(self.communication_texts.borrow(), LateIndex::index)
    }

    /// Makes the words of at most so many communications ready for searching; whether some are
    /// still to come. Asked for when nothing else is done, so that no search has to wait for it.
    pub fn take_in_words(&self, most: usize) -> bool {
        if !self.communication_texts.borrow().is_behind() {
            return false;
        }
        let mut texts = self.communication_texts.borrow_mut();
        texts.take_in(most, |texts, slot| {
            if let Some(communication) = self.communications.at(slot)
                && communication.trashed_at.is_none()
            {
                texts.set(slot, [communication.content.as_str()]);
            }
        });
        texts.is_behind()
    }

    fn take_in_origins(&self) {
        if !self.communication_origins.borrow().is_behind() {
            return;
        }
        let mut origins = self.communication_origins.borrow_mut();
        origins.take_in(usize::MAX, |origins, slot| {
            let communication = self.communications.at(slot);
            let origin = communication.and_then(|one| one.origin.as_ref());
            if let Some(Origin { source, key, .. }) = origin
                && origins
                    .find(origin_hash(*source, key), |other| other == slot)
                    .is_none()
            {
                remember_origin(origins, origin, slot);
            }
        });
    }

    /// The customer in a slot that a search found.
    pub fn customer_at(&self, slot: Slot) -> Option<&Arc<Customer>> {
        self.customers.at(slot)
    }

    /// The communication in a slot that a search found.
    pub fn communication_at(&self, slot: Slot) -> Option<&Arc<Communication>> {
        self.communications.at(slot)
    }

    /// The latest contact of a customer that is not in the future; a firm's includes that of its
    /// people where the settings say so.
    pub fn last_contact(&self, id: CustomerId, now: Now) -> Option<LastContact> {
        self.last_contact_in(self.dossier(self.customers.slot(id)?)?, Clock::of(now))
    }

    fn last_contact_in(&self, dossier: &Dossier, clock: Clock) -> Option<LastContact> {
        let own = dossier.timeline.last_contact(clock);
        let event = if dossier.people.is_empty()
            || !self.settings.contact_rule.people_count_for_their_firm
        {
            own
        } else {
            dossier
                .people
                .iter()
                .filter_map(|person| self.dossier(self.customers.slot(*person)?))
                .filter_map(|person| person.timeline.last_contact(clock))
                .chain(own)
                .reduce(|a, b| if b.is_later_than(a) { b } else { a })
        }?;
        Some(LastContact {
            communication: event.id,
            at: event.at(),
        })
    }

    /// What the rules say of a customer today.
    pub fn standing(&self, id: CustomerId, now: Now) -> Option<Standing<'_>> {
        let slot = self.customers.slot(id)?;
        let (customer, dossier) = (self.customers.at(slot)?, self.dossier(slot)?);
        Some(self.standing_of(customer, dossier, &self.settings, Clock::of(now)))
    }

    /// What the rules say today of every customer outside the trash, with its slot.
    pub fn standings(&self, now: Now) -> impl Iterator<Item = (Slot, Standing<'_>)> {
        self.standings_under(&self.settings, now)
    }

    /// The same under other policies and another way of counting days.
    ///
    /// What counts as contact stays as the Book's own settings have it: the timelines are built
    /// on it.
    pub fn standings_under<'a>(
        &'a self,
        settings: &'a Settings,
        now: Now,
    ) -> impl Iterator<Item = (Slot, Standing<'a>)> {
        self.standings_among(0..self.customers.slots(), settings, now)
    }

    /// The same of the customers in some slots, for work that goes on in parts.
    pub fn standings_among<'a>(
        &'a self,
        slots: Range<Slot>,
        settings: &'a Settings,
        now: Now,
    ) -> impl Iterator<Item = (Slot, Standing<'a>)> {
        let clock = Clock::of(now);
        let customers = self.customers.among(slots);
        customers.filter_map(move |(slot, customer)| {
            let dossier = self.dossier(slot)?;
            let is_there = dossier.is_plain || customer.trashed_at.is_none();
            is_there.then(|| (slot, self.standing_of(customer, dossier, settings, clock)))
        })
    }

    /// One more than the largest slot of a customer.
    pub fn customer_slot_count(&self) -> Slot {
        self.customers.slots()
    }

    /// One more than the largest slot of a communication.
    pub fn communication_slot_count(&self) -> Slot {
        self.communications.slots()
    }

    /// The days of a customer's contacts that are not in the future, the earliest first, as days
    /// since the first day of year 1: its own, and those from which its rules count, which for a firm
    /// may include those of its people. Of those before `first` at least the last is among them.
    pub fn contact_days(&self, slot: Slot, first: i32, now: Now, days: &mut ContactDays) {
        let ContactDays { own, counted } = days;
        own.clear();
        counted.clear();
        let Some(dossier) = self.dossier(slot) else {
            return;
        };
        let clock = Clock::of(now);
        dossier.timeline.contact_days(clock, first, own);
        counted.extend_from_slice(own);
        if self.settings.contact_rule.people_count_for_their_firm {
            for person in &dossier.people {
                let person = self.customers.slot(*person);
                if let Some(person) = person.and_then(|slot| self.dossier(slot)) {
                    person.timeline.contact_days(clock, first, counted);
                }
            }
        }
        for days in [own, counted] {
            days.reverse();
            // Moments of several zones, or of several people.
            if !days.is_sorted() {
                days.put_in_order();
            }
        }
    }

    /// What the weights of the queue look at of the customer in a slot.
    pub fn merits(&self, slot: Slot, now: Now) -> Merits {
        let Some(dossier) = self.dossier(slot) else {
            return Merits::default();
        };
        let mut needs = dossier.needs.iter();
        Merits {
            tier: dossier.tier,
            has_open_need: needs
                .any(|slot| self.needs.at(*slot).is_some_and(|need| need.is_open())),
            is_loyalty_at_risk: !dossier.ratings.is_empty() && self.is_at_risk(slot, now),
        }
    }

    /// Whether the loyalty of the customer in a slot lies below the user's threshold.
    fn is_at_risk(&self, slot: Slot, now: Now) -> bool {
        let scoring = &self.settings.scoring;
        let satisfaction = self.satisfaction_value(slot, now);
        Loyalty::of(
            scoring,
            satisfaction,
            self.begin_of(slot, now),
            now.date_naive(),
        )
        .is_ok_and(|loyalty| loyalty.is_at_risk(scoring))
    }

    /// Sets each aspect's cell to the rating that counts of the customer in a slot; `cells` stand in
    /// the order of the aspects and are [`Cell::NONE`].
    pub fn latest_at(&self, slot: Slot, clock: Clock, cells: &mut [Cell]) {
        if let Some(dossier) = self.dossier(slot) {
            dossier.ratings.latest(&self.columns, clock, cells);
        }
    }

    /// The satisfaction of the customer in a slot without the terms that lead to it.
    pub fn satisfaction_value(&self, slot: Slot, now: Now) -> Option<f64> {
        self.satisfaction_under(&self.settings.scoring, &self.columns, slot, now)
    }

    /// The same under other terms than those in force; `columns` are those of the terms.
    pub fn satisfaction_under(
        &self,
        scoring: &Scoring,
        columns: &Columns,
        slot: Slot,
        now: Now,
    ) -> Option<f64> {
        let marks = &self.dossier(slot)?.ratings;
        if marks.is_empty() {
            return None;
        }
        let mut cells = [Cell::NONE; Scoring::MOST_ASPECTS];
        let cells = cells.get_mut(..scoring.aspects.len())?;
        marks.latest(columns, Clock::of(now), cells);
        weigh(scoring, cells).mean()
    }

    /// The open follow-ups of the customer in a slot.
    pub fn open_follow_ups_at(&self, slot: Slot) -> impl Iterator<Item = &Arc<FollowUp>> {
        self.dossier(slot)
            .into_iter()
            .flat_map(|dossier| &dossier.follow_ups)
            .filter_map(|slot| self.follow_ups.at(*slot))
            .filter(|follow_up| follow_up.is_open())
    }

    /// By slot, where each customer stands in the order of names.
    pub fn name_places(&self) -> Ref<'_, [u32]> {
        // Places that are still being looked at are never behind: the model cannot change meanwhile.
        if self.names.borrow().is_behind() {
            self.names.borrow_mut().update(&self.customers);
        }
        Ref::map(self.names.borrow(), NameOrder::places)
    }

    /// Puts the names in order a part at a time, before [`Model::name_places`] has to do it in one
    /// go; whether some is left.
    pub fn order_names(&mut self) -> bool {
        self.names.get_mut().step(&self.customers)
    }

    /// The id of the customer in a slot.
    pub fn customer_id(&self, slot: Slot) -> Option<CustomerId> {
        self.customers.id(slot)
    }

    /// Every customer outside the trash with whom something was written down for today, with the
    /// newest of it.
    pub fn spoken_with_today(
        &self,
        now: Now,
    ) -> impl Iterator<Item = (CustomerId, &Arc<Communication>)> {
        let clock = Clock::of(now);
        let spoken_with = (0..)
            .zip(&self.dossiers)
            .filter_map(move |(slot, dossier)| {
                Some((slot, dossier.timeline.newest_of_today(clock)?))
            });
        spoken_with.filter_map(|(slot, event)| {
            let customer = self.customers.at(slot)?;
            let is_there = customer.trashed_at.is_none();
            is_there.then_some((customer.id, self.communications.at(event.slot)?))
        })
    }

    /// How often the customers of the whole Book answered, in whatever lies outside the trash. What
    /// was written down for a time to come is among it: with an outcome it is as good as done.
    pub fn answers(&self) -> Tally {
        self.answers
    }

    fn standing_of<'a>(
        &'a self,
        customer: &'a Customer,
        dossier: &Dossier,
        settings: &'a Settings,
        clock: Clock,
    ) -> Standing<'a> {
        let last_contact = self.last_contact_in(dossier, clock);
        let tried_today = dossier.timeline.tried_today(clock);
        let today = clock.today();
        if dossier.is_plain && dossier.follow_ups.is_empty() {
            return Standing::undecided(customer, last_contact, tried_today, settings, today);
        }
        let follow_ups: Vec<&FollowUp> = dossier
            .follow_ups
            .iter()
            .filter_map(|slot| self.follow_ups.at(*slot).map(Arc::as_ref))
            .collect();
        let facts = Facts {
            customer,
            last_contact,
            tried_today,
            follow_ups: &follow_ups,
        };
        Standing::of(&facts, settings, today)
    }

    /// Takes in a Change that was saved.
    pub fn apply(&mut self, change: &Change) {
        self.apply_edits(&change.edits);
    }

    /// Takes in records that were saved, as those of a Change.
    pub fn apply_edits(&mut self, edits: &[Edit]) {
        self.take_in(edits);
        self.place_all();
    }

    fn take_in_one(&mut self, edit: &Edit) {
        match edit {
            Edit::Customer(edited) => {
                if let Some(record) = edited.record() {
                    self.set_customer(record.id, edited.after.as_ref());
                }
            }
            Edit::Communication(edited) => {
                if let Some(record) = edited.record() {
                    self.set_communication(record.id, edited.after.as_ref());
                }
            }
            Edit::FollowUp(edited) => {
                if let Some(record) = edited.record() {
                    self.set_follow_up(record.id, edited.after.as_ref());
                }
            }
            Edit::Need(edited) => {
                if let Some(record) = edited.record() {
                    self.set_need(record.id, edited.after.as_ref());
                }
            }
            Edit::Promise(edited) => {
                if let Some(record) = edited.record() {
                    self.set_promise(record.id, edited.after.as_ref());
                }
            }
            Edit::Rating(edited) => {
                if let Some(record) = edited.record() {
                    self.set_rating(record.id, edited.after.as_ref());
                }
            }
            Edit::Observation(edited) => {
                if let Some(record) = edited.record() {
                    self.set_observation(record.id, edited.after.as_ref());
                }
            }
            Edit::Reminder(edited) => {
                if let Some(record) = edited.record() {
                    self.set_reminder(record.id, edited.after.as_ref());
                }
            }
            Edit::Source(edited) => {
                if let Some(record) = edited.record() {
                    self.set_source(record.id, edited.after.as_ref());
                }
            }
            Edit::Settings(edited) => self.set_settings(edited.after.as_ref()),
        }
    }

    fn set_source(&mut self, id: SourceId, after: Option<&Arc<Source>>) {
        match after {
            Some(source) => self.sources.insert(id, source.clone()),
            None => self.sources.remove(&id),
        };
    }

    fn set_settings(&mut self, after: Option<&Arc<Settings>>) {
        let before = std::mem::replace(&mut self.settings, after.cloned().unwrap_or_default());
        self.columns = Columns::new(&self.settings.scoring);
        if before.contact_rule == self.settings.contact_rule {
            return;
        }
        for dossier in &mut self.dossiers {
            dossier.timeline = Timeline::default();
        }
        self.unplaced = Unplaced::default();
        for slot in 0..self.communications.slots() {
            if let Some(communication) = self.communications.at(slot).cloned() {
                self.take_to_timelines(slot, &communication);
            }
        }
    }

    fn set_customer(&mut self, id: CustomerId, after: Option<&Arc<Customer>>) {
        let before = self.customers.get(id).cloned();
        let slot = self.customers.reserve(id);
        if let Some(before) = &before {
            forget_origin(&mut self.customer_origins, before.origin.as_ref(), slot);
            if let Some(firm) = before.firm {
                let firm = self.customers.reserve(firm);
                self.dossier_mut(firm).people.retain(|person| *person != id);
            }
        }
        let name = |customer: &Arc<Customer>| customer.name.clone();
        if before.as_ref().map(name) != after.map(name) {
            self.names.get_mut().note(slot);
        }
        self.customers.set(id, after.cloned());
        self.dossier_mut(slot).tier = after.and_then(|customer| customer.tier);
        self.dossier_mut(slot).is_plain = after.is_some_and(|customer| {
            customer.trashed_at.is_none()
                && customer.consent == Consent::default()
                && customer.cadence.is_none()
        });
        let Some(customer) = after else {
            self.customer_texts.remove(slot);
            return;
        };
        remember_origin(&mut self.customer_origins, customer.origin.as_ref(), slot);
        if customer.trashed_at.is_some() {
            self.customer_texts.remove(slot);
            return;
        }
        if let Some(firm) = customer.firm {
            let firm = self.customers.reserve(firm);
            self.dossier_mut(firm).people.push(id);
        }
        let numbers: Vec<String> = customer
            .phones
            .iter()
            .map(|phone| digits(&phone.value))
            .collect();
        let parts = [&customer.name, &customer.company, &customer.title]
            .into_iter()
            .chain(customer.phones.iter().map(|phone| &phone.value))
            .chain(&numbers)
            .chain(customer.emails.iter().map(|email| &email.value))
            .chain(customer.handles.iter().map(|handle| &handle.value))
            .chain(&customer.tags);
        self.customer_texts.set(slot, parts.map(String::as_str));
    }

    fn set_communication(&mut self, id: CommunicationId, after: Option<&Arc<Communication>>) {
        let slot = self.communications.reserve(id);
        let before = self.communications.put(slot, after.cloned());
        if let Some(before) = before {
            if let Some(answered) = Attempt::told(&before) {
                self.answers.uncount(answered);
            }
            let origins = self.communication_origins.get_mut().index_mut();
            forget_origin(origins, before.origin.as_ref(), slot);
            for customer in &before.customers {
                let customer = self.customers.reserve(*customer);
                self.dossier_mut(customer).timeline.remove(slot);
            }
            self.unplaced.forget(slot);
        }
        let texts = self.communication_texts.get_mut();
        let Some(communication) = after else {
            texts.index_mut().remove(slot);
            return;
        };
        if let Some(answered) = Attempt::told(communication) {
            self.answers.count(answered);
        }
        if communication.trashed_at.is_some() {
            texts.index_mut().remove(slot);
        } else {
            texts.note(slot);
        }
        if communication.origin.is_some() {
            self.communication_origins.get_mut().note(slot);
        }
        self.take_to_timelines(slot, communication);
    }

    fn take_to_timelines(&mut self, slot: Slot, communication: &Communication) {
        let Some(event) = self.event_of(slot, communication) else {
            return;
        };
        for customer in &communication.customers {
            let customer = self.customers.reserve(*customer);
            self.unplaced.note(customer, event);
        }
    }

    fn set_follow_up(&mut self, id: FollowUpId, after: Option<&Arc<FollowUp>>) {
        if let Some(before) = self.follow_ups.get(id).cloned() {
            let slot = self.follow_ups.reserve(id);
            let customer = self.customers.reserve(before.customer);
            let follow_ups = &mut self.dossier_mut(customer).follow_ups;
            follow_ups.retain(|other| *other != slot);
        }
        let slot = self.follow_ups.set(id, after.cloned());
        let Some(follow_up) = after else { return };
        let customer = self.customers.reserve(follow_up.customer);
        self.dossier_mut(customer).follow_ups.push(slot);
    }

    fn set_need(&mut self, id: NeedId, after: Option<&Arc<Need>>) {
        if let Some(before) = self.needs.get(id).cloned() {
            let slot = self.needs.reserve(id);
            let customer = self.customers.reserve(before.customer);
            self.dossier_mut(customer)
                .needs
                .retain(|other| *other != slot);
        }
        let slot = self.needs.set(id, after.cloned());
        let Some(need) = after else { return };
        let customer = self.customers.reserve(need.customer);
        self.dossier_mut(customer).needs.push(slot);
    }

    fn set_promise(&mut self, id: PromiseId, after: Option<&Arc<Promise>>) {
        if let Some(before) = self.promises.get(id).cloned() {
            let slot = self.promises.reserve(id);
            let customer = self.customers.reserve(before.customer);
            self.dossier_mut(customer)
                .promises
                .retain(|other| *other != slot);
        }
        let slot = self.promises.set(id, after.cloned());
        let Some(promise) = after else { return };
        let customer = self.customers.reserve(promise.customer);
        self.dossier_mut(customer).promises.push(slot);
    }

    fn set_rating(&mut self, id: RatingId, after: Option<&Arc<Rating>>) {
        if let Some(before) = self.ratings.get(id).cloned() {
            let slot = self.ratings.reserve(id);
            let customer = self.customers.reserve(before.customer);
            self.dossier_mut(customer).ratings.remove(slot);
        }
        let slot = self.ratings.set(id, after.cloned());
        let Some(rating) = after.filter(|one| one.trashed_at.is_none()) else {
            return;
        };
        let customer = self.customers.reserve(rating.customer);
        self.dossier_mut(customer)
            .ratings
            .insert(Mark::of(slot, rating));
    }

    fn set_observation(&mut self, id: ObservationId, after: Option<&Arc<Observation>>) {
        if let Some(before) = self.observations.get(id).cloned() {
            let slot = self.observations.reserve(id);
            let customer = self.customers.reserve(before.customer);
            let observations = &mut self.dossier_mut(customer).observations;
            observations.retain(|other| *other != slot);
        }
        let slot = self.observations.set(id, after.cloned());
        let Some(observation) = after.filter(|one| one.trashed_at.is_none()) else {
            return;
        };
        let customer = self.customers.reserve(observation.customer);
        self.dossier_mut(customer).observations.push(slot);
    }

    fn set_reminder(&mut self, id: ReminderId, after: Option<&Arc<Reminder>>) {
        match after {
            Some(reminder) => self.reminders.insert(id, reminder.clone()),
            None => self.reminders.remove(&id),
        };
    }
}

fn dossier_in(dossiers: &mut Vec<Dossier>, slot: Slot) -> &mut Dossier {
    let place = slot as usize;
    if dossiers.len() <= place {
        dossiers.resize_with(place + 1, Dossier::default);
    }
    &mut dossiers[place]
}

fn is_from(origin: Option<&Origin>, source: SourceId, key: &str) -> bool {
    origin.is_some_and(|origin| origin.key == key && origin.source == source)
}

fn origin_hash(source: SourceId, key: &str) -> u32 {
    let mixed = xxh3_64(key.as_bytes()) ^ source.0.as_u64_pair().1;
    u32::try_from(mixed >> 32).unwrap_or_default()
}

fn remember_origin(origins: &mut SlotIndex, origin: Option<&Origin>, slot: Slot) {
    if let Some(origin) = origin {
        origins.insert(origin_hash(origin.source, &origin.key), slot);
    }
}

fn forget_origin(origins: &mut SlotIndex, origin: Option<&Origin>, slot: Slot) {
    if let Some(origin) = origin {
        origins.remove(origin_hash(origin.source, &origin.key), slot);
    }
}

fn parsed<Id>(id: &str, wrap: impl Fn(Uuid) -> Id) -> Option<Id> {
    Uuid::try_parse(id).ok().map(wrap)
}

impl Find<Customer> for Model {
    fn find(&self, id: &str) -> Option<Arc<Customer>> {
        self.customer(parsed(id, CustomerId)?).cloned()
    }
}

impl Find<Communication> for Model {
    fn find(&self, id: &str) -> Option<Arc<Communication>> {
        self.communication(parsed(id, CommunicationId)?).cloned()
    }
}

impl Find<FollowUp> for Model {
    fn find(&self, id: &str) -> Option<Arc<FollowUp>> {
        self.follow_up(parsed(id, FollowUpId)?).cloned()
    }
}

impl Find<Need> for Model {
    fn find(&self, id: &str) -> Option<Arc<Need>> {
        self.need(parsed(id, NeedId)?).cloned()
    }
}

impl Find<Promise> for Model {
    fn find(&self, id: &str) -> Option<Arc<Promise>> {
        self.promise(parsed(id, PromiseId)?).cloned()
    }
}

impl Find<Rating> for Model {
    fn find(&self, id: &str) -> Option<Arc<Rating>> {
        self.rating(parsed(id, RatingId)?).cloned()
    }
}

impl Find<Observation> for Model {
    fn find(&self, id: &str) -> Option<Arc<Observation>> {
        self.observation(parsed(id, ObservationId)?).cloned()
    }
}

impl Find<Reminder> for Model {
    fn find(&self, id: &str) -> Option<Arc<Reminder>> {
        self.reminder(parsed(id, ReminderId)?).cloned()
    }
}

impl Find<Source> for Model {
    fn find(&self, id: &str) -> Option<Arc<Source>> {
        self.source(parsed(id, SourceId)?).cloned()
    }
}

impl Find<Settings> for Model {
    fn find(&self, _id: &str) -> Option<Arc<Settings>> {
        Some(self.settings.clone())
    }
}
