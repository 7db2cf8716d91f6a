//! Choose or drop a file to import.

use crate::ui::prelude::*;
use web_sys::{DragEvent, File};

use super::file_button::FileButton;
use super::opening::{Opened, Reading, Trouble, is_backup_name, open};
use super::restore::RestoreDialog;
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::kit::job::{ProgressBar, use_jobs};
use crate::ui::kit::{Icon, task};

/// Properties of [`ImportCard`].
#[derive(Properties, PartialEq)]
pub(super) struct ImportCardProps {
    /// Called with a file that can be imported.
    pub(super) open: Callback<Opened>,
    /// A file that was handed over from elsewhere.
    pub(super) offered: Option<File>,
}

/// The card that takes a file.
#[component]
pub(super) fn ImportCard(props: &ImportCardProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let is_over = use_state_eq(|| false);
    let trouble = use_state_eq(|| None::<(String, Trouble)>);
    let backup = use_state_eq(|| None::<File>);
    let (jobs, progress) = use_jobs();
    let take = {
        let (jobs, trouble, backup) = (jobs.clone(), trouble.setter(), backup.setter());
        let taken = props.open.clone();
        Callback::from(move |file: File| {
            trouble.set(None);
            if is_backup_name(&file.name()) {
                backup.set(Some(file));
                return;
            }
            let (job, book, trouble, taken) =
                (jobs.start(), book.clone(), trouble.clone(), taken.clone());
            task::start(async move {
                let name = file.name();
                match open(file, Reading::default(), job, book).await {
                    None => {}
                    Some(Ok(opened)) => taken.emit(opened),
                    Some(Err(error)) => trouble.set(Some((name, error))),
                }
            });
        })
    };
    use_effect_with(props.offered.clone(), {
        let take = take.clone();
        move |offered| {
            if let Some(file) = offered {
                take.emit(file.clone());
            }
        }
    });
    let ondragover = {
        let is_over = is_over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(true);
        })
    };
    let ondragleave = {
        let is_over = is_over.setter();
        Callback::from(move |_: DragEvent| is_over.set(false))
    };
    let ondrop = {
        let (is_over, take) = (is_over.setter(), take.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                take.emit(file);
            }
        })
    };
    let cancel = Callback::from(move |()| jobs.cancel());
    let close_backup = {
        let backup = backup.setter();
        Callback::from(move |()| backup.set(None))
    };
    html! {
        <section class="card" aria-labelledby="data-import">
            <h2 id="data-import" tabindex="-1">{texts.data().import}</h2>
            <p class="muted">{texts.data().import_hint}</p>
            <div
                class="drop"
                data-over={is_over.then_some("")}
                {ondragover}
                {ondragleave}
                {ondrop}
            >
                <p>{texts.data().drop_here}</p>
                <FileButton
                    label={texts.data().import}
                    icon={Icon::Import}
                    class="primary"
                    asked_as="import"
                    accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                    {take}
                />
            </div>
            <ProgressBar label={texts.data().opening} thousandths={progress} {cancel} />
            if let Some((name, trouble)) = &*trouble {
                <div class="notice" data-kind="error" role="alert">
                    {Icon::Warning.html()}
                    <p class="notice-text">{trouble.describe(language, name)}</p>
                </div>
            }
            if let Some(file) = &*backup {
                <RestoreDialog file={file.clone()} close={close_backup} />
            }
        </section>
    }
}
