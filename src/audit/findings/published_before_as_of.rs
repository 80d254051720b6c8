//! `published_before_as_of`: a figure that holds for a day after the one on which it was published.

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::figure::Figure;
use crate::model::words::CountType;
use crate::phrase::figure::show;
use crate::series::Member;

/// One day's tolerance: the source may be a time zone ahead of the publisher.
const TOLERANCE: i32 = 1;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    sheet.members().filter_map(finding).collect()
}

fn finding(member: &Member) -> Option<Finding> {
    let explanation = format!("#{} {}", member.id(), published_before(&member.recorded.figure)?);
    let hint = format!("compare the two dates with the source: {}", show(member.id()));
    Some(Finding::new(Rank::Error, vec![member.id()], explanation, hint))
}

/// How a figure holds for a day after its publication; `None` where it does not.
pub fn published_before(figure: &Figure) -> Option<String> {
    if figure.scope.count_type == CountType::Projection {
        return None;
    }
    let (as_of, published) = (figure.as_of.stated()?, figure.published_on.date);
    let ahead = as_of.first_day().days_since(published.last_day());
    let is_ahead = ahead > TOLERANCE && !as_of.may_overlap(published);
    is_ahead.then(|| {
        format!("holds for {}, but was published on {}: {ahead} days earlier", as_of.long(), published.long())
    })
}
