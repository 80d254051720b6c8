//! `desks_differ`: desks that read one figure differently. The newest reading holds until somebody looks at the source.

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::desk_difference::DeskDifference;
use crate::model::recorded::FigureId;
use crate::phrase::desks::{what_each_says, who_differ};

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let matters = |difference: &DeskDifference| match sheet.is_of_answer() {
        true => difference.figures().any(|id| needs(sheet, id)),
        // Of several series that of the first figure tells it.
        false => difference.figures().next().is_some_and(|id| sheet.series.member(id).is_some()),
    };
    let differing = sheet.series.differences().iter().filter(|difference| matters(difference));
    differing.map(|difference| finding(difference)).collect()
}

/// Whether an answer rests on a figure, or would if another reading of it did not hold: nothing of its authority answers for
/// a later day.
fn needs(sheet: &SeriesSheet<'_>, id: FigureId) -> bool {
    let Some(member) = sheet.series.member_with(id) else { return false };
    let (question, count_type) = (sheet.question(), sheet.series.scope.count_type);
    let is_asked =
        question.knows(member.recorded.figure.published_on) && question.reaches(count_type, member.as_of);
    let is_later = |other: FigureId| {
        let other = sheet.series.member_with(other).filter(|other| other.track == member.track);
        other.is_some_and(|other| other.as_of.first_day() > member.as_of.first_day())
    };
    sheet.looks_at(id)
        || sheet.series.is_void(id)
            && is_asked
            && !sheet.answer.answering().iter().any(|one| is_later(one.id))
}

fn finding(difference: &DeskDifference) -> Finding {
    let explanation = format!("{}: {}", who_differ(difference), what_each_says(difference));
    let figures: Vec<FigureId> = difference.figures().collect();
    let hint = match difference.holds().and_then(|reading| reading.id()) {
        Some(id) => format!(
            "look at the source, and say what it has, also where that is what holds: tollbook amend {id} --typo figure=NUMBER -m WHY"
        ),
        None => format!(
            "look at the source; tollbook show {} names the entry that took it out, which tollbook undo brings back",
            difference.mended
        ),
    };
    let mut uids: Vec<String> = difference
        .readings
        .iter()
        .map(|reading| reading.figure.map_or_else(|| "none".to_owned(), |(_, uid)| uid.short()))
        .collect();
    uids.sort_unstable();
    Finding { key: uids.join(" "), ..Finding::new(Rank::Warning, figures, explanation, hint) }
}
