//! Whom a line names: by name, firm, surname and title, pinyin or the digits of a telephone.

use super::text::{Text, is_chinese};
use crate::domain::id::CustomerId;

/// The customers of the Book as a line may name them. Each answer is in rising order of ids.
pub trait Directory {
    /// The longest name, firm, or word of a name or firm that stands at the beginning of this
    /// folded text, and whose it is.
    fn beginning(&self, folded: &str) -> Option<Named>;
    /// Customers of this Chinese surname, or with this word in an English name.
    fn surnamed(&self, folded: &str) -> Vec<CustomerId>;
    /// Customers whose Chinese name these letters spell, in full or by initials.
    fn spelt(&self, letters: &str) -> Vec<CustomerId>;
    /// Customers with a telephone number that ends in these digits.
    fn with_digits(&self, digits: &str) -> Vec<CustomerId>;
}

/// A Book of nobody.
pub(super) struct Nobody;

impl Directory for Nobody {
    fn beginning(&self, _folded: &str) -> Option<Named> {
        None
    }

    fn surnamed(&self, _folded: &str) -> Vec<CustomerId> {
        Vec::new()
    }

    fn spelt(&self, _letters: &str) -> Vec<CustomerId> {
        Vec::new()
    }

    fn with_digits(&self, _digits: &str) -> Vec<CustomerId> {
        Vec::new()
    }
}

/// What stands at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Its length in bytes of the folded text.
    pub length: usize,
    /// Whether it is a whole name or firm and not a word of one.
    pub is_whole: bool,
    /// Customers that are called just so.
    pub exactly: Vec<CustomerId>,
    /// All customers that it may mean, those of the firm among them.
    pub all: Vec<CustomerId>,
}

/// A place in the line where somebody is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) exactly: Vec<CustomerId>,
    pub(super) all: Vec<CustomerId>,
    /// How sure it is that a customer is meant.
    pub(super) strength: Strength,
}

/// How sure it is that words mean a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Somebody who is in no Book yet may be called so.
    Unknown,
    /// Letters that spell a name, last digits of a number: taken where nobody else is named.
    Hint,
    /// A name.
    Name,
}

impl Found {
    /// Somebody who is not in the Book.
    pub(super) fn nobody() -> Self {
        Self::of(Vec::new(), Strength::Unknown)
    }

    /// The same customers, who may not be meant at all.
    pub(super) fn doubted(&self) -> Self {
        Self::of(self.all.clone(), Strength::Unknown)
    }

    fn of(all: Vec<CustomerId>, strength: Strength) -> Self {
        Self {
            exactly: Vec::new(),
            all,
            strength,
        }
    }
}

/// The commonest surnames; with them a name that is not in the Book is known for one.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于\
                        蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹\
                        薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单欧柳仇区查解盖华尚温季俞\
                        鲁葛詹关施倪牛芦章伍申尤毕聂丛焦邢路岳齐沿梅庄辛管祝左涂谷祁舒耿牟卜苗凌费纪\
                        靳盛童甄项曲游阳裴席卫屈鲍位霍翁隋植甘景薄包司柏宁柯阮桂闵强柴车冉房边辜吉饶\
                        刁瞿戚丘米池滕佟晏";

const LONG_SURNAMES: &str = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|端木|司徒|司空";

const TITLES: &str = "总|总经理|经理|副总|总监|先生|女士|小姐|老师|工|主任|老板|厂长|科长|处长|局长|部长|院长|校长|医生|教授|\
                      律师|会计|店长|姐|哥|董|董事长|助理|秘书|师傅|主管|队长";

/// Words that begin like a surname and a title and are neither.
const NO_PEOPLE: &str = "施工|周总结|周总共|高工资|安工|万总共|全工|史总|时总";

const ENGLISH_TITLES: &str = "mr|mrs|ms|miss|dr|prof|mr.|mrs.|ms.|dr.|prof.";

/// Words that are names too; in small letters they are words.
const COMMON: &str = "will|may|mark|bill|rich|grace|hope|joy|grant|price|order|cash|long|young|new|old|king|best|art|\
    rose|summer|april|june|august|sunny|frank|pat|rob|chase|drew|dean|max|guy|van|the|and|for|with|from|about|a|an|in|on|\
    at|to|of|by|is|are|was|were|has|have|had|he|she|it|we|they|i|me|my|his|her|him|them|us|our|your|you|this|that|these|\
    those|not|no|yes|ok|but|or|so|if|as|be|been|do|does|did|done|can|could|would|should|must|might|shall|need|needs|want|\
    wants|wanted|ask|asked|asks|say|said|says|tell|told|talk|talked|send|sent|get|got|give|gave|go|went|come|came|see|saw|\
    take|took|make|made|find|found|think|know|knew|like|likes|too|very|more|less|much|many|some|any|all|both|few|most|\
    other|another|next|last|first|second|again|back|still|only|just|also|then|than|now|soon|later|here|there|when|where|\
    who|what|why|how|which|while|after|before|since|until|over|under|up|down|out|off|into|good|bad|big|small|high|low|\
    fast|slow|late|early|fine|great|nice|happy|well|discussed|went|through|contract|terms|team|people|pieces|line|sales|\
    service|shop|group|house|home|world|global|united|national|general|first|china|shanghai|beijing|inc|ltd|co|company|\
    corp|gmbh|llc|quote|plan|met|call|visit|email|text|meeting|zoom|wechat|sms|phone|pm|am|min|mins|hour|hours|day|days|\
    week|weeks|month|months|year|years|no|re|per|via|version|machine|pump|stock|check|reply|sign|pay|decide|drawings|\
    technical|test|trial|ready|spoke|spoken|chat|chatted|note|notes|shi|de|he|ma|la|wo|ni|ta|men|hao|ben|dan|can|sang|song";

/// Whether a word of an alphabet is more often a word than a name.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.split('|').any(|common| common.trim() == word)
}

/// Who is spoken of without a name, and what is called, visited or sent and is nobody.
const NO_CALLERS: &str = "customer|customers|client|clients|buyer|boss|owner|manager|somebody|someone|anybody|anyone|\
    nobody|everybody|everyone|colleague|secretary|assistant|reception|receptionist|wife|husband|support|hotline|\
    headquarters|office|site|factory|plant|warehouse|showroom|finally|briefly|quickly|already|never|always|twice|once|\
    today|tomorrow|yesterday|regarding|because|however|asking|saying|offer|offers|proposal|invoice|invoices|samples|\
    catalogue|brochure|details|pictures|directions|reminder|budget|delivery|deliveries|deal|everything|nothing|something";

/// Words of a firm's name that are words too.
const OF_FIRMS: &str = "corp|inc|ltd|co|company|gmbh|llc|group|shop|house|team|service|sales|world|global|united|\
    national|general|and";

/// Whether a word of an alphabet may belong to the name of somebody who is in no Book, the first of
/// it or a later one.
pub(super) fn is_of_name(word: &str, is_first: bool) -> bool {
    let is_one_of = |list: &str| list.split('|').any(|one| one.trim() == word);
    let is_word = word.chars().count() < 2 || !word.chars().all(char::is_alphabetic);
    !is_word && !is_one_of(NO_CALLERS) && (!is_common(word) || !is_first && is_one_of(OF_FIRMS))
}

/// What firms are called, behind a name of their own.
const FIRMS: &str = "公司|集团|工厂|商店|超市|酒店|饭店|餐厅|学校|医院|装饰|装修队|建材|五金|科技|贸易|商贸|物流|机械|电子|电器|家具|服饰|\
                     食品|印刷|广告|事务所";

/// Whether Chinese words are the name of a firm: 宏达装饰, not 他们公司.
pub(super) fn is_firm(words: &str) -> bool {
    const NO_NAMES_OF_FIRMS: &str =
        "他|她|它|我|你|对|该|这|那|本|贵|某|一|几|两|有|分|总|子|母|新|老|原|去|在|到";
    let own = FIRMS
        .split('|')
        .find_map(|firm| words.strip_suffix(firm.trim()));
    let first = own.and_then(|own| own.chars().next());
    let length = words.chars().count();
    first.is_some_and(|first| {
        !NO_NAMES_OF_FIRMS
            .split('|')
            .any(|one| one.starts_with(first))
    }) && (3..=12).contains(&length)
        && own.is_some_and(|own| own.chars().nth(1).is_some())
}

/// The end of the surname that stands here.
fn surname(text: &Text<'_>, at: usize) -> Option<usize> {
    let long = LONG_SURNAMES.split('|').any(|name| {
        name.chars()
            .zip(at..)
            .all(|(char, at)| text.get(at) == char)
    });
    if long {
        return Some(at + 2);
    }
    SURNAMES.contains(text.get(at)).then_some(at + 1)
}

/// The end of the title that stands here.
pub(super) fn title(text: &Text<'_>, at: usize) -> Option<usize> {
    let end = TITLES
        .split('|')
        .filter(|title| {
            title
                .chars()
                .zip(at..)
                .all(|(char, at)| text.get(at) == char)
        })
        .map(|title| at + title.chars().count())
        .max()?;
    let next = text.get(end);
    // 总共, 总结, 工作 and 工程 are no titles.
    let is_word = end == at + 1
        && matches!(
            (text.get(at), next),
            (
                '总',
                '共' | '结' | '量' | '体' | '部' | '价' | '额' | '是' | '算'
            ) | ('工', '作' | '程' | '厂' | '期' | '人' | '具' | '地')
        );
    (!is_word).then_some(end)
}

/// Somebody who is named here, and where the words end.
pub(super) fn name_at(
    text: &Text<'_>,
    at: usize,
    directory: &dyn Directory,
) -> Option<(Found, usize)> {
    let literal = literal(text, at, directory);
    let titled = titled(text, at, directory).or_else(|| familiar(text, at, directory));
    match (literal, titled) {
        (Some((literal, end)), Some((titled, titled_end))) => Some(
            // 赵总 may be what the Book calls him; 陈静 with her title is more than 陈.
            if titled_end <= end || titled.strength == Strength::Unknown {
                (literal, end)
            } else {
                (titled, titled_end)
            },
        ),
        (literal, titled) => literal.or(titled),
    }
}

fn literal(text: &Text<'_>, at: usize, directory: &dyn Directory) -> Option<(Found, usize)> {
    let Named {
        length,
        is_whole,
        exactly,
        all,
    } = directory.beginning(text.rest(at))?;
    let count = text.rest(at).get(..length)?.chars().count();
    let mut end = at + count;
    if !is_whole && is_common(text.folded(at..end)) && !(text.is_capital(at) && 0 < at) {
        return None;
    }
    if is_chinese(text.before(end))
        && let Some(after) = title(text, end)
    {
        end = after;
    }
    let strength = Strength::Name;
    let found = Found {
        exactly,
        all,
        strength,
    };
    Some((found, end))
}

/// 王总, 欧阳女士, Mr Smith.
fn titled(text: &Text<'_>, at: usize, directory: &dyn Directory) -> Option<(Found, usize)> {
    let is_word = NO_PEOPLE.split('|').any(|word| {
        word.chars()
            .zip(at..)
            .all(|(char, at)| text.get(at) == char)
    });
    if let Some(name_end) = surname(text, at)
        && let Some(end) = title(text, name_end)
        && !is_word
        && !matches!(text.before(at), '一' | '本' | '上' | '下' | '每' | '这')
    {
        let all = directory.surnamed(text.folded(at..name_end));
        let strength = if all.is_empty() {
            Strength::Unknown
        } else {
            Strength::Name
        };
        return Some((Found::of(all, strength), end));
    }
    let title_end = text.longest(at, ENGLISH_TITLES)?;
    let dot = usize::from(text.get(title_end) == '.');
    let begin = text.skip(title_end + dot);
    let mut end = text.word_end(begin);
    if begin == end {
        return None;
    }
    if let Some(whole) = directory
        .beginning(text.rest(begin))
        .filter(|named| named.is_whole)
    {
        let count = text.rest(begin).get(..whole.length)?.chars().count();
        let found = Found {
            exactly: whole.exactly,
            all: whole.all,
            strength: Strength::Name,
        };
        return Some((found, begin + count));
    }
    let all = directory.surnamed(text.folded(begin..end));
    if all.is_empty() {
        if !text.is_capital(begin) {
            return None;
        }
        end = capitals(text, begin, 2);
        return Some((Found::of(all, Strength::Unknown), end));
    }
    Some((Found::of(all, Strength::Name), end))
}

/// 老王, 小陈: where customers of that surname are known and the name ends there.
fn familiar(text: &Text<'_>, at: usize, directory: &dyn Directory) -> Option<(Found, usize)> {
    if !matches!(text.get(at), '老' | '小' | '阿') {
        return None;
    }
    let end = surname(text, at + 1)?;
    let next = text.get(end);
    let ends = !is_chinese(next) || "来打说要想嫌问电微发约回在没不会拜上见，".contains(next);
    if !ends {
        return None;
    }
    let all = directory.surnamed(text.folded(at + 1..end));
    (!all.is_empty()).then(|| (Found::of(all, Strength::Name), end))
}

/// The end of up to `most` words with capitals.
pub(super) fn capitals(text: &Text<'_>, at: usize, most: usize) -> usize {
    let mut end = text.word_end(at);
    for _ in 1..most {
        let next = text.skip(end);
        if next == end || !text.is_capital(next) {
            break;
        }
        end = text.word_end(next);
    }
    end
}

/// Letters that spell a name: `zs`, `wangjianguo`.
pub(super) fn spelt(
    text: &Text<'_>,
    at: usize,
    end: usize,
    directory: &dyn Directory,
) -> Option<Found> {
    let word = text.folded(at..end);
    let is_spelling = (2..=24).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !is_common(word);
    if !is_spelling {
        return None;
    }
    let all = directory.spelt(word);
    (!all.is_empty()).then(|| Found::of(all, Strength::Hint))
}

/// Words with capitals that spell a name together: Wang Jianguo.
pub(super) fn spelt_apart(
    text: &Text<'_>,
    at: usize,
    end: usize,
    directory: &dyn Directory,
) -> Option<Found> {
    let letters = text.folded(at..end).replace(' ', "");
    let all = directory.spelt(&letters);
    (!all.is_empty()).then(|| Found::of(all, Strength::Hint))
}

/// Digits in which telephone numbers end; the more there are, the surer.
const SURE_DIGITS: usize = 7;

/// A number of a telephone that stands here, and its end.
pub(super) fn telephone(
    text: &Text<'_>,
    at: usize,
    directory: &dyn Directory,
) -> Option<(Found, usize)> {
    let first = text.get(at);
    if !(first.is_ascii_digit() || first == '+') || is_part_of_number(text.before(at)) {
        return None;
    }
    let mut digits = String::new();
    let mut end = at;
    let mut place = at;
    loop {
        match text.get(place) {
            digit if digit.is_ascii_digit() => {
                digits.push(digit);
                end = place + 1;
            }
            '+' if place == at => {}
            '-' | ' ' | '(' | ')' if text.get(place + 1).is_ascii_digit() => {}
            _ => break,
        }
        place += 1;
    }
    let next = text.get(end);
    // Sums, measures and versions are no telephones.
    if is_part_of_number(next) || is_chinese(next) || next.is_ascii_alphabetic() {
        return None;
    }
    let strength = if SURE_DIGITS <= digits.len() {
        Strength::Name
    } else {
        Strength::Hint
    };
    if !(4..=15).contains(&digits.len()) {
        return None;
    }
    let all = directory.with_digits(&digits);
    (!all.is_empty()).then(|| (Found::of(all, strength), end))
}

fn is_part_of_number(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '.' | '/' | ':' | '%' | '¥' | '$' | '€' | '£')
}

/// Words that begin with a surname and are no names.
const NO_NAMES: &str = "单位|单子|单据|单价|单证|车间|车队|车主|车辆|管理|管家|项目|高层|高管|高兴|包装|包括|边上|方案|\
                        方便|方面|方法|白领|白天|向导|向来|解放|解决|解释|左右|左边|马上|金额|金融|路上|安全|温州|\
                        温度|江苏|江西|周末|周边|周围|万一|于是|程序|时候|时间|应该|余款|毛利|钱款|石材|龙头|游客|\
                        强调|明年|明显|任务|任何|付款|付清|余下|查询|查看|房东|房产|华东|华北|华南|华中|林业|齐全|\
                        舒服|温馨|关于|关系|关键|柜台|海外|云南|贵州|成都|宁波|宁夏|广东|广西|石油|水果|易|常|段|孔|\
                        全部|盛大|代理|贺卡|孟加拉|费用|文件|麻烦|党|支|连|鲁莽|简单|谭|牛|国|卫生|邮|路过|冷|印度|\
                        詹|游|米|盖章|申请|查|解|区|庄|谷|涂|景|项|房|辜负|刁难|沿|梅|植|司机|柏|闵|冉|桂|宁|甘|薄";

/// Characters that no given name of somebody in a sentence is taken to have: what goes before a
/// verb, and verbs.
const NO_GIVEN: &str = "的了着过在是我你他她它们这那个不没也都就又再先已要说跟给与问有会能可去到拨重刚便直正曾\
                        常略等打发聊谈讲和为被把让叫请约见催嫌想还只才很太总经部厂店处组科局院校所室司门位家些";

/// What somebody who is named does, besides what names a way.
const DOING: &str = "聊谈讲说沟讨联问要想嫌催约见";

/// The end of a Chinese name of nobody known that stands within a sentence: a surname and one or
/// two characters, closed by what somebody does or by the end of the words. The caller sees to
/// what goes before it.
pub(super) fn enclosed(
    text: &Text<'_>,
    at: usize,
    closes: impl Fn(usize) -> bool,
) -> Option<usize> {
    let begins_word = NO_NAMES.split('|').any(|word| {
        word.chars()
            .zip(at..)
            .all(|(char, at)| text.get(at) == char)
    });
    if begins_word {
        return None;
    }
    let given = surname(text, at)?;
    (given + 1..=given + 2)
        .take_while(|end| {
            let last = text.get(end - 1);
            is_chinese(last) && !NO_GIVEN.contains(last)
        })
        .find(|end| {
            let next = text.get(*end);
            !is_chinese(next) || DOING.contains(next) || closes(*end)
        })
}

/// Words that look like the name of somebody unknown: a Chinese name by itself, or capitals.
pub(super) fn unknown(text: &Text<'_>, at: usize, after_way: bool) -> Option<(Found, usize)> {
    if let Some(surname_end) = surname(text, at) {
        let mut end = at;
        while is_chinese(text.get(end)) {
            end += 1;
        }
        let is_alone = !is_chinese(text.before(at));
        let length = end - surname_end;
        return (is_alone && (1..=2).contains(&length))
            .then(|| (Found::of(Vec::new(), Strength::Unknown), end));
    }
    let is_name = after_way
        && text.is_word_start(at)
        && text.is_capital(at)
        && !is_common(text.folded(at..text.word_end(at)));
    is_name.then(|| {
        (
            Found::of(Vec::new(), Strength::Unknown),
            capitals(text, at, 3),
        )
    })
}
