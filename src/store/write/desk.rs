//! What the desk does to its own work: taking an entry back, and saying something about a name.

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::model::recorded::{EntryId, EntryKind};
use crate::model::undo_fault::UndoFault;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::facts::{facts_with_ids, said_of, saying_what_holds};
use crate::store::intern::find_name;
use crate::store::ledgers::Ledger;
use crate::store::redactions::is_redaction;

use super::EntryTransaction;

impl EntryTransaction<'_> {
    /// The entry that an undo would take back: the one that is named, or the newest that stands and is no undo itself.
    ///
    /// # Errors
    /// Within: why there is none.
    pub fn to_undo(&self, named: Option<EntryId>) -> Result<std::result::Result<EntryId, UndoFault>> {
        let chosen = match named {
            Some(id) => self.visibility.entry(id)?,
            None => self.visibility.newest_doing()?,
        };
        let Some(entry) = chosen.map(|entry| entry.id) else {
            return Ok(Err(named.map_or(UndoFault::NothingToUndo, UndoFault::NoSuchEntry)));
        };
        if !self.visibility.stands(entry) {
            return Ok(Err(UndoFault::AlreadyUndone { entry, by: self.visibility.undone_by(entry)? }));
        }
        Ok(match (is_redaction(&self.visibility, entry)?, self.snapshot_after(entry)?) {
            (true, _) => Err(UndoFault::Erased { entry }),
            (false, Some(newest)) => Err(UndoFault::SnapshotBelow { entry, newest }),
            (false, None) => Ok(entry),
        })
    }

    /// The newest standing snapshot of the feed of which an entry took an earlier one, or took one back: a snapshot says
    /// what changed since the one before it, so that only the newest can go, or come again.
    fn snapshot_after(&self, id: EntryId) -> Result<Option<EntryId>> {
        let Some(entry) = self.visibility.entry(id)? else { return Ok(None) };
        let root = self.visibility.root_of(&entry)?;
        let Some(feed) = root.feed else { return Ok(None) };
        Ok(self.visibility.newest_snapshot(feed)?.filter(|newest| *newest > root.id))
    }

    /// Records what a person says about a name. `false` when a person said the same before and it still holds, or when nothing
    /// is taken back. What only files said is said again: it stands by itself then, whatever becomes of the files.
    pub fn say(&mut self, fact: &NameFact, why: Option<&str>) -> Result<bool> {
        let is_news = !self.spoken()?.holds(fact) || self.only_files_say(fact)?;
        if is_news {
            self.record(fact, why)?;
        }
        Ok(is_news)
    }

    /// Whether what holds of a name was said, but by no amendment.
    fn only_files_say(&mut self, fact: &NameFact) -> Result<bool> {
        if self.spoken()?.is_own(fact) {
            return Ok(false);
        }
        let mut by_hand = Vec::new();
        for said in said_of(self.transaction.conn(), &self.visibility, fact.kind, &fact.name, fact.field)? {
            let entry = self.visibility.entry_of(Ledger::Fact, said.id)?;
            by_hand.push((said.value, entry.is_some_and(|entry| entry.kind == EntryKind::Amend)));
        }
        let saying = saying_what_holds(by_hand);
        Ok(!saying.is_empty() && !saying.contains(&true))
    }

    /// Records a fact that a file holds, once an entry: what two files say holds while either stands, as figures do.
    /// `false` when it was known before.
    pub fn say_with_file(&mut self, fact: &NameFact) -> Result<bool> {
        let spoken = self.spoken()?;
        let is_news = !spoken.holds(fact);
        if is_news || !spoken.is_own(fact) {
            self.record(fact, None)?;
        }
        Ok(is_news)
    }

    /// Whether this entry says nothing about names so far.
    pub fn says_nothing(&self) -> bool {
        self.transaction.last(Ledger::Fact) == self.transaction.before(Ledger::Fact)
    }

    fn record(&mut self, fact: &NameFact, why: Option<&str>) -> Result<()> {
        let name = self.interned.name(&mut self.transaction, fact.kind, fact.name.as_str())?;
        let cells =
            [Cell::Int(name), Cell::Text(fact.field.word()), Cell::Text(&fact.value), Cell::text(why)];
        self.transaction.insert(Ledger::Fact, &cells)?;
        self.spoken()?.learn(fact);
        Ok(())
    }

    /// What is said about names, read when something is first said.
    fn spoken(&mut self) -> Result<&mut Spoken> {
        let spoken = match self.spoken.take() {
            Some(spoken) => spoken,
            None => self.spoken_before()?,
        };
        Ok(self.spoken.insert(spoken))
    }

    fn spoken_before(&self) -> Result<Spoken> {
        let mut spoken = Spoken::default();
        let feed = self.comparing.as_ref().map(|comparing| comparing.feed());
        for (id, fact) in facts_with_ids(self.transaction.conn(), &self.visibility)? {
            let of = match feed {
                Some(_) => self.visibility.entry_of(Ledger::Fact, id)?.and_then(|entry| entry.feed),
                None => None,
            };
            if of.is_some() && of == feed {
                spoken.learn(&fact);
            } else {
                spoken.names.learn(fact);
            }
        }
        Ok(spoken)
    }

    /// Whether the store knows a name.
    pub fn knows(&self, kind: NameKind, name: &Name) -> Result<bool> {
        Ok(find_name(self.transaction.conn(), kind, name.as_str())?.is_some())
    }
}

/// What is said about names while an entry is made.
#[derive(Default)]
pub(super) struct Spoken {
    /// What holds, this entry included.
    names: Names,
    /// What this entry said last of each field; a snapshot cannot be without those before it of the same feed, so that
    /// they speak for it.
    own: FxHashMap<(NameKind, NameField, Name), String>,
}

impl Spoken {
    fn holds(&self, fact: &NameFact) -> bool {
        self.names.get(fact.kind, &fact.name, fact.field).unwrap_or_default() == fact.value
    }

    fn is_own(&self, fact: &NameFact) -> bool {
        self.own.get(&(fact.kind, fact.field, fact.name.clone())) == Some(&fact.value)
    }

    fn learn(&mut self, fact: &NameFact) {
        self.own.insert((fact.kind, fact.field, fact.name.clone()), fact.value.clone());
        self.names.learn(fact.clone());
    }
}
