//! The texts of the screen Insights.

use super::counted;

texts! {
    /// The texts of the screen Insights.
    InsightsTexts {
        sections = "Sections", "分区";
        communications = "Communications", "沟通";
        follow_ups = "Follow-ups", "跟进";
        answers = "Answers", "接通";
        needs = "Needs", "需求";
        scores = "Scores", "评分";

        period = "Period", "时间范围";
        last_weeks: fn(usize) -> String =
            |weeks| format!("Last {weeks} weeks"), |weeks| format!("最近 {weeks} 周");
        all_time = "All time", "全部时间";
        turned_days = "From is after To: choose an earlier From or a later To", "开始日期晚于结束日期：请选择更早的开始日期或更晚的结束日期";
        own_dates = "Own dates", "自定义日期";
        counting = "Counting", "正在统计";
        total: fn(&str) -> String =
            |count| if count == "1" { "1 communication".to_owned() } else { format!("{count} communications") },
            |count| format!("{count} 条沟通记录");
        empty = "No communications in this period", "该时段内没有沟通记录";
        empty_hint = "Log one, import a file, or choose a longer period or fewer filters", "记录一次沟通、导入文件，或选择更长的时间范围、减少筛选条件";
        import = "Import a file", "导入文件";
        thin: fn(&str) -> String =
            |count| format!("Only {count} so far: too few to read a trend out of them"),
            |count| format!("目前只有 {count} 条，数量太少，看不出趋势");

        by_week = "Communications by week", "每周沟通次数";
        by_month = "Communications by month", "每月沟通次数";
        by_year = "Communications by year", "每年沟通次数";
        week_from = "Week from", "周（起始日）";
        month = "Month", "月份";
        year = "Year", "年份";
        count = "Communications", "沟通次数";
        others = "Other channels", "其余渠道";
        in_all = "All", "合计";
        // Total, the best part of the time with its count.
        time_sentence: fn(&str, &str, &str) -> String =
            |total, best, count| format!("{}, at most {count} ({best})", counted(total, "communication", "communications")),
            |total, best, count| format!("共 {total} 次沟通，最多 {count} 次（{best}）");
        week_of: fn(&str) -> String =
            |day| format!("Week of {day}"), |day| format!("{day}起的一周");
        so_far: fn(&str) -> String =
            |when| format!("{when}, so far"), |when| format!("{when}至今");
        in_part: fn(&str) -> String =
            |when| format!("{when}, in part"), |when| format!("{when}（部分）");
        years: fn(&str, &str) -> String =
            |first, last| format!("{first} to {last}"), |first, last| format!("{first} 至 {last}");
        value: fn(&str, &str) -> String = |name, value| format!("{name}: {value}"), |name, value| format!("{name}：{value}");
        part: fn(&str, &str, &str, &str) -> String =
            |when, name, count, all| format!("{when}: {name} {count} of {all}"),
            |when, name, count, all| format!("{when}：{name} {count}，共 {all}");

        by_channel = "Communications by channel", "各渠道沟通次数";
        channel_sentence: fn(&str, &str, &str) -> String =
            |total, first, count| format!("{first} was used most: {count} of {}", counted(total, "communication", "communications")),
            |total, first, count| format!("共 {total} 次沟通，最多的渠道是{first}：{count} 次");
        share = "Share", "占比";

        gaps = "Days between contacts", "两次联系之间的天数";
        gaps_sentence: fn(&str, &str, &str) -> String =
            |total, median, longest| format!("{} between contacts: the median is {}, the longest {longest}", counted(total, "gap", "gaps"), counted(median, "day", "days")),
            |total, median, longest| format!("共 {total} 个联系间隔，中位数 {median} 天，最长 {longest} 天");
        gaps_axis = "Days from one contact to the next", "两次联系相隔的天数";
        gaps_count = "Gaps", "间隔数";
        gaps_none = "No customer was contacted on two days yet, so there is no time between contacts", "还没有客户在两个不同的日子被联系过，无法统计间隔";
        median: fn(&str) -> String = |days| format!("median {days}"), |days| format!("中位数 {days}");
        days_one: fn(u32) -> String =
            |day| if day == 1 { "1 day".to_owned() } else { format!("{day} days") }, |day| format!("{day} 天");
        days_from_to: fn(u32, u32) -> String =
            |first, last| format!("{first} to {last} days"), |first, last| format!("{first} 至 {last} 天");
        days_over: fn(u32) -> String =
            |days| format!("over {days} days"), |days| format!("超过 {days} 天");
        days_between = "Days", "天数";

        follow_ups_title = "Planned follow-ups by month", "每月计划跟进的完成情况";
        follow_ups_note = "What was planned by hand, in the month in which it was due. Suggestions of the policy have no day of their own", "仅含手动计划的跟进，按到期月份统计；策略建议没有固定日期，不计入";
        follow_ups_sentence: fn(&str, &str, &str, &str) -> String =
            |in_time, all, late, open| format!("Of {all}: {in_time} done in time, {late} late, {open} still open"),
            |in_time, all, late, open| format!("共 {all} 项：按时完成 {in_time} 项，逾期完成 {late} 项，仍未完成 {open} 项");
        follow_ups_count = "Follow-ups", "跟进数";
        month_due = "Month due", "到期月份";
        in_time = "Done in time", "按时完成";
        late = "Done late", "逾期完成";
        open = "Still open", "仍未完成";
        skipped = "Skipped", "已跳过";
        follow_ups_total: fn(&str) -> String =
            |count| if count == "1" { "1 planned follow-up".to_owned() } else { format!("{count} planned follow-ups") },
            |count| format!("{count} 项计划跟进");
        follow_ups_empty = "No planned follow-up was due in this period", "该时段内没有到期的计划跟进";
        follow_ups_empty_hint = "Plan a next step when you log, and it is counted once its day has come", "记录沟通时安排下一步，到期后即计入统计";

        answers_title = "Answers by weekday and hour", "各时段接通情况";
        answers_note = "Tries of yours whose outcome was noted, by the clock where they were made", "仅含您主动发起且记录了结果的联系，按当地时间统计";
        answers_axis = "Answered of tries", "接通次数 / 尝试次数";
        answers_sentence: fn(&str, &str, &str) -> String =
            |answered, tries, share| format!("Answered: {answered} of {} ({share})", counted(tries, "try", "tries")),
            |answered, tries, share| format!("{tries} 次尝试中接通 {answered} 次（{share}）");
        best_hour: fn(&str, &str, &str, &str) -> String =
            |so_far, day, hour, value| format!("{so_far}; best {day} at {hour}: {value}"),
            |so_far, day, hour, value| format!("{so_far}；最佳时段为{day} {hour}：{value}");
        no_best_hour: fn(&str) -> String =
            |so_far| format!("{so_far}; no hour has enough tries to tell"),
            |so_far| format!("{so_far}；各时段尝试次数均不足，无法判断");
        thin_cell = "fewer than 5 tries", "少于 5 次尝试";
        answers_cell: fn(&str, &str, &str, &str, &str) -> String =
            |day, hour, answered, tries, share| format!("{day} {hour}: {answered} of {tries} answered, {share}"),
            |day, hour, answered, tries, share| format!("{day} {hour}：{tries} 次接通 {answered} 次，{share}");
        answers_thin: fn(&str, &str, &str, &str) -> String =
            |day, hour, answered, tries| format!("{day} {hour}: {answered} of {tries} answered, too few to tell"),
            |day, hour, answered, tries| format!("{day} {hour}：{tries} 次接通 {answered} 次，次数太少");
        without_time: fn(&str) -> String =
            |count| format!("{count} more without a time of day are left out"),
            |count| format!("另有 {count} 次没有具体时间，未计入");
        answers_total: fn(&str) -> String =
            |count| if count == "1" { "1 try".to_owned() } else { format!("{count} tries") }, |count| format!("{count} 次尝试");
        answers_empty = "No try in this period has an outcome and a time", "该时段内没有同时记录结果和时间的联系";
        answers_empty_hint = "Choose an outcome when you log a call: the keys 1 to 6 on Today do", "记录电话时请选择结果；在“今日”按 1 至 6 即可";
        hour = "Hour", "时段";
        answered = "Answered", "接通";
        tries = "Tries", "尝试";
        rate = "Answer rate", "接通率";
        weekdays: [&'static str; 7] =
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

        needs_title = "Needs by kind and state", "各类需求的状态";
        needs_sentence: fn(&str, &str, &str, &str) -> String =
            |total, open, kind, count| format!("{}, {open} still waiting; the most frequent kind is {kind}: {count}", counted(total, "need", "needs")),
            |total, open, kind, count| format!("共 {total} 项需求，{open} 项仍在等待；最多的是{kind}：{count} 项");
        needs_axis = "Needs", "需求数";
        kind = "Kind", "类别";
        ages_title = "Waiting needs by kind and age", "等待中的需求及已等时间";
        ages_axis = "Waiting needs, by days since they came up", "待处理或处理中的需求，按提出后的天数";
        ages_sentence: fn(&str, &str, u32) -> String =
            |open, old, days| format!("{old} of {} came up more than {days} days ago", counted(open, "waiting need", "waiting needs")),
            |open, old, days| format!("{open} 项等待中的需求里，{old} 项已超过 {days} 天");
        ages_none = "No need of this selection is waiting", "所选范围内没有等待中的需求";
        age_up_to: fn(u32) -> String = |days| format!("≤ {days} d"), |days| format!("≤ {days} 天");
        age_from_to: fn(u32, u32) -> String = |from, to| format!("{from}–{to} d"), |from, to| format!("{from}–{to} 天");
        age_over: fn(u32) -> String = |days| format!("> {days} d"), |days| format!("> {days} 天");
        needs_total: fn(&str) -> String =
            |count| if count == "1" { "1 need".to_owned() } else { format!("{count} needs") }, |count| format!("{count} 项需求");
        needs_empty = "No needs in this period", "该时段内没有需求";
        needs_empty_hint = "Note one on a customer's page, or confirm what the words of a communication name", "在客户页面添加需求，或确认沟通内容中识别出的需求";

        records: fn(&str) -> String =
            |count| if count == "1" { "1 record".to_owned() } else { format!("{count} records") }, |count| format!("{count} 条记录");
        show_more: fn(&str) -> String =
            |count| format!("Show {count} more"), |count| format!("再显示 {count} 条");
        due: fn(&str) -> String = |day| format!("due {day}"), |day| format!("{day}到期");

        satisfaction_title = "Spread of satisfaction", "满意度分布";
        satisfaction_axis = "Satisfaction, 0 to 100", "满意度（0 至 100）";
        loyalty_title = "Spread of loyalty", "忠诚度分布";
        loyalty_axis = "Loyalty", "忠诚度";
        scores_count = "Customers", "客户数";
        satisfaction_sentence: fn(&str, &str, &str) -> String =
            |scored, median, without| format!("{} with a satisfaction, the median is {median}; {without} without", counted(scored, "customer", "customers")),
            |scored, median, without| format!("{scored} 位客户有满意度，中位数 {median}；{without} 位没有");
        loyalty_sentence: fn(&str, &str, &str) -> String =
            |count, median, risk| format!("{} with a loyalty, the median is {median}; {risk} at risk", counted(count, "customer", "customers")),
            |count, median, risk| format!("{count} 位客户有忠诚度，中位数 {median}；{risk} 位有流失风险");
        from_to: fn(&str, &str) -> String = |from, to| format!("{from} to {to}"), |from, to| format!("{from} 至 {to}");
        pairs_title = "Satisfaction and loyalty", "满意度与忠诚度";
        pairs_sentence: fn(&str) -> String =
            |count| if count == "1" { "The point is the only customer who has both".to_owned() } else { format!("Each point is one of {count} customers") },
            |count| format!("每个点代表一位客户，共 {count} 位");
        density_sentence: fn(&str, &str, &str) -> String =
            |count, most, place| format!("{count} customers, counted in cells because points would cover each other; most stand together, {most}, at {place}"),
            |count, most, place| format!("{count} 位客户；因点会重叠，按区间计数；最集中处 {most} 位：{place}");
        density_axes = "Satisfaction from (across), loyalty (down)", "满意度起点（横向）、忠诚度（纵向）";
        density_place: fn(&str, &str) -> String =
            |satisfaction, loyalty| format!("satisfaction {satisfaction}, loyalty {loyalty}"),
            |satisfaction, loyalty| format!("满意度 {satisfaction}，忠诚度 {loyalty}");
        pair: fn(&str, &str, &str) -> String =
            |name, satisfaction, loyalty| format!("{name}: satisfaction {satisfaction}, loyalty {loyalty}"),
            |name, satisfaction, loyalty| format!("{name}：满意度 {satisfaction}，忠诚度 {loyalty}");
        trend_title = "Satisfaction by month", "每月满意度";
        trend_axis = "Mean satisfaction at the end of the month", "月末平均满意度";
        trend_axis_thin: fn(usize) -> String =
            |least| format!("Mean of fewer than {least}, which says little"), |least| format!("不足 {least} 位客户的平均，参考意义不大");
        trend_sentence: fn(&str, &str, &str, &str) -> String =
            |first, first_count, last, last_count| format!("The mean satisfaction was {first} (of {first_count}) at first and is {last} (of {last_count}) at last; the customers who are rated change"),
            |first, first_count, last, last_count| format!("平均满意度从 {first}（{first_count} 位）变为 {last}（{last_count} 位）；被评分的客户会有变化");
        // A mean, of how many, and how many are the least for one.
        trend_alone: fn(&str, &str, usize) -> String =
            |mean, count, least| format!("The mean satisfaction is {mean} (of {count}); no month before has {least} customers to compare with"),
            |mean, count, least| format!("平均满意度为 {mean}（{count} 位）；此前各月不足 {least} 位客户，无法比较");
        trend_thin: fn(usize) -> String =
            |least| format!("No month ends with {least} customers who have a satisfaction: too few to speak of a trend"),
            |least| format!("各月末有满意度的客户均不足 {least} 位，无法判断趋势");
        trend_value_thin: fn(&str, &str, &str) -> String =
            |month, mean, count| format!("{month}: {mean}, mean of only {count}"),
            |month, mean, count| format!("{month}：{mean}（仅 {count} 位平均）");
        trend_value: fn(&str, &str, &str) -> String =
            |month, mean, count| format!("{month}: {mean}, mean of {count}"),
            |month, mean, count| format!("{month}：{mean}（{count} 位平均）");
        scores_note = "As of today, with the weights and coefficients of the settings", "截至今天，按设置中的权重和系数计算";
        scored_total: fn(&str) -> String =
            |count| if count == "1" { "1 customer with a score".to_owned() } else { format!("{count} customers with a score") },
            |count| format!("{count} 位客户有评分");
        scores_empty = "No customer of this selection has a score", "所选客户均无评分";
        scores_empty_hint = "Rate an aspect when you log, or on a customer's page", "记录沟通时或在客户页面为各方面评分";
    }
}
