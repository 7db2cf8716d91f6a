//! Keeping data safe: what is not saved, backups that are written by themselves, and their reminder.

texts! {
    /// Keeping data safe.
    KeepingTexts {
        waits: fn(usize) -> String = |n| if n == 1 { "It is kept in this page until then: leave it open. A copy of everything can be saved at any moment".to_owned() } else { format!("{n} entries are kept in this page until then: leave it open. A copy of everything can be saved at any moment") }, |n| format!("{n} 项内容暂存在本页面中，请勿关闭。可随时保存全部内容的副本");
        gone = "What was saved in this browser is no longer there: its data were cleared, or another book was begun. This page still has everything. Store it again, and save a copy to be safe", "此浏览器中保存的数据已不在：可能已被清除，或另建了账本。本页面仍保有全部内容。请重新存储，并保存副本以防万一";
        store_again = "Store it again", "重新存储";
        stored_again = "Everything is stored in this browser again", "全部内容已重新存储到此浏览器";
        make_room = "Make room…", "腾出空间…";
        books_go: fn(usize, &str) -> String = |books, records| if books == 1 { format!("The book that was replaced here, with {records} customers and communications, goes for good") } else { format!("{books} books that were replaced here, with {records} customers and communications, go for good") }, |books, records| format!("此处曾被替换的 {books} 个账本（共 {records} 条客户和沟通记录）将彻底移除");
        room_costs: fn(u64) -> String = |newest| format!("If there is need, only the last {newest} changes can be undone afterwards. All records of this book stay. Some browsers give the room back only after a while"), |newest| format!("如有需要，此后只能撤销最近 {newest} 次变更。本账本的所有记录都会保留。部分浏览器要过一段时间才会释放空间");
        let_go = "Let them go", "确认移除";
        room_made = "There is room again, and everything is saved", "已腾出空间，全部内容均已保存";
        no_room = "There is still not enough room. Free some space on this device, then try again", "空间仍然不足。请在本设备上清理空间后重试";
        save_copy = "Save a copy of everything", "保存全部内容的副本";

        folder_hint = "Choose a folder once, best one that is synced or on another disk. While you work, a backup is written there every 15 minutes, and before anything is restored or imported. Each is read again and checked", "选择一次文件夹，最好是会同步的或在其他磁盘上的。工作期间每 15 分钟写入一份备份，恢复或导入之前也会写入，并逐份回读校验";
        no_folder = "This browser lets no page write into a folder by itself. You are reminded after a day or 20 changes", "此浏览器不允许网页自动写入文件夹。满一天或 20 次变更时会提醒您";
        choose_folder = "Choose a folder…", "选择文件夹…";
        choose_other = "Choose another folder…", "选择其他文件夹…";
        back_up_now = "Back up now", "立即备份";
        verified: fn(&str, &str, &str, &str) -> String = |folder, day, time, records| format!("Verified {day}, {time}, in {folder}: {records} records"), |folder, day, time, records| format!("{day} {time} 已校验，位于 {folder}：{records} 条记录");
        not_yet: fn(&str) -> String = |folder| format!("No backup of this book is in {folder} yet"), |folder| format!("{folder} 中还没有此账本的备份");
        files_kept: fn(&str) -> String = |n| format!("Backups kept there: {n}. Old ones go, but the last of 7 days, 4 weeks and 12 months stay, and the last before records were lost"), |n| format!("现存备份 {n} 份。旧的会移除，但会保留最近 7 天、4 周和 12 个月的末份，以及记录减少前的末份");
        backed_up: fn(&str) -> String = |folder| format!("Backed up to {folder}, read again and checked"), |folder| format!("已备份到 {folder}，并回读校验");
        not_written: fn(&str) -> String = |folder| format!("The backup could not be written into {folder}. Save one by hand, or choose another folder on the Data page"), |folder| format!("未能将备份写入 {folder}。请手动保存，或在“数据”页面选择其他文件夹");
        unlike: fn(&str) -> String = |folder| format!("A backup in {folder} was read back and is not what was written, so it does not count. The disk may be failing: save a backup elsewhere"), |folder| format!("{folder} 中的备份回读后与写入内容不一致，不予采用。磁盘可能有故障：请将备份保存到别处");
        full: fn(&str) -> String = |folder| format!("There is no room for a backup in {folder}. Free some space, or choose another folder on the Data page"), |folder| format!("{folder} 空间不足，无法备份。请清理空间，或在“数据”页面选择其他文件夹");
        folder_gone: fn(&str) -> String = |folder| format!("{folder} is no longer there, so no backup is written. Choose another folder"), |folder| format!("{folder} 已不存在，因此未写入备份。请选择其他文件夹");
        before_restore: fn(&str) -> String = |why| format!("No backup could be written first. {why}. What is here now is kept aside on this device in any case; press again to go on"), |why| format!("未能预先备份。{why}。现有内容仍会在本设备上另行保留；再次按下按钮即可继续");
        type_to_lose: fn(&str) -> String = |n| format!("More than half of what is here now goes away. Type {n}, the number of records that go, to confirm"), |n| format!("现有内容的一半以上将消失。请输入将消失的记录数 {n} 以确认");
        records_that_go = "Records that go away", "将消失的记录数";
        type_first: fn(&str) -> String = |n| format!("Type {n} to go on"), |n| format!("请输入 {n} 以继续");
        undo_restore = "Undo the restore…", "撤销恢复…";
        bring_back = "Bring it back", "找回";
        kept_intact = "This is what stood here before the last restore. Bringing it back replaces everything that is here now, which is kept in turn", "这是上次恢复之前的内容。找回将替换现有的全部内容，现有内容会另行保留";
        kept_then = "Kept", "保留的";
        nothing_kept = "Nothing of it is kept on this device any more. Restore a backup instead", "本设备上已无保留的内容。请改为恢复备份";
        reading_kept = "Reading what is kept…", "正在读取保留的内容…";
        restore_undone = "What stood here before the restore is back", "已回到恢复之前的内容";
    }
}
