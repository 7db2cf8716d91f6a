//! Satisfaction and loyalty in words: what a score is, on what it rests, and why there is none.
//!
//! `describe_scores_table` holds what each situation reads like, word for word.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Language;
use super::describe::Dates;
use crate::app::queries::scores::{Score, newest};
use crate::domain::decimal::Decimal;
use crate::domain::fold::lowercase;
use crate::domain::loyalty::{Begin, Loyalty, NoLoyalty};
use crate::domain::moment::days_between;
use crate::domain::rating::{AspectId, RatedValue};
use crate::domain::resource::Weight;
use crate::domain::satisfaction::{Direction, Satisfaction, TREND_DAYS, Trend};
use crate::domain::scoring::Scoring;
use crate::formats::words::plain;

/// Numbers in the manner of a language; the browser knows them.
pub trait Numbers: Dates {
    /// A number with so many digits after the point, 0 to 20: `72.50`, `1,204.0`.
    fn rounded(&self, number: f64, digits: u8) -> String;

    /// A number with one digit after the point: `72.5`.
    fn in_tenths(&self, number: f64) -> String {
        self.rounded(number, 1)
    }
}

fn pick(language: Language, en: &'static str, zh: &'static str) -> &'static str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// The name of an aspect: the user's own, else the word of the language.
pub fn aspect(language: Language, scoring: &Scoring, id: AspectId) -> String {
    let aspect = scoring.known(id);
    if let Some(aspect) = aspect.filter(|aspect| !aspect.name.trim().is_empty()) {
        return aspect.name.clone();
    }
    let (en, zh) = match id {
        AspectId::Quality => ("Product quality", "产品质量"),
        AspectId::Service => ("Service attitude", "服务态度"),
        AspectId::Speed => ("Response speed", "响应速度"),
        AspectId::Delivery => ("Delivery", "交付"),
        AspectId::Price => ("Price for value", "性价比"),
        AspectId::AfterSales => ("After-sales", "售后服务"),
        AspectId::Overall => ("Overall", "总体评价"),
        // Only one that was removed long ago has no name.
        AspectId::Own(_) => ("Removed aspect", "已移除的方面"),
    };
    pick(language, en, zh).to_owned()
}

/// The names in a file that are not how an aspect is called in either language, and what each was
/// taken for: "Friendliness → Service attitude"; empty where all are called so.
pub fn read_as(
    language: Language,
    scoring: &Scoring,
    names: &BTreeMap<String, AspectId>,
) -> String {
    let is_called = |name: &str, id: AspectId| {
        let mut called = Language::ALL.iter().map(|one| aspect(*one, scoring, id));
        called.any(|called| plain(&called) == plain(name))
    };
    let others = names.iter().filter(|(name, id)| !is_called(name, **id));
    let others = others.map(|(name, id)| format!("{name} → {}", aspect(language, scoring, *id)));
    others.collect::<Vec<_>>().join(" · ")
}

/// A rating in the scale in which it was given: "4 of 5".
pub fn rated(language: Language, rated: RatedValue) -> String {
    let (_, highest) = rated.scale().bounds();
    match language {
        Language::English => format!("{} of {highest}", rated.value()),
        Language::Chinese => format!("{}/{highest}", rated.value()),
    }
}

/// A part of a whole, 0 to 1, in whole per cent. Less than all is never 100, and more than nothing
/// never 0.
pub fn share(language: Language, share: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share is 0 to 1"
    )]
    let rounded = (share * 100.0).round() as u8;
    let per_cent = if share <= 0.0 {
        0
    } else if 1.0 <= share {
        100
    } else {
        rounded.clamp(1, 99)
    };
    match language {
        Language::English => format!("{per_cent} %"),
        Language::Chinese => format!("{per_cent}%"),
    }
}

/// The score and what it rests on, in one sentence.
pub fn satisfaction(
    language: Language,
    satisfaction: &Satisfaction,
    numbers: &dyn Numbers,
) -> String {
    let value = numbers.in_tenths(satisfaction.value);
    let coverage = satisfaction.coverage;
    let (rated, aspects) = (coverage.rated, coverage.aspects);
    let share = share(language, coverage.share);
    let last = newest(satisfaction).map(|day| numbers.day(day));
    let last = last.unwrap_or_default();
    match language {
        Language::English => {
            let from = match (rated, aspects) {
                (1, 1) => "the one aspect that weighs".to_owned(),
                (2, 2) => "both aspects".to_owned(),
                (rated, aspects) if rated == aspects => format!("all {aspects} aspects"),
                (rated, aspects) => format!("{rated} of {aspects} aspects, {share} of the weight"),
            };
            format!("Satisfaction {value} from {from}, last rated on {last}")
        }
        Language::Chinese => {
            let from = match (rated, aspects) {
                (1, 1) => "唯一有权重的方面".to_owned(),
                (rated, aspects) if rated == aspects => format!("全部 {aspects} 个方面"),
                (rated, aspects) => format!(" {aspects} 个方面中的 {rated} 个（占权重 {share}）"),
            };
            format!("满意度 {value}，依据{from}，最近评分 {last}")
        }
    }
}

/// Why there is no satisfaction.
pub fn no_satisfaction(language: Language, has_ratings: bool) -> &'static str {
    if has_ratings {
        pick(
            language,
            "No satisfaction: nothing was rated that has a weight",
            "暂无满意度：已评的方面都没有权重",
        )
    } else {
        pick(language, "Not rated yet", "尚未评分")
    }
}

/// The aspects that weigh something and are not rated.
pub fn missing(
    language: Language,
    scoring: &Scoring,
    satisfaction: &Satisfaction,
) -> Option<String> {
    let terms = satisfaction.terms.iter();
    let missing = terms.filter(|term| term.rated.is_none() && term.weight != Weight(0));
    let names: Vec<String> = missing
        .map(|term| aspect(language, scoring, term.aspect))
        .collect();
    if names.is_empty() {
        return None;
    }
    Some(match language {
        Language::English => format!("Not rated: {}", names.join(", ")),
        Language::Chinese => format!("未评：{}", names.join("、")),
    })
}

/// That older ratings weigh less, where that makes a difference.
pub fn faded(language: Language, scoring: &Scoring, satisfaction: &Satisfaction) -> Option<String> {
    let half_life = scoring.half_life_days?;
    let newest = newest(satisfaction)?;
    let terms = satisfaction.terms.iter();
    let mut weighing = terms.filter(|term| term.weight != Weight(0));
    weighing.find(|term| term.rated.is_some_and(|rated| rated.on < newest))?;
    Some(match language {
        Language::English if half_life == 1 => {
            "A rating that is a day older weighs half as much".to_owned()
        }
        Language::English => {
            format!("A rating that is {half_life} days older weighs half as much")
        }
        Language::Chinese => format!("评分每早 {half_life} 天，权重减半"),
    })
}

/// How the score moved, with the dates on which that rests, or why that cannot be told.
pub fn trend(
    language: Language,
    trend: Option<Trend>,
    newest: NaiveDate,
    today: NaiveDate,
    numbers: &dyn Numbers,
) -> String {
    let Some(trend) = trend else {
        if TREND_DAYS <= days_between(newest, today) {
            return match language {
                Language::English => format!("No trend: not rated in the last {TREND_DAYS} days"),
                Language::Chinese => format!("暂无趋势：最近 {TREND_DAYS} 天没有评分"),
            };
        }
        let words = pick(
            language,
            "No trend yet: all ratings are of one day",
            "暂无趋势：评分都在同一天",
        );
        return words.to_owned();
    };
    let moved = moved(language, trend, numbers);
    let (before, after) = (
        numbers.in_tenths(trend.before),
        numbers.in_tenths(trend.after),
    );
    let (before_on, after_on) = (numbers.day(trend.before_on), numbers.day(trend.after_on));
    match language {
        Language::English => {
            format!("{moved}: from {before} on {before_on} to {after} on {after_on}")
        }
        Language::Chinese => format!("{moved}：{before_on} {before} → {after_on} {after}"),
    }
}

/// Which way the score moved and by how much: "Up by 12.5".
pub fn moved(language: Language, trend: Trend, numbers: &dyn Numbers) -> String {
    let change = numbers.in_tenths(trend.change().abs());
    match (trend.direction(), language) {
        (Direction::Up, Language::English) => format!("Up by {change}"),
        (Direction::Up, Language::Chinese) => format!("上升 {change}"),
        (Direction::Down, Language::English) => format!("Down by {change}"),
        (Direction::Down, Language::Chinese) => format!("下降 {change}"),
        (Direction::Steady, _) => pick(language, "Steady", "持平").to_owned(),
    }
}

/// The loyalty with the sum that leads to it, in one sentence.
pub fn loyalty(
    language: Language,
    scoring: &Scoring,
    loyalty: &Loyalty,
    numbers: &dyn Numbers,
) -> String {
    let value = numbers.in_tenths(loyalty.value);
    let score = numbers.in_tenths(loyalty.satisfaction);
    let months = numbers.in_tenths(loyalty.months);
    let of = scoring.coefficients;
    let (b0, b1, b2) = (of.intercept, signed(of.satisfaction), signed(of.duration));
    let begin = numbers.day(loyalty.begin.day());
    match language {
        Language::English => {
            let since = match loyalty.begin {
                Begin::Stated(_) => "since",
                Begin::FirstCommunication(_) => "since the first communication on",
            };
            format!(
                "Loyalty {value} = {b0} {b1} × satisfaction {score} {b2} × {months} months {since} {begin}"
            )
        }
        Language::Chinese => {
            let since = match loyalty.begin {
                Begin::Stated(_) => format!("自 {begin} 起"),
                Begin::FirstCommunication(_) => format!("自 {begin} 首次沟通起"),
            };
            format!("忠诚度 {value} = {b0} {b1} × 满意度 {score} {b2} × {months} 个月（{since}）")
        }
    }
}

/// A coefficient with the sign by which it joins a sum.
fn signed(number: Decimal) -> String {
    if number.is_negative() {
        format!("− {}", number.negated())
    } else {
        format!("+ {number}")
    }
}

/// That the number shown is not the one computed, where it is not.
pub fn clamped(
    language: Language,
    scoring: &Scoring,
    loyalty: &Loyalty,
    numbers: &dyn Numbers,
) -> Option<String> {
    let (shown, is_clamped) = loyalty.shown(scoring);
    if !is_clamped {
        return None;
    }
    let (shown, value) = (numbers.in_tenths(shown), numbers.in_tenths(loyalty.value));
    Some(match language {
        Language::English => {
            format!("Shown as {shown}, because 0 to 100 is shown; computed {value}")
        }
        Language::Chinese => format!("只显示 0 到 100，因此显示为 {shown}；计算值为 {value}"),
    })
}

/// Why the customer is at risk, where it is.
pub fn risk(
    language: Language,
    scoring: &Scoring,
    loyalty: &Loyalty,
    numbers: &dyn Numbers,
) -> Option<String> {
    if !loyalty.is_at_risk(scoring) {
        return None;
    }
    let (value, limit) = (numbers.in_tenths(loyalty.value), scoring.risk_below);
    Some(match language {
        Language::English => format!("At risk: loyalty {value} is below {limit}"),
        Language::Chinese => format!("有流失风险：忠诚度 {value} 低于 {limit}"),
    })
}

/// Why there is no loyalty, and what it needs.
pub fn no_loyalty(language: Language, why: NoLoyalty, numbers: &dyn Numbers) -> String {
    match (why, language) {
        (NoLoyalty::NoSatisfaction, _) => pick(
            language,
            "No loyalty yet: it is counted from satisfaction, which nobody rated so far",
            "暂无忠诚度：需要先有满意度",
        )
        .to_owned(),
        (NoLoyalty::NoBegin, _) => pick(
            language,
            "No loyalty yet: enter “Customer since” or log a communication, so that the length of the relation is known",
            "暂无忠诚度：请填写“建立关系日期”或记录一次沟通，以便计算关系时长",
        )
        .to_owned(),
        (NoLoyalty::BeginsLater(day), Language::English) => format!(
            "No loyalty: the relation begins on {}, which is still to come",
            numbers.day(day)
        ),
        (NoLoyalty::BeginsLater(day), Language::Chinese) => {
            format!("暂无忠诚度：关系从 {} 开始，尚未到来", numbers.day(day))
        }
    }
}

/// Both scores in one line, as far as they are known: "Satisfaction 72.5 (up by 12.5) · Loyalty 62.0
/// (at risk)".
pub fn in_short(
    language: Language,
    scoring: &Scoring,
    score: &Score,
    numbers: &dyn Numbers,
) -> Option<String> {
    let of = score.satisfaction.as_ref()?;
    let texts = language.texts().scores();
    let value = numbers.in_tenths(of.value);
    let mut line = format!("{} {value}", texts.satisfaction);
    let bracketed = |words: &str| match language {
        Language::English => format!(" ({})", lowercase(words)),
        Language::Chinese => format!("（{words}）"),
    };
    if let Some(trend) = score.trend {
        line.push_str(&bracketed(&moved(language, trend, numbers)));
    }
    if let Ok(loyalty) = score.loyalty {
        let (shown, _) = loyalty.shown(scoring);
        line.push_str(" · ");
        line.push_str(texts.loyalty);
        line.push(' ');
        line.push_str(&numbers.in_tenths(shown));
        if score.is_at_risk {
            line.push_str(&bracketed(texts.at_risk));
        }
    }
    Some(line)
}
