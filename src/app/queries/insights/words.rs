//! Which words the communications hold: the commonest, and those that a segment or a month uses more
//! than the rest.

use std::sync::Arc;

use chrono::NaiveDate;

use super::bins::Bins;
use super::communications::newest_first;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records};
use crate::app::model::Model;
use crate::app::queries::customers::tags;
use crate::app::table::Slot;
use crate::domain::communication::Communication;
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CommunicationId;
use crate::domain::moment::{Moment, Now};
use crate::domain::words::terms::{Finishing, Survey, Term, TermCounter, Terms, Typical};

/// How many tags are told apart; the most used come first.
const MOST_TAGS: usize = 20;

/// By chance alone a G² of as much is seen once in a hundred terms.
pub const LEAST_KEYNESS: f64 = 6.63;

/// How many typical terms are listed.
const MOST_TYPICAL: usize = 20;

/// How much of a record's words is read, in bytes: more than anybody types about one call, and little
/// enough for one part of the work.
const LONGEST: usize = 16_000;

/// A part of the work ends after so many bytes of words.
const BYTES_A_STEP: usize = 16_000;

/// A part of what comes after reading ends after so many terms.
const TERMS_A_STEP: usize = 4_000;

/// Records that are compared with all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// With a customer of this tier.
    Tier(Tier),
    /// With a customer of this stage.
    Stage(Stage),
    /// With a customer who has this tag.
    Tag(String),
    /// In the part of the time with this place.
    Month(usize),
}

/// The words of the communications.
#[derive(Debug, Clone)]
pub struct WordCounts {
    /// The terms, counted by group.
    pub terms: Arc<Terms>,
    /// The groups that have records, with their places among those of the terms.
    pub groups: Vec<(usize, Group)>,
    /// The months, or years where there would be too many.
    pub months: Bins,
    /// How many communications have words.
    pub total: usize,
    grouping: Arc<Grouping>,
}

/// Each count is one of its own.
impl PartialEq for WordCounts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.terms, &other.terms)
    }
}

impl WordCounts {
    /// The terms that a group uses more than the rest.
    pub fn typical(&self, group: usize) -> Vec<Typical<'_>> {
        self.terms.typical(group, LEAST_KEYNESS, MOST_TYPICAL)
    }

    /// The terms in most records.
    pub fn commonest(&self, most: usize) -> &[Term] {
        let list = &self.terms.list;
        &list[..list.len().min(most)]
    }
}

/// Which records of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those of the group with this place.
    Within(usize),
    /// Those of no customer and no time of this group.
    Outside(usize),
}

/// To which groups a record belongs.
#[derive(Debug)]
struct Grouping {
    /// The most used first.
    tags: Vec<String>,
    months: Bins,
}

/// Tiers and stages come first, then tags, then months.
const STAGES_FROM: usize = Tier::ALL.len();
const TAGS_FROM: usize = STAGES_FROM + Stage::ALL.len();

impl Grouping {
    fn new(model: &Model, months: Bins) -> Self {
        let most_used = tags(model).into_iter().take(MOST_TAGS);
        Self {
            tags: most_used.map(|(tag, _)| tag).collect(),
            months,
        }
    }

    fn months_from(&self) -> usize {
        TAGS_FROM + self.tags.len()
    }

    fn count(&self) -> usize {
        self.months_from() + self.months.count
    }

    /// The groups with their places.
    fn all(&self) -> Vec<(usize, Group)> {
        let tiers = Tier::ALL.into_iter().map(Group::Tier);
        let stages = Stage::ALL.into_iter().map(Group::Stage);
        let tags = self.tags.iter().cloned().map(Group::Tag);
        let months = (0..self.months.count).map(Group::Month);
        let all = tiers.chain(stages).chain(tags).chain(months);
        all.enumerate().collect()
    }

    /// The groups of a record, each once. Customers who are not looked at count for none.
    fn of(&self, model: &Model, sieve: &Sieve, one: &Communication, groups: &mut Vec<usize>) {
        groups.clear();
        let mut put = |group: usize| {
            if !groups.contains(&group) {
                groups.push(group);
            }
        };
        let customers = one.customers.iter().filter_map(|id| model.customer(*id));
        for customer in customers.filter(|customer| sieve.admits_customer(customer)) {
            if let Some(tier) = customer.tier {
                put(tier as usize);
            }
            put(STAGES_FROM + customer.stage as usize);
            for (place, tag) in self.tags.iter().enumerate() {
                if customer.tags.contains(tag) {
                    put(TAGS_FROM + place);
                }
            }
        }
        if let Some(bin) = self.months.place(one.at.local_date()) {
            put(self.months_from() + bin);
        }
    }
}

/// The count of words.
#[derive(Debug)]
pub struct CountingWords {
    sieve: Sieve,
    next: Slot,
    total: usize,
    earliest: Option<NaiveDate>,
    /// None once all is done.
    phase: Option<Phase>,
    terms: Option<Terms>,
    grouping: Option<Arc<Grouping>>,
    groups: Vec<usize>,
}

/// How far the count has come. All records are read twice.
#[derive(Debug)]
enum Phase {
    Survey(Survey),
    Count(TermCounter),
    Finish(Box<Finishing>),
}

impl CountingWords {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            total: 0,
            earliest: None,
            phase: Some(Phase::Survey(Survey::new())),
            terms: None,
            grouping: None,
            groups: Vec::new(),
        }
    }

    /// The months from the first day that is looked at, or has a record, to the last.
    fn months(&self) -> Bins {
        let first = self.sieve.from.or(self.earliest).unwrap_or(self.sieve.to);
        Bins::months(first, self.sieve.to)
    }
}

impl Counting for CountingWords {
    type Counted = WordCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let (next, reached) = match self.phase.take()? {
            Phase::Survey(mut survey) => {
                let (total, earliest) = (&mut self.total, &mut self.earliest);
                let reached = read(
                    &mut self.next,
                    model,
                    &self.sieve,
                    records,
                    |_, one, words| {
                        survey.add(words);
                        *total += 1;
                        let on = one.at.local_date();
                        *earliest = Some(earliest.map_or(on, |earliest| earliest.min(on)));
                    },
                );
                if let Some(thousandths) = reached {
                    (Phase::Survey(survey), thousandths * 2 / 5)
                } else {
                    let grouping = Arc::new(Grouping::new(model, self.months()));
                    let least = u32::try_from(self.total / 20_000).unwrap_or(u32::MAX);
                    let counter = survey.counter(grouping.count(), least.max(3));
                    self.grouping = Some(grouping);
                    self.next = 0;
                    (Phase::Count(counter), 400)
                }
            }
            Phase::Count(mut counter) => {
                let (sieve, groups) = (&self.sieve, &mut self.groups);
                let grouping = self.grouping.as_deref();
                let reached = read(&mut self.next, model, sieve, records, |_, one, words| {
                    if let Some(grouping) = grouping {
                        grouping.of(model, sieve, one, groups);
                    }
                    counter.add(groups, words);
                });
                match reached {
                    Some(thousandths) => (Phase::Count(counter), 400 + thousandths / 2),
                    None => (Phase::Finish(Box::new(counter.finishing())), 900),
                }
            }
            Phase::Finish(mut finishing) => {
                if !finishing.step(TERMS_A_STEP) {
                    self.terms = Some(finishing.finish());
                    return None;
                }
                (Phase::Finish(finishing), 950)
            }
        };
        self.phase = Some(next);
        Some(reached)
    }

    fn finish(self) -> WordCounts {
        let months = self.months();
        // Who stops half-way has counted nothing.
        let terms = self
            .terms
            .unwrap_or_else(|| Survey::new().counter(0, 2).finish());
        let grouping = self.grouping.unwrap_or_else(|| {
            Arc::new(Grouping {
                tags: Vec::new(),
                months,
            })
        });
        let mut groups = grouping.all();
        groups.retain(|(place, _)| terms.groups.get(*place).is_some_and(|size| 0 < *size));
        WordCounts {
            terms: Arc::new(terms),
            groups,
            months,
            total: self.total,
            grouping,
        }
    }
}

/// The words of a record that are read.
pub fn words_of(one: &Communication) -> &str {
    let mut end = one.content.len().min(LONGEST);
    while !one.content.is_char_boundary(end) {
        end -= 1;
    }
    &one.content[..end]
}

/// Reads on, in so many records at most; how far that is, in thousandths, or `None` at the end.
pub(super) fn read(
    next: &mut Slot,
    model: &Model,
    sieve: &Sieve,
    records: Slot,
    mut take: impl FnMut(Slot, &Communication, &str),
) -> Option<u16> {
    let all = model.communication_slot_count();
    let end = next.saturating_add(records).min(all);
    let mut bytes = 0;
    while *next < end && bytes < BYTES_A_STEP {
        let slot = *next;
        let one = model.communication_at(slot);
        *next += 1;
        let Some(one) = one.filter(|one| sieve.admits(model, one)) else {
            continue;
        };
        let words = words_of(one);
        if !words.trim().is_empty() {
            bytes += words.len();
            take(slot, one, words);
        }
    }
    let thousandths = u64::from(*next) * 1000 / u64::from(all).max(1);
    (*next < all).then(|| u16::try_from(thousandths).unwrap_or(1000))
}

/// The search for the records of a term.
#[derive(Debug)]
pub struct FindingWords {
    sieve: Sieve,
    counts: WordCounts,
    term: String,
    which: Which,
    next: Slot,
    found: Vec<(Moment, CommunicationId)>,
    groups: Vec<usize>,
}

impl FindingWords {
    /// Begins to look for those records of a term that were counted, as of when they were.
    pub fn new(
        model: &Model,
        filter: &InsightFilter,
        now: Now,
        counts: &WordCounts,
        term: &str,
        which: Which,
    ) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            counts: counts.clone(),
            term: term.to_owned(),
            which,
            next: 0,
            found: Vec::new(),
            groups: Vec::new(),
        }
    }
}

impl Counting for FindingWords {
    type Counted = Records;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let Self {
            sieve,
            counts,
            term,
            which,
            next,
            found,
            groups,
        } = self;
        let is_chinese = !term.is_ascii();
        read(next, model, sieve, records, |_, one, words| {
            // Chinese stands in the words as it is counted.
            if is_chinese && term.chars().all(is_han) && !words.contains(term.as_str()) {
                return;
            }
            let is_wanted = match *which {
                Which::All => true,
                Which::Within(group) | Which::Outside(group) => {
                    counts.grouping.of(model, sieve, one, groups);
                    groups.contains(&group) == matches!(which, Which::Within(_))
                }
            };
            if is_wanted && !counts.terms.places(term, words).is_empty() {
                found.push((one.at, one.id));
            }
        })
    }

    fn finish(self) -> Records {
        newest_first(&self.found)
    }
}

fn is_han(char: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&char)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Datelike, Days};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::counted;
    use super::super::filter::Span;
    use super::super::sentiments::{CountingSentiments, felt};
    use super::*;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::communication::Sentiment;
    use crate::domain::customer::Customer;
    use crate::domain::id::CustomerId;
    use crate::domain::words::sentiment::Lexicon;

    fn noon() -> Now {
        DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
    }

    /// What a record is thrown of: customers, how many days ago, words, what the user said.
    type Thrown = (Vec<usize>, u64, String, Option<Sentiment>);

    /// Six customers: of each tier and none, of all stages but one, some with tags, one in the trash.
    fn customers() -> Vec<Customer> {
        let tiers = [
            Some(Tier::A),
            Some(Tier::B),
            None,
            Some(Tier::A),
            Some(Tier::C),
            None,
        ];
        let tags: [&[&str]; 6] = [&["vip"], &["vip", "east"], &[], &["east"], &[], &["vip"]];
        (0..6_u8)
            .map(|number| Customer {
                tier: tiers[usize::from(number)],
                stage: Stage::ALL[usize::from(number) % 3],
                tags: tags[usize::from(number)]
                    .iter()
                    .map(|tag| (*tag).to_owned())
                    .collect(),
                trashed_at: (number == 5).then(noon),
                ..Customer::named(CustomerId(Uuid::from_u128(number.into())), "Ada")
            })
            .collect()
    }

    fn model(thrown: &[Thrown]) -> Model {
        let customers = customers();
        let mut edits = Vec::new();
        for (number, (with, ago, words, said)) in thrown.iter().enumerate() {
            let date = noon().date_naive() + Days::new(3) - Days::new(*ago);
            edits.push(Edit::Communication(Edited::made(Communication {
                id: CommunicationId(Uuid::from_u128(number as u128)),
                customers: with.iter().map(|place| customers[*place].id).collect(),
                at: Moment::On(date),
                channel: Channel::Phone,
                direction: None,
                outcome: None,
                content: words.clone(),
                line: String::new(),
                sentiment: *said,
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
            })));
        }
        let customers = customers
            .into_iter()
            .map(|one| Edit::Customer(Edited::made(one)));
        let edits: Vec<Edit> = customers.chain(edits).collect();
        let mut model = Model::default();
        model.apply_edits(&edits);
        model
    }

    fn any_thrown() -> impl Strategy<Value = Vec<Thrown>> {
        let with = prop::sample::subsequence(vec![0, 1, 2, 3, 4, 5], 1..3);
        let words = "([交货期报价慢好，]|(quotes?|parts?|late again|the|great)[ ,-]){0,10}";
        let said = prop::option::weighted(0.3, prop::sample::select(Sentiment::ALL.to_vec()));
        prop::collection::vec((with, 0..200_u64, words, said), 0..40)
    }

    fn any_filter() -> impl Strategy<Value = InsightFilter> {
        let span = prop::sample::select(vec![
            Span::Between(None, None),
            Span::default(),
            Span::Weeks(9),
        ]);
        let tier = prop::option::weighted(0.3, Just(Tier::A));
        (span, tier).prop_map(|(span, tier)| InsightFilter {
            span,
            tier,
            ..InsightFilter::default()
        })
    }

    /// Whether a record belongs to a group, said in another way.
    fn belongs(filter: &InsightFilter, one: &Communication, months: &Bins, group: &Group) -> bool {
        let of_any = |is: &dyn Fn(&Customer) -> bool| {
            customers().iter().any(|customer| {
                one.customers.contains(&customer.id)
                    && customer.trashed_at.is_none()
                    && filter.tier.is_none_or(|tier| customer.tier == Some(tier))
                    && is(customer)
            })
        };
        match group {
            Group::Tier(tier) => of_any(&|customer| customer.tier == Some(*tier)),
            Group::Stage(stage) => of_any(&|customer| customer.stage == *stage),
            Group::Tag(tag) => of_any(&|customer| customer.tags.contains(tag)),
            Group::Month(bin) => {
                let (begins, on) = (months.begins_on(*bin), one.at.local_date());
                (begins.year(), begins.month()) == (on.year(), on.month())
            }
        }
    }

    fn len(records: &Records) -> u32 {
        u32::try_from(records.len()).expect("a small number")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn every_number_is_a_naive_recount_and_has_as_many_records_behind_it(
            thrown in any_thrown(), filter in any_filter(), part in 1..9_u32,
        ) {
            let model = model(&thrown);
            let mut counting = CountingWords::new(&model, &filter, noon());
            while counting.step(&model, part).is_some() {}
            let counts = counting.finish();
            let (from, to) = filter.span.days(noon().date_naive());
            let looked_at: Vec<_> = model
                .communications()
                .filter(|one| {
                    let on = one.at.local_date();
                    let is_theirs = filter.tier.is_none()
                        || belongs(&filter, one, &counts.months, &Group::Tier(Tier::A));
                    let has_words = !one.content.trim().is_empty();
                    has_words && is_theirs && from.is_none_or(|from| from <= on) && on <= to
                })
                .collect();
            prop_assert_eq!(counts.total, looked_at.len());
            let find = |term: &str, which| {
                let finding = FindingWords::new(&model, &filter, noon(), &counts, term, which);
                len(&counted(finding, &model))
            };
            for (place, group) in &counts.groups {
                let theirs = |one: &&&std::sync::Arc<Communication>| {
                    belongs(&filter, one, &counts.months, group)
                };
                let size = looked_at.iter().filter(theirs).count();
                prop_assert_eq!(counts.terms.groups[*place] as usize, size, "{:?}", group);
                for term in &counts.terms.list {
                    let holds = |one: &&&std::sync::Arc<Communication>| {
                        !counts.terms.places(&term.text, &one.content).is_empty()
                    };
                    let within = looked_at.iter().filter(theirs).filter(holds).count();
                    prop_assert_eq!(term.by_group[*place] as usize, within, "{}", &term.text);
                    let usage = counts.terms.usage(term, *place);
                    prop_assert_eq!(find(&term.text, Which::Within(*place)), usage.within);
                    prop_assert_eq!(find(&term.text, Which::Outside(*place)), usage.outside);
                }
            }
            for term in &counts.terms.list {
                prop_assert!(3 <= term.records);
                prop_assert_eq!(find(&term.text, Which::All), term.records);
            }
        }

        #[test]
        fn sentiments_sum_to_what_is_told_and_open_as_many_records(
            thrown in any_thrown(), filter in any_filter(),
        ) {
            let model = model(&thrown);
            let counts = counted(CountingSentiments::new(&model, &filter, noon()), &model);
            let lexicon = Lexicon::new();
            let mut sum = 0;
            for bin in 0..counts.bins.count {
                for wanted in Sentiment::ALL {
                    let Records::Communications(ids) = counts.records(&model, bin, wanted) else {
                        panic!("communications sound, nothing else does");
                    };
                    prop_assert_eq!(ids.len(), counts.count(bin, wanted));
                    sum += ids.len();
                    for id in ids {
                        let one = model.communication(id).expect("it was counted");
                        prop_assert_eq!(felt(&lexicon, one, &one.content), Some(wanted));
                        prop_assert_eq!(counts.bins.place(one.at.local_date()), Some(bin));
                    }
                }
            }
            prop_assert_eq!(sum, counts.told);
            prop_assert!(counts.said <= counts.told && counts.told <= counts.total);
        }
    }

    #[test]
    fn long_words_are_cut_where_a_character_ends() {
        let mut record = model(&[(vec![0], 9, "慢".repeat(9000), None)])
            .communications()
            .next()
            .expect("one")
            .as_ref()
            .clone();
        assert_eq!(words_of(&record).len(), 15_999);
        record.content.truncate(30);
        assert_eq!(words_of(&record).len(), 30);
    }

    #[test]
    fn work_that_was_stopped_counts_nothing() {
        let model = model(&[(vec![0], 9, "late again".to_owned(), None)]);
        let mut counting = CountingWords::new(&model, &InsightFilter::default(), noon());
        assert!(counting.step(&model, 1).is_some());
        let counts = counting.finish();
        assert!(counts.terms.list.is_empty() && counts.groups.is_empty());
    }
}
