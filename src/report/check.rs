//! What the ledger holds of one claim: the shape of `check --json`, and what people read of it.

use serde::Serialize;

use crate::claim::ReadAs;
use crate::extract::FoundFigure;
use crate::model::column::Field;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::redacted::shown;
use crate::phrase::figure::words;
use crate::phrase::number::grouped;
use crate::prose::citing::Citation;
use crate::series::Voice;

use super::Report;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, TableCell, cells, names};
use super::page::Page;
use super::scope::ScopeReport;

/// What the ledger holds of one number of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The claim as it came; of a text the sentence.
    pub claim: String,
    /// Where it was printed, as it came.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// The day on which it was printed.
    pub printed_on: Option<String>,
    /// What the words say; null where they fit no series, or several.
    pub read_as: Option<ReadAsReport>,
    /// The verdict with what is known now.
    pub verdict: &'static str,
    /// The verdict with what was public on the day of printing.
    pub verdict_when_printed: Option<&'static str>,
    /// Whether the printed sentence needs a hand.
    pub needs_update: Option<bool>,
    /// What to do with it: none, update, correct, withdraw, look.
    pub action: Option<&'static str>,
    /// Why, in one clause.
    pub because: String,
    /// Why it had the verdict of its day.
    pub because_when_printed: Option<String>,
    /// In what the figure that prints the number differs.
    pub dimensions: Vec<&'static str>,
    /// By how many people the newest figure is above the number of the claim; null where it prints that.
    pub behind: Option<i64>,
    /// Who answers for the number, where the claim names nobody.
    pub attribute_to: Option<String>,
    /// The figures on which the verdict rests, the one that decides first.
    pub nearest: Vec<NearestReport>,
    /// What can be written now, with its attribution; null where the ledger has no series for the claim.
    pub write: Option<String>,
    /// What opens the answer behind it again, years later: `tollbook show` knows it.
    pub fingerprint: Option<String>,
    /// The first of the figures, cited in a sentence.
    pub citation: Option<String>,
    /// The same in three styles.
    pub citations: Option<CitationReport>,
    /// The series that fit the words, where several do.
    pub choices: Vec<ScopeReport>,
    /// Why it is refused: share, rate, change ...
    pub reason: Option<&'static str>,
    /// The figure that this desk had mistyped and the entry that mended it, where the printed sentence rested on it.
    pub mistyped: Option<MistypedReport>,
    /// Where the number begins in the text, in characters; null where nothing is read.
    pub start: Option<usize>,
    /// Where it ends, this character excluded.
    pub end: Option<usize>,
    /// What the claim counts, for copy: `people killed in the Orla dam collapse`; empty where no series is meant.
    #[serde(skip)]
    pub counted: String,
    /// How much of it people are shown.
    #[serde(skip)]
    pub shown: Shown,
}

/// How much of an item people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it: one sentence was asked about.
    Whole,
    /// All but the citations: it is one of many.
    OneOfMany,
}

/// A claim as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadAsReport {
    /// The event, largest first; null where the ledger has none that is named so.
    pub event: Option<String>,
    /// The place, largest first; of one that the ledger does not have the words of the claim.
    pub place: Option<String>,
    /// What happened.
    pub measure: &'static str,
    /// People or households.
    pub unit: &'static str,
    /// Who is counted.
    pub group: String,
    /// What the number counts up.
    pub count_type: &'static str,
    /// What else decides who is in.
    pub definition: Option<String>,
    /// The words of its number.
    pub figure: String,
    /// The fewest people that they allow.
    pub low: u64,
    /// The most; null: open above.
    pub high: Option<u64>,
    /// The day that it names.
    pub as_of: Option<String>,
    /// Who says it.
    pub authority: Option<String>,
}

/// A figure on which a verdict rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearestReport {
    /// Its number.
    pub id: FigureId,
    /// The name that its file gave it.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Its words.
    pub figure: String,
    /// The fewest and the most people that they allow; `None` of a statement without a number.
    #[serde(skip)]
    pub ends: Option<(u64, Option<u64>)>,
    /// Who answers for it.
    pub authority: Option<String>,
    /// Who printed it.
    pub publisher: String,
    /// The day for which it holds, where the source states one.
    pub as_of: Option<String>,
    /// When it was published.
    pub published_on: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A citation in three styles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationReport {
    /// A sentence.
    pub sentence: String,
    /// A footnote.
    pub footnote: String,
    /// A Markdown link.
    pub markdown: String,
}

/// A figure that this desk had mistyped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MistypedReport {
    /// The figure.
    pub figure: FigureId,
    /// The figure in its place; null: it should not have been entered.
    pub by: Option<FigureId>,
    /// The entry that mended it.
    pub entry: i64,
}

impl ReadAsReport {
    /// A claim as it was read.
    pub fn new(read: &ReadAs) -> ReadAsReport {
        let count = read.wording.count();
        ReadAsReport {
            event: Some(read.event.to_string()),
            place: read.place.as_ref().map(ToString::to_string),
            measure: read.measure.word(),
            unit: read.unit.word(),
            group: read.group.to_string(),
            count_type: read.count_type.word(),
            definition: read.definition.clone(),
            figure: read.wording.text().to_string(),
            low: count.low(),
            high: count.high(),
            as_of: read.as_of.map(|day| day.iso()),
            authority: read.authority.as_ref().map(named),
        }
    }

    /// A claim of which the ledger does not have the event or the place, as far as it was read.
    pub fn of_figure(figure: &FoundFigure) -> ReadAsReport {
        let count = figure.wording.count();
        ReadAsReport {
            event: None,
            place: figure.place.clone(),
            measure: figure.measure.word(),
            unit: figure.unit.word(),
            group: figure.group.clone(),
            count_type: figure.count_type.word(),
            definition: None,
            figure: figure.wording.text().to_string(),
            low: count.low(),
            high: count.high(),
            as_of: figure.days.as_of.or(figure.days.stated_on).map(|day| day.iso()),
            authority: figure.said.authority.clone(),
        }
    }

    /// What is counted, in one line.
    fn heading(&self) -> String {
        let scope = ScopeReport {
            event: self.event.clone().unwrap_or_else(|| "an event that is not here".into()),
            place: self.place.clone(),
            measure: self.measure,
            unit: self.unit,
            group: self.group.clone(),
            count_type: self.count_type,
            definition: self.definition.clone(),
        };
        scope.heading()
    }

    /// In one line: what is counted, the number, the day, who says it.
    fn line(&self) -> String {
        let as_of = self.as_of.as_ref().map(|day| format!(", on {day}")).unwrap_or_default();
        let who = self.authority.as_ref().map(|who| format!(", {who}")).unwrap_or_default();
        format!("{}: {}{as_of}{who}", self.heading(), self.figure)
    }
}

/// The name of who answers for a figure.
pub fn named(voice: &Voice) -> String {
    match voice {
        Voice::Authority(name) | Voice::Publisher(name) => name.to_string(),
    }
}

impl NearestReport {
    /// A figure, whose document was read.
    pub fn new(recorded: &Recorded, reference: Option<String>) -> NearestReport {
        let figure = &recorded.figure;
        let url = shown(&figure.source.url);
        NearestReport {
            id: recorded.id,
            reference,
            figure: words(recorded),
            ends: figure.count.as_ref().map(|count| (count.count().low(), count.count().high())),
            authority: figure.authority().map(ToString::to_string),
            publisher: figure.source.publisher.to_string(),
            as_of: figure.as_of.stated().map(|day| day.iso()),
            published_on: figure.published_on.iso(),
            url: (!url.is_empty()).then(|| url.into_owned()),
        }
    }

    /// In one line: `#4 27, National Rescue Bureau, as of 2031-02-19 (SOVA)`.
    fn line(&self) -> String {
        let who = self.authority.as_ref().map(|who| format!(", {who}")).unwrap_or_default();
        let when = match &self.as_of {
            Some(day) => format!("as of {day}"),
            None => format!("published {}", self.published_on),
        };
        format!("#{} {}{who}, {when} ({})", self.id, self.figure, self.publisher)
    }
}

impl From<Citation> for CitationReport {
    fn from(citation: Citation) -> CitationReport {
        let Citation { sentence, footnote, markdown } = citation;
        CitationReport { sentence, footnote, markdown }
    }
}

impl CheckReport {
    /// Whether the claim stands as it is written, and needs no hand.
    pub fn is_fine(&self) -> bool {
        ["supported", "supported as a bound"].contains(&self.verdict) && self.needs_update != Some(true)
    }

    /// Whether nothing could be held against the ledger: it asks back, or refuses.
    pub fn is_unanswered(&self) -> bool {
        ["ask", "refuse"].contains(&self.verdict)
    }

    /// What is said first: what can be written now; where nothing can, what to do.
    fn lead(&self) -> String {
        match (&self.write, self.verdict) {
            (Some(write), _) => write.clone(),
            (None, "ask") => {
                "Which of these is meant? Name the event, the place or the people counted.".into()
            }
            (None, "refuse") => "This holds no count that figures can be held against.".into(),
            (None, _) => "Nothing can be written of this from the figures here.".into(),
        }
    }

    fn beside_the_verdict(&self, page: &mut Page) {
        page.given("dimension", Some(self.dimensions.join(", ")));
        page.given("say who", self.attribute_to.as_ref().map(|who| format!("name {who} beside the number")));
        page.given("when printed", self.when_printed());
        page.given("to do", self.to_do());
        page.given("read as", self.read_as.as_ref().map(ReadAsReport::line));
        page.each("choice", self.choices.iter().map(ScopeReport::heading));
        page.each("nearest", self.nearest.iter().map(NearestReport::line));
        if let Some(citations) = self.citations.as_ref().filter(|_| self.shown == Shown::Whole) {
            page.labelled("sentence", citations.sentence.as_str());
            page.labelled("footnote", citations.footnote.as_str());
            page.labelled("Markdown", citations.markdown.as_str());
        }
    }

    fn when_printed(&self) -> Option<String> {
        let verdict = self.verdict_when_printed?;
        let day = self.printed_on.as_deref().unwrap_or_default();
        let because = self.because_when_printed.as_deref().filter(|because| !because.is_empty());
        Some(format!("{verdict} on {day}{}", because.map(|why| format!(": {why}")).unwrap_or_default()))
    }

    /// That it rested on what this desk had mistyped, where it did.
    pub fn ours(&self) -> Option<String> {
        let one = self.mistyped.as_ref()?;
        let by = one.by.map(|by| format!(", now #{by}")).unwrap_or_default();
        Some(format!("it rested on #{}, which this desk had mistyped{by} (entry {})", one.figure, one.entry))
    }

    fn to_do(&self) -> Option<String> {
        let action = self.action?;
        let mistyped = self.ours().map(|ours| format!(": {ours}"));
        let behind = self.behind.filter(|_| mistyped.is_none());
        let behind = behind.map(|behind| format!(": the newest figure is {}", distance(behind)));
        let mistyped = mistyped.or(behind.filter(|_| action != "none")).unwrap_or_default();
        Some(format!("{action}{mistyped}"))
    }
}

impl Report for CheckReport {
    fn columns() -> Vec<&'static str> {
        names(COLUMNS)
    }

    fn text(&self, page: &mut Page) {
        page.paragraph(self.lead());
        page.fingerprint(self.fingerprint.as_deref());
        page.labelled("claim", self.claim.as_str());
        page.given("where", self.place.as_deref());
        page.labelled("verdict", self.verdict);
        page.labelled("because", self.because.as_str());
        self.beside_the_verdict(page);
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        vec![cells(COLUMNS, self)]
    }
}

/// How far one number lies from another: `78 higher`.
fn distance(by: i64) -> String {
    let way = if by < 0 { "lower" } else { "higher" };
    format!("{} {way}", grouped(by.unsigned_abs()))
}

/// What a column of what was read holds.
fn read(report: &CheckReport, cell: fn(&ReadAsReport) -> TableCell) -> TableCell {
    report.read_as.as_ref().map_or(TableCell::Blank, cell)
}

fn text(number: Option<impl ToString>) -> TableCell {
    number.map(|number| number.to_string()).into()
}

const COLUMNS: &[ColumnOf<CheckReport>] = &[
    ("claim", Words, |one| one.claim.as_str().into()),
    ("where", Words, |one| one.place.as_deref().into()),
    ("printed_on", Fixed, |one| one.printed_on.as_deref().into()),
    (Field::Event.name(), Words, |one| read(one, |read| read.event.as_deref().into())),
    (Field::Place.name(), Words, |one| read(one, |read| read.place.as_deref().into())),
    (Field::Measure.name(), Fixed, |one| read(one, |read| read.measure.into())),
    (Field::Unit.name(), Fixed, |one| read(one, |read| read.unit.into())),
    (Field::Group.name(), Words, |one| read(one, |read| read.group.as_str().into())),
    (Field::CountType.name(), Fixed, |one| read(one, |read| read.count_type.into())),
    (Field::Definition.name(), Words, |one| read(one, |read| read.definition.as_deref().into())),
    (Field::Low.name(), Numbers, |one| read(one, |read| read.low.into())),
    (Field::High.name(), Numbers, |one| read(one, |read| read.high.into())),
    (Field::AsOf.name(), Fixed, |one| read(one, |read| read.as_of.as_deref().into())),
    (Field::Authority.name(), Words, |one| read(one, |read| read.authority.as_deref().into())),
    ("verdict", Fixed, |one| one.verdict.into()),
    ("verdict_when_printed", Fixed, |one| one.verdict_when_printed.into()),
    ("needs_update", Fixed, |one| text(one.needs_update)),
    ("action", Fixed, |one| one.action.into()),
    ("because", Words, |one| one.because.as_str().into()),
    ("dimensions", Fixed, |one| one.dimensions.join(" ").into()),
    ("behind", Fixed, |one| one.behind.map(distance).into()),
    ("attribute_to", Words, |one| one.attribute_to.as_deref().into()),
    ("nearest", Fixed, |one| {
        one.nearest.iter().map(|near| near.id.to_string()).collect::<Vec<_>>().join(" ").into()
    }),
    ("write", Words, |one| one.write.as_deref().into()),
    ("citation", Words, |one| one.citation.as_deref().into()),
    ("choices", Words, |one| {
        one.choices.iter().map(ScopeReport::heading).collect::<Vec<_>>().join("; ").into()
    }),
    ("reason", Fixed, |one| one.reason.into()),
    ("start", Numbers, |one| text(one.start)),
    ("end", Numbers, |one| text(one.end)),
];
