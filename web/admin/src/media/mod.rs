//! Pictures: chosen or dropped, sent with progress, put in order, described.

mod files;
mod one_picture;
mod pictures_box;
mod sending;
mod texts;
mod tile;

pub(crate) use one_picture::OnePicture;
pub(crate) use pictures_box::PicturesBox;
