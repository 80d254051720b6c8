//! What is said of a data set as a whole.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::export::audience::{Audience, Terms};
use crate::phrase::number::grouped;
use crate::report::entry::EntryReport;
use crate::report::scope::QuestionReport;

/// How many publishers are named in a description; the table of sources has all of them.
pub const NAMED: usize = 100;

/// What is said of it as a whole.
#[derive(Clone, Debug)]
pub struct DatasetAbout {
    /// The program and its version.
    pub program: &'static str,
    /// What was asked, by the clocks.
    pub question: QuestionReport,
    /// What a figure had to meet, in words; empty where nothing was left out.
    pub chosen: Vec<String>,
    /// The three clocks, as asked, a sentence each.
    pub clocks: [String; 3],
    /// For whom it is.
    pub audience: Audience,
    /// Under which terms it is published.
    pub terms: Terms,
    /// Who printed the figures, in the order of the alphabet.
    pub publishers: Vec<String>,
    /// The newest entry of the ledger that counts.
    pub entry: Option<EntryReport>,
    /// What became of figures, and of how many; those that stand are among them.
    pub statuses: BTreeMap<&'static str, u64>,
    /// How many rows each table has.
    pub rows: Vec<(&'static str, u64)>,
}

/// Its title.
pub const TITLE: &str = "Reported casualty figures";

/// What it is, in two sentences.
pub const WHAT: &str = "Numbers of killed, injured, missing and displaced people as sources printed them, each with its words, the \
                        authority that answers for it, its publisher and its dates. What the figures of one series come to, and how \
                        far the sources agree, stands in the table answers.";

impl DatasetAbout {
    /// How many rows a table has.
    pub fn rows_of(&self, table: &str) -> u64 {
        self.rows.iter().find(|(name, _)| *name == table).map_or(0, |(_, rows)| *rows)
    }

    /// How many figures no longer stand as they were printed, in a sentence.
    pub fn no_longer_stand(&self) -> String {
        let fallen: Vec<_> = self.statuses.iter().filter(|(status, _)| **status != "stands").collect();
        let all = fallen.iter().map(|(_, figures)| **figures).sum();
        let each: Vec<String> =
            fallen.iter().map(|(status, n)| format!("{} {status}", grouped(**n))).collect();
        match all {
            0 => "All figures of this data set stand as they were printed.".to_owned(),
            1 => {
                format!("1 figure of this data set no longer stands as it was printed: {}.", each.join(", "))
            }
            all => format!(
                "{} figures of this data set no longer stand as they were printed: {}.",
                grouped(all),
                each.join(", ")
            ),
        }
    }

    /// The state of the ledger and what was asked of it, for programs.
    pub fn state(&self) -> Value {
        let entry = self.entry.as_ref();
        json!({
            "program": self.program,
            "entry": entry.map(|entry| entry.entry),
            "recorded_at": entry.map(|entry| &entry.recorded_at),
            "head": entry.map(|entry| &entry.hash),
            "question": self.question,
            "chosen": self.chosen,
            "audience": if self.audience.is_public() { "public" } else { "internal" },
        })
    }

    /// The licence as a Data Package names one; `None` where none was stated, or only in words of the desk's own.
    pub fn licence(&self) -> Option<Value> {
        let licence = self.terms.licence.as_deref()?;
        let is_id = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        match licence {
            url if is_address(url) => Some(json!({ "path": url })),
            id if is_id(id) => Some(json!({ "name": id })),
            _ => None,
        }
    }

    /// Whom to write to, as a Data Package names a contributor.
    pub fn contact(&self) -> Option<Value> {
        let contact = self.terms.contact.as_deref()?;
        let mut named = Map::new();
        named.insert("title".into(), json!(contact));
        if is_address(contact) {
            named.insert("path".into(), json!(contact));
        } else if contact.contains('@') && !contact.contains(char::is_whitespace) {
            named.insert("email".into(), json!(contact));
        }
        named.insert("role".into(), json!("maintainer"));
        Some(Value::Object(named))
    }
}

/// Whether a text is an address of the web.
pub fn is_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
}
