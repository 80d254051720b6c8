//! A profile that is written to be looked through: what a table seems to hold, with comments, and what could not be known
//! behind a `#`.

use std::fmt::Write;

use super::cells::Look;
use super::columns::{ColumnGuess, CountGuess, Meaning};
use super::sample::Sample;
use super::style::StyleGuess;
use super::words::{self, words_of};
use crate::intake::header::REQUIRED;
use crate::intake::settings::Settings;
use crate::model::column::Field;
use crate::model::words::CountType;

/// A profile in the making.
#[derive(Clone, Debug, Default)]
pub struct WrittenProfile {
    /// The file, as it is to be written.
    pub text: String,
    /// Fields that the table does not give and that are to be filled in.
    pub open: Vec<Field>,
    /// Columns whose cells become figures.
    pub figures: Vec<String>,
    /// Columns that are read over.
    pub ignored: Vec<String>,
    /// Columns of codes that somebody has to explain.
    pub codes: Vec<String>,
}

/// Writes the profile of a table; `file` is its name.
pub fn written(file: &str, sample: &Sample, columns: &[ColumnGuess], settings: &Settings) -> WrittenProfile {
    let mut profile = WrittenProfile::default();
    let mut text = head(file);
    structure(&mut text, sample, columns, settings);
    let bounded = bounded(columns);
    profile.ignored = ignored(columns, bounded.is_some());
    if !profile.ignored.is_empty() {
        let list: Vec<String> = profile.ignored.iter().map(|name| quoted(name)).collect();
        line(&mut text, &format!("ignore = [{}]", list.join(", ")), "columns that are read over");
    }
    fields(&mut text, columns, settings, &mut profile);
    for column in columns {
        if let Meaning::Count(count) = &column.meaning {
            let bounds = bounded.as_ref().filter(|(name, _)| *name == column.name).map(|(_, bounds)| bounds);
            figures(&mut text, column, count, columns, bounds.map_or(&[][..], Vec::as_slice));
            profile.figures.push(column.name.clone());
        }
    }
    date_columns(&mut text, columns, &mut profile);
    codes(&mut text, columns, &mut profile);
    profile.text = text;
    profile
}

fn head(file: &str) -> String {
    format!(
        "# Guessed from the names of the columns and their first cells: look it through. What could not be known stands\n\
         # behind a #: write it, and take the # away. Every key is described in docs/profiles.md.\n\
         about = {}\n",
        quoted(file)
    )
}

/// Adds a line with its remark.
fn line(text: &mut String, what: &str, remark: &str) {
    let _ = writeln!(text, "{what}  # {remark}"); // writing to a text cannot fail
}

/// How the file is to be split, and what its cells mean that hold nothing.
fn structure(text: &mut String, sample: &Sample, columns: &[ColumnGuess], settings: &Settings) {
    for (key, value) in [("encoding", &settings.encoding), ("sheet", &settings.sheet)] {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", quoted(value)); // writing to a text cannot fail
        }
    }
    if sample.needs_delimiter || settings.delimiter.is_some() {
        line(
            text,
            &format!("delimiter = {}", quoted(&char::from(sample.delimiter).to_string())),
            "what separates the cells",
        );
    }
    if let Some(rows) = sample.header_rows.or(settings.header_rows) {
        line(text, &format!("header_rows = {}", rows.count()), "how many lines of names there are");
    }
    if sample.header_line != sample.taken || settings.header_line.is_some() {
        line(
            text,
            &format!("header_line = {}", sample.header_line),
            "the line of the names above the columns",
        );
    }
    let counts = columns.iter().filter(|column| is_number(column));
    let mut absent: Vec<&String> = Vec::new();
    for word in counts.flat_map(|column| &column.cells.absent) {
        if !absent.contains(&word) {
            absent.push(word);
        }
    }
    if !absent.is_empty() {
        let list: Vec<String> = absent.into_iter().map(|word| quoted(word)).collect();
        line(
            text,
            &format!("missingValues = [{}]", list.join(", ")),
            "cells that say that nothing was reported",
        );
    }
    style(text, columns);
}

fn is_number(column: &ColumnGuess) -> bool {
    matches!(column.meaning, Meaning::Count(_) | Meaning::CountOfDay | Meaning::Bound(_))
}

/// How dates and numbers are written; what the cells do not show is open.
fn style(text: &mut String, columns: &[ColumnGuess]) {
    let style = StyleGuess::of(columns);
    match (&style.doubtful_date, style.order) {
        (Some(date), _) => {
            line(text, "# dates = \"dmy\"", &format!("or \"mdy\": what stands first in {}", plain(date)));
        }
        (None, Some(order)) => {
            line(text, &format!("dates = {}", quoted(order.word())), "what stands first: day or month");
        }
        (None, None) => {}
    }
    if style.has_short_years {
        line(text, "century = 2000", "of years in two digits");
    }
    if let Some((number, sign)) = &style.doubtful_number {
        let remark = format!("if {} is above a thousand", plain(number));
        line(text, &format!("# groupChar = {}", quoted(&sign.sign().to_string())), &remark);
    }
}

fn ignored(columns: &[ColumnGuess], has_bounds: bool) -> Vec<String> {
    let is_left = |column: &&ColumnGuess| match column.meaning {
        Meaning::Other => true,
        Meaning::Bound(_) => {
            !has_bounds && columns.iter().any(|one| matches!(one.meaning, Meaning::Count(_)))
        }
        _ => false,
    };
    let mut names: Vec<String> = Vec::new();
    for column in columns.iter().filter(is_left) {
        let is_known = columns.iter().any(|one| one.meaning != Meaning::Other && one.name == column.name);
        // Who stands there may be whose count it is: it is for the desk to say that it is read over.
        let may_matter = column.cells.look == Look::Text && words::may_name_an_authority(&column.name);
        if !column.name.is_empty() && !is_known && !may_matter && !names.contains(&column.name) {
            names.push(column.name.clone());
        }
    }
    names
}

/// The column of counts that has bounds of its own, with them.
fn bounded(columns: &[ColumnGuess]) -> Option<(String, Vec<(Field, String)>)> {
    let bounds: Vec<(Field, String)> = columns
        .iter()
        .filter_map(|column| match column.meaning {
            Meaning::Bound(field) => Some((field, column.name.clone())),
            _ => None,
        })
        .collect();
    let mut counts = columns.iter().filter(|column| matches!(column.meaning, Meaning::Count(_)));
    let best = counts.clone().find(|column| words::any(&words_of(&column.name), words::BEST));
    let only = counts.next().filter(|_| counts.next().is_none());
    let name = best.or(only)?.name.clone();
    (!bounds.is_empty()).then_some((name, bounds))
}

/// What all figures of a row share; what the table does not give is open.
fn fields(text: &mut String, columns: &[ColumnGuess], settings: &Settings, profile: &mut WrittenProfile) {
    text.push_str("\n[fields]\n");
    let mut given: Vec<Field> = Vec::new();
    for (field, value) in settings.constants() {
        given.push(field);
        let _ = writeln!(text, "{} = {}", field.name(), quoted(value)); // writing to a text cannot fail
    }
    for column in columns {
        let (field, remark) = match column.meaning {
            Meaning::Text(Field::Publisher) => (Field::Publisher, source_remark(column, columns)),
            Meaning::Text(field) => (field, ""),
            Meaning::Day(Field::AsOf) => (Field::AsOf, "the last day that a number covers"),
            Meaning::Day(field) => (field, ""),
            Meaning::Bound(field) if !columns.iter().any(|one| matches!(one.meaning, Meaning::Count(_))) => {
                (field, "")
            }
            _ => continue,
        };
        if !given.contains(&field) {
            given.push(field);
            from_column(text, field, &column.name, remark);
        }
    }
    let day = columns.iter().find(|column| column.meaning == Meaning::Day(Field::AsOf));
    if let Some(day) = day.filter(|_| !given.contains(&Field::PublishedOn)) {
        given.push(Field::PublishedOn);
        from_column(text, Field::PublishedOn, &day.name, "the day on which the source appeared");
    }
    place(text, columns);
    let counts: Vec<&CountGuess> = columns.iter().filter_map(counted).collect();
    let has_dates = columns.iter().any(|column| column.meaning == Meaning::CountOfDay);
    let is_measured = !counts.is_empty() && counts.iter().all(|count| count.measure.is_some()) && !has_dates;
    let has_bounds = given.contains(&Field::Low) || given.contains(&Field::High);
    for field in REQUIRED {
        let is_given = match field {
            Field::Measure => is_measured,
            Field::Figure => has_dates || has_bounds || !counts.is_empty(),
            Field::CountType => has_dates || !counts.is_empty(),
            Field::PublishedOn => has_dates,
            _ => false,
        };
        if !is_given && !given.contains(&field) {
            open(text, field);
            profile.open.push(field);
        }
    }
}

/// A source may be whose count it is, too.
fn source_remark(column: &ColumnGuess, columns: &[ColumnGuess]) -> &'static str {
    let is_told = columns.iter().any(|one| one.meaning == Meaning::Text(Field::Authority));
    match words::is_source(&column.name) && !is_told {
        true => "who issued it; where its cells name whose count it is, write authority for publisher",
        false => "",
    }
}

fn counted(column: &ColumnGuess) -> Option<&CountGuess> {
    match &column.meaning {
        Meaning::Count(count) => Some(count),
        _ => None,
    }
}

fn from_column(text: &mut String, field: Field, column: &str, remark: &str) {
    let what = format!("{} = {{ column = {} }}", field.name(), quoted(column));
    if remark.is_empty() {
        let _ = writeln!(text, "{what}"); // writing to a text cannot fail
    } else {
        line(text, &what, remark);
    }
}

fn open(text: &mut String, field: Field) {
    let (value, remark) = match field {
        Field::Event => ("\"\"", "needed: what happened, under the name that you use for it"),
        Field::Publisher => ("\"\"", "needed: who issued the source"),
        Field::Measure => ("\"killed\"", "needed: what happened to the people counted"),
        Field::CountType => ("\"total\"", "needed: total, period, increment, current or projection"),
        Field::PublishedOn => ("\"2024-05-01\"", "needed: the day on which the source appeared"),
        _ => ("{ column = \"\" }", "needed: the column of the numbers"),
    };
    line(text, &format!("# {} = {value}", field.name()), remark);
}

/// The place of a row: its parts, the widest first.
fn place(text: &mut String, columns: &[ColumnGuess]) {
    if let Some(value) = place_value(columns, None) {
        let _ = writeln!(text, "place = {value}"); // writing to a text cannot fail
    }
}

/// The place of a row, and below it the one that a column stands for.
fn place_value(columns: &[ColumnGuess], own: Option<&str>) -> Option<String> {
    let mut parts: Vec<(u8, &str)> = columns
        .iter()
        .filter_map(|column| match column.meaning {
            Meaning::Place(width) => Some((width, column.name.as_str())),
            _ => None,
        })
        .collect();
    parts.sort_by_key(|(width, _)| *width);
    let can_be_written = |name: &str| !name.contains(['{', '}', '>']);
    match (&parts[..], own) {
        ([], None) => None,
        ([], Some(own)) => Some(quoted(own)),
        ([(_, one)], None) => Some(format!("{{ column = {} }}", quoted(one))),
        (all, own) => {
            let names = all.iter().map(|(_, name)| *name).filter(|name| can_be_written(name));
            let own = own.filter(|own| can_be_written(own)).map(str::to_owned);
            let path: Vec<String> = names.map(|name| format!("{{{name}}}")).chain(own).collect();
            (!path.is_empty()).then(|| format!("{{ template = {} }}", quoted(&path.join(" > "))))
        }
    }
}

/// What the cells of one column count.
fn figures(
    text: &mut String,
    column: &ColumnGuess,
    count: &CountGuess,
    columns: &[ColumnGuess],
    bounds: &[(Field, String)],
) {
    let _ = writeln!(text, "\n[figures.{}]", key(&column.name)); // writing to a text cannot fail
    let mut give = |field: Field, value: &str| {
        let _ = writeln!(text, "{} = {}", field.name(), quoted(value));
    };
    if let Some(measure) = count.measure {
        give(Field::Measure, measure.word());
    }
    if !count.group.is_empty() {
        give(Field::Group, count.group);
    }
    give(Field::CountType, count.count_type.word());
    if let Some(definition) = &count.definition {
        give(Field::Definition, definition);
    }
    if count.count_type == CountType::Period {
        line(text, "period_length = \"24h\"", "the hours or days that a number covers");
    }
    if let Some(value) = count.place.as_deref().and_then(|own| place_value(columns, Some(own))) {
        let _ = writeln!(text, "place = {value}");
    }
    for (field, name) in bounds {
        from_column(text, *field, name, "");
    }
}

/// Where each day has a column of its own.
fn date_columns(text: &mut String, columns: &[ColumnGuess], profile: &mut WrittenProfile) {
    let dates: Vec<&ColumnGuess> =
        columns.iter().filter(|column| column.meaning == Meaning::CountOfDay).collect();
    if dates.is_empty() {
        return;
    }
    profile.figures.extend(dates.iter().map(|column| column.name.clone()));
    text.push_str("\n[date_columns]\ngives = [\"as_of\", \"published_on\"]\n");
    line(
        text,
        "count_type = \"total\"",
        "what a number counts up: the toll so far, or period, with its period_length",
    );
}

/// Columns of codes, each with the codes that were met.
fn codes(text: &mut String, columns: &[ColumnGuess], profile: &mut WrittenProfile) {
    for column in columns.iter().filter(|column| column.meaning == Meaning::Codes) {
        text.push_str("\n# What each code stands for, such as authority = \"UN OCHA\". Without this the column is not read.\n");
        let _ = writeln!(text, "# [codes.{}]", key(&column.name)); // writing to a text cannot fail
        for code in &column.cells.distinct {
            let _ = writeln!(text, "# {} = {{ authority = \"\" }}", key(code));
        }
        profile.codes.push(column.name.clone());
    }
}

/// A key of TOML: bare where it may be.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // No text of a profile may hold it.
            '\0' => {}
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c)); // writing to a text cannot fail
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text inside a comment.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::dialects::open;
    use crate::intake::guess::columns::columns;
    use crate::intake::item::Item;
    use crate::intake::profile::parse;
    use crate::intake::settled::{Settled, Survey};

    fn profile_of(table: &str) -> WrittenProfile {
        let settings = Settings::default();
        let sample = Sample::of(table.as_bytes(), &settings);
        written("t.csv", &sample, &columns(&sample, &settings), &settings)
    }

    /// How many figures come of a table under its profile, once what is open was filled in.
    fn figures_of(table: &str) -> Result<usize, String> {
        let mut text = profile_of(table).text;
        for (open, value) in [
            ("# event = \"\"", "event = \"Flood\""),
            ("# publisher = \"\"", "publisher = \"Gazette\""),
            ("# measure", "measure"),
            ("# published_on", "published_on"),
            ("# count_type", "count_type"),
            ("# dates", "dates"),
        ] {
            text = text.replace(open, value);
        }
        let profile = parse(&text).map_err(|fault| format!("{fault:?}\n{text}"))?;
        let settled = Settled { survey: Survey::Done, ..Settled::default() };
        let settings = Settings::default().with(profile);
        let mut read =
            open(table.as_bytes(), &settings, &settled).map_err(|why| format!("{why:?}\n{text}"))?;
        let mut figures = 0;
        while let Some(item) = read.read().map_err(|why| format!("{why:?}"))? {
            match item {
                Item::Row(_) => figures += 1,
                Item::Rejected(row) => return Err(format!("{row:?}\n{text}")),
                Item::Skipped(_) | Item::Said(_) | Item::LeftOut(_) => {}
            }
        }
        Ok(figures)
    }

    #[test]
    fn what_is_written_reads_the_table() {
        for (table, figures) in [
            ("Datum;Ort;Tote;Verletzte\n12.7.2022;Altstadt;84;20\n25.7.2022;Altstadt;85;NA\n", 3),
            (
                "date,src,killed,killed_cum,killed_children_cum\n2023-10-07,moh,4,4,1\n2023-10-08,gmo,5,9,1\n",
                6,
            ),
            ("Date,Cases_Aland,Deaths_Aland,Cases_Beland,Deaths_Beland\n13/1/2015,27,10,17,3\n", 4),
            ("date,NP,SP,total\n2020-07-08,582,19,601\n", 3),
            ("Country,Province,Lat,2020-03-10,2020-03-11\nAland,North,39.1,0,2\n", 2),
            ("id,day,place,low,best,high\n1,2021-05-01,Osk,3,4,9\n", 1),
            ("day,min dead,max dead\n2021-05-01,3,9\n", 1),
            ("dia \"x\",muertos \\ x,heridos\n2021-05-01,3,9\n", 2),
        ] {
            assert_eq!(figures_of(table), Ok(figures), "{table}");
        }
    }

    #[test]
    fn a_column_that_may_say_whose_count_it_is_is_never_ignored() {
        let profile = profile_of(
            "day,killed,publisher,who says,source,mood\n2020-07-08,4,Gazette,Harbour Hospital,Town Hall,Good\n",
        );
        assert_eq!(profile.ignored, ["mood"]);
        assert!(profile.text.contains("authority = { column = \"who says\" }"), "{}", profile.text);
        let profile = profile_of("day,killed,source\n2020-07-08,4,Harbour Hospital\n");
        assert!(profile.text.contains("write authority for publisher"), "{}", profile.text);
    }

    #[test]
    fn what_is_not_known_is_open() {
        let profile = profile_of("Datum;Ort;Tote\n12.7.2022;Altstadt;84\n");
        assert_eq!(profile.open, [Field::Event, Field::Publisher]);
        assert_eq!(profile.figures, ["Tote"]);
        let profile = profile_of("day,src,NP,SP,total\n2020-07-08,moh,582,19,601\n");
        assert_eq!(profile.open, [Field::Event, Field::Measure, Field::Publisher]);
        assert_eq!(profile.codes, ["src"]);
        assert!(profile.text.contains("# moh = { authority = \"\" }"), "{}", profile.text);
    }
}
