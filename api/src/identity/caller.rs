//! Where a request to sign in comes from, as every use case of this room is told it.

use crate::kernel::pace::Pace;

/// Where a request to sign in comes from.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// Address behind the trusted proxies.
    pub address: &'a str,
    /// What the browser calls itself; kept to be shown in the list of sessions.
    pub device: &'a str,
    /// As in `x-request-id`.
    pub request_id: &'a str,
    /// What limiters have said to this request.
    pub pace: &'a Pace,
}
