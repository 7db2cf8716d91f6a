//! What Genjin is, of what it is made, and what its page may not do.

texts! {
    /// What Genjin is, of what it is made, and what its page may not do.
    AboutTexts {
        heading = "About", "关于";
        what = "Genjin: who was spoken to, what was said, and whom to visit or call next and why", "Genjin：与谁沟通过、说了什么、接下来该拜访或联系谁以及原因";
        version = "Version", "版本";
        build = "Build", "构建";
        build_of_developer = "made on a developer's machine", "开发者本机构建";
        data_format = "Data format", "数据格式";
        data_format_is: fn(u32) -> String =
            |version| format!("{version}, for the stored book and backups; every later version reads it"),
            |version| format!("{version}（账本与备份），以后的版本都能读取");
        licence = "Licence", "许可证";
        licence_either: fn(&str, &str) -> String =
            |one, other| format!("{one} or {other}, as you choose"),
            |one, other| format!("{one} 或 {other}，任选其一");
        parts = "Made of", "第三方组件";
        parts_hint = "Libraries that are part of the app, with their licences", "应用所含的开源库及其许可证";
        parts_count: fn(usize) -> String = |n| format!("{n} libraries"), |n| format!("{n} 个开源库");
        parts_show = "Show the list", "显示列表";
        parts_reading = "Reading the list…", "正在读取列表…";
        parts_failed = "The list could not be read. It comes with the app as licences.txt", "无法读取列表。该列表随应用提供，文件名为 licences.txt";
        library = "Library", "开源库";
        texts_of: fn(&str) -> String = |name| format!("Text of {name}"), |name| format!("{name} 全文");
        policy = "What this page may not do", "本页面被禁止的行为";
        policy_hint = "Its own security policy forbids requests to any other site, scripts and styles from elsewhere or inside the page, forms that are sent anywhere, and plug-ins. So your data cannot leave unless you export them", "页面自身的安全策略禁止访问任何其他网站、禁止外部或内嵌的脚本与样式、禁止提交表单和使用插件。因此除非您导出，数据不会离开本设备";
        policy_text = "The policy as the browser has it", "浏览器中的策略原文";
        policy_missing = "This page states no policy of its own", "此页面没有自带策略";
        check = "How to check it", "如何验证";
        check_open = "Open the browser's developer tools: F12, or Ctrl+Shift+I (⌥⌘I on a Mac)", "打开浏览器的开发者工具：按 F12 或 Ctrl+Shift+I（Mac 为 ⌥⌘I）";
        check_network: fn(&str) -> String =
            |place| format!("Choose Network, load the page anew and use Genjin. Every request goes to {place}, and none while you log, search or save"),
            |place| format!("选择“网络”，重新加载页面并使用 Genjin。所有请求都只发往 {place}，记录、搜索和保存时没有任何请求");
        check_try = "Choose Console and ask for another site, such as fetch(\"https://example.com\"). The browser refuses and names the policy", "选择“控制台”，尝试访问其他网站，例如 fetch(\"https://example.com\")。浏览器会拒绝并指出该策略";
        check_offline = "Switch the network off. What you enter is saved all the same", "断开网络，录入的内容仍会保存";
    }
}
