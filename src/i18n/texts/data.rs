//! The texts of the screen Data.

texts! {
    /// The texts of the screen Data.
    DataTexts {
    }
}
