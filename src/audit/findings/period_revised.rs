//! `period_revised`: an authority gave another number for a window that it had counted before, and no row declares it.

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::recorded::ActKind;
use crate::model::words::{CountType, LinkKind};
use crate::phrase::figure::{figure, show_both, who};
use crate::reconcile::changes::Change;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.scope.count_type != CountType::Period {
        return Vec::new();
    }
    let asked =
        sheet.changes().iter().filter(|change| sheet.looks_at(change.before) || sheet.looks_at(change.by));
    asked.filter_map(|change| finding(sheet, change)).collect()
}

fn finding(sheet: &SeriesSheet<'_>, change: &Change) -> Option<Finding> {
    let (before, by) = (change.before, change.by);
    let (old, new) = (sheet.series.figure(before)?, sheet.series.figure(by)?);
    let acts = sheet.series.acts_on(before);
    if acts.iter().any(|act| act.what == ActKind::Linked(LinkKind::Revises)) {
        return None;
    }
    let explanation = format!(
        "{} {} changed its count of one period from {} to {}",
        who(new),
        change.said.words(),
        figure(old),
        figure(new)
    );
    let hint = format!("quote the newer with its day, and look at both: {}", show_both(by, before));
    Some(Finding::new(Rank::Note, vec![by, before], explanation, hint))
}
