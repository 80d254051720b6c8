//! The rules, each as a function from the sources to what breaks it. What breaks a rule has a short key, by which the
//! tests know what was planted.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::Uses;
use super::names::Index;
use super::scan::{Sources, whole_words};

/// What each room may use besides itself; `cli` may use all. A room that is not there yet has its line already.
const DOORS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("disk", &[]),
    ("phrase", &["model"]),
    ("extract", &["model"]),
    ("series", &["model"]),
    ("reconcile", &["model", "phrase", "series"]),
    ("audit", &["model", "phrase", "series", "reconcile"]),
    ("claim", &["model", "phrase", "series", "reconcile", "extract", "audit"]),
    ("prose", &["model", "phrase", "series", "reconcile", "claim"]),
    ("report", &["model", "phrase", "series", "reconcile", "audit", "claim", "extract", "prose"]),
    ("chart", &["model", "report"]),
    ("render", &["model", "phrase", "report", "chart"]),
    ("export", &["model", "phrase", "report", "chart", "render"]),
    ("intake", &["model", "extract"]),
    ("store", &["model", "disk"]),
    (
        "desk",
        &[
            "model",
            "phrase",
            "extract",
            "series",
            "reconcile",
            "audit",
            "claim",
            "prose",
            "report",
            "chart",
            "render",
            "export",
            "intake",
            "store",
            "disk",
        ],
    ),
    ("web", &["model", "report", "render", "chart", "desk"]),
    (
        "cli",
        &[
            "model",
            "phrase",
            "extract",
            "series",
            "reconcile",
            "audit",
            "claim",
            "prose",
            "report",
            "chart",
            "render",
            "export",
            "intake",
            "store",
            "disk",
            "desk",
            "web",
        ],
    ),
];

/// Words of code that may stand only in the rooms and files named beside them.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/"]),
    ("clap", &["cli/"]),
    ("Utc::now", &["cli/clock.rs"]),
    ("Local::now", &["cli/clock.rs"]),
    ("SystemTime::now", &["cli/clock.rs"]),
    ("std::fs", &["disk/", "store/open.rs", "desk/", "cli/signals.rs"]),
    ("File::open", &["disk/", "store/open.rs", "desk/"]),
    ("File::create", &["disk/", "store/open.rs", "desk/"]),
    ("OpenOptions", &["disk/", "store/open.rs", "desk/"]),
    ("std::net", &["web/", "cli/"]),
    ("stdout", &["cli/"]),
    ("stderr", &["cli/"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!", &[]),
    ("eprint!", &[]),
    ("dbg!", &[]),
    ("rustfmt::skip", &[]),
];

/// Beginnings of SQL and HTML in strings, and the rooms in which they may stand.
const STRINGS_ONLY_IN: &[(&str, &[&str])] = &[
    ("SELECT ", &["store/"]),
    ("INSERT INTO ", &["store/"]),
    ("INSERT OR ", &["store/"]),
    ("DELETE FROM ", &["store/"]),
    ("CREATE TABLE ", &["store/"]),
    ("PRAGMA ", &["store/"]),
    ("<!doctype", &["render/", "intake/"]),
    ("<html", &["render/", "intake/"]),
    ("<table", &["render/", "intake/"]),
    ("<span", &["render/", "intake/"]),
];

/// What cli asks desk for, and does not reach into by itself.
const BEHIND_DESK: [&str; 4] = ["store", "series", "reconcile", "audit"];

/// The longest file, in lines of all sorts.
const LONGEST: usize = 500;

/// Lists of things of one kind, each thing a file, and how often the list names it: as a module, and as an entry.
const LISTS: &[(&str, &str, usize)] = &[
    ("reconcile/policies", "one policy a file", 2),
    ("audit/findings", "one finding a file", 2),
    ("cli/commands", "one command a file", 2),
    ("intake/dialects", "one dialect a file", 1),
    ("export", "one export format a file", 2),
];

/// What breaks a rule: a key, and what is wrong, in words.
pub type Broken = BTreeMap<String, String>;

/// Rooms use only the rooms that they have a door to.
pub fn doors(sources: &Sources) -> Broken {
    let index = Index::new(sources);
    let mut broken = Broken::new();
    for source in &sources.files {
        let Some(room) = source.room() else { continue };
        let Some((_, doors)) = DOORS.iter().find(|(name, _)| *name == room) else {
            broken.insert(source.path.clone(), format!("the room `{room}` is not in the table"));
            continue;
        };
        for used in index.paths(&source.path).into_iter().filter_map(|path| path.first()) {
            let is_room = DOORS.iter().any(|(name, _)| name == used);
            if is_room && used != room && !doors.contains(&used.as_str()) {
                broken.insert(
                    format!("{} {used}", source.path),
                    format!("{} uses `{used}`, which `{room}` may not", source.path),
                );
            }
        }
    }
    broken
}

/// Some words stand only where they belong.
pub fn words(sources: &Sources) -> Broken {
    let mut broken = Broken::new();
    for source in &sources.files {
        let in_code = ONLY_IN.iter().filter(|(word, _)| whole_words(&source.code, word).next().is_some());
        let in_strings = STRINGS_ONLY_IN.iter().filter(|(word, _)| source.strings.contains(word));
        for (word, places) in in_code.chain(in_strings) {
            if !places.iter().any(|place| source.path.starts_with(place)) {
                let word = word.trim_end();
                broken.insert(
                    format!("{} {word}", source.path),
                    format!("{} holds `{word}`, which may stand in {places:?}", source.path),
                );
            }
        }
    }
    broken
}

/// Every file of a list is in its list.
pub fn lists(sources: &Sources) -> Broken {
    let mut broken = Broken::new();
    for (folder, wanted, times) in LISTS {
        let list = format!("{folder}/mod.rs");
        let Some(list) = sources.files.iter().find(|source| source.path == list) else {
            broken.insert((*folder).to_owned(), format!("{folder} has no list"));
            continue;
        };
        for source in &sources.files {
            let Some(name) = source.path.strip_prefix(&format!("{folder}/")) else { continue };
            let name = name.strip_suffix("/mod.rs").or(name.strip_suffix(".rs")).unwrap_or(name);
            if name != "mod" && !name.contains('/') && whole_words(&list.code, name).count() < *times {
                broken.insert(source.path.clone(), format!("{} is not in its list ({wanted})", source.path));
            }
        }
    }
    broken
}

/// Files are short enough to read.
pub fn lengths(sources: &Sources) -> Broken {
    let long = sources.files.iter().filter(|source| source.lines() > LONGEST);
    long.map(|source| (source.path.clone(), format!("{}: {} lines", source.path, source.lines()))).collect()
}

/// The name of a type is declared once.
pub fn type_names(sources: &Sources) -> Broken {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for source in sources.files.iter().filter(|source| !sources.is_test(&source.path)) {
        for name in &source.named.declared {
            homes.entry(name.clone()).or_default().push(&source.path);
        }
    }
    let twice = homes.into_iter().filter(|(_, homes)| homes.len() > 1);
    twice
        .map(|(name, homes)| (name.clone(), format!("`{name}` is declared in {}", homes.join(", "))))
        .collect()
}

/// cli asks desk, and reaches into no room that is behind it.
pub fn reaches_of_cli(sources: &Sources) -> Broken {
    let index = Index::new(sources);
    let mut broken = Broken::new();
    for source in sources.files.iter().filter(|source| source.room() == Some("cli")) {
        let rooms: BTreeSet<&str> =
            index.paths(&source.path).into_iter().filter_map(|path| Some(path.first()?.as_str())).collect();
        let named: Vec<&str> = BEHIND_DESK.into_iter().filter(|room| rooms.contains(room)).collect();
        if !named.is_empty() {
            broken.insert(
                source.path.clone(),
                format!("{} names {}, behind desk", source.path, named.join(", ")),
            );
        }
    }
    broken
}

/// The files in which the format of an answer is decided: one is enough.
pub fn formats(sources: &Sources) -> BTreeSet<String> {
    let decides = |code: &str| {
        whole_words(code, "Format").any(|at| {
            code[at..].strip_prefix("Format::").is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
    };
    sources.files.iter().filter(|source| decides(&source.code)).map(|source| source.path.clone()).collect()
}

/// No file uses itself by a detour.
pub fn circles(sources: &Sources) -> Broken {
    let graph = Uses::read(sources);
    assert!(graph.len() > 100, "the imports were not read: {}", graph.len());
    graph.circles().into_iter().map(|circle| (circle.join(" -> "), graph.tell(&circle))).collect()
}
