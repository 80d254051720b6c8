//! Figures for tests: rows built by name, and generated series and questions.

use std::sync::Arc;

use crate::model::draft::{Draft, Field};
use crate::model::figure::Figure;
use crate::model::shared::Shared;

/// A row of the house CSV, with an event, a measure and a publisher unless given.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<(Field, String)>,
}

impl Row {
    /// A total of people killed, published on 25 October 2023 by a daily, unattributed and undated.
    pub fn new(figure: &str) -> Row {
        let given = [
            (Field::Event, "Flood"),
            (Field::Measure, "killed"),
            (Field::CountType, "total"),
            (Field::Publisher, "Daily"),
            (Field::PublishedOn, "2023-10-25"),
            (Field::Figure, figure),
        ];
        Row { cells: given.iter().map(|(field, text)| (*field, (*text).to_owned())).collect() }
    }

    /// Fills one cell.
    pub fn set(mut self, field: Field, text: &str) -> Row {
        self.cells.push((field, text.to_owned()));
        self
    }

    /// Who answers for it.
    pub fn by(self, authority: &str) -> Row {
        self.set(Field::Authority, authority)
    }

    /// The day for which it holds, and on which it was published unless that is said afterwards.
    pub fn on(self, day: &str) -> Row {
        self.set(Field::AsOf, day).set(Field::PublishedOn, day)
    }

    /// When the source appeared.
    pub fn published(self, moment: &str) -> Row {
        self.set(Field::PublishedOn, moment)
    }

    /// When it was said.
    pub fn stated(self, moment: &str) -> Row {
        self.set(Field::StatedOn, moment)
    }

    /// Who published it.
    pub fn in_(self, publisher: &str) -> Row {
        self.set(Field::Publisher, publisher)
    }

    /// The figure of the row.
    pub fn figure(&self) -> Figure {
        let mut draft = Draft::default();
        for (field, text) in &self.cells {
            draft.set(*field, text);
        }
        let read = Figure::from_draft(&draft, &mut Shared::default());
        read.unwrap_or_else(|problems| panic!("{self:?}: {problems:?}")).figure
    }
}
