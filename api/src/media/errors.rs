//! What this room refuses, told in both languages.

use super::picture::Unreadable;
use crate::kernel::{
    error::{Error, ErrorCode},
    text::Bilingual,
};

/// The thing that a picture shall belong to does not exist here.
pub(super) fn no_such_subject() -> Error {
    Error::invalid("input.entityId", ErrorCode::NotFound, Bilingual::new("غير موجود", "There is no such thing here"))
}

/// It has as many pictures as it may have.
pub(super) fn too_many() -> Error {
    let message = Bilingual::new("٢٠ صورة على الأكثر", "At most 20 pictures");
    Error::invalid("input.entityId", ErrorCode::OutOfRange, message)
}

/// Nothing lies where the browser should have put it.
pub(super) fn not_arrived() -> Error {
    let message = Bilingual::new(
        "لم تصل الصورة بعد؛ ارفعها ثم أعد المحاولة",
        "The picture has not arrived; upload it and try again",
    );
    Error::invalid("id", ErrorCode::NotAvailable, message)
}

/// The picture was refused before.
pub(super) fn was_rejected() -> Error {
    let message = Bilingual::new("رُفضت هذه الصورة؛ ارفع غيرها", "This picture was refused; upload another one");
    Error::invalid("id", ErrorCode::NotAvailable, message)
}

/// What arrived is not what was announced.
pub(super) fn not_as_announced() -> Error {
    let message = Bilingual::new("الملف غير الذي أُعلن عنه", "The file is not the one that was announced");
    Error::invalid("id", ErrorCode::Invalid, message)
}

/// The bytes are no picture for us.
pub(super) fn unreadable(why: Unreadable) -> Error {
    let (code, message) = match why {
        Unreadable::OtherType => (
            ErrorCode::Invalid,
            Bilingual::new("الملف من نوع آخر غير المعلن", "The file is of another type than announced"),
        ),
        Unreadable::TooLarge => (
            ErrorCode::OutOfRange,
            Bilingual::new(
                "الصورة كبيرة جدًا: ٤٠ مليون نقطة على الأكثر",
                "The picture is too large: at most 40 million pixels",
            ),
        ),
        Unreadable::Broken => {
            (ErrorCode::Invalid, Bilingual::new("الملف ليس صورة سليمة", "The file is not a sound picture"))
        }
    };
    Error::invalid("id", code, message)
}
