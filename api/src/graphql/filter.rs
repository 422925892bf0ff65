//! Typed filters: what `and`, `or` and `not` mean is the same for every list.

use sea_orm::{Condition, sea_query::Expr};

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// How deep `and`, `or` and `not` may be nested.
const MAX_DEPTH: usize = 5;

/// A filter's nested parts.
#[derive(Debug, Default)]
pub struct Nested<F> {
    /// All of these hold.
    pub and: Option<Vec<F>>,
    /// One of these holds; none of them when the list is empty.
    pub or: Option<Vec<F>>,
    /// This does not hold.
    pub not: Option<Box<F>>,
}

/// An input object that says which rows a list holds.
pub trait Filter: Sized {
    /// The conditions of this object itself, all of which must hold, and its nested parts.
    ///
    /// # Errors
    /// `BAD_INPUT` beside the field that cannot be read.
    fn parts(self) -> Result<(Condition, Nested<Self>)>;
}

/// The values of one condition, at the path `field`, if they are not too many.
///
/// # Errors
/// `OUT_OF_RANGE` beside `field` for more than 100.
pub fn at_most_100<T>(field: &str, values: Vec<T>) -> Result<Vec<T>> {
    if values.len() <= 100 {
        return Ok(values);
    }
    Err(Error::invalid(field, ErrorCode::OutOfRange, Bilingual::new("١٠٠ على الأكثر", "At most 100")))
}

/// The condition of a filter with everything nested in it.
///
/// # Errors
/// `BAD_INPUT` for a part that cannot be read, or for too deep a nesting.
pub fn condition<F: Filter>(filter: F) -> Result<Condition> {
    nested(filter, 0)
}

fn nested<F: Filter>(filter: F, depth: usize) -> Result<Condition> {
    if depth > MAX_DEPTH {
        let message = Bilingual::new("تصفية متداخلة أكثر من اللازم", "The filter is nested too deeply");
        return Err(Error::invalid("where", ErrorCode::OutOfRange, message));
    }
    let (mut all, parts) = filter.parts()?;
    for inner in parts.and.into_iter().flatten() {
        all = all.add(nested(inner, depth + 1)?);
    }
    if let Some(alternatives) = parts.or {
        let mut any = Condition::any().add(Expr::cust("false"));
        for inner in alternatives {
            any = any.add(nested(inner, depth + 1)?);
        }
        all = all.add(any);
    }
    if let Some(inner) = parts.not {
        all = all.add(nested(*inner, depth + 1)?.not());
    }
    Ok(all)
}
