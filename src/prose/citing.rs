//! A figure cited in copy: as a sentence, as a footnote, as a Markdown link.

use crate::model::recorded::Recorded;
use crate::model::redacted::shown;
use crate::phrase::figure::words;
use crate::phrase::grammar::capitalised;
use crate::phrase::names::Speech;

use super::sentences::of_figure;

/// One figure in three styles of citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// A sentence for running text.
    pub sentence: String,
    /// A footnote: who, the number, its day, the document.
    pub footnote: String,
    /// The same as a Markdown link, where the document has an address.
    pub markdown: String,
}

/// The citation of a figure, whose document was read.
pub fn cite(recorded: &Recorded, speech: &Speech<'_>) -> Citation {
    let figure = &recorded.figure;
    let who = match figure.authority() {
        Some(authority) => speech.authority(authority),
        None => speech.publisher(&figure.source.publisher),
    };
    let as_of = figure.as_of.stated().map(|day| format!(", as of {}", day.long())).unwrap_or_default();
    let count = format!("{}: {}{as_of}", capitalised(&who), words(recorded));
    let document = document(recorded);
    let address = shown(&figure.source.url);
    let at = if address.is_empty() { String::new() } else { format!(", {address}") };
    let markdown = match address.starts_with("http") {
        true => format!("{count} ([{}]({}))", in_brackets(&document), in_parentheses(&address)),
        false => format!("{count} ({document})"),
    };
    let sentence = match of_figure(recorded, speech) {
        said if said.is_empty() => format!("{count} ({document})."),
        said => said,
    };
    Citation { sentence, footnote: format!("{count}. {document}{at} [figure {}].", recorded.id), markdown }
}

/// The publisher, the title where there is one, and the day: `Norland Post, "Dam gives way", 3 May 2031`.
fn document(recorded: &Recorded) -> String {
    let source = &recorded.figure.source;
    let title = shown(&source.title);
    let title = if title.is_empty() { String::new() } else { format!(", \u{201c}{title}\u{201d}") };
    format!("{}{title}, {}", source.publisher, recorded.figure.published_on.long())
}

fn in_brackets(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

fn in_parentheses(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}
