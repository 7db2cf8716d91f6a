//! Needs, promises, resources and the proposed step.

texts! {
    /// Needs, promises, resources and the proposed step.
    NeedsTexts {
        found = "Found in the words", "从内容中发现";
        need_found: fn(&str, &str) -> String =
            |kind, words| format!("Need: {kind}, {words}"), |kind, words| format!("需求：{kind}，{words}");
        ours_found: fn(&str) -> String =
            |words| format!("We promise: {words}"), |words| format!("我方承诺：{words}");
        theirs_found: fn(&str) -> String =
            |words| format!("They promise: {words}"), |words| format!("对方承诺：{words}");
        by_day: fn(&str) -> String = |day| format!("by {day}"), |day| format!("{day} 前");
        noted = "Noted with it", "一并记录";
        needs = "Needs", "需求";
        promises = "Promises", "承诺";
        need = "Need", "需求";
        promise = "Promise", "承诺";
        kind = "Kind", "类型";
        words = "Words", "内容";
        side = "Who promised", "承诺方";
        due = "Due by", "截止日期";
        resource = "Answered by", "由谁解决";
        state = "State", "状态";
        remove: fn(&str) -> String = |what| format!("Remove: {what}"), |what| format!("移除：{what}");
        add_need = "Add need", "添加需求";
        add_promise = "Add promise", "添加承诺";
        edit_need = "Edit need", "编辑需求";
        edit_promise = "Edit promise", "编辑承诺";
        no_needs = "No needs noted", "暂无需求";
        no_promises = "No promises noted", "暂无承诺";
        more_for: fn(&str) -> String = |what| format!("More for {what}"), |what| format!("{what}的更多操作");
        in_hand = "In hand", "处理中";
        met = "Met", "已满足";
        mark_met = "Mark met", "标为已满足";
        take_in_hand = "Take in hand", "开始处理";
        dropped = "Dropped", "已放弃";
        drop = "Drop", "放弃";
        reopen = "Reopen", "重新打开";
        kept = "Kept", "已兑现";
        mark_kept = "Mark kept", "标为已兑现";
        broken = "Broken", "未兑现";
        closed: fn(usize) -> String = |n| format!("Closed ({n})"), |n| format!("已结束（{n}）");
        open_for: fn(u32) -> String =
            |n| match n { 0 => "since today".to_owned(), 1 => "for 1 day".to_owned(), _ => format!("for {n} days") },
            |n| if n == 0 { "今天提出".to_owned() } else { format!("已 {n} 天") };
        no_day = "No date set", "未定日期";
        due_today = "Due today", "今天到期";
        came_up_on: fn(&str) -> String =
            |day| format!("Show the record of {day}"), |day| format!("查看 {day} 的记录");
        proposed = "Proposed", "建议";
        plan_it = "Plan it…", "安排…";
        ledger = "Promises and needs", "承诺与需求";
        show = "Show", "显示";
        everything = "Promises and needs", "承诺与需求";
        all_states = "All, closed ones too", "全部，含已结束";
        open = "Open", "未结束";
        late = "Late", "已逾期";
        any_kind = "Any kind of need", "所有需求类型";
        nothing_open = "Nothing is owed", "没有未兑现的事项";
        nothing_open_hint = "Promises of both sides and open needs stand here as soon as they are noted, in the log or on a customer’s page", "在记录沟通或客户页面中记下的双方承诺与未满足的需求会列在这里";
        none_found = "Nothing matches", "没有符合的条目";
        ours = "What we promised", "我方承诺";
        theirs = "What they promised", "对方承诺";
        show_more: fn(usize) -> String = |n| format!("Show {n} more"), |n| format!("再显示 {n} 条");
        count: fn(usize) -> String = |n| if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") }, |n| format!("{n} 条");
        resources = "Resources", "资源";
        resources_hint = "What you answer needs with: people, products, offers, hours. The proposed step names the first that fits", "您用来解决需求的人员、产品、方案和工时。建议的下一步会列出首个合适的资源";
        resource_name = "Name of the resource", "资源名称";
        new_resource = "New resource", "新资源";
        resource_kind = "What it is", "类别";
        answers = "Answers", "可解决";
        add_resource = "Add resource", "添加资源";
        remove_resource: fn(&str) -> String = |name| format!("Remove the resource {name}"), |name| format!("移除资源{name}");
        no_resource_name = "A resource needs a name", "资源需要名称";
        resource_exists = "There is a resource of this name", "已有同名资源";
        remove_resource_hint = "A resource that is removed stays named in the needs it answers", "移除的资源仍保留在其所解决的需求中";
    }
}
