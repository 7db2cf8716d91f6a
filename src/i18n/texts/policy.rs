//! The editor of policies, their replay, and steps that come back.

fn customers(count: &str) -> String {
    let s = if count == "1" { "" } else { "s" };
    format!("{count} customer{s}")
}

texts! {
    /// The editor of policies, their replay, and steps that come back.
    PolicyTexts {
        repeats = "Repeats", "重复";
        repeats_never = "Never", "不重复";
        repeats_hint = "When this one is done or skipped, the next one opens", "完成或跳过后，自动安排下一次";

        everyone = "For everyone else", "其他所有客户";
        everyone_alone = "For everyone", "所有客户";
        some = "For some customers", "部分客户";
        some_hint = "The most specific policy counts: by tag, then by tier, then by stage. Of several tags the upper one counts", "最具体的策略优先：先标签，再等级，后阶段；多个标签时靠上的优先";
        add_policy = "Add a policy for some customers", "为部分客户添加策略";
        policy: fn(&str) -> String = |whom| format!("Policy for {whom}"), |whom| format!("{whom}的策略");
        whom_tag: fn(&str) -> String = |tag| format!("“{tag}”"), |tag| format!("“{tag}”");
        whom_tier: fn(&str) -> String = |tier| format!("tier {tier}"), |tier| format!("{tier} 级客户");
        whom_new = "a tag", "标签客户";
        by = "By", "按";
        move_up: fn(&str) -> String = |what| format!("Move up: {what}"), |what| format!("上移：{what}");
        move_down: fn(&str) -> String = |what| format!("Move down: {what}"), |what| format!("下移：{what}");
        remove: fn(&str) -> String = |what| format!("Remove: {what}"), |what| format!("删除：{what}");
        no_tag = "Write a tag", "请填写标签";
        twice = "There is a policy for these customers already", "已有针对这些客户的策略";
        no_rules = "No rule: these customers are never suggested, besides follow-ups made by hand and first contacts", "没有规则：除手动安排的跟进和首次联系外，不提示这些客户";

        meets: fn(&str) -> String =
            |count| format!("Meets {} today", customers(count)), |count| format!("今天符合：{count} 位客户");
        meets_instead: fn(&str, &str) -> String =
            |new, old| format!("Meets {} today, {old} under the policy in force", customers(new)),
            |new, old| format!("今天符合：{new} 位客户（现行策略：{old} 位）");
        counting = "Counting customers", "正在统计客户";
        stopped = "Stopped: the numbers are those of before", "已停止：显示的是之前的数字";
        again = "Continue", "继续";

        holiday_last = "Up to (optional)", "至（可不填）";
        bad_last = "Choose a date after the first, at most a year later", "请选择首日之后、一年以内的日期";
        days_range: fn(&str, &str) -> String = |first, last| format!("{first} – {last}"), |first, last| format!("{first}至{last}");

        replay = "Asked and done", "提示与完成";
        replay_hint = "The policy, replayed over what was recorded. Each rule asks once for every gap between two contacts that outlasts it. Done are customers contacted, each once a day. Customers are taken as they are today; pauses, skips and plans by hand are left out", "按已有记录回放策略。相邻两次联系的间隔每超过一条规则，该规则提示一次；“完成”为当天联系过的客户数，每位每天计一次。客户按今天的状态计算，不含暂停、跳过和手动计划";
        period = "Period", "时间范围";
        last_months: fn(u32) -> String = |months| format!("Last {months} months"), |months| format!("最近 {months} 个月");
        replaying = "Replaying", "正在回放";
        a_day = "customers a day", "位客户 / 天";
        a_day_weekly = "customers a day, mean of each week", "位客户 / 天（每周平均）";
        summary: fn(&str, &str) -> String =
            |asked, done| format!("Asked {asked} a day, done {done}"),
            |asked, done| format!("平均每天提示 {asked} 次，完成 {done} 次");
        summary_edited: fn(&str, &str, &str) -> String =
            |asked, done, edited| format!("Asked {asked} a day, done {done}; the edited policy would ask {edited}"),
            |asked, done, edited| format!("平均每天提示 {asked} 次，完成 {done} 次；修改后的策略会提示 {edited} 次");
        nothing = "Nothing was recorded in this period, so there is nothing to replay", "该时段内没有记录，无法回放";
        done = "Done", "完成";
        in_force = "Asked by the policy in force", "现行策略提示";
        edited = "Asked by the edited policy", "修改后的策略提示";
        day = "Day", "日期";
        week = "Week of", "周（起始日）";
        look_at = "Look at a day", "查看某一天";
        look_at_week = "Look at a week", "查看某一周";
        week_of: fn(&str) -> String = |day| format!("Week of {day}"), |day| format!("{day} 起一周");
        values: fn(&str, &str, &str) -> String =
            |when, asked, done| format!("{when}: asked {asked}, done {done}"),
            |when, asked, done| format!("{when}：提示 {asked}，完成 {done}");
        values_edited: fn(&str, &str, &str, &str) -> String =
            |when, asked, done, edited| format!("{when}: asked {asked}, done {done}, edited {edited}"),
            |when, asked, done, edited| format!("{when}：提示 {asked}，完成 {done}，修改后提示 {edited}");
        table = "Table", "表格";
        all_actions = "All", "合计";
    }
}
