//! For whom an export is: this desk, or the public. What the public gets of a figure, and what stays in the house.

mod terms;

use std::borrow::Cow;
use std::sync::Arc;

pub use terms::Terms;

use super::common::{Exported, Links};
use crate::model::column::Field;
use crate::model::figure::{Details, Figure};
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::redacted::marked;
use crate::phrase::office::office;
use crate::report::decisions::Reasons;

/// For whom an export, a document or a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// This desk: everything.
    #[default]
    Internal,
    /// Everybody: without notes, who recorded, file names and refs, and without speakers that are no office; texts as printed
    /// cut at [`WORDS`] words.
    Public,
}

/// How many words of a text as printed the public gets.
pub const WORDS: usize = 25;

/// The texts as a source printed them.
const PRINTED: [Field; 4] = [Field::Quote, Field::Caveat, Field::Circumstances, Field::Superlative];

impl Audience {
    /// Whether it is the public.
    pub fn is_public(self) -> bool {
        self == Audience::Public
    }

    /// Whether it is told why the desk decided something: those are the desk's own words.
    pub fn reasons(self) -> Reasons {
        if self.is_public() { Reasons::LeftOut } else { Reasons::Told }
    }

    /// Whether it may have a column at all. The public gets no note and no ref: both are the desk's own words. What was agreed
    /// with a source about an embargo is between the two.
    pub fn may_have(self, field: Field) -> bool {
        !self.is_public() || !matches!(field, Field::Note | Field::Ref | Field::EmbargoUntil)
    }

    /// Whether it may know what the desk says of a name. Why a finding or a printed sentence was settled is a note, and a feed
    /// is a file. What is said of the store itself holds in that store alone, and leaves with nothing.
    pub fn may_know(self, fact: &NameFact) -> bool {
        if fact.kind == NameKind::Store {
            return false;
        }
        let is_internal = matches!(fact.kind, NameKind::Feed | NameKind::Finding | NameKind::Printed)
            || fact.field == NameField::Accepted;
        let is_address = fact.field == NameField::ArchiveUrl;
        !self.is_public() || !is_internal && (!is_address || is_public_address(&fact.value))
    }

    /// A figure as the audience may have it. Its uid is that of what is left: who has the export can not try names of speakers
    /// against it.
    pub fn figure(self, mut figure: Figure) -> Figure {
        if self.is_public() {
            public_details(&mut figure.details);
            without_person(&mut figure);
            without_path(&mut figure);
        }
        figure
    }

    /// Who gave a reason: for the public an office, or a body that is named in the figure beside it.
    pub fn reason_by(self, by: Option<String>, figure: Option<&Figure>) -> Option<String> {
        let by = by?;
        let names = figure.map(names).unwrap_or_default();
        match !self.is_public() || names.contains(&by.as_str()) {
            true => Some(by),
            false => office(&by, &names),
        }
    }

    /// Cuts a caveat, which answers repeat, as long as it may be.
    pub fn cut_caveat(self, details: &mut Details) {
        let caveat = details.text(Field::Caveat).filter(|_| self.is_public());
        if let Some(Cow::Owned(left)) = caveat.map(cut) {
            details.set_text(Field::Caveat, Some(Cow::Owned(left)));
        }
    }

    /// A figure on its way out, as the audience may have it.
    pub fn exported(self, exported: Exported) -> Exported {
        if !self.is_public() {
            return exported;
        }
        let Exported { mut recorded, links, .. } = exported;
        let links = public_links(links, &recorded.figure);
        recorded.figure = self.figure(recorded.figure);
        Exported { recorded, reference: None, links }
    }
}

/// The first [`WORDS`] words of a text, with a mark where it was cut. A script without blanks between its words counts two
/// letters as a word.
pub fn cut(text: &str) -> Cow<'_, str> {
    let (mut halves, mut in_word) = (0, false);
    for (at, letter) in text.char_indices() {
        let counts = if is_unspaced(letter) { 1 } else { usize::from(!in_word) * 2 };
        let begins = !letter.is_whitespace();
        if begins && halves + counts > 2 * WORDS {
            return Cow::Owned(format!("{} \u{2026}", text[..at].trim_end()));
        }
        halves += if begins { counts } else { 0 };
        in_word = begins && !is_unspaced(letter);
    }
    Cow::Borrowed(text)
}

/// Han, kana, Thai, Lao, Burmese, Khmer, Tibetan.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Leaves notes and erased texts out, and cuts what a source printed.
fn public_details(details: &mut Details) {
    for field in Field::DETAIL_TEXTS {
        let given = details.text(*field).filter(|text| *field != Field::Note && marked(text).is_none());
        let left = given.map(|text| match PRINTED.contains(field) {
            true => cut(text),
            false => text.into(),
        });
        let left = left.map(|text| Cow::Owned(text.into_owned()));
        details.set_text(*field, left);
    }
}

/// Leaves of a speaker the office; the attribution of most figures is shared with others, and stays so.
fn without_person(figure: &mut Figure) {
    let Some(speaker) = figure.attribution.speaker.as_deref() else { return };
    let left = office(speaker, &names(figure));
    if left.as_deref() != Some(speaker) {
        Arc::make_mut(&mut figure.attribution).speaker = left;
    }
}

/// Leaves an address out that is none of the web: it names a file of this desk.
fn without_path(figure: &mut Figure) {
    let source = &figure.source;
    let is_path = |url: &str| !url.is_empty() && !is_public_address(url);
    let archived = source.archive_url.as_deref().is_some_and(is_path);
    if is_path(&source.url) || archived {
        let source = Arc::make_mut(&mut figure.source);
        source.archive_url = source.archive_url.take().filter(|url| is_public_address(url));
        if is_path(&source.url) {
            source.url.clear();
        }
    }
    if marked(&figure.source.title).is_some() {
        Arc::make_mut(&mut figure.source).title.clear();
    }
}

/// Whether an address is of the web, and holds no name and password.
pub fn is_public_address(url: &str) -> bool {
    let rest = ["https://", "http://"]
        .into_iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .map(|scheme| &url[scheme.len()..]);
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
}

/// Links with who gave a reason only where that is an office, or a body that is named beside it.
fn public_links(mut links: Links, figure: &Figure) -> Links {
    for relation in &mut links.relations {
        relation.reason_by = Audience::Public.reason_by(relation.reason_by.take(), Some(figure));
    }
    links
}

/// The names that leave with a figure in any case.
fn names(figure: &Figure) -> Vec<&str> {
    let (scope, who) = (&figure.scope, &figure.attribution);
    let optional = [scope.place.as_ref(), who.authority.as_ref(), who.via.as_ref()];
    let always = [scope.event.as_str(), scope.group.as_str(), figure.source.publisher.as_str()];
    optional.into_iter().flatten().map(|name| name.as_str()).chain(always).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_25_words_and_says_so() {
        let words: Vec<String> = (1..=26).map(|number| format!("w{number}")).collect();
        let (most, more) = (words[..25].join(" "), words.join("  "));
        assert_eq!(cut(&most), most);
        assert_eq!(cut(&more), format!("{} \u{2026}", words[..25].join("  ")));
        let spaced = format!("  {most} ");
        assert_eq!(cut(&spaced), spaced);
        let han = "\u{6b7b}".repeat(51);
        assert_eq!(cut(&han), format!("{} \u{2026}", "\u{6b7b}".repeat(50)));
    }

    #[test]
    fn an_address_of_the_web_is_public_and_a_path_is_none() {
        for url in ["https://un.example/1", "HTTP://un.example/a@b"] {
            assert!(is_public_address(url), "{url}");
        }
        for url in [
            "file:///home/ada/tip.pdf",
            "C:\\desk\\tip.pdf",
            "tip.pdf",
            "https://ada:secret@un.example/1",
            "https:///x",
            "mailto:ada@desk.example",
            "httpsé",
            "",
        ] {
            assert!(!is_public_address(url), "{url}");
        }
    }
}
