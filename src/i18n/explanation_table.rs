//! What each situation reads like: the words of the rules, in both languages.
//!
//! It is noon of Friday, 16 August 2024. Unless a situation says otherwise, the default policy is in
//! force: visit after more than 7 days, call after more than 3.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::Language;
use super::describe::{self, Dates, Named};
use crate::app::model::Model;
use crate::app::queries::reason::{Reason, reason};
use crate::domain::cadence::Cadence;
use crate::domain::change::{Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::{Customer, OwnCadence, Stage, Tier};
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::moment::{Moment, Now};
use crate::domain::outcome::Outcome;
use crate::domain::policy::{Policy, Rule, Scope, ScopedPolicy};
use crate::domain::settings::Settings;
use crate::domain::working_days::DayCount;

/// What is so, and what is then said.
struct Situation {
    what: &'static str,
    set_up: fn(&mut Case),
    english: &'static str,
    chinese: &'static str,
}

const fn situation(
    what: &'static str,
    set_up: fn(&mut Case),
    english: &'static str,
    chinese: &'static str,
) -> Situation {
    Situation {
        what,
        set_up,
        english,
        chinese,
    }
}

#[rustfmt::skip]
const SITUATIONS: &[Situation] = &[
    // The days since the last contact.
    situation(
        "nothing was ever said",
        |_| (),
        "Never contacted",
        "从未联系",
    ),
    situation(
        "called today",
        |case| case.called("2024-08-16"),
        "Contacted today: the phone call on 16 Aug",
        "今天已联系：电话",
    ),
    situation(
        "called yesterday",
        |case| case.called("2024-08-15"),
        "1 day since the phone call on 15 Aug",
        "距 8月15日 电话已 1 天",
    ),
    situation(
        "called 3 days ago",
        |case| case.called("2024-08-13"),
        "3 days since the phone call on 13 Aug",
        "距 8月13日 电话已 3 天",
    ),
    situation(
        "called 4 days ago",
        |case| case.called("2024-08-12"),
        "4 days since the phone call on 12 Aug; the rule says call after more than 3",
        "距 8月12日 电话已 4 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "called 7 days ago",
        |case| case.called("2024-08-09"),
        "7 days since the phone call on 9 Aug; the rule says call after more than 3",
        "距 8月9日 电话已 7 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "called 8 days ago",
        |case| case.called("2024-08-08"),
        "8 days since the phone call on 8 Aug; the rule says visit after more than 7",
        "距 8月8日 电话已 8 天；规则：超过 7 天拜访",
    ),
    situation(
        "called a year ago",
        |case| case.called("2023-08-16"),
        "366 days since the phone call on 16 Aug 2023; the rule says visit after more than 7",
        "距 2023年8月16日 电话已 366 天；规则：超过 7 天拜访",
    ),
    situation(
        "called a minute before midnight",
        |case| case.said(Channel::Phone, None, "2024-08-15T23:59:00+08:00"),
        "1 day since the phone call on 15 Aug",
        "距 8月15日 电话已 1 天",
    ),
    situation(
        "called where it was still yesterday",
        |case| case.said(Channel::Phone, None, "2024-08-15T18:00:00-05:00"),
        "1 day since the phone call on 15 Aug",
        "距 8月15日 电话已 1 天",
    ),
    situation(
        "an earlier record is entered late",
        |case| { case.called("2024-08-14"); case.called("2024-08-07"); },
        "2 days since the phone call on 14 Aug",
        "距 8月14日 电话已 2 天",
    ),
    situation(
        "a later record is entered late",
        |case| { case.called("2024-08-07"); case.called("2024-08-11"); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "the only record is of tomorrow",
        |case| case.called("2024-08-17"),
        "Never contacted",
        "从未联系",
    ),
    situation(
        "the only record is of later today",
        |case| case.said(Channel::Phone, None, "2024-08-16T12:00:01+08:00"),
        "Never contacted",
        "从未联系",
    ),
    situation(
        "a record of tomorrow after one of the past",
        |case| { case.called("2024-08-11"); case.called("2024-08-17"); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "the newest record lies in the trash",
        |case| { case.called("2024-08-11"); case.called("2024-08-15"); case.trash_newest(); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "a meeting with two customers",
        |case| case.met_with_another("2024-08-11"),
        "5 days since the meeting on 11 Aug; the rule says call after more than 3",
        "距 8月11日 会议已 5 天；规则：超过 3 天电话沟通",
    ),
    // By which way it was.
    situation(
        "5 days since the visit",
        |case| case.said(Channel::Visit, None, "2024-08-11"),
        "5 days since the visit on 11 Aug; the rule says call after more than 3",
        "距 8月11日 拜访已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the WeChat message",
        |case| case.said(Channel::WeChat, None, "2024-08-11"),
        "5 days since the WeChat message on 11 Aug; the rule says call after more than 3",
        "距 8月11日 微信已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the email",
        |case| case.said(Channel::Email, None, "2024-08-11"),
        "5 days since the email on 11 Aug; the rule says call after more than 3",
        "距 8月11日 邮件已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the text message",
        |case| case.said(Channel::Sms, None, "2024-08-11"),
        "5 days since the text message on 11 Aug; the rule says call after more than 3",
        "距 8月11日 短信已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the meeting",
        |case| case.said(Channel::Meeting, None, "2024-08-11"),
        "5 days since the meeting on 11 Aug; the rule says call after more than 3",
        "距 8月11日 会议已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the social media message",
        |case| case.said(Channel::Social, None, "2024-08-11"),
        "5 days since the social media message on 11 Aug; the rule says call after more than 3",
        "距 8月11日 社交媒体已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the contact",
        |case| case.said(Channel::Other, None, "2024-08-11"),
        "5 days since the contact on 11 Aug; the rule says call after more than 3",
        "距 8月11日 其他已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "5 days since the contact (Trade fair)",
        |case| case.said(fair(), None, "2024-08-11"),
        "5 days since the contact (Trade fair) on 11 Aug; the rule says call after more than 3",
        "距 8月11日 Trade fair已 5 天；规则：超过 3 天电话沟通",
    ),
    // Attempts, and what counts.
    situation(
        "only an attempt, yesterday",
        |case| case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-15"),
        "Never contacted",
        "从未联系",
    ),
    situation(
        "only an attempt, today",
        |case| case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-16"),
        "Tried today without an answer; back tomorrow",
        "今天已尝试，未接通；明天再提示",
    ),
    situation(
        "an attempt today after a contact",
        |case| { case.called("2024-08-07"); case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-16"); },
        "Tried today without an answer; back tomorrow",
        "今天已尝试，未接通；明天再提示",
    ),
    situation(
        "an attempt yesterday after a contact",
        |case| { case.called("2024-08-11"); case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-15"); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "busy today",
        |case| case.said(Channel::Phone, Some(Outcome::Busy), "2024-08-16"),
        "Tried today without an answer; back tomorrow",
        "今天已尝试，未接通；明天再提示",
    ),
    situation(
        "a wrong number today",
        |case| case.said(Channel::Phone, Some(Outcome::WrongNumber), "2024-08-16"),
        "Tried today without an answer; back tomorrow",
        "今天已尝试，未接通；明天再提示",
    ),
    situation(
        "an attempt today, then an answer",
        |case| { case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-16T09:00:00+08:00"); case.said(Channel::Phone, Some(Outcome::Connected), "2024-08-16T10:00:00+08:00"); },
        "Contacted today: the phone call on 16 Aug",
        "今天已联系：电话",
    ),
    situation(
        "a message left today",
        |case| case.said(Channel::Phone, Some(Outcome::LeftMessage), "2024-08-16"),
        "Contacted today: the phone call on 16 Aug",
        "今天已联系：电话",
    ),
    situation(
        "a voicemail left 4 days ago",
        |case| case.said(Channel::Phone, Some(Outcome::LeftVoicemail), "2024-08-12"),
        "4 days since the phone call on 12 Aug; the rule says call after more than 3",
        "距 8月12日 电话已 4 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "every outcome counts",
        |case| { case.settings.contact_rule.attempts.clear(); case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-11"); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "a channel that does not count",
        |case| { case.settings.contact_rule.uncounted_channels.insert(Channel::Social); case.called("2024-08-11"); case.said(Channel::Social, None, "2024-08-15"); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    // What hides a customer.
    situation(
        "do not contact",
        |case| { case.called("2024-08-07"); case.customer.consent.do_not_contact = true; },
        "Asked not to be contacted",
        "客户要求不再联系",
    ),
    situation(
        "do not contact, with a plan",
        |case| { case.customer.consent.do_not_contact = true; case.plan(Action::Visit, "2024-08-10", None, ""); },
        "Asked not to be contacted",
        "客户要求不再联系",
    ),
    situation(
        "paused until tomorrow",
        |case| { case.called("2024-08-07"); case.customer.consent.paused_until = Some(day("2024-08-17")); },
        "Paused until 17 Aug",
        "暂停至 8月17日",
    ),
    situation(
        "paused until today",
        |case| { case.called("2024-08-07"); case.customer.consent.paused_until = Some(day("2024-08-16")); },
        "9 days since the phone call on 7 Aug; the rule says visit after more than 7",
        "距 8月7日 电话已 9 天；规则：超过 7 天拜访",
    ),
    situation(
        "paused, with a plan that is overdue",
        |case| { case.plan(Action::Visit, "2024-08-10", None, ""); case.customer.consent.paused_until = Some(day("2024-09-01")); },
        "Paused until 1 Sep",
        "暂停至 9月1日",
    ),
    situation(
        "a suggestion skipped until Monday",
        |case| { case.called("2024-08-07"); case.skip("2024-08-19"); },
        "Put off until 19 Aug",
        "推迟到 8月19日",
    ),
    situation(
        "a skip that ends today",
        |case| { case.called("2024-08-07"); case.skip("2024-08-16"); },
        "9 days since the phone call on 7 Aug; the rule says visit after more than 7",
        "距 8月7日 电话已 9 天；规则：超过 7 天拜访",
    ),
    situation(
        "skipped for longer than paused",
        |case| { case.customer.consent.paused_until = Some(day("2024-08-20")); case.skip("2024-08-25"); },
        "Put off until 25 Aug",
        "推迟到 8月25日",
    ),
    situation(
        "paused for longer than skipped",
        |case| { case.customer.consent.paused_until = Some(day("2024-08-25")); case.skip("2024-08-20"); },
        "Paused until 25 Aug",
        "暂停至 8月25日",
    ),
    situation(
        "a suggestion skipped for a reason",
        |case| { case.called("2024-08-07"); case.skip("2024-08-19"); case.because("在出差"); },
        "Put off until 19 Aug: 在出差",
        "推迟到 8月19日：在出差",
    ),
    // Follow-ups by hand.
    situation(
        "overdue",
        |case| case.plan(Action::Visit, "2024-08-15", None, ""),
        "Visit was planned for 15 Aug",
        "原计划 8月15日 拜访客户",
    ),
    situation(
        "today",
        |case| case.plan(Action::Call, "2024-08-16", None, ""),
        "Call is planned for today",
        "计划今天电话沟通",
    ),
    situation(
        "later",
        |case| case.plan(Action::Visit, "2024-08-19", None, ""),
        "Visit is planned for 19 Aug",
        "计划 8月19日 拜访客户",
    ),
    situation(
        "overdue, with a time",
        |case| case.plan(Action::Visit, "2024-08-15", Some("15:00"), ""),
        "Visit was planned for 15 Aug at 15:00",
        "原计划 8月15日 15:00 拜访客户",
    ),
    situation(
        "today, with a time",
        |case| case.plan(Action::Call, "2024-08-16", Some("09:30"), ""),
        "Call is planned for today at 09:30",
        "计划今天 09:30 电话沟通",
    ),
    situation(
        "later, with a time and a note",
        |case| case.plan(Action::Visit, "2024-08-19", Some("15:00"), "带样品"),
        "Visit is planned for 19 Aug at 15:00: 带样品",
        "计划 8月19日 15:00 拜访客户：带样品",
    ),
    situation(
        "today, with a note",
        |case| case.plan(Action::Call, "2024-08-16", None, "the quote"),
        "Call is planned for today: the quote",
        "计划今天电话沟通：the quote",
    ),
    situation(
        "by mail",
        |case| case.plan(Action::Through(Channel::Email), "2024-08-16", None, ""),
        "Email is planned for today",
        "计划今天发邮件",
    ),
    situation(
        "by a channel of one's own",
        |case| case.plan(Action::Through(fair()), "2024-08-19", None, ""),
        "Trade fair is planned for 19 Aug",
        "计划 8月19日 通过Trade fair联系",
    ),
    situation(
        "a first contact",
        |case| case.plan(Action::FirstContact, "2024-08-16", None, ""),
        "First contact is planned for today",
        "计划今天首次联系",
    ),
    situation(
        "put off, so that its time is none any more",
        |case| { case.plan(Action::Visit, "2024-08-10", Some("15:00"), ""); case.snooze("2024-08-18"); },
        "Visit is planned for 18 Aug",
        "计划 8月18日 拜访客户",
    ),
    situation(
        "put off until today",
        |case| { case.plan(Action::Visit, "2024-08-10", None, ""); case.snooze("2024-08-16"); },
        "Visit is planned for today",
        "计划今天拜访客户",
    ),
    situation(
        "later, though the policy would ask",
        |case| { case.called("2024-08-01"); case.plan(Action::Call, "2024-08-30", None, ""); },
        "Call is planned for 30 Aug",
        "计划 8月30日 电话沟通",
    ),
    situation(
        "later, though tried today",
        |case| { case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-16"); case.plan(Action::Call, "2024-08-17", None, ""); },
        "Call is planned for 17 Aug",
        "计划 8月17日 电话沟通",
    ),
    situation(
        "the earlier of two",
        |case| { case.plan(Action::Visit, "2024-08-19", None, ""); case.plan(Action::Call, "2024-08-18", None, ""); },
        "Call is planned for 18 Aug",
        "计划 8月18日 电话沟通",
    ),
    situation(
        "of one day the one with the earlier time",
        |case| { case.plan(Action::Visit, "2024-08-16", None, ""); case.plan(Action::Call, "2024-08-16", Some("17:00"), ""); },
        "Call is planned for today at 17:00",
        "计划今天 17:00 电话沟通",
    ),
    situation(
        "done already",
        |case| { case.called("2024-08-11"); case.plan(Action::Visit, "2024-08-11", None, ""); case.done(); },
        "5 days since the phone call on 11 Aug; the rule says call after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天电话沟通",
    ),
    // A rhythm of the customer's own.
    situation(
        "every 16 days, on the 15th",
        |case| { case.called("2024-08-01"); case.rhythm(Cadence::Days(16), Action::Call); },
        "15 days since the phone call on 1 Aug",
        "距 8月1日 电话已 15 天",
    ),
    situation(
        "every 15 days, on the 15th",
        |case| { case.called("2024-08-01"); case.rhythm(Cadence::Days(15), Action::Call); },
        "15 days since the phone call on 1 Aug; this customer's own rhythm says call every 15 days",
        "距 8月1日 电话已 15 天；该客户的专属联系周期：每 15 天电话沟通",
    ),
    situation(
        "every day",
        |case| { case.called("2024-08-15"); case.rhythm(Cadence::Days(1), Action::Call); },
        "1 day since the phone call on 15 Aug; this customer's own rhythm says call every day",
        "距 8月15日 电话已 1 天；该客户的专属联系周期：每天电话沟通",
    ),
    situation(
        "every week",
        |case| { case.called("2024-08-09"); case.rhythm(Cadence::Weeks(1), Action::Visit); },
        "7 days since the phone call on 9 Aug; this customer's own rhythm says visit every week",
        "距 8月9日 电话已 7 天；该客户的专属联系周期：每周拜访",
    ),
    situation(
        "every 2 weeks",
        |case| { case.called("2024-08-02"); case.rhythm(Cadence::Weeks(2), Action::Through(Channel::WeChat)); },
        "14 days since the phone call on 2 Aug; this customer's own rhythm says message on WeChat every 2 weeks",
        "距 8月2日 电话已 14 天；该客户的专属联系周期：每 2 周发微信",
    ),
    situation(
        "every 2 weeks, a day too early",
        |case| { case.called("2024-08-03"); case.rhythm(Cadence::Weeks(2), Action::Call); },
        "13 days since the phone call on 3 Aug",
        "距 8月3日 电话已 13 天",
    ),
    situation(
        "every month",
        |case| { case.called("2024-07-16"); case.rhythm(Cadence::Months(1), Action::Visit); },
        "31 days since the phone call on 16 Jul; this customer's own rhythm says visit every month",
        "距 7月16日 电话已 31 天；该客户的专属联系周期：每月拜访",
    ),
    situation(
        "every month, a day too early",
        |case| { case.called("2024-07-17"); case.rhythm(Cadence::Months(1), Action::Call); },
        "30 days since the phone call on 17 Jul",
        "距 7月17日 电话已 30 天",
    ),
    situation(
        "every 3 months",
        |case| { case.called("2024-05-16"); case.rhythm(Cadence::Months(3), Action::Call); },
        "92 days since the phone call on 16 May; this customer's own rhythm says call every 3 months",
        "距 5月16日 电话已 92 天；该客户的专属联系周期：每 3 个月电话沟通",
    ),
    situation(
        "a rhythm, but never contacted",
        |case| case.rhythm(Cadence::Days(2), Action::Call),
        "Never contacted",
        "从未联系",
    ),
    situation(
        "a rhythm, but tried today",
        |case| { case.said(Channel::Phone, Some(Outcome::NoAnswer), "2024-08-16"); case.rhythm(Cadence::Days(2), Action::Call); },
        "Tried today without an answer; back tomorrow",
        "今天已尝试，未接通；明天再提示",
    ),
    situation(
        "a rhythm stands before the policy of a tag",
        |case| { case.called("2024-08-01"); case.tag("vip"); case.policy(tag("vip"), &[(1, Action::Call, "")]); case.rhythm(Cadence::Days(30), Action::Call); },
        "15 days since the phone call on 1 Aug",
        "距 8月1日 电话已 15 天",
    ),
    // Policies of some customers, and rules of one's own.
    situation(
        "by a tag",
        |case| { case.called("2024-08-14"); case.tag("vip"); case.policy(tag("vip"), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for “vip” says call after more than 1",
        "距 8月14日 电话已 2 天；“vip”的规则：超过 1 天电话沟通",
    ),
    situation(
        "by a Chinese tag",
        |case| { case.called("2024-08-11"); case.tag("老客户"); case.policy(tag("老客户"), &[(4, Action::Visit, "")]); },
        "5 days since the phone call on 11 Aug; the rule for “老客户” says visit after more than 4",
        "距 8月11日 电话已 5 天；“老客户”的规则：超过 4 天拜访",
    ),
    situation(
        "by a tag that the customer does not carry",
        |case| { case.called("2024-08-14"); case.policy(tag("vip"), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug",
        "距 8月14日 电话已 2 天",
    ),
    situation(
        "by the tier",
        |case| { case.called("2024-08-14"); case.customer.tier = Some(Tier::A); case.policy(Scope::Tier(Tier::A), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for tier A says call after more than 1",
        "距 8月14日 电话已 2 天；A 级客户的规则：超过 1 天电话沟通",
    ),
    situation(
        "by the stage, leads",
        |case| { case.called("2024-08-14"); case.customer.stage = Stage::Lead; case.policy(Scope::Stage(Stage::Lead), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for leads says call after more than 1",
        "距 8月14日 电话已 2 天；潜在客户的规则：超过 1 天电话沟通",
    ),
    situation(
        "by the stage, active customers",
        |case| { case.called("2024-08-14"); case.customer.stage = Stage::Active; case.policy(Scope::Stage(Stage::Active), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for active customers says call after more than 1",
        "距 8月14日 电话已 2 天；合作中客户的规则：超过 1 天电话沟通",
    ),
    situation(
        "by the stage, dormant customers",
        |case| { case.called("2024-08-14"); case.customer.stage = Stage::Dormant; case.policy(Scope::Stage(Stage::Dormant), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for dormant customers says call after more than 1",
        "距 8月14日 电话已 2 天；沉睡客户的规则：超过 1 天电话沟通",
    ),
    situation(
        "by the stage, lost customers",
        |case| { case.called("2024-08-14"); case.customer.stage = Stage::Lost; case.policy(Scope::Stage(Stage::Lost), &[(1, Action::Call, "")]); },
        "2 days since the phone call on 14 Aug; the rule for lost customers says call after more than 1",
        "距 8月14日 电话已 2 天；已流失客户的规则：超过 1 天电话沟通",
    ),
    situation(
        "a tag comes before a tier and a stage",
        |case| { case.called("2024-08-14"); case.tag("vip"); case.customer.tier = Some(Tier::A); case.policy(Scope::Stage(Stage::Lead), &[(1, Action::Call, "")]); case.policy(Scope::Tier(Tier::A), &[(1, Action::Call, "")]); case.policy(tag("vip"), &[(1, Action::Visit, "")]); },
        "2 days since the phone call on 14 Aug; the rule for “vip” says visit after more than 1",
        "距 8月14日 电话已 2 天；“vip”的规则：超过 1 天拜访",
    ),
    situation(
        "a tier comes before a stage",
        |case| { case.called("2024-08-14"); case.customer.tier = Some(Tier::B); case.policy(Scope::Stage(Stage::Lead), &[(1, Action::Call, "")]); case.policy(Scope::Tier(Tier::B), &[(1, Action::Visit, "")]); },
        "2 days since the phone call on 14 Aug; the rule for tier B says visit after more than 1",
        "距 8月14日 电话已 2 天；B 级客户的规则：超过 1 天拜访",
    ),
    situation(
        "of two tags the one that is listed first",
        |case| { case.called("2024-08-14"); case.tag("old"); case.tag("key"); case.policy(tag("key"), &[(1, Action::Call, "")]); case.policy(tag("old"), &[(1, Action::Visit, "")]); },
        "2 days since the phone call on 14 Aug; the rule for “key” says call after more than 1",
        "距 8月14日 电话已 2 天；“key”的规则：超过 1 天电话沟通",
    ),
    situation(
        "a tag's policy that asks later than the default",
        |case| { case.called("2024-08-01"); case.tag("quiet"); case.policy(tag("quiet"), &[(30, Action::Call, "")]); },
        "15 days since the phone call on 1 Aug",
        "距 8月1日 电话已 15 天",
    ),
    situation(
        "a tag's policy without rules",
        |case| { case.called("2024-08-01"); case.tag("quiet"); case.policy(tag("quiet"), &[]); },
        "15 days since the phone call on 1 Aug",
        "距 8月1日 电话已 15 天",
    ),
    situation(
        "never contacted, whatever the tag",
        |case| { case.tag("vip"); case.policy(tag("vip"), &[(1, Action::Call, "")]); },
        "Never contacted",
        "从未联系",
    ),
    situation(
        "a rule with a name",
        |case| { case.called("2024-08-11"); case.default_policy(&[(3, Action::Visit, "have coffee")]); },
        "5 days since the phone call on 11 Aug; the rule says have coffee after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天have coffee",
    ),
    situation(
        "a rule with a Chinese name",
        |case| { case.called("2024-08-11"); case.default_policy(&[(3, Action::Visit, "喝咖啡")]); },
        "5 days since the phone call on 11 Aug; the rule says 喝咖啡 after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天喝咖啡",
    ),
    situation(
        "a rule that asks for another channel",
        |case| { case.called("2024-08-11"); case.default_policy(&[(3, Action::Through(Channel::WeChat), "")]); },
        "5 days since the phone call on 11 Aug; the rule says message on WeChat after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天发微信",
    ),
    situation(
        "a rule that asks for a channel of one's own",
        |case| { case.called("2024-08-11"); case.default_policy(&[(3, Action::Through(fair()), "")]); },
        "5 days since the phone call on 11 Aug; the rule says use Trade fair after more than 3",
        "距 8月11日 电话已 5 天；规则：超过 3 天通过Trade fair联系",
    ),
    situation(
        "a threshold of 0",
        |case| { case.called("2024-08-15"); case.default_policy(&[(0, Action::Call, "")]); },
        "1 day since the phone call on 15 Aug; the rule says call after more than 0",
        "距 8月15日 电话已 1 天；规则：超过 0 天电话沟通",
    ),
    situation(
        "three rules, of which the second is the largest that is exceeded",
        |case| { case.called("2024-07-31"); case.default_policy(&[(30, Action::Visit, ""), (15, Action::Call, ""), (7, Action::Through(Channel::Sms), "")]); },
        "16 days since the phone call on 31 Jul; the rule says call after more than 15",
        "距 7月31日 电话已 16 天；规则：超过 15 天电话沟通",
    ),
    situation(
        "no rules at all",
        |case| { case.called("2024-08-01"); case.default_policy(&[]); },
        "15 days since the phone call on 1 Aug",
        "距 8月1日 电话已 15 天",
    ),
    // Working days.
    situation(
        "6 of 8 days are worked",
        |case| { case.called("2024-08-08"); case.working_days(&[]); },
        "6 working days since the phone call on 8 Aug; the rule says call after more than 3",
        "距 8月8日 电话已 6 个工作日；规则：超过 3 个工作日电话沟通",
    ),
    situation(
        "and one of them is a holiday",
        |case| { case.called("2024-08-08"); case.working_days(&["2024-08-12"]); },
        "5 working days since the phone call on 8 Aug; the rule says call after more than 3",
        "距 8月8日 电话已 5 个工作日；规则：超过 3 个工作日电话沟通",
    ),
    situation(
        "too few of them for any rule",
        |case| { case.called("2024-08-13"); case.working_days(&[]); },
        "3 working days since the phone call on 13 Aug",
        "距 8月13日 电话已 3 个工作日",
    ),
    situation(
        "one of them",
        |case| { case.called("2024-08-15"); case.working_days(&[]); },
        "1 working day since the phone call on 15 Aug",
        "距 8月15日 电话已 1 个工作日",
    ),
    situation(
        "none since yesterday, for today is a holiday",
        |case| { case.called("2024-08-15"); case.working_days(&["2024-08-16"]); },
        "0 working days since the phone call on 15 Aug",
        "距 8月15日 电话已 0 个工作日",
    ),
    situation(
        "called today, on a working day",
        |case| { case.called("2024-08-16"); case.working_days(&[]); },
        "Contacted today: the phone call on 16 Aug",
        "今天已联系：电话",
    ),
    situation(
        "a rhythm goes by the calendar all the same",
        |case| { case.called("2024-08-09"); case.working_days(&[]); case.rhythm(Cadence::Weeks(1), Action::Call); },
        "5 working days since the phone call on 9 Aug; this customer's own rhythm says call every week",
        "距 8月9日 电话已 5 个工作日；该客户的专属联系周期：每周电话沟通",
    ),
    // Firms and their people.
    situation(
        "a firm whose person was visited",
        |case| case.person_visited("2024-08-11"),
        "5 days since the visit on 11 Aug; the rule says call after more than 3",
        "距 8月11日 拜访已 5 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "the firm was called later than its person was visited",
        |case| { case.person_visited("2024-08-07"); case.called("2024-08-12"); },
        "4 days since the phone call on 12 Aug; the rule says call after more than 3",
        "距 8月12日 电话已 4 天；规则：超过 3 天电话沟通",
    ),
    situation(
        "people do not count for their firm",
        |case| { case.settings.contact_rule.people_count_for_their_firm = false; case.person_visited("2024-08-11"); },
        "Never contacted",
        "从未联系",
    ),
    situation(
        "the person lies in the trash",
        |case| { case.person_visited("2024-08-11"); case.trash_other(); },
        "Never contacted",
        "从未联系",
    ),
    situation(
        "the firm was contacted, its person was not",
        |case| case.firm_called("2024-08-11"),
        "Never contacted",
        "从未联系",
    ),
];

#[test]
fn each_explanation_is_what_the_rules_say_in_both_languages() {
    for situation in SITUATIONS {
        let Situation {
            what,
            set_up,
            english,
            chinese,
        } = situation;
        let mut case = Case::new();
        set_up(&mut case);
        let why = case.reason();
        for (language, expected) in [(Language::English, english), (Language::Chinese, chinese)] {
            let said = describe::reason(language, &why, &Plain(language));
            assert_eq!(said, *expected, "{what}");
        }
    }
}

#[test]
fn each_part_of_a_sentence_that_names_something_leads_to_it() {
    for Situation { what, set_up, .. } in SITUATIONS {
        let mut case = Case::new();
        set_up(&mut case);
        let why = case.reason();
        let expected = match &why {
            Reason::Rule { last, .. } => vec![Named::Record(last.communication), Named::Rule],
            Reason::Cadence { last, .. } => {
                vec![Named::Record(last.communication), Named::Cadence]
            }
            Reason::Recent { last, .. } => vec![Named::Record(last.communication)],
            Reason::ByHand { follow_up, .. } => vec![Named::FollowUp(*follow_up)],
            _ => Vec::new(),
        };
        for language in Language::ALL {
            let parts = describe::reason_parts(language, &why, &Plain(language));
            assert!(parts.iter().all(|part| !part.words.is_empty()), "{what}");
            let named: Vec<_> = parts.iter().filter_map(|part| part.names).collect();
            assert_eq!(named, expected, "{what}");
        }
    }
}

#[test]
fn no_situation_stands_in_the_table_twice() {
    let names: std::collections::BTreeSet<_> = SITUATIONS.iter().map(|one| one.what).collect();
    assert_eq!(names.len(), SITUATIONS.len());
    assert!(60 <= names.len());
}

/// Dates as the browser writes them.
struct Plain(Language);

impl Dates for Plain {
    fn day(&self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let is_this_year = year == now().year();
        match self.0 {
            Language::English if is_this_year => date.format("%-d %b").to_string(),
            Language::English => date.format("%-d %b %Y").to_string(),
            Language::Chinese if is_this_year => format!("{month}月{day}日"),
            Language::Chinese => format!("{year}年{month}月{day}日"),
        }
    }

    fn time(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }
}

fn now() -> Now {
    DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn tag(tag: &str) -> Scope {
    Scope::Tag(tag.to_owned())
}

fn fair() -> Channel {
    Channel::Own("Trade fair".to_owned())
}

fn rules(rules: &[(u32, Action, &str)]) -> Policy {
    let rules = rules.iter().map(|(more_than_days, action, name)| Rule {
        more_than_days: *more_than_days,
        action: action.clone(),
        name: (*name).to_owned(),
    });
    Policy::new(rules.collect()).expect("they fall")
}

/// The customer whose sentence is read, all that was said and planned, and what is set.
struct Case {
    customer: Customer,
    other: Customer,
    communications: Vec<Communication>,
    follow_ups: Vec<FollowUp>,
    settings: Settings,
}

impl Case {
    fn new() -> Self {
        let named = |id, name: &str| Customer::named(CustomerId(Uuid::from_u128(id)), name);
        Self {
            customer: named(1, "Ada"),
            other: named(2, "Ben"),
            communications: Vec::new(),
            follow_ups: Vec::new(),
            settings: Settings::default(),
        }
    }

    fn reason(&self) -> Reason {
        let settings = Edited::altered(Settings::default().into(), self.settings.clone());
        let mut edits = vec![Edit::Settings(settings)];
        let customers = [&self.customer, &self.other];
        edits.extend(customers.map(|one| Edit::Customer(Edited::made(one.clone()))));
        let communications = self.communications.iter().cloned();
        edits.extend(communications.map(|one| Edit::Communication(Edited::made(one))));
        let follow_ups = self.follow_ups.iter().cloned();
        edits.extend(follow_ups.map(|one| Edit::FollowUp(Edited::made(one))));
        let mut model = Model::default();
        model.apply_edits(&edits);
        reason(&model, &self.customer, now()).expect("a customer")
    }

    fn record(&mut self, customers: Vec<CustomerId>, channel: Channel, at: &str) {
        let id = Uuid::from_u128(10 + self.communications.len() as u128);
        self.communications.push(Communication {
            id: CommunicationId(id),
            customers,
            at: Moment::from_text(at).expect("a moment"),
            channel,
            direction: None,
            outcome: None,
            content: "words".to_owned(),
            line: String::new(),
            sentiment: None,
            duration_seconds: None,
            executes: None,
            origin: None,
            trashed_at: None,
        });
    }

    fn said(&mut self, channel: Channel, outcome: Option<Outcome>, at: &str) {
        self.record(vec![self.customer.id], channel, at);
        self.newest().outcome = outcome;
    }

    fn called(&mut self, at: &str) {
        self.said(Channel::Phone, None, at);
    }

    fn newest(&mut self) -> &mut Communication {
        self.communications.last_mut().expect("one")
    }

    fn trash_newest(&mut self) {
        self.newest().trashed_at = Some(now());
    }

    fn met_with_another(&mut self, at: &str) {
        self.record(vec![self.other.id, self.customer.id], Channel::Meeting, at);
    }

    fn person_visited(&mut self, at: &str) {
        self.other.firm = Some(self.customer.id);
        self.record(vec![self.other.id], Channel::Visit, at);
    }

    fn trash_other(&mut self) {
        self.other.trashed_at = Some(now());
    }

    fn firm_called(&mut self, at: &str) {
        self.customer.firm = Some(self.other.id);
        self.record(vec![self.other.id], Channel::Phone, at);
    }

    fn plan(&mut self, action: Action, due_on: &str, due_at: Option<&str>, note: &str) {
        let id = Uuid::from_u128(100 + self.follow_ups.len() as u128);
        self.follow_ups.push(FollowUp {
            id: FollowUpId(id),
            customer: self.customer.id,
            action,
            due_on: day(due_on),
            due_at: due_at.map(|time| format!("{time}:00").parse().expect("a time")),
            note: note.to_owned(),
            state: FollowUpState::Open {
                snoozed_until: None,
            },
            asked_by: AskedBy::Hand,
            recurrence: None,
            trashed_at: None,
        });
    }

    fn last_plan(&mut self) -> &mut FollowUp {
        self.follow_ups.last_mut().expect("one")
    }

    fn snooze(&mut self, until: &str) {
        self.last_plan().state = FollowUpState::Open {
            snoozed_until: Some(day(until)),
        };
    }

    fn done(&mut self) {
        let plan = self.last_plan();
        plan.state = FollowUpState::Done {
            by: None,
            on: plan.due_on,
        };
    }

    fn skip(&mut self, until: &str) {
        self.plan(Action::Visit, "2024-08-16", None, "");
        self.last_plan().state = FollowUpState::Skipped {
            until: day(until),
            reason: String::new(),
        };
    }

    fn because(&mut self, why: &str) {
        if let FollowUpState::Skipped { reason, .. } = &mut self.last_plan().state {
            why.clone_into(reason);
        }
    }

    fn rhythm(&mut self, every: Cadence, action: Action) {
        self.customer.cadence = Some(OwnCadence { every, action });
    }

    fn tag(&mut self, tag: &str) {
        self.customer.tags.push(tag.to_owned());
    }

    fn policy(&mut self, scope: Scope, list: &[(u32, Action, &str)]) {
        let policy = rules(list);
        let policies = &mut self.settings.policies;
        policies.scoped.push(ScopedPolicy { scope, policy });
    }

    fn default_policy(&mut self, list: &[(u32, Action, &str)]) {
        self.settings.policies.default = rules(list);
    }

    fn working_days(&mut self, holidays: &[&str]) {
        let holidays = holidays.iter().map(|date| day(date)).collect();
        self.settings.day_count = DayCount::WorkingDays { holidays };
    }
}
