//! The check of the stored Book.

texts! {
    /// The check of the stored Book.
    CheckTexts {
        heading = "Check the stored book", "检查存储的账本";
        hint = "Reads everything that is stored and compares it with what was saved and what you see. Genjin does so by itself once a week", "读取全部存储内容，并与曾保存的内容和当前所见进行比对。Genjin 每周也会自动检查一次";
        start = "Check now", "立即检查";
        checking = "Checking…", "正在检查…";
        well: fn(&str, &str) -> String = |records, changes| format!("All is well: everything was read and agrees (records: {records}, changes: {changes})"), |records, changes| format!("一切正常：已读取 {records} 条记录和 {changes} 次变更，全部一致");
        last: fn(&str, &str) -> String = |day, time| format!("Last checked on this device: {day}, {time}"), |day, time| format!("本设备上次检查：{day} {time}");
        never = "It was not checked on this device yet", "本设备尚未检查过";
        last_was_not_well = "The last check found something wrong. Check again to see what", "上次检查发现问题。请再次检查以查看详情";
        failed = "The check could not be finished. Nothing was changed: try again", "检查未能完成。未作任何更改，请重试";
        wrong: fn(usize) -> String = |n| if n == 1 { "1 thing is wrong".to_owned() } else { format!("{n} things are wrong") }, |n| format!("发现 {n} 处问题");
        what_to_do = "What you see is still whole in this tab. Save a backup now, then reload the page: where the stored book cannot be opened, the backup and the earlier books are offered", "本标签页中所见内容仍然完整。请立即保存备份，然后重新加载页面：若存储的账本无法打开，将可选择备份或更早的账本";
        part: fn(&str) -> String = |part| format!("A part is missing or was altered ({part})"), |part| format!("有一部分缺失或被改动（{part}）");
        log = "The changes in storage are not those that were saved", "存储的变更与曾保存的不一致";
        not_what_was_saved = "The stored book is not the one that was last saved here", "存储的账本与上次保存的不一致";
        unlike: fn(&str, usize) -> String = |kind, n| format!("{kind}: {n} differ from what you see"), |kind, n| format!("{kind}：有 {n} 条与当前所见不同");
        astray: fn(&str, usize) -> String = |kind, n| format!("{kind}: {n} name a customer who is not here"), |kind, n| format!("{kind}：有 {n} 条指向不存在的客户");
        earlier = "An earlier book, kept as a way back, cannot be read whole. The present one is not touched by it", "一个为恢复而保留的更早账本无法完整读取。当前账本不受影响";
        kind_settings = "Settings", "设置";
        kind_sources = "Imports", "导入";
        kind_customers = "Customers", "客户";
        kind_communications = "Communications", "沟通记录";
        kind_follow_ups = "Follow-ups", "跟进";
        kind_needs = "Needs", "需求";
        kind_promises = "Promises", "承诺";
        kind_ratings = "Ratings", "评分";
        kind_observations = "Observed loyalty", "实际忠诚度";
        kind_reminders = "Reminders", "提醒";
    }
}
