//! How a row becomes a line of CSV that a spreadsheet opens right: every field quoted, so that `0012` and `1.250` can be
//! read as text; UTF-8 with a mark, so that Arabic is read as such; nothing that a spreadsheet would run. Pure.

use crate::kernel::error::{Error, Result};

/// What a file begins with, so that spreadsheets read it as UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// A text that is never run as a formula: what begins like one gets an apostrophe in front.
pub(super) fn inert(text: &str) -> String {
    let looks_run = text.trim_start_matches([' ', '\u{a0}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%'])
        // Full-width forms are folded by some spreadsheets.
        || text.starts_with(['＝', '＋', '－', '＠']);
    if looks_run { format!("'{text}") } else { text.to_owned() }
}

/// Lines of CSV, all fields quoted, lines ended as RFC 4180 says.
pub(super) fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::with_capacity(256 * 1024));
    for row in rows {
        writer.write_record(&row).map_err(Error::fault)?;
    }
    writer.into_inner().map_err(|error| Error::fault(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_run() {
        for formula in ["=cmd()", "+1+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "|calc", "%x"] {
            assert!(inert(formula).starts_with('\''), "{formula}");
        }
        for text in ["0012", "1.250", "قهوة عربية", "", "a=b", "O'Neil"] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn fields_survive_commas_quotes_and_lines() {
        let rows = vec![vec!["a,b".to_owned(), "say \"so\"".to_owned(), "two\nlines".to_owned(), "0012".to_owned()]];
        let bytes = lines(rows.clone()).unwrap();
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"0012\"\r\n");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
