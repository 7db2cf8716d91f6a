//! The sample data of the first run: believable at every hour, and gone with one click.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use genjin::app::commands::sample_data::{has_sample_data, is_sample};
use genjin::app::commands::{Command, Rejection};
use genjin::app::queries::learned::{Learned, Learning, Sounds, sounds};
use genjin::app::queries::scores::score;
use genjin::app::sample::{SampleLanguage, sample_edits};
use genjin::domain::calibration::{Observed, RatedOverall, fit_loyalty, fit_weights};
use genjin::domain::channel::Channel;
use genjin::domain::communication::Sentiment;
use genjin::domain::follow_up::Action;
use genjin::domain::hints::Proposed;
use genjin::domain::id::CommunicationId;
use genjin::domain::queue::Group;
use genjin::domain::rating::AspectId;
use genjin::domain::satisfaction::{Direction, Trend};
use genjin::domain::words::sentiment::Lexicon;

use crate::support::{Book, Desk, Disk, Log, recount, run, step};

fn add(book: &Book, language: SampleLanguage) {
    let edits = sample_edits(language, &*book.desk);
    book.do_it(Command::AddSampleData(Arc::new(edits)));
}

#[test]
fn today_has_work_of_every_kind_on_every_day_and_hour() {
    for hours in (0..7 * 24).step_by(5) {
        let desk = Desk::at("2026-11-23T00:10:00-05:00");
        desk.pass(TimeDelta::hours(hours));
        let book = Book::open(Disk::default(), desk);
        add(&book, SampleLanguage::English);
        let today = book.today();
        let counts = today.counts;
        assert_eq!(counts, recount(&book.contents(), book.now()));
        assert!(5 <= counts.visits && 4 <= counts.calls, "{counts:?}");
        assert!(
            3 <= counts.first_contacts && 5 <= counts.no_follow_up,
            "{counts:?}"
        );
        let groups: BTreeSet<Group> = today.queue.iter().map(|one| one.group).collect();
        assert_eq!(groups.len(), 4, "{groups:?}");
        assert!(2 <= today.coming.len());
    }
}

#[test]
fn both_languages_tell_the_same_stories() {
    let [english, chinese] = [SampleLanguage::English, SampleLanguage::Chinese].map(|language| {
        let book = Book::new();
        add(&book, language);
        book
    });
    assert_eq!(english.counts(), chinese.counts());
    let (english, chinese) = (english.contents(), chinese.contents());
    assert_eq!(english.customers.len(), 40);
    assert!(
        (300..400).contains(&english.communications.len()),
        "{}",
        english.communications.len()
    );
    assert_eq!(english.counts(), chinese.counts());
    for (english, chinese) in english.communications.iter().zip(&chinese.communications) {
        assert_eq!(english.content.is_empty(), chinese.content.is_empty());
        assert!(english.content.is_empty() || english.content != chinese.content);
        assert!(!english.content.contains('{') && !chinese.content.contains('{'));
    }
    for customer in &chinese.customers {
        assert!(!customer.name.is_ascii(), "{}", customer.name);
    }
}

#[test]
fn sample_data_teach_nothing_and_what_the_user_says_does() {
    let book = Book::new();
    add(&book, SampleLanguage::English);
    add(&book, SampleLanguage::Chinese);
    let learn = || {
        let model = book.service.model();
        let mut learning = Learning::new(&model, book.now(), None);
        while learning.step(&model, 1_000).is_some() {}
        learning.finish()
    };
    let words = "they shuffle about the crates";
    let lexicon = Lexicon::new();
    let heard = |learned: &Learned, id: CommunicationId| {
        sounds(&lexicon, Some(learned), &book.communication(id))
    };
    let customer = book.customer("Ada Quill");
    let record = book.log_id(Log::call(customer).saying(words));
    let learned = learn();
    assert_eq!(
        (learned.sentiment.examples(), learned.kinds.examples()),
        (0, 0)
    );
    assert_eq!(heard(&learned, record), None);

    for number in 0..30 {
        let (said, felt) = if number % 2 == 0 {
            (words, Sentiment::Negative)
        } else {
            ("chatted about football", Sentiment::Neutral)
        };
        // Texts that are the same are judged together.
        let letter = char::from(b'a' + number);
        let id = book.log_id(Log::call(customer).saying(&format!("{said} {letter}{letter}")));
        book.edit_communication(id, |one| one.sentiment = Some(felt));
    }
    let learned = learn();
    assert_eq!(learned.sentiment.examples(), 30);
    let Some(Sounds::Learned(proposal)) = heard(&learned, record) else {
        panic!("thirty corrections are enough");
    };
    assert_eq!(proposal.label, Sentiment::Negative);
}

#[test]
fn the_sample_data_show_what_genjin_can_hold() {
    let book = Book::new();
    add(&book, SampleLanguage::English);
    let contents = book.contents();
    let now = book.now();
    let some = |holds: &dyn Fn(&genjin::domain::customer::Customer) -> bool| {
        contents.customers.iter().filter(|one| holds(one)).count()
    };
    assert_eq!(some(&|one| one.consent.do_not_contact), 1);
    assert_eq!(some(&|one| one.consent.paused_until.is_some()), 1);
    assert_eq!(some(&|one| one.cadence.is_some()), 1);
    assert_eq!(some(&|one| one.firm.is_some()), 8);
    for (what, least, count) in [
        ("tier", 20, some(&|one| one.tier.is_some())),
        ("tags", 5, some(&|one| !one.tags.is_empty())),
        ("phones", 25, some(&|one| !one.phones.is_empty())),
        ("emails", 20, some(&|one| !one.emails.is_empty())),
        ("handles", 10, some(&|one| !one.handles.is_empty())),
        ("notes", 5, some(&|one| !one.notes.is_empty())),
    ] {
        assert!(least <= count, "{what}: {count}");
    }
    let names: BTreeSet<_> = contents.customers.iter().map(|one| &one.name).collect();
    assert_eq!(names.len(), 40);
    let stages: BTreeSet<_> = contents.customers.iter().map(|one| one.stage).collect();
    assert!(3 <= stages.len());
    let channels: BTreeSet<&Channel> = contents
        .communications
        .iter()
        .map(|one| &one.channel)
        .collect();
    assert_eq!(channels.len(), 7);
    let attempts = contents
        .communications
        .iter()
        .filter(|one| one.content.is_empty());
    assert!(10 <= attempts.count());
    let ages = contents.communications.iter().map(|one| {
        assert!(!one.at.is_after(now), "{:?}", one.at);
        (now.date_naive() - one.at.local_date()).num_days()
    });
    assert!((200..250).contains(&ages.max().expect("records")));
}

#[test]
fn every_record_of_the_sample_data_is_marked_and_one_command_removes_all() {
    let book = Book::new();
    let empty = book.contents();
    add(&book, SampleLanguage::Chinese);
    {
        let model = book.service.model();
        assert!(has_sample_data(&model));
        assert!(
            model
                .customers()
                .all(|one| is_sample(&model, one.origin.as_ref()))
        );
        assert!(
            model
                .communications()
                .all(|one| is_sample(&model, one.origin.as_ref()))
        );
    }
    book.do_it(Command::RemoveSampleData);
    assert_eq!(book.contents(), empty);
    assert!(!has_sample_data(&book.service.model()));
}

#[test]
fn removing_the_sample_data_takes_what_was_logged_on_samples_and_spares_the_rest() {
    let book = Book::new();
    let ben = book.customer("Ben");
    let empty_but_for_ben = book.contents();
    add(&book, SampleLanguage::English);
    let [firm, person] = {
        let model = book.service.model();
        let person = model.customers().find(|one| one.firm.is_some());
        let person = person.expect("people of firms").clone();
        [person.firm.expect("a firm"), person.id]
    };
    // What the user did with the samples goes along …
    book.log(Log::call(person).then(step(Action::Visit, "2024-08-20")));
    book.edit(person, |person| person.name = "Renamed".to_owned());
    // … and what is the user's own stays, without the samples.
    let mixed = book.log_id(Log::with(vec![person, ben]));
    book.edit(ben, |ben| ben.firm = Some(firm));
    let before = book.contents();
    let done = book.do_it(Command::RemoveSampleData);
    assert_eq!(done.label.count, 40);
    assert_eq!(book.communication(mixed).customers, [ben]);
    assert_eq!(book.get(ben).firm, None);
    let left = book.contents();
    assert_eq!(left.customers, empty_but_for_ben.customers);
    assert_eq!((left.communications.len(), left.sources.len()), (1, 0));
    assert!(left.follow_ups.iter().all(|one| one.customer == ben));
    book.undo();
    assert_eq!(book.contents(), before);
    assert!(has_sample_data(&book.service.model()));
}

#[test]
fn what_the_sample_data_note_is_what_their_words_propose() {
    for language in [SampleLanguage::English, SampleLanguage::Chinese] {
        let book = Book::new();
        add(&book, language);
        let contents = book.contents();
        let said = |id: Option<CommunicationId>| {
            let record = book.communication(id.expect("of a record"));
            Proposed::by(&record.content, record.at.local_date())
        };
        for need in &contents.needs {
            let kinds: Vec<_> = said(need.opened_by)
                .needs
                .iter()
                .map(|one| one.kind)
                .collect();
            assert!(kinds.contains(&need.kind), "{}: {kinds:?}", need.words);
        }
        for promise in contents
            .promises
            .iter()
            .filter(|one| one.communication.is_some())
        {
            let promises = said(promise.communication).promises;
            let noted = (promise.side, &promise.words, promise.due_on);
            let mut found = promises
                .iter()
                .map(|one| (one.side, &one.words, one.due_on));
            assert!(found.any(|one| one == noted), "{noted:?}");
        }
        let open = contents.needs.iter().filter(|need| need.is_open()).count();
        let today = book.now().date_naive();
        let late = contents
            .promises
            .iter()
            .filter(|one| one.is_late(today))
            .count();
        assert!(3 <= open && 1 <= late, "{open} open, {late} late");
        assert!(20 <= contents.needs.len() && 10 <= contents.promises.len());
    }
}

#[test]
fn there_must_be_sample_data_to_remove() {
    assert_eq!(
        Book::new().refusal(Command::RemoveSampleData),
        Rejection::Gone
    );
}

#[test]
fn the_same_moment_and_ids_give_the_same_data() {
    let [one, other] = [(); 2].map(|()| {
        let book = Book::new();
        add(&book, SampleLanguage::English);
        book.contents()
    });
    assert_eq!(one, other);
}

#[test]
fn a_sample_record_that_was_given_to_an_own_customer_stays_as_the_users_own() {
    let book = Book::new();
    let ben = book.customer("Ben");
    add(&book, SampleLanguage::English);
    let record = book.contents().communications[0].id;
    book.edit_communication(record, |one| one.customers = vec![ben]);
    book.do_it(Command::RemoveSampleData);
    let record = book.communication(record);
    assert_eq!((&record.customers[..], &record.origin), (&[ben][..], &None));
}

#[test]
fn undoing_the_sample_data_spares_a_person_in_use_and_the_firm_of_that_person() {
    let book = Book::new();
    let edits = sample_edits(SampleLanguage::English, &*book.desk);
    let added = book.do_it(Command::AddSampleData(Arc::new(edits)));
    let person = {
        let model = book.service.model();
        let person = model.customers().find(|one| one.firm.is_some());
        person.expect("people of firms").clone()
    };
    book.log(Log::call(person.id));
    let undone = run(book.service.undo_change(added.change.expect("saved")));
    assert_eq!(undone.expect("most of it is unused").kept.len(), 2);
    let contents = book.contents();
    let left: BTreeSet<_> = contents.customers.iter().map(|one| Some(one.id)).collect();
    assert_eq!(left, [Some(person.id), person.firm].into());
    assert!(
        has_sample_data(&book.service.model()),
        "they are still marked"
    );
}

#[test]
fn both_calibrations_find_something_in_the_sample_data() {
    for language in [SampleLanguage::English, SampleLanguage::Chinese] {
        let book = Book::new();
        add(&book, language);
        let model = book.service.model();
        let now = book.now();
        let mut observed = Vec::new();
        let mut overall = Vec::new();
        for customer in model.customers() {
            let Some(score) = score(&model, customer.id, now) else {
                continue;
            };
            if let (Ok(loyalty), Some(seen)) =
                (score.loyalty, model.observations_of(customer.id).next())
            {
                observed.push(Observed {
                    customer: customer.id,
                    satisfaction: loyalty.satisfaction,
                    months: loyalty.months,
                    loyalty: seen.value.approximate(),
                });
            }
            let latest = |aspect| {
                let mut ratings = model.ratings_of(customer.id);
                let rating = ratings.find(|one| one.aspect == aspect)?;
                Some(rating.value.points())
            };
            if let Some(points) = latest(AspectId::Overall) {
                let aspects = AspectId::BUILT_IN.into_iter();
                overall.push(RatedOverall {
                    customer: customer.id,
                    ratings: aspects
                        .filter_map(|aspect| Some((aspect, latest(aspect)?)))
                        .collect(),
                    overall: points,
                });
            }
        }
        let fit = fit_loyalty(&observed).expect("enough of them");
        assert!(25 <= fit.observations(), "{}", fit.observations());
        assert!((0.5..0.9).contains(&fit.r_squared), "{}", fit.r_squared);
        assert!(0.0 < fit.satisfaction.value && 0.0 < fit.duration.value);
        let weights = fit_weights(&AspectId::BUILT_IN, &overall).expect("enough of them");
        assert!(25 <= weights.observations, "{}", weights.observations);
        assert!(
            (0.5..0.95).contains(&weights.r_squared),
            "{}",
            weights.r_squared
        );
    }
}

#[test]
fn some_samples_rise_some_fall_some_are_rated_in_part_and_some_not_at_all() {
    let book = Book::new();
    add(&book, SampleLanguage::English);
    let contents = book.contents();
    let model = book.service.model();
    let (mut up, mut down, mut part, mut none) = (0, 0, 0, 0);
    for customer in &contents.customers {
        let score = score(&model, customer.id, book.now()).expect("it is there");
        match score.trend.map(Trend::direction) {
            Some(Direction::Up) => up += 1,
            Some(Direction::Down) => down += 1,
            _ => {}
        }
        match score.satisfaction {
            None => none += 1,
            Some(satisfaction) if satisfaction.coverage.share < 1.0 => part += 1,
            Some(_) => {}
        }
    }
    assert!(
        4 <= up && 4 <= down && 2 <= part && 3 <= none,
        "{up} up, {down} down, {part} in part, {none} unrated"
    );
    // What was felt is what the ratings of the same exchange say.
    let delivered_late = contents.communications.iter().filter(|one| {
        one.content.contains("days late") && one.sentiment == Some(Sentiment::Negative)
    });
    let mut late = 0;
    for record in delivered_late {
        let of_record = |aspect| {
            let mut ratings = contents.ratings.iter();
            ratings.find(|one| one.communication == Some(record.id) && one.aspect == aspect)
        };
        if let Some(delivery) = of_record(AspectId::Delivery) {
            assert!(delivery.value.points() < 50.0);
            late += 1;
        }
    }
    assert!(4 <= late, "{late}");
    assert!(
        contents
            .ratings
            .iter()
            .all(|one| is_sample(&model, one.origin.as_ref()) && !one.at.is_after(book.now()))
    );
}
