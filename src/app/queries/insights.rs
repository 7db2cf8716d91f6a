//! Counts of communications by channel and by week.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use crate::app::model::Model;
use crate::domain::channel::Channel;
use crate::domain::moment::Now;
use crate::domain::order::{Gather, PutInOrder};

/// How many communications there were, by channel and by week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Insights {
    /// Channels with their counts, the most used first.
    pub by_channel: Vec<(Channel, usize)>,
    /// Weeks, by the Monday on which they begin, with their counts; without gaps, oldest first.
    pub by_week: Vec<(NaiveDate, usize)>,
    /// How many communications were counted in the weeks.
    pub total: usize,
}

/// Counts over the last `weeks` weeks, the present one included. What is still to come is left out.
pub fn insights(model: &Model, now: Now, weeks: u32) -> Insights {
    let this_monday = monday(now.date_naive());
    let first = this_monday - Days::new(7 * u64::from(weeks.saturating_sub(1)));
    let mut by_channel: BTreeMap<&Channel, usize> = BTreeMap::new();
    let mut by_week: BTreeMap<NaiveDate, usize> = (0..weeks)
        .map(|week| (first + Days::new(7 * u64::from(week)), 0))
        .into_map();
    let mut total = 0;
    for one in model.communications().filter(|one| !one.at.is_after(now)) {
        if let Some(count) = by_week.get_mut(&monday(one.at.local_date())) {
            *count += 1;
            total += 1;
            *by_channel.entry(&one.channel).or_default() += 1;
        }
    }
    let mut by_channel: Vec<_> = by_channel
        .into_iter()
        .map(|(channel, count)| (channel.clone(), count))
        .collect();
    by_channel.put_in_order_by_key(|(_, count)| std::cmp::Reverse(*count));
    Insights {
        by_channel,
        by_week: by_week.into_iter().collect(),
        total,
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}
