//! What the user's corrections teach: how records sound, and which kind of need their words name.
//!
//! A correction of how a customer felt is what the user said of a record. A correction of a kind of
//! need is a need that the user noted of a record: a record of which one kind was noted teaches with
//! all its words, one of several with the words of each need, since which of the record's words
//! belong to which is told by nothing else. What is no need is taught by as many records that the user
//! logged, and judged, and noted no need of though the offer has expired; without them the kinds stay
//! silent. A record that nobody judged says nothing, nor does what stands in imported ones, which were
//! judged elsewhere or without having been asked for needs.
//!
//! Sample data teach nothing: nobody said what stands in them.
//!
//! Only the newest corrections teach, so that learning takes no longer than a moment, and it goes on
//! in parts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::insights::words::words_of;
use crate::app::commands::sample_data::is_sample;
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::communication::{Communication, Sentiment};
use crate::domain::fold::fold;
use crate::domain::id::CommunicationId;
use crate::domain::moment::{Now, days_between};
use crate::domain::need::{Need, NeedDraft, NeedKind};
use crate::domain::order::PutInOrder;
use crate::domain::words::classifier::{Classifier, LEAST_OF_LABEL, Label, Proposal};
use crate::domain::words::sentences::sentences;
use crate::domain::words::sentiment::{Lexicon, SentimentHint};
use crate::domain::words::validation::{Validating, Validation};

/// For how many days what a record's words name is offered to be noted.
pub const OFFERED_FOR_DAYS: u32 = 30;

/// How many corrections teach; the newest do.
const MOST: usize = 2_000;

/// By fewer words that tell, how a record sounds is not taken for learnt: a single one is as often the
/// name of what was talked about as a word of feeling. In the fixed sets the lists are silent about 27
/// records that tell a feeling; a single word would find one of them, which is no reason to ask less.
const LEAST_TELLING: usize = 2;

/// What weighs so much in the lists of words is heard also where the corrections say that it tells
/// nothing: two words, or one after a word such as "very".
const PLAIN: u32 = 2;

/// What is less probable is not proposed. Naive Bayes is surer than it ought to be, so this is high.
const SURE: f64 = 0.9;

/// How many corrections are learnt or judged in one part.
const CORRECTIONS_A_STEP: usize = 20;

/// What was learnt, and how far it can be trusted.
#[derive(Debug, Clone)]
pub struct Taught<L> {
    classifier: Classifier<L>,
    /// What cross-validation found; nothing while there are too few corrections.
    pub validation: Option<Validation<L>>,
}

impl<L: Label> Taught<L> {
    fn nothing() -> Self {
        Self {
            classifier: Classifier::new(),
            validation: None,
        }
    }

    /// How many corrections there are.
    pub fn examples(&self) -> u32 {
        self.classifier.examples()
    }

    /// Whether it takes part: it is right more often than a guess would be.
    pub fn is_useful(&self) -> bool {
        self.validation.as_ref().is_some_and(Validation::is_useful)
    }

    /// The label that words seem to deserve, where that is useful and sure, and rests on words that
    /// say something.
    pub fn propose(&self, words: &str) -> Option<Proposal<L>> {
        if !self.is_useful() {
            return None;
        }
        let proposal = self.classifier.propose(words)?;
        let is_sure = SURE <= proposal.probability && proposal.telling().next().is_some();
        is_sure.then_some(proposal)
    }
}

/// What all corrections taught.
#[derive(Debug, Clone)]
pub struct Learned {
    /// How records sound.
    pub sentiment: Taught<Sentiment>,
    /// Kinds of need, or none.
    pub kinds: Taught<Option<NeedKind>>,
    /// Tells the corrections from others.
    mark: u64,
}

/// Equal corrections teach the same.
impl PartialEq for Learned {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark
    }
}

/// How a record sounds, and on what that rests.
#[derive(Debug, Clone, PartialEq)]
pub enum Sounds {
    /// As the user said.
    Said(Sentiment),
    /// By the user's other corrections.
    Learned(Proposal<Sentiment>),
    /// By the lists of words.
    Words(SentimentHint),
}

/// How a record sounds: as the user said, else by the lists of words, else as the corrections teach.
/// Nothing where nothing tells, or where the corrections say that a lone word tells nothing.
///
/// The lists come before what was learnt, which knows of words only beside which they stood: it never
/// says the opposite of a word that everybody understands.
pub fn sounds(lexicon: &Lexicon, learned: Option<&Learned>, one: &Communication) -> Option<Sounds> {
    if let Some(said) = one.sentiment {
        return Some(Sounds::Said(said));
    }
    let words = words_of(one);
    let hint = lexicon.hint(words);
    let proposal = learned.and_then(|learned| learned.sentiment.propose(words));
    let proposal = proposal.filter(|proposal| LEAST_TELLING <= proposal.telling().count());
    let learned_nothing = |proposal: &Proposal<Sentiment>| proposal.label == Sentiment::Neutral;
    if hint.felt().is_none() {
        let tells = proposal.filter(|proposal| !learned_nothing(proposal));
        return tells.map(Sounds::Learned);
    }
    let weight: u32 = hint.words.iter().map(|word| word.weight).sum();
    let is_lone = weight < PLAIN;
    let is_nothing = is_lone && proposal.as_ref().is_some_and(learned_nothing);
    (!is_nothing).then_some(Sounds::Words(hint))
}

impl Learned {
    /// Whether records enough have shown what is no need, without which no kind is proposed.
    pub fn knows_no_need(&self) -> bool {
        LEAST_OF_LABEL <= self.kinds.classifier.examples_of(None)
    }

    /// The need that words seem to name, besides those of these kinds: of a learned kind, with the
    /// sentence that speaks most for it.
    pub fn need(&self, words: &str, known: &[NeedKind]) -> Option<NeedDraft> {
        if !self.knows_no_need() {
            return None;
        }
        let proposal = self.kinds.propose(words)?;
        let kind = proposal.label.filter(|kind| !known.contains(kind))?;
        let weight = |sentence: &str| -> f64 {
            let sentence = fold(sentence);
            let grounds = proposal.grounds.iter();
            grounds
                .filter(|ground| sentence.contains(&ground.word))
                .map(|ground| ground.weight)
                .sum()
        };
        let mut best = None;
        for range in sentences(words) {
            let weight = weight(&words[range.clone()]);
            if best.as_ref().is_none_or(|(most, _)| *most < weight) {
                best = Some((weight, range));
            }
        }
        let (_, range) = best?;
        Some(NeedDraft {
            kind,
            words: words[range].to_owned(),
            resource: String::new(),
        })
    }
}

/// Learning, in parts.
#[derive(Debug)]
pub struct Learning {
    now: Now,
    before: Option<Arc<Learned>>,
    /// The needs by the record of which they were noted.
    needs: BTreeMap<CommunicationId, Vec<Arc<Need>>>,
    /// Records of earlier days are not asked what is no need.
    first_need: Option<NaiveDate>,
    next: Slot,
    felt: Vec<Correction<Sentiment>>,
    without: Vec<Correction<Option<NeedKind>>>,
    task: Task,
    done: Option<Arc<Learned>>,
}

/// What the user said of a record or a part of it. Records are long and stay where they are.
#[derive(Debug, Clone)]
struct Correction<L> {
    record: Arc<Communication>,
    /// The words that it is about, where they are not all of the record's.
    need: Option<Arc<Need>>,
    label: L,
}

impl<L> Correction<L> {
    fn words(&self) -> &str {
        match &self.need {
            Some(need) => &need.words,
            None => words_of(&self.record),
        }
    }
}

/// What is done one after the other.
#[derive(Debug)]
enum Task {
    Gather,
    Teach(Box<Teaching>),
    Done,
}

#[derive(Debug)]
struct Teaching {
    mark: u64,
    felt: School<Sentiment>,
    kinds: School<Option<NeedKind>>,
}

/// Corrections on their way into a classifier and through its examination.
#[derive(Debug)]
struct School<L> {
    corrections: Vec<Correction<L>>,
    next: usize,
    taught: Taught<L>,
    validating: Option<Validating<L>>,
    is_done: bool,
}

impl<L: Label> School<L> {
    fn new(corrections: Vec<Correction<L>>) -> Self {
        Self {
            corrections,
            next: 0,
            taught: Taught::nothing(),
            validating: None,
            is_done: false,
        }
    }

    /// Goes on for a while; whether there is more to do.
    fn step(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        let all = self.corrections.len();
        if self.next < all {
            let end = (self.next + CORRECTIONS_A_STEP).min(all);
            for correction in &self.corrections[self.next..end] {
                self.taught
                    .classifier
                    .add(correction.words(), correction.label);
            }
            self.next = end;
            if end == all {
                self.validating = Validating::new(&self.taught.classifier);
            }
            return true;
        }
        let goes_on = self
            .validating
            .as_mut()
            .is_some_and(|validating| validating.step(CORRECTIONS_A_STEP));
        if !goes_on {
            self.taught.validation = self.validating.take().map(Validating::finish);
            self.is_done = true;
        }
        goes_on
    }

    fn mark(&self, seed: u64, place: impl Fn(L) -> u8) -> u64 {
        let marks = self.corrections.iter();
        marks.fold(seed, |seed, one| {
            let seed = xxh3_64_with_seed(&[place(one.label)], seed);
            xxh3_64_with_seed(one.words().as_bytes(), seed)
        })
    }
}

impl Learning {
    /// Begins. Where the corrections are those of before, so is what they teach.
    pub fn new(model: &Model, now: Now, before: Option<Arc<Learned>>) -> Self {
        let mut needs: BTreeMap<CommunicationId, Vec<Arc<Need>>> = BTreeMap::new();
        let mut first_need = None;
        for need in model.all_needs() {
            let Some(record) = need.opened_by.filter(|id| is_taught_by(model, *id)) else {
                continue;
            };
            needs.entry(record).or_default().push(need.clone());
            let on = need.opened_on;
            first_need = Some(first_need.map_or(on, |first: NaiveDate| first.min(on)));
        }
        Self {
            now,
            before,
            needs,
            first_need,
            next: 0,
            felt: Vec::new(),
            without: Vec::new(),
            task: Task::Gather,
            done: None,
        }
    }

    /// Goes on with so many records; how far it has come then, in thousandths, or `None` at the end.
    pub fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        match &mut self.task {
            Task::Gather => {
                let all = model.communication_slot_count();
                let end = self.next.saturating_add(records).min(all);
                for slot in self.next..end {
                    if let Some(record) = model.communication_at(slot) {
                        self.gather(model, record);
                    }
                }
                self.next = end;
                if end == all {
                    self.task = self.begin_teaching(model);
                }
                Some(300)
            }
            Task::Teach(teaching) => {
                if !teaching.felt.step() && !teaching.kinds.step() {
                    let Teaching { mark, felt, kinds } = &**teaching;
                    self.done = Some(Arc::new(Learned {
                        sentiment: felt.taught.clone(),
                        kinds: kinds.taught.clone(),
                        mark: *mark,
                    }));
                    self.task = Task::Done;
                }
                Some(700)
            }
            Task::Done => None,
        }
    }

    /// What was learnt, once no step is left.
    pub fn finish(self) -> Arc<Learned> {
        self.done.unwrap_or_else(|| {
            Arc::new(Learned {
                sentiment: Taught::nothing(),
                kinds: Taught::nothing(),
                mark: 0,
            })
        })
    }

    fn gather(&mut self, model: &Model, record: &Arc<Communication>) {
        let Some(label) = record.sentiment else {
            return;
        };
        if !teaches(model, record) {
            return;
        }
        self.felt.push(Correction {
            record: record.clone(),
            need: None,
            label,
        });
        if record.origin.is_some() {
            return;
        }
        let on = record.at.local_date();
        let is_offer_over = OFFERED_FOR_DAYS < days_between(on, self.now.date_naive());
        let is_asked = self.first_need.is_some_and(|first| first <= on);
        if is_offer_over && is_asked && !self.needs.contains_key(&record.id) {
            self.without.push(Correction {
                record: record.clone(),
                need: None,
                label: None,
            });
        }
    }

    /// The needs that were noted of records, as corrections.
    fn kinds(&self, model: &Model) -> Vec<Correction<Option<NeedKind>>> {
        let mut corrections = Vec::new();
        for (record, needs) in &self.needs {
            let Some(record) = model.communication(*record) else {
                continue;
            };
            let is_one_kind = needs.iter().all(|need| need.kind == needs[0].kind);
            let teaching = if is_one_kind { &needs[..1] } else { &needs[..] };
            for need in teaching {
                if is_one_kind || !need.words.trim().is_empty() {
                    corrections.push(Correction {
                        record: record.clone(),
                        need: (!is_one_kind).then(|| need.clone()),
                        label: Some(need.kind),
                    });
                }
            }
        }
        corrections
    }

    fn begin_teaching(&mut self, model: &Model) -> Task {
        let felt = newest(std::mem::take(&mut self.felt), MOST);
        let mut kinds = newest(self.kinds(model), MOST);
        kinds.extend(newest(std::mem::take(&mut self.without), kinds.len()));
        let (felt, kinds) = (School::new(felt), School::new(kinds));
        let mark = felt.mark(1, |label| label as u8);
        let mark = kinds.mark(mark, |label| label.map_or(0, |kind| kind as u8 + 1));
        if let Some(before) = self.before.take().filter(|before| before.mark == mark) {
            self.done = Some(before);
            return Task::Done;
        }
        Task::Teach(Box::new(Teaching { mark, felt, kinds }))
    }
}

/// Whether what the user said of a record can teach anything.
fn teaches(model: &Model, record: &Communication) -> bool {
    record.trashed_at.is_none()
        && !record.content.trim().is_empty()
        && !is_sample(model, record.origin.as_ref())
}

fn is_taught_by(model: &Model, record: CommunicationId) -> bool {
    let record = model.communication(record);
    record.is_some_and(|record| teaches(model, record))
}

/// The newest of corrections.
fn newest<L>(mut corrections: Vec<Correction<L>>, most: usize) -> Vec<Correction<L>> {
    corrections.put_in_order_by_key(|one| Reverse((one.record.at.order(), one.record.id)));
    corrections.truncate(most);
    corrections
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Days};
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::id::{CustomerId, NeedId, SourceId};
    use crate::domain::moment::Moment;
    use crate::domain::need::NeedState;
    use crate::domain::origin::Origin;
    use crate::domain::source::{Source, SourceKind};

    fn now() -> Now {
        DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
    }

    fn record(number: u128, ago: u64, words: &str) -> Communication {
        Communication {
            id: CommunicationId(Uuid::from_u128(number)),
            customers: vec![CustomerId(Uuid::from_u128(1))],
            at: Moment::On(now().date_naive() - Days::new(ago)),
            channel: Channel::Phone,
            direction: None,
            outcome: None,
            content: words.to_owned(),
            line: String::new(),
            sentiment: None,
            duration_seconds: None,
            executes: None,
            origin: None,
            trashed_at: None,
        }
    }

    fn need(number: u128, of: u128, kind: NeedKind, words: &str) -> Need {
        Need {
            id: NeedId(Uuid::from_u128(number)),
            customer: CustomerId(Uuid::from_u128(1)),
            kind,
            words: words.to_owned(),
            opened_by: Some(CommunicationId(Uuid::from_u128(of))),
            opened_on: now().date_naive() - Days::new(90),
            state: NeedState::Open,
            resource: String::new(),
        }
    }

    fn model(records: Vec<Communication>, needs: Vec<Need>) -> Model {
        let records = records
            .into_iter()
            .map(|one| Edit::Communication(Edited::made(one)));
        let needs = needs.into_iter().map(|one| Edit::Need(Edited::made(one)));
        let sample = Edit::Source(Edited::made(Source {
            id: origin(SAMPLE).source,
            kind: SourceKind::Sample,
            name: String::new(),
            imported_at: now(),
            headings: Vec::new(),
            mapping: Vec::new(),
            customers_from: None,
        }));
        let mut model = Model::default();
        let edits = std::iter::once(sample).chain(records).chain(needs);
        model.apply_edits(&edits.collect::<Vec<_>>());
        model
    }

    /// The number of the source of the sample data.
    const SAMPLE: u128 = 1;

    fn origin(source: u128) -> Origin {
        Origin {
            source: SourceId(Uuid::from_u128(source)),
            key: String::new(),
            row_hash: 0,
        }
    }

    fn learn(model: &Model, before: Option<Arc<Learned>>) -> Arc<Learned> {
        let mut learning = Learning::new(model, now(), before);
        while learning.step(model, 7).is_some() {}
        learning.finish()
    }

    /// Words that differ and mean the same.
    fn numbered(words: &str, number: u128) -> String {
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
        format!(
            "{words} {letter}{letter}{}",
            if number < 26 { "x" } else { "y" }
        )
    }

    fn corrected() -> Vec<Communication> {
        let mut records = Vec::new();
        for number in 0..40 {
            let (words, felt) = if number % 2 == 0 {
                ("they shuffle about the crates", Sentiment::Negative)
            } else {
                ("chatted about football", Sentiment::Neutral)
            };
            let mut one = record(number, 40, &numbered(words, number));
            one.sentiment = Some(felt);
            records.push(one);
        }
        records
    }

    #[test]
    fn what_the_user_said_comes_first_then_the_lists_then_what_was_learnt() {
        let lexicon = Lexicon::new();
        let learned = learn(&model(corrected(), Vec::new()), None);
        assert_eq!(learned.sentiment.examples(), 40);
        assert!(learned.sentiment.is_useful());
        let hear = |words: &str| sounds(&lexicon, Some(&learned), &record(99, 1, words));
        let Some(Sounds::Learned(proposal)) = hear("shuffle, crates") else {
            panic!("it was taught that this is bad");
        };
        assert_eq!(proposal.label, Sentiment::Negative);
        assert_eq!(
            hear("football, chatted"),
            None,
            "it was taught that this tells nothing"
        );
        assert!(
            matches!(hear("late again"), Some(Sounds::Words(_))),
            "nothing was taught of it"
        );
        assert_eq!(hear("they and the"), None, "such words stand in every text");
        let mut said = record(99, 1, "shuffle, crates");
        said.sentiment = Some(Sentiment::Positive);
        assert_eq!(
            sounds(&lexicon, Some(&learned), &said),
            Some(Sounds::Said(Sentiment::Positive))
        );
        assert_eq!(
            sounds(&lexicon, None, &record(99, 1, "met for lunch")),
            None
        );
    }

    #[test]
    fn what_was_learnt_never_says_the_opposite_of_the_lists() {
        let lexicon = Lexicon::new();
        let mut records = Vec::new();
        for number in 0..60 {
            let (words, felt) = if number % 2 == 0 {
                ("good service, order of filters", Sentiment::Positive)
            } else {
                ("chatted about late deliveries again", Sentiment::Neutral)
            };
            let mut one = record(number, 40, &numbered(words, number));
            one.sentiment = Some(felt);
            records.push(one);
        }
        let learned = learn(&model(records, Vec::new()), None);
        assert!(learned.sentiment.is_useful());
        let propose = |words: &str| {
            let proposal = learned.sentiment.propose(words)?;
            Some(proposal.label)
        };
        let hear = |words: &str| {
            let heard = sounds(&lexicon, Some(&learned), &record(99, 1, words))?;
            match heard {
                Sounds::Words(hint) => hint.felt(),
                Sounds::Said(_) | Sounds::Learned(_) => panic!("{words}: not by the lists"),
            }
        };
        let terrible = "Terrible service, very disappointed by the order of filters";
        assert_eq!(propose(terrible), Some(Sentiment::Positive));
        assert_eq!(hear(terrible), Some(Sentiment::Negative));
        let angry = "Chatted about deliveries: late again, she is very angry";
        assert_eq!(propose(angry), Some(Sentiment::Neutral));
        assert_eq!(hear(angry), Some(Sentiment::Negative));
        let lone = "Chatted about deliveries that are late again";
        assert_eq!(hear(lone), None, "it was taught that this tells nothing");
        let noun = "Interested in filters";
        assert_eq!(propose(noun), Some(Sentiment::Positive));
        assert_eq!(hear(noun), None, "one word is as often the name of a thing");
    }

    #[test]
    fn below_thirty_corrections_only_the_lists_are_heard() {
        let mut records = corrected();
        records.truncate(29);
        let learned = learn(&model(records, Vec::new()), None);
        assert_eq!(learned.sentiment.examples(), 29);
        let heard = sounds(
            &Lexicon::new(),
            Some(&learned),
            &record(99, 1, "chatted, football"),
        );
        assert_eq!(heard, None);
        assert!(!learned.sentiment.is_useful());
    }

    #[test]
    fn the_same_corrections_are_not_learnt_twice_and_another_one_is() {
        let mut records = corrected();
        let first = learn(&model(records.clone(), Vec::new()), None);
        let again = learn(&model(records.clone(), Vec::new()), Some(first.clone()));
        assert!(Arc::ptr_eq(&first, &again));
        records[0].sentiment = Some(Sentiment::Positive);
        let other = learn(&model(records, Vec::new()), Some(first.clone()));
        assert_ne!(first, other);
    }

    /// Records of which a need was noted, and as many of which none was.
    fn noted() -> (Vec<Communication>, Vec<Need>) {
        let (mut records, mut needs) = (Vec::new(), Vec::new());
        for number in 0..60 {
            let (words, kind) = match number % 3 {
                0 => (
                    "wondered what forty pallets would come to",
                    Some(NeedKind::Price),
                ),
                1 => ("the machine hums and stops", Some(NeedKind::Problem)),
                _ => ("happy new year and greetings", None),
            };
            let mut one = record(number, 40, &numbered(words, number));
            one.sentiment = kind.is_none().then_some(Sentiment::Neutral);
            records.push(one);
            needs.extend(kind.map(|kind| need(1000 + number, number, kind, "")));
        }
        (records, needs)
    }

    #[test]
    fn kinds_are_learnt_from_needs_that_were_noted_and_proposed_with_their_sentence() {
        let (records, needs) = noted();
        let learned = learn(&model(records, needs), None);
        assert_eq!(learned.kinds.examples(), 60);
        assert!(learned.kinds.is_useful());
        let words = "Good talk. What would eighty pallets come to, they wondered.";
        let found = learned.need(words, &[]).expect("it was taught");
        assert_eq!(found.kind, NeedKind::Price);
        assert_eq!(
            found.words,
            "What would eighty pallets come to, they wondered."
        );
        assert_eq!(
            learned.need(words, &[NeedKind::Price]),
            None,
            "it was found already"
        );
        assert_eq!(learned.need("Greetings, happy new year", &[]), None);
        assert_eq!(learned.need("", &[]), None);
    }

    #[test]
    fn without_records_that_name_no_need_the_kinds_stay_silent() {
        let (mut records, needs) = noted();
        // While the offer stands, that it was not taken says nothing.
        for one in &mut records {
            one.at = Moment::On(now().date_naive() - Days::new(u64::from(OFFERED_FOR_DAYS)));
        }
        let learned = learn(&model(records, needs), None);
        assert_eq!(learned.kinds.examples(), 40);
        assert_eq!(learned.need("what would pallets come to", &[]), None);
    }

    #[test]
    fn a_record_that_nobody_judged_does_not_say_that_there_is_no_need() {
        let (records, needs) = noted();
        let not_judged = |one: &Communication| Communication {
            sentiment: None,
            ..one.clone()
        };
        // As a file may bring it, with a column of how customers felt.
        let imported = |one: &Communication| Communication {
            origin: Some(origin(2)),
            ..one.clone()
        };
        let changes: [&dyn Fn(&Communication) -> Communication; 2] = [&not_judged, &imported];
        for change in changes {
            let records = records.iter().map(change).collect();
            let learned = learn(&model(records, needs.clone()), None);
            assert_eq!(learned.kinds.examples(), 40);
            assert!(!learned.knows_no_need());
        }
    }

    #[test]
    fn sample_data_teach_nothing_and_other_imports_do() {
        for (source, taught) in [(SAMPLE, 0), (2, 40)] {
            let mut records = corrected();
            let mut needs = Vec::new();
            for one in &mut records {
                one.origin = Some(origin(source));
                let number = one.id.0.as_u128();
                needs.push(need(1000 + number, number, NeedKind::Price, "crates"));
            }
            let learned = learn(&model(records, needs), None);
            assert_eq!(learned.sentiment.examples(), taught);
            assert_eq!(learned.kinds.examples(), taught);
        }
    }

    #[test]
    fn a_record_of_several_kinds_teaches_with_the_words_of_each_need() {
        let records = vec![record(1, 40, "pallets and hums")];
        let needs = vec![
            need(7, 1, NeedKind::Price, "pallets"),
            need(8, 1, NeedKind::Problem, "hums"),
            need(9, 1, NeedKind::Renewal, " "),
        ];
        let learned = learn(&model(records, needs), None);
        let of = |kind| learned.kinds.classifier.examples_of(Some(kind));
        assert_eq!(
            [NeedKind::Price, NeedKind::Problem, NeedKind::Renewal].map(of),
            [1, 1, 0]
        );
        let mut expected = Classifier::<Option<NeedKind>>::new();
        expected.add("pallets", Some(NeedKind::Price));
        expected.add("hums", Some(NeedKind::Problem));
        assert_eq!(learned.kinds.classifier, expected);
    }
}
