//! The texts of the screen Insights.

texts! {
    /// The texts of the screen Insights.
    InsightsTexts {
    }
}
