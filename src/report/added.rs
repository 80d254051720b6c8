//! What an addition by hand recorded.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Report;
use super::figure::one_line;
use super::held;
use super::page::Page;
use super::scope::ScopeReport;
use crate::model::column::Field;
use crate::model::figure::{AsOf, Declared, Declares, Figure};
use crate::model::hold::HoldKind;
use crate::model::recorded::Recorded;
use crate::model::uid::Uid;
use crate::model::validate::Drafted;

/// One figure that was added by hand.
#[derive(Clone, Debug, Serialize)]
pub struct AddReport {
    /// The entry that was made; null in a dry run, and where nothing was new to record.
    pub entry: Option<i64>,
    /// How many of its figures are under embargo.
    #[serde(skip_serializing_if = "held::is_none")]
    pub under_embargo: u64,
    /// How it is held back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldKind>,
    /// The figure's number; null in a dry run where it would be a new one.
    pub figure: Option<i64>,
    /// Its name in every store.
    pub uid: String,
    /// `new`; `same` where it was there already; `changed` where it was there and gains details, a ref or a link.
    pub outcome: &'static str,
    /// It in one line.
    pub line: String,
    /// What is counted.
    pub series: String,
    /// The parts that its words include: `305 (children)`.
    pub parts: Vec<String>,
    /// What it declares of other figures.
    pub links: Vec<String>,
    /// What was read from the words beside the number: field and text.
    pub from_words: Vec<(&'static str, String)>,
    /// What was taken from the figure that it is linked to: `event`, `place` ...
    pub taken: Option<TakenFields>,
    /// What was assumed, or is not stated: field and what that means.
    pub assumed: Vec<(&'static str, String)>,
    /// What a person should look at, each with what to type.
    pub notices: Vec<Notice>,
    /// The store.
    pub store: String,
    /// Whether this addition made the store.
    pub store_is_new: bool,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
}

/// Fields that were taken from another figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenFields {
    /// The other figure.
    pub from: i64,
    /// The fields, with what was taken.
    pub fields: Vec<(&'static str, String)>,
}

/// One look at a figure before it is recorded.
#[derive(Clone, Debug, Serialize)]
pub struct AddLook {
    /// What could be written of it alone; blank for a statement.
    pub sentence: String,
    /// Its fields.
    pub fields: Vec<(&'static str, String)>,
    /// What it is to figures of its series.
    pub relations: Vec<String>,
    /// What would be recorded.
    pub added: AddReport,
}

impl Report for AddLook {
    fn text(&self, page: &mut Page) {
        let same = self.added.figure.map(|id| format!("#{id} is the same figure: it is there already"));
        page.paragraph(same.unwrap_or_else(|| self.sentence.clone()));
        for (field, text) in &self.fields {
            page.labelled(field.replace('_', " "), text);
        }
        page.each("part", &self.added.parts);
        page.each("relation", self.added.links.iter().chain(&self.relations));
        self.added.remarks(page);
    }
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is.
    pub what: String,
    /// What to type.
    pub hint: String,
}

impl AddReport {
    /// Of a figure that would be added. `targets`: the figures that it is linked to, by the names that were typed;
    /// `said`: what its words say, where nothing else did.
    pub fn new(
        drafted: &Drafted,
        targets: &BTreeMap<String, Recorded>,
        said: &[(Field, String)],
    ) -> AddReport {
        let Drafted { figure, parts, notices, declared, .. } = drafted;
        let notices = notices.iter().map(|one| Notice { what: one.what.clone(), hint: one.hint.clone() });
        AddReport {
            held: None,
            under_embargo: 0,
            entry: None,
            figure: None,
            uid: Uid::of(figure).to_string(),
            outcome: "new",
            line: String::new(),
            series: ScopeReport::new(&figure.scope).heading(),
            parts: parts.iter().map(part).collect(),
            links: declared.iter().map(|one| link(one, targets)).collect(),
            from_words: said.iter().map(|(field, text)| (field.name(), text.clone())).collect(),
            taken: None,
            assumed: assumed(figure),
            notices: notices.collect(),
            store: String::new(),
            store_is_new: false,
            dry_run: true,
        }
    }
}

fn part(part: &Figure) -> String {
    let words = part.count.as_ref().map_or_else(String::new, |count| count.printed().into_owned());
    format!("{words} ({})", part.scope.group)
}

fn link(declared: &Declared, targets: &BTreeMap<String, Recorded>) -> String {
    let what = match declared.what {
        Declares::PartOf(_) => "is part of".to_owned(),
        Declares::Relation(kind) => kind.word().replace('_', " "),
    };
    let reason = declared.reason.map(|reason| reason.word().replace('_', " "));
    let reason = match (reason, &declared.reason_by) {
        (Some(reason), Some(by)) => format!(" ({reason}, as {by} gave it)"),
        (Some(reason), None) => format!(" ({reason})"),
        (None, _) => String::new(),
    };
    let target = targets.get(&declared.target).map_or_else(|| declared.target.clone(), one_line);
    format!("{what} {target}{reason}")
}

/// What was assumed, or is not stated.
fn assumed(figure: &Figure) -> Vec<(&'static str, String)> {
    let mut assumed = Vec::new();
    if let AsOf::Assumed(day) = figure.as_of {
        assumed.push((Field::AsOf.name(), format!("not stated; {day} at the latest")));
    }
    if figure.scope.place.is_none() {
        assumed.push((Field::Place.name(), "not stated".to_owned()));
    }
    if figure.authority().is_none() {
        let voice = format!("none named; {} speaks for itself", figure.source.publisher);
        assumed.push((Field::Authority.name(), voice));
    }
    assumed
}

impl Report for AddReport {
    fn text(&self, page: &mut Page) {
        page.paragraph(headline(self));
        page.labelled("figure", &self.line);
        page.labelled("series", &self.series);
        page.each("part", &self.parts);
        page.each("relation", &self.links);
        self.remarks(page);
        held::note(page, self.held, self.entry);
        held::embargo(page, self.under_embargo);
        page.store(&self.store, self.store_is_new.then_some("this addition"), self.dry_run);
        page.take_back(self.entry);
    }
}

impl AddReport {
    /// What was read, taken and assumed, and what a person should look at.
    fn remarks(&self, page: &mut Page) {
        if !self.from_words.is_empty() {
            page.labelled("read", format!("from the words: {}", listed(&self.from_words)));
        }
        if let Some(taken) = &self.taken {
            page.labelled(format!("taken from #{}", taken.from), listed(&taken.fields));
        }
        let assumed = self.assumed.iter();
        page.each(
            "assumed",
            assumed.map(|(field, meaning)| format!("{}: {meaning}", field.replace('_', " "))),
        );
        page.each("look at", self.notices.iter().map(|notice| format!("{}: {}", notice.what, notice.hint)));
    }
}

/// Fields with what they hold, in one line.
fn listed(fields: &[(&'static str, String)]) -> String {
    let fields = fields.iter().map(|(field, text)| format!("{} {text}", field.replace('_', " ")));
    fields.collect::<Vec<_>>().join(", ")
}

fn headline(report: &AddReport) -> String {
    let id = report.figure.map(|id| format!("#{id}")).unwrap_or_default();
    match (report.outcome, report.entry, report.dry_run) {
        ("new", _, true) => "a new figure: a dry run; nothing was recorded".to_owned(),
        ("new", Some(entry), _) => format!("{id} recorded as entry {entry}"),
        ("changed", _, true) => {
            format!("{id} is the same figure, and would gain something: a dry run; nothing was recorded")
        }
        ("changed", Some(entry), _) => {
            format!("{id} is the same figure: entry {entry} adds what was not known of it")
        }
        (_, Some(entry), _) => format!("{id} is the same figure: entry {entry} notes that it was seen again"),
        (_, None, true) => format!("{id} is the same figure: a dry run; nothing was recorded"),
        (_, None, false) => format!("{id} is the same figure: nothing changed"),
    }
}
