//! Files of ratings and observed loyalties in words: what a column can become, and what is wrong.

use super::Language;
use super::describe_scores::aspect;
use crate::app::import_preview::{ObservationPart, RatingPart};
use crate::domain::communication::Sentiment;
use crate::domain::rating::Scale;
use crate::domain::scoring::Scoring;
use crate::domain::source::SourceKind;
use crate::formats::export_words::ExportWords;
use crate::formats::score_columns::ScoreField;

fn pick(language: Language, en: &'static str, zh: &'static str) -> &'static str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// The headings and words of Genjin's own files in a language.
pub fn export_words(language: Language) -> &'static ExportWords {
    match language {
        Language::English => &ExportWords::EN,
        Language::Chinese => &ExportWords::ZH,
    }
}

/// From where to where the scores of a scale go.
pub fn scale(language: Language, scale: Scale) -> String {
    let (lowest, highest) = scale.bounds();
    match language {
        Language::English => format!("{lowest} to {highest}"),
        Language::Chinese => format!("{lowest} 到 {highest}"),
    }
}

/// The name of a field that a column of ratings or observed loyalties can become.
pub fn score_field(
    language: Language,
    scoring: &Scoring,
    kind: SourceKind,
    field: &ScoreField,
) -> String {
    let (en, zh) = match field {
        ScoreField::LeaveOut => ("Leave out", "不导入"),
        ScoreField::Id => ("Id in that program", "原系统编号"),
        ScoreField::CustomerId => ("Customer's id", "客户编号"),
        ScoreField::CustomerName => ("Customer's name", "客户姓名"),
        ScoreField::CustomerPhone => ("Customer's phone", "客户电话"),
        ScoreField::CustomerEmail => ("Customer's email", "客户邮箱"),
        ScoreField::Time(_) => ("Date or time", "日期或时间"),
        ScoreField::TimeOfDay => ("Time of day", "时刻"),
        ScoreField::Aspect => ("Aspect, by its name", "方面名称"),
        ScoreField::AspectCode => ("Aspect, by Genjin's id", "方面编号"),
        ScoreField::Score => ("Score for that aspect", "该方面的评分"),
        ScoreField::Scale => ("Scale", "量表"),
        ScoreField::Value => ("Observed loyalty", "实际忠诚度"),
        ScoreField::Words if kind == SourceKind::Loyalty => ("Note", "说明"),
        ScoreField::Words => ("Given by", "评分人"),
        ScoreField::Communication => ("Genjin's id of the communication", "沟通记录编号"),
        ScoreField::ScoreOf(id) => {
            let name = aspect(language, scoring, *id);
            return match language {
                Language::English => format!("Score: {name}"),
                Language::Chinese => format!("评分：{name}"),
            };
        }
        ScoreField::ScoreOfNew(name) => {
            return match language {
                Language::English => format!("Score: own aspect “{name}”"),
                Language::Chinese => format!("评分：自定义方面“{name}”"),
            };
        }
    };
    pick(language, en, zh).to_owned()
}

/// How a customer felt, in a word.
pub fn sentiment(language: Language, sentiment: Sentiment) -> &'static str {
    let (en, zh) = match sentiment {
        Sentiment::Positive => ("Positive", "正面"),
        Sentiment::Neutral => ("Neutral", "中性"),
        Sentiment::Negative => ("Negative", "负面"),
    };
    pick(language, en, zh)
}

/// The name of a part of a rating.
pub fn rating_part(language: Language, part: RatingPart) -> &'static str {
    let (en, zh) = match part {
        RatingPart::Customer => ("Customer", "客户"),
        RatingPart::Aspect => ("Aspect", "方面"),
        RatingPart::At => ("Time", "时间"),
        RatingPart::Value => ("Score", "评分"),
        RatingPart::GivenBy => ("Given by", "评分人"),
    };
    pick(language, en, zh)
}

/// The name of a part of an observed loyalty.
pub fn observation_part(language: Language, part: ObservationPart) -> &'static str {
    let (en, zh) = match part {
        ObservationPart::Customer => ("Customer", "客户"),
        ObservationPart::On => ("Date", "日期"),
        ObservationPart::Value => ("Observed loyalty", "实际忠诚度"),
        ObservationPart::Note => ("Note", "说明"),
    };
    pick(language, en, zh)
}
