//! What an import says last: the answers that it touched, a receipt for each file, and what to do next.

use super::Report;
use super::merge::MergeReport;
use super::page::Page;
use super::receipt::Receipt;
use super::touched::TouchedReport;
use super::worklist::PrintedTally;
use crate::model::shell;

/// All that an import did.
#[derive(Clone, Copy, Debug)]
pub struct ImportedReport<'r> {
    /// The answers of the series that it touched.
    pub touched: &'r TouchedReport,
    /// A receipt for each file that was taken.
    pub receipts: &'r [Receipt],
    /// The files of which nothing was taken.
    pub refused: &'r [Receipt],
    /// How many printed sentences need a hand; `None` where none was ever kept.
    pub printed: Option<PrintedTally>,
    /// What commands say of the store: ` --db north.db`; empty where they find it by themselves.
    pub store: &'r str,
}

impl ImportedReport<'_> {
    /// The answers, then the receipts; the last line says what to do next. Empty where no file was taken.
    pub fn page(&self) -> Page {
        let mut page = self.touched.page(self.store);
        for receipt in self.receipts {
            page.part();
            receipt.text(&mut page);
        }
        if !self.receipts.is_empty() {
            let refused: Vec<&str> = self.refused.iter().map(|receipt| receipt.file.as_str()).collect();
            page.labelled("not taken", refused.join(", "));
            page.to_type("next", self.next());
            page.to_type("printed", self.printed.and_then(|printed| printed.alarm(self.store)));
        }
        page
    }

    /// What to do next, by what happened: rejects, sources that differ, what another desk says, else the way back.
    fn next(&self) -> Option<String> {
        self.mend().or_else(|| self.settle()).or_else(|| self.look_at()).or_else(|| self.go_on())
    }

    /// Rejected rows are mended.
    fn mend(&self) -> Option<String> {
        let files = self.receipts.iter().filter_map(|receipt| receipt.rejects_file.as_deref());
        let files: Vec<String> = files.map(shell::word).collect();
        let them = if files.len() > 1 { "these files" } else { "that file" };
        (!files.is_empty())
            .then(|| format!("mend {them}, then: {}", self.command("import", &files.join(" "))))
    }

    /// What another desk says differently.
    fn settle(&self) -> Option<String> {
        let merged = |receipt: &&Receipt| receipt.merged.as_ref().is_some_and(MergeReport::differs);
        self.receipts.iter().find(merged).and_then(|receipt| receipt.after_merging(self.store))
    }

    /// Answers that a person should look at.
    fn look_at(&self) -> Option<String> {
        let TouchedReport { all, to_look_at, .. } = *self.touched;
        let command = self.touched.command(self.store);
        match (to_look_at, all) {
            (0, _) => None,
            (1, 1) => Some(format!("look at every figure of it: {command} --explain")),
            (n, all) => Some(format!("look at {n} of {all} answers: {command}")),
        }
    }

    /// The way back, or on into what is new.
    fn go_on(&self) -> Option<String> {
        let newest = self.receipts.last()?;
        match newest.entry {
            _ if newest.merged.is_some() => newest.after_merging(self.store),
            _ if newest.dry_run => Some("the same command without -n records it".to_owned()),
            Some(_) if self.receipts.iter().any(|receipt| receipt.store_is_new) => {
                Some(format!("see what is in it: {}", self.command("list", "series")))
            }
            Some(entry) => Some(format!("to take it back: {}", self.command("undo", &entry.to_string()))),
            None => newest.already_imported.map(|entry| {
                format!("see how it was read: {}", self.command("show entry", &entry.to_string()))
            }),
        }
    }

    /// A command of this store.
    fn command(&self, verb: &str, what: &str) -> String {
        format!("tollbook {verb} {what}{}", self.store)
    }
}
