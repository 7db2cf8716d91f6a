//! The texts of the screen Settings.

texts! {
    /// The texts of the screen Settings.
    SettingsTexts {
        keys = "Keys", "快捷键";
        key_move = "Next and previous row", "下一行、上一行";
        key_open = "Open the row", "打开所在行";
        key_save = "Save from any field", "在任何字段保存";
        key_outcome = "Outcome, in the log form", "结果（记录表单）";
        key_next = "Next step: tomorrow, 3 days, next week, by policy", "下一步：明天、3 天后、下周、按策略";
        key_typing = "The same while typing: hold Alt", "输入文字时：按住 Alt";
    }
}
