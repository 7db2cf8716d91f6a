//! The work of a day: who comes first, what fits, what spills over, and the evening's debrief.

use std::collections::BTreeMap;

use genjin::app::commands::customers::BulkEdit;
use genjin::app::commands::debrief::{Came, DebriefDraft, DebriefLine};
use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Command, Rejection};
use genjin::app::queries::card::{Opening, card};
use genjin::app::queries::debrief::{Debrief, day_of_evening, debrief};
use genjin::app::queries::round::visits_of_today;
use genjin::app::queries::today::{first_suggested, fitting, rank};
use genjin::domain::capacity::{Load, Room, Takes};
use genjin::domain::change::Deed;
use genjin::domain::channel::Channel;
use genjin::domain::customer::Tier;
use genjin::domain::follow_up::{Action, FollowUpState};
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Moment;
use genjin::domain::need::{Need, NeedDraft, NeedKind, NeedState};
use genjin::domain::outcome::Outcome;
use genjin::domain::promise::{PromiseDraft, Side};
use genjin::domain::resource::{Capacity, QueueWeights, Weight};
use genjin::domain::working_days::DayCount;

use crate::support::{Book, Log, day, instant, step};

fn of_tier(book: &Book, name: &str, days_ago: i64, tier: Option<Tier>) -> CustomerId {
    let id = book.customer_called(name, days_ago);
    if tier.is_some() {
        book.do_it(Command::EditCustomers {
            ids: vec![id],
            edit: BulkEdit::Tier(tier),
        });
    }
    id
}

fn need(book: &Book, customer: CustomerId, words: &str) {
    book.do_it(Command::OpenNeed {
        customer,
        came_up_in: None,
        need: NeedDraft {
            kind: NeedKind::Price,
            words: words.to_owned(),
            resource: String::new(),
        },
    });
}

fn fits(book: &Book, visits: u16, calls: u16) {
    book.change_settings(|settings| settings.capacity = Capacity { visits, calls });
}

/// When each of the queue has room, by name.
fn rooms(book: &Book) -> Vec<(String, Room)> {
    let queue = book.today().queue;
    let named = queue.iter().map(|one| (one.customer, one.room));
    named
        .map(|(id, room)| (book.get(id).name.clone(), room))
        .collect()
}

fn named(list: &[(&str, Room)]) -> Vec<(String, Room)> {
    list.iter()
        .map(|(name, room)| ((*name).to_owned(), *room))
        .collect()
}

fn on(text: &str) -> Room {
    Room::On(day(text))
}

#[test]
fn tier_and_open_need_move_a_customer_up_the_queue_and_names_break_ties() {
    let book = Book::new();
    of_tier(&book, "Cyd", 12, Some(Tier::C));
    of_tier(&book, "Bob", 9, None);
    of_tier(&book, "Ann", 9, None);
    of_tier(&book, "Abe", 8, Some(Tier::A));
    let eve = of_tier(&book, "Eve", 8, None);
    // 5/3 × 1.5, twice 2, 3 × 0.7, 5/3.
    assert_eq!(book.queue(), ["Abe", "Cyd", "Ann", "Bob", "Eve"]);
    need(&book, eve, "a quote");
    let of_eve = rank(&book.service.model(), eve, book.now()).expect("suggested");
    assert!((of_eve.total() - 2.0).abs() < 1e-9);
    // 5/3 × 1.2 is 2 as well, whatever the last digits of the machine say.
    assert_eq!(book.queue(), ["Abe", "Cyd", "Ann", "Bob", "Eve"]);
    book.edit(eve, |customer| customer.name = "Aba".to_owned());
    assert_eq!(book.queue(), ["Abe", "Cyd", "Aba", "Ann", "Bob"]);
    // A need that is met weighs nothing.
    let before = book.service.model().needs_of(eve).next().cloned();
    let before = before.expect("the need");
    let after = Box::new(Need {
        state: NeedState::Met {
            on: day("2024-08-16"),
        },
        ..(*before).clone()
    });
    book.do_it(Command::EditNeed { before, after });
    let of_eve = rank(&book.service.model(), eve, book.now()).expect("suggested");
    assert!((of_eve.total() - 5.0 / 3.0).abs() < 1e-9);
}

#[test]
fn weights_under_edit_show_their_order_before_they_are_saved() {
    let book = Book::new();
    of_tier(&book, "Ann", 20, Some(Tier::C));
    of_tier(&book, "Bob", 8, Some(Tier::A));
    let first = |weights: &QueueWeights| {
        let first = first_suggested(&book.service.model(), weights, 1, book.now());
        book.get(first[0].0).name.clone()
    };
    let stored = book.service.model().settings().queue_weights;
    assert_eq!(first(&stored), "Ann");
    let heavy = QueueWeights {
        tier_a: Weight(1000),
        ..stored
    };
    assert_eq!(first(&heavy), "Bob");
    assert_eq!(book.queue(), ["Ann", "Bob"]);
    book.change_settings(|settings| settings.queue_weights = heavy);
    assert_eq!(book.queue(), ["Bob", "Ann"]);
    book.undo();
    assert_eq!(book.queue(), ["Ann", "Bob"]);
}

#[test]
fn what_is_done_and_what_was_planned_by_hand_take_their_part_of_the_day() {
    let book = Book::new();
    fits(&book, 3, 1);
    for (name, days) in [("Ann", 20), ("Bob", 15), ("Cyd", 10)] {
        book.customer_called(name, days);
    }
    let planned = book.customer("Pat");
    book.plan(planned, step(Action::Visit, "2024-08-16"));
    let done = book.customer("Dee");
    book.log(Log::call(done).by(Channel::Visit));
    let expected = [
        ("Pat", Room::Today),
        ("Ann", Room::Today),
        ("Bob", on("2024-08-17")),
        ("Cyd", on("2024-08-17")),
    ];
    assert_eq!(rooms(&book), named(&expected));
    let full = Load {
        visits: 3,
        calls: 0,
    };
    assert_eq!(book.today().load, full);
    // One call with several customers is one call.
    let (one, other) = (book.customer("One"), book.customer("Two"));
    book.log(Log::with(vec![one, other]));
    assert_eq!(book.today().load.calls, 1);
    assert_eq!(
        fitting(
            &book.service.model(),
            Capacity {
                visits: 9,
                calls: 9
            },
            book.now()
        ),
        (4, 0)
    );
}

#[test]
fn days_that_are_full_by_hand_or_free_take_nobody_who_spills_over() {
    let book = Book::new();
    fits(&book, 1, 20);
    book.change_settings(|settings| {
        settings.day_count = DayCount::WorkingDays {
            holidays: [day("2024-08-21")].into(),
        };
    });
    for (name, days) in [("Ann", 40), ("Bob", 35), ("Cyd", 30)] {
        book.customer_called(name, days);
    }
    let pat = book.customer("Pat");
    book.plan(pat, step(Action::Visit, "2024-08-19"));
    // Hidden until Tuesday, and planned before: it takes Tuesday's visit.
    let sue = book.customer("Sue");
    book.plan(sue, step(Action::Visit, "2024-08-16"));
    book.do_it(Command::EditCustomers {
        ids: vec![sue],
        edit: BulkEdit::PauseUntil(Some(day("2024-08-20"))),
    });
    let expected = [
        ("Ann", Room::Today),
        ("Bob", on("2024-08-22")),
        ("Cyd", on("2024-08-23")),
    ];
    assert_eq!(rooms(&book), named(&expected));
}

#[test]
fn follow_ups_by_hand_stay_today_even_where_nothing_fits() {
    let book = Book::new();
    fits(&book, 0, 0);
    let (ann, bob) = (book.customer_called("Ann", 20), book.customer("Bob"));
    book.plan(bob, step(Action::Visit, "2024-08-10"));
    let mail = book.customer_called("Cyd", 20);
    book.plan(mail, step(Action::Through(Channel::Email), "2024-08-16"));
    let never = Room::LaterThan(day("2024-11-14"));
    let expected = [("Bob", Room::Today), ("Cyd", Room::Today), ("Ann", never)];
    assert_eq!(rooms(&book), named(&expected));
    assert_eq!(book.due(ann), Some(Action::Visit));
}

#[test]
fn a_capacity_of_zero_leaves_the_round_to_the_visits_planned_by_hand() {
    let book = Book::new();
    fits(&book, 0, 20);
    book.customer_called("Ann", 20);
    let bob = book.customer("Bob");
    book.plan(bob, step(Action::Visit, "2024-08-10"));
    let round = |count| {
        let due = visits_of_today(&book.service.model(), book.now(), count);
        let names = due.items.iter().map(|item| item.customer.name.clone());
        (names.collect::<Vec<_>>(), due.fitting, due.total)
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(round(None), (names(&["Bob"]), 1, 2));
    // Whoever wants more takes more.
    assert_eq!(round(Some(9)), (names(&["Bob", "Ann"]), 1, 2));
    // What was planned fits the day by hand, and what was done takes its room.
    fits(&book, 2, 20);
    assert_eq!(round(None), (names(&["Bob", "Ann"]), 2, 2));
    book.log(Log::call(book.customer("Dee")).by(Channel::Visit));
    assert_eq!(round(None), (names(&["Bob"]), 1, 2));
}

#[test]
fn the_headline_counts_are_what_is_to_do_today_and_what_spills_over() {
    let book = Book::new();
    fits(&book, 3, 2);
    for (name, days) in [
        ("Ann", 20),
        ("Bob", 15),
        ("Cyd", 10),
        ("Dee", 5),
        ("Eli", 4),
    ] {
        book.customer_called(name, days);
    }
    let (flo, gus) = (book.customer("Flo"), book.customer("Gus"));
    book.customer("Hal");
    book.plan(flo, step(Action::Visit, "2024-08-10"));
    book.log(Log::call(gus).by(Channel::Visit));
    let check = || {
        let today = book.today();
        let spilled = |takes: Takes| {
            let queue = today.queue.iter();
            let spilled = queue.filter(|queued| queued.room != Room::Today);
            spilled
                .filter(|queued| queued.headline.takes() == takes)
                .count()
        };
        let (load, spent, counts) = (today.load, today.spent, today.counts);
        let visits = (load.visits - spent.visits, spilled(Takes::AVisit));
        assert_eq!(visits.0 + visits.1, counts.visits);
        let calls = (load.calls - spent.calls, spilled(Takes::ACall));
        assert_eq!(calls.0 + calls.1, counts.calls + counts.first_contacts);
        ((visits, spent.visits), (calls, spent.calls))
    };
    assert_eq!(check(), (((2, 2), 1), ((2, 1), 0)));
    fits(&book, 0, 0);
    assert_eq!(check(), (((1, 3), 1), ((0, 3), 0)));
}

fn tell(day: &str, lines: &[(CustomerId, Came, &str)]) -> Command {
    let mut draft = DebriefDraft {
        day: crate::support::day(day),
        lines: BTreeMap::new(),
    };
    for (customer, came, words) in lines {
        let words = (*words).to_owned();
        let line = DebriefLine { came: *came, words };
        draft.lines.insert(*customer, line);
    }
    Command::Debrief(draft)
}

fn look_back(book: &Book, on: &str) -> (Vec<String>, Vec<String>) {
    let Debrief { open, recorded } = debrief(&book.service.model(), day(on), book.now());
    let name = |id: CustomerId| book.get(id).name.clone();
    (
        open.into_iter().map(name).collect(),
        recorded.into_iter().map(|(id, _)| name(id)).collect(),
    )
}

#[test]
fn the_evening_is_one_change_and_one_undo() {
    let book = Book::new();
    let (ann, bob) = (
        book.customer_called("Ann", 20),
        book.customer_called("Bob", 15),
    );
    let (cyd, dee) = (book.customer_called("Cyd", 5), book.customer("Dee"));
    let planned = book.plan(dee, step(Action::Visit, "2024-08-15"));
    let before = (book.counts(), book.contents());
    let (open, recorded) = look_back(&book, "2024-08-16");
    assert_eq!(open, ["Dee", "Ann", "Bob", "Cyd"]);
    assert_eq!(recorded, Vec::<String>::new());

    let done = book.do_it(tell(
        "2024-08-16",
        &[
            (ann, Came::Happened, " liked it "),
            (bob, Came::NoAnswer, ""),
            (cyd, Came::MovedTo(day("2024-08-17")), "on the road"),
            (dee, Came::MovedTo(day("2024-08-19")), ""),
        ],
    ));
    assert_eq!((done.label.deed, done.label.count), (Deed::Debrief, 4));
    let told = |id| {
        let model = book.service.model();
        model.timeline(id).next().cloned().expect("a record")
    };
    let visit = told(ann);
    assert_eq!(
        (visit.channel.clone(), visit.outcome, visit.content.as_str()),
        (Channel::Visit, Some(Outcome::Connected), "liked it")
    );
    assert_eq!(told(bob).outcome, Some(Outcome::NoAnswer));
    let moved = book.only_follow_up(cyd);
    assert_eq!(
        (moved.action, moved.due_on, moved.note.as_str()),
        (Action::Call, day("2024-08-17"), "on the road")
    );
    let kept = book.only_follow_up(dee);
    assert_eq!((kept.id, kept.due_on), (planned, day("2024-08-19")));
    assert_eq!(book.queue(), Vec::<String>::new());
    let (open, recorded) = look_back(&book, "2024-08-16");
    assert_eq!(open, Vec::<String>::new());
    assert_eq!(recorded.len(), 2);

    book.undo();
    assert_eq!((book.counts(), book.contents()), before);
}

#[test]
fn what_is_told_of_an_earlier_day_bears_its_date_and_closes_what_was_due_then() {
    let book = Book::new();
    let (ann, bob) = (book.customer_called("Ann", 20), book.customer("Bob"));
    book.plan(bob, step(Action::Visit, "2024-08-15"));
    book.desk.set(instant("2024-08-17T00:30:00+08:00"));
    assert_eq!(day_of_evening(book.now()), day("2024-08-16"));
    let (open, _) = look_back(&book, "2024-08-16");
    assert_eq!(open, ["Bob", "Ann"]);
    book.do_it(tell(
        "2024-08-16",
        &[(ann, Came::NoAnswer, ""), (bob, Came::Happened, "")],
    ));
    let closed = book.only_follow_up(bob);
    assert!(matches!(
        closed.state,
        FollowUpState::Done { on, .. } if on == day("2024-08-16")
    ));
    let model = book.service.model();
    for id in [ann, bob] {
        let newest = model.timeline(id).next().expect("a record");
        assert_eq!(newest.at, Moment::On(day("2024-08-16")));
    }
    drop(model);
    // Nobody is asked twice of the day, and who was not reached is due again today.
    let (open, recorded) = look_back(&book, "2024-08-16");
    assert_eq!((open.len(), recorded.len()), (0, 2));
    assert_eq!(book.due(ann), Some(Action::Visit));
    // From the evening before, tomorrow is today.
    book.undo();
    book.do_it(tell(
        "2024-08-16",
        &[(ann, Came::MovedTo(day("2024-08-17")), "")],
    ));
    assert_eq!(book.only_follow_up(ann).due_on, day("2024-08-17"));
}

#[test]
fn the_evening_begins_the_next_day_at_five() {
    let day_at = |time: &str| day_of_evening(instant(&format!("2024-08-17T{time}:00+08:00")));
    assert_eq!(day_at("04:59"), day("2024-08-16"));
    assert_eq!(day_at("05:00"), day("2024-08-17"));
    assert_eq!(day_at("23:59"), day("2024-08-17"));
}

#[test]
fn a_debrief_that_cannot_be_is_refused_with_its_reason() {
    let book = Book::new();
    let ann = book.customer_called("Ann", 20);
    let refusal = |day: &str, lines: &[(CustomerId, Came, &str)]| book.refusal(tell(day, lines));
    let happened = [(ann, Came::Happened, "")];
    assert_eq!(refusal("2024-08-17", &happened), Rejection::DayToCome);
    assert_eq!(refusal("2024-08-16", &[]), Rejection::NothingDue);
    let moved = |to| [(ann, Came::MovedTo(day(to)), "")];
    assert_eq!(
        refusal("2024-08-16", &moved("2024-08-16")),
        Rejection::DatePassed
    );
    assert_eq!(
        refusal("2024-08-10", &moved("2024-08-12")),
        Rejection::DatePassed
    );
    book.do_it(Command::MoveToTrash(Selection::customers(vec![ann])));
    assert_eq!(refusal("2024-08-16", &happened), Rejection::Gone);
}

#[test]
fn a_card_shows_what_is_open_and_proposes_the_newest_of_it() {
    let book = Book::new();
    let ann = book.customer("Ann");
    let opening = || {
        let model = book.service.model();
        card(&model, ann, book.now()).expect("a card").opening
    };
    let promise = |side, words: &str| {
        book.do_it(Command::NotePromise {
            customer: ann,
            given_in: None,
            promise: PromiseDraft {
                side,
                words: words.to_owned(),
                due_on: None,
            },
        });
    };
    assert_eq!(opening(), Opening::Introduction);
    book.log(Log::call(ann).on("2024-08-01").saying("wants a quote"));
    book.log(Log::call(ann).on("2024-08-02").unanswered());
    assert!(matches!(opening(), Opening::LastWords(one) if one.content == "wants a quote"));
    need(&book, ann, "a quote");
    assert!(matches!(opening(), Opening::Need(one) if one.words == "a quote"));
    promise(Side::Theirs, "the drawing");
    assert!(matches!(opening(), Opening::TheirPromise(_)));
    promise(Side::Ours, "the sample");
    assert!(matches!(opening(), Opening::OurPromise(one) if one.words == "the sample"));
    // What came up on a later day is newer than any promise of today.
    book.desk.set(instant("2024-08-17T09:00:00+08:00"));
    need(&book, ann, "another quote");
    assert!(matches!(opening(), Opening::Need(one) if one.words == "another quote"));

    for back in 3..6 {
        book.log(Log::call(ann).on(&format!("2024-08-0{back}")));
    }
    let model = book.service.model();
    let shown = card(&model, ann, book.now()).expect("a card");
    let days: Vec<_> = shown.last.iter().map(|one| one.at.local_date()).collect();
    assert_eq!(days, ["2024-08-05", "2024-08-04", "2024-08-03"].map(day));
    assert_eq!(
        (shown.ours.len(), shown.theirs.len(), shown.needs.len()),
        (1, 1, 2)
    );
    drop(model);
    book.do_it(Command::MoveToTrash(Selection::customers(vec![ann])));
    assert_eq!(card(&book.service.model(), ann, book.now()), None);
}
