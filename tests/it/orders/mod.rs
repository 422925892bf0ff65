//! Orders: taken once, priced by the server, refused with reasons, moved only as the state machine says.

mod acts;
mod bulk;
mod figures;
mod numbers;
mod refusals;
mod stock;
mod transitions;
