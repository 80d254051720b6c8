//! What changed in many rows of a snapshot at once: reported as one event, not as many changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::date::PartialDate;
use crate::model::feed_event::{FeedEvent, Shift, ShiftSpan};
use crate::model::name::Name;
use crate::model::scope::Scope;
use crate::store::pack;

/// The columns of a figure that a row of a feed says: series, attribution, as_of, window, known_at, source, kind, value,
/// low, high. When it became known is no part of it, nor is a day that was assumed from that.
pub(super) type RowColumns = [i64; 10];

/// How many rows must move by one offset.
const OFFSETS: usize = 5;
/// How many rows must move by a year or a month: one is a slip of one row, and its counts may be alike by chance.
const SHIFTS: usize = 2;
/// How many rows must vanish before it is said that most did.
const VANISHED: u64 = 5;

/// One change of a row.
pub(super) enum RowChange<'s> {
    /// A row that was not there.
    New { said: RowColumns, line: u64, scope: &'s Arc<Scope>, authority: Option<&'s Name> },
    /// A row that said something else.
    Changed {
        old: RowColumns,
        said: RowColumns,
        line: u64,
        scope: &'s Arc<Scope>,
        authority: Option<&'s Name>,
    },
    /// A row that is no longer there.
    Gone { said: RowColumns },
}

/// The changes of a snapshot, as far as they may be one event.
#[derive(Default)]
pub(super) struct Events {
    /// By series, attribution and offset.
    moved: BTreeMap<(i64, i64, i64), Vec<Moved>>,
    came: Vec<(RowColumns, Of)>,
    went: FxHashMap<RowColumns, Vec<i64>>,
    shifted: BTreeMap<(i64, i64, ShiftSpan), Vec<Shifted>>,
}

/// Whose row it is, and where.
#[derive(Clone)]
struct Of {
    scope: Arc<Scope>,
    authority: Option<Name>,
    line: u64,
}

struct Moved {
    of: Of,
    values: (i64, i64),
}

struct Shifted {
    of: Of,
    days: (i64, i64),
}

impl Events {
    /// Notes a change.
    pub fn note(&mut self, event: RowChange<'_>) {
        let of = |scope: &Arc<Scope>, authority: Option<&Name>, line| Of {
            scope: Arc::clone(scope),
            authority: authority.cloned(),
            line,
        };
        match event {
            RowChange::New { said, line, scope, authority } => {
                if may_shift(&said) {
                    self.came.push((said, of(scope, authority, line)));
                }
            }
            RowChange::Gone { said } => {
                if may_shift(&said) {
                    self.went.entry(anywhen(said)).or_default().push(said[2]);
                }
            }
            RowChange::Changed { old, said, line, scope, authority } => {
                let of = of(scope, authority, line);
                if anywhen(old) == anywhen(said) && may_shift(&said) {
                    self.shift(old[2], &said, of);
                } else if old[..4] == said[..4] && old[6] == EXACT && said[6] == EXACT {
                    let key = (said[0], said[1], said[7] - old[7]);
                    self.moved.entry(key).or_default().push(Moved { of, values: (old[7], said[7]) });
                }
            }
        }
    }

    fn shift(&mut self, old: i64, said: &RowColumns, of: Of) {
        if let Some(by) = span(old, said[2]) {
            let shifted = Shifted { of, days: (old, said[2]) };
            self.shifted.entry((said[0], said[1], by)).or_default().push(shifted);
        }
    }

    /// What is one event, given how many rows vanished of how many.
    pub fn into_events(mut self, gone: u64, of: u64) -> Vec<FeedEvent> {
        for (said, whose) in std::mem::take(&mut self.came) {
            let days = self.went.get(&anywhen(said)).cloned().unwrap_or_default();
            if let Some(old) = days.into_iter().find(|old| span(*old, said[2]).is_some()) {
                self.shift(old, &said, whose);
            }
        }
        let mut events = Vec::new();
        for ((_, _, by), rows) in self.moved {
            if let Some(first) = rows.first().filter(|_| rows.len() >= OFFSETS && by != 0) {
                let Of { scope, authority, line } = first.of.clone();
                let (rows, first) = (rows.len() as u64, first.values);
                events.push(FeedEvent::Offset { scope, authority, rows, by, first, line });
            }
        }
        for ((_, _, by), rows) in self.shifted {
            if let Some(first) = rows.first().filter(|_| rows.len() >= SHIFTS) {
                let Of { scope, authority, line } = first.of.clone();
                let (rows, first) = (rows.len() as u64, (day(first.days.0), day(first.days.1)));
                events.push(FeedEvent::of_days(by, Shift { scope, authority, rows, first, line }));
            }
        }
        if gone >= VANISHED && gone * 2 > of {
            events.push(FeedEvent::Vanished { rows: gone, of });
        }
        events
    }
}

/// The number by which the store knows an exact count.
const EXACT: i64 = 1;

/// Whether a row's day and count can show that it moved: a stated day, and people counted.
fn may_shift(said: &RowColumns) -> bool {
    said[2] & 1 == 0 && said[7] > 0
}

/// What a row says without its day and its window.
fn anywhen(mut said: RowColumns) -> RowColumns {
    said[2] = 0;
    said[3] = 0;
    said
}

/// Whether two packed days lie exactly a year or a month apart.
fn span(old: i64, new: i64) -> Option<ShiftSpan> {
    let (old, new) = (date(old)?, date(new)?);
    let parts = |date: PartialDate| {
        let iso = date.first_day().to_date().iso();
        let mut parts = iso.split('-').map(str::parse::<i32>);
        Some((parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?))
    };
    let ((year, month, day), (new_year, new_month, new_day)) = (parts(old)?, parts(new)?);
    let months = (new_year - year) * 12 + new_month - month;
    match (day == new_day && old.precision() == new.precision(), months.abs()) {
        (true, 12) => Some(ShiftSpan::Year),
        (true, 1) => Some(ShiftSpan::Month),
        _ => None,
    }
}

fn date(packed: i64) -> Option<PartialDate> {
    pack::read_as_of(packed).ok().map(|as_of| as_of.date())
}

fn day(packed: i64) -> String {
    date(packed).map(PartialDate::iso).unwrap_or_default()
}
