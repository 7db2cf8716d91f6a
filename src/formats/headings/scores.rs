//! What the columns of a file of ratings, or of observed loyalties, probably mean.

use super::super::columns::{CustomerField, Reach};
use super::super::score_columns::ScoreField;
use super::super::survey::{ColumnFacts, Survey};
use super::super::table::Table;
use super::super::words::{self, lists, plain};
use super::reach::reach;
use super::synonyms::{COMMUNICATION, TIME};
use super::{Proposal, doubt, reading, spellings};
use crate::domain::rating::{AspectId, Scale};
use crate::domain::scoring::Aspect;
use crate::domain::source::SourceKind;

const ID: &str =
    "id ratingid responseid answerid surveyid recordid 编号 评分编号 问卷编号 答卷编号 记录编号";
const WHEN: &str = "ratedon ratedat ratingdate surveydate responsedate answeredon submittedat asof observedon \
    评分日期 评分时间 评价日期 评价时间 调查日期 填写时间 填写日期 提交时间 回访日期 统计日期";
const ASPECT: &str = "aspect aspects dimension category criterion criteria question metric \
    方面 维度 评分项 评价项 项目 指标 评价维度 评分维度 问题";
const SCORE: &str =
    "score rating ratings points stars value mark 评分 分数 得分 打分 分值 星级 评价";
const SCALE: &str = "scale ratingscale 量表 分制 满分 评分标准";
const GIVEN_BY: &str =
    "givenby ratedby respondent answeredby rater 评分人 评价人 填写人 打分人 受访人";
/// Numbers that show loyalty. The first are nothing else, whatever stands below them.
const LOYALTY: &str = "loyalty observedloyalty actualloyalty loyaltyscore nps npsscore likelihoodtorecommend \
    忠诚度 实际忠诚度 观测忠诚度 忠诚度得分 推荐意愿 推荐度";
const COUNTS: &str = "orders ordercount numberoforders ordersthisyear purchases purchasecount repeatpurchases repurchases \
    renewals renewalcount value 订单数 订单量 下单次数 购买次数 复购次数 复购 续约次数 成交次数 数值";
const NOTE: &str = "note notes comment comments remark remarks description what 备注 说明 注释";

/// In files of more columns than this, a single word for a score does not make ratings of them.
const FEW_COLUMNS: usize = 8;

/// Whether a heading is one that only ratings and observed loyalties have.
pub(super) fn is_known(plain: &str) -> bool {
    [WHEN, ASPECT, SCORE, SCALE, GIVEN_BY, LOYALTY, COUNTS]
        .into_iter()
        .any(|list| lists(list, plain))
}

/// What the columns of a file of ratings probably mean, with the names of the user's own aspects.
pub fn guess_ratings(
    table: &Table,
    survey: &Survey,
    aspects: &[Aspect],
) -> Vec<Proposal<ScoreField>> {
    if let Some(proposals) = own(table, SourceKind::Ratings) {
        return proposals;
    }
    let columns = || table.columns().iter().zip(&survey.columns);
    let has_aspects = columns().any(|(column, _)| has(&column.written, ASPECT));
    let found = columns().map(|(column, facts)| {
        let heading = &column.written;
        let aspect = named(heading, aspects).filter(|_| holds_numbers(facts));
        let field = if let Some(aspect) = aspect {
            ScoreField::ScoreOf(aspect)
        } else if has(heading, ASPECT) {
            ScoreField::Aspect
        } else if has(heading, SCALE) {
            ScoreField::Scale
        } else if has(heading, SCORE) && holds_numbers(facts) {
            // One score for all that was rated, where nothing says what.
            if has_aspects {
                ScoreField::Score
            } else {
                ScoreField::ScoreOf(AspectId::Overall)
            }
        } else if has(heading, GIVEN_BY) {
            ScoreField::Words
        } else {
            common(heading, facts)
        };
        (field, heading.as_str(), facts)
    });
    let found: Vec<_> = found.collect();
    proposals(found, |heading, facts| {
        // Any column of numbers may be an aspect that the user does not have yet.
        is_numeric(facts).then(|| ScoreField::ScoreOfNew(heading.trim().to_owned()))
    })
}

/// What the columns of a file of observed loyalties probably mean.
pub fn guess_loyalty(table: &Table, survey: &Survey) -> Vec<Proposal<ScoreField>> {
    if let Some(proposals) = own(table, SourceKind::Loyalty) {
        return proposals;
    }
    let columns = table.columns().iter().zip(&survey.columns);
    let found = columns.map(|(column, facts)| {
        let heading = &column.written;
        let is_value = has(heading, LOYALTY)
            || (has(heading, COUNTS) || has(heading, SCORE)) && is_numeric(facts);
        let field = if is_value {
            ScoreField::Value
        } else if has(heading, NOTE) {
            ScoreField::Words
        } else {
            common(heading, facts)
        };
        (field, heading.as_str(), facts)
    });
    let found: Vec<_> = found.collect();
    proposals(found, |_, facts| {
        is_numeric(facts).then_some(ScoreField::Value)
    })
}

/// The scale of a file's scores where neither row nor cell names one: 0 to 10 if one of them is no
/// score of 1 to 5, else the Book's. Where most rows name their own, their scores say nothing of the
/// others.
pub fn guess_scale(fields: &[ScoreField], survey: &Survey, of_book: Scale) -> Scale {
    let is_score = |field: &ScoreField| *field == ScoreField::Score || field.is_of_one_aspect();
    let columns = || fields.iter().zip(&survey.columns);
    let names_scales = columns()
        .any(|(field, facts)| *field == ScoreField::Scale && survey.rows < facts.filled * 2);
    let mut scores = columns();
    if !names_scales && scores.any(|(field, facts)| is_score(field) && facts.is_beyond_five_point())
    {
        Scale::TenPoint
    } else {
        of_book
    }
}

/// Whether the rows of a table are probably ratings.
pub fn is_ratings(table: &Table, survey: &Survey, proposals: &[Proposal<ScoreField>]) -> bool {
    let count = |is: fn(&ScoreField) -> bool| {
        let all = proposals.iter();
        all.filter(|proposal| is(&proposal.field)).count()
    };
    let wide = count(ScoreField::is_of_one_aspect);
    let is_long = 0 < count(|field| *field == ScoreField::Aspect)
        && 0 < count(|field| *field == ScoreField::Score);
    says_whose_and_when(proposals) && (is_long || 1 < wide || wide == 1 && is_small(table, survey))
}

/// Whether the rows of a table are probably observed loyalties.
pub(super) fn is_loyalty(
    table: &Table,
    survey: &Survey,
    proposals: &[Proposal<ScoreField>],
) -> bool {
    says_whose_and_when(proposals)
        && proposals.iter().any(|one| one.field == ScoreField::Value)
        && is_small(table, survey)
}

fn says_whose_and_when(proposals: &[Proposal<ScoreField>]) -> bool {
    let says = |is: fn(&ScoreField) -> bool| proposals.iter().any(|one| is(&one.field));
    says(ScoreField::names_customer) && says(|field| matches!(field, ScoreField::Time(_)))
}

/// Whether a table holds little besides: neither ways to reach a customer nor ways in which it was
/// reached.
fn is_small(table: &Table, survey: &Survey) -> bool {
    let reaches = table
        .columns()
        .iter()
        .filter(|one| reach(&one.written).is_some());
    let channels = survey.columns.iter().filter(|one| one.mostly(one.channels));
    table.columns().len() <= FEW_COLUMNS && reaches.count() < 2 && channels.count() == 0
}

/// The fields of a file that Genjin itself has written.
fn own(table: &Table, kind: SourceKind) -> Option<Vec<Proposal<ScoreField>>> {
    let words = table.own_words()?;
    let fields = table.columns().iter().map(|column| Proposal {
        field: words.score_field(kind, &column.written),
        ..Proposal::default()
    });
    Some(fields.collect())
}

/// Whether a column under a heading of scores has any. One word among them must not leave the others
/// out in silence: it is a row that is wrong.
fn holds_numbers(facts: &ColumnFacts) -> bool {
    0 < facts.numbers && !facts.mostly(facts.dates)
}

fn is_numeric(facts: &ColumnFacts) -> bool {
    facts.mostly(facts.numbers) && !facts.mostly(facts.dates)
}

fn has(heading: &str, list: &str) -> bool {
    spellings(heading).iter().any(|words| lists(list, words))
}

/// The aspect that a heading names: one of the user's by its name, or a built-in one.
fn named(heading: &str, aspects: &[Aspect]) -> Option<AspectId> {
    let [whole, outside, _] = spellings(heading);
    let of_user = aspects.iter().find(|aspect| {
        let name = plain(&aspect.name);
        !name.is_empty() && (name == whole || name == outside)
    });
    of_user
        .map(|aspect| aspect.id)
        .or_else(|| words::aspect(&whole))
        .or_else(|| words::aspect(&outside))
}

/// What both kinds of file have: whose it is, when, and an id.
fn common(heading: &str, facts: &ColumnFacts) -> ScoreField {
    let of_records = |code: &str| {
        let list = COMMUNICATION.iter().find(|(known, _)| *known == code);
        list.is_some_and(|(_, list)| has(heading, list))
    };
    if has(heading, ID) {
        ScoreField::Id
    } else if of_records("customer_id") {
        ScoreField::CustomerId
    } else if let Some(CustomerField::Reach(reach, _) | CustomerField::Numbered(reach, _)) =
        reach(heading)
    {
        match reach {
            Reach::Phone => ScoreField::CustomerPhone,
            Reach::Email => ScoreField::CustomerEmail,
            Reach::Handle => ScoreField::LeaveOut,
        }
    } else if of_records("customer_name") {
        ScoreField::CustomerName
    } else if of_records("time_of_day")
        || (has(heading, WHEN) || has(heading, TIME)) && facts.mostly(facts.times_of_day)
    {
        ScoreField::TimeOfDay
    } else if has(heading, WHEN) || has(heading, TIME) {
        ScoreField::Time(reading(facts))
    } else {
        ScoreField::LeaveOut
    }
}

/// Each field but the one that is left out stands once: the first column has it.
fn proposals(
    found: Vec<(ScoreField, &str, &ColumnFacts)>,
    otherwise: impl Fn(&str, &ColumnFacts) -> Option<ScoreField>,
) -> Vec<Proposal<ScoreField>> {
    let mut proposals: Vec<Proposal<ScoreField>> = Vec::new();
    for (field, heading, facts) in found {
        let is_taken = field != ScoreField::LeaveOut
            && proposals
                .iter()
                .any(|earlier| match (&earlier.field, &field) {
                    (ScoreField::Time(_), ScoreField::Time(_)) => true,
                    (one, other) => one == other,
                });
        proposals.push(if field == ScoreField::LeaveOut {
            Proposal {
                offered: otherwise(heading, facts),
                ..Proposal::default()
            }
        } else if is_taken {
            Proposal {
                offered: (!field.is_of_one_aspect()).then_some(field),
                ..Proposal::default()
            }
        } else {
            let is_time = matches!(field, ScoreField::Time(_));
            Proposal {
                field,
                offered: None,
                doubt: is_time.then(|| doubt(facts)).flatten(),
            }
        });
    }
    proposals
}
