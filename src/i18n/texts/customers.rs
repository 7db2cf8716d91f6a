//! The texts of the screen Customers.

texts! {
    /// The texts of the screen Customers.
    CustomersTexts {
    }
}
