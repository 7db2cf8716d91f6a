//! Where backups are written by themselves: the single file has a file for it, a site a folder.

use crate::app::kept_backups::{KeptBackup, file_name, records_of, superfluous};
use crate::app::queries::backup::LastBackup;
use crate::i18n::Texts;
use crate::records::backup::{read_backup, write_backup};
use crate::ui::context::Book;
use crate::ui::screens::data::{last_backup_of, newest, note_backup};
use crate::web::backup_folder::{self, FolderError, Record};
use crate::web::single_file::{self, Answer};

/// What the user has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser wants the user's leave once more.
    NeedsLeave,
    /// It could not be written.
    NotWritten,
    /// What was read again is not what was written.
    Unlike,
    /// There is no room.
    Full,
    /// The folder is no longer there.
    FolderGone,
    /// The file was chosen for another Book.
    OfOtherBook,
    /// The user was about to leave with so many Changes in no backup.
    LeftWith(usize),
}

impl From<FolderError> for Trouble {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::NeedsLeave => Self::NeedsLeave,
            FolderError::Gone => Self::FolderGone,
            FolderError::Full => Self::Full,
            FolderError::Failed => Self::NotWritten,
        }
    }
}

fn done(answer: Answer, refused: Trouble) -> Result<(), Trouble> {
    match answer {
        Answer::Done => Ok(()),
        Answer::Refused => Err(refused),
        Answer::Failed => Err(Trouble::NotWritten),
    }
}

/// A trouble in words.
pub(crate) fn trouble_text(texts: &'static Texts, trouble: Trouble) -> String {
    let (words, file) = (texts.keeping(), texts.single_file());
    let name = name().unwrap_or_default();
    let word = match trouble {
        Trouble::NeedsLeave => file.needs_leave,
        Trouble::NotWritten if single_file::is_here() => file.not_written,
        Trouble::NotWritten => words.not_written,
        Trouble::Unlike => words.unlike,
        Trouble::Full => words.full,
        Trouble::FolderGone => words.folder_gone,
        Trouble::OfOtherBook => file.of_other_book,
        Trouble::LeftWith(changes) => return (file.left_with)(changes),
    };
    word(&name)
}

/// Whether the browser lets the user choose a place.
pub(super) fn can_choose() -> bool {
    if single_file::is_here() {
        single_file::can_choose()
    } else {
        backup_folder::can_choose()
    }
}

/// The name of the chosen place.
pub(crate) fn name() -> Option<String> {
    if single_file::is_here() {
        single_file::backup_file()
    } else {
        backup_folder::record().map(|record| record.folder)
    }
}

/// Whether it is known by now to take backups without a question.
pub(super) fn is_allowed() -> bool {
    if single_file::is_here() {
        single_file::is_backup_allowed()
    } else {
        backup_folder::is_allowed()
    }
}

/// Whether the place may take backups of this Book. In a folder each Book has files of its own.
pub(super) fn is_for(book: &Book) -> bool {
    !single_file::is_here() || single_file::is_backup_of(&book.book().to_string())
}

/// The last backup that was written there and found good.
pub(super) fn last_of(book: &Book) -> Option<LastBackup> {
    if single_file::is_here() {
        return last_backup_of(book);
    }
    let (at, sequence) = backup_folder::newest(&book.book().to_string())?;
    Some(LastBackup { at, sequence })
}

/// Looks for the chosen place: whether it takes backups without a question.
pub(super) async fn find() -> Result<(), Trouble> {
    if single_file::is_here() {
        return done(single_file::find_backup_file().await, Trouble::NeedsLeave);
    }
    Ok(backup_folder::find().await?)
}

/// Has the browser ask the user to let backups be written; only after a click.
pub(super) async fn allow() -> Result<(), Trouble> {
    if single_file::is_here() {
        return done(single_file::allow_backup().await, Trouble::NeedsLeave);
    }
    Ok(backup_folder::allow().await?)
}

/// Lets the user choose the place, only after a click; whether one was chosen.
pub(super) async fn choose(book: &Book) -> Result<bool, Trouble> {
    if !single_file::is_here() {
        return Ok(backup_folder::choose().await?);
    }
    match single_file::choose_backup_file("genjin-backup.genjin").await {
        Answer::Done => {
            single_file::keep_backup_of(&book.book().to_string());
            Ok(true)
        }
        Answer::Refused => Ok(false),
        Answer::Failed => Err(Trouble::NotWritten),
    }
}

/// Writes to no place by itself any more.
pub(super) async fn forget() {
    if single_file::is_here() {
        // Whatever comes of it, the name is gone and nothing is written any more.
        single_file::forget_backup_file().await;
    } else {
        backup_folder::forget().await;
    }
}

/// Writes a backup there, reads it again and checks it.
pub(super) async fn write(book: &Book) -> Result<(), Trouble> {
    if !single_file::is_here() {
        return write_to_folder(book).await;
    }
    let sequence = newest(book);
    let backup = write_backup(&book.contents());
    let written = single_file::write_backup(&backup).await;
    done(written, Trouble::NotWritten)?;
    note_backup(book, sequence);
    Ok(())
}

async fn write_to_folder(book: &Book) -> Result<(), Trouble> {
    // Leave may have been taken back, and the folder be gone, since it was last looked for.
    backup_folder::find().await?;
    let (sequence, now, contents) = (newest(book), book.now(), book.contents());
    let (name, bytes) = (file_name(contents.book, now), write_backup(&contents));
    backup_folder::write(&name, &bytes).await?;
    let is_good = backup_folder::read(&name)
        .await
        .map(|found| found == bytes && read_backup(&found).as_ref() == Ok(&contents));
    if is_good != Ok(true) {
        // It must not be taken for one that counts. Those before it stay, all of them.
        backup_folder::remove(&name).await.ok();
        return Err(is_good.err().map_or(Trouble::Unlike, Trouble::from));
    }
    let own = contents.book.to_string();
    let Some(before) = backup_folder::record() else {
        // Meanwhile the user has it written to no folder any more.
        return Ok(());
    };
    let mut kept = before.kept;
    // Those of another Book are for nobody here to judge.
    kept.retain(|one| before.book == own && one.name != name);
    kept.push(KeptBackup {
        name,
        at: now,
        records: records_of(&contents.counts()),
    });
    let mut record = Record {
        folder: before.folder,
        book: own,
        sequence,
        kept,
    };
    backup_folder::keep_record(&record);
    note_backup(book, sequence);
    take_away_superfluous(&mut record, now.date_naive()).await;
    Ok(())
}

/// Only after a new one was found good: until then nothing is taken away.
async fn take_away_superfluous(record: &mut Record, today: chrono::NaiveDate) {
    let names = superfluous(&record.kept, today).into_iter();
    let names: Vec<String> = names.map(|one| one.name.clone()).collect();
    for name in names {
        // What cannot be taken away now is tried again after the next one.
        if matches!(
            backup_folder::remove(&name).await,
            Ok(()) | Err(FolderError::Gone)
        ) {
            record.kept.retain(|one| one.name != name);
            backup_folder::keep_record(record);
        }
    }
}
