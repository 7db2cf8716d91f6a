//! The words by which a record sounds content or not, in both languages.
//!
//! Words of the trade, written for Genjin. A blank parts entries, `_` the words of one entry, and
//! `*` stands for any end of a word. What is as often said without a feeling is left out.

/// English words of a content customer.
pub(super) const GOOD_ENGLISH: &str = "\
    happy happier delighted pleased satisfied glad thrilled impressed enthusiastic excited grateful thankful \
    thanks thanked thank_you thankyou appreciat* praise praised praises praising compliment complimented compliments \
    great excellent superb wonderful fantastic brilliant brilliantly awesome amazing outstanding terrific perfect perfectly \
    flawless flawlessly lovely loved loves love best_supplier good_job great_job good_work great_work good_value good_quality \
    nice_quality nice_job well_done works_well went_well going_well runs_well sells_well works_great works_fine runs_smoothly \
    run_smoothly went_smoothly ran_smoothly all_good looks_good looks_great good_relationship good_product good_service \
    good_impression good_feedback good_progress good_experience very_good really_good so_good pretty_good good_news \
    positive_feedback likes_the liked_the likes_our liked_our likes_it liked_it enjoys enjoyed smooth smoothly painless hassle_free \
    reliable trustworthy trusts_us professional friendly helpful courteous responsive attentive polite \
    success successful successfully a_hit recommended_us recommends_us recommend_us recommending_us \
    on_time ahead_of_schedule ahead_of_time quick_support quick_help quick_response fast_response promptly \
    quick_delivery fast_delivery no_complaints no_complaint no_problems no_problem no_issues without_problems without_any_problems \
    without_issues without_fuss without_a_hitch problem_free worth_the_money worth_every worth_it fair_price fair_prices \
    beautiful gorgeous stunning splendid marvellous marvelous first_class top_notch second_to_none spot_on \
    cheerful kind_of_him kind_of_her kind_of_them warm_welcome warmly congratulat* celebrate* proud \
    exceeded_expectations exceeds_expectations beyond_expectations better_than_expected passed_every saved_them saved_us \
    sings_our_praises satisfaction_is_high thumbs_up five_stars keep_it_up works_like_a_charm game_changer \
    couldn't_be_happier can't_complain cannot_complain couldn't_ask_for_more can't_wait not_bad not_a_single_complaint no_regrets \
    raved raves adores adored relieved all_smiles smiles on_the_spot full_of_praise praises_us paid_off pays_off in_time punctual punctually \
    days_early weeks_early finished_early signed_early letter_of_thanks was_fun well_received as_promised keeps_its_promises kept_our_word \
    easy_to_use easy_to_work_with like_clockwork impressive neat compliments_to so_far_so_good big_fan highly_recommend";

/// English words of a customer who is not content.
pub(super) const BAD_ENGLISH: &str = "\
    unhappy dissatisfied displeased discontent annoyed annoying angry furious upset irritated frustrated frustrating outraged \
    disappointed disappointing disappointment disappoints mad_at fed_up sick_of tired_of worried worrying concerned_about \
    complain complains complained complaining complaint complaints grumbl* moan* \
    late_again too_late came_late arrived_late arrives_late delivered_late shipped_late is_late are_late was_late were_late \
    always_late very_late hours_late day_late days_late week_late weeks_late late_delivery late_deliveries late_shipment delayed delays overdue behind_schedule missed_the_deadline missed_deadline stuck lost_by lost_in not_arrived hasn't_arrived haven't_arrived not_received \
    broken broke breaks_down broke_down defective faulty damaged cracked scratched leaks leaking leaked jams jammed torn rusty \
    malfunction* crashes crashed crashing freezes froze overheats overheated useless unusable misprinted fails failed failing failure \
    stopped_working keeps_dropping false_alarms arrived_warm wrong_item wrong_items wrong_size wrong_part wrong_parts wrong_one \
    wrong_model wrong_colour wrong_color wrong_invoice wrong_weight wrong_goods wrong_address missing_parts crates_missing \
    boxes_missing parts_missing items_missing \
    bad bad_quality poor poorly terrible awful horrible dreadful lousy shoddy sloppy worst worse mess messy disaster catastroph* nightmare \
    unacceptable ridiculous outrageous disgrace* shame scandal* rude impolite unfriendly arrogant careless unprofessional incompetent \
    unreliable unresponsive slow_response slow_service slow_support slow_delivery slow_spare too_slow \
    expensive overpriced pricey too_dear too_high too_costly too_much_money rip_off ripped_off steep above_budget over_budget \
    beyond_budget beyond_their_means cannot_afford can't_afford couldn't_afford undercuts undercut \
    refund money_back threatens threatened threatening lawyer sue_us cancelling canceling cancelled_the_contract cancel_the_contract \
    terminate_the terminating switch_supplier switching_supplier leaving_us leave_us losing_trust lost_trust lost_confidence \
    never_kept broken_promise broken_promises ignored ignoring nobody_returned nobody_takes nobody_answers nobody_answered no_one_called \
    nobody_called nobody_responds did_not_pick_up didn't_pick_up no_reply_from_us do_not_take keeps_waiting still_waiting kept_waiting \
    stood_still stands_still sitting_around empty_handed shelves_are_empty out_of_stock_again \
    problem_again again_and_again third_time third_wrong wasted waste_of costs_them_money lost_sales dangerous unsafe \
    sadly unfortunately dislike dislikes disliked hates hated refuses refused regret* ashamed embarrassing insult* cheated misled \
    let_down falls_short fell_short below_expectations worse_than_expected lack_of lacks_support \
    no_patience lost_patience losing_patience lost_his_temper lost_her_temper raised_his_voice raised_her_voice in_tears \
    shook_his_head shook_her_head a_joke ruined spoiled spoilt rejected thrown_away seized_again stops_halfway drops_out dropped_out sluggish buggy \
    argued scared expired_goods low_opinion takes_it_personally feels_stupid never_happened keeps_coming_back wrong_town wrong_ward still_owed \
    nuisance hassle bitter sceptical skeptical doubts confusing cumbersome noisy dirty smells stale incomplete short_shipped overcharged \
    charged_twice double_charged hidden_fees misleading not_as_described not_as_agreed not_as_promised not_interested lost_interest \
    hung_up told_us_off blames blamed accuses accused";

/// Chinese of a content customer.
pub(super) const GOOD_CHINESE: &str = "\
    满意 很满意 称心 合心意 高兴 开心 欣慰 惊喜 愉快 感谢 谢谢 多谢 致谢 锦旗 表扬 夸奖 夸我们 夸了 称赞 赞扬 赞赏 点赞 好评 \
    认可 充分肯定 信任 信赖 放心 省心 靠谱 可靠 很专业 真专业 非常专业 够专业 工程师专业 耐心 热情 周到 贴心 负责任 敬业 \
    很好 真好 挺好 非常好 特别好 太好了 好极了 不错 真不错 蛮好 优秀 出色 完美 漂亮 好看 美观 好用 好吃 实用 顺手 方便多了 \
    效果好 质量好 质量没话说 没话说 服务好 态度好 反馈好 反响好 反馈很好 反应好 口碑好 卖得好 卖得很好 销量好 好卖 畅销 \
    爽快 痛快 干脆 够意思 给力 划算 超值 物有所值 性价比高 实惠 价格合理 价格公道 \
    顺利 一次成功 一次通过 一次验收合格 验收合格 运行稳定 很稳定 稳定可靠 通过测试 提前到 按时到 准时到 准时 当天送到 当天到 \
    处理得很快 处理及时 响应及时 响应快 响应迅速 回复快 回复及时 到货快 发货快 送货快 速度快 及时解决 解决得很快 很及时 很快就解决 \
    合作愉快 合作顺利 很感兴趣 兴趣很大 很有兴趣 意向很强 看好 喜欢 很喜欢 爱用 青睐 首选 推荐给 \
    没问题 没有问题 没毛病 无投诉 零投诉 超出预期 超预期 比预期好 更胜一筹 比旧的好用 印象深刻 印象很好 祝贺 恭喜 荣幸 \
    愿意续签 愿意续约 愿意合作 交给我们 再次合作 长期合作 值得 真够意思 \
    卖光 大拇指 省事 省力 省钱 道谢 赞不绝口 松了口气 当场下单 感谢信 默契 勤快 准点 守信 说到做到 细心 认真 及时 满分 惊艳 过硬 耐用 扎实 \
    效率高 精度高 精度很高 早了两天 提前完成 提前签 不后悔 挑不出毛病 没得说 没得挑";

/// Chinese of a customer who is not content.
pub(super) const BAD_CHINESE: &str = "\
    不满 不满意 不高兴 不开心 不爽 生气 发火 发脾气 恼火 愤怒 气愤 失望 寒心 抱怨 埋怨 投诉 差评 吐槽 有意见 意见很大 意见大 \
    着急 焦急 担心 担忧 怀疑 质疑 不信任 不放心 不靠谱 不专业 不负责 不耐烦 推诿 敷衍 扯皮 踢皮球 没人管 没人理 不理人 不回电话 \
    态度差 态度不好 态度恶劣 服务差 服务不好 服务太差 服务很差 响应慢 响应太慢 回复慢 回复太慢 太慢 很慢 慢死 拖拉 \
    嫌贵 太贵 偏贵 很贵 好贵 有点贵 贵了 贵很多 更贵 还是贵 嫌我们贵 比同行高 价格高 价格偏高 价格太高 偏高 报价高 报价太高 虚高 涨价太多 \
    接受不了 无法接受 难以接受 不能接受 预算不够 预算不足 超预算 超出预算 嫌 \
    交期长 交期太长 交期不稳 交期紧 交货期太长 交货期长 晚到 延期 延误 延迟 拖延 一拖再拖 拖期 误期 逾期 没按时 未按时 催货 催得急 催单 \
    还没到 没到货 没收到货 迟迟 断货 断供 缺货 缺件 少发 漏发 错发 发错 送错 错过 退单 退货 退款 拖款 拖欠 欠款 赖账 不肯 \
    坏了 坏掉 又坏 压坏 损坏 破损 摔坏 故障 失灵 死机 黑屏 卡纸 卡住 报错 停机 误报 漏油 漏水 漏气 异响 开裂 断裂 生锈 变形 掉漆 模糊 崩溃 崩溃了 老崩溃 \
    不制冷 打不开 连不上 扫不出来 用不了 用不上 不能用 无法使用 没法用 不好用 难用 不准 不合格 次品 异物 质量差 质量不好 质量不行 质量太差 瑕疵 \
    有问题 出问题 出了问题 质量问题 老出问题 影响生产 损失 事故 停产 停线 赔偿 索赔 被骗 欺骗 忽悠 不算数 说话不算 没兑现 违约 \
    换供应商 换厂家 考虑换 找第三方 找别家 不续了 不续费 不续约 谈不拢 谈崩 放弃 取消订单 终止合作 解约 流失 黄了 \
    糟糕 很差 太差 差劲 恶劣 垃圾 气死 烦死 麻烦死 受不了 忍无可忍 严重不满 交代不了 给说法 要说法 \
    浪费 亏了 吃亏 上当 后悔 遗憾 可惜 不值 不划算 不合理 不公平 压力大 \
    吵架 摇头 耽误 卖不动 退回 扔掉 翻脸 泡汤 没耐心 有情绪 觉得亏 拒收 苛刻 掉线 没好印象 好感全无 过期 曝光 欠着 磨损 反复出现 还在路上 \
    乱收费 收费乱 收费不透明 漏单 对不上 推脱 卡顿 老卡 总断 噪音大 太吵 味道大 不新鲜 拖后腿 太麻烦 很麻烦 繁琐 难沟通 联系不上 打不通 不回消息 \
    不接电话 白跑一趟 空跑 闹心 心烦 火大 不痛快 冷淡 顾虑 没信心 信心不足 窜货 没兴趣 不感兴趣 拒绝 回绝 迟到 缩水 开错 寄错 装错 弄错 搞错";

/// English words that turn what follows into its opposite.
pub(super) const NO_ENGLISH: &str = "not no never without neither nor hardly barely cannot can't";

/// English words that may stand between one that turns and what it turns.
pub(super) const FILLERS_ENGLISH: &str = "a an the at all very really so too that quite entirely fully completely \
    totally particularly especially exactly always been be is was any much yet feel feels feeling find finds seem seems \
    their our his her with about think thinks it's";

/// Chinese that turns what follows into its opposite.
pub(super) const NO_CHINESE: &str =
    "不 没 没有 无 未 别 并非 不是 不算 谈不上 不怎么 从不 从未 毫无";

/// Chinese that may stand between what turns and what it turns.
pub(super) const FILLERS_CHINESE: &str = "太很是大怎么够算特别非常十分那再会能得感到觉";

/// Words that make what follows count twice.
pub(super) const STRONG: &str = "very really extremely so too absolutely totally completely highly most deeply incredibly \
    很 太 非常 特别 极 极其 十分 超 超级 相当 强烈 严重 真 连声 最";

/// Clauses with one of these speak of what may be, or of somebody else.
pub(super) const SET_ASIDE: &str = "if unless in_case would_be could_be should_be hopes_to hope_to hoping competitor_is \
    their_current_supplier their_present_supplier their_old_supplier current_supplier present_supplier old_supplier \
    previous_supplier other_supplier competitor's would_love happy_holidays happy_new happy_birthday \
    如果 要是 假如 万一 若是 倘若 的话 是否 同行的 别家的 竞争对手 竞品 现供应商 原供应商 目前的供应商 现在的供应商 以前的供应商 之前的供应商 别人家 不满足";

/// After one of these a good word is a wish: "needs fast delivery" is no praise.
pub(super) const WISHES: &str = "want wants wanted need needs needed ask asks asked require requires expect expects wish wishes \
    would_like looking_for 要求 想要 需要 希望 期望 最好 能否 能不能";

/// Where one of these follows, the word means something else: 满意度, 投诉率.
pub(super) const NAMES_OF: &str =
    "度 率 热线 电话 渠道 箱 吗 与否 调查 survey rate score guarantee hotline form line box";
