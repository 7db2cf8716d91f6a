//! The words by which somebody promises something, in both languages.

use chrono::NaiveDate;

use super::PromiseHint;
use super::clause::{Clause, Sentence, Unit};
use super::due::due;
use super::pattern::{Found, finds, holds, negates};
use crate::domain::promise::Side;

/// Who promises with which words.
const PATTERNS: [(Side, &str); 35] = [
    (
        Side::Ours,
        "i'll|we'll|i_will|we_will|i_shall|we_shall|i'm_going_to|we're_going_to|i_am_going_to|\
         we_are_going_to ~2 @act",
    ),
    (
        Side::Ours,
        "i|we ~1 promised|promise|agreed_to|committed_to|guaranteed|undertook_to",
    ),
    (
        Side::Ours,
        "<@they|who|and|has|have promised him|her|them|the_customer|the_client",
    ),
    (Side::Ours, "^ promised_to|agreed_to|promised ~1 @give"),
    (
        Side::Ours,
        "^ promised ~3 by|until|for|tomorrow|next|within",
    ),
    (Side::Ours, "^ will ~1 @give"),
    (Side::Ours, "said|told ~2 i|we would|will|'d ~2 @act"),
    (Side::Theirs, "^ will ~1 @pay"),
    (Side::Theirs, "^ promised_to|agreed_to ~1 @pay"),
    (
        Side::Theirs,
        "^ promises|promised payment|us|me|the_order|an_order",
    ),
    (Side::Theirs, "@they|who ~1 will ~2 @act"),
    (Side::Theirs, "he'll|she'll|they'll ~2 @act"),
    (
        Side::Theirs,
        "said|says|confirmed|told_us|told_me ~1 he|she|they ~1 will|would|'d|is_going_to|are_going_to ~2 @act",
    ),
    (
        Side::Theirs,
        "said|says|confirmed he|she|they pays|sends|orders|signs|calls|confirms|decides|transfers|replies|comes",
    ),
    (
        Side::Theirs,
        "said he'd|she'd|they'd|he'll|she'll|they'll ~2 @act",
    ),
    (
        Side::Theirs,
        "<was|were|we|i @they|who ~1 promised|promises|agreed_to|agrees_to|committed_to",
    ),
    (
        Side::Theirs,
        "^ % ~1 promised|promises|agreed_to|agrees_to|committed_to",
    ),
    (Side::Theirs, "^ % ~1 will|'ll ~2 @act"),
    (
        Side::Ours,
        "我|我们|我方|我司|咱们 答应|承诺|保证|同意 !书|函|金",
    ),
    (
        Side::Ours,
        "<望|求|要|让|请|催|问|叫|诉|的 我会|我们会|我将|我们将|我方会|我司会|我一定|我们一定|咱们会 !议|员|计|场|面|不会 ~9 @做 !不",
    ),
    (
        Side::Ours,
        "<望|求|要|让|请|催|问|叫|跟|和|给|对|向|的 我来|我去|我负责|我们负责|我们来|我争取|我们争取|我尽快|我们尽快 ~6 @做",
    ),
    (
        Side::Ours,
        "<望|求|要|让|请|催|问|叫|跟|和|给|对|向 我|我们|我方 @时 ~5 @交",
    ),
    (
        Side::Theirs,
        "^ 答应|承诺|同意|保证|答应了 ~7 付款|付清|打款|汇款|转账|结清|结款|下单|签|回款|续约",
    ),
    (Side::Ours, "^ 答应|承诺|已答应|已承诺 !书|函|了解"),
    (
        Side::Ours,
        "答应他|答应她|答应客户|答应对方|答应给|承诺给|向客户承诺|跟客户说好 !我",
    ),
    (
        Side::Ours,
        "我说|我们说|我告诉他|我告诉她 ~2 @时 ~4 @交 !我",
    ),
    (Side::Ours, "^ @时 ~4 @交 !我"),
    (Side::Ours, "^ 会 ~6 @时 ~4 @交 !我"),
    (Side::Theirs, "@人 答应|承诺|保证|已答应|也答应 !书|函"),
    (
        Side::Theirs,
        "@人 同意|会|将|一定会|肯定会 !议|员|计|场|面|不 ~8 @付",
    ),
    (
        Side::Theirs,
        "@人 ~2 说|讲|表示|称|回复|告诉我 ~6 @时 ~6 @付",
    ),
    (
        Side::Theirs,
        "@人 说|讲|表示|称 ~4 会|一定|马上|尽快 ~5 @付",
    ),
    (Side::Theirs, "^ 说|说好|说了|约好|表示 ~5 @时 ~5 @付"),
    (Side::Theirs, "^ 说|说好|表示 ~3 会|一定|马上|尽快 ~5 @付"),
    (
        Side::Theirs,
        "@人 @时 ~6 付款|付清|打款|汇款|转账|结清|结款|下单|签|给我|给答复|给回复|给结果|发给我|发我|答复|回复|确认|回款|寄",
    ),
];

/// A sentence that begins so promises nothing yet.
const CONDITIONS: &str = "if|whether|unless|in_case|hope|hopes|hoped|wish|wishes|wonders|wondered|ask|\
    asks|asked|maybe|perhaps|might|probably|would_like|wants|如果|要是|假如|万一|除非|希望|要求|可能|也许|或许|\
    不知|是否|问|会不会|能不能|催";

/// What a sentence promises, clause by clause.
pub(super) fn in_sentence(sentence: &Sentence, on: NaiveDate) -> Vec<PromiseHint> {
    let mut hints = Vec::new();
    if sentence.is_question {
        return hints;
    }
    let mut is_conditional = false;
    for clause in &sentence.clauses {
        let found = in_clause(&clause.units);
        if let Some((side, found)) = found.filter(|_| !is_conditional) {
            hints.push(hint(clause, side, found, on));
        }
        is_conditional = is_conditional
            || holds(
                &clause.units,
                "if|unless|in_case|如果|要是|假如|万一|除非|只要|的话",
            );
    }
    hints
}

fn hint(clause: &Clause, side: Side, found: Found, on: NaiveDate) -> PromiseHint {
    let units = &clause.units;
    PromiseHint {
        side,
        span: clause.span(),
        basis: units[found.start].span.start..units[found.end - 1].span.end,
        due: due(units, on),
    }
}

/// The first promise in a clause; of those that begin at the same word, the one listed first.
fn in_clause(units: &[Unit]) -> Option<(Side, Found)> {
    let mut first: Option<(Side, Found)> = None;
    for (side, pattern) in PATTERNS {
        let found = finds(units, pattern).find(|found| is_meant(units, *found));
        if let Some(found) = found
            && first.is_none_or(|(_, earlier)| found.start < earlier.start)
        {
            first = Some((side, found));
        }
    }
    first
}

/// Whether the words are neither denied nor doubted nor told as done.
fn is_meant(units: &[Unit], found: Found) -> bool {
    let before = &units[..found.start];
    let after = &units[found.end..];
    let is_doubted = holds(before, CONDITIONS)
        || holds(
            &units[found.start..found.end],
            "maybe|perhaps|probably|可能|也许|会不会|考虑",
        );
    let is_denied = before.last().is_some_and(negates)
        || after
            .first()
            .is_some_and(|unit| matches!(&*unit.word, "不"));
    let is_done = holds(units, "了")
        && !holds(units, "答应了|承诺了|说了|好了|同意了|保证了")
        && holds(&units[found.start..found.end], "今天|今日|今晚");
    // 周一打了电话给他: the giving is not to come.
    let is_done = is_done
        || holds(
            &units[found.start..found.end],
            "打了|发了|寄了|送了|给了|去了|见了|聊了|谈了",
        )
        || after
            .first()
            .is_some_and(|unit| matches!(&*unit.word, "了" | "过"))
            && !holds(&units[found.start..found.end], "答应|承诺|同意|保证")
        || holds(
            units,
            "as_promised|如约|已发|已付|已寄|已经发|已经付|已经寄|kept_his|kept_her|kept_their",
        );
    !is_doubted && !is_denied && !is_done
}
