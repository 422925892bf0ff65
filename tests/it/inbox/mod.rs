//! The inbox: one list over all kinds, and what happens as it happens.

mod list;
mod live;
