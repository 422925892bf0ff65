//! The mailbox of a development machine: letters are kept as files in a folder and go nowhere.
//!
//! A folder and not memory, so that a worker of its own process and the server that shows the letters share it.

use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Letter, Mailer, Refusal};
use crate::kernel::{
    clock::Clock,
    error::{Error, Result},
};

/// Letters kept; older ones make room.
const CAPACITY: usize = 200;

/// A letter in the mailbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// Its id on our side.
    pub id: Uuid,
    /// When it came in.
    pub at: DateTime<Utc>,
    /// Name and address of the sender.
    pub from: String,
    /// Address of the recipient.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// As HTML.
    pub html: String,
    /// As plain text.
    pub text: String,
}

/// Keeps the newest letters in a folder that only its owner reads.
#[derive(Debug, Clone)]
pub struct Mailbox {
    folder: PathBuf,
    from: String,
    clock: Clock,
}

impl Mailbox {
    /// A mailbox in `folder`, which is made when the first letter comes in.
    #[must_use]
    pub fn new(folder: PathBuf, from: String, clock: Clock) -> Self {
        Self { folder, from, clock }
    }

    /// All letters, newest first.
    ///
    /// # Errors
    /// A fault when the folder cannot be read.
    pub fn letters(&self) -> Result<Vec<Kept>> {
        self.files()?.into_iter().rev().map(|path| read(&path)).collect()
    }

    /// One letter.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub fn letter(&self, id: Uuid) -> Result<Option<Kept>> {
        Ok(self.letters()?.into_iter().find(|letter| letter.id == id))
    }

    fn keep(&self, letter: &Letter) -> Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).map_err(Error::fault)?;
        let at = self.clock.now();
        let kept = Kept {
            id: letter.id,
            at,
            from: format!("{} <{}>", letter.from_name, self.from),
            to: letter.to.clone(),
            subject: letter.subject.clone(),
            html: letter.html.clone(),
            text: letter.text.clone(),
        };
        // Named so that the names sort by time. Written aside first: a reader never meets half a letter.
        let name = format!("{:020}-{}", at.timestamp_micros(), letter.id.simple());
        let aside = self.folder.join(format!("{name}.part"));
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&aside)
            .map_err(Error::fault)?;
        file.write_all(&serde_json::to_vec_pretty(&kept).map_err(Error::fault)?).map_err(Error::fault)?;
        fs::rename(&aside, self.folder.join(format!("{name}.json"))).map_err(Error::fault)?;
        let files = self.files()?;
        for old in files.iter().take(files.len().saturating_sub(CAPACITY)) {
            // Another worker may have been faster.
            let _ = fs::remove_file(old);
        }
        Ok(())
    }

    /// Paths of the letters, oldest first.
    fn files(&self) -> Result<Vec<PathBuf>> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&self.folder).map_err(Error::fault)?;
        let mut files: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        Ok(files)
    }
}

fn read(path: &Path) -> Result<Kept> {
    serde_json::from_slice(&fs::read(path).map_err(Error::fault)?).map_err(Error::fault)
}

#[async_trait::async_trait]
impl Mailer for Mailbox {
    async fn send(&self, letter: &Letter) -> std::result::Result<Option<String>, Refusal> {
        self.keep(letter).map_err(|error| {
            tracing::warn!(%error, "the mailbox cannot be written");
            Refusal::later("MAILBOX")
        })?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str) -> Letter {
        let text = String::new;
        Letter {
            id: Uuid::now_v7(),
            from_name: "Sadu".to_owned(),
            to: "noura@home.example".to_owned(),
            subject: subject.to_owned(),
            html: text(),
            text: text(),
        }
    }

    #[tokio::test]
    async fn newest_stands_first_and_the_oldest_makes_room() {
        let folder = std::env::temp_dir().join(format!("sadu-mailbox-{}", Uuid::now_v7()));
        let clock = Clock::default();
        let mailbox = Mailbox::new(folder.clone(), "no-reply@sadu.example".to_owned(), clock.clone());
        assert!(mailbox.letters().unwrap().is_empty(), "a folder that is not there holds nothing");
        for n in 0..CAPACITY + 3 {
            clock.advance(chrono::TimeDelta::milliseconds(1));
            mailbox.send(&letter(&n.to_string())).await.unwrap();
        }
        let letters = mailbox.letters().unwrap();
        assert_eq!(letters.len(), CAPACITY);
        assert_eq!(letters[0].subject, (CAPACITY + 2).to_string());
        assert_eq!(letters[CAPACITY - 1].subject, "3");
        assert_eq!(mailbox.letter(letters[5].id).unwrap().map(|kept| kept.id), Some(letters[5].id));
        fs::remove_dir_all(folder).unwrap();
    }
}
