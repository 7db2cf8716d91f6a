//! Policies over a large Book: what other thresholds ask for today, and what they would have asked
//! for over two years.

use std::sync::Arc;

use chrono::Days;
use genjin::app::model::Model;
use genjin::app::queries::policy_effect::Weighing;
use genjin::app::queries::replay::{Replaying, months_up_to};
use genjin::app::queries::today::today;
use genjin::domain::change::{Edit, Edited};
use genjin::domain::channel::Channel;
use genjin::domain::communication::Communication;
use genjin::domain::customer::{Customer, Tier};
use genjin::domain::follow_up::Action;
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::Moment;
use genjin::domain::policy::{Policy, Rule, Scope, ScopedPolicy};
use genjin::domain::settings::Settings;
use genjin::domain::working_days::DayCount;
use uuid::Uuid;

use crate::books::noon;
use crate::page::Page;
use crate::report;

const CUSTOMERS: u32 = 100_000;
const COMMUNICATIONS: u32 = 1_000_000;

/// How many customers the settings page looks at between two looks at the clock.
const WEIGHED_A_STEP: u32 = 1_000;
/// The same for a replay.
const REPLAYED_A_STEP: u32 = 200;

/// A Book in memory alone: ten communications with each customer over the last thousand days.
fn model() -> Model {
    let mut model = Model::default();
    let id = |number: u32, kind: u128| Uuid::from_u128(u128::from(number) | kind << 64);
    let customers = (0..CUSTOMERS).map(|number| {
        let name = format!("Customer {number}");
        let mut customer = Customer::named(CustomerId(id(number, 1)), name);
        customer.tier = (number % 10 == 0).then_some(Tier::A);
        Edit::Customer(Edited::made(customer))
    });
    model.apply_edits(&customers.collect::<Vec<_>>());
    let mut spread = 7_u32;
    // By parts, so that the edits do not lie beside the records all at once.
    for part in 0..10 {
        let numbers = (0..COMMUNICATIONS / 10).map(|number| part * (COMMUNICATIONS / 10) + number);
        let communications = numbers.map(|number| {
            spread = spread.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let back = Days::new(u64::from((spread >> 8) % 1000));
            Edit::Communication(Edited::made(Communication {
                id: CommunicationId(id(number, 2)),
                customers: vec![CustomerId(id(number % CUSTOMERS, 1))],
                at: Moment::At(noon() - back),
                channel: Channel::Phone,
                direction: None,
                outcome: None,
                content: "问了交期".to_owned(),
                line: String::new(),
                sentiment: None,
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
            }))
        });
        model.apply_edits(&communications.collect::<Vec<_>>());
    }
    model
}

/// Other thresholds, a policy of a tier, and working days.
fn edited() -> Arc<Settings> {
    let rules = |list: [(u32, Action); 2]| {
        let rules = list.map(|(more_than_days, action)| Rule {
            more_than_days,
            action,
            name: String::new(),
        });
        Policy::new(rules.into()).expect("they fall")
    };
    let mut settings = Settings::default();
    settings.policies.default = rules([(60, Action::Visit), (21, Action::Call)]);
    settings.policies.scoped = vec![ScopedPolicy {
        scope: Scope::Tier(Tier::A),
        policy: rules([(30, Action::Visit), (10, Action::Call)]),
    }];
    settings.day_count = DayCount::WorkingDays {
        holidays: (0..30)
            .map(|week| noon().date_naive() - Days::new(20 * week))
            .collect(),
    };
    Arc::new(settings)
}

/// How long all steps took, and the longest of them.
fn in_steps(page: &Page, mut step: impl FnMut() -> bool) -> (f64, f64) {
    let (mut all, mut longest) = (0.0, 0.0_f64);
    let mut goes_on = true;
    while goes_on {
        let took = page.time(|| goes_on = step());
        all += took;
        longest = longest.max(took);
    }
    (all, longest)
}

pub(crate) fn measure(page: &Page) {
    let mut model = model();
    let settings = edited();
    let (mut all, mut longest) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        let mut weighing = Weighing::new(settings.clone(), noon());
        let took = in_steps(page, || weighing.step(&model, WEIGHED_A_STEP).is_some());
        std::hint::black_box(weighing.finish());
        all.push(took.0);
        longest.push(took.1);
    }
    report::heading("Other thresholds, 100,000 customers, 1,000,000 communications");
    report::line("what each rule meets today, counted while one types", &all);
    report::line(
        "  its longest step, between which the page may draw",
        &longest,
    );
    let (mut all, mut longest) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let period = months_up_to(noon(), 24);
        let mut replaying = Replaying::new(&model, Some(settings.clone()), period, noon());
        let took = in_steps(page, || replaying.step(&model, REPLAYED_A_STEP).is_some());
        let replayed = replaying.finish();
        assert!(replayed.done.iter().any(|count| 0 < *count));
        all.push(took.0);
        longest.push(took.1);
    }
    report::line("two years replayed, the policy in force and another", &all);
    report::line(
        "  its longest step, between which the page may draw",
        &longest,
    );
    let before = model.settings().clone();
    let save = Edited::altered(before, (*settings).clone());
    model.apply_edits(&[Edit::Settings(save)]);
    let planned: Vec<f64> = (0..7)
        .map(|_| page.time(|| today(&model, noon())))
        .collect();
    report::line("saved: Today's queue worked out anew", &planned);
}
