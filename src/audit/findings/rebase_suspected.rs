//! `rebase_suspected`: rows of one import that all moved by one offset: one event, not many revisions.

use std::collections::BTreeMap;

use crate::audit::event::Event;
use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::date::Precision;
use crate::model::recorded::{EntryId, FigureId, Recorded};
use crate::model::wording::Kind;
use crate::phrase::figure::{figure, who};
use crate::phrase::number::{counted, grouped, signed};
use crate::series::{Track, WindowDays};

/// How many rows must move together.
const ROWS: usize = 5;

/// A figure and the one for the same day that an earlier entry recorded.
type Moved<'s> = (&'s Recorded, &'s Recorded);

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let tracks = event
        .sheets_of_steps()
        .flat_map(|sheet| sheet.series.tracks().iter().map(move |track| (sheet, track)));
    tracks.flat_map(|(sheet, track)| of_track(event, sheet, track)).collect()
}

fn of_track(event: &Event<'_>, sheet: &SeriesSheet<'_>, track: &Track) -> Vec<Finding> {
    let series = sheet.series;
    let members = track.members.iter().map(|place| &series.members()[*place].recorded);
    let exact = |recorded: &&Recorded| {
        let figure = &recorded.figure;
        let to_the_day = figure.as_of.stated().is_some_and(|date| date.precision() == Precision::Day);
        to_the_day
            && figure.count.as_ref().is_some_and(|c| c.kind() == Kind::Exact)
            && !series.is_void(recorded.id)
    };
    let mut exact: Vec<&Recorded> = members.filter(exact).collect();
    exact.sort_by_key(|recorded| (WindowDays::of(&recorded.figure), recorded.order));
    let mut moved: BTreeMap<(EntryId, i64), Vec<Moved<'_>>> = BTreeMap::new();
    for of_day in exact.chunk_by(|a, b| WindowDays::of(&a.figure) == WindowDays::of(&b.figure)) {
        for pair in of_day.windows(2) {
            if let [old, new] = pair
                && let Some(key) = offset(event, old, new)
            {
                moved.entry(key).or_default().push((new, old));
            }
        }
    }
    let together = moved.into_iter().filter(|(_, moved)| moved.len() >= ROWS);
    together.filter_map(|((entry, by), moved)| finding(entry, by, &moved)).collect()
}

/// The entry of the newer figure, and by how much it differs, where the two came with different entries.
fn offset(event: &Event<'_>, old: &Recorded, new: &Recorded) -> Option<(EntryId, i64)> {
    let value = |recorded: &Recorded| recorded.figure.count.as_ref()?.value().map(signed);
    let entry = |id: FigureId| event.imports.of(id).map(|import| import.entry);
    let (before, after) = (entry(old.id)?, entry(new.id)?);
    let by = value(new)? - value(old)?;
    (before != after && by != 0).then_some((after, by))
}

fn finding(entry: EntryId, by: i64, moved: &[Moved<'_>]) -> Option<Finding> {
    let ((new, old), (last, _)) = (moved.first()?, moved.last()?);
    let sign = if by > 0 { "+" } else { "" };
    let explanation = format!(
        "entry {entry} moves {} of {} by {sign}{} each, the first from {} to {}, the last to {}: one event, not many revisions",
        counted(moved.len() as i64, "row"),
        who(new),
        grouped(by),
        figure(old),
        figure(new),
        figure(last)
    );
    let figures = moved.iter().flat_map(|(new, old)| [new.id, old.id]).collect();
    let hint = format!(
        "ask the authority what changed; if the count was restarted or redefined, import a row that says so (relation rebases or redefines): tollbook show {}",
        new.id
    );
    Some(Finding::new(Rank::Warning, figures, explanation, hint))
}
