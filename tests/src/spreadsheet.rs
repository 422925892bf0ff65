//! A file as a spreadsheet opens it: LibreOffice's own converter reads it and writes what stands in its cells.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
    process::Command,
};

/// Fields between commas, all quoted, UTF-8; a quoted field is text, so that `0012` stays what it is.
const READ: &str = "CSV:44,34,76,1,,0,true,false";
/// The same way out, every cell as it is shown.
const WRITE: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true";

/// What opening a file showed.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Rows compared, the heading too.
    pub rows: u64,
    /// Cells compared.
    pub cells: u64,
    /// The program's name for itself.
    pub by: String,
}

/// The converter; installed with apt where it is missing and that may be done.
///
/// # Panics
/// When there is none and none can be installed.
#[must_use]
pub fn converter() -> PathBuf {
    let found = || {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).map(|folder| folder.join("soffice")).find(|program| program.is_file())
    };
    if let Some(program) = found() {
        return program;
    }
    for args in
        [&["update", "-qq"][..], &["install", "-y", "-qq", "--no-install-recommends", "libreoffice-calc-nogui"][..]]
    {
        let done = Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").status();
        assert!(done.is_ok_and(|status| status.success()), "install LibreOffice Calc, so that `soffice` is found");
    }
    found().expect("soffice was installed")
}

/// Has LibreOffice open the file, and compares every cell with the file's own field.
///
/// # Panics
/// When the converter fails, or a cell shows anything but what the file says.
#[must_use]
pub fn open(file: &Path) -> Opened {
    let program = converter();
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| {
        // A profile of its own: it shall not meet one that somebody has open.
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        Command::new(&program)
            .arg(profile)
            .args(["--headless", "--norestore"])
            .args(args)
            .output()
            .expect("soffice runs")
    };
    let by = String::from_utf8_lossy(&run(&["--version"]).stdout).trim().to_owned();
    let out = folder.path().join("out");
    let (infilter, from, to) = (format!("--infilter={READ}"), file.display().to_string(), out.display().to_string());
    let done = run(&[&infilter, "--convert-to", WRITE, "--outdir", &to, &from]);
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let written = out.join(format!("{name}.csv"));
    assert!(written.is_file(), "{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    let (rows, cells) = compare(reader(file), reader(&written));
    Opened { rows, cells, by }
}

fn reader(file: &Path) -> csv::Reader<Box<dyn Read>> {
    let mut bytes = BufReader::new(File::open(file).expect("the file"));
    let mut mark = [0; 3];
    let has_mark = bytes.read_exact(&mut mark).is_ok() && mark == [0xef, 0xbb, 0xbf];
    let bytes: Box<dyn Read> =
        if has_mark { Box::new(bytes) } else { Box::new(BufReader::new(File::open(file).expect("the file"))) };
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes)
}

/// Field by field; the spreadsheet drops empty cells at the end of a row.
fn compare(mut ours: csv::Reader<Box<dyn Read>>, mut shown: csv::Reader<Box<dyn Read>>) -> (u64, u64) {
    let (mut rows, mut cells) = (0, 0);
    let mut shown = shown.records();
    for record in ours.records() {
        let record = record.expect("a row of the file");
        let seen = shown.next().expect("the spreadsheet has the row").expect("a row of the spreadsheet");
        for (at, field) in record.iter().enumerate() {
            assert_eq!(seen.get(at).unwrap_or_default(), field, "row {}, column {}", rows + 1, at + 1);
            cells += 1;
        }
        rows += 1;
    }
    assert!(shown.next().is_none(), "the spreadsheet shows more rows than the file has");
    (rows, cells)
}
