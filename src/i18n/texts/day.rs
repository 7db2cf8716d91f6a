//! What fits a day, and the keys of Today.

texts! {
    /// What fits a day, and the keys of Today.
    DayTexts {
        capacity = "What fits today", "今日容量";
        of: fn(usize, usize) -> String =
            |taken, fits| format!("{taken} of {fits}"), |taken, fits| format!("{taken} / {fits}");
        all_fits = "Everything fits today", "今天都排得下";
        spills: fn(usize) -> String =
            |n| if n == 1 { "1 spills over to a later day".to_owned() } else { format!("{n} spill over to later days") },
            |n| format!("{n} 位顺延到以后几天");
        nothing_fits = "No visits or calls today: both daily limits are 0.", "每天的拜访和电话上限均为 0，今天都不安排。";
        no_visit_fits = "No visits today: the daily limit is 0.", "每天的拜访上限为 0，今天不安排拜访。";
        no_call_fits = "No calls today: the daily limit is 0.", "每天的电话上限为 0，今天不安排电话。";
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
