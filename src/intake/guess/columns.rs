//! What each column of a table holds, by the words of its name and the look of its cells.

use super::cells::{ColumnCells, Look, is_day};
use super::sample::Sample;
use super::words::{self, words_of};
use crate::intake::header::Header;
use crate::intake::settings::Settings;
use crate::model::column::Field;
use crate::model::words::{CountType, Measure};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A number of people.
    Count(CountGuess),
    /// A number of people, as its name is a day.
    CountOfDay,
    /// A day: that the number covers, or of publication.
    Day(Field),
    /// A place, by how wide it is: 0 a country, 3 a single place.
    Place(u8),
    /// One of the fields that hold text.
    Text(Field),
    /// The lower or the upper end of a number.
    Bound(Field),
    /// A few short words that come again: codes, which somebody has to explain.
    Codes,
    /// Something else.
    Other,
}

/// What a column of counts counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountGuess {
    /// What happened to the people; `None` where the name does not say.
    pub measure: Option<Measure>,
    /// Who is counted; empty for everybody.
    pub group: &'static str,
    /// What the number counts up.
    pub count_type: CountType,
    /// The part of the name that is a place, where columns differ by that alone.
    pub place: Option<String>,
    /// The part of the name that decides who is in, where columns differ by that and it is no place.
    pub definition: Option<String>,
}

/// A column with what it holds.
#[derive(Clone, Debug)]
pub struct ColumnGuess {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub meaning: Meaning,
    /// What its cells look like.
    pub cells: ColumnCells,
}

/// What the columns of a table hold; those without a name, and those with the name of an earlier one, are other.
pub fn columns(sample: &Sample, settings: &Settings) -> Vec<ColumnGuess> {
    let names = &sample.names;
    let mut found: Vec<ColumnGuess> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let cells = ColumnCells::of(sample.column(at));
        let is_own = !name.is_empty() && !found.iter().any(|before| before.name.eq_ignore_ascii_case(name));
        let meaning = if is_own { meaning(name, &cells, settings) } else { Meaning::Other };
        found.push(ColumnGuess { name: name.clone(), meaning, cells });
    }
    sources_beside_a_publisher(&mut found);
    one_column_a_field(&mut found);
    counts_by_part(&mut found);
    counts_without_words(&mut found);
    counts_of_the_day(&mut found);
    days_by_name(&mut found);
    days_of_daily_numbers(&mut found);
    dead_of_illness(&mut found);
    found
}

fn meaning(name: &str, cells: &ColumnCells, settings: &Settings) -> Meaning {
    let words = words_of(name);
    let known = Header::field_named(name, settings);
    if is_day(name) {
        return Meaning::CountOfDay;
    }
    let said = match cells.look {
        Look::Days => Some(day(&words, known)),
        Look::Links => Some(Meaning::Text(Field::Url)),
        Look::Counts | Look::Blank => count(&words, known),
        Look::Years | Look::Decimals | Look::Text => None,
    };
    said.unwrap_or_else(|| match cells.look {
        Look::Text => text(&words, known, cells),
        // A blank column says what its name says.
        Look::Blank if known.is_some() => text(&words, known, cells),
        _ => Meaning::Other,
    })
}

fn day(words: &[String], known: Option<Field>) -> Meaning {
    let is_published =
        words::any(words, words::PUBLISHED) || words::has_phrase(words, words::PUBLISHED_PHRASES);
    Meaning::Day(match known {
        Some(field) if Field::DATES.contains(&field) => field,
        _ if is_published => Field::PublishedOn,
        _ if words::any(words, words::STARTS) => Field::PeriodStart,
        _ => Field::AsOf,
    })
}

/// What the words of a column of numbers say; `None` where they say nothing, or that it counts no people.
fn count(words: &[String], known: Option<Field>) -> Option<Meaning> {
    match known {
        Some(field @ (Field::Low | Field::High)) => return Some(Meaning::Bound(field)),
        Some(Field::Figure) => return Some(Meaning::Count(counted(words))),
        _ => {}
    }
    let measure = words::first(words, words::MEASURES);
    if measure.is_none() && words::any(words, words::NO_PEOPLE) {
        return None;
    }
    let is_bound = |list| words::any(words, list);
    if words.len() <= 2 && is_bound(words::LOW) {
        return Some(Meaning::Bound(Field::Low));
    }
    if words.len() <= 2 && is_bound(words::HIGH) {
        return Some(Meaning::Bound(Field::High));
    }
    let speaks = measure.is_some()
        || words::any(words, words::ILLNESS)
        || words::first(words, words::GROUPS).is_some()
        || words::any(words, words::CUMULATIVE)
        || words::any(words, words::BEST);
    let no_people_too = words::any(words, words::NO_PEOPLE) && measure == Some(Measure::Affected);
    (speaks && !no_people_too).then(|| Meaning::Count(counted(words)))
}

fn counted(words: &[String]) -> CountGuess {
    let measure = if words::any(words, words::ILLNESS) {
        Some(Measure::Died)
    } else {
        words::first(words, words::MEASURES)
    };
    let is_stock = matches!(measure, Some(Measure::Missing | Measure::Displaced | Measure::Hostage));
    let count_type = if words::any(words, words::CUMULATIVE) {
        CountType::Total
    } else if words::any(words, words::NEW) {
        CountType::Period
    } else if is_stock || words::any(words, words::CURRENT) {
        CountType::Current
    } else {
        CountType::Total
    };
    let group = words::first(words, words::GROUPS).unwrap_or_default();
    CountGuess { measure, group, count_type, place: None, definition: None }
}

fn text(words: &[String], known: Option<Field>, cells: &ColumnCells) -> Meaning {
    if let Some(field) = known.filter(|field| *field != Field::Place && !Field::COUNTS.contains(field)) {
        return Meaning::Text(field);
    }
    let is = |list| words::any(words, list);
    if is(words::NOTES) {
        return Meaning::Text(Field::Note);
    }
    if words::has_phrase(words, words::PUBLISHED_PHRASES) {
        return Meaning::Day(Field::PublishedOn);
    }
    if words::has_phrase(words, words::AUTHORITY_PHRASES) {
        return Meaning::Text(Field::Authority);
    }
    if is(words::PUBLISHERS) {
        return if are_codes(cells) { Meaning::Codes } else { Meaning::Text(Field::Publisher) };
    }
    if is(words::AUTHORITIES) {
        return if are_codes(cells) { Meaning::Codes } else { Meaning::Text(Field::Authority) };
    }
    if known == Some(Field::Place) {
        return Meaning::Place(3);
    }
    if let Some(width) = words::first(words, words::PLACES) {
        return Meaning::Place(width);
    }
    if is(words::EVENTS) {
        return Meaning::Text(Field::Event);
    }
    if are_codes(cells) { Meaning::Codes } else { Meaning::Other }
}

/// A handful of short words without capitals and blanks.
fn are_codes(cells: &ColumnCells) -> bool {
    let is_code =
        |cell: &String| cell.len() <= 12 && !cell.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    let come_again = cells.filled <= 4 || cells.distinct.len() * 2 <= cells.filled;
    come_again
        && !cells.has_more
        && (1..=12).contains(&cells.distinct.len())
        && cells.distinct.iter().all(is_code)
}

/// A source beside a column of publishers is whose count it is.
fn sources_beside_a_publisher(columns: &mut [ColumnGuess]) {
    let is_source = |column: &ColumnGuess| words::is_source(&column.name);
    let holds = |column: &ColumnGuess, field| column.meaning == Meaning::Text(field);
    let has_publisher = columns.iter().any(|column| holds(column, Field::Publisher) && !is_source(column));
    let has_authority = columns.iter().any(|column| holds(column, Field::Authority));
    if !has_publisher {
        return;
    }
    for column in columns.iter_mut().filter(|column| holds(column, Field::Publisher) && is_source(column)) {
        column.meaning = if has_authority { Meaning::Other } else { Meaning::Text(Field::Authority) };
    }
}

/// A field is read from one column: the first of its kind. Of places each is of another width.
fn one_column_a_field(columns: &mut [ColumnGuess]) {
    let mut seen: Vec<Meaning> = Vec::new();
    for column in columns {
        let kind = match column.meaning {
            Meaning::Text(field) | Meaning::Bound(field) | Meaning::Day(field) => Meaning::Text(field),
            Meaning::Place(width) => Meaning::Place(width),
            _ => continue,
        };
        if seen.contains(&kind) {
            column.meaning = Meaning::Other;
        } else {
            seen.push(kind);
        }
    }
}

/// Columns that count one thing and differ by one part of their names: a place, as in `Deaths_North` and `Deaths_South`, or
/// what else decides who is in, as in `verified.killed`.
fn counts_by_part(columns: &mut [ColumnGuess]) {
    let parts: Vec<Option<(CountGuess, Option<String>)>> = columns
        .iter()
        .map(|column| match &column.meaning {
            Meaning::Count(count) if count.measure.is_some() => Some((count.clone(), part_of(&column.name))),
            _ => None,
        })
        .collect();
    for (column, own) in columns.iter_mut().zip(&parts) {
        let Some((kind, Some(part))) = own else { continue };
        let alike = || parts.iter().flatten().filter(|(count, _)| count == kind);
        let are_places =
            alike().count() > 1 && alike().all(|(_, part)| part.as_deref().is_none_or(is_place_name));
        let Meaning::Count(count) = &mut column.meaning else { continue };
        if are_places && is_place_name(part) {
            count.place = Some(part.clone());
        } else if alike().count() > 1 {
            count.definition = Some(part.clone());
        }
    }
}

/// Whether a part of a name is written as names are.
fn is_place_name(part: &str) -> bool {
    part.chars().count() > 1 && part.starts_with(char::is_uppercase)
}

/// The part of a name that no list knows, as it is written.
fn part_of(name: &str) -> Option<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let own: Vec<&str> = parts.filter(|part| !words::unknown(&words_of(part)).is_empty()).collect();
    (!own.is_empty()).then(|| own.join(" "))
}

/// Where no name says what is counted: columns of numbers whose names are short and say nothing else are places beside a
/// sum of them.
fn counts_without_words(columns: &mut [ColumnGuess]) {
    let is_measured = |column: &ColumnGuess| {
        matches!(&column.meaning, Meaning::Count(count) if count.measure.is_some())
            || column.meaning == Meaning::CountOfDay
    };
    if columns.iter().any(is_measured) {
        return;
    }
    let mut named_before: Vec<String> = Vec::new();
    for column in columns.iter_mut() {
        let words = words_of(&column.name);
        let is_free = column.meaning == Meaning::Other
            && column.cells.look == Look::Counts
            && !words.is_empty()
            && !named_before.contains(&column.name.to_ascii_lowercase())
            && !words::any(&words, words::NO_PEOPLE)
            && !column.cells.distinct.iter().all(|cell| is_day(cell));
        if is_free {
            let count_type = CountType::Total;
            let place = Some(column.name.clone());
            column.meaning =
                Meaning::Count(CountGuess { measure: None, group: "", count_type, place, definition: None });
        }
        named_before.push(column.name.to_ascii_lowercase());
    }
}

/// RestOfRow `killed_cum` a column `killed` counts those of the day.
fn counts_of_the_day(columns: &mut [ColumnGuess]) {
    let bare = |name: &str| -> Vec<String> {
        words_of(name)
            .into_iter()
            .filter(|word| !words::any(std::slice::from_ref(word), words::CUMULATIVE))
            .collect()
    };
    let cumulative: Vec<Vec<String>> = columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::Count(_)))
        .filter(|column| bare(&column.name).len() < words_of(&column.name).len())
        .map(|column| bare(&column.name))
        .collect();
    for column in columns.iter_mut() {
        let words = words_of(&column.name);
        if let Meaning::Count(count) = &mut column.meaning
            && cumulative.contains(&words)
        {
            count.count_type = CountType::Period;
        }
    }
}

/// Where no column has days that can be read, the first one that is named after them has the days all the same: a row whose day
/// is not understood is better left out than recorded with the day on which somebody imports it.
fn days_by_name(columns: &mut [ColumnGuess]) {
    let has_days = |meaning: &Meaning| match meaning {
        Meaning::Day(_) => true,
        Meaning::Text(field) => Field::DATES.contains(field),
        _ => false,
    };
    if columns.iter().any(|column| has_days(&column.meaning)) {
        return;
    }
    let says_days = |column: &&mut ColumnGuess| {
        matches!(column.meaning, Meaning::Other | Meaning::Codes)
            && column.cells.filled > 0
            && words::any(&words_of(&column.name), words::DAYS)
    };
    if let Some(column) = columns.iter_mut().find(says_days) {
        column.meaning = Meaning::Day(Field::AsOf);
    }
}

/// Where a table has the numbers of each day, the day of the report is the one that they cover, if no other is there.
fn days_of_daily_numbers(columns: &mut [ColumnGuess]) {
    let is_daily = |column: &ColumnGuess| matches!(&column.meaning, Meaning::Count(count) if count.count_type == CountType::Period);
    let has_day = columns.iter().any(|column| column.meaning == Meaning::Day(Field::AsOf));
    if has_day || !columns.iter().any(is_daily) {
        return;
    }
    let is_report = |column: &&mut ColumnGuess| {
        column.meaning == Meaning::Day(Field::PublishedOn)
            && column.cells.look == Look::Days
            && words::has_phrase(&words_of(&column.name), words::PUBLISHED_PHRASES)
    };
    if let Some(column) = columns.iter_mut().find(is_report) {
        column.meaning = Meaning::Day(Field::AsOf);
    }
}

/// RestOfRow cases of an illness the dead have died of it.
fn dead_of_illness(columns: &mut [ColumnGuess]) {
    let speaks = |column: &ColumnGuess| words::any(&words_of(&column.name), words::CASES);
    if !columns.iter().any(speaks) {
        return;
    }
    for column in columns.iter_mut() {
        if let Meaning::Count(count) = &mut column.meaning
            && count.measure == Some(Measure::Killed)
        {
            count.measure = Some(Measure::Died);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let settings = Settings::default();
        let columns = columns(&Sample::of(text.as_bytes(), &settings), &settings);
        let told = columns.into_iter().map(|column| match column.meaning {
            Meaning::Count(CountGuess { measure, group, count_type, place, definition }) => {
                let measure = measure.map_or("?", Measure::word);
                let place = place.map(|place| format!(" in {place}")).unwrap_or_default();
                let definition = definition.map(|part| format!(" if {part}")).unwrap_or_default();
                format!("{measure} {group} {}{place}{definition}", count_type.word())
            }
            Meaning::Day(field) | Meaning::Text(field) | Meaning::Bound(field) => field.name().to_owned(),
            Meaning::Place(width) => format!("place {width}"),
            other => format!("{other:?}").to_lowercase(),
        });
        told.collect()
    }

    #[test]
    fn a_table_of_a_desk_is_understood() {
        let text = "Datum;Ort;Tote;Verletzte;Quelle\n12.7.2022;Altstadt;84;20;Landratsamt Alt\n";
        assert_eq!(told(text), ["as_of", "place 3", "killed  total", "injured  total", "publisher"]);
        let text = "report_date,src,killed,killed_cum,killed_children_cum,missing,massacres\n\
                    2023-10-07,moh,4,4,1,2,0\n2023-10-08,gmo,5,9,1,,\n";
        assert_eq!(
            told(text),
            [
                "as_of",
                "codes",
                "killed  period",
                "killed  total",
                "killed children total",
                "missing  current",
                "other"
            ]
        );
    }

    #[test]
    fn whose_count_it_is_and_the_day_of_the_report_are_found() {
        let text = "Date reported;Town;Dead so far;Who says;Link;Remarks\n\
                    3 March 2021;Osk;at least 4;Harbour Hospital;https://x.example/a;first\n";
        assert_eq!(told(text), ["published_on", "place 3", "killed  total", "authority", "url", "note"]);
        for (name, field) in [
            ("Said by", "authority"),
            ("Official", "authority"),
            ("Source of figures", "authority"),
            ("Source", "publisher"),
        ] {
            assert_eq!(
                told(&format!("killed,{name}\n4,Harbour Hospital\n")),
                ["killed  total", field],
                "{name}"
            );
        }
        let beside = "source,publisher,killed\nHarbour Hospital,Osk Gazette,4\n";
        assert_eq!(told(beside), ["authority", "publisher", "killed  total"]);
        let links = "source,publisher,killed\nhttps://x.example/a,Osk Gazette,4\n";
        assert_eq!(told(links), ["url", "publisher", "killed  total"]);
        // Days in words that no date is read of are days of the report all the same.
        assert_eq!(told("report date,killed\nMonday evening,4\n"), ["published_on", "killed  total"]);
    }

    #[test]
    fn a_column_that_is_named_after_days_has_them_however_they_are_written() {
        for days in
            [["45356", "45357"], ["1.Mai", "gestern"], ["mo", "di"], ["2023", "2024"], ["01.05.", "02.05."]]
        {
            let [one, two] = days;
            let text = format!("Ort;Datum;Tote\nOsk;{one};4\nAltstadt;{two};5\n");
            assert_eq!(told(&text), ["place 3", "as_of", "killed  total"], "{days:?}");
        }
        // Days that a spreadsheet turned into numbers stand between days that can be read.
        let text = "Ort;Datum;Tote\nOsk;1.5.2024;4\nOsk;2.5.2024;4\nOsk;45356;5\n";
        assert_eq!(told(text), ["place 3", "as_of", "killed  total"]);
        // Where days can be read, a column that is only named so is left alone.
        let text = "Ort,data,when,killed\nOsk,from a list,2024-05-01,4\n";
        assert_eq!(told(text), ["place 3", "other", "as_of", "killed  total"]);
    }

    #[test]
    fn columns_of_places_and_of_days_are_understood() {
        let text = "Date,Cases_Aland,Cases_Beland,Deaths_Aland,Deaths_Beland\n1/5/2015,27,10,17,3\n";
        assert_eq!(
            told(text),
            [
                "as_of",
                "affected  total in Aland",
                "affected  total in Beland",
                "died  total in Aland",
                "died  total in Beland"
            ]
        );
        let text = "date,killed_cum,verified.killed_cum,famine_cum,start date\n2020-07-08,5,3,1,2020-07-01\n";
        assert_eq!(
            told(text),
            ["as_of", "killed  total", "killed  total if verified", "died  total", "period_start"]
        );
        let text = "date,NP,SP,total\n2020-07-08,582,19,601\n";
        assert_eq!(told(text), ["as_of", "?  total in NP", "?  total in SP", "?  total"]);
        let text = "Country,Lat,3/10/20,3/11/20\nAland,39.1,0,2\n";
        assert_eq!(told(text), ["place 0", "other", "countofday", "countofday"]);
    }

    #[test]
    fn numbers_of_no_people_are_left() {
        let text = "id,year,population,lat,low,best,high,place\n1,2020,90000,31.5,3,4,9,Osk\n2,2021,90000,31.5,3,5,9,Osk\n";
        assert_eq!(told(text), ["other", "other", "other", "other", "low", "?  total", "high", "place 3"]);
    }
}
