//! From a file that the user chose to a table that was looked through.

use std::rc::Rc;

use web_sys::File;

use crate::formats::layout::Layout;
use crate::formats::survey::Survey;
use crate::formats::table::{Progress, Table, TableError};
use crate::formats::text::{Encoding, FileError, MAX_FILE_BYTES, decode};
use crate::i18n::{Language, describe_file};
use crate::ui::context::Book;
use crate::ui::kit::job::{Job, Stopped};
use crate::web::files;

/// Rows looked at in one step.
const ROWS: usize = 100;

/// A file that can be imported.
#[derive(Clone)]
pub(super) struct Opened {
    /// The file itself, to be read again in another way.
    file: File,
    /// Its name.
    pub(super) name: String,
    /// The encoding that was found or chosen.
    pub(super) encoding: Encoding,
    /// Its rows.
    pub(super) table: Rc<Table>,
    /// What its columns look like.
    pub(super) survey: Rc<Survey>,
}

impl PartialEq for Opened {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.table, &other.table)
    }
}

/// How a file is to be read, where the user says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// The encoding.
    pub(super) encoding: Option<Encoding>,
    /// What stands between cells, and where the headings are.
    pub(super) layout: Option<Layout>,
}

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Trouble {
    /// Its name says that it is something else.
    WrongType,
    /// The browser could not read it.
    Unreadable,
    /// It cannot be read as text.
    File(FileError),
    /// Its text is no table.
    Table(TableError),
}

impl Trouble {
    /// The sentence for the user.
    pub(super) fn describe(&self, language: Language, name: &str) -> String {
        let texts = language.texts().data();
        match self {
            Self::WrongType => (texts.wrong_type)(name),
            Self::Unreadable => (texts.unreadable)(name),
            Self::File(error) => describe_file::file_error(language, name, error),
            Self::Table(error) => describe_file::table_error(language, name, *error),
        }
    }
}

/// Whether a name ends like one of a table in text.
pub(super) fn is_table_name(name: &str) -> bool {
    ends_with(name, &[".csv", ".tsv", ".txt"])
}

/// Whether a name ends like a backup's.
pub(super) fn is_backup_name(name: &str) -> bool {
    ends_with(name, &[".genjin"])
}

fn ends_with(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

/// Reads a file and looks through it; `None` where the user stopped that.
pub(super) async fn open(
    file: File,
    reading: Reading,
    job: Job,
    book: Book,
) -> Option<Result<Opened, Trouble>> {
    let result = try_to_open(file, reading, &job, &book).await;
    match result {
        Err(Stopped::Cancelled) => None,
        Err(Stopped::Failed(trouble)) => Some(Err(trouble)),
        Ok(opened) => (!job.is_cancelled()).then_some(Ok(opened)),
    }
}

async fn try_to_open(
    file: File,
    reading: Reading,
    job: &Job,
    book: &Book,
) -> Result<Opened, Stopped<Trouble>> {
    let name = file.name();
    if !is_table_name(&name) {
        return Err(Stopped::Failed(Trouble::WrongType));
    }
    // Refused before it is read: a file of gigabytes would take all memory.
    let bytes = files::size(&file);
    if MAX_FILE_BYTES < bytes {
        return Err(Stopped::Failed(Trouble::File(FileError::TooLarge {
            bytes,
            limit: MAX_FILE_BYTES,
        })));
    }
    let unreadable = Stopped::Failed(Trouble::Unreadable);
    let bytes = files::read(&file).await.ok_or(unreadable)?;
    let gb18030 = |bytes: &[u8]| files::decode("gb18030", bytes);
    let decoded = decode(bytes, reading.encoding, &gb18030);
    let decoded = decoded.map_err(|error| Stopped::Failed(Trouble::File(error)))?;
    let table = match reading.layout {
        Some(layout) => Table::with_layout(decoded.text, layout),
        None => Table::open(decoded.text),
    };
    let table = table.map_err(|error| Stopped::Failed(Trouble::Table(error)))?;
    let mut survey = Survey::new(&table);
    let looked = job.run(book, || {
        Ok(match survey.read_some(&table, ROWS)? {
            Progress::Done => None,
            Progress::Thousandths(thousandths) => Some(thousandths),
        })
    });
    looked.await.map_err(|stopped| match stopped {
        Stopped::Cancelled => Stopped::Cancelled,
        Stopped::Failed(error) => Stopped::Failed(Trouble::Table(error)),
    })?;
    Ok(Opened {
        file,
        name,
        encoding: decoded.encoding,
        table: Rc::new(table),
        survey: Rc::new(survey),
    })
}

impl Opened {
    /// The file, to be read again in another way.
    pub(super) fn file(&self) -> File {
        self.file.clone()
    }
}
