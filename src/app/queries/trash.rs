//! What lies in the trash, the latest first.

use std::sync::Arc;

use crate::app::model::Model;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::moment::Now;
use crate::domain::order::PutInOrder;

/// A record in the trash.
#[derive(Debug, Clone, PartialEq)]
pub enum Trashed {
    /// A customer, with what belongs to it alone.
    Customer(Arc<Customer>),
    /// A communication whose customers are not all in the trash.
    Communication(Arc<Communication>),
    /// A follow-up whose customer is not in the trash.
    FollowUp(Arc<FollowUp>),
}

/// Everything in the trash that can be taken out on its own, with the moment it went there.
pub fn trash(model: &Model) -> Vec<(Now, Trashed)> {
    let lives = |id| {
        model
            .customer(id)
            .is_some_and(|customer| customer.trashed_at.is_none())
    };
    let customers = model
        .all_customers()
        .filter_map(|one| Some((one.trashed_at?, Trashed::Customer(one.clone()))));
    let communications = model
        .all_communications()
        .filter(|one| one.customers.iter().any(|id| lives(*id)))
        .filter_map(|one| Some((one.trashed_at?, Trashed::Communication(one.clone()))));
    let follow_ups = model
        .all_follow_ups()
        .filter(|one| lives(one.customer))
        .filter_map(|one| Some((one.trashed_at?, Trashed::FollowUp(one.clone()))));
    let mut list: Vec<_> = customers.chain(communications).chain(follow_ups).collect();
    list.put_in_order_by_key(|(at, _)| std::cmp::Reverse(*at));
    list
}
