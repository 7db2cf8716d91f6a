//! The round, and what comes after a link to a customer was followed.

texts! {
    /// The round, and what comes after a link to a customer was followed.
    RoundTexts {
        title = "Round", "拜访路线";
        to_today = "Today", "今日";
        print = "Print", "打印";
        summary: fn(usize, &str) -> String =
            |n, km| if n == 1 { format!("1 visit · {km}") } else { format!("{n} visits · {km}") },
            |n, km| format!("{n} 次拜访 · {km}");
        of_which_placed: fn(usize) -> String =
            |n| if n == 1 { "for the 1 with a position".to_owned() } else { format!("for the {n} with a position") },
            |n| format!("仅含有位置的 {n} 次");
        unplaced: fn(usize) -> String =
            |n| if n == 1 { "1 visit, without a position yet".to_owned() } else { format!("{n} visits, none with a position yet") },
            |n| format!("{n} 次拜访，均无位置");
        straight: fn(u16, u16) -> String =
            |kmh, minutes| format!("By straight-line distance, {kmh} km/h on average, {minutes} min a visit"),
            |kmh, minutes| format!("按直线距离，平均每小时 {kmh} 公里，每次拜访 {minutes} 分钟");
        ends: fn(&str) -> String = |time| format!("Back at {time}"), |time| format!("{time} 返回");
        ends_there: fn(&str) -> String = |time| format!("Done at {time}"), |time| format!("{time} 结束");
        days_later: fn(&str, u32) -> String = |time, n| format!("{time}, {n} days later"), |time, n| format!("{n} 天后 {time}");
        after_hours: fn(&str) -> String = |time| format!("It ends after the working hours, which end at {time}. Leave somebody out, or begin earlier"), |time| format!("行程结束晚于工作时间（{time} 结束）。可减少拜访，或提早出发");
        next_day: fn(&str) -> String = |time| format!("{time} the next day"), |time| format!("次日 {time}");
        how = "Start, speed and time", "起点、速度与时间";
        start = "Start", "起点";
        start_hint = "Coordinates or a map link; empty to begin at a customer", "经纬度或地图链接；留空则从客户处出发";
        start_name = "Name of the start", "起点名称";
        here = "Use my location", "使用当前位置";
        here_hint = "The browser asks first. To find you, it may ask a service of its maker or of the device", "浏览器会先征求同意；为定位，浏览器可能询问其厂商或设备的服务";
        here_refused = "The browser was not allowed to tell the location. Allow it in the page's settings, or paste a position", "浏览器未获准提供位置。请在网页设置中允许，或粘贴位置";
        here_failed = "The device does not know where it is now. Paste a position instead", "设备暂时无法定位，请改为粘贴位置";
        here_missing = "This browser gives no location here. Paste a position instead", "此浏览器无法在此提供位置，请改为粘贴位置";
        leaves = "Leave at", "出发时间";
        speed = "Average speed, km/h", "平均速度（公里/小时）";
        minutes = "Minutes a visit", "每次拜访（分钟）";
        count = "Visits today", "今日拜访数";
        count_hint: fn(usize, usize) -> String =
            |due, fit| format!("{due} are due, of which {fit} fit today; a round holds 50 at most"),
            |due, fit| format!("共 {due} 位待拜访，今天排得下 {fit} 位；一条路线最多 50 位");
        number_wrong = "A whole number from 1 to 500", "请输入 1 到 500 的整数";
        count_wrong = "A whole number from 0 to 50", "请输入 0 到 50 的整数";
        time_wrong = "A time such as 9:00", "请输入时间，例如 9:00";
        empty = "No visits are due today", "今天没有需要拜访的客户";
        empty_hint = "Visits that the rules suggest, or that you planned, stand here", "规则建议或您安排的拜访会显示在这里";
        nobody = "No visit in today's round", "今天的路线没有拜访";
        beyond: fn(usize, usize) -> String =
            |n, fits| if n == 1 {
                format!("1 more visit is due beyond the {fits} that fit a day. It waits on Today under Spill over")
            } else {
                format!("{n} more visits are due beyond the {fits} that fit a day. They wait on Today under Spill over")
            },
            |n, fits| format!("另有 {n} 位待拜访，超出每天 {fits} 次的上限，列在“今日”的“顺延”中");
        not_in_round: fn(usize) -> String =
            |n| if n == 1 { "1 more visit is due and not in this round".to_owned() } else { format!("{n} more visits are due and not in this round") },
            |n| format!("另有 {n} 位待拜访，不在此路线中");
        stops = "Stops", "站点";
        arrives: fn(&str) -> String = |time| format!("Arrive {time}"), |time| format!("{time} 到达");
        agreed: fn(&str) -> String = |time| format!("Planned for {time}"), |time| format!("计划 {time}");
        agreed_late: fn(&str) -> String = |time| format!("Planned for {time}, you come late"), |time| format!("计划 {time}，将迟到");
        waits: fn(&str) -> String = |time| format!("Opens at {time}"), |time| format!("{time} 才开门");
        missed = "Closed when you arrive", "到达时已关门";
        hours_unread: fn(&str) -> String = |why| format!("Hours not used: {why}"), |why| format!("未采用营业时间：{why}");
        open_now = "Open", "营业中";
        no_position = "No position", "无位置";
        position = "Position", "位置";
        hours = "Opening hours", "营业时间";
        hours_hint = "For example Mo-Fr 9-17, Sa 10-14", "例如：周一至周五 9:00-18:00";
        position_of: fn(&str) -> String = |name| format!("Position of {name}"), |name| format!("{name}的位置");
        position_hint = "Coordinates or a map link", "经纬度或地图链接";
        move_up: fn(&str) -> String = |name| format!("Move {name} up"), |name| format!("上移{name}");
        move_down: fn(&str) -> String = |name| format!("Move {name} down"), |name| format!("下移{name}");
        leave_out: fn(&str) -> String = |name| format!("Leave out {name}"), |name| format!("将{name}移出路线");
        moved: fn(&str, usize) -> String = |name, place| format!("{name} is stop {place} now"), |name, place| format!("{name}现为第 {place} 站");
        left_out = "Left out", "已移出路线";
        put_back: fn(&str) -> String = |name| format!("Put back {name}"), |name| format!("恢复{name}");
        by_hand = "Order changed by hand", "顺序已手动更改";
        order_again = "Order by distance", "按距离排序";
        maps_of: fn(&str) -> String = |name| format!("Maps for {name}"), |name| format!("{name}的地图");
        maps = "Maps", "地图";
        whole = "Directions on Google Maps", "在 Google 地图导航";
        whole_part: fn(usize, usize) -> String = |from, to| format!("Google Maps, stops {from} to {to}"), |from, to| format!("Google 地图，第 {from} 至 {to} 站");
        google = "Google Maps", "Google 地图";
        apple = "Apple Maps", "Apple 地图";
        amap = "Amap", "高德地图";
        open_street_map = "OpenStreetMap", "OpenStreetMap";
        app = "Map app", "地图应用";
        keys_hint = "J and K go from stop to stop, Shift with them moves one, X leaves it out", "J、K 选择站点，同时按 Shift 移动，X 移出路线";
        sheet_of: fn(&str) -> String = |day| format!("Round of {day}"), |day| format!("{day} 拜访路线");
        sheet_name = "Customer", "客户";
        sheet_where = "Hours and address", "营业时间与地址";
        sheet_phone = "Phone", "电话";
        sheet_why = "Last contact and why", "上次联系与原因";
        sheet_notes = "Notes", "记录";
        last_contact: fn(&str) -> String = |day| format!("Last {day}"), |day| format!("上次 {day}");
        offer_call: fn(&str) -> String = |name| format!("Log the call with {name}?"), |name| format!("记录与{name}的通话？");
        offer_visit: fn(&str) -> String = |name| format!("Log the visit to {name}?"), |name| format!("记录对{name}的拜访？");
        offer_message: fn(&str) -> String = |name| format!("Log the message to {name}?"), |name| format!("记录发给{name}的消息？");
        call: fn(&str) -> String = |phone| format!("Call {phone}"), |phone| format!("拨打 {phone}");
        text: fn(&str) -> String = |phone| format!("Text {phone}"), |phone| format!("发短信 {phone}");
        write: fn(&str) -> String = |address| format!("Email {address}"), |address| format!("写邮件 {address}");
        show_on_map = "Show on a map", "在地图上查看";
    }
}
