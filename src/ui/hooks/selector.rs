//! Read from the model; draw again only when the answer differs.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::commands::Rejection;
use crate::app::history::History;
use crate::app::model::Model;
use crate::app::service::Status;
use crate::ui::context::{Book, use_book};

/// What `select` answers for the newest model. The component draws again when the dependencies
/// change, or when a Change leads to a different answer.
///
/// `select` runs once for each revision of the model and each set of dependencies.
#[hook]
pub fn use_selector<D, T, F>(deps: D, select: F) -> Rc<T>
where
    D: PartialEq + Clone + 'static,
    T: PartialEq + 'static,
    F: Fn(&Model, &D) -> T + Clone + 'static,
{
    let book = use_book();
    let redraw = use_force_update();
    let kept = use_mut_ref(|| None::<(u64, D, Rc<T>)>);
    let answer = {
        let model = book.model();
        let mut kept = kept.borrow_mut();
        match &*kept {
            Some((revision, asked, answer)) if *revision == model.revision() && *asked == deps => {
                answer.clone()
            }
            _ => {
                let answer = Rc::new(select(&model, &deps));
                *kept = Some((model.revision(), deps.clone(), answer.clone()));
                answer
            }
        }
    };
    use_effect_with((book, deps), move |(book, deps)| {
        let check = {
            let (book, deps) = (book.clone(), deps.clone());
            move || {
                let model = book.model();
                let mut kept = kept.borrow_mut();
                let Some((revision, asked, shown)) = &*kept else {
                    return;
                };
                if *revision == model.revision() || *asked != deps {
                    return;
                }
                let answer = select(&model, &deps);
                let differs = answer != **shown;
                let answer = if differs {
                    Rc::new(answer)
                } else {
                    shown.clone()
                };
                *kept = Some((model.revision(), deps.clone(), answer));
                if differs {
                    redraw.force_update();
                }
            }
        };
        // A command may have landed between this drawing and this effect.
        check();
        let subscription = book.subscribe(check);
        move || drop(subscription)
    });
    answer
}

/// What `look` answers of the book now; asked again whenever the book has something to tell.
#[hook]
fn use_told<T, F>(look: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Book) -> T + 'static,
{
    let book = use_book();
    let redraw = use_force_update();
    let answer = look(&book);
    let shown = use_mut_ref(|| answer.clone());
    *shown.borrow_mut() = answer.clone();
    use_effect_with(book, move |book| {
        let check = {
            let book = book.clone();
            move || {
                if *shown.borrow() != look(&book) {
                    redraw.force_update();
                }
            }
        };
        // The browser may have had its turn between the drawing and this.
        check();
        let subscription = book.subscribe(check);
        move || drop(subscription)
    });
    answer
}

/// What the status line says.
#[hook]
pub fn use_status() -> Status {
    use_told(|book| book.status())
}

/// Why commands were refused that had waited for their write.
#[hook]
pub fn use_refused_late() -> Vec<Rejection> {
    use_told(|book| book.refused_late())
}

/// How many writes failed and wait to be tried again.
#[hook]
pub fn use_unsaved() -> usize {
    let known = use_mut_ref(|| 0);
    let told = use_told(|book| match book.status() {
        Status::NotSaved { count, .. } => Some(count),
        Status::Saved | Status::Gone => Some(0),
        // Nothing is decided yet.
        Status::Saving => None,
    });
    if let Some(count) = told {
        *known.borrow_mut() = count;
    }
    *known.borrow()
}

/// What `select` answers for the history; asked again after every Change.
#[hook]
pub fn use_history<T, F>(select: F) -> T
where
    F: Fn(&History) -> T,
{
    use_told(|book| book.history().items().len());
    let book = use_book();
    select(&book.history())
}
