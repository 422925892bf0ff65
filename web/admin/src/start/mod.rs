//! The first steps of a new tenant, told above its list of orders until they are taken or put away.

mod steps;
mod texts;

pub(crate) use steps::FirstSteps;
