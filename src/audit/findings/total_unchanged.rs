//! `total_unchanged`: a total that stands still while its authority goes on counting people by the day.

use crate::audit::event::Event;
use crate::audit::sheet::Dated;
use crate::audit::{Finding, Rank};
use crate::model::date::Day;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show, who};
use crate::phrase::number::counted;

/// How far apart the equal totals are, in days, at the least.
const DAYS: i32 = 2;

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (totals, periods) in event.pairs(CountType::Total, CountType::Period) {
        for track in totals.series.tracks() {
            let Some(of_periods) = periods.track_of(&track.voice) else { continue };
            let periods = periods.dated(of_periods);
            let exact = totals.exact(track);
            for run in exact.chunk_by(|(_, a), (_, b)| a == b) {
                found.extend(run.first().zip(run.last()).and_then(|(a, b)| between(&a.0, &b.0, &periods)));
            }
        }
    }
    found
}

/// The first period count above zero whose window lies between two equal totals.
fn between(first: &Dated<'_>, last: &Dated<'_>, periods: &[Dated<'_>]) -> Option<Finding> {
    let days = last.day.days_since(first.day);
    if days < DAYS {
        return None;
    }
    let lies_between = |period: &&Dated<'_>| {
        let start: Option<Day> = period.recorded.figure.window_first_day();
        period.wording.count().low() > 0 && start.is_some_and(|start| start > first.day)
    };
    let from = periods.partition_point(|period| period.day <= first.day);
    let mut within = periods[from..].iter().take_while(|period| period.day <= last.day).filter(lies_between);
    let (period, more) = (within.next()?, within.count());
    let others =
        if more == 0 { String::new() } else { format!(" and {}", counted(more as i64, "other period")) };
    let explanation = format!(
        "the total of {} stayed at {} for {}, until #{}, while it counted {}{others} between",
        who(first.recorded),
        figure(first.recorded),
        counted(i64::from(days), "day"),
        last.id(),
        figure(period.recorded)
    );
    let hint = format!("see whether the later total was only carried on: {}", show(last.id()));
    Some(Finding::new(Rank::Warning, vec![last.id(), first.id(), period.id()], explanation, hint))
}
