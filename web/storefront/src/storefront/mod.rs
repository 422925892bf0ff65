//! The pages about the tenant itself, and those that say that something is not there.

pub mod about_page;
pub mod notice_pages;
pub mod privacy_page;
