//! Ratings, satisfaction and loyalty.

texts! {
    /// Ratings, satisfaction and loyalty.
    ScoresTexts {
        heading = "Satisfaction and loyalty", "满意度与忠诚度";
        satisfaction = "Satisfaction", "满意度";
        loyalty = "Loyalty", "忠诚度";
        rate = "Rate…", "评分…";
        rate_one: fn(&str) -> String = |name| format!("Rate {name}"), |name| format!("为{name}评分");
        rate_many: fn(&str) -> String =
            |n| format!("Rate {n} customers alike"), |n| format!("为 {n} 位客户统一评分");
        edit_rating = "Edit rating", "编辑评分";
        scale_five = "1 is the lowest, 5 the highest. A second press takes a rating away", "1 最低，5 最高。再按一次可取消";
        scale_ten = "0 is the lowest, 10 the highest. A second press takes a rating away", "0 最低，10 最高。再按一次可取消";
        for_the_first: fn(&str) -> String = |name| format!("For {name}"), |name| format!("针对{name}");
        as_given: fn(&str) -> String =
            |value| format!("As given: {value}"), |value| format!("原评分：{value}");
        date = "Date", "日期";
        given_by = "Given by", "评分人";
        given_by_hint = "Leave empty if the customer gave it", "留空表示客户本人";
        by: fn(&str) -> String = |name| format!("by {name}"), |name| format!("{name} 评");
        at_risk = "At risk", "有流失风险";
        adds_up = "How it adds up", "计算过程";
        what_if = "What if weights or ratings were others", "试算：权重或评分变化的影响";
        aspect = "Aspect", "方面";
        rating = "Rating", "评分";
        points: fn(&str) -> String = |n| format!("{n} points"), |n| format!("{n} 分");
        weight = "Weight", "权重";
        adds = "Adds", "贡献";
        not_rated = "Not rated", "未评";
        sum = "Sum", "合计";
        term = "Term", "项";
        intercept = "b₀", "b₀";
        by_satisfaction: fn(&str) -> String =
            |s| format!("b₁ × satisfaction {s}"), |s| format!("b₁ × 满意度 {s}");
        by_duration: fn(&str) -> String =
            |d| format!("b₂ × {d} months"), |d| format!("b₂ × {d} 个月");
        coefficient = "Coefficient", "系数";
        all_ratings: fn(usize) -> String =
            |n| format!("Ratings ({n})"), |n| format!("评分记录（{n}）");
        more: fn(usize) -> String = |n| format!("Show {n} older"), |n| format!("再显示 {n} 条更早的评分");
        from_record: fn(&str) -> String =
            |day| format!("Given in the communication of {day}"), |day| format!("来自 {day} 的沟通");
        ahead = "still to come, not counted", "尚未发生，不计入";
        more_for: fn(&str) -> String = |what| format!("More for {what}"), |what| format!("{what}的更多操作");
        remove = "Remove", "删除";
        observed: fn(usize) -> String =
            |n| if n == 0 { "Observed loyalty".to_owned() } else { format!("Observed loyalty ({n})") },
            |n| if n == 0 { "实际忠诚度".to_owned() } else { format!("实际忠诚度（{n}）") };
        observed_hint = "Orders, renewals, an answer to “would you recommend us”: any number that shows how loyal the customer proved", "订单数、续约次数、推荐意愿等任何能反映忠诚度的数值";
        add_observed = "Add a number", "添加数值";
        observe: fn(&str) -> String =
            |name| format!("Observed loyalty of {name}"), |name| format!("{name}的实际忠诚度");
        edit_observed = "Edit observed loyalty", "编辑实际忠诚度";
        number = "Number", "数值";
        bad_number = "Write a number, such as 9 or 3.5", "请填写数值，例如 9 或 3.5";
        note = "What it counts", "说明";
        note_hint = "Such as “orders this year”", "例如“今年订单数”";
        any_score = "Any score", "所有得分";
        scores = "Scores", "得分";
        sort_satisfaction = "By satisfaction", "按满意度";
        sort_loyalty = "By loyalty", "按忠诚度";
        unrated = "No rating", "尚无评分";
        below: fn(u8) -> String =
            |n| format!("Satisfaction below {n}"), |n| format!("满意度低于 {n}");
        weight_risk = "Loyalty at risk", "忠诚度有风险";
    }
}
