//! The names and documents of everything that an audit saw: what is compared across events.

use std::cell::LazyCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::model::name::{Name, STEP};
use crate::model::names::{NameKind, Names};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::Uid;

use super::imports::Place;

/// What was seen, for the rules that compare names.
pub struct Everything<'a> {
    /// What the desk says about names.
    pub names: &'a Names,
    /// Every name, and of a path every step, each with a figure that has it; by kind and name.
    pub seen: Vec<SeenName>,
    /// Whether to stop: what was found until then is left aside.
    pub stop: &'a dyn Fn() -> bool,
}

/// A name, and the first figure that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenName {
    /// What it is the name of.
    pub kind: NameKind,
    /// The name.
    pub name: Name,
    /// The first figure with it.
    pub first: First,
}

/// The figure that was recorded first of some: by its place, and of those of one line by its uid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct First {
    place: Place,
    uid: Uid,
    /// The figure.
    pub figure: FigureId,
}

/// Gathers names, figure by figure.
#[derive(Default)]
pub struct AuditIndex {
    names: [FxHashMap<Name, First>; KINDS.len()],
}

/// The kinds of names that figures have.
const KINDS: [NameKind; 5] =
    [NameKind::Event, NameKind::Place, NameKind::Authority, NameKind::Publisher, NameKind::Group];

impl AuditIndex {
    /// Takes in one figure, with its place among all figures.
    pub fn take(&mut self, recorded: &Recorded, place: Place) {
        let figure = &recorded.figure;
        let own = LazyCell::new(|| First { place, uid: Uid::of(figure), figure: recorded.id });
        let names = [
            Some(&figure.scope.event),
            figure.scope.place.as_ref(),
            figure.authority(),
            Some(&figure.source.publisher),
            Some(&figure.scope.group),
        ];
        for (known, name) in self.names.iter_mut().zip(names) {
            if let Some(name) = name {
                learn(known, name, place, &own);
            }
        }
    }

    /// The names, by kind and name.
    pub fn names(self) -> Vec<SeenName> {
        let mut seen = Vec::new();
        for (kind, names) in KINDS.into_iter().zip(self.names) {
            let mut of_kind: Vec<SeenName> =
                names.into_iter().map(|(name, first)| SeenName { kind, name, first }).collect();
            of_kind.sort_unstable_by(|a, b| a.name.cmp(&b.name));
            seen.append(&mut of_kind);
        }
        seen
    }
}

/// A name and the paths that lead to it; each keeps the first figure that has it.
fn learn<F: FnOnce() -> First>(
    known: &mut FxHashMap<Name, First>,
    name: &Name,
    place: Place,
    own: &LazyCell<First, F>,
) {
    match known.get_mut(name) {
        Some(first) if first.place < place => return,
        Some(first) => *first = (**own).min(*first),
        None => {
            known.insert(name.clone(), **own);
        }
    }
    if let Some(outer) = name.as_str().rsplit_once(STEP).and_then(|(outer, _)| Name::read(outer)) {
        learn(known, &outer, place, own);
    }
}

/// The hash of a figure's url, however it is spelled, with its measure and its number: figures that share it may be one, seen
/// twice. `None` without a url or a number.
pub fn document(recorded: &Recorded) -> Option<u64> {
    let figure = &recorded.figure;
    let count = figure.count.as_ref()?;
    if figure.source.url.is_empty() {
        return None;
    }
    let mut hasher = FxHasher::default();
    plain_url(&figure.source.url).hash(&mut hasher);
    (figure.scope.measure, figure.scope.count_type, count.count()).hash(&mut hasher);
    Some(hasher.finish())
}

/// A url without what does not tell one document from another: the scheme, `www.`, the case of the host, a fragment, marks of
/// campaigns, a slash at the end.
pub fn plain_url(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mark = |part: &&str| part.starts_with("utm_") || part.starts_with("fbclid=") || part.is_empty();
    let query: Vec<&str> = query.split('&').filter(|part| !mark(part)).collect();
    format!("{host}/{}?{}", path.trim_end_matches('/'), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_has_one_plain_url() {
        let plain = plain_url("https://www.Dawn.com/news/1783778/");
        for url in [
            "http://dawn.com/news/1783778",
            "https://dawn.com/news/1783778?utm_source=x#top",
            "www.dawn.com/news/1783778",
        ] {
            assert_eq!(plain_url(url), plain, "{url}");
        }
        for url in [
            "https://dawn.com/news/1783779",
            "https://dawn.com/News/1783778",
            "https://dawn.com/news/1783778?p=2",
        ] {
            assert_ne!(plain_url(url), plain, "{url}");
        }
    }
}
