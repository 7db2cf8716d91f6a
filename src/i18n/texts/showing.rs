//! Showing Genjin to others: the demo and the mask.

texts! {
    /// Showing Genjin to others: the demo and the mask.
    ShowingTexts {
        heading = "Show Genjin to others", "向他人展示";
        demo = "Demo", "演示";
        demo_bar = "Demo: made-up data; nothing here touches your own book", "演示：均为虚构数据，不会影响您自己的账本";
        leave_demo = "Leave demo", "退出演示";
        reset_demo = "Reset demo", "重置演示";
        reset_in_language = "Reset demo in English", "重置为中文演示";
        other_language = "Names and words of the demo keep the language in which it was filled", "演示中的姓名和内容保持填入时的语言";
        resetting = "Resetting…", "正在重置…";
        demo_was_reset = "The demo begins anew", "演示已恢复原样";
        preparing = "Preparing the demo…", "正在准备演示…";
        preparing_hint = "Three hundred made-up customers and two years of records", "三百位虚构客户和两年的沟通记录";
        preparing_failed = "The demo could not be prepared", "演示准备失败";
        open_demo = "Open the demo", "打开演示";
        open_demo_hint = "A book of its own with 300 made-up customers and two years of records, in this tab alone. Your own book is not touched", "独立的账本，含 300 位虚构客户和两年记录，仅在此标签页中打开，不影响您自己的账本";
        mask = "Hide names and numbers", "遮蔽姓名和号码";
        mask_hint = "Customers, firms, phones, emails, addresses and places are shown as stand-ins, also within notes. Editing is closed meanwhile; logging is not. Backups and exports still hold the real data", "客户、公司、电话、邮箱、地址和位置都以占位文字显示，记录原文中也是如此。期间不能编辑，但可以记录沟通。备份与导出仍为真实数据";
        mask_bar = "Names and numbers are hidden. Nicknames and names of others may still stand in notes", "姓名和号码已遮蔽。备注中的昵称或其他人的名字可能仍会显示";
        mask_off = "Show names", "显示姓名";
        closed_heading = "Names and numbers are hidden", "姓名和号码已遮蔽";
        closed = "Turn off the mask to edit", "请先关闭遮蔽再编辑";
        closed_hint = "This form would show real names, or save stand-ins in their place", "此表单会显示真实姓名，或把占位文字存为姓名";
        exports_real = "The mask is on, but files hold the real names and numbers", "遮蔽已开启，但导出的文件包含真实姓名和号码";
        customer: fn(usize) -> String = |n| format!("Customer\u{a0}{n}"), |n| format!("客户\u{a0}{n}");
        firm: fn(usize) -> String = |n| format!("Firm\u{a0}{n}"), |n| format!("公司\u{a0}{n}");
        person: fn(usize) -> String = |n| format!("Person\u{a0}{n}"), |n| format!("人员\u{a0}{n}");
        someone = "Name\u{a0}•••", "姓名\u{a0}•••";
        phone = "Phone\u{a0}•••", "电话\u{a0}•••";
        email = "Email\u{a0}•••", "邮箱\u{a0}•••";
        account = "Account\u{a0}•••", "账号\u{a0}•••";
        address = "Address\u{a0}•••", "地址\u{a0}•••";
    }
}
