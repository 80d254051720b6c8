//! Line lists: tables with a row a person. The rows are counted by series and day, and no row is kept.
//!
//! Bounded: memory grows with the counts, not with the rows.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashMap;

use super::wide::Wide;
use super::{Dialect, Layout};
use crate::intake::csv::LineTally;
use crate::intake::decision::Decision;
use crate::intake::item::{Item, Row};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::intake::table::SourceTable;
use crate::model::count::Count;
use crate::model::date::{Day, Moment};
use crate::model::figure::{AsOf, Figure};
use crate::model::uid::{Uid, Uids};
use crate::model::validate::Drafted;
use crate::model::wording::{Kind, Wording};
use crate::model::words::CountType;

/// How many counts are kept to be looked at.
const FIRST: usize = 12;

/// A reader of one line list.
pub struct LineList<'r> {
    rows: Wide<'r>,
    uids: Uids,
    /// The persons of a series, a source and a day, by the uid of one of them.
    counts: FxHashMap<Uid, PeopleCounted>,
    people: u64,
    ready: Option<VecDeque<Item>>,
    first: Vec<(u64, Figure)>,
}

/// Persons whose rows say the same of the count that they belong to.
struct PeopleCounted {
    /// The line of the first of them.
    line: u64,
    people: u64,
    one: Box<Drafted>,
}

impl<'r> LineList<'r> {
    /// Reads a table whose profile says that each row is a person.
    ///
    /// # Errors
    /// Faults of the header and of the profile.
    pub fn open(
        table: SourceTable<'r>,
        settings: &Settings,
        settled: &Settled,
    ) -> Result<LineList<'r>, Stopped> {
        Ok(LineList {
            rows: Wide::open(table, settings, settled)?,
            uids: Uids::default(),
            counts: FxHashMap::default(),
            people: 0,
            ready: None,
            first: Vec::new(),
        })
    }
}

impl LineList<'_> {
    /// On which day the list tells of a person makes no other count: one is as late as the last of its persons.
    fn count(&mut self, Row { line, mut drafted, .. }: Row) {
        self.people += 1;
        let said = ToldOn::of(&drafted.figure);
        drafted.figure.published_on = Moment { date: drafted.figure.as_of.date(), time: None };
        let uid = self.uids.of(&drafted.figure);
        said.put_into(&mut drafted.figure);
        let counted =
            self.counts.entry(uid).or_insert_with(|| PeopleCounted { line, people: 0, one: drafted });
        counted.people += 1;
        counted.is_said(said);
    }

    /// What was counted, in the order of the lines on which the first of each stands.
    fn counted(&mut self) -> VecDeque<Item> {
        let mut counts: Vec<PeopleCounted> = std::mem::take(&mut self.counts).into_values().collect();
        self.run_up(&mut counts);
        counts.sort_unstable_by_key(|counted| counted.line);
        let rows = counts.into_iter().map(PeopleCounted::into_row).collect::<Vec<_>>();
        let first = rows.iter().take(FIRST);
        self.first = first.map(|row| (row.line, row.drafted.figure.clone())).collect();
        rows.into_iter().map(Item::Row).collect()
    }

    /// A total counts up to its day: those of the days before are among them.
    fn run_up(&mut self, counts: &mut [PeopleCounted]) {
        let mut runs: BTreeMap<Uid, BTreeMap<Day, Vec<usize>>> = BTreeMap::new();
        let Some(published_on) = counts.first().map(|counted| counted.one.figure.published_on) else {
            return;
        };
        for (at, counted) in counts.iter().enumerate() {
            let figure = &counted.one.figure;
            if figure.scope.count_type == CountType::Total {
                let as_of = AsOf::Assumed(published_on.date);
                let run = self.uids.of(&Figure { as_of, published_on, ..figure.clone() });
                let day = figure.as_of.date().last_day();
                runs.entry(run).or_default().entry(day).or_default().push(at);
            }
        }
        for days in runs.into_values() {
            let (mut so_far, mut said) = (0, None);
            for places in days.into_values() {
                so_far += places.iter().map(|at| counts[*at].people).sum::<u64>();
                let own = places.iter().map(|at| ToldOn::of(&counts[*at].one.figure));
                said = said.into_iter().chain(own).reduce(ToldOn::later);
                for at in places {
                    counts[at].people = so_far;
                    said.iter().for_each(|said| counts[at].is_said(*said));
                }
            }
        }
    }
}

/// When the source tells of a count.
#[derive(Clone, Copy)]
struct ToldOn {
    published_on: Moment,
    stated_on: Option<Moment>,
}

impl ToldOn {
    fn of(figure: &Figure) -> ToldOn {
        ToldOn { published_on: figure.published_on, stated_on: figure.details.stated_on }
    }

    fn put_into(self, figure: &mut Figure) {
        figure.published_on = self.published_on;
        figure.details.stated_on = self.stated_on;
    }

    fn later(self, other: ToldOn) -> ToldOn {
        let later = |one: Moment, other: Moment| {
            if other.order_key() > one.order_key() { other } else { one }
        };
        let stated = [self.stated_on, other.stated_on].into_iter().flatten().reduce(later);
        ToldOn { published_on: later(self.published_on, other.published_on), stated_on: stated }
    }
}

impl PeopleCounted {
    /// The source tells of the count then, or later.
    fn is_said(&mut self, said: ToldOn) {
        said.later(ToldOn::of(&self.one.figure)).put_into(&mut self.one.figure);
    }

    fn into_row(mut self) -> Row {
        let count = Count::exactly(self.people);
        self.one.figure.count = Some(Wording::restore(Kind::Exact, Some(self.people), count, None));
        Row { line: self.line, drafted: self.one, cells: None, beside: None }
    }
}

impl Dialect for LineList<'_> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        loop {
            if let Some(ready) = &mut self.ready {
                return Ok(ready.pop_front());
            }
            match self.rows.read()? {
                Some(Item::Row(row)) => self.count(row),
                // A person who is left out is in no count, whatever was counted before.
                Some(Item::LeftOut(_)) => {}
                Some(item) => return Ok(Some(item)),
                None => self.ready = Some(self.counted()),
            }
        }
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        self.rows.again(line, cells)
    }

    fn layout(&self) -> &Layout {
        self.rows.layout()
    }

    fn tally(&self) -> LineTally {
        self.rows.tally()
    }

    fn headers(&self) -> u64 {
        self.rows.headers()
    }

    fn decisions(&self) -> &[Decision] {
        self.rows.decisions()
    }

    fn profile(&self) -> Option<&Profile> {
        self.rows.profile()
    }

    fn first(&self) -> &[(u64, Figure)] {
        &self.first
    }

    fn people(&self) -> Option<u64> {
        Some(self.people)
    }
}
