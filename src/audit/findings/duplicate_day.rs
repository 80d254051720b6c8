//! `duplicate_day`: one file gives one authority two numbers for one day.

use crate::audit::event::Event;
use crate::audit::sheet::{SeriesSheet, dated_of, stands};
use crate::audit::{Finding, Rank};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show_both, who, words};
use crate::reconcile::Fate;
use crate::series::step::{Step, TrackPlace, step};
use crate::series::{Member, Series, WindowDays, is_change};

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for sheet in &event.sheets {
        let series = sheet.series;
        if matches!(series.scope.count_type, CountType::Increment | CountType::Projection) {
            continue; // an authority may add twice a day
        }
        for track in series.tracks() {
            let members = track.members.iter().map(|place| &series.members()[*place]);
            let dated = members.clone().filter(|member| dated_of(series, member).is_some());
            let undated = members.filter(|member| undated_of(sheet, member));
            for pair in by_day(dated).windows(2).chain(by_day(undated).windows(2)) {
                found.extend(compare(event, series, pair));
            }
        }
    }
    found
}

/// By the day or window for which they hold, stated or by their publication, then by when they became known, then by their
/// numbers: never by where they stand in the file.
fn by_day<'s>(members: impl Iterator<Item = &'s Member>) -> Vec<&'s Member> {
    let mut members: Vec<&Member> = members.collect();
    members.sort_by_key(|member| {
        (WindowDays::of(&member.recorded.figure), member.known().without_rows(), ends(member))
    });
    members
}

/// The lowest and the highest that a number can be.
fn ends(member: &Member) -> Option<(u64, u64)> {
    let count = member.recorded.figure.count.as_ref()?.count();
    Some((count.low(), count.high().unwrap_or(u64::MAX)))
}

/// Whether a figure stands, has a number, states no day, and does not only say again what an earlier one says.
fn undated_of(sheet: &SeriesSheet<'_>, member: &Member) -> bool {
    let figure = &member.recorded.figure;
    figure.as_of.is_assumed()
        && figure.count.is_some()
        && stands(sheet.series, member.id())
        && !matches!(sheet.fate(member.id()), Some(Fate::Restates(_)))
}

fn compare(event: &Event<'_>, series: &Series, pair: &[&Member]) -> Option<Finding> {
    let [a, b] = pair else { return None };
    let file = |member: &Member| event.imports.of(member.id()).map(|import| import.entry);
    if WindowDays::of(&a.recorded.figure) != WindowDays::of(&b.recorded.figure) || file(a)? != file(b)? {
        return None;
    }
    let declares = |member: &Member, other: &Member| {
        let acts = series.acts_on(other.id()).iter();
        acts.into_iter().any(|act| is_change(act.what) && act.other == Some(member.id()))
    };
    if declares(a, b) || declares(b, a) {
        return None;
    }
    let stepped = step(TrackPlace::new(&a.recorded, a.as_of)?, TrackPlace::new(&b.recorded, b.as_of)?);
    let rank = match stepped.step {
        Step::OrderUnknown => Rank::Warning,
        Step::RevisesUp | Step::RevisesDown => Rank::Note,
        _ => return None,
    };
    let newest_first = if a.known() <= b.known() { [b.id(), a.id()] } else { [a.id(), b.id()] };
    Some(finding(&a.recorded, &b.recorded, newest_first, rank))
}

fn finding(a: &Recorded, b: &Recorded, figures: [FigureId; 2], rank: Rank) -> Finding {
    let which = match rank {
        Rank::Note => "the later revises the earlier, and no row says so",
        Rank::Error | Rank::Warning => "nothing says which is the newer",
    };
    let day = if b.figure.as_of.is_assumed() { "one day of publication" } else { "one day" };
    let explanation = format!(
        "one file gives {} two numbers for {day}, {} (#{}) and {}: {which}",
        who(b),
        words(a),
        a.id,
        figure(b)
    );
    let hint = format!("compare lines {} and {} of the file: {}", a.line, b.line, show_both(a.id, b.id));
    Finding::new(rank, figures.to_vec(), explanation, hint)
}
