//! The list of keys, by the screen on which they act.

texts! {
    /// The list of keys, by the screen on which they act.
    KeysTexts {
        everywhere = "Everywhere", "所有页面";
        log_dialog = "Log form", "记录表单";
        customer_page = "Customer page", "客户页面";
        go_to: fn(&str) -> String = |page| format!("Go to {page}"), |page| format!("前往{page}");
        list = "List of keys", "快捷键列表";
        open_row = "Open the row", "打开所在行";
        select_row = "Select the customer", "选择客户";
        outcome_then = "Outcome: then T, D, W or P", "结果：再按 T、D、W 或 P";
        put_off_then = "Put off: then T, D or W", "推迟：再按 T、D 或 W";
        next_step = "Next step: tomorrow, 3 days, next week, by policy", "下一步：明天、3 天后、下周、按策略";
        while_typing = "The same while typing: hold Alt", "输入文字时：按住 Alt";
        save_form = "Save from any field", "在任何字段保存";
        take_found = "Take the need or promise found", "采纳发现的需求或承诺";
        log_card = "Log the customer shown", "记录当前客户";
        no_answer = "No answer", "无人接听";
        add_words = "Add words", "填写内容";
        save_row = "Save the row", "保存该行";
        save_all = "Save all", "全部保存";
        leave_out = "Leave the stop out", "移出该站点";
    }
}
