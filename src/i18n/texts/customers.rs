//! The customers' list, page and forms.

texts! {
    /// The customers' list, page and forms.
    CustomersTexts {
        search = "Search customers", "搜索客户";
        search_hint = "Name, company, number or words", "姓名、公司、号码或沟通内容";
        any_stage = "Any stage", "所有阶段";
        any_tier = "Any tier", "所有等级";
        any_tag = "Any tag", "所有标签";
        any_action = "Any action", "所有跟进方式";
        action_due = "Action due", "跟进方式";
        sort_by = "Sort by", "排序";
        by_name = "By name", "按姓名";
        by_company = "By company", "按公司";
        by_stage = "By stage", "按阶段";
        by_tier = "By tier", "按等级";
        by_last_contact = "By last contact", "按上次联系";
        clear_filters = "Clear filters", "清除筛选";
        count: fn(&str, usize) -> String =
            |text, n| if n == 1 { format!("{text} customer") } else { format!("{text} customers") },
            |text, _| format!("{text} 位客户");
        count_of: fn(&str, &str) -> String =
            |found, all| format!("{found} of {all} customers"), |found, all| format!("{found} / {all} 位客户");
        last_contact = "Last contact", "上次联系";
        never = "Never", "从未";
        to_do = "To do", "待办";
        none_yet = "No customers yet", "还没有客户";
        none_yet_hint = "Add the first one, or bring them in from a file", "新建第一位客户，或从文件导入";
        import = "Import", "导入";
        none_found = "Nobody matches", "没有符合条件的客户";
        none_found_hint = "Try other words or fewer filters", "请换个关键词，或减少筛选条件";
        select: fn(&str) -> String = |name| format!("Select {name}"), |name| format!("选择{name}");
        selected: fn(&str) -> String = |n| format!("{n} selected"), |n| format!("已选 {n} 位");
        select_all: fn(&str) -> String = |n| format!("Select all {n}"), |n| format!("全选 {n} 位");
        clear_selection = "Clear selection", "取消选择";
        for_selected = "For the selected customers", "对所选客户";
        set_stage = "Set stage…", "设置阶段…";
        set_tier = "Set tier…", "设置等级…";
        no_tier = "No tier", "无等级";
        add_tag = "Add tag", "添加标签";
        new_title = "New customer", "新建客户";
        edit_title: fn(&str) -> String = |name| format!("Edit {name}"), |name| format!("编辑{name}");
        name_hint = "The only field needed", "只有姓名必填";
        no_name = "Write a name", "请填写姓名";
        title = "Title", "职位";
        phones = "Phones", "电话";
        emails = "Emails", "邮箱";
        handles = "Messaging", "即时通讯";
        add_phone = "Add phone", "添加电话";
        add_email = "Add email", "添加邮箱";
        add_handle = "Add WeChat or other", "添加微信等";
        entry_label: fn(&str, usize) -> String =
            |kind, n| format!("{kind} {n}: label"), |kind, n| format!("{kind} {n}：用途");
        entry_value: fn(&str, usize) -> String =
            |kind, n| format!("{kind} {n}"), |kind, n| format!("{kind} {n}");
        remove_entry: fn(&str, usize) -> String =
            |kind, n| format!("Remove {kind} {n}"), |kind, n| format!("移除{kind} {n}");
        label_hint = "Label", "用途";
        wechat = "WeChat", "微信";
        wechat_id = "WeChat ID", "微信号";
        tags = "Tags", "标签";
        tags_hint = "Enter adds a tag", "按回车添加标签";
        notes = "Notes", "备注";
        more_details = "Address, firm, rhythm, consent", "地址、所属公司、联系周期、联系意愿";
        address = "Address", "地址";
        since = "Customer since", "合作开始日期";
        firm = "Belongs to", "所属公司";
        firm_hint = "This person's firm, itself a customer", "此人所在的公司，须已是客户";
        do_not_contact = "Do not contact", "请勿联系";
        do_not_contact_hint = "Never suggested", "不再提示跟进";
        paused_until = "Paused until", "暂停至";
        rhythm = "Own rhythm", "专属联系周期";
        by_policy = "By policy", "按策略";
        every_days = "Every … days", "每…天";
        every_weeks = "Every … weeks", "每…周";
        every_months = "Every … months", "每…个月";
        rhythm_count = "How many", "数量";
        rhythm_action = "What to do", "方式";
        bad_count = "Write a number from 1 to 3650", "请填写 1 到 3650 之间的整数";
        alike_name: fn(&str) -> String =
            |name| format!("{name} has the same name"), |name| format!("{name} 姓名相同");
        alike_phone: fn(&str) -> String =
            |name| format!("{name} has this phone number"), |name| format!("{name} 使用同一电话");
        alike_email: fn(&str) -> String =
            |name| format!("{name} has this email"), |name| format!("{name} 使用同一邮箱");
        open_customer = "Open", "打开";
        restored = "What you had typed before is back", "已恢复您之前输入的内容";
        start_afresh = "Start afresh", "重新填写";
        previous = "Previous customer", "上一位客户";
        next = "Next customer", "下一位客户";
        previous_short = "Previous", "上一位";
        next_short = "Next", "下一位";
        plan = "Plan a next step…", "安排下一步…";
        pause = "Pause until…", "暂停至…";
        end_pause = "End the pause", "结束暂停";
        set_do_not_contact = "Do not contact", "请勿联系";
        end_do_not_contact = "May be contacted again", "恢复联系";
        snooze = "Put off…", "推迟…";
        snooze_title = "Put off until", "推迟到";
        pause_title = "Pause until", "暂停至";
        pause_hint = "Hidden from Today before this day", "此日期前不在今日页显示";
        call: fn(&str) -> String = |number| format!("Call {number}"), |number| format!("拨打 {number}");
        text_message = "SMS", "短信";
        map = "Map", "地图";
        copy: fn(&str) -> String = |what| format!("Copy {what}"), |what| format!("复制{what}");
        copied: fn(&str) -> String = |what| format!("Copied: {what}"), |what| format!("已复制：{what}");
        not_copied = "The browser did not allow copying. Select it under Details", "浏览器不允许复制，请在详情中手动选择";
        next_month = "Next month", "下月";
        why = "Why", "原因";
        next_step = "Next step", "下一步";
        add = "Add", "添加";
        no_steps = "Nothing planned; the policy decides", "暂无计划，由策略决定";
        due_today = "Today", "今天";
        snoozed_until: fn(&str) -> String = |day| format!("put off until {day}"), |day| format!("推迟到 {day}");
        done = "Done", "完成";
        skip = "Skip", "跳过";
        step_actions: fn(&str) -> String = |what| format!("More for {what}"), |what| format!("{what}的更多操作");
        details = "Details", "详情";
        no_details = "Only the name is known so far", "目前只有姓名";
        people = "People", "联系人";
        source = "Imported from", "导入来源";
        rhythm_days: fn(u16) -> String = |n| if n == 1 { "Every day".to_owned() } else { format!("Every {n} days") }, |n| if n == 1 { "每天".to_owned() } else { format!("每 {n} 天") };
        rhythm_weeks: fn(u16) -> String = |n| if n == 1 { "Every week".to_owned() } else { format!("Every {n} weeks") }, |n| if n == 1 { "每周".to_owned() } else { format!("每 {n} 周") };
        rhythm_months: fn(u16) -> String = |n| if n == 1 { "Every month".to_owned() } else { format!("Every {n} months") }, |n| if n == 1 { "每月".to_owned() } else { format!("每 {n} 个月") };
        no_communications = "Nothing recorded yet", "还没有沟通记录";
        no_communications_hint = "Log the first call, visit or message", "记录第一次电话、拜访或消息";
        through_its_people = "Nothing recorded with the firm itself", "尚无与公司本身的沟通记录";
        through_its_people_hint = "What is recorded with its people counts as a contact of the firm", "与其人员的沟通计为与该公司的联系";
        older: fn(usize) -> String = |n| format!("Show {n} older"), |n| format!("再显示 {n} 条更早的记录");
        ahead = "Still to come, not counted", "尚未发生，不计入";
        attempt = "Attempt, not counted", "尝试联系，不计入";
        with_others = "also with", "同时参与";
        no_words = "No note", "无内容";
        edit_record: fn(&str) -> String = |day| format!("Edit record of {day}"), |day| format!("编辑 {day} 的记录");
        trash_record: fn(&str) -> String = |day| format!("Move record of {day} to trash"), |day| format!("将 {day} 的记录移到回收站");
        history = "History of changes", "变更历史";
        history_reading = "Reading…", "正在读取…";
        history_none = "No change of this customer is kept", "没有保留该客户的变更";
        history_further = "Look further back", "查看更早的变更";
        changed: fn(&str, &str, &str) -> String =
            |field, old, new| format!("{field}: {old} → {new}"), |field, old, new| format!("{field}：{old} → {new}");
        field_firm = "Firm", "所属公司";
        field_position = "Position on the map", "地图位置";
        field_custom = "Own columns", "自定义字段";
        field_consent = "Consent", "联系意愿";
        field_origin = "Origin", "来源";
        field_trashed = "Trash", "回收站";
        in_trash = "in the trash", "在回收站中";
        not_in_trash = "not in the trash", "不在回收站中";
        empty_value = "empty", "空";
        some_value = "set", "已设置";
        may_contact = "may be contacted", "可联系";
        in_trash_title: fn(&str) -> String = |name| format!("{name} is in the trash"), |name| format!("{name} 在回收站中");
        in_trash_hint = "It keeps its records and can come back as it was", "记录仍保留，可恢复原样";
        restore = "Restore", "恢复";
        to_list = "All customers", "全部客户";
        plan_title: fn(&str) -> String = |name| format!("Next step with {name}"), |name| format!("{name}的下一步");
        plan_edit_title: fn(&str) -> String = |name| format!("Change next step with {name}"), |name| format!("修改{name}的下一步");
        plan_when = "When", "时间";
        plan_note = "Note", "备注";
        plan_note_hint = "What to bring up", "要谈什么";
    }
}
