//! An attribution: the words that say who speaks, and how far they reach.

use std::ops::Range;

use super::names::{Speaker, SpeakerKind};

/// Words of a sentence that say who says or counts what stands there.
#[derive(Clone, Debug)]
pub(super) struct SpeechMark {
    pub sentence: usize,
    /// From the name to the end of what goes with the verb: `police told reporters on Monday`.
    pub tokens: Range<usize>,
    pub verb: Option<usize>,
    pub who: WhoSpeaks,
    /// Who passed it on.
    pub via: Option<String>,
    pub reach: SpeechReach,
    /// Whether it takes the number away from whoever spoke before: "the ministry denied that".
    pub denies: bool,
}

impl SpeechMark {
    /// One without a verb. A document says what its writer says.
    pub fn phrase(sentence: usize, tokens: Range<usize>, who: Speaker, reach: SpeechReach) -> SpeechMark {
        let is_document = who.kind == SpeakerKind::Document;
        let who = if is_document { WhoSpeaks::Back(BackTo::Document) } else { WhoSpeaks::Speaker(who) };
        SpeechMark { sentence, tokens, verb: None, who, via: None, reach, denies: false }
    }
}

/// Who speaks.
#[derive(Clone, Debug)]
pub(super) enum WhoSpeaks {
    Speaker(Speaker),
    Back(BackTo),
    /// Somebody whom the text did not name before.
    Nobody,
}

/// Whom a word points back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BackTo {
    /// "it"
    Thing,
    /// "he", "she"
    Person,
    /// "they"
    Several,
    /// The subject of the verb before: "and added".
    Same,
    /// "the statement"
    Document,
}

/// To which numbers of its sentence an attribution reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpeechReach {
    /// What follows: "police said 12 had died".
    Ahead,
    /// What stands before, and what follows without a name of its own: "12 died, police said".
    Back,
    /// The whole sentence: "by the count of the ministry".
    Both,
}
