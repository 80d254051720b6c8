//! Feeds on the command line: which snapshot a file is, and what feeds there are.

use super::{Context, clock};
use crate::desk::error::Error;
use crate::intake::settings::Settings;
use crate::model::date::{Moment, Precision, Timestamp};
use crate::model::draft::Field;
use crate::model::name::Name;
use crate::model::problem::{Fault, Problem};
use crate::model::snapshot::Snapshot;
use crate::model::snapshot_fault::SnapshotFault;
use crate::report::lists::{Cell, Holds, Table};
use crate::store;
use crate::store::View;
use crate::store::entries::Taken;

/// What makes a file a snapshot.
#[derive(clap::Args, Debug)]
pub struct Given {
    /// The file is a snapshot of this feed: compare it with the last one, and take what changed
    #[arg(long, value_name = "NAME", value_parser = feed)]
    feed: Option<Name>,
    /// When the feed looked like this: a day, or a time with its zone [default: now]
    #[arg(long, value_name = "TIME", requires = "feed", value_parser = time)]
    snapshot_at: Option<Moment>,
}

impl Given {
    /// The snapshot that the one file is; `None` where no feed is named.
    ///
    /// # Errors
    /// Several files.
    pub fn snapshot(&self, files: usize, context: &Context) -> Result<Option<Snapshot>, Error> {
        let Some(feed) = self.feed.clone() else { return Ok(None) };
        if files > 1 {
            return Err(Error::Fault(Problem::of_row(&SnapshotFault::SeveralFiles)));
        }
        let at = self.snapshot_at.unwrap_or_else(|| Snapshot::time(clock::now(context.global.now)));
        Ok(Some(Snapshot { feed, at }))
    }
}

/// How a file is read as a snapshot: a row that does not print when it was published was so with the snapshot.
pub fn reading(settings: &Settings, snapshot: Option<&Snapshot>) -> Settings {
    let mut reading = settings.clone();
    if let Some(snapshot) = snapshot {
        let name = Field::PublishedOn.name().to_owned();
        reading.set.entry(name).or_insert_with(|| snapshot.at.iso());
    }
    reading
}

/// The feeds that stand, each with its first and its last snapshot.
pub fn feeds(reader: &View<'_>) -> Result<Table, Error> {
    let mut table = Table::new(&[
        ("feed", Holds::Words),
        ("snapshots", Holds::Numbers),
        ("first", Holds::Fixed),
        ("last", Holds::Fixed),
        ("entry", Holds::Numbers),
        ("figures", Holds::Numbers),
    ]);
    for Taken { first, last, snapshots } in store::entries::feeds(reader)? {
        let (Some(first), Some(last)) =
            (store::entries::one(reader, first)?, store::entries::one(reader, last)?)
        else {
            continue;
        };
        let (Some(from), Some(to)) = (first.snapshot, last.snapshot) else { continue };
        let figures = last.counts.new + last.counts.same + last.counts.changed;
        table.push([
            Cell::from(from.feed.to_string()),
            Cell::Number(snapshots),
            from.at.iso().into(),
            to.at.iso().into(),
            Cell::Number(last.id.0.unsigned_abs()),
            Cell::Number(figures),
        ]);
    }
    Ok(table)
}

fn feed(text: &str) -> Result<Name, String> {
    Name::read(text).ok_or_else(|| "write a name for the feed, such as health-ministry-daily".to_owned())
}

/// A day, or a time with its zone, which is kept in UTC.
fn time(text: &str) -> Result<Moment, String> {
    let said = |fault: &dyn Fault| format!("{fault}; {}", fault.hint());
    let moment = Moment::read(text).map_err(|fault| said(&fault))?;
    match moment.time {
        Some(_) => Timestamp::read(text).map(Snapshot::time).map_err(|fault| said(&fault)),
        None if moment.date.precision() == Precision::Day => Ok(moment),
        None => Err("nobody looks for a whole month; write a day, or a time with its zone".to_owned()),
    }
}
