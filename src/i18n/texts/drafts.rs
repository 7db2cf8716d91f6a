//! What was typed and not saved.

texts! {
    /// What was typed and not saved, by the form in which it was.
    DraftTexts {
        note = "Unfinished note", "未完成的记录";
        line = "Unfinished line", "未完成的快速记录";
        edited_note = "Unfinished change of a note", "未完成的记录修改";
        customer = "Unfinished customer", "未完成的新客户";
        edited_customer = "Unfinished change of a customer", "未完成的客户修改";
        step = "Unfinished next step", "未完成的下一步";
        need = "Unfinished need", "未完成的需求";
        promise = "Unfinished promise", "未完成的承诺";
        rating = "Unfinished rating", "未完成的评分";
        observed = "Unfinished observed loyalty", "未完成的实际忠诚度";
        skip = "Unfinished reason", "未完成的原因";
        of: fn(&str, &str) -> String =
            |what, whose| format!("{what}: {whose}"), |what, whose| format!("{what}：{whose}");
        ago: fn(&str, &str) -> String =
            |what, ago| format!("{what}, {ago}"), |what, ago| format!("{what}，{ago}");
        kept: fn(&str) -> String = |what| format!("{what} kept"), |what| format!("已保留{what}");
        proceed = "Continue", "继续";
        more: fn(usize) -> String =
            |n| if n == 1 { "1 more unfinished".to_owned() } else { format!("{n} more unfinished") },
            |n| format!("另有 {n} 条未完成");
    }
}
