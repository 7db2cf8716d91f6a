//! A Book that cannot be opened, or only be read.

texts! {
    /// A Book that cannot be opened, or only be read.
    RecoveryTexts {
        failed_heading = "Your book could not be opened", "无法打开您的账本";
        missing: fn(u64) -> String = |n| format!("This browser remembers a book with {n} change{}, but it is gone from storage. It may have been cleared by the browser or by hand", if n == 1 { "" } else { "s" }), |n| format!("本浏览器记得一个有 {n} 次变更的账本，但存储中已找不到。可能被浏览器或手动清除");
        another_book = "Another book lies where yours was last saved", "上次保存您的账本的位置现在是另一个账本";
        shorter: fn(u64, u64) -> String = |saved, found| format!("The newest changes are missing: {saved} were saved, {found} are there"), |saved, found| format!("最新的变更缺失：曾保存 {saved} 次，现仅有 {found} 次");
        altered = "The stored book is not the one that was last saved here", "存储的账本与上次保存的不一致";
        damaged = "A part of the book cannot be read", "账本的一部分无法读取";
        headless = "The record that says where your book stands is missing or damaged. Its changes and records may still be there", "记录账本状态的数据缺失或损坏，但变更和记录可能仍在";
        too_new = "This book was written by a newer version of Genjin. Reload the page to get it; nothing was changed", "该账本由更新版本的 Genjin 写入。请重新加载页面以获取新版本；未作任何更改";
        full = "The storage of this device is full, so the book cannot be opened. Free some space and try again", "本设备的存储空间已满，无法打开账本。请清理空间后重试";
        unavailable = "This browser does not let the page store data. Allow site data for this page, or leave private mode, and try again", "浏览器不允许本页面存储数据。请允许本站保存数据或退出无痕模式后重试";
        sealed = "This book is sealed with a passphrase, which this version cannot open", "该账本已用口令加密，此版本无法打开";
        failed = "The browser could not open its storage. Close other tabs of Genjin and try again; if that does not help, restart the browser", "浏览器无法打开存储。请关闭 Genjin 的其他标签页后重试；如仍无效，请重启浏览器";
        held = "Another tab with an older version of Genjin is open. Close it to go on", "另一个标签页正在运行旧版本的 Genjin。请关闭后继续";
        outdated = "A newer version of Genjin is open in another tab, and this tab can no longer save. Reload the page", "另一个标签页正在运行新版本的 Genjin，本标签页已无法保存。请重新加载页面";
        nothing_written = "Nothing was written over. Choose how to go on", "未覆盖任何内容，请选择如何继续";
        use_what_is_there = "Continue with what is there", "使用现有内容继续";
        use_what_is_there_hint = "Whatever is still stored is kept and opened", "保留并打开仍然存在的内容";
        can_be_read: fn(usize, usize) -> String = |customers, communications| format!("Customers that can still be read: {customers}. Communications: {communications}. What stands here now is kept aside"), |customers, communications| format!("仍可读取 {customers} 位客户、{communications} 条沟通记录。现有存储会另行保留");
        go_back = "Go back to an earlier book", "回到更早的账本";
        go_back_hint: fn(usize, usize, &str) -> String = |customers, communications, day| format!("Kept when it was replaced. Customers: {customers}. Communications: {communications}{day}"), |customers, communications, day| format!("被替换时保留，{customers} 位客户、{communications} 条沟通记录{day}");
        last_changed: fn(&str) -> String = |day| format!(", last changed on {day}"), |day| format!("，最后变更于 {day}");
        start_over = "Start with an empty book", "从空白账本开始";
        start_over_hint = "Only if you have no backup and nothing else is left", "仅在没有备份且没有其他内容时选择";
        start_over_asks: fn(usize, usize) -> String = |customers, communications| format!("Start with an empty book? {customers} customers and {communications} communications that can still be read are set aside and no longer shown"), |customers, communications| format!("从空白账本开始？仍可读取的 {customers} 位客户、{communications} 条沟通记录将另行保留，不再显示");
        start_over_asks_of_nothing = "Start with an empty book? What is left in storage is set aside and no longer shown", "从空白账本开始？存储中的剩余内容将另行保留，不再显示";
        earlier_unread = "Reading what it holds…", "正在读取内容…";
        reload_hint = "Try again from the beginning; changes nothing", "从头再试一次，不作任何更改";
        details = "Details for support", "技术细节";
        reading_only = "A newer Genjin wrote this book, so it is read-only here. Reload to get the newer version, or export on the page Data", "该账本由更新版本的 Genjin 写入，在此只读。请重新加载以获取新版本，或在“数据”页导出";
        check_found = "The weekly check found the stored book damaged. Save a backup on the page Data, and check again there", "每周检查发现存储的账本有损坏。请在“数据”页保存备份，并再次检查";
        closed_heading = "This book is read-only here", "此处账本为只读";
        closed = "A newer version of Genjin wrote it. Nothing can be changed here, and nothing typed would be kept", "该账本由更新版本的 Genjin 写入。在此无法更改，输入的内容也不会保留";
        closed_hint = "Reload the page to get the newer version, or export everything on the page Data", "请重新加载页面以获取新版本，或在“数据”页导出全部内容";
        take_along = "Take everything along", "带走全部内容";
        take_along_hint = "A backup and the exports hold what this version can read. The file of everything stored holds all, for a newer Genjin or for support", "备份和导出只含此版本能读取的内容。“全部存储内容”文件则完整无缺，供更新版本的 Genjin 或技术支持使用";
        save_raw = "Save everything stored", "保存全部存储内容";
        save_raw_hint = "As it lies in this browser, in one file, for a newer Genjin or for support", "按浏览器中的原样存为一个文件，供更新版本的 Genjin 或技术支持使用";
        raw_saved: fn(&str) -> String = |name| format!("Saved as {name}"), |name| format!("已保存为 {name}");
        raw_failed = "What is stored could not be read. Reload the page and try again", "无法读取存储内容。请重新加载页面后重试";
    }
}
