//! No comment and no page cites what is not there: a file, a section of a page, a test, or a page without a name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::docs::{documents, files, headings, root};

/// What the path of a file of this repository begins with.
const FOLDERS: [&str; 8] = ["src/", "tests/", "docs/", "data/", "benches/", "contrib/", "fuzz/", ".ci/"];

/// Signs that stand for a part of a path that the reader fills in: `src/audit/findings/X.rs`. Its folder must exist.
const LEFT_OPEN: [char; 4] = ['*', 'X', '{', '$'];

/// Folders that are made by tools and are not kept.
const MADE: [&str; 2] = ["fuzz/corpus", "fuzz/artifacts"];

/// Words that cite a page without naming it, before a digit and anywhere.
const NAMELESS_BEFORE_A_DIGIT: [&str; 4] = ["section ", "sections ", "rule ", "design page "];
const NAMELESS: [&str; 3] = ["the design", "of the vocabulary", "design page"];

/// What somebody wrote for readers: a page without its examples, or the comments of a source.
struct Prose {
    path: PathBuf,
    text: String,
}

impl Prose {
    /// A file of the repository; `text` is all of it.
    fn new(path: PathBuf, text: &str) -> Prose {
        let text = match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => without_examples(text),
            Some("sql") => comments(text, "--"),
            Some("rs") => comments(text, "//"),
            _ => comments(text, "#"),
        };
        Prose { path, text }
    }

    fn is_page(&self) -> bool {
        self.path.extension().is_some_and(|ending| ending == "md")
    }

    /// Everything that it cites and that is not there.
    fn wrong(&self) -> Vec<String> {
        let mut wrong: Vec<String> =
            self.words().filter_map(|(at, word)| self.wrong_word(at, word)).collect();
        let plain = self.text.to_lowercase();
        let nameless = NAMELESS.iter().flat_map(|words| plain.match_indices(words).map(|(at, _)| at));
        let before_a_digit = NAMELESS_BEFORE_A_DIGIT.iter().flat_map(|words| {
            let cites = |at: &usize| plain[at + words.len()..].starts_with(|c: char| c.is_ascii_digit());
            plain.match_indices(words).map(|(at, _)| at).filter(cites)
        });
        let around = |at: usize| plain[at..].chars().take(40).collect::<String>();
        wrong.extend(nameless.chain(before_a_digit).map(|at| format!("\"{}\" names no page", around(at))));
        wrong.iter().map(|wrong| format!("{}: {wrong}", self.path.display())).collect()
    }

    /// The words, each with the place behind it.
    fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let parts = |c: char| c.is_whitespace() || "`()<>[]|,;\"'".contains(c);
        let begin = self.text.as_ptr() as usize;
        self.text.split(parts).map(move |word| {
            let word = word.trim_end_matches(['.', ':', '!', '?']);
            (word.as_ptr() as usize - begin + word.len(), word)
        })
    }

    /// What is wrong with a word that cites a file.
    fn wrong_word(&self, end: usize, word: &str) -> Option<String> {
        let (path, test) = word.split_once("::").map_or((word, None), |(path, test)| (path, Some(test)));
        let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
        if !self.is_citation(path) {
            return None;
        }
        let Some(found) = self.found(path) else { return Some(format!("{path} does not exist")) };
        let text = fs::read_to_string(found).unwrap_or_default();
        if let Some(test) = test.filter(|test| !text.contains(&format!("fn {test}("))) {
            return Some(format!("{path} has no function {test}"));
        }
        let section = self.section_behind(end).filter(|_| path.ends_with(".md"));
        let section = section.map(anchor_of).or(anchor.map(str::to_owned))?;
        (!headings(&text).contains(&section)).then(|| format!("{path} has no section {section}"))
    }

    /// Whether a word is the path of a file or folder of this repository. Links of pages have a test of their own.
    fn is_citation(&self, path: &str) -> bool {
        let begins = FOLDERS.iter().any(|folder| path.len() > folder.len() && path.starts_with(folder));
        let is_page = !self.is_page() && path.len() > 3 && path.ends_with(".md");
        (begins || is_page) && !MADE.contains(&path)
    }

    /// Where a path leads: from the root, or from beside the file that cites it.
    fn found(&self, path: &str) -> Option<PathBuf> {
        let filled_in = path.split(LEFT_OPEN).next().unwrap_or_default();
        let path = if filled_in == path {
            path
        } else {
            filled_in.rsplit_once('/').map_or("", |(folder, _)| folder)
        };
        let beside = self.path.parent().unwrap_or(Path::new(""));
        [root().join(path), root().join(beside).join(path)].into_iter().find(|path| path.exists())
    }

    /// The section that stands behind a file: `docs/rules.md`, "Dates".
    fn section_behind(&self, end: usize) -> Option<&str> {
        let rest = self.text[end..].trim_start_matches('`').strip_prefix(", \"")?;
        rest.split('"').next()
    }
}

/// The name by which a heading is linked.
fn anchor_of(section: &str) -> String {
    headings(&format!("# {section}")).pop_first().unwrap_or_default()
}

/// A page without what stands in fenced blocks.
fn without_examples(page: &str) -> String {
    page.split("\n```").step_by(2).collect::<Vec<_>>().join("\n")
}

/// The comments of a source, those on lines that follow each other in one line.
fn comments(source: &str, mark: &str) -> String {
    let behind_code = format!(" {mark} ");
    let mut found = String::new();
    for line in source.lines() {
        let own = line.trim_start().strip_prefix(mark);
        match own.or_else(|| line.split_once(&behind_code).map(|(_, comment)| comment)) {
            Some(comment) => found.extend([comment.trim_start_matches(['/', '!', '#', '-']).trim(), " "]),
            None => found.push('\n'),
        }
    }
    found
}

/// Every page, and every source with comments.
fn all() -> Vec<Prose> {
    let mut paths = documents();
    for folder in ["src", "tests", "benches", "contrib", "fuzz/fuzz_targets", "fuzz/src", "fuzz/examples"] {
        for ending in ["rs", "sql", "py", "sh"] {
            paths.extend(files(folder, ending));
        }
    }
    paths.extend(["schema.sql", "Cargo.toml", "clippy.toml", ".ci/run"].map(PathBuf::from));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        Prose::new(path, &text)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn nothing_cites_what_is_not_there() {
    let all = all();
    let wrong: Vec<String> = all.iter().flat_map(Prose::wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let is_cited = |prose: &Prose, word: &str| prose.is_citation(word.split(['#', ':']).next().unwrap_or(""));
    let cites = |prose: &&Prose| prose.words().any(|(_, word)| is_cited(prose, word));
    let (pages, sources): (Vec<_>, Vec<_>) = all.iter().filter(cites).partition(|prose| prose.is_page());
    assert!(pages.len() >= 10, "only {} pages cite anything", pages.len());
    assert!(sources.len() >= 20, "only {} sources cite anything", sources.len());
}

#[test]
fn every_invariant_names_its_tests() {
    let page = fs::read_to_string(root().join("docs/invariants.md")).expect("the page");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| invariant |"));
    let without: Vec<&str> = rows.clone().filter(|row| !row.contains(".rs::")).collect();
    assert!(without.is_empty(), "without a test: {}", without.join("\n"));
    assert!(rows.count() >= 70, "the table was not found");
}

/// Copies of a source and of a page, with one wrong citation after another at their ends.
#[test]
fn a_wrong_citation_is_found() {
    let copy = |path: &str, planted: &str| {
        let text = fs::read_to_string(root().join(path)).expect(path);
        Prose::new(PathBuf::from(path), &format!("{text}\n{planted}\n"))
    };
    let (source, page) = ("src/series/restate.rs", "docs/rules.md");
    for (path, planted) in [
        (source, "/// As the page says (`3-rules.md`)."),
        (source, "fn x() {} // see docs/rules.md, \"Nowhere\""),
        (source, "/// The rule of `docs/rules.md`,\n/// \"Nowhere\"."),
        (source, "/// See docs/rules.md#nowhere."),
        (source, "/// See src/series/nowhere.rs."),
        (source, "/// The second clause (section 3.2)."),
        (source, "/// The order of the design."),
        (page, "The code is in `src/nowhere.rs`."),
        (page, "| x | `src/series/restate.rs::no_such_test` |"),
        (page, "It stands in docs/nowhere.md."),
        (page, "A new one is `src/nowhere/X.rs`."),
    ] {
        assert_eq!(copy(path, planted).wrong().len(), 1, "{path}: {planted}");
    }
    for (path, planted) in [
        (source, "/// The rule of `docs/rules.md`,\n/// \"Restatements\"."),
        (source, "/// See docs/rules.md#restatements, and README.md."),
        (page, "A new one is `src/audit/findings/X.rs`."),
        (page, "| x | `src/series/restate.rs::the_examples_of_the_rule` |"),
        (page, "\n```text\nsrc/nowhere.rs\n```"),
    ] {
        assert_eq!(copy(path, planted).wrong(), Vec::<String>::new(), "{path}: {planted}");
    }
}

/// How many words a sentence of a page may have.
const WORDS: usize = 35;

/// The sentences of a page: of its paragraphs, its points, and the cells of its tables.
fn sentences(page: &str) -> Vec<String> {
    let page = without_examples(page);
    let mut blocks = vec![String::new()];
    for line in page.lines() {
        let point = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let begins = line.trim().is_empty()
            || line.starts_with(['#', '|'])
            || ["- ", "* ", ". "].iter().any(|mark| point.starts_with(mark));
        if begins {
            blocks.push(String::new());
        }
        let cells = if line.starts_with('|') { line.split('|').collect() } else { vec![line] };
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                blocks.push(String::new());
            }
            if let Some(block) = blocks.last_mut() {
                block.extend([cell.trim(), " "]);
            }
        }
    }
    // Lists of links that lead through a page are no sentences.
    blocks.retain(|block| block.matches(" · ").count() < 3);
    let ends = |block: &String| -> Vec<String> {
        let mut found = vec![String::new()];
        for word in block.split_whitespace() {
            let Some(sentence) = found.last_mut() else { continue };
            sentence.extend([word, " "]);
            if word.trim_end_matches(['"', '*', ')', '`', '_']).ends_with(['.', '!', '?']) {
                found.push(String::new());
            }
        }
        found
    };
    blocks.iter().flat_map(ends).collect()
}

#[test]
fn no_sentence_of_a_page_is_too_long_to_be_read_once() {
    let pages = documents().into_iter().filter(|page| !page.ends_with("CHANGELOG.md"));
    let mut long = Vec::new();
    for page in pages.filter(|page| !page.starts_with("tests")) {
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        let too_long = sentences(&text).into_iter().filter(|said| said.split_whitespace().count() > WORDS);
        long.extend(too_long.map(|said| format!("{}: {said}", page.display())));
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
    let many = "word ".repeat(WORDS + 1);
    let counted = sentences(&format!("One.\n\n- {many}\n\n| a | {many} |\n")).into_iter();
    assert_eq!(counted.filter(|said| said.split_whitespace().count() > WORDS).count(), 2);
}
