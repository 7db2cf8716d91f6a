//! What every chart says of itself.

texts! {
    /// What every chart says of itself.
    ChartTexts {
        chart = "chart", "图表";
        hint = "Values: point, or the arrow keys. Records: click, or Enter", "查看数值：指向图形或按方向键。打开记录：点击或按 Enter";
        hint_values = "Values: point, or the arrow keys", "查看数值：指向图形或按方向键";
        touch_hint = "Tap a mark for its value and records", "点按图形查看数值和记录";
        touch_hint_values = "Tap a mark for its value", "点按图形查看数值";
        table = "Table", "表格";
        table_of: fn(&str) -> String = |title| format!("Table: {title}"), |title| format!("表格：{title}");
        actions_of: fn(&str) -> String = |title| format!("Save or print: {title}"), |title| format!("保存或打印：{title}");
        save_svg = "Save as SVG", "保存为 SVG";
        save_png = "Save as PNG", "保存为 PNG";
        save_csv = "Save the table as CSV", "将表格保存为 CSV";
        print = "Print", "打印";
    }
}
