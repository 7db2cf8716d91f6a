//! The calendar file and what rings.

texts! {
    /// The calendar file and what rings.
    ReminderTexts {
        title = "Reminders", "提醒";
        hint = "All that is planned, as a calendar file with alarms. Import it into the calendar of your phone", "将所有已安排的跟进导出为带闹钟的日历文件，导入手机日历即可";
        export = "Export calendar file", "导出日历文件";
        suggestions = "With today's suggestions, as many as the day holds", "包括今日建议，以当天能完成的为限";
        counts: fn(usize, usize, usize) -> String =
            |new, changed, cancelled| format!("{new} new, {changed} changed, {cancelled} cancelled since the last file"),
            |new, changed, cancelled| format!("自上次导出：新增 {new}，更改 {changed}，取消 {cancelled}");
        as_last: fn(usize) -> String =
            |n| if n == 1 { "1 event, as in the last file".to_owned() } else { format!("{n} events, as in the last file") },
            |n| format!("{n} 个日程，与上次文件相同");
        nothing = "Nothing is planned, and nothing is to be cancelled", "没有已安排的跟进，也没有需要取消的";
        silent = "Nothing rings while Genjin is closed, unless the file is in a calendar. What changes later needs a new file. Some calendars keep cancelled events until you delete them", "Genjin 关闭时不会有任何提醒，除非文件已导入日历。之后的更改需要重新导出；有些日历会保留已取消的日程，需手动删除";
        travels = "The file names customers, their phones and addresses. A calendar may keep it on a server", "文件包含客户姓名、电话和地址；日历服务可能将其保存在服务器上";
        file: fn(&str) -> String = |day| format!("genjin-reminders-{day}.ics"), |day| format!("跟进提醒-{day}.ics");
        notify = "Notify while Genjin is open", "Genjin 打开时发送通知";
        notify_hint = "At the time of each planned step that has one. Nothing rings while Genjin is closed", "在设定了时间的跟进到点时提醒；Genjin 关闭时不会提醒";
        notify_refused = "The browser does not allow notifications here. Allow them in the page's settings first", "浏览器不允许此网页发送通知，请先在网页设置中允许";
        notify_missing = "This browser has no notifications here", "此浏览器在此不支持通知";
        due_now: fn(&str) -> String = |what| format!("Due now: {what}"), |what| format!("现在：{what}");
    }
}
