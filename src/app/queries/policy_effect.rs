//! What a policy under edit would ask for today, before it is saved.

use super::today::Counts;
use crate::app::model::Model;
use crate::domain::moment::Now;
use crate::domain::settings::Settings;

/// Today's headline counts under the policies and the day count of these settings.
pub fn policy_effect(model: &Model, settings: &Settings, now: Now) -> Counts {
    let mut counts = Counts::default();
    for (_, standing) in model.standings_under(settings, now) {
        counts.count(&standing);
    }
    counts
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{DateTime, Days};
    use uuid::Uuid;

    use super::*;
    use crate::app::queries::today::today;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::communication::Communication;
    use crate::domain::customer::Customer;
    use crate::domain::follow_up::Action;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;
    use crate::domain::policy::{Policy, Rule};
    use crate::domain::working_days::DayCount;

    /// Friday noon; the customers were last called 0 to 9 days before.
    fn book() -> (Model, Now) {
        let now = DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment");
        let mut model = Model::default();
        for back in 0..10_u64 {
            let id = Uuid::from_u128(u128::from(back) + 1);
            let day = now.date_naive() - Days::new(back);
            model.apply_edits(&[
                Edit::Customer(Edited::made(Customer::named(CustomerId(id), "Ada"))),
                Edit::Communication(Edited::made(Communication {
                    id: CommunicationId(id),
                    customers: vec![CustomerId(id)],
                    at: Moment::On(day),
                    channel: Channel::Phone,
                    direction: None,
                    outcome: None,
                    content: "words".to_owned(),
                    line: String::new(),
                    duration_seconds: None,
                    executes: None,
                    origin: None,
                    trashed_at: None,
                })),
            ]);
        }
        (model, now)
    }

    #[test]
    fn the_book_s_own_policy_has_the_effect_that_today_shows() {
        let (model, now) = book();
        let settings = Arc::clone(model.settings());
        assert_eq!(
            policy_effect(&model, &settings, now),
            today(&model, now).counts
        );
    }

    #[test]
    fn a_policy_under_edit_is_counted_without_being_saved() {
        let (model, now) = book();
        let mut settings = (**model.settings()).clone();
        settings.policies.default = Policy::new(vec![Rule {
            more_than_days: 8,
            action: Action::Visit,
            name: String::new(),
        }])
        .expect("one threshold falls");
        let counts = policy_effect(&model, &settings, now);
        assert_eq!((counts.visits, counts.calls), (1, 0));
        settings.day_count = DayCount::WorkingDays {
            holidays: std::collections::BTreeSet::new(),
        };
        assert_eq!(policy_effect(&model, &settings, now).visits, 0);
        assert_eq!(today(&model, now).counts.visits, 2);
    }
}
