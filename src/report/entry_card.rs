//! All that is known of one act of the desk: what `show entry` prints.

use serde::Serialize;

use super::Report;
use super::entry::EntryReport;
use super::life::to_the_second;
use super::page::Page;
use super::undone::RestingReport;
use crate::phrase::number::{first, grouped};

/// One act of the desk, with how its file was read, what it rests on, and what rests on it.
#[derive(Clone, Debug, Serialize)]
pub struct EntryCard {
    /// The entry, as in the log.
    #[serde(flatten)]
    pub of: EntryReport,
    /// How long its file is.
    pub bytes: Option<u64>,
    /// Whether the bytes of its file are kept in the store.
    pub kept: bool,
    /// The entries that took it back, whether or not they stand.
    pub taken_back_by: Vec<i64>,
    /// How its file was read, as flags of `import`.
    pub flags: Vec<String>,
    /// What the profile says that no flag says: TOML; null where there is nothing.
    pub profile_says: Option<String>,
    /// The first figures that it recorded.
    pub figures: Vec<i64>,
    /// What it did with figures of earlier entries.
    pub rests_on: Vec<RestingReport>,
    /// What later entries did with its figures.
    pub resting: Vec<RestingReport>,
}

/// How many links of a kind are told.
const TOLD: usize = 10;

impl Report for EntryCard {
    fn text(&self, page: &mut Page) {
        let entry = &self.of;
        page.heading(format!("entry {}: {}", entry.entry, self.what()));
        page.labelled("recorded", format!("{} by {}, with {}", self.at(), entry.who, entry.program));
        page.labelled("status", self.status());
        if let Some(origin) = &entry.origin {
            let at = to_the_second(&origin.recorded_at);
            page.labelled("merged", format!("recorded at another desk {at}"));
            page.labelled("hash there", origin.hash.as_str());
        }
        self.file(page);
        page.labelled("came of it", entry.came().join(", "));
        page.labelled("figures", self.figures());
        page.given("did", entry.about.as_deref());
        page.given("why", entry.why.as_deref());
        page.given("takes back", entry.undoes.map(|undone| format!("entry {undone}")));
        let link = |one: &RestingReport| format!("entry {}: {}", one.entry, one.link);
        page.each("rests on", first(TOLD, self.rests_on.iter().map(link)));
        page.each("rests on it", first(TOLD, self.resting.iter().map(link)));
        page.labelled("hash", entry.hash.as_str());
        self.read_by(page);
        let release = || format!("tollbook amend entry {} --release", entry.entry);
        page.to_type("release", (entry.stands && entry.held == Some("held")).then(release));
        page.to_type("take back", entry.stands.then(|| format!("tollbook undo {}", entry.entry)));
    }
}

impl EntryCard {
    fn what(&self) -> String {
        match &self.of.file {
            Some(file) => format!("{} of {file}", self.of.kind),
            None => self.of.kind.to_owned(),
        }
    }

    fn at(&self) -> String {
        to_the_second(&self.of.recorded_at)
    }

    /// Whether it stands, and the entries that took it back.
    fn status(&self) -> String {
        let by = self.taken_back_by.iter().map(|undo| format!("entry {undo}")).collect::<Vec<_>>().join(", ");
        match (self.of.stands, by.is_empty()) {
            (true, true) if self.of.held == Some("held") => {
                "held: in no answer until it is released".to_owned()
            }
            (true, true) => "stands".to_owned(),
            (true, false) => format!("stands again: {by} took it back, and was taken back"),
            (false, _) => format!("taken back by {by}"),
        }
    }

    fn file(&self, page: &mut Page) {
        let Some(file) = &self.of.file else { return };
        let bytes = self.bytes.map(|bytes| format!(", {} bytes", grouped(bytes))).unwrap_or_default();
        let kept = if self.kept { "kept in the store" } else { "not kept in the store" };
        page.labelled("file", format!("{file}{bytes}, {kept}"));
        page.given("sha256", self.of.sha256.as_deref());
        let snapshot = self.of.snapshot.as_ref();
        page.given("feed", snapshot.map(|one| format!("{}, as it was on {}", one.feed, one.snapshot_at)));
    }

    fn figures(&self) -> String {
        let ids = self.figures.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ");
        match (self.figures.is_empty(), self.of.counts.new > self.figures.len() as u64) {
            (true, _) => String::new(),
            (false, true) => format!("{ids} ...; tollbook list figures --entry {}", self.of.entry),
            (false, false) => ids,
        }
    }

    /// How the file was read.
    fn read_by(&self, page: &mut Page) {
        page.each("read with", &self.flags);
        if self.flags.is_empty() && self.profile_says.is_none() {
            page.given("read with", self.of.settings.as_deref());
        }
        let name =
            self.of.profile.as_deref().map(|name| if name.is_empty() { "name not kept" } else { name });
        page.given("profile", name);
        if let Some(says) = &self.profile_says {
            page.blank();
            says.lines().for_each(|line| page.line(format!("  {line}").trim_end()));
            page.blank();
        }
    }
}
