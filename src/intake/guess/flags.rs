//! The flags by which a table could be read, one figure a row, as far as they can be guessed.

use super::columns::{ColumnGuess, CountGuess, Meaning};
use crate::intake::header::REQUIRED;
use crate::model::column::Field;
use crate::model::words::{CountType, Measure};

/// Flags that would read a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuessedFlags {
    /// Columns, each with a field.
    pub map: Vec<(String, Field)>,
    /// Fields with a value for all rows.
    pub set: Vec<(Field, String)>,
    /// The fields of `set` of which the table says nothing, so that the value is a word to be replaced.
    pub open: Vec<Field>,
    /// The columns that hold numbers of people.
    pub counts: Vec<String>,
}

impl GuessedFlags {
    /// Guesses what gives the fields that are not given; `today` stands for a day of which nothing is known. `None` where no
    /// column looks like a number of people.
    pub fn of(
        columns: &[ColumnGuess],
        is_given: impl Fn(Field) -> bool,
        today: &str,
    ) -> Option<GuessedFlags> {
        let is_count = |column: &&ColumnGuess| matches!(column.meaning, Meaning::Count(_));
        let counts = columns.iter().filter(is_count).map(|column| column.name.clone()).collect();
        let mut flags = GuessedFlags { counts, ..GuessedFlags::default() };
        let counted = best_count(columns);
        if !is_given(Field::Figure) {
            flags.map.push((counted?.0.clone(), Field::Figure));
        }
        let is_new = !is_given(Field::Figure);
        let counted = counted.map(|(_, count)| count).filter(|_| is_new);
        // Where the number is known the table is: what it leaves out on purpose is left out, but for whose count it is.
        let is_needed = |field: Field| is_new || field == Field::Authority || REQUIRED.contains(&field);
        flags.texts(columns, |field| is_given(field) || !is_needed(field));
        flags.days(columns, &is_given, today);
        flags.scope(counted, &is_given);
        for field in REQUIRED {
            if !is_given(field) && !flags.gives(field) {
                flags.set.push((field, field.name().to_uppercase()));
                flags.open.push(field);
            }
        }
        Some(flags)
    }

    fn gives(&self, field: Field) -> bool {
        self.map.iter().any(|(_, own)| *own == field) || self.set.iter().any(|(own, _)| *own == field)
    }

    /// Columns of text, of places the most narrow one.
    fn texts(&mut self, columns: &[ColumnGuess], is_given: impl Fn(Field) -> bool) {
        for column in columns {
            if let Meaning::Text(field) = column.meaning
                && !is_given(field)
                && !self.gives(field)
            {
                self.map.push((column.name.clone(), field));
            }
        }
        let narrow = columns.iter().filter_map(|column| match column.meaning {
            Meaning::Place(width) => Some((width, &column.name)),
            _ => None,
        });
        if let Some((_, name)) = narrow.max_by_key(|(width, _)| *width)
            && !is_given(Field::Place)
        {
            self.map.push((name.clone(), Field::Place));
        }
    }

    /// The day of a row is that of its publication too, where no other is known.
    fn days(&mut self, columns: &[ColumnGuess], is_given: &impl Fn(Field) -> bool, today: &str) {
        for column in columns {
            if let Meaning::Day(field) = column.meaning
                && !is_given(field)
            {
                self.map.push((column.name.clone(), field));
            }
        }
        if is_given(Field::PublishedOn) || self.gives(Field::PublishedOn) {
            return;
        }
        let day = self.map.iter().find(|(_, field)| *field == Field::AsOf).map(|(name, _)| name.clone());
        match day {
            Some(name) => self.map.push((name, Field::PublishedOn)),
            None => {
                self.set.push((Field::PublishedOn, today.to_owned()));
                self.open.push(Field::PublishedOn);
            }
        }
    }

    /// What is counted. A name that does not say it leaves it to be looked at.
    fn scope(&mut self, counted: Option<&CountGuess>, is_given: &impl Fn(Field) -> bool) {
        let measure = counted.and_then(|count| count.measure);
        if !is_given(Field::Measure) && !self.gives(Field::Measure) {
            self.set.push((Field::Measure, measure.unwrap_or(Measure::Killed).word().to_owned()));
            if measure.is_none() {
                self.open.push(Field::Measure);
            }
        }
        let count_type = counted.map_or(CountType::Total, |count| count.count_type);
        if !is_given(Field::CountType) && !self.gives(Field::CountType) {
            self.set.push((Field::CountType, count_type.word().to_owned()));
        }
        let windows = [Field::PeriodStart, Field::PeriodLength];
        let has_window = windows.iter().any(|field| is_given(*field) || self.gives(*field));
        if count_type == CountType::Period && !has_window {
            self.set.push((Field::PeriodLength, "24h".to_owned()));
        }
        let group = counted.map_or("", |count| count.group);
        if !group.is_empty() && !is_given(Field::Group) && !self.gives(Field::Group) {
            self.set.push((Field::Group, group.to_owned()));
        }
    }
}

/// The column that is read if only one is: the whole toll of the dead rather than a part, a day or the injured.
fn best_count(columns: &[ColumnGuess]) -> Option<(&String, &CountGuess)> {
    let counts = columns.iter().filter_map(|column| match &column.meaning {
        Meaning::Count(count) => Some((&column.name, count)),
        _ => None,
    });
    let worth = |count: &CountGuess| {
        let is_dead = matches!(count.measure, Some(Measure::Killed | Measure::Died));
        let is_toll = count.count_type == CountType::Total;
        (
            count.measure.is_some(),
            count.place.is_none(),
            count.definition.is_none(),
            count.group.is_empty(),
            is_dead,
            is_toll,
        )
    };
    counts.rev().max_by_key(|(_, count)| worth(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::guess::columns::columns;
    use crate::intake::guess::sample::Sample;
    use crate::intake::header::Header;
    use crate::intake::settings::Settings;

    fn told(text: &str) -> Vec<String> {
        let settings = Settings::default();
        let sample = Sample::of(text.as_bytes(), &settings);
        let is_given =
            |field| sample.names.iter().any(|name| Header::field_named(name, &settings) == Some(field));
        let Some(flags) = GuessedFlags::of(&columns(&sample, &settings), is_given, "2024-05-01") else {
            return Vec::new();
        };
        let map = flags.map.iter().map(|(column, field)| format!("{column}={}", field.name()));
        let set = flags.set.iter().map(|(field, value)| format!("{}={value}", field.name()));
        map.chain(set).collect()
    }

    #[test]
    fn all_that_a_figure_needs_is_given() {
        assert_eq!(
            told("Datum;Ort;Tote;Verletzte\n12.7.2022;Altstadt;84;20\n"),
            [
                "Tote=figure",
                "Ort=place",
                "Datum=as_of",
                "Datum=published_on",
                "measure=killed",
                "count_type=total",
                "event=EVENT",
                "publisher=PUBLISHER"
            ]
        );
        assert_eq!(
            told("event,measure,count_type,figure,as_of\nFlood,killed,total,4,2021-04-03\n"),
            ["publisher=PUBLISHER", "published_on=2024-05-01"]
                .iter()
                .rev()
                .map(|one| (*one).to_owned())
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_table_without_numbers_is_left() {
        assert!(told("name,mood\nx,good\n").is_empty());
    }
}
