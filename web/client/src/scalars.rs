//! The small types that every room shares: money, bilingual texts, pictures.

use crate::schema;

// Read as they come: an amount is never a float, and a page prints a time without calculating with it.
impl cynic::schema::IsScalar<schema::Decimal> for String {
    type SchemaType = schema::Decimal;
}
impl cynic::schema::IsScalar<schema::Date> for String {
    type SchemaType = schema::Date;
}
impl cynic::schema::IsScalar<schema::DateTime> for String {
    type SchemaType = schema::DateTime;
}

/// A text in both languages; an empty string where the tenant wrote none.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::QueryFragment)]
pub struct LocalizedText {
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
}

/// A text in one language or both, as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::InputObject)]
pub struct LocalizedTextInput {
    /// Arabic.
    pub ar: Option<String>,
    /// English.
    pub en: Option<String>,
}

/// An exact amount. Never a float: `amount` is a decimal string such as `1.250`.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Money {
    /// Decimal string with ASCII digits.
    pub amount: String,
    /// ISO 4217.
    pub currency_code: String,
    /// Digits after the point; three for KWD.
    pub fraction_digits: i32,
}

/// A picture with its sizes.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Image {
    /// What the picture shows.
    pub alt: LocalizedText,
    /// Pixels of the original.
    pub width: i32,
    /// Pixels of the original.
    pub height: i32,
    /// The sizes there are, each in a modern format.
    pub renditions: Vec<Rendition>,
}

/// A picture as the team names it.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Image")]
pub struct TeamImage {
    /// `ast_…`.
    pub id: cynic::Id,
    /// The sizes there are, each in a modern format.
    pub renditions: Vec<Rendition>,
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Rendition {
    /// Pixels.
    pub width: i32,
    /// Pixels.
    pub height: i32,
    /// Where it is served.
    pub url: String,
}

/// Where a list goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::QueryFragment)]
pub struct PageInfo {
    /// There is more after this page.
    pub has_next_page: bool,
    /// The cursor to go on from.
    pub end_cursor: Option<String>,
}

/// Where a page stands in its list, both ways.
#[derive(Debug, Clone, Default, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "PageInfo")]
pub struct FullPageInfo {
    /// A row follows the last one here.
    pub has_next_page: bool,
    /// A row precedes the first one here.
    pub has_previous_page: bool,
    /// Cursor of the first row.
    pub start_cursor: Option<String>,
    /// Cursor of the last row.
    pub end_cursor: Option<String>,
}

/// How many rows a list has; counting stops at 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::QueryFragment)]
pub struct TotalCount {
    /// The count.
    pub value: i32,
    /// Whether there may be more.
    pub precision: CountPrecision,
}

/// How exact a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum CountPrecision {
    /// Exactly this many.
    Exact,
    /// This many or more.
    AtLeast,
}

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub enum SortDirection {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}
