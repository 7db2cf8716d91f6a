//! Quick capture.

texts! {
    /// Quick capture.
    CaptureTexts {
        title = "Quick capture", "快速记录";
        placeholder = "Write one line: who, what, when, what next", "写一行：谁、聊了什么、什么时候、下一步";
        example =
            "For example “called Alice yesterday 3pm, wants a quote, visit Friday”",
            "例如“昨天15点 电话 王总 20分钟 嫌交期长 周二再打”";
        save_line = "Save line", "保存这一行";
        parts = "What was understood", "已识别的内容";
        remove: fn(&str) -> String =
            |part| format!("Leave “{part}” as words"), |part| format!("把“{part}”保留为文字");
        choose_who: fn(&str) -> String =
            |words| format!("Who is “{words}”?"), |words| format!("“{words}”是哪一位？");
        more: fn(usize) -> String =
            |count| format!("{count} more – add the company or the last digits of the phone"),
            |count| format!("另有 {count} 位，可补充公司或电话尾号");
        nobody =
            "Name a customer in the line, or choose one in the form",
            "请在这一行写明客户，或在表单中选择";
        choose_first = "Choose first who is meant", "请先选择是哪一位";
        open_form = "Open in form", "在表单中打开";
        who_missing = "Who?", "哪位客户？";
        past_or_plan: fn(&str) -> String =
            |words| format!("Did it happen, or is it planned for “{words}”?"),
            |words| format!("已经发生，还是计划在“{words}”？");
        happened: fn(&str, &str, &str) -> String =
            |channel, action, day| format!("It happened: {channel}, now; next: {action}, {day}"),
            |channel, action, day| format!("已发生：现在{channel}；{day} {action}");
        choose_sense = "Say first whether it happened or is planned", "请先选择已发生还是计划";
        contradicts: fn(&str) -> String = |words| format!("Not clear: {words}"), |words| format!("不明确：{words}");
        declined = "Not interested (kept in the words)", "无意向（保留在文字中）";
        next_label = "Next", "下一步";
        plan_label = "Plan", "计划";
        step_action = "What is to be done", "跟进方式";
        step_day = "On which day", "日期";
        as_phone = "Phone, because no other way is named", "电话（未写明渠道）";
        as_now = "Now, because no time is named", "现在（未写明时间）";
        by_policy = "No next step named: the policy says when", "未写明下一步：按策略安排";
        next: fn(&str, &str) -> String =
            |action, day| format!("Next: {action}, {day}"), |action, day| format!("下一步：{day} {action}");
        plan: fn(&str, &str) -> String =
            |action, day| format!("Plan: {action}, {day}"), |action, day| format!("计划：{day} {action}");
        need: fn(&str) -> String = |kind| format!("Need: {kind}"), |kind| format!("需求：{kind}");
        we_promise = "We promised", "我方承诺";
        they_promise = "They promised", "对方承诺";
        by_day: fn(&str, &str) -> String =
            |what, day| format!("{what}, by {day}"), |what, day| format!("{what}，{day}前");
        took: fn(u32) -> String = |minutes| format!("Took {minutes} min"), |minutes| format!("用时 {minutes} 分钟");
        new: fn(&str) -> String = |name| format!("New: {name}"), |name| format!("新客户：{name}");
        as_typed: fn(&str) -> String = |line| format!("As typed: {line}"), |line| format!("原文：{line}");
        too_long =
            "Only the beginning of this long text is read; all of it is kept as words",
            "文字较长，仅识别开头部分；全文都会保留";
        two_dates = "Two days for one thing – take one out", "同一件事写了两个日期，请删去一个";
        two_times = "Two times for one thing – take one out", "同一件事写了两个时刻，请删去一个";
        two_durations = "It took two different times – take one out", "写了两个时长，请删去一个";
        two_outcomes = "Two results contradict each other – take one out", "两个结果相互矛盾，请删去一个";
        two_next = "Two next steps – take one out", "写了两个下一步，请删去一个";
        too_far = "This day is too far away to be meant", "这个日期太远，请检查";
        no_such_day = "There is no such day", "没有这一天";
        no_such_time = "There is no such time", "没有这个时刻";
        next_passed = "The next step lies in the past", "下一步的时间已过";
        to_come = "This time is still to come, but the line says that it happened", "该时间尚未到来，但这一行写的是已发生";
    }
}
