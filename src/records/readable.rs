//! Makes sure that what is about to be written will be readable.
//!
//! A log entry that cannot be read would keep the whole Book from opening. Every row is therefore
//! read once before it is written: whatever slipped through a form or an importer is refused while
//! it is still only one Change.

use super::{RecordError, Stored};
use crate::domain::change::{Edit, Edited};

/// Whether what an edit writes can be read back.
pub fn check(edit: &Edit) -> Result<(), RecordError> {
    fn check<T: Stored>(edited: &Edited<T>) -> Result<(), RecordError> {
        let Some(after) = &edited.after else {
            return Ok(());
        };
        after.check()
    }
    match edit {
        Edit::Customer(edited) => check(edited),
        Edit::Communication(edited) => check(edited),
        Edit::FollowUp(edited) => check(edited),
        Edit::Need(edited) => check(edited),
        Edit::Promise(edited) => check(edited),
        Edit::Rating(edited) => check(edited),
        Edit::Observation(edited) => check(edited),
        Edit::Reminder(edited) => check(edited),
        Edit::Source(edited) => check(edited),
        Edit::Settings(edited) => check(edited),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cadence::Cadence;
    use crate::domain::follow_up::FollowUp;
    use crate::records::{golden, segment};

    #[test]
    fn what_could_not_be_read_back_is_noticed_before_it_is_written() {
        let contents = golden::contents();
        let before = &contents.follow_ups[0];
        let never = FollowUp {
            recurrence: Some(Cadence::Days(0)),
            ..FollowUp::clone(before)
        };
        let fine = FollowUp {
            note: "another".to_owned(),
            ..FollowUp::clone(before)
        };
        for (edited, is_fine) in [
            (Edited::altered(before.clone(), fine.clone()), true),
            (Edited::removed(before.clone()), true),
            (Edited::made(fine), true),
            (Edited::altered(before.clone(), never.clone()), false),
            (Edited::made(never), false),
        ] {
            let edit = Edit::FollowUp(edited);
            assert_eq!(check(&edit).is_ok(), is_fine, "{edit:?}");
            assert_eq!(segment::pack(&[edit]).is_ok(), is_fine);
        }
    }
}
