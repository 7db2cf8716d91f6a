//! The queue, the evening's debrief, and their settings.

texts! {
    /// The queue, the evening's debrief, and their settings.
    WorkTexts {
        skip_title: fn(&str) -> String =
            |name| format!("Skip {name}"), |name| format!("跳过{name}");
        skip_why = "Why", "原因";
        skip_words = "In your words", "补充说明";
        skip_until = "Suggest again", "何时再提示";
        skip_reasons: [&'static str; 4] =
            ["No time", "Away", "Not now", "Already settled"], ["没有时间", "对方不在", "时机不合适", "已经解决"];
        skipped_until: fn(&str) -> String =
            |day| format!("Skipped until {day}:"), |day| format!("跳过至 {day}：");
        left: fn(usize) -> String = |n| format!("{n} left"), |n| format!("还剩 {n} 位");
        progress = "Progress", "进度";
        next = "Next", "下一位";
        fewer = "Less", "收起";
        log = "Log…", "记录…";
        opening = "Suggested opening", "开场建议";
        ours = "We promised", "我方承诺";
        theirs = "They promised", "对方承诺";
        needs = "Open needs", "未满足的需求";
        last = "Last contacts", "最近沟通";
        due_by: fn(&str) -> String = |day| format!("by {day}"), |day| format!("{day}前");
        since: fn(&str) -> String = |day| format!("since {day}"), |day| format!("{day} 提出");
        tried = "Tried today", "今日已尝试";
        not_due = "Not due today", "今日无需跟进";
        removed_hint = "It was removed while its card was open. Nothing is lost", "卡片打开期间该客户被移除，内容都还在";
        through = "All done", "全部完成";
        through_with_left: fn(usize) -> String =
            |n| format!("At the end, {n} passed over"), |n| format!("已到末尾，跳过 {n} 位");
        nothing_done = "Nothing was done yet", "还没有处理";
        done_of: fn(usize, &str) -> String =
            |n, total| format!("Done here: {n}. In the queue: {total}"),
            |n, total| format!("本次处理 {n} 项，队列共 {total} 位");
        go_through_left = "Go through those left", "处理剩下的";
        look_again = "Look again", "重新查看";
        which_day = "Which day", "哪一天";
        debrief_hint = "H happened, N no answer, M moved to tomorrow, D by 3 days, W by a week, I ignore. Enter adds a note, S saves the row", "H 已完成，N 无人接听，M 移到明天，D 推 3 天，W 推一周，I 忽略。回车填写内容，S 保存该行";
        happened = "Happened", "已完成";
        moved = "Moved", "改期";
        ignore = "Ignore", "忽略";
        moved_to: fn(&str) -> String = |day| format!("to {day}"), |day| format!("到 {day}");
        what_came_of: fn(&str) -> String =
            |name| format!("What came of it with {name}"), |name| format!("{name}的结果");
        words_on: fn(&str) -> String =
            |name| format!("What was said with {name}"), |name| format!("与{name}的内容");
        save_row: fn(&str) -> String =
            |name| format!("Save {name}"), |name| format!("保存{name}");
        save_all: fn(usize) -> String =
            |n| if n == 0 { "Save all".to_owned() } else { format!("Save all ({n})") },
            |n| if n == 0 { "全部保存".to_owned() } else { format!("全部保存（{n}）") };
        nothing_marked = "Mark what happened first", "请先标记结果";
        mark_first = "Not saved yet: say what came of it", "尚未保存：请选择结果";
        nothing_left = "Nothing left to record for this day", "这一天没有待补的记录";
        nothing_left_hint = "What was planned and what fitted is recorded, moved or put off", "计划的和排得下的都已记录、改期或推迟";
        recorded = "Recorded already", "已有记录";
        left_over = "No longer due, but these words were typed for", "已不在列表中，但您填写过内容：";
        settings = "What fits a day", "每日容量";
        settings_hint = "What does not fit spills over to the next day with room. Follow-ups made by hand stay on their day", "排不下的顺延到有空位的下一天。手动安排的跟进保持原日期";
        visits_a_day = "Visits a day", "每天拜访数";
        calls_a_day = "Calls a day", "每天电话数";
        work_from = "Work begins at", "上班时间";
        work_to = "Work ends at", "下班时间";
        bad_capacity = "Write a whole number from 0 to 500", "请填写 0 到 500 之间的整数";
        bad_hours = "The end must lie after the beginning", "下班时间必须晚于上班时间";
        spill_effect: fn(usize, usize) -> String =
            |today, later| format!("Today {today} of the queue fit, {later} spill over"),
            |today, later| format!("今天排得下 {today} 位，顺延 {later} 位");
        weights = "Order of the queue", "队列顺序";
        weights_hint = "Suggestions stand by their urgency times these weights: 1 changes nothing, 0 puts them last. Follow-ups made by hand come before them", "建议按“紧急度 × 权重”排序：1 表示不变，0 表示排到最后。手动安排的跟进始终在前";
        weight_a = "Tier A", "A 级";
        weight_b = "Tier B", "B 级";
        weight_c = "Tier C", "C 级";
        weight_none = "No tier", "无等级";
        weight_need = "Open need", "有未满足的需求";
        bad_weight = "Write a number from 0 to 100 with at most two decimals", "请填写 0 到 100 之间的数，最多两位小数";
        first_five = "The first five with these weights", "按此权重的前五位";
        nobody_suggested = "Nobody is suggested today", "今天没有建议跟进的客户";
    }
}
