//! Reads a file that is still arriving: records by the batch, never the whole. Knows columns, not what they mean.

use std::io::Read;

use bytes::Bytes;
use serde_json::{Map, Value};
use tokio::sync::mpsc;

use super::format::{COLUMNS, unguarded};
use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// Rows handed over at once.
pub const BATCH: usize = 500;
/// Most rows of a file.
pub const MAX_ROWS: usize = 20_000;
/// Longest cell, in bytes; the longest text of an item is shorter.
const MAX_CELL: usize = 64 * 1024;

/// One record: where it begins, and its cells by column. None is a record that is no text.
#[derive(Debug, Clone)]
pub struct Record {
    /// Line of the file, the header's being 1.
    pub line: i32,
    /// By column.
    pub cells: Option<Map<String, Value>>,
}

/// What the reader tells, in this order: the columns once, then batches.
#[derive(Debug)]
pub enum Told {
    /// The columns of the file.
    Columns(Vec<&'static str>),
    /// Some records more.
    Batch(Vec<Record>),
}

/// The arriving file as the parser wants it. Blocks, so it lives on a thread of its own.
struct Arriving {
    pieces: mpsc::Receiver<Bytes>,
    piece: Bytes,
}

impl Read for Arriving {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let n = self.piece.len().min(into.len());
        into[..n].copy_from_slice(&self.piece.split_to(n));
        Ok(n)
    }
}

fn refuse(code: ErrorCode, ar: impl Into<String>, en: impl Into<String>) -> Error {
    Error::invalid("file", code, Bilingual::new(ar, en))
}

/// Starts to read; the receiver gets what is told, or the refusal that ends it.
#[must_use]
pub fn read(pieces: mpsc::Receiver<Bytes>) -> mpsc::Receiver<Result<Told>> {
    let (tell, told) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = parse(Arriving { pieces, piece: Bytes::new() }, &tell) {
            let _ = tell.blocking_send(Err(error));
        }
    });
    told
}

/// The separator that the header uses: Excel in Arabic and much of Europe writes semicolons.
fn separator(first_line: &[u8]) -> u8 {
    let count = |wanted: u8| first_line.iter().filter(|byte| **byte == wanted).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|byte| (count(*byte), *byte == b',')).unwrap_or(b',')
}

/// Reads the header's line byte by byte, so that the parser can be told its separator; and whether lines end in CRLF.
fn first_line(source: &mut impl Read) -> Result<(Vec<u8>, bool)> {
    let mut line = Vec::new();
    let mut byte = [0u8; 1];
    while line.len() < 8 * 1024 {
        if source.read(&mut byte).map_err(Error::fault)? == 0 || byte[0] == b'\n' {
            let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            return Ok(match text.strip_suffix(b"\r") {
                Some(text) => (text.to_vec(), true),
                None => (text.to_vec(), false),
            });
        }
        line.push(byte[0]);
    }
    Err(refuse(ErrorCode::Invalid, "السطر الأول أسماء الأعمدة", "The first line names the columns"))
}

fn columns(line: &[u8], separator: u8) -> Result<Vec<&'static str>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(line);
    let names = reader.records().next().transpose().ok().flatten().unwrap_or_default();
    let mut found: Vec<&'static str> = Vec::new();
    for name in &names {
        let name = name.trim().to_ascii_lowercase();
        let Some(known) = COLUMNS.into_iter().find(|known| *known == name) else {
            let shown: String = name.chars().take(40).collect();
            return Err(refuse(
                ErrorCode::Invalid,
                format!("عمود غير معروف: {shown}"),
                format!("There is no column {shown}"),
            ));
        };
        if found.contains(&known) {
            return Err(refuse(
                ErrorCode::Invalid,
                format!("عمود مكرر: {known}"),
                format!("The column {known} stands twice"),
            ));
        }
        found.push(known);
    }
    if !["slug", "external_reference", "name_ar", "name_en"].iter().any(|needed| found.contains(needed)) {
        let (ar, en) = ("لا عمود للاسم ولا للعنوان", "There is no column for the name, the slug or the reference");
        return Err(refuse(ErrorCode::Required, ar, en));
    }
    Ok(found)
}

fn parse(mut source: Arriving, tell: &mpsc::Sender<Result<Told>>) -> Result<()> {
    let (line, ends_in_two) = first_line(&mut source)?;
    let separator = separator(&line);
    let columns = columns(&line, separator)?;
    if tell.blocking_send(Ok(Told::Columns(columns.clone()))).is_err() {
        return Ok(());
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(source);
    let (mut record, mut batch, mut rows) = (csv::ByteRecord::new(), Vec::with_capacity(BATCH), 0usize);
    let mut line: i32 = 1;
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| refuse(ErrorCode::Invalid, "تعذرت قراءة الملف", format!("The file cannot be read: {error}")))?
    {
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        rows += 1;
        if rows > MAX_ROWS {
            return Err(refuse(ErrorCode::OutOfRange, "٢٠ ألف صف على الأكثر", "At most 20,000 rows"));
        }
        // The parser began after the header; where lines end in two characters it counts the second with the next record.
        let behind = u64::from(ends_in_two && rows > 1);
        let told = record.position().map_or(0, csv::Position::line).saturating_add(1 + behind);
        line = i32::try_from(told).unwrap_or(i32::MAX).max(line.saturating_add(1));
        batch.push(Record { line, cells: cells(&record, &columns) });
        if batch.len() == BATCH && tell.blocking_send(Ok(Told::Batch(std::mem::take(&mut batch)))).is_err() {
            return Ok(());
        }
    }
    if !batch.is_empty() {
        let _ = tell.blocking_send(Ok(Told::Batch(batch)));
    }
    Ok(())
}

/// The cells of a record that has as many as the header, all of them text.
fn cells(record: &csv::ByteRecord, columns: &[&'static str]) -> Option<Map<String, Value>> {
    if record.len() != columns.len() {
        return None;
    }
    let mut cells = Map::new();
    for (column, bytes) in columns.iter().zip(record) {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_CELL && !text.contains('\0'))?;
        cells.insert((*column).to_owned(), Value::String(unguarded(text.trim()).to_owned()));
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_all(pieces: &[&[u8]]) -> Result<(Vec<&'static str>, Vec<Record>)> {
        let (send, receive) = mpsc::channel(4);
        let pieces: Vec<Bytes> = pieces.iter().map(|piece| Bytes::copy_from_slice(piece)).collect();
        tokio::spawn(async move {
            for piece in pieces {
                let _ = send.send(piece).await;
            }
        });
        let (mut told, mut columns, mut rows) = (read(receive), Vec::new(), Vec::new());
        while let Some(one) = told.recv().await {
            match one? {
                Told::Columns(found) => columns = found,
                Told::Batch(batch) => rows.extend(batch),
            }
        }
        Ok((columns, rows))
    }

    #[tokio::test]
    async fn a_file_is_read_however_it_is_cut_and_written() {
        for text in [
            "slug,name_en\r\nmug,\"A, \"\"b\"\"\nline\"\r\njug,Jug\r\n\r\n",
            "\u{feff}slug;name_en\nmug;\"A, \"\"b\"\"\nline\"\njug;Jug\n\n",
        ] {
            for size in [1, 7, 4096] {
                let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
                let (columns, rows) = read_all(&pieces).await.unwrap();
                assert_eq!(columns, ["slug", "name_en"]);
                let cells: Vec<_> = rows.iter().map(|row| row.cells.clone().unwrap()["name_en"].clone()).collect();
                assert_eq!(cells, ["A, \"b\"\nline", "Jug"]);
                assert_eq!((rows[0].line, rows[1].line), (2, 4));
            }
        }
    }

    #[tokio::test]
    async fn what_is_no_table_is_refused() {
        for bad in ["", "slug,colour\n", "slug,slug\n", "price,stock\n", "\u{1}\u{2}"] {
            assert!(matches!(read_all(&[bad.as_bytes()]).await, Err(Error::Invalid(_))), "{bad:?}");
        }
        let (_, rows) = read_all(&[b"slug,name_en\nmug\nmug,\xff\xfe\nmug,Mug\n"]).await.unwrap();
        let read: Vec<bool> = rows.iter().map(|row| row.cells.is_some()).collect();
        assert_eq!(read, [false, false, true], "too few cells, and what is no text");
    }
}
