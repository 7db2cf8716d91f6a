//! A year of work on one Book, in short, or as long as `GENJIN_SOAK_CHANGES` says
//! (`cargo xtask soak`): however long a Book is kept, it stays small and opens quickly.

#![cfg(not(target_arch = "wasm32"))]

use std::time::Instant;

use chrono::{DateTime, FixedOffset, TimeDelta};
use genjin::app::contract::{HeldBook, block_on};
use genjin::app::model::Model;
use genjin::app::ports::{Kept, Opened, Stand, Store, Upkeep};
use genjin::domain::change::{Change, Deed, Edit, Edited, Label};
use genjin::domain::channel::Channel;
use genjin::domain::communication::Communication;
use genjin::domain::customer::Customer;
use genjin::domain::id::{ChangeId, CommunicationId, CustomerId};
use genjin::domain::moment::Moment;
use genjin::records::backup::write_backup;
use genjin::store::canary::MemoryCanary;
use genjin::store::log_store::LogStore;
use genjin::store::memory::MemoryShelf;
use uuid::Uuid;

/// Changes of the short form, and records at its beginning for each of them.
const SHORT: u64 = 3000;
const DAYS: i64 = 365;
/// What a year may weigh, and how long it may take to open.
const MOST_TIMES_LIVE: f64 = 3.0;
const MOST_SECONDS: f64 = 2.0;

struct Year {
    random: u64,
    changes: u64,
    customers: u64,
    communications: u64,
}

impl Year {
    fn below(&mut self, bound: u64) -> u64 {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % bound.max(1)
    }

    fn at(&self, change: u64) -> DateTime<FixedOffset> {
        let year = i64::try_from(self.changes).expect("small");
        let minutes = i64::try_from(change).expect("small") * DAYS * 24 * 60 / year;
        DateTime::UNIX_EPOCH.fixed_offset() + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
    }

    fn communication(&mut self, change: u64) -> Communication {
        self.communications += 1;
        let number = u128::from(self.communications) << 64;
        let customer = self.below(self.customers) + 1;
        let words = ["asked for a quote", "催交期，下周再打", "likes the product"];
        let content = (0..3)
            .map(|_| words[usize::try_from(self.below(3)).expect("small")])
            .collect::<Vec<_>>();
        Communication {
            id: CommunicationId(Uuid::from_u128(number)),
            customers: vec![CustomerId(Uuid::from_u128(customer.into()))],
            at: Moment::At(self.at(change)),
            channel: Channel::Phone,
            direction: None,
            outcome: None,
            content: content.join(", "),
            line: String::new(),
            sentiment: None,
            duration_seconds: Some(600),
            executes: None,
            origin: None,
            trashed_at: None,
        }
    }

    /// What a rep does next: mostly logs, often mends a customer's record, sometimes takes away.
    fn edits(&mut self, change: u64, model: &Model) -> Vec<Edit> {
        match self.below(10) {
            0..5 => vec![Edit::Communication(Edited::made(
                self.communication(change),
            ))],
            5 => {
                let number = u128::from(self.below(self.communications) + 1) << 64;
                let found = model.communication(CommunicationId(Uuid::from_u128(number)));
                let edit = found.map(|one| Edit::Communication(Edited::removed(one.clone())));
                edit.into_iter().collect()
            }
            _ => {
                let id = CustomerId(Uuid::from_u128((self.below(self.customers) + 1).into()));
                let before = model.customer(id).expect("never removed");
                let after = Customer {
                    notes: format!("seen in round {change}"),
                    ..Customer::clone(before)
                };
                vec![Edit::Customer(Edited::altered(before.clone(), after))]
            }
        }
    }
}

fn change(stand: Stand, made_at: DateTime<FixedOffset>, edits: Vec<Edit>) -> Change {
    Change {
        id: ChangeId(Uuid::from_u128(u128::from(stand.counter) + 1)),
        replica: stand.replica,
        counter: stand.counter + 1,
        parents: stand.newest.into_iter().collect(),
        made_at,
        label: Label {
            deed: Deed::LogCommunication,
            subject: "Ada Lovelace".to_owned(),
            count: 1,
        },
        undoes: None,
        edits,
    }
}

#[test]
fn a_year_of_changes_stays_small_and_opens_quickly() {
    let asked = std::env::var("GENJIN_SOAK_CHANGES").ok();
    let changes: u64 = asked.map_or(SHORT, |text| text.parse().expect("a number"));
    let mut year = Year {
        random: 1,
        changes,
        customers: changes / 20,
        communications: 0,
    };
    let (shelf, canary) = (MemoryShelf::default(), MemoryCanary::default());
    let tab = LogStore::tab_on(&shelf, &canary);
    let Opened {
        mut stand,
        mut model,
        book,
        ..
    } = block_on(tab.open()).expect("opens");
    let mut import: Vec<Edit> = (1..=year.customers)
        .map(|number| {
            let id = CustomerId(Uuid::from_u128(number.into()));
            let customer = Customer {
                company: format!("Firm {number}"),
                notes: "met at the fair".to_owned(),
                ..Customer::named(id, format!("Customer {number}"))
            };
            Edit::Customer(Edited::made(customer))
        })
        .collect();
    let live = changes / 2 - year.customers;
    import.extend((0..live).map(|_| Edit::Communication(Edited::made(year.communication(0)))));
    let imported = change(stand, year.at(0), import);
    stand = block_on(tab.commit(&imported, stand)).expect("commits");
    model.apply(&imported);
    let (mut folded, mut longest) = (0, 0.0_f64);
    for number in 1..=changes {
        let edits = year.edits(number, &model);
        if edits.is_empty() {
            continue;
        }
        let change = change(stand, year.at(number), edits);
        stand = block_on(tab.commit(&change, stand)).expect("commits");
        model.apply(&change);
        if number % 100 == 0 {
            let usual = Upkeep::usual(year.at(number));
            let upkeep = Upkeep {
                // In proportion, where the year is a short one.
                least_history: usual.least_history.min(changes / 20),
                history_bytes: usual.history_bytes.min(changes * 80),
                ..usual
            };
            let began = Instant::now();
            let held = HeldBook::new(stand, model.clone());
            let kept = block_on(tab.keep_up(&held, upkeep)).expect("keeps up");
            folded += u32::from(kept == Kept::Folded);
            longest = longest.max(began.elapsed().as_secs_f64());
        }
    }
    let began = Instant::now();
    let opened = block_on(LogStore::tab_on(&shelf, &canary).open()).expect("opens");
    let seconds = began.elapsed().as_secs_f64();
    let live = write_backup(&model.contents(book));
    assert!(
        write_backup(&opened.model.contents(book)) == live,
        "the same Book"
    );
    let stored: usize = shelf.values().values().map(Vec::len).sum();
    let held = HeldBook::new(stand, model);
    let began = Instant::now();
    let checked = block_on(tab.check(&held, &|_, _| {})).expect("checks");
    let checking = began.elapsed().as_secs_f64();
    assert_eq!(checked.defects, []);
    #[expect(clippy::cast_precision_loss, reason = "a share of two sizes")]
    let times = stored as f64 / live.len() as f64;
    println!(
        "{changes} Changes: {} records, {} kept; {stored} bytes, {times:.2} times the live data; \
         opened in {seconds:.2} s, checked in {checking:.2} s; folded {folded} times, in {longest:.2} s at most",
        checked.records, checked.changes
    );
    assert!(1 < folded);
    assert!(times <= MOST_TIMES_LIVE, "{times}");
    assert!(seconds <= MOST_SECONDS, "{seconds}");
}
