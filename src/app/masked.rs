//! The Book as others may see it: the same records under the same ids, without names and numbers.
//!
//! The interface reads this one while commands are decided on the real one. So nothing that stands in
//! for a name can be written, unless a form hands it back as typed; such a Change is refused.

use std::cell::RefCell;
use std::sync::Arc;

use uuid::Uuid;

use super::history::{History, HistoryItem};
use super::model::Model;
use crate::domain::change::{Deed, Edit, Edited, Label};
use crate::domain::communication::Communication;
use crate::domain::customer::{Customer, Labelled};
use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::id::BookId;
use crate::domain::mask::{Labels, Mask, Named};
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::rating::{Observation, Rating};
use crate::domain::source::Source;
use crate::records::backup::Contents;

/// What is added to a revision of the Book, so that no answer kept for it is taken for this one's.
const REVISIONS: u64 = 1 << 40;

/// What stands where nothing at all may be told.
pub const HIDDEN: &str = "•••";

/// The Book behind a mask.
///
/// Its work is kept apart in the code too (`#[inline(never)]`), so that who hides nothing does not
/// load it with the first screen.
#[derive(Debug)]
pub struct Masked {
    /// What a stand-in begins with that ends in a number, with a common blank.
    numbered: [String; 3],
    /// Names once known stay known, also those of records that are gone.
    mask: RefCell<Mask>,
    model: Model,
    history: History,
}

impl Masked {
    /// The Book behind a mask that speaks with these labels.
    #[inline(never)]
    pub fn of(model: &Model, history: &History, labels: Labels) -> Self {
        let kinds = [Named::Customer, Named::Firm, Named::Person];
        let mut mask = Mask::new(labels);
        mask.hide_long_numbers();
        let mut masked = Self {
            numbered: kinds.map(|kind| {
                let first = plain(&(labels.numbered)(kind, 1));
                first.trim_end_matches('1').to_owned()
            }),
            mask: RefCell::new(mask),
            model: Model::default(),
            history: History::default(),
        };
        masked.begin_anew(model, history);
        masked
    }

    /// The records.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What was done.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// A text without what is known.
    #[inline(never)]
    pub fn text(&self, text: &str) -> String {
        self.mask.borrow_mut().text(text)
    }

    /// A label without names, those of records that are long gone included.
    #[inline(never)]
    pub fn label(&self, label: &Label) -> Label {
        let Label {
            deed,
            subject,
            count,
        } = label;
        let is_ours = *deed == Deed::ChangeSettings;
        let subject = if is_ours || subject.is_empty() {
            subject.clone()
        } else {
            let names = subject.split(", ").map(|name| match self.text(name) {
                shown if shown == name => HIDDEN.to_owned(),
                shown => shown,
            });
            names.collect::<Vec<_>>().join(", ")
        };
        Label {
            deed: *deed,
            subject,
            count: *count,
        }
    }

    /// Follows a Change that the Book has taken in.
    #[inline(never)]
    pub fn follow(&mut self, item: &HistoryItem, edits: &[Edit], model: &Model) {
        if edits.iter().any(alters_names) {
            self.learn(model);
            self.show(model);
        } else {
            let masked: Vec<Edit> = edits.iter().map(|edit| self.edit(edit)).collect();
            self.model.apply_edits(&masked);
            let revision = REVISIONS + model.revision();
            let shown = std::mem::take(&mut self.model);
            self.model = shown.at_least_revision(revision);
        }
        let item = HistoryItem {
            label: self.label(&item.label),
            ..item.clone()
        };
        self.history.push(item);
    }

    /// Follows a Book that was replaced or read anew.
    #[inline(never)]
    pub fn begin_anew(&mut self, model: &Model, history: &History) {
        self.learn(model);
        self.show(model);
        let items = history.items().iter().map(|item| HistoryItem {
            label: self.label(&item.label),
            ..item.clone()
        });
        self.history = History::of(items.collect());
    }

    /// Whether a text that these edits write holds a stand-in.
    #[inline(never)]
    pub fn would_be_kept(&self, edits: &[Edit]) -> bool {
        edits.iter().any(|edit| {
            let (before, after) = texts(edit);
            after
                .iter()
                .any(|text| !before.contains(text) && self.holds_stand_in(text))
        })
    }

    fn holds_stand_in(&self, text: &str) -> bool {
        let text = plain(text);
        let numbered = self.numbered.iter().any(|begin| {
            text.match_indices(begin.as_str()).any(|(at, _)| {
                let rest = &text[at + begin.len()..];
                rest.starts_with(|char: char| char.is_ascii_digit())
            })
        });
        numbered || text.contains(HIDDEN)
    }

    /// Takes in the names and numbers of the Book. Those that came first have the first numbers, so
    /// that a stand-in stays what it was for as long as nobody is removed.
    fn learn(&mut self, model: &Model) {
        let contents = model.contents(BookId(Uuid::nil()));
        let mask = self.mask.get_mut();
        for customer in &contents.customers {
            mask.add_name(Named::Customer, &customer.name);
            mask.name(&customer.name);
        }
        for customer in &contents.customers {
            mask.add_name(Named::Firm, &customer.company);
            if !customer.company.is_empty() {
                mask.name(&customer.company);
            }
            for phone in &customer.phones {
                mask.add_phone(&phone.value);
            }
            for email in &customer.emails {
                mask.add_email(&email.value);
            }
            for handle in &customer.handles {
                mask.add_account(&handle.value);
            }
            mask.add_address(&customer.address);
        }
        for rating in &contents.ratings {
            mask.add_name(Named::Person, &rating.given_by);
        }
    }

    fn show(&mut self, model: &Model) {
        fn all<T>(records: &[Arc<T>], mask: impl Fn(&T) -> T) -> Vec<Arc<T>> {
            let masked = records.iter().map(|record| Arc::new(mask(record)));
            masked.collect()
        }
        let Contents {
            book,
            settings,
            sources,
            customers,
            communications,
            follow_ups,
            needs,
            promises,
            ratings,
            observations,
            reminders,
        } = model.contents(BookId(Uuid::nil()));
        let masked = Contents {
            book,
            settings,
            sources: all(&sources, |one| self.source(one)),
            customers: all(&customers, |one| self.customer(one)),
            communications: all(&communications, |one| self.communication(one)),
            follow_ups: all(&follow_ups, |one| self.follow_up(one)),
            needs: all(&needs, |one| self.need(one)),
            promises: all(&promises, |one| self.promise(one)),
            ratings: all(&ratings, |one| self.rating(one)),
            observations: all(&observations, |one| self.observation(one)),
            reminders,
        };
        let revision = REVISIONS + model.revision();
        self.model = Model::of(&masked).at_least_revision(revision);
    }

    fn edit(&self, edit: &Edit) -> Edit {
        fn both<T>(edited: &Edited<T>, mask: impl Fn(&T) -> T) -> Edited<T> {
            let of = |record: &Option<Arc<T>>| record.as_ref().map(|one| Arc::new(mask(one)));
            Edited {
                before: of(&edited.before),
                after: of(&edited.after),
            }
        }
        match edit {
            Edit::Customer(edited) => Edit::Customer(both(edited, |one| self.customer(one))),
            Edit::Communication(edited) => {
                Edit::Communication(both(edited, |one| self.communication(one)))
            }
            Edit::FollowUp(edited) => Edit::FollowUp(both(edited, |one| self.follow_up(one))),
            Edit::Need(edited) => Edit::Need(both(edited, |one| self.need(one))),
            Edit::Promise(edited) => Edit::Promise(both(edited, |one| self.promise(one))),
            Edit::Rating(edited) => Edit::Rating(both(edited, |one| self.rating(one))),
            Edit::Observation(edited) => {
                Edit::Observation(both(edited, |one| self.observation(one)))
            }
            Edit::Source(edited) => Edit::Source(both(edited, |one| self.source(one))),
            Edit::Reminder(edited) => Edit::Reminder(edited.clone()),
            Edit::Settings(edited) => Edit::Settings(edited.clone()),
        }
    }

    /// The stand-in of a whole name.
    fn name(&self, name: &str) -> String {
        self.mask.borrow_mut().name(name)
    }

    /// What stands for values that are shown by themselves; the same record has several, apart.
    fn values(&self, values: &[Labelled], stand_in: &str) -> Vec<Labelled> {
        let masked = values.iter().enumerate().map(|(place, one)| Labelled {
            label: self.text(&one.label),
            value: if place == 0 {
                stand_in.to_owned()
            } else {
                format!("{stand_in}{}", place + 1)
            },
        });
        masked.collect()
    }

    fn customer(&self, customer: &Customer) -> Customer {
        let labels = self.mask.borrow().labels();
        let Customer {
            id,
            name,
            company,
            firm,
            title,
            phones,
            emails,
            handles,
            // Where somebody is says who it is.
            address: _,
            position: _,
            opening_hours,
            stage,
            tier,
            tags,
            notes,
            since,
            custom,
            consent,
            cadence,
            origin,
            trashed_at,
        } = customer;
        let custom = custom
            .iter()
            .map(|(name, value)| (self.text(name), self.text(value)));
        Customer {
            id: *id,
            name: self.name(name),
            company: if company.is_empty() {
                String::new()
            } else {
                self.name(company)
            },
            firm: *firm,
            title: self.text(title),
            phones: self.values(phones, labels.phone),
            emails: self.values(emails, labels.email),
            handles: self.values(handles, labels.account),
            // A map would be asked for a stand-in.
            address: String::new(),
            opening_hours: opening_hours.clone(),
            position: None,
            stage: *stage,
            tier: *tier,
            tags: tags.iter().map(|tag| self.text(tag)).collect(),
            notes: self.text(notes),
            since: *since,
            custom: custom.collect(),
            consent: *consent,
            cadence: cadence.clone(),
            origin: origin.clone(),
            trashed_at: *trashed_at,
        }
    }

    fn communication(&self, one: &Communication) -> Communication {
        Communication {
            content: self.text(&one.content),
            line: self.text(&one.line),
            ..one.clone()
        }
    }

    fn follow_up(&self, one: &FollowUp) -> FollowUp {
        let state = match &one.state {
            FollowUpState::Skipped { until, reason } => FollowUpState::Skipped {
                until: *until,
                reason: self.text(reason),
            },
            other => other.clone(),
        };
        FollowUp {
            note: self.text(&one.note),
            state,
            ..one.clone()
        }
    }

    fn need(&self, one: &Need) -> Need {
        Need {
            words: self.text(&one.words),
            ..one.clone()
        }
    }

    fn promise(&self, one: &Promise) -> Promise {
        Promise {
            words: self.text(&one.words),
            ..one.clone()
        }
    }

    fn rating(&self, one: &Rating) -> Rating {
        Rating {
            given_by: if one.given_by.is_empty() {
                String::new()
            } else {
                self.name(&one.given_by)
            },
            ..one.clone()
        }
    }

    fn observation(&self, one: &Observation) -> Observation {
        Observation {
            note: self.text(&one.note),
            ..one.clone()
        }
    }

    fn source(&self, one: &Source) -> Source {
        Source {
            name: self.text(&one.name),
            ..one.clone()
        }
    }
}

/// A text with common blanks only: the labels have others, so that a stand-in is not broken over two
/// lines.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Whether an edit alters what the mask knows, so that every text has to be looked at anew.
fn alters_names(edit: &Edit) -> bool {
    match edit {
        Edit::Customer(Edited {
            before: Some(before),
            after: Some(after),
        }) => {
            before.name != after.name
                || before.company != after.company
                || before.phones != after.phones
                || before.emails != after.emails
                || before.handles != after.handles
                || before.address != after.address
        }
        Edit::Customer(_) => true,
        Edit::Rating(edited) => edited
            .after
            .as_ref()
            .is_some_and(|one| !one.given_by.is_empty()),
        _ => false,
    }
}

/// The texts of a record before and after an edit that a form may have shown.
fn texts(edit: &Edit) -> (Vec<&str>, Vec<&str>) {
    fn both<'a, T>(
        edited: &'a Edited<T>,
        texts: impl Fn(&'a T) -> Vec<&'a str>,
    ) -> (Vec<&'a str>, Vec<&'a str>) {
        let of = |record: &'a Option<Arc<T>>| record.as_deref().map(&texts).unwrap_or_default();
        (of(&edited.before), of(&edited.after))
    }
    match edit {
        Edit::Customer(edited) => both(edited, |one| {
            let mut texts: Vec<&str> = vec![
                &one.name,
                &one.company,
                &one.title,
                &one.address,
                &one.opening_hours,
                &one.notes,
            ];
            texts.extend(one.tags.iter().map(String::as_str));
            for list in [&one.phones, &one.emails, &one.handles] {
                texts.extend(list.iter().flat_map(|one| [&*one.label, &*one.value]));
            }
            texts.extend(
                one.custom
                    .iter()
                    .flat_map(|(name, value)| [&**name, &**value]),
            );
            texts
        }),
        Edit::Communication(edited) => both(edited, |one| vec![&one.content, &one.line]),
        Edit::FollowUp(edited) => both(edited, |one| match &one.state {
            FollowUpState::Skipped { reason, .. } => vec![&one.note, reason],
            _ => vec![&one.note],
        }),
        Edit::Need(edited) => both(edited, |one| vec![&one.words]),
        Edit::Promise(edited) => both(edited, |one| vec![&one.words]),
        Edit::Rating(edited) => both(edited, |one| vec![&one.given_by]),
        Edit::Observation(edited) => both(edited, |one| vec![&one.note]),
        Edit::Source(_) | Edit::Reminder(_) | Edit::Settings(_) => (Vec::new(), Vec::new()),
    }
}
