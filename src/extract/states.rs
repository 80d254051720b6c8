//! Whether the text says that a number holds: it did earlier, it was taken back, it could happen, it is asked.

use super::calendar::month_of;
use super::counts::CountHere;
use super::denials::NO_NUMBERS;
use super::lexicon::WordClass;
use super::line::GlossedLine;
use super::{State, ties::ends_clause};
use crate::model::date::Day;

/// What stands around a number.
pub(super) struct WordsNearby<'w, 'p, 't> {
    pub line: &'w GlossedLine<'p, 't>,
    pub count: &'w CountHere,
    /// The word of harm, where it stands in the same sentence.
    pub word: Option<usize>,
    /// The day of publication.
    pub published: Option<Day>,
}

impl WordsNearby<'_, '_, '_> {
    /// Whether the number holds.
    pub fn state(&self) -> State {
        if self.line.tokens.iter().rev().take(3).any(|token| token.is_mark('?')) {
            return State::Asked;
        }
        type Holds<'a, 'w, 'p, 't> = (State, fn(&'a WordsNearby<'w, 'p, 't>) -> bool);
        let tests: [Holds<'_, '_, '_, '_>; 4] = [
            (State::Denied, Self::is_denied),
            (State::Earlier, Self::is_earlier),
            (State::Hypothetical, Self::could_happen),
            (State::History, Self::is_history),
        ];
        tests.iter().find(|(_, holds)| holds(self)).map_or(State::Current, |(state, _)| *state)
    }

    /// From the clause's beginning to its end.
    fn clause(&self) -> std::ops::Range<usize> {
        let line = self.line;
        let is_end = |at: &usize| line.token(*at).is_some_and(|token| ends_clause(token));
        let start = (0..self.count.lead).rev().find(is_end).map_or(0, |at| at + 1);
        // "90 people, compared with 60 in 2019": another number's year.
        let is_end = |at: &usize| {
            is_end(at) || line.begins(*at, &["compared", "with"]) || line.begins(*at, &["compared", "to"])
        };
        let end = (self.count.tokens.end..line.len()).find(is_end).unwrap_or(line.len());
        start..end
    }

    /// The part of the clause that tells of the same event: from "and" behind a comma to the next comma.
    fn segment(&self) -> std::ops::Range<usize> {
        let (line, clause) = (self.line, self.clause());
        let is_comma = |at: usize| line.is_mark(at, |c| c == ',');
        let turns =
            |at: &usize| is_comma(*at) && line.is_any(at + 1, &["and", "but", "while", "months", "days"]);
        let start = (clause.start..self.count.lead).rev().find(turns).map_or(clause.start, |at| at + 1);
        let end = (self.count.tokens.end..clause.end).find(|at| is_comma(*at)).unwrap_or(clause.end);
        start..end
    }

    fn has_before(&self, words: &[&str], farthest: usize) -> bool {
        let from = self.count.lead.saturating_sub(farthest).max(self.clause().start);
        (from..self.count.lead).any(|at| self.line.is_any(at, words))
    }

    fn has_behind(&self, words: &[&str], farthest: usize) -> bool {
        let to = (self.count.tokens.end + farthest).min(self.clause().end);
        (self.count.tokens.end..to).any(|at| self.line.is_any(at, words))
    }

    /// "from 38", "against 49 on Monday", "not five", "had spoken of 69".
    fn is_earlier(&self) -> bool {
        let line = self.line;
        let Some(before) = line.before(self.count.lead) else { return false };
        let tolls = [WordClass::Rise, WordClass::Fall, WordClass::Toll];
        let has_toll = (before.saturating_sub(14)..before).any(|at| line.has_any(at, &tolls));
        let is_from = line.is(before, "from")
            && (has_toll
                || line.is_any(self.count.tokens.end, &["to", "on", "in", "earlier", "the"])
                    && self.has_behind(&["to"], 6));
        let is_against = line.is_any(before, &["against", "versus", "vs"])
            && (has_toll || self.count.is_bare())
            && !is_of_others(line, self.count.tokens.end);
        let is_compared = line.is_any(before, &["with", "to"])
            && before.checked_sub(1).is_some_and(|at| line.is_any(at, &["compared", "comparison"]));
        let is_instead = line.is(before, "not") && line.is_mark(before.wrapping_sub(1), |c| c == ',')
            || line.ends(self.count.lead, &["instead", "of"])
            || line.ends(self.count.lead, &["rather", "than"])
            || line.ends(self.count.lead, &["and", "not"]);
        let had_said = self.has_before(
            &[
                "spoken",
                "said",
                "put",
                "given",
                "reported",
                "announced",
                "counted",
                "listed",
                "estimated",
                "stood",
                "been",
            ],
            8,
        ) && self.has_before(&["had"], 10)
            && (self.has_before(
                &["earlier", "previously", "initially", "first", "originally", "spoken", "stood"],
                10,
            ) || self.has_behind(&["earlier", "previously"], 6));
        let is_former = self.has_before(
            &[
                "previous",
                "earlier",
                "initial",
                "former",
                "original",
                "preliminary",
                "previously",
                "initially",
                "originally",
            ],
            6,
        ) && self.has_before(
            &["toll", "figure", "count", "number", "total", "estimate", "tally", "report", "reports", "of"],
            8,
        );
        is_from || is_against || is_compared || is_instead || had_said || is_former || self.is_revised(before)
    }

    /// "put it at 17 before revising it down", "first reported as 12".
    fn is_revised(&self, before: usize) -> bool {
        let is_reported =
            ["first", "initially"].iter().any(|word| self.line.ends(before, &[word, "reported"]));
        self.has_behind(&["before"], 4) && self.has_behind(&["revising", "correcting", "lowering"], 6)
            || self.line.is(before, "as") && is_reported
    }

    /// "took back the 96 deaths", "rejected as fabricated", "did not come from us".
    fn is_denied(&self) -> bool {
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
        before || behind
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

    /// "could kill up to 100", "expect 1,000 more deaths", "would put 9,000 lives at risk".
    fn could_happen(&self) -> bool {
        let line = self.line;
        let clause = self.clause();
        let has = |words: &[&str]| clause.clone().any(|at| line.is_any(at, words));
        let is_modal_before = self.word.is_some_and(|word| {
            (word.saturating_sub(5)..word).any(|at| {
                let confirms = (at + 1..at + 3)
                    .any(|at| line.is_any(at, &["confirm", "say", "acknowledge", "admit", "verify"]));
                // "In May" is a month.
                let is_month = line.is(at, "may")
                    && at > 0
                    && line.is_any(at - 1, &["in", "of", "last", "since", "early", "late", "by", "until"]);
                line.is_any(at, &["could", "would", "will", "might", "may", "can"]) && !confirms && !is_month
            }) && !(word.saturating_sub(4)..word).any(|at| line.is_any(at, &["have", "be"]))
        });
        let expects = self.has_before(
            &[
                "expect",
                "expects",
                "expected",
                "forecast",
                "forecasts",
                "predict",
                "predicts",
                "predicted",
                "project",
                "projects",
                "projected",
                "anticipate",
                "anticipates",
                "warn",
                "warns",
                "warned",
                "threatens",
                "threaten",
            ],
            12,
        ) && (has(&[
            "could",
            "would",
            "will",
            "may",
            "might",
            "by",
            "expect",
            "expects",
            "forecast",
            "forecasts",
            "predict",
            "predicts",
            "predicted",
            "projected",
            "projects",
            "project",
            "anticipates",
        ]) && !has(&["was", "were", "since"]));
        let at_risk =
            clause.clone().any(|at| line.begins(at, &["at", "risk"]) || line.begins(at, &["in", "danger"]));
        let is_if = has(&["if", "unless"]) && has(&["would", "could", "will", "might"]);
        is_modal_before || expects || at_risk || is_if
    }

    /// "the last eruption, in 1961, had buried 340"; "since 1934, when 212 perished".
    fn is_history(&self) -> bool {
        let line = self.line;
        let clause = self.clause();
        let has_pluperfect = clause.clone().any(|at| line.is(at, "had"));
        let told_for_comparison = clause.clone().any(|at| {
            line.is_any(
                at,
                &[
                    "last",
                    "previous",
                    "earlier",
                    "similar",
                    "worst",
                    "deadliest",
                    "when",
                    "same",
                    "another",
                    "ago",
                ],
            )
        });
        let year = clause.clone().find_map(|at| {
            let token = line.token(at).filter(|token| token.is_numeral() && token.text.len() == 4)?;
            let year: i32 = token.text.parse().ok().filter(|year| (1000..2100).contains(year))?;
            let since =
                at.checked_sub(1).is_some_and(|before| line.is_any(before, &["since", "from", "between"]))
                    || at.checked_sub(2).is_some_and(|before| line.is(before, "since"));
            (!since || line.is(at + 2, "when")).then_some(year)
        });
        // "In March, a similar ambush killed 22"; "last year's attack".
        let is_another = (told_for_comparison && has_month(line, self.segment()))
            || self.segment().any(|at| line.begins(at, &["last", "year", "'s"]) || line.is(at, "year's"));
        let Some(year) = year else {
            return is_another && self.word.is_some()
                || has_pluperfect
                    && clause.clone().any(|at| {
                        line.begins(at, &["years", "ago"]) || line.begins(at, &["years", "earlier"])
                    })
                || clause.clone().any(|at| line.begins(at, &["years", "ago"])) && self.word.is_some();
        };
        match self.published {
            Some(day) => {
                let now: i32 =
                    day.to_date().iso().get(..4).and_then(|year| year.parse().ok()).unwrap_or(year);
                year + 2 <= now || year < now && told_for_comparison
            }
            None => told_for_comparison || has_pluperfect,
        }
    }
}

/// "Against 19 in the official count": the number that another body gives now.
fn is_of_others(line: &GlossedLine<'_, '_>, end: usize) -> bool {
    let tally = ["count", "tally", "figures", "statistics", "records", "list", "toll"];
    line.is_any(end, &["in", "on", "by"])
        && line.find(end + 1..end + 5, |at| line.is_any(at, &tally)).is_some()
}

/// Whether a clause begins with a month of its own: "in March", "last April".
fn has_month(line: &GlossedLine<'_, '_>, clause: std::ops::Range<usize>) -> bool {
    let is_month = |at: usize| line.token(at).is_some_and(|token| month_of(token).is_some());
    let leads = |at: usize| {
        at > 0
            && line.is_any(at - 1, &["in", "last"])
            && !line.token(at + 1).is_some_and(|next| next.is_numeral())
    };
    (clause.start.saturating_sub(3)..clause.end).any(|at| is_month(at) && leads(at))
        && line
            .find(clause, |at| {
                let is_time =
                    line.is_any(at + 1, &["day", "week", "month", "year", "time", "period", "night", "hour"]);
                line.is_any(at, &["similar", "same"]) && !is_time
            })
            .is_some()
}
