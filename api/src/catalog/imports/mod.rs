//! Items by the file: read row by row, judged before anything is changed, applied by a job; and the same file back.

pub mod apply;
pub mod export;
pub mod format;
pub mod graphql;
pub mod jobs;
pub mod reader;
mod row;
pub mod service;
mod store;
pub mod types;
