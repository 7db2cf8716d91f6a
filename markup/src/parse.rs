//! From tokens to a tree of nodes.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Lit, LitStr, Pat, Result, Token, Type, braced};

/// All of the macro's input: no node, or one.
pub(crate) struct Root(pub(crate) Option<Node>);

/// A piece of markup.
pub(crate) enum Node {
    Element(Element),
    Component(Component),
    Fragment(Vec<Node>),
    Text(LitStr),
    Expression(TokenStream),
    If(If),
    For(For),
}

/// `<tag attribute={…}>children</tag>`
pub(crate) struct Element {
    pub(crate) tag: LitStr,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
}

/// `name={value}` of an element.
pub(crate) struct Attribute {
    pub(crate) name: LitStr,
    pub(crate) value: Value,
}

/// What an attribute is set to.
pub(crate) enum Value {
    /// Known when compiled.
    Fixed(LitStr),
    /// `true` or `false`.
    Flag(bool),
    Expression(TokenStream),
}

/// `<Name property={…}>children</Name>`
pub(crate) struct Component {
    pub(crate) path: Type,
    /// As they were written: Yew's macro reads them.
    pub(crate) properties: TokenStream,
    pub(crate) children: Vec<Node>,
}

/// `if condition { … } else { … }`
pub(crate) struct If {
    pub(crate) condition: Expr,
    pub(crate) then: Vec<Node>,
    pub(crate) otherwise: Option<Box<Else>>,
}

/// What follows `else`.
pub(crate) enum Else {
    Nodes(Vec<Node>),
    If(If),
}

/// `for pattern in iterator { … }`
pub(crate) struct For {
    pub(crate) pattern: Pat,
    pub(crate) iterator: Expr,
    pub(crate) body: Vec<Node>,
}

impl Parse for Root {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.is_empty() {
            return Ok(Self(None));
        }
        // Anything that no markup begins with is an expression without braces.
        let is_markup = input.peek(Token![<])
            || input.peek(syn::token::Brace)
            || input.peek(Token![if])
            || input.peek(Token![for])
            || input.peek(Lit);
        if !is_markup {
            return Ok(Self(Some(Node::Expression(input.parse()?))));
        }
        let node = input.parse()?;
        if !input.is_empty() {
            return Err(input.error("only one root: wrap several in a fragment, `<>…</>`"));
        }
        Ok(Self(Some(node)))
    }
}

impl Parse for Node {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Token![if]) {
            return input.parse().map(Self::If);
        }
        if input.peek(Token![for]) {
            return input.parse().map(Self::For);
        }
        if input.peek(syn::token::Brace) {
            let content;
            braced!(content in input);
            return if content.peek(Lit) && is_one_token(&content) {
                text(&content.parse()?).map(Self::Text)
            } else {
                expression(&content).map(Self::Expression)
            };
        }
        if input.peek(Lit) {
            return text(&input.parse()?).map(Self::Text);
        }
        tag(input)
    }
}

/// What begins with `<`.
fn tag(input: ParseStream<'_>) -> Result<Node> {
    input.parse::<Token![<]>()?;
    if input.peek(Token![/]) {
        return Err(input.error("this closing tag has no opening tag"));
    }
    if input.peek(Token![>]) {
        input.parse::<Token![>]>()?;
        let children = children(input, "the fragment")?;
        input.parse::<Token![>]>()?;
        return Ok(Node::Fragment(children));
    }
    let ahead = input.fork();
    let first = Ident::parse_any(&ahead)?;
    let is_component = first
        .to_string()
        .starts_with(|letter: char| letter.is_ascii_uppercase())
        || ahead.peek(Token![::]);
    if is_component {
        component(input).map(Node::Component)
    } else {
        element(input).map(Node::Element)
    }
}

fn element(input: ParseStream<'_>) -> Result<Element> {
    let tag = name(input)?;
    let mut attributes = Vec::new();
    while !input.peek(Token![>]) && !input.peek(Token![/]) {
        attributes.push(input.parse()?);
    }
    let is_closed = input.parse::<Option<Token![/]>>()?.is_some();
    input.parse::<Token![>]>()?;
    let mut nodes = Vec::new();
    if !is_closed {
        nodes = children(input, &format!("<{}>", tag.value()))?;
        let end = name(input)?;
        if end.value() != tag.value() {
            return Err(Error::new(
                end.span(),
                format!("expected </{}>", tag.value()),
            ));
        }
        input.parse::<Token![>]>()?;
    }
    Ok(Element {
        tag,
        attributes,
        children: nodes,
    })
}

fn component(input: ParseStream<'_>) -> Result<Component> {
    let path: Type = input.parse()?;
    let mut properties = TokenStream::new();
    // The value of a property is a literal or in braces, so the tag ends at the first bare `>`.
    while !(input.peek(Token![>]) || input.peek(Token![/]) && input.peek2(Token![>])) {
        let token: TokenTree = input.parse()?;
        properties.extend([token]);
    }
    let is_closed = input.parse::<Option<Token![/]>>()?.is_some();
    input.parse::<Token![>]>()?;
    let mut nodes = Vec::new();
    if !is_closed {
        nodes = children(input, "the component")?;
        let end: Type = input.parse()?;
        if end.to_token_stream().to_string() != path.to_token_stream().to_string() {
            return Err(Error::new_spanned(end, "this does not close the component"));
        }
        input.parse::<Token![>]>()?;
    }
    Ok(Component {
        path,
        properties,
        children: nodes,
    })
}

/// The nodes up to `</`, which is read too.
fn children(input: ParseStream<'_>, of: &str) -> Result<Vec<Node>> {
    let mut nodes = Vec::new();
    while !(input.peek(Token![<]) && input.peek2(Token![/])) {
        if input.is_empty() {
            return Err(input.error(format!("{of} is not closed")));
        }
        nodes.push(input.parse()?);
    }
    input.parse::<Token![<]>()?;
    input.parse::<Token![/]>()?;
    Ok(nodes)
}

/// The nodes within braces.
fn nodes_in_braces(input: ParseStream<'_>) -> Result<Vec<Node>> {
    let content;
    braced!(content in input);
    let mut nodes = Vec::new();
    while !content.is_empty() {
        nodes.push(content.parse()?);
    }
    Ok(nodes)
}

impl Parse for If {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![if]>()?;
        let condition = input.call(Expr::parse_without_eager_brace)?;
        let then = nodes_in_braces(input)?;
        let otherwise = if input.parse::<Option<Token![else]>>()?.is_none() {
            None
        } else if input.peek(Token![if]) {
            Some(Box::new(Else::If(input.parse()?)))
        } else {
            Some(Box::new(Else::Nodes(nodes_in_braces(input)?)))
        };
        Ok(Self {
            condition,
            then,
            otherwise,
        })
    }
}

impl Parse for For {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![for]>()?;
        let pattern = Pat::parse_single(input)?;
        input.parse::<Token![in]>()?;
        let iterator = input.call(Expr::parse_without_eager_brace)?;
        Ok(Self {
            pattern,
            iterator,
            body: nodes_in_braces(input)?,
        })
    }
}

impl Parse for Attribute {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(syn::token::Brace) {
            let content;
            braced!(content in input);
            let word = content.call(Ident::parse_any)?;
            if !content.is_empty() {
                return Err(content.error("the short form takes a name only: `{name}`"));
            }
            return Ok(Self {
                name: LitStr::new(&word.unraw().to_string(), word.span()),
                value: Value::Expression(quote::quote!(#word)),
            });
        }
        let name = name(input)?;
        input.parse::<Token![=]>()?;
        let value = if input.peek(Lit) {
            fixed(&input.parse()?)?
        } else {
            let content;
            braced!(content in input);
            if content.peek(Lit) && is_one_token(&content) {
                fixed(&content.parse()?)?
            } else {
                Value::Expression(expression(&content)?)
            }
        };
        Ok(Self { name, value })
    }
}

/// What stands in braces: an expression, or statements that end with one.
fn expression(input: ParseStream<'_>) -> Result<TokenStream> {
    let tokens: TokenStream = input.parse()?;
    let has_statements = tokens
        .clone()
        .into_iter()
        .any(|token| matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';'));
    Ok(if has_statements {
        quote::quote!({ #tokens })
    } else {
        tokens
    })
}

fn is_one_token(input: ParseStream<'_>) -> bool {
    input
        .cursor()
        .token_tree()
        .is_some_and(|(_, rest)| rest.eof())
}

/// A name of HTML, which may hold dashes and colons: `aria-label`.
fn name(input: ParseStream<'_>) -> Result<LitStr> {
    let first = input.call(Ident::parse_any)?;
    let mut name = first.unraw().to_string();
    loop {
        if input.parse::<Option<Token![-]>>()?.is_some() {
            name.push('-');
        } else if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            name.push(':');
        } else {
            return Ok(LitStr::new(&name, first.span()));
        }
        name.push_str(&input.call(Ident::parse_any)?.unraw().to_string());
    }
}

fn fixed(value: &Lit) -> Result<Value> {
    match value {
        Lit::Bool(flag) => Ok(Value::Flag(flag.value)),
        other => text(other).map(Value::Fixed),
    }
}

/// A literal as text.
fn text(literal: &Lit) -> Result<LitStr> {
    let span: Span = literal.span();
    match literal {
        Lit::Str(text) => Ok(text.clone()),
        Lit::Char(char) => Ok(LitStr::new(&char.value().to_string(), span)),
        Lit::Int(number) => Ok(LitStr::new(number.base10_digits(), span)),
        _ => Err(Error::new(span, "write this as a text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(markup: &str) -> String {
        match syn::parse_str::<Root>(markup) {
            Ok(_) => format!("{markup} was taken"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn unsound_markup_is_refused_with_its_reason() {
        let cases = [
            ("<p>", "unexpected end of input, <p> is not closed"),
            ("<p></div>", "expected </p>"),
            ("<Field><p /></Menu>", "this does not close the component"),
            ("<><p /></b>", "expected `>`"),
            ("</p>", "this closing tag has no opening tag"),
            (
                "<p /><p />",
                "only one root: wrap several in a fragment, `<>…</>`",
            ),
            ("<p {a.b} />", "the short form takes a name only: `{name}`"),
            ("<p class=name />", "expected curly braces"),
            ("{1.5}", "write this as a text"),
        ];
        for (markup, expected) in cases {
            assert!(reason(markup).starts_with(expected), "{}", reason(markup));
        }
    }

    #[test]
    fn names_keep_their_dashes_and_colons() {
        let Ok(Root(Some(Node::Element(element)))) =
            syn::parse_str("<a xlink:href=\"#x\" aria-current={page} type=\"t\" />")
        else {
            panic!("an element was written");
        };
        let names: Vec<String> = element
            .attributes
            .iter()
            .map(|attribute| attribute.name.value())
            .collect();
        assert_eq!(names, ["xlink:href", "aria-current", "type"]);
    }

    #[test]
    fn a_component_keeps_its_type_and_properties() {
        let Ok(Root(Some(Node::Component(component)))) =
            syn::parse_str("<Provider<Book> context={a > b} ..rest><p /></Provider<Book>>")
        else {
            panic!("a component was written");
        };
        assert_eq!(component.children.len(), 1);
        assert_eq!(
            component.properties.to_string(),
            "context = { a > b } .. rest"
        );
    }
}
