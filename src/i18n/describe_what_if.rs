//! Sentences of the page that tries out weights, coefficients and ratings.

use super::Language;
use super::describe_scores;
use crate::app::queries::what_if::{Effect, Lever, Tried};
use crate::domain::decimal::Decimal;
use crate::domain::scoring::Scoring;

/// The name of a lever, which is the label of its slider.
pub fn lever(language: Language, scoring: &Scoring, lever: Lever) -> String {
    let word = match (lever, language) {
        (Lever::Weight(aspect) | Lever::Shift(aspect), _) => {
            return describe_scores::aspect(language, scoring, aspect);
        }
        (Lever::Intercept, _) => "b₀",
        (Lever::Satisfaction, Language::English) => "b₁ × satisfaction",
        (Lever::Satisfaction, Language::Chinese) => "b₁ × 满意度",
        (Lever::Duration, Language::English) => "b₂ × months",
        (Lever::Duration, Language::Chinese) => "b₂ × 月数",
        (Lever::Risk, Language::English) => "At risk below",
        (Lever::Risk, Language::Chinese) => "风险阈值",
    };
    word.to_owned()
}

/// The same where it stands alone: two sliders bear the name of each aspect.
pub fn lever_alone(language: Language, scoring: &Scoring, lever: Lever) -> String {
    let name = self::lever(language, scoring, lever);
    match (lever, language) {
        (Lever::Weight(_), Language::English) => format!("Weight of {name}"),
        (Lever::Weight(_), Language::Chinese) => format!("{name}的权重"),
        (Lever::Shift(_), Language::English) => format!("Ratings of {name}"),
        (Lever::Shift(_), Language::Chinese) => format!("{name}的评分"),
        _ => name,
    }
}

/// A number with its sign, by which something is moved: `+0.5`, `−1`, `0`.
pub fn signed(number: Decimal) -> String {
    if number.is_negative() {
        format!("−{}", number.negated())
    } else if number == Decimal::default() {
        number.to_string()
    } else {
        format!("+{number}")
    }
}

/// What a slider says of where it stands: `+0.5`, `1.5 (20 %)`.
pub fn spoken(lever: Lever, number: Decimal, share: Option<&str>) -> String {
    let number = match lever {
        Lever::Shift(_) => signed(number),
        _ => self::number(number),
    };
    match share {
        Some(share) => format!("{number} ({share})"),
        None => number,
    }
}

/// A number with a minus sign as it is printed: `0.8`, `−1`.
pub fn number(number: Decimal) -> String {
    if number.is_negative() {
        signed(number)
    } else {
        number.to_string()
    }
}

/// What was changed, in a few words: "Delivery +0.5", "Weight of Delivery 1 → 2", "These 3 changes".
fn what(language: Language, scoring: &Scoring, tried: &Tried, changed: &[Lever]) -> String {
    let [lever] = changed else {
        return match language {
            Language::English => format!("These {} changes", changed.len()),
            Language::Chinese => format!("这 {} 项改动", changed.len()),
        };
    };
    let number = tried.number(*lever, scoring).unwrap_or_default();
    let name = match (lever, language) {
        (Lever::Weight(_), _) => lever_alone(language, scoring, *lever),
        (Lever::Shift(_), _) => {
            let name = self::lever(language, scoring, *lever);
            return format!("{name} {}", signed(number));
        }
        (Lever::Intercept, _) => "b₀".to_owned(),
        (Lever::Satisfaction, _) => "b₁".to_owned(),
        (Lever::Duration, _) => "b₂".to_owned(),
        (Lever::Risk, Language::English) => "Threshold".to_owned(),
        (Lever::Risk, Language::Chinese) => "风险阈值".to_owned(),
    };
    let before = self::number(lever.stored(scoring));
    format!("{name} {before} → {}", self::number(number))
}

/// What was tried and whom it moves out of risk and into it.
pub fn effect(
    language: Language,
    scoring: &Scoring,
    tried: &Tried,
    effect: &Effect,
    number: &dyn Fn(usize) -> String,
) -> String {
    let changed = tried.changed(scoring);
    if changed.is_empty() {
        return match language {
            Language::English => "Move a slider to see whom it moves",
            Language::Chinese => "拖动滑块，看看会影响哪些客户",
        }
        .to_owned();
    }
    let what = what(language, scoring, tried, &changed);
    let (out, into) = (effect.out_of_risk, effect.into_risk);
    match language {
        Language::English => {
            let verb = if changed.len() == 1 { "moves" } else { "move" };
            let customers = |count: usize| match count {
                1 => "1 customer".to_owned(),
                count => format!("{} customers", number(count)),
            };
            match (out, into) {
                (0, 0) => format!("{what} {verb} nobody out of risk or into it"),
                (out, 0) => format!("{what} {verb} {} out of risk, none into it", customers(out)),
                (0, into) => format!(
                    "{what} {verb} {} into risk, none out of it",
                    customers(into)
                ),
                (out, into) => format!(
                    "{what} {verb} {} out of risk, {} into it",
                    customers(out),
                    number(into)
                ),
            }
        }
        Language::Chinese => match (out, into) {
            (0, 0) => format!("{what}：没有客户脱离或进入风险"),
            (out, 0) => format!("{what}：{} 位客户脱离风险，无人进入风险", number(out)),
            (0, into) => format!("{what}：{} 位客户进入风险，无人脱离风险", number(into)),
            (out, into) => format!(
                "{what}：{} 位客户脱离风险，{} 位进入风险",
                number(out),
                number(into)
            ),
        },
    }
}

/// Whose loyalty would come or go; nothing where that is nobody.
pub fn gained_and_lost(
    language: Language,
    effect: &Effect,
    number: &dyn Fn(usize) -> String,
) -> Option<String> {
    let customers = |count: usize| match count {
        1 => "1 customer".to_owned(),
        count => format!("{} customers", number(count)),
    };
    let gained = (0 < effect.gained).then(|| match language {
        Language::English => format!("{} would get a score", customers(effect.gained)),
        Language::Chinese => format!("{} 位客户将有得分", number(effect.gained)),
    });
    let lost = (0 < effect.lost).then(|| match language {
        Language::English => format!("{} would have none any more", customers(effect.lost)),
        Language::Chinese => format!("{} 位客户将没有得分", number(effect.lost)),
    });
    let parts: Vec<String> = [gained, lost].into_iter().flatten().collect();
    let between = match language {
        Language::English => ", ",
        Language::Chinese => "，",
    };
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::AspectId;

    const WEIGHT: Lever = Lever::Weight(AspectId::Delivery);
    const SHIFT: Lever = Lever::Shift(AspectId::Delivery);

    fn tried(set: &[(Lever, &str)]) -> Tried {
        let mut tried = Tried::default();
        for (lever, text) in set {
            tried.set(*lever, (*text).to_owned());
        }
        tried
    }

    #[test]
    fn the_sentence_names_what_was_moved_and_whom_it_moves() {
        type Row<'a> = (&'a [(Lever, &'a str)], (usize, usize), &'a str, &'a str);
        let table: [Row<'_>; 10] = [
            (
                &[],
                (0, 0),
                "Move a slider to see whom it moves",
                "拖动滑块，看看会影响哪些客户",
            ),
            (
                &[(SHIFT, "0.0")],
                (0, 0),
                "Move a slider to see whom it moves",
                "拖动滑块，看看会影响哪些客户",
            ),
            (
                &[(SHIFT, "0.5")],
                (3, 1),
                "Delivery +0.5 moves 3 customers out of risk, 1 into it",
                "交付 +0.5：3 位客户脱离风险，1 位进入风险",
            ),
            (
                &[(SHIFT, "+0.50")],
                (1, 0),
                "Delivery +0.5 moves 1 customer out of risk, none into it",
                "交付 +0.5：1 位客户脱离风险，无人进入风险",
            ),
            (
                &[(SHIFT, "-2")],
                (0, 12_000),
                "Delivery −2 moves n12000 customers into risk, none out of it",
                "交付 −2：n12000 位客户进入风险，无人脱离风险",
            ),
            (
                &[(WEIGHT, "2")],
                (0, 0),
                "Weight of Delivery 1 → 2 moves nobody out of risk or into it",
                "交付的权重 1 → 2：没有客户脱离或进入风险",
            ),
            (
                &[(Lever::Satisfaction, "0.9")],
                (2, 0),
                "b₁ 0.8 → 0.9 moves 2 customers out of risk, none into it",
                "b₁ 0.8 → 0.9：2 位客户脱离风险，无人进入风险",
            ),
            (
                &[(Lever::Intercept, "-1.5")],
                (0, 1),
                "b₀ 0 → −1.5 moves 1 customer into risk, none out of it",
                "b₀ 0 → −1.5：1 位客户进入风险，无人脱离风险",
            ),
            (
                &[(Lever::Risk, "55")],
                (0, 4),
                "Threshold 50 → 55 moves 4 customers into risk, none out of it",
                "风险阈值 50 → 55：4 位客户进入风险，无人脱离风险",
            ),
            (
                &[(SHIFT, "1"), (WEIGHT, "0"), (Lever::Duration, "0")],
                (5, 5),
                "These 3 changes move 5 customers out of risk, 5 into it",
                "这 3 项改动：5 位客户脱离风险，5 位进入风险",
            ),
        ];
        let number = |count: usize| {
            if count < 1000 {
                count.to_string()
            } else {
                format!("n{count}")
            }
        };
        let scoring = Scoring::default();
        for (set, (out_of_risk, into_risk), english, chinese) in table {
            let found = Effect {
                out_of_risk,
                into_risk,
                ..Effect::default()
            };
            let tried = tried(set);
            let says = |language| effect(language, &scoring, &tried, &found, &number);
            assert_eq!(says(Language::English), english);
            assert_eq!(says(Language::Chinese), chinese);
        }
    }

    #[test]
    fn scores_that_come_and_go_are_told() {
        for ((gained, lost), english, chinese) in [
            ((0, 0), None, None),
            (
                (1, 0),
                Some("1 customer would get a score"),
                Some("1 位客户将有得分"),
            ),
            (
                (0, 2),
                Some("2 customers would have none any more"),
                Some("2 位客户将没有得分"),
            ),
            (
                (3, 1),
                Some("3 customers would get a score, 1 customer would have none any more"),
                Some("3 位客户将有得分，1 位客户将没有得分"),
            ),
        ] {
            let found = Effect {
                gained,
                lost,
                ..Effect::default()
            };
            let says = |language| gained_and_lost(language, &found, &|count| count.to_string());
            assert_eq!(says(Language::English).as_deref(), english);
            assert_eq!(says(Language::Chinese).as_deref(), chinese);
        }
    }

    #[test]
    fn a_slider_says_where_it_stands() {
        let number = |text| Decimal::parse(text).expect("a number");
        for (lever, at, share, expected) in [
            (SHIFT, "0.5", None, "+0.5"),
            (SHIFT, "-1", None, "−1"),
            (SHIFT, "0", None, "0"),
            (WEIGHT, "1.5", Some("20 %"), "1.5 (20 %)"),
            (Lever::Intercept, "-3", None, "−3"),
        ] {
            assert_eq!(spoken(lever, number(at), share), expected);
        }
    }

    #[test]
    fn every_lever_has_a_name_of_its_own() {
        let scoring = Scoring::default();
        for language in Language::ALL {
            let mut names: Vec<String> = Lever::all(&scoring)
                .into_iter()
                .map(|lever| lever_alone(language, &scoring, lever))
                .collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count);
        }
    }
}
