//! Who withdraws what: a publisher that takes back what it had attributed to somebody withdraws its report, not the count.

use rustc_hash::{FxHashMap, FxHashSet};

use super::figure::Figure;
use super::name::Name;
use super::names::{NameKind, Names};
use super::recorded::{Act, ActKind, FigureId, Recorded};
use super::words::LinkKind;

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

/// Whether a row that retracts a figure speaks for its publisher alone, or for one who passed it on, which had attributed it
/// to somebody else.
fn is_of_a_report(target: &Figure, by: &Figure, names: &Names) -> bool {
    let Some(authority) = target.authority() else { return false };
    let speaker = match by.authority() {
        Some(authority) => (NameKind::Authority, authority),
        None => (NameKind::Publisher, &by.source.publisher),
    };
    let carries = carriers(target).any(|carrier| is_carrier(speaker, &carrier, names));
    carries && !is_carrier((NameKind::Authority, authority), speaker.1, names)
}

/// Those who printed a figure and those who passed it on, the publisher first.
pub fn carriers(figure: &Figure) -> impl Iterator<Item = Name> {
    let relays = figure.attribution.via.iter().flat_map(Name::steps).filter_map(Name::read);
    std::iter::once(figure.source.publisher.clone()).chain(relays)
}

/// Whether a name is that of a publisher or relay, as the desk says.
pub fn is_carrier((kind, name): (NameKind, &Name), carrier: &Name, names: &Names) -> bool {
    let (name, carrier) = (names.canonical(kind, name), names.canonical(NameKind::Publisher, carrier));
    name == carrier || name == names.canonical(NameKind::Authority, &carrier)
}
