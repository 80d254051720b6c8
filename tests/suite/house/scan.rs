//! Reads the sources as text: comments, strings and tests are told from code, nothing else is understood.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::names::Named;

/// What declares that the next item is a test.
const TEST: &str = "#[cfg(test)]";

/// One file below `src`.
pub struct Source {
    /// The path from `src`, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Without comments, the insides of strings, and items that are tests; blanks stand in their place.
    pub code: String,
    /// The same with the insides of strings.
    pub strings: String,
    /// What it names and declares.
    pub named: Named,
    /// The modules that it declares in files of their own, and whether each is a test.
    declared: Vec<(String, bool)>,
}

/// All files below `src`, in the order of their paths.
#[derive(Clone)]
pub struct Sources {
    pub files: Vec<Arc<Source>>,
    /// Those that are declared below `#[cfg(test)]`, so that all of each is test code.
    tests: BTreeSet<String>,
}

/// The sources of this checkout, read once for all tests.
static SOURCES: LazyLock<Sources> = LazyLock::new(Sources::read);

impl Sources {
    /// Those of this checkout.
    pub fn here() -> &'static Sources {
        &SOURCES
    }

    fn read() -> Sources {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|ending| ending == "rs") {
                    let path =
                        entry.strip_prefix(&root).expect("inside src").to_string_lossy().replace('\\', "/");
                    files.push((path, fs::read_to_string(&entry).expect("a source")));
                }
            }
        }
        assert!(files.len() > 40, "the sources were not found");
        Sources::of(files)
    }

    /// Of paths and texts.
    pub fn of(files: Vec<(String, String)>) -> Sources {
        Sources::in_order(files.into_iter().map(|(path, text)| Arc::new(Source::of(path, text))).collect())
    }

    fn in_order(mut files: Vec<Arc<Source>>) -> Sources {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let tests = test_files(&files);
        Sources { files, tests }
    }

    /// A copy in which some files go on with more text; a file that is not there begins with it.
    pub fn with(&self, planted: &[(&str, &str)]) -> Sources {
        let mut files = self.files.clone();
        for (path, more) in planted {
            let begun = files.iter().position(|source| source.path == *path).map(|at| files.swap_remove(at));
            let text = begun.map_or(String::new(), |source| source.text.clone());
            files.push(Arc::new(Source::of((*path).to_owned(), format!("{text}\n{more}\n"))));
        }
        Sources::in_order(files)
    }

    /// Whether all of a file is test code.
    pub fn is_test(&self, path: &str) -> bool {
        self.tests.contains(path)
    }
}

impl Source {
    fn of(path: String, text: String) -> Source {
        let (mut code, mut strings) = masked(&text);
        let mut declared = modules(&code, false);
        for test in tests(&code) {
            let inside = modules(&code[test.clone()], true);
            declared.retain(|(name, _)| !inside.iter().any(|(other, _)| other == name));
            declared.extend(inside);
            code = blanked(&code, test.clone());
            strings = blanked(&strings, test);
        }
        let named = Named::of(&code);
        Source { path, text, code, strings, named, declared }
    }

    /// The first folder of the path; `None` for the files at the top.
    pub fn room(&self) -> Option<&str> {
        self.path.split_once('/').map(|(room, _)| room)
    }

    /// The path of the module, from the root of the crate.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
    }

    /// The lines of all of it.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// The files that are declared below `#[cfg(test)]`, and those that they declare.
fn test_files(sources: &[Arc<Source>]) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    loop {
        let before = tests.len();
        for source in sources {
            let folder = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
            for (name, is_test) in &source.declared {
                if *is_test || tests.contains(&source.path) {
                    tests.insert(format!("{folder}/{name}.rs"));
                    tests.insert(format!("{folder}/{name}/mod.rs"));
                }
            }
        }
        if tests.len() == before {
            return tests;
        }
    }
}

/// The names of `mod name;`.
fn modules(code: &str, is_test: bool) -> Vec<(String, bool)> {
    let words: Vec<&str> = code.split_inclusive([';', '{', '}']).collect();
    let declared = words.iter().filter_map(|item| {
        let name = item.strip_suffix(';')?.trim().rsplit_once("mod ")?.1;
        name.chars().all(|c| c.is_alphanumeric() || c == '_').then(|| (name.to_owned(), is_test))
    });
    declared.collect()
}

/// Where the items stand that are tests, each from its `#[cfg(test)]` to its end.
fn tests(code: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find(TEST).map(|at| from + at) {
        from = end_of_item(code, at + TEST.len());
        found.push(at..from);
    }
    found
}

/// Behind the `;` or the closing brace of the item that begins there.
fn end_of_item(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[from..].bytes().enumerate() {
        match c {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && c == b'}' {
                    return from + at + 1;
                }
            }
            b';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

fn blanked(text: &str, range: Range<usize>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    blank(&mut bytes, range);
    String::from_utf8(bytes).expect("whole characters")
}

fn blank(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

/// The text without comments and the insides of strings and characters; and without comments alone.
pub fn masked(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let (mut code, mut strings) = (bytes.to_vec(), bytes.to_vec());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let begins_word = at == 0 || !is_word(bytes[at - 1]);
        if rest.starts_with("//") || rest.starts_with("/*") {
            let end = at + comment(rest);
            blank(&mut code, at..end);
            blank(&mut strings, at..end);
            at = end;
        } else if let Some((open, close)) = raw_string(rest).filter(|_| begins_word) {
            let end = text[at + open..].find(&close).map_or(text.len(), |end| at + open + end);
            blank(&mut code, at + open..end);
            at = end + close.len();
        } else if bytes[at] == b'"' {
            let end = at + 1 + plain_string(&text[at + 1..]);
            blank(&mut code, at + 1..end);
            at = end + 1;
        } else if let Some(length) = character(rest) {
            blank(&mut code, at + 1..at + length - 1);
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    let text = |bytes| String::from_utf8(bytes).expect("whole characters");
    (text(code), text(strings))
}

/// How long the comment is; block comments may hold others.
fn comment(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    let (mut at, mut depth) = (2, 1);
    while depth > 0 {
        let (open, close) = (text[at..].find("/*"), text[at..].find("*/"));
        match (open, close) {
            (Some(open), Some(close)) if open < close => (at, depth) = (at + open + 2, depth + 1),
            (_, Some(close)) => (at, depth) = (at + close + 2, depth - 1),
            (_, None) => return text.len(),
        }
    }
    at
}

/// Of a raw string that begins there: how long its opening is, and what closes it.
fn raw_string(text: &str) -> Option<(usize, String)> {
    let rest = text.strip_prefix(['b', 'c']).unwrap_or(text).strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let opened = rest[hashes..].starts_with('"');
    opened.then(|| (text.len() - rest.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

/// How long the inside of a string is, up to the quote that ends it.
fn plain_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// How long the character is that is written there; `None` for a lifetime and anything else.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    let length = if first == '\\' { 2 + inside[2..].find('\'')? } else { first.len_utf8() };
    inside[length..].starts_with('\'').then_some(length + 2)
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where a word stands as a whole: no letter, digit or underscore before or behind it.
pub fn whole_words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = text.as_bytes();
    let edge = move |outside: Option<usize>, inside: u8| {
        !is_word(inside) || outside.and_then(|at| bytes.get(at)).is_none_or(|byte| !is_word(*byte))
    };
    let (first, last) = (word.as_bytes()[0], word.as_bytes()[word.len() - 1]);
    let found = text.match_indices(word).map(|(at, _)| at);
    found.filter(move |at| edge(at.checked_sub(1), first) && edge(Some(at + word.len()), last))
}

#[test]
fn comments_strings_and_tests_are_told_from_code() {
    let text = r####"
let a = "a \" crate::one // no comment"; // crate::two
let b = r#"a " crate::three"#; /* crate::four /* within */ crate::five */ let c = '"'; let d: &'static str = "x";
#[cfg(test)]
mod laws;

use crate::six::Six; let e = ['\'', '\\', 'é', b'{'];
#[cfg(test)]
mod tests { fn x() { crate::seven(); let y = "}"; } }
#[cfg(test)]
#[must_use]
fn helper() -> u8 { crate::eight() }
use crate::nine::Nine;
"####;
    let source = Source::of("room/mod.rs".to_owned(), text.to_owned());
    let crates: Vec<&str> =
        source.code.match_indices("crate::").map(|(at, _)| &source.code[at + 7..at + 10]).collect();
    assert_eq!(crates, ["six", "nin"], "{}", source.code);
    assert_eq!(source.code.matches("let ").count(), 5, "{}", source.code);
    assert!(source.strings.contains("crate::one // no comment") && source.strings.contains("crate::three"));
    assert!(!source.strings.contains("crate::two") && !source.strings.contains("crate::five"));
    assert_eq!(source.declared, [("laws".to_owned(), true)]);
    assert_eq!(source.code.len(), text.len(), "blanks stand in place of what is left out");
}
