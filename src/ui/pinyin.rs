//! Names by their sound: the table is fetched when letters are first typed where Chinese names are.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::hooks::use_selector;
use super::kit::task;
use super::kit::text::language_of;
use super::memory::use_memory;
use crate::domain::pinyin::Pinyin;
use crate::web;

/// The table, and who waits for it.
#[derive(Default)]
pub struct PinyinTable {
    table: Option<Rc<Pinyin>>,
    is_asked_for: bool,
    waiting: Vec<Callback<Rc<Pinyin>>>,
}

/// How names sound, once letters were typed and the table has arrived. Where it cannot be had, names
/// are found as they are written, and the next one who asks tries again.
#[hook]
pub fn use_pinyin(typed: &str) -> Option<Rc<Pinyin>> {
    let has_letters = typed.chars().any(|char| char.is_ascii_alphabetic());
    let is_wanted = *use_selector(has_letters, |model, has_letters| {
        *has_letters
            && model
                .customers()
                .any(|one| language_of(&one.name).is_some())
    });
    use_sounds(is_wanted)
}

/// How Chinese characters sound, once that was wanted and the table has arrived.
#[hook]
pub fn use_sounds(is_wanted: bool) -> Option<Rc<Pinyin>> {
    let memory = use_memory();
    let table = use_state_eq(|| memory.pinyin.borrow().table.clone());
    use_effect_with(is_wanted, {
        let (memory, setter) = (memory.clone(), table.setter());
        move |is_wanted| {
            if !is_wanted {
                return;
            }
            let mut pinyin = memory.pinyin.borrow_mut();
            if let Some(table) = &pinyin.table {
                setter.set(Some(table.clone()));
                return;
            }
            pinyin
                .waiting
                .push(Callback::from(move |table| setter.set(Some(table))));
            if std::mem::replace(&mut pinyin.is_asked_for, true) {
                return;
            }
            let memory = memory.clone();
            task::start(async move {
                let text = web::pinyin::fetch().await;
                let table = text.and_then(|text| Pinyin::parse(&text)).map(Rc::new);
                let waiting = {
                    let mut pinyin = memory.pinyin.borrow_mut();
                    pinyin.is_asked_for = false;
                    pinyin.table.clone_from(&table);
                    std::mem::take(&mut pinyin.waiting)
                };
                if let Some(table) = table {
                    for one in waiting {
                        one.emit(table.clone());
                    }
                }
            });
        }
    });
    (*table).clone()
}
