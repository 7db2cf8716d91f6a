//! The report on customers, on its page and in its file.

texts! {
    /// The report on customers, on its page and in its file.
    ReportTexts {
        title = "Customer report", "客户报告";
        title_of: fn(&str) -> String =
            |name| format!("Customer report: {name}"), |name| format!("客户报告：{name}");
        menu = "Report…", "报告…";
        to_customer = "Customer", "客户";
        print = "Print", "打印";
        save = "Save as file", "保存为文件";
        options = "What the report holds", "报告内容";
        period = "Period", "期间";
        periods: [&'static str; 4] =
            ["30 days", "90 days", "365 days", "All"], ["30 天", "90 天", "365 天", "全部"];
        with_words = "With the words of communications, needs and promises", "包含沟通、需求与承诺的原文";
        masked = "Mask names", "隐去姓名";
        masked_hint = "Names, firms, phones, emails, accounts and addresses that Genjin knows are replaced", "Genjin 已知的姓名、公司、电话、邮箱、账号和地址会被替换";
        masked_words = "Names that Genjin does not know may remain in the words. Read them before you pass the report on, or leave the words out", "原文中可能仍有 Genjin 未知的名称。转交前请通读，或不包含原文";
        file_name: fn(&str) -> String =
            |day| format!("genjin-report-{day}.html"), |day| format!("genjin-客户报告-{day}.html");
        masked_file_name: fn(&str) -> String =
            |day| format!("genjin-report-masked-{day}.html"), |day| format!("genjin-客户报告-隐名-{day}.html");
        empty = "No customers chosen", "未选择客户";
        empty_hint = "Select customers in the list, then choose Report", "请在列表中选择客户，然后点“报告”";
        made_on: fn(&str) -> String = |day| format!("Made on {day}"), |day| format!("制作于 {day}");
        covers: fn(&str, &str) -> String =
            |from, to| format!("Communications and ratings from {from} to {to}"), |from, to| format!("沟通记录与评分：{from} 至 {to}");
        covers_all: fn(&str) -> String =
            |to| format!("All communications and ratings up to {to}"), |to| format!("截至 {to} 的全部沟通记录与评分");
        customers: fn(usize) -> String =
            |n| if n == 1 { "1 customer".to_owned() } else { format!("{n} customers") }, |n| format!("{n} 位客户");
        left_out: fn(usize, usize) -> String =
            |n, most| format!("{n} more customers were chosen. A report holds {most} at most"),
            |n, most| format!("另有 {n} 位所选客户未列入：一份报告最多 {most} 位");
        overview = "At a glance", "一览";
        risk = "Risk", "风险";
        points = "Points of 100", "得分（满分 100）";
        none_rated_in_period = "No ratings in this period", "此期间没有评分";
        made_with = "Made with Genjin 跟进", "由 Genjin 跟进 制作";
        who = "Who", "基本信息";
        firm = "Firm", "公司";
        role = "Position", "职位";
        tier = "Tier", "等级";
        stage = "Stage", "阶段";
        since = "Customer since", "建立关系";
        since_first: fn(&str) -> String =
            |day| format!("{day}, the first communication"), |day| format!("{day}（首次沟通）");
        last_contact = "Last contact", "上次联系";
        never = "Never", "从未联系";
        unknown = "Not known", "未知";
        next = "What is due", "下一步";
        no_reason = "Nothing is due", "无需跟进";
        proposed = "Proposed step", "建议的下一步";
        communications = "Communications", "沟通记录";
        none_in_period = "None in this period", "此期间没有记录";
        newest_of: fn(usize, usize) -> String =
            |n, all| format!("The newest {n} of {all}"), |n, all| format!("共 {all} 条，列出最近 {n} 条");
        no_words = "Without words", "无文字";
        minutes: fn(u32) -> String = |n| format!("{n} min"), |n| format!("{n} 分钟");
        incoming = "incoming", "对方发起";
        outgoing = "outgoing", "我方发起";
        open_needs = "Open needs", "未满足的需求";
        no_needs = "No open needs", "没有未满足的需求";
        need_since: fn(&str, &str, &str) -> String =
            |kind, state, day| format!("{kind}, {state}, since {day}"), |kind, state, day| format!("{kind}，{state}，{day} 提出");
        open_promises = "Open promises", "未兑现的承诺";
        no_promises = "No open promises", "没有未兑现的承诺";
        promised: fn(&str, &str) -> String =
            |side, day| format!("{side}, made on {day}"), |side, day| format!("{side}，{day} 承诺");
        due: fn(&str) -> String = |day| format!(", due on {day}"), |day| format!("，期限 {day}");
        late = ", late", "，已逾期";
        said: fn(&str, &str) -> String =
            |about, words| format!("{about}: {words}"), |about, words| format!("{about}：{words}");
        satisfaction_table = "How satisfaction adds up", "满意度的计算";
        share = "Share", "占比";
        history = "Ratings", "评分记录";
        history_table: fn(usize, usize) -> String =
            |n, all| if n == all { "All ratings, the newest first".to_owned() } else { format!("The newest {n} of {all} ratings") },
            |n, all| if n == all { "全部评分，最新在前".to_owned() } else { format!("共 {all} 条评分，列出最近 {n} 条") };
        history_line: fn(&str, &str, &str, &str) -> String =
            |from, before, to, after| format!("Satisfaction, 0 to 100: {before} on {from}, {after} on {to}"),
            |from, before, to, after| format!("满意度（0 至 100）：{from} 为 {before}，{to} 为 {after}");
        rated_on = "Date", "日期";
        masked_customer: fn(usize) -> String = |n| format!("Customer {n}"), |n| format!("客户{n}");
        masked_firm: fn(usize) -> String = |n| format!("Firm {n}"), |n| format!("公司{n}");
        masked_person: fn(usize) -> String = |n| format!("Person {n}"), |n| format!("人员{n}");
        masked_someone = "[name]", "［姓名］";
        masked_phone = "[phone]", "［电话］";
        masked_email = "[email]", "［邮箱］";
        masked_account = "[account]", "［账号］";
        masked_address = "[address]", "［地址］";
    }
}
