//! Pictures: chosen or dropped, sent with progress, put in order, described.

pub(crate) mod files;
mod one_picture;
mod pictures_box;
mod sending;
mod texts;
mod tile;

pub(crate) use one_picture::OnePicture;
pub(crate) use pictures_box::PicturesBox;
