//! Settings that were typed and neither saved nor discarded: they outlast a look at another page,
//! and as drafts a reload or a crash.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::capacity::CapacityForm;
use super::loyalty::LoyaltyForm;
use super::policy::form::PolicyForm;
use super::satisfaction::form::SatisfactionForm;
use super::weights::WeightsForm;
use crate::domain::customer::{Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::rating::{AspectId, Scale};
use crate::domain::settings::Settings;
use crate::domain::written::{date_text, read_date};
use crate::ui::hooks::{DraftPlace, UseStateHandle, use_draft};
use crate::ui::memory::use_memory;

/// What was typed and neither saved nor discarded.
#[derive(Default)]
pub struct TypedSettings {
    pub(super) policy: RefCell<Option<PolicyForm>>,
    pub(super) capacity: RefCell<Option<CapacityForm>>,
    pub(super) weights: RefCell<Option<WeightsForm>>,
    pub(super) satisfaction: RefCell<Option<SatisfactionForm>>,
    pub(super) loyalty: RefCell<Option<LoyaltyForm>>,
}

/// One of the page's forms that come to other settings, which are in force once they are saved.
pub(super) trait SettingsForm:
    Clone + PartialEq + Serialize + DeserializeOwned + 'static
{
    /// Its name among the drafts.
    const FORM: &'static str;

    /// Where it is kept while the app runs.
    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>>;

    /// The form as it begins.
    fn of(settings: &Arc<Settings>) -> Self;

    /// The settings from which it began.
    fn before(&self) -> &Arc<Settings>;

    /// The settings that it comes to; `None` while something is wrong.
    fn settings(&self) -> Option<Settings>;

    /// Whether something else is typed than it began with.
    fn is_changed(&self) -> bool {
        *self != Self::of(self.before())
    }
}

/// A form as typed, `None` while nothing is.
pub(super) struct Typed<T>(UseStateHandle<Rc<Option<T>>>);

impl<T> Clone for Typed<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Typed<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.0
    }
}

impl<T: SettingsForm> Typed<T> {
    /// Puts another form, or none, in its place.
    pub(super) fn set(&self, form: Option<T>) {
        self.0.set(Rc::new(form));
    }

    /// The form as it stands now, which may have been typed since the page was drawn.
    pub(super) fn newest(&self) -> Option<T> {
        (**self.0.newest()).clone()
    }
}

/// A form as typed.
#[hook]
pub(super) fn use_typed<T: SettingsForm>() -> Typed<T> {
    let memory = use_memory();
    let kept = T::kept(&memory.typed_settings);
    let goes_on = kept.borrow().is_none();
    let typed = use_state_eq(|| Rc::new(kept.borrow().clone()));
    let place = DraftPlace {
        form: T::FORM,
        id: Uuid::nil(),
    };
    use_draft(place, &typed, goes_on, |form: &Option<T>| {
        form.as_ref().is_some_and(T::is_changed)
    });
    kept.replace((**typed).clone());
    Typed(typed)
}

/// Settings inside a draft, in their written form.
pub(super) mod written_settings {
    use super::{Arc, Deserialize, Deserializer, Error, Serializer, Settings};
    use crate::records;

    pub(in super::super) fn serialize<S: Serializer>(
        settings: &Arc<Settings>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&records::write(&**settings))
    }

    pub(in super::super) fn deserialize<'a, D: Deserializer<'a>>(
        from: D,
    ) -> Result<Arc<Settings>, D::Error> {
        let text = String::deserialize(from)?;
        records::read(text.as_bytes())
            .map(Arc::new)
            .map_err(D::Error::custom)
    }
}

/// Days inside a draft.
pub(super) mod written_days {
    use super::{BTreeSet, Deserialize, Deserializer, NaiveDate, Serializer, date_text, read_date};

    pub(in super::super) fn serialize<S: Serializer>(
        days: &BTreeSet<NaiveDate>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(days.iter().map(|day| date_text(*day)))
    }

    pub(in super::super) fn deserialize<'a, D: Deserializer<'a>>(
        from: D,
    ) -> Result<BTreeSet<NaiveDate>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        Ok(texts.iter().filter_map(|text| read_date(text)).collect())
    }
}

/// Declares how a word of the trade stands inside a draft: by its code.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident: $type:ty) => {
        $(#[$doc])*
        pub(super) mod $name {
            use super::{Deserialize, Deserializer, Error, Serialize, Serializer};

            pub(in super::super) fn serialize<S: Serializer>(
                one: &$type,
                to: S,
            ) -> Result<S::Ok, S::Error> {
                one.code().serialize(to)
            }

            pub(in super::super) fn deserialize<'a, D: Deserializer<'a>>(
                from: D,
            ) -> Result<$type, D::Error> {
                let code = String::deserialize(from)?;
                <$type>::from_code(&code).ok_or_else(|| D::Error::custom("an unknown code"))
            }
        }
    };
}

coded! {
    /// An action inside a draft.
    coded_action: super::Action
}
coded! {
    /// A tier inside a draft.
    coded_tier: super::Tier
}
coded! {
    /// A stage inside a draft.
    coded_stage: super::Stage
}
coded! {
    /// An aspect inside a draft.
    coded_aspect: super::AspectId
}
coded! {
    /// A scale inside a draft.
    coded_scale: super::Scale
}
