//! The schema's markers, made by cynic from `schema.graphql`, and which plain type stands for which scalar.

#[cynic::schema("sadu")]
mod markers {}

pub use markers::*;
