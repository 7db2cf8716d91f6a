//! Files of ratings and observed loyalty: read, compared, taken in as one Change, and taken back.

use std::sync::Arc;

use genjin::app::commands::{Command, Rejection};
use genjin::app::import_preview::{
    Choices, PlanProgress, Planner, Preview, Proposals, RatingPart, WrongReason,
};
use genjin::app::queries::scores::score;
use genjin::app::service::Refused;
use genjin::domain::customer::{Customer, Labelled};
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::rating::{AspectId, Scale};
use genjin::domain::scoring::Scoring;
use genjin::domain::source::SourceKind;
use genjin::formats::export_words::ExportWords;
use genjin::formats::row_error::RowReason;
use genjin::formats::score_columns::ScoreField;
use genjin::formats::score_export::{LoyaltyCsv, RatingsCsv};
use genjin::formats::survey::Survey;
use genjin::formats::table::Table;

use crate::support::{Book, Log, run};

/// What a file comes to, with the user's choices.
fn preview_with(book: &Book, text: &str, choose: impl FnOnce(&mut Choices)) -> Preview {
    let table = Table::open(text.to_owned()).expect("a table");
    let survey = Survey::of(&table).expect("rows");
    let model = book.service.model();
    let proposals = Proposals::of(&model, &table, &survey);
    let mut choices = Choices::proposed(&model, &table, &survey, &proposals);
    choose(&mut choices);
    assert_eq!(choices.missing(), None);
    let mut planner = Planner::new(&model, &table, &choices, "scores.csv", &*book.desk);
    while planner.step(&table, &model, &*book.desk, 3).expect("rows") != PlanProgress::Done {}
    planner.finish()
}

fn preview(book: &Book, text: &str) -> Preview {
    preview_with(book, text, |_| {})
}

/// Takes in what a file comes to.
fn take(book: &Book, preview: &Preview) {
    book.do_it(Command::Import(Arc::new(preview.to_plan())));
}

/// New, changed, the same and wrong.
fn counts(preview: &Preview) -> (usize, usize, u32, u32) {
    (
        preview.new_count(),
        preview.changed_count(),
        preview.same,
        preview.wrong_rows,
    )
}

fn wrong(preview: &Preview) -> Vec<(u32, WrongReason)> {
    let wrong = preview.wrong.iter();
    wrong.map(|one| (one.row, one.reason)).collect()
}

fn satisfaction(book: &Book, id: CustomerId) -> Option<f64> {
    let score = score(&book.service.model(), id, book.now()).expect("it is there");
    score.satisfaction.map(|satisfaction| satisfaction.value)
}

const WIDE: &str = "Id,Customer,Date,Quality,Delivery,Overall\n\
                    1,Ada,2024-08-01,5,3,4\n\
                    2,Ben,2024-08-02,4,,\n";

#[test]
fn ratings_are_one_change_that_undo_takes_back_whole() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.customer("Ben");
    let before = book.contents();
    let file = preview(&book, WIDE);
    assert_eq!(file.source.kind, SourceKind::Ratings);
    assert_eq!(counts(&file), (4, 0, 0, 0));
    take(&book, &file);
    // Overall is no term of satisfaction.
    assert_eq!(satisfaction(&book, ada), Some(75.0));
    let book = book.reopened();
    assert_eq!(book.contents().ratings.len(), 4);
    book.undo();
    assert_eq!(book.contents(), before);
    book.redo();
    assert_eq!(satisfaction(&book, ada), Some(75.0));
}

#[test]
fn what_was_removed_does_not_come_back_with_the_same_file() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.customer("Ben");
    let loyalty = "Customer,Date,Loyalty\nAda,2024-08-01,9\n";
    take(&book, &preview(&book, WIDE));
    take(&book, &preview(&book, loyalty));
    let whole = book.contents();
    let delivery = whole
        .ratings
        .iter()
        .find(|one| one.aspect == AspectId::Delivery);
    let delivery = delivery.expect("a rating").id;
    book.do_it(Command::RemoveRating(delivery));
    book.do_it(Command::RemoveObservation(whole.observations[0].id));
    let book = book.reopened();
    let removed = || {
        let model = book.service.model();
        let observed = model.observations_of(ada).count();
        (
            satisfaction(&book, ada),
            model.ratings_of(ada).count(),
            observed,
        )
    };
    assert_eq!(removed(), (Some(100.0), 2, 0));
    for file in [WIDE, loyalty] {
        assert!(preview(&book, file).is_empty(), "{file}");
    }
    let again = Command::RemoveRating(delivery);
    assert_eq!(book.refusal(again), Rejection::Gone);
    book.undo();
    book.undo();
    assert_eq!(book.contents(), whole);
    assert_eq!(removed(), (Some(75.0), 3, 1));
    // One that was typed is gone for good, and undo brings it back all the same.
    book.undo();
    book.undo();
    assert_eq!(book.contents().ratings.len(), 0);
}

#[test]
fn a_time_of_day_beside_the_date_says_when_a_rating_was_given() {
    let book = Book::new();
    book.customer("Ada");
    let file = preview(
        &book,
        "Customer,Date,Time of day,Quality\nAda,2024-08-01,14:30,5\nAda,2024-08-02,,4\n",
    );
    assert_eq!(counts(&file), (2, 0, 0, 0));
    let times: Vec<_> = file
        .new_ratings
        .iter()
        .map(|one| one.at.local_time())
        .collect();
    assert_eq!(
        times[0].map(|time| time.to_string()).as_deref(),
        Some("14:30:00")
    );
    assert_eq!(times[1], None);
    let wrong_time = preview(
        &book,
        "Customer,Date,Time of day,Quality\nAda,2024-08-01,25:30,5\nAda,2024-08-02,09:00,4\n",
    );
    assert_eq!(counts(&wrong_time), (1, 0, 0, 1));
}

#[test]
fn the_same_file_again_brings_nothing_and_a_changed_row_what_changed() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.customer("Ben");
    take(&book, &preview(&book, WIDE));
    let taken = book.contents();
    let again = preview(&book, WIDE);
    assert_eq!(counts(&again), (0, 0, 2, 0));
    assert!(again.is_empty());
    let changed = WIDE.replace("5,3,4", "5,1,4").replace("4,,", "4,2,");
    let changed = preview(&book, &changed);
    assert_eq!(counts(&changed), (1, 1, 0, 0));
    assert_eq!(changed.changed_ratings[0].row, 2);
    let parts = &changed.changed_ratings[0].proposals;
    assert_eq!(
        parts.iter().map(|one| one.part).collect::<Vec<_>>(),
        [RatingPart::Value]
    );
    take(&book, &changed);
    assert_eq!(satisfaction(&book, ada), Some(50.0));
    assert_eq!(book.contents().ratings.len(), 5);
    // The rows are remembered as they are now.
    let newest = WIDE.replace("5,3,4", "5,1,4").replace("4,,", "4,2,");
    assert_eq!(counts(&preview(&book, &newest)), (0, 0, 2, 0));
    book.undo();
    assert_eq!(book.contents(), taken);
}

#[test]
fn a_changed_row_that_is_not_taken_over_is_not_asked_again() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.customer("Ben");
    take(&book, &preview(&book, WIDE));
    let text = WIDE.replace("5,3,4", "5,1,4");
    let mut changed = preview(&book, &text);
    changed.changed_ratings[0].proposals[0].is_taken = false;
    take(&book, &changed);
    assert_eq!(satisfaction(&book, ada), Some(75.0));
    assert_eq!(counts(&preview(&book, &text)), (0, 0, 2, 0));
}

#[test]
fn rows_without_ids_are_known_by_what_they_say() {
    let book = Book::new();
    book.customer("Ada");
    let text = "Customer,Date,Aspect,Score\n\
                Ada,2024-08-01,Delivery,4\n\
                Ada,2024-08-01,Delivery,4\n";
    take(&book, &preview(&book, text));
    assert_eq!(book.contents().ratings.len(), 2);
    let more = format!("{text}Ada,2024-08-03,Quality,2\n");
    assert_eq!(counts(&preview(&book, &more)), (1, 0, 2, 0));
}

#[test]
fn another_tab_that_took_the_rows_meanwhile_does_not_take_them_twice() {
    let here = Book::new();
    here.customer("Ada");
    let there = here.other_tab();
    let text = "Id,Customer,Date,Quality,Delivery\n1,Ada,2024-08-01,5,3\n";
    let mut first = preview(&here, text);
    let second = preview(&there, text);
    first.source.id = second.source.id;
    for rating in &mut first.new_ratings {
        let origin = &mut Arc::make_mut(rating).origin;
        origin.as_mut().expect("it has one").source = second.source.id;
    }
    take(&here, &first);
    take(&there, &second);
    assert_eq!(there.contents().ratings.len(), 2);
}

#[test]
fn customers_are_found_by_id_phone_mail_and_name_and_never_guessed() {
    let book = Book::new();
    let phone = |value: &str| Labelled {
        label: String::new(),
        value: value.to_owned(),
    };
    let ada = book.customer("Ada");
    book.edit(ada, |ada: &mut Customer| {
        ada.phones = vec![phone("+49 30 123-456"), phone("+4930123456")];
        ada.emails = vec![phone("Ada@Example.org")];
    });
    book.customer("Ben");
    book.customer("Ben");
    let by_phone = "Phone,Date,Delivery,Quality\n\
                    +49 (30) 123456,2024-08-01,4,4\n\
                    +49 30 99,2024-08-01,4,4\n";
    let file = preview(&book, by_phone);
    assert_eq!(file.new_ratings.len(), 2);
    assert_eq!(wrong(&file), [(3, WrongReason::UnknownReach)]);
    let by_mail = "Email,Date,Delivery,Quality\nada@example.ORG,2024-08-01,4,4\n";
    assert_eq!(preview(&book, by_mail).new_ratings[0].customer, ada);
    let by_name = "Customer,Date,Delivery,Quality\n\
                   ada,2024-08-01,4,4\n\
                   Ben,2024-08-01,4,4\n\
                   Cleo,2024-08-01,4,4\n";
    let file = preview(&book, by_name);
    assert_eq!(
        wrong(&file),
        [
            (3, WrongReason::AmbiguousName { customers: 2 }),
            (4, WrongReason::UnknownName),
        ]
    );
    assert_eq!(file.new_ratings.len(), 2);
    let by_id = "Customer id,Customer,Date,Delivery,Quality\n7,Ada,2024-08-01,4,4\n";
    let file = preview(&book, by_id);
    assert_eq!(wrong(&file), [(2, WrongReason::WhoseId)]);
}

#[test]
fn the_ids_are_those_of_the_import_of_customers_that_knows_them() {
    let book = Book::new();
    take(&book, &preview(&book, "Id,Name,Company\n7,Ada,\n8,Ben,\n"));
    let file = preview(
        &book,
        "Customer id,Date,Delivery,Quality\n8,2024-08-01,4,4\n",
    );
    assert_eq!(counts(&file), (2, 0, 0, 0));
    let ben = book
        .service
        .model()
        .customer(file.new_ratings[0].customer)
        .cloned();
    assert_eq!(ben.map(|ben| ben.name.clone()), Some("Ben".to_owned()));
}

#[test]
fn what_is_still_to_come_or_outside_the_scale_is_refused_with_its_row() {
    let book = Book::new();
    book.customer("Ada");
    let text = "Customer,Date,Delivery,Quality\n\
                Ada,2024-08-17,4,4\n\
                Ada,2024-08-16,4,7\n";
    let file = preview_with(&book, text, |choices| {
        assert_eq!(choices.scale, Scale::TenPoint, "7 is no score of 1 to 5");
        choices.scale = Scale::FivePoint;
    });
    let outside = WrongReason::Row(RowReason::OutsideScale(Scale::FivePoint));
    assert_eq!(wrong(&file), [(2, WrongReason::ToCome), (3, outside)]);
    assert_eq!(file.wrong[1].value, "7");
    assert!(file.is_empty());
    let loyalty = preview(
        &book,
        "Customer,Date,Loyalty\nAda,2024-08-17,4\nAda,2024-08-16,high\n",
    );
    assert_eq!(loyalty.source.kind, SourceKind::Loyalty);
    assert_eq!(
        wrong(&loyalty),
        [
            (2, WrongReason::ToCome),
            (3, WrongReason::Row(RowReason::NotANumber)),
        ]
    );
}

#[test]
fn an_aspect_that_is_not_there_is_refused_or_made_by_choice() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let text = "Id,Customer,Date,Aspect,Score\n\
                1,Ada,2024-08-01,Packaging,5\n\
                2,Ada,2024-08-01,packaging,3\n";
    let file = preview(&book, text);
    let unknown = WrongReason::UnknownAspect;
    assert_eq!(wrong(&file), [(2, unknown), (3, unknown)]);
    let before = book.contents();
    let file = preview_with(&book, text, |choices| choices.makes_aspects = true);
    assert_eq!((counts(&file), file.new_aspects.len()), ((2, 0, 0, 0), 1));
    take(&book, &file);
    let made = book.contents().settings.scoring.aspects.last().cloned();
    let made = made.expect("an aspect");
    assert_eq!(made.name, "Packaging");
    assert_eq!(satisfaction(&book, ada), Some(50.0));
    // Now it is there.
    let again = preview(&book, &format!("{text}3,Ada,2024-08-03,Packaging,4\n"));
    assert_eq!((counts(&again), again.new_aspects.len()), ((1, 0, 2, 0), 0));
    assert_eq!(again.new_ratings[0].aspect, made.id);
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn a_column_can_be_made_an_aspect_and_its_mapping_is_remembered() {
    let book = Book::new();
    book.customer("Ada");
    let text = "Customer,Date,Quality,Delivery,Packaging\nAda,2024-08-01,4,4,5\n";
    let file = preview_with(&book, text, |choices| {
        assert_eq!(choices.rating_fields[4], ScoreField::LeaveOut);
        choices.rating_fields[4] = ScoreField::ScoreOfNew("Packaging".to_owned());
    });
    assert_eq!((file.new_ratings.len(), file.new_aspects.len()), (3, 1));
    take(&book, &file);
    let next = preview(&book, &text.replace("08-01", "08-02"));
    assert_eq!((next.new_ratings.len(), next.new_aspects.len()), (3, 0));
    assert_eq!(next.source.id, file.source.id);
}

#[test]
fn a_scale_that_was_chosen_stays_whatever_else_is_chosen() {
    let book = Book::new();
    book.customer("Ada");
    let text = "Customer,Date,Quality,Delivery,Packaging\nAda,2024-08-01,4,4,9\n";
    let packaging = || ScoreField::ScoreOfNew("Packaging".to_owned());
    let table = Table::open(text.to_owned()).expect("a table");
    let survey = Survey::of(&table).expect("rows");
    for (chosen, expected) in [
        (None, Scale::TenPoint),
        (Some(Scale::TenPoint), Scale::TenPoint),
    ] {
        preview_with(&book, text, |choices| {
            assert_eq!(choices.scale, Scale::FivePoint);
            choices.scale = chosen.unwrap_or(choices.scale);
            choices.set_score_field(&book.service.model(), &survey, 4, packaging());
            assert_eq!(choices.scale, expected);
            choices.scale = Scale::FivePoint;
            choices.set_score_field(&book.service.model(), &survey, 3, ScoreField::LeaveOut);
            assert_eq!(
                choices.scale,
                Scale::FivePoint,
                "it was chosen against the guess"
            );
        });
    }
}

#[test]
fn a_file_that_was_read_in_a_scale_is_read_in_it_again() {
    let book = Book::new();
    book.customer("Ada");
    let text = "Id,Customer,Date,Quality,Delivery\n1,Ada,2024-08-01,4,4\n2,Ada,2024-08-02,7,4\n";
    let file = preview_with(&book, text, |choices| choices.scale = Scale::FivePoint);
    assert_eq!(counts(&file), (2, 0, 0, 1));
    take(&book, &file);
    assert_eq!(counts(&preview(&book, text)), (0, 0, 1, 1));
}

#[test]
fn there_are_no_more_aspects_than_there_can_be() {
    let book = Book::new();
    book.customer("Ada");
    let rows: Vec<_> = (0..Scoring::MOST_ASPECTS)
        .map(|number| format!("Ada,2024-08-01,Own {number},5"))
        .collect();
    let text = format!("Customer,Date,Aspect,Score\n{}\n", rows.join("\n"));
    let file = preview_with(&book, &text, |choices| choices.makes_aspects = true);
    let room = Scoring::MOST_ASPECTS - AspectId::BUILT_IN.len();
    assert_eq!(file.new_ratings.len(), room);
    assert_eq!(wrong(&file)[0].1, WrongReason::TooManyAspects);
    take(&book, &file);
    let settings = book.contents().settings.clone();
    assert_eq!(settings.scoring.fault(), None);
}

#[test]
fn one_aspect_has_one_column() {
    let book = Book::new();
    let text = "Customer,Date,Quality,Delivery,Shipping\nAda,2024-08-01,4,4,5\n";
    let table = Table::open(text.to_owned()).expect("a table");
    let survey = Survey::of(&table).expect("rows");
    let model = book.service.model();
    let proposals = Proposals::of(&model, &table, &survey);
    let mut choices = Choices::proposed(&model, &table, &survey, &proposals);
    assert_eq!(choices.missing(), None, "the second is left out");
    choices.rating_fields[4] = ScoreField::ScoreOf(AspectId::Delivery);
    assert!(choices.missing().is_some());
}

#[test]
fn observed_loyalty_comes_in_changes_and_goes_back() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.contents();
    let text = "编号,客户,日期,实际忠诚度,备注\n1,Ada,2024-08-01,12,订单\n";
    let file = preview(&book, text);
    assert_eq!(counts(&file), (1, 0, 0, 0));
    take(&book, &file);
    let observed = || {
        let model = book.service.model();
        let all = model.observations_of(ada);
        all.map(|one| (one.value.to_string(), one.note.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(observed(), [("12".to_owned(), "订单".to_owned())]);
    assert_eq!(counts(&preview(&book, text)), (0, 0, 1, 0));
    let changed = preview(&book, &text.replace(",12,", ",14,"));
    assert_eq!(counts(&changed), (0, 1, 0, 0));
    take(&book, &changed);
    assert_eq!(observed(), [("14".to_owned(), "订单".to_owned())]);
    book.undo();
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn own_files_change_nothing_here_and_bring_all_to_another_book() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.customer("Ben");
    let record: CommunicationId = book.log_id(Log::call(ada));
    take(&book, &preview(&book, WIDE));
    take(
        &book,
        &preview(&book, "Customer,Date,Loyalty\nBen,2024-08-01,-2.5\n"),
    );
    let [ratings, loyalty] = {
        let model = book.service.model();
        let ratings = RatingsCsv::new(&ExportWords::ZH);
        let mut text = ratings.head();
        for rating in model.all_ratings() {
            let mut rating = (**rating).clone();
            rating.communication = (rating.customer == ada).then_some(record);
            ratings.write(&mut text, &rating, "x", "");
        }
        let loyalty = LoyaltyCsv::new(&ExportWords::EN);
        let mut other = loyalty.head();
        for observation in model.all_observations() {
            loyalty.write(&mut other, observation, "x");
        }
        [text, other].map(|text| text.trim_start_matches('\u{feff}').to_owned())
    };
    for text in [&ratings, &loyalty] {
        let file = preview(&book, text);
        assert_eq!((file.new_count(), file.changed_count()), (0, 0));
        assert_eq!(file.wrong_rows, 0);
        assert!(file.is_empty());
    }
    // A Book that has the customers under the same ids, and the communication.
    let other = book.reopened();
    for _ in 0..2 {
        other.undo();
    }
    assert_eq!(other.contents().ratings.len(), 0);
    for text in [&ratings, &loyalty] {
        take(&other, &preview(&other, text));
        assert!(preview(&other, text).is_empty(), "it is known again");
    }
    let contents = other.contents();
    assert_eq!(
        (contents.ratings.len(), contents.observations.len()),
        (4, 1)
    );
    assert_eq!(contents.observations[0].value.to_string(), "-2.5");
    let of_ada = contents.ratings.iter().filter(|one| one.customer == ada);
    assert!(of_ada.clone().all(|one| one.communication == Some(record)));
    assert_eq!(satisfaction(&other, ada), Some(75.0));
}

#[test]
fn ratings_of_customers_that_are_gone_meanwhile_are_refused() {
    let book = Book::new();
    take(&book, &preview(&book, "Id,Name,Company\n7,Ada,\n"));
    let file = preview(
        &book,
        "Customer,Date,Delivery,Quality\nAda,2024-08-01,4,4\n",
    );
    book.undo();
    let refused = run(book
        .service
        .execute(Command::Import(Arc::new(file.to_plan()))));
    assert_eq!(refused.err(), Some(Refused::Rejected(Rejection::Gone)));
}
