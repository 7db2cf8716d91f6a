//! The words by which customers say what they want, kind by kind and in both languages.

use super::NeedHint;
use super::clause::{Clause, Sentence, Unit};
use super::pattern::{Found, begins, finds, holds, negates};
use crate::domain::need::NeedKind;
use crate::domain::order::PutInOrder;

/// What words name a kind by themselves. Of these a sentence may hold several.
const SPECIFIC: [(NeedKind, &[&str]); 5] = [
    (
        NeedKind::Complaint,
        &[
            "@complain",
            "unhappy|dissatisfied|displeased|annoyed|upset|angry|furious|disappointed|fed_up",
            "not|isn't|aren't|wasn't ~2 happy|satisfied|pleased|amused",
            "poor|bad|terrible|awful|slow ~1 service|support|response|communication",
            "@want ~3 refund|money_back",
            "@want_to return|send_back|cancel",
            "want*_to return|cancel",
            "rude|unfriendly|unacceptable",
            "投诉 !率|电话|热线|渠道|箱|处理流程",
            "抱怨|发火|发脾气|很生气|生气了|很恼火|很失望|失望了|差评|意见很大",
            "很不满|不满意|有不满|表示不满|对我们不满",
            "态度差|态度不好|态度恶劣|态度很差|服务差|服务不好|服务太差|服务很差|响应慢|响应太慢|回复太慢|没人管",
            "要求|要|想|申请 ~2 退货|退款|索赔|赔偿",
        ],
    ),
    (
        NeedKind::Problem,
        &[
            "broken|defective|faulty|malfunction*|leaking|leaks|leaked|jammed|scratched|cracked|rusty",
            "damaged !by_competition",
            "broke_down|breaks_down|broke|stopped_working|crashes|crashed|overheats",
            "not|doesn't|don't|didn't|isn't|aren't|won't|cannot|can't ~1 work|working|start|fit|open|run|print|charge",
            "error_message|error_messages|error_code",
            "problem|problems|trouble|fault|faults|defect|defects !solving|free",
            "issue|issues ~1 with",
            "wrong ~1 item|items|size|colour|color|model|parts|part|product|goods|address_label|label|labels",
            "needs|need ~1 repair|repairs|repairing|fixing",
            "坏了|坏掉|又坏|弄坏|损坏|破损|摔坏|出故障|有故障|故障|失灵|开裂|裂了|断了|生锈|掉漆|异响|变形",
            "出问题|出了问题|出现问题|质量问题|质量不好|质量差|质量不行",
            "有问题 !随时|再|请|可|就|的话|找|联系",
            "有点问题|有些问题|有瑕疵|瑕疵|次品|不良品|不合格",
            "不能用|用不了|没法用|无法使用|不好用|打不开|开不了|启动不了|连不上|装不上|不工作|不制冷|不亮",
            "漏水|漏油|漏气|死机|报错|卡纸|卡住|黑屏|崩溃",
            "发错|送错|型号不对|尺寸不对|颜色不对|规格不对|型号错|尺寸错",
        ],
    ),
    (
        NeedKind::Delivery,
        &[
            "late|delayed|slow|slower|overdue ~1 delivery|deliveries|shipment|shipments|arrival",
            "delivery|deliveries|shipment|shipments|order|goods|parcel|package|lead_time|lead_times ~4 \
             late|delayed|slow|overdue|too_long|long|behind_schedule|not_arrived|hasn't_arrived|\
             haven't_arrived|not_come|missing|lost|stuck",
            "#|several|few|some day|days|week|weeks late",
            "delivered|arrived|arrives|came|shipped ~1 late",
            "not|hasn't|haven't|never ~2 arrived|received|delivered|shipped",
            "waiting|waits ~1 for ~3 delivery|shipment|goods|order|parcel|parts|replacement",
            "@want ~4 delivery_date|tracking_number|earlier_delivery|faster_delivery|quicker_delivery|\
             express_delivery|shorter_lead_time|delivery_by|delivered_by|partial_delivery",
            "asked|asks|asking|wants_to_know|enquired ~2 when|how_soon|how_fast ~5 \
             deliver*|arriv*|ship*|come|comes|delivery",
            "asked|asks|asking|enquired ~1 about ~3 delivery|deliveries|shipping|lead_time|lead_times|shipment",
            "where ~3 order|shipment|delivery|parcel|goods",
            "missing ~2 box|boxes|parts|items|pieces|pallet|pallets",
            "交期 ~4 长|久|慢|晚|紧|拖|不准|不稳",
            "嫌 ~3 交期|交货期|发货|送货|到货|物流 ",
            "催货|催交|催发货|催单|催到货|催交期|催着要货|急要货|急着要|急用",
            "晚到|晚交|到晚|交货晚|交货慢|发货慢|发货太慢|送货慢|送货晚|到货慢|到货晚|物流慢|物流太慢|没按时|未按时",
            "交货延期|延期交货|发货延期|延迟交货|延迟发货|交货延迟|延误|拖了#天|拖了很久",
            "还没到货|没到货|未到货|货没到|货还没到|还没发货|没发货|未发货|没收到货|未收到货|还没收到",
            "少发|漏发|少件|缺件|少了 ~3 件|箱|个|台|套",
            "@要 ~5 提前交|提前发|加急|物流单号|运单号|快递单号|交期|货期|到货时间|发货时间|送货时间|交货时间|尽快发货|尽快交货|早点发货|快点发货|分批",
            "什么时候|何时|几号|哪天|多久 ~3 到货|发货|交货|送到|送货|能到|到",
            "问 ~2 交期|货期|货到哪|物流",
        ],
    ),
    (
        NeedKind::Price,
        &[
            "too|very|quite|rather|bit|so|more|is|are expensive|pricey|costly|dear",
            "finds|found|thinks|said|says ~3 expensive|pricey|costly",
            "expensive|overpriced|too_dear",
            "price|prices|quote|cost|costs|rate|rates ~4 high|higher|steep|much_for|above",
            "too_high_a_price|high_price|high_prices",
            "cheaper|undercut*|undercuts",
            "over|above|beyond|exceeds|outside ~2 budget",
            "@want ~4 quote|quotes|quotation|quotations|discount|discounts|estimate|price|prices|\
             pricing|price_list|rebate|reduction|cost_breakdown",
            "@asked ~4 price|prices|pricing|quote|quotation|discount|discounts|rebate|cost|costs|price_list",
            "better|lower|special ~1 price|prices|rate|deal",
            "about ~1 price|prices|pricing",
            "@要 ~3 quote|quotes|discount|discounts",
            "how_much|what ~2 cost|costs",
            "negotiat* ~3 price|prices|discount|terms",
            "can't|cannot|couldn't afford",
            "太贵|嫌贵|偏贵|有点贵|贵了|很贵|好贵|比较贵|贵一些|贵很多|贵不少|还是贵|觉得贵|价钱贵",
            "价格|价钱|报价|单价|总价|费用|运费 ~3 高|偏高|太高|贵|接受不了",
            "嫌 ~3 价|价格|价钱|贵|运费|费用",
            "超预算|超出预算|超过预算|预算不够|预算不足|预算有限|预算紧",
            "便宜点|便宜些|便宜一点|便宜一些|更便宜|优惠点|再优惠|少一点价|砍价|压价|还价|讲价|谈价|询价|问价|求报价|报个价|报一下价",
            "@要 ~9 报价|报价单|价格|价格表|价目表|底价|折扣|优惠|降价|打折|让利|返点|单价|批发价",
            "多少钱|什么价|啥价|几个点",
        ],
    ),
    (
        NeedKind::Renewal,
        &[
            "renew|renews|renewing|renewal",
            "extend|extending|prolong ~2 contract|subscription|agreement|licence|license|lease",
            "contract|subscription|agreement|licence|license|lease|warranty ~3 \
             expires|expiring|expire|runs_out|ends|ending|up_for|due",
            "续约|续签|续费|续保|续订|续租|续合同|延续合同 !了|成功|完成",
            "合同|协议|服务|订阅|授权|租约|保修 ~4 到期 !了吗",
        ],
    ),
];

/// What words name a kind only where a sentence says nothing more exact.
const GENERAL: [(NeedKind, &[&str]); 3] = [
    (
        NeedKind::Information,
        &[
            "@want ~4 manual|manuals|brochure|brochures|catalogue|catalogues|catalog|datasheet|\
             datasheets|data_sheet|data_sheets|documentation|document|documents|certificate|\
             certificates|spec|specs|specification|specifications|drawing|drawings|information|info|\
             details|reference|references|instructions|presentation|slides|report|answer|reply|\
             update|case_study|photos|pictures|video|link",
            "asked|asks|asking|enquired|inquired ~1 about|whether|if|how|which|what|where|why",
            "wants_to_know|wanted_to_know|want_to_know|would_like_to_know|has_a_question|\
             has_questions|had_questions|had_a_question|has_some_questions",
            "@要 ~9 资料|说明书|手册|目录|样本|样册|彩页|画册|证书|图纸|参数|规格书|检测报告|报告|案例|教程|\
             视频|介绍|方案书|清单|技术文件|数据|图片|照片|链接|答复",
            "咨询|打听|想了解|想知道|想问",
            "询问|问 是否|能不能|能否|有没有|怎么|如何|可不可以|可以|为什么|哪|了",
        ],
    ),
    (
        NeedKind::Product,
        &[
            "interested_in|interest_in",
            "ready_to order|buy|purchase",
            "@want_to order|buy|purchase|try|test|upgrade|switch|replace",
            "want_to|wants_to|wanted_to|would_like_to|plans_to|planning_to|looking_to|need_to|needs_to ~1 \
             order|reorder|buy|purchase|try|upgrade",
            "@want ~3 sample|samples|demo|demonstration|trial|prototype|training|installation|\
             maintenance|consultation|workshop|spare_parts",
            "want|wants|wanted|need|needs|needed|asked_for|asks_for|looking_for|would_like|requests|requested @number \
             !!call|callback|call_back|visit|meeting|appointment|talk|chat|time|few|bit|little|while|\
             moment|break|day|days|week|weeks|month|months|hour|hours|minute|minutes|rest|holiday|\
             decision|approval|signature|lot|word|proper|reminder|vacation|year|years",
            "感兴趣|有兴趣|有意向|有意购买|有采购意向|意向很强",
            "想买|想订|想采购|想购买|要订|要采购|要买|想换|想升级|想试|想加|要加订|想下单|要下单|准备下单|打算采购|打算买|计划采购",
            "加订|加单|增订|追加 ~4 台|套|件|个|箱|吨|批|订单|只",
            "要|想要|需要|再要|再订 ~1 #台|#套|#件|#个 !月|星期|礼拜|小时|工作日|人",
            "要|想要|需要|再要|再订 ~1 #箱|#吨|#批|#只|#条|#张|#盒|#支|#米|#公斤|#卷|#瓶|#袋",
            "@要 ~6 样品|试用|演示|样机|试样|打样|培训|安装|调试|上门服务|上门检修|保养|新款|配件|备件",
        ],
    ),
    (
        NeedKind::Other,
        &[
            "asked_us_to|wants_us_to|asks_us_to|want_us_to|needs_us_to|would_like_us_to|asked_me_to|wants_me_to|expects_us_to",
            "@want ~3 invoice|invoices|receipt|payment_terms|longer_terms|credit_note|credit_limit",
            "invoice|bill ~3 wrong|incorrect",
            "@要 ~5 发票|开票|收据|账期|月结|付款方式|授权书",
            "发票 ~3 错|没收到|不对",
            "希望我们|要求我们|要我们|让我们|请我们|叫我们",
        ],
    ),
];

/// A clause about something that may never happen.
const CONDITIONS: &str = "if|unless|in_case|when|would|如果|要是|假如|万一|若|除非|的话";

/// A clause that tells that it is over.
const SETTLED: &str = "solved|resolved|settled|repaired|sorted_out|works_again|working_again|\
    works_now|exchanged|withdrawn|no_longer|解决了|已解决|已经解决|问题解决|修好|处理好|处理完|已处理|已经处理|\
    搞定|恢复正常|已换|换好|已更换|没事了|撤诉|撤销投诉|已到货|已经到货|到货了|到了|收到了|已收到|补发了|已补发|已送达";

/// A wish within such a clause: then it is not over.
const STILL_WANTED: &str =
    "wants|want|needs|need|asked|must|should|please|until|要|希望|需要|催|求|还没|没";

/// Words that a pattern for the wishes of a customer must not follow: we speak of ourselves.
const OURSELVES: &str = "i|we|i'm|we're|i've|we've|i'd|we'd|我|们|咱|我司|我方";
const OTHERS: &str = "competitor|competitors|competition|rival|rivals|竞争对手|对手|同行|竞品";

/// What a sentence says of needs, each kind at most once, in the order of the words.
pub(super) fn in_sentence(sentence: &Sentence) -> Vec<NeedHint> {
    let mut hints: Vec<NeedHint> = Vec::new();
    for clause in &sentence.clauses {
        add(&mut hints, clause, &SPECIFIC);
    }
    // Who complains of a late delivery has one need, and its words name the rest.
    if hints.iter().any(|hint| hint.kind == NeedKind::Complaint) {
        let span = whole(&hints);
        hints.retain(|hint| !matches!(hint.kind, NeedKind::Problem | NeedKind::Delivery));
        for hint in hints
            .iter_mut()
            .filter(|hint| hint.kind == NeedKind::Complaint)
        {
            hint.span = span.clone();
        }
    }
    if hints.is_empty() {
        for clause in &sentence.clauses {
            for kind in &GENERAL {
                if add(&mut hints, clause, std::slice::from_ref(kind)) {
                    break;
                }
            }
        }
    }
    hints.put_in_order_by_key(|hint| hint.basis.start);
    hints
}

fn whole(hints: &[NeedHint]) -> std::ops::Range<usize> {
    let start = hints.iter().map(|hint| hint.span.start).min().unwrap_or(0);
    let end = hints.iter().map(|hint| hint.span.end).max().unwrap_or(0);
    start..end
}

/// Adds what a clause says; whether it says anything of these kinds.
fn add(hints: &mut Vec<NeedHint>, clause: &Clause, kinds: &[(NeedKind, &[&str])]) -> bool {
    let units = &clause.units;
    let mut said = false;
    for (kind, patterns) in kinds {
        let Some(found) = said_in(units, *kind, patterns) else {
            continue;
        };
        said = true;
        let start = said_from(units, found.start);
        let basis = units[start].span.start..units[found.end - 1].span.end;
        let span = clause.span();
        match hints.iter_mut().find(|hint| hint.kind == *kind) {
            Some(hint) => hint.span.end = span.end,
            None => hints.push(NeedHint {
                kind: *kind,
                span,
                basis,
            }),
        }
    }
    said
}

/// By which customers find fault with what follows.
const FINDS_FAULT: &str = "嫌|嫌弃|抱怨|吐槽|反映|反馈";

/// What may stand between that and what they find fault with.
const AT_FAULT: &str = "我|们|咱|你|说|是";

/// Where the words begin that say it, with those that find fault: 嫌交期长, not 交期长 alone.
fn said_from(units: &[Unit], start: usize) -> usize {
    let between = units[..start]
        .iter()
        .rev()
        .take_while(|unit| holds(std::slice::from_ref(*unit), AT_FAULT));
    let fault = start - between.count();
    (1..=2)
        .filter_map(|length| fault.checked_sub(length))
        .find(|from| begins(&units[*from..fault], FINDS_FAULT) == Some(fault - from))
        .unwrap_or(start)
}

/// Where a clause names this kind as something the customer wants.
fn said_in(units: &[Unit], kind: NeedKind, patterns: &[&str]) -> Option<Found> {
    let is_trouble = matches!(
        kind,
        NeedKind::Problem | NeedKind::Complaint | NeedKind::Delivery
    );
    let is_over = || holds(units, SETTLED) && !holds(units, STILL_WANTED);
    let found = patterns.iter().find_map(|pattern| {
        finds(units, pattern).find(|found| {
            !is_denied(units, found.start)
                && !is_ours(units, *found, pattern)
                && !is_other_word(units, *found)
        })
    })?;
    let is_idle = is_trouble && (is_over() || holds(&units[..found.start], CONDITIONS))
        || holds(&units[..found.start], "if|unless|如果|要是|假如|万一|除非")
        || kind == NeedKind::Price
            && holds(units, OTHERS)
            && !holds(units, "cheaper|undercut*|便宜|低")
        || kind == NeedKind::Delivery
            && holds(
                units,
                "payment|payments|invoice|invoices|paid|pay|paying|付款|回款|货款|合同|尾款",
            )
        || kind == NeedKind::Renewal
            && holds(
                units,
                "signed|已续|续签了|续约了|续费了|sent_the_renewal|was_renewed|has_renewed",
            );
    (!is_idle).then_some(found)
}

/// Whether words before it turn it into its opposite: "no complaints", 不嫌贵.
fn is_denied(units: &[Unit], start: usize) -> bool {
    let near = |back: usize| start.checked_sub(back).map(|at| &units[at]);
    let is_chinese = units[start].word.chars().any(|char| '\u{2e80}' <= char);
    let reach = if is_chinese { 2 } else { 3 };
    let far = near(3).is_some_and(|unit| matches!(&*unit.word, "不" | "没"))
        && near(2)
            .is_some_and(|unit| matches!(&*unit.word, "觉" | "需" | "怎" | "打" | "是" | "存"));
    far || (1..=reach).any(|back| {
        near(back).is_some_and(negates) && {
            let next = units.get(start + 1 - back).map_or("", |unit| &*unit.word);
            let is_part_of_a_word = matches!(
                next,
                "only" | "家" | "错" | "但" | "少" | "仅" | "断" | "久" | "matter" | "知" | "同"
            );
            !is_part_of_a_word
        }
    })
}

/// What may stand between us and our wish.
const BESIDE: &str = "also|just|only|then|still|again|now|really|will|too|have|had|也|都|还|就|先|得|再|会|又|去|想|今|天|明|向";

/// Whether it is the user who wants or asks: "we need", 我要给客户报价.
fn is_ours(units: &[Unit], found: Found, pattern: &str) -> bool {
    let is_wish = pattern.starts_with('@')
        || ["want", "ask", "need", "要", "问", "想", "什么时候", "咨询"]
            .iter()
            .any(|beginning| pattern.starts_with(beginning));
    if !is_wish {
        return false;
    }
    let mut at = found.start;
    while let Some(before) = at.checked_sub(1) {
        if holds(&units[before..at], BESIDE) {
            at = before;
            continue;
        }
        if holds(&units[before..at], OURSELVES) {
            // 希望我们…: the customer wants it of us.
            return !holds(&units[..before], "希望|要求|让|请|wants|asked|hopes");
        }
        break;
    }
    // 要给客户报价: what the user has to do.
    let within = &units[found.start..found.end];
    holds(
        within,
        "给他|给她|给客户|给对方|向客户|跟客户|问客户|问他|问她|问候|问题|催款",
    )
}

/// Whether the character found is a part of another word, such as 要 in 重要.
fn is_other_word(units: &[Unit], found: Found) -> bool {
    let word = |at: usize| units.get(at).map_or("", |unit| &*unit.word);
    let before = found.start.checked_sub(1).map_or("", word);
    let after = word(found.start + 1);
    match word(found.start) {
        "要" => {
            matches!(
                before,
                "重" | "主" | "只" | "快" | "将" | "必" | "首" | "概" | "纪" | "摘"
            ) || matches!(after, "是" | "么" | "不" | "点" | "领" | "素")
        }
        "等" => {
            !matches!(after, "着" | "我" | "报" | "样" | "资" | "货" | "发" | "你")
                || before == "高"
        }
        "求" => matches!(before, "需" | "要" | "请" | "追"),
        "问" => {
            matches!(before, "学" | "疑" | "访" | "顾" | "慰" | "请" | "提")
                || matches!(after, "候" | "题" | "好" | "卷")
        }
        "催" => after == "款",
        _ => false,
    }
}
