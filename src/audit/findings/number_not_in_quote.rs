//! `number_not_in_quote`: the words that were copied beside a number do not hold the number.

use rustc_hash::FxHashSet;

use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::column::Field;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::model::redacted::marked;
use crate::model::wording::{has_digits, is_printed_in};
use crate::model::words::LinkKind;
use crate::phrase::figure::{show, words};

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let series = sheet.series;
    // A number that was made from others need not be printed.
    let derived = series.acts().iter().filter(|act| act.what == ActKind::Linked(LinkKind::DerivedFrom));
    let derived: FxHashSet<FigureId> = derived.filter_map(|act| act.other).collect();
    let members = sheet.members().map(|member| &member.recorded);
    let printed = members.filter(|recorded| !derived.contains(&recorded.id));
    printed.filter_map(finding).collect()
}

fn finding(recorded: &Recorded) -> Option<Finding> {
    let (figure, count) = (&recorded.figure, recorded.figure.count.as_ref()?);
    let quote = figure.details.text(Field::Quote).filter(|quote| marked(quote).is_none())?;
    let other_language = figure.source.language.as_deref().is_some_and(|tag| !is_english(tag));
    if is_printed_in(count, quote) || (other_language && !has_digits(quote)) {
        return None;
    }
    let explanation = format!("the quote of #{} does not hold {}: \"{quote}\"", recorded.id, words(recorded));
    let hint = format!("compare number and quote with the source: {}", show(recorded.id));
    Some(Finding::new(Rank::Warning, vec![recorded.id], explanation, hint))
}

/// Number words of other languages are not read.
fn is_english(tag: &str) -> bool {
    tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"))
}
