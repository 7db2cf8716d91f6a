//! What the page Insights looks at: a time, a segment, a channel.

use chrono::{Datelike, NaiveDate};

use crate::app::model::Model;
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InsightFilter {
    /// The days.
    pub span: Span,
    /// Only by this channel.
    pub channel: Option<Channel>,
    /// Only customers with this tag.
    pub tag: Option<String>,
    /// Only customers of this tier.
    pub tier: Option<Tier>,
    /// Only customers of this stage.
    pub stage: Option<Stage>,
}

/// Which days are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// The last so many weeks from Monday on, the present one included.
    Weeks(u32),
    /// From one day up to and with another; open where none is named.
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

impl Default for Span {
    fn default() -> Self {
        Self::Weeks(26)
    }
}

impl Span {
    /// Whether the first day is after the last, so that there is nothing to look at.
    pub fn is_turned(self) -> bool {
        matches!(self, Self::Between(Some(from), Some(to)) if to < from)
    }

    /// The first day, if it has one, and the last, which is never after today.
    pub fn days(self, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        match self {
            Self::Weeks(weeks) => {
                let back = 7 * i64::from(weeks.saturating_sub(1));
                let monday = i64::from(today.num_days_from_ce())
                    - i64::from(today.weekday().num_days_from_monday());
                let first = i32::try_from(monday - back)
                    .ok()
                    .and_then(NaiveDate::from_num_days_from_ce_opt);
                (first, today)
            }
            Self::Between(from, to) => (from, to.map_or(today, |to| to.min(today))),
        }
    }
}

impl InsightFilter {
    /// Whether only some customers are looked at.
    pub fn is_of_a_segment(&self) -> bool {
        self.tag.is_some() || self.tier.is_some() || self.stage.is_some()
    }

    fn admits(&self, customer: &Customer) -> bool {
        customer.trashed_at.is_none()
            && self.tier.is_none_or(|tier| customer.tier == Some(tier))
            && self.stage.is_none_or(|stage| customer.stage == stage)
            && self
                .tag
                .as_ref()
                .is_none_or(|tag| customer.tags.contains(tag))
    }
}

/// A filter at a moment over a Book.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    pub(super) filter: InsightFilter,
    pub(super) now: Now,
    /// The first day, if there is one.
    pub(super) from: Option<NaiveDate>,
    /// The last day, never after today.
    pub(super) to: NaiveDate,
    /// By slot, whether a customer is looked at; none where everybody is.
    customers: Option<Vec<bool>>,
}

impl Sieve {
    pub(super) fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        let (from, to) = filter.span.days(now.date_naive());
        let customers = filter.is_of_a_segment().then(|| {
            (0..model.customer_slot_count())
                .map(|slot| {
                    model
                        .customer_at(slot)
                        .is_some_and(|one| filter.admits(one))
                })
                .collect()
        });
        Self {
            filter: filter.clone(),
            now,
            from,
            to,
            customers,
        }
    }

    pub(super) fn admits_day(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && date <= self.to
    }

    pub(super) fn admits_channel(&self, channel: &Channel) -> bool {
        let wanted = self.filter.channel.as_ref();
        wanted.is_none_or(|wanted| wanted == channel)
    }

    pub(super) fn admits_customer(&self, customer: &Customer) -> bool {
        self.filter.admits(customer)
    }

    /// A communication that lies in the days, by the channel, with one of the customers at least.
    pub(super) fn admits(&self, model: &Model, one: &Communication) -> bool {
        let is_theirs = |id: &CustomerId| {
            let slot = model.customer_slot(*id);
            let place = slot.and_then(|slot| self.customers.as_ref()?.get(slot as usize));
            place == Some(&true)
        };
        one.trashed_at.is_none()
            && self.admits_channel(&one.channel)
            && self.admits_day(one.at.local_date())
            && !one.at.is_after(self.now)
            && (self.customers.is_none() || one.customers.iter().any(is_theirs))
    }
}
