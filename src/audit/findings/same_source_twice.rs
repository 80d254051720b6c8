//! `same_source_twice`: one document whose number was recorded twice, under another spelling or another date.

use crate::audit::alike::are_alike;
use crate::audit::seen::plain_url;
use crate::audit::{Finding, Rank};
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::Recorded;
use crate::phrase::figure::{figure, show_both};

/// Of so many figures with one url, measure and value each is compared with each; of more, neighbours only.
const EACH_WITH_EACH: usize = 32;

pub(super) fn find(group: &[Recorded], names: &Names) -> Vec<Finding> {
    let mut sorted: Vec<&Recorded> = group.iter().collect();
    let reach = if group.len() > EACH_WITH_EACH { 1 } else { EACH_WITH_EACH };
    if reach == 1 {
        sorted.sort_by_key(|r| (r.figure.as_of.date().first_day(), r.figure.scope.event.clone()));
    }
    let mut found = Vec::new();
    let mut reported = vec![false; sorted.len()];
    for (at, first) in sorted.iter().enumerate() {
        for (next, second) in sorted.iter().enumerate().skip(at + 1).take(reach) {
            if reported[next] {
                continue;
            }
            if let Some(how) = twice(first, second, names) {
                reported[next] = true;
                found.push(finding(first, second, &how));
            }
        }
    }
    found
}

/// In what two figures of one document differ, where nothing else tells them apart.
fn twice(a: &Recorded, b: &Recorded, names: &Names) -> Option<String> {
    let (x, y) = (&a.figure, &b.figure);
    let days = x.as_of.is_assumed() || y.as_of.is_assumed() || x.as_of == y.as_of;
    let same_words = x.scope.unit == y.scope.unit && x.scope.definition == y.scope.definition;
    let windows = x.window_first_day().zip(y.window_first_day()).is_none_or(|(a, b)| a == b);
    let ways = [
        spelling("event", NameKind::Event, Some(&x.scope.event), Some(&y.scope.event), names)?,
        spelling("place", NameKind::Place, x.scope.place.as_ref(), y.scope.place.as_ref(), names)?,
        spelling("group", NameKind::Group, Some(&x.scope.group), Some(&y.scope.group), names)?,
        spelling("authority", NameKind::Authority, x.authority(), y.authority(), names)?,
    ];
    let publisher = x.source.publisher != y.source.publisher;
    let others = [
        publisher.then_some("publisher"),
        (x.source.url != y.source.url).then_some("url"),
        (x.source.title != y.source.title).then_some("title"),
        (x.published_on != y.published_on).then_some("published_on"),
    ];
    let differs: Vec<&str> = ways.into_iter().chain(others).flatten().collect();
    let is_one = days && same_words && windows && plain_url(&x.source.url) == plain_url(&y.source.url);
    (is_one && !differs.is_empty()).then(|| differs.join(" and "))
}

/// `Some(None)` where two names are one, `Some(Some)` where they are one but for the spelling, `None` where they are two.
fn spelling(
    what: &'static str,
    kind: NameKind,
    a: Option<&Name>,
    b: Option<&Name>,
    names: &Names,
) -> Option<Option<&'static str>> {
    match (a, b) {
        (Some(a), Some(b)) if names.canonical(kind, a) == names.canonical(kind, b) => Some(None),
        (Some(a), Some(b)) => are_alike(a, b).then_some(Some(what)),
        (None, None) => Some(None),
        // One of them names it, the other leaves it out.
        (Some(_), None) | (None, Some(_)) => Some(Some(what)),
    }
}

fn finding(a: &Recorded, b: &Recorded, how: &str) -> Finding {
    let explanation = format!(
        "{} and {} are of one document ({}) and differ in {how} alone",
        figure(a),
        figure(b),
        a.figure.source.url
    );
    let hint = format!(
        "import the document once, as it is printed, and take the other back with tollbook undo: {}",
        show_both(a.id, b.id)
    );
    Finding::new(Rank::Warning, vec![b.id, a.id], explanation, hint)
}
