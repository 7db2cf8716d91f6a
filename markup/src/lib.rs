//! `html!` with Yew's syntax, expanded into calls instead of values.
//!
//! Yew's own macro writes every field of every element where it stands, some 500 bytes of Wasm an
//! element. This one writes a chain of calls to `genjin::ui::markup`, a tenth of that. Components
//! are left to Yew's macro, so that their properties are checked and built as everywhere.
//!
//! What it understands: elements, components, fragments, text, `{expression}`, `if`, `for`,
//! attributes with a literal or an expression, the short form `{name}`, listeners, `key` and `ref`.
//! Not: tags made at run time, `~property` and `{for …}`, which Genjin does not use.

mod expand;
mod parse;

use proc_macro::TokenStream;
use syn::parse_macro_input;

/// Makes a `yew::Html` of markup. See the crate's description for the syntax.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    let root = parse_macro_input!(input as parse::Root);
    expand::root(&root).into()
}
