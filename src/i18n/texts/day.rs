//! What fits a day, and the keys of Today.

/// How much of a day is taken: what is to do, what is done, and how many fit a day.
///
/// Where none fit, what is to do was planned by hand.
fn taken_in_english(to_do: usize, done: usize, fits: usize) -> String {
    let text = match (to_do, done, fits) {
        (0, 0, 0) => return "None: 0 fit a day".to_owned(),
        (_, 0, 0) => return format!("{to_do} by hand, no others fit"),
        (_, _, 0) => return format!("{to_do} by hand, {done} done, no others fit"),
        (_, 0, _) => format!("{to_do} to do, {fits} fit a day"),
        (_, _, _) => format!("{to_do} to do, {done} done, {fits} fit a day"),
    };
    match (to_do + done).checked_sub(fits) {
        None | Some(0) => text,
        Some(more) => format!("{text}: {more} too many"),
    }
}

fn taken_in_chinese(to_do: usize, done: usize, fits: usize) -> String {
    let text = match (to_do, done, fits) {
        (0, 0, 0) => return "无：每天上限 0".to_owned(),
        (_, 0, 0) => return format!("手动安排 {to_do}，不再排入其他"),
        (_, _, 0) => return format!("手动安排 {to_do}，已完成 {done}，不再排入其他"),
        (_, 0, _) => format!("待办 {to_do}，上限 {fits}"),
        (_, _, _) => format!("待办 {to_do}，完成 {done}，上限 {fits}"),
    };
    match (to_do + done).checked_sub(fits) {
        None | Some(0) => text,
        Some(more) => format!("{text}，超出 {more}"),
    }
}

texts! {
    /// What fits a day, and the keys of Today.
    DayTexts {
        capacity = "What fits today", "今日容量";
        visits_today = "Visits today", "今天的拜访";
        calls_today = "Calls and first contacts today", "今天的电话与首次联系";
        taken: fn(usize, usize, usize) -> String = taken_in_english, taken_in_chinese;
        all_fits = "Everything fits today", "今天都排得下";
        spills: fn(usize) -> String =
            |n| if n == 1 { "1 customer spills over to a later day".to_owned() } else { format!("{n} customers spill over to later days") },
            |n| format!("{n} 位客户顺延到以后几天");
        nothing_fits = "Both daily limits are 0: no visits and no calls are suggested for today", "每天的拜访和电话上限均为 0，今天不建议拜访和电话";
        no_visit_fits = "The daily limit of visits is 0: none are suggested for today", "每天的拜访上限为 0，今天不建议拜访";
        no_call_fits = "The daily limit of calls is 0: none are suggested for today", "每天的电话上限为 0，今天不建议电话";
        by_hand_stay = "What was planned by hand stays", "手动安排的保留";
        do_not_fit: fn(usize) -> String =
            |n| if n == 1 { "1 customer spills over".to_owned() } else { format!("{n} customers spill over") },
            |n| format!("{n} 位客户顺延");
        change_capacity = "Change it in Settings", "到设置中修改";
        spilled = "Spill over", "顺延";
        later_than: fn(&str) -> String =
            |day| format!("Later than {day}"), |day| format!("{day} 之后");
        rank: fn(&str) -> String = |total| format!("Rank {total}"), |total| format!("排序分 {total}");
        put_off = "Put off", "推迟";
        skip = "Skip with a reason…", "跳过并说明原因…";
        was_removed: fn(&str) -> String =
            |name| format!("Nothing was saved: {name} was removed in another tab"),
            |name| format!("未保存：{name} 已在其他标签页中移除");
        queue = "Queue", "跟进队列";
        round = "Round", "拜访路线";
        debrief = "Evening debrief", "晚间小结";
    }
}
