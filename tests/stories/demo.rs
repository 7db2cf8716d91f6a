//! The demo: a believable Book on every day, the same in both languages, and nothing but made-up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use genjin::app::commands::Command;
use genjin::app::model::Model;
use genjin::app::ports::Environment;
use genjin::app::queries::scores::score;
use genjin::app::sample::SampleLanguage;
use genjin::app::sample::demo::demo_contents;
use genjin::domain::calibration::{Observed, RatedOverall, fit_loyalty, fit_weights};
use genjin::domain::channel::Channel;
use genjin::domain::communication::CommunicationDraft;
use genjin::domain::customer::Stage;
use genjin::domain::follow_up::FollowUpState;
use genjin::domain::id::{BookId, CommunicationId, CustomerId};
use genjin::domain::need::NeedState;
use genjin::domain::outcome::Outcome;
use genjin::domain::promise::{PromiseState, Side};
use genjin::domain::queue::Group;
use genjin::domain::rating::AspectId;
use genjin::domain::settings::Settings;
use genjin::records::backup::{Contents, read_backup, write_backup};

use crate::support::{Book, Desk, Disk, recount, run};

const LANGUAGES: [SampleLanguage; 2] = [SampleLanguage::English, SampleLanguage::Chinese];

fn demo(language: SampleLanguage, desk: &Desk) -> Contents {
    demo_contents(BookId(uuid::Uuid::from_u128(1)), language, desk)
}

fn at_noon() -> std::rc::Rc<Desk> {
    Desk::at("2026-11-26T12:30:00-06:00")
}

#[test]
fn the_same_moment_gives_the_same_book_and_a_backup_brings_it_back() {
    let contents = demo(SampleLanguage::English, &at_noon());
    assert_eq!(demo(SampleLanguage::English, &at_noon()), contents);
    let bytes = write_backup(&contents);
    assert_eq!(read_backup(&bytes).expect("a backup"), contents);
}

#[test]
fn both_languages_tell_the_same_stories() {
    let [english, chinese] = LANGUAGES.map(|language| demo(language, &at_noon()));
    assert_eq!(english.customers.len(), 300);
    let count = english.communications.len();
    assert!((5_000..7_500).contains(&count), "{count}");
    assert_eq!(english.ratings, chinese.ratings);
    assert_eq!(english.needs.len(), chinese.needs.len());
    assert_eq!(english.promises.len(), chinese.promises.len());
    assert_eq!(english.observations.len(), chinese.observations.len());
    for (one, other) in english.customers.iter().zip(&chinese.customers) {
        assert_eq!(
            (one.id, one.firm, one.tier),
            (other.id, other.firm, other.tier)
        );
        assert_eq!((one.stage, one.since), (other.stage, other.since));
        assert!(one.name.is_ascii() || !one.name.contains(|char: char| '\u{3400}' < char));
        assert!(!other.name.is_ascii(), "{}", other.name);
    }
    for (one, other) in english.communications.iter().zip(&chinese.communications) {
        assert_eq!((one.at, &one.customers), (other.at, &other.customers));
        assert_eq!((&one.channel, one.outcome), (&other.channel, other.outcome));
        assert_eq!(one.content.is_empty(), other.content.is_empty());
        assert!(one.content.is_empty() || one.content != other.content);
        assert!(!one.content.contains('{') && !other.content.contains('{'));
    }
    for (one, other) in english.follow_ups.iter().zip(&chinese.follow_ups) {
        assert_eq!(
            (one.id, &one.action, one.due_on),
            (other.id, &other.action, other.due_on)
        );
    }
}

#[test]
fn today_is_lively_on_every_day_and_hour() {
    for hours in (0..7 * 24).step_by(29) {
        let desk = Desk::at("2026-11-23T00:10:00-06:00");
        desk.pass(TimeDelta::hours(hours));
        let book = Book::open(Disk::default(), desk);
        let contents = demo(SampleLanguage::English, &book.desk);
        run(book.service.replace(&contents)).expect("stored");
        let today = book.today();
        let counts = today.counts;
        assert_eq!(counts, recount(&book.contents(), book.now()));
        assert!((4..40).contains(&counts.visits), "{counts:?}");
        assert!((8..60).contains(&counts.calls), "{counts:?}");
        assert!((3..12).contains(&counts.first_contacts), "{counts:?}");
        assert!(150 <= counts.no_follow_up, "{counts:?}");
        let groups: BTreeSet<Group> = today.queue.iter().map(|one| one.group).collect();
        assert_eq!(groups.len(), 4, "{groups:?}");
        assert!(5 <= today.coming.len());
    }
}

#[test]
fn nothing_in_it_could_not_have_been_entered() {
    for language in LANGUAGES {
        let desk = at_noon();
        let contents = demo(language, &desk);
        let (now, today) = (desk.now(), desk.now().date_naive());
        let model = Model::of(&contents);
        let settings = Command::ChangeSettings {
            before: std::sync::Arc::new(Settings::default()),
            after: Box::new((*contents.settings).clone()),
            subject: String::new(),
        };
        settings
            .decide(&Model::default(), &*desk)
            .expect("settings in order");
        let mut names = BTreeSet::new();
        for customer in &contents.customers {
            let command = Command::CreateCustomer(Box::new((**customer).clone()));
            command.decide(&model, &*desk).expect("a customer in order");
            assert!(names.insert(&customer.name), "{} twice", customer.name);
        }
        for one in &contents.communications {
            assert!(!one.at.is_after(now), "{:?}", one.at);
            let age = (today - one.at.local_date()).num_days();
            assert!(age <= 735, "{age} days back");
            let draft = CommunicationDraft {
                customers: one.customers.clone(),
                new_customers: Vec::new(),
                at: one.at,
                channel: one.channel.clone(),
                direction: one.direction,
                outcome: one.outcome,
                content: one.content.clone(),
                line: String::new(),
                duration_seconds: one.duration_seconds,
                executes: None,
                next_step: None,
                needs: Vec::new(),
                promises: Vec::new(),
                ratings: Vec::new(),
            };
            Command::Log(draft)
                .decide(&model, &*desk)
                .expect("a record in order");
            if let Some(executes) = one.executes {
                let follow_up = model.follow_up(executes).expect("it is there");
                assert_eq!(follow_up.customer, one.customers[0]);
                let done = FollowUpState::Done {
                    by: Some(one.id),
                    on: one.at.local_date(),
                };
                assert_eq!(follow_up.state, done);
            }
        }
        for one in &contents.ratings {
            assert!(!one.at.is_after(now) && model.customer(one.customer).is_some());
        }
        for one in &contents.observations {
            assert!(one.on <= today && !one.value.is_negative());
            assert!(one.value.approximate() <= 100.0);
        }
        for need in &contents.needs {
            assert!(need.opened_on <= today && !need.words.is_empty());
            if let NeedState::Met { on } | NeedState::Dropped { on } = need.state {
                assert!(need.opened_on <= on && on <= today, "{on}");
            }
        }
        for promise in &contents.promises {
            let due = promise.due_on.expect("all are due");
            assert!(promise.made_on <= due && !promise.words.is_empty());
            if let PromiseState::Kept { on } | PromiseState::Broken { on } = promise.state {
                assert!(promise.made_on <= on && on <= today, "{on}");
            }
        }
    }
}

#[test]
fn nobody_real_can_be_reached_by_it() {
    for language in LANGUAGES {
        for customer in &demo(language, &at_noon()).customers {
            for phone in &customer.phones {
                let is_fiction = phone.value.starts_with("154 0000 ")
                    || phone.value.starts_with("+1 ") && phone.value.contains(" 555 01");
                assert!(is_fiction && phone.value.len() <= 15, "{}", phone.value);
            }
            for email in &customer.emails {
                assert!(email.value.is_ascii(), "{}", email.value);
                let host = email.value.split('@').next_back().unwrap_or_default();
                assert!(
                    host == "example.com" || host.ends_with(".example.com"),
                    "{host}"
                );
            }
        }
    }
}

/// The communications of each customer, the oldest first.
fn stories(contents: &Contents) -> BTreeMap<CustomerId, Vec<CommunicationId>> {
    let mut sorted: Vec<_> = contents.communications.iter().collect();
    sorted.sort_by_key(|one| (one.at.order(), one.id));
    let mut stories: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in sorted {
        stories.entry(one.customers[0]).or_default().push(one.id);
    }
    stories
}

#[test]
fn each_relation_goes_as_its_stage_says() {
    let desk = at_noon();
    let contents = demo(SampleLanguage::English, &desk);
    let model = Model::of(&contents);
    let stories = stories(&contents);
    let today = desk.now().date_naive();
    let mut stages: BTreeMap<Stage, usize> = BTreeMap::new();
    for customer in &contents.customers {
        *stages.entry(customer.stage).or_default() += 1;
        let story = stories.get(&customer.id).map_or(&[][..], Vec::as_slice);
        let words = |place: usize| {
            let record = story.get(place).and_then(|id| model.communication(*id));
            record.map(|one| one.content.clone()).unwrap_or_default()
        };
        let last = model.last_contact(customer.id, desk.now());
        match customer.stage {
            Stage::Lead if story.is_empty() => assert_eq!(customer.since, None),
            Stage::Lead => assert!(words(0).starts_with("Met at the trade fair")),
            Stage::Dormant => {
                let days = (today - last.expect("once").at.local_date()).num_days();
                assert!(90 <= days, "{days}");
            }
            Stage::Lost => assert!(words(story.len() - 1).contains("reasons")),
            Stage::Active => {}
        }
        if let (Some(since), Some(first)) = (customer.since, story.first()) {
            let first = model.communication(*first).expect("there").at.local_date();
            assert!(since <= first, "{since} {first}");
        }
    }
    assert_eq!(stages.len(), 4, "{stages:?}");
    assert!(stages.values().all(|count| 10 <= *count), "{stages:?}");
}

#[test]
fn every_page_has_something_to_show() {
    let desk = at_noon();
    let contents = demo(SampleLanguage::English, &desk);
    let channels: BTreeSet<&Channel> = contents
        .communications
        .iter()
        .map(|one| &one.channel)
        .collect();
    assert!(6 <= channels.len(), "{channels:?}");
    let kinds: BTreeSet<_> = contents.needs.iter().map(|one| one.kind).collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    let today = desk.now().date_naive();
    let open = contents.needs.iter().filter(|one| one.is_open()).count();
    assert!(
        (30..400).contains(&open),
        "{open} open of {}",
        contents.needs.len()
    );
    for side in [Side::Ours, Side::Theirs] {
        let of_side = || contents.promises.iter().filter(|one| one.side == side);
        assert!(2 <= of_side().filter(|one| one.is_late(today)).count());
        assert!(5 <= of_side().filter(|one| one.is_open()).count());
        assert!(
            20 <= of_side()
                .filter(|one| matches!(one.state, PromiseState::Kept { .. }))
                .count()
        );
    }
    // The telephone is answered best in the middle of the morning.
    let tried = |hour: u32| {
        let calls = contents.communications.iter().filter(|one| {
            let at = one.at.local_time();
            one.channel == Channel::Phone
                && one.direction == Some(genjin::domain::communication::Direction::Outgoing)
                && at.is_some_and(|at| chrono::Timelike::hour(&at) == hour)
        });
        let (mut all, mut answered) = (0_u32, 0_u32);
        for call in calls {
            all += 1;
            answered += u32::from(call.outcome == Some(Outcome::Connected));
        }
        f64::from(answered) / f64::from(all.max(1))
    };
    assert!(tried(13) + 0.2 < tried(10), "{} {}", tried(13), tried(10));
    let done = contents
        .follow_ups
        .iter()
        .filter_map(|one| match one.state {
            FollowUpState::Done { on, .. } => Some(on <= one.due_on),
            _ => None,
        });
    let (in_time, late): (Vec<bool>, Vec<bool>) = done.partition(|is_in_time| *is_in_time);
    assert!(500 <= in_time.len() && 100 <= late.len() && late.len() < in_time.len());
}

#[test]
fn both_calibrations_find_something_and_some_are_at_risk() {
    let desk = at_noon();
    let model = Model::of(&demo(SampleLanguage::Chinese, &desk));
    let now = desk.now();
    let (mut observed, mut overall, mut at_risk, mut scored) = (Vec::new(), Vec::new(), 0, 0);
    for customer in model.customers() {
        let Some(score) = score(&model, customer.id, now) else {
            continue;
        };
        let latest = |aspect| {
            let rating = model
                .ratings_of(customer.id)
                .find(|one| one.aspect == aspect)?;
            Some(rating.value.points())
        };
        if let Some(points) = latest(AspectId::Overall) {
            overall.push(RatedOverall {
                customer: customer.id,
                ratings: AspectId::BUILT_IN
                    .into_iter()
                    .filter_map(|aspect| Some((aspect, latest(aspect)?)))
                    .collect(),
                overall: points,
            });
        }
        let Ok(loyalty) = score.loyalty else {
            continue;
        };
        scored += 1;
        at_risk += usize::from(loyalty.value < 50.0);
        if let Some(seen) = model.observations_of(customer.id).next() {
            observed.push(Observed {
                customer: customer.id,
                satisfaction: loyalty.satisfaction,
                months: loyalty.months,
                loyalty: seen.value.approximate(),
            });
        }
    }
    let fit = fit_loyalty(&observed).expect("enough of them");
    assert!(100 <= fit.observations(), "{}", fit.observations());
    assert!((0.5..0.95).contains(&fit.r_squared), "{}", fit.r_squared);
    assert!(0.0 < fit.satisfaction.value && 0.0 < fit.duration.value);
    let weights = fit_weights(&AspectId::BUILT_IN, &overall).expect("enough of them");
    assert!(
        (0.4..0.97).contains(&weights.r_squared),
        "{}",
        weights.r_squared
    );
    assert!(
        10 <= at_risk && at_risk < scored / 2,
        "{at_risk} of {scored}"
    );
}
