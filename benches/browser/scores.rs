//! Scores of a large Book: all of them anew, and a slider that is drawn.

use chrono::Days;
use genjin::app::model::Model;
use genjin::app::queries::scores::{ScoreTable, weights};
use genjin::app::queries::today::today;
use genjin::domain::change::{Edit, Edited};
use genjin::domain::customer::Customer;
use genjin::domain::id::{CustomerId, RatingId};
use genjin::domain::loyalty;
use genjin::domain::moment::Moment;
use genjin::domain::rating::{AspectId, RatedValue, Rating, Scale};
use uuid::Uuid;

use crate::books::noon;
use crate::page::Page;
use crate::report;

/// How often each aspect of each customer was rated.
const TIMES: u32 = 2;

/// Customers alone, each rated in all six aspects.
fn model(customers: u32) -> Model {
    let mut model = Model::default();
    let id = |number: u32, kind: u128| Uuid::from_u128(u128::from(number) | kind << 64);
    let day = |number: u32| noon().date_naive() - Days::new(u64::from(number % 1000));
    let made = (0..customers).map(|number| {
        let mut customer = Customer::named(CustomerId(id(number, 1)), format!("Customer {number}"));
        customer.since = Some(day(number));
        Edit::Customer(Edited::made(customer))
    });
    model.apply_edits(&made.collect::<Vec<_>>());
    let mut spread = 7_u32;
    for number in 0..customers {
        let mut edits = Vec::new();
        for time in 0..TIMES {
            for (place, aspect) in (0_u32..).zip(AspectId::BUILT_IN) {
                spread = spread.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let value = u8::try_from(1 + (spread >> 8) % 5).unwrap_or(1);
                edits.push(Edit::Rating(Edited::made(Rating {
                    id: RatingId(id((number * TIMES + time) * 6 + place, 2)),
                    customer: CustomerId(id(number, 1)),
                    aspect,
                    value: RatedValue::whole(value, Scale::FivePoint).expect("within the scale"),
                    at: Moment::On(day(spread >> 12)),
                    communication: None,
                    given_by: String::new(),
                    origin: None,
                })));
            }
        }
        model.apply_edits(&edits);
    }
    model
}

pub(crate) fn measure(page: &Page) {
    let large = model(100_000);
    let scoring = &large.settings().scoring;
    let (mut satisfaction, mut loyal) = (Vec::new(), Vec::new());
    let mut gathered = Vec::new();
    let mut reckoned = Vec::new();
    let mut table = ScoreTable::default();
    for _ in 0..9 {
        gathered.push(page.time(|| table = ScoreTable::of(&large, noon())));
        reckoned.push(page.time(|| {
            table.satisfaction(&weights(scoring), &[], &mut satisfaction);
            table.loyalty(loyalty::coefficients(scoring), &satisfaction, &mut loyal);
        }));
        assert!(loyal.iter().all(|value| value.is_finite()));
    }
    report::heading("Scores, 100,000 customers with six aspects, each rated twice");
    report::line("the ratings that count gathered", &gathered);
    report::line("all S and L from them under other weights", &reckoned);
    let both: Vec<f64> = gathered.iter().zip(&reckoned).map(|(a, b)| a + b).collect();
    report::line("all S and L anew", &both);
    let queue: Vec<f64> = (0..7)
        .map(|_| page.time(|| today(&large, noon())))
        .collect();
    report::line("Today's queue with their risk as a weight", &queue);
}
