//! `no_longer_highest`: a number that was printed as a record, and another of the same series that exceeds it.

use crate::audit::sheet::{Dated, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::column::Field;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show, who};
use crate::series::{Member, WindowDays};

/// Words that make a superlative one of the fewest.
const FEWEST: [&str; 5] = ["lowest", "fewest", "smallest", "least", "quietest"];

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let series = sheet.series;
    if !matches!(series.scope.count_type, CountType::Period | CountType::Current) {
        return Vec::new(); // a total is exceeded by the next
    }
    let mut found = Vec::new();
    for member in sheet.members() {
        let Some(words) = member.recorded.figure.details.text(Field::Superlative) else { continue };
        let Some(record) = sheet.dated_of(member) else { continue };
        let track = &series.tracks()[member.track];
        let others = track.members.iter().map(|place| &series.members()[*place]);
        let others: Vec<(&Member, Dated<'_>)> = others
            .filter_map(|m| Some((m, sheet.dated_of(m)?)))
            .filter(|(_, other)| breaks(&record, other, words))
            .collect();
        let known_before = |other: &&(&Member, Dated<'_>)| other.0.known() < member.known();
        let before = others.iter().find(known_before);
        let after = others.iter().find(|other| !known_before(other));
        found.extend(before.map(|(_, other)| finding(&record, other, words, Rank::Error)));
        found.extend(after.map(|(_, other)| finding(&record, other, words, Rank::Note)));
    }
    found
}

/// Whether a number of as many days lies beyond a record, whatever the words of both allow.
fn breaks(record: &Dated<'_>, other: &Dated<'_>, words: &str) -> bool {
    let length = |dated: &Dated<'_>| WindowDays::of(&dated.recorded.figure).length();
    let is_of_fewest = crate::model::counted::words(words).iter().any(|word| FEWEST.contains(&word.as_str()));
    let (own, theirs) = (record.wording.count(), other.wording.count());
    let beyond = match is_of_fewest {
        true => theirs.high().is_some_and(|high| high < own.low()),
        false => own.high().is_some_and(|high| theirs.low() > high),
    };
    beyond && length(record) == length(other)
}

fn finding(record: &Dated<'_>, other: &Dated<'_>, words: &str, rank: Rank) -> Finding {
    let when = if rank == Rank::Error { "had" } else { "has since had" };
    let explanation = format!(
        "{} was printed as \"{words}\"; {} {when} {}",
        figure(record.recorded),
        who(other.recorded),
        figure(other.recorded)
    );
    let hint = match rank {
        Rank::Error => format!("compare the words with the source: {}", show(record.id())),
        Rank::Warning | Rank::Note => {
            format!("do not repeat the superlative without its day: {}", show(other.id()))
        }
    };
    Finding::new(rank, vec![record.id(), other.id()], explanation, hint)
}
