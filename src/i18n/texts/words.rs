//! The texts of what words say: terms, how records sound, and what was learnt.

use super::counted;

texts! {
    /// The texts of what words say.
    WordsTexts {
        words = "Words", "词语";
        total: fn(&str) -> String =
            |count| if count == "1" { "1 communication with words".to_owned() } else { format!("{count} communications with words") },
            |count| format!("{count} 条有内容的沟通记录");
        note: fn(&str) -> String =
            |least| format!("Each term counts once a communication; terms of fewer than {least} are left out"),
            |least| format!("每个词语在一条记录中只计一次；少于 {least} 条记录的词语不列出");
        empty = "No words in this period", "该时段内没有文字内容";
        empty_hint = "Write what was said when you log, or choose a longer period or fewer filters", "记录沟通时写下内容，或选择更长的时间范围、减少筛选条件";
        no_terms = "No term is common to enough communications yet", "还没有在足够多的记录中出现的词语";

        commonest = "Commonest terms", "最常见的词语";
        by_segment = "Typical of a segment", "客户群的典型词语";
        by_month = "Typical of a time", "时段的典型词语";
        typical_note = "Terms that stand here in a larger share than elsewhere; G² of 6.63 is reached by chance in one term of a hundred", "在此处占比明显高于其他记录的词语；仅凭偶然，一百个词语中约有一个的 G² 达到 6.63";
        segment = "Segment", "客户群";
        time = "Time", "时段";
        no_segments = "No customer of these communications has a tier, stage or tag", "这些记录的客户没有分级、阶段或标签";
        nothing_typical: fn(&str, &str) -> String =
            |name, count| if count == "1" { format!("Nothing stands out in the 1 communication of {name}") } else { format!("Nothing stands out in the {count} communications of {name}") },
            |name, count| format!("{name}的 {count} 条记录中没有突出的词语");
        group_size: fn(&str, &str, &str) -> String =
            |name, count, others| format!("{name}: {}, against {}", counted(count, "communication", "communications"), counted(others, "other", "others")),
            |name, count, others| format!("{name}：{count} 条记录，对比其余 {others} 条");
        term = "Term", "词语";
        records = "Records", "记录数";
        share = "Share", "占比";
        elsewhere = "Others", "其他记录";
        share_elsewhere = "Share of others", "其他占比";
        keyness = "G²", "G²";
        // Term, count, where.
        open_records: fn(&str, &str, &str) -> String =
            |term, count, place| format!("“{term}” in {count} of {place}"),
            |term, count, place| format!("“{term}”：{place}，{count} 条");
        all_records = "all communications", "全部记录";
        all_but: fn(&str) -> String =
            |name| format!("communications elsewhere than {name}"), |name| format!("{name}以外的记录");
        show_more: fn(&str) -> String = |count| format!("Show {count} more terms"), |count| format!("再显示 {count} 个词语");
        searching = "Looking for the sentences", "正在查找原句";
        go_to_record: fn(&str) -> String =
            |day| format!("Go to the record of {day}"), |day| format!("查看{day}的记录");

        felt_title = "How customers felt by month", "每月客户感受";
        felt_sentence: fn(&str, &str, &str, &str) -> String =
            |told, total, bad, said| format!("Known from {told} of {}, {bad} dissatisfied; {said} as noted, the others by their words", counted(total, "communication", "communications")),
            |told, total, bad, said| format!("{total} 条记录中有 {told} 条可看出客户感受，其中 {bad} 条不满；{said} 条有标注，其余依据用词判断");
        felt_axis = "Communications that tell", "可看出感受的记录数";
        felt_none = "Nothing in these words tells how the customers felt", "从这些文字中看不出客户的感受";
        satisfied = "Satisfied", "满意";
        neutral = "Neutral", "中性";
        dissatisfied = "Dissatisfied", "不满";

        felt = "How the customer felt", "客户感受";
        sounds_satisfied = "Sounds satisfied", "听起来满意";
        sounds_mixed = "Sounds satisfied in part", "听起来褒贬参半";
        sounds_dissatisfied = "Sounds dissatisfied", "听起来不满";
        as_learned: fn(&str) -> String = |sounds| format!("{sounds}, as you corrected others"), |sounds| format!("{sounds}（根据您的修正）");
        learned_kind: fn(&str) -> String = |words| format!("{words} · learned"), |words| format!("{words} · 已学习");

        learned = "What Genjin learned from you", "从您的修正中学到的";
        learned_hint = "It learns on this device alone, from how you said customers felt and from which needs you noted. Sample data teach nothing", "只在本设备上学习，依据您标注的客户感受和确认的需求；示例数据不参与学习";
        learned_felt = "How customers felt", "客户感受";
        learned_kinds = "Kinds of need", "需求类别";
        too_few: fn(&str, u32) -> String =
            |count, least| if count == "1" { format!("1 correction so far; it begins to propose at {least}") } else { format!("{count} corrections so far; it begins to propose at {least}") },
            |count, least| format!("目前有 {count} 条修正，达到 {least} 条后开始提出建议");
        too_uniform: fn(&str, u32) -> String =
            |count, least| format!("{count} corrections, but two answers with {least} or more each are needed to tell them apart"),
            |count, least| format!("已有 {count} 条修正，但至少要有两种答案各达 {least} 条才能区分");
        // Accuracy, its error, corrections, the share of the most frequent answer.
        accuracy: fn(&str, &str, &str, &str) -> String =
            |right, error, count, guess| format!("Right about {right} (± {error}) of {count} corrections that it had not seen; always giving the most frequent answer would be right about {guess}"),
            |right, error, count, guess| format!("对 {count} 条未见过的修正，正确率 {right}（± {error}）；总是给出最常见的答案，正确率为 {guess}");
        no_need_unknown: fn(u32, u32) -> String =
            |least, days| format!("Silent until {least} records that you logged are known to name no need: say how the customer felt, and note none for {days} days"),
            |least, days| format!("暂不提出建议：至少需要 {least} 条由您记录且确认不含需求的记录（标注了客户感受，且 {days} 天内未从中确认需求）");
        takes_part = "Takes part", "已启用";
        is_silent = "Not better than a guess yet, so it stays silent", "尚不优于猜测，因此暂不提出建议";
        learning = "Learning", "正在学习";
    }
}
