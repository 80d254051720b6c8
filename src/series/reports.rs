//! Who withdraws what: a publisher that takes back what it had attributed to somebody withdraws its report, not the count.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::figure::Figure;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::words::LinkKind;

/// Reads retractions by the publisher alone as what they are, corrections of its report (`docs/rules.md`, "What happens to a
/// figure").
pub fn withdraw_reports<'f>(acts: &mut [Act], figures: impl Iterator<Item = &'f Recorded>, names: &Names) {
    let retracts = |act: &Act| act.what == ActKind::Linked(LinkKind::Retracts);
    let retracting = acts.iter().filter(|act| retracts(act));
    let concerned: FxHashSet<FigureId> =
        retracting.flat_map(|act| [Some(act.figure), act.other]).flatten().collect();
    if concerned.is_empty() {
        return;
    }
    let known: FxHashMap<FigureId, &Figure> = figures
        .filter(|recorded| concerned.contains(&recorded.id))
        .map(|recorded| (recorded.id, &recorded.figure))
        .collect();
    for act in acts.iter_mut().filter(|act| retracts(act)) {
        let by = act.other.and_then(|by| known.get(&by));
        let both = known.get(&act.figure).zip(by);
        if both.is_some_and(|(target, by)| is_of_a_report(target, by, names)) {
            act.what = ActKind::Linked(LinkKind::Corrects);
        }
    }
}

/// Whether a row that retracts a figure speaks for its publisher alone, which had attributed it to somebody else.
fn is_of_a_report(target: &Figure, by: &Figure, names: &Names) -> bool {
    let publisher = names.canonical(NameKind::Publisher, &target.source.publisher);
    let is_publisher = |kind, name| {
        let name = names.canonical(kind, name);
        name == publisher || name == names.canonical(NameKind::Authority, &publisher)
    };
    let speaks_for_it = match by.authority() {
        Some(authority) => is_publisher(NameKind::Authority, authority),
        None => is_publisher(NameKind::Publisher, &by.source.publisher),
    };
    let attributed = target.authority().filter(|authority| !is_publisher(NameKind::Authority, authority));
    speaks_for_it && attributed.is_some()
}
