//! Sentences about files: what is wrong with one or with a row of it, what a column means, and what
//! a backup is not. Each names the file or stands beside the number of its row.

use super::Language::{self, Chinese, English};
use super::describe_score_file::scale;
use crate::app::commands::take_back::Kept;
use crate::app::import_preview::{
    CommunicationPart, CustomerPart, MissingColumn, RemarkReason, WrongReason,
};
use crate::formats::columns::{
    AddressPart, CommunicationField, CustomerField, DurationUnit, Reach,
};
use crate::formats::row_error::{RemarkKind, RowReason};
use crate::formats::table::{Delimiter, TableError};
use crate::formats::text::{FileError, FileKind};
use crate::formats::when::WhenError;
use crate::records::RecordError;
use crate::records::backup::BackupError;

fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        English => en,
        Chinese => zh,
    }
}

/// Bytes as a reader counts them: `50 MB`.
pub fn size(bytes: usize) -> String {
    const MB: usize = 1024 * 1024;
    if bytes < 1024 {
        format!("{bytes} B")
    } else if bytes < MB {
        format!("{} KB", bytes.div_ceil(1024))
    } else {
        format!("{} MB", bytes.div_ceil(MB))
    }
}

/// Why a file cannot be read as text.
pub fn file_error(language: Language, name: &str, error: &FileError) -> String {
    match (language, error) {
        (English, FileError::Empty) => format!("{name} is empty"),
        (Chinese, FileError::Empty) => format!("{name} 是空文件"),
        (English, FileError::TooLarge { bytes, limit }) => format!(
            "{name} has {}; files of up to {} can be read. Split it and import the parts",
            size(*bytes),
            size(*limit)
        ),
        (Chinese, FileError::TooLarge { bytes, limit }) => format!(
            "{name} 有 {}，最多可读取 {} 的文件。请拆分后分别导入",
            size(*bytes),
            size(*limit)
        ),
        (_, FileError::OtherKind(kind)) => other_kind(language, name, *kind),
        (English, FileError::Binary { .. }) => {
            format!("{name} is not a text file. Save the table as CSV in the program it comes from")
        }
        (Chinese, FileError::Binary { .. }) => {
            format!("{name} 不是文本文件。请在原程序中把表格另存为 CSV")
        }
        (English, FileError::CutOff(encoding)) => format!(
            "{name} ends in the middle of a character ({}). It was probably not downloaded whole: get it again",
            encoding.name()
        ),
        (Chinese, FileError::CutOff(encoding)) => format!(
            "{name} 在一个字符中间中断（{}），可能没有下载完整，请重新获取",
            encoding.name()
        ),
        (English, FileError::MixedEncodings { line, mostly }) => format!(
            "{name} mixes encodings: line {line} is not in {} like the other lines. Save it anew in one encoding",
            mostly.name()
        ),
        (Chinese, FileError::MixedEncodings { line, mostly }) => format!(
            "{name} 混用了多种编码：第 {line} 行与其他行的 {} 不同。请以同一种编码重新保存",
            mostly.name()
        ),
        (
            English,
            FileError::NotIn {
                encoding,
                line: Some(line),
            },
        ) => format!(
            "{name} is not in {}: line {line} cannot be read in it",
            encoding.name()
        ),
        (
            Chinese,
            FileError::NotIn {
                encoding,
                line: Some(line),
            },
        ) => {
            format!("{name} 不是 {} 编码：第 {line} 行无法读取", encoding.name())
        }
        (
            English,
            FileError::NotIn {
                encoding,
                line: None,
            },
        ) => {
            format!("{name} is not in {}", encoding.name())
        }
        (
            Chinese,
            FileError::NotIn {
                encoding,
                line: None,
            },
        ) => {
            format!("{name} 不是 {} 编码", encoding.name())
        }
    }
}

fn other_kind(language: Language, name: &str, kind: FileKind) -> String {
    let (en, zh) = match kind {
        FileKind::Xlsx | FileKind::OldOffice => (
            "an Excel workbook. In Excel or WPS choose Save as, CSV UTF-8, and import that file",
            " Excel 工作簿。请在 Excel 或 WPS 中另存为“CSV UTF-8”后再导入",
        ),
        FileKind::Archive => ("an archive. Unpack it first", "压缩文件，请先解压"),
        FileKind::Pdf => ("a PDF, not a table", " PDF，不是表格"),
        FileKind::Image => ("a picture, not a table", "图片，不是表格"),
        FileKind::Sqlite => (
            "a database. Export its tables as CSV and import those",
            "数据库。请将其中的表导出为 CSV 后再导入",
        ),
        FileKind::Html => (
            "a web page, whatever its name says. Open it in a spreadsheet and save it as CSV",
            "网页，尽管文件名可能不同。请用电子表格打开后另存为 CSV",
        ),
        FileKind::Xml => ("an XML file, not a table", " XML 文件，不是表格"),
        FileKind::Json => (
            "a JSON file. If it is a backup, use Restore",
            " JSON 文件。如果是备份，请使用“恢复”",
        ),
        FileKind::VCard => (
            "a file of vCards, which cannot be imported yet. Export the contacts as CSV",
            " vCard 文件，暂不支持导入。请将联系人导出为 CSV",
        ),
        FileKind::ICalendar => (
            "a calendar, which cannot be imported yet",
            "日历文件，暂不支持导入",
        ),
    };
    match language {
        English => format!("{name} is {en}"),
        Chinese => format!("{name} 是{zh}"),
    }
}

/// Why a file's text is not a table.
pub fn table_error(language: Language, name: &str, error: TableError) -> String {
    match (language, error) {
        (English, TableError::Empty) => format!("{name} has no rows"),
        (Chinese, TableError::Empty) => format!("{name} 没有任何行"),
        (English, TableError::OnlyHeadings) => {
            format!("{name} has headings and no rows below them")
        }
        (Chinese, TableError::OnlyHeadings) => format!("{name} 只有标题行，没有数据"),
        (English, TableError::UnclosedQuote { row, line }) => format!(
            "{name}, row {row}: the quotation mark on line {line} is never closed. Close it and choose the file again"
        ),
        (Chinese, TableError::UnclosedQuote { row, line }) => {
            format!("{name} 第 {row} 行：文件第 {line} 行的引号没有闭合。请补上后重新选择文件")
        }
        (English, TableError::TooManyColumns { columns, limit }) => {
            format!("{name} has {columns} columns; up to {limit} can be read")
        }
        (Chinese, TableError::TooManyColumns { columns, limit }) => {
            format!("{name} 有 {columns} 列，最多可读取 {limit} 列")
        }
        (English, TableError::TooManyRows { limit }) => {
            format!("{name} has more than {limit} rows. Split it and import the parts")
        }
        (Chinese, TableError::TooManyRows { limit }) => {
            format!("{name} 超过 {limit} 行。请拆分后分别导入")
        }
    }
}

/// Why a file is not a backup that can be restored.
pub fn backup_error(language: Language, name: &str, error: &BackupError) -> String {
    match (language, error) {
        (English, BackupError::Empty) => format!("{name} is empty"),
        (Chinese, BackupError::Empty) => format!("{name} 是空文件"),
        (English, BackupError::NotABackup) => format!("{name} is not a Genjin backup"),
        (Chinese, BackupError::NotABackup) => format!("{name} 不是 Genjin 的备份文件"),
        (English, BackupError::TooNew { version }) => format!(
            "{name} was written by a newer Genjin (form {version}). Reload the page to get the newest version, then try again"
        ),
        (Chinese, BackupError::TooNew { version }) => format!(
            "{name} 由更新版本的跟进写入（格式 {version}）。请重新加载页面获取最新版本后重试"
        ),
        (English, BackupError::CutOff) => {
            format!("{name} is cut off: its end is missing. Copy it again from where it came")
        }
        (Chinese, BackupError::CutOff) => format!("{name} 不完整：末尾缺失。请从原处重新复制"),
        (English, BackupError::Altered) => {
            format!("{name} was altered or damaged after it was saved: its checksum does not match")
        }
        (Chinese, BackupError::Altered) => {
            format!("{name} 在保存后被改动或损坏：校验和不一致")
        }
        (English, BackupError::Line { line, error }) => {
            format!("{name}, line {line}: {}", record_error(language, error))
        }
        (Chinese, BackupError::Line { line, error }) => {
            format!("{name} 第 {line} 行：{}", record_error(language, error))
        }
        (English, BackupError::Counts) => {
            format!("{name} does not hold the records that its heading promises")
        }
        (Chinese, BackupError::Counts) => format!("{name} 中的记录与其标题所述不符"),
    }
}

fn record_error(language: Language, error: &RecordError) -> String {
    match (language, error) {
        (English, RecordError::Unreadable { what, why }) => {
            format!("the {what} cannot be read ({why})")
        }
        (Chinese, RecordError::Unreadable { what, why }) => {
            format!("无法读取该记录（{what}：{why}）")
        }
        (English, RecordError::Impossible { field }) => {
            format!("{field} holds an impossible value")
        }
        (Chinese, RecordError::Impossible { field }) => format!("{field} 的值不可能存在"),
    }
}

/// Why a row is not imported.
pub fn wrong_reason(language: Language, reason: WrongReason) -> String {
    let (en, zh) = match reason {
        WrongReason::Row(reason) => return row_reason(language, reason),
        WrongReason::UnknownId => (
            "No customer of the chosen import has this id",
            "所选的客户导入中没有此编号",
        ),
        WrongReason::WhoseId => (
            "Choose the import of customers whose ids these are",
            "请选择这些编号所属的客户导入",
        ),
        WrongReason::UnknownName => ("No customer has this name", "没有叫这个名字的客户"),
        WrongReason::AmbiguousName { customers } => {
            return match language {
                English => format!("{customers} customers have this name"),
                Chinese => format!("有 {customers} 位客户叫这个名字"),
            };
        }
        WrongReason::UnknownReach => (
            "No customer has this phone or email",
            "没有使用此电话或邮箱的客户",
        ),
        WrongReason::AmbiguousReach { customers } => {
            return match language {
                English => format!("{customers} customers have this phone or email"),
                Chinese => format!("有 {customers} 位客户使用此电话或邮箱"),
            };
        }
        WrongReason::UnknownAspect => (
            "Not among your aspects. Go back to make aspects of such names",
            "不在您的方面之中。可返回上一步选择新建方面",
        ),
        WrongReason::TooManyAspects => ("There are 20 aspects already", "已有 20 个方面"),
        WrongReason::ToCome => ("This day is still to come", "这一天尚未到来"),
    };
    pick(language, en, zh).to_owned()
}

fn row_reason(language: Language, reason: RowReason) -> String {
    match (language, reason) {
        (English, RowReason::TooFewCells { cells, columns }) => {
            format!(
                "{cells} cells for {columns} columns; a line break may have torn the row in two"
            )
        }
        (Chinese, RowReason::TooFewCells { cells, columns }) => {
            format!("{columns} 列只有 {cells} 个单元格，可能被换行拆成了两行")
        }
        (English, RowReason::TooManyCells { cells, columns }) => {
            format!(
                "{cells} cells for {columns} columns; a text with a separator may lack quotation marks"
            )
        }
        (Chinese, RowReason::TooManyCells { cells, columns }) => {
            format!("{columns} 列却有 {cells} 个单元格，含分隔符的文字可能缺少引号")
        }
        (English, RowReason::TextAfterQuote { line }) => {
            format!(
                "Text follows a closing quotation mark, in the field that begins at line {line}"
            )
        }
        (Chinese, RowReason::TextAfterQuote { line }) => {
            format!("引号闭合后还有文字，该字段始于文件第 {line} 行")
        }
        (English, RowReason::FieldTooLong { bytes, limit }) => {
            format!("A cell of {}; up to {} are read", size(bytes), size(limit))
        }
        (Chinese, RowReason::FieldTooLong { bytes, limit }) => {
            format!("单元格有 {}，最多可读取 {}", size(bytes), size(limit))
        }
        (English, RowReason::DuplicateId { first_row }) => {
            format!("Row {first_row} has the same id")
        }
        (Chinese, RowReason::DuplicateId { first_row }) => format!("编号与第 {first_row} 行相同"),
        (English, RowReason::NoName) => "No name, company, email or phone".to_owned(),
        (Chinese, RowReason::NoName) => "没有姓名、公司、邮箱或电话".to_owned(),
        (English, RowReason::NoCustomer) => "No customer".to_owned(),
        (Chinese, RowReason::NoCustomer) => "没有客户".to_owned(),
        (English, RowReason::NoDate) => "No date".to_owned(),
        (Chinese, RowReason::NoDate) => "没有日期".to_owned(),
        (_, RowReason::When(error)) => when_error(language, error),
        (English, RowReason::NotANumber) => "Not a number".to_owned(),
        (Chinese, RowReason::NotANumber) => "不是数字".to_owned(),
        (English, RowReason::OffTheGlobe { limit }) => {
            format!("Not a place on earth: degrees end at ±{limit}")
        }
        (Chinese, RowReason::OffTheGlobe { limit }) => {
            format!("不是有效坐标：度数应在 ±{limit} 以内")
        }
        (English, RowReason::HalfAPosition) => "Latitude or longitude is missing".to_owned(),
        (Chinese, RowReason::HalfAPosition) => "缺少纬度或经度".to_owned(),
        (English, RowReason::NotYesOrNo) => "Neither yes nor no".to_owned(),
        (Chinese, RowReason::NotYesOrNo) => "既不是“是”也不是“否”".to_owned(),
        (English, RowReason::NotADuration) => "Not a duration".to_owned(),
        (Chinese, RowReason::NotADuration) => "不是时长".to_owned(),
        (English, RowReason::NotACadence) => {
            "Not a rhythm such as P14D, with its action".to_owned()
        }
        (Chinese, RowReason::NotACadence) => "不是 P14D 这样的周期及其动作".to_owned(),
        (English, RowReason::OutsideScale(outside)) => {
            format!("Lies outside {}", scale(language, outside))
        }
        (Chinese, RowReason::OutsideScale(outside)) => {
            format!("不在 {} 之间", scale(language, outside))
        }
        (English, RowReason::TooFarFromZero { limit }) => {
            format!("Farther from zero than {limit}")
        }
        (Chinese, RowReason::TooFarFromZero { limit }) => format!("绝对值超过 {limit}"),
        (English, RowReason::NoScore) => "No score".to_owned(),
        (Chinese, RowReason::NoScore) => "没有评分或数值".to_owned(),
        (English, RowReason::NoAspect) => "It does not say what was rated".to_owned(),
        (Chinese, RowReason::NoAspect) => "没有写明评的是哪个方面".to_owned(),
        (English, RowReason::NotAScale) => "Not a scale: 1 to 5 or 0 to 10".to_owned(),
        (Chinese, RowReason::NotAScale) => "不是量表：应为 1 到 5 或 0 到 10".to_owned(),
    }
}

fn when_error(language: Language, error: WhenError) -> String {
    match (language, error) {
        (English, WhenError::Unreadable) => "Not a date or time".to_owned(),
        (Chinese, WhenError::Unreadable) => "不是日期或时间".to_owned(),
        (English, WhenError::Year(year)) => format!("The year {year} is not between 1900 and 2200"),
        (Chinese, WhenError::Year(year)) => format!("年份 {year} 不在 1900 到 2200 之间"),
        (English, WhenError::Month(month)) => format!("There is no month {month}"),
        (Chinese, WhenError::Month(month)) => format!("没有 {month} 月"),
        (English, WhenError::Day { year, month, day }) => {
            format!("{year}-{month:02} has no day {day}")
        }
        (Chinese, WhenError::Day { year, month, day }) => {
            format!("{year} 年 {month} 月没有 {day} 日")
        }
        (
            English,
            WhenError::Time {
                hour,
                minute,
                second,
            },
        ) => {
            format!("There is no time {hour}:{minute:02}:{second:02}")
        }
        (
            Chinese,
            WhenError::Time {
                hour,
                minute,
                second,
            },
        ) => {
            format!("没有 {hour}:{minute:02}:{second:02} 这个时间")
        }
        (English, WhenError::Offset { hours, minutes }) => {
            format!("No place is {hours}:{minutes:02} hours from universal time")
        }
        (Chinese, WhenError::Offset { hours, minutes }) => {
            format!("没有与世界时相差 {hours}:{minutes:02} 的时区")
        }
    }
}

/// What is worth a look in a row that can be imported.
pub fn remark(language: Language, reason: RemarkReason) -> &'static str {
    let (en, zh) = match reason {
        RemarkReason::Cell(RemarkKind::ControlsRemoved) => {
            ("Control characters were taken out", "已去除控制字符")
        }
        RemarkReason::Cell(RemarkKind::DirectionMarks) => (
            "Has marks that turn the reading direction",
            "含有改变文字方向的标记",
        ),
        RemarkReason::Cell(RemarkKind::DamagedText) => (
            "Has characters that were damaged before",
            "含有此前已损坏的字符",
        ),
        RemarkReason::Cell(RemarkKind::NamedByOther) => (
            "Has no name; the customer is called by this",
            "没有姓名，以此称呼客户",
        ),
        RemarkReason::Cell(RemarkKind::UnknownOutcome) => {
            ("Not a known outcome; left out", "不是已知的结果，未导入")
        }
        RemarkReason::Cell(RemarkKind::UnknownDirection) => (
            "Neither incoming nor outgoing; left out",
            "不是来或去，未导入",
        ),
        RemarkReason::Cell(RemarkKind::UnknownSentiment) => (
            "Neither positive, neutral nor negative; left out",
            "不是正面、中性或负面，未导入",
        ),
        RemarkReason::UnknownFirm => (
            "This firm is not in the file; the customer is imported without it",
            "文件中没有此公司，客户不带公司导入",
        ),
    };
    pick(language, en, zh)
}

/// The column that is missing before rows can be read.
pub fn missing_column(language: Language, missing: MissingColumn) -> &'static str {
    let (en, zh) = match missing {
        MissingColumn::Name => (
            "Choose the column with the name, company, phone or email",
            "请选择姓名、公司、电话或邮箱所在的列",
        ),
        MissingColumn::Customer => (
            "Choose the column with the customer's id or name",
            "请选择客户编号或姓名所在的列",
        ),
        MissingColumn::Time => ("Choose the column with the date", "请选择日期所在的列"),
        MissingColumn::Score => (
            "Choose a column with the scores for an aspect, or those with aspect and score",
            "请选择某个方面的评分列，或方面与评分两列",
        ),
        MissingColumn::Value => (
            "Choose the column with the observed loyalty",
            "请选择实际忠诚度所在的列",
        ),
        MissingColumn::AspectOnce => (
            "Two columns are read as the same aspect",
            "有两列被读作同一个方面",
        ),
    };
    pick(language, en, zh)
}

/// The name of a separator.
pub fn delimiter(language: Language, delimiter: Delimiter) -> &'static str {
    let (en, zh) = match delimiter {
        Delimiter::Comma => ("Comma ,", "逗号 ,"),
        Delimiter::Semicolon => ("Semicolon ;", "分号 ;"),
        Delimiter::Tab => ("Tab", "制表符"),
    };
    pick(language, en, zh)
}

/// The name of a customer's field that a column can become.
pub fn customer_field(language: Language, field: &CustomerField) -> String {
    let (en, zh) = match field {
        CustomerField::LeaveOut => ("Leave out", "不导入"),
        CustomerField::Id => ("Id in that program", "原系统编号"),
        CustomerField::Name => ("Name", "姓名"),
        CustomerField::FirstName => ("First name", "名"),
        CustomerField::MiddleName => ("Middle name", "中间名"),
        CustomerField::LastName => ("Last name", "姓"),
        CustomerField::Company => ("Company", "公司"),
        CustomerField::Firm => ("Id of the firm", "公司编号"),
        CustomerField::Title => ("Title", "职位"),
        CustomerField::Reach(reach, label) => {
            let word = reach_word(language, *reach);
            return match (label.is_empty(), language) {
                (true, _) => word.to_owned(),
                (false, English) => format!("{word} ({label})"),
                (false, Chinese) => format!("{word}（{label}）"),
            };
        }
        CustomerField::Numbered(reach, number) => {
            return format!("{} {number}", reach_word(language, *reach));
        }
        CustomerField::NumberedLabel(reach, number) => {
            let word = reach_word(language, *reach);
            return match language {
                English => format!("Label of {word} {number}"),
                Chinese => format!("{word} {number} 的标签"),
            };
        }
        CustomerField::Address(part) => return address_part(language, *part).to_owned(),
        CustomerField::Latitude => ("Latitude", "纬度"),
        CustomerField::Longitude => ("Longitude", "经度"),
        CustomerField::OpeningHours => ("Opening hours", "营业时间"),
        CustomerField::Tags => ("Tags", "标签"),
        CustomerField::Notes => ("Notes", "备注"),
        CustomerField::Since(_) => ("Customer since", "合作开始日期"),
        CustomerField::Status(_) => ("Stage and tier", "阶段与等级"),
        CustomerField::DoNotContact => ("Do not contact", "请勿联系"),
        CustomerField::PausedUntil(_) => ("Paused until", "暂停至"),
        CustomerField::Every => ("Own rhythm", "专属联系周期"),
        CustomerField::EveryAction => ("Action of the rhythm", "联系周期的方式"),
        CustomerField::LastContact(_) => (
            "Last contact, as a record without words",
            "最近联系，导入为无内容的记录",
        ),
        CustomerField::Custom(name) => return name.clone(),
    };
    pick(language, en, zh).to_owned()
}

fn reach_word(language: Language, reach: Reach) -> &'static str {
    let (en, zh) = match reach {
        Reach::Phone => ("Phone", "电话"),
        Reach::Email => ("Email", "邮箱"),
        Reach::Handle => ("Messaging", "即时通讯"),
    };
    pick(language, en, zh)
}

fn address_part(language: Language, part: AddressPart) -> &'static str {
    let (en, zh) = match part {
        AddressPart::Whole => ("Address", "地址"),
        AddressPart::Street => ("Street", "街道"),
        AddressPart::City => ("City", "城市"),
        AddressPart::Region => ("State or province", "省份"),
        AddressPart::PostalCode => ("Postal code", "邮政编码"),
        AddressPart::Country => ("Country", "国家"),
    };
    pick(language, en, zh)
}

/// The name of a communication's field that a column can become.
pub fn communication_field(language: Language, field: CommunicationField) -> &'static str {
    let (en, zh) = match field {
        CommunicationField::LeaveOut => ("Leave out", "不导入"),
        CommunicationField::Id => ("Id in that program", "原系统编号"),
        CommunicationField::CustomerId => ("Customer's id", "客户编号"),
        CommunicationField::CustomerName => ("Customer's name", "客户姓名"),
        CommunicationField::Content => ("Content", "内容"),
        CommunicationField::Time(_) => ("Date or time", "日期或时间"),
        CommunicationField::TimeOfDay => ("Time of day", "时刻"),
        CommunicationField::Channel => ("Channel", "渠道"),
        CommunicationField::Direction => ("Direction", "方向"),
        CommunicationField::Outcome => ("Outcome", "结果"),
        CommunicationField::Sentiment => ("Sentiment", "情绪"),
        CommunicationField::Duration(DurationUnit::Seconds) => {
            ("Duration in seconds", "时长（秒）")
        }
        CommunicationField::Duration(DurationUnit::Milliseconds) => {
            ("Duration in milliseconds", "时长（毫秒）")
        }
        CommunicationField::Duration(DurationUnit::Minutes) => {
            ("Duration in minutes", "时长（分钟）")
        }
        CommunicationField::Duration(DurationUnit::Hours) => ("Duration in hours", "时长（小时）"),
    };
    pick(language, en, zh)
}

/// The name of a part of a customer.
pub fn customer_part(language: Language, part: &CustomerPart) -> &str {
    let (en, zh) = match part {
        CustomerPart::Name => ("Name", "姓名"),
        CustomerPart::Company => ("Company", "公司"),
        CustomerPart::Firm => ("Firm", "所属公司"),
        CustomerPart::Title => ("Title", "职位"),
        CustomerPart::Phones => ("Phones", "电话"),
        CustomerPart::Emails => ("Emails", "邮箱"),
        CustomerPart::Handles => ("Messaging", "即时通讯"),
        CustomerPart::Address => ("Address", "地址"),
        CustomerPart::Position => ("Position", "地图位置"),
        CustomerPart::OpeningHours => ("Opening hours", "营业时间"),
        CustomerPart::Stage => ("Stage", "阶段"),
        CustomerPart::Tier => ("Tier", "等级"),
        CustomerPart::Tags => ("Tags", "标签"),
        CustomerPart::Notes => ("Notes", "备注"),
        CustomerPart::Since => ("Customer since", "合作开始日期"),
        CustomerPart::DoNotContact => ("Do not contact", "请勿联系"),
        CustomerPart::PausedUntil => ("Paused until", "暂停至"),
        CustomerPart::Cadence => ("Own rhythm", "专属联系周期"),
        CustomerPart::Custom(name) => return name,
    };
    pick(language, en, zh)
}

/// The name of a part of a communication.
pub fn communication_part(language: Language, part: CommunicationPart) -> &'static str {
    let (en, zh) = match part {
        CommunicationPart::Customers => ("Customers", "客户"),
        CommunicationPart::At => ("Time", "时间"),
        CommunicationPart::Channel => ("Channel", "渠道"),
        CommunicationPart::Direction => ("Direction", "方向"),
        CommunicationPart::Outcome => ("Outcome", "结果"),
        CommunicationPart::Sentiment => ("Sentiment", "情绪"),
        CommunicationPart::Content => ("Content", "内容"),
        CommunicationPart::Duration => ("Duration", "时长"),
    };
    pick(language, en, zh)
}

/// A record, or fields of one, that undo left as they are.
pub fn kept(language: Language, kept: &Kept) -> String {
    let Kept { record, fields } = kept;
    let name = if record.is_empty() {
        pick(language, "A record", "一条记录")
    } else {
        record
    };
    if fields.is_empty() {
        return name.to_owned();
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|field| field_word(language, field))
        .collect();
    match language {
        English => format!("{name}: {}", fields.join(", ")),
        Chinese => format!("{name}：{}", fields.join("、")),
    }
}

/// The name of a field of a record, as a Change lists it.
fn field_word(language: Language, field: &str) -> &str {
    let (en, zh) = match field {
        "name" => ("name", "姓名"),
        "company" => ("company", "公司"),
        "firm" => ("firm", "所属公司"),
        "title" => ("title", "职位"),
        "phones" => ("phones", "电话"),
        "emails" => ("emails", "邮箱"),
        "handles" => ("messaging", "即时通讯"),
        "address" => ("address", "地址"),
        "position" => ("position", "地图位置"),
        "stage" => ("stage", "阶段"),
        "tier" => ("tier", "等级"),
        "tags" => ("tags", "标签"),
        "notes" => ("notes", "备注"),
        "since" => ("customer since", "合作开始日期"),
        "custom" => ("own fields", "自定义字段"),
        "consent" => ("whether to contact", "联系意愿"),
        "cadence" | "recurrence" => ("rhythm", "周期"),
        "origin" => ("origin", "来源"),
        "trashed_at" => ("trash", "回收站"),
        "customers" | "customer" => ("customer", "客户"),
        "at" | "due_at" => ("time", "时间"),
        "channel" => ("channel", "渠道"),
        "direction" => ("direction", "方向"),
        "outcome" => ("outcome", "结果"),
        "content" => ("content", "内容"),
        "duration_seconds" => ("duration", "时长"),
        "action" => ("action", "跟进方式"),
        "due_on" | "opened_on" | "made_on" | "on" => ("date", "日期"),
        "note" => ("note", "备注"),
        "state" => ("state", "状态"),
        "policies" => ("rules", "规则"),
        "contact_rule" => ("what counts as a contact", "联系的计算方式"),
        "day_count" => ("how days are counted", "天数的计算方式"),
        "own_channels" => ("own channels", "自定义渠道"),
        "capacity" => ("what fits a day", "每日可跟进数量"),
        "queue_weights" => ("weights of the queue", "排序权重"),
        "working_hours" => ("working hours", "工作时间"),
        "resources" => ("resources", "资源"),
        "round" => ("round of visits", "拜访路线"),
        "opening_hours" => ("opening hours", "营业时间"),
        "line" => ("line as typed", "原始输入"),
        "kind" => ("kind", "类型"),
        "words" => ("words", "内容"),
        "opened_by" | "communication" => ("communication", "沟通记录"),
        "resource" => ("resource", "资源"),
        "side" => ("who promised", "承诺方"),
        "sentiment" => ("sentiment", "情绪"),
        "aspect" => ("aspect", "方面"),
        "value" => ("score", "数值"),
        "given_by" => ("given by", "评分人"),
        "scoring" => ("aspects, weights and coefficients", "方面、权重与系数"),
        // A field of a newer form has no word here yet.
        other => return other,
    };
    match language {
        English => en,
        Chinese => zh,
    }
}
