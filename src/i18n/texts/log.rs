//! The log dialog.

texts! {
    /// The log dialog.
    LogTexts {
        title = "Log a communication", "记录沟通";
        edit_title = "Edit communication", "编辑沟通记录";
        customer = "Customer", "客户";
        customer_hint = "Type a name, a company or a number", "输入姓名、公司或号码";
        suggestions = "Customers", "客户";
        remove: fn(&str) -> String = |name| format!("Remove {name}"), |name| format!("移除{name}");
        new_named: fn(&str) -> String =
            |name| format!("New customer “{name}”"), |name| format!("新建客户“{name}”");
        content = "Content", "内容";
        content_hint = "What was said", "聊了什么";
        channel = "Channel", "渠道";
        outcome = "Outcome", "结果";
        direction = "Direction", "方向";
        outgoing = "I reached out", "我方联系";
        incoming = "They reached out", "对方联系";
        time = "Time", "时间";
        now = "Now", "现在";
        hour_ago = "An hour ago", "一小时前";
        yesterday = "Yesterday", "昨天";
        other_time = "Another time", "其他时间";
        date = "Date", "日期";
        time_of_day = "Time of day", "时刻";
        next_step = "Next step", "下一步";
        by_policy = "By policy", "按策略";
        today = "Today", "今天";
        tomorrow = "Tomorrow", "明天";
        three_days = "3 days", "3 天后";
        next_week = "Next week", "下周";
        other_day = "Another day", "其他日期";
        next_action = "What to do", "方式";
        next_date = "Due on", "到期日";
        next_time = "At", "时刻";
        future = "This time is still to come: it will be planned, not logged", "该时间尚未到来：将作为计划，而非记录";
        bad_date = "This is not a date", "这不是有效日期";
        bad_time = "This is not a time", "这不是有效时刻";
        ratings = "Ratings", "评分";
        already_planned: fn(&str) -> String =
            |what| format!("Already planned: {what}"), |what| format!("已有计划：{what}");
    }
}
