//! The texts of the screen Insights.

texts! {
    /// The texts of the screen Insights.
    InsightsTexts {
        period = "Period", "时间范围";
        last_weeks: fn(usize) -> String =
            |weeks| format!("Last {weeks} weeks"), |weeks| format!("最近 {weeks} 周");
        total: fn(&str) -> String =
            |count| if count == "1" { "1 communication".to_owned() } else { format!("{count} communications") },
            |count| format!("{count} 条沟通记录");
        by_week = "Communications by week", "每周沟通次数";
        by_week_unit = "number a week", "次 / 周";
        by_channel = "Communications by channel", "各渠道沟通次数";
        by_channel_unit = "number in the period", "时段内次数";
        // Weeks, the total, the best week with its count, the present week's count.
        week_sentence: fn(usize, &str, &str, &str, &str) -> String =
            |weeks, total, best, count, now| format!("Columns for the last {weeks} weeks: {total} communications in all, the most ({count}) in the week of {best}; {now} so far this week"),
            |weeks, total, best, count, now| format!("最近 {weeks} 周的柱形图：共 {total} 次沟通，最多的是 {best} 起的一周（{count} 次）；本周至今 {now} 次");
        channel_sentence: fn(&str, &str, &str) -> String =
            |total, first, count| format!("Of {total} communications most were by {first}: {count}"),
            |total, first, count| format!("共 {total} 次沟通，最多的渠道是{first}：{count} 次");
        week_of: fn(&str, &str) -> String =
            |day, count| format!("Week of {day}: {count}"), |day, count| format!("{day} 起一周：{count} 次");
        week_so_far: fn(&str, &str) -> String =
            |day, count| format!("Week of {day}, so far: {count}"), |day, count| format!("{day} 起一周（至今）：{count} 次");
        table = "Table", "表格";
        week = "Week of", "周（起始日）";
        count = "Communications", "沟通次数";
        share = "Share", "占比";
        this_week = "so far", "至今";
        empty = "No communications in this period", "该时段内没有沟通记录";
        empty_hint = "Log one, import a file, or choose a longer period", "记录一次沟通、导入文件，或选择更长的时间范围";
        import = "Import a file", "导入文件";
        thin: fn(&str) -> String =
            |count| format!("Only {count} so far: too few to read a trend out of them"),
            |count| format!("目前只有 {count} 次，数量太少，看不出趋势");
    }
}
