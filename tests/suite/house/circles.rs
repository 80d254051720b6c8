//! Circles between files: through what they import, and through the methods of the types that they name.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::names::Index;
use super::scan::Sources;

/// Which file uses which, and by what.
pub struct Uses<'a>(BTreeMap<&'a str, BTreeMap<&'a str, String>>);

impl<'a> Uses<'a> {
    /// Reads what files use. A folder's `mod.rs` is the face of its files: they may use it, and it lists them. A file that
    /// names a type is taken to use every file that holds an inherent `impl` of it.
    pub fn read(sources: &'a Sources) -> Uses<'a> {
        let index = Index::new(sources);
        let impls = index.inherent_impls(sources);
        let mut uses: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        for source in sources.files.iter().filter(|source| !sources.is_test(&source.path)) {
            let from = source.path.as_str();
            let own = uses.entry(from).or_default();
            let path = index.paths(from);
            for (path, place) in path.into_iter().filter_map(|path| Some((path, index.place(path)?))) {
                if place.file != from && !is_face(place.file, from) && !is_face(from, place.file) {
                    own.entry(place.file).or_insert_with(|| path.join("::"));
                }
            }
            for of in index.types(from) {
                let Some(files) = impls.get(&of) else { continue };
                let whole = files.iter().all(|file| *file == of.0);
                // Of a type whose methods stand elsewhere, the file that declares it belongs to them.
                let home = Some(of.0).filter(|_| !whole);
                for file in files.iter().copied().chain(home).filter(|file| *file != from) {
                    if !whole || (!is_face(file, from) && !is_face(from, file)) {
                        own.entry(file).or_insert_with(|| format!("methods of {}", of.1));
                    }
                }
            }
        }
        Uses(uses)
    }

    /// How many uses there are.
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// A shortest circle through each file that is in one, each circle once.
    pub fn circles(&self) -> BTreeSet<Vec<&'a str>> {
        let inside = self.that_lead_on();
        let circles = inside.iter().filter_map(|start| self.way(start, start)).map(|mut circle| {
            circle.pop();
            let first = (0..circle.len()).min_by_key(|at| circle[*at]).unwrap_or(0);
            circle.rotate_left(first);
            circle
        });
        circles.collect()
    }

    /// The files that may be in a circle: those that use and are used, once all others are left out.
    fn that_lead_on(&self) -> BTreeSet<&'a str> {
        let mut inside: BTreeSet<&str> = self.0.keys().copied().collect();
        loop {
            let before = inside.len();
            let uses = |file: &str| self.0.get(file).into_iter().flat_map(BTreeMap::keys).copied();
            let used: BTreeSet<&str> = inside.iter().flat_map(|file| uses(file)).collect();
            inside = inside
                .iter()
                .copied()
                .filter(|file| used.contains(file) && uses(file).any(|other| inside.contains(other)))
                .collect();
            if inside.len() == before {
                return inside;
            }
        }
    }

    /// A shortest way from one file to another, both named.
    fn way(&self, from: &'a str, to: &str) -> Option<Vec<&'a str>> {
        let mut came: BTreeMap<&str, &'a str> = BTreeMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            for file in self.0.get(at).into_iter().flat_map(BTreeMap::keys).copied() {
                if file == to {
                    let mut way = vec![file, at];
                    while *way.last()? != from {
                        way.push(came[way.last()?]);
                    }
                    way.reverse();
                    return Some(way);
                }
                if file != from && !came.contains_key(file) {
                    came.insert(file, at);
                    next.push_back(file);
                }
            }
        }
        None
    }

    /// A circle in words: each file, and by what it uses the next.
    pub fn tell(&self, circle: &[&str]) -> String {
        let steps = circle.iter().zip(circle.iter().cycle().skip(1));
        let told = steps.map(|(from, to)| format!("{from} -> {to} ({})", self.0[from][to]));
        told.collect::<Vec<_>>().join(", ")
    }
}

fn is_face(face: &str, file: &str) -> bool {
    face.strip_suffix("mod.rs").is_some_and(|folder| file.starts_with(folder))
}
