//! The single file: where its data live, copies of it with data inside, and backups by themselves.

texts! {
    /// The single file.
    SingleFileTexts {
        data_live = "Where your data live", "数据保存在哪里";
        not_in_file = "In this browser's own storage on this device, not in this file: a copied or sent file carries none of your data", "保存在本设备上此浏览器自己的存储中，不在此文件里：复制或发送此文件不会带走任何数据";
        who_reads = "Chrome, Edge and Safari keep one storage for all local files: any other web page that you open from your disk in this browser profile can read them. Open only files you trust", "Chrome、Edge 和 Safari 让所有本地文件共用一个存储：在此浏览器配置中从磁盘打开的任何其他网页都能读取这些数据。请只打开可信的文件";
        bound_to_path = "Firefox ties them to the place of this file: moved or renamed, it no longer finds them until it is moved back", "Firefox 将数据与此文件的位置绑定：移动或重命名后将找不到数据，移回原处即可恢复";
        what_deletes = "Clearing the browser's data, removing its profile, or losing the device deletes them", "清除浏览器数据、删除浏览器配置或设备丢失都会使数据消失";
        how_to_back_up = "Back up often: on the Data page, save a backup, or a copy of this file with your data inside", "请经常备份：在“数据”页面保存备份，或保存一份含数据的文件副本";
        policy_hint = "Its own security policy lets it load nothing, neither from the network nor from this disk, send no form and run no script but those that stand in it, told by their fingerprints. So your data cannot leave unless you export it", "此文件自身的安全策略不允许加载任何内容（无论来自网络还是磁盘）、提交表单，也只运行文件内以指纹确认的脚本。因此除非您导出，数据不会离开";

        this_file = "This file", "此文件";
        this_file_hint = "Your data are in this browser, not in this file. A copy with your data inside can be opened in another browser or on another device, and loads them there if you say so", "您的数据在此浏览器中，不在此文件里。含数据的副本可以在其他浏览器或设备上打开，经您同意后载入数据";
        save_copy = "Save a copy with my data inside…", "保存含数据的副本…";
        save = "Save the copy", "保存副本";
        whose = "Opens", "打开";
        same_book = "This book", "这个账本";
        own_book = "A book of its own", "独立的账本";
        same_book_hint = "For you, on another device or in another browser. Where this book is there already, the copy opens it and shows what differs", "供您在其他设备或浏览器上使用。如果那里已有这个账本，副本会打开它并显示差异";
        own_book_hint = "For somebody else, or to keep this state apart: it never mixes with this book, not even in this browser", "供他人使用，或用于单独保留当前状态：即使在此浏览器中也不会与这个账本混在一起";
        anyone_reads = "Anyone who gets the copy can read everything in it, notes and trash included", "任何拿到副本的人都能读取其中的全部内容，包括备注和回收站";
        copy_saved: fn(&str) -> String = |name| format!("Saved {name} with your data inside"), |name| format!("已保存含数据的 {name}");
        copy_failed = "The copy could not be saved. Nothing changed here; try again, or save a backup", "未能保存副本，此处未作任何更改。请重试，或保存备份";
        save_backup = "Save a backup", "保存备份";

        carried_empty = "This file carries data. You see what they are before anything is loaded", "此文件含有数据。载入之前会先显示内容";
        carried_other = "This file carries other data than the book in this browser. Nothing was changed", "此文件所含数据与此浏览器中的账本不同。未作任何更改";
        load = "Load the data inside…", "载入其中的数据…";
        compare = "Compare…", "比较…";
        compare_carried = "Compare with the data inside…", "与文件中的数据比较…";
        not_now = "Not now", "暂不";

        by_itself = "Automatic backup", "自动备份";
        by_itself_hint = "Choose a file once: what changes is written to it within seconds, and again before this page is closed", "选择一次文件：有变更时会在数秒内写入，关闭页面前再次写入";
        written_to: fn(&str) -> String = |name| format!("What changes is written to {name} within seconds, read again and compared"), |name| format!("变更会在数秒内写入 {name}，并回读比对");
        needs_leave: fn(&str) -> String = |name| format!("The browser asks again before {name} is written to"), |name| format!("写入 {name} 之前需要再次获得浏览器许可");
        allow = "Allow it", "允许";
        choose_file = "Choose a backup file…", "选择备份文件…";
        choose_other = "Choose another file…", "选择其他文件…";
        stop = "Stop", "停止";
        not_written: fn(&str) -> String = |name| format!("The backup could not be written to {name}. Choose another file, or save a backup"), |name| format!("未能将备份写入 {name}。请选择其他文件，或保存备份");
        of_other_book: fn(&str) -> String = |name| format!("{name} holds a backup of another book, so nothing is written to it. Choose another file for this book"), |name| format!("{name} 是另一个账本的备份，因此不会写入。请为这个账本选择其他文件");
        cannot_by_itself = "This browser lets no page write to a file by itself, so it reminds you when you leave", "此浏览器不允许网页自动写入文件，因此会在您离开时提醒";
        asks_on_leaving = "Ask before I leave with changes that are in no backup", "有未备份的变更时，离开前提醒我";
        left_with: fn(usize) -> String = |n| format!("{n} change{} in no backup yet", if n == 1 { " is" } else { "s are" }), |n| format!("有 {n} 次变更尚未备份");
    }
}
