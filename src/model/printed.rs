//! A sentence that was printed: its words, where and when it stood, and the key by which the desk speaks of it.

use sha2::{Digest, Sha256};

use super::date::Moment;
use super::hex::hex;
use super::redacted::hash_of;

/// A sentence that was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedSentence {
    /// Its words.
    pub claim: String,
    /// Where it stands: a headline, a page; empty: not given.
    pub story: String,
    /// Its address; empty: none.
    pub url: String,
    /// When it appeared.
    pub printed_on: Moment,
}

impl PrintedSentence {
    /// 16 digits of the hash of its words, its story, its address and its day. The same in every store, and before and after a
    /// text is erased.
    pub fn key(&self) -> String {
        let mut hash = Sha256::new();
        [&self.claim, &self.story, &self.url].into_iter().for_each(|text| hash.update(hash_of(text)));
        hash.update(self.printed_on.to_packed().to_le_bytes());
        let mut digits = hex(&hash.finalize());
        digits.truncate(16);
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::PartialDate;
    use crate::model::redacted::mark;

    fn printed(claim: &str, story: &str, url: &str, day: &str) -> PrintedSentence {
        let printed_on = Moment::on(PartialDate::read(day).expect("a day"));
        PrintedSentence { claim: claim.into(), story: story.into(), url: url.into(), printed_on }
    }

    #[test]
    fn each_part_tells_sentences_apart_and_an_erased_text_does_not() {
        let one = printed("Nine died.", "front", "https://a.example", "2024-03-04");
        let others = [
            printed("Ten died.", "front", "https://a.example", "2024-03-04"),
            printed("Nine died.", "page 2", "https://a.example", "2024-03-04"),
            printed("Nine died.", "front", "https://b.example", "2024-03-04"),
            printed("Nine died.", "front", "https://a.example", "2024-03-05"),
            printed("Nine died.", "https://a.example", "front", "2024-03-04"),
        ];
        for other in &others {
            assert_ne!(one.key(), other.key(), "{other:?}");
        }
        let erased = PrintedSentence { url: mark(&hash_of(&one.url)), ..one.clone() };
        assert_eq!(one.key(), erased.key());
        assert_eq!(one.key().len(), 16);
    }
}
