//! How figures were chosen, counted and answered: a note that is published beside them, block by block.

pub mod answers;
pub mod corrections;
pub mod counted;
pub mod decisions;
pub mod findings;
pub mod made;
pub mod scope;
pub mod sources;
pub mod tally;

/// A part of the note, in plain words: whoever draws it sees to the letters that its format reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteBlock {
    /// What stands above all of it.
    Title(String),
    /// What stands above a section.
    Heading(&'static str),
    /// One or more sentences.
    Paragraph(String),
    /// One of several things, in a sentence or a few words.
    Item(String),
    /// Rows under the names of their columns.
    Table(&'static [&'static str], Vec<Vec<String>>),
}

/// How many things of one sort are listed; how many more there are is said.
pub const LISTED: usize = 50;

/// The first of some things as a table, and how many more there are.
fn listed(columns: &'static [&'static str], rows: Vec<Vec<String>>, more_of: &str) -> Vec<NoteBlock> {
    let more = rows.len().saturating_sub(LISTED);
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(NoteBlock::Table(columns, rows.into_iter().take(LISTED).collect()));
    }
    blocks.extend(and_more(more as u64, more_of));
    blocks
}

/// How many more things there are than were listed; nothing for none.
fn and_more(more: u64, of: &str) -> Option<NoteBlock> {
    (more > 0).then(|| NoteBlock::Paragraph(format!("{more} more {of}.")))
}

fn paragraph(text: impl Into<String>) -> NoteBlock {
    NoteBlock::Paragraph(text.into())
}

fn item(text: impl Into<String>) -> NoteBlock {
    NoteBlock::Item(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_counted() {
        let rows = |many: usize| (0..many).map(|at| vec![at.to_string()]).collect::<Vec<_>>();
        assert_eq!(listed(&["a"], Vec::new(), "are named in the figures"), []);
        assert_eq!(listed(&["a"], rows(LISTED), "x").len(), 1);
        let more = listed(&["a"], rows(LISTED + 2), "are named in the figures");
        assert_eq!(more[1], NoteBlock::Paragraph("2 more are named in the figures.".into()));
        assert!(matches!(&more[0], NoteBlock::Table(_, rows) if rows.len() == LISTED));
    }
}
