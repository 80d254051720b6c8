//! What an audit of the figures found, and what the desk accepted of it, with its reasons.

use super::{LISTED, NoteBlock, and_more, item, paragraph};
use crate::phrase::number::counted;
use crate::report::finding::FindingReport;
use crate::report::tally::FindingTally;

/// The findings that the desk accepted, as many as are listed.
#[derive(Clone, Debug, Default)]
pub struct NoteFindings {
    all: u64,
    first: Vec<String>,
}

impl NoteFindings {
    /// Takes in a finding that was accepted; `why`: its reason as it may be published, `None` where it may not be.
    pub fn accepted(&mut self, report: &FindingReport, why: Option<&str>) {
        self.all += 1;
        if self.first.len() < LISTED {
            let on = report.accepted.as_ref().and_then(|accepted| accepted.at.as_deref());
            let on = on.and_then(|at| at.get(..10)).map(|day| format!(" on {day}")).unwrap_or_default();
            let why = why.unwrap_or("the reason is kept by the desk");
            let (code, series) = (report.finding, report.scope.heading());
            self.first
                .push(format!("{code} in {series}: {} Accepted{on}: {why}", ended(&report.explanation)));
        }
    }

    /// The section; `open`: what nobody accepted.
    pub fn blocks(self, open: &FindingTally) -> Vec<NoteBlock> {
        let mut blocks = vec![NoteBlock::Heading("Findings"), paragraph(left_open(open))];
        match self.all {
            0 => blocks.push(paragraph("No finding was accepted.")),
            all => {
                let accepted = counted(crate::phrase::number::signed(all), "finding");
                blocks.push(paragraph(format!("The desk looked at {accepted} and accepted what was found:")));
                blocks.extend(self.first.iter().map(item));
                blocks.extend(and_more(all - self.first.len() as u64, "were accepted"));
            }
        }
        blocks
    }
}

fn left_open(open: &FindingTally) -> String {
    let number = |number: u64, noun: &str| counted(crate::phrase::number::signed(number), noun);
    let (all, errors, warnings) = (open.all(), open.errors(), open.warnings());
    let ranks = [(errors, "error"), (warnings, "warning"), (all - errors - warnings, "note")];
    let ranks: Vec<String> = ranks.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| number(*n, noun)).collect();
    match all {
        0 => "An audit of the figures left nothing open.".to_owned(),
        all => format!("An audit of the figures left {} open: {}.", number(all, "finding"), ranks.join(", ")),
    }
}

/// A text that ends as a sentence does.
fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
