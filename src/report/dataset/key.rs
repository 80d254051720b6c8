//! Keys by which the tables of a data set are joined: the same in every store and in every export.

use sha2::{Digest, Sha256};

use crate::model::attribution::Source;
use crate::model::hex::hex;
use crate::model::redacted::hash_of;
use crate::report::scope::ScopeReport;

/// How many bytes of a hash make a key.
const BYTES: usize = 8;

/// The key of a series: 16 digits of the hash of what it counts, by canonical names.
pub fn of_series(scope: &ScopeReport) -> String {
    let (place, definition) = (scope.place.as_deref(), scope.definition.as_deref());
    of([
        scope.event.as_bytes(),
        place.unwrap_or_default().as_bytes(),
        scope.measure.as_bytes(),
        scope.unit.as_bytes(),
        scope.group.as_bytes(),
        scope.count_type.as_bytes(),
        definition.unwrap_or_default().as_bytes(),
    ])
}

/// The key of a source: 16 digits of the hash of its publisher and its url, without one its title. An erased text enters by
/// its hash.
pub fn of_source(source: &Source) -> String {
    of([source.publisher.as_str().as_bytes(), &hash_of(source.identity())])
}

fn of<const N: usize>(parts: [&[u8]; N]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize()[..BYTES])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::name::Name;

    fn scope(event: &str, place: Option<&str>) -> ScopeReport {
        ScopeReport {
            event: event.into(),
            place: place.map(str::to_owned),
            measure: "killed",
            unit: "people",
            group: "people".into(),
            count_type: "total",
            definition: None,
        }
    }

    #[test]
    fn another_series_or_source_has_another_key() {
        let keys = [("Flood", None), ("Flood", Some("x")), ("Floodx", None)]
            .map(|(event, place)| of_series(&scope(event, place)));
        assert!(keys.iter().all(|key| key.len() == 16) && keys[0] != keys[1] && keys[1] != keys[2]);
        let source = |title: &str, url: &str| Source {
            publisher: Name::read("AP").expect("a name"),
            title: title.into(),
            url: url.into(),
            archive_url: None,
            language: None,
        };
        assert_eq!(of_source(&source("a", "u")), of_source(&source("b", "u")));
        assert_ne!(of_source(&source("a", "")), of_source(&source("b", "")));
    }
}
