//! What calibrations and effects read like, in both languages.

use uuid::Uuid;

use super::Language;
use super::describe_calibration::{
    at_risk, come_and_go, fixed, left_out, loyalty_refused, ranks, share, significant,
    weights_refused,
};
use crate::app::queries::calibration::LeftOut;
use crate::domain::calibration::{LoyaltyFactor, Refusal};
use crate::domain::id::CustomerId;
use crate::domain::rank_effect::RankEffect;

const BOTH: [Language; 2] = Language::ALL;

fn effect(ranked: usize, moved: usize, gained: usize, lost: usize) -> RankEffect {
    RankEffect {
        ranked,
        moved,
        gained,
        lost,
        ..RankEffect::default()
    }
}

#[test]
fn numbers_are_told_to_four_digits() {
    for (number, expected) in [
        (0.0, "0"),
        (-0.0, "0"),
        (0.838_839_953, "0.8388"),
        (-2.282_652_497, "−2.283"),
        (24.0, "24"),
        (24.06, "24.06"),
        (999.96, "1,000"),
        (1_234.56, "1,235"),
        (-123_456_789.4, "−123,456,789"),
        (0.05, "0.05"),
        (0.000_012_346, "0.00001235"),
        (-1e-12, "0"),
        (1e15, "1.00e15"),
        (-2.5e30, "−2.50e30"),
        (f64::INFINITY, "9.99e309"),
    ] {
        assert_eq!(significant(number), expected, "{number}");
    }
    for (number, decimals, expected) in [
        (2.0, 2, "2.00"),
        (-0.05, 1, "−0.1"),
        (-0.04, 1, "0.0"),
        (9.999, 2, "10.00"),
        (1.000_000_000_4, 12, "1.000000000"),
        (123_456_789_012.5, 9, "123,456,789,012.500000"),
    ] {
        assert_eq!(fixed(number, decimals), expected, "{number}");
    }
    assert_eq!(BOTH.map(|one| share(one, 1.0 / 6.0)), ["16.7 %", "16.7%"]);
    assert_eq!(BOTH.map(|one| share(one, 1.0)), ["100.0 %", "100.0%"]);
}

#[test]
fn an_effect_is_told_as_who_moves_who_comes_and_who_goes() {
    for (found, english, chinese) in [
        (
            effect(0, 0, 0, 0),
            "No customer has a score to rank yet",
            "还没有客户有可排名的得分",
        ),
        (
            effect(1, 0, 0, 0),
            "The only customer with a score keeps its place",
            "唯一有得分的客户名次不变",
        ),
        (
            effect(9, 0, 0, 0),
            "All 9 customers keep their places",
            "9 位客户的名次都不变",
        ),
        (
            effect(40, 12, 0, 0),
            "12 of 40 customers change places",
            "40 位客户中有 12 位名次变化",
        ),
    ] {
        assert_eq!(BOTH.map(|one| ranks(one, &found)), [english, chinese]);
    }
    for (found, expected) in [
        (effect(9, 0, 0, 0), None),
        (
            effect(9, 0, 1, 0),
            Some(["1 customer gains a score", "1 位客户将有得分"]),
        ),
        (
            effect(9, 0, 0, 1),
            Some(["1 customer loses its score", "1 位客户将失去得分"]),
        ),
        (
            effect(9, 0, 3, 0),
            Some(["3 customers gain a score", "3 位客户将有得分"]),
        ),
        (
            effect(9, 0, 3, 2),
            Some([
                "3 customers gain a score, 2 lose theirs",
                "3 位客户将有得分，2 位将失去得分",
            ]),
        ),
    ] {
        let told = BOTH.map(|one| come_and_go(one, &found));
        let expected = expected.map_or([None, None], |both| both.map(|one| Some(one.to_owned())));
        assert_eq!(told, expected);
    }
    assert_eq!(
        BOTH.map(|one| at_risk(one, 3, 3)),
        ["3 at risk, as before", "有流失风险：3 位，不变"]
    );
    assert_eq!(
        BOTH.map(|one| at_risk(one, 3, 5)),
        ["5 at risk instead of 3", "有流失风险：5 位（原为 3 位）"]
    );
}

#[test]
fn who_is_left_out_is_told_with_the_reason() {
    let nobody = LeftOut::default();
    assert!(BOTH.iter().all(|one| left_out(*one, nobody).is_empty()));
    let some = LeftOut {
        still_to_come: 4,
        unrated: 1,
        without_begin: 2,
        incomplete: 3,
    };
    assert_eq!(some.all(), 10);
    assert_eq!(
        left_out(Language::English, some),
        [
            "1 customer without a rating by the day of the observation",
            "2 customers whose relation had not begun by then, or nobody knows when it began",
            "3 customers without a rating of every chosen aspect by then",
            "4 customers observed only on days to come",
        ]
    );
    assert_eq!(
        left_out(Language::Chinese, some),
        [
            "1 位客户在观察日之前没有评分",
            "2 位客户当时关系尚未开始，或开始日期未知",
            "3 位客户当时未对所选的每个方面评分",
            "4 位客户只有未来日期的数据",
        ]
    );
}

/// A refusal of the coefficients as both languages tell it: why, and what to do.
fn loyalty(refusal: &Refusal<LoyaltyFactor>) -> [String; 4] {
    let [english, chinese] = BOTH.map(|one| loyalty_refused(one, refusal, |_| "Ada".to_owned()));
    [
        english.why,
        english.what_to_do,
        chinese.why,
        chinese.what_to_do,
    ]
}

fn weights(refusal: &Refusal<&'static str>) -> [String; 4] {
    let told = |one| {
        weights_refused(
            one,
            refusal,
            |aspect| (*aspect).to_owned(),
            |_| String::new(),
        )
    };
    let [english, chinese] = BOTH.map(told);
    [
        english.why,
        english.what_to_do,
        chinese.why,
        chinese.what_to_do,
    ]
}

fn two<F>() -> Refusal<F> {
    Refusal::TooFew {
        observations: 2,
        least: 10,
    }
}

#[test]
fn a_refusal_says_why_and_what_to_do() {
    assert_eq!(
        loyalty(&two()),
        [
            "Too few to fit: 2 customers can be used, at least 10 are needed",
            "8 more are needed, each with an observed loyalty, a rating by that day and a known begin of the relation",
            "数据太少，无法拟合：可用客户 2 位，至少需要 10 位",
            "还需 8 位，每位须有实际忠诚度、该日之前的评分以及已知的关系开始日期",
        ]
    );
    let far = Refusal::OutOfReach {
        customer: CustomerId(Uuid::nil()),
        value: 1e308,
    };
    assert_eq!(
        loyalty(&far),
        [
            "A number of Ada is too large to reckon with: 1.00e308",
            "Correct or remove it",
            "Ada的数值过大，无法计算：1.00e308",
            "请更正或删除该数值",
        ]
    );
    assert_eq!(
        loyalty(&Refusal::ConstantResponse),
        [
            "All have the same observed loyalty, so there is nothing to explain",
            "Add customers that differ",
            "所有客户的实际忠诚度都相同，没有差异可解释",
            "请补充情况不同的客户",
        ]
    );
    assert_eq!(
        loyalty(&Refusal::Constant(LoyaltyFactor::Duration)),
        [
            "The length of the relation is the same for all, so it explains nothing",
            "Add customers that differ in it",
            "所有客户的关系时长都相同，无法说明任何差异",
            "请补充在这方面不同的客户",
        ]
    );
    let alike = Refusal::Collinear {
        factor: LoyaltyFactor::Duration,
        with: vec![LoyaltyFactor::Satisfaction],
    };
    assert_eq!(
        loyalty(&alike),
        [
            "The length of the relation follows exactly from satisfaction, so their parts cannot be told apart",
            "Add customers in whom they do not go together",
            "关系时长完全由满意度决定，无法区分各自的作用",
            "请补充两者不同步的客户",
        ]
    );
    assert_eq!(
        weights(&two()),
        [
            "Too few to fit: 2 customers can be used, at least 10 are needed",
            "8 more are needed, each with an overall rating and a rating of every chosen aspect by then",
            "数据太少，无法拟合：可用客户 2 位，至少需要 10 位",
            "还需 8 位，每位须有总体评价以及当时对所选每个方面的评分",
        ]
    );
    assert_eq!(
        weights(&Refusal::Collinear {
            factor: "Delivery",
            with: vec!["Quality", "Speed"],
        })[0],
        "“Delivery” follows exactly from “Quality”, “Speed”, so their parts cannot be told apart"
    );
    assert_eq!(
        weights(&Refusal::NoWeight),
        [
            "No chosen aspect goes along with the overall rating",
            "Choose other aspects, or check how they were rated",
            "所选方面都不随总体评价变化",
            "请选择其他方面，或检查评分",
        ]
    );
}
