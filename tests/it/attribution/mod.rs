//! Where visitors come from: what a beacon records, what it leaves out, and what a form carries without script.

mod visits;
