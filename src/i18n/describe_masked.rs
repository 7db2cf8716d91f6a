//! What stands in for names and numbers on the screen.

use super::Language;
use crate::domain::mask::{Labels, Named};

/// The stand-ins of a language. Their blanks keep a stand-in on one line, and tell it from what
/// somebody typed.
pub fn stand_ins(language: Language) -> Labels {
    let texts = language.texts().showing();
    Labels {
        numbered: match language {
            Language::English => |named, n| numbered(Language::English, named, n),
            Language::Chinese => |named, n| numbered(Language::Chinese, named, n),
        },
        someone: texts.someone,
        phone: texts.phone,
        email: texts.email,
        account: texts.account,
        address: texts.address,
    }
}

fn numbered(language: Language, named: Named, n: usize) -> String {
    let texts = language.texts().showing();
    match named {
        Named::Customer => (texts.customer)(n),
        Named::Firm => (texts.firm)(n),
        Named::Person => (texts.person)(n),
    }
}
