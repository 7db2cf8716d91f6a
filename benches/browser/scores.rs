//! Scores of a large Book: all of them anew, and a slider that is drawn.

use std::rc::Rc;

use chrono::Days;
use genjin::app::commands::Command;
use genjin::app::commands::ratings::RateDraft;
use genjin::app::model::Model;
use genjin::app::queries::scores::{ScoreTable, weights};
use genjin::app::queries::today::today;
use genjin::app::queries::what_if::{Gathering, Lever, Listed, Tried};
use genjin::app::service::Service;
use genjin::domain::change::{Edit, Edited};
use genjin::domain::customer::Customer;
use genjin::domain::id::{CustomerId, RatingId};
use genjin::domain::loyalty;
use genjin::domain::moment::Moment;
use genjin::domain::rating::{AspectId, RatedValue, Rating, RatingDraft, Scale};
use genjin::ui::app::{App, AppProps};
use genjin::web::open_forms::OpenForms;
use uuid::Uuid;
use wasm_bindgen::JsCast;

use crate::STYLES;
use crate::books::{Shelved, fixture, noon};
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
                    trashed_at: None,
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
    what_if(page, &model(10_000), "10,000");
    what_if(page, &large, "100,000");
}

/// One step of a slider without its drawing: all S and L, all ranks, whom it moves most.
fn what_if(page: &Page, model: &Model, customers: &str) {
    let scoring = &model.settings().scoring;
    let (mut parts, mut ends) = (Vec::new(), Vec::new());
    let mut baseline = None;
    for _ in 0..5 {
        let mut gathering = Gathering::new(model, noon());
        let mut goes_on = true;
        while goes_on {
            parts.push(page.time(|| goes_on = gathering.step(model, 500).is_some()));
        }
        ends.push(page.time(|| baseline = Some(gathering.finish(model))));
    }
    let baseline = baseline.expect("it was gathered");
    report::line_with_p95(&format!("a part of the gathering of {customers}"), &parts);
    report::line("its end: scores and ranks as they are", &ends);
    let mut steps = Vec::new();
    for tenths in 1..40 {
        let mut tried = Tried::default();
        let shift = Lever::Shift(AspectId::Delivery);
        tried.set(shift, format!("{}.{}", tenths / 10, tenths % 10));
        let levers = tried.levers(scoring).expect("a number of the scale");
        steps.push(page.time(|| {
            let effect = baseline.effect(&levers, Listed::Most, 20);
            assert_eq!(effect.ranked, baseline.ranked());
        }));
    }
    report::line_with_p95(&format!("a slider's step over {customers}"), &steps);
}

/// A slider of the page What-if, with all that is drawn.
pub(crate) async fn slide(page: &Rc<Page>, customers: usize) {
    let (book, service) = Shelved::filled(page, &fixture(customers, 100_000)).await;
    rate_all(&service).await;
    let stage = page.call("stage", &[STYLES.into()]).unchecked_into();
    page.call("go", &["#/what-if".into()]);
    let app = yew::Renderer::<App>::with_root_and_props(
        stage,
        AppProps {
            service: service.clone(),
            forms: OpenForms::of("genjin-bench"),
        },
    )
    .render();
    page.wait_for("appears", &["#shift-of-delivery".into()])
        .await;
    let mut steps = Vec::new();
    for number in 0..60 {
        let value = f64::from(number % 30 - 10) / 10.0;
        let arguments = ["shift-of-delivery".into(), value.into()];
        steps.push(page.milliseconds("slide", &arguments).await);
    }
    let mut frames = Vec::new();
    for _ in 0..5 {
        let arguments = ["shift-of-delivery".into(), 60.into()];
        frames.push(page.milliseconds("drag", &arguments).await);
    }
    report::heading(&format!(
        "What-if, {},000 customers, 100,000 communications",
        customers / 1000
    ));
    report::line_with_p95("a slider's step, reckoned and painted", &steps);
    report::line("a frame while a slider is dragged", &frames);
    app.destroy();
    page.call("strike", &[]);
    drop(service);
    book.remove().await;
}

/// Rates all customers in all six aspects, in groups that differ.
async fn rate_all(service: &Service) {
    const GROUPS: usize = 50;
    let customers: Vec<CustomerId> = {
        let model = service.model();
        model.customers().map(|customer| customer.id).collect()
    };
    for group in 0..GROUPS {
        let aspects = AspectId::BUILT_IN.into_iter().enumerate();
        let ratings = aspects.map(|(nth, aspect)| {
            let value = 1 + (group * (nth + 3) + group / 7 + nth) % 5;
            let value = u8::try_from(value).unwrap_or(1);
            let value = RatedValue::whole(value, Scale::FivePoint).expect("within the scale");
            RatingDraft { aspect, value }
        });
        let draft = RateDraft {
            customers: customers
                .iter()
                .skip(group)
                .step_by(GROUPS)
                .copied()
                .collect(),
            ratings: ratings.collect(),
            at: Moment::On(noon().date_naive()),
            communication: None,
            given_by: String::new(),
        };
        let done = service.execute(Command::Rate(draft)).await;
        assert!(done.is_ok_and(|done| done.change.is_some()));
    }
}
