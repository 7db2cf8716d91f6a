//! Needs, promises and the proposed step in words.

use super::Language;
use super::describe::{action, capital, channel, channel_within, days, quote, through};
use super::describe_calibration::fixed;
use crate::domain::answer_rate::{BestReached, Tally};
use crate::domain::follow_up::Action;
use crate::domain::need::{NeedKind, NeedState};
use crate::domain::promise::{PromiseState, Side};
use crate::domain::resource::ResourceKind;
use crate::domain::strategy::{LoyaltyRisk, Motive, Proposal, Turn};

fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// The name of a kind of need.
pub fn need_kind(language: Language, kind: NeedKind) -> &'static str {
    let (en, zh) = match kind {
        NeedKind::Product => ("Product or service", "产品或服务"),
        NeedKind::Problem => ("Problem", "问题"),
        NeedKind::Complaint => ("Complaint", "投诉"),
        NeedKind::Price => ("Price", "价格"),
        NeedKind::Delivery => ("Delivery", "交付"),
        NeedKind::Information => ("Information", "资料"),
        NeedKind::Renewal => ("Renewal", "续约"),
        NeedKind::Other => ("Other", "其他"),
    };
    pick(language, en, zh)
}

/// The name of a state of a need.
pub fn need_state(language: Language, state: NeedState) -> &'static str {
    let texts = language.texts().needs();
    match state {
        NeedState::Open => texts.open,
        NeedState::InHand => texts.in_hand,
        NeedState::Met { .. } => texts.met,
        NeedState::Dropped { .. } => texts.dropped,
    }
}

/// The name of a state of a promise.
pub fn promise_state(language: Language, state: PromiseState) -> &'static str {
    let texts = language.texts().needs();
    match state {
        PromiseState::Open => texts.open,
        PromiseState::Kept { .. } => texts.kept,
        PromiseState::Broken { .. } => texts.broken,
        PromiseState::Dropped { .. } => texts.dropped,
    }
}

/// Who promised.
pub fn side(language: Language, side: Side) -> &'static str {
    let (en, zh) = match side {
        Side::Ours => ("Ours", "我方"),
        Side::Theirs => ("Theirs", "对方"),
    };
    pick(language, en, zh)
}

/// What a resource is.
pub fn resource_kind(language: Language, kind: ResourceKind) -> &'static str {
    let (en, zh) = match kind {
        ResourceKind::Person => ("Person", "人员"),
        ResourceKind::Product => ("Product", "产品"),
        ResourceKind::Offer => ("Offer", "方案"),
        ResourceKind::Hours => ("Hours", "工时"),
    };
    pick(language, en, zh)
}

/// The proposed step and its reason in one sentence.
pub fn proposal(language: Language, proposal: &Proposal) -> String {
    match language {
        Language::English => proposal_in_english(proposal),
        Language::Chinese => proposal_in_chinese(proposal),
    }
}

/// What a need is about, in the middle of an English sentence.
fn about(kind: NeedKind) -> &'static str {
    match kind {
        NeedKind::Product => "the product they want",
        NeedKind::Problem => "the problem",
        NeedKind::Complaint => "the complaint",
        NeedKind::Price => "the price",
        NeedKind::Delivery => "the delivery",
        NeedKind::Information => "the information they want",
        NeedKind::Renewal => "the renewal",
        NeedKind::Other => "what they want",
    }
}

fn quoted(colon: &str, words: &str) -> String {
    let words = quote(words);
    if words.is_empty() {
        return words;
    }
    format!("{colon}{words}")
}

fn proposal_in_english(proposal: &Proposal) -> String {
    let verb = match &proposal.action {
        Action::Visit => "Visit".to_owned(),
        Action::Call => "Call".to_owned(),
        Action::FirstContact => "Make contact".to_owned(),
        Action::Through(channel) => capital(&through(Language::English, channel)),
    };
    let open = |count: u32| match count {
        0 => "open since today".to_owned(),
        count => format!("open for {}", days(Language::English, count)),
    };
    match &proposal.because {
        Motive::OurPromise(promise, late) => format!(
            "{verb}: we are {} late with a promise{}",
            days(Language::English, *late),
            quoted(", ", &promise.words),
        ),
        Motive::Need(need, age) => format!(
            "{verb} about {}, {}{}",
            about(need.kind),
            open(*age),
            quoted(": ", &need.words),
        ),
        Motive::ByHand(None) => format!("{verb}, as planned"),
        Motive::ByHand(Some((need, age))) => format!(
            "{verb}, as planned, and bring up {}, {}{}",
            about(need.kind),
            open(*age),
            quoted(": ", &need.words),
        ),
        Motive::TheirPromise(promise, late) => format!(
            "{verb}: they are {} late with a promise{}",
            days(Language::English, *late),
            quoted(", ", &promise.words),
        ),
        Motive::Dissatisfied(points) => format!("{verb}: satisfaction is {points} of 100"),
        Motive::MayLeave(risk) => format!(
            "{verb}: loyalty of {} is below {}, so this customer may leave",
            below(*risk),
            risk.below
        ),
        Motive::Policy(count) => format!(
            "{verb}: {} since the last contact",
            days(Language::English, *count)
        ),
        Motive::FirstContact => format!("{verb}: never contacted so far"),
    }
}

/// A loyalty to a tenth, as everywhere; in more digits where it would not read as below its threshold.
fn below(LoyaltyRisk { loyalty, below }: LoyaltyRisk) -> String {
    let unit = |digits: usize| (0..digits).fold(1.0, |unit, _| unit * 10.0);
    let reads_so = |digits: &usize| {
        let rounded = (loyalty * unit(*digits)).round() / unit(*digits);
        rounded < below.approximate()
    };
    let digits = (1..=9).find(reads_so).unwrap_or(9);
    fixed(loyalty, digits)
}

fn proposal_in_chinese(proposal: &Proposal) -> String {
    let verb = match &proposal.action {
        Action::Through(channel) => through(Language::Chinese, channel),
        other => action(Language::Chinese, other).to_owned(),
    };
    let open = |kind: NeedKind, count: u32| {
        let kind = need_kind(Language::Chinese, kind);
        match count {
            0 => format!("今天提出的{kind}需求"),
            count => format!("{kind}需求已 {count} 天未解决"),
        }
    };
    match &proposal.because {
        Motive::OurPromise(promise, late) => format!(
            "{verb}：我方承诺已逾期 {late} 天{}",
            quoted("，", &promise.words)
        ),
        Motive::Need(need, age) => {
            format!(
                "{verb}：{}{}",
                open(need.kind, *age),
                quoted("，", &need.words)
            )
        }
        Motive::ByHand(None) => format!("按计划{verb}"),
        Motive::ByHand(Some((need, age))) => format!(
            "按计划{verb}，并谈及：{}{}",
            open(need.kind, *age),
            quoted("，", &need.words)
        ),
        Motive::TheirPromise(promise, late) => format!(
            "{verb}：对方承诺已逾期 {late} 天{}",
            quoted("，", &promise.words)
        ),
        Motive::Dissatisfied(points) => format!("{verb}：满意度为 {points}（满分 100）"),
        Motive::MayLeave(risk) => format!(
            "{verb}：忠诚度 {} 低于 {}，有流失风险",
            below(*risk),
            risk.below
        ),
        Motive::Policy(count) => format!("{verb}：距上次联系已 {count} 天"),
        Motive::FirstContact => format!("{verb}：尚未联系过"),
    }
}

/// What else speaks for the step, or should be known with it, a short sentence each.
pub fn proposal_details(language: Language, proposal: &Proposal) -> Vec<String> {
    let is_english = language == Language::English;
    let mut details = Vec::new();
    if let Some(resource) = &proposal.resource {
        details.push(if is_english {
            format!("With the help of {resource}")
        } else {
            format!("可用资源：{resource}")
        });
    }
    match proposal.turned {
        Some(Turn::NoVisitLeft) => details.push(
            pick(
                language,
                "No visit is left today, so call",
                "今天的拜访已排满，改为电话",
            )
            .to_owned(),
        ),
        Some(Turn::NoCallLeft) => details.push(
            pick(
                language,
                "No call is left today: tomorrow will do",
                "今天的电话已排满，可留到明天",
            )
            .to_owned(),
        ),
        Some(Turn::CallsFail(Tally { answered, tries })) => details.push(if is_english {
            format!("Only {answered} of {tries} calls were answered")
        } else {
            format!("{tries} 次电话仅接通 {answered} 次")
        }),
        None => {}
    }
    if let Some(best) = &proposal.best_reached {
        details.push(best_reached(language, best));
    }
    match proposal.other_needs {
        0 => {}
        1 if is_english => details.push("1 other need is open".to_owned()),
        count if is_english => details.push(format!("{count} other needs are open")),
        count => details.push(format!("另有 {count} 项需求未解决")),
    }
    details
}

/// By which way and at which hours a customer answers, with the tries that this rests on.
fn best_reached(language: Language, best: &BestReached) -> String {
    let (hours, Tally { answered, tries }) = match best.hours {
        Some((band, tally)) => (Some((band.from, band.to())), tally),
        None => (None, best.by_channel),
    };
    match language {
        Language::English => {
            let by = channel_within(language, &best.channel);
            let hours = hours.map_or(String::new(), |(from, to)| format!(", {from}–{to} o’clock"));
            format!("Best reached by {by}{hours} ({answered} of {tries} tries answered)")
        }
        Language::Chinese => {
            let by = channel(language, &best.channel);
            let hours = hours.map_or(String::new(), |(from, to)| format!("，{from}–{to} 点"));
            format!("{by}最易联系{hours}（{tries} 次中接通 {answered} 次）")
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::answer_rate::HourBand;
    use crate::domain::channel::Channel;
    use crate::domain::decimal::Decimal;
    use crate::domain::id::{CustomerId, NeedId, PromiseId};
    use crate::domain::need::Need;
    use crate::domain::promise::Promise;

    fn risk() -> LoyaltyRisk {
        LoyaltyRisk {
            loyalty: 49.97,
            below: Decimal::from_millionths(50_000_000),
        }
    }

    fn need(kind: NeedKind, words: &str) -> Need {
        Need {
            id: NeedId(Uuid::nil()),
            customer: CustomerId(Uuid::nil()),
            kind,
            words: words.to_owned(),
            opened_by: None,
            opened_on: "2026-11-12".parse().expect("a date"),
            state: NeedState::Open,
            resource: String::new(),
        }
    }

    fn promise(side: Side, words: &str) -> Promise {
        Promise {
            id: PromiseId(Uuid::nil()),
            customer: CustomerId(Uuid::nil()),
            side,
            words: words.to_owned(),
            communication: None,
            made_on: "2026-11-12".parse().expect("a date"),
            due_on: None,
            state: PromiseState::Open,
        }
    }

    fn bare(action: Action, because: Motive) -> Proposal {
        Proposal {
            action,
            because,
            resource: None,
            other_needs: 0,
            turned: None,
            best_reached: None,
        }
    }

    #[test]
    fn every_rule_has_its_sentence_in_both_languages() {
        let complaint = || need(NeedKind::Complaint, "交期晚");
        let by_mail = Action::Through(Channel::Email);
        for (action, because, english, chinese) in [
            (
                Action::Call,
                Motive::OurPromise(promise(Side::Ours, "send the quote"), 3),
                "Call: we are 3 days late with a promise, “send the quote”",
                "电话沟通：我方承诺已逾期 3 天，“send the quote”",
            ),
            (
                Action::Visit,
                Motive::Need(complaint(), 12),
                "Visit about the complaint, open for 12 days: “交期晚”",
                "拜访客户：投诉需求已 12 天未解决，“交期晚”",
            ),
            (
                Action::Call,
                Motive::Need(need(NeedKind::Delivery, ""), 1),
                "Call about the delivery, open for 1 day",
                "电话沟通：交付需求已 1 天未解决",
            ),
            (
                by_mail,
                Motive::Need(need(NeedKind::Information, " "), 0),
                "Email about the information they want, open since today",
                "发邮件：今天提出的资料需求",
            ),
            (
                Action::Call,
                Motive::ByHand(None),
                "Call, as planned",
                "按计划电话沟通",
            ),
            (
                Action::Visit,
                Motive::ByHand(Some((need(NeedKind::Price, "太贵"), 2))),
                "Visit, as planned, and bring up the price, open for 2 days: “太贵”",
                "按计划拜访客户，并谈及：价格需求已 2 天未解决，“太贵”",
            ),
            (
                Action::Call,
                Motive::TheirPromise(promise(Side::Theirs, "pay"), 1),
                "Call: they are 1 day late with a promise, “pay”",
                "电话沟通：对方承诺已逾期 1 天，“pay”",
            ),
            (
                Action::Visit,
                Motive::Dissatisfied(42),
                "Visit: satisfaction is 42 of 100",
                "拜访客户：满意度为 42（满分 100）",
            ),
            (
                Action::Visit,
                Motive::MayLeave(risk()),
                "Visit: loyalty of 49.97 is below 50, so this customer may leave",
                "拜访客户：忠诚度 49.97 低于 50，有流失风险",
            ),
            (
                Action::Visit,
                Motive::Policy(9),
                "Visit: 9 days since the last contact",
                "拜访客户：距上次联系已 9 天",
            ),
            (
                Action::FirstContact,
                Motive::FirstContact,
                "Make contact: never contacted so far",
                "首次联系：尚未联系过",
            ),
        ] {
            let step = bare(action, because);
            assert_eq!(proposal(Language::English, &step), english);
            assert_eq!(proposal(Language::Chinese, &step), chinese);
        }
    }

    #[test]
    fn the_details_name_help_the_day_and_the_tries() {
        let tally = |answered, tries| Tally { answered, tries };
        let step = Proposal {
            resource: Some("Chen".to_owned()),
            other_needs: 2,
            turned: Some(Turn::NoVisitLeft),
            best_reached: Some(BestReached {
                channel: Channel::Phone,
                by_channel: tally(7, 15),
                rate: 0.5,
                hours: Some((HourBand { from: 10 }, tally(7, 9))),
            }),
            ..bare(Action::Call, Motive::MayLeave(risk()))
        };
        assert_eq!(
            proposal_details(Language::English, &step),
            [
                "With the help of Chen",
                "No visit is left today, so call",
                "Best reached by phone, 10–12 o’clock (7 of 9 tries answered)",
                "2 other needs are open",
            ]
        );
        assert_eq!(
            proposal_details(Language::Chinese, &step),
            [
                "可用资源：Chen",
                "今天的拜访已排满，改为电话",
                "电话最易联系，10–12 点（9 次中接通 7 次）",
                "另有 2 项需求未解决",
            ]
        );
        let step = Proposal {
            turned: Some(Turn::CallsFail(tally(1, 9))),
            ..bare(Action::Through(Channel::WeChat), Motive::MayLeave(risk()))
        };
        assert_eq!(
            proposal_details(Language::English, &step),
            ["Only 1 of 9 calls were answered"]
        );
        assert_eq!(
            proposal_details(Language::Chinese, &step),
            ["9 次电话仅接通 1 次"]
        );
    }
}
