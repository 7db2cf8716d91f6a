//! Rating customers, and what their scores become of it.

use genjin::app::commands::ratings::RateDraft;
use genjin::app::commands::{Command, Rejection};
use genjin::app::queries::card::card;
use genjin::app::queries::customers::{
    Alphabet, CustomerFilter, CustomerSort, ScoreFilter, customers, in_order,
};
use genjin::app::queries::scores::{ScoreTable, score, weights};
use genjin::domain::decimal::Decimal;
use genjin::domain::id::CustomerId;
use genjin::domain::loyalty::{self, NoLoyalty};
use genjin::domain::moment::Moment;
use genjin::domain::rating::{AspectId, ObservationDraft, RatedValue, RatingDraft, Scale};
use genjin::domain::satisfaction::Direction;

use crate::support::{Book, Log, day};

fn given(aspect: AspectId, value: u8) -> RatingDraft {
    let value = RatedValue::whole(value, Scale::FivePoint).expect("within the scale");
    RatingDraft { aspect, value }
}

fn draft(customer: CustomerId, on: &str, ratings: &[RatingDraft]) -> RateDraft {
    RateDraft {
        customers: vec![customer],
        ratings: ratings.to_vec(),
        at: Moment::On(day(on)),
        communication: None,
        given_by: String::new(),
    }
}

fn rate(book: &Book, customer: CustomerId, on: &str, ratings: &[RatingDraft]) {
    book.do_it(Command::Rate(draft(customer, on, ratings)));
}

fn satisfaction(book: &Book, customer: CustomerId) -> Option<f64> {
    let score = score(&book.service.model(), customer, book.now()).expect("it is there");
    score.satisfaction.map(|one| one.value)
}

#[test]
fn the_latest_rating_of_each_aspect_counts_and_undo_brings_back_the_one_before() {
    let book = Book::new();
    let ada = book.customer("Ada");
    assert_eq!(satisfaction(&book, ada), None);
    rate(
        &book,
        ada,
        "2024-08-01",
        &[given(AspectId::Quality, 5), given(AspectId::Speed, 3)],
    );
    assert_eq!(satisfaction(&book, ada), Some(75.0));
    // Entered later, but older: it changes nothing.
    rate(&book, ada, "2024-07-01", &[given(AspectId::Speed, 1)]);
    assert_eq!(satisfaction(&book, ada), Some(75.0));
    rate(&book, ada, "2024-08-10", &[given(AspectId::Speed, 1)]);
    assert_eq!(satisfaction(&book, ada), Some(50.0));
    // Of the same day, the one written later.
    rate(&book, ada, "2024-08-10", &[given(AspectId::Speed, 2)]);
    assert_eq!(satisfaction(&book, ada), Some(62.5));
    book.undo();
    book.undo();
    assert_eq!(satisfaction(&book, ada), Some(75.0));
}

#[test]
fn a_call_takes_its_ratings_along() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.contents();
    let mut log = Log::call(ada).saying("glad");
    log.0.ratings = vec![given(AspectId::Service, 4)];
    let record = book.log_id(log);
    let rating = {
        let model = book.service.model();
        model.ratings_of(ada).next().expect("a rating").clone()
    };
    let call = book.communication(record);
    assert_eq!((rating.communication, rating.at), (Some(record), call.at));
    assert_eq!(satisfaction(&book, ada), Some(75.0));
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn ratings_beside_a_plan_are_of_today() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let mut log = Log::call(ada).on("2024-08-20").saying("visit them");
    log.0.ratings = vec![given(AspectId::Service, 4)];
    book.log(log);
    let model = book.service.model();
    assert_eq!(model.communications().count(), 0);
    let rating = model.ratings_of(ada).next().expect("a rating");
    assert_eq!(
        (rating.communication, rating.at),
        (None, Moment::At(book.now()))
    );
}

#[test]
fn what_cannot_be_rated_is_refused_and_nothing_changes() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.contents();
    let refused = |draft| book.refusal(Command::Rate(draft));
    let quality = [given(AspectId::Quality, 5)];
    assert_eq!(
        refused(draft(ada, "2024-08-17", &quality)),
        Rejection::DayToCome
    );
    assert_eq!(
        refused(draft(ada, "2024-08-16", &[])),
        Rejection::NothingRated
    );
    let nobody = RateDraft {
        customers: Vec::new(),
        ..draft(ada, "2024-08-16", &quality)
    };
    assert_eq!(refused(nobody), Rejection::NoCustomer);
    let observed = |text, on| Command::Observe {
        customer: ada,
        observation: ObservationDraft {
            value: Decimal::parse(text).expect("a number"),
            on: day(on),
            note: String::new(),
        },
    };
    assert_eq!(
        book.refusal(observed("1e308", "2024-08-16")),
        Rejection::NumberTooLarge
    );
    assert_eq!(
        book.refusal(observed("9", "2024-08-17")),
        Rejection::DayToCome
    );
    assert_eq!(book.contents(), before);
}

#[test]
fn loyalty_counts_the_relation_from_its_first_communication_and_a_trend_names_its_dates() {
    let book = Book::new();
    let ada = book.customer("Ada");
    rate(&book, ada, "2024-03-01", &[given(AspectId::Quality, 5)]);
    let of = |book: &Book| score(&book.service.model(), ada, book.now()).expect("it is there");
    assert_eq!(of(&book).loyalty, Err(NoLoyalty::NoBegin));
    assert_eq!(of(&book).trend, None);
    book.log(Log::call(ada).on("2024-02-01"));
    rate(&book, ada, "2024-08-10", &[given(AspectId::Quality, 2)]);
    let after = of(&book);
    let loyalty = after.loyalty.expect("all is known");
    let expected = 0.8 * 25.0 + 0.2 * 197.0 / loyalty::DAYS_A_MONTH;
    assert!((loyalty.value - expected).abs() < 1e-12);
    assert!(after.is_at_risk);
    let trend = after.trend.expect("two dates");
    assert_eq!(trend.direction(), Direction::Down);
    assert_eq!(
        (trend.before_on, trend.after_on),
        (day("2024-03-01"), day("2024-08-10"))
    );
}

/// Ada is content, Bo is not and is at risk, Cy was never rated, and of Di nobody knows since when.
fn four() -> (Book, [CustomerId; 4]) {
    let book = Book::new();
    let all = ["Ada", "Bo", "Cy", "Di"].map(|name| book.customer(name));
    let [ada, bo, _, di] = all;
    for customer in [ada, bo] {
        book.log(Log::call(customer).on("2024-08-01"));
    }
    for (customer, value) in [(ada, 5), (bo, 2), (di, 4)] {
        rate(
            &book,
            customer,
            "2024-08-10",
            &[given(AspectId::Speed, value)],
        );
    }
    (book, all)
}

fn listed(book: &Book, filter: &CustomerFilter) -> Vec<CustomerId> {
    let (model, now) = (book.service.model(), book.now());
    let alphabet = Alphabet {
        names: &[0, 1, 2, 3],
        companies: &[],
    };
    let order = in_order(&model, filter.sort, now, alphabet);
    customers(&model, filter, now, &order, &[]).ids
}

#[test]
fn the_list_goes_by_scores_and_those_without_stand_last_either_way() {
    let (book, [ada, bo, cy, di]) = four();
    let by = |sort, descending| {
        let filter = CustomerFilter {
            sort,
            descending,
            ..CustomerFilter::default()
        };
        listed(&book, &filter)
    };
    assert_eq!(by(CustomerSort::Satisfaction, false), [bo, di, ada, cy]);
    assert_eq!(by(CustomerSort::Satisfaction, true), [ada, di, bo, cy]);
    assert_eq!(by(CustomerSort::Loyalty, false), [bo, ada, cy, di]);
    assert_eq!(by(CustomerSort::Loyalty, true), [ada, bo, cy, di]);
    // A loyalty below zero is lower than one above.
    book.change_settings(|settings| {
        let coefficients = &mut settings.scoring.coefficients;
        coefficients.intercept = Decimal::parse("-50").expect("a number");
    });
    assert_eq!(by(CustomerSort::Loyalty, false), [bo, ada, cy, di]);
    // Names are turned round as a whole.
    assert_eq!(by(CustomerSort::Name, true), [di, cy, bo, ada]);
}

#[test]
fn the_list_is_narrowed_to_those_at_risk_below_a_score_or_without_any() {
    let (book, [_, bo, cy, di]) = four();
    let with = |score| {
        let filter = CustomerFilter {
            score: Some(score),
            ..CustomerFilter::default()
        };
        listed(&book, &filter)
    };
    assert_eq!(with(ScoreFilter::AtRisk), [bo]);
    assert_eq!(with(ScoreFilter::SatisfactionBelow(25)), []);
    assert_eq!(with(ScoreFilter::SatisfactionBelow(26)), [bo]);
    assert_eq!(with(ScoreFilter::SatisfactionBelow(80)), [bo, di]);
    assert_eq!(with(ScoreFilter::Unrated), [cy]);
}

#[test]
fn many_are_rated_alike_in_one_change_and_the_card_shows_the_score() {
    let (book, [ada, bo, cy, _]) = four();
    let before = book.contents();
    book.do_it(Command::Rate(RateDraft {
        customers: vec![ada, bo, cy],
        ..draft(ada, "2024-08-16", &[given(AspectId::Delivery, 1)])
    }));
    let satisfied = [ada, bo, cy].map(|customer| satisfaction(&book, customer));
    assert_eq!(satisfied, [Some(50.0), Some(12.5), Some(0.0)]);
    let shown = card(&book.service.model(), ada, book.now()).expect("it is there");
    assert_eq!(shown.score.satisfaction.map(|one| one.value), Some(50.0));
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn all_at_once_and_one_by_one_are_the_same_numbers() {
    let book = Book::new();
    for half_life_days in [None, Some(30)] {
        book.change_settings(|settings| {
            settings.scoring.half_life_days = half_life_days;
            settings.scoring.aspects[1].weight.0 = 250;
        });
        for (index, name) in ["Ada", "Bo", "Cy"].into_iter().enumerate() {
            let customer = book.customer(name);
            book.log(Log::call(customer).on("2023-02-01"));
            let aspects = AspectId::BUILT_IN.into_iter().take(2 * index).enumerate();
            for (number, aspect) in aspects {
                let value = u8::try_from(1 + number % 5).expect("small");
                rate(
                    &book,
                    customer,
                    &format!("2024-0{}-11", 1 + number),
                    &[given(aspect, value)],
                );
            }
        }
        let (model, now) = (book.service.model(), book.now());
        let table = ScoreTable::of(&model, now);
        let (mut all, mut loyal) = (Vec::new(), Vec::new());
        let scoring = &model.settings().scoring;
        table.satisfaction(&weights(scoring), &[], &mut all);
        table.loyalty(loyalty::coefficients(scoring), &all, &mut loyal);
        assert_eq!(table.slots().len(), all.len());
        for (row, slot) in table.slots().iter().enumerate() {
            let id = model.customer_id(*slot).expect("a customer");
            let one = score(&model, id, now).expect("it is there");
            let value = one.satisfaction.map(|one| one.value);
            assert_eq!(value.unwrap_or(f64::NAN).to_bits(), all[row].to_bits());
            assert_eq!(model.satisfaction_value(*slot, now), value);
            assert_eq!(
                one.loyalty.map_or(f64::NAN, |one| one.value).to_bits(),
                loyal[row].to_bits()
            );
        }
    }
}
