//! Import files as another CRM writes them, of any size: for tests and benchmarks, not for the app.
//!
//! The shape is that of the exports that Genjin was asked to take: the same headings, and the same
//! traps. Quotes, commas and line breaks in texts; phones with extensions; empty fields; instants
//! with various offsets beside wall times without one; three customers of one name; eleven
//! communications that are equal but for their id; customers without communications, or with plans
//! alone. Every name and word is Genjin's own.
//!
//! The files are to be read at [`CLOCK`]. Then contacts lie on both sides of every threshold of the
//! default policy, to the day and, around the clock itself, to the second.

use chrono::{Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta};

use super::random::Random;
use super::words::{self, Both, word};
use crate::domain::channel::Channel;

/// The local wall time at which the files are to be read: noon on 2024-08-16.
pub const CLOCK: &str = "2024-08-16T12:00:00";

/// The headings of the customers' file.
pub const CUSTOMER_HEADINGS: [&str; 24] = [
    "id",
    "first_name",
    "last_name",
    "gender",
    "title",
    "background",
    "first_seen",
    "last_seen",
    "has_newsletter",
    "status",
    "tags",
    "company_id",
    "sales_id",
    "linkedin_url",
    "company_name",
    "nb_tasks",
    "company",
    "sales",
    "email_work",
    "email_home",
    "email_other",
    "phone_work",
    "phone_home",
    "phone_other",
];

/// The headings of the communications' file.
pub const COMMUNICATION_HEADINGS: [&str; 5] = [
    "id",
    "customer_id",
    "communication_content",
    "communication_time",
    "communication_channel",
];

/// Two files that belong together: the second names customers by the ids of the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixture {
    /// One customer a row.
    pub customers: Rows<24>,
    /// One communication a row.
    pub communications: Rows<5>,
}

/// The cells of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<const COLUMNS: usize> {
    /// The first line.
    pub headings: [&'static str; COLUMNS],
    /// All other lines.
    pub rows: Vec<[String; COLUMNS]>,
}

/// How the lines of a written file end. Fields may hold line feeds of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// Line feeds between the lines, and none at the end.
    BareBetween,
    /// A carriage return and a line feed after each line.
    CarriageReturns,
}

impl<const COLUMNS: usize> Rows<COLUMNS> {
    /// The file as CSV with commas; fields are quoted only where they must be.
    pub fn to_csv(&self, ends: LineEnds) -> String {
        let mut text = String::new();
        let end = match ends {
            LineEnds::BareBetween => "\n",
            LineEnds::CarriageReturns => "\r\n",
        };
        let headings = self.headings.iter().copied();
        append_line(&mut text, headings, end);
        for row in &self.rows {
            append_line(&mut text, row.iter().map(String::as_str), end);
        }
        if ends == LineEnds::BareBetween {
            text.pop();
        }
        text
    }
}

fn append_line<'a>(text: &mut String, fields: impl Iterator<Item = &'a str>, end: &str) {
    for (place, field) in fields.enumerate() {
        if 0 < place {
            text.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push_str(end);
}

/// How many customers share one name.
const NAMESAKES: usize = 3;
/// How many communications are equal to another but for their id, in files of some size.
const REPEATS: usize = 11;
/// Files of fewer communications than this hold no repeats and no odd wall times.
const SOME_SIZE: usize = 100;

/// How many days before the clock the last contacts lie, in turn.
const DAYS_SINCE: [u64; 20] = [
    0, 1, 2, 3, 3, 4, 4, 5, 6, 7, 7, 8, 8, 9, 12, 20, 45, 90, 200, 400,
];

/// Wall times that clocks skip or show twice where daylight is saved.
const ODD_WALL_TIMES: [&str; 3] = [
    "2024-03-10T02:30:00",
    "2024-03-31T02:30:00",
    "2023-11-05T01:30:00",
];

/// Wall times ahead of the clock, the first by one second.
const PLANS: [&str; 4] = [
    "2024-08-16T12:00:01",
    "2024-08-20T09:00:00",
    "2024-08-16T15:30:00",
    "2024-09-01T10:00:00",
];

const STATUSES: [&str; 4] = ["cold", "warm", "hot", "in-contract"];
const GENDERS: [&str; 3] = ["female", "male", "nonbinary"];
const OFFSET_MINUTES: [i32; 5] = [0, 8 * 60, -5 * 60, 5 * 60 + 30, -(3 * 60 + 30)];
const MORE_CHARACTERS: [&str; 10] = ["", "一", "平", "文", "明", "华", "军", "宁", "安", "琳"];

/// Said at the end of some communications: quotes and commas in both languages.
const ENDINGS: [Both; 4] = [
    [". Said: \"not before Monday\"", "，说“周一以后再联系”"],
    [", wants it in writing", "，要书面回复"],
    [
        ", then asked \"why, and until when?\"",
        "，问\"为什么, 到什么时候?\"",
    ],
    [" (twice)", "（第二次）"],
];
const SECOND_LINES: [Both; 2] = [
    ["\nPS: pallets, not crates", "\n另：用托盘，不用木箱"],
    ["\n\nsee the mail of the day before", "\n\n见前一天的邮件"],
];

/// Customers and communications of this many rows. The same seed gives the same rows.
pub fn fixture_rows(seed: u64, customers: usize, communications: usize) -> Fixture {
    let mut writer = Writer {
        random: Random::new(seed),
        clock: wall(CLOCK),
    };
    let people = writer.people(customers);
    Fixture {
        communications: Rows {
            headings: COMMUNICATION_HEADINGS,
            rows: writer.communications(&people, communications),
        },
        customers: Rows {
            headings: CUSTOMER_HEADINGS,
            rows: people
                .iter()
                .map(|person| writer.customer(person))
                .collect(),
        },
    }
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().unwrap_or_default()
}

struct Writer {
    random: Random,
    clock: NaiveDateTime,
}

/// What both files rest on.
struct Person {
    id: usize,
    first_name: String,
    last_name: &'static str,
    /// The part of a mail address before the sign.
    address: String,
    /// Place of the language in [`Both`].
    language: usize,
    contact: Contact,
}

/// Which communications a customer has.
#[derive(PartialEq)]
enum Contact {
    Never,
    /// Only such as are still to come.
    Planned,
    Had,
}

/// One communication without its id.
#[derive(Clone)]
struct Exchange {
    customer: usize,
    content: String,
    at: NaiveDateTime,
    channel: &'static str,
}

impl Writer {
    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.random.below(u32::try_from(list.len()).unwrap_or(0)) as usize]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            let other = self.random.below(u32::try_from(end + 1).unwrap_or(0));
            list.swap(end, other as usize);
        }
    }

    fn people(&mut self, count: usize) -> Vec<Person> {
        let mut ids: Vec<usize> = (1..=count).collect();
        self.shuffle(&mut ids);
        let mut people: Vec<Person> = Vec::with_capacity(count);
        let (mut english, mut chinese) = (0, 0);
        for (place, id) in ids.into_iter().enumerate() {
            let contact = match place {
                _ if place % 26 == 9 => Contact::Never,
                _ if place % 250 == 11 => Contact::Planned,
                _ => Contact::Had,
            };
            people.push(if self.random.once_in(8) {
                chinese += 1;
                chinese_person(chinese, id, contact)
            } else {
                english += 1;
                english_person(english, id, contact)
            });
        }
        let namesakes = (0..NAMESAKES).map(|n| 3 + n * (count / NAMESAKES).saturating_sub(2));
        for place in namesakes.skip(1).filter(|place| *place < count) {
            let (first_name, last_name) = (people[3].first_name.clone(), people[3].last_name);
            (people[place].first_name, people[place].last_name) = (first_name, last_name);
        }
        people
    }

    fn customer(&mut self, person: &Person) -> [String; 24] {
        let firm = self.random.below(12) as usize;
        let (company, site) = words::FIRMS[firm];
        let company = company[person.language];
        let company_id = (1 + 2 * firm + person.language).to_string();
        let site = site[person.language];
        let first_seen = self.clock - TimeDelta::seconds(self.random.below(80_000_000).into());
        let since = (self.clock - first_seen).num_seconds();
        let later = self.random.below(u32::try_from(since).unwrap_or(0));
        let last_seen = first_seen + TimeDelta::seconds(later.into());
        let newsletter = if self.random.once_in(3) {
            "true"
        } else {
            "false"
        };
        [
            person.id.to_string(),
            person.first_name.clone(),
            person.last_name.to_owned(),
            self.pick(&GENDERS).to_owned(),
            self.pick(&words::TITLES)[person.language].to_owned(),
            self.background(person.language),
            self.instant(first_seen),
            self.instant(last_seen),
            newsletter.to_owned(),
            self.pick(&STATUSES).to_owned(),
            self.tags(person.language),
            company_id,
            "1".to_owned(),
            String::new(),
            company.to_owned(),
            "0".to_owned(),
            company.to_owned(),
            "Rowan Pike".to_owned(),
            self.email(person, &format!("{site}.example")),
            self.email(person, "home.example"),
            self.email(person, "post.example"),
            self.phone(person.id),
            self.phone(person.id + 31),
            self.phone(person.id + 62),
        ]
    }

    fn background(&mut self, language: usize) -> String {
        let note = self.pick(&words::NOTES)[language].to_owned();
        match self.random.below(12) {
            0 => String::new(),
            1 => note + self.pick(&ENDINGS)[language],
            2 => note + self.pick(&SECOND_LINES)[language],
            _ => note,
        }
    }

    fn instant(&mut self, at: NaiveDateTime) -> String {
        let minutes = self.pick(&OFFSET_MINUTES);
        let at = at.and_utc() + TimeDelta::milliseconds(self.random.below(1000).into());
        FixedOffset::east_opt(minutes * 60).map_or_else(String::new, |offset| {
            at.with_timezone(&offset)
                .to_rfc3339_opts(SecondsFormat::Millis, false)
        })
    }

    fn tags(&mut self, language: usize) -> String {
        let (one, other) = (self.pick(&words::TAGS), self.pick(&words::TAGS));
        match self.random.below(4) {
            0 => one[language].to_owned(),
            1 if one != other => format!("{}, {}", one[language], other[language]),
            _ => String::new(),
        }
    }

    fn email(&mut self, person: &Person, site: &str) -> String {
        if self.random.once_in(2) {
            format!("{}{}@{site}", person.address, person.id)
        } else {
            String::new()
        }
    }

    /// A number that is nobody's: 555-01xx is kept for fiction, and 154 was given to no operator.
    fn phone(&mut self, number: usize) -> String {
        let (area, line) = (200 + number % 700, number % 100);
        let extension = self.random.below(100_000);
        match self.random.below(9) {
            0 => format!("1-{area}-555-01{line:02} x{extension}"),
            1 => format!("({area}) 555-01{line:02}"),
            2 => format!("{area}.555.01{line:02} x{extension}"),
            3 => format!("+86 154-{area:04}-01{line:02}"),
            4 => format!("154{area:04}01{line:02}转{}", extension % 1000),
            _ => String::new(),
        }
    }

    fn communications(&mut self, people: &[Person], count: usize) -> Vec<[String; 5]> {
        let mut exchanges = self.exchanges(people, count);
        self.shuffle(&mut exchanges);
        let rows = exchanges.into_iter().zip(1_usize..);
        rows.map(|(exchange, id)| {
            let Exchange {
                customer,
                content,
                at,
                channel,
            } = exchange;
            let at = at.format("%Y-%m-%d %H:%M:%S").to_string();
            [
                id.to_string(),
                customer.to_string(),
                content,
                at,
                channel.to_owned(),
            ]
        })
        .collect()
    }

    fn exchanges(&mut self, people: &[Person], count: usize) -> Vec<Exchange> {
        let repeats = if count < SOME_SIZE { 0 } else { REPEATS };
        let had: Vec<&Person> = people
            .iter()
            .filter(|person| person.contact == Contact::Had)
            .collect();
        let planned = people
            .iter()
            .filter(|person| person.contact == Contact::Planned);
        let mut exchanges = Vec::with_capacity(count);
        for (person, at) in planned.chain(had.iter().copied()).zip(PLANS) {
            exchanges.push(self.exchange(person, wall(at)));
        }
        let mut last_dates = Vec::with_capacity(had.len());
        for (person, days) in had.iter().zip(DAYS_SINCE.into_iter().cycle()) {
            let date = self.clock.date() - Days::new(days);
            let at = self.last_contact(date, days, exchanges.len());
            exchanges.push(self.exchange(person, at));
            last_dates.push((*person, date));
        }
        exchanges.truncate(count.saturating_sub(repeats));
        if SOME_SIZE <= count {
            for ((person, _), at) in last_dates.iter().zip(ODD_WALL_TIMES) {
                exchanges.push(self.exchange(person, wall(at)));
            }
        }
        let people = u32::try_from(last_dates.len()).unwrap_or(0);
        while !last_dates.is_empty() && exchanges.len() < count.saturating_sub(repeats) {
            // The smaller of two places: some customers have many communications, most have few.
            let place = self.random.below(people).min(self.random.below(people));
            let (person, last_date) = last_dates[place as usize];
            let days_before = self.random.within(1, 26) * self.random.within(1, 26);
            let date = last_date - Days::new(days_before.into());
            let at = date.and_time(self.time(24 * 60 * 60));
            exchanges.push(self.exchange(person, at));
        }
        if !exchanges.is_empty() {
            let distance = exchanges.len() / REPEATS;
            for n in 0..repeats {
                exchanges.push(exchanges[n * distance].clone());
            }
        }
        exchanges
    }

    /// The moment of a last contact: some at the edges of a day, none after the clock.
    fn last_contact(&mut self, date: NaiveDate, days: u64, number: usize) -> NaiveDateTime {
        let second = TimeDelta::seconds(1);
        let midnight = date.and_time(NaiveTime::MIN);
        match number % 11 {
            0 => midnight,
            1 if 0 < days => midnight + TimeDelta::days(1) - second,
            1 => self.clock,
            _ if 0 < days => date.and_time(self.time(24 * 60 * 60)),
            _ => date.and_time(self.time(12 * 60 * 60)),
        }
    }

    /// A time of day before so many seconds have passed.
    fn time(&mut self, end: u32) -> NaiveTime {
        let seconds = self.random.below(end);
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN)
    }

    fn exchange(&mut self, person: &Person, at: NaiveDateTime) -> Exchange {
        let story = self.random.below(7) as usize;
        let story = words::STORIES
            .get(story)
            .copied()
            .unwrap_or(words::BEGINNING);
        let step = &story[self.random.below(u32::try_from(story.len()).unwrap_or(0)) as usize];
        let language = if self.random.once_in(4) {
            1 - person.language
        } else {
            person.language
        };
        let product = self.pick(&words::PRODUCTS)[language];
        let pieces = (50 * self.random.within(1, 20)).to_string();
        let mut content = step.words[language]
            .replace("{p}", product)
            .replace("{n}", &pieces);
        if self.random.once_in(3) {
            content += self.pick(&ENDINGS)[language];
        }
        if self.random.once_in(27) {
            content += self.pick(&SECOND_LINES)[language];
        }
        Exchange {
            customer: person.id,
            content,
            at,
            channel: chinese(&step.channel),
        }
    }
}

fn english_person(number: usize, id: usize, contact: Contact) -> Person {
    let mut first_name = word(words::FIRST_NAMES, number).to_owned();
    let last_name = word(words::LAST_NAMES, number / 32 + number * 7);
    let address = first_name.clone() + "." + last_name;
    // Past the pairs of the two lists an initial keeps the names apart.
    let initials = std::iter::once(None).chain((b'A'..=b'Z').map(Some));
    if let Some(initial) = initials.cycle().nth(number / 1024).flatten() {
        first_name.push(' ');
        first_name.push(initial.into());
        first_name.push('.');
    }
    Person {
        id,
        first_name,
        last_name,
        address: address
            .to_ascii_lowercase()
            .chars()
            .filter(|char| char.is_ascii_alphanumeric() || *char == '.')
            .collect(),
        language: 0,
        contact,
    }
}

fn chinese_person(number: usize, id: usize, contact: Contact) -> Person {
    let family = number / 16 + number * 5;
    let more = MORE_CHARACTERS[number / 256 % MORE_CHARACTERS.len()];
    Person {
        id,
        first_name: word(words::GIVEN_NAMES, number).to_owned() + more,
        last_name: word(words::FAMILY_NAMES, 2 * family),
        address: word(words::FAMILY_NAMES, 2 * family + 1).to_owned(),
        language: 1,
        contact,
    }
}

fn chinese(channel: &Channel) -> &'static str {
    match channel {
        Channel::Phone => "电话",
        Channel::Visit => "拜访",
        Channel::WeChat => "微信",
        Channel::Email => "邮件",
        Channel::Sms => "短信",
        Channel::Meeting => "会议",
        Channel::Social => "社交媒体",
        Channel::Other | Channel::Own(_) => "其他",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn the_files_have_the_size_that_was_asked_for() {
        for (customers, communications) in [
            (0, 0),
            (1, 0),
            (1, 5),
            (4, 2),
            (12, 99),
            (30, 100),
            (500, 3272),
        ] {
            let fixture = fixture_rows(1, customers, communications);
            assert_eq!(fixture.customers.rows.len(), customers);
            assert_eq!(fixture.communications.rows.len(), communications);
        }
    }

    #[test]
    fn three_customers_share_a_name_and_no_others_do() {
        for customers in [500, 10_000] {
            let fixture = fixture_rows(1, customers, 0);
            let mut names: BTreeMap<_, usize> = BTreeMap::new();
            for row in &fixture.customers.rows {
                *names.entry((&row[1], &row[2])).or_default() += 1;
            }
            let shared: Vec<usize> = names.into_values().filter(|count| 1 < *count).collect();
            assert_eq!(shared, [NAMESAKES]);
        }
    }

    #[test]
    fn eleven_communications_are_equal_to_another_but_for_their_id() {
        let rows = fixture_rows(1, 500, 3272).communications.rows;
        let ids: BTreeSet<_> = rows.iter().map(|row| &row[0]).collect();
        let contents: BTreeSet<_> = rows.iter().map(|row| &row[1..]).collect();
        assert_eq!((ids.len(), contents.len()), (3272, 3272 - REPEATS));
    }

    #[test]
    fn last_contacts_lie_on_both_sides_of_every_threshold_and_of_the_clock() {
        let fixture = fixture_rows(1, 500, 3272);
        let clock = wall(CLOCK);
        let mut last: BTreeMap<&String, Option<NaiveDateTime>> = fixture
            .customers
            .rows
            .iter()
            .map(|row| (&row[0], None))
            .collect();
        let mut moments = BTreeSet::new();
        for row in &fixture.communications.rows {
            let at = wall(&row[3].replace(' ', "T"));
            moments.insert(at);
            let known = last.get_mut(&row[1]).expect("it names a customer");
            *known = (*known).max((at <= clock).then_some(at));
        }
        let mut days: BTreeMap<_, usize> = BTreeMap::new();
        for at in last.values() {
            let since = at.map(|at| (clock.date() - at.date()).num_days());
            *days.entry(since).or_default() += 1;
        }
        for since in [None, Some(0), Some(3), Some(4), Some(7), Some(8)] {
            assert!(days.contains_key(&since), "{since:?} in {days:?}");
        }
        assert!(moments.contains(&clock));
        assert!(moments.contains(&(clock + TimeDelta::seconds(1))));
    }

    #[test]
    fn the_written_file_reads_back() {
        let rows = fixture_rows(7, 60, 400).communications;
        let text = rows.to_csv(LineEnds::CarriageReturns);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("csv").iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(read, rows.rows);
    }
}
