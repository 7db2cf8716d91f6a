//! What charts share.

/// The end of the scale: the next of 2, 4, 10, 20, 40, 100 … whose half is a whole number too.
pub fn scale(most: usize) -> usize {
    let mut decade = 1;
    loop {
        for step in [2, 4, 6, 10] {
            if most <= step * decade {
                return step * decade;
            }
        }
        decade *= 10;
    }
}
