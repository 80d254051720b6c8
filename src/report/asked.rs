//! Whom the desk asked about figures, and what came back: printed on request, and never for the public.

use serde::Serialize;

use crate::model::asked::{AskedBody, AskedReply};

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};
use super::page::Page;

/// That a body was asked about a figure, as it was recorded just now.
#[derive(Clone, Debug, Serialize)]
pub struct AskedReport {
    /// The entry that was made; null in a dry run, and where it was recorded before.
    pub entry: Option<i64>,
    /// The figure.
    pub figure: i64,
    /// The figure in one line.
    #[serde(skip)]
    pub is: String,
    /// What was asked.
    #[serde(flatten, serialize_with = "asking_shape")]
    pub asking: AskedBody,
    /// Whether it had been recorded before.
    pub held_before: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// A question about a figure, as a list gives it.
#[derive(Clone, Debug, Serialize)]
pub struct ListedAsked {
    /// The figure.
    pub figure: i64,
    /// The figure in one line.
    pub is: String,
    /// What was asked.
    #[serde(flatten, serialize_with = "asking_shape")]
    pub asking: AskedBody,
    /// The entry that told last of it.
    pub entry: i64,
    /// Who recorded that.
    pub who: String,
}

/// What was asked by its words: `reply` is awaited, none or answered.
#[derive(Serialize)]
struct AskedShape<'a> {
    asked: &'a str,
    asked_on: String,
    reply: &'static str,
    answer: Option<&'a str>,
    why: Option<&'a str>,
}

fn asking_shape<S: serde::Serializer>(asking: &AskedBody, to: S) -> Result<S::Ok, S::Error> {
    AskedShape {
        asked: &asking.body,
        asked_on: asking.on.iso(),
        reply: reply_word(&asking.reply),
        answer: asking.reply.cell().filter(|answer| !answer.is_empty()),
        why: asking.why.as_deref(),
    }
    .serialize(to)
}

fn reply_word(reply: &AskedReply) -> &'static str {
    match reply {
        AskedReply::Awaited => "awaited",
        AskedReply::NoAnswer => "none",
        AskedReply::Answered(_) => "answered",
    }
}

/// What came back, in words.
fn reply_in_words(reply: &AskedReply) -> String {
    match reply {
        AskedReply::Awaited => "no answer yet".to_owned(),
        AskedReply::NoAnswer => "it gave no answer".to_owned(),
        AskedReply::Answered(answer) => format!("it answered \u{201c}{answer}\u{201d}"),
    }
}

/// In one line: `asked the Ministry on 3 March 2024: no answer yet (we asked by telephone)`.
pub fn in_words(asking: &AskedBody) -> String {
    let why = asking.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("asked {} on {}: {}{why}", asking.body, asking.on.long(), reply_in_words(&asking.reply))
}

impl Report for AskedReport {
    fn text(&self, page: &mut Page) {
        let what = match (self.entry, self.dry_run, self.held_before) {
            (Some(entry), ..) => format!("recorded as entry {entry}"),
            (None, _, true) => "recorded before; nothing changed".to_owned(),
            (None, _, false) => "a dry run; nothing was recorded".to_owned(),
        };
        page.paragraph(format!("#{}: {what}", self.figure));
        page.labelled("figure", &self.is);
        page.labelled("asked", in_words(&self.asking).trim_start_matches("asked "));
        page.take_back(self.entry);
    }
}

/// Questions as a table.
pub fn table(asked: &[ListedAsked]) -> Table {
    Table::of(COLUMNS, asked)
}

const COLUMNS: &[ColumnOf<ListedAsked>] = &[
    ("figure", Numbers, |one| one.figure.unsigned_abs().into()),
    ("is", Words, |one| one.is.as_str().into()),
    ("asked", Words, |one| one.asking.body.as_str().into()),
    ("asked_on", Fixed, |one| one.asking.on.iso().into()),
    ("reply", Fixed, |one| reply_word(&one.asking.reply).into()),
    ("answer", Words, |one| one.asking.reply.cell().filter(|answer| !answer.is_empty()).into()),
    ("why", Words, |one| one.asking.why.as_deref().into()),
    ("entry", Numbers, |one| one.entry.unsigned_abs().into()),
    ("who", Words, |one| one.who.as_str().into()),
];
