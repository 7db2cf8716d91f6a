//! The palette, and what it can do that no button says in the same words.

texts! {
    /// The palette, and what it can do that no button says in the same words.
    PaletteTexts {
        title = "Commands", "命令";
        field = "Command or customer", "命令或客户";
        hint = "Words, pinyin, initials, last digits", "文字、拼音、首字母、号码末几位";
        results = "Results", "结果";
        count: fn(usize) -> String =
            |n| if n == 1 { "1 result".to_owned() } else { format!("{n} results") },
            |n| format!("{n} 项结果");
        nothing: fn(&str) -> String =
            |typed| format!("Nothing is called “{typed}”"),
            |typed| format!("没有找到“{typed}”");
        how = "↑ ↓ choose, Enter runs, Esc closes", "↑ ↓ 选择，Enter 执行，Esc 关闭";
        recent = "Recent", "最近使用";
        here = "On this page", "当前页面";
        about: fn(&str) -> String = |name| format!("With {name}"), |name| format!("关于{name}");
        everywhere = "Everywhere", "所有页面";
        customers = "Customers", "客户";
        open_customer: fn(&str) -> String = |name| format!("Open {name}"), |name| format!("打开{name}");
        log_with: fn(&str) -> String =
            |name| format!("Log with {name}"), |name| format!("记录与{name}的沟通");
        setting: fn(&str) -> String =
            |heading| format!("Settings: {heading}"), |heading| format!("设置：{heading}");
        data: fn(&str) -> String =
            |heading| format!("Data: {heading}"), |heading| format!("数据：{heading}");
        history = "History: undo any change", "历史：撤销任何一次变更";
        next_row = "Next row", "下一行";
        previous_row = "Previous row", "上一行";
        next_card = "Next customer of the queue", "队列中的下一位";
        previous_card = "Back in the queue", "队列中的上一位";
        move_to_tomorrow = "Moved to tomorrow", "移到明天";
        move_by_days = "Moved by 3 days", "推迟 3 天";
        move_by_week = "Moved by a week", "推迟一周";
        move_down = "Move the stop down", "下移站点";
        move_up = "Move the stop up", "上移站点";
        next_customer = "Next customer of the list", "列表中的下一位客户";
        previous_customer = "Previous customer of the list", "列表中的上一位客户";
        clear_selection = "Select nobody", "取消选择";
        edit_record = "Edit the record", "编辑记录";
        close_well = "Kept, or met", "已兑现或已满足";
        close_badly = "Broken, or dropped", "未兑现或放弃";
        outcome: fn(&str) -> String =
            |outcome| format!("Outcome: {outcome}"), |outcome| format!("结果：{outcome}");
        edit_customer = "Edit the customer", "编辑客户";
        rate = "Rate the customer", "为客户评分";
        observe = "Note observed loyalty", "记下实际忠诚度";
        other_language = "切换到中文", "Switch to English";
        light = "Light colours", "浅色主题";
        dark = "Dark colours", "深色主题";
        device_colours = "Colours of the device", "主题跟随系统";
        single_keys = "Single-letter keys on or off", "开启或关闭单键快捷键";
        single_keys_on = "Single-letter keys are on", "单键快捷键已开启";
        single_keys_off = "Single-letter keys are off. The same command turns them on again", "单键快捷键已关闭，再次执行此命令即可开启";
        mask = "Hide or show names and numbers", "遮蔽或显示姓名和号码";
        print = "Print the page", "打印当前页面";
    }
}
