//! Yew's basic hooks in few bytes.
//!
//! Yew writes the whole of a hook out at each of its uses, some 400 bytes of Wasm each time. These
//! have the same names and meaning, and share one body: what a component keeps lies in a [`Slot`]
//! behind `dyn Any`, and only the comparison and the cast are written out for each type.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use yew::functional::{self, Hook, HookContext, TearDown, UseForceUpdateHandle};
use yew::html::IntoPropValue;
use yew::{Callback, NodeRef};

/// One thing that a component keeps from one drawing to the next.
struct Slot {
    value: RefCell<Option<Rc<dyn Any>>>,
    redraw: UseForceUpdateHandle,
}

impl Slot {
    #[inline(never)]
    fn get(&self) -> Option<Rc<dyn Any>> {
        self.value.borrow().clone()
    }

    #[inline(never)]
    fn put(&self, value: Rc<dyn Any>) {
        // What is replaced may have a destructor that looks here, so it goes after the loan.
        let before = self.value.borrow_mut().replace(value);
        drop(before);
    }

    /// What is kept, as the type that was put there.
    fn cast<T: 'static>(&self) -> Option<Rc<T>> {
        cast(self.get()?)
    }
}

#[inline(never)]
fn cast<T: 'static>(kept: Rc<dyn Any>) -> Option<Rc<T>> {
    kept.downcast().ok()
}

/// The next slot of the component that is being drawn.
#[inline(never)]
fn next_slot(context: &mut HookContext) -> Rc<Slot> {
    let redraw = functional::use_force_update().run(context);
    functional::use_ref(|| Slot {
        value: RefCell::new(None),
        redraw,
    })
    .run(context)
}

/// A hook made of a function, which runs with the component's slots.
struct Run<F>(F);

impl<T, F: FnOnce(&mut HookContext) -> T> Hook for Run<F> {
    type Output = T;

    fn run(self, context: &mut HookContext) -> T {
        (self.0)(context)
    }
}

/// A value that a component keeps, as it was when the component was drawn.
pub struct UseStateHandle<T> {
    shown: Rc<T>,
    slot: Rc<Slot>,
}

impl<T: PartialEq + 'static> UseStateHandle<T> {
    /// Sets another value. The component draws again if it differs.
    pub fn set(&self, value: T) {
        set(&self.slot, value);
    }

    /// Sets the value without holding it.
    pub fn setter(&self) -> UseStateSetter<T> {
        UseStateSetter {
            slot: self.slot.clone(),
            set: PhantomData,
        }
    }

    /// The newest value, which may have been set since the component was drawn.
    pub fn newest(&self) -> Rc<T> {
        self.slot.cast().unwrap_or_else(|| self.shown.clone())
    }
}

#[inline(never)]
fn set<T: PartialEq + 'static>(slot: &Slot, value: T) {
    if slot.cast::<T>().is_none_or(|before| *before != value) {
        slot.put(Rc::new(value));
        slot.redraw.force_update();
    }
}

impl<T> Deref for UseStateHandle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shown
    }
}

impl<T> Clone for UseStateHandle<T> {
    fn clone(&self) -> Self {
        Self {
            shown: self.shown.clone(),
            slot: self.slot.clone(),
        }
    }
}

impl<T: PartialEq> PartialEq for UseStateHandle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown
    }
}

/// Sets the value of a [`UseStateHandle`].
pub struct UseStateSetter<T> {
    slot: Rc<Slot>,
    set: PhantomData<fn(T)>,
}

impl<T: PartialEq + 'static> UseStateSetter<T> {
    /// Sets another value. The component draws again if it differs.
    pub fn set(&self, value: T) {
        set(&self.slot, value);
    }
}

impl<T> Clone for UseStateSetter<T> {
    fn clone(&self) -> Self {
        Self {
            slot: self.slot.clone(),
            set: PhantomData,
        }
    }
}

impl<T> PartialEq for UseStateSetter<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.slot, &other.slot)
    }
}

impl<T: PartialEq + 'static> From<UseStateSetter<T>> for Callback<T> {
    fn from(setter: UseStateSetter<T>) -> Self {
        Self::from(move |value| setter.set(value))
    }
}

impl<T: PartialEq + 'static> IntoPropValue<Callback<T>> for UseStateSetter<T> {
    fn into_prop_value(self) -> Callback<T> {
        self.into()
    }
}

/// A value that begins as `first` and makes the component draw again when it is set to another.
pub fn use_state_eq<T, F>(first: F) -> impl Hook<Output = UseStateHandle<T>>
where
    T: PartialEq + 'static,
    F: FnOnce() -> T,
{
    Run(|context: &mut HookContext| {
        let slot = next_slot(context);
        let shown = slot.cast().unwrap_or_else(|| {
            let value = Rc::new(first());
            slot.put(value.clone());
            value
        });
        UseStateHandle { shown, slot }
    })
}

/// A value that the component may change without being drawn again.
pub fn use_mut_ref<T, F>(first: F) -> impl Hook<Output = Rc<RefCell<T>>>
where
    T: 'static,
    F: FnOnce() -> T,
{
    Run(|context: &mut HookContext| {
        let slot = next_slot(context);
        slot.cast().unwrap_or_else(|| {
            let value = Rc::new(RefCell::new(first()));
            slot.put(value.clone());
            value
        })
    })
}

/// What `make` answers, asked again only when `deps` differ.
pub fn use_memo<T, F, D>(deps: D, make: F) -> impl Hook<Output = Rc<T>>
where
    T: 'static,
    F: FnOnce(&D) -> T,
    D: PartialEq + 'static,
{
    Run(|context: &mut HookContext| {
        let slot = next_slot(context);
        match slot.cast::<(D, Rc<T>)>() {
            Some(kept) if kept.0 == deps => kept.1.clone(),
            _ => {
                let answer = Rc::new(make(&deps));
                slot.put(Rc::new((deps, answer.clone())));
                answer
            }
        }
    })
}

/// A callback that stays the same, so that it compares as equal, until `deps` differ.
pub fn use_callback<IN, OUT, F, D>(deps: D, f: F) -> impl Hook<Output = Callback<IN, OUT>>
where
    IN: 'static,
    OUT: 'static,
    F: Fn(IN, &D) -> OUT + 'static,
    D: PartialEq + 'static,
{
    Run(|context: &mut HookContext| {
        let slot = next_slot(context);
        match slot.cast::<(Rc<D>, Callback<IN, OUT>)>() {
            Some(kept) if *kept.0 == deps => kept.1.clone(),
            _ => {
                let deps = Rc::new(deps);
                let callback = Callback::from({
                    let deps = deps.clone();
                    move |value| f(value, &deps)
                });
                slot.put(Rc::new((deps, callback.clone())));
                callback
            }
        }
    })
}

type Destructor = Box<dyn FnOnce()>;
type Effect = Box<dyn FnOnce() -> Destructor>;

/// What an effect is waiting for.
#[derive(Default)]
struct Waiting {
    /// The effect to run once the component is on the page.
    effect: RefCell<Option<Effect>>,
    /// How often the dependencies have changed.
    turn: Cell<u32>,
}

/// Runs an effect after the drawing, and its destructor before the next one or at the end.
#[inline(never)]
fn run_effect(context: &mut HookContext, effect: Option<Effect>) {
    let waiting = functional::use_ref(Waiting::default).run(context);
    if let Some(effect) = effect {
        waiting.effect.replace(Some(effect));
        waiting.turn.set(waiting.turn.get() + 1);
    }
    functional::use_effect_with(waiting.turn.get(), move |_turn: &u32| -> Destructor {
        match waiting.effect.take() {
            Some(effect) => effect(),
            None => Box::new(|| ()),
        }
    })
    .run(context);
}

/// Runs `effect` after the component was drawn for the first time and whenever `deps` differ.
/// What it answers runs before the next time and when the component goes.
pub fn use_effect_with<T, F, D>(deps: T, effect: F) -> impl Hook<Output = ()>
where
    T: PartialEq + 'static,
    F: FnOnce(&T) -> D + 'static,
    D: TearDown,
{
    Run(|context: &mut HookContext| {
        let slot = next_slot(context);
        let differs = slot.cast::<T>().is_none_or(|before| *before != deps);
        let effect = differs.then(|| {
            let deps = Rc::new(deps);
            slot.put(deps.clone());
            Box::new(move || {
                let destructor = effect(&deps);
                Box::new(move || destructor.tear_down()) as Destructor
            }) as Effect
        });
        run_effect(context, effect);
    })
}

/// A place for an element of the page.
#[inline(never)]
fn node_ref(context: &mut HookContext) -> NodeRef {
    (*functional::use_ref(NodeRef::default).run(context)).clone()
}

/// A place where an element can be found once it is on the page.
pub fn use_node_ref() -> impl Hook<Output = NodeRef> {
    Run(node_ref)
}
