//! A whole file, as an import reads it: every figure is what its own line says, and no line that is one is passed over.

use std::collections::BTreeMap;

use tollbook::intake::decision::{About, Decision};
use tollbook::intake::form::{FooterPattern, HeaderLine, HeaderRows};
use tollbook::intake::header::{Header, REQUIRED};
use tollbook::intake::item::{Item, Rejected, Skipped, What};
use tollbook::intake::profile::{CountedCells, Value};
use tollbook::intake::settings::Settings;
use tollbook::model::date::{DateFault, DateOrder, PartialDate};
use tollbook::model::draft::Field;
use tollbook::model::place::Placed;
use tollbook::model::wording::{Thousands, Wording};

use super::ended::{Ended, Read, ended};
use super::fits::{Texts, fits, is_figure};
use super::profile::followed;
use super::{Checked, held, seen};

pub fn check(input: &[u8]) -> Checked {
    let settings = Settings::default();
    let first = ended(input, &settings)?;
    if input.len().is_multiple_of(8) {
        let (first, again) = (format!("{first:?}"), format!("{:?}", ended(input, &settings)?));
        held(again == first, || format!("{again}, the second time: {first}"))?;
    }
    by_its_form(input)?;
    let Ended::Read(read) = first else { return seen(false) };
    footers_stand_last(&read)?;
    read.decisions.iter().try_for_each(|decision| decided(&read, decision))?;
    // What was decoded otherwise, lines of JSON and facts about names have no such lines.
    let is_utf8 = !read.decisions.iter().any(|decision| decision.about == About::Encoding);
    let text = std::str::from_utf8(input).ok().filter(|_| is_utf8).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_json = text.trim_start().starts_with(['{', '[']);
    if !is_json && !read.items.iter().any(|item| matches!(item, Item::Said(_))) {
        let table = Lines::new(text, delimiter(&read.decisions), &read.names);
        match &read.profile {
            Some(profile) => {
                tags_are_read(&table, &read, &profile.figures.iter().collect::<Vec<_>>())?;
                followed(profile, &settings, &table, &read)?;
            }
            None => house(&table, &read)?,
        }
        if !text.is_empty() {
            header_is_first(&table, &read)?;
        }
    }
    seen(read.items.iter().any(|item| matches!(item, Item::Row(_))))
}

/// The same bytes, of which the desk says where the header stands and what ends the table: the first byte says what. No line
/// is lost, none above the header or below the footer is a row, and the names are those of the lines that were named.
fn by_its_form(input: &[u8]) -> Result<(), String> {
    let Some(first) = input.first().copied() else { return Ok(()) };
    let line = u64::from(first % 8);
    let rows = u64::from(first / 8 % 4);
    let settings = Settings {
        header_line: HeaderLine::of(line),
        header_rows: HeaderRows::of(rows),
        footer: [None, Some("Source*"), Some("*t*")][usize::from(first / 32 % 3)].and_then(FooterPattern::of),
        ..Settings::default()
    };
    let Ended::Read(read) = ended(input, &settings)? else { return Ok(()) };
    let is_below = |item: &&Item| matches!(item, Item::Skipped(Skipped { what: What::Below, .. }));
    let mut below = read.items.iter().skip_while(|item| !is_below(item));
    held(below.all(|item| is_below(&item)), || format!("rows below the footer: {:?}", read.items))?;
    let above = read.items.iter().find_map(|item| match item {
        Item::Row(row) if row.line < line + rows.max(1) => Some(row.line),
        _ => None,
    });
    let is_json = input.trim_ascii_start().starts_with(b"{") || input.trim_ascii_start().starts_with(b"[");
    held(above.is_none() || is_json || line == 0, || {
        format!("line {above:?} is a row above the header of {line}")
    })
}

/// The records of a table as the csv crate splits them, by the physical line on which they begin.
pub struct Lines<'t> {
    pub names: &'t [String],
    text: &'t str,
    delimiter: u8,
    fields: Vec<Option<Field>>,
    records: BTreeMap<u64, Vec<String>>,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str, delimiter: u8, names: &'t [String]) -> Lines<'t> {
        let field = |name: &String| Header::field_named(name, &Settings::default());
        let fields = names.iter().map(field).collect();
        let mut lines = Lines { names, text, delimiter, fields, records: BTreeMap::new() };
        let (mut line, mut counted) = (1, 0);
        for record in lines.reader(0).records().filter_map(Result::ok) {
            let at = record.position().map_or(0, |position| position.byte() as usize);
            // It counts the line feed of a line end with two signs to the next record.
            let at = at + text.as_bytes()[at..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
            line += text.as_bytes()[counted..at].iter().filter(|byte| **byte == b'\n').count() as u64;
            counted = at;
            lines.records.insert(line, record.iter().map(str::to_owned).collect());
        }
        lines
    }

    /// The cells of the record that begins on a line, also of one that a quote before it would swallow.
    pub fn record(&self, line: u64) -> Vec<String> {
        if let Some(cells) = self.records.get(&line) {
            return cells.clone();
        }
        let from = self.text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum::<usize>();
        let first = self.reader(from).records().next().and_then(Result::ok).unwrap_or_default();
        first.iter().map(str::to_owned).collect()
    }

    /// The records below the header, as wide as it is.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let is_header = |cells: &[String]| cells.iter().map(|cell| cell.trim()).eq(self.names);
        let below = self.records.values().skip_while(|cells| !is_header(cells)).skip(1);
        below.filter(|cells| cells.len() == self.names.len()).cloned().collect()
    }

    fn reader(&self, from: usize) -> ::csv::Reader<&'t [u8]> {
        let mut builder = ::csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(self.delimiter).buffer_capacity(1 << 10);
        builder.from_reader(&self.text.as_bytes()[from..])
    }

    /// The cells of a row under the house names, by the names of the header.
    fn texts(&self, line: u64) -> Texts {
        let cells = self.record(line).into_iter();
        self.fields.iter().zip(cells).filter_map(|(field, cell)| Some(((*field)?, cell))).collect()
    }
}

fn delimiter(decisions: &[Decision]) -> u8 {
    let decided = decisions.iter().find(|decision| decision.about == About::Delimiter);
    match decided.map(|decision| decision.choice.as_str()) {
        None => b',',
        Some("tab") => b'\t',
        Some(sign) => sign.bytes().next().unwrap_or(b','),
    }
}

/// A house CSV: a figure is what its line says, and a line that is a figure is neither passed over nor refused.
fn house(table: &Lines<'_>, read: &Read) -> Result<(), String> {
    if table.text.is_empty() || table.names.iter().any(|name| name == "uid") {
        return Ok(()); // an export, whose cells may carry an apostrophe
    }
    let is_decided = read.decisions.iter().any(|decision| decision.column.is_some());
    for item in &read.items {
        match item {
            Item::Row(row) => {
                let texts = table.texts(row.line);
                fits(&texts, &row.drafted).map_err(|why| format!("line {}: {why}", row.line))?;
            }
            Item::Skipped(Skipped { what: What::Title, .. }) | Item::Said(_) | Item::LeftOut(_) => {}
            Item::Skipped(Skipped { what: What::Total, line, .. })
                if table.record(*line).len() == table.names.len() =>
            {
                held(lacks(&table.texts(*line)), || {
                    format!("line {line} lacks nothing, and is called a total")
                })?;
            }
            Item::Skipped(Skipped { line, .. }) | Item::Rejected(Rejected { line, .. }) => {
                let is_whole = table.record(*line).len() == table.names.len();
                let is_plain = table
                    .text
                    .split('\n')
                    .nth(*line as usize - 1)
                    .is_some_and(|line| !line.contains(['"', '\r', '\0']));
                held(is_decided || !is_whole || !is_plain || !is_figure(&table.texts(*line)), || {
                    format!("line {line} is a figure, and was read as {item:?}")
                })?;
            }
        }
    }
    Ok(())
}

/// Whether a row lacks what every figure needs.
fn lacks(texts: &Texts) -> bool {
    let is_given = |field: &Field| texts.iter().any(|(own, text)| own == field && !text.trim().is_empty());
    let figure = texts.iter().find(|(field, _)| *field == Field::Figure);
    let has_figure = figure.is_some_and(|(_, text)| Wording::read(text).is_ok());
    !has_figure || !REQUIRED.iter().all(is_given)
}

/// Below a footer no rows stand but one that is cut in half.
fn footers_stand_last(read: &Read) -> Result<(), String> {
    let is_footer = |item: &&Item| matches!(item, Item::Skipped(Skipped { what: What::Footer, .. }));
    let mut below = read.items.iter().skip_while(|item| !is_footer(item));
    held(!below.any(|item| matches!(item, Item::Row(_))), || {
        format!("a row stands below a footer: {:?}", read.items)
    })
}

/// A column is read as it was decided: by a cell that can be meant so and not otherwise, and without a doubt left.
fn decided(read: &Read, decision: &Decision) -> Result<(), String> {
    let (Some(column), Some(by)) = (&decision.column, &decision.by) else { return Ok(()) };
    let (is_read, is_other) = match decision.about {
        About::Dates => {
            let order = DateOrder::from_word(&decision.choice);
            let is = |order: DateOrder| PartialDate::read_with(&by.value, Some(order)).is_ok();
            let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
            (order.is_some_and(is), orders.into_iter().any(|other| Some(other) != order && is(other)))
        }
        _ => {
            let signs = Thousands::from_sign(&decision.choice);
            let is = |signs: Thousands| Wording::read_with(&by.value, Some(signs)).is_ok();
            let all = [Thousands::Comma, Thousands::Dot];
            // `12.5` decides, and is no count.
            (true, all.into_iter().any(|other| Some(other) != signs && is(other) && !signs.is_some_and(is)))
        }
    };
    held(is_read && !is_other, || format!("{decision:?}"))?;
    let field = Header::field_named(column, &Settings::default()).map(Field::name);
    let mut refused = read.items.iter().filter_map(|item| match item {
        Item::Rejected(rejected) => Some(&rejected.problems),
        _ => None,
    });
    let is_doubt = |placed: &Placed| {
        // Which century is meant is another question than which order.
        let asks_century = matches!(PartialDate::read(&placed.value), Err(DateFault::TwoDigitYear { .. }));
        // A day where a count should be is no question of signs.
        let is_a_day = placed.problem.code == "N111";
        placed.problem.field == field && placed.problem.class.is_ambiguous() && !asks_century && !is_a_day
    };
    let left = refused.find(|problems| field.is_some() && problems.iter().any(is_doubt));
    held(left.is_none(), || format!("{decision:?}, and yet {left:?}"))
}

/// Of lines with equally many known names the first is the header.
fn header_is_first(table: &Lines<'_>, read: &Read) -> Result<(), String> {
    let known = |cells: &mut dyn Iterator<Item = String>| {
        cells.filter(|name| Field::from_name(name.trim()).is_some()).count()
    };
    let own = known(&mut table.names.iter().cloned());
    for item in &read.items {
        if let Item::Skipped(Skipped { what: What::Title, line, .. }) = item {
            let above = known(&mut table.record(*line).into_iter());
            held(above < own.max(1), || format!("line {line} has {above} known names, the header {own}"))?;
        }
    }
    Ok(())
}

/// What the tags of the dictionary say of a column is what its figures count.
fn tags_are_read(table: &Lines<'_>, read: &Read, figures: &[(&String, &CountedCells)]) -> Result<(), String> {
    const SAID: [(&str, Field, &str); 5] = [
        ("+killed", Field::Measure, "killed"),
        ("+injured", Field::Measure, "injured"),
        ("+missing", Field::Measure, "missing"),
        ("+children", Field::Age, "children"),
        ("+civilians", Field::Status, "civilians"),
    ];
    let first = read.items.iter().filter_map(|item| match item {
        Item::Row(row) => Some(row.line),
        _ => None,
    });
    let Some(line) = first.min() else { return Ok(()) };
    let tags = (1..line).map(|line| table.record(line)).find(|cells| {
        cells.len() == table.names.len() && cells.iter().any(|cell| cell.trim().starts_with("#affected"))
    });
    for (name, tag) in table.names.iter().zip(tags.unwrap_or_default()) {
        let Some((_, counted)) = figures.iter().find(|(column, _)| *column == name) else { continue };
        for (attribute, field, word) in SAID {
            let is_alone =
                SAID.iter().filter(|(other, at, _)| *at == field && tag.contains(other)).count() == 1;
            let is_said = is_alone && tag.split('+').skip(1).any(|own| own.trim() == &attribute[1..]);
            let fields = counted.fields.iter().find(|(own, _)| own.0 == field).map(|(_, value)| value);
            let is_kept = fields == Some(&Value::Constant(word.into()));
            held(!is_said || is_kept, || format!("`{tag}` is read as {counted:?}"))?;
        }
    }
    Ok(())
}
