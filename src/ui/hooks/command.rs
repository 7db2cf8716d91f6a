//! Send commands, and say what came of them.

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::commands::take_back::Intent;
use crate::app::history::Turn;
use crate::app::ports::StoredDraft;
use crate::app::service::{Done, Refused};
use crate::domain::change::Deed;
use crate::i18n::{Language, describe, describe_deed};
use crate::ui::context::{Speech, Toast, use_book, use_desk, use_language};
use crate::ui::kit::task;

/// What came of a command.
pub type Outcome = Result<Done, Refused>;

/// What a component sends: a command, the form it comes from as it is kept among the drafts, and
/// what to do with what came of it.
pub type Sent = (Command, Option<StoredDraft>, Callback<Outcome>);

/// Sends a command and hands what came of it to a callback.
///
/// The command is never cut off, even when the component that sent it is gone by then.
#[hook]
pub fn use_command() -> Callback<Sent> {
    let book = use_book();
    use_callback(book, |(command, typed, then): Sent, book| {
        let book = book.clone();
        task::start(async move {
            let outcome = match typed {
                Some(typed) => book.execute_form(command, typed).await,
                None => book.execute(command).await,
            };
            then.emit(outcome);
        });
    })
}

/// Sends a command and shows a notice of what came of it, with an offer to take it back.
#[hook]
pub fn use_run() -> Callback<Command> {
    let send = use_command();
    let desk = use_desk();
    let language = use_language();
    use_callback((send, desk, language), |command, (send, desk, language)| {
        let (toast, language) = (desk.toast.clone(), *language);
        send.emit((
            command,
            None,
            Callback::from(move |outcome| toast.emit(notice(language, &outcome))),
        ));
    })
}

/// The notice of what came of a command.
pub fn notice(language: Language, outcome: &Outcome) -> Toast {
    match outcome {
        Ok(done) => Toast {
            text: told(language, done),
            // Undo is undone by redo, and not by one more undo.
            undo: done.change.is_some() && done.turn != Turn::Undone,
            kept: None,
            is_error: false,
        },
        Err(Refused::Rejected(rejection)) => Toast {
            text: describe::rejection(language, rejection).to_owned(),
            undo: false,
            kept: None,
            is_error: true,
        },
        Err(Refused::Store(error)) => Toast {
            text: describe::store_error(language, error),
            undo: false,
            kept: None,
            is_error: true,
        },
    }
}

/// What was done. Who logs is told which planned step that closed.
fn told(language: Language, done: &Done) -> String {
    let told = describe_deed::told(language, done.turn, &done.label);
    if done.turn != Turn::Done || done.label.deed != Deed::LogCommunication {
        return told;
    }
    match (
        describe_deed::closed(language, &done.edits, &Speech(language)),
        language,
    ) {
        (None, _) => told,
        (Some(closed), Language::English) => format!("{told}. {closed}"),
        (Some(closed), Language::Chinese) => format!("{told}。{closed}"),
    }
}

/// A callback that takes the newest Change back, or does it again, and shows what it was.
#[hook]
pub fn use_step_back(intent: Intent) -> Callback<()> {
    let book = use_book();
    let desk = use_desk();
    let language = use_language();
    use_callback((book, desk, language), move |(), (book, desk, language)| {
        let (book, desk, language) = (book.clone(), desk.clone(), *language);
        task::start(async move {
            let outcome = match intent {
                Intent::Undo => book.undo().await,
                Intent::Redo => book.redo().await,
            };
            desk.toast.emit(notice(language, &outcome));
        });
    })
}
