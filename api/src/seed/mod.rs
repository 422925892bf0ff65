//! The demo: what two tenants sell and collect, who works there, who came by, and how it all looks. Data and pictures
//! only; writing them is the business of the rooms.
pub mod picture;
