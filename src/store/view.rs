//! What is visible at a time: the one thing that every question of the store is asked of.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::model::date::{Moment, Timestamp};
use crate::model::feeds::Feeds;
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::scope::{EventPlaces, Scope};

use crate::model::event_days::EventDays;

use super::dictionary::Dictionary;
use super::facts::names_at;
use super::mends::MendsRead;
use super::remembered::Remembered;
use super::sightings::SeenAgain;
use super::visibility::Visibility;
use super::{Result, Store, discreet, own_voice};

/// By canonical name, the other names that are the same.
type SameAs = FxHashMap<(NameKind, Name), Vec<Name>>;

/// One consistent view of what is visible in the store. Holds a read transaction until it is dropped.
pub struct View<'s> {
    pub(super) conn: &'s Connection,
    pub(super) visibility: Visibility<'s>,
    pub(super) dictionary: Dictionary<'s>,
    pub(super) has_details: bool,
    pub(super) has_refs: bool,
    /// By series, what its figures were derived from; read when it is first asked for.
    pub(super) derived: OnceCell<FxHashMap<i64, Vec<FigureId>>>,
    /// Which figures were seen again; read where very many are asked for.
    pub(super) seen_again: OnceCell<SeenAgain>,
    /// By canonical name, how many places events have, as far as it was asked.
    pub(super) event_places: RefCell<FxHashMap<Name, EventPlaces>>,
    /// By canonical name and question, what is known of the days of events, as far as it was asked.
    pub(super) event_days: RefCell<FxHashMap<(Name, Question), EventDays>>,
    /// What earlier views of the store knew.
    pub(super) remembered: Option<&'s Remembered>,
    /// The clock by which embargoes end; `None`: none has ended.
    now: Option<Timestamp>,
    has_acts: bool,
    /// Which mends hold; read when it is first asked for.
    mends: OnceCell<MendsRead>,
    names: Arc<Names>,
    /// The aliases, turned round; worked out when they are first asked for.
    same_as: OnceCell<SameAs>,
    /// Which snapshots brought figures; read when it is first asked for.
    pub(super) feeds: OnceCell<Arc<Feeds>>,
    transaction: Option<ReadTransaction<'s>>,
}

/// Everything that is read under it is of one moment.
struct ReadTransaction<'s>(&'s Connection);

impl<'s> ReadTransaction<'s> {
    fn begin(conn: &'s Connection) -> Result<ReadTransaction<'s>> {
        conn.execute_batch("BEGIN")?;
        Ok(ReadTransaction(conn))
    }
}

impl Drop for ReadTransaction<'_> {
    fn drop(&mut self) {
        // Nothing was written; when this fails, the transaction ends with the connection.
        let _ = self.0.execute_batch("ROLLBACK");
    }
}

impl<'s> View<'s> {
    /// A view of what the desk had up to and including `by`; everything without it.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of(store: &'s Store, by: Option<Timestamp>) -> Result<View<'s>> {
        let transaction = ReadTransaction::begin(&store.conn)?;
        let visibility = discreet::visibility(&store.conn, by, store.discretion.get())?;
        let mut view = View::over(&store.conn, visibility)?;
        view.transaction = Some(transaction);
        view.now = store.discretion.get().now_by(by);
        // An embargo ends though nothing is recorded.
        view.remembered = Some(&store.remembered).filter(|_| !view.visibility.has_embargo());
        let names = Arc::make_mut(&mut view.names);
        names.know_settling(store.settling.get());
        names.know_today(store.today.get());
        Ok(view)
    }

    /// A view inside a transaction that is open already.
    pub(super) fn over(conn: &'s Connection, visibility: Visibility<'s>) -> Result<View<'s>> {
        let any = |table: &str| {
            conn.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {table})"), [], |row| row.get::<_, bool>(0))
        };
        let (has_details, has_acts, has_refs) = (any("detail")?, any("act")?, any("ref")?);
        let mut names = names_at(conn, &visibility)?;
        let counting = own_voice::counting(conn, &visibility, &names)?;
        names.know_counting(counting);
        Ok(View {
            conn,
            names: Arc::new(names),
            dictionary: Dictionary::new(conn, visibility.merged_through()),
            visibility,
            has_details,
            has_acts,
            has_refs,
            mends: OnceCell::new(),
            derived: OnceCell::new(),
            same_as: OnceCell::new(),
            seen_again: OnceCell::new(),
            event_places: RefCell::default(),
            event_days: RefCell::default(),
            remembered: None,
            now: None,
            feeds: OnceCell::new(),
            transaction: None,
        })
    }

    /// The same moment of the store, with what is held and what is under embargo.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn with_withheld(&self) -> Result<View<'s>> {
        let mut view = View::over(self.conn, self.visibility.with_withheld())?;
        view.now = self.now;
        Ok(view)
    }

    /// Until when a figure is under embargo; `None` where it is not, or not any more.
    pub fn embargo(&self, figure: &Figure) -> Option<Moment> {
        let until = figure.details.embargo_until?;
        let has_ended = Timestamp::of(until).is_some_and(|end| self.now.is_some_and(|now| now >= end));
        (!has_ended).then_some(until)
    }

    /// What the desk says about names, as far as it is visible.
    pub fn names(&self) -> &Arc<Names> {
        &self.names
    }

    /// Forgets the documents that were read, which whoever reads event by event does not meet again.
    pub fn forget_documents(&self) {
        self.dictionary.forget_sources();
    }

    /// What the desk had.
    pub fn visibility(&self) -> &Visibility<'s> {
        &self.visibility
    }

    /// Whether anything happened to any figure.
    pub fn has_acts(&self) -> bool {
        self.has_acts
    }

    /// Which mends hold, where there are several of one figure.
    pub(super) fn mends(&self) -> Result<&MendsRead> {
        if let Some(read) = self.mends.get() {
            return Ok(read);
        }
        let read = MendsRead::of(self.conn, &self.visibility)?;
        Ok(self.mends.get_or_init(|| read))
    }

    /// The other names that are the same as a canonical one.
    pub(super) fn same_as(&self, kind: NameKind, name: &Name) -> &[Name] {
        let same = self.same_as.get_or_init(|| {
            let mut same = SameAs::default();
            for (kind, name) in self.names.with_aliases() {
                let canonical = self.names.canonical(kind, name);
                if canonical != *name {
                    same.entry((kind, canonical)).or_default().push(name.clone());
                }
            }
            same
        });
        same.get(&(kind, name.clone())).map_or(&[], Vec::as_slice)
    }

    /// Whether events, places or groups have several names.
    pub(super) fn has_aliases(&self) -> bool {
        [NameKind::Event, NameKind::Place, NameKind::Group].iter().any(|kind| self.names.has_aliases(*kind))
    }

    /// What a series counts, by canonical names.
    pub(super) fn canonical(&self, scope: Arc<Scope>) -> Arc<Scope> {
        if !self.has_aliases() {
            return scope;
        }
        Arc::new(self.names.canonical_scope(&scope))
    }
}
