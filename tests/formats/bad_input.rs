//! Each kind of bad input: refused as a file, or listed as a row beside the good ones.

use genjin::formats::headings::guess_customers;
use genjin::formats::row_error::{LISTED, RemarkKind, RowReason, SHOWN_CHARS};
use genjin::formats::survey::Survey;
use genjin::formats::table::{MAX_ROWS, Table, TableError};
use genjin::formats::text::{Encoding, FileError, FileKind, decode};
use genjin::formats::when::WhenError;

use crate::kit::{communications, customers, errors, fixture, open};

const HEAD: &str =
    "id,customer_id,communication_content,communication_time,communication_channel\n";

#[test]
fn wrong_files_are_refused_by_what_they_are() {
    let check = |bytes: Vec<u8>, expected: FileError| {
        assert_eq!(decode(bytes, None, &|_| None), Err(expected));
    };
    check(Vec::new(), FileError::Empty);
    check(
        b"%PDF-1.4 ...".to_vec(),
        FileError::OtherKind(FileKind::Pdf),
    );
    check(
        fixture("mixed-encodings.csv"),
        FileError::MixedEncodings {
            line: 4,
            mostly: Encoding::Utf8,
        },
    );
    let rubbish: Vec<u8> = (0..100_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    assert!(matches!(
        decode(rubbish, None, &|_| None),
        Err(FileError::Binary { .. })
    ));
}

#[test]
fn files_of_every_encoding_give_the_same_customers() {
    // Stands in for the browser's decoder: it knows this one file.
    let gb18030 = |bytes: &[u8]| {
        (bytes == fixture("customers-gb18030.csv"))
            .then(|| String::from_utf8(fixture("customers-utf8.csv")).expect("UTF-8"))
    };
    let (expected, _) =
        customers(&String::from_utf8(fixture("customers-utf8.csv")).expect("UTF-8"));
    assert_eq!(expected[0].name, "欧阳娜娜");
    for (file, encoding) in [
        ("customers-utf8.csv", Encoding::Utf8),
        ("customers-utf8-bom.csv", Encoding::Utf8),
        ("customers-utf16le.txt", Encoding::Utf16Le),
        ("customers-utf16be-no-bom.csv", Encoding::Utf16Be),
        ("customers-gb18030.csv", Encoding::Gb18030),
    ] {
        let decoded = decode(fixture(file), None, &gb18030).expect(file);
        assert_eq!(decoded.encoding, encoding, "{file}");
        let (read, notes) = customers(&decoded.text);
        assert_eq!(errors(&notes), [], "{file}");
        assert_eq!(read, expected, "{file}");
    }
}

#[test]
fn impossible_dates_are_row_errors_beside_the_good_rows() {
    let text = format!(
        "{HEAD}1,7,x,2024-02-31 10:00:00,电话\n2,7,x,0000-01-01,电话\n3,7,x,2024-08-16 24:61,电话\n\
         4,7,x,2024-13-01,电话\n5,7,x,soon,电话\n6,7,x,,电话\n7,,x,2024-08-16,电话\n8,7,x,2024-08-16,电话\n"
    );
    let (read, notes) = communications(&text);
    assert_eq!(read.len(), 1);
    assert_eq!(notes.bad_rows, 7);
    assert_eq!(
        errors(&notes),
        [
            (
                2,
                RowReason::When(WhenError::Day {
                    year: 2024,
                    month: 2,
                    day: 31
                })
            ),
            (3, RowReason::When(WhenError::Year(0))),
            (
                4,
                RowReason::When(WhenError::Time {
                    hour: 24,
                    minute: 61,
                    second: 0
                })
            ),
            (5, RowReason::When(WhenError::Month(13))),
            (6, RowReason::When(WhenError::Unreadable)),
            (7, RowReason::NoDate),
            (8, RowReason::NoCustomer),
        ]
    );
    let first = &notes.errors[0];
    assert_eq!(first.column.as_deref(), Some("communication_time"));
    assert_eq!(first.value, "2024-02-31 10:00:00");
}

#[test]
fn an_id_that_comes_twice_is_an_error_of_the_later_row() {
    let text = format!("{HEAD}1,7,x,soon,电话\n1,7,y,2024-08-16,电话\n1,7,z,2024-08-17,电话\n");
    let (read, notes) = communications(&text);
    assert_eq!(read.len(), 1);
    assert_eq!(
        read[0].content, "y",
        "a row that was refused does not hold its id"
    );
    assert_eq!(
        errors(&notes)[1],
        (4, RowReason::DuplicateId { first_row: 3 })
    );
    let (read, notes) = customers("id,name\nA,Ada\nB,Bo\nA,Cy\n");
    assert_eq!(read.len(), 2);
    assert_eq!(
        errors(&notes),
        [(4, RowReason::DuplicateId { first_row: 2 })]
    );
}

#[test]
fn duplicate_headings_are_kept_apart() {
    let (table, _) = open("Name,Phone,Phone,Colour,Colour\nAda,1,2,red,blue\n");
    assert_eq!(
        table.headings(),
        ["Name", "Phone", "Phone (2)", "Colour", "Colour (2)"]
    );
    let (read, _) = customers("Name,Phone,Phone,Colour,Colour\nAda,1,2,red,blue\n");
    assert_eq!(read[0].phones.len(), 2);
    let own = [("Colour", "red"), ("Colour (2)", "blue")];
    assert_eq!(
        read[0].custom,
        own.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[test]
fn html_and_formulas_are_only_text() {
    let html = "<img src=x onerror=alert(1)>";
    let formula = "=HYPERLINK(\"\"http://x\"\",\"\"y\"\")";
    let text = format!(
        "Name,Company,Title,Phone,Email,Tags,Notes,{html}\n{html},{html},{html},{html},{html},{html},\"{formula}\",{html}\n\"{formula}\",,,,,,,\n"
    );
    let (read, notes) = customers(&text);
    assert_eq!(errors(&notes), []);
    assert_eq!(read[0].name, html);
    assert_eq!(read[0].tags, [html]);
    assert_eq!(read[0].notes, "=HYPERLINK(\"http://x\",\"y\")");
    assert_eq!(read[0].custom, [(html.to_owned(), html.to_owned())]);
    assert_eq!(read[1].name, "=HYPERLINK(\"http://x\",\"y\")");
}

#[test]
fn an_apostrophe_of_others_stays() {
    let (read, _) = customers("Name,Notes\n'=1,'+1\n");
    assert_eq!(
        (read[0].name.as_str(), read[0].notes.as_str()),
        ("'=1", "'+1")
    );
}

#[test]
fn control_characters_go_and_direction_marks_stay_and_both_are_said() {
    let (read, notes) = customers("Name,Notes\nA\0d\u{7}a,a\u{202e}b\n");
    assert_eq!(read[0].name, "Ada");
    assert_eq!(read[0].notes, "a\u{202e}b");
    let remarks: Vec<_> = notes
        .remarks
        .iter()
        .map(|remark| (remark.row, remark.column.as_deref(), remark.kind))
        .collect();
    assert_eq!(
        remarks,
        [
            (2, Some("Name"), RemarkKind::ControlsRemoved),
            (2, Some("Notes"), RemarkKind::DirectionMarks),
        ]
    );
}

#[test]
fn other_impossible_cells_are_row_errors() {
    let (read, notes) = customers(
        "Name,Latitude,Longitude,Do not contact,Customer since\nAda,91,0,no,2024-01-01\nBo,x,1,no,2024-01-01\nCy,1,,no,2024-01-01\nDi,1,1,perhaps,2024-01-01\nEd,1,1,no,31/02/2024\nFi,NaN,181,no,2024-01-01\n",
    );
    assert_eq!(read, []);
    let reasons: Vec<_> = errors(&notes)
        .into_iter()
        .map(|(_, reason)| reason)
        .collect();
    assert_eq!(reasons[0], RowReason::OffTheGlobe { limit: 90 });
    assert!(reasons.contains(&RowReason::NotANumber));
    assert!(reasons.contains(&RowReason::HalfAPosition));
    assert!(reasons.contains(&RowReason::NotYesOrNo));
    assert!(reasons.contains(&RowReason::OffTheGlobe { limit: 180 }));
    assert_eq!(notes.bad_rows, 6);
    let (_, notes) = communications(&format!(
        "{}a,7,x,2024-08-16,电话,long\n",
        HEAD.replace("channel\n", "channel,duration\n")
    ));
    assert_eq!(errors(&notes), [(2, RowReason::NotADuration)]);
}

#[test]
fn errors_are_shortened_and_listed_up_to_a_limit() {
    let long = "x".repeat(500);
    let rows: Vec<_> = (0..LISTED + 10)
        .map(|id| {
            format!(
                "{id},7,x,{long},电话
"
            )
        })
        .collect();
    let rows = rows.concat();
    let (_, notes) = communications(&format!("{HEAD}{rows}"));
    assert_eq!(notes.errors.len(), LISTED);
    assert_eq!(usize::try_from(notes.bad_rows), Ok(LISTED + 10));
    assert_eq!(notes.errors[0].value.chars().count(), SHOWN_CHARS + 1);
}

#[test]
fn more_rows_than_the_limit_refuse_the_file() {
    let mut text = String::from("id,name\n");
    for _ in 0..=MAX_ROWS {
        text.push_str("1,a\n");
    }
    let table = Table::open(text).expect("a table");
    let refused = Survey::of(&table).err();
    assert_eq!(refused, Some(TableError::TooManyRows { limit: MAX_ROWS }));
}

#[test]
fn a_file_of_fifty_megabytes_is_read_in_slices() {
    let row = format!("7,{},a@x.org\n", "很长的备注".repeat(600));
    let mut text = String::from("id,notes,email\n");
    while text.len() < 50_000_000 {
        text.push_str(&row);
    }
    let table = Table::open(text).expect("a table");
    let mut survey = Survey::new(&table);
    let progress = survey.read_some(&table, 100).expect("rows");
    assert!(matches!(
        progress,
        genjin::formats::table::Progress::Thousandths(1..900)
    ));
    let fields = guess_customers(&table, &survey);
    assert_eq!(fields.len(), 3);
}
