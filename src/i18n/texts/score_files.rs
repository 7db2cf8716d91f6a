//! Import and export of ratings and observed loyalties.

texts! {
    /// Import and export of ratings and observed loyalties.
    ScoreFileTexts {
        ratings = "Ratings", "评分";
        loyalty = "Observed loyalty", "实际忠诚度";
        scale = "Scale of the scores", "评分量表";
        makes_aspects = "Make aspects of names that are not among yours. They weigh 1", "为没有的方面名称新建自定义方面，权重为 1";
        new_aspects: fn(&str) -> String = |names| format!("New aspects: {names}"), |names| format!("新建方面：{names}");
        read_as: fn(&str) -> String = |names| format!("Other names, read as: {names}"), |names| format!("名称不同，识别为：{names}");
        group_scores = "Scores", "评分";
        group_aspects = "Scores for one aspect", "单个方面的评分";
        import_ratings: fn(usize, &str) -> String = |count, n| if count == 1 { "Import 1 rating".to_owned() } else { format!("Import {n} ratings") }, |_, n| format!("导入 {n} 条评分");
        import_loyalty: fn(usize, &str) -> String = |count, n| if count == 1 { "Import 1 observed loyalty".to_owned() } else { format!("Import {n} observed loyalties") }, |_, n| format!("导入 {n} 条实际忠诚度");
        imported_ratings: fn(&str) -> String = |n| format!("New ratings: {n}"), |n| format!("新增评分：{n}");
        updated_ratings: fn(&str) -> String = |n| format!("Updated ratings: {n}"), |n| format!("更新评分：{n}");
        imported_loyalty: fn(&str) -> String = |n| format!("New observed loyalties: {n}"), |n| format!("新增实际忠诚度：{n}");
        updated_loyalty: fn(&str) -> String = |n| format!("Updated observed loyalties: {n}"), |n| format!("更新实际忠诚度：{n}");
        export_ratings: fn(&str) -> String = |n| format!("Ratings ({n})"), |n| format!("评分（{n}）");
        export_loyalty: fn(&str) -> String = |n| format!("Observed loyalty ({n})"), |n| format!("实际忠诚度（{n}）");
        ratings_file: fn(&str) -> String = |day| format!("genjin-ratings-{day}.csv"), |day| format!("跟进-评分-{day}.csv");
        loyalty_file: fn(&str) -> String = |day| format!("genjin-loyalty-{day}.csv"), |day| format!("跟进-实际忠诚度-{day}.csv");
        aspect = "Aspect", "方面";
        score = "Score", "评分";
        note = "Note", "说明";
        out_of: fn(&str, u8) -> String = |value, highest| format!("{value} of {highest}"), |value, highest| format!("{value}/{highest}");
    }
}
