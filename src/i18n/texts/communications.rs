//! The list of communications, and the form of one.

texts! {
    /// The list of communications, and the form of one.
    CommunicationsTexts {
        search = "Search communications", "搜索沟通记录";
        search_hint = "Words, or a customer", "内容或客户";
        any_channel = "Any channel", "所有渠道";
        any_outcome = "Any outcome", "所有结果";
        from = "From", "从";
        to = "To", "到";
        count: fn(&str, usize) -> String =
            |text, n| if n == 1 { format!("{text} communication") } else { format!("{text} communications") },
            |text, _| format!("{text} 条沟通记录");
        count_of: fn(&str, &str) -> String =
            |found, all| format!("{found} of {all} communications"), |found, all| format!("{found} / {all} 条沟通记录");
        words = "Content", "内容";
        when = "When", "时间";
        none_yet = "Nothing recorded yet", "还没有沟通记录";
        none_yet_hint = "Log the first call, visit or message, or import what you have", "记录第一次电话、拜访或消息，或导入已有记录";
        none_found = "Nothing matches", "没有符合条件的记录";
        none_found_hint = "Try other words or fewer filters", "请换个关键词，或减少筛选条件";
        open_record: fn(&str) -> String = |day| format!("Edit record of {day}"), |day| format!("编辑 {day} 的记录");
        and_others: fn(usize) -> String = |n| format!("+{n}"), |n| format!("等 {n} 人");
    }
}
