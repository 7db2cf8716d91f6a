//! What the columns of a file probably mean: by their headings in both languages, as Salesforce,
//! `HubSpot`, Zoho, Google, Pipedrive, `LinkedIn` and Chinese programs write them, and by their
//! values where a heading says nothing. Proposals only; the user has the last word.

use super::columns::{
    Clock, CommunicationField, CustomerField, DateReading, DurationUnit, Reach, StatusWord,
};
use super::export_words::ExportWords;
use super::survey::{ColumnFacts, OrderDoubt, Survey};
use super::table::Table;
use super::words::{lists, plain};
use crate::domain::channel::Channel;
use crate::domain::source::SourceKind;

/// What a column is proposed to mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal<F> {
    /// What it will be read as if the user changes nothing.
    pub field: F,
    /// What it could be read as, where it is left out by default.
    pub offered: Option<F>,
    /// Whether its dates leave the order of day and month in doubt.
    pub doubt: Option<OrderDoubt>,
}

/// Headings of customers' columns, by the code of their field. A word that stands earlier in its
/// list wins where two columns would mean the same.
const CUSTOMER: [(&str, &str); 24] = [
    (
        "id",
        "id recordid contactid personid leadid customerid customernumber customerno clientid 客户编号 客户id \
         客户号 客户代码 联系人id 联系人编号 编号 会员编号 用户id",
    ),
    (
        "name",
        "name fullname displayname contactname personname contactperson person contact 姓名 客户姓名 联系人 \
         联系人姓名 联系人名称 主要联系人 全名 名字 名称",
    ),
    (
        "customer_or_firm",
        "customername customer clientname client 客户名称 客户名 客户 客户全称",
    ),
    ("first_name", "firstname givenname forename first 名"),
    ("middle_name", "middlename additionalname"),
    ("last_name", "lastname surname familyname last 姓 姓氏"),
    (
        "company",
        "company companyname organization organisation organizationname organisationname account \
         accountname associatedcompany primaryassociatedcompany employer firm 公司 公司名称 公司名 企业 \
         企业名称 单位 单位名称 所属公司 所属客户 工作单位 客户公司",
    ),
    (
        "title",
        "title jobtitle organizationtitle position role personjobtitle 职位 职务 岗位 头衔 职称",
    ),
    (
        "handle:WeChat",
        "wechat wechatid weixin 微信 微信号 客户微信 微信账号",
    ),
    ("handle:QQ", "qq qq号 qq号码"),
    ("handle:WhatsApp", "whatsapp whatsappnumber"),
    (
        "handle:LinkedIn",
        "linkedin linkedinurl linkedinprofile linkedinprofileurl 领英",
    ),
    (
        "address",
        "address fulladdress mailingaddress address1formatted postaladdress 地址 详细地址 联系地址 公司地址 \
         办公地址 通讯地址 客户地址",
    ),
    (
        "street",
        "street mailingstreet streetaddress addressline1 address1 address1street 街道",
    ),
    (
        "city",
        "city mailingcity address1city town 城市 市 所在城市",
    ),
    (
        "region",
        "state region province stateregion stateprovince mailingstate mailingstateprovince address1region 省 省份",
    ),
    (
        "postal_code",
        "zip zipcode postalcode postcode mailingzip mailingpostalcode mailingzippostalcode address1postalcode \
         邮编 邮政编码",
    ),
    (
        "country",
        "country countryregion mailingcountry address1country 国家 国家地区",
    ),
    ("latitude", "latitude lat 纬度"),
    ("longitude", "longitude lng lon long 经度"),
    (
        "tags",
        "tags tag labels label categories groups groupmembership 标签 客户标签 分组",
    ),
    (
        "notes",
        "notes note background description comments comment remarks remark memo bio 备注 说明 描述 背景 \
         客户背景 简介 备注信息",
    ),
    (
        "status",
        "status stage leadstatus lifecyclestage customerstatus tier rating level customerlevel 状态 客户状态 \
         阶段 客户阶段 等级 客户等级 级别 客户级别 客户分级",
    ),
    (
        "do_not_contact",
        "donotcontact donotcall 请勿联系 勿扰 免打扰 不再联系 拒绝联系",
    ),
];

/// Dates of customers: the start of the relation, the best word for it first, and the last contact.
const SINCE: &str = "customersince since relationsince clientsince firstseen firstcontact firstcontacted \
    connectedon createddate createdate createdat createdtime created datecreated registrationdate 合作开始 \
    合作日期 合作时间 成为客户时间 签约日期 开户日期 首次联系 首次联系时间 首次接触 建档日期 建档时间 注册时间 \
    创建时间 创建日期";
const LAST_CONTACT: &str = "lastseen lastcontact lastcontacted lastcontactdate lastactivity lastactivitydate \
    lastactivitytime personlastactivitydate lasttouch lastcalldate 最近联系 最近联系时间 最后联系 最后联系时间 \
    上次联系 上次联系时间 最近跟进 最近跟进时间 最后跟进时间 上次跟进时间 最近沟通时间";

/// What other programs note for themselves.
const BOOKKEEPING: &str = "owner contactowner leadowner accountowner sales salesperson createdby modifiedby \
    lastmodifiedby lastmodifieddate lastmodified modifiedtime modifiedat updatedat updated systemmodstamp \
    recordtypeid isdeleted nbtasks photo avatar fileas phoneticfirstname phoneticmiddlename phoneticlastname \
    nameprefix namesuffix salutation hasnewsletter emailoptout 序号 负责人 所属人 创建人 修改人 更新时间 \
    修改时间 最后修改时间 头像 phonelabel 所有者";

/// Headings of communications' columns, by the code of their field.
const COMMUNICATION: [(&str, &str); 9] = [
    (
        "id",
        "id recordid activityid taskid eventid callid noteid communicationid localid msgid messageid 编号 \
         记录编号 记录id 消息id 跟进编号",
    ),
    (
        "customer_id",
        "customerid contactid whoid contactnameid associatedcontactids associatedcontactid clientid personid \
         parentid whatid relatedtoid accountid associatedcompanyids talkerid 客户编号 客户id 客户号 联系人id \
         联系人编号",
    ),
    (
        "customer_name",
        // Persons before firms, as they are imported.
        "contactname contact associatedcontact personname person name customername customer clientname client \
         whoname relatedto accountname account company companyname remark nickname 联系人姓名 联系人 姓名 \
         客户姓名 客户名称 客户 名称 公司 公司名称",
    ),
    (
        "content",
        "communicationcontent content subject title description comments comment body text message details \
         summary notes note notetitle notecontent notebody calltitle callbody tasktitle taskbody strcontent \
         hscalltitle hscallbody hsnotebody hstasksubject hstaskbody 沟通内容 跟进内容 联系内容 拜访内容 \
         通话内容 内容 沟通记录 跟进记录 主题 摘要 说明 描述 备注 详情",
    ),
    (
        "channel",
        "communicationchannel channel activitytype touchtype tasksubtype eventsubtype communicationtype type \
         method medium 沟通渠道 沟通方式 渠道 跟进方式 联系方式 拜访方式 方式 跟进类型 沟通类型 类型",
    ),
    (
        "direction",
        "direction calltype hscalldirection calldirection 方向 呼叫类型 通话类型 呼叫方向",
    ),
    (
        "outcome",
        "outcome calloutcome callresult calldisposition hscalldisposition outgoingcallstatus result 结果 \
         沟通结果 通话结果 跟进结果 呼叫结果",
    ),
    (
        "duration",
        "duration callduration callduration calldurationinseconds durationseconds durationinseconds \
         durationinminutes durationminutes durationms hscallduration length 时长 通话时长 沟通时长 持续时间 \
         时长秒 时长分钟 通话时长秒 通话时长分钟",
    ),
    ("time_of_day", "timeofday clocktime 时刻 几点"),
];

/// When something was said; the best word for it first.
const TIME: &str = "communicationtime hstimestamp callstarttime startdatetime starttime happenedat \
    activitydatetime completeddatetime timestamp datetime time communicationdate activitydate calldate \
    visitdate date strtime createtime completiondate closedtime duedate createddate createdate createdat \
    createdtime 沟通时间 跟进时间 联系时间 拜访时间 通话时间 发生时间 记录时间 日期时间 时间 沟通日期 跟进日期 \
    联系日期 拜访日期 日期 开始时间 创建时间 创建日期";

/// Whether a heading is known at all.
pub(super) fn is_known(heading: &str) -> bool {
    let plain = plain(heading);
    let in_table = |table: &[(&str, &str)]| table.iter().any(|(_, list)| lists(list, &plain));
    !plain.is_empty()
        && (in_table(&CUSTOMER)
            || in_table(&COMMUNICATION)
            || [SINCE, LAST_CONTACT, TIME]
                .iter()
                .any(|list| lists(list, &plain))
            || reach(heading).is_some())
}

/// What the rows of a table probably describe.
pub fn guess_kind(table: &Table, survey: &Survey) -> SourceKind {
    let fields: Vec<_> = guess_communications(table, survey)
        .into_iter()
        .map(|proposal| proposal.field)
        .collect();
    let has = |is: fn(&CommunicationField) -> bool| fields.iter().any(is);
    let says_when = has(|field| matches!(field, CommunicationField::Time(_)));
    let says_who = has(|field| {
        matches!(
            field,
            CommunicationField::CustomerId | CommunicationField::CustomerName
        )
    });
    let says_how = has(|field| {
        matches!(
            field,
            CommunicationField::Channel
                | CommunicationField::Direction
                | CommunicationField::Outcome
                | CommunicationField::Duration(_)
        )
    });
    let reachable = table
        .columns()
        .iter()
        .any(|column| reach(&column.written).is_some());
    let says_what = has(|field| matches!(field, CommunicationField::Content));
    if says_when && says_who && (says_how || says_what && !reachable) {
        SourceKind::Communications
    } else {
        SourceKind::Customers
    }
}

/// What the columns of a file of customers probably mean.
pub fn guess_customers(table: &Table, survey: &Survey) -> Vec<Proposal<CustomerField>> {
    let columns = table.columns().iter().zip(&survey.columns);
    if let Some(words) = table.own_words() {
        return columns
            .map(|(column, _)| Proposal {
                field: words.customer_field(&column.written),
                ..Proposal::default()
            })
            .collect();
    }
    // The heading's field and the rank of its word; a lower rank is better.
    let mut found: Vec<(CustomerField, usize)> = columns
        .clone()
        .map(|(column, facts)| by_heading(&column.written, facts))
        .collect();
    linkedin_url(table, &mut found);
    name_or_firm(&mut found);
    by_values(&mut found, survey);
    let mut proposals = Vec::new();
    for (index, (column, facts)) in columns.enumerate() {
        let (field, _) = &found[index];
        let proposal = match field {
            CustomerField::LeaveOut => own_column(&column.heading, facts),
            CustomerField::LastContact(_) => Proposal {
                doubt: doubt(facts),
                offered: Some(field.clone()),
                ..Proposal::default()
            },
            field => match better(&found, index) {
                Some(winner) if survey.columns[winner].digest == facts.digest => {
                    Proposal::default()
                }
                Some(_) => Proposal {
                    offered: Some(field.clone()),
                    ..own_column(&column.heading, facts)
                },
                None => Proposal {
                    field: field.clone(),
                    offered: None,
                    doubt: match field {
                        CustomerField::Since(_) => doubt(facts),
                        _ => None,
                    },
                },
            },
        };
        proposals.push(proposal);
    }
    proposals
}

fn by_heading(heading: &str, facts: &ColumnFacts) -> (CustomerField, usize) {
    let field = |words: &str| {
        for (code, list) in CUSTOMER {
            if let Some(rank) = list.split(' ').position(|word| word == words) {
                let field = match code {
                    "status" => CustomerField::Status(proposed_words(facts)),
                    // Told from the name once all columns are known.
                    "customer_or_firm" => CustomerField::Custom(FIRM.to_owned()),
                    code => CustomerField::from_code(code),
                };
                return Some((field, rank));
            }
        }
        let reading = reading(facts);
        let rank = |list: &str| list.split(' ').position(|word| word == words);
        let since = rank(SINCE).map(|rank| (CustomerField::Since(reading), rank));
        since.or_else(|| rank(LAST_CONTACT).map(|rank| (CustomerField::LastContact(reading), rank)))
    };
    spellings(heading)
        .iter()
        .find_map(|words| field(words))
        .or_else(|| reach(heading).map(|field| (field, 0)))
        .unwrap_or_default()
}

/// `LinkedIn` calls the address of a profile just "URL"; its own "Connected On" tells whose it is.
fn linkedin_url(table: &Table, found: &mut [(CustomerField, usize)]) {
    let place = |heading: &str| {
        let mut columns = table.columns().iter();
        columns.position(|column| column.written.trim() == heading)
    };
    if let (Some(_), Some(url)) = (place("Connected On"), place("URL")) {
        found[url].0 = CustomerField::Reach(Reach::Handle, "LinkedIn".to_owned());
    }
}

/// Stands for a heading such as 客户名称 until it is known whether persons have their own column.
const FIRM: &str = "\u{1}firm";

fn name_or_firm(found: &mut [(CustomerField, usize)]) {
    let has = |field: &CustomerField, found: &[(CustomerField, usize)]| {
        found.iter().any(|(other, _)| other == field)
    };
    let persons = has(&CustomerField::Name, found) || has(&CustomerField::LastName, found);
    for (field, _) in found.iter_mut() {
        if *field == CustomerField::Custom(FIRM.to_owned()) {
            *field = if persons {
                CustomerField::Company
            } else {
                CustomerField::Name
            };
        }
    }
}

/// Gives columns whose heading says nothing a field by their values.
fn by_values(found: &mut [(CustomerField, usize)], survey: &Survey) {
    const LAST: usize = usize::MAX;
    for ((field, rank), facts) in found.iter_mut().zip(&survey.columns) {
        if *field != CustomerField::LeaveOut {
            continue;
        }
        let reach = if facts.mostly(facts.emails) {
            Reach::Email
        } else if facts.mostly(facts.phones) {
            Reach::Phone
        } else {
            continue;
        };
        (*field, *rank) = (CustomerField::Reach(reach, String::new()), LAST);
    }
    let named = found.iter().any(|(field, _)| {
        matches!(
            field,
            CustomerField::Name
                | CustomerField::FirstName
                | CustomerField::LastName
                | CustomerField::Company
        )
    });
    if named {
        return;
    }
    // The first column of words is the name, if nothing else is.
    for ((field, rank), facts) in found.iter_mut().zip(&survey.columns) {
        if *field == CustomerField::LeaveOut && is_of_words(facts) {
            (*field, *rank) = (CustomerField::Name, LAST);
            return;
        }
    }
}

/// Whether a column has words that differ from row to row.
fn is_of_words(facts: &ColumnFacts) -> bool {
    let is_number = |value: &str| value.parse::<f64>().is_ok();
    0 < facts.filled
        && !facts.is_constant()
        && !facts.mostly(facts.dates)
        && !facts.mostly(facts.yes_or_no)
        && (facts.many_values || !facts.values.iter().all(|(value, _)| is_number(value)))
}

/// The column that means the same and has the better heading, where only one of them can count.
fn better(found: &[(CustomerField, usize)], index: usize) -> Option<usize> {
    let (field, rank) = &found[index];
    let single = matches!(
        field,
        CustomerField::Id
            | CustomerField::Name
            | CustomerField::FirstName
            | CustomerField::MiddleName
            | CustomerField::LastName
            | CustomerField::Company
            | CustomerField::Title
            | CustomerField::Address(_)
            | CustomerField::Latitude
            | CustomerField::Longitude
            | CustomerField::Since(_)
            | CustomerField::DoNotContact
    );
    if !single {
        return None;
    }
    let same = |other: &CustomerField| {
        std::mem::discriminant(other) == std::mem::discriminant(field)
            && match (other, field) {
                (CustomerField::Address(one), CustomerField::Address(two)) => one == two,
                _ => true,
            }
    };
    let others = found.iter().enumerate();
    others
        .filter(|(other, (candidate, _))| *other != index && same(candidate))
        .find(|(other, (_, other_rank))| (other_rank, other) < (rank, &index))
        .map(|(other, _)| other)
}

/// A column that Genjin has no field for: kept as the user's own if it says something of the
/// customer, left out if it is empty, the same in every row, only yes and no, or another program's
/// bookkeeping.
fn own_column(heading: &str, facts: &ColumnFacts) -> Proposal<CustomerField> {
    let own = CustomerField::Custom(heading.to_owned());
    let words = plain(heading);
    let says_nothing = facts.filled == 0
        || facts.is_constant()
        || facts.mostly(facts.yes_or_no)
        || words.ends_with("id")
        || words.ends_with("编号")
        || lists(BOOKKEEPING, &words);
    if says_nothing {
        Proposal {
            offered: (0 < facts.filled).then_some(own),
            ..Proposal::default()
        }
    } else {
        Proposal {
            field: own,
            ..Proposal::default()
        }
    }
}

/// What each word of a status column is proposed to mean.
pub fn proposed_words(facts: &ColumnFacts) -> Vec<StatusWord> {
    let words = facts.values.iter();
    words.map(|(word, _)| StatusWord::proposed(word)).collect()
}

/// How the dates of a column are proposed to be read.
pub fn reading(facts: &ColumnFacts) -> DateReading {
    DateReading {
        order: facts.day_order().0,
        clock: if 0 < facts.dates && !facts.has_clock() {
            Clock::Ignored
        } else {
            Clock::Read
        },
    }
}

fn doubt(facts: &ColumnFacts) -> Option<OrderDoubt> {
    match facts.day_order().1 {
        OrderDoubt::None => None,
        doubt => Some(doubt),
    }
}

/// A heading as it is looked up: as it is, without what stands in brackets, without a number.
fn spellings(heading: &str) -> [String; 3] {
    let whole = plain(heading);
    let outside = heading.split(['(', '（', '[', '【']).next().unwrap_or("");
    let outside = plain(outside);
    let unnumbered = outside.trim_end_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.to_owned();
    [whole, outside, unnumbered]
}

/// Words of a heading that say which phone or email it is.
const REACH_LABELS: &str = "work business office company home private personal other mobile cell main primary \
    secondary alternate assistant fax direct pager school";
/// Words of a heading that add nothing.
const REACH_FILLERS: &str =
    "number no address value person contact customer client addresses formatted";

/// The phone or email that a heading names, with its label: `phone_work`, `Mobile`, 办公电话.
fn reach(heading: &str) -> Option<CustomerField> {
    let words = heading_words(heading);
    let is = |list: &str| words.iter().any(|word| lists(list, word));
    let kind = if is(
        "phone phones telephone tel mobile cell cellphone mobilephone workphone homephone fax",
    ) {
        Reach::Phone
    } else if is("email emails mail") {
        Reach::Email
    } else {
        return chinese_reach(heading);
    };
    let mut label = Vec::new();
    let mut number = None;
    let mut is_label = false;
    for word in &words {
        match word.as_str() {
            "phone" | "phones" | "telephone" | "tel" | "email" | "emails" | "mail" | "e" => {}
            "mobile" | "cell" | "cellphone" | "mobilephone" => label.push("mobile"),
            "workphone" => label.push("work"),
            "homephone" => label.push("home"),
            "label" | "type" if number.is_some() => is_label = true,
            word if lists(REACH_FILLERS, word) => {}
            word if lists(REACH_LABELS, word) => label.push(word),
            word => match word.parse::<u16>() {
                Ok(one) => number = Some(one),
                Err(_not_a_number) => return None,
            },
        }
    }
    let is_pair = words.iter().any(|word| word == "value");
    match number {
        Some(number) if is_label => Some(CustomerField::NumberedLabel(kind, number)),
        Some(number) if is_pair => Some(CustomerField::Numbered(kind, number)),
        _ => Some(CustomerField::Reach(kind, label.join(" "))),
    }
}

fn chinese_reach(heading: &str) -> Option<CustomerField> {
    const PHONES: [&str; 6] = ["手机", "电话", "座机", "固话", "传真", "联系方式"];
    const EMAILS: [&str; 5] = ["电子邮箱", "电子邮件", "邮箱", "电邮", "邮件"];
    const FILLERS: [&str; 8] = [
        "联系人",
        "联系",
        "客户",
        "号码",
        "地址",
        "号",
        "必填",
        "主要",
    ];
    let words = plain(heading);
    let (kind, root) = PHONES
        .into_iter()
        .map(|root| (Reach::Phone, root))
        .chain(EMAILS.into_iter().map(|root| (Reach::Email, root)))
        .find(|(_, root)| words.contains(root))?;
    let mut label = words.replacen(root, "", 1);
    for filler in FILLERS {
        label = label.replace(filler, "");
    }
    let label = label.trim_matches(|c: char| c.is_ascii_digit());
    if 4 < label.chars().count() {
        return None;
    }
    let plain_root = matches!(root, "电话" | "联系方式") || kind == Reach::Email;
    let label = match (label.is_empty(), plain_root) {
        (true, true) => String::new(),
        (true, false) => root.to_owned(),
        (false, _) => label.to_owned(),
    };
    Some(CustomerField::Reach(kind, label))
}

/// The words of a heading: `phone_work`, `Phone 1 - Value` and `MobilePhone` all fall apart.
fn heading_words(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in heading.chars().map(crate::domain::fold::half_width) {
        if c.is_alphanumeric() {
            let starts = !before.is_alphanumeric()
                || before.is_lowercase() && c.is_uppercase()
                || before.is_ascii_digit() != c.is_ascii_digit();
            if starts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    words
}

/// What the columns of a file of communications probably mean.
pub fn guess_communications(table: &Table, survey: &Survey) -> Vec<Proposal<CommunicationField>> {
    let columns = table.columns().iter().zip(&survey.columns);
    if let Some(words) = table.own_words() {
        return columns
            .map(|(column, _)| Proposal {
                field: words.communication_field(&column.written),
                ..Proposal::default()
            })
            .collect();
    }
    let mut found: Vec<(CommunicationField, usize)> = columns
        .clone()
        .map(|(column, facts)| communication_by_heading(&column.written, facts))
        .collect();
    communication_by_values(&mut found, survey);
    // A time that is not known in every row yields to one that is.
    let sparse = |index: usize| survey.columns[index].filled < survey.rows - survey.faulty_rows;
    let mut proposals = Vec::new();
    for (index, facts) in survey.columns.iter().enumerate() {
        let (field, rank) = found[index];
        let single = matches!(
            field,
            CommunicationField::Id
                | CommunicationField::CustomerName
                | CommunicationField::Time(_)
                | CommunicationField::TimeOfDay
                | CommunicationField::Channel
                | CommunicationField::Direction
                | CommunicationField::Outcome
                | CommunicationField::Duration(_)
        );
        let is_beaten = single
            && found
                .iter()
                .enumerate()
                .any(|(other, (candidate, other_rank))| {
                    std::mem::discriminant(candidate) == std::mem::discriminant(&field)
                        && (sparse(other), *other_rank, other) < (sparse(index), rank, index)
                });
        proposals.push(if is_beaten {
            Proposal {
                offered: Some(field),
                ..Proposal::default()
            }
        } else {
            Proposal {
                field,
                offered: None,
                doubt: match field {
                    CommunicationField::Time(_) => doubt(facts),
                    _ => None,
                },
            }
        });
    }
    proposals
}

fn communication_by_heading(heading: &str, facts: &ColumnFacts) -> (CommunicationField, usize) {
    let field = |words: &str| {
        for (code, list) in COMMUNICATION {
            if let Some(rank) = list.split(' ').position(|word| word == words) {
                let field = match code {
                    "duration" => CommunicationField::Duration(unit(heading)),
                    code => CommunicationField::from_code(code),
                };
                return Some((field, rank));
            }
        }
        let rank = TIME.split(' ').position(|word| word == words)?;
        let field = if facts.mostly(facts.times_of_day) {
            CommunicationField::TimeOfDay
        } else {
            CommunicationField::Time(reading(facts))
        };
        Some((field, rank))
    };
    let found = spellings(heading).iter().find_map(|words| field(words));
    found.unwrap_or_default()
}

fn communication_by_values(found: &mut [(CommunicationField, usize)], survey: &Survey) {
    const LAST: usize = usize::MAX;
    let has = |field: CommunicationField, found: &[(CommunicationField, usize)]| {
        let same = |other: &CommunicationField| {
            std::mem::discriminant(other) == std::mem::discriminant(&field)
        };
        found.iter().any(|(other, _)| same(other))
    };
    let mut give = |field: fn(&ColumnFacts) -> CommunicationField,
                    fits: &dyn Fn(&ColumnFacts) -> u64| {
        if has(field(&ColumnFacts::default()), found) {
            return;
        }
        let free = found.iter().zip(&survey.columns).enumerate();
        let best = free
            .filter(|(_, ((given, _), _))| *given == CommunicationField::LeaveOut)
            .map(|(index, (_, facts))| (fits(facts), std::cmp::Reverse(index)))
            .max();
        if let Some((fit, std::cmp::Reverse(index))) = best
            && 0 < fit
        {
            found[index] = (field(&survey.columns[index]), LAST);
        }
    };
    give(|facts| CommunicationField::Time(reading(facts)), &|facts| {
        u64::from(facts.mostly(facts.dates))
    });
    give(|_| CommunicationField::Channel, &|facts| {
        u64::from(facts.mostly(facts.channels))
    });
    give(|_| CommunicationField::Content, &|facts| {
        let length = facts.chars.checked_div(facts.seen).unwrap_or(0);
        if 12 < length && facts.dates == 0 && facts.phones == 0 && facts.emails == 0 {
            u64::from(length)
        } else {
            0
        }
    });
}

/// The unit that a heading names; seconds if it names none.
fn unit(heading: &str) -> DurationUnit {
    let words = plain(heading);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["millis", "毫秒", "hscallduration"]) || words.ends_with("ms") {
        DurationUnit::Milliseconds
    } else if has(&["second", "sec", "秒"]) {
        DurationUnit::Seconds
    } else if has(&["min", "分"]) {
        DurationUnit::Minutes
    } else if has(&["hour", "小时"]) {
        DurationUnit::Hours
    } else {
        DurationUnit::Seconds
    }
}

/// The channel of records whose file has no column for it: calls, if the file is one of calls.
pub fn usual_channel(table: &Table) -> Channel {
    let mentions_calls = table.columns().iter().any(|column| {
        let words = plain(&column.written);
        ["call", "dialled", "通话", "呼叫"]
            .iter()
            .any(|part| words.contains(part))
    });
    if mentions_calls {
        Channel::Phone
    } else {
        Channel::Other
    }
}

/// The fields that the Book remembers for a file of this shape, with the dates read as this
/// file's own values demand where they leave no doubt.
pub fn remembered_customers(codes: &[String], survey: &Survey) -> Vec<CustomerField> {
    let mut fields: Vec<_> = codes
        .iter()
        .map(|code| CustomerField::from_code(code))
        .collect();
    fields.resize(survey.columns.len(), CustomerField::LeaveOut);
    for (field, facts) in fields.iter_mut().zip(&survey.columns) {
        refresh(field.date_reading(), facts);
    }
    fields
}

/// As [`remembered_customers`], for communications.
pub fn remembered_communications(codes: &[String], survey: &Survey) -> Vec<CommunicationField> {
    let known = codes.iter().map(|code| CommunicationField::from_code(code));
    let mut fields: Vec<_> = known.collect();
    fields.resize(survey.columns.len(), CommunicationField::LeaveOut);
    for (field, facts) in fields.iter_mut().zip(&survey.columns) {
        refresh(field.date_reading(), facts);
    }
    fields
}

fn refresh(remembered: Option<&mut DateReading>, facts: &ColumnFacts) {
    if let Some(remembered) = remembered {
        let now = reading(facts);
        remembered.clock = now.clock;
        if facts.day_order().1 == OrderDoubt::None && facts.has_leading_pairs() {
            remembered.order = now.order;
        }
    }
}

impl Table {
    /// The words of the file, if Genjin itself has written it.
    pub(super) fn own_words(&self) -> Option<&'static ExportWords> {
        ExportWords::of(self.columns())
    }

    /// Whether Genjin itself has written the file.
    pub fn is_own_export(&self) -> bool {
        self.own_words().is_some()
    }
}
