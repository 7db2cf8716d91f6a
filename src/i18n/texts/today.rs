//! Today.

texts! {
    /// Today.
    TodayTexts {
        show_only = "Show only", "只显示";
        visits = "Visits", "拜访";
        calls = "Calls", "电话";
        first_contacts = "First contacts", "首次联系";
        others = "Other", "其他";
        no_follow_up = "No follow-up", "无需跟进";
        tiles_hint = "Each customer once, those who spill over included", "每位客户计一次，含顺延的";
        suggested_visits = "Suggested visits", "建议拜访";
        suggested_calls = "Suggested calls", "建议电话";
        suggested_others = "Other suggestions", "其他建议";
        fit_and_later: fn(usize, usize) -> String =
            |fit, later| format!("{fit} today, {later} spill over"), |fit, later| format!("今天 {fit}，顺延 {later}");
        customers: fn(usize) -> String =
            |n| if n == 1 { "1 customer".to_owned() } else { format!("{n} customers") }, |n| format!("{n} 位客户");
        promises_due: fn(usize) -> String =
            |n| if n == 1 { "1 promise due".to_owned() } else { format!("{n} promises due") },
            |n| format!("{n} 项承诺到期");
        overdue = "Overdue", "已逾期";
        planned_today = "Planned today", "今日计划";
        coming = "Coming up within a week", "一周内到期";
        done = "Done today", "今日已完成";
        log_for: fn(&str) -> String = |name| format!("Log for {name}"), |name| format!("记录与{name}的沟通");
        of: fn(&str, &str) -> String = |what, name| format!("{what}: {name}"), |what, name| format!("{what}：{name}");
        more_for: fn(&str) -> String = |name| format!("More for {name}"), |name| format!("{name}的更多操作");
        show_more: fn(usize) -> String = |n| format!("Show {n} more"), |n| format!("再显示 {n} 位");
        snooze_tomorrow = "Put off until tomorrow", "推迟到明天";
        snooze_three_days = "Put off for 3 days", "推迟 3 天";
        snooze_next_week = "Put off until next week", "推迟到下周";
        skip_today = "Skip today", "今天跳过";
        mark_done = "Done without a record", "已完成，不作记录";
        plan_step = "Plan a next step…", "安排下一步…";
        all_done = "Nothing is due today", "今天没有需要跟进的客户";
        all_done_hint = "Everyone was contacted lately. Look at what is coming up, or log what you did", "所有客户近期都已联系。可查看即将到期的跟进，或记录您的沟通";
        none_here = "Nobody here", "这里没有客户";
        show_all = "Show all", "显示全部";
        days_late: fn(u32) -> String = |n| if n == 1 { "1 day late".to_owned() } else { format!("{n} days late") }, |n| format!("逾期 {n} 天");
    }
}
