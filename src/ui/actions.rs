//! Everything that the palette offers, by its name in both languages.
//!
//! What has a key stands in [`SHORTCUTS`] alone; here is added what has none.

use super::keys::{Deed, Place, SHORTCUTS, Section, Shortcut};
use super::route::Route;
use crate::domain::channel::Channel;
use crate::domain::fold::fold;
use crate::domain::order::PutInOrder;
use crate::domain::outcome::Outcome;
use crate::domain::pinyin::{Pinyin, letters};
use crate::i18n::{Language, Texts, describe_outcome};

/// What has no key, and is found in the palette alone.
pub const WITHOUT_KEYS: &[Shortcut] = {
    const fn at(place: Place, deed: Deed) -> Shortcut {
        let keys = &[];
        Shortcut { place, deed, keys }
    }
    use Deed as D;
    use Place as P;
    &[
        at(P::Customer, D::Plan),
        at(P::Customer, D::EditCustomer),
        at(P::Customer, D::Rate),
        at(P::Customer, D::Observe),
        at(P::Customer, D::Skip),
        at(P::Customer, D::Pause),
        at(P::Customer, D::Report),
        at(P::Everywhere, D::Go(Route::Calibration)),
        at(P::Everywhere, D::Show(Section::Import)),
        at(P::Everywhere, D::Show(Section::Export)),
        at(P::Everywhere, D::Show(Section::Backup)),
        at(P::Everywhere, D::Show(Section::Reminders)),
        at(P::Everywhere, D::Show(Section::SampleData)),
        at(P::Everywhere, D::Show(Section::Trash)),
        at(P::Everywhere, D::Show(Section::Policy)),
        at(P::Everywhere, D::Show(Section::Capacity)),
        at(P::Everywhere, D::Show(Section::Weights)),
        at(P::Everywhere, D::Show(Section::Satisfaction)),
        at(P::Everywhere, D::Show(Section::Loyalty)),
        at(P::Everywhere, D::Show(Section::Contact)),
        at(P::Everywhere, D::Show(Section::Channels)),
        at(P::Everywhere, D::Show(Section::Resources)),
        at(P::Everywhere, D::Show(Section::Device)),
        at(P::Everywhere, D::Show(Section::Showing)),
        at(P::Everywhere, D::Show(Section::Keys)),
        at(P::Everywhere, D::Show(Section::Storage)),
        at(P::Everywhere, D::Show(Section::About)),
        at(P::Everywhere, D::OtherLanguage),
        at(P::Everywhere, D::Light),
        at(P::Everywhere, D::Dark),
        at(P::Everywhere, D::DeviceColours),
        at(P::Everywhere, D::SingleKeys),
        at(P::Everywhere, D::Mask),
        at(P::Everywhere, D::Go(Route::Demo)),
        at(P::Everywhere, D::Print),
    ]
};

/// One thing that the palette offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// What is done, where and by which keys.
    pub shortcut: &'static Shortcut,
    /// Which outcome is meant, where one of them is.
    pub outcome: Option<Outcome>,
}

impl Action {
    /// Its name.
    pub fn name(self, language: Language) -> String {
        let texts = language.texts();
        match self.outcome {
            Some(outcome) => {
                let outcome = describe_outcome::outcome(language, &Channel::Phone, outcome);
                (texts.palette().outcome)(outcome)
            }
            None => name(self.shortcut.deed, texts),
        }
    }

    /// The key that does the same, as [`Shortcut::keys`] has it; `None` where none does.
    pub fn key(self) -> Option<&'static str> {
        match self.outcome {
            Some(outcome) => Some(outcome.key()),
            None => self.shortcut.keys.first().copied(),
        }
    }
}

/// All that the user can do, what has keys first.
pub fn all() -> impl Iterator<Item = &'static Shortcut> {
    SHORTCUTS.iter().chain(WITHOUT_KEYS)
}

/// The actions of a shortcut: each outcome is one of its own.
pub fn actions(shortcut: &'static Shortcut) -> Vec<Action> {
    let one = |outcome| Action { shortcut, outcome };
    if shortcut.deed != Deed::Outcome {
        return vec![one(None)];
    }
    let outcomes = Outcome::offered(&Channel::Phone).iter();
    outcomes.map(|outcome| one(Some(*outcome))).collect()
}

/// What is done, in words.
pub fn name(deed: Deed, texts: &Texts) -> String {
    let (common, words, keys) = (&texts.common, texts.palette(), texts.keys());
    let plain = match deed {
        Deed::Log => texts.log.title,
        Deed::Capture => texts.capture().title,
        Deed::NewCustomer => common.new_customer,
        Deed::Search => common.search,
        Deed::OpenPalette => common.find_anything,
        Deed::Undo => common.undo,
        Deed::Redo => common.redo,
        Deed::ListKeys => keys.list,
        Deed::Go(route) => return (keys.go_to)(page(route, texts)),
        Deed::Show(Section::History) => words.history,
        Deed::Show(section) => {
            let heading = heading(section, texts);
            return if section.page() == Route::Data {
                (words.data)(heading)
            } else {
                (words.setting)(heading)
            };
        }
        Deed::NextRow => words.next_row,
        Deed::PreviousRow => words.previous_row,
        Deed::OpenRow => keys.open_row,
        Deed::Outcome => keys.outcome_then,
        Deed::ChooseOutcome => texts.common.outcome,
        Deed::PutOff => keys.put_off_then,
        Deed::Skip => texts.day.skip,
        Deed::Pause => texts.customers().pause,
        Deed::LogShown => keys.log_card,
        Deed::NextCard => words.next_card,
        Deed::PreviousCard => words.previous_card,
        Deed::Happened => texts.work().happened,
        Deed::NoAnswer => keys.no_answer,
        Deed::MoveToTomorrow => words.move_to_tomorrow,
        Deed::MoveByDays => words.move_by_days,
        Deed::MoveByWeek => words.move_by_week,
        Deed::Ignore => texts.work().ignore,
        Deed::AddWords => keys.add_words,
        Deed::SaveRow => keys.save_row,
        Deed::SaveAll => keys.save_all,
        Deed::MoveStopDown => words.move_down,
        Deed::MoveStopUp => words.move_up,
        Deed::LeaveOut => keys.leave_out,
        Deed::AddNeed => texts.needs().add_need,
        Deed::AddPromise => texts.needs().add_promise,
        Deed::NextCustomer => words.next_customer,
        Deed::PreviousCustomer => words.previous_customer,
        Deed::SelectRow => keys.select_row,
        Deed::ClearSelection => words.clear_selection,
        Deed::EditRow => words.edit_record,
        Deed::CloseWell => words.close_well,
        Deed::CloseBadly => words.close_badly,
        Deed::NextStep => keys.next_step,
        Deed::WhileTyping => keys.while_typing,
        Deed::TakeFound => keys.take_found,
        Deed::SaveForm => keys.save_form,
        Deed::Plan => texts.customers().plan,
        Deed::EditCustomer => words.edit_customer,
        Deed::Rate => words.rate,
        Deed::Observe => words.observe,
        Deed::Report => texts.report().title,
        Deed::OtherLanguage => words.other_language,
        Deed::Light => words.light,
        Deed::Dark => words.dark,
        Deed::DeviceColours => words.device_colours,
        Deed::SingleKeys => words.single_keys,
        Deed::Mask => words.mask,
        Deed::Print => words.print,
        Deed::BackUp => texts.data().save_backup,
    };
    plain.to_owned()
}

/// What a page is called.
pub fn page(route: Route, texts: &Texts) -> &'static str {
    match route {
        Route::Today | Route::Act(_) | Route::Unknown => texts.common.today,
        Route::Queue => texts.day.queue,
        Route::Debrief => texts.day.debrief,
        Route::Round => texts.day.round,
        Route::Customers | Route::Customer(_) => texts.common.customers,
        Route::Report(_) | Route::Reports => texts.report().title,
        Route::Communications => texts.common.communications,
        Route::Promises => texts.needs().ledger,
        Route::Insights => texts.common.insights,
        Route::WhatIf => texts.what_if().title,
        Route::Calibration => texts.scoring().calibration,
        Route::Data => texts.common.data,
        Route::Settings => texts.common.settings,
        Route::Demo => texts.showing().demo,
    }
}

/// What a part of a page is called.
pub fn heading(section: Section, texts: &Texts) -> &'static str {
    let (settings, data) = (texts.settings(), texts.data());
    match section {
        Section::Policy => settings.policy,
        Section::Capacity => texts.work().settings,
        Section::Weights => texts.work().weights,
        Section::Satisfaction => texts.scoring().satisfaction,
        Section::Loyalty => texts.scoring().loyalty,
        Section::Contact => settings.contact,
        Section::Channels => settings.channels,
        Section::Resources => texts.needs().resources,
        Section::Device => settings.device,
        Section::Showing => texts.showing().heading,
        Section::Keys => settings.keys,
        Section::Storage => settings.storage,
        Section::About => texts.about().heading,
        Section::Import => data.import,
        Section::Export => data.export,
        Section::Backup => data.backup,
        Section::Reminders => texts.reminders().title,
        Section::SampleData => data.sample_data,
        Section::Trash => data.trash,
        Section::History => data.history,
    }
}

/// Where keys act, in words.
pub fn place(place: Place, texts: &Texts) -> &'static str {
    match place {
        Place::Everywhere => texts.keys().everywhere,
        Place::Today => texts.common.today,
        Place::Queue => texts.day.queue,
        Place::Debrief => texts.day.debrief,
        Place::Round => texts.day.round,
        Place::Customer => texts.keys().customer_page,
        Place::Customers => texts.common.customers,
        Place::Communications => texts.common.communications,
        Place::Promises => texts.needs().ledger,
        Place::LogForm => texts.keys().log_dialog,
    }
}

/// How a key is shown to the user: `Ctrl Z`, `↓`, `G T`.
pub fn shown_key(written: &str) -> String {
    written
        .replace("Control", "Ctrl")
        .replace("ArrowDown", "↓")
        .replace("ArrowUp", "↑")
        .replace("ArrowLeft", "←")
        .replace("ArrowRight", "→")
        .replace("Escape", "Esc")
        .replace('+', " ")
}

/// By which other words something is looked for, in both languages; parted by blanks.
fn also(deed: Deed) -> &'static str {
    match deed {
        Deed::Log => "record note call visit 记录 电话 拜访 跟进",
        Deed::Capture => "line note 速记 一句话",
        Deed::NewCustomer => "add create contact 添加 新增 联系人",
        Deed::Search => "find 查找",
        Deed::Undo => "take back revert 撤回 取消",
        Deed::Redo => "again 恢复",
        Deed::ListKeys => "help shortcuts keyboard 帮助 键盘",
        Deed::Go(Route::Queue) => "work through 逐个",
        Deed::Go(Route::Round) => "route map visits 地图 路线",
        Deed::Go(Route::Insights) => "charts statistics 图表 统计",
        Deed::Go(Route::WhatIf) => "simulate sliders 模拟",
        Deed::Go(Route::Calibration) => "fit regression 拟合 回归",
        Deed::Show(Section::Import) => "csv file upload 文件 表格",
        Deed::Show(Section::Export) => "csv excel download 下载 表格",
        Deed::BackUp => "save copy download export 下载 副本",
        Deed::Show(Section::Backup) => "save restore copy 恢复 还原",
        Deed::Show(Section::Reminders) => "calendar ics notifications 日历 通知",
        Deed::Show(Section::Trash) => "bin deleted restore 删除 恢复",
        Deed::Show(Section::History) => "changes log 记录 撤销 列表",
        Deed::Show(Section::Policy) => "rules days thresholds 规则 天数 策略",
        Deed::Show(Section::Capacity) => "limits hours 上限 工作时间",
        Deed::Show(Section::Device) => "language theme colours 语言 主题 外观",
        Deed::Show(Section::About) => "version licence 版本 许可",
        Deed::OtherLanguage => "language english chinese 语言 英文 中文",
        Deed::Light | Deed::Dark | Deed::DeviceColours => "theme mode appearance 主题 外观 模式",
        Deed::SingleKeys => "shortcuts keyboard 快捷键",
        Deed::Mask => "mask privacy anonymous screen sharing 隐私 隐藏 打码",
        Deed::Go(Route::Demo) => "sample example try 示例 试用",
        Deed::Report => "pdf summary 汇总",
        _ => "",
    }
}

/// What was found in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What is done.
    pub action: Action,
    /// Whether it was found by words of the other language alone.
    pub by_other: bool,
    /// Whether its own words were typed, as far as they are.
    pub is_close: bool,
}

/// What of the offered a user looks for who typed this, the best first: by its words in either
/// language, by the sound of the Chinese ones, and by other words for it.
pub fn find(
    typed: &str,
    language: Language,
    pinyin: Option<&Pinyin>,
    is_offered: impl Fn(&Shortcut) -> bool,
) -> Vec<Found> {
    let typed = fold(typed.trim());
    let spelling = letters(&typed);
    let sounds = |text: &str| match (pinyin, &spelling) {
        (Some(pinyin), Some(letters)) => pinyin.begins(letters, text),
        _ => false,
    };
    let mut found: Vec<((u8, usize), Found)> = Vec::new();
    let offered = all().filter(|one| is_offered(one)).flat_map(actions);
    for (place, action) in offered.enumerate() {
        let deed = action.shortcut.deed;
        let own = likeness(&typed, &fold(&action.name(language)), sounds);
        let other = likeness(&typed, &fold(&action.name(language.other())), sounds);
        let also = || {
            let [own, other] = [language, language.other()].map(|one| action.name(one));
            let all = fold(&format!("{own} {other} {}", also(deed)));
            let begins = |part: &str| words_of(&all).any(|word| word.starts_with(part));
            // Of the words besides a sound must be whole, or nearly everything would be met.
            let spells = |word: &str| match (pinyin, &spelling) {
                (Some(pinyin), Some(letters)) => pinyin.spells(letters, word),
                _ => false,
            };
            let is_met = typed.split_whitespace().all(begins) || words_of(also(deed)).any(spells);
            is_met.then_some(5)
        };
        // Found by the other language only, it stands behind all that is found by its own words.
        let best = match (own, other) {
            (Some(own), _) => Some(own),
            (None, Some(other)) => Some(other + 6),
            (None, None) => also(),
        };
        if let Some(rank) = best {
            let by_other = own.is_none() && other.is_some();
            found.push((
                (rank, place),
                Found {
                    action,
                    by_other,
                    is_close: rank < 3,
                },
            ));
        }
    }
    found.put_in_order_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// How well folded words are met by what was typed, 0 the best; `None` where they are not.
fn likeness(typed: &str, text: &str, sounds: impl Fn(&str) -> bool) -> Option<u8> {
    if text.starts_with(typed) {
        return Some(0);
    }
    let begins = |typed: &str| words_of(text).any(|word| word.starts_with(typed));
    if begins(typed) {
        return Some(1);
    }
    if typed.contains(' ') && typed.split_whitespace().all(begins) {
        return Some(2);
    }
    let is_chinese = typed.chars().any(|char| '\u{2e80}' <= char);
    if is_chinese && text.contains(typed) {
        return Some(2);
    }
    sounds(text).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keys::{Key, meaning};

    fn table() -> Pinyin {
        Pinyin::parse(include_str!("../../static/pinyin.txt")).expect("the committed table")
    }

    fn names(typed: &str, language: Language) -> Vec<String> {
        let table = table();
        let is_here = |one: &Shortcut| matches!(one.place, Place::Everywhere | Place::Queue);
        let found = find(typed, language, Some(&table), is_here);
        let name = |found: &Found| found.action.name(language);
        found.iter().map(name).collect()
    }

    #[test]
    fn everything_has_a_name_in_both_languages_that_differs() {
        for one in all() {
            let [english, chinese] = Language::ALL.map(|one_of| name(one.deed, one_of.texts()));
            assert!(!english.trim().is_empty(), "{one:?}");
            assert!(
                chinese.chars().any(|char| '\u{2e80}' <= char) || one.deed == Deed::OtherLanguage,
                "{one:?}: {chinese}"
            );
            assert_ne!(english, chinese, "{one:?}");
        }
    }

    #[test]
    fn what_is_done_at_a_place_is_there_once_and_has_a_name_of_its_own() {
        for one in Place::ALL {
            let here: Vec<&Shortcut> = all().filter(|other| other.place == one).collect();
            for language in Language::ALL {
                let mut names: Vec<String> = here
                    .iter()
                    .map(|shortcut| name(shortcut.deed, language.texts()))
                    .collect();
                let count = names.len();
                names.sort();
                names.dedup();
                assert_eq!(names.len(), count, "{one:?} {names:?}");
            }
        }
    }

    #[test]
    fn all_that_acts_everywhere_is_found_by_its_own_name() {
        for language in Language::ALL {
            for one in all().filter(|one| one.place == Place::Everywhere) {
                let name = name(one.deed, language.texts());
                assert_eq!(names(&name, language).first(), Some(&name));
            }
        }
    }

    #[test]
    fn actions_are_found_by_words_of_both_languages_and_by_their_sound() {
        for (typed, expected) in [
            ("import", "Data: Import"),
            ("导入", "Data: Import"),
            ("daoru", "Data: Import"),
            ("dr", "Data: Import"),
            ("Undo", "Undo"),
            ("撤销", "Undo"),
            ("chexiao", "Undo"),
            ("cx", "Undo"),
            ("go cust", "Go to Customers"),
            ("kuaijiejian", "Settings: Keys"),
            ("help", "List of keys"),
            ("beifen", "Data: Backup"),
            ("jl", "Log a communication"),
            ("theme dark", "Dark colours"),
            ("regression", "Go to Calibration"),
            ("rule", "Settings: When to follow up"),
            ("no answer", "Outcome: No answer"),
            ("jietong", "Outcome: Connected"),
            ("rili", "Data: Reminders"),
            ("rl", "Data: Reminders"),
            ("mask", "Hide or show names and numbers"),
            ("隐藏", "Hide or show names and numbers"),
            ("yincang", "Hide or show names and numbers"),
        ] {
            let found = names(typed, Language::English);
            assert!(
                found.iter().take(4).any(|one| one == expected),
                "{typed}: {found:?}"
            );
        }
        assert_eq!(names("import", Language::Chinese)[0], "数据：导入");
        assert_eq!(names("daoru", Language::Chinese)[0], "数据：导入");
        assert_eq!(names("undo", Language::Chinese)[0], "撤销");
    }

    #[test]
    fn own_words_come_before_those_of_the_other_language() {
        let table = table();
        let found = find("re", Language::English, Some(&table), |_| true);
        let is_sorted = found
            .windows(2)
            .all(|pair| pair[0].by_other <= pair[1].by_other);
        assert!(is_sorted);
        assert_eq!(
            found.first().map(|one| one.action.shortcut.deed),
            Some(Deed::Redo)
        );
        let found = find("撤销", Language::English, None, |_| true);
        assert!(found[0].by_other);
    }

    #[test]
    fn each_outcome_has_its_digit_among_the_keys() {
        for outcome in Outcome::offered(&Channel::Phone) {
            let key = Key {
                name: outcome.key().to_owned(),
                command: false,
                shift: false,
            };
            for place in [Place::Today, Place::Queue] {
                assert_eq!(meaning(place, &key), Some(Deed::Outcome), "{key:?}");
            }
        }
    }

    #[test]
    fn what_is_found_by_its_own_words_is_close_and_what_only_sounds_so_is_not() {
        let table = table();
        let first = |typed| find(typed, Language::Chinese, Some(&table), |_| true)[0];
        assert!(first("撤销").is_close);
        assert!(!first("chexiao").is_close);
        assert!(!first("undo").is_close);
    }

    #[test]
    fn nothing_is_found_by_words_that_nothing_bears() {
        assert_eq!(names("zzzzzz", Language::English), Vec::<String>::new());
        assert_eq!(names("量子", Language::Chinese), Vec::<String>::new());
    }

    #[test]
    fn without_the_table_of_sounds_words_find_as_before() {
        let found = find("撤", Language::Chinese, None, |_| true);
        assert_eq!(
            found.first().map(|one| one.action.shortcut.deed),
            Some(Deed::Undo)
        );
        assert!(find("chexiao", Language::Chinese, None, |_| true).is_empty());
    }
}
