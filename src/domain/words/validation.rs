//! How often a classifier is right about corrections that it has not seen.

use std::marker::PhantomData;

use xxhash_rust::xxh3::xxh3_64;

use super::classifier::{Classifier, Counts, Features, Label, best_two, features};
use crate::domain::order::PutInOrder;

/// Into how many parts the corrections are dealt; each is judged by what the others teach.
pub const FOLDS: usize = 5;

/// What cross-validation found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation<L> {
    /// How many corrections were judged: all, those of labels that are never proposed too.
    pub examples: u32,
    /// How many of them got their label.
    pub right: u32,
    /// How many would have got it from always saying the most frequent label.
    pub baseline: u32,
    /// The labels that can be proposed, in the order in which they are offered.
    pub taught: Vec<L>,
    /// How often corrections of one label got another or the same: their label, the one they got,
    /// how many. Pairs that did not happen are left out; in the order of the labels.
    pub confusion: Vec<(L, L, u32)>,
}

/// A cross-validation that goes on in parts.
#[derive(Debug, Clone)]
pub struct Validating<L> {
    /// What all others teach while a part is judged.
    counts: Counts,
    /// The labels that can be proposed, by their places.
    taught: Vec<usize>,
    folds: Vec<Vec<Example>>,
    /// How often a label was given another or the same.
    table: Vec<u32>,
    examples: u32,
    baseline: u32,
    fold: usize,
    task: Task,
    /// The example that comes next.
    next: usize,
    labels: PhantomData<L>,
}

/// What is done with each part, one after the other.
#[derive(Debug, Clone, Copy)]
enum Task {
    Take,
    Judge,
    Put,
}

impl<L: Label> Validating<L> {
    /// Begins to judge each correction by a classifier that has learnt the others' fifths; nothing
    /// while there are too few corrections to propose anything.
    pub fn new(classifier: &Classifier<L>) -> Option<Self> {
        let counts = classifier.counts();
        if !counts.is_ready() {
            return None;
        }
        Some(Self {
            taught: counts.taught(),
            folds: folds(classifier),
            table: vec![0; L::ALL.len() * L::ALL.len()],
            examples: counts.examples.iter().sum(),
            baseline: counts.examples.iter().copied().max().unwrap_or(0),
            counts: counts.clone(),
            fold: 0,
            task: Task::Take,
            next: 0,
            labels: PhantomData,
        })
    }

    /// Goes on with so many corrections; whether there is more to do.
    pub fn step(&mut self, examples: usize) -> bool {
        let Some(fold) = self.folds.get_mut(self.fold) else {
            return false;
        };
        let end = self.next.saturating_add(examples).min(fold.len());
        for example in &mut fold[self.next..end] {
            match self.task {
                Task::Take => {
                    example.features = features(&example.text);
                    self.counts
                        .take(&example.features, example.label, (example.times, 1));
                }
                Task::Judge => {
                    let scores = self.counts.scores_among(&example.features, &self.taught);
                    if let Some(((label, _), _)) = best_two(&scores) {
                        self.table[example.label * L::ALL.len() + label] += example.times;
                    }
                }
                Task::Put => self
                    .counts
                    .put(&example.features, example.label, (example.times, 1)),
            }
        }
        self.next = end;
        if end == fold.len() {
            self.next = 0;
            self.task = match self.task {
                Task::Take => Task::Judge,
                Task::Judge => Task::Put,
                Task::Put => {
                    self.fold += 1;
                    Task::Take
                }
            };
        }
        true
    }

    /// What it found, once no step is left.
    pub fn finish(self) -> Validation<L> {
        let labels = L::ALL.len();
        let pairs = (0..labels).flat_map(|is| (0..labels).map(move |got| (is, got)));
        let confusion = pairs
            .map(|(is, got)| (L::ALL[is], L::ALL[got], self.table[is * labels + got]))
            .filter(|(_, _, times)| 0 < *times)
            .collect();
        Validation {
            examples: self.examples,
            right: (0..labels)
                .map(|label| self.table[label * labels + label])
                .sum(),
            baseline: self.baseline,
            taught: self.taught.into_iter().map(|label| L::ALL[label]).collect(),
            confusion,
        }
    }
}

impl<L: Label> Validation<L> {
    /// Judges each correction by a classifier that has learnt the others' fifths; nothing while
    /// there are too few corrections to propose anything.
    ///
    /// Each label's texts are dealt out evenly in the order of their hashes, so the same corrections
    /// always give the same numbers. The same text, corrected twice, is never on both sides for one
    /// label.
    pub fn of(classifier: &Classifier<L>) -> Option<Self> {
        let mut validating = Validating::new(classifier)?;
        while validating.step(usize::MAX) {}
        Some(validating.finish())
    }

    /// The share of corrections that got their label, 0 to 1.
    pub fn accuracy(&self) -> f64 {
        f64::from(self.right) / f64::from(self.examples.max(1))
    }

    /// The share that would have got it from always saying the most frequent label, 0 to 1.
    pub fn baseline_accuracy(&self) -> f64 {
        f64::from(self.baseline) / f64::from(self.examples.max(1))
    }

    /// The standard error of the accuracy, 0 to 0.5.
    pub fn standard_error(&self) -> f64 {
        let accuracy = self.accuracy();
        (accuracy * (1.0 - accuracy) / f64::from(self.examples.max(1))).sqrt()
    }

    /// Whether proposals are worth showing: they are right more often than the most frequent label
    /// would be, by more than one standard error.
    pub fn is_useful(&self) -> bool {
        self.baseline_accuracy() + self.standard_error() < self.accuracy()
    }
}

/// A text that was corrected to a label, and how often.
#[derive(Debug, Clone)]
struct Example {
    text: String,
    /// Its words, once they were read.
    features: Features,
    label: usize,
    times: u32,
}

/// The corrections, dealt into parts.
fn folds<L: Label>(classifier: &Classifier<L>) -> Vec<Vec<Example>> {
    let mut texts: Vec<(u64, &String, &Vec<u32>)> = classifier
        .counts()
        .texts
        .iter()
        .map(|(text, times)| (xxh3_64(text.as_bytes()), text, times))
        .collect();
    texts.put_in_order();
    let mut dealt = vec![0; L::ALL.len()];
    let mut folds: Vec<Vec<Example>> = (0..FOLDS).map(|_| Vec::new()).collect();
    for (_, text, times) in texts {
        for (label, times) in times.iter().copied().enumerate() {
            if times == 0 {
                continue;
            }
            folds[dealt[label] % FOLDS].push(Example {
                text: text.clone(),
                features: Features::new(),
                label,
                times,
            });
            dealt[label] += 1;
        }
    }
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::sentiment::Sentiment;

    /// So many corrections of two labels, each with a text of its own.
    fn validation(
        good: usize,
        bad: usize,
        word: impl Fn(Sentiment, usize) -> String,
    ) -> Option<Validation<Sentiment>> {
        let mut classifier = Classifier::new();
        for (label, count) in [(Sentiment::Positive, good), (Sentiment::Negative, bad)] {
            for place in 0..count {
                let number = "ab".repeat(place + 1);
                classifier.add(&format!("{} {number}", word(label, place)), label);
            }
        }
        Validation::of(&classifier)
    }

    #[test]
    fn words_that_tell_are_found_and_are_useful() {
        let validation = validation(20, 20, |label, _| label.code().to_owned()).expect("enough");
        assert_eq!(
            (validation.examples, validation.right, validation.baseline),
            (40, 40, 20)
        );
        assert!(validation.is_useful());
    }

    #[test]
    fn words_that_do_not_tell_are_of_no_use() {
        let validation = validation(30, 10, |_, _| "the same".to_owned()).expect("enough");
        assert_eq!((validation.right, validation.baseline), (30, 30));
        assert!(!validation.is_useful());
    }

    #[test]
    fn where_too_little_was_learnt_there_are_no_numbers() {
        assert_eq!(validation(20, 9, |_, _| "a word".to_owned()), None);
        assert_eq!(validation(40, 4, |_, _| "a word".to_owned()), None);
    }

    #[test]
    fn corrections_of_labels_that_are_never_proposed_count_as_missed() {
        let mut classifier = Classifier::new();
        for place in 0..20 {
            let number = "ab".repeat(place + 1);
            classifier.add(&format!("late {number}"), Sentiment::Negative);
            classifier.add(&format!("great {number}"), Sentiment::Positive);
        }
        classifier.add("so so", Sentiment::Mixed);
        let validation = Validation::of(&classifier).expect("enough");
        assert_eq!((validation.right, validation.examples), (40, 41));
        assert_eq!(
            validation.taught,
            [Sentiment::Positive, Sentiment::Negative]
        );
        let missed = validation
            .confusion
            .iter()
            .filter(|(is, _, _)| *is == Sentiment::Mixed);
        assert_eq!(missed.map(|(_, _, times)| times).sum::<u32>(), 1);
    }
}
