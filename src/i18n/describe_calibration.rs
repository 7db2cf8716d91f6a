//! Calibration and the effect of other terms in words: who is missing, why nothing is fitted and what
//! to do, who changes place.
//!
//! `describe_calibration_table` holds what each situation reads like, word for word.

use super::Language;
use crate::app::queries::calibration::LeftOut;
use crate::app::queries::score_effect::{LoyaltyRange, ScoreEffect};
use crate::domain::calibration::{LoyaltyFactor, Refusal};
use crate::domain::decimal::Decimal;
use crate::domain::id::CustomerId;
use crate::domain::rank_effect::RankEffect;

fn pick(language: Language, en: &'static str, zh: &'static str) -> &'static str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// A number to four digits that count; of large ones all before the point are written. From a
/// million billions on it is told by its power of ten.
pub fn significant(number: f64) -> String {
    let size = number.abs();
    let mut decimals = 3;
    let mut bound = 10.0;
    while 0 < decimals && bound <= size {
        decimals -= 1;
        bound *= 10.0;
    }
    bound = 1.0;
    while size < bound && decimals < 9 && size != 0.0 {
        decimals += 1;
        bound /= 10.0;
    }
    let mut text = fixed(number, decimals);
    if text.contains('.') && !text.contains('e') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

/// A number with so many digits after the point, at most 9: by whole numbers, because the standard
/// way of writing fractions weighs more than this whole file.
pub fn fixed(number: f64, decimals: usize) -> String {
    let size = number.abs();
    let sign = if number < 0.0 { "−" } else { "" };
    if !size.is_finite() || 1e15 <= size {
        let (mut digits, mut power) = (size, 0_u32);
        while 10.0 <= digits && power < 309 {
            digits /= 10.0;
            power += 1;
        }
        return format!("{sign}{}e{power}", fixed(digits.min(9.99), 2));
    }
    // A large number has fewer, so that all of its digits can be counted.
    let (mut factor, mut unit, mut written) = (1.0, 1_u64, 0);
    while written < decimals.min(9) && size * factor < 1e17 {
        factor *= 10.0;
        unit *= 10;
        written += 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is not negative, and not beyond 10¹⁸"
    )]
    let rounded = (size * factor).round() as u64;
    // What rounds to nothing has no sign.
    let sign = if rounded == 0 { "" } else { sign };
    let (whole, part) = (rounded / unit, rounded % unit);
    let whole = grouped(whole);
    if written == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{part:0>written$}")
}

/// A whole number with a comma before every three digits, as both languages write it.
pub fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if 0 < place && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole, 0 to 1, in percent to a tenth: "16.7 %".
pub fn share(language: Language, share: f64) -> String {
    let text = fixed(share * 100.0, 1);
    match language {
        Language::English => format!("{text} %"),
        Language::Chinese => format!("{text}%"),
    }
}

/// "1 customer", "3 customers", "3 位客户".
fn customers(language: Language, count: usize) -> String {
    match language {
        Language::English if count == 1 => "1 customer".to_owned(),
        Language::English => format!("{count} customers"),
        Language::Chinese => format!("{count} 位客户"),
    }
}

/// How many change place; where nobody is ranked, that.
pub fn ranks(language: Language, effect: &RankEffect) -> String {
    let RankEffect { ranked, moved, .. } = *effect;
    match (language, ranked, moved) {
        (Language::English, 0, _) => "No customer has a score to rank yet".to_owned(),
        (Language::Chinese, 0, _) => "还没有客户有可排名的得分".to_owned(),
        (Language::English, 1, 0) => "The only customer with a score keeps its place".to_owned(),
        (Language::Chinese, 1, 0) => "唯一有得分的客户名次不变".to_owned(),
        (Language::English, _, 0) => {
            format!("All {} keep their places", customers(language, ranked))
        }
        (Language::Chinese, _, 0) => format!("{ranked} 位客户的名次都不变"),
        (Language::English, ..) => {
            format!("{moved} of {} change places", customers(language, ranked))
        }
        (Language::Chinese, ..) => format!("{ranked} 位客户中有 {moved} 位名次变化"),
    }
}

/// How many gain a score, and how many lose theirs; none where nobody does.
pub fn come_and_go(language: Language, effect: &RankEffect) -> Option<String> {
    let RankEffect { gained, lost, .. } = *effect;
    Some(match (language, gained, lost) {
        (_, 0, 0) => return None,
        (Language::English, gained, 0) => {
            let verb = if gained == 1 { "gains" } else { "gain" };
            format!("{} {verb} a score", customers(language, gained))
        }
        (Language::English, 0, lost) => {
            let verb = if lost == 1 { "loses its" } else { "lose their" };
            format!("{} {verb} score", customers(language, lost))
        }
        (Language::English, gained, lost) => format!(
            "{} gain a score, {lost} lose theirs",
            customers(language, gained)
        ),
        (Language::Chinese, gained, 0) => format!("{gained} 位客户将有得分"),
        (Language::Chinese, 0, lost) => format!("{lost} 位客户将失去得分"),
        (Language::Chinese, gained, lost) => {
            format!("{gained} 位客户将有得分，{lost} 位将失去得分")
        }
    })
}

/// How many are at risk, and how many would be.
pub fn at_risk(language: Language, before: usize, after: usize) -> String {
    match language {
        Language::English if before == after => format!("{after} at risk, as before"),
        Language::English => format!("{after} at risk instead of {before}"),
        Language::Chinese if before == after => format!("有流失风险：{after} 位，不变"),
        Language::Chinese => format!("有流失风险：{after} 位（原为 {before} 位）"),
    }
}

/// That nobody or everybody would be at risk, because loyalty would lie elsewhere than the threshold.
pub fn threshold_missed(
    language: Language,
    effect: &ScoreEffect,
    range: LoyaltyRange,
    risk_below: Decimal,
) -> String {
    let LoyaltyRange {
        customers: count,
        least,
        most,
        risk_for_as_many: _,
    } = range;
    match (language, effect.at_risk_after) {
        (Language::English, 0) => format!(
            "Nobody would be at risk: the fitted loyalty of {} runs from {least} to {most}, and at risk is below {risk_below}",
            customers(language, count)
        ),
        (Language::English, _) => format!(
            "Everybody would be at risk: the fitted loyalty of {} runs from {least} to {most}, and at risk is below {risk_below}",
            customers(language, count)
        ),
        (Language::Chinese, 0) => format!(
            "没有客户会被视为有流失风险：{count} 位客户的拟合忠诚度在 {least} 到 {most} 之间，而风险线是低于 {risk_below}"
        ),
        (Language::Chinese, _) => format!(
            "所有客户都会被视为有流失风险：{count} 位客户的拟合忠诚度在 {least} 到 {most} 之间，而风险线是低于 {risk_below}"
        ),
    }
}

/// The threshold that would suit such a loyalty.
pub fn threshold_proposed(language: Language, effect: &ScoreEffect, range: LoyaltyRange) -> String {
    let (risk_below, before) = (range.risk_for_as_many, effect.at_risk_before);
    match language {
        Language::English => {
            format!("Set “At risk below” to {risk_below} too, so that {before} are at risk as now")
        }
        Language::Chinese => {
            format!("同时把风险线改为低于 {risk_below}，使有流失风险的客户仍为 {before} 位")
        }
    }
}

/// Who could not be used and why, a sentence each.
pub fn left_out(language: Language, left_out: LeftOut) -> Vec<String> {
    let LeftOut {
        still_to_come,
        unrated,
        without_begin,
        incomplete,
    } = left_out;
    let reasons = [
        (
            unrated,
            "without a rating by the day of the observation",
            "在观察日之前没有评分",
        ),
        (
            without_begin,
            "whose relation had not begun by then, or nobody knows when it began",
            "当时关系尚未开始，或开始日期未知",
        ),
        (
            incomplete,
            "without a rating of every chosen aspect by then",
            "当时未对所选的每个方面评分",
        ),
        (
            still_to_come,
            "observed only on days to come",
            "只有未来日期的数据",
        ),
    ];
    let some = reasons.into_iter().filter(|(count, ..)| 0 < *count);
    some.map(|(count, en, zh)| match language {
        Language::English => format!("{} {en}", customers(language, count)),
        Language::Chinese => format!("{count} 位客户{zh}"),
    })
    .collect()
}

/// Why nothing is fitted, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: String,
    /// What to do.
    pub what_to_do: String,
}

/// The words of [`Refused`] that differ between the two calibrations.
struct Subject {
    /// What each usable customer needs.
    needed: (&'static str, &'static str),
    /// What is the same of all.
    response: (&'static str, &'static str),
}

/// Why the coefficients of loyalty are not fitted.
pub fn loyalty_refused(
    language: Language,
    refusal: &Refusal<LoyaltyFactor>,
    name: impl Fn(CustomerId) -> String,
) -> Refused {
    let factor = |factor: &LoyaltyFactor| {
        let (en, zh) = match factor {
            LoyaltyFactor::Satisfaction => ("satisfaction", "满意度"),
            LoyaltyFactor::Duration => ("the length of the relation", "关系时长"),
        };
        pick(language, en, zh).to_owned()
    };
    let subject = Subject {
        needed: (
            "an observed loyalty, a rating by that day and a known begin of the relation",
            "实际忠诚度、该日之前的评分以及已知的关系开始日期",
        ),
        response: ("observed loyalty", "实际忠诚度"),
    };
    refused(language, refusal, &subject, factor, name)
}

/// Why the weights of aspects are not fitted; `aspect` names one.
pub fn weights_refused<F>(
    language: Language,
    refusal: &Refusal<F>,
    aspect: impl Fn(&F) -> String,
    name: impl Fn(CustomerId) -> String,
) -> Refused {
    let quoted = |one: &F| format!("“{}”", aspect(one));
    let subject = Subject {
        needed: (
            "an overall rating and a rating of every chosen aspect by then",
            "总体评价以及当时对所选每个方面的评分",
        ),
        response: ("overall rating", "总体评价"),
    };
    refused(language, refusal, &subject, quoted, name)
}

fn refused<F>(
    language: Language,
    refusal: &Refusal<F>,
    subject: &Subject,
    factor: impl Fn(&F) -> String,
    name: impl Fn(CustomerId) -> String,
) -> Refused {
    let needed = pick(language, subject.needed.0, subject.needed.1);
    let response = pick(language, subject.response.0, subject.response.1);
    let (why, what_to_do) = match (refusal, language) {
        (
            Refusal::TooFew {
                observations,
                least,
            },
            Language::English,
        ) => (
            format!(
                "Too few to fit: {} can be used, at least {least} are needed",
                customers(language, *observations)
            ),
            format!(
                "{} more are needed, each with {needed}",
                least.saturating_sub(*observations)
            ),
        ),
        (
            Refusal::TooFew {
                observations,
                least,
            },
            Language::Chinese,
        ) => (
            format!("数据太少，无法拟合：可用客户 {observations} 位，至少需要 {least} 位"),
            format!(
                "还需 {} 位，每位须有{needed}",
                least.saturating_sub(*observations)
            ),
        ),
        (Refusal::OutOfReach { customer, value }, Language::English) => (
            format!(
                "A number of {} is too large to reckon with: {}",
                name(*customer),
                significant(*value)
            ),
            "Correct or remove it".to_owned(),
        ),
        (Refusal::OutOfReach { customer, value }, Language::Chinese) => (
            format!(
                "{}的数值过大，无法计算：{}",
                name(*customer),
                significant(*value)
            ),
            "请更正或删除该数值".to_owned(),
        ),
        (Refusal::ConstantResponse, Language::English) => (
            format!("All have the same {response}, so there is nothing to explain"),
            "Add customers that differ".to_owned(),
        ),
        (Refusal::ConstantResponse, Language::Chinese) => (
            format!("所有客户的{response}都相同，没有差异可解释"),
            "请补充情况不同的客户".to_owned(),
        ),
        (Refusal::Constant(one), Language::English) => (
            format!(
                "{} is the same for all, so it explains nothing",
                capital(&factor(one))
            ),
            "Add customers that differ in it".to_owned(),
        ),
        (Refusal::Constant(one), Language::Chinese) => (
            format!("所有客户的{}都相同，无法说明任何差异", factor(one)),
            "请补充在这方面不同的客户".to_owned(),
        ),
        (Refusal::Collinear { factor: one, with }, Language::English) => {
            let with: Vec<String> = with.iter().map(&factor).collect();
            (
                format!(
                    "{} follows exactly from {}, so their parts cannot be told apart",
                    capital(&factor(one)),
                    with.join(", ")
                ),
                "Add customers in whom they do not go together".to_owned(),
            )
        }
        (Refusal::Collinear { factor: one, with }, Language::Chinese) => {
            let with: Vec<String> = with.iter().map(&factor).collect();
            (
                format!(
                    "{}完全由{}决定，无法区分各自的作用",
                    factor(one),
                    with.join("、")
                ),
                "请补充两者不同步的客户".to_owned(),
            )
        }
        (Refusal::NoWeight, Language::English) => (
            "No chosen aspect goes along with the overall rating".to_owned(),
            "Choose other aspects, or check how they were rated".to_owned(),
        ),
        (Refusal::NoWeight, Language::Chinese) => (
            "所选方面都不随总体评价变化".to_owned(),
            "请选择其他方面，或检查评分".to_owned(),
        ),
    };
    Refused { why, what_to_do }
}

/// The words with a capital at their beginning.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(chars)
            .collect()
    })
}
