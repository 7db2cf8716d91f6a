//! Coefficients and weights out of what was observed, what they would change, and taking them over.

use std::sync::Arc;

use genjin::app::commands::ratings::RateDraft;
use genjin::app::commands::{Command, Rejection};
use genjin::app::queries::calibration::{
    Calibrating, LeftOut, LoyaltyCalibration, OfLoyalty, OfWeights, WeightsCalibration,
};
use genjin::app::queries::score_effect::{Comparing, score_effect};
use genjin::domain::calibration::{LoyaltyFactor, Refusal};
use genjin::domain::decimal::Decimal;
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Moment;
use genjin::domain::rating::{AspectId, ObservationDraft, RatedValue, RatingDraft, Scale};
use genjin::domain::resource::Weight;
use genjin::domain::scoring::{Coefficients, Scoring, ScoringFault};

use crate::support::{Book, Log, day, instant};

fn rate_at(book: &Book, customer: CustomerId, at: Moment, ratings: &[(AspectId, u8)]) {
    let ratings = ratings.iter().map(|(aspect, value)| RatingDraft {
        aspect: *aspect,
        value: RatedValue::whole(*value, Scale::TenPoint).expect("within the scale"),
    });
    book.do_it(Command::Rate(RateDraft {
        customers: vec![customer],
        ratings: ratings.collect(),
        at,
        communication: None,
        given_by: String::new(),
    }));
}

fn rate(book: &Book, customer: CustomerId, on: &str, ratings: &[(AspectId, u8)]) {
    rate_at(book, customer, Moment::On(day(on)), ratings);
}

fn observe(book: &Book, customer: CustomerId, value: &str, on: &str) {
    book.do_it(Command::Observe {
        customer,
        observation: ObservationDraft {
            value: Decimal::parse(value).expect("a number"),
            on: day(on),
            note: String::new(),
        },
    });
}

/// A customer whose relation began on a day, or nobody knows when.
fn customer(book: &Book, name: &str, since: Option<&str>) -> CustomerId {
    let id = book.customer(name);
    book.edit(id, |customer| customer.since = since.map(day));
    id
}

/// Customers whose observed loyalty on 1 July follows from what was known then: 5 + 0.5 a point of
/// satisfaction + 2 for 30.4375 days, so that whole days give whole thousandths.
fn observed_exactly(book: &Book, count: u32) -> Vec<CustomerId> {
    let one = |number: u32| {
        let began = day("2024-07-01") - chrono::Days::new(u64::from(487 * (number % 4 + 1)));
        let id = customer(
            book,
            &format!("Customer {number}"),
            Some(&began.to_string()),
        );
        let points = u8::try_from(number * 3 % 11).expect("small");
        rate(book, id, "2024-06-20", &[(AspectId::Quality, points)]);
        // 487 days are 16 months of 30.4375.
        let loyalty = 5 + 5 * u32::from(points) + 2 * 16 * (number % 4 + 1);
        observe(book, id, &loyalty.to_string(), "2024-07-01");
        id
    };
    (0..count).map(one).collect()
}

fn loyalty(book: &Book) -> LoyaltyCalibration {
    let work = Calibrating::new(OfLoyalty::default(), book.now());
    work.whole(&book.service.model()).expect("it ends")
}

fn weights(book: &Book, chosen: &[AspectId]) -> WeightsCalibration {
    let model = book.service.model();
    let scoring = &model.settings().scoring;
    let subject = OfWeights::new(scoring, |aspect| Some(chosen.contains(&aspect)));
    let work = Calibrating::new(subject, book.now());
    work.whole(&model).expect("it ends")
}

fn coefficients(found: &LoyaltyCalibration) -> Coefficients {
    let (scoring, _) = found.proposal.as_ref().expect("a proposal");
    scoring.coefficients
}

#[test]
fn what_made_the_observations_is_found_and_taken_over_as_one_change() {
    let book = Book::new();
    observed_exactly(&book, 12);
    let found = loyalty(&book);
    assert_eq!((found.observed, found.left_out), (12, LeftOut::default()));
    let fit = found.fit.as_ref().expect("a fit");
    assert_eq!((fit.observations(), found.points.len()), (12, 12));
    assert!((fit.r_squared - 1.0).abs() < 1e-12);
    let expected = Coefficients {
        intercept: Decimal::from_millionths(5_000_000),
        satisfaction: Decimal::from_millionths(500_000),
        duration: Decimal::from_millionths(2_000_000),
    };
    assert_eq!(coefficients(&found), expected);

    let before = book.contents();
    let (scoring, effect) = found.proposal.expect("a proposal");
    assert_eq!(effect.loyalty.ranked, 12);
    book.change_settings(|settings| settings.scoring = (*scoring).clone());
    let in_force = book.service.model().settings().scoring.coefficients;
    assert_eq!(in_force, expected);
    assert_eq!(effect, {
        let (again, none) = loyalty(&book).proposal.expect("a proposal");
        assert_eq!((again, none.loyalty.moved), (scoring, 0));
        effect.clone()
    });
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn what_came_after_the_observation_does_not_count() {
    let book = Book::new();
    let customers = observed_exactly(&book, 12);
    let before = loyalty(&book);
    for id in &customers {
        rate(&book, *id, "2024-07-02", &[(AspectId::Quality, 1)]);
    }
    let after = loyalty(&book);
    assert_eq!(after.fit, before.fit);
    // What the fit would do is told of today.
    assert_ne!(
        after.proposal.map(|(_, effect)| effect),
        before.proposal.map(|(_, effect)| effect)
    );
    // The latest observation counts, with what was known on its day.
    observe(&book, customers[0], "700", "2024-06-30");
    assert_eq!(loyalty(&book).fit, before.fit);
    observe(&book, customers[0], "700", "2024-07-01");
    let changed = loyalty(&book);
    assert_eq!(changed.observed, 12);
    let fit = changed.fit.expect("a fit");
    assert!((fit.residuals[0].observed - 700.0).abs() < 1e-9);
    let mut heaviest = fit.heaviest.iter();
    assert!(heaviest.any(|one| one.customer == customers[0]));
}

#[test]
fn who_cannot_be_used_is_counted_with_the_reason() {
    let book = Book::new();
    observed_exactly(&book, 9);
    let since = Some("2023-01-01");
    let unrated = customer(&book, "Rated later", since);
    observe(&book, unrated, "3", "2024-07-01");
    rate(&book, unrated, "2024-07-02", &[(AspectId::Quality, 4)]);
    let young = customer(&book, "Began later", Some("2024-07-02"));
    let unknown = customer(&book, "Nobody knows", None);
    for id in [young, unknown] {
        rate(&book, id, "2024-06-01", &[(AspectId::Quality, 4)]);
        observe(&book, id, "3", "2024-07-01");
    }
    // A communication after the observation does not tell when the relation began by then.
    book.log(Log::call(unknown).on("2024-07-05"));
    let weightless = customer(&book, "Rated for nothing", since);
    rate(&book, weightless, "2024-06-01", &[(AspectId::Overall, 4)]);
    observe(&book, weightless, "3", "2024-07-01");
    let gone = customer(&book, "In the trash", since);
    rate(&book, gone, "2024-06-01", &[(AspectId::Quality, 4)]);
    observe(&book, gone, "3", "2024-07-01");
    book.edit(gone, |customer| {
        customer.trashed_at = Some(instant("2024-08-16T10:00:00+08:00"));
    });
    let found = loyalty(&book);
    let left_out = LeftOut {
        unrated: 2,
        without_begin: 2,
        ..LeftOut::default()
    };
    assert_eq!((found.observed, found.left_out), (13, left_out));
    let too_few = Refusal::TooFew {
        observations: 9,
        least: 10,
    };
    assert_eq!(found.fit, Err(too_few));
    assert!(found.proposal.is_none() && found.points.is_empty());
    rate(&book, unrated, "2024-06-30", &[(AspectId::Quality, 4)]);
    assert!(loyalty(&book).fit.is_ok());
}

#[test]
fn two_customers_only_and_identical_ones_are_refused() {
    let book = Book::new();
    observed_exactly(&book, 2);
    let too_few = Refusal::TooFew {
        observations: 2,
        least: 10,
    };
    assert_eq!(loyalty(&book).fit, Err(too_few));
    let book = Book::new();
    for number in 0..12 {
        let id = customer(&book, &format!("Twin {number}"), Some("2023-01-01"));
        rate(&book, id, "2024-06-01", &[(AspectId::Quality, 8)]);
        observe(&book, id, "3", "2024-07-01");
    }
    assert_eq!(loyalty(&book).fit, Err(Refusal::ConstantResponse));
    let twins: Vec<CustomerId> = {
        let model = book.service.model();
        model.customers().map(|customer| customer.id).collect()
    };
    for (number, id) in twins.iter().enumerate() {
        observe(&book, *id, &number.to_string(), "2024-07-02");
    }
    let constant = Refusal::Constant(LoyaltyFactor::Satisfaction);
    assert_eq!(loyalty(&book).fit, Err(constant));
}

/// Customers who rated quality and speed, and overall a quarter and three quarters of them.
fn rated_overall(book: &Book, count: u8) -> Vec<CustomerId> {
    let one = |number: u8| {
        let id = customer(book, &format!("Customer {number}"), Some("2023-01-01"));
        let (quality, speed) = (number * 3 % 11, number * 7 % 11);
        let ratings = [(AspectId::Quality, quality), (AspectId::Speed, speed)];
        rate(book, id, "2024-06-01", &ratings);
        let hundredths = 25 * u32::from(quality) + 75 * u32::from(speed);
        let overall = Decimal::from_millionths(i64::from(hundredths) * 10_000);
        book.do_it(Command::Rate(RateDraft {
            customers: vec![id],
            ratings: vec![RatingDraft {
                aspect: AspectId::Overall,
                value: RatedValue::new(overall, Scale::TenPoint).expect("within the scale"),
            }],
            at: Moment::On(day("2024-06-01")),
            communication: None,
            given_by: String::new(),
        }));
        id
    };
    (0..count).map(one).collect()
}

#[test]
fn weights_that_made_the_overall_ratings_are_found_and_the_others_weigh_nothing() {
    let book = Book::new();
    let customers = rated_overall(&book, 14);
    let (quality, speed) = (AspectId::Quality, AspectId::Speed);
    // Later ratings led to no earlier judgement.
    rate(
        &book,
        customers[3],
        "2024-06-02",
        &[(quality, 0), (speed, 0)],
    );
    let found = weights(&book, &[quality, speed]);
    let (scoring, effect) = found.proposal.as_ref().expect("a proposal");
    let given: Vec<Weight> = scoring.aspects.iter().map(|one| one.weight).collect();
    let expected = [2_500, 0, 7_500, 0, 0, 0].map(Weight);
    assert_eq!(given, expected);
    assert_eq!(effect.satisfaction.ranked, 14);
    assert!(0 < effect.satisfaction.moved);
    assert_eq!((found.observed, found.left_out), (14, LeftOut::default()));
    assert!(found.points.iter().all(|one| one.residual.abs() < 1e-9));
    assert_eq!(found.rated[0], (quality, 14));
    assert_eq!(found.rated[1], (AspectId::Service, 0));

    // So it begins, before the user chooses: nobody rated the others.
    let untouched = {
        let model = book.service.model();
        let subject = OfWeights::new(&model.settings().scoring, |_| None);
        let work = Calibrating::new(subject, book.now());
        work.whole(&model).expect("it ends")
    };
    assert_eq!(untouched.chosen, [quality, speed]);
    assert_eq!(untouched.fit, found.fit);

    // With an aspect that nobody rated there is nobody left.
    let found = weights(&book, &[quality, speed, AspectId::Service]);
    assert_eq!(found.left_out.incomplete, 14);
    let too_few = Refusal::TooFew {
        observations: 0,
        least: 10,
    };
    assert_eq!(found.fit, Err(too_few));
}

#[test]
fn ratings_of_one_moment_belong_together_in_every_zone() {
    let book = Book::new();
    for number in 0..12_u8 {
        let id = customer(&book, &format!("Customer {number}"), None);
        // The evening of 1 June on Hawaii is 2 June on the device.
        let at = Moment::At(instant("2024-06-01T20:00:00-10:00"));
        let points = number * 3 % 11;
        let ratings = [(AspectId::Overall, points), (AspectId::Quality, points)];
        rate_at(&book, id, at, &ratings);
    }
    let found = weights(&book, &[AspectId::Quality]);
    assert!(found.fit.is_ok());
    assert_eq!(found.left_out, LeftOut::default());
}

fn with(book: &Book, change: impl FnOnce(&mut Scoring)) -> Arc<Scoring> {
    let mut scoring = book.service.model().settings().scoring.clone();
    change(&mut scoring);
    Arc::new(scoring)
}

#[test]
fn the_effect_of_other_terms_is_what_they_have_once_they_are_in_force() {
    let book = Book::new();
    rated_overall(&book, 14);
    let service = customer(&book, "Service alone", Some("2023-01-01"));
    rate(&book, service, "2024-06-01", &[(AspectId::Service, 9)]);
    book.customer("Never rated");
    let wanted = with(&book, |scoring| {
        scoring.aspects.retain(|one| one.id != AspectId::Service);
        scoring.aspects[0].weight = Weight(900);
        scoring.coefficients.satisfaction = Decimal::from_millionths(100_000);
    });
    let model = book.service.model();
    let effect = score_effect(&model, wanted.clone(), book.now());
    assert_eq!(
        (effect.satisfaction.gained, effect.satisfaction.lost),
        (0, 1)
    );
    assert_eq!((effect.loyalty.ranked, effect.loyalty.lost), (14, 1));
    assert!(0 < effect.satisfaction.moved);
    assert_eq!(effect.at_risk_after, 14);
    let mut comparing = Comparing::new(wanted.clone(), book.now());
    let mut reached = Vec::new();
    while let Some(thousandths) = comparing.step(&model, 4) {
        reached.push(thousandths);
    }
    assert!(reached.is_sorted() && reached.len() == 5, "{reached:?}");
    assert_eq!(comparing.finish(), effect);
    drop(model);

    book.change_settings(|settings| settings.scoring = (*wanted).clone());
    let model = book.service.model();
    let none = score_effect(&model, wanted, book.now());
    assert_eq!((none.satisfaction.moved, none.loyalty.moved), (0, 0));
    assert_eq!(none.at_risk_before, effect.at_risk_after);
    drop(model);
    // What was rated for an aspect that was removed is still there when it comes back.
    let back = with(&book, |scoring| {
        *scoring = Scoring::default();
    });
    let effect = score_effect(&book.service.model(), back, book.now());
    assert_eq!(effect.satisfaction.gained, 1);
}

#[test]
fn two_forms_change_their_own_parts_of_the_scoring() {
    let book = Book::new();
    let shown = book.service.model().settings().clone();
    let save = |change: fn(&mut Scoring)| {
        let mut after = (*shown).clone();
        change(&mut after.scoring);
        Command::ChangeSettings {
            before: shown.clone(),
            after: Box::new(after),
            subject: String::new(),
        }
    };
    book.do_it(save(|scoring| scoring.scale = Scale::TenPoint));
    book.do_it(save(|scoring| scoring.clamps_loyalty = true));
    book.do_it(save(|scoring| scoring.aspects[0].weight = Weight(0)));
    let scoring = book.service.model().settings().scoring.clone();
    assert_eq!(
        (scoring.scale, scoring.clamps_loyalty),
        (Scale::TenPoint, true)
    );
    assert_eq!(scoring.aspects[0].weight, Weight(0));
    let nothing = save(|scoring| {
        for aspect in &mut scoring.aspects {
            aspect.weight = Weight(0);
        }
    });
    let refused = Rejection::Scoring(ScoringFault::NothingWeighs);
    assert_eq!(book.refusal(nothing), refused);
}
