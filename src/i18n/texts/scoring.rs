//! The terms of satisfaction and loyalty, and their calibration.

texts! {
    /// The terms of satisfaction and loyalty, and their calibration.
    ScoringTexts {
        satisfaction = "Satisfaction", "满意度";
        satisfaction_hint = "The mean of a customer's latest ratings, 0 to 100, each as heavy as its aspect. What is not rated is left out", "客户最新评分按权重的加权平均，0 到 100；未评的方面不计入";
        scale = "Scale of new ratings", "新评分的分制";
        scale_five = "1 to 5", "1 到 5 分";
        scale_ten = "0 to 10", "0 到 10 分";
        scale_hint = "Ratings given so far keep the scale in which they were given", "已有评分保留给出时的分制";
        aspects = "Aspects and weights", "评价方面与权重";
        aspects_hint = "A weight of 0 leaves an aspect out of the score. Removing an aspect keeps its ratings: they count again once it is back", "权重为 0 的方面不计入得分。移除方面会保留其评分，恢复后重新计入";
        aspect_name: fn(&str) -> String = |name| format!("Name: {name}"), |name| format!("名称：{name}");
        aspect_weight: fn(&str) -> String = |name| format!("Weight: {name}"), |name| format!("权重：{name}");
        own_name = "Own name, if you like", "自定义名称（可不填）";
        weight = "Weight", "权重";
        share_of_weight = "Share", "占比";
        new_aspect = "New aspect", "新方面";
        add_aspect = "Add an aspect", "添加方面";
        add_back: fn(&str) -> String = |name| format!("Add back: {name}"), |name| format!("恢复：{name}");
        weight_negative = "A weight is 0 or more", "权重不能为负数";
        weight_large = "A weight is 100 at most", "权重最大为 100";
        weight_fine = "A weight has at most two decimals", "权重最多两位小数";
        weight_missing = "Write a number, such as 1 or 2.5", "请填写数字，例如 1 或 2.5";
        name_taken = "Another aspect has this name", "已有同名方面";
        fades = "Older ratings weigh less", "旧评分权重递减";
        half_life = "Half-life in days", "半衰期（天）";
        half_life_hint = "A rating so many days older than the customer's newest weighs half", "比该客户最新评分早这么多天的评分权重减半";

        loyalty = "Loyalty", "忠诚度";
        loyalty_hint = "b₀ + b₁ × satisfaction + b₂ × months of the relation. The defaults 0, 0.8 and 0.2 are a convention and not a finding", "b₀ + b₁ × 满意度 + b₂ × 关系月数。默认值 0、0.8、0.2 只是惯例，并非研究结论";
        intercept = "b₀: start", "b₀：起点";
        by_satisfaction = "b₁: per point of satisfaction", "b₁：每 1 分满意度";
        by_duration = "b₂: per month", "b₂：每月";
        clamps = "Show no less than 0 and no more than 100", "显示时限制在 0 到 100";
        clamps_hint = "Only as shown: ranks and risk go by the number as computed", "仅影响显示：排名和风险按计算值";
        risk = "At risk below", "低于此值视为有流失风险";
        number_missing = "Write a number, such as 0.8", "请填写数字，例如 0.8";
        number_large = "A number from -1,000,000 to 1,000,000", "请填写 -1000000 到 1000000 之间的数";

        comparing = "Comparing ranks", "正在比较名次";
        by_rank_satisfaction = "Ranks by satisfaction", "满意度名次";
        by_rank_loyalty = "Ranks by loyalty", "忠诚度名次";
        risen = "Rise furthest", "上升最多";
        fallen = "Fall furthest", "下降最多";
        from_to: fn(&str, &str) -> String =
            |from, to| format!("from {from} to {to}"), |from, to| format!("第 {from} 名 → 第 {to} 名");

        calibration = "Calibration", "校准";
        to_calibration = "Fit to what was observed", "按实际数据校准";
        lead = "Fits the formulas to your own records. A fit is a proposal: it changes nothing until you use it", "用您自己的记录拟合公式。拟合结果仅为建议，采用后才生效";
        fitting = "Fitting", "正在拟合";
        loyalty_fit = "Loyalty: b₀, b₁ and b₂", "忠诚度：b₀、b₁、b₂";
        loyalty_fit_hint = "Ordinary least squares. Each customer counts with its latest observed loyalty, beside satisfaction and length of the relation as they stood that day", "普通最小二乘法。每位客户取最近一次实际忠诚度，满意度和关系时长取当天的值";
        weights_fit = "Satisfaction: weights of aspects", "满意度：各方面权重";
        weights_fit_hint = "Non-negative least squares. Each customer counts with its latest overall rating, beside the ratings of aspects as they stood that day", "非负最小二乘法。每位客户取最近一次总体评价，各方面评分取当天的值";
        no_observed = "No loyalty was observed yet", "还没有实际忠诚度数据";
        no_observed_hint = "On a customer's page, under “Satisfaction and loyalty”, add a number that shows how loyal it proved: orders, renewals, an answer to “would you recommend us”. Ten customers are the least", "在客户页面的“满意度与忠诚度”中，添加能反映忠诚度的数值，例如订单数、续约次数、推荐意愿。至少需要 10 位客户";
        no_overall = "No overall rating yet", "还没有总体评价";
        no_overall_hint = "When you rate a customer, give “Overall” besides the aspects. Ten customers are the least", "为客户评分时，除各方面外再给出“总体评价”。至少需要 10 位客户";
        to_customers = "Go to customers", "前往客户";
        used: fn(usize, usize) -> String =
            |used, all| if all == 1 { format!("{used} of 1 customer with an observation is used") } else { format!("{used} of {all} customers with an observation are used") },
            |used, all| format!("有数据的 {all} 位客户中使用了 {used} 位");
        left_out = "Left out", "未使用";
        n = "Observations (n)", "样本数（n）";
        r_squared = "R²", "R²";
        adjusted = "Adjusted R²", "调整后 R²";
        deviation = "Residual standard deviation", "残差标准差";
        coefficient = "Coefficient", "系数";
        fitted = "Fitted", "拟合值";
        standard_error = "Standard error", "标准误";
        interval = "95 % interval", "95% 置信区间";
        from_to_number: fn(&str, &str) -> String =
            |low, high| format!("{low} to {high}"), |low, high| format!("{low} 至 {high}");
        present = "In force", "现行值";
        no_effect: fn(&str) -> String =
            |name| format!("The interval of {name} holds 0: these data do not show that it matters"),
            |name| format!("“{name}”的区间包含 0：这些数据不能证明它有影响");
        thin: fn(usize) -> String =
            |n| format!("{n} observations are few: the intervals say how far the numbers may be off"),
            |n| format!("仅 {n} 个样本：请留意区间所示的误差范围");
        thin_weights: fn(usize) -> String =
            |n| format!("{n} observations are few: those of other customers could give quite other weights"),
            |n| format!("仅 {n} 个样本：换一批客户，权重可能明显不同");
        aspect = "Aspect", "方面";
        choose_aspects = "Ticked aspects are fitted, the others will weigh nothing. Those that too few customers rated begin unticked", "勾选的方面参与拟合，其余权重为 0。评分客户过少的方面默认不勾选";
        rated_by = "Rated by", "已评客户";
        no_fit = "0, not fitted", "0（未拟合）";
        held = "held at 0", "限制为 0";
        weights_sum: fn(&str) -> String =
            |sum| format!("The weights sum to {sum} before they are made shares; far from 1 means that overall ratings stand on another level than those of the aspects"),
            |sum| format!("换算成比例前权重之和为 {sum}；若远离 1，说明总体评价与各方面评分的水平不同");
        no_interval = "Weights that may not fall below 0 have no simple intervals, so none are shown", "限制为非负的权重没有简单的置信区间，因此不显示";
        residuals = "Residuals", "残差";
        residuals_say: fn(&str, &str) -> String =
            |drawn, all| if drawn == all {
                format!("Observed less fitted, for {all} customers. A shape in the cloud means that the formula misses something")
            } else {
                format!("Observed less fitted: the farthest and a fair part of {all} customers, {drawn} in all. A shape in the cloud means that the formula misses something")
            },
            |drawn, all| if drawn == all {
                format!("{all} 位客户的实际值减拟合值。若点有明显形状，说明公式遗漏了某些因素")
            } else {
                format!("实际值减拟合值：{all} 位客户中偏差最大的及均匀抽取的，共 {drawn} 位。若点有明显形状，说明公式遗漏了某些因素")
            };
        residual = "Residual", "残差";
        point: fn(&str, &str, &str) -> String =
            |name, fitted, residual| format!("{name}: fitted {fitted}, residual {residual}"),
            |name, fitted, residual| format!("{name}：拟合值 {fitted}，残差 {residual}");
        customer = "Customer", "客户";
        observed = "Observed", "实际值";
        leverage = "Leverage", "杠杆值";
        cooks_distance = "Cook's distance", "库克距离";
        heaviest = "Who weighs most", "影响最大的客户";
        heaviest_hint = "Without one of these the fit would differ most, by Cook's distance. Check their numbers first", "按库克距离，去掉其中一位时拟合结果变化最大。请先核对其数据";
        nobody_heavy = "No customer weighs much more than the others", "没有影响特别大的客户";
        farthest = "Farthest off", "偏差最大的客户";
        everything = "any", "任意";
        effect = "What using them would do today", "采用后对今天的影响";
        use_values = "Use these values", "采用这些值";
        in_force = "These values are in force", "这些值已生效";
        too_large = "One of the values is beyond 1,000,000 and cannot be kept. Note the observed loyalty in a smaller unit", "有数值超出 1000000，无法采用。请用较小的单位记录实际忠诚度";
        took_coefficients = "Coefficients from calibration", "校准所得系数";
        took_weights = "Weights from calibration", "校准所得权重";
    }
}
