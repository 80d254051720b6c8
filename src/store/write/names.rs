//! What is said about names.

use crate::model::name::Name;
use crate::model::names::{NameFact, NameKind};
use crate::model::recorded::EntryKind;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::facts::{facts_with_ids, said_of, saying_what_holds};
use crate::store::intern::find_name;
use crate::store::ledgers::Ledger;

use super::entry::EntryTransaction;
use super::keep_out::keep_out_text;
use super::said::NameStatements;
use super::snapshot;

/// Records what a person says about a name. `false` when a person said the same before and it still holds, or when nothing
/// is taken back. What only files said is said again: it stands by itself then, whatever becomes of the files.
pub fn say(entry: &mut EntryTransaction<'_>, fact: &NameFact, why: Option<&str>) -> Result<bool> {
    say_together(entry, std::slice::from_ref(fact), why)
}

/// The same for what is said together, such as a house line and its last day: where one is news, all are recorded, so that
/// they never part.
pub fn say_together(entry: &mut EntryTransaction<'_>, facts: &[NameFact], why: Option<&str>) -> Result<bool> {
    let mut is_news = false;
    for fact in facts {
        is_news |= !said(entry)?.holds(fact) || only_files_say(entry, fact)?;
    }
    for fact in facts.iter().filter(|_| is_news) {
        record(entry, fact, why)?;
    }
    Ok(is_news)
}

/// Whether what holds of a name was said, but by no amendment.
fn only_files_say(entry: &mut EntryTransaction<'_>, fact: &NameFact) -> Result<bool> {
    if said(entry)?.is_own(fact) {
        return Ok(false);
    }
    let mut by_hand = Vec::new();
    for said in said_of(entry.transaction.conn(), &entry.visibility, fact.kind, &fact.name, fact.field)? {
        let recorded = entry.visibility.entry_of(Ledger::Fact, said.id)?;
        by_hand.push((said.value, recorded.is_some_and(|entry| entry.kind == EntryKind::Amend)));
    }
    let saying = saying_what_holds(by_hand);
    Ok(!saying.is_empty() && !saying.contains(&true))
}

/// Records a fact that a file holds, once an entry: what two files say holds while either stands, as figures do.
/// `false` when it was known before. `line`: where the file says so.
pub fn say_with_file(entry: &mut EntryTransaction<'_>, mut fact: NameFact, line: u64) -> Result<bool> {
    keep_out_text(entry, line, fact.field.word(), Some(&mut fact.value));
    let said = said(entry)?;
    let is_news = !said.holds(&fact);
    if is_news || !said.is_own(&fact) {
        record(entry, &fact, None)?;
    }
    Ok(is_news)
}

fn record(entry: &mut EntryTransaction<'_>, fact: &NameFact, why: Option<&str>) -> Result<()> {
    let name = entry.interned.name(&mut entry.transaction, fact.kind, fact.name.as_str())?;
    let cells = [Cell::Int(name), Cell::Text(fact.field.word()), Cell::Text(&fact.value), Cell::text(why)];
    entry.transaction.insert(Ledger::Fact, &cells)?;
    said(entry)?.learn(fact);
    Ok(())
}

/// What is said about names, read when something is first said.
fn said<'e>(entry: &'e mut EntryTransaction<'_>) -> Result<&'e mut NameStatements> {
    let said = match entry.said.take() {
        Some(said) => said,
        None => said_before(entry)?,
    };
    Ok(entry.said.insert(said))
}

fn said_before(entry: &EntryTransaction<'_>) -> Result<NameStatements> {
    let mut said = NameStatements::default();
    let feed = snapshot::feed(entry);
    for (id, fact) in facts_with_ids(entry.transaction.conn(), &entry.visibility)? {
        let of = match feed {
            Some(_) => entry.visibility.entry_of(Ledger::Fact, id)?.and_then(|entry| entry.feed),
            None => None,
        };
        if of.is_some() && of == feed {
            said.learn(&fact);
        } else {
            said.names.learn(fact);
        }
    }
    Ok(said)
}

/// Whether the store knows a name.
pub fn knows(entry: &EntryTransaction<'_>, kind: NameKind, name: &Name) -> Result<bool> {
    Ok(find_name(entry.transaction.conn(), kind, name.as_str())?.is_some())
}
