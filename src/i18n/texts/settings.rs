//! The texts of the screen Settings.

texts! {
    /// The texts of the screen Settings.
    SettingsTexts {
        contents = "Sections", "目录";
        keys = "Keys", "快捷键";

        policy = "When to follow up", "何时跟进";
        policy_hint = "Counted from the last contact. Of several rules that hold, the one with the most days wins. On the day itself a rule does not hold yet", "从上次联系起计算。多条规则同时满足时，天数最多的一条生效；刚好等于该天数时尚不生效";
        visit_after_days = "Visit after days", "多少天后拜访";
        call_after_days = "Call after days", "多少天后电话";
        action_after_days: fn(&str) -> String =
            |action| format!("{action} after days"), |action| format!("多少天后{action}");
        once_more: fn(&str, usize) -> String =
            |label, nth| format!("{label} ({nth})"), |label, nth| format!("{label}（{nth}）");
        rule: fn(usize) -> String = |nth| format!("Rule {nth}"), |nth| format!("规则 {nth}");
        action = "Action", "跟进方式";
        own_name = "Custom label", "自定义名称";
        optional = "Optional", "可不填";
        add_rule = "Add a rule", "添加规则";
        remove_rule: fn(usize) -> String =
            |nth| format!("Remove rule {nth}"), |nth| format!("删除规则 {nth}");
        no_rules = "Without a rule nothing is suggested, besides follow-ups made by hand and first contacts", "没有规则：除手动安排的跟进和首次联系外，不再提示";
        mend_first = "Not in force: mend what is marked", "尚未生效：请先更正标出的内容";
        unsaved_hint = "Not in force until saved", "保存后生效";
        nothing_changed = "Nothing was changed", "没有修改";

        working_days = "Count working days only", "仅计工作日";
        working_days_hint = "Monday to Friday", "周一至周五";
        working_days_without = "Monday to Friday, without the holidays below", "周一至周五，不含下列节假日";
        holidays = "Holidays", "节假日";
        holiday = "Holiday", "节假日日期";
        add_holiday = "Add", "添加";
        remove_holiday: fn(&str) -> String =
            |day| format!("Remove {day}"), |day| format!("删除 {day}");
        no_holidays = "None listed", "尚未添加";
        bad_date = "Choose a date", "请选择日期";

        contact = "What counts as contact", "哪些算作联系";
        contact_hint = "The rest is shown as an attempt or a note and does not restart the days", "其余仅显示，不重新计算天数";
        by_outcome = "By outcome", "按结果";
        by_channel = "By channel", "按渠道";
        people_count = "People count for their firm", "个人的联系计入所属公司";
        people_count_hint = "A call with somebody of a firm restarts the days of the firm too", "与公司任一联系人沟通后，公司的天数也重新计算";

        channels = "Channels", "渠道";
        channels_hint = "Your own, besides the built-in ones", "内置渠道之外的自定义渠道";
        built_in_channels: fn(&str) -> String =
            |names| format!("Always there: {names}"), |names| format!("内置：{names}");
        new_channel = "New channel", "新渠道";
        add_channel = "Add channel", "添加渠道";
        own_channel: fn(&str) -> String =
            |name| format!("Name of the channel {name}"), |name| format!("渠道“{name}”的名称");
        remove_channel: fn(&str) -> String =
            |name| format!("Remove the channel {name}"), |name| format!("删除渠道 {name}");
        remove_channel_hint = "Renaming one renames it in every record. Records of a removed one keep its name", "重命名会同时修改所有记录；删除渠道后，已有记录仍保留其名称";
        channel_exists = "There is a channel of this name", "已有同名渠道";

        device = "This device", "本设备";
        device_hint = "Kept in this browser only, and in no backup", "仅保存在本浏览器，不含在备份中";
        language = "Language", "语言";
        theme = "Theme", "主题";
        theme_system = "As the system", "跟随系统";
        theme_light = "Light", "浅色";
        theme_dark = "Dark", "深色";
        single_keys = "Single-letter keys", "单键快捷键";
        single_keys_hint = "L logs, C makes a customer, and so on. Keys with Ctrl or Alt work all the same", "例如 L 记录、C 新建客户。含 Ctrl 或 Alt 的快捷键不受影响";

        storage = "Storage", "存储";
        storage_hint = "Where your data live", "数据保存在哪里";
        storage_where: fn(&str) -> String =
            |place| format!("In the storage (IndexedDB) of this browser, on this device, under {place}. No server has a copy"),
            |place| format!("保存在本设备上此浏览器的存储（IndexedDB）中，位置为 {place}。没有任何服务器保存副本");
        storage_lost = "Clearing this site's data, removing the browser's profile, or losing the device deletes them. A backup file is the only other copy", "清除本站数据、删除浏览器配置或设备丢失都会使数据消失。备份文件是唯一的另一份副本";
        storage_asking = "Asking the browser…", "正在询问浏览器…";
        storage_kept = "The browser has promised not to clear them by itself when space runs short", "浏览器已承诺在空间不足时不会自行清除";
        storage_not_kept = "The browser has not promised to keep them: it may clear them when space runs short", "浏览器尚未承诺保留：空间不足时可能被清除";
        storage_refused = "The browser refused. It may agree once the page is bookmarked, installed or used more", "浏览器拒绝了请求。将本页加入书签、安装或多次使用后可能会同意";
        storage_no_promise = "This browser gives no such promise. Save backups often", "此浏览器不提供这种承诺，请经常备份";
        storage_ask = "Ask the browser to keep them", "请求浏览器保留";
        storage_backup = "Back up and restore", "备份与恢复";
    }
}
