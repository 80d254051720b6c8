//! A text cut into blocks (headlines, paragraphs, list items) and blocks into sentences.
//!
//! Everything is a range of one list of tokens. Lines that were wrapped are one paragraph; old wires in capitals too.

use std::ops::Range;

use super::Span;
use super::sentences::sentence_ends;
use super::token::{TextToken, is_dash, tokens_of};

/// How many sentences a reader looks back or ahead within a block, and how many items in a list. No paragraph of prose is
/// longer; a text that is one paragraph is read in time that is in proportion to its length.
pub(super) const SIGHT: usize = 24;

/// A text with its tokens, blocks and sentences.
#[derive(Debug)]
pub(super) struct Pages<'t> {
    pub text: &'t str,
    /// All tokens of all blocks, in order.
    pub tokens: Vec<TextToken<'t>>,
    pub blocks: Vec<TextBlock>,
    pub sentences: Vec<TextSentence>,
}

/// A headline, a paragraph or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextBlock {
    pub shape: BlockShape,
    /// Its sentences, as a range of [`Pages::sentences`]. Never empty.
    pub sentences: Range<usize>,
    /// Its tokens, without the bullet of a list item, with its dateline.
    pub tokens: Range<usize>,
    /// The tokens of the dateline, with the dash that ends it: `ESTMARK, 17 Feb. (AEX) -`. Empty where there is none.
    pub dateline: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockShape {
    /// The first line, without a full stop: of an article, a report, a post.
    Headline,
    /// A later line without a full stop, with blank lines around it.
    Heading,
    Paragraph,
    /// An item behind a bullet, a number or a time of day, or a line of its own such as `Killed: 41`.
    Item,
}

/// A sentence of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextSentence {
    /// Its tokens, with the mark that ends it; the dateline is no part of it.
    pub tokens: Range<usize>,
    /// The block that holds it.
    pub block: usize,
}

impl<'t> Pages<'t> {
    /// Cuts a text. Takes time in proportion to its length.
    pub fn of(text: &'t str) -> Pages<'t> {
        let mut pages = Pages { text, tokens: Vec::new(), blocks: Vec::new(), sentences: Vec::new() };
        for piece in pieces(text) {
            pages.push(piece);
        }
        pages
    }

    /// The tokens of a sentence.
    pub fn sentence(&self, at: usize) -> &[TextToken<'t>] {
        self.sentences.get(at).and_then(|found| self.tokens.get(found.tokens.clone())).unwrap_or_default()
    }

    /// The bytes from the first to the last of some tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.start..last.end(),
            Some([only]) => only.start..only.end(),
            _ => 0..0,
        }
    }

    /// The text of some tokens as printed, from the first to the last.
    pub fn printed(&self, tokens: Range<usize>) -> &'t str {
        self.text.get(self.span(tokens)).unwrap_or_default()
    }

    fn push(&mut self, piece: BlockLines) {
        let start = self.tokens.len();
        self.tokens.extend(tokens_of(self.text, piece.span));
        let tokens = start..self.tokens.len();
        if tokens.is_empty() {
            return;
        }
        let block = self.blocks.len();
        let dateline = start..start + dateline_len(&self.tokens[tokens.clone()]);
        let first = self.sentences.len();
        let mut from = dateline.end;
        for end in sentence_ends(&self.tokens[dateline.end..tokens.end]) {
            let end = dateline.end + end;
            self.sentences.push(TextSentence { tokens: from..end, block });
            from = end;
        }
        if self.sentences.len() == first {
            self.sentences.push(TextSentence { tokens: tokens.clone(), block });
        }
        let sentences = first..self.sentences.len();
        let is_one_line = sentences.len() == 1 && !ends_with_stop(&self.tokens[tokens.clone()]);
        let shape = match piece.form {
            Form::Item => BlockShape::Item,
            Form::Line if is_one_line && block == 0 => BlockShape::Headline,
            Form::Line if is_one_line => BlockShape::Heading,
            Form::Line | Form::Lines => BlockShape::Paragraph,
        };
        self.blocks.push(TextBlock { shape, sentences, tokens, dateline });
    }
}

fn ends_with_stop(tokens: &[TextToken<'_>]) -> bool {
    let is_stop = |token: &TextToken<'_>| token.is_mark_of(|c| matches!(c, '.' | '!' | '…'));
    tokens.iter().rev().take(3).any(is_stop)
}

/// How many tokens of a paragraph are its dateline: up to a dash behind a place in capitals, with days and agencies.
fn dateline_len(tokens: &[TextToken<'_>]) -> usize {
    const MOST: usize = 24;
    let first = tokens.first();
    if !first.is_some_and(|first| first.is_word() && first.casing == super::token::Casing::Upper) {
        return 0;
    }
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().take(MOST) {
        let is_double =
            token.is_mark('-') && tokens.get(at + 1).is_some_and(|next| next.is_mark('-') && next.is_glued);
        match token.kind {
            _ if token.is_mark('(') || token.is_mark('[') => depth += 1,
            _ if token.is_mark(')') || token.is_mark(']') => depth -= 1,
            _ if depth > 0 => {}
            _ if token.is_mark_of(is_dash) && (is_double || !token.is_glued) => {
                return at + 1 + usize::from(is_double);
            }
            _ if token.is_mark(':') || token.is_mark(';') => return 0,
            _ if token.is_word()
                && !token.is_capital()
                && !token.is_any(&["de", "del", "la", "el", "al"]) =>
            {
                return 0;
            }
            _ => {}
        }
    }
    0
}

/// A part of a text that becomes a block.
struct BlockLines {
    span: Span,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One line between blank lines.
    Line,
    /// Several lines that were wrapped.
    Lines,
    /// Behind a bullet or a time, or a line with a label.
    Item,
}

/// Cuts a text at its blank lines, at bullets, and at line ends that are no wrapping.
fn pieces(text: &str) -> Vec<BlockLines> {
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let indent = line.len() - line.trim_start().len();
        let span = start + indent..start + indent + line.trim().len();
        start += line.len();
        if span.is_empty() {
            pieces_of_run(text, &run, &mut found);
            run.clear();
        } else {
            run.push(span);
        }
    }
    pieces_of_run(text, &run, &mut found);
    found
}

/// Cuts lines without a blank line between them.
fn pieces_of_run(text: &str, run: &[Span], found: &mut Vec<BlockLines>) {
    let width = run.iter().map(|line| text[line.clone()].chars().count()).max().unwrap_or(0);
    let mut open: Option<BlockLines> = None;
    let mut last: Option<&str> = None;
    for line in run {
        let words = &text[line.clone()];
        let bullet = bullet_len(words);
        let is_item = bullet > 0 || begins_with_time(words) || is_labelled(words);
        let goes_on = last.is_some_and(|last| is_wrapped(last, words, width)) && !is_item;
        last = Some(words);
        match &mut open {
            Some(piece) if goes_on => {
                piece.span.end = line.end;
                piece.form = if piece.form == Form::Line { Form::Lines } else { piece.form };
            }
            open => {
                let form = if is_item { Form::Item } else { Form::Line };
                found.extend(open.replace(BlockLines { span: line.start + bullet..line.end, form }));
            }
        }
    }
    found.extend(open);
}

/// Whether a line goes on in the next one: the next word did not fit, or a word in lower case follows an open end.
fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 110;
    let word = next.split_whitespace().next().unwrap_or_default();
    let is_full = line.chars().count() + 1 + word.chars().count() + 3 >= width;
    let is_wrap = (NARROWEST..=WIDEST).contains(&width) && is_full;
    let is_open = !line.ends_with(['.', '!', '?', ':', ';', '"', '\u{201d}']);
    is_wrap || (is_open && next.starts_with(char::is_lowercase))
}

/// The bytes of the bullet with which a line begins, and of the blanks behind it: `- `, `• `, `2) `.
fn bullet_len(line: &str) -> usize {
    let behind = |len: usize| {
        let rest = &line[len..];
        let blanks = rest.len() - rest.trim_start().len();
        if blanks > 0 && blanks < rest.len() { len + blanks } else { 0 }
    };
    let Some(first) = line.chars().next() else { return 0 };
    if matches!(first, '-' | '*' | '\u{2013}' | '\u{2014}') {
        return behind(first.len_utf8());
    }
    if matches!(
        first,
        '\u{2022}' | '\u{25cf}' | '\u{25aa}' | '\u{25e6}' | '\u{2023}' | '\u{b7}' | '\u{25b6}' | '\u{25ba}'
    ) {
        return behind(first.len_utf8()).max(first.len_utf8());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=2).contains(&digits) && line[digits..].starts_with(['.', ')']);
    if is_number { behind(digits + 1) } else { 0 }
}

/// Whether a line begins with a time of day, as the entries of a running report do.
fn begins_with_time(line: &str) -> bool {
    let bytes = line.as_bytes();
    let hours = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (1..=2).contains(&hours)
        && matches!(bytes.get(hours), Some(b':' | b'.' | b'h'))
        && is_digit(hours + 1)
        && is_digit(hours + 2)
        && !is_digit(hours + 3)
}

/// Whether a line is a short label and what it says: `Killed: 41 (12 children)`, `Oskby - 14`.
fn is_labelled(line: &str) -> bool {
    const LONGEST: usize = 40;
    let dash = [" - ", " \u{2013} ", " \u{2014} "].iter().find_map(|dash| line.split_once(dash));
    let is_number =
        |said: &str| said.chars().all(|c| crate::model::wording::is_digit(c) || matches!(c, ',' | '.'));
    let dash = dash.filter(|(_, said)| !said.is_empty() && is_number(said));
    let Some((label, said)) = line.split_once(':').or(dash) else { return false };
    let is_label =
        label.len() <= LONGEST && label.split_whitespace().count() <= 4 && !label.contains(['.', ',']);
    is_label
        && said.trim_start().starts_with(|c: char| crate::model::wording::is_digit(c) || c == '~' || c == '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(BlockShape, &str)> {
        let pages = Pages::of(text);
        pages.blocks.iter().map(|block| (block.shape, pages.printed(block.tokens.clone()))).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        let pages = Pages::of(text);
        pages.sentences.iter().map(|found| pages.printed(found.tokens.clone())).collect()
    }

    #[test]
    fn a_headline_has_no_full_stop() {
        let text =
            "Dam bursts near Oskby\n\nWater came at night. It rose fast.\n\nThe search\n\nNo one slept.";
        assert_eq!(
            shapes(text),
            [
                (BlockShape::Headline, "Dam bursts near Oskby"),
                (BlockShape::Paragraph, "Water came at night. It rose fast."),
                (BlockShape::Heading, "The search"),
                (BlockShape::Paragraph, "No one slept."),
            ]
        );
    }

    #[test]
    fn bullets_times_and_labels_are_items() {
        for text in ["- Two dead", "\u{2022} Two dead", "* Two dead", "2) Two dead"] {
            assert_eq!(shapes(&format!("{text}\n{text}")), [(BlockShape::Item, "Two dead"); 2], "{text}");
        }
        assert_eq!(shapes("Killed: 41 (12 children)\nInjured: 90")[1], (BlockShape::Item, "Injured: 90"));
        assert_eq!(shapes("17:40 Two dead.\n16:10 One dead.")[1].1, "16:10 One dead.");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "   OSKBY, 8 JAN 90 (AEX) -- THE GUARDS AT THE NORTHERN GATE SAID THAT\nNOBODY HAD COME BACK FROM THE RIVER.  THE OTHERS WERE STILL OUT\nTHERE.\n\n   SO IT WENT.";
        let pages = Pages::of(text);
        assert_eq!(pages.blocks.len(), 2);
        assert_eq!(pages.printed(pages.blocks[0].dateline.clone()), "OSKBY, 8 JAN 90 (AEX) --");
        assert_eq!(sentences(text).len(), 3);
        assert_eq!(sentences(text)[1], "THE OTHERS WERE STILL OUT\nTHERE.");
    }

    #[test]
    fn initials_and_abbreviations_end_no_sentence() {
        for text in [
            "Gen. A. B. Orsk of the U.S. mission spoke on 17 Feb. 2026 at 3 p.m. local time.",
            "Dr. Umm said \"two\" to Mr. Os vs. No. 5.",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn sentences_end_behind_quotes_and_brackets() {
        assert_eq!(
            sentences("\u{201c}Six dead. Two hurt.\u{201d} He left (so far). 12 stayed."),
            ["\u{201c}Six dead.", "Two hurt.\u{201d}", "He left (so far).", "12 stayed."]
        );
        assert_eq!(sentences("Who? Two of 9.4 came. He did"), ["Who?", "Two of 9.4 came.", "He did"]);
    }
}
