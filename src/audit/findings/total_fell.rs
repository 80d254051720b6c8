//! `total_fell`: a total that its authority lowered, and nobody recorded that it was meant, or why.

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::count::Count;
use crate::model::recorded::{ActKind, Recorded};
use crate::model::words::{CountType, LinkKind};
use crate::phrase::figure::{figure, who};
use crate::reconcile::changes::Change;
use crate::series::Series;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.scope.count_type != CountType::Total {
        return Vec::new();
    }
    let asked = |change: &&Change| sheet.looks_at(change.before) || sheet.looks_at(change.by);
    let fell = sheet.changes().iter().filter(asked).filter_map(|change| finding(sheet.series, change));
    fell.collect()
}

/// The finding, where the later printed value is the lower one. Of days that are not stated the publication tells the order:
/// it is a note then, and words that may allow the number before are no fall.
fn finding(series: &Series, change: &Change) -> Option<Finding> {
    let (before, after) = (change.before, change.by);
    let (old, new) = (series.figure(before)?, series.figure(after)?);
    let is_explained =
        series.acts_on(before).iter().any(|act| act.what == ActKind::Linked(LinkKind::Revises));
    let is_assumed = old.figure.as_of.is_assumed() || new.figure.as_of.is_assumed();
    let may_be_as_before = is_assumed && count(new)?.meet(count(old)?).is_some();
    if may_be_as_before || is_explained || value(new)? >= value(old)? {
        return None;
    }
    let by = if is_assumed { ", by the days of publication" } else { "" };
    let explanation = format!(
        "the total of {} fell {} from {} to {}{by}, and no row says why",
        who(new),
        change.said.words(),
        figure(old),
        figure(new)
    );
    let hint = format!(
        "look at both with tollbook show {after}; if it was meant, import a row that revises {before} with its reason"
    );
    let rank = if is_assumed { Rank::Note } else { Rank::Warning };
    Some(Finding::new(rank, vec![after, before], explanation, hint))
}

fn count(recorded: &Recorded) -> Option<Count> {
    recorded.figure.count.as_ref().map(|count| count.count())
}

/// The printed number, else the fewest people that the words allow.
fn value(recorded: &Recorded) -> Option<u64> {
    let count = recorded.figure.count.as_ref()?;
    Some(count.value().unwrap_or(count.count().low()))
}
