//! The texts of the screen Communications.

texts! {
    /// The texts of the screen Communications.
    CommunicationsTexts {
    }
}
