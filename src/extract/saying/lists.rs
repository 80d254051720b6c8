//! Words by which a text says who speaks, from `words/saying.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::token::TextToken;
use super::super::word_file::WordFile;

/// A section of the file.
pub(super) struct WordSet(FxHashSet<&'static str>);

impl WordSet {
    /// Whether a token is one of its words.
    pub fn has(&self, token: &TextToken<'_>) -> bool {
        token.is_word() && self.0.contains(&*token.folded)
    }

    /// Whether a word in lower case is one of its words.
    pub fn has_word(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The sections of `words/saying.txt`, which says what each is.
pub(super) struct SayingLists {
    pub saying: WordSet,
    pub counting: WordSet,
    pub changing: WordSet,
    pub counts: WordSet,
    pub denying: WordSet,
    pub statements: WordSet,
    pub documents: WordSet,
    pub empty: WordSet,
    pub boundaries: WordSet,
    pub adverbs: WordSet,
    pub be: WordSet,
    pub pronouns: WordSet,
    pub bodies: WordSet,
    pub persons: WordSet,
    pub spokespersons: WordSet,
    pub witnesses: WordSet,
    pub armed: WordSet,
    pub other_sides: WordSet,
    pub hearers: WordSet,
    pub media: WordSet,
    pub descriptions: WordSet,
    pub descriptive: WordSet,
    pub labels: WordSet,
    pub quoting: WordSet,
    pub openers: WordSet,
    pub noun_makers: WordSet,
    pub kept: WordSet,
    pub keepers: WordSet,
    pub occasions: WordSet,
    pub no_labels: WordSet,
    pub no_agents: WordSet,
    pub base_forms: WordSet,
}

pub(super) static LISTS: LazyLock<SayingLists> = LazyLock::new(|| {
    let mut lists = WordFile::read(include_str!("../words/saying.txt"));
    let mut take = |section| WordSet(lists.take(section));
    SayingLists {
        saying: take("verbs of saying"),
        counting: take("verbs of counting"),
        changing: take("verbs that change a count"),
        counts: take("counts"),
        denying: take("verbs of denying"),
        statements: take("statements"),
        documents: take("documents"),
        empty: take("empty words"),
        boundaries: take("boundaries"),
        adverbs: take("adverbs"),
        be: take("forms of be"),
        pronouns: take("pronouns"),
        bodies: take("bodies"),
        persons: take("persons"),
        spokespersons: take("spokespersons"),
        witnesses: take("witnesses"),
        armed: take("armed sides"),
        other_sides: take("other sides"),
        hearers: take("hearers"),
        media: take("media"),
        descriptions: take("descriptions"),
        descriptive: take("descriptive nouns"),
        labels: take("labels"),
        quoting: take("verbs of quoting"),
        openers: take("openers"),
        noun_makers: take("noun makers"),
        kept: take("kept"),
        keepers: take("keepers"),
        occasions: take("occasions"),
        no_labels: take("no labels"),
        no_agents: take("no agents"),
        base_forms: take("base forms"),
    }
});
