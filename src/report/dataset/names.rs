//! The names of a data set: who and what stands in its figures, and what the desk says of them.

use super::ColumnType::{Number, OneOf, Text};
use super::DatasetTable;
use crate::model::event_kind::{EventKind, EventNature, KnownBy};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};

/// The kinds of names that stand in figures.
pub const KINDS: [NameKind; 5] =
    [NameKind::Event, NameKind::Place, NameKind::Group, NameKind::Authority, NameKind::Publisher];

/// A name, as it is printed in figures.
#[derive(Clone, Debug)]
pub struct DatasetName {
    kind: NameKind,
    name: Name,
    figures: u64,
    canonical: Option<Name>,
    said: Vec<(NameField, String)>,
    nature: Option<EventNature>,
}

impl DatasetName {
    /// A name with what the desk says of it, as far as `may_know` admits.
    pub fn new(
        (kind, name): (NameKind, &Name),
        figures: u64,
        names: &Names,
        may_know: &dyn Fn(NameField) -> bool,
    ) -> DatasetName {
        let canonical = names.canonical(kind, name);
        let said = NameField::ALL.iter().filter(|field| may_know(**field));
        let said = said.filter_map(|field| Some((*field, names.get(kind, name, *field)?.to_owned())));
        DatasetName {
            kind,
            name: name.clone(),
            figures,
            said: said.collect(),
            nature: (kind == NameKind::Event).then(|| names.event_kind(&canonical)),
            canonical: (canonical != *name).then_some(canonical),
        }
    }

    fn said(&self, field: NameField) -> Option<&str> {
        self.said.iter().find(|(said, _)| *said == field).map(|(_, value)| value.as_str())
    }

    /// By what the kind of an event is known.
    fn known_by(&self) -> Option<String> {
        self.nature.as_ref().map(|nature| match &nature.by {
            KnownBy::Desk => "this desk".to_owned(),
            KnownBy::Word(word) => format!("the word \"{word}\""),
            KnownBy::Default => "nothing: what is not known to be over goes on".to_owned(),
        })
    }
}

const NAME_KINDS: &[&str] = &["event", "place", "group", "authority", "publisher"];

/// The table.
pub static NAMES: DatasetTable<DatasetName> = DatasetTable {
    name: "names",
    about: "A name that stands in figures, or by which the desk calls one of those, and what the desk says of it.",
    key: &["name_kind", "name"],
    refers: &[],
    facets: &["name_kind", "kind", "country", "event_kind"],
    searched: &["name", "same_as", "say_as"],
    columns: &[
        ("name_kind", OneOf(NAME_KINDS), "What the name is the name of", |one| one.kind.word().into()),
        ("name", Text, "The name, as printed", |one| one.name.as_str().into()),
        ("figures", Number, "How many figures of this data set print this very name", |one| {
            one.figures.into()
        }),
        (
            "same_as",
            Text,
            "The name that stands for it in the other tables; blank: it stands for itself",
            |one| one.canonical.as_ref().map(Name::as_str).into(),
        ),
        ("under", Text, "The body that an authority is under", |one| one.said(NameField::Under).into()),
        ("kind", Text, "What the desk says it is: such as government, health or un", |one| {
            one.said(NameField::Kind).into()
        }),
        ("country", Text, "The country", |one| one.said(NameField::Country).into()),
        ("say_as", Text, "How copy names it", |one| one.said(NameField::SayAs).into()),
        ("rank", Text, "The desk's rank of an authority, 1 first", |one| one.said(NameField::Rank).into()),
        ("party_to", Text, "The event in which an authority is a party", |one| {
            one.said(NameField::PartyTo).into()
        }),
        ("code", Text, "The code of a place: ISO 3166, P-code", |one| one.said(NameField::Code).into()),
        (
            "event_kind",
            OneOf(EventKind::LIST.words),
            "Whether the toll of an event can grow by itself",
            |one| one.nature.as_ref().map(|nature| nature.kind.word()).into(),
        ),
        ("event_kind_by", Text, "By what that is known: a word of the name, or the desk", |one| {
            one.known_by().into()
        }),
        (
            "settling",
            Text,
            "How long after its first day a lower count of an event is a first count",
            |one| one.said(NameField::Settling).into(),
        ),
        ("stale_after", Text, "After how long a figure of an event counts as older", |one| {
            one.said(NameField::StaleAfter).into()
        }),
    ],
};
