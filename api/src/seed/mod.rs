//! The demo: what two tenants sell and collect, who works there, who came by in the last month, and how it all looks.
//! Data and pictures only; writing them is the business of the rooms.
pub mod content;
pub mod picture;
pub mod plan;
