//! The editor of policies, their replay, and steps that come back.

fn customers(count: &str) -> String {
    let s = if count == "1" { "" } else { "s" };
    format!("{count} customer{s}")
}

/// "2 visits, 1 call and 3 other follow-ups".
fn asked_in_english(visits: &str, calls: &str, others: &str) -> String {
    let some = |count: &str, what: &str| {
        let s = if count == "1" { "" } else { "s" };
        format!("{count} {what}{s}")
    };
    let (visits, calls) = (some(visits, "visit"), some(calls, "call"));
    if others == "0" {
        format!("{visits} and {calls}")
    } else {
        format!("{visits}, {calls} and {}", some(others, "other follow-up"))
    }
}

fn asked_in_chinese(visits: &str, calls: &str, others: &str) -> String {
    let asked = format!("拜访 {visits} 位、电话 {calls} 位");
    if others == "0" {
        asked
    } else {
        format!("{asked}、其他 {others} 位")
    }
}

fn summary_in_english(asked: &str, done: &str, edited: Option<&str>) -> String {
    let summary = format!("On average {asked} customers a day were asked for and {done} contacted");
    match edited {
        None => summary,
        Some(edited) => format!("{summary}; the edited policies would ask for {edited}"),
    }
}

fn summary_in_chinese(asked: &str, done: &str, edited: Option<&str>) -> String {
    let summary = format!("平均每天提示 {asked} 位客户，联系 {done} 位");
    match edited {
        None => summary,
        Some(edited) => format!("{summary}；修改后的策略会提示 {edited} 位"),
    }
}

fn values_in_english(when: &str, asked: &str, done: &str, edited: Option<&str>) -> String {
    let values = format!("{when}: {asked} asked for, {done} contacted");
    match edited {
        None => values,
        Some(edited) => format!("{values}, {edited} by the edited policies"),
    }
}

fn values_in_chinese(when: &str, asked: &str, done: &str, edited: Option<&str>) -> String {
    let values = format!("{when}：提示 {asked} 位，联系 {done} 位");
    match edited {
        None => values,
        Some(edited) => format!("{values}，修改后提示 {edited} 位"),
    }
}

texts! {
    /// The editor of policies, their replay, and steps that come back.
    PolicyTexts {
        repeats = "Repeats", "重复";
        repeats_never = "Never", "不重复";
        repeats_hint = "When this one is done or skipped, the next one opens", "完成或跳过后，自动安排下一次";

        everyone = "For everyone without a policy of their own", "没有专属策略的客户";
        everyone_alone = "For everyone", "所有客户";
        some = "For some customers", "部分客户";
        some_hint = "The most specific policy counts: by tag, then by tier, then by stage. Of several tags the upper one counts", "最具体的策略优先：先标签，再等级，后阶段；多个标签时靠上的优先";
        add_policy = "Add a policy for some customers", "为部分客户添加策略";
        policy: fn(&str) -> String = |whom| format!("Policy for {whom}"), |whom| format!("{whom}的策略");
        whom_tag: fn(&str) -> String = |tag| format!("“{tag}”"), |tag| format!("“{tag}”");
        whom_tier: fn(&str) -> String = |tier| format!("Tier {tier}"), |tier| format!("{tier} 级客户");
        whom_stage: fn(&str) -> String = |stage| stage.to_owned(), |stage| format!("{stage}客户");
        whom_new = "a tag", "标签客户";
        by = "By", "按";
        move_up: fn(&str) -> String = |what| format!("Move up: {what}"), |what| format!("上移：{what}");
        move_down: fn(&str) -> String = |what| format!("Move down: {what}"), |what| format!("下移：{what}");
        remove: fn(&str) -> String = |what| format!("Remove: {what}"), |what| format!("删除：{what}");
        no_tag = "Write a tag", "请填写标签";
        twice = "There is a policy for these customers already", "已有针对这些客户的策略";
        no_rules = "No rule: these customers are never suggested, besides follow-ups made by hand and first contacts", "没有规则：除手动安排的跟进和首次联系外，不提示这些客户";

        applies: fn(&str, &str) -> String =
            |all, asks| format!("Applies to {}, asks for {asks} of them today", customers(all)),
            |all, asks| format!("适用于 {all} 位客户，今天提示其中 {asks} 位");
        applies_hint = "Customers with a rhythm of their own, or not to be contacted, are under no policy. Who is paused, put off, planned by hand or was never contacted is not asked for by a rule", "有专属联系周期或请勿联系的客户不受策略约束；已暂停、推迟、手动安排或从未联系的客户不由规则提示";
        asks: fn(&str) -> String =
            |count| format!("Asks for {} today", customers(count)), |count| format!("今天提示 {count} 位客户");
        asks_instead: fn(&str, &str) -> String =
            |new, old| format!("Asks for {} today, {old} under the policy in force", customers(new)),
            |new, old| format!("今天提示 {new} 位客户（现行策略：{old} 位）");
        asks_today: fn(&str) -> String =
            |what| format!("Today the policies ask for {what}"), |what| format!("今天各策略共提示：{what}");
        asks_today_instead: fn(&str, &str) -> String =
            |new, old| format!("Today the policies would ask for {new}; those in force ask for {old}"),
            |new, old| format!("今天各策略将提示：{new}；现行策略提示：{old}");
        asked: fn(&str, &str, &str) -> String = asked_in_english, asked_in_chinese;
        more_than: fn(u32, &str) -> String =
            |days, other| format!("Must be more than {days}, the days of “{other}”"),
            |days, other| format!("必须大于 {days}（“{other}”的天数）");
        less_than: fn(u32, &str) -> String =
            |days, other| format!("Must be less than {days}, the days of “{other}”"),
            |days, other| format!("必须小于 {days}（“{other}”的天数）");
        unfinished = "Not in force yet: write the tag of the new policy", "尚未生效：请填写新策略的标签";
        no_rule = "nothing", "不提示";
        sentence: fn(&str, &str) -> String =
            |whom, what| format!("{whom}: {what}"), |whom, what| format!("{whom}：{what}");
        counting = "Counting customers", "正在统计客户";
        stopped = "Stopped: the numbers are those of before", "已停止：显示的是之前的数字";
        again = "Continue", "继续";

        holiday_last = "Up to (optional)", "至（可不填）";
        bad_last = "Choose a date after the first, at most a year later", "请选择首日之后、一年以内的日期";
        days_range: fn(&str, &str) -> String = |first, last| format!("{first} – {last}"), |first, last| format!("{first}至{last}");

        replay = "Asked for and contacted", "提示与联系";
        replay_hint = "The policy, replayed over what was recorded. Each rule asks once for every gap between two contacts that outlasts it. Contacted are customers, each once a day. Customers are taken as they are today; pauses, skips and plans by hand are left out", "按已有记录回放策略。相邻两次联系的间隔每超过一条规则，该规则提示一次；“联系”为当天联系过的客户数，每位每天计一次。客户按今天的状态计算，不含暂停、跳过和手动计划";
        period = "Period", "时间范围";
        last_months: fn(u32) -> String = |months| format!("Last {months} months"), |months| format!("最近 {months} 个月");
        replaying = "Replaying", "正在回放";
        a_day = "Customers a day", "每天的客户数";
        a_day_weekly = "Customers a day, mean of each week", "每天的客户数（每周平均）";
        summary: fn(&str, &str, Option<&str>) -> String = summary_in_english, summary_in_chinese;
        nothing = "Nothing was recorded in this period, so there is nothing to replay", "该时段内没有记录，无法回放";
        done = "Customers contacted", "联系过的客户";
        in_force = "Asked for by the policies in force", "现行策略提示";
        edited = "Asked for by the edited policies", "修改后的策略提示";
        day = "Day", "日期";
        week = "Week of", "周（起始日）";
        week_of: fn(&str) -> String = |day| format!("Week of {day}"), |day| format!("{day} 起一周");
        values: fn(&str, &str, &str, Option<&str>) -> String = values_in_english, values_in_chinese;
        mean_values: fn(&str, &str, &str, Option<&str>) -> String =
            |when, asked, done, edited| {
                let values = values_in_english(when, asked, done, edited);
                format!("{values}, on average a day")
            },
            |when, asked, done, edited| {
                let when = format!("{when}，平均每天");
                values_in_chinese(&when, asked, done, edited)
            };
    }
}
