//! A figure as a row of the house CSV: what `export` writes and `import` reads again without loss.

use std::borrow::Cow;

use crate::model::attribution::{Attribution, Source};
use crate::model::draft::Field;
use crate::model::figure::{Completeness, Figure, Window};
use crate::model::name::Name;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::scope::Scope;
use crate::model::uid::Uid;
use crate::model::wording::Wording;
use crate::model::words::{Basis, LinkKind, Reason};

/// The columns that an export adds to the house CSV: read over when it is imported.
pub const UID: &str = "uid";

/// What a figure declares of others, in the shape of the house CSV.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The wholes that include it: target, and whether the parts are all there.
    pub part_of: Vec<(String, Completeness)>,
    /// What it declares: relation, reason, who gave it, targets.
    pub relations: Vec<Relation>,
}

/// One relation and its targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The relation.
    pub kind: LinkKind,
    /// Why.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
    /// The figures that it is about.
    pub targets: Vec<String>,
}

impl Links {
    /// From the acts on a figure (its wholes) and those that it declares; `name` gives each other figure's name.
    pub fn of(on: &[Act], by: &[Act], name: &dyn Fn(FigureId) -> Option<String>) -> Links {
        let mut links = Links::default();
        for act in on {
            if let (ActKind::PartOf(completeness), Some(whole)) = (act.what, act.other.and_then(name)) {
                links.part_of.push((whole, completeness));
            }
        }
        for act in by {
            let (ActKind::Linked(kind), Some(target)) = (act.what, name(act.figure)) else { continue };
            let same = |relation: &&mut Relation| {
                (relation.kind, relation.reason, &relation.reason_by) == (kind, act.reason, &act.reason_by)
            };
            match links.relations.iter_mut().find(same) {
                Some(relation) => relation.targets.push(target),
                None => links.relations.push(Relation {
                    kind,
                    reason: act.reason,
                    reason_by: act.reason_by.clone(),
                    targets: vec![target],
                }),
            }
        }
        links
    }

    /// How many rows the house CSV needs for them: each row holds one whole and one relation.
    pub fn rows(&self) -> usize {
        self.part_of.len().max(self.relations.len()).max(1)
    }
}

/// One figure on its way out.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The figure.
    pub recorded: Recorded,
    /// The name that a file gave to it.
    pub reference: Option<String>,
    /// What it declares of others.
    pub links: Links,
}

/// Where the cell of a field comes from: what many figures share is written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What is counted.
    Scope,
    /// Who answers for it.
    Attribution,
    /// The document.
    Source,
    /// The figure itself.
    Figure,
    /// What it declares of others.
    Links,
}

/// Where the cell of a field comes from.
pub fn origin(field: Field) -> Origin {
    use Field::{
        ArchiveUrl, Authority, CountType, Definition, Event, Group, Language, Measure, Method, PartOf, Place,
        Publisher, Reason, ReasonBy, Relation, Speaker, Target, Title, Unit, Url, Via,
    };
    match field {
        Event | Place | Measure | Unit | Group | CountType | Definition => Origin::Scope,
        Method | Authority | Speaker | Via => Origin::Attribution,
        Publisher | Title | Url | ArchiveUrl | Language => Origin::Source,
        PartOf | Relation | Target | Reason | ReasonBy => Origin::Links,
        _ => Origin::Figure,
    }
}

/// The cells of a figure, those that are not blank; without its links.
pub fn cells(recorded: &Recorded, reference: Option<&str>) -> Vec<(Field, String)> {
    let figure = &recorded.figure;
    let cell = |field: Field| match origin(field) {
        Origin::Scope => scope_cell(&figure.scope, field).into(),
        Origin::Attribution => attribution_cell(&figure.attribution, field).into(),
        Origin::Source => source_cell(&figure.source, field).into(),
        Origin::Figure => figure_cell(figure, reference, field),
        Origin::Links => Cow::Borrowed(""),
    };
    let cells = Field::ALL.iter().map(|field| (*field, cell(*field).into_owned()));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

/// A cell of a scope; empty where it does not say, and for fields of other origins.
pub fn scope_cell(scope: &Scope, field: Field) -> &str {
    match field {
        Field::Event => scope.event.as_str(),
        Field::Place => scope.place.as_ref().map_or("", Name::as_str),
        Field::Measure => scope.measure.word(),
        Field::Unit => scope.unit.word(),
        Field::Group => scope.group.as_str(),
        Field::CountType => scope.count_type.word(),
        Field::Definition => scope.definition.as_deref().unwrap_or_default(),
        _ => "",
    }
}

/// A cell of an attribution, as [`scope_cell`].
pub fn attribution_cell(who: &Attribution, field: Field) -> &str {
    match field {
        Field::Method => who.method.as_deref().unwrap_or_default(),
        Field::Authority => who.authority.as_ref().map_or("", Name::as_str),
        Field::Speaker => who.speaker.as_deref().unwrap_or_default(),
        Field::Via => who.via.as_ref().map_or("", Name::as_str),
        _ => "",
    }
}

/// A cell of a source, as [`scope_cell`].
pub fn source_cell(source: &Source, field: Field) -> &str {
    match field {
        Field::Publisher => source.publisher.as_str(),
        Field::Title => &source.title,
        Field::Url => &source.url,
        Field::ArchiveUrl => source.archive_url.as_deref().unwrap_or_default(),
        Field::Language => source.language.as_deref().unwrap_or_default(),
        _ => "",
    }
}

/// A cell of the figure itself, as [`scope_cell`].
pub fn figure_cell<'f>(figure: &'f Figure, reference: Option<&'f str>, field: Field) -> Cow<'f, str> {
    let (details, texts) = (&figure.details, figure.details.texts());
    let given = |text: &'f Option<String>| Cow::from(text.as_deref().unwrap_or_default());
    let own = |text: Option<String>| Cow::from(text.unwrap_or_default());
    match field {
        Field::Ref => reference.unwrap_or_default().into(),
        Field::Figure => figure.count.as_ref().map_or(Cow::Borrowed(""), Wording::text),
        Field::PeriodStart => own(figure.window.and_then(start)),
        Field::PeriodLength => own(figure.window.and_then(Window::length)),
        Field::AsOf => own(figure.as_of.stated().map(|day| day.iso())),
        Field::StatedOn => own(details.stated_on.map(|moment| moment.iso())),
        Field::PublishedOn => figure.published_on.iso().into(),
        Field::RetrievedAt => own(details.retrieved_at.map(|moment| moment.iso())),
        Field::AuthorityBasis if details.basis != Basis::Named => details.basis.word().into(),
        Field::Quote => given(&texts.quote),
        Field::Caveat => given(&texts.caveat),
        Field::Verification => details.verification.map_or("", |word| word.word()).into(),
        Field::Grade => given(&texts.grade),
        Field::Standpoint => details.standpoint.map_or("", |word| word.word()).into(),
        Field::Circumstances => given(&texts.circumstances),
        Field::Superlative => given(&texts.superlative),
        Field::Note => given(&texts.note),
        _ => "".into(),
    }
}

/// The cells of the `row`th whole and relation, from 0.
pub fn link_cells(links: &Links, row: usize) -> Vec<(Field, String)> {
    let mut cells = Vec::new();
    if let Some((whole, completeness)) = links.part_of.get(row) {
        let all = if *completeness == Completeness::All { " complete" } else { "" };
        cells.push((Field::PartOf, format!("{whole}{all}")));
    }
    if let Some(relation) = links.relations.get(row) {
        cells.push((Field::Relation, relation.kind.word().to_owned()));
        cells.push((Field::Target, relation.targets.join(" ")));
        cells.extend(relation.reason.map(|reason| (Field::Reason, reason.word().to_owned())));
        cells.extend(relation.reason_by.clone().map(|by| (Field::ReasonBy, by)));
    }
    cells
}

/// The name by which a figure is a target in any store.
pub fn target(recorded: &Recorded) -> String {
    format!("uid:{}", Uid::of(&recorded.figure).short())
}

fn start(window: Window) -> Option<String> {
    match window {
        Window::From(day) => Some(day.iso()),
        Window::Hours(_) => None,
    }
}
