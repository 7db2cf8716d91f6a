//! What holds whatever a rep does, in whichever order.

use std::collections::BTreeSet;

use genjin::app::model::Model;
use genjin::app::queries::communications::{CommunicationFilter, communications, newest_first};
use genjin::app::queries::customers::{
    Alphabet, CustomerFilter, CustomerSort, customers, in_order, suggest, tags, words_by_slot,
};
use genjin::app::queries::insights::answers::CountingAnswers;
use genjin::app::queries::insights::communications::CountingCommunications;
use genjin::app::queries::insights::counted;
use genjin::app::queries::insights::filter::InsightFilter;
use genjin::app::queries::insights::follow_ups::CountingFollowUps;
use genjin::app::queries::insights::gaps::CountingGaps;
use genjin::app::queries::insights::needs::CountingNeeds;
use genjin::app::queries::reason::reason;
use genjin::app::queries::today::today;
use genjin::app::queries::trash::trash;
use genjin::app::table::Slot;
use genjin::domain::answer_rate::{Attempt, Tally};
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Now;
use genjin::records::backup::{Contents, read_backup, write_backup};
use proptest::prelude::*;

use crate::support::acts::{Act, acts};
use crate::support::{Book, recount, run};

/// All customers in order, by the code points of their names.
fn order(model: &Model, sort: CustomerSort, now: Now) -> Vec<Slot> {
    let words = words_by_slot(model, |customer| &customer.name);
    let alphabet: BTreeSet<&str> = words.iter().copied().collect();
    let places = words.iter().map(|word| {
        let before = alphabet.range(..*word).count();
        u32::try_from(before).expect("few names")
    });
    let names: Vec<u32> = places.collect();
    let alphabet = Alphabet {
        names: &names,
        companies: &names,
    };
    in_order(model, sort, now, alphabet)
}

/// How often customers answered, counted record by record.
fn counted_answers(model: &Model) -> Tally {
    let mut tally = Tally::default();
    let told = model.communications().filter_map(|one| Attempt::told(one));
    told.for_each(|answered| tally.count(answered));
    tally
}

/// Whether two models give the same answers to everything that the screens ask.
fn assert_same_answers(one: &Model, other: &Model, now: Now) {
    assert_eq!(today(one, now), today(other, now));
    assert_eq!(tags(one), tags(other));
    assert_eq!(one.answers(), counted_answers(one));
    assert_eq!(other.answers(), counted_answers(other));
    let filter = InsightFilter::default();
    let insights = |model: &Model| {
        (
            counted(CountingCommunications::new(model, &filter, now), model),
            counted(CountingGaps::new(model, &filter, now), model),
            counted(CountingFollowUps::new(model, &filter, now), model),
            counted(CountingAnswers::new(model, &filter, now), model),
            counted(CountingNeeds::new(model, &filter, now), model),
        )
    };
    assert_eq!(insights(one), insights(other));
    for search in ["", "ada", "quote", "投诉", "伟", "138", "abc quoted", "key"] {
        for sort in [CustomerSort::Name, CustomerSort::LastContact] {
            let filter = CustomerFilter {
                search: search.to_owned(),
                sort,
                ..CustomerFilter::default()
            };
            let list = |model| customers(model, &filter, now, &order(model, sort, now), &[]);
            assert_eq!(list(one), list(other), "{search:?}");
        }
        let filter = CommunicationFilter {
            search: search.to_owned(),
            ..CommunicationFilter::default()
        };
        let list = |model| communications(model, &filter, &newest_first(model));
        assert_eq!(list(one), list(other), "{search:?}");
        assert_eq!(
            suggest(one, search, &[], now, 5),
            suggest(other, search, &[], now, 5)
        );
    }
    let in_trash = |model: &Model| -> BTreeSet<String> {
        trash(model)
            .iter()
            .map(|item| format!("{item:?}"))
            .collect()
    };
    assert_eq!(in_trash(one), in_trash(other));
    for customer in one.all_customers() {
        let id = customer.id;
        assert_eq!(one.last_contact(id, now), other.last_contact(id, now));
        assert_eq!(reason(one, customer, now), reason(other, customer, now));
        let people = |model: &Model| model.people_of(id).iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(people(one), people(other));
        let timeline = |model: &Model| model.timeline(id).cloned().collect::<Vec<_>>();
        assert_eq!(timeline(one), timeline(other));
        if let Some(origin) = &customer.origin {
            let found = |model: &Model| model.customer_from(origin.source, &origin.key).cloned();
            assert_eq!(found(one), found(other));
        }
    }
}

/// Whether every record speaks of customers who are there, and came from an import that is known.
fn assert_whole(contents: &Contents) {
    let there: BTreeSet<CustomerId> = contents.customers.iter().map(|one| one.id).collect();
    for customer in &contents.customers {
        assert!(
            customer.firm.is_none_or(|firm| there.contains(&firm)),
            "{customer:?}"
        );
    }
    for one in &contents.communications {
        assert!(!one.customers.is_empty(), "{one:?}");
        assert!(one.customers.iter().all(|id| there.contains(id)), "{one:?}");
    }
    for one in &contents.follow_ups {
        assert!(there.contains(&one.customer), "{one:?}");
    }
    let sources: BTreeSet<_> = contents.sources.iter().map(|one| one.id).collect();
    let origins = contents
        .customers
        .iter()
        .filter_map(|one| one.origin.as_ref());
    for origin in origins.chain(
        contents
            .communications
            .iter()
            .filter_map(|one| one.origin.as_ref()),
    ) {
        assert!(sources.contains(&origin.source), "{origin:?}");
    }
}

fn assert_sound(book: &Book) {
    let contents = book.contents();
    assert_whole(&contents);
    assert_eq!(book.counts(), recount(&contents, book.now()));
    assert_same_answers(&book.service.model(), &Model::of(&contents), book.now());
}

fn act(book: &Book, act: Act) -> bool {
    let done = act.command(book).map(|command| book.try_do(command));
    matches!(done, Some(Ok(done)) if done.change.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_back_every_earlier_book_and_redoing_every_later_one(
        acts in acts(25),
    ) {
        let book = Book::new();
        let mut stages = vec![book.contents()];
        for one in acts {
            if act(&book, one) {
                stages.push(book.contents());
            }
        }
        let book = book.reopened();
        for stage in stages.iter().rev().skip(1) {
            prop_assert_eq!(&book.undo().kept, &Vec::new());
            prop_assert_eq!(&book.contents(), stage);
        }
        let book = book.reopened();
        for stage in &stages[1..] {
            prop_assert_eq!(&book.redo().kept, &Vec::new());
            prop_assert_eq!(&book.contents(), stage);
        }
        assert_sound(&book);
    }

    #[test]
    fn undo_and_redo_between_other_acts_walk_up_and_down_the_same_stages(
        acts in prop::collection::vec((0..4_u8, acts(2)), 1..30),
    ) {
        let book = Book::new();
        let mut stages = vec![book.contents()];
        let mut undone = Vec::new();
        for (choice, one) in acts {
            match choice {
                0 if 1 < stages.len() => {
                    book.undo();
                    undone.extend(stages.pop());
                }
                1 if !undone.is_empty() => {
                    book.redo();
                    stages.extend(undone.pop());
                }
                _ => {
                    if act(&book, one[0]) {
                        stages.push(book.contents());
                        undone.clear();
                    }
                }
            }
            prop_assert_eq!(Some(&book.contents()), stages.last());
        }
        assert_sound(&book);
    }

    #[test]
    fn the_book_stays_whole_and_all_tabs_agree_whatever_is_taken_back(
        acts in prop::collection::vec((0..6_u8, 0..1000_usize, acts(2)), 1..40),
    ) {
        let here = Book::new();
        let there = here.other_tab();
        for (choice, number, one) in acts {
            let book = if number % 3 == 0 { &there } else { &here };
            match choice {
                0 => {
                    let id = {
                        let history = book.service.history();
                        let items = history.items();
                        items.get(number % items.len().max(1)).map(|item| item.id)
                    };
                    if let Some(id) = id.filter(|id| book.service.history().can_undo(*id)) {
                        let _refused_where_nothing_is_left = run(book.service.undo_change(id));
                    }
                }
                1 => {
                    let _refused_where_nothing_is_left = run(book.service.redo());
                }
                _ => {
                    act(book, one[0]);
                }
            }
            assert_whole(&book.contents());
        }
        run(here.service.catch_up()).expect("the disk can be read");
        run(there.service.catch_up()).expect("the disk can be read");
        prop_assert_eq!(here.contents(), there.contents());
        assert_sound(&here);
        let reopened = here.reopened();
        prop_assert_eq!(here.contents(), reopened.contents());
        assert_eq!(here.service.history().items(), reopened.service.history().items());
        let backup = write_backup(&here.contents());
        prop_assert_eq!(read_backup(&backup), Ok(here.contents()));
    }
}
