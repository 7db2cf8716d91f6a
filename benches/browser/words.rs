//! The terms of a large Book: both readings, what comes after them, and what is drawn of them.

use genjin::domain::words::terms::Survey;

use crate::page::Page;
use crate::report;

/// How many records have words.
const RECORDS: u32 = 100_000;

/// The groups: as many as tiers, stages, tags and the months of two years come to.
const GROUPS: usize = 50;

const CLAUSES: [&str; 24] = [
    "客户嫌交货期太长，要求月底前到货",
    "报价比同行高一成，希望再优惠",
    "对新款样品很感兴趣，先试用一周",
    "上次的发票开错了，需要重开",
    "仓库说有三箱包装破损，要求补发",
    "采购部换人了，新负责人姓",
    "设备又报错停机，车间主任很着急",
    "合同下个月到期，想谈续约条件",
    "要产品注册证和检测报告",
    "工程师上门调试后恢复正常",
    "付款周期希望改为月结六十天",
    "竞争对手给了更低的价格",
    "下季度预算还没有批下来",
    "安装位置需要重新测量",
    "培训安排在周三下午",
    "对售后响应速度很满意",
    "运费由谁承担还没谈好",
    "想了解老客户的折扣政策",
    "配件库存不足，先发一半",
    "介绍了一家同行给我们",
    "电话里说话很客气",
    "希望派专人跟进这个项目",
    "质量比上一批好多了",
    "物流信息一直没有更新",
];

/// Records of several sentences, with names that come once or a few times.
fn records() -> Vec<(Vec<usize>, String)> {
    let mut spread = 11_u32;
    let mut below = |most: u32| {
        spread = spread.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (spread >> 8) % most
    };
    (0..RECORDS)
        .map(|_| {
            let mut text = String::new();
            for _ in 0..2 + below(3) {
                text.push_str(CLAUSES[below(24) as usize]);
                let name = (0..2 + below(2)).filter_map(|_| char::from_u32(0x4e00 + below(2_500)));
                text.extend(name);
                text.push('。');
            }
            let group = |below: u32| below as usize;
            let groups = vec![group(below(3)), 3 + group(below(4)), 26 + group(below(24))];
            (groups, text)
        })
        .collect()
}

pub(crate) fn measure(page: &Page) {
    let records = records();
    let [mut first, mut second, mut finished] = [const { Vec::new() }; 3];
    let (mut steps, mut drawn) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let mut survey = Survey::new();
        first.push(page.time(|| {
            for (_, text) in &records {
                survey.add(text);
            }
        }));
        let mut counter = survey.counter(GROUPS, 5);
        second.push(page.time(|| {
            for (groups, text) in &records {
                counter.add(groups, text);
            }
        }));
        let mut finishing = counter.finishing();
        let mut sum = 0.0;
        let mut goes_on = true;
        while goes_on {
            let took = page.time(|| goes_on = finishing.step(4_000));
            steps.push(took);
            sum += took;
        }
        let mut terms = None;
        sum += page.time(|| terms = Some(finishing.finish()));
        finished.push(sum);
        let terms = terms.expect("it was finished");
        assert!(1_000 < terms.list.len());
        for group in 0..GROUPS {
            drawn.push(page.time(|| terms.typical(group, 6.63, 20)));
        }
    }
    report::heading("Words of 100,000 Chinese records");
    report::line("first reading", &first);
    report::line("second reading, 50 groups", &second);
    report::line("which terms stand for others, and their order", &finished);
    report::line_with_p95("  a step of it", &steps);
    report::line_with_p95("the typical terms of a group", &drawn);
}
