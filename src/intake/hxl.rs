//! HXL tags as a mapping: a tagged file needs no profile. The tags are those of the HXL dictionary (hxlstandard.org).
//!
//! `#date` without an attribute is read as nothing: whether it is the day a number holds for or the day it was
//! published is what half of all questions are about.

use std::collections::BTreeMap;

use super::fault::FileFault;
use super::header::Header;
use super::profile::{CountedCells, FieldName, FromCells, Profile, Value};
use super::said_otherwise::SaidOtherwise;
use super::settings::Settings;
use crate::model::column::{Field, UID, UID_TAG};

/// A tag, such as `#affected+killed+children`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    name: String,
    attributes: Vec<String>,
}

impl Tag {
    fn read(text: &str) -> Option<Tag> {
        let text = text.trim().strip_prefix('#')?.to_ascii_lowercase();
        let mut parts = text.split(['+', ' ']).map(str::trim).filter(|part| !part.is_empty());
        Some(Tag { name: parts.next()?.to_owned(), attributes: parts.map(str::to_owned).collect() })
    }

    fn has(&self, attributes: &[&str]) -> bool {
        self.attributes.iter().any(|own| attributes.contains(&own.as_str()))
    }
}

const MEASURES: &[(&[&str], &str)] = &[
    (&["killed"], "killed"),
    (&["dead", "deaths", "died"], "died"),
    (&["injured", "wounded"], "injured"),
    (&["missing"], "missing"),
    (&["disappeared"], "disappeared"),
    (&["displaced", "idps"], "displaced"),
    (&["detained"], "detained"),
    (&["abducted", "hostages"], "hostage"),
];

/// Attributes, and the word of the facet that they say.
type FacetWords = &'static [(&'static [&'static str], &'static str)];

/// Attributes that say who is counted, as cells of sex, age and status would: `+f+children` are girls.
const FACETS: [(Field, FacetWords); 3] = [
    (Field::Sex, &[(&["f", "women"], "female"), (&["m", "men"], "male")]),
    (
        Field::Age,
        &[
            (&["children"], "children"),
            (&["adults", "women", "men"], "adults"),
            (&["elderly"], "older_people"),
        ],
    ),
    (Field::Status, &[(&["civilians", "civilian"], "civilians"), (&["soldiers", "military"], "soldiers")]),
];

const COUNT_TYPES: &[(&[&str], &str)] =
    &[(&["total", "cumulative", "cum"], "total"), (&["new", "period"], "period"), (&["current"], "current")];

/// The settings of a table, with a profile made of the tags that stand below its header; without one when none of them
/// says anything about a figure. What the profile of the settings says goes before what a tag says.
pub fn under_tags(header: &Header, settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    if !header.tags.is_empty() {
        let profile = settings.profile.take().unwrap_or_default();
        settings.profile = profile_of(header, profile, &settings);
    }
    settings
}

/// The header of a table that was exported with tags: its columns have the names that the tags say, and are read by those, so
/// that the figures are the same as before. `None` for other tables, and where a flag or a profile says what columns hold.
pub fn of_export(header: &Header, settings: &Settings) -> Option<Header> {
    let says_nothing = settings.map.is_empty() && settings.profile.is_none();
    if !says_nothing || !header.tags.iter().any(|tag| tag == UID_TAG) {
        return None;
    }
    let named = |(name, tag): (&String, &String)| match Field::tagged(tag) {
        Some(field) => field.name().to_owned(),
        None if tag == UID_TAG => UID.to_owned(),
        None => name.clone(),
    };
    let names = header.names.iter().zip(&header.tags).map(named).collect();
    Some(Header { names, tags: Vec::new(), ..*header })
}

/// What flags insist on and tags or a profile say otherwise of the figures in a column: neither is passed over.
pub fn contradictions(header: &Header, settings: &Settings, tagged: &Settings) -> Vec<FileFault> {
    let is_mapped = |field: &str| settings.map.values().any(|mapped| mapped == field);
    let Some(profile) = &tagged.profile else { return Vec::new() };
    let own = |field: &FieldName| settings.profile.as_ref().is_some_and(|own| own.fields.contains_key(field));
    let mut faults = Vec::new();
    for (name, value) in settings.insisted.iter().filter(|(field, _)| !is_mapped(field)) {
        let Some(field) = FieldName::named(name) else { continue };
        let from_tag = profile.fields.get(&field).filter(|_| !own(&field)).and_then(first_column);
        let of_row = from_tag.map(|column| said_by(header, column, None));
        let of_figures = profile.figures.iter().find_map(|(column, counted)| {
            let says = match counted.fields.get(&field)? {
                Value::Constant(says) if says.trim().eq_ignore_ascii_case(value.trim()) => return None,
                Value::Constant(says) => Some(says.clone()),
                Value::Cells(_) => None,
            };
            Some(said_by(header, column, says))
        });
        let fault = |other| FileFault::SetAgainst { field: field.0.name(), value: value.clone(), other };
        faults.extend(of_row.or(of_figures).map(fault));
    }
    faults
}

/// Who says it of a column: its tag where it has one, else the profile.
fn said_by(header: &Header, column: &str, says: Option<String>) -> SaidOtherwise {
    let tag = header.place(column).and_then(|at| header.tags.get(at)).filter(|tag| tag.starts_with('#'));
    let column = column.to_owned();
    match tag {
        Some(tag) => SaidOtherwise::Tag { tag: tag.clone(), column, says },
        None => SaidOtherwise::Profile { column, says },
    }
}

fn first_column(value: &Value) -> Option<&str> {
    let Value::Cells(FromCells { column, template, .. }) = value else { return None };
    let piece = || template.as_deref()?.split('{').nth(1)?.split('}').next();
    column.as_deref().or_else(piece)
}

fn profile_of(header: &Header, mut made: Profile, settings: &Settings) -> Option<Profile> {
    if made.names_figures() {
        return Some(made);
    }
    let tagged = header.names.iter().zip(&header.tags);
    let read: Vec<(String, Tag)> = tagged
        .filter_map(|(name, tag)| {
            let column = if name.trim().is_empty() { tag.trim() } else { name.trim() };
            Some((column.to_owned(), Tag::read(tag)?))
        })
        .collect();
    for (column, tag) in &read {
        if let Some(field) = field_of(tag) {
            made.fields.entry(FieldName(field)).or_insert_with(|| from_column(column));
        }
    }
    if let Some(place) = place(&read) {
        made.fields.entry(FieldName(Field::Place)).or_insert(place);
    }
    // A column that is mapped as the number is read by flags, and not by its tag.
    if !settings.map.values().any(|field| field == Field::Figure.name()) {
        let is_said = settings.set.contains_key(Field::Measure.name());
        made.figures = figures(&read, (!is_said).then_some("affected"));
    }
    (made.fields.len() + made.figures.len() > 0).then_some(made)
}

fn field_of(tag: &Tag) -> Option<Field> {
    match tag.name.as_str() {
        "date" if tag.has(&["start"]) => Some(Field::PeriodStart),
        "date" if tag.has(&["end"]) => Some(Field::AsOf),
        "date" if tag.has(&["reported", "published"]) => Some(Field::PublishedOn),
        "event" | "crisis" | "cause" if !tag.has(&["code", "id"]) => Some(Field::Event),
        "org" if !tag.has(&["code", "id"]) => Some(Field::Authority),
        "meta" if tag.has(&["source"]) => Some(Field::Publisher),
        "meta" if tag.has(&["url"]) => Some(Field::Url),
        "meta" if tag.has(&["method"]) => Some(Field::Method),
        "description" | "meta" if tag.name == "description" || tag.has(&["comments", "notes"]) => {
            Some(Field::Note)
        }
        _ => None,
    }
}

/// Country, provinces and place, largest first, as one path.
fn place(read: &[(String, Tag)]) -> Option<Value> {
    const ORDER: [&str; 7] = ["country", "adm1", "adm2", "adm3", "adm4", "adm5", "loc"];
    let columns = ORDER.iter().filter_map(|level| {
        let named = |(_, tag): &&(String, Tag)| tag.name == *level && !tag.has(&["code", "id"]);
        read.iter().find(named).map(|(column, _)| format!("{{{column}}}"))
    });
    let template = columns.collect::<Vec<_>>().join(" > ");
    (!template.is_empty())
        .then(|| Value::Cells(FromCells { template: Some(template), ..FromCells::default() }))
}

/// `#affected` columns, with `+min` and `+max` as the bounds of the column beside them.
///
/// `usual` is the measure of a column whose tag says none.
fn figures(read: &[(String, Tag)], usual: Option<&str>) -> BTreeMap<String, CountedCells> {
    let affected = || read.iter().filter(|(_, tag)| tag.name == "affected");
    let bound = |tag: &Tag, bound: &[&str]| {
        let same = |other: &Tag| {
            let is_one = |list| word(other, list) == word(tag, list);
            is_one(MEASURES) && FACETS.iter().all(|(_, list)| is_one(list))
        };
        affected().find(|(_, other)| other.has(bound) && same(other)).map(|(column, _)| from_column(column))
    };
    let mut figures = BTreeMap::new();
    for (column, tag) in affected().filter(|(_, tag)| !tag.has(&["min", "max"])) {
        let mut fields = BTreeMap::new();
        let mut say =
            |field: Field, value: Option<Value>| value.map(|value| fields.insert(FieldName(field), value));
        let measure = word(tag, MEASURES).or(usual);
        say(Field::Measure, measure.map(|measure| Value::Constant(measure.to_owned())));
        for (field, list) in FACETS {
            say(field, word(tag, list).map(|value| Value::Constant(value.to_owned())));
        }
        say(Field::CountType, word(tag, COUNT_TYPES).map(|kind| Value::Constant(kind.to_owned())));
        say(Field::Low, bound(tag, &["min"]));
        say(Field::High, bound(tag, &["max"]));
        figures.insert(column.clone(), CountedCells { fields, ..CountedCells::default() });
    }
    figures
}

fn word(tag: &Tag, list: &[(&[&str], &'static str)]) -> Option<&'static str> {
    list.iter().find(|(attributes, _)| tag.has(attributes)).map(|(_, word)| *word)
}

fn from_column(column: &str) -> Value {
    Value::Cells(FromCells { column: Some(column.to_owned()), ..FromCells::default() })
}
