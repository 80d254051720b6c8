//! `future_date`: a date later than the day on which the figure was recorded. Rows with such a day are refused; it is left for
//! projections, whose reports cannot be of the future, and for what an older tollbook let through.

use crate::audit::imports::Imports;
use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::date::{Day, PartialDate};
use crate::model::figure::Figure;
use crate::model::recorded::Recorded;
use crate::model::words::CountType;
use crate::phrase::figure::show;

pub(super) fn find(sheet: &SeriesSheet<'_>, imports: &Imports<'_>) -> Vec<Finding> {
    sheet.members().filter_map(|member| finding(imports, &member.recorded)).collect()
}

fn finding(imports: &Imports<'_>, recorded: &Recorded) -> Option<Finding> {
    let recorded_on = imports.of(recorded.id)?.at.day();
    let (field, date) = after(&recorded.figure, recorded_on)?;
    let explanation = format!(
        "{field} of #{} is {}, but it was recorded on {}",
        recorded.id,
        date.long(),
        recorded_on.to_date().long()
    );
    let hint = format!("compare the date with the source: {}", show(recorded.id));
    Some(Finding::new(Rank::Error, vec![recorded.id], explanation, hint))
}

/// The first date of a figure that cannot be, had it been recorded on a day.
pub fn after(figure: &Figure, recorded_on: Day) -> Option<(&'static str, PartialDate)> {
    let as_of = figure.as_of.stated().filter(|_| figure.scope.count_type != CountType::Projection);
    let dates: [(&str, Option<PartialDate>); 4] = [
        ("published_on", Some(figure.published_on.date)),
        ("as_of", as_of),
        ("stated_on", figure.details.stated_on.map(|moment| moment.date)),
        ("retrieved_at", figure.details.retrieved_at.map(|moment| moment.date)),
    ];
    let is_ahead = |date: &PartialDate| date.is_after_recording(recorded_on);
    dates.into_iter().find_map(|(field, date)| Some((field, date.filter(is_ahead)?)))
}
