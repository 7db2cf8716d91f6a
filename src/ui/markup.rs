//! What `html!` is made of: elements built by calls, so that markup costs few bytes.
//!
//! Yew's own macro writes out every field of every element where it stands, which made up half of
//! the app. Ours (the crate `genjin-markup`) has the same syntax and makes a chain of the calls
//! below. None of them is inlined on purpose: a call is three bytes and its arguments.

use std::rc::Rc;

use yew::html::IntoPropValue;
use yew::virtual_dom::{
    AttrValue, AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VNode, VTag, VText,
};
use yew::{Html, NodeRef};

pub use genjin_markup::html;

/// An element in the making.
#[must_use]
pub struct Element(Box<Draft>);

struct Draft {
    tag: &'static str,
    fixed: &'static [(&'static str, AttributeOrProperty)],
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    key: Option<Key>,
    reference: NodeRef,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    value: Option<AttrValue>,
    checked: Option<bool>,
    only: Option<Html>,
    children: Vec<Html>,
}

impl Element {
    fn with(
        tag: &'static str,
        fixed: &'static [(&'static str, AttributeOrProperty)],
        keys: &'static [&'static str],
    ) -> Self {
        Self(Box::new(Draft {
            tag,
            fixed,
            keys,
            values: Vec::with_capacity(keys.len()),
            key: None,
            reference: NodeRef::default(),
            listeners: Vec::new(),
            value: None,
            checked: None,
            only: None,
            children: Vec::new(),
        }))
    }

    /// An element whose attributes are known when the app is compiled.
    #[inline(never)]
    pub fn plain(
        tag: &'static str,
        attributes: &'static [(&'static str, AttributeOrProperty)],
    ) -> Self {
        Self::with(tag, attributes, &[])
    }

    /// An element whose attributes follow, each by one call in the order of `names`.
    #[inline(never)]
    pub fn new(tag: &'static str, names: &'static [&'static str]) -> Self {
        Self::with(tag, &[], names)
    }

    /// The next attribute, known when the app is compiled.
    #[inline(never)]
    pub fn fixed(mut self, value: &'static str) -> Self {
        self.0.values.push(Some(AttributeOrProperty::Static(value)));
        self
    }

    /// The next attribute, absent where the value is none.
    #[inline(never)]
    pub fn attribute(mut self, value: impl IntoPropValue<Option<AttrValue>>) -> Self {
        self.0
            .values
            .push(value.into_prop_value().map(AttributeOrProperty::Attribute));
        self
    }

    /// The next attribute, one that is there or not.
    #[inline(never)]
    pub fn flag(mut self, is_set: bool) -> Self {
        let name = self.0.keys[self.0.values.len()];
        self.0
            .values
            .push(is_set.then_some(AttributeOrProperty::Static(name)));
        self
    }

    /// What tells this element from its siblings in a list.
    #[inline(never)]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Where the element itself can be found once it is on the page.
    #[inline(never)]
    pub fn reference(mut self, reference: impl IntoPropValue<NodeRef>) -> Self {
        self.0.reference = reference.into_prop_value();
        self
    }

    /// What an event does, if anything.
    #[inline(never)]
    pub fn listener(mut self, listener: Option<Rc<dyn Listener>>) -> Self {
        self.0.listeners.push(listener);
        self
    }

    /// The text of a field.
    #[inline(never)]
    pub fn value(mut self, value: impl IntoPropValue<Option<AttrValue>>) -> Self {
        self.0.value = value.into_prop_value();
        self
    }

    /// Whether a box is ticked.
    #[inline(never)]
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.0.checked = Some(is_checked);
        self
    }

    /// The one child.
    #[inline(never)]
    pub fn only(mut self, child: impl Child) -> Self {
        self.0.only = Some(child.node());
        self
    }

    /// One more child of several.
    #[inline(never)]
    pub fn child(mut self, child: impl Child) -> Self {
        child.add_to(&mut self.0.children);
        self
    }

    #[inline(never)]
    fn end(self) -> Html {
        let draft = *self.0;
        let attributes = if draft.keys.is_empty() {
            Attributes::Static(draft.fixed)
        } else {
            Attributes::Dynamic {
                keys: draft.keys,
                values: draft.values.into_boxed_slice(),
            }
        };
        let listeners = if draft.listeners.is_empty() {
            Listeners::None
        } else {
            Listeners::Pending(draft.listeners.into_boxed_slice())
        };
        // The constructors below are those that Yew's own macro calls.
        let tag = match draft.tag {
            "input" => VTag::__new_input(
                draft.value,
                draft.checked,
                draft.reference,
                draft.key,
                attributes,
                listeners,
            ),
            "textarea" => VTag::__new_textarea(
                draft.value,
                None,
                draft.reference,
                draft.key,
                attributes,
                listeners,
            ),
            tag => VTag::__new_other(
                AttrValue::Static(tag),
                draft.reference,
                draft.key,
                attributes,
                listeners,
                match draft.only {
                    Some(only) => only,
                    None if draft.children.is_empty() => Html::default(),
                    None => many(draft.children),
                },
            ),
        };
        VNode::VTag(Rc::new(tag))
    }
}

/// Nodes that stand as one: a fragment, a branch, the turns of a loop.
#[must_use]
#[derive(Default)]
pub struct List(Vec<Html>);

impl List {
    /// Without nodes.
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more node.
    #[inline(never)]
    pub fn child(mut self, child: impl Child) -> Self {
        child.add_to(&mut self.0);
        self
    }
}

fn many(nodes: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::with_children(nodes, None)))
}

/// A text known when the app is compiled.
pub struct Fixed(pub &'static str);

/// What can stand within an element.
pub trait Child: Sized {
    /// As one node, which may be empty.
    fn node(self) -> Html;

    /// Adds it to the children of an element: one node, unless it is none or many of its own.
    fn add_to(self, children: &mut Vec<Html>) {
        children.push(self.node());
    }
}

impl Child for Html {
    fn node(self) -> Html {
        self
    }
}

impl Child for &Html {
    fn node(self) -> Html {
        self.clone()
    }
}

impl Child for Element {
    fn node(self) -> Html {
        self.end()
    }
}

impl Child for List {
    fn node(self) -> Html {
        many(self.0)
    }
}

impl Child for Fixed {
    fn node(self) -> Html {
        VNode::VText(VText::new(AttrValue::Static(self.0)))
    }
}

impl Child for &str {
    fn node(self) -> Html {
        VNode::VText(VText::new(AttrValue::from(self.to_owned())))
    }
}

impl Child for String {
    fn node(self) -> Html {
        VNode::VText(VText::new(AttrValue::from(self)))
    }
}

impl Child for &String {
    fn node(self) -> Html {
        self.as_str().node()
    }
}

impl Child for AttrValue {
    fn node(self) -> Html {
        VNode::VText(VText::new(self))
    }
}

impl Child for u32 {
    fn node(self) -> Html {
        self.to_string().node()
    }
}

impl Child for usize {
    fn node(self) -> Html {
        self.to_string().node()
    }
}

impl Child for Vec<Html> {
    fn node(self) -> Html {
        many(self)
    }

    fn add_to(mut self, children: &mut Vec<Html>) {
        children.append(&mut self);
    }
}

impl<T: Child> Child for Option<T> {
    fn node(self) -> Html {
        self.map(Child::node).unwrap_or_default()
    }

    fn add_to(self, children: &mut Vec<Html>) {
        if let Some(child) = self {
            child.add_to(children);
        }
    }
}
