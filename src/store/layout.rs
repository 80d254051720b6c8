//! What a store is laid out as: its tables, indexes, triggers and views, beside what this program lays out. Without its
//! triggers a store is no longer append-only; a foreign one runs inside every import; a changed view shows other figures.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use rusqlite::Connection;

use super::Result;
use super::migrations::{NEWEST, SCHEMA, STEPS};

/// Definitions by their names, as they stand in the file.
type Definitions = BTreeMap<String, Option<String>>;

/// One thing that is not as tollbook lays it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutDifference {
    /// It is gone.
    Removed(String),
    /// It is another.
    Changed(String),
    /// Another program added it.
    Added(String),
}

impl fmt::Display for LayoutDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LayoutDifference::Removed(name) => write!(f, "`{name}` was removed from the store's layout"),
            LayoutDifference::Changed(name) => write!(f, "`{name}` is not as tollbook lays it out"),
            LayoutDifference::Added(name) => {
                write!(f, "`{name}` was added to the store's layout by another program")
            }
        }
    }
}

/// What of a store is not as tollbook lays out a layout of that number.
///
/// # Errors
/// What SQLite says.
pub fn differences(conn: &Connection, layout: i64) -> Result<Vec<LayoutDifference>> {
    let own = definitions(conn)?;
    let older;
    let laid_out = match layout == NEWEST {
        true => newest()?,
        false => {
            older = laid_out(&STEPS[..usize::try_from(layout).unwrap_or(0).min(STEPS.len())])?;
            &older
        }
    };
    let mut found = Vec::new();
    for (name, sql) in laid_out {
        match own.get(name) {
            None => found.push(LayoutDifference::Removed(name.clone())),
            Some(own) if !is_same(own.as_deref(), sql.as_deref()) => {
                found.push(LayoutDifference::Changed(name.clone()))
            }
            Some(_) => {}
        }
    }
    let added = own.into_keys().filter(|name| !laid_out.contains_key(name));
    found.extend(added.map(LayoutDifference::Added));
    Ok(found)
}

/// The newest layout, worked out once: every entry is preceded by a look at it.
fn newest() -> Result<&'static Definitions> {
    static LAID_OUT: OnceLock<Definitions> = OnceLock::new();
    match LAID_OUT.get() {
        Some(known) => Ok(known),
        None => {
            let made = laid_out(&[SCHEMA])?;
            Ok(LAID_OUT.get_or_init(|| made))
        }
    }
}

/// What statements lay out.
fn laid_out(statements: &[&str]) -> Result<Definitions> {
    let conn = Connection::open_in_memory()?;
    statements.iter().try_for_each(|step| conn.execute_batch(step))?;
    definitions(&conn)
}

fn definitions(conn: &Connection) -> Result<Definitions> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether two definitions say the same; most are written in the same letters.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    one == other || one.map(bare) == other.map(bare)
}

/// A definition without comments and spacing, by which a migrated layout may differ from a fresh one: SQLite writes a column
/// that is added behind the comment of the last one.
fn bare(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let spaced = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    spaced.replace(" ,", ",").replace(" )", ")")
}
