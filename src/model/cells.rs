//! A figure as the cells of a row, the inverse of reading a draft: what exports write and `add` takes over.

use std::borrow::Cow;

use super::attribution::{Attribution, Source};
use super::column::{Field, RowPart};
use super::figure::{Details, Figure, Window};
use super::name::Name;
use super::scope::Scope;
use super::wording::Wording;

impl Figure {
    /// The cells that are not blank; without what the figure declares of others.
    pub fn cells(&self) -> Vec<(Field, String)> {
        let cells = Field::ALL.iter().map(|field| (*field, self.cell(*field).into_owned()));
        cells.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// A cell; empty where the figure does not say, for its ref and for what it declares of others.
    pub fn cell(&self, field: Field) -> Cow<'_, str> {
        match field.part() {
            RowPart::Scope => self.scope.cell(field).into(),
            RowPart::Attribution => self.attribution.cell(field).into(),
            RowPart::Source => self.source.cell(field).into(),
            RowPart::Detail => self.details.cell(field),
            RowPart::Figure => self.own_cell(field),
            RowPart::Link => "".into(),
        }
    }

    fn own_cell(&self, field: Field) -> Cow<'_, str> {
        let given = |text: Option<String>| Cow::from(text.unwrap_or_default());
        match field {
            Field::Figure => self.count.as_ref().map_or(Cow::Borrowed(""), Wording::text),
            Field::PeriodStart => match self.window {
                Some(Window::From(day)) => day.iso().into(),
                Some(Window::Hours(_)) | None => "".into(),
            },
            Field::PeriodLength => given(self.window.and_then(Window::length)),
            Field::AsOf => given(self.as_of.stated().map(|day| day.iso())),
            Field::PublishedOn => self.published_on.iso().into(),
            _ => "".into(),
        }
    }
}

impl Details {
    /// A cell; empty where the details do not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> Cow<'_, str> {
        let moment = match field {
            Field::StatedOn => self.stated_on,
            Field::RetrievedAt => self.retrieved_at,
            field => return self.text(field).unwrap_or_default().into(),
        };
        moment.map_or(Cow::Borrowed(""), |moment| moment.iso().into())
    }
}

impl Scope {
    /// A cell; empty where the scope does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Event => self.event.as_str(),
            Field::Place => self.place.as_ref().map_or("", Name::as_str),
            Field::Measure => self.measure.word(),
            Field::Unit => self.unit.word(),
            Field::Group => self.group.as_str(),
            Field::CountType => self.count_type.word(),
            Field::Definition => self.definition.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

impl Attribution {
    /// A cell; empty where the attribution does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Method => self.method.as_deref().unwrap_or_default(),
            Field::Authority => self.authority.as_ref().map_or("", Name::as_str),
            Field::Speaker => self.speaker.as_deref().unwrap_or_default(),
            Field::Via => self.via.as_ref().map_or("", Name::as_str),
            _ => "",
        }
    }
}

impl Source {
    /// A cell; empty where the source does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Publisher => self.publisher.as_str(),
            Field::Title => &self.title,
            Field::Url => &self.url,
            Field::ArchiveUrl => self.archive_url.as_deref().unwrap_or_default(),
            Field::Language => self.language.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::column::CellKind;
    use crate::model::draft::Draft;
    use crate::model::shared::Shared;

    /// A figure with a cell in every column but those that say the same in another way, and its cells.
    pub fn full_figure() -> (Figure, Vec<(Field, String)>) {
        let left_out = [Field::Ref, Field::Low, Field::High, Field::PeriodLength];
        let given = Field::ALL.iter().filter(|field| {
            field.part() != RowPart::Link && !left_out.contains(field) && **field != Field::Place
        });
        let cell = |field: &Field| match (field, field.column().kind) {
            (Field::Figure, _) => "at least 704".to_owned(),
            (Field::AsOf | Field::PeriodStart, _) => "2023-09-12".to_owned(),
            (_, CellKind::Date | CellKind::Moment) => "2023-09-13".to_owned(),
            (_, CellKind::Word(list)) => list.words[list.words.len() - 1].to_owned(),
            _ => format!("the {}", field.name()),
        };
        let cells: Vec<(Field, String)> = given.map(|field| (*field, cell(field))).collect();
        let mut draft = Draft::default();
        cells.iter().for_each(|(field, text)| draft.set(*field, text));
        let read = Figure::from_draft(&draft, &mut Shared::default());
        (read.expect("a figure").figure, cells)
    }

    #[test]
    fn every_column_is_read_and_written() {
        let (figure, cells) = full_figure();
        assert_eq!(figure.cells(), cells);
    }

    #[test]
    fn every_text_that_may_have_to_be_erased_is_reached() {
        let (mut figure, cells) = full_figure();
        let (mut who, mut source) = ((*figure.attribution).clone(), (*figure.source).clone());
        let texts = who.erasable_mut().chain(source.erasable_mut()).chain(figure.details.erasable_mut());
        let mut reached: Vec<(Field, String)> = texts.map(|(field, text)| (field, text.clone())).collect();
        reached.sort();
        let is_erasable = |(field, _): &(Field, String)| field.column().erasable;
        assert_eq!(reached, cells.into_iter().filter(is_erasable).collect::<Vec<_>>());
    }
}
