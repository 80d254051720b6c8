//! What a merge did: a part of `import --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::decisions::RankedQuestion;
use crate::model::desk_difference::{DeskDifference, DeskReading};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::Counts;
use crate::model::shell;
use crate::phrase::desks::{as_entered, what_each_says};
use crate::phrase::number::{first, several};
use crate::phrase::when::minutes;

use super::held;
use super::page::Page;

/// What became of another store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MergeReport {
    /// Entries that came in.
    pub entries: u64,
    /// Entries that both stores held already.
    pub known: u64,
    /// The first entry that came in; null in a dry run, and where none did.
    pub first: Option<i64>,
    /// The last.
    pub last: Option<i64>,
    /// Figures that are held by entries that came in.
    #[serde(skip_serializing_if = "held::is_none")]
    pub held: u64,
    /// Facts about names that came in.
    pub facts: u64,
    /// What the two desks said differently about names, and what holds now.
    pub conflicts: Vec<ConflictReport>,
    /// Figures that desks read differently, and what holds until somebody looks at the source.
    pub differs: Vec<DeskDifferenceReport>,
    /// Entries of this store that do not stand any more: the other desk had taken them back.
    pub undone: Vec<i64>,
    /// Texts that were erased here and did not come in again.
    pub kept_out: u64,
    /// Texts of this store that the other desk had erased, and that are erased here now.
    pub erased: u64,
    /// Imported files whose bytes stayed behind, since a text that was erased here might stand in them.
    pub files_left: u64,
}

/// One thing that two desks say differently about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictReport {
    /// What the name is the name of.
    pub name_kind: &'static str,
    /// The name.
    pub name: String,
    /// What is said about it.
    pub says: &'static str,
    /// What this desk said; empty: it took back what it had said.
    pub ours: String,
    /// Who said so.
    pub ours_by: String,
    /// When it was recorded.
    pub ours_at: String,
    /// What the other desk said.
    pub theirs: String,
    /// Who said so.
    pub theirs_by: String,
    /// When it was recorded there.
    pub theirs_at: String,
    /// What holds now: what was said last.
    pub holds: String,
}

/// A figure that desks mended differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskDifferenceReport {
    /// The figure.
    pub figure: i64,
    /// Its number in words, as it was entered.
    pub was: String,
    /// What each desk made of it, the newest first.
    pub readings: Vec<DeskReadingReport>,
    /// The figure that holds: that of the newest; null: there should be none.
    pub holds: Option<i64>,
    /// All of it in words.
    #[serde(skip)]
    in_words: String,
}

/// What one desk made of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskReadingReport {
    /// The figure in its place; null: there should be none.
    pub figure: Option<i64>,
    /// Its number in words, and by their columns the other cells in which the readings differ.
    pub cells: BTreeMap<&'static str, String>,
    /// Who said so.
    pub who: String,
    /// When it was recorded, at the desk where it was first.
    pub at: String,
}

/// How many entries or names are named one by one.
const NAMED: usize = 10;

impl MergeReport {
    /// Its headline, beside the name of the other store.
    pub fn headline(&self, file: &str) -> String {
        match (self.entries, self.known, self.first.zip(self.last)) {
            (0, 0, _) => format!("{file}: a store without an entry; nothing changed"),
            (0, ..) => format!("{file}: every entry of this store is here already; nothing changed"),
            (_, _, None) => format!("{file}: a store; a dry run, nothing was merged"),
            (_, _, Some((first, last))) if first == last => {
                format!("{file}: a store, merged as entry {first}")
            }
            (_, _, Some((first, last))) => format!("{file}: a store, merged as entries {first} to {last}"),
        }
    }

    /// Writes what came in, and what became of what was here.
    pub fn text(&self, page: &mut Page, figures: &Counts) {
        if self.entries > 0 {
            page.labelled("entries", format!("{} new, {} known", self.entries, self.known));
            page.labelled("figures", format!("{} new, {} same", figures.new, figures.same));
        }
        held::came(page, self.held);
        page.given("names", (self.facts > 0).then(|| several(self.facts, "fact")));
        page.each("differs", self.conflicts.iter().take(NAMED).map(ConflictReport::in_words));
        page.each("differs", self.differs.iter().take(NAMED).map(|one| one.in_words.clone()));
        let more = self.conflicts.len().saturating_sub(NAMED) + self.differs.len().saturating_sub(NAMED);
        page.given("differs", (more > 0).then(|| format!("{more} more; --json tells all")));
        page.labelled("taken back", self.taken_back());
        let texts = |number, what: &str| (number > 0).then(|| format!("{}{what}", several(number, "text")));
        page.given("erased", texts(self.erased, ", as the other desk had"));
        page.given("kept out", texts(self.kept_out, " that had been erased here"));
        let whose = if self.files_left == 1 { "file's" } else { "files'" };
        let why = "a text that was erased here might stand in them";
        let left = || format!("{} {whose} bytes: {why}", self.files_left);
        page.given("left behind", (self.files_left > 0).then(left));
    }

    /// Whether desks say something differently.
    pub fn differs(&self) -> bool {
        !(self.conflicts.is_empty() && self.differs.is_empty())
    }

    /// What to type next; `None` where nothing came in. `store`: what commands say of the store.
    pub fn next(&self, file: &str, store: &str, dry_run: bool) -> Option<String> {
        let held = self.differs.iter().find_map(|one| one.holds);
        let of_name = self.conflicts.iter().find(|conflict| conflict.name_kind != "finding");
        Some(match (self.entries, dry_run, held, of_name) {
            (0, ..) => return None,
            (_, true, ..) => format!("this merges it: tollbook import {}{store}", shell::word(file)),
            (_, _, Some(id), _) => {
                format!("the source settles it: tollbook amend {id} --typo figure=NUMBER -m WHY{store}")
            }
            (.., Some(ConflictReport { name_kind, name, says, .. })) => {
                let flag = says.replace('_', "-");
                format!("to say otherwise: tollbook amend {name_kind} \"{name}\" --{flag} VALUE{store}")
            }
            (..) => format!("see what came in: tollbook log{store}"),
        })
    }

    fn taken_back(&self) -> String {
        if self.undone.is_empty() {
            return String::new();
        }
        let entries = first(NAMED, self.undone.iter().map(|entry| format!("entry {entry}")));
        format!("{}: the other desk had taken back the same", entries.join(", "))
    }
}

impl DeskDifferenceReport {
    /// What desks read differently.
    pub fn new(difference: &DeskDifference) -> DeskDifferenceReport {
        let reading = |reading: &DeskReading| DeskReadingReport {
            figure: reading.id().map(|id| id.0),
            cells: reading.cells.iter().map(|(field, text)| (field.name(), text.clone())).collect(),
            who: reading.who.clone(),
            at: reading.at.iso(),
        };
        DeskDifferenceReport {
            figure: difference.mended.0,
            was: difference.was.clone(),
            readings: difference.readings.iter().map(reading).collect(),
            holds: difference.holds().and_then(|reading| reading.id()).map(|id| id.0),
            in_words: format!("{}: {}", as_entered(difference), what_each_says(difference)),
        }
    }
}

impl ConflictReport {
    /// What each desk said, who said it when, and what holds.
    fn in_words(&self) -> String {
        let ConflictReport { name_kind, name, says, holds, .. } = self;
        let said =
            |value: &str| if value.is_empty() { "taken back".to_owned() } else { format!("`{value}`") };
        let by = |who: &str, at: &str| format!("({who}, {})", minutes(at));
        let question = Name::read(name).and_then(|name| RankedQuestion::of_name(&name));
        let whose = match question.filter(|_| *name_kind == NameKind::Question.word()) {
            Some(question) => format!("authority {} for {}", question.authority, question.in_words()),
            None => format!("{name_kind} {name}"),
        };
        format!(
            "{says} of {whose}: {} here {}, {} there {}; {} holds, said last",
            said(&self.ours),
            by(&self.ours_by, &self.ours_at),
            said(&self.theirs),
            by(&self.theirs_by, &self.theirs_at),
            said(holds)
        )
    }
}
