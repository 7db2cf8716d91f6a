//! A small language of patterns over units, the same for English and Chinese.
//!
//! A pattern is a row of steps, parted by blanks, each of which takes up units:
//!
//! - `late|delayed` one of these; `ask_for` several words; `报价` several characters
//! - `complain*` a word that begins so; `#` a number; `%` a name; `@want` one of a [list](LISTS)
//! - `~3` up to three units in between, but no word that negates
//!
//! and of steps that take up nothing:
//!
//! - `^` the clause begins here; `<我|们` none of these stands right before
//! - `!了` none of these follows at once; `!!time|days` nor within three units

use super::clause::Unit;

/// Where a pattern was found: its first unit, and the one after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whether any of these alternatives stands anywhere.
pub(super) fn holds(units: &[Unit], alternatives: &str) -> bool {
    (0..units.len()).any(|at| takes_any(units, at, alternatives))
}

/// The end of a pattern that is found at the very beginning.
pub(super) fn begins(units: &[Unit], pattern: &str) -> Option<usize> {
    follow(units, 0, pattern)
}

/// Where a pattern is found, from left to right.
pub(super) fn finds<'a>(units: &'a [Unit], pattern: &'a str) -> impl Iterator<Item = Found> + 'a {
    (0..units.len()).filter_map(move |start| {
        let end = follow(units, start, pattern)?;
        Some(Found { start, end })
    })
}

/// The end of what the steps take up from `at` on.
fn follow(units: &[Unit], at: usize, steps: &str) -> Option<usize> {
    let steps = steps.trim_start();
    let (step, rest) = steps.split_once(' ').unwrap_or((steps, ""));
    if step.is_empty() {
        return Some(at);
    }
    let go_on = |holds: bool| {
        if holds { follow(units, at, rest) } else { None }
    };
    if step == "^" {
        return go_on(at == 0);
    }
    if let Some(before) = step.strip_prefix('<') {
        return go_on(at == 0 || !takes_any(units, at - 1, before));
    }
    if let Some(after) = step.strip_prefix("!!") {
        return go_on(!(at..at + 3).any(|place| takes_any(units, place, after)));
    }
    if let Some(after) = step.strip_prefix('!') {
        return go_on(!takes_any(units, at, after));
    }
    if let Some(gap) = step.strip_prefix('~') {
        let gap: usize = gap.parse().unwrap_or(0);
        for place in at..=at + gap {
            if let Some(end) = follow(units, place, rest) {
                return Some(end);
            }
            if units.get(place).is_none_or(negates) {
                return None;
            }
        }
        return None;
    }
    alternatives(step).find_map(|alternative| {
        let end = take(units, at, alternative)?;
        follow(units, end, rest)
    })
}

/// The alternatives of a step, those of a list one by one.
fn alternatives(step: &str) -> impl Iterator<Item = &str> {
    step.split('|').flat_map(|alternative| {
        let list = alternative.strip_prefix('@').and_then(|name| {
            let found = LISTS.iter().find(|(other, _)| *other == name);
            found.map(|(_, list)| *list)
        });
        list.unwrap_or(alternative).split('|')
    })
}

fn takes_any(units: &[Unit], at: usize, step: &str) -> bool {
    alternatives(step).any(|alternative| take(units, at, alternative).is_some())
}

/// The place after one alternative, if it stands at `at`.
fn take(units: &[Unit], mut at: usize, alternative: &str) -> Option<usize> {
    let mut rest = alternative;
    while let Some(char) = rest.chars().next() {
        if char == '_' {
            rest = &rest[1..];
            continue;
        }
        let unit = units.get(at)?;
        let length = if char < '\u{2e80}' {
            rest.find(|char| char == '_' || '\u{2e80}' <= char)
                .unwrap_or(rest.len())
        } else {
            char.len_utf8()
        };
        let (part, after) = rest.split_at(length);
        let is_it = match part {
            "#" => return number(units, at).and_then(|(_, next)| take(units, next, after)),
            "%" => unit.capital && !NOT_NAMES.contains(&&*unit.word),
            _ => match part.strip_suffix('*') {
                Some(beginning) => unit.word.starts_with(beginning),
                None => unit.word == part,
            },
        };
        if !is_it {
            return None;
        }
        at += 1;
        rest = after;
    }
    Some(at)
}

/// The numbers that English writes as words.
const ENGLISH: &str = "one two three four five six seven eight nine ten eleven twelve";

/// A number in digits or in words up to 99, and the place after it.
pub(super) fn number(units: &[Unit], at: usize) -> Option<(u32, usize)> {
    let word = &*units.get(at)?.word;
    if word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 6 {
        return word.parse().ok().map(|number| (number, at + 1));
    }
    if let Some(place) = ENGLISH.split(' ').position(|other| other == word) {
        return u32::try_from(place + 1).ok().map(|number| (number, at + 1));
    }
    let digit = |at: usize| {
        let word = &*units.get(at)?.word;
        let place = "一二三四五六七八九"
            .chars()
            .position(|char| word.starts_with(char));
        let place = place.or((word == "两").then_some(1))?;
        u32::try_from(place + 1).ok()
    };
    let is_ten = |at: usize| units.get(at).is_some_and(|unit| unit.word == "十");
    let (tens, at) = match digit(at) {
        Some(tens) if is_ten(at + 1) => (tens, at + 2),
        Some(ones) => return Some((ones, at + 1)),
        None if is_ten(at) => (1, at + 1),
        None => return None,
    };
    Some(match digit(at) {
        Some(ones) => (tens * 10 + ones, at + 1),
        None => (tens * 10, at),
    })
}

/// Whether a unit turns what follows into its opposite.
pub(super) fn negates(unit: &Unit) -> bool {
    const WORDS: [&str; 15] = [
        "not", "no", "never", "without", "nothing", "none", "neither", "nor", "hardly", "cannot",
        "不", "没", "无", "未", "别",
    ];
    WORDS.contains(&&*unit.word) || unit.word.ends_with("n't")
}

/// Words that are written with a capital at the beginning of a sentence and are no names.
const NOT_NAMES: [&str; 24] = [
    "i", "we", "you", "it", "this", "that", "these", "those", "the", "there", "a", "an", "what",
    "which", "who", "if", "when", "so", "and", "but", "our", "my", "your", "nobody",
];

/// The lists that a pattern names with `@`.
const LISTS: [(&str, &str); 14] = [
    (
        "want",
        "want|wants|wanted|need|needs|needed|ask_for|asks_for|asked_for|asking_for|asked_us_for|\
         asked_me_for|requests|requested|would_like|would_love|looking_for|looks_for|wishes_for|\
         waiting_for|waits_for|insists_on",
    ),
    ("asked", "asked|asks|asking|enquired|inquired|wondered"),
    (
        "complain",
        "complain|complains|complained|complaining|complaint|complaints",
    ),
    (
        "number",
        "#|a|an|another|more|some|new|second|third|further|extra|additional|replacement",
    ),
    // What somebody does who keeps a promise.
    (
        "act",
        "send|pay|order|sign|call|confirm|check|decide|come|visit|talk|discuss|return|transfer|\
         forward|provide|give|let|tell|ask|get|review|approve|bring|pick|deliver|reply|respond|\
         ship|prepare|share|introduce|test|place|buy|arrange|book|schedule|write|email|mail|\
         update|replace|repair|fix|refund|quote|offer|exchange|install|collect|contact|reorder|\
         submit|finish|credit|waive|extend|renew|text|phone|make|issue|release|organise|organize|\
         look_into|take_care|find_out|follow_up|set_up|drop_off|show|demo",
    ),
    (
        "give",
        "send|give|provide|deliver|ship|bring|forward|prepare|share|replace|repair|fix|refund|\
         quote|offer|exchange|install|email|mail|submit|credit|arrange|check|look_into|find_out",
    ),
    (
        "pay",
        "pay|order|sign|decide|transfer|confirm|buy|reorder|let_us_know|let_me_know|get_back|\
         return|approve|release|place",
    ),
    (
        "they",
        "he|she|they|customer|client|buyer|boss|owner|director|purchasing|accounting",
    ),
    (
        "要",
        "要求|想要|需要|希望|索要|索取|询问|咨询|想问|问|催|求|等|想了解|了解|打听|能不能|可不可以|\
         有没有|嫌|要",
    ),
    (
        "时",
        "今天|今晚|今日|明天|明早|明晚|明日|后天|本周|这周|下周|下下周|周一|周二|周三|周四|周五|周六|\
         周日|周末|星期|礼拜|下个月|下月|本月|月底|月初|月中|年底|年前|节前|节后|#天内|#天后|#天之内|\
         #日|#号|#月#日|#月#号|#周内|#小时内|#个工作日|下个星期|下个礼拜",
    ),
    // What we do for a customer.
    (
        "做",
        "发|寄|送|给|报价|提供|回复|答复|补|换|退|交|安排|处理|解决|准备|修|派|上门|联系|介绍|问|查|\
         跟进|跟踪|帮|带|拿|通知|告诉|告知|催|确认|落实|协调|申请|开|出|整理|做|打电话|打个电话|来|去|\
         落地|反馈|汇报",
    ),
    (
        "交",
        "发|寄|送|给|报价|提供|回复|答复|补|换|退|交货|交付|派人|反馈|出方案|出报价|开发票",
    ),
    // What customers do for us.
    (
        "付",
        "付款|付清|付钱|付定金|付订金|付首付|付尾款|付余款|付|打款|打钱|汇款|转账|结清|结款|回款|下单|\
         下订单|签|订货|定下来|决定|答复|回复|回话|回电|确认|安排|提供|发给我|发我|发过来|给我|给答复|\
         给回复|给结果|给消息|寄|来厂|来取|来提|介绍|推荐|审批|批|通知我|告诉我|反馈|续约|续签|补|盖章",
    ),
    (
        "人",
        "他|她|他们|她们|客户|对方|老板|总|经理|主任|采购|财务|老师|厂长|店长|院长|先生|女士|小姐",
    ),
];
