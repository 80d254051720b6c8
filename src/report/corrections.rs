//! What was put right of what was printed, for readers: no names of staff, no notes.

use super::method_note::NoteBlock;

/// One thing that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// When it was signed.
    pub on: String,
    /// `Correction`, `Withdrawal` or `Update`.
    pub what: &'static str,
    /// What was printed.
    pub claim: String,
    /// When.
    pub printed_on: String,
    /// Where it stands.
    pub place: Option<String>,
    /// Its address, where that is one of the web.
    pub url: Option<String>,
    /// Whether it rested on a typing error of the desk.
    pub is_ours: bool,
    /// What should have been typed.
    pub instead: Option<String>,
    /// Why, by the figures of the ledger.
    pub because: String,
    /// What can be written.
    pub write: Option<String>,
}

/// The list, as the blocks of a document.
pub fn blocks(lines: &[CorrectionLine]) -> Vec<NoteBlock> {
    let mut blocks = vec![NoteBlock::Title("Corrections and updates".to_owned())];
    blocks.push(NoteBlock::Paragraph(match lines {
        [] => "Nothing that was printed has been put right.".to_owned(),
        _ => "What was printed and put right, newest first. An update says that a toll changed after it was printed; a correction, that the number was not right when it was printed; a withdrawal, that the number no longer stands.".to_owned(),
    }));
    blocks.extend(lines.iter().map(|line| NoteBlock::Item(line.text())));
    blocks
}

impl CorrectionLine {
    fn text(&self) -> String {
        let place = [self.place.as_deref(), self.url.as_deref()];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        let place = if place.is_empty() { String::new() } else { format!(" ({})", place.join(", ")) };
        let mut parts = vec![
            format!("{}, {}.", self.what, self.on),
            format!("Printed on {}{place}: “{}”", self.printed_on, self.claim),
            self.reason(),
        ];
        parts.extend(self.write.as_ref().map(|write| format!("What the reports say: {write}")));
        parts.join(" ")
    }

    fn reason(&self) -> String {
        let instead = self.instead.as_ref().map(|number| format!("; the number was {number}"));
        match self.is_ours {
            true => format!("Why: our typing error{}.", instead.unwrap_or_default()),
            false => format!("Why: {}.", self.because),
        }
    }
}
