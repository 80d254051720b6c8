//! The words of a sentence and of a name, and when two of them say the same.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const HAPPENINGS: &str = include_str!("words/happenings.txt");
const THINGS: &str = include_str!("words/things.txt");
const DESCRIBING: &str = include_str!("words/describing.txt");
const BODIES: &str = include_str!("words/bodies.txt");
const GENERIC_PLACES: &str = include_str!("words/generic_places.txt");
const CALENDAR: &str = include_str!("words/calendar.txt");
const SMALL: &str = include_str!("words/small.txt");

/// A word as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// As it stands there.
    pub printed: String,
    /// In small letters without marks, and without the ending of a possessive.
    pub plain: String,
    /// Whether it begins with a capital.
    pub is_capital: bool,
}

impl Word {
    /// Whether it may be left out when a name is looked for: an article, a preposition.
    pub fn is_small(&self) -> bool {
        SMALL_WORDS.contains(self.plain.as_str())
    }

    /// Whether it is a number in digits, such as a year.
    pub fn is_number(&self) -> bool {
        self.plain.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it makes a body of the place before it: "army", "ministry".
    pub fn makes_a_body(&self) -> bool {
        BODY_WORDS.contains(self.plain.as_str())
    }

    /// Whether it says what a place is: "strip", "province".
    pub fn is_generic_place(&self) -> bool {
        GENERIC_PLACE_WORDS.contains(self.plain.as_str())
    }

    /// Whether its capital tells no name: a month, a weekday, a title.
    pub fn is_of_calendar(&self) -> bool {
        CALENDAR_WORDS.contains(self.plain.as_str())
    }

    /// Whether it only describes what happened: "deadly", "sudden".
    pub fn describes(&self) -> bool {
        DESCRIBING_WORDS.contains(self.plain.as_str())
    }

    /// The kinds of happenings that it tells of; none for other words.
    pub fn happenings(&self) -> &'static [usize] {
        happenings(&self.plain)
    }

    /// Whether two words say the same: one word in another form, or words for one kind of happening or thing.
    pub fn says(&self, other: &Word) -> bool {
        stem(&self.plain) == stem(&other.plain) || self.is_like(other)
    }

    fn is_like(&self, other: &Word) -> bool {
        let sort = |word: &Word| SORTS.get(word.plain.as_str()).copied();
        self.happenings().iter().any(|kind| other.happenings().contains(kind))
            || sort(self).is_some_and(|own| sort(other) == Some(own))
    }
}

/// The words of a text, in its order.
pub fn words_of(text: &str) -> Vec<Word> {
    let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\'' || c == '\u{2019}';
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.extend(word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The word of a span; `None` where only apostrophes stand there.
fn word(text: &str, span: Range<usize>) -> Option<Word> {
    let is_mark = |c: char| c == '\'' || c == '\u{2019}';
    let printed = &text[span.clone()];
    let bare = printed.trim_matches(is_mark);
    let start = span.start + (printed.len() - printed.trim_start_matches(is_mark).len());
    let folded = plain(bare);
    let plain = folded.strip_suffix("'s").unwrap_or(&folded).to_owned();
    let is_capital = bare.chars().next().is_some_and(char::is_uppercase);
    (!plain.is_empty()).then(|| Word {
        span: start..start + bare.len(),
        printed: bare.to_owned(),
        plain,
        is_capital,
    })
}

/// A text in small letters without marks.
pub fn plain(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    bare.map(|c| if c == '\u{2019}' { '\'' } else { c }).collect()
}

/// What the forms of a word have in common: "collapse", "collapsed" and "collapsing" are one.
pub fn stem(plain: &str) -> &str {
    let endings = ["ing", "ed", "es", "s", "e"];
    let long_enough = |stem: &&str| stem.chars().count() >= 4;
    let stems = endings.iter().filter_map(|ending| plain.strip_suffix(ending));
    stems.into_iter().find(long_enough).unwrap_or(plain)
}

static BODY_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| entries(BODIES).flatten().collect());

static GENERIC_PLACE_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| entries(GENERIC_PLACES).flatten().collect());

static CALENDAR_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| entries(CALENDAR).flatten().collect());

static SMALL_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| entries(SMALL).flatten().collect());

static DESCRIBING_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| entries(DESCRIBING).flatten().collect());

/// The sort of each thing.
static SORTS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    let lines = entries(THINGS).enumerate();
    lines.flat_map(|(sort, words)| words.map(move |word| (word, sort))).collect()
});

static KINDS: LazyLock<FxHashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut kinds: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (kind, words) in entries(HAPPENINGS).enumerate() {
        words.for_each(|word| kinds.entry(word).or_default().push(kind));
    }
    kinds
});

fn happenings(plain: &str) -> &'static [usize] {
    KINDS.get(plain).map_or(&[], Vec::as_slice)
}

/// The lines of a list, each as its words.
fn entries(list: &'static str) -> impl Iterator<Item = std::str::SplitWhitespace<'static>> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_marks_and_endings() {
        let text = "The Órla's bridge collapsed, \u{2018}today\u{2019}.";
        let words = words_of(text);
        let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        assert_eq!(plain, ["the", "orla", "bridge", "collapsed", "today"]);
        assert_eq!(&text[words[4].span.clone()], "today");
        assert!(words[1].is_capital && !words[2].is_capital && words[0].is_small());
        let one = |text: &str| words_of(text).remove(0);
        for (a, b) in
            [("collapse", "collapsed"), ("floods", "flooding"), ("explosion", "blast"), ("sank", "sinking")]
        {
            assert!(one(a).says(&one(b)), "{a} {b}");
        }
        for (a, b) in [("fire", "firm"), ("bridge", "ferry"), ("flood", "fire")] {
            assert!(!one(a).says(&one(b)), "{a} {b}");
        }
    }
}
