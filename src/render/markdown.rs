//! Notes as Markdown: what a text could command of whoever draws it is escaped.

use std::io::{self, Write};

use crate::render::visible::visible;
use crate::report::method_note::NoteBlock;

/// A document in the making.
pub struct MarkdownWriter<W: Write> {
    out: W,
    last: Last,
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Item,
    Block,
}

impl<W: Write> MarkdownWriter<W> {
    /// Begins a document.
    pub fn begin(out: W) -> MarkdownWriter<W> {
        MarkdownWriter { out, last: Last::Nothing }
    }

    /// Adds a block.
    ///
    /// # Errors
    /// What writing meets.
    pub fn block(&mut self, block: &NoteBlock) -> io::Result<()> {
        let is_item = matches!(block, NoteBlock::Item(_));
        if self.last != Last::Nothing && !(is_item && self.last == Last::Item) {
            writeln!(self.out)?;
        }
        self.last = if is_item { Last::Item } else { Last::Block };
        match block {
            NoteBlock::Title(text) => writeln!(self.out, "# {}", escaped(text)),
            NoteBlock::Heading(text) => writeln!(self.out, "## {}", escaped(text)),
            NoteBlock::Paragraph(text) => writeln!(self.out, "{}", escaped(text)),
            NoteBlock::Item(text) => writeln!(self.out, "- {}", escaped(text)),
            NoteBlock::Table(columns, rows) => self.table(columns, rows),
        }
    }

    fn table(&mut self, columns: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
        let columns: Vec<String> = columns.iter().map(|column| escaped(column)).collect();
        writeln!(self.out, "| {} |", columns.join(" | "))?;
        writeln!(self.out, "|{}", " --- |".repeat(columns.len()))?;
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            writeln!(self.out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }

    /// Ends the document.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text that Markdown shows letter by letter, on one line. A line within a word is none that begins or ends emphasis.
pub fn escaped(text: &str) -> String {
    let shown = visible(text);
    let shown = shown.trim();
    let mut out = String::with_capacity(shown.len() + 8);
    for (at, letter) in shown.char_indices() {
        let (before, behind) = (&shown[..at], &shown[at + letter.len_utf8()..]);
        let is_within_a_word =
            || before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
        let is_sign = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '&' | '$' => true,
            '_' => !is_within_a_word(),
            '#' | '+' | '-' | '=' | ':' | '>' => before.is_empty(),
            '.' | ')' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_is_escaped_and_all_else_is_verbatim() {
        for (text, written) in [
            ("5,791 people (as of 24 October)", "5,791 people (as of 24 October)"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("> no quote > within", "\\> no quote > within"),
            ("_no_ emphasis__", "\\_no\\_ emphasis\\_\\_"),
            ("[x](javascript:1)", "\\[x\\](javascript:1)"),
            ("# no heading", "\\# no heading"),
            ("- no item\n# nor this", "\\- no item⏎# nor this"),
            ("1. no list", "1\\. no list"),
            ("a | b", "a \\| b"),
            ("killed_or_missing", "killed_or_missing"),
            ("&amp; \u{202e}x\u{1b}[1m", "\\&amp; \\\\u{202e}x␛\\[1m"),
            ("عدد", "عدد"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }

    #[test]
    fn blocks_stand_apart_and_items_together() {
        let mut out = Vec::new();
        let mut writer = MarkdownWriter::begin(&mut out);
        let blocks = [
            NoteBlock::Title("Note".into()),
            NoteBlock::Heading("Scope"),
            NoteBlock::Item("a".into()),
            NoteBlock::Item("b".into()),
            NoteBlock::Table(&["x", "y"], vec![vec!["1|2".into(), "3".into()]]),
            NoteBlock::Paragraph("End.".into()),
        ];
        blocks.iter().try_for_each(|block| writer.block(block)).expect("written");
        writer.end().expect("ended");
        let text = String::from_utf8(out).expect("text");
        let expected = "# Note\n\n## Scope\n\n- a\n- b\n\n| x | y |\n| --- | --- |\n| 1\\|2 | 3 |\n\nEnd.\n";
        assert_eq!(text, expected);
    }
}
