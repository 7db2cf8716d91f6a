//! What each situation of a score reads like, in both languages.
//!
//! It is 16 August 2024. Unless a situation says otherwise, the six aspects weigh the same, quality
//! was rated 4 of 5 and service 5 of 5 on 1 August, and the relation began on 16 August 2023.

use chrono::{Datelike, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::Language;
use super::describe::Dates;
use super::describe_scores::{
    Numbers, aspect, clamped, faded, in_short, loyalty, missing, no_loyalty, no_satisfaction,
    rated, risk, satisfaction, share, trend,
};
use crate::app::queries::scores::{Score, newest};
use crate::domain::decimal::Decimal;
use crate::domain::id::RatingId;
use crate::domain::loyalty::{Begin, Loyalty};
use crate::domain::rating::{AspectId, RatedValue, Scale};
use crate::domain::resource::Weight;
use crate::domain::satisfaction::{Rated, Satisfaction, Trend};
use crate::domain::scoring::{Aspect, Scoring};

/// Dates and numbers written plainly.
struct Plain;

impl Dates for Plain {
    fn day(&self, date: NaiveDate) -> String {
        format!("{}/{}", date.day(), date.month())
    }

    fn time(&self, time: NaiveTime) -> String {
        time.to_string()
    }
}

impl Numbers for Plain {
    fn rounded(&self, number: f64, digits: u8) -> String {
        format!("{number:.*}", usize::from(digits))
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// What is so.
struct Case {
    scoring: Scoring,
    /// Points and date of each aspect that was rated.
    ratings: Vec<(AspectId, f64, NaiveDate)>,
    trend: Option<Trend>,
    begin: Option<Begin>,
}

impl Case {
    fn new() -> Self {
        let on = day("2024-08-01");
        Self {
            scoring: Scoring::default(),
            ratings: vec![
                (AspectId::Quality, 75.0, on),
                (AspectId::Service, 100.0, on),
            ],
            trend: None,
            begin: Some(Begin::Stated(day("2023-08-16"))),
        }
    }

    fn weighs(&mut self, aspect: AspectId, weight: u16) {
        let mut aspects = self.scoring.aspects.iter_mut();
        let aspect = aspects.find(|one| one.id == aspect).expect("it is there");
        aspect.weight = Weight(weight);
    }

    fn rated(&mut self, aspect: AspectId, points: f64, on: &str) {
        self.ratings.retain(|(other, ..)| *other != aspect);
        self.ratings.push((aspect, points, day(on)));
    }

    fn moved(&mut self, before: f64, after: f64) {
        self.trend = Some(Trend {
            before,
            before_on: day("2024-05-01"),
            after,
            after_on: day("2024-08-01"),
        });
    }

    fn coefficients(&mut self, [intercept, satisfaction, duration]: [&str; 3]) {
        let number = |text| Decimal::parse(text).expect("a number");
        self.scoring.coefficients.intercept = number(intercept);
        self.scoring.coefficients.satisfaction = number(satisfaction);
        self.scoring.coefficients.duration = number(duration);
    }

    /// All that is said, a sentence a line.
    fn said(&self, language: Language) -> String {
        let today = day("2024-08-16");
        let rated = |aspect| {
            let found = self.ratings.iter().find(|(other, ..)| *other == aspect);
            found.map(|(_, points, on)| Rated {
                rating: RatingId(Uuid::nil()),
                points: *points,
                on: *on,
            })
        };
        let scoring = &self.scoring;
        let score = Satisfaction::of(scoring, rated, today);
        let loyal = Loyalty::of(
            scoring,
            score.as_ref().map(|one| one.value),
            self.begin,
            today,
        );
        let mut lines = Vec::new();
        match &score {
            Some(score) => {
                lines.push(satisfaction(language, score, &Plain));
                lines.extend(missing(language, scoring, score));
                lines.extend(faded(language, scoring, score));
                let on = newest(score).expect("it rests on a rating");
                lines.push(trend(language, self.trend, on, today, &Plain));
            }
            None => lines.push(no_satisfaction(language, !self.ratings.is_empty()).to_owned()),
        }
        match &loyal {
            Ok(loyal) => {
                lines.push(loyalty(language, scoring, loyal, &Plain));
                lines.extend(clamped(language, scoring, loyal, &Plain));
                lines.extend(risk(language, scoring, loyal, &Plain));
            }
            Err(why) => lines.push(no_loyalty(language, *why, &Plain)),
        }
        let score = Score {
            satisfaction: score,
            trend: self.trend,
            is_at_risk: loyal.is_ok_and(|loyal| loyal.is_at_risk(scoring)),
            loyalty: loyal,
        };
        lines.extend(in_short(language, scoring, &score, &Plain));
        lines.join("\n")
    }
}

/// What is so, and what is then said.
struct Situation {
    what: &'static str,
    set_up: fn(&mut Case),
    english: &'static [&'static str],
    chinese: &'static [&'static str],
}

#[rustfmt::skip]
const SITUATIONS: &[Situation] = &[
    Situation {
        what: "two of six aspects are rated, on one day",
        set_up: |_| (),
        english: &[
            "Satisfaction 87.5 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "No trend yet: all ratings are of one day",
            "Loyalty 72.4 = 0 + 0.8 × satisfaction 87.5 + 0.2 × 12.0 months since 16/8",
            "Satisfaction 87.5 · Loyalty 72.4",
        ],
        chinese: &[
            "满意度 87.5，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "暂无趋势：评分都在同一天",
            "忠诚度 72.4 = 0 + 0.8 × 满意度 87.5 + 0.2 × 12.0 个月（自 16/8 起）",
            "满意度 87.5 · 忠诚度 72.4",
        ],
    },
    Situation {
        what: "every aspect that weighs is rated, and the score rose",
        set_up: |case| {
            for aspect in [AspectId::Speed, AspectId::Delivery, AspectId::Price, AspectId::AfterSales] {
                case.weighs(aspect, 0);
            }
            case.moved(75.0, 87.5);
        },
        english: &[
            "Satisfaction 87.5 from both aspects, last rated on 1/8",
            "Up by 12.5: from 75.0 on 1/5 to 87.5 on 1/8",
            "Loyalty 72.4 = 0 + 0.8 × satisfaction 87.5 + 0.2 × 12.0 months since 16/8",
            "Satisfaction 87.5 (up by 12.5) · Loyalty 72.4",
        ],
        chinese: &[
            "满意度 87.5，依据全部 2 个方面，最近评分 1/8",
            "上升 12.5：1/5 75.0 → 1/8 87.5",
            "忠诚度 72.4 = 0 + 0.8 × 满意度 87.5 + 0.2 × 12.0 个月（自 16/8 起）",
            "满意度 87.5（上升 12.5） · 忠诚度 72.4",
        ],
    },
    Situation {
        what: "all six are rated",
        set_up: |case| {
            for aspect in AspectId::BUILT_IN {
                case.rated(aspect, 50.0, "2024-08-01");
            }
        },
        english: &[
            "Satisfaction 50.0 from all 6 aspects, last rated on 1/8",
            "No trend yet: all ratings are of one day",
            "Loyalty 42.4 = 0 + 0.8 × satisfaction 50.0 + 0.2 × 12.0 months since 16/8",
            "At risk: loyalty 42.4 is below 50",
            "Satisfaction 50.0 · Loyalty 42.4 (at risk)",
        ],
        chinese: &[
            "满意度 50.0，依据全部 6 个方面，最近评分 1/8",
            "暂无趋势：评分都在同一天",
            "忠诚度 42.4 = 0 + 0.8 × 满意度 50.0 + 0.2 × 12.0 个月（自 16/8 起）",
            "有流失风险：忠诚度 42.4 低于 50",
            "满意度 50.0 · 忠诚度 42.4（有流失风险）",
        ],
    },
    Situation {
        what: "one aspect alone weighs, and the score stayed",
        set_up: |case| {
            for aspect in AspectId::BUILT_IN.into_iter().skip(1) {
                case.weighs(aspect, 0);
            }
            case.moved(74.5, 75.0);
        },
        english: &[
            "Satisfaction 75.0 from the one aspect that weighs, last rated on 1/8",
            "Steady: from 74.5 on 1/5 to 75.0 on 1/8",
            "Loyalty 62.4 = 0 + 0.8 × satisfaction 75.0 + 0.2 × 12.0 months since 16/8",
            "Satisfaction 75.0 (steady) · Loyalty 62.4",
        ],
        chinese: &[
            "满意度 75.0，依据唯一有权重的方面，最近评分 1/8",
            "持平：1/5 74.5 → 1/8 75.0",
            "忠诚度 62.4 = 0 + 0.8 × 满意度 75.0 + 0.2 × 12.0 个月（自 16/8 起）",
            "满意度 75.0（持平） · 忠诚度 62.4",
        ],
    },
    Situation {
        what: "the score fell, and the customer is at risk",
        set_up: |case| {
            case.rated(AspectId::Quality, 0.0, "2024-08-01");
            case.rated(AspectId::Service, 50.0, "2024-08-01");
            case.moved(87.5, 25.0);
        },
        english: &[
            "Satisfaction 25.0 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "Down by 62.5: from 87.5 on 1/5 to 25.0 on 1/8",
            "Loyalty 22.4 = 0 + 0.8 × satisfaction 25.0 + 0.2 × 12.0 months since 16/8",
            "At risk: loyalty 22.4 is below 50",
            "Satisfaction 25.0 (down by 62.5) · Loyalty 22.4 (at risk)",
        ],
        chinese: &[
            "满意度 25.0，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "下降 62.5：1/5 87.5 → 1/8 25.0",
            "忠诚度 22.4 = 0 + 0.8 × 满意度 25.0 + 0.2 × 12.0 个月（自 16/8 起）",
            "有流失风险：忠诚度 22.4 低于 50",
            "满意度 25.0（下降 62.5） · 忠诚度 22.4（有流失风险）",
        ],
    },
    Situation {
        what: "older ratings fade, and the newest is old",
        set_up: |case| {
            case.scoring.half_life_days = Some(90);
            case.rated(AspectId::Quality, 100.0, "2024-01-01");
            case.rated(AspectId::Service, 100.0, "2024-02-01");
        },
        english: &[
            "Satisfaction 100.0 from 2 of 6 aspects, 33 % of the weight, last rated on 1/2",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "A rating that is 90 days older weighs half as much",
            "No trend: not rated in the last 90 days",
            "Loyalty 82.4 = 0 + 0.8 × satisfaction 100.0 + 0.2 × 12.0 months since 16/8",
            "Satisfaction 100.0 · Loyalty 82.4",
        ],
        chinese: &[
            "满意度 100.0，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/2",
            "未评：响应速度、交付、性价比、售后服务",
            "评分每早 90 天，权重减半",
            "暂无趋势：最近 90 天没有评分",
            "忠诚度 82.4 = 0 + 0.8 × 满意度 100.0 + 0.2 × 12.0 个月（自 16/8 起）",
            "满意度 100.0 · 忠诚度 82.4",
        ],
    },
    Situation {
        what: "loyalty is shown within its bounds",
        set_up: |case| {
            case.scoring.clamps_loyalty = true;
            case.coefficients(["30.5", "0.8", "0.2"]);
        },
        english: &[
            "Satisfaction 87.5 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "No trend yet: all ratings are of one day",
            "Loyalty 102.9 = 30.5 + 0.8 × satisfaction 87.5 + 0.2 × 12.0 months since 16/8",
            "Shown as 100.0, because 0 to 100 is shown; computed 102.9",
            "Satisfaction 87.5 · Loyalty 100.0",
        ],
        chinese: &[
            "满意度 87.5，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "暂无趋势：评分都在同一天",
            "忠诚度 102.9 = 30.5 + 0.8 × 满意度 87.5 + 0.2 × 12.0 个月（自 16/8 起）",
            "只显示 0 到 100，因此显示为 100.0；计算值为 102.9",
            "满意度 87.5 · 忠诚度 100.0",
        ],
    },
    Situation {
        what: "coefficients are negative, and the relation counts from the first communication",
        set_up: |case| {
            case.coefficients(["-5", "1", "-0.5"]);
            case.begin = Some(Begin::FirstCommunication(day("2024-08-16")));
        },
        english: &[
            "Satisfaction 87.5 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "No trend yet: all ratings are of one day",
            "Loyalty 82.5 = -5 + 1 × satisfaction 87.5 − 0.5 × 0.0 months since the first communication on 16/8",
            "Satisfaction 87.5 · Loyalty 82.5",
        ],
        chinese: &[
            "满意度 87.5，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "暂无趋势：评分都在同一天",
            "忠诚度 82.5 = -5 + 1 × 满意度 87.5 − 0.5 × 0.0 个月（自 16/8 首次沟通起）",
            "满意度 87.5 · 忠诚度 82.5",
        ],
    },
    Situation {
        what: "it is not known when the relation began",
        set_up: |case| case.begin = None,
        english: &[
            "Satisfaction 87.5 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "No trend yet: all ratings are of one day",
            "No loyalty yet: enter “Customer since” or log a communication, so that the length of the relation is known",
            "Satisfaction 87.5",
        ],
        chinese: &[
            "满意度 87.5，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "暂无趋势：评分都在同一天",
            "暂无忠诚度：请填写“建立关系日期”或记录一次沟通，以便计算关系时长",
            "满意度 87.5",
        ],
    },
    Situation {
        what: "the relation begins later",
        set_up: |case| case.begin = Some(Begin::Stated(day("2024-09-01"))),
        english: &[
            "Satisfaction 87.5 from 2 of 6 aspects, 33 % of the weight, last rated on 1/8",
            "Not rated: Response speed, Delivery, Price for value, After-sales",
            "No trend yet: all ratings are of one day",
            "No loyalty: the relation begins on 1/9, which is still to come",
            "Satisfaction 87.5",
        ],
        chinese: &[
            "满意度 87.5，依据 6 个方面中的 2 个（占权重 33%），最近评分 1/8",
            "未评：响应速度、交付、性价比、售后服务",
            "暂无趋势：评分都在同一天",
            "暂无忠诚度：关系从 1/9 开始，尚未到来",
            "满意度 87.5",
        ],
    },
    Situation {
        what: "nothing is rated",
        set_up: |case| case.ratings.clear(),
        english: &[
            "Not rated yet",
            "No loyalty yet: it is counted from satisfaction, which nobody rated so far",
        ],
        chinese: &[
            "尚未评分",
            "暂无忠诚度：需要先有满意度",
        ],
    },
    Situation {
        what: "what is rated weighs nothing",
        set_up: |case| {
            case.weighs(AspectId::Quality, 0);
            case.weighs(AspectId::Service, 0);
        },
        english: &[
            "No satisfaction: nothing was rated that has a weight",
            "No loyalty yet: it is counted from satisfaction, which nobody rated so far",
        ],
        chinese: &[
            "暂无满意度：已评的方面都没有权重",
            "暂无忠诚度：需要先有满意度",
        ],
    },
];

#[test]
fn every_situation_reads_as_the_table_says() {
    for Situation {
        what,
        set_up,
        english,
        chinese,
    } in SITUATIONS
    {
        let mut case = Case::new();
        set_up(&mut case);
        assert_eq!(case.said(Language::English), english.join("\n"), "{what}");
        assert_eq!(case.said(Language::Chinese), chinese.join("\n"), "{what}");
    }
}

#[test]
fn less_than_all_is_never_all_and_more_than_nothing_never_nothing() {
    for (part, english) in [
        (0.0, "0 %"),
        (0.001, "1 %"),
        (2.0 / 3.0, "67 %"),
        (0.999, "99 %"),
        (1.0, "100 %"),
    ] {
        assert_eq!(share(Language::English, part), english);
    }
    assert_eq!(share(Language::Chinese, 0.7), "70%");
}

#[test]
fn an_aspect_bears_the_users_name_and_a_rating_its_scale() {
    let own = AspectId::Own(Uuid::from_u128(7));
    let mut scoring = Scoring::default();
    "Punctuality".clone_into(&mut scoring.aspects[3].name);
    scoring.aspects.push(Aspect {
        id: own,
        name: "Colour".to_owned(),
        weight: Weight::ONE,
    });
    for (id, expected) in [
        (AspectId::Quality, "产品质量"),
        (AspectId::Delivery, "Punctuality"),
        (AspectId::Overall, "总体评价"),
        (own, "Colour"),
        (AspectId::Own(Uuid::from_u128(8)), "已移除的方面"),
    ] {
        assert_eq!(aspect(Language::Chinese, &scoring, id), expected);
    }
    let half = Decimal::parse("4.5").expect("a number");
    let half = RatedValue::new(half, Scale::FivePoint).expect("within the scale");
    let ten = RatedValue::whole(10, Scale::TenPoint).expect("within the scale");
    assert_eq!(rated(Language::English, half), "4.5 of 5");
    assert_eq!(rated(Language::Chinese, ten), "10/10");
}
