//! What a reader could have known: the series, figures and acts that are visible.

use std::cell::OnceCell;
use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

use crate::model::attribution::Source;
use crate::model::date::Timestamp;
use crate::model::figure::Details;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::scope::Scope;

use super::dictionary::Dictionary;
use super::facts::names_at;
use super::ledgers::Ledger;
use super::rows::{DETAIL, details_of, figure, is_hidden, is_visible, is_void, lay_over, layers, unreadable};
use super::sightings::{SeenAgain, Sightings};
use super::visibility::{Rank, Visibility};
use super::{Result, Store};

/// What an answer needs of a figure: the key index alone holds it.
const OF_KEY: &str = "id, attribution, as_of, window, known_at, kind, value, low, high";

/// The other columns of a figure.
const BESIDE_KEY: &str = "series, source, wording, line";

/// One row a source: where stores were merged, what another desk says of a source stands in a later row.
const SOURCES: &str = "SELECT id FROM source
     WHERE NOT EXISTS (SELECT 1 FROM source AS first
                       WHERE first.key = source.key AND first.publisher = source.publisher AND first.id < source.id)
     ORDER BY id";

/// By canonical name, the other names that are the same.
pub(super) type SameAs = FxHashMap<(NameKind, Name), Vec<Name>>;

/// One consistent view of what is visible in the store. Holds a read transaction until it is dropped.
pub struct View<'s> {
    conn: &'s Connection,
    visibility: Visibility<'s>,
    names: Arc<Names>,
    dictionary: Dictionary<'s>,
    has_details: bool,
    has_acts: bool,
    has_refs: bool,
    /// By series, what its figures were derived from; read when it is first asked for.
    derived: OnceCell<FxHashMap<i64, Vec<FigureId>>>,
    /// The aliases, turned round; worked out when they are first asked for.
    same_as: OnceCell<SameAs>,
    /// Which figures were seen again; read where very many are asked for.
    seen_again: OnceCell<SeenAgain>,
    moment: Option<Moment<'s>>,
}

/// A series as the store knows it: what is counted, and the rows of `series` that count it (more than one where the
/// desk says that names are the same).
#[derive(Clone, Debug)]
pub struct SeriesKey {
    /// What is counted, by canonical names.
    pub scope: Arc<Scope>,
    /// The ids in the store.
    pub ids: Vec<i64>,
}

/// Whether figures come with the documents that they were read in, and the lines of their files.
#[derive(Clone, Copy)]
enum Documents {
    Read,
    Left,
}

/// All that is known of one series.
#[derive(Clone, Debug)]
pub struct Material {
    /// What is counted.
    pub scope: Arc<Scope>,
    /// Every visible figure; with documents, in the order of recording.
    pub figures: Vec<Recorded>,
    /// Every visible act on these figures, and on the related ones.
    pub acts: Vec<Act>,
    /// Figures of other series that acts point at.
    pub related: Vec<Recorded>,
}

impl Store {
    /// A view of what the desk had up to and including `by`; everything without it.
    pub fn read(&self, by: Option<Timestamp>) -> Result<View<'_>> {
        let moment = Moment::hold(&self.conn)?;
        let mut reader = View::over(&self.conn, Visibility::load(&self.conn, by)?)?;
        reader.moment = Some(moment);
        Ok(reader)
    }
}

/// A read transaction: everything that is read under it is of one moment.
struct Moment<'s>(&'s Connection);

impl<'s> Moment<'s> {
    fn hold(conn: &'s Connection) -> Result<Moment<'s>> {
        conn.execute_batch("BEGIN")?;
        Ok(Moment(conn))
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        // Nothing was written; when this fails, the transaction ends with the connection.
        let _ = self.0.execute_batch("ROLLBACK");
    }
}

impl<'s> View<'s> {
    pub(super) fn over(conn: &'s Connection, visibility: Visibility<'s>) -> Result<View<'s>> {
        let any = |table: &str| {
            conn.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {table})"), [], |row| row.get::<_, bool>(0))
        };
        let (has_details, has_acts, has_refs) = (any("detail")?, any("act")?, any("ref")?);
        let names = Arc::new(names_at(conn, &visibility)?);
        let dictionary = match visibility.is_mixed() {
            true => Dictionary::of_merged(conn, visibility.last()[Ledger::Source as usize]),
            false => Dictionary::new(conn),
        };
        Ok(View {
            conn,
            visibility,
            names,
            dictionary,
            has_details,
            has_acts,
            has_refs,
            derived: OnceCell::new(),
            same_as: OnceCell::new(),
            seen_again: OnceCell::new(),
            moment: None,
        })
    }

    pub(super) fn dictionary(&self) -> &Dictionary<'s> {
        &self.dictionary
    }

    pub(super) fn seen_again(&self) -> &OnceCell<SeenAgain> {
        &self.seen_again
    }

    pub(super) fn derived(&self) -> &OnceCell<FxHashMap<i64, Vec<FigureId>>> {
        &self.derived
    }

    pub(super) fn same_as(&self) -> &SameAs {
        self.same_as.get_or_init(|| {
            let mut same = SameAs::default();
            for (kind, name) in self.names.with_aliases() {
                let canonical = self.names.canonical(kind, name);
                if canonical != *name {
                    same.entry((kind, canonical)).or_default().push(name.clone());
                }
            }
            same
        })
    }

    pub(super) fn conn(&self) -> &'s Connection {
        self.conn
    }

    /// What the desk says about names, as far as it is visible.
    pub fn names(&self) -> &Arc<Names> {
        &self.names
    }

    /// What the desk had.
    pub fn visibility(&self) -> &Visibility<'s> {
        &self.visibility
    }

    /// What the answer of a series rests on: all that is known of it but the documents, of whose sources the publisher alone
    /// is told, and the lines of the files. The key index holds that, and is read in order; documents lie far apart.
    pub fn material(&self, key: &SeriesKey) -> Result<Material> {
        self.gather(key, Documents::Left)
    }

    /// All that is known of a series.
    pub fn material_with_documents(&self, key: &SeriesKey) -> Result<Material> {
        self.gather(key, Documents::Read)
    }

    fn gather(&self, key: &SeriesKey, documents: Documents) -> Result<Material> {
        let mut material = Material {
            scope: Arc::clone(&key.scope),
            figures: Vec::new(),
            acts: Vec::new(),
            related: Vec::new(),
        };
        let mut sightings = Sightings::default();
        for id in &key.ids {
            self.figures_of(*id, documents, &mut sightings, &mut material.figures)?;
            self.acts_of(*id, &mut material.acts)?;
        }
        if matches!(documents, Documents::Read) {
            material.figures.sort_unstable_by_key(|recorded| recorded.id);
        }
        self.relate(key, &mut material)?;
        if self.visibility.is_mixed() {
            self.put_in_order(&mut material, &sightings)?;
        }
        Ok(material)
    }

    /// One figure, if it is visible.
    pub fn figure(&self, id: FigureId) -> Result<Option<Recorded>> {
        if !is_visible(self.conn, &self.visibility, id.0)? {
            return Ok(None);
        }
        self.figure_row(id.0)
    }

    /// Every visible figure, in the order of recording.
    pub fn each_figure(&self, mut take: impl FnMut(&Recorded) -> Result<()>) -> Result<()> {
        self.figures_while(|recorded| take(&recorded).map(ControlFlow::Continue))
    }

    /// Every visible figure, in the order of recording, until `take` breaks off.
    pub fn figures_while(&self, mut take: impl FnMut(Recorded) -> Result<ControlFlow<()>>) -> Result<()> {
        let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure ORDER BY id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if is_visible(self.conn, &self.visibility, id)? {
                let mut recorded = self.recorded(row, &self.sightings_of(id)?)?;
                self.add_details(row.get(9)?, &mut recorded)?;
                if take(recorded)?.is_break() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The documents that were read, by their numbers.
    pub fn sources(&self) -> Result<Vec<(i64, Arc<Source>)>> {
        let mut statement = self.conn.prepare_cached(SOURCES)?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut seen = ids;
        seen.retain(|id| self.visibility.reaches(Ledger::Source, *id));
        seen.into_iter().map(|id| Ok((id, self.dictionary.source(id)?))).collect()
    }

    /// The refs of a figure, oldest first.
    pub fn references(&self, id: FigureId) -> Result<Vec<String>> {
        if !self.has_refs {
            return Ok(Vec::new());
        }
        let mut statement =
            self.conn.prepare_cached("SELECT id, ref FROM ref WHERE figure = ?1 ORDER BY id")?;
        let mut rows = statement.query([id.0])?;
        let mut named: Vec<(Rank, String)> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if self.visibility.sees(Ledger::Ref, id) {
                named.push((self.visibility.rank_of(Ledger::Ref, id)?, row.get(1)?));
            }
        }
        named.sort_by_key(|(rank, _)| *rank);
        let mut references: Vec<String> = Vec::new();
        for (_, reference) in named {
            if !references.contains(&reference) {
                references.push(reference);
            }
        }
        Ok(references)
    }

    /// Whether any row was given a name.
    pub fn has_refs(&self) -> bool {
        self.has_refs
    }

    /// Whether anything happened to any figure.
    pub fn has_acts(&self) -> bool {
        self.has_acts
    }

    /// Whether a figure was our own typing error.
    pub fn is_void(&self, id: FigureId) -> Result<bool> {
        Ok(self.has_acts && is_void(self.conn, &self.visibility, id.0)?)
    }

    /// Whether a figure was our own typing error, or vanished from its feed.
    pub fn is_void_or_gone(&self, id: FigureId) -> Result<bool> {
        Ok(self.has_acts && is_hidden(self.conn, &self.visibility, id.0)?)
    }

    pub(super) fn has_aliases(&self) -> bool {
        [NameKind::Event, NameKind::Place, NameKind::Group].iter().any(|kind| self.names.has_aliases(*kind))
    }

    pub(super) fn canonical(&self, scope: Arc<Scope>) -> Arc<Scope> {
        if !self.has_aliases() {
            return scope;
        }
        let names = &self.names;
        Arc::new(Scope {
            event: names.canonical(NameKind::Event, &scope.event),
            place: scope.place.as_ref().map(|place| names.canonical(NameKind::Place, place)),
            group: names.canonical(NameKind::Group, &scope.group),
            ..(*scope).clone()
        })
    }

    fn figures_of(
        &self,
        series: i64,
        documents: Documents,
        sightings: &mut Sightings,
        into: &mut Vec<Recorded>,
    ) -> Result<()> {
        let from = into.len();
        match documents {
            Documents::Read => {
                let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure WHERE series = ?1");
                let mut statement = self.conn.prepare_cached(&sql)?;
                let mut rows = statement.query([series])?;
                while let Some(row) = rows.next()? {
                    let id = row.get(0)?;
                    if is_visible(self.conn, &self.visibility, id)? {
                        self.add_sightings(id, sightings)?;
                        into.push(self.recorded(row, sightings)?);
                    }
                }
            }
            Documents::Left => self.figures_of_key(series, sightings, into)?,
        }
        if self.has_details {
            let mut details = self.details_of_series(series)?;
            for recorded in &mut into[from..] {
                if let Some(details) = details.remove(&recorded.id.0) {
                    recorded.figure.details = details;
                }
            }
        }
        Ok(())
    }

    /// The figures of a series as the key index holds them; where stores were merged, with their lines.
    fn figures_of_key(&self, series: i64, sightings: &mut Sightings, into: &mut Vec<Recorded>) -> Result<()> {
        let (scope, wordings) = (self.dictionary.scope(series)?, self.wordings_of(series)?);
        let merged = self.visibility.is_mixed();
        // Where stores were merged, the lines are a part of the order of recording.
        let beside = if merged { ", line" } else { "" };
        let sql = format!("SELECT {OF_KEY}{beside} FROM figure WHERE series = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([series])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if is_visible(self.conn, &self.visibility, id)? {
                let attributed = self.dictionary.attributed(row.get(1)?)?;
                let (scope, source) = (Arc::clone(&scope), Arc::clone(&attributed.printed_by));
                self.add_sightings(id, sightings)?;
                let wording = sightings.fullest_words(id, wordings.get(&id).map(String::as_str));
                let figure = figure(row, scope, &attributed.who, source, wording)?;
                let line = if merged { row.get::<_, i64>(9)? as u64 } else { 0 };
                into.push(Recorded { id: FigureId(id), order: id, line, figure });
            }
        }
        Ok(())
    }

    /// The words of the figures of a series that are not the plain ones of their kind and value: few in most stores.
    fn wordings_of(&self, series: i64) -> Result<FxHashMap<i64, String>> {
        let sql = "SELECT id, wording FROM figure WHERE series = ?1 AND wording IS NOT NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        let wordings = statement.query_map([series], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(wordings.collect::<rusqlite::Result<_>>()?)
    }

    fn details_of_series(&self, series: i64) -> Result<FxHashMap<i64, Details>> {
        let sql = format!("SELECT id, figure, {DETAIL} FROM detail WHERE series = ?1 ORDER BY figure, id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([series])?;
        let mut details = FxHashMap::default();
        for layer in layers(&mut rows, &self.visibility, false)? {
            let figure = layer.figure;
            let known = details.remove(&figure);
            details.insert(figure, lay_over(known, layer));
        }
        Ok(details)
    }

    fn add_details(&self, series: i64, recorded: &mut Recorded) -> Result<()> {
        if self.has_details
            && let Some(details) = details_of(self.conn, &self.visibility, series, recorded.id.0)?
        {
            recorded.figure.details = details;
        }
        Ok(())
    }

    fn figure_row(&self, id: i64) -> Result<Option<Recorded>> {
        let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let mut recorded = self.recorded(row, &self.sightings_of(id)?)?;
        self.add_details(row.get(9)?, &mut recorded)?;
        Ok(Some(recorded))
    }

    /// The figure in a row of [`OF_KEY`] and [`BESIDE_KEY`].
    fn recorded(&self, row: &Row<'_>, sightings: &Sightings) -> Result<Recorded> {
        let id: i64 = row.get(0)?;
        let attributed = self.dictionary.attributed(row.get(1)?)?;
        let (scope, source) = (self.dictionary.scope(row.get(9)?)?, self.dictionary.source(row.get(10)?)?);
        let wording =
            row.get_ref(11)?.as_str_or_null().map_err(|_| unreadable("figure", "a wording is no text"))?;
        let wording = sightings.fullest_words(id, wording);
        let figure = figure(row, scope, &attributed.who, source, wording)?;
        Ok(Recorded { id: FigureId(id), order: id, line: row.get::<_, i64>(12)? as u64, figure })
    }
}
