//! Where the words of a figure stand in the article that was kept.

use serde::Serialize;

/// A number in its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InTextReport {
    /// The file.
    pub file: String,
    /// Where its words begin, in characters of the text.
    pub start: usize,
    /// Where they end; that character is not part of them.
    pub end: usize,
    /// What stands before them.
    pub before: String,
    /// Its words.
    pub words: String,
    /// What stands behind them.
    pub after: String,
}

/// How much of the text is shown on each side, in characters.
const AROUND: usize = 160;

impl InTextReport {
    /// The words at a place of a text, with what stands around them in their paragraph; `None` where they are not in it.
    pub fn new(file: &str, text: &str, (start, end): (usize, usize)) -> Option<InTextReport> {
        let byte = |place: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(place);
        let (from, to) = (byte(start)?, byte(end)?);
        let (before, words, after) = (text.get(..from)?, text.get(from..to)?, text.get(to..)?);
        let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
        let ends = after.find("\n\n").unwrap_or(after.len());
        Some(InTextReport {
            file: file.to_owned(),
            start,
            end,
            before: last_of(before.get(paragraph..)?),
            words: words.to_owned(),
            after: first_of(after.get(..ends)?),
        })
    }

    /// The words in brackets, between what stands around them.
    pub fn line(&self) -> String {
        let marked = format!("{}[{}]{}", self.before, self.words, self.after);
        let line = marked.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{line} ({}, characters {}-{})", self.file, self.start, self.end)
    }
}

/// The end of a text, from the beginning of a sentence or of a word.
fn last_of(text: &str) -> String {
    let from = text.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let shown = text.get(from..).unwrap_or_default();
    let sentence =
        [". ", "! ", "? ", "\n"].iter().filter_map(|end| shown.rfind(end).map(|at| at + end.len())).max();
    match (sentence, from) {
        (Some(at), _) => shown.get(at..).unwrap_or_default().to_owned(),
        (None, 0) => shown.to_owned(),
        (None, _) => format!("... {}", shown.split_once(' ').map_or(shown, |(_, words)| words)),
    }
}

/// The beginning of a text, to the end of a sentence or of a word.
fn first_of(text: &str) -> String {
    let to = text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at);
    let shown = text.get(..to).unwrap_or_default();
    let sentence =
        [". ", "! ", "? ", ".\n", "\n"].iter().filter_map(|end| shown.find(end).map(|at| at + 1)).min();
    match sentence {
        Some(at) => shown.get(..at).unwrap_or_default().to_owned(),
        None if to == text.len() => shown.to_owned(),
        None => format!("{} ...", shown.rsplit_once(' ').map_or(shown, |(words, _)| words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_in_its_sentence() {
        let text = "A café fell. At least 12 people died on Monday. Four were hurt.\n\nMore follows.";
        let found = InTextReport::new("story.txt", text, (13, 24)).expect("in the text");
        assert_eq!(found.line(), "[At least 12] people died on Monday. (story.txt, characters 13-24)");
        assert_eq!(InTextReport::new("story.txt", text, (13, 2400)), None);
        let long = format!("{} 12 dead {}", "word ".repeat(80), "word ".repeat(80));
        let found = InTextReport::new("story.txt", &long, (401, 403)).expect("in the text");
        assert!(
            found.line().starts_with("... word") && found.line().contains("word [12] dead"),
            "{}",
            found.line()
        );
        assert!(found.after.ends_with("word ..."), "{}", found.after);
    }
}
