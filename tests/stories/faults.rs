//! A fault at every request to the disk of every use case: it ends before or after, never between,
//! and nothing is called saved that is not on disk.
//!
//! The usual tests let each request fail once, in every way. `cargo xtask faults` also lets it fail
//! three times and for ever, with more rows. What a browser's own requests do inside one write is
//! tested there, in `tests/browser_faults.rs`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use genjin::app::commands::Command;
use genjin::app::commands::customers::BulkEdit;
use genjin::app::commands::debrief::{Came, DebriefDraft, DebriefLine};
use genjin::app::commands::ratings::RateDraft;
use genjin::app::commands::trash::Selection;
use genjin::app::ports::{Kept, LocalFuture, StoreError, StoredDraft};
use genjin::app::sample::{SampleLanguage, sample_edits};
use genjin::app::service::{Refused, Service, Status};
use genjin::domain::channel::Channel;
use genjin::domain::customer::{Customer, Stage};
use genjin::domain::decimal::Decimal;
use genjin::domain::follow_up::Action;
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Moment;
use genjin::domain::need::{NeedDraft, NeedKind};
use genjin::domain::promise::{PromiseDraft, Side};
use genjin::domain::rating::{AspectId, ObservationDraft, RatedValue, RatingDraft, Scale};
use genjin::domain::source::SourceKind;
use genjin::records::backup::{Contents, write_backup};
use genjin::store::memory::Fault;
use uuid::Uuid;

use crate::support::import::{communication, customer, plan};
use crate::support::{Book, Desk, Disk, Log, NOON, day, run, step};

/// What a user does, up to its end.
type Act = Box<dyn for<'a> Fn(&'a Book) -> LocalFuture<'a, Result<(), Refused>>>;

struct UseCase {
    name: &'static str,
    act: Act,
}

/// How a use case of one command is told.
fn command(name: &'static str, command: impl Fn(&Book) -> Command + 'static) -> UseCase {
    let act: Act = Box::new(move |book| {
        let command = command(book);
        Box::pin(async move { book.service.execute(command).await.map(drop) })
    });
    UseCase { name, act }
}

fn who(book: &Book, name: &str) -> CustomerId {
    let model = book.service.model();
    let found = model.all_customers().find(|one| one.name == name);
    found.expect("made in the beginning").id
}

fn talk(book: &Book, words: &str) -> Arc<genjin::domain::communication::Communication> {
    let model = book.service.model();
    let found = model.all_communications().find(|one| one.content == words);
    found.expect("logged in the beginning").clone()
}

/// A Book in which there is something to do everything to. Its last Change was taken back.
fn furnished() -> Book {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let ben = book.customer("Ben");
    let cem = book.customer_called("Cem", 2);
    book.plan(ada, step(Action::Visit, "2024-08-14"));
    book.plan(ben, step(Action::Call, "2024-08-16"));
    book.change_settings(|settings| settings.own_channels.push("Fair".to_owned()));
    let fair = Channel::Own("Fair".to_owned());
    book.log(
        Log::with(vec![ada, ben])
            .on("2024-08-10")
            .by(fair)
            .saying("met"),
    );
    let mut import = plan(&book.desk, SourceKind::Customers);
    let row = customer(&book.desk, &import.source, "1", "Row");
    import.new_customers.push(row);
    book.do_it(crate::support::import::import(&import));
    book.do_it(Command::MoveToTrash(Selection::customers(vec![cem])));
    book.edit(ada, |ada| "Lovelace".clone_into(&mut ada.company));
    book.undo();
    book
}

fn file_of(book: &Book, rows: usize) -> Command {
    let mut plan = plan(&book.desk, SourceKind::Communications);
    for key in 0..rows {
        let key = key.to_string();
        let made = customer(&book.desk, &plan.source, &key, "Imported");
        let at = Moment::On(day("2024-08-01"));
        let row = communication(&book.desk, &plan.source, &key, made.id, at);
        plan.new_communications.push(row);
        plan.new_customers.push(made);
    }
    crate::support::import::import(&plan)
}

fn typed() -> StoredDraft {
    StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(5),
        text: "half a sentence".to_owned(),
    }
}

/// Everything that a user can do to a Book. `rows` is how many an import has.
fn use_cases(rows: usize) -> Vec<UseCase> {
    let mut all = of_records();
    all.extend(of_steps());
    all.extend(of_the_whole(rows));
    all.extend(back_and_forth());
    all
}

/// Customers and what was said with them.
fn of_records() -> Vec<UseCase> {
    vec![
        command("create", |book| {
            let id = CustomerId(Uuid::from_u128(77));
            let made = Customer::named(id, format!("New at {}", book.now()));
            Command::CreateCustomer(Box::new(made))
        }),
        command("edit", |book| {
            let before = book.get(who(book, "Ada"));
            let mut after = (*before).clone();
            "likes tea".clone_into(&mut after.notes);
            let after = Box::new(after);
            Command::EditCustomer { before, after }
        }),
        command("edit a communication", |book| {
            let before = talk(book, "met");
            let mut after = (*before).clone();
            "met at the fair".clone_into(&mut after.content);
            let after = Box::new(after);
            Command::EditCommunication { before, after }
        }),
        command("edit several", |book| Command::EditCustomers {
            ids: ["Ada", "Ben", "Row"].map(|name| who(book, name)).to_vec(),
            edit: BulkEdit::Stage(Stage::Dormant),
        }),
        command("log", |book| {
            let log = Log::call(who(book, "Ada")).new_customer("Deb");
            let mut log = log.then(step(Action::Call, "2024-08-20"));
            log.0.needs.push(NeedDraft {
                kind: NeedKind::Price,
                words: "a quote".to_owned(),
                resource: String::new(),
            });
            Command::Log(log.0)
        }),
        command("log an attempt", |book| {
            Command::Log(Log::call(who(book, "Ben")).unanswered().0)
        }),
        command("note a day", |book| {
            let line = |came| DebriefLine {
                came,
                words: "said so".to_owned(),
            };
            let moved = Came::MovedTo(day("2024-08-19"));
            Command::Debrief(DebriefDraft {
                day: day("2024-08-16"),
                lines: BTreeMap::from([
                    (who(book, "Ada"), line(Came::Happened)),
                    (who(book, "Ben"), line(moved)),
                ]),
            })
        }),
    ]
}

/// What is to be done, what is owed, and how it went.
fn of_steps() -> Vec<UseCase> {
    vec![
        command("plan", |book| Command::Plan {
            customer: who(book, "Row"),
            step: step(Action::Visit, "2024-08-22"),
        }),
        command("complete", |book| {
            Command::Complete(book.only_follow_up(who(book, "Ben")).id)
        }),
        command("skip", |book| Command::Skip {
            customer: who(book, "Ben"),
            until: day("2024-08-20"),
            reason: "away".to_owned(),
        }),
        command("snooze", |book| Command::Snooze {
            customer: who(book, "Ben"),
            until: day("2024-08-20"),
        }),
        command("open a need", |book| Command::OpenNeed {
            customer: who(book, "Ada"),
            came_up_in: None,
            need: NeedDraft {
                kind: NeedKind::Delivery,
                words: "late".to_owned(),
                resource: String::new(),
            },
        }),
        command("note a promise", |book| Command::NotePromise {
            customer: who(book, "Ada"),
            given_in: None,
            promise: PromiseDraft {
                side: Side::Ours,
                words: "a sample".to_owned(),
                due_on: None,
            },
        }),
        command("rate", |book| {
            Command::Rate(RateDraft {
                customers: vec![who(book, "Ada"), who(book, "Ben")],
                ratings: vec![rated()],
                at: Moment::On(day("2024-08-16")),
                communication: None,
                given_by: String::new(),
            })
        }),
        command("observe", |book| Command::Observe {
            customer: who(book, "Ada"),
            observation: ObservationDraft {
                value: Decimal::parse("7.5").expect("a number"),
                on: day("2024-08-16"),
                note: "orders".to_owned(),
            },
        }),
    ]
}

/// Many records at once.
fn of_the_whole(rows: usize) -> Vec<UseCase> {
    vec![
        command("put in the trash", |book| {
            let ids = ["Ada", "Ben"].map(|name| who(book, name)).to_vec();
            Command::MoveToTrash(Selection::customers(ids))
        }),
        command("take out of the trash", |book| {
            Command::TakeFromTrash(Selection::customers(vec![who(book, "Cem")]))
        }),
        command("change the settings", |book| {
            let before = book.service.model().settings().clone();
            let mut after = (*before).clone();
            after.contact_rule.people_count_for_their_firm ^= true;
            Command::ChangeSettings {
                before,
                after: Box::new(after),
                subject: String::new(),
            }
        }),
        command("rename a channel", |_book| Command::RenameChannel {
            from: "Fair".to_owned(),
            to: "Trade fair".to_owned(),
        }),
        command("import a few", |book| file_of(book, 3)),
        command("import many", move |book| file_of(book, rows)),
        command("add the sample", |book| {
            let edits = sample_edits(SampleLanguage::English, &*book.desk);
            Command::AddSampleData(Arc::new(edits))
        }),
    ]
}

/// Forms, and the ways back.
fn back_and_forth() -> Vec<UseCase> {
    let other = |name, act: Act| UseCase { name, act };
    vec![
        other(
            "send a form",
            Box::new(|book| {
                let command = Command::Log(Log::call(who(book, "Ada")).saying("typed").0);
                Box::pin(async move { book.service.execute_form(command, typed()).await.map(drop) })
            }),
        ),
        other(
            "undo",
            Box::new(|book| Box::pin(async move { book.service.undo().await.map(drop) })),
        ),
        other(
            "redo",
            Box::new(|book| Box::pin(async move { book.service.redo().await.map(drop) })),
        ),
        other(
            "undo an older Change",
            Box::new(|book| {
                let id = book.service.history().items()[7].id;
                Box::pin(async move { book.service.undo_change(id).await.map(drop) })
            }),
        ),
        other(
            "restore",
            Box::new(|book| Box::pin(async move { Ok(book.service.replace(&another()).await?) })),
        ),
    ]
}

fn rated() -> RatingDraft {
    RatingDraft {
        aspect: AspectId::Quality,
        value: RatedValue::whole(4, Scale::FivePoint).expect("in range"),
    }
}

/// A Book that is restored over another.
fn another() -> Contents {
    let book = Book::open(Disk::default(), Desk::number(9, NOON));
    book.customer_called("Eve", 3);
    book.contents()
}

/// What a Book comes to, whatever ids it gave to what is new.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    records: String,
    history: Vec<String>,
}

impl Shape {
    fn of(service: &Service, known: &BTreeSet<String>) -> Self {
        let contents = service.contents();
        let file = String::from_utf8(write_backup(&contents)).expect("JSON");
        let (records, _checksum) = file.trim_end().rsplit_once('\n').expect("lines");
        let items = service.history();
        let items = items.items().iter();
        Self {
            records: without_new_ids(records, known),
            history: items
                .map(|one| format!("{:?} {}", one.label, one.undoes.is_some()))
                .collect(),
        }
    }

    /// What lies on a disk, whatever is wrong with it just now.
    fn on(disk: &Disk, known: &BTreeSet<String>) -> Self {
        Self::of(&Book::open(disk.copy(), Desk::at(NOON)).service, known)
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The ids in a text.
fn ids_in(text: &str) -> BTreeSet<String> {
    text.split('"')
        .filter(|one| is_id(one))
        .map(str::to_owned)
        .collect()
}

/// A text in which ids that are not known are numbered in the order of their appearance.
fn without_new_ids(text: &str, known: &BTreeSet<String>) -> String {
    let mut numbers = BTreeMap::new();
    let parts = text.split('"').map(|part| {
        if !is_id(part) || known.contains(part) {
            return part.to_owned();
        }
        let next = numbers.len();
        format!("new {}", numbers.entry(part.to_owned()).or_insert(next))
    });
    parts.collect::<Vec<_>>().join("\"")
}

/// Runs a future until nothing more comes of it.
fn run_as_far_as_it_goes<T>(mut future: Pin<Box<dyn Future<Output = T> + '_>>) -> Option<T> {
    let mut context = Context::from_waker(futures::task::noop_waker_ref());
    (0..5000).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// How often a request fails.
#[derive(Debug, Clone, Copy)]
enum Times {
    Once,
    Thrice,
    ForEver,
}

/// Every way in which a request fails.
fn faults() -> Vec<Fault> {
    let failed = |name: &str| StoreError::Failed(format!("{name}: the browser says so"));
    vec![
        Fault::Before(failed("AbortError")),
        Fault::Before(failed("ConstraintError")),
        Fault::Before(failed("UnknownError")),
        Fault::Before(StoreError::Full),
        Fault::Before(StoreError::Unknown),
        Fault::Before(StoreError::Closed),
        Fault::After(StoreError::Unknown),
        Fault::After(StoreError::Closed),
        Fault::Late,
        Fault::SilentBefore,
        Fault::SilentAfter,
    ]
}

/// Lets the request of this number fail, and counts all.
fn fail_at(disk: &Disk, point: usize, times: Times, fault: Fault) -> Rc<Cell<usize>> {
    let count = Rc::new(Cell::new(0));
    let counted = count.clone();
    disk.fail_as(move |_operation| {
        let at = counted.replace(counted.get() + 1);
        let fails = match times {
            Times::Once => at == point,
            Times::Thrice => (point..point + 3).contains(&at),
            Times::ForEver => point <= at,
        };
        if fails { fault.clone() } else { Fault::None }
    });
    count
}

/// One use case, as it goes without faults.
struct Told {
    use_case: UseCase,
    start: Disk,
    known: BTreeSet<String>,
    before: Shape,
    after: Shape,
    requests: usize,
}

impl Told {
    fn of(use_case: UseCase, start: &Disk) -> Self {
        let book = Self::opened(&start.copy());
        let known = ids_in(&String::from_utf8(write_backup(&book.contents())).expect("JSON"));
        let known = &known | &ids_in(&String::from_utf8(write_backup(&another())).expect("JSON"));
        let before = Shape::of(&book.service, &known);
        let count = fail_at(&book.disk, usize::MAX, Times::Once, Fault::None);
        run((use_case.act)(&book)).expect("it goes well");
        let requests = count.get();
        book.disk.mend();
        let after = Shape::of(&book.service, &known);
        assert_ne!(before, after, "{} does nothing", use_case.name);
        assert_eq!(Shape::on(&book.disk, &known), after);
        Self {
            use_case,
            start: start.copy(),
            known,
            before,
            after,
            requests,
        }
    }

    fn opened(disk: &Disk) -> Book {
        Book::open(disk.clone(), Desk::number(3, NOON))
    }

    fn shape(&self, service: &Service) -> Shape {
        Shape::of(service, &self.known)
    }

    /// Lets one request fail in one way, and looks at everything after it.
    fn check(&self, point: usize, times: Times, fault: &Fault) {
        let what = || {
            format!(
                "{}: request {point} {times:?} {fault:?}",
                self.use_case.name
            )
        };
        let disk = self.start.copy();
        let book = Self::opened(&disk);
        let told_too_early = self.listen(&book);
        fail_at(&disk, point, times, fault.clone());
        let outcome = run_as_far_as_it_goes((self.use_case.act)(&book));
        let status = book.service.status();
        disk.mend();

        let shown = self.shape(&book.service);
        let found = Shape::on(&disk, &self.known);
        assert!(
            *told_too_early.borrow() == Vec::<String>::new(),
            "{} {told_too_early:?}",
            what()
        );
        assert!(
            shown == self.before || shown == self.after,
            "{}: shown {shown:#?}",
            what()
        );
        assert!(
            found == self.before || found == self.after,
            "{}: found {found:#?}",
            what()
        );
        assert!(
            shown == self.before || found == self.after,
            "{}: not on disk",
            what()
        );
        match outcome {
            Some(Ok(())) => {
                assert_eq!(status, Status::Saved, "{}", what());
                assert!(
                    shown == self.after && found == self.after,
                    "{}: not done",
                    what()
                );
                return;
            }
            Some(Err(Refused::Store(_))) => {}
            Some(Err(refused)) => panic!("{}: {refused}", what()),
            None => {
                // Nobody hears of it any more: the page is closed and opened again.
                assert!(
                    matches!(fault, Fault::SilentBefore | Fault::SilentAfter),
                    "{}",
                    what()
                );
                let book = book.reopened();
                self.finish(&book, &what);
                return;
            }
        }
        run(book.service.retry()).expect("the disk is whole again");
        run(book.service.catch_up()).expect("the disk is whole again");
        self.finish(&book, &what);
    }

    /// What was not done is done once, not lost and not twice.
    fn finish(&self, book: &Book, what: &dyn Fn() -> String) {
        if self.shape(&book.service) == self.before {
            let done = run((self.use_case.act)(book));
            assert_eq!(done, Ok(()), "{}", what());
        }
        assert_eq!(book.service.status(), Status::Saved, "{}", what());
        assert_eq!(self.shape(&book.service), self.after, "{}", what());
        assert_eq!(Shape::on(&book.disk, &self.known), self.after, "{}", what());
    }

    /// Whenever the page says "Saved", what it shows is on disk.
    fn listen(&self, book: &Book) -> Rc<RefCell<Vec<String>>> {
        let early = Rc::new(RefCell::new(Vec::new()));
        let (noted, disk) = (early.clone(), book.disk.clone());
        let service = Rc::downgrade(&book.service);
        let (known, before) = (self.known.clone(), self.before.clone());
        let subscription = book.service.subscribe(move || {
            let Some(service) = service.upgrade() else {
                return;
            };
            let shown = Shape::of(&service, &known);
            if service.status() == Status::Saved && shown != before {
                let found = Shape::on(&disk, &known);
                if found != shown {
                    noted.borrow_mut().push("saved, but not on disk".to_owned());
                }
            }
        });
        // It ends with the service, which it would keep alive.
        std::mem::forget(subscription);
        early
    }
}

/// Whether `cargo xtask faults` asks for all there is.
fn is_long() -> bool {
    std::env::var("GENJIN_LONG").is_ok()
}

#[test]
fn a_fault_at_any_request_of_any_use_case_ends_before_or_after() {
    let start = furnished().disk;
    let (rows, all_times) = if is_long() {
        (1100, vec![Times::Once, Times::Thrice, Times::ForEver])
    } else {
        (501, vec![Times::Once])
    };
    let mut points = 0;
    let mut cases = 0;
    for use_case in use_cases(rows) {
        let told = Told::of(use_case, &start);
        cases += 1;
        for point in 0..told.requests + 2 {
            for times in &all_times {
                for fault in faults() {
                    told.check(point, *times, &fault);
                    points += 1;
                }
            }
        }
    }
    println!("{points} faults in {cases} use cases: each ended before or after");
}

#[test]
fn every_use_case_can_be_taken_back_whole() {
    let start = furnished().disk;
    // What takes back is the subject of `taking_back`; a Book that was restored over is kept whole.
    let others = ["undo", "redo", "undo an older Change", "restore"];
    let mut count = 0;
    for use_case in use_cases(501) {
        if others.contains(&use_case.name) {
            continue;
        }
        let book = Told::opened(&start.copy());
        let before = book.contents();
        run((use_case.act)(&book)).expect("it goes well");
        let after = book.contents();
        assert!(after != before, "{}", use_case.name);
        assert_eq!(book.undo().kept, Vec::new(), "{}", use_case.name);
        assert!(book.contents() == before, "{}", use_case.name);
        book.redo();
        assert!(book.reopened().contents() == after, "{}", use_case.name);
        count += 1;
    }
    assert_eq!(count, 23);
}

/// Every way in which an opening goes wrong, as often as it does.
fn check_opening(start: &Disk, point: usize, times: Times, fault: &Fault) {
    let what = || format!("opening: request {point} {times:?} {fault:?}");
    let expected = Book::open(start.copy(), Desk::number(3, NOON)).contents();
    let is_expected = |found: &Contents| {
        // A new Book has an identity of its own.
        let same = Contents {
            book: expected.book,
            ..found.clone()
        };
        same == expected && (found.book == expected.book || expected.customers.is_empty())
    };
    let disk = start.copy();
    fail_at(&disk, point, times, fault.clone());
    let opening = Service::open(disk.tab(), Desk::number(3, NOON));
    if let Some(Ok(service)) = run_as_far_as_it_goes(Box::pin(opening)) {
        assert!(is_expected(&service.contents()), "{}", what());
    }
    disk.mend();
    let opened = Book::open(disk, Desk::number(3, NOON));
    assert!(is_expected(&opened.contents()), "{}", what());
}

#[test]
fn an_opening_that_fails_in_any_way_changes_nothing() {
    for start in [Disk::default(), furnished().disk] {
        for point in 0..9 {
            for times in [Times::Once, Times::Thrice, Times::ForEver] {
                for fault in faults() {
                    check_opening(&start, point, times, &fault);
                }
            }
        }
    }
}

/// Every way in which an upkeep goes wrong; whatever it comes to, the Book is as it was, takes
/// Changes, and is kept in order the next time.
fn check_upkeep(start: &Disk, expected: &Contents, point: usize, times: Times, fault: &Fault) {
    let what = || format!("upkeep: request {point} {times:?} {fault:?}");
    let book = Told::opened(&start.copy());
    fail_at(&book.disk, point, times, fault.clone());
    drop(run_as_far_as_it_goes(Box::pin(book.service.keep_up())));
    book.disk.mend();
    assert!(book.contents() == *expected, "{}", what());
    let found = Book::open(book.disk.copy(), Desk::at(NOON));
    assert!(found.contents() == *expected, "{}", what());
    let ada = who(&book, "Ada");
    book.edit(ada, |ada| "likes tea".clone_into(&mut ada.notes));
    assert_eq!(book.service.status(), Status::Saved, "{}", what());
    let written = book.contents();
    let reopened = book.reopened();
    assert!(run(reopened.service.keep_up()).is_ok(), "{}", what());
    assert!(reopened.reopened().contents() == written, "{}", what());
}

#[test]
fn an_upkeep_that_fails_in_any_way_changes_nothing() {
    let start = furnished();
    // So much that it is folded.
    start.do_it(file_of(&start, 501));
    let book = Told::opened(&start.disk.copy());
    let expected = book.contents();
    let count = fail_at(&book.disk, usize::MAX, Times::Once, Fault::None);
    assert_eq!(run(book.service.keep_up()), Ok(Some(Kept::Folded)));
    let requests = count.get();
    let all_times = if is_long() {
        vec![Times::Once, Times::Thrice, Times::ForEver]
    } else {
        vec![Times::Once]
    };
    for point in 0..=requests {
        for times in &all_times {
            for fault in faults() {
                check_upkeep(&start.disk, &expected, point, *times, &fault);
            }
        }
    }
    println!("faults at {requests} requests of an upkeep: each left the book as it was");
}

#[test]
fn a_draft_is_kept_whole_or_not_at_all_whatever_fails() {
    let keeps = |book: &Book| run(book.service.store().drafts()).expect("the disk can be read");
    let newer = StoredDraft {
        text: "half a sentence and more".to_owned(),
        ..typed()
    };
    let start = furnished();
    run(start.service.store().save_draft(&typed())).expect("the disk is whole");
    for fault in faults() {
        for is_removal in [false, true] {
            let book = Told::opened(&start.disk.copy());
            let store = book.service.store().clone();
            fail_at(&book.disk, 0, Times::Once, fault.clone());
            let done = if is_removal {
                let draft = typed();
                let removal = async move { store.remove_draft(&draft.form, draft.id).await };
                run_as_far_as_it_goes(Box::pin(removal))
            } else {
                let newer = newer.clone();
                run_as_far_as_it_goes(Box::pin(async move { store.save_draft(&newer).await }))
            };
            book.disk.mend();
            let after = if is_removal {
                vec![]
            } else {
                vec![newer.clone()]
            };
            let found = keeps(&book.reopened());
            assert!(found == after || found == [typed()], "{fault:?}: {found:?}");
            assert!(
                done != Some(Ok(())) || found == after,
                "{fault:?}: not kept"
            );
        }
    }
}
