//! Words that several screens share.

texts! {
    /// Words that several screens share.
    CommonTexts {
        main_navigation = "Main", "主导航";
        skip_to_content = "Skip to content", "跳到正文";
        today = "Today", "今日";
        customers = "Customers", "客户";
        communications = "Communications", "沟通记录";
        insights = "Insights", "洞察";
        data = "Data", "数据";
        settings = "Settings", "设置";
        more = "More", "更多";
        log = "Log", "记录";
        new_customer = "New customer", "新建客户";
        save = "Save", "保存";
        cancel = "Cancel", "取消";
        close = "Close", "关闭";
        undo = "Undo", "撤销";
        redo = "Redo", "重做";
        edit = "Edit", "编辑";
        back = "Back", "返回";
        dismiss = "Dismiss", "知道了";
        try_again = "Try again", "重试";
        nothing = "None", "无";
        read_only = "Read-only", "只读";
        saved = "Saved", "已保存";
        saving = "Saving…", "正在保存…";
        not_saved: fn(usize) -> String =
            |count| format!("{count} not saved"), |count| format!("{count} 项未保存");
        only_here = "Not saved", "未保存";
        refused_late: fn(usize) -> String =
            |count| match count {
                1 => "Something that waited could not be saved any more. What was typed is kept on Today".to_owned(),
                _ => format!("{count} things that waited could not be saved any more. What was typed is kept on Today"),
            },
            |count| format!("{count} 项等待保存的内容已无法保存。输入的内容保留在“今日”");
        nothing_to_undo = "Nothing to undo", "没有可撤销的操作";
        nothing_to_redo = "Nothing to redo", "没有可重做的操作";
        undo_what: fn(&str) -> String =
            |what| format!("Undo: {what}"), |what| format!("撤销：{what}");
        redo_what: fn(&str) -> String =
            |what| format!("Redo: {what}"), |what| format!("重做：{what}");
        move_to_trash = "Move to trash", "移到回收站";
        sample = "Sample", "示例";
        search = "Search", "搜索";
        find_anything = "Find a command or a customer", "查找命令或客户";
        name = "Name", "姓名";
        company = "Company", "公司";
        phone = "Phone", "电话";
        email = "Email", "邮箱";
        stage = "Stage", "阶段";
        tier = "Tier", "等级";
        tag = "Tag", "标签";
        channel = "Channel", "渠道";
        outcome = "Outcome", "结果";
        date = "Date", "日期";
        time = "Time", "时间";
        draft_kept = "What you type is kept", "输入内容会自动保留";
        discard = "Discard", "放弃";
        page_not_found = "There is no such page", "没有这个页面";
        demo = "Demo", "演示";
        go_to_today = "Go to Today", "前往今日";
        gone = "This customer is no longer here", "该客户已不存在";
        gone_hint = "It may have been undone or removed in another tab", "可能已被撤销，或在其他标签页中移除";
        clock_ahead = "The newest record is over two years old by this device's clock. If that cannot be, check the clock", "按本设备的时钟，最新的记录已是两年多以前。如与实际不符，请检查时钟";
        clock_behind = "The newest record is dated more than a day ahead of this device's clock. Check the clock: days since the last contact are counted from it", "最新的记录比本设备的时钟晚一天以上。请检查时钟：距上次联系的天数以它为准";
    }
}
