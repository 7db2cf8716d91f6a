//! The report on customers, as it is read on paper and in its file, with names and without.

use std::sync::Arc;

use genjin::app::commands::Command;
use genjin::app::commands::ratings::RateDraft;
use genjin::app::commands::trash::Selection;
use genjin::app::queries::report::{MOST_CUSTOMERS, MOST_RECORDS, Period, mask, report};
use genjin::app::sample::{SampleLanguage, sample_edits};
use genjin::domain::channel::Channel;
use genjin::domain::customer::{Labelled, Stage, Tier};
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Moment;
use genjin::domain::need::{NeedDraft, NeedKind};
use genjin::domain::promise::{PromiseDraft, Side};
use genjin::domain::rating::{AspectId, RatedValue, RatingDraft, Scale};
use genjin::formats::report::{Block, Document};
use genjin::formats::report_html::report_html;
use genjin::i18n::Language;
use genjin::i18n::describe_report::{UserWords, document, labels};
use proptest::prelude::*;

use crate::support::{Book, Log, day};

#[derive(Clone, Copy, PartialEq)]
enum Names {
    Shown,
    Masked,
}

fn written(
    book: &Book,
    ids: &[CustomerId],
    language: Language,
    user_words: UserWords,
    names: Names,
) -> Document {
    let model = book.service.model();
    let report = report(&model, ids, Period::Quarter, book.now());
    let mask = (names == Names::Masked).then(|| mask(&model, &report, labels(language)));
    document(language, &report, user_words, mask)
}

/// Every text of a document, one a line.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![document.title.text.clone()];
    lines.extend(document.about.iter().map(|one| one.text.clone()));
    lines.extend(document.notes.iter().cloned());
    for entry in &document.entries {
        lines.push(entry.heading.text.clone());
        for part in &entry.parts {
            lines.push(format!("# {}", part.heading));
            for block in &part.blocks {
                match block {
                    Block::Facts(facts) => lines.extend(
                        facts
                            .iter()
                            .map(|(name, value)| format!("{name}: {}", value.text)),
                    ),
                    Block::Line(line) => lines.push(line.text.clone()),
                    Block::Missing(what) => lines.push(what.clone()),
                    Block::List(points) => {
                        lines.extend(points.iter().map(|one| format!("- {}", one.text)));
                    }
                    Block::Records(records) => {
                        for (about, said) in records {
                            lines.push(format!("- {}", about.text));
                            lines.extend(said.iter().map(|said| said.text.clone()));
                        }
                    }
                    Block::Table { rows, .. } => {
                        for row in rows {
                            let cells: Vec<_> = row.iter().map(|one| one.text.as_str()).collect();
                            lines.push(cells.join(" | "));
                        }
                    }
                    Block::Line100(line) => lines.push(line.caption.clone()),
                }
            }
        }
    }
    lines
}

fn given(aspect: AspectId, value: u8) -> RatingDraft {
    let value = RatedValue::whole(value, Scale::FivePoint).expect("within the scale");
    RatingDraft { aspect, value }
}

fn rate(book: &Book, customer: CustomerId, on: &str, ratings: &[RatingDraft]) {
    book.do_it(Command::Rate(RateDraft {
        customers: vec![customer],
        ratings: ratings.to_vec(),
        at: Moment::On(day(on)),
        communication: None,
        given_by: "Joan Moss".to_owned(),
    }));
}

/// A customer of whom much is known, and one of whom nothing is.
fn book() -> (Book, CustomerId, CustomerId) {
    let book = Book::new();
    let ada = book.customer("Ada Quill");
    let ben = book.customer("王芳");
    book.edit(ada, |one| {
        "Quill & Sons".clone_into(&mut one.company);
        "Head of <Purchasing>".clone_into(&mut one.title);
        one.stage = Stage::Active;
        one.tier = Some(Tier::A);
        one.since = Some(day("2023-08-17"));
        one.phones = vec![Labelled {
            label: String::new(),
            value: "+86 138 0013 8000".to_owned(),
        }];
        one.emails = vec![Labelled {
            label: String::new(),
            value: "ada@quill.example".to_owned(),
        }];
    });
    book.log(
        Log::call(ada)
            .at(Moment::On(day("2024-01-01")))
            .saying("long ago"),
    );
    let mut visit = Log::call(ada).at(Moment::On(day("2024-08-05")));
    visit.0.channel = Channel::Visit;
    "Ada and 王总 were in".clone_into(&mut visit.0.content);
    book.log(visit);
    let mut call = Log::call(ada)
        .at(Moment::On(day("2024-08-06")))
        .saying("Call Ada back at 13800138000 or ada@quill.example");
    call.0.needs = vec![NeedDraft {
        kind: NeedKind::Price,
        words: "a price for Quill & Sons".to_owned(),
        resource: String::new(),
    }];
    call.0.promises = vec![PromiseDraft {
        side: Side::Ours,
        words: "send 王芳 the list".to_owned(),
        due_on: Some(day("2024-08-10")),
    }];
    book.log(call);
    rate(&book, ada, "2024-06-01", &[given(AspectId::Quality, 2)]);
    rate(&book, ada, "2024-08-06", &[given(AspectId::Quality, 5)]);
    (book, ada, ben)
}

#[test]
fn a_report_tells_what_is_due_from_what_is_not() {
    let (book, ada, ben) = book();
    book.log(Log::call(ben).at(Moment::On(day("2024-08-14"))));
    for (language, nothing) in [
        (Language::English, "Nothing is due: 2 days since the phone"),
        (Language::Chinese, "无需跟进：距 2024-08-14 电话已 2 天"),
    ] {
        let of = |id| {
            let document = written(&book, &[id], language, UserWords::Shown, Names::Shown);
            lines(&document)
        };
        let says = |lines: &[String]| lines.iter().any(|one| one.starts_with(nothing));
        let (due, not_due) = (of(ada), of(ben));
        assert!(says(&not_due), "{not_due:#?}");
        let (word, _) = nothing.split_at(12);
        assert!(
            !due.iter().any(|one| one.starts_with(word)),
            "{word}: {due:#?}"
        );
    }
}

#[test]
fn a_report_says_what_is_known_and_what_is_missing() {
    let (book, ada, ben) = book();
    let of = |id| {
        let document = written(
            &book,
            &[id],
            Language::English,
            UserWords::Shown,
            Names::Shown,
        );
        lines(&document)
    };
    let lines_of_ada = of(ada);
    for line in [
        "Customer report: Ada Quill",
        "Made on 2024-08-16",
        "Communications and ratings from 2024-05-18 to 2024-08-16",
        "Firm: Quill & Sons",
        "Position: Head of <Purchasing>",
        "Tier: A",
        "Stage: Active",
        "Customer since: 2023-08-17",
        "Last contact: 2024-08-06 · Phone",
        "- Price, Open, since 2024-08-06: a price for Quill & Sons",
        "- Ours, made on 2024-08-06, due on 2024-08-10, late: send 王芳 the list",
        "Satisfaction, 0 to 100: 25.0 on 2024-06-01, 100.0 on 2024-08-06",
        "2024-08-06 | Product quality | 5 of 5 | Joan Moss",
        "Phone 1 · Visit 1",
        "Ada and 王总 were in",
    ] {
        assert!(
            lines_of_ada.iter().any(|one| one == line),
            "{line}: {lines_of_ada:#?}"
        );
    }
    for part in [
        "10 days since the phone call on 2024-08-06",
        "Loyalty ",
        "Satisfaction 100.0 from 1 of 6",
    ] {
        assert!(
            lines_of_ada.iter().any(|one| one.contains(part)),
            "{part}: {lines_of_ada:#?}"
        );
    }
    assert!(
        !lines_of_ada.iter().any(|one| one.contains("long ago")),
        "{lines_of_ada:#?}"
    );

    let lines_of_ben = of(ben);
    for line in [
        "Customer since: Not known",
        "Last contact: Never",
        "No open needs",
        "No open promises",
        "Not rated yet",
        "None in this period",
    ] {
        assert!(
            lines_of_ben.iter().any(|one| one == line),
            "{line}: {lines_of_ben:#?}"
        );
    }
}

#[test]
fn several_customers_come_at_a_glance_and_ratings_keep_to_the_period() {
    let (book, ada, ben) = book();
    rate(&book, ben, "2023-01-02", &[given(AspectId::Quality, 2)]);
    let of = |ids: &[CustomerId]| {
        written(
            &book,
            ids,
            Language::English,
            UserWords::Shown,
            Names::Masked,
        )
    };
    let both = of(&[ada, ben]);
    let Some(Block::Table { rows, .. }) = &both.overview else {
        panic!("two customers come at a glance");
    };
    let rows = rows.iter().map(|row| {
        let cells: Vec<_> = row.iter().map(|one| one.text.as_str()).collect();
        cells.join(" | ")
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "Customer 1 | 100.0 | 82.4 |  | Visit",
            "Customer 2 | 25.0 | – |  | First contact"
        ]
    );
    let lines = lines(&both);
    assert!(lines.iter().any(|one| one == "No ratings in this period"));
    assert!(!lines.iter().any(|one| one.starts_with("2023-01-02")));
    assert_eq!(of(&[ada]).overview, None);
}

#[test]
fn names_are_masked_everywhere_and_the_same_by_the_same() {
    let (book, ada, ben) = book();
    let both = [ada, ben];
    let document = written(
        &book,
        &both,
        Language::English,
        UserWords::Shown,
        Names::Masked,
    );
    let masked = lines(&document);
    for line in [
        "Customer 1",
        "Firm: Firm 1",
        "Call Customer 1 back at [phone] or [email]",
        "Customer 1 and Customer 2 were in",
        "- Price, Open, since 2024-08-06: a price for Firm 1",
        "2024-08-06 | Product quality | 5 of 5 | Person 1",
        "Names that Genjin does not know may remain in the words. Read them before you pass the report on, or leave the words out",
    ] {
        assert!(masked.iter().any(|one| one == line), "{line}: {masked:#?}");
    }
    let chinese = written(
        &book,
        &both,
        Language::Chinese,
        UserWords::Shown,
        Names::Masked,
    );
    let chinese = lines(&chinese);
    assert!(
        chinese.iter().any(|one| one == "客户1 and 客户2 were in"),
        "{chinese:#?}"
    );
}

#[test]
fn our_own_words_are_not_masked_where_a_customer_bears_one_as_a_name() {
    let (book, ada, _) = book();
    for name in ["Price", "Phone", "Will Price", "Product"] {
        book.customer(name);
    }
    let document = written(
        &book,
        &[ada],
        Language::English,
        UserWords::LeftOut,
        Names::Masked,
    );
    let lines = lines(&document);
    for line in [
        "- Price, Open, since 2024-08-06",
        "Phone 1 · Visit 1",
        "Last contact: 2024-08-06 · Phone",
        "2024-08-06 | Product quality | 5 of 5 | Person 1",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line}: {lines:#?}");
    }
    let missing = "Not rated: Service attitude, Response speed, Delivery, Price for value";
    assert!(
        lines.iter().any(|one| one.starts_with(missing)),
        "{lines:#?}"
    );
}

#[test]
fn masked_customers_of_one_name_are_told_apart() {
    let book = Book::new();
    let ids = ["Ada Quill", "Ben", "ADA QUILL", "Ada Quill"].map(|name| book.customer(name));
    let document = written(
        &book,
        &ids,
        Language::English,
        UserWords::Shown,
        Names::Masked,
    );
    let headings: Vec<_> = document
        .entries
        .iter()
        .map(|one| one.heading.text.as_str())
        .collect();
    let expected = [
        "Customer 1",
        "Customer 2",
        "Customer 1 (2)",
        "Customer 1 (3)",
    ];
    assert_eq!(headings, expected);
}

#[test]
fn without_words_nothing_that_was_typed_as_words_is_left() {
    let (book, ada, _) = book();
    let document = written(
        &book,
        &[ada],
        Language::English,
        UserWords::LeftOut,
        Names::Shown,
    );
    let lines = lines(&document);
    for words in ["were in", "Call Ada", "a price for", "the list"] {
        assert!(
            !lines.iter().any(|one| one.contains(words)),
            "{words}: {lines:#?}"
        );
    }
    for line in ["- Price, Open, since 2024-08-06", "- 2024-08-05 · Visit"] {
        assert!(lines.iter().any(|one| one == line), "{line}: {lines:#?}");
    }
}

#[test]
fn a_report_holds_so_many_customers_and_records_and_says_what_it_leaves_out() {
    let book = Book::new();
    let ada = book.customer("Ada");
    for _ in 0..=MOST_RECORDS {
        book.log(Log::call(ada));
    }
    let gone = book.customer("Gone");
    book.do_it(Command::MoveToTrash(Selection::customers(vec![gone])));
    let mut ids = vec![ada; MOST_CUSTOMERS + 2];
    ids.insert(0, gone);
    let found = report(&book.service.model(), &ids, Period::Whole, book.now());
    assert_eq!((found.customers.len(), found.left_out), (MOST_CUSTOMERS, 2));
    assert_eq!(found.customers[0].records.len(), MOST_RECORDS);
    let one = written(
        &book,
        &ids,
        Language::English,
        UserWords::Shown,
        Names::Shown,
    );
    let lines = lines(&one);
    assert!(
        lines.contains(&"The newest 20 of 21".to_owned()),
        "{lines:#?}"
    );
    assert!(lines.contains(&"2 more customers were chosen. A report holds 200 at most".to_owned()));
    assert!(!lines.contains(&"Gone".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_by_which_the_customers_are_known_is_left_in_a_masked_file(
        known in prop::collection::vec(
            (
                "[A-Z][a-z]{5,8}( [A-Z][a-z]{3,8})?|[赵钱孙李][一-龥]{1,3}",
                "[A-Z][a-z]{5,9} (GmbH|Ltd)|[一-龥]{3,5}公司",
                "\\+?[1-9][0-9]{1,3} ?[0-9]{3,4}-?[0-9]{4}",
                "[a-z]{2,8}\\.[a-z]{1,8}@[a-z]{1,8}\\.example",
            ),
            2..4,
        ),
        said in prop::collection::vec(("[ a-z，。!]{0,9}", 0..4_usize, any::<prop::sample::Index>()), 1..9),
        is_chinese in any::<bool>(),
    ) {
        let book = Book::new();
        let ids: Vec<_> = known
            .iter()
            .map(|(name, firm, phone, email)| {
                let id = book.customer(name);
                let labelled = |value: &String| {
                    vec![Labelled { label: String::new(), value: value.clone() }]
                };
                book.edit(id, |one| {
                    one.company.clone_from(firm);
                    one.phones = labelled(phone);
                    one.emails = labelled(email);
                });
                id
            })
            .collect();
        let mut words = String::new();
        for (filling, what, who) in &said {
            let (name, firm, phone, email) = who.get(&known);
            words.push_str(filling);
            words.push_str([name, firm, phone, email][*what]);
        }
        let mut log = Log::with(ids.clone()).saying(&words);
        log.0.needs = vec![NeedDraft {
            kind: NeedKind::Other,
            words: words.clone(),
            resource: words.clone(),
        }];
        book.log(log);
        let language = if is_chinese { Language::Chinese } else { Language::English };
        let file = report_html(&written(&book, &ids, language, UserWords::Shown, Names::Masked));
        // What follows the style sheet; its fonts have names, too.
        let text = file.rsplit_once("</style>").map(|(_, text)| text).expect("a style");
        for (name, firm, phone, email) in &known {
            for one in [name, firm, phone, email] {
                prop_assert!(!text.contains(one.as_str()), "{one} in {text}");
            }
        }
    }
}

#[test]
fn the_sample_data_make_a_report_in_both_languages() {
    let book = Book::new();
    let edits = sample_edits(SampleLanguage::English, &*book.desk);
    book.do_it(Command::AddSampleData(Arc::new(edits)));
    let ids: Vec<_> = book.service.model().customers().map(|one| one.id).collect();
    for language in Language::ALL {
        let document = written(&book, &ids, language, UserWords::Shown, Names::Masked);
        let file = report_html(&document);
        for customer in book.service.model().customers() {
            assert!(!file.contains(&customer.name), "{}", customer.name);
        }
    }
}
