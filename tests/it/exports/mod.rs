//! Files of submissions: whole, exact, inert, for those who may, once a ticket, in flat memory.

mod csv;
mod doors;
mod gifts;
