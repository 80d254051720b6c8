//! What stands around a number: its clause, and the words near it.

use super::super::counts::CountHere;
use super::super::line::GlossedLine;
use super::super::ties::ends_clause;
use crate::model::date::Day;

/// What stands around a number.
pub(in crate::extract) struct WordsNearby<'w, 'p, 't> {
    pub line: &'w GlossedLine<'p, 't>,
    pub count: &'w CountHere,
    /// The word of harm, where it stands in the same sentence.
    pub word: Option<usize>,
    /// The day of publication.
    pub published: Option<Day>,
}

impl WordsNearby<'_, '_, '_> {
    /// From the clause's beginning to its end.
    pub(super) fn clause(&self) -> std::ops::Range<usize> {
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
    pub(super) fn segment(&self) -> std::ops::Range<usize> {
        let (line, clause) = (self.line, self.clause());
        let is_comma = |at: usize| line.is_mark(at, |c| c == ',');
        let turns =
            |at: &usize| is_comma(*at) && line.is_any(at + 1, &["and", "but", "while", "months", "days"]);
        let start = (clause.start..self.count.lead).rev().find(turns).map_or(clause.start, |at| at + 1);
        let end = (self.count.tokens.end..clause.end).find(|at| is_comma(*at)).unwrap_or(clause.end);
        start..end
    }

    pub(super) fn has_before(&self, words: &[&str], farthest: usize) -> bool {
        let from = self.count.lead.saturating_sub(farthest).max(self.clause().start);
        (from..self.count.lead).any(|at| self.line.is_any(at, words))
    }

    pub(super) fn has_behind(&self, words: &[&str], farthest: usize) -> bool {
        let to = (self.count.tokens.end + farthest).min(self.clause().end);
        (self.count.tokens.end..to).any(|at| self.line.is_any(at, words))
    }
}
