//! A small Book, and lines read against it.

use std::rc::Rc;

use chrono::DateTime;
use genjin::app::model::Model;
use genjin::app::name_directory::{BookDirectory, NameDirectory};
use genjin::domain::capture::{Answers, Capture, Context, read};
use genjin::domain::change::{Change, Deed, Edit, Edited, Label};
use genjin::domain::customer::{Customer, Labelled};
use genjin::domain::id::{ChangeId, CustomerId, ReplicaId};
use genjin::domain::moment::Now;
use genjin::domain::pinyin::Pinyin;
use uuid::Uuid;

/// Name, firm, telephone.
const CUSTOMERS: [(&str, &str, &str); 21] = [
    ("王建国", "华联机械有限公司", "138-0013-8000"),
    ("李明", "东方电子", "139 1111 2222"),
    ("李娜", "星辰科技", "13912345678"),
    ("张三", "蓝天贸易", ""),
    ("张伟", "蓝天贸易", "13655550001"),
    ("张伟", "大地物流", "13655556677"),
    ("陈静", "明德医院", ""),
    ("欧阳雪", "海纳设计", ""),
    ("赵总", "金石建材", ""),
    ("单雪", "", ""),
    ("曾强", "宏达实业", ""),
    ("刘洋", "远航船务", ""),
    ("吕晓", "", ""),
    ("Alice Chen", "Acme Ltd", "+1 (415) 555-0101"),
    ("Bob Smith", "Globex", "415 555 0202"),
    ("Jane Smith", "Initech", ""),
    ("Carol Jones", "Umbrella Inc", ""),
    ("David Brown", "Northwind", ""),
    ("David Green", "Contoso", ""),
    ("Mark Taylor", "Tyrell Corp", ""),
    ("Stark Industries", "", ""),
];

/// Friday.
pub(crate) fn now() -> Now {
    DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
}

/// The Book with its index of names.
pub(crate) struct Book {
    model: Model,
    names: NameDirectory,
    own_channels: Vec<String>,
}

impl Book {
    pub(crate) fn new() -> Self {
        let customers = CUSTOMERS.iter().map(|(name, company, phone)| {
            let phones = (!phone.is_empty()).then(|| Labelled {
                label: String::new(),
                value: (*phone).to_owned(),
            });
            (*name, *company, phones)
        });
        Self::of(customers)
    }

    /// A Book of customers by name, firm and telephone.
    pub(crate) fn of<'a>(
        customers: impl Iterator<Item = (&'a str, &'a str, Option<Labelled>)>,
    ) -> Self {
        let edits = (1..)
            .zip(customers)
            .map(|(number, (name, company, phone))| {
                let customer = Customer {
                    company: company.to_owned(),
                    phones: phone.into_iter().collect(),
                    ..Customer::named(CustomerId(Uuid::from_u128(number)), name)
                };
                Edit::Customer(Edited::made(customer))
            });
        let mut book = Self {
            model: Model::default(),
            names: NameDirectory::default(),
            own_channels: ["飞书", "展会", "Slack", "Trade fair"]
                .map(str::to_owned)
                .to_vec(),
        };
        book.apply(edits.collect());
        book
    }

    /// Takes in a Change of these edits.
    pub(crate) fn apply(&mut self, edits: Vec<Edit>) {
        self.model.apply(&Change {
            id: ChangeId(Uuid::nil()),
            replica: ReplicaId(Uuid::nil()),
            counter: 1,
            parents: Vec::new(),
            made_at: now(),
            label: Label {
                deed: Deed::Import,
                subject: String::new(),
                count: 0,
            },
            undoes: None,
            edits,
        });
        let table = include_str!("../../static/pinyin.txt");
        let pinyin = Rc::new(Pinyin::parse(table).expect("the committed table"));
        self.names.update(&self.model, Some(&pinyin));
    }

    pub(crate) fn read(&self, line: &str) -> Capture {
        self.read_with(line, &Answers::default())
    }

    pub(crate) fn read_with(&self, line: &str, answers: &Answers) -> Capture {
        let directory = BookDirectory {
            model: &self.model,
            names: &self.names,
        };
        let context = Context {
            now: now(),
            directory: &directory,
            own_channels: &self.own_channels,
            answers,
        };
        read(line, &context)
    }

    /// The name of a customer, with the firm where others are called the same.
    pub(crate) fn name(&self, id: CustomerId) -> String {
        let customer = self.model.customer(id).expect("a customer of the Book");
        let alike = self
            .model
            .customers()
            .filter(|one| one.name == customer.name);
        if 1 < alike.count() {
            format!("{}/{}", customer.name, customer.company)
        } else {
            customer.name.clone()
        }
    }
}
