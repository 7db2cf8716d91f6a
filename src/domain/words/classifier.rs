//! Learns from corrections which label the words of a record deserve: multinomial naive Bayes.
//!
//! What is counted are Chinese characters, pairs of them side by side, and words. A word that a
//! label has not been seen with counts as seen once (Laplace), so does a label without corrections,
//! words that no correction holds count for nothing, and all is added up in logarithms, so that long texts stay within range.
//!
//! Labels of which there are too few corrections are never proposed, and below thirty corrections
//! nothing is. How far to trust it, [`Validation`](super::validation::Validation) says.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use super::keyness::Usage;
use super::reading::{Kind, Reading, Token};
use super::sentiment::Sentiment;
use super::stop_words::is_stop_word;
use crate::domain::communication;
use crate::domain::need::NeedKind;
use crate::domain::order::PutInOrder;

/// Below so many corrections nothing is proposed.
pub const LEAST_EXAMPLES: u32 = 30;

/// Below so many corrections a label is not proposed.
pub const LEAST_OF_LABEL: u32 = 5;

/// How many words a proposal names of those that tell, and of the others.
const MOST_GROUNDS: usize = 5;

/// In fewer different texts of a label a word tells nothing: the same text said often is one.
const LEAST_TEXTS: u32 = 3;

/// A word tells only where so high a [keyness](Usage::keyness) of the texts that hold it is reached by
/// chance in one word of a hundred.
const LEAST_KEYNESS: f64 = 6.63;

/// What a record can be labelled with.
pub trait Label: Copy + PartialEq + 'static {
    /// All labels, in the order in which they are offered.
    const ALL: &'static [Self];
}

impl Label for Sentiment {
    const ALL: &'static [Self] = &Sentiment::ALL;
}

/// How the customer felt, as users say it.
impl Label for communication::Sentiment {
    const ALL: &'static [Self] = &communication::Sentiment::ALL;
}

/// The kind of need, or none.
impl Label for Option<NeedKind> {
    const ALL: &'static [Self] = &[
        Some(NeedKind::Product),
        Some(NeedKind::Problem),
        Some(NeedKind::Complaint),
        Some(NeedKind::Price),
        Some(NeedKind::Delivery),
        Some(NeedKind::Information),
        Some(NeedKind::Renewal),
        Some(NeedKind::Other),
        None,
    ];
}

/// What was learnt from corrections. It depends on them alone and not on their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classifier<L> {
    counts: Counts,
    labels: PhantomData<L>,
}

/// A label that the words of a record seem to deserve.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<L> {
    /// The label.
    pub label: L,
    /// Its probability given the words, 0 to 1. Naive Bayes takes words for independent and so is
    /// surer than it ought to be: it is good for ranking, not for betting.
    pub probability: f64,
    /// The words that speak most for it rather than for the next best label, the strongest first: a
    /// few of those that tell, and of the others.
    pub grounds: Vec<Ground>,
}

/// A word that speaks for a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// A word, a Chinese character or two of them; in small letters.
    pub word: String,
    /// How much it adds to the logarithm of the odds against the next best label, above 0.
    pub weight: f64,
    /// Whether it says something by itself: it is no single character and does not stand in every
    /// text, and it was seen in different texts of the label more often than chance would have it.
    pub is_telling: bool,
}

impl<L> Proposal<L> {
    /// The words that speak for it and say something by themselves.
    pub fn telling(&self) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(|ground| ground.is_telling)
    }
}

impl<L: Label> Default for Classifier<L> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L: Label> Classifier<L> {
    /// One that has learnt nothing.
    pub fn new() -> Self {
        Self {
            counts: Counts::new(L::ALL.len()),
            labels: PhantomData,
        }
    }

    /// Learns that these words deserve this label. The same twice counts twice.
    pub fn add(&mut self, text: &str, label: L) {
        if let Some(label) = place(label) {
            self.counts.add(text, label);
        }
    }

    /// Forgets a correction once. One that was never learnt changes nothing.
    pub fn remove(&mut self, text: &str, label: L) {
        if let Some(label) = place(label) {
            self.counts.remove(text, label);
        }
    }

    /// How many corrections were learnt.
    pub fn examples(&self) -> u32 {
        self.counts.examples.iter().sum()
    }

    /// How many corrections have this label.
    pub fn examples_of(&self, label: L) -> u32 {
        place(label).map_or(0, |label| self.counts.examples[label])
    }

    /// The logarithm of the probability of each label that can be proposed, given the words; in the
    /// order of the labels. Nothing while there are too few corrections.
    pub fn log_probabilities(&self, text: &str) -> Vec<(L, f64)> {
        let Some(scores) = self.counts.scores(&features(text)) else {
            return Vec::new();
        };
        scores
            .into_iter()
            .map(|(label, score)| (L::ALL[label], score))
            .collect()
    }

    /// The label that the words seem to deserve; nothing while there are too few corrections.
    ///
    /// Whether to show it is for [`Validation::is_useful`](super::validation::Validation::is_useful)
    /// to say.
    pub fn propose(&self, text: &str) -> Option<Proposal<L>> {
        let features = features(text);
        let (best, next) = best_two(&self.counts.scores(&features)?)?;
        Some(Proposal {
            label: L::ALL[best.0],
            probability: best.1.exp(),
            grounds: self.counts.grounds(&features, best.0, next),
        })
    }

    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }
}

/// The place of a label among all.
fn place<L: Label>(label: L) -> Option<usize> {
    L::ALL.iter().position(|other| *other == label)
}

/// How often each word stands in the corrections of each label, the labels by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    /// Corrections by label.
    pub(super) examples: Vec<u32>,
    /// Words by label, each as often as it stands there.
    totals: Vec<u32>,
    /// How often a word stands in each label's corrections; none stands nowhere.
    features: BTreeMap<String, Vec<Seen>>,
    /// Different texts by label.
    distinct: Vec<u32>,
    /// How often a text was corrected to each label; none never.
    pub(super) texts: BTreeMap<String, Vec<u32>>,
}

/// How often a word was seen in the corrections of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Seen {
    /// In all, as often as it stands there.
    times: u32,
    /// In how many different texts.
    texts: u32,
}

/// How often each word stands in a text.
pub(super) type Features = BTreeMap<String, u32>;

impl Counts {
    fn new(labels: usize) -> Self {
        Self {
            examples: vec![0; labels],
            totals: vec![0; labels],
            features: BTreeMap::new(),
            distinct: vec![0; labels],
            texts: BTreeMap::new(),
        }
    }

    fn add(&mut self, text: &str, label: usize) {
        let labels = self.examples.len();
        let blank = || vec![0; labels];
        let times = self.texts.entry(text.to_owned()).or_insert_with(blank);
        let texts = u32::from(times[label] == 0);
        times[label] += 1;
        self.put(&features(text), label, (1, texts));
    }

    fn remove(&mut self, text: &str, label: usize) {
        let Some(times) = self.texts.get_mut(text) else {
            return;
        };
        if times[label] == 0 {
            return;
        }
        times[label] -= 1;
        let texts = u32::from(times[label] == 0);
        if times.iter().all(|times| *times == 0) {
            self.texts.remove(text);
        }
        self.take(&features(text), label, (1, texts));
    }

    /// Counts the words of a correction so many times, and as so many texts that were not counted yet.
    pub(super) fn put(&mut self, features: &Features, label: usize, (times, texts): (u32, u32)) {
        let labels = self.examples.len();
        self.examples[label] += times;
        self.distinct[label] += texts;
        for (word, count) in features {
            let counts = match self.features.get_mut(word) {
                Some(counts) => counts,
                None => self
                    .features
                    .entry(word.clone())
                    .or_insert_with(|| vec![Seen::default(); labels]),
            };
            counts[label].times += count * times;
            counts[label].texts += texts;
            self.totals[label] += count * times;
        }
    }

    /// Takes back what was put.
    pub(super) fn take(&mut self, features: &Features, label: usize, (times, texts): (u32, u32)) {
        self.examples[label] -= times;
        self.distinct[label] -= texts;
        for (word, count) in features {
            let Some(counts) = self.features.get_mut(word) else {
                continue;
            };
            counts[label].times -= count * times;
            counts[label].texts -= texts;
            self.totals[label] -= count * times;
            if counts.iter().all(|seen| seen.times == 0) {
                self.features.remove(word);
            }
        }
    }

    /// The labels of which there are enough corrections to be proposed.
    pub(super) fn taught(&self) -> Vec<usize> {
        let enough = |label: &usize| LEAST_OF_LABEL <= self.examples[*label];
        (0..self.examples.len()).filter(enough).collect()
    }

    /// Whether there are enough corrections to propose anything: thirty of labels that can be
    /// proposed, and two such labels.
    pub(super) fn is_ready(&self) -> bool {
        let taught = self.taught();
        let examples: u32 = taught.iter().map(|label| self.examples[*label]).sum();
        2 <= taught.len() && LEAST_EXAMPLES <= examples
    }

    fn scores(&self, features: &Features) -> Option<Vec<(usize, f64)>> {
        self.is_ready()
            .then(|| self.scores_among(features, &self.taught()))
    }

    /// The logarithm of the probability of each of these labels, which add up to 1.
    pub(super) fn scores_among(&self, features: &Features, labels: &[usize]) -> Vec<(usize, f64)> {
        let of = |label: &usize| f64::from(self.examples[*label] + 1);
        let examples: f64 = labels.iter().map(of).sum();
        let mut scores: Vec<(usize, f64)> = labels
            .iter()
            .map(|label| {
                let words: f64 = features
                    .iter()
                    .map(|(word, count)| f64::from(*count) * self.log_share(word, *label))
                    .sum();
                (*label, (of(label) / examples).ln() + words)
            })
            .collect();
        // The greatest is taken out first, so that nothing overflows or vanishes.
        let greatest = scores
            .iter()
            .map(|(_, score)| *score)
            .fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = scores
            .iter()
            .map(|(_, score)| (score - greatest).exp())
            .sum();
        for (_, score) in &mut scores {
            *score -= greatest + sum.ln();
        }
        scores
    }

    /// The logarithm of the share of a word among those of a label; 0 for a word never seen, which
    /// then weighs nothing.
    fn log_share(&self, word: &str, label: usize) -> f64 {
        let Some(counts) = self.features.get(word) else {
            return 0.0;
        };
        let words = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        let all = f64::from(self.totals[label]) + f64::from(words);
        (f64::from(counts[label].times + 1) / all).ln()
    }

    fn grounds(&self, features: &Features, label: usize, next: usize) -> Vec<Ground> {
        let mut grounds: Vec<Ground> = features
            .iter()
            .map(|(word, count)| Ground {
                word: word.clone(),
                weight: f64::from(*count)
                    * (self.log_share(word, label) - self.log_share(word, next)),
                is_telling: self.tells(word, label),
            })
            .filter(|ground| 0.0 < ground.weight)
            .collect();
        grounds.put_in_order_by(|a, b| b.weight.total_cmp(&a.weight));
        let mut left = [MOST_GROUNDS; 2];
        grounds.retain(|ground| {
            let left = &mut left[usize::from(ground.is_telling)];
            let has_room = 0 < *left;
            *left = left.saturating_sub(1);
            has_room
        });
        grounds
    }

    /// Whether a word says something of a label by itself.
    fn tells(&self, word: &str, label: usize) -> bool {
        let says = 1 < word.chars().count() && !is_stop_word(word);
        let Some(seen) = self.features.get(word).filter(|_| says) else {
            return false;
        };
        let within = seen[label].texts;
        let usage = Usage {
            within,
            group: self.distinct[label],
            outside: seen.iter().map(|seen| seen.texts).sum::<u32>() - within,
            rest: self.distinct.iter().sum::<u32>() - self.distinct[label],
        };
        LEAST_TEXTS <= within && LEAST_KEYNESS <= usage.keyness()
    }
}

/// The most probable label with its score, and the next one. Of equal ones the earlier label wins.
pub(super) fn best_two(scores: &[(usize, f64)]) -> Option<((usize, f64), usize)> {
    let mut order = scores.to_vec();
    order.put_in_order_by(|a, b| b.1.total_cmp(&a.1));
    match order[..] {
        [best, (next, _), ..] => Some((best, next)),
        _ => None,
    }
}

/// The words, characters and pairs of characters of a text.
pub(super) fn features(text: &str) -> Features {
    let reading = Reading::of(text);
    let mut features = Features::new();
    let mut put = |word: &str| match features.get_mut(word) {
        Some(count) => *count += 1,
        None => {
            features.insert(word.to_owned(), 1);
        }
    };
    let mut before: Option<&Token> = None;
    for token in &reading.tokens {
        match token.kind {
            Kind::Han(_) => {
                put(&text[token.start..token.end]);
                if let Some(before) = before.filter(|before| before.end == token.start) {
                    put(&text[before.start..token.end]);
                }
                before = Some(token);
                continue;
            }
            Kind::Word => put(reading.letters(token)),
            Kind::Other | Kind::Stop => {}
        }
        before = None;
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taught() -> Classifier<Sentiment> {
        let mut classifier = Classifier::new();
        for _ in 0..20 {
            classifier.add("late again", Sentiment::Negative);
        }
        for _ in 0..10 {
            classifier.add("太好 great", Sentiment::Positive);
        }
        classifier
    }

    #[test]
    fn words_are_weighed_as_by_hand() {
        // Five words and 40 against 40 of them: late, again, 太, 好, 太好, great are six in all.
        let proposal = taught()
            .propose("late 好 unheard")
            .expect("enough corrections");
        // (21/32 · 21/46 · 1/46) against (11/32 · 1/46 · 11/46).
        let (bad, good) = (
            21.0 / 32.0 * 21.0 / 46.0 / 46.0,
            11.0 / 32.0 * 11.0 / 46.0 / 46.0,
        );
        assert_eq!(proposal.label, Sentiment::Negative);
        assert!((proposal.probability - bad / (bad + good)).abs() < 1e-12);
        let [ground] = &proposal.grounds[..] else {
            panic!("one word speaks for it: {:?}", proposal.grounds);
        };
        assert_eq!(ground.word, "late");
        assert!((ground.weight - 21_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn below_thirty_corrections_nothing_is_proposed() {
        let mut classifier = taught();
        classifier.remove("late again", Sentiment::Negative);
        assert_eq!(classifier.examples(), 29);
        assert_eq!(classifier.propose("late"), None);
        assert!(classifier.log_probabilities("late").is_empty());
    }

    #[test]
    fn a_label_with_too_few_corrections_is_not_proposed_and_does_not_count() {
        let mut classifier = taught();
        for _ in 0..4 {
            classifier.add("so so", Sentiment::Mixed);
        }
        let labels = |classifier: &Classifier<Sentiment>| -> Vec<Sentiment> {
            let scores = classifier.log_probabilities("so so");
            scores.into_iter().map(|(label, _)| label).collect()
        };
        assert_eq!(
            labels(&classifier),
            [Sentiment::Positive, Sentiment::Negative]
        );
        classifier.remove("late again", Sentiment::Negative);
        assert_eq!(classifier.propose("so so"), None);
        classifier.add("so so", Sentiment::Mixed);
        assert_eq!(classifier.examples_of(Sentiment::Mixed), 5);
        assert_eq!(labels(&classifier).len(), 3);
    }

    #[test]
    fn with_one_label_there_is_nothing_to_choose() {
        let mut classifier = Classifier::new();
        for _ in 0..40 {
            classifier.add("fine", Sentiment::Positive);
        }
        assert_eq!(classifier.propose("fine"), None);
    }

    #[test]
    fn a_word_tells_by_different_texts_and_not_by_one_that_was_said_often() {
        let telling = |texts: &[(&str, Sentiment)]| -> Vec<String> {
            let mut classifier = Classifier::new();
            for (text, label) in texts {
                classifier.add(text, *label);
            }
            let proposal = classifier.propose("the filters grumble").expect("enough");
            assert_eq!(proposal.label, Sentiment::Negative);
            let words = proposal.telling().map(|ground| ground.word.clone());
            words.collect()
        };
        let mut texts = vec![("great talk", Sentiment::Positive); 20];
        texts.extend(vec![("the filters grumble", Sentiment::Negative); 20]);
        assert_eq!(telling(&texts), [""; 0]);
        // What stands in as many texts of the others tells nothing either.
        let others = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let others =
            others.map(|one| (format!("filters {one}{one}"), format!("grumble {one}{one}")));
        for (filters, grumble) in &others {
            texts.push((filters, Sentiment::Positive));
            texts.push((grumble, Sentiment::Negative));
        }
        assert_eq!(telling(&texts), ["grumble"]);
    }
}
