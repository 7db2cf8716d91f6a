//! Rename a channel of the user's own: its name stands in every record that used it.

use std::sync::Arc;

use super::{Decision, Rejection};
use crate::app::model::Model;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::customer::Customer;
use crate::domain::fold::fold;
use crate::domain::follow_up::{Action, FollowUp};
use crate::domain::policy::{Policy, Rule};
use crate::domain::settings::Settings;

/// A name that the channel list may take: not empty, and no other channel's, however it is written.
pub fn checked_name(settings: &Settings, name: &str) -> Result<String, Rejection> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Rejection::NoName);
    }
    let is_taken = settings
        .channels()
        .iter()
        .any(|channel| fold(channel.code()) == fold(name));
    if is_taken {
        return Err(Rejection::ChannelExists);
    }
    Ok(name.to_owned())
}

#[inline(never)]
pub(super) fn rename(model: &Model, from: &str, to: &str) -> Result<Decision, Rejection> {
    let current = model.settings();
    let mut others = (**current).clone();
    others.own_channels.retain(|name| name != from);
    if others.own_channels.len() == current.own_channels.len() {
        return Err(Rejection::Gone);
    }
    let to = checked_name(&others, to)?;
    let renaming = Renaming {
        from: Channel::Own(from.to_owned()),
        to: Channel::Own(to.clone()),
    };
    let mut edits = Vec::new();
    let after = renaming.of_settings(current);
    edits.push(Edit::Settings(Edited::altered(current.clone(), after)));
    for one in model.all_communications() {
        if one.channel == renaming.from {
            let mut after = (**one).clone();
            after.channel = renaming.to.clone();
            edits.push(Edit::Communication(Edited::altered(one.clone(), after)));
        }
    }
    for one in model.all_follow_ups() {
        if let Some(action) = renaming.of_action(&one.action) {
            let after = FollowUp {
                action,
                ..(**one).clone()
            };
            edits.push(Edit::FollowUp(Edited::altered(one.clone(), after)));
        }
    }
    for one in model.all_customers() {
        if let Some(after) = renaming.of_customer(one) {
            edits.push(Edit::Customer(Edited::altered(one.clone(), after)));
        }
    }
    Ok(Decision::counted(
        Deed::ChangeSettings,
        to,
        edits.len(),
        edits,
    ))
}

struct Renaming {
    from: Channel,
    to: Channel,
}

impl Renaming {
    fn of_action(&self, action: &Action) -> Option<Action> {
        let Action::Through(through) = action else {
            return None;
        };
        (*through == self.from).then(|| Action::Through(self.to.clone()))
    }

    fn of_policy(&self, policy: &mut Policy) {
        let rules: Vec<Rule> = policy
            .rules()
            .iter()
            .map(|rule| Rule {
                action: self
                    .of_action(&rule.action)
                    .unwrap_or_else(|| rule.action.clone()),
                ..rule.clone()
            })
            .collect();
        // The thresholds are the same, so that it cannot be refused.
        if let Ok(renamed) = Policy::new(rules) {
            *policy = renamed;
        }
    }

    fn of_settings(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        for name in &mut settings.own_channels {
            if *name == self.from.code() {
                self.to.code().clone_into(name);
            }
        }
        let uncounted = &mut settings.contact_rule.uncounted_channels;
        if uncounted.remove(&self.from) {
            uncounted.insert(self.to.clone());
        }
        self.of_policy(&mut settings.policies.default);
        for scoped in &mut settings.policies.scoped {
            self.of_policy(&mut scoped.policy);
        }
        settings
    }

    fn of_customer(&self, customer: &Arc<Customer>) -> Option<Customer> {
        let action = self.of_action(&customer.cadence.as_ref()?.action)?;
        let mut after = (**customer).clone();
        if let Some(cadence) = &mut after.cadence {
            cadence.action = action;
        }
        Some(after)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::communication::Communication;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;

    fn settings(names: &[&str]) -> Settings {
        let mut settings = Settings {
            own_channels: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Settings::default()
        };
        let fax = Channel::Own("传真".to_owned());
        settings.contact_rule.uncounted_channels.insert(fax.clone());
        settings.policies.default = Policy::new(vec![Rule {
            more_than_days: 3,
            action: Action::Through(fax),
            name: String::new(),
        }])
        .expect("one threshold falls");
        settings
    }

    fn book() -> Model {
        let id = Uuid::from_u128(1);
        let mut model = Model::default();
        model.apply_edits(&[
            Edit::Settings(Edited::made(settings(&["传真", "Portal"]))),
            Edit::Customer(Edited::made(Customer::named(CustomerId(id), "Ada"))),
            Edit::Communication(Edited::made(Communication {
                id: CommunicationId(id),
                customers: vec![CustomerId(id)],
                at: Moment::On("2024-08-16".parse().expect("a date")),
                channel: Channel::Own("传真".to_owned()),
                direction: None,
                outcome: None,
                content: "words".to_owned(),
                line: String::new(),
                sentiment: None,
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
            })),
        ]);
        model
    }

    #[test]
    fn a_renamed_channel_is_renamed_wherever_it_stands() {
        let mut model = book();
        let decision = rename(&model, "传真", " Fax ").expect("is renamed");
        model.apply_edits(&decision.edits);
        let fax = Channel::Own("Fax".to_owned());
        let settings = model.settings();
        assert_eq!(settings.own_channels, ["Fax", "Portal"]);
        assert!(settings.contact_rule.uncounted_channels.contains(&fax));
        let rule = &settings.policies.default.rules()[0];
        assert_eq!(rule.action, Action::Through(fax.clone()));
        assert!(model.communications().all(|one| one.channel == fax));
    }

    #[test]
    fn a_name_that_another_channel_has_is_refused() {
        let model = book();
        for (name, expected) in [
            ("portal", Rejection::ChannelExists),
            ("Phone", Rejection::ChannelExists),
            ("  ", Rejection::NoName),
        ] {
            assert_eq!(rename(&model, "传真", name), Err(expected), "{name}");
        }
        assert_eq!(rename(&model, "Telex", "Fax"), Err(Rejection::Gone));
    }
}
