//! The first run, and what is said of the page as a whole.

texts! {
    /// The first run, and what is said of the page as a whole.
    WelcomeTexts {
        heading = "Know whom to visit, whom to call, and why", "该拜访谁、该联系谁，一目了然";
        intro = "Genjin keeps what was said with every customer and tells you who is due. Everything stays in this browser: no account, no server", "Genjin 记录与每位客户的沟通，并提示该联系谁。所有数据都保存在本浏览器中：无需账号，没有服务器";
        try_sample = "Try with sample data", "用示例数据试用";
        try_sample_hint = "Every sample is marked, and one click removes them all", "每条示例都有标记，一键即可全部移除";
        demo = "Look at a demo", "查看演示";
        demo_hint = "Two years of 300 made-up customers, in a book of its own", "独立账本：300 位虚构客户的两年记录";
        import = "Import a file", "导入文件";
        import_hint = "Customers, communications or ratings as CSV, from any program", "任何程序导出的客户、沟通记录或评分 CSV 文件";
        restore = "Restore a backup", "恢复备份";
        restore_hint = "A .genjin file from this or another device", "本机或其他设备的 .genjin 文件";
        empty = "Start empty", "从空白开始";
        empty_hint = "Enter the first customer yourself", "自己录入第一位客户";
        language = "Language", "语言";
        install_first = "On an iPhone or iPad, install Genjin before you enter anything: Share, then Add to Home Screen. The installed app keeps data of its own, and Safari may clear those of a page that is not opened for a week", "在 iPhone 或 iPad 上，请先安装再录入：点按“分享”，再选“添加到主屏幕”。安装后的应用单独保存数据，而网页若一周未打开，Safari 可能会清除其数据";
        panicked = "Something went wrong in Genjin itself. Your saved data is untouched, and what you were typing is kept. Reload the page to go on", "Genjin 出现错误。已保存的数据未受影响，正在输入的内容也已保留。请重新加载页面继续";
        reload = "Reload", "重新加载";
    }
}
