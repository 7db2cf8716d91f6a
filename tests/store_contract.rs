//! The contract of every store, run against the one in memory.

use genjin::app::contract;
use genjin::store::canary::MemoryCanary;
use genjin::store::log_store::LogStore;
use genjin::store::memory::MemoryShelf;

macro_rules! tests_in_memory {
    ($($case:ident,)*) => {$(
        #[test]
        fn $case() {
            let (shelf, canary) = (MemoryShelf::default(), MemoryCanary::default());
            contract::block_on(contract::$case(|| LogStore::tab_on(&shelf, &canary)));
        }
    )*};
}

genjin::store_contract!(tests_in_memory);
