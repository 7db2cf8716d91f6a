//! Words that stand in every record and say nothing about any: they are no terms and part others.

use super::reading::{Kind, Token, han};

/// English, in the order of the alphabet. Besides the small words, what every sales record says.
const ENGLISH: [&str; 298] = [
    "a",
    "able",
    "about",
    "after",
    "again",
    "agreed",
    "all",
    "almost",
    "already",
    "also",
    "always",
    "am",
    "an",
    "and",
    "another",
    "any",
    "anyone",
    "anything",
    "april",
    "are",
    "aren't",
    "around",
    "as",
    "ask",
    "asked",
    "asking",
    "asks",
    "at",
    "august",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "call",
    "called",
    "calling",
    "calls",
    "came",
    "can",
    "can't",
    "cannot",
    "client",
    "clients",
    "come",
    "comes",
    "could",
    "couldn't",
    "customer",
    "customers",
    "day",
    "days",
    "december",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "everything",
    "february",
    "few",
    "find",
    "finds",
    "first",
    "for",
    "found",
    "friday",
    "from",
    "gave",
    "get",
    "gets",
    "getting",
    "give",
    "given",
    "gives",
    "giving",
    "go",
    "goes",
    "going",
    "gone",
    "got",
    "had",
    "has",
    "hasn't",
    "have",
    "haven't",
    "having",
    "he",
    "he'll",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "it's",
    "its",
    "january",
    "july",
    "june",
    "just",
    "keep",
    "keeps",
    "kept",
    "last",
    "left",
    "less",
    "let",
    "like",
    "liked",
    "likes",
    "made",
    "make",
    "makes",
    "many",
    "march",
    "may",
    "maybe",
    "me",
    "might",
    "monday",
    "month",
    "months",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "much",
    "must",
    "my",
    "need",
    "needed",
    "needs",
    "new",
    "next",
    "no",
    "nor",
    "not",
    "nothing",
    "november",
    "now",
    "october",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "out",
    "over",
    "own",
    "per",
    "perhaps",
    "phone",
    "phoned",
    "please",
    "put",
    "puts",
    "quite",
    "rather",
    "really",
    "said",
    "same",
    "saturday",
    "say",
    "saying",
    "says",
    "second",
    "see",
    "seems",
    "seen",
    "send",
    "sends",
    "sent",
    "september",
    "several",
    "she",
    "she'll",
    "should",
    "since",
    "so",
    "some",
    "someone",
    "something",
    "soon",
    "spoke",
    "still",
    "such",
    "sunday",
    "take",
    "taken",
    "takes",
    "talked",
    "tell",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "they'll",
    "thing",
    "things",
    "think",
    "thinks",
    "third",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thursday",
    "to",
    "today",
    "told",
    "tomorrow",
    "too",
    "took",
    "tuesday",
    "twice",
    "two",
    "under",
    "until",
    "up",
    "us",
    "use",
    "used",
    "uses",
    "using",
    "very",
    "want",
    "wanted",
    "wants",
    "was",
    "wasn't",
    "we",
    "we'll",
    "we've",
    "wednesday",
    "week",
    "weeks",
    "well",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "within",
    "without",
    "won't",
    "would",
    "wouldn't",
    "yes",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// Plurals that mean something else than their singular.
const OWN_PLURALS: [&str; 14] = [
    "arms", "brakes", "customs", "glasses", "goods", "means", "news", "plus", "sales", "savings",
    "series", "terms", "thanks", "works",
];

/// Chinese characters that stand for themselves wherever they stand.
const CHARACTERS: &str = "的了是在和与及也都就又而且或着吗呢吧啊哦嗯呀嘛我你他她它们您这那把被让很太更最还已才只但并则若跟于以为给一二三四五六七八九十两几";

/// Chinese words; the longest at a place counts.
const CHINESE: &str = "客户 对方 老板 采购 今天 明天 昨天 后天 今早 上午 下午 晚上 早上 中午 周末 本周 下周 上周 \
    本月 下月 上月 月底 月初 年底 年前 年后 目前 现在 最近 刚才 时候 之前 之后 以后 以前 之内 左右 \
    电话 来电 打电话 回电 微信 沟通 拜访 上门拜访 联系 说明天 说下周 表示 觉得 认为 提到 提出 告知 告诉 反映 反馈 答复 \
    询问 问了 问下 问一下 想问 想要 想了解 需要 要求 希望 可以 可能 应该 能否 能不能 是否 有没有 \
    因为 所以 但是 不过 如果 要是 虽然 然后 而且 或者 以及 还有 还是 已经 正在 一直 比较 非常 特别 有点 有些 \
    一点 一下 一些 一个 什么 怎么 多少 哪些 哪个 这个 那个 这些 那些 这样 那样 自己 大家 \
    我们 你们 他们 她们 咱们 我方 我司 他家 这边 那边 我这边 不会 不能 不要 不用 不是 不想 不到 不了 \
    没有 没什么 再说 再谈 先生 女士 小姐 经理 主任 星期 礼拜 小时 分钟 关于 对于 由于 比如 例如 通过 进行 \
    过来 过去 起来 出来 下来 回来 说是 说要 准备 打算 约好 约了 约定 答应 同意 继续 跟进 等等 其他 另外 以上";

/// Whether an English word says nothing.
pub(super) fn is_stop_word(word: &str) -> bool {
    ENGLISH.binary_search(&word).is_ok()
}

/// The singular that a word would have if it were a plural; whether it is one, only the other
/// records can tell.
pub(super) fn singular(word: &str) -> Option<Singular<'_>> {
    let stem = word.strip_suffix('s')?;
    let is_long = 3 < word.len() && word.is_ascii();
    if !is_long || stem.ends_with(['s', 'u', 'i', '\'']) || OWN_PLURALS.contains(&word) {
        return None;
    }
    if let Some(stem) = stem.strip_suffix("ie")
        && 2 < stem.len()
    {
        return Some((stem, "y"));
    }
    for hissing in ["che", "she", "sse", "xe"] {
        if stem.ends_with(hissing) {
            return Some((&stem[..stem.len() - 1], ""));
        }
    }
    Some((stem, ""))
}

/// A singular in two parts: what it shares with its plural, and its own end.
pub(super) type Singular<'a> = (&'a str, &'static str);

/// The Chinese that says nothing, laid out for looking up each character of many records.
#[derive(Debug, Clone)]
pub(super) struct ChineseStops {
    /// By the number of a character: 1 for one that stops, 2 for one that begins a word that does.
    first: Vec<u8>,
    /// The words, their characters side by side in one number, in order.
    words: Vec<u64>,
}

impl ChineseStops {
    pub(super) fn new() -> Self {
        let mut first = vec![0; 1 << 15];
        for number in CHARACTERS.chars().filter_map(han) {
            first[usize::from(number)] |= 1;
        }
        let mut words = std::collections::BTreeSet::new();
        for word in CHINESE.split_whitespace() {
            let mut numbers = word.chars().filter_map(han);
            let Some(number) = numbers.next() else {
                continue;
            };
            first[usize::from(number)] |= 2;
            words.insert(numbers.fold(longer(EMPTY, number), longer));
        }
        let words = words.into_iter().collect();
        Self { first, words }
    }

    /// How many tokens from the first on say nothing; 0 if the first one says something.
    pub(super) fn length(&self, tokens: &[Token]) -> usize {
        let Some(Kind::Han(number)) = tokens.first().map(|token| token.kind) else {
            return 0;
        };
        let mark = self.first[usize::from(number)];
        if mark & 2 != 0 {
            let (mut word, mut longest) = (EMPTY, 0);
            for (before, token) in tokens.iter().take(4).enumerate() {
                let Kind::Han(number) = token.kind else { break };
                word = longer(word, number);
                if self.words.binary_search(&word).is_ok() {
                    longest = before + 1;
                }
            }
            if 0 < longest {
                return longest;
            }
        }
        usize::from(mark & 1)
    }
}

/// A word without characters; its one bit tells words of different lengths apart.
const EMPTY: u64 = 1;

/// A word with one character more, of fifteen bits.
fn longer(word: u64, number: u16) -> u64 {
    word << 15 | u64::from(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(ENGLISH.is_sorted());
        assert!(is_stop_word("the") && is_stop_word("customer") && !is_stop_word("price"));
    }

    #[test]
    fn plurals_have_a_singular_and_other_words_none() {
        let check = |word: &str, expected: Option<&str>| {
            let told = singular(word).map(|(stem, end)| stem.to_owned() + end);
            assert_eq!(told.as_deref(), expected, "{word}");
        };
        check("quotes", Some("quote"));
        check("deliveries", Some("delivery"));
        check("boxes", Some("box"));
        check("batches", Some("batch"));
        check("goods", None);
        check("glass", None);
        check("status", None);
        check("analysis", None);
        check("gas", None);
        check("price", None);
    }
}
