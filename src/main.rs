//! Wiring: opens the Book, builds the interface, mounts it. The only file that picks adapters.

#[cfg(target_arch = "wasm32")]
mod start;

#[cfg(target_arch = "wasm32")]
fn main() {
    start::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Genjin runs in the browser. Start it with: cargo xtask start");
}
