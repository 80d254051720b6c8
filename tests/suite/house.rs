//! Holds the house together: which room may use which, what no room may contain, and no circles.
//!
//! The table is ARCHITECTURE.md's. It reads the sources as text; strings and comments are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use besides itself.
const DOORS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("phrase", &["model"]),
    ("series", &["model"]),
    ("reconcile", &["model", "phrase", "series"]),
    ("audit", &["model", "phrase", "series", "reconcile"]),
    ("claim", &["model", "phrase", "series", "reconcile"]),
    ("prose", &["model", "phrase", "series", "reconcile", "claim"]),
    ("report", &["model", "phrase", "series", "reconcile", "audit", "claim", "prose"]),
    ("render", &["model", "phrase", "report"]),
    ("intake", &["model"]),
    ("store", &["model"]),
    ("web", &["model", "store", "report", "render"]),
    (
        "desk",
        &[
            "model",
            "phrase",
            "series",
            "reconcile",
            "audit",
            "claim",
            "prose",
            "report",
            "render",
            "intake",
            "store",
        ],
    ),
    (
        "cli",
        &[
            "desk",
            "model",
            "phrase",
            "series",
            "reconcile",
            "audit",
            "claim",
            "prose",
            "report",
            "render",
            "intake",
            "store",
            "web",
        ],
    ),
];

/// Text that may stand only in the rooms or files named beside it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/"]),
    ("clap::", &["cli/"]),
    ("Utc::now", &["cli/clock.rs"]),
    ("Local::now", &["cli/clock.rs"]),
    ("SystemTime::now", &["cli/clock.rs"]),
    ("std::fs", &["store/open.rs", "desk/", "cli/"]),
    ("File::open", &["store/open.rs", "desk/", "cli/"]),
    ("stdout()", &["cli/"]),
    ("stderr()", &["cli/"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!(", &[]),
    ("eprint!(", &[]),
    ("dbg!(", &[]),
];

struct Source {
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let path =
                    entry.strip_prefix(&root).expect("inside src").to_string_lossy().replace('\\', "/");
                let code = bare(&fs::read_to_string(&entry).expect("a source"));
                found.push(Source { path, code });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 40, "the sources were not found");
    found
}

/// A source without comments, without the text of its strings, and without its tests.
fn bare(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut bare = String::new();
    for line in text.lines() {
        let line = if line.trim_start().starts_with("//") { "" } else { line };
        let mut inside = false;
        let mut before = ' ';
        for c in line.chars() {
            if c == '"' && before != '\\' && before != '\'' {
                inside = !inside;
            }
            if !inside {
                bare.push(c);
            }
            before = c;
        }
        bare.push('\n');
    }
    bare
}

fn room_of(path: &str) -> Option<&str> {
    path.split_once('/').map(|(room, _)| room)
}

/// The paths below `crate::` that a source names, braces unfolded one level deep at any depth.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        unfold(&code[at + "crate::".len()..], &mut Vec::new(), &mut found);
    }
    found
}

/// Reads one use-tree; returns how much of the text it took.
fn unfold(text: &str, base: &mut Vec<String>, found: &mut BTreeSet<Vec<String>>) -> usize {
    if let Some(inner) = text.strip_prefix('{') {
        let mut at = 1;
        loop {
            let rest = &text[at..];
            let skip = rest.len() - rest.trim_start_matches([' ', '\n', ',']).len();
            at += skip;
            if text[at..].starts_with('}') || at >= inner.len() {
                return at + 1;
            }
            let taken = unfold(&text[at..], base, found);
            at += taken.max(1);
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    base.push(text[..end].to_owned());
    let mut taken = end;
    if let Some(rest) = text[end..].strip_prefix("::") {
        taken += 2 + unfold(rest, base, found);
    } else {
        found.insert(base.clone());
    }
    base.pop();
    taken
}

#[test]
fn rooms_use_only_the_doors_they_have() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(room) = room_of(&source.path) else { continue };
        let doors = DOORS.iter().find(|(name, _)| *name == room);
        let Some((_, doors)) = doors else {
            wrong.push(format!("{}: the room `{room}` is not in the table", source.path));
            continue;
        };
        for path in paths(&source.code) {
            let used = path[0].as_str();
            let is_room = DOORS.iter().any(|(name, _)| *name == used);
            if is_room && used != room && !doors.contains(&used) {
                wrong.push(format!("{} uses `{used}`, which `{room}` may not", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn some_words_stand_only_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, places) in ONLY_IN {
            if source.code.contains(word) && !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} holds `{word}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_a_list_is_in_its_list() {
    for (folder, wanted) in [
        ("reconcile/policies", "one policy a file"),
        ("audit/findings", "one finding a file"),
        ("cli/commands", "one command a file"),
        ("intake/dialects", "one dialect a file"),
    ] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
        let list = fs::read_to_string(root.join("mod.rs")).expect("a list");
        for file in fs::read_dir(&root).expect("a folder") {
            let name =
                file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned();
            let named = list.matches(name.as_str()).count();
            assert!(
                name == "mod" || named >= 2 || (named == 1 && folder.starts_with("intake")),
                "{folder}/{name}.rs is not in the list ({wanted})"
            );
        }
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.code.lines().count() > 450)
        .map(|source| format!("{}: {} lines", source.path, source.code.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Circles between files. A folder's `mod.rs` is the face of its files: they may use it, and it lists them.
#[test]
fn no_file_uses_itself_by_a_detour() {
    let sources = sources();
    let modules: BTreeMap<Vec<String>, &str> =
        sources.iter().map(|source| (module_of(&source.path), source.path.as_str())).collect();
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in &sources {
        let own = module_of(&source.path);
        for path in paths(&absolute(&source.code, &own, &source.path)) {
            let target = (1..=path.len()).rev().find_map(|n| modules.get(&path[..n]));
            let Some(target) = target.filter(|target| **target != source.path) else { continue };
            if !is_face_of(target, &source.path) && !is_face_of(&source.path, target) {
                uses.entry(&source.path).or_default().insert(target);
            }
        }
    }
    let circles: Vec<String> = uses.keys().filter_map(|start| circle(start, &uses)).collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
    let edges: usize = uses.values().map(BTreeSet::len).sum();
    assert!(edges > 100, "the imports were not read: {edges}");
}

fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    PathBuf::from(path)
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .filter(|part| part != "lib")
        .collect()
}

fn is_face_of(face: &str, file: &str) -> bool {
    face.strip_suffix("mod.rs").is_some_and(|folder| file.starts_with(folder))
}

/// The source with `super::` and `self::` written out from the root.
fn absolute(code: &str, own: &[String], path: &str) -> String {
    let parent = own.len().saturating_sub(1);
    let up = |levels: usize| {
        own[..parent.saturating_sub(levels)].iter().map(|part| format!("{part}::")).collect::<String>()
    };
    let here = own.iter().map(|part| format!("{part}::")).collect::<String>();
    let _ = path;
    code.replace("super::super::", &format!("crate::{}", up(1)))
        .replace("super::", &format!("crate::{}", up(0)))
        .replace("self::", &format!("crate::{here}"))
}

fn circle<'a>(start: &'a str, uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<String> {
    let mut way = vec![start];
    let mut seen = BTreeSet::new();
    walk(start, start, uses, &mut way, &mut seen).then(|| way.join(" -> "))
}

fn walk<'a>(
    at: &'a str,
    start: &str,
    uses: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    way: &mut Vec<&'a str>,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    for next in uses.get(at).into_iter().flatten() {
        way.push(next);
        if *next == start || (seen.insert(next) && walk(next, start, uses, way, seen)) {
            return true;
        }
        way.pop();
    }
    false
}

#[test]
fn the_reading_of_imports_sees_through_braces() {
    let found = paths("use crate::model::{name::Name, words::{Measure, Unit}};\ncrate::store::Store");
    let found: Vec<String> = found.into_iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["model::name::Name", "model::words::Measure", "model::words::Unit", "store::Store"]);
}
