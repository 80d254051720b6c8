//! A number that somebody takes back or calls untrue.

use super::super::denials::NO_NUMBERS;
use super::WordsNearby;

impl WordsNearby<'_, '_, '_> {
    /// "took back the 96 deaths", "rejected as fabricated", "did not come from us".
    pub(super) fn is_denied(&self) -> bool {
        const VERBS: [&str; 22] = [
            "rejected",
            "rejects",
            "reject",
            "denied",
            "denies",
            "deny",
            "dismissed",
            "dismisses",
            "withdrew",
            "withdraws",
            "withdrawn",
            "retracted",
            "retracts",
            "disowned",
            "disowns",
            "disavowed",
            "repudiated",
            "refuted",
            "rescinded",
            "debunked",
            "rejecting",
            "denying",
        ];
        let line = self.line;
        let clause = self.clause();
        let before = (clause.start..self.count.lead).any(|at| {
            line.is_any(at, &VERBS)
                && !(at + 1..at + 4).any(|at| line.is_any(at, NO_NUMBERS))
                && !self.gives_another(at)
                || line.begins(at, &["took", "back"])
                || line.begins(at, &["takes", "back"])
                || line.begins(at, &["never", "gave"])
                || line.begins(at, &["never", "given"])
                || line.begins(at, &["never", "said"])
                || line.begins(at, &["never", "published"])
        });
        let behind = (self.count.tokens.end..clause.end).any(|at| {
            line.is_any(
                at,
                &["fabricated", "untrue", "invented", "baseless", "disowned", "retracted", "withdrawn"],
            ) || line.begins(at, &["did", "not", "come", "from"])
                || line.begins(at, &["was", "false"])
                || line.begins(at, &["is", "false"])
                || line.begins(at, &["were", "false"])
                || line.begins(at, &["never", "came", "from"])
                || line.begins(at, &["is", "not", "ours"])
                || line.begins(at, &["was", "not", "ours"])
                || line.begins(at, &["are", "not", "ours"])
        });
        before || behind || self.is_called_untrue(&clause)
    }

    /// "Called the 70 deaths nonsense", "described the 12 dead as an invention".
    fn is_called_untrue(&self, clause: &std::ops::Range<usize>) -> bool {
        const CALLED: &[&str] = &[
            "called",
            "calls",
            "calling",
            "described",
            "describes",
            "branded",
            "labelled",
            "labeled",
            "termed",
        ];
        const UNTRUE: &[&str] = &[
            "nonsense",
            "lie",
            "lies",
            "invention",
            "inventions",
            "fabrication",
            "fabrications",
            "fiction",
            "propaganda",
            "rumour",
            "rumours",
            "rumor",
            "rumors",
            "false",
            "fake",
            "exaggerated",
            "exaggeration",
            "fantasy",
        ];
        let has =
            |mut places: std::ops::Range<usize>, words: &[&str]| places.any(|at| self.line.is_any(at, words));
        has(clause.start..self.count.lead, CALLED) && has(self.count.tokens.end..clause.end, UNTRUE)
    }

    /// "Rejected the figure and put the toll at nine", "denied it, saying nine had died": the number is one's own.
    fn gives_another(&self, verb: usize) -> bool {
        const GIVING: &[&str] = &[
            "put",
            "puts",
            "putting",
            "said",
            "says",
            "saying",
            "gave",
            "gives",
            "giving",
            "insisted",
            "insists",
            "insisting",
            "counted",
            "counts",
            "counting",
            "adding",
            "reported",
            "confirmed",
        ];
        let line = self.line;
        let turns = |at: usize| line.is_any(at, &["and", "but"]) || line.is_mark(at, |c| c == ',');
        (verb + 1..self.count.lead).any(|at| turns(at) && line.is_any(at + 1, GIVING))
    }
}
