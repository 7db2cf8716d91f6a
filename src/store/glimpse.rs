//! Opening for Today: everything but the communications, of which only those are read that Today
//! looks at. The rest follows, and until then nothing is written.
//!
//! The summary stands in the manifest and so belongs to the segments in force. What the log holds
//! beyond them is taken in as on any opening; where an entry of it could reach behind the summary (an
//! older communication is altered, what counts as contact changes), there is no glimpse.

use std::collections::BTreeSet;

use super::head::{Head, Summary};
use super::log_store::LogStore;
use super::opening::{Parts, expect};
use super::shelf::{Making, Presence, Shelf};
use crate::app::model::Model;
use crate::app::ports::{OpenError, Opened};
use crate::domain::change::{Edit, Edited};
use crate::domain::customer::Customer;
use crate::domain::id::CommunicationId;
use crate::domain::moment::Now;
use crate::records::Kind;
use crate::records::change_row::SegmentRef;

/// A clock that was set back by more has never seen the summary; it is made for three days.
const MOST_BEHIND_MS: i64 = 24 * 3600 * 1000;

/// A Book without its communications, read when Today was opened.
pub(super) struct Begun {
    /// The head it belongs to.
    pub(super) head: Vec<u8>,
    pub(super) model: Model,
}

impl<S: Shelf> LogStore<S> {
    pub(super) async fn first_look(&self, now: Now) -> Option<Opened> {
        // What is wrong is found and said by opening the whole.
        self.try_first_look(now).await.ok().flatten()
    }

    async fn try_first_look(&self, now: Now) -> Result<Option<Opened>, OpenError> {
        if self.shelf.open(Making::Refused).await? == Presence::Absent {
            return Ok(None);
        }
        let Some(value) = self.read_head().await? else {
            return Ok(None);
        };
        let head = Head::read(&value)?;
        self.check_canary(&self.noted(), &head).await?;
        let parts = self.read_parts(head.recent_from()).await?;
        self.expect_much_of(&parts);
        let Some(Summary { made_at, segments }) = &parts.manifest.summary else {
            return Ok(None);
        };
        if now.timestamp_millis() < made_at - MOST_BEHIND_MS {
            return Ok(None);
        }
        let mut model = self.without_communications(&parts).await?;
        // Of both the front and all of the Book, so once.
        self.order_names(&mut model).await;
        (self.beside.breathe)().await;
        let mut front = model.clone();
        (self.beside.breathe)().await;
        let summary: Vec<&SegmentRef> = segments.iter().collect();
        expect(&mut front, Kind::Communication, &summary);
        self.take_in_segments(&summary, &mut front).await?;
        if !takes_in(&mut front, &parts) {
            return Ok(None);
        }
        self.place(&mut front).await;
        (self.beside.breathe)().await;
        let head = &parts.seen.head;
        let opened = Opened {
            book: head.book,
            stand: head.stand(),
            model: front.as_glimpse(),
            history: parts.history()?,
        };
        self.begun.replace(Some(Begun {
            head: parts.seen.value.clone(),
            model,
        }));
        self.take_over(parts.seen);
        Ok(Some(opened))
    }
}

/// Takes in what the log holds alone; whether Today stays what it would be with all records.
fn takes_in(front: &mut Model, parts: &Parts) -> bool {
    let mut made = BTreeSet::new();
    for (_, row) in parts.unfolded() {
        if !row.segments.is_empty() {
            return false;
        }
        for edit in row.edits() {
            let Ok(edit) = edit.decode(front) else {
                return false;
            };
            if reaches_behind(&edit, front, &mut made) {
                return false;
            }
            front.take_in(&[edit]);
        }
    }
    true
}

/// Whether Today may depend on a communication that is not in the summary once this is done.
fn reaches_behind(edit: &Edit, front: &Model, made: &mut BTreeSet<CommunicationId>) -> bool {
    match edit {
        Edit::Communication(edited) => match (&edited.before, &edited.after) {
            (None, Some(after)) => {
                made.insert(after.id);
                false
            }
            (Some(before), _) => !made.contains(&before.id),
            (None, None) => false,
        },
        Edit::Settings(Edited { after, .. }) => after
            .as_ref()
            .is_none_or(|after| after.contact_rule != front.settings().contact_rule),
        // Who is rated for the first time has its first communication counted from.
        Edit::Rating(edited) => edited
            .record()
            .is_some_and(|one| front.ratings_of(one.customer).next().is_none()),
        Edit::Customer(Edited { before, after }) => {
            let begin = |one: &Customer| (one.since, one.firm);
            before
                .as_deref()
                .is_some_and(|before| after.as_deref().map(begin) != Some(begin(before)))
        }
        _ => false,
    }
}
