//! What stands above and below the findings of an audit: how many there are, and what could not be looked at.

use std::collections::BTreeMap;

use crate::audit::coverage::Coverage;
use crate::audit::{Finding, Rank};
use crate::phrase::number::several;

use super::lists::ColumnContent::{Fixed, Numbers};
use super::lists::{ColumnOf, Table};
use super::page::Page;

/// How many findings there are, by rank and code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingTally {
    of_code: BTreeMap<(Rank, &'static str), u64>,
}

/// What is said below findings.
#[derive(Clone, Copy, Debug)]
pub struct AuditClosing<'a> {
    /// What was asked for, and how far it could be looked at.
    pub coverage: &'a Coverage,
    /// The first finding that nobody settled, as people name it.
    pub first_open: Option<&'a str>,
    /// How many findings were not printed.
    pub more: u64,
}

impl FindingTally {
    /// Counts one more.
    pub fn count(&mut self, finding: &Finding) {
        *self.of_code.entry((finding.rank, finding.name)).or_default() += 1;
    }

    /// How many there are.
    pub fn all(&self) -> u64 {
        self.of_code.values().sum()
    }

    /// How many are errors, each of which cannot be.
    pub fn errors(&self) -> u64 {
        self.of_rank(Rank::Error)
    }

    /// How many are warnings, each of which should be explained.
    pub fn warnings(&self) -> u64 {
        self.of_rank(Rank::Warning)
    }

    fn of_rank(&self, rank: Rank) -> u64 {
        self.of_code.iter().filter(|((of, _), _)| *of == rank).map(|(_, n)| n).sum()
    }

    /// What stands above them: a table of how many there are of each code, worst first. Empty where there is none.
    pub fn opening(&self) -> Page {
        let mut page = Page::default();
        let counts = self.counts();
        if !counts.rows.is_empty() {
            page.table(counts);
            page.blank();
        }
        page
    }

    /// How many there are of each code, worst first.
    pub fn counts(&self) -> Table {
        let rows: Vec<_> = self.of_code.iter().map(|((rank, code), n)| (*rank, *code, *n)).collect();
        Table::of(COUNTS, &rows)
    }

    /// What stands in the place of settled findings where there is none.
    pub fn nothing_settled() -> Page {
        let mut page = Page::default();
        page.paragraph("Nothing was settled.");
        page
    }

    /// What stands below them: how many there are among the figures that were asked for, and what could not be looked at.
    pub fn closing(&self, closing: AuditClosing<'_>) -> Page {
        let mut page = Page::default();
        if self.all() > 0 {
            page.blank();
        }
        page.paragraph(self.in_words(closing.coverage.figures));
        if closing.more > 0 {
            let more = several(closing.more, "more finding");
            page.paragraph(format!(
                "{more} beyond --limit: tollbook list findings has them all, one a line."
            ));
        }
        page.each("not looked at", left_out(closing.coverage));
        if let Some(first) = closing.first_open {
            let command = format!("tollbook amend finding {first} --accept -m WHY");
            page.paragraph(format!("What is explained is settled, such as the first: {command}"));
        }
        page
    }

    /// `2 findings among 49 figures: 1 error, 1 warning`.
    fn in_words(&self, figures: u64) -> String {
        let among = several(figures, "figure");
        if self.all() == 0 {
            return format!("Nothing was found among {among}.");
        }
        let of_rank = Rank::ALL.iter().map(|rank| (rank.word(), self.of_rank(*rank)));
        let ranks: Vec<String> = of_rank.filter(|(_, n)| *n > 0).map(|(rank, n)| several(n, rank)).collect();
        format!("{} among {among}: {}", several(self.all(), "finding"), ranks.join(", "))
    }
}

const COUNTS: &[ColumnOf<(Rank, &'static str, u64)>] = &[
    ("rank", Fixed, |row| row.0.word().into()),
    ("finding", Fixed, |row| row.1.into()),
    ("how many", Numbers, |row| row.2.into()),
];

/// Which figures the rules of arithmetic left out, and why.
fn left_out(coverage: &Coverage) -> Vec<String> {
    let state = |n: u64| if n == 1 { "states" } else { "state" };
    let reasons = [
        (
            coverage.undated,
            "no day (as_of): their publication shows falls and second numbers of one day, but no steps, and sums of one document only",
        ),
        (coverage.partly_dated, "a month or a year (as_of): no steps and no sums"),
        (coverage.inexact, "no exact number: no steps, and sums by what their words allow"),
    ];
    let told = reasons.into_iter().filter(|(n, _)| *n > 0);
    let told = told.map(|(n, why)| format!("{} {} {why}", several(n, "figure"), state(n)));
    let history = several(coverage.history, "older value");
    let history = format!("{history} of rows of feeds: --history looks at all snapshots");
    told.chain((coverage.history > 0).then_some(history)).collect()
}
