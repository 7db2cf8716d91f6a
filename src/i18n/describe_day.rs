//! Sentences of the day's work: why somebody stands where, what fits, with what to begin.

use super::Language;
use super::describe::{self, Dates, fragment};
use super::describe_needs::need_kind;
use crate::app::queries::card::Opening;
use crate::domain::need::Need;
use crate::domain::ranking::{Factor, GrantedBy, Rank, Urgency};
use crate::domain::resource::Weight;

/// How many characters of somebody's words are quoted.
const QUOTED: usize = 60;

/// The sum of a rank with the days behind it: "Urgency (8 days − 3, the lowest threshold) ÷ 3 = 1.67;
/// × tier A 1.5 × open need 1.2 = 3".
pub fn rank(language: Language, rank: &Rank) -> String {
    let Urgency { days, granted, by } = rank.urgency;
    let mut text = match language {
        Language::English => {
            let days = describe::days(language, days);
            let by = match by {
                GrantedBy::Policy => "the lowest threshold",
                GrantedBy::Cadence => "the rhythm",
            };
            format!("Urgency ({days} − {granted}, {by}) ")
        }
        Language::Chinese => {
            let by = match by {
                GrantedBy::Policy => "最低天数",
                GrantedBy::Cadence => "联系周期",
            };
            format!("紧急度（{days} 天 − {by} {granted}）")
        }
    };
    text.push_str("÷ ");
    text.push_str(&rank.urgency.divisor().to_string());
    text.push_str(" = ");
    text.push_str(&in_hundredths(rank.urgency.number()));
    let factors = rank.factors().map(|(factor, weight)| {
        let factor = self::factor(language, factor);
        format!(" × {factor} {}", self::weight(weight))
    });
    let factors: String = factors.collect();
    if factors.is_empty() {
        return text;
    }
    let total = in_hundredths(rank.total());
    match language {
        Language::English => format!("{text};{factors} = {total}"),
        Language::Chinese => format!("{text}；{} = {total}", factors.trim_start()),
    }
}

fn factor(language: Language, factor: Factor) -> String {
    let words = match (factor, language) {
        (Factor::Tier(Some(tier)), Language::English) => return format!("tier {}", tier.code()),
        (Factor::Tier(Some(tier)), Language::Chinese) => return format!("{} 级", tier.code()),
        (Factor::Tier(None), Language::English) => "no tier",
        (Factor::Tier(None), Language::Chinese) => "无等级",
        (Factor::OpenNeed, Language::English) => "open need",
        (Factor::OpenNeed, Language::Chinese) => "未满足的需求",
        (Factor::LoyaltyRisk, Language::English) => "loyalty at risk",
        (Factor::LoyaltyRisk, Language::Chinese) => "忠诚度有风险",
    };
    words.to_owned()
}

/// A weight without needless zeros: 1.5, 0.75, 2.
pub fn weight(weight: Weight) -> String {
    hundredths(u64::from(weight.0))
}

/// A number of ranks, rounded to two decimals: by whole numbers, because the standard way of
/// writing fractions weighs more than this whole file.
pub fn in_hundredths(number: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest number that there is, and ranks are not negative"
    )]
    let hundredths = (number * 100.0).round() as u64;
    self::hundredths(hundredths)
}

fn hundredths(number: u64) -> String {
    let (whole, part) = (number / 100, number % 100);
    match (part % 10, part) {
        (_, 0) => whole.to_string(),
        (0, part) => format!("{whole}.{}", part / 10),
        (_, part) => format!("{whole}.{part:02}"),
    }
}

/// With what to begin, as a proposal.
pub fn opening(language: Language, opening: &Opening, dates: &dyn Dates) -> String {
    match language {
        Language::English => match opening {
            Opening::OurPromise(promise) => match promise.due_on {
                Some(due) => format!(
                    "Say how it stands with “{}”, promised for {}",
                    quoted(&promise.words),
                    dates.day(due)
                ),
                None => format!(
                    "Say how it stands with “{}”, promised on {}",
                    quoted(&promise.words),
                    dates.day(promise.made_on)
                ),
            },
            Opening::TheirPromise(promise) => format!(
                "Ask how it stands with “{}”, which they promised on {}",
                quoted(&promise.words),
                dates.day(promise.made_on)
            ),
            Opening::Need(need) => format!(
                "Come back to “{}” of {}",
                quoted(&need_words(language, need)),
                dates.day(need.opened_on)
            ),
            Opening::LastWords(last) => format!(
                "Pick up from {}: “{}”",
                dates.day(last.at.local_date()),
                quoted(&last.content)
            ),
            Opening::Introduction => "Introduce yourself and ask what would be of use".to_owned(),
        },
        Language::Chinese => match opening {
            Opening::OurPromise(promise) => match promise.due_on {
                Some(due) => format!(
                    "先说明“{}”的进展（承诺于 {}前完成）",
                    quoted(&promise.words),
                    dates.day(due)
                ),
                None => format!(
                    "先说明“{}”的进展（{} 承诺）",
                    quoted(&promise.words),
                    dates.day(promise.made_on)
                ),
            },
            Opening::TheirPromise(promise) => format!(
                "问问“{}”进展如何（对方 {} 承诺）",
                quoted(&promise.words),
                dates.day(promise.made_on)
            ),
            Opening::Need(need) => format!(
                "接着谈 {} 提到的“{}”",
                dates.day(need.opened_on),
                quoted(&need_words(language, need))
            ),
            Opening::LastWords(last) => format!(
                "接着 {} 的话题：“{}”",
                dates.day(last.at.local_date()),
                quoted(&last.content)
            ),
            Opening::Introduction => "先自我介绍，问问对方需要什么".to_owned(),
        },
    }
}

/// A need in the customer's words, or by its kind where there are none.
pub fn need_words(language: Language, need: &Need) -> String {
    if !need.words.trim().is_empty() {
        return need.words.clone();
    }
    need_kind(language, need.kind).to_owned()
}

/// The beginning of somebody's words on one line.
fn quoted(words: &str) -> String {
    let mut line = fragment(words);
    if QUOTED < line.chars().count() {
        line = line.chars().take(QUOTED).collect();
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{Datelike, NaiveDate, NaiveTime};
    use uuid::Uuid;

    use super::*;
    use crate::domain::customer::Tier;
    use crate::domain::id::{CustomerId, PromiseId};
    use crate::domain::promise::{Promise, PromiseState, Side};
    use crate::domain::ranking::Merits;
    use crate::domain::resource::QueueWeights;

    struct Plain;

    impl Dates for Plain {
        fn day(&self, date: NaiveDate) -> String {
            format!("{}/{}", date.day(), date.month())
        }

        fn time(&self, time: NaiveTime) -> String {
            time.to_string()
        }
    }

    #[test]
    fn numbers_are_written_without_needless_zeros() {
        for (number, expected) in [
            (0.0, "0"),
            (3.0, "3"),
            (1.5, "1.5"),
            (5.0 / 3.0, "1.67"),
            (1.05, "1.05"),
            (0.004, "0"),
            (12.999, "13"),
        ] {
            assert_eq!(in_hundredths(number), expected);
        }
        assert_eq!(weight(Weight(70)), "0.7");
        assert_eq!(weight(Weight::MAX), "100");
    }

    #[test]
    fn the_sum_of_a_rank_reads_as_the_rule_says() {
        let check = |days, granted, by, merits, english: &str, chinese: &str| {
            let urgency = Urgency { days, granted, by };
            let sum = Rank::of(urgency, merits, &QueueWeights::default());
            assert_eq!(rank(Language::English, &sum), english);
            assert_eq!(rank(Language::Chinese, &sum), chinese);
        };
        let wanted = Merits {
            tier: Some(Tier::A),
            has_open_need: true,
            is_loyalty_at_risk: false,
        };
        check(
            8,
            3,
            GrantedBy::Policy,
            wanted,
            "Urgency (8 days − 3, the lowest threshold) ÷ 3 = 1.67; × tier A 1.5 × open need 1.2 = 3",
            "紧急度（8 天 − 最低天数 3）÷ 3 = 1.67；× A 级 1.5 × 未满足的需求 1.2 = 3",
        );
        check(
            40,
            31,
            GrantedBy::Cadence,
            Merits::default(),
            "Urgency (40 days − 31, the rhythm) ÷ 31 = 0.29",
            "紧急度（40 天 − 联系周期 31）÷ 31 = 0.29",
        );
        // A policy that asks at once grants no day, and nothing is divided by zero.
        check(
            1,
            0,
            GrantedBy::Policy,
            Merits::default(),
            "Urgency (1 day − 0, the lowest threshold) ÷ 1 = 1",
            "紧急度（1 天 − 最低天数 0）÷ 1 = 1",
        );
        let at_risk = Merits {
            is_loyalty_at_risk: true,
            ..Merits::default()
        };
        check(
            9,
            3,
            GrantedBy::Policy,
            at_risk,
            "Urgency (9 days − 3, the lowest threshold) ÷ 3 = 2; × loyalty at risk 1.3 = 2.6",
            "紧急度（9 天 − 最低天数 3）÷ 3 = 2；× 忠诚度有风险 1.3 = 2.6",
        );
    }

    #[test]
    fn an_opening_quotes_one_short_line() {
        let promise = Opening::OurPromise(Arc::new(Promise {
            id: PromiseId(Uuid::nil()),
            customer: CustomerId(Uuid::nil()),
            side: Side::Ours,
            words: format!("send the\n quote {}", "x".repeat(100)),
            communication: None,
            made_on: "2024-08-12".parse().expect("a date"),
            due_on: None,
            state: PromiseState::Open,
        }));
        let sentence = opening(Language::English, &promise, &Plain);
        let quote = format!("“send the quote {}…”", "x".repeat(45));
        assert_eq!(
            sentence,
            format!("Say how it stands with {quote}, promised on 12/8")
        );
    }
}
