//! What a source names: the paths of its imports and of its expressions, written out from the root of the crate.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{Source, Sources, is_word, whole_words};

/// A path from the root of the crate: `["store", "open", "Store"]`.
pub type Path = Vec<String>;

/// Where a path leads: a file, and the type in it that the path names.
pub struct Place<'a> {
    pub file: &'a str,
    pub type_name: Option<String>,
}

/// What one file names and declares, as it is written there.
pub struct Named {
    /// The imports, each with the name that it brings (`*` for all).
    uses: Vec<(Path, String)>,
    /// Paths in expressions, types and macros.
    others: Vec<Path>,
    /// Structs, enums, traits and unions, each as often as it is declared.
    pub declared: Vec<String>,
    /// The types of each `impl Type { .. }`.
    impls: Vec<String>,
}

impl Named {
    /// Of a source without comments, strings and tests.
    pub fn of(code: &str) -> Named {
        let (uses, others) = names(code);
        Named { uses, others, declared: declarations(code), impls: impls(code) }
    }
}

/// The modules of the crate, and what each file imports and declares.
pub struct Index<'a> {
    modules: BTreeMap<Path, &'a str>,
    files: BTreeMap<&'a str, File>,
}

struct File {
    own: Path,
    /// Each name that an import brings into the file, with the path that it stands for.
    aliases: BTreeMap<String, Path>,
    /// Paths all of whose names are imported.
    globs: Vec<Path>,
    /// Paths in expressions, types and macros.
    others: Vec<Path>,
    declared: BTreeSet<String>,
}

impl<'a> Index<'a> {
    pub fn new(sources: &'a Sources) -> Index<'a> {
        let modules: BTreeMap<Path, &str> =
            sources.files.iter().map(|source| (source.module(), source.path.as_str())).collect();
        let files = sources.files.iter().map(|source| (source.path.as_str(), File::new(source, &modules)));
        Index { files: files.collect(), modules }
    }

    /// Every path below the root that a file names.
    pub fn paths(&self, file: &str) -> BTreeSet<&Path> {
        let file = &self.files[file];
        file.aliases.values().chain(&file.globs).chain(&file.others).collect()
    }

    /// The file that a path leads to, through what other modules import and give on.
    pub fn place(&self, path: &[String]) -> Option<Place<'a>> {
        self.place_within(path, 8)
    }

    fn place_within(&self, path: &[String], steps: u8) -> Option<Place<'a>> {
        let (length, file) =
            (1..=path.len()).rev().find_map(|n| Some((n, *self.modules.get(&path[..n])?)))?;
        let Some(name) = path.get(length) else { return Some(Place { file, type_name: None }) };
        let here = &self.files[file];
        if here.declared.contains(name) {
            return Some(Place { file, type_name: Some(name.clone()) });
        }
        let rest = &path[length + 1..];
        let through = |path: &Path| {
            let whole: Path = path.iter().chain(rest).cloned().collect();
            (steps > 0 && whole != here.own).then(|| self.place_within(&whole, steps - 1)).flatten()
        };
        let alias = here.aliases.get(name).and_then(through);
        let glob = || {
            here.globs.iter().find_map(|glob| {
                let whole: Path = glob.iter().chain([name]).chain(rest).cloned().collect();
                let place = (steps > 0).then(|| self.place_within(&whole, steps - 1)).flatten();
                place.filter(|place| place.type_name.is_some())
            })
        };
        alias.or_else(glob).or(Some(Place { file, type_name: None }))
    }

    /// The type that an `impl` of this file is about, by the path written there.
    fn type_of(&self, file: &'a str, path: &str) -> Option<(&'a str, String)> {
        let segments: Path = path.split("::").map(|part| part.trim().to_owned()).collect();
        let here = &self.files[file];
        if segments.len() == 1 && here.declared.contains(&segments[0]) {
            return Some((file, segments[0].clone()));
        }
        let place = self.place(&here.absolute(&segments, &self.modules)?)?;
        Some((place.file, place.type_name?))
    }

    /// The files that hold an inherent `impl` of each type; a type is its file and its name.
    pub fn inherent_impls(&self, sources: &'a Sources) -> BTreeMap<(&'a str, String), BTreeSet<&'a str>> {
        let mut found: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for source in &sources.files {
            for name in &source.named.impls {
                if let Some(of) = self.type_of(&source.path, name) {
                    found.entry(of).or_default().insert(source.path.as_str());
                }
            }
        }
        found
    }

    /// The types that a file names: those of its paths and those that it declares.
    pub fn types(&self, file: &'a str) -> BTreeSet<(&'a str, String)> {
        let named = self.paths(file).into_iter().filter_map(|path| self.place(path));
        let named = named.filter_map(|place| Some((place.file, place.type_name?)));
        named.chain(self.files[file].declared.iter().map(|name| (file, name.clone()))).collect()
    }
}

impl File {
    fn new(source: &Source, modules: &BTreeMap<Path, &str>) -> File {
        let Named { uses, others, declared, .. } = &source.named;
        let (own, declared) = (source.module(), declared.iter().cloned().collect());
        let mut file = File { own, aliases: BTreeMap::new(), globs: vec![], others: vec![], declared };
        for (path, alias) in uses {
            let Some(path) = file.absolute(path, modules) else { continue };
            match alias.as_str() {
                "*" => file.globs.push(path),
                alias => drop(file.aliases.insert(alias.to_owned(), path)),
            }
        }
        file.others = others.iter().filter_map(|path| file.absolute(path, modules)).collect();
        file
    }

    /// Written out from the root; `None` for what lies outside of the crate.
    fn absolute(&self, path: &[String], modules: &BTreeMap<Path, &str>) -> Option<Path> {
        let first = path.first()?;
        let after = |base: &[String], rest: &[String]| base.iter().chain(rest).cloned().collect::<Path>();
        if first == "crate" {
            return Some(path[1..].to_vec());
        }
        let ups = path.iter().take_while(|part| *part == "super").count();
        if ups > 0 {
            return Some(after(&self.own[..self.own.len().saturating_sub(ups)], &path[ups..]));
        }
        if first == "self" {
            return (path.len() > 1).then(|| after(&self.own, &path[1..]));
        }
        if let Some(base) = self.aliases.get(first) {
            return Some(after(base, &path[1..]));
        }
        let child = after(&self.own, &path[..1]);
        modules.contains_key(&child).then(|| after(&self.own, path))
    }
}

/// The imports, each with the name that it brings (`*` for all), and the other paths.
fn names(code: &str) -> (Vec<(Path, String)>, Vec<Path>) {
    let (mut uses, mut others) = (Vec::new(), Vec::new());
    let bytes = code.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let first = word(code, at);
        let follows = code[at + first.len()..].trim_start().bytes().next();
        if first == "use" && follows.is_some_and(|c| is_word(c) || c == b'{' || c == b':') {
            let end = code[at..].find(';').map_or(code.len(), |end| at + end);
            unfold(code[at + 3..end].trim(), &[], &mut uses);
            at = end;
            continue;
        }
        let goes_on = code[..at].ends_with("::");
        let mut path = vec![first.to_owned()];
        at += first.len();
        while code[at..].starts_with("::") && bytes.get(at + 2).is_some_and(|c| is_word(*c)) {
            let next = word(code, at + 2);
            path.push(next.to_owned());
            at += 2 + next.len();
        }
        if !goes_on {
            others.push(path);
        }
    }
    // A name alone says something only where it was imported; then its import was noted.
    others.retain(|path| path.len() > 1);
    (uses, others)
}

fn word(code: &str, at: usize) -> &str {
    let length = code[at..].bytes().take_while(|byte| is_word(*byte)).count();
    &code[at..at + length]
}

/// Reads one branch of an import and all that is in its braces.
fn unfold(tree: &str, base: &[String], found: &mut Vec<(Path, String)>) {
    let tree = tree.trim().trim_start_matches("::");
    if let Some(inner) = tree.strip_prefix('{') {
        branches(inner.trim_end().trim_end_matches('}')).into_iter().for_each(|one| unfold(one, base, found));
        return;
    }
    let first = word(tree, 0);
    if first.is_empty() && !tree.starts_with('*') {
        return;
    }
    let rest = tree[first.len()..].trim_start();
    let path: Path = match first {
        "self" if !base.is_empty() => base.to_vec(),
        first => base.iter().cloned().chain([first.to_owned()]).collect(),
    };
    if let Some(deeper) = rest.strip_prefix("::") {
        return unfold(deeper, &path, found);
    }
    let last = path.last().cloned().unwrap_or_default();
    match rest.strip_prefix("as ") {
        _ if first.is_empty() => found.push((base.to_vec(), "*".to_owned())),
        Some(alias) => found.push((path, alias.trim().to_owned())),
        None => found.push((path, last)),
    }
}

/// The parts between the commas, those within braces aside.
fn branches(tree: &str) -> Vec<&str> {
    let (mut found, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, byte) in tree.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                found.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&tree[from..]);
    found
}

/// The names of structs, enums, traits and unions that are declared, each as often as it is.
fn declarations(code: &str) -> Vec<String> {
    let kinds = ["struct", "enum", "trait", "union"];
    let named = kinds.iter().flat_map(|kind| {
        whole_words(code, kind).filter_map(|at| {
            let name = word(code, at + kind.len() + 1);
            name.starts_with(|c: char| c.is_ascii_uppercase()).then(|| name.to_owned())
        })
    });
    named.collect()
}

/// The types of each `impl Type { .. }`, as written.
fn impls(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for at in whole_words(code, "impl") {
        let begins = code[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0;
        let Some(open) = code[at..].find('{').filter(|_| begins) else { continue };
        let head = without_generics(&code[at + "impl".len()..at + open]);
        let head = head.split(" where ").next().unwrap_or_default().trim();
        if whole_words(head, "for").next().is_none() && !head.is_empty() {
            found.push(head.trim_end_matches("where").trim().to_owned());
        }
    }
    found
}

fn without_generics(head: &str) -> String {
    let (mut kept, mut depth, mut before) = (String::new(), 0_usize, ' ');
    for c in head.chars() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            '\n' if depth == 0 => kept.push(' '),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
        before = c;
    }
    kept
}

#[test]
fn imports_and_paths_are_read_through_braces_and_other_names() {
    let texts = [
        ("a/mod.rs", "mod b;\npub use b::{Bee, Sting as Point};\npub use self::b::deep;"),
        (
            "a/b.rs",
            "pub struct Bee<'a>(&'a str);\nimpl<'a> Bee<'a> {\n fn x(&self) {}\n}\npub enum Sting { A }",
        ),
        ("c.rs", "use crate::{a::{self, Point}, d};\nfn f(b: &a::Bee<'_>) { d::g::<u8>(); super::c::h(); }"),
        (
            "d.rs",
            "use super::a::*;\nuse std::fs;\nimpl Bee<'_> {\n fn z(&self) {}\n}\nimpl Clone for Bee<'_> { }",
        ),
        ("lib.rs", "mod a; mod c; mod d;"),
    ];
    let sources = Sources::of(texts.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec());
    let index = Index::new(&sources);
    let paths: Vec<String> = index.paths("c.rs").into_iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["a", "a::Bee", "a::Point", "c::h", "d", "d::g"]);
    let leads = |path: &[&str]| {
        let path: Path = path.iter().map(|part| (*part).to_owned()).collect();
        index.place(&path).map(|place| format!("{} {:?}", place.file, place.type_name)).unwrap_or_default()
    };
    assert_eq!(leads(&["a", "Bee"]), "a/b.rs Some(\"Bee\")");
    assert_eq!(leads(&["a", "Point", "A"]), "a/b.rs Some(\"Sting\")");
    assert_eq!(leads(&["d", "Bee"]), "a/b.rs Some(\"Bee\")");
    assert_eq!(leads(&["d", "g"]), "d.rs None");
    let impls = index.inherent_impls(&sources);
    let bee: Vec<&str> = impls[&("a/b.rs", "Bee".to_owned())].iter().copied().collect();
    assert_eq!(bee, ["a/b.rs"], "a name that came by `*` is not followed within its file");
}
