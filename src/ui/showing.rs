//! Showing Genjin to others: the demo, which is a Book of its own in this tab, and the mask.

use crate::ui::prelude::*;

use super::context::{
    Book, Device, Dialog, Toast, use_book, use_desk, use_device, use_language, use_texts,
};
use super::hooks::use_selector;
use super::kit::text::language_of;
use super::kit::{DialogFrame, Icon, task};
use super::route::Route;
use crate::app::ports::StoreError;
use crate::app::sample::SampleLanguage;
use crate::app::sample::demo::demo_contents;
use crate::app::service::Service;
use crate::i18n::{Language, describe};
use crate::web::preferences::Preferences;
use crate::web::{demo, dom};

/// Hides names and numbers on this device, or shows them again.
pub fn toggle_mask(device: &Device) {
    device.change.emit(Preferences {
        mask: !device.preferences.mask,
        ..device.preferences.clone()
    });
}

/// Opens the demo in this tab.
pub fn open_demo() {
    super::app::go_to(Route::Demo);
}

/// Goes back from the demo to the user's own Book.
pub fn leave_demo() {
    demo::switch(false, &Route::Today.href());
}

/// The address that leads into the demo.
#[component]
pub(super) fn DemoEntry() -> Html {
    use_effect_with((), |()| {
        if demo::is_on() {
            super::app::go_to(Route::Today);
        } else {
            demo::switch(true, &Route::Today.href());
        }
    });
    Html::default()
}

/// Fills the demo anew; what was typed in it and not saved goes with it.
async fn fill(book: &Book, language: Language) -> Result<(), StoreError> {
    let language = match language {
        Language::English => SampleLanguage::English,
        Language::Chinese => SampleLanguage::Chinese,
    };
    let drafts = book.store().drafts().await.unwrap_or_default();
    let contents = demo_contents(book.book(), language, &**book.environment());
    book.replace(&contents).await?;
    for draft in drafts {
        // One that is left is offered, where it can be discarded.
        book.store().remove_draft(&draft.form, draft.id).await.ok();
    }
    Ok(())
}

/// What stands in place of all pages until the demo has its customers.
#[component]
pub(super) fn DemoFilling() -> Html {
    let words = use_texts().showing();
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let failed = use_state_eq(|| None::<StoreError>);
    let fill = {
        let failed = failed.setter();
        Callback::from(move |()| {
            let (book, failed) = (book.clone(), failed.clone());
            failed.set(None);
            task::start(async move {
                // The words stand on the screen before the work begins.
                book.environment().breathe().await;
                if let Err(error) = fill(&book, language).await {
                    failed.set(Some(error));
                }
            });
        })
    };
    use_effect_with((), {
        let fill = fill.clone();
        move |()| fill.emit(())
    });
    let again = fill.reform(|_: MouseEvent| ());
    let leave = Callback::from(|_: MouseEvent| leave_demo());
    html! {
        <main class="welcome" id="main" tabindex="-1">
            <p class="brand">{"Genjin"}{" "}<span lang="zh-Hans">{"跟进"}</span></p>
            if let Some(error) = &*failed {
                <h1>{words.preparing_failed}</h1>
                <p role="alert">{describe::store_error(language, error)}</p>
                <div class="btns">
                    <button class="btn primary" type="button" onclick={again}>
                        {texts.common.try_again}
                    </button>
                    <button class="btn" type="button" onclick={leave}>{words.leave_demo}</button>
                </div>
            } else {
                <h1>{words.preparing}</h1>
                <p role="status">{words.preparing_hint}</p>
            }
        </main>
    }
}

/// The marks at the top of every page: that it shows the demo, that names are hidden.
#[component]
pub(super) fn Modes() -> Html {
    let device = use_device();
    html! {
        <div class="modes">
            if demo::is_on() {
                <DemoBar />
            }
            if device.preferences.mask {
                <MaskBar />
            }
        </div>
    }
}

#[component]
fn DemoBar() -> Html {
    let words = use_texts().showing();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let is_busy = use_state_eq(|| false);
    // The language may have been changed since: what was filled in keeps the one before.
    let is_foreign = use_selector(language, |model, language| {
        let is_chinese = *language == Language::Chinese;
        let mut names = model
            .customers()
            .map(|one| language_of(&one.name).is_some());
        names.next().is_some_and(|first| first != is_chinese)
    });
    let reset = {
        let is_busy = is_busy.clone();
        Callback::from(move |_: MouseEvent| {
            if *is_busy {
                return;
            }
            let (book, desk, is_busy) = (book.clone(), desk.clone(), is_busy.clone());
            is_busy.set(true);
            task::start(async move {
                book.environment().breathe().await;
                let outcome = fill(&book, language).await;
                is_busy.set(false);
                desk.toast.emit(Toast {
                    text: match &outcome {
                        Ok(()) => words.demo_was_reset.to_owned(),
                        Err(error) => describe::store_error(language, error),
                    },
                    undo: false,
                    kept: None,
                    is_error: outcome.is_err(),
                });
            });
        })
    };
    html! {
        <div class="mode" data-mode="demo" role="note">
            <p>{words.demo_bar}</p>
            <div class="btns">
                <button
                    class="btn small"
                    type="button"
                    aria-disabled={is_busy.then_some("true")}
                    title={is_foreign.then_some(words.other_language)}
                    onclick={reset}
                >
                    {match (*is_busy, *is_foreign) {
                        (true, _) => words.resetting,
                        (false, true) => words.reset_in_language,
                        (false, false) => words.reset_demo,
                    }}
                </button>
                <button class="btn small" type="button" onclick={|_: MouseEvent| leave_demo()}>
                    {words.leave_demo}
                </button>
            </div>
        </div>
    }
}

#[component]
fn MaskBar() -> Html {
    let words = use_texts().showing();
    let device = use_device();
    html! {
        <div class="mode" data-mode="mask" role="note">
            {Icon::Info.html()}
            <p>{words.mask_bar}</p>
            <div class="btns">
                <button
                    class="btn small"
                    type="button"
                    onclick={move |_: MouseEvent| toggle_mask(&device)}
                >
                    {words.mask_off}
                </button>
            </div>
        </div>
    }
}

/// Whether a form can be filled in although some are closed. While names are hidden it can where what
/// it shows and saves is what is typed, and not what a record or a kept text holds. In a Book for
/// reading only none can: what is typed would be neither saved nor kept.
pub(super) fn is_open(service: &Service, dialog: &Dialog) -> bool {
    match dialog {
        Dialog::Keys | Dialog::Palette | Dialog::Closed => true,
        _ if service.is_read_only() => false,
        Dialog::Log(start) => start.draft.is_none(),
        Dialog::Rate(_, draft) | Dialog::Capture(draft) => draft.is_none(),
        Dialog::NewCustomer(_) | Dialog::Pause(_) => true,
        Dialog::EditCommunication(_)
        | Dialog::ResumeCustomer(_)
        | Dialog::EditCustomer(_)
        | Dialog::Plan(_)
        | Dialog::EditFollowUp(_)
        | Dialog::Skip(_)
        | Dialog::PlanProposed(..)
        | Dialog::Need(..)
        | Dialog::Promise(..)
        | Dialog::EditRating(_)
        | Dialog::Observe(..) => false,
    }
}

/// Why forms are closed, and the way out.
struct Closing {
    heading: &'static str,
    why: &'static str,
    hint: &'static str,
    way_out: &'static str,
    leave: Callback<()>,
}

/// Why forms are closed: a newer Genjin wrote the Book, or names are hidden.
#[hook]
fn use_closing_reason() -> Closing {
    let texts = use_texts();
    let device = use_device();
    if use_book().is_read_only() {
        let words = texts.recovery();
        return Closing {
            heading: words.closed_heading,
            why: words.closed,
            hint: words.closed_hint,
            way_out: texts.welcome.reload,
            leave: Callback::from(|()| dom::reload()),
        };
    }
    let words = texts.showing();
    Closing {
        heading: words.closed_heading,
        why: words.closed,
        hint: words.closed_hint,
        way_out: words.mask_off,
        leave: Callback::from(move |()| toggle_mask(&device)),
    }
}

/// Says that a form is closed, and why.
#[component]
pub(super) fn ClosedDialog() -> Html {
    let closing = use_closing_reason();
    let close = use_desk().open.reform(|()| None);
    html! {
        <DialogFrame
            heading={closing.heading}
            {close}
            submit={closing.leave}
            submit_label={closing.way_out}
        >
            <p>{closing.why}</p>
            <p class="muted">{closing.hint}</p>
        </DialogFrame>
    }
}

/// What stands in place of a page that is closed.
#[component]
pub(super) fn ClosedPage() -> Html {
    let closing = use_closing_reason();
    html! {
        <div class="page">
            <div class="empty">
                <h1>{closing.why}</h1>
                <p>{closing.hint}</p>
                <button
                    class="btn"
                    type="button"
                    onclick={closing.leave.reform(|_: MouseEvent| ())}
                >
                    {closing.way_out}
                </button>
            </div>
        </div>
    }
}
