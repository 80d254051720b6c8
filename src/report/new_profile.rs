//! A profile that was written to be looked through.

use serde::Serialize;

use super::Report;
use super::lists::ColumnContent::{Numbers, Words};
use super::lists::{ColumnOf, Table};
use super::page::Page;
use crate::phrase::number::first;

/// What became of one file.
#[derive(Clone, Debug, Serialize)]
pub struct NewProfileReport {
    /// The file, as it was named.
    pub file: String,
    /// Its profile.
    pub profile: String,
    /// Whether it was written: not in a dry run.
    pub written: bool,
    /// Columns whose cells become figures.
    pub figures: Vec<String>,
    /// Fields that are to be filled in before it reads the file.
    pub open: Vec<&'static str>,
    /// Columns of codes that somebody has to explain.
    pub codes: Vec<String>,
    /// Columns that are read over.
    pub ignored: Vec<String>,
    /// Profiles that read the file as they are.
    pub fitting: Vec<String>,
    /// The command that comes next.
    pub next: String,
    /// The profile, in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How many columns are named.
const NAMED: usize = 8;

impl Report for NewProfileReport {
    fn text(&self, page: &mut Page) {
        let NewProfileReport { file, profile, .. } = self;
        page.paragraph(match &self.text {
            None => format!("{profile}: written for {file}, to be looked through; nothing was imported"),
            Some(_) => format!("{profile}: a dry run; this would be written for {file}"),
        });
        let some = |names: &[String]| first(NAMED, names.iter().cloned()).join(", ");
        page.labelled("figures", some(&self.figures));
        page.labelled("to fill in", self.open.join(", "));
        page.labelled("codes", some(&self.codes));
        page.labelled("not read", some(&self.ignored));
        page.labelled("fits", self.fitting.join(", "));
        page.labelled("next", self.next.clone());
        if let Some(text) = &self.text {
            page.blank();
            text.lines().for_each(|line| page.line(line));
        }
    }
}

/// The files, each as a row.
pub fn table(reports: &[NewProfileReport]) -> Table {
    Table::of(COLUMNS, reports)
}

const COLUMNS: &[ColumnOf<NewProfileReport>] = &[
    ("file", Words, |one| one.file.as_str().into()),
    ("profile", Words, |one| one.profile.as_str().into()),
    ("figures", Numbers, |one| (one.figures.len() as u64).into()),
    ("to fill in", Words, |one| one.open.join(", ").into()),
];
