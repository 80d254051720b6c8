//! What readers see: what is recorded, without what is held and what is under embargo (`docs/rules.md`, "Hold and embargo").

use rusqlite::Connection;

use crate::model::date::Timestamp;
use crate::model::hold::{Discretion, Reveal};

use super::ledgers::Ledger;
use super::visibility::Visibility;
use super::withheld::Withheld;
use super::{Result, embargoes, holds};

/// What a figure declares of others. That it took the place of a typing error is no declaration of its source.
const DECLARED: &str = "SELECT id FROM act WHERE other = ?1 AND what <> 'void'";

/// The rows that belong to a figure.
const OWN: &[(Ledger, &str)] = &[
    (
        Ledger::Detail,
        "SELECT id FROM detail WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1",
    ),
    (Ledger::Ref, "SELECT id FROM ref WHERE figure = ?1"),
    (Ledger::Sighting, "SELECT id FROM sighting WHERE figure = ?1"),
    (Ledger::Act, "SELECT id FROM act WHERE other = ?1"),
    (
        Ledger::Act,
        "SELECT id FROM act WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1",
    ),
];

/// The entries recorded up to and including `by`, as a reader sees them.
pub(super) fn visibility<'s>(
    conn: &'s Connection,
    by: Option<Timestamp>,
    discretion: Discretion,
) -> Result<Visibility<'s>> {
    let visibility = Visibility::load(conn, by)?;
    let withheld = withheld(conn, &visibility, discretion.reveal, discretion.now_by(by))?;
    Ok(visibility.without(withheld))
}

/// What is withheld from a reader at a time.
pub(super) fn withheld(
    conn: &Connection,
    visibility: &Visibility<'_>,
    reveal: Reveal,
    now: Option<Timestamp>,
) -> Result<Withheld> {
    let mut withheld = Withheld::default();
    let holds = holds::Holds::of(conn, visibility)?;
    for entry in holds.entries().filter(|entry| visibility.stands(*entry)) {
        if let Some(rows) = visibility.all_rows_of(entry)? {
            withheld.put_entry(entry, &rows);
        }
    }
    for (figure, is_held) in holds.figures() {
        match is_held {
            true => put_away(conn, figure, &mut withheld)?,
            false => release(conn, figure, &mut withheld)?,
        }
    }
    if reveal == Reveal::Standing {
        for figure in embargoes::at(conn, visibility, now)? {
            withheld.note_embargo();
            put_away(conn, figure, &mut withheld)?;
        }
    }
    Ok(withheld)
}

/// Puts a figure away, with what it declares.
fn put_away(conn: &Connection, figure: i64, withheld: &mut Withheld) -> Result<()> {
    withheld.put(Ledger::Figure, figure);
    each(conn, DECLARED, figure, |id| withheld.put(Ledger::Act, id))
}

/// Shows a figure that was released by itself, with the rows that belong to it.
fn release(conn: &Connection, figure: i64, withheld: &mut Withheld) -> Result<()> {
    withheld.release(Ledger::Figure, figure);
    OWN.iter().try_for_each(|(ledger, sql)| each(conn, sql, figure, |id| withheld.release(*ledger, id)))
}

fn each(conn: &Connection, sql: &str, figure: i64, mut take: impl FnMut(i64)) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([figure])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?);
    }
    Ok(())
}
