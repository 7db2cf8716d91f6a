//! What other programs' headings are taken for, and what becomes of their rows.

use chrono::NaiveDate;
use genjin::domain::channel::Channel;
use genjin::domain::communication::Direction;
use genjin::domain::customer::{Position, Stage, Tier};
use genjin::domain::decimal::Decimal;
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use genjin::domain::source::SourceKind;
use genjin::formats::columns::{CommunicationField, CustomerField, DateReading};
use genjin::formats::headings::{
    guess_communications, guess_customers, guess_kind, remembered_communications,
};
use genjin::formats::read_communications::CustomerReference;
use genjin::formats::row_error::RemarkKind;
use genjin::formats::survey::OrderDoubt;
use genjin::formats::when::DayOrder;

use crate::kit::{communications, customers, customers_with, errors, fields, labelled, open};

#[test]
fn headings_of_customers_are_known() {
    let check = |text: &str, expected: &[&str]| assert_eq!(fields(text), expected, "{text}");
    // Salesforce, report and API.
    check(
        "First Name,Last Name,Email,Phone,Account Name,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Last Activity\nAda,Li,a@x.org,1,X,Rome,RM,1,2024-08-16\n",
        &[
            "first_name",
            "last_name",
            "email",
            "phone",
            "company",
            "city",
            "region",
            "postal_code",
            "",
        ],
    );
    check(
        "Id,AccountId,Salutation,FirstName,LastName,Title,MobilePhone,HomePhone,Fax,MailingStreet,Description,CreatedDate\n1,2,Ms,Ada,Li,CEO,1,2,3,Road 1,x,2024-01-01T00:00:00.000Z\n",
        &[
            "id",
            "",
            "",
            "first_name",
            "last_name",
            "title",
            "phone:mobile",
            "phone:home",
            "phone:fax",
            "street",
            "notes",
            "since:date",
        ],
    );
    // HubSpot.
    check(
        "Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Contact owner,Lead Status,Lifecycle Stage,Create Date,Last Activity Date,State/Region,Country/Region\n1,Ada,Li,a@x.org,1,CEO,X,Me,NEW,lead,2024-01-01 10:00,2024-01-02 10:00,RM,Italy\n",
        &[
            "id",
            "first_name",
            "last_name",
            "email",
            "phone",
            "title",
            "company",
            "",
            "status:NEW=lead+",
            "status:lead=lead+",
            "since",
            "",
            "region",
            "country",
        ],
    );
    // Zoho.
    check(
        "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email,Mobile,Created Time,Last Activity Time,Email Opt Out\nz1,u1,Me,Ada,Li,a1,X,a@x.org,1,2024-01-01 10:00:00,2024-01-02 10:00:00,false\n",
        &[
            "id",
            "",
            "",
            "first_name",
            "last_name",
            "",
            "company",
            "email",
            "phone:mobile",
            "since",
            "",
            "",
        ],
    );
    // Google Contacts.
    check(
        "First Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted\nAda,Li,X,CEO,,n,* myContacts ::: Friends,Work,a@x.org,Mobile,1,Road 1\n",
        &[
            "first_name",
            "last_name",
            "company",
            "title",
            "",
            "notes",
            "tags",
            "email_label#1",
            "email#1",
            "phone_label#1",
            "phone#1",
            "address",
        ],
    );
}

#[test]
fn headings_of_pipedrive_and_linkedin_are_known() {
    let check = |text: &str, expected: &[&str]| assert_eq!(fields(text), expected, "{text}");
    check(
        "Person - ID,Person - Name,Person - Email,Person - Phone,Organization - Name,Person - Last activity date\n1,Ada,a@x.org,1,X,2024-01-01\n",
        &["id", "name", "email", "phone", "company", ""],
    );
    check(
        "Notes:\n\"When exporting, you may notice\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Li,https://x/in/ada,a@x.org,X,CEO,06 Jan 2020\n",
        &[
            "first_name",
            "last_name",
            "handle:LinkedIn",
            "email",
            "company",
            "title",
            "since:date",
        ],
    );
}

#[test]
fn headings_of_chinese_programs_are_known() {
    let check = |text: &str, expected: &[&str]| assert_eq!(fields(text), expected, "{text}");
    check(
        "客户编号,客户名称,联系人,职位,手机号码,办公电话,电子邮箱,微信号,地址,客户等级,标签,备注,创建时间,最近跟进时间,负责人\n1,华联,王总,总经理,13800138000,010-1,w@x.cn,wx,路1号,A类,老客户,好,2024-01-01,2024-02-01,我\n",
        &[
            "id",
            "company",
            "name",
            "title",
            "phone:手机",
            "phone:办公",
            "email",
            "handle:WeChat",
            "address",
            "status:A类=+A",
            "tags",
            "notes",
            "since:date",
            "",
            "",
        ],
    );
    check(
        "客户名称,联系电话,客户状态\n华联,1,潜在\n",
        &["name", "phone", "status:潜在=lead+"],
    );
    check(
        "姓,名,公司\n王,伟,华联\n",
        &["last_name", "first_name", "company"],
    );
    check(
        "客户名称,类型,联系方式,创建时间,备注\n华联,批发,13800138000,2024-01-01 10:00,好\n大同,零售,13800138001,2024-01-02 11:00,好\n",
        &["name", "custom:类型", "phone", "since", "notes"],
    );
}

#[test]
fn columns_that_no_heading_explains_are_known_by_their_values() {
    let check = |text: &str, expected: &[&str]| assert_eq!(fields(text), expected, "{text}");
    check(
        "Customer,Amount,Order ids,Reach,Write to\nAda,1234567,5361160000000,+49 30 123456,a@x.org\nBo,7654321,5361160000001,(030) 1234567,b@x.org\n",
        &["name", "custom:Amount", "", "phone", "email"],
    );
    check(
        "1,Ada Li,Asked for a quote and more,2024-08-16 10:00,电话\n2,Bo Li,Wants a visit next Tuesday,2024-08-17 11:00,拜访\n",
        &["", "", "content", "time", "channel"],
    );
    check(
        "Ada Li,ada@example.org,13800138000\nBo Li,bo@example.org,13800138001\n",
        &["name", "email", "phone"],
    );
}

#[test]
fn headings_of_communications_are_known() {
    let check = |text: &str, expected: &[&str]| assert_eq!(fields(text), expected, "{text}");
    check(
        "id,customer_id,communication_content,communication_time,communication_channel\n1,2,x,2024-08-16 10:00,电话\n",
        &["id", "customer_id", "content", "time", "channel"],
    );
    // Salesforce tasks; HubSpot and Zoho calls.
    check(
        "Id,WhoId,Subject,ActivityDate,Status,Description,CallDurationInSeconds,CallType,CallDisposition\n1,2,Call,2024-08-16,Completed,x,90,Outbound,Connected\n",
        &[
            "id",
            "customer_id",
            "content",
            "time:date",
            "",
            "content",
            "duration",
            "direction",
            "outcome",
        ],
    );
    check(
        "Record ID,Activity type,Title,Body,Activity date,Activity assigned to,Associated Contact IDs,Associated Company IDs\n1,Call,T,B,2024-08-16 10:00,Me,7;8,9\n",
        &[
            "id",
            "channel",
            "content",
            "content",
            "time",
            "",
            "customer_id",
            "customer_id",
        ],
    );
    check(
        "hs_timestamp,hs_call_title,hs_call_direction,hs_call_duration,hs_call_disposition,Contact ID\n1723572274666,T,OUTBOUND,90000,9d9162e7-6cf3-4944-bf63-4dff82258764,7\n",
        &[
            "time",
            "content",
            "direction",
            "duration:ms",
            "outcome",
            "customer_id",
        ],
    );
    check(
        "Record Id,Call Type,Contact Name.id,Contact Name,Subject,Call Start Time,Call Duration (in seconds),Description,Created Time\n1,Missed,z7,Ada,S,2024-08-16 10:00:00,0,D,2024-08-16 11:00:00\n",
        &[
            "id",
            "direction",
            "customer_id",
            "customer_name",
            "content",
            "time",
            "duration",
            "content",
            "",
        ],
    );
    // A visiting salesman's sheet; 国内.
    check(
        "Date,Client,Touch Type,Outcome,Products\n2024-08-16,Ada,Visit,Connected,x\n",
        &["time:date", "customer_name", "channel", "outcome", ""],
    );
    check(
        "客户名称,联系人,跟进方式,跟进时间,跟进内容,负责人\n华联,王总,到访,2024/8/16 10:00,谈价,我\n",
        &["", "customer_name", "channel", "time", "content", ""],
    );
    check(
        "客户,日期,时间,沟通方式,沟通内容,通话时长(分钟)\n王总,2024/8/16,15:30,电话,谈价,3\n",
        &[
            "customer_name",
            "time:date",
            "time_of_day",
            "channel",
            "content",
            "duration:min",
        ],
    );
}

#[test]
fn names_are_put_together_as_they_are_written() {
    let check = |first: &str, last: &str, expected: &str| {
        let (read, _) = customers(&format!("First name,Last name\n{first},{last}\n"));
        assert_eq!(read[0].name, expected);
    };
    check("Ada", "Lovelace", "Ada Lovelace");
    check("伟", "王", "王伟");
    check("小明", "欧阳", "欧阳小明");
    check("", "王", "王");
    check("Ada", "", "Ada");
    check("David", "王", "David 王");
}

#[test]
fn a_customer_without_a_name_is_called_by_what_there_is() {
    let (read, notes) = customers(
        "Name,Company,Email,Phone\n,ACME,a@x.org,1\n,,b@x.org,2\n,,,0800 123\n,,,\n , , ,\nAda,,,\n",
    );
    let names: Vec<_> = read.iter().map(|customer| customer.name.as_str()).collect();
    assert_eq!(names, ["ACME", "b@x.org", "0800 123", "Ada"]);
    assert_eq!(read[0].company, "");
    assert_eq!(notes.bad_rows, 0);
    let kinds: Vec<_> = notes.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(kinds, [RemarkKind::NamedByOther; 3]);
}

#[test]
fn google_contacts_keep_their_labels() {
    let (read, _) = customers(
        "First Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAda,Work,a@x.org ::: b@x.org,Mobile,1,,2\n",
    );
    assert_eq!(
        read[0].emails,
        [labelled("Work", "a@x.org"), labelled("Work", "b@x.org")]
    );
    assert_eq!(read[0].phones, [labelled("Mobile", "1"), labelled("", "2")]);
}

#[test]
fn tags_status_address_and_place_are_read() {
    let (read, notes) = customers(
        "Name,Tags,Status,Street,City,State,Zip,Country,Latitude,Longitude,Do not contact\n\
         Ada,\"vip, old;vip、\"\"a,b\"\"\",Hot,Road 1,Rome,RM,00100,Italy,\"41,9\",12.5,no\n\
         王伟,,成交,路1号,杭州市,浙江省,310000,中国,,,是\n",
    );
    assert_eq!(errors(&notes), []);
    assert_eq!(read[0].tags, ["vip", "old", "a,b"]);
    assert_eq!(
        (read[0].stage, read[0].tier),
        (Some(Stage::Lead), Some(Tier::A))
    );
    assert_eq!(read[0].address, "Road 1, Rome, RM 00100, Italy");
    assert_eq!(
        read[0].position,
        Some(Position {
            latitude: Decimal::parse("41.9").expect("a number"),
            longitude: Decimal::parse("12.5").expect("a number"),
        })
    );
    assert_eq!(read[0].do_not_contact, Some(false));
    assert_eq!(read[1].stage, Some(Stage::Active));
    assert_eq!(read[1].address, "中国浙江省杭州市路1号 310000");
    assert_eq!(read[1].do_not_contact, Some(true));
}

#[test]
fn what_a_word_of_a_status_means_is_the_users_to_say() {
    let (table, survey) = open("Name,Status\nAda,purple\nBo,hot\n");
    let mut fields: Vec<_> = guess_customers(&table, &survey)
        .into_iter()
        .map(|proposal| proposal.field)
        .collect();
    let CustomerField::Status(words) = &mut fields[1] else {
        panic!("a status");
    };
    assert_eq!((words[0].stage, words[0].tier), (None, None));
    words[0].stage = Some(Stage::Dormant);
    let codes: Vec<_> = fields.iter().map(CustomerField::code).collect();
    let fields = codes.iter().map(|code| CustomerField::from_code(code));
    let (read, _) = customers_with(&table, fields.collect());
    assert_eq!(read[0].stage, Some(Stage::Dormant));
    assert_eq!(read[1].tier, Some(Tier::A));
}

#[test]
fn a_last_contact_is_read_only_if_the_user_wants_it() {
    let (table, survey) = open("Name,Last contact\nAda,2024-08-16 10:00\nBo,2024-08-01 12:00\n");
    let proposals = guess_customers(&table, &survey);
    let offered = proposals[1].offered.clone().expect("offered");
    assert_eq!(proposals[1].field, CustomerField::LeaveOut);
    let (read, _) = customers_with(&table, vec![CustomerField::Name, offered]);
    let at = read[0].last_contact.map(Moment::to_text);
    assert_eq!(at.as_deref(), Some("2024-08-16T10:00:00+08:00"));
}

#[test]
fn calls_are_read_with_all_they_say() {
    let (read, notes) = communications(
        "Record Id,Call Type,Contact Name.id,Subject,Call Start Time,Call Duration (in seconds),Description,Call Result\n\
         1,Outbound,z7,Offer,2024-08-16 10:00:00,1:30,\" Wants a quote\r\n\",No answer\n\
         2,Internal,z7;z8,,2024-08-16T02:00:00Z,2分30秒,,Interested\n",
    );
    assert_eq!(errors(&notes), []);
    let [first, second] = read.as_slice() else {
        panic!("two");
    };
    assert_eq!(first.channel, Channel::Phone, "a file of calls");
    assert_eq!(first.direction, Some(Direction::Outgoing));
    assert_eq!(first.outcome, Some(Outcome::NoAnswer));
    assert_eq!(first.duration_seconds, Some(90));
    assert_eq!(first.content, "Offer\n\n Wants a quote\n");
    assert_eq!(
        second.customers,
        ["z7", "z8"].map(|id| CustomerReference::Id(id.to_owned()))
    );
    assert_eq!(second.at.to_text(), "2024-08-16T10:00:00+08:00");
    assert_eq!(second.duration_seconds, Some(150));
    assert_eq!((second.direction, second.outcome), (None, None));
    let kinds: Vec<_> = notes.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(
        kinds,
        [RemarkKind::UnknownDirection, RemarkKind::UnknownOutcome]
    );
}

#[test]
fn a_date_and_a_time_of_day_make_a_moment() {
    let (read, notes) = communications(
        "客户,日期,时间,沟通方式,沟通内容\n王总,2024/8/16,15:30,飞书,谈价\n李总,2024年8月6日,,到访,谈价\n",
    );
    assert_eq!(errors(&notes), []);
    assert_eq!(read[0].at.to_text(), "2024-08-16T15:30:00+08:00");
    assert_eq!(read[0].channel, Channel::Own("飞书".to_owned()));
    assert_eq!(
        read[0].customers,
        [CustomerReference::Name("王总".to_owned())]
    );
    assert_eq!(read[1].at.to_text(), "2024-08-06");
    assert_eq!(read[1].channel, Channel::Visit);
}

#[test]
fn times_that_are_midnight_throughout_are_dates() {
    let (read, _) = communications(
        "WhoId,ActivityDate,CallType\n7,2024-08-16T00:00:00.000Z,Outbound\n8,2024-08-17T00:00:00.000Z,Outbound\n",
    );
    assert_eq!(read[0].at.to_text(), "2024-08-16");
}

#[test]
fn the_order_of_day_and_month_is_the_columns_and_its_doubt_is_said() {
    let text = "Customer,Time,Channel\nAda,3/4/2024,Call\nBo,5/4/2024,Call\n";
    let (table, survey) = open(text);
    let proposals = guess_communications(&table, &survey);
    assert_eq!(proposals[1].doubt, Some(OrderDoubt::Ambiguous));
    let (read, _) = communications(text);
    assert_eq!(read[0].at.to_text(), "2024-04-03");

    let text = "Customer,Time,Channel\nAda,3/4/2024,Call\nBo,5/14/2024,Call\n";
    let (table, survey) = open(text);
    assert_eq!(guess_communications(&table, &survey)[1].doubt, None);
    let (read, _) = communications(text);
    assert_eq!(read[0].at.to_text(), "2024-03-04");
    // A remembered order yields to what this file's values say.
    let codes = ["customer_name", "time", "channel"].map(str::to_owned);
    let fields = remembered_communications(&codes, &survey);
    let CommunicationField::Time(DateReading { order, .. }) = fields[1] else {
        panic!("a time");
    };
    assert_eq!(order, DayOrder::MonthFirst);
}

#[test]
fn rows_without_ids_are_known_by_what_they_say() {
    let text =
        "客户,时间,沟通方式\n王总,2024-08-16,电话\n王总,2024-08-16,电话\n李总,2024-08-16,电话\n";
    let (read, _) = communications(text);
    let (again, _) = communications(&text.replace(',', "\t").replace('\n', "\r\n"));
    let keys = |read: &[genjin::formats::read_communications::ImportedCommunication]| {
        read.iter().map(|one| one.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keys(&read), keys(&again));
    let mut distinct = keys(&read);
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 3);
    assert_eq!(read[0].row_hash, read[1].row_hash);
}

#[test]
fn rows_that_only_their_id_tells_apart_stay_apart() {
    let rows: Vec<_> = (1..=11)
        .map(|id| format!("{id},7,同一句话,2024-08-16 10:00,电话\n"))
        .collect();
    let rows = rows.concat();
    let head = "id,customer_id,communication_content,communication_time,communication_channel\n";
    let (read, notes) = communications(&format!("{head}{rows}"));
    assert_eq!(errors(&notes), []);
    let keys: Vec<_> = read.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(
        keys,
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
    );
    let (table, survey) = open("id,name\n1,Ada Li\n2,Ada Li\n3,Ada Li\n");
    assert_eq!(guess_kind(&table, &survey), SourceKind::Customers);
    let (read, _) = customers("id,name\n1,Ada Li\n2,Ada Li\n3,Ada Li\n");
    assert_eq!(read.len(), 3, "three of one name stay three");
}

#[test]
fn the_start_of_a_relation_is_a_date() {
    let (read, notes) =
        customers("Name,First seen\nAda,2024-07-04T03:27:41.778+00:00\nBo,2023年2月1日\n");
    assert_eq!(errors(&notes), []);
    assert_eq!(read[0].since, NaiveDate::from_ymd_opt(2024, 7, 4));
    assert_eq!(read[1].since, NaiveDate::from_ymd_opt(2023, 2, 1));
}
