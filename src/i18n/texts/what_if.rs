//! Trying out weights, coefficients and ratings.

use super::counted;

texts! {
    /// Trying out weights, coefficients and ratings.
    WhatIfTexts {
        title = "What-if", "试算";
        about = "Try other numbers on all customers", "在所有客户上试用其他数值";
        empty = "No ratings yet", "还没有评分";
        empty_hint = "Rate customers when you log a communication or on their page. Then sliders show here what would bring whom out of risk", "记录沟通时或在客户页面为客户评分，之后可在此用滑块试算哪些客户会脱离风险";
        customers = "Go to the customers", "查看客户";
        no_loyalty = "Nobody has a loyalty yet. It needs a rating of an aspect that weighs something, and the begin of the relation: “Customer since” or a communication", "还没有客户有忠诚度：需要给权重大于 0 的方面评分，并有“建立关系日期”或一次沟通";
        thin: fn(usize) -> String =
            |n| if n == 1 { "Only 1 customer has a loyalty: too few to see an effect on ranks".to_owned() } else { format!("Only {n} customers have a loyalty: too few to see an effect on ranks") },
            |n| format!("目前只有 {n} 位客户有忠诚度，数量太少，看不出对排名的影响");
        gathering = "Gathering the ratings", "正在汇总评分";
        stopped = "Stopped", "已停止";
        again = "Go on", "继续";
        result = "Effect", "影响";
        mend = "Mend what is marked to see the effect", "请先改正标出的内容";
        at_risk = "At risk", "有流失风险";
        change_place = "Change place", "排名变化";
        of: fn(&str, &str) -> String = |n, all| format!("{n} of {all}"), |n, all| format!("{all} 位中 {n} 位");
        take_over = "Take over", "采用";
        reset_all = "Reset all", "全部还原";
        saves = "Take over saves weights, coefficients and the threshold. Moved ratings are only tried", "“采用”会保存权重、系数和阈值；评分的升降仅用于试算";
        only_tried = "Moved ratings are only tried and never saved", "评分的升降仅用于试算，不会保存";
        nothing_changed = "Nothing is changed that could be saved", "没有可保存的改动";
        subject = "Weights and coefficients", "权重与系数";
        weights = "Weights", "权重";
        shifts = "Ratings, all moved by", "评分整体升降";
        shifts_hint: fn(u8, u8) -> String =
            |low, high| format!("On the scale of {low} to {high}, which no rating goes beyond"),
            |low, high| format!("以 {low}–{high} 分计，不超出量程");
        coefficients = "Loyalty = b₀ + b₁ × satisfaction + b₂ × months", "忠诚度 = b₀ + b₁ × 满意度 + b₂ × 月数";
        number_of: fn(&str) -> String = |name| format!("{name}, as a number"), |name| format!("{name}（数值）");
        reset: fn(&str) -> String = |name| format!("Reset {name}"), |name| format!("还原{name}");
        bad_weight = "0 to 100, two decimals at most", "0 到 100，最多两位小数";
        bad_shift: fn(u8) -> String =
            |n| format!("A number from −{n} to {n}"), |n| format!("请输入 −{n} 到 {n} 的数");
        bad_number = "A number from −1,000,000 to 1,000,000", "请输入 −1000000 到 1000000 的数";
        spread = "Loyalty of all customers", "全部客户的忠诚度";
        spread_says: fn(&str, &str, &str) -> String =
            |n, after, before| format!("{}: {after} would be at risk, {before} now", counted(n, "customer", "customers")),
            |n, after, before| format!("{n} 位客户：调整后 {after} 位有风险，目前 {before} 位");
        customers_count = "Customers", "客户数";
        before = "as it is", "目前";
        after = "as it would be", "调整后";
        threshold: fn(&str) -> String = |n| format!("at risk below {n}"), |n| format!("低于 {n} 有风险");
        from_to: fn(&str, &str) -> String = |a, b| format!("{a} to {b}"), |a, b| format!("{a} 至 {b}");
        // The class, as it would be, as it is.
        class_says: fn(&str, &str, &str) -> String =
            |class, after, before| format!("{class}: {after}, now {before}"),
            |class, after, before| format!("{class}：{after}，目前 {before}");
        show = "Customers who", "显示客户";
        most: fn(&str) -> String = |n| format!("Change most ({n})"), |n| format!("变化最大（{n}）");
        out_of_risk: fn(&str) -> String = |n| format!("Leave risk ({n})"), |n| format!("脱离风险（{n}）");
        into_risk: fn(&str) -> String = |n| format!("Come into risk ({n})"), |n| format!("进入风险（{n}）");
        first: fn(usize) -> String = |n| format!("The first {n}"), |n| format!("前 {n} 位");
        nobody = "Nobody", "没有客户";
        customer = "Customer", "客户";
        list = "Customers with their numbers before and after", "客户及其前后数值";
        scores = "Scores", "得分";
        rank = "Rank", "排名";
        as_computed = "Loyalty is shown as computed here, not kept within 0 and 100", "此处显示计算所得的忠诚度，不限制在 0 到 100";
    }
}
