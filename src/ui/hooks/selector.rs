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

/// What the status line says.
#[hook]
pub fn use_status() -> Status {
    let book = use_book();
    let redraw = use_force_update();
    let shown = use_mut_ref(|| book.status());
    *shown.borrow_mut() = book.status();
    let status = book.status();
    use_effect_with(book, move |book| {
        let subscription = book.subscribe({
            let book = book.clone();
            move || {
                if *shown.borrow() != book.status() {
                    redraw.force_update();
                }
            }
        });
        move || drop(subscription)
    });
    status
}

/// Why commands were refused that had waited for their write.
#[hook]
pub fn use_refused_late() -> Vec<Rejection> {
    let book = use_book();
    let refused = use_state_eq(|| book.refused_late());
    use_effect_with(book, {
        let setter = refused.setter();
        move |book| {
            let subscription = book.subscribe({
                let book = book.clone();
                move || setter.set(book.refused_late())
            });
            move || drop(subscription)
        }
    });
    (*refused).clone()
}

/// How many writes failed and wait to be tried again.
#[hook]
pub fn use_unsaved() -> usize {
    let book = use_book();
    let count = |book: &Book| match book.status() {
        Status::NotSaved { count, .. } => Some(count),
        Status::Saved | Status::Gone => Some(0),
        // Nothing is decided yet.
        Status::Saving => None,
    };
    let unsaved = use_state_eq(|| count(&book).unwrap_or(0));
    use_effect_with(book, {
        let setter = unsaved.setter();
        move |book| {
            let subscription = book.subscribe({
                let book = book.clone();
                move || {
                    if let Some(count) = count(&book) {
                        setter.set(count);
                    }
                }
            });
            move || drop(subscription)
        }
    });
    *unsaved
}

/// What `select` answers for the history; asked again after every Change.
#[hook]
pub fn use_history<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&History) -> T + 'static,
{
    let book = use_book();
    let redraw = use_force_update();
    let answer = select(&book.history());
    let shown = use_mut_ref(|| 0);
    *shown.borrow_mut() = book.history().items().len();
    use_effect_with(book, move |book| {
        let subscription = book.subscribe({
            let book = book.clone();
            move || {
                if *shown.borrow() != book.history().items().len() {
                    redraw.force_update();
                }
            }
        });
        move || drop(subscription)
    });
    answer
}
