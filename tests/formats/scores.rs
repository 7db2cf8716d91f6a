//! Files of ratings and of observed loyalty, long and wide, in both languages, and what is refused.

use chrono::NaiveDate;
use genjin::domain::moment::Moment;
use genjin::domain::rating::{AspectId, Observation, Scale};
use genjin::domain::resource::Weight;
use genjin::domain::scoring::Aspect;
use genjin::domain::source::SourceKind;
use genjin::formats::headings::{guess_kind, guess_ratings, is_ratings};
use genjin::formats::read_communications::CustomerReference;
use genjin::formats::read_scores::ImportedScores;
use genjin::formats::row_error::RowReason;
use genjin::formats::score_columns::ScoreField;
use genjin::formats::when::WhenError;
use uuid::Uuid;

use crate::kit::{errors, fields, open, scores};

fn on(day: &str) -> Moment {
    Moment::On(day.parse::<NaiveDate>().expect("a date"))
}

/// Aspects with their scores, as text.
fn given(row: &ImportedScores) -> Vec<(String, String)> {
    let ratings = row.ratings.iter();
    ratings
        .map(|one| {
            let aspect = &one.aspect;
            let code = aspect.id.map(|id| id.code().into_owned());
            let name = code.unwrap_or_else(|| aspect.name.clone());
            let scale = one.value.scale().code();
            (name, format!("{} of {scale}", one.value.value()))
        })
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = list.iter();
    pairs
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

#[test]
fn a_long_file_has_a_rating_a_row() {
    let (kind, read, notes) = scores(
        "Id,Customer,Date,Aspect,Score,Given by\n\
         1,Ada,2024-08-01,Delivery,4,Ben\n\
         2,Ada,2024-08-01,Packaging,3.5,\n",
        Scale::FivePoint,
    );
    assert_eq!((kind, errors(&notes)), (SourceKind::Ratings, vec![]));
    assert_eq!(given(&read[0]), pairs(&[("Delivery", "4 of 1-5")]));
    assert_eq!(given(&read[1]), pairs(&[("Packaging", "3.5 of 1-5")]));
    assert_eq!(
        read[0].customer,
        [CustomerReference::Name("Ada".to_owned())]
    );
    assert_eq!(
        (read[0].at, read[0].words.as_str()),
        (on("2024-08-01"), "Ben")
    );
    assert_eq!(read[1].key, "2");
}

#[test]
fn a_wide_file_has_a_column_for_each_aspect_and_may_leave_some_blank() {
    let (kind, read, notes) = scores(
        "客户,日期,产品质量,服务态度,响应速度,交付,性价比,售后,总体评价\n\
         王伟,2024-08-01,5,4,4分,3,,2,4\n",
        Scale::FivePoint,
    );
    assert_eq!((kind, errors(&notes)), (SourceKind::Ratings, vec![]));
    let expected = [
        ("quality", "5 of 1-5"),
        ("service", "4 of 1-5"),
        ("speed", "4 of 1-5"),
        ("delivery", "3 of 1-5"),
        ("after_sales", "2 of 1-5"),
        ("overall", "4 of 1-5"),
    ];
    assert_eq!(given(&read[0]), pairs(&expected));
}

#[test]
fn a_word_among_the_scores_of_an_aspect_is_wrong_and_leaves_out_no_other() {
    let (kind, read, notes) = scores(
        "Customer,Date,Product quality,Delivery\n\
         Ada,2024-08-01,5,4\n\
         Ben,2024-08-01,x,3\n",
        Scale::FivePoint,
    );
    assert_eq!(kind, SourceKind::Ratings);
    let expected = [("quality", "5 of 1-5"), ("delivery", "4 of 1-5")];
    assert_eq!(given(&read[0]), pairs(&expected));
    assert_eq!(errors(&notes), [(3, RowReason::NotANumber)]);
    // A column of words alone is none of scores.
    assert_eq!(
        fields("Customer,Date,Product quality,Delivery\nAda,2024-08-01,5,by lorry\n").join(" "),
        "customer_name time:date score_of:quality "
    );
}

#[test]
fn headings_of_both_languages_are_known() {
    let check = |headings: &str, row: &str, expected: &str| {
        assert_eq!(fields(&format!("{headings}\n{row}\n")).join(" "), expected);
    };
    let all = "score_of:quality score_of:service score_of:speed score_of:delivery score_of:price \
               score_of:after_sales score_of:overall";
    check(
        "customer,date,quality,service,response speed,delivery,price for value,after-sales,overall",
        "Ada,2024-08-01,5,4,4,3,2,1,4",
        &format!("customer_name time:date {all}"),
    );
    check(
        "客户编号,评价日期,方面,评分,评分人",
        "7,2024-08-01,交付,4,李雷",
        "customer_id time:date aspect score words",
    );
    check(
        "Email,Survey date,Satisfaction",
        "a@b.example,2024-08-01,4",
        "customer_email time:date score_of:overall",
    );
    check(
        "客户,日期,忠诚度,备注",
        "王伟,2024-08-01,9,复购",
        "customer_name time:date value words",
    );
    check(
        "Customer,As of,Orders",
        "Ada,2024-08-01,12",
        "customer_name time:date value",
    );
}

#[test]
fn files_of_customers_and_communications_stay_what_they_are() {
    let check = |text: &str, expected| {
        let (table, survey) = open(text);
        assert_eq!(guess_kind(&table, &survey), expected, "{text}");
    };
    check(
        "Name,Company,Rating,Phone,Created\nAda,Analytical,Hot,555 0100,2024-08-01\n",
        SourceKind::Customers,
    );
    check(
        "客户,联系电话,服务,建档日期\n王伟,13800000000,年度维护,2024-08-01\n",
        SourceKind::Customers,
    );
    check(
        "Customer,Date,Channel,Content,Sentiment\nAda,2024-08-01,Phone,Asked for a price,positive\n",
        SourceKind::Communications,
    );
    check(
        "客户,时间,沟通内容\n王伟,2024-08-01 10:00,交付延迟三天\n",
        SourceKind::Communications,
    );
}

#[test]
fn the_scale_is_that_of_the_values_else_that_of_the_book() {
    let check = |values: &[&str], book, expected: &str| {
        let rows: Vec<_> = values
            .iter()
            .map(|value| format!("Ada,2024-08-01,{value},3"))
            .collect();
        let text = format!("Customer,Date,Delivery,Quality\n{}\n", rows.join("\n"));
        let (_, read, _) = scores(&text, book);
        let (_, value) = &given(&read[0])[0];
        assert_eq!(value, expected, "{values:?}");
    };
    check(&["4", "5"], Scale::FivePoint, "4 of 1-5");
    check(&["4", "5"], Scale::TenPoint, "4 of 0-10");
    check(&["4", "6"], Scale::FivePoint, "4 of 0-10");
    check(&["4", "0"], Scale::FivePoint, "4 of 0-10");
    // What no scale reaches says nothing of the others.
    check(&["4", "55"], Scale::FivePoint, "4 of 1-5");
    check(&["8/10", "4"], Scale::FivePoint, "8 of 0-10");
}

#[test]
fn a_row_can_name_its_scale() {
    let (_, read, notes) = scores(
        "Customer,Date,Aspect,Score,Scale\n\
         Ada,2024-08-01,Delivery,4,1 to 5\n\
         Ada,2024-08-02,Delivery,4,0-10\n\
         Ada,2024-08-03,Delivery,4,1-7\n",
        Scale::FivePoint,
    );
    assert_eq!(given(&read[0])[0].1, "4 of 1-5");
    assert_eq!(given(&read[1])[0].1, "4 of 0-10");
    assert_eq!(errors(&notes), [(4, RowReason::NotAScale)]);
}

#[test]
fn wrong_ratings_are_refused_row_by_row_with_the_reason() {
    let (_, read, notes) = scores(
        "Id,Customer,Date,Aspect,Score\n\
         1,Ada,2024-08-01,Delivery,4\n\
         2,Ada,2024-08-01,Delivery,-3\n\
         3,Ada,2024-08-01,Delivery,1e308\n\
         4,Ada,2024-08-01,Delivery,good\n\
         5,Ada,2024-02-30,Delivery,4\n\
         6,Ada,,Delivery,4\n\
         7,,2024-08-01,Delivery,4\n\
         8,Ada,2024-08-01,,4\n\
         9,Ada,2024-08-01,Delivery,\n\
         1,Ada,2024-08-01,Quality,4\n",
        Scale::FivePoint,
    );
    assert_eq!(read.len(), 1);
    let no_day = WhenError::Day {
        year: 2024,
        month: 2,
        day: 30,
    };
    let expected = [
        (3, RowReason::OutsideScale(Scale::FivePoint)),
        (4, RowReason::OutsideScale(Scale::FivePoint)),
        (5, RowReason::NotANumber),
        (6, RowReason::When(no_day)),
        (7, RowReason::NoDate),
        (8, RowReason::NoCustomer),
        (9, RowReason::NoAspect),
        (10, RowReason::NoScore),
        (11, RowReason::DuplicateId { first_row: 2 }),
    ];
    assert_eq!(errors(&notes), expected);
    assert_eq!(notes.errors[0].value, "-3");
    assert_eq!(notes.errors[0].column.as_deref(), Some("Score"));
}

#[test]
fn loyalty_in_words_is_refused_row_by_row() {
    let (kind, read, notes) = scores(
        "Customer,Date,Loyalty,Note\n\
         Ada,2024-08-01,high,\n\
         Ben,2024-08-01,9,orders\n\
         Cleo,2024-08-01,高,\n\
         Dan,2024-08-01,1e308,\n\
         Eve,2024-08-01,,\n\
         Flo,2024-13-01,3,\n",
        Scale::FivePoint,
    );
    assert_eq!(kind, SourceKind::Loyalty);
    assert_eq!(read.len(), 1);
    assert_eq!(
        read[0].value.map(|value| value.to_string()),
        Some("9".to_owned())
    );
    assert_eq!(read[0].words, "orders");
    let limit = Observation::LIMIT;
    let expected = [
        (2, RowReason::NotANumber),
        (4, RowReason::NotANumber),
        (5, RowReason::TooFarFromZero { limit }),
        (6, RowReason::NoScore),
        (7, RowReason::When(WhenError::Month(13))),
    ];
    assert_eq!(errors(&notes), expected);
}

#[test]
fn a_column_is_an_aspect_of_the_users_own_by_its_name_or_offered_as_one() {
    let (table, survey) = open("客户,日期,包装,颜色\n王伟,2024-08-01,5,3\n");
    let own = Aspect {
        id: AspectId::Own(Uuid::from_u128(7)),
        name: "包装".to_owned(),
        weight: Weight::ONE,
    };
    let proposals = guess_ratings(&table, &survey, std::slice::from_ref(&own));
    assert_eq!(proposals[2].field, ScoreField::ScoreOf(own.id));
    assert_eq!(proposals[3].field, ScoreField::LeaveOut);
    let offered = ScoreField::ScoreOfNew("颜色".to_owned());
    assert_eq!(proposals[3].offered, Some(offered));
    assert!(is_ratings(&table, &survey, &proposals));
}
