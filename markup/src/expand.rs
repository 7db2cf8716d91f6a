//! From the tree to calls of `::genjin::ui::markup`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned;

use crate::parse::{Attribute, Component, Element, Else, For, If, Node, Root, Value};

/// Attributes that are there or not, from the HTML standard.
const FLAGS: [&str; 14] = [
    "autofocus",
    "controls",
    "default",
    "disabled",
    "hidden",
    "inert",
    "multiple",
    "muted",
    "novalidate",
    "open",
    "readonly",
    "required",
    "reversed",
    "selected",
];

/// The whole expansion: an expression of type `Html`.
pub(crate) fn root(root: &Root) -> TokenStream {
    match &root.0 {
        None => quote!(<::yew::Html as ::std::default::Default>::default()),
        Some(node) => {
            let node = child(node);
            quote!(::genjin::ui::markup::Child::node(#node))
        }
    }
}

/// An expression that can be handed to `child` and `only`.
fn child(node: &Node) -> TokenStream {
    match node {
        Node::Element(one) => element(one),
        Node::Component(one) => component(one),
        Node::Fragment(nodes) => list(nodes),
        Node::Text(text) => quote_spanned!(text.span()=> ::genjin::ui::markup::Fixed(#text)),
        Node::Expression(expression) => quote!(#expression),
        Node::If(one) => condition(one),
        Node::For(one) => repetition(one),
    }
}

fn list(nodes: &[Node]) -> TokenStream {
    let nodes = nodes.iter().map(child);
    quote!(::genjin::ui::markup::List::new()#(.child(#nodes))*)
}

fn condition(one: &If) -> TokenStream {
    let If {
        condition,
        then,
        otherwise,
    } = one;
    let then = list(then);
    let otherwise = match otherwise.as_deref() {
        None => list(&[]),
        Some(Else::Nodes(nodes)) => list(nodes),
        Some(Else::If(one)) => self::condition(one),
    };
    quote!(if #condition { #then } else { #otherwise })
}

fn repetition(one: &For) -> TokenStream {
    let For {
        pattern,
        iterator,
        body,
    } = one;
    let body = body.iter().map(child);
    // A name that the markup cannot see, so that it hides none of the author's.
    let list = Ident::new("list", Span::mixed_site());
    quote!({
        let mut #list = ::genjin::ui::markup::List::new();
        for #pattern in #iterator {
            #list = #list #(.child(#body))*;
        }
        #list
    })
}

fn component(one: &Component) -> TokenStream {
    let Component {
        path,
        properties,
        children,
    } = one;
    match children.as_slice() {
        [] => quote!(::yew::html! { <#path #properties /> }),
        [only] => {
            let only = child(only);
            quote!(::yew::html! {
                <#path #properties>{ ::genjin::ui::markup::Child::node(#only) }</#path>
            })
        }
        several => {
            let several = list(several);
            quote!(::yew::html! {
                <#path #properties>{ ::genjin::ui::markup::Child::node(#several) }</#path>
            })
        }
    }
}

fn element(one: &Element) -> TokenStream {
    let is_field = matches!(one.tag.value().as_str(), "input" | "textarea");
    let mut keys: Vec<&LitStr> = Vec::new();
    let mut values: Vec<&Value> = Vec::new();
    let mut others = TokenStream::new();
    let mut listeners = TokenStream::new();
    for Attribute { name, value } in &one.attributes {
        let written = match value {
            Value::Fixed(text) => quote!(#text),
            Value::Flag(flag) => quote!(#flag),
            Value::Expression(expression) => quote!(#expression),
        };
        match name.value().as_str() {
            "key" => others.extend(quote!(.key(#written))),
            "ref" => others.extend(quote!(.reference(#written))),
            "value" if is_field => others.extend(quote!(.value(#written))),
            "checked" if is_field => others.extend(quote!(.checked(#written))),
            event if event.starts_with("on") => {
                let event = Ident::new(event, name.span());
                listeners.extend(quote_spanned! {written.span()=>
                    .listener(::yew::html::#event::Wrapper::__macro_new(#written))
                });
            }
            // A flag that is never set.
            _ if matches!(value, Value::Flag(false)) => {}
            _ => {
                keys.push(name);
                values.push(value);
            }
        }
    }
    let tag = &one.tag;
    let are_fixed = values
        .iter()
        .all(|value| !matches!(value, Value::Expression(_)));
    let opened = if are_fixed {
        let pairs = keys.iter().zip(&values).map(|(key, value)| {
            let value = if let Value::Fixed(text) = value {
                text
            } else {
                key
            };
            quote!((#key, ::yew::virtual_dom::AttributeOrProperty::Static(#value)))
        });
        quote!(::genjin::ui::markup::Element::plain(#tag, &[#(#pairs),*]))
    } else {
        let calls = keys.iter().zip(&values).map(|(key, value)| match value {
            Value::Fixed(text) => quote!(.fixed(#text)),
            Value::Flag(_) => quote!(.flag(true)),
            Value::Expression(expression) => {
                let method = if FLAGS.contains(&key.value().as_str()) {
                    quote!(flag)
                } else {
                    quote!(attribute)
                };
                quote_spanned!(expression.span()=> .#method(#expression))
            }
        });
        quote!(::genjin::ui::markup::Element::new(#tag, &[#(#keys),*]) #(#calls)*)
    };
    let children = match one.children.as_slice() {
        [] => TokenStream::new(),
        [only] => {
            let only = child(only);
            quote!(.only(#only))
        }
        several => {
            let several = several.iter().map(child);
            quote!(#(.child(#several))*)
        }
    };
    quote!(#opened #others #listeners #children)
}
