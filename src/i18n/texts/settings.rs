//! The texts of the screen Settings.

texts! {
    /// The texts of the screen Settings.
    SettingsTexts {
    }
}
