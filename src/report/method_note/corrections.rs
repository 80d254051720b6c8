//! What became of figures since they were printed or typed: corrected, withdrawn, vanished, mended by the desk.

use std::collections::BTreeMap;

use super::{LISTED, NoteBlock, and_more, item, paragraph};
use crate::model::date::PartialDate;
use crate::model::recorded::{Act, Recorded};
use crate::phrase::number::{counted, grouped, signed};
use crate::report::printed::words_of;
use crate::report::scope::ScopeReport;

/// Corrections, as many as are listed.
#[derive(Clone, Debug, Default)]
pub struct NoteCorrections {
    by_status: BTreeMap<&'static str, u64>,
    first: Vec<String>,
    mended: u64,
    taken_out: u64,
    first_mended: Vec<String>,
}

impl NoteCorrections {
    /// Takes in a figure that its publisher or its authority took back, or that vanished from its feed; `act`: by which act, and
    /// the figure that says so.
    pub fn withdrawn(
        &mut self,
        recorded: &Recorded,
        status: &'static str,
        act: Option<(&Act, Option<&Recorded>)>,
    ) {
        *self.by_status.entry(status).or_default() += 1;
        if self.first.len() < LISTED {
            self.first.push(format!("{}. {}", told(recorded), what_happened(status, act)));
        }
    }

    /// Takes in a typing error of this desk; the number that was mistyped is printed nowhere.
    pub fn mended(&mut self, on: Option<PartialDate>, instead: Option<&Recorded>) {
        let on = on.map(|day| format!(" on {}", day.long())).unwrap_or_default();
        match instead {
            None => self.taken_out += 1,
            Some(instead) => {
                self.mended += 1;
                if self.first_mended.len() < LISTED {
                    self.first_mended.push(format!("{}: mistyped here, and mended{on}", told(instead)));
                }
            }
        }
    }

    /// The section.
    pub fn blocks(self) -> Vec<NoteBlock> {
        let mut blocks = vec![NoteBlock::Heading("Corrections")];
        let all: u64 = self.by_status.values().sum();
        let sorts = self.by_status.iter().map(|(status, n)| format!("{} {status}", grouped(*n)));
        blocks.push(paragraph(match all {
            0 => "No figure was corrected, retracted or disowned, and none vanished from a feed.".to_owned(),
            all => format!(
                "{} no longer {} as printed: {}. Nothing was deleted.",
                counted(signed(all), "figure"),
                if all == 1 { "stands" } else { "stand" },
                sorts.collect::<Vec<_>>().join(", ")
            ),
        }));
        blocks.extend(self.first.iter().map(item));
        blocks.extend(and_more(all - self.first.len() as u64, "are marked in the data"));
        blocks.push(paragraph(match self.mended {
            0 => "This desk mended no figure that it had mistyped.".to_owned(),
            mended => format!("This desk mended {} that it had mistyped:", counted(signed(mended), "figure")),
        }));
        blocks.extend(self.first_mended.iter().map(item));
        blocks.extend(and_more(self.mended - self.first_mended.len() as u64, "were mended"));
        if self.taken_out > 0 {
            let rows = counted(signed(self.taken_out), "row");
            blocks.push(paragraph(format!("It took {rows} out that it had entered by mistake.")));
        }
        blocks
    }
}

/// A figure in one line: its words, what it counts, who said it and who printed it, when.
fn told(recorded: &Recorded) -> String {
    let figure = &recorded.figure;
    let words = words_of(figure).unwrap_or_else(|| "a statement without a number".to_owned());
    let (series, publisher) = (ScopeReport::new(&figure.scope).heading(), &figure.source.publisher);
    let who = match figure.authority() {
        Some(authority) if authority == publisher => authority.to_string(),
        Some(authority) => format!("{authority}, printed by {publisher}"),
        None => format!("{publisher} in its own voice"),
    };
    format!("{words} ({series}), {who}, {}", figure.published_on.long())
}

fn what_happened(status: &str, act: Option<(&Act, Option<&Recorded>)>) -> String {
    let Some((act, by)) = act else { return format!("It is {status}.") };
    let on = act.known_at.long();
    let Some(by) = by else { return format!("It was gone from its feed by {on}, without a statement.") };
    let (publisher, authority) = (&by.figure.source.publisher, by.figure.authority());
    let who = authority.unwrap_or(publisher);
    let reported = match authority {
        Some(authority) if authority != publisher => format!(", as {publisher} reported on {on}"),
        _ => format!(" on {on}"),
    };
    let instead =
        words_of(&by.figure).map(|words| format!(" The figure in its place is {words}.")).unwrap_or_default();
    let reason = act.reason.map(|reason| format!(" The reason given: {}.", reason.word().replace('_', " ")));
    let did = match status {
        "corrected" => format!("{publisher} corrected it on {on}.{instead}"),
        "disowned" => format!("{who} denied having said it{reported}."),
        _ => format!("{who} withdrew it{reported}."),
    };
    format!("{did}{}", reason.unwrap_or_default())
}
