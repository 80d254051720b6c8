//! What was settled about a file that can be read in two ways, before a row of it is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decision::Decision;
use super::encoding::ChosenEncoding;
use super::header::Header;
use super::notation::Notation;
use super::plan::NamedParts;
use super::profile::Style;
use super::settings::Settings;
use crate::model::column::Field;
use crate::model::date::{DateOrder, DateStyle, Day};
use crate::model::draft::Conventions;
use crate::model::wording::NumberStyle;

/// What was settled about a file.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// How its bytes are decoded; `None` where they are UTF-8 or the first ones tell.
    pub encoding: Option<ChosenEncoding>,
    /// Whether its columns were looked through.
    pub survey: Survey,
    /// What was decided, by column.
    pub columns: BTreeMap<usize, Notation>,
    /// Which parts of a place its rows name, where that was looked for.
    pub named: Option<Arc<NamedParts>>,
    /// What was decided, for the receipt.
    pub decisions: Vec<Decision>,
    /// Whether what is left out of it is told.
    pub omissions: Omissions,
    /// The day on which its rows are recorded; `None`: that is of no account.
    pub recorded_on: Option<Day>,
}

/// Whether the figures that left out rows and cells would have been are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Omissions {
    /// Nobody asks for them.
    #[default]
    Untold,
    /// A feed does: what is left out is there nevertheless.
    Told,
}

/// Whether the columns of a file were looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Survey {
    /// Not yet: a cell that calls for it stops the reading.
    #[default]
    Pending,
    /// They were.
    Done,
}

impl Settled {
    /// Which parts of a place the file names; `None` while it was not looked through.
    pub fn named_parts(&self) -> Option<Arc<NamedParts>> {
        match self.survey {
            Survey::Pending => None,
            Survey::Done => Some(self.named.clone().unwrap_or_default()),
        }
    }

    /// How the columns behind the fields of a table write; `constant` where a field has no column of its own.
    pub fn conventions(
        &self,
        settings: &Settings,
        header: &Header,
        column: impl Fn(Field) -> Option<usize>,
        constant: Notation,
    ) -> Conventions {
        let mut conventions = Conventions::UNDECIDED;
        let way = |field| column(field).map_or(constant, |at| self.way(settings, at, &header.names[at]));
        Field::COUNTS.iter().for_each(|field| conventions.write_numbers(*field, way(*field).numbers));
        Field::DATES.iter().for_each(|field| conventions.write_dates(*field, way(*field).dates));
        conventions
    }

    /// How a column writes: as the desk says, else as its profile says, else as its cells showed.
    pub fn way(&self, settings: &Settings, column: usize, name: &str) -> Notation {
        let style = settings.profile.as_ref().and_then(|profile| profile.columns.get(name));
        let shown = self.columns.get(&column).copied().unwrap_or_default();
        let thousands = style.and_then(Style::thousands);
        let order = style.and_then(|style| style.dates).map(DateOrder::from);
        let thousands = settings.thousands.or(thousands).or(shown.numbers.thousands);
        Notation {
            numbers: NumberStyle { thousands, ..shown.numbers },
            dates: DateStyle {
                order: settings.dates.or(order).or(shown.dates.order),
                ..settings.date_style()
            },
        }
    }
}
