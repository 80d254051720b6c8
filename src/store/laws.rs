//! Whatever was recorded and taken back, visibility shows what the plain rule shows; and reads as little of many entries as of
//! few.

use std::cell::Cell;

use proptest::prelude::*;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use crate::model::date::Timestamp;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::{EntryId, EntryKind};

use super::Store;
use super::ledgers::Ledger;
use super::visibility::Visibility;
use super::write::{self, EntryTransaction, Operation};

thread_local! {
    static RUN: Cell<usize> = const { Cell::new(0) };
}

fn count(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(..) = event {
        RUN.set(RUN.get() + 1);
    }
}

/// Seals an entry that says some facts, or takes another one back.
fn seal(store: &mut Store, facts: usize, undoes: Option<EntryId>) {
    let newest = Visibility::load(&store.conn, None).expect("what is visible").number();
    let mut writer = EntryTransaction::begin(store).expect("a writer");
    for turn in 0..facts {
        let name = Name::read(&format!("Body {}", turn % 3)).expect("a name");
        let value = format!("{newest}, {turn}");
        let fact = NameFact { kind: NameKind::Authority, name, field: NameField::SayAs, value };
        assert!(write::names::say(&mut writer, &fact, None).expect("said"));
    }
    let kind = if undoes.is_some() { EntryKind::Undo } else { EntryKind::Amend };
    let at = Timestamp::read("2023-10-25T00:00Z").expect("a time");
    let act = Operation { kind, at, who: "a", program: "t", undoes, file: None, kept: None, hold: None };
    write::commit(writer, &act).expect("sealed");
}

/// An entry as the plain rule knows it.
struct Plain {
    undoes: Option<usize>,
    above: i64,
    last: i64,
    stands: bool,
}

/// Walks the first entries from the newest back: an undo that stands takes its entry back.
fn plain(done: &[(usize, Option<usize>)]) -> Vec<Plain> {
    let (mut all, mut last) = (Vec::new(), 0);
    for (facts, undoes) in done {
        let above = last;
        last += *facts as i64;
        all.push(Plain { undoes: *undoes, above, last, stands: true });
    }
    for at in (0..all.len()).rev() {
        if let Some(undone) = all[at].undoes.filter(|_| all[at].stands) {
            all[undone].stands = false;
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn visibility_shows_what_the_plain_rule_shows(given in prop::collection::vec((0_usize..4, any::<Option<u8>>()), 1..14)) {
        let mut store = Store::in_memory().expect("a store");
        let mut done: Vec<(usize, Option<usize>)> = Vec::new();
        for (facts, undoes) in given {
            let undoes = undoes.filter(|_| !done.is_empty()).map(|at| at as usize % done.len());
            let facts = if undoes.is_some() { 0 } else { facts };
            seal(&mut store, facts, undoes.map(|at| EntryId(at as i64 + 1)));
            done.push((facts, undoes));
        }
        let whole = Visibility::load(&store.conn, None).expect("what is visible");
        for seen in 1..=done.len() {
            let newest = EntryId(seen as i64);
            let by = whole.entry(newest).expect("read").expect("an entry").recorded_at;
            let visibility = Visibility::load(&store.conn, Some(by)).expect("what is visible");
            prop_assert_eq!(visibility.number(), newest);
            let plain = plain(&done[..seen]);
            for (entry, id) in plain.iter().zip(1..) {
                prop_assert_eq!(visibility.stands(EntryId(id)), entry.stands);
                let rows = visibility.rows_of(Ledger::Fact, EntryId(id)).expect("read");
                prop_assert_eq!(rows, Some((entry.above, entry.last)));
                for fact in entry.above + 1..=entry.last {
                    prop_assert_eq!(visibility.sees(Ledger::Fact, fact), entry.stands);
                    let of = visibility.entry_of(Ledger::Fact, fact).expect("read").map(|sealed| sealed.id);
                    prop_assert_eq!(of, Some(EntryId(id)));
                }
                let without = visibility.without_entry(EntryId(id)).expect("read");
                prop_assert!(!(entry.above + 1..=entry.last).any(|fact| without.sees(Ledger::Fact, fact)));
            }
            let beyond = plain.last().map_or(0, |entry| entry.last) + 1;
            prop_assert!(!visibility.reaches(Ledger::Fact, beyond) && !visibility.sees(Ledger::Fact, beyond));
            prop_assert!(!visibility.holds(EntryId(newest.0 + 1)));
            let unsealed = visibility.with_unsealed();
            let of = unsealed.entry_of(Ledger::Fact, beyond).expect("read").map(|sealed| sealed.id);
            prop_assert_eq!(of, Some(EntryId(newest.0 + 1)));
        }
    }
}

#[test]
fn visibility_reads_no_more_of_many_entries_than_of_few() {
    let mut store = Store::in_memory().expect("a store");
    let mut read = Vec::new();
    for entries in [10, 500] {
        let before = Visibility::load(&store.conn, None).expect("what is visible").number().0;
        (before..entries).for_each(|_| seal(&mut store, 1, None));
        store.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(count)).expect("traced");
        let visibility = Visibility::load(&store.conn, None).expect("what is visible");
        let loaded = RUN.take();
        visibility.entry_of(Ledger::Fact, entries / 2).expect("read").expect("an entry");
        let sought = RUN.take();
        store.conn.trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>).expect("untraced");
        read.push((loaded, sought));
    }
    let [(few, little), (many, much)] = read.try_into().expect("two");
    assert_eq!(few, many, "statements to load what is visible");
    assert!(many <= 4 && much <= little + 8, "{many} to load, {little} and {much} to seek an entry");
}
