//! What is shipped: the image's files are enough to serve, and the compose file says what the program understands. No
//! container engine is asked; the files are laid out and started as an engine would.

mod compose;
mod dockerfile;
mod image;
