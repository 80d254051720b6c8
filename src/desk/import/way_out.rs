//! What to type for a table whose columns are not known: one command with all that it lacks, guessed from the names of its
//! columns and their cells.

use super::ImportOptions;
use crate::desk::entries;
use crate::desk::first_look::first_look;
use crate::desk::fitting::{Sought, fitting};
use crate::desk::incoming::{ConvertedTable, Incoming};
use crate::desk::profiles::ProfileFile;
use crate::intake::fault::FileFault;
use crate::intake::guess::columns::{ColumnGuess, Meaning, columns};
use crate::intake::guess::flags::GuessedFlags;
use crate::intake::guess::sample::Sample;
use crate::intake::guess::style::StyleGuess;
use crate::intake::guess::words::is_source;
use crate::intake::header::{Header, REQUIRED, is_same_name};
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::model::column::Field;
use crate::model::shell::{folded, word};

/// A file that could not be read by its columns, and how it was tried.
pub struct Puzzling<'f> {
    /// The file.
    pub input: &'f Incoming,
    /// The table in it, where it is no CSV itself.
    pub table: Option<&'f ConvertedTable>,
    /// What it was read by.
    pub reading: &'f Settings,
    /// What was settled about it.
    pub settled: &'f Settled,
    /// What was typed.
    pub options: &'f ImportOptions,
    /// The profile that it was read by.
    pub profile: Option<&'f ProfileFile>,
}

impl Puzzling<'_> {
    /// The faults of the file, those of its columns with what to type.
    pub fn with_way_out(&self, faults: Vec<FileFault>) -> Vec<FileFault> {
        let told = |fault| match fault {
            FileFault::NoKnownHeader { names, .. } => {
                let way_out = self.way_out(&REQUIRED.map(Field::name), HeaderIs::Unknown);
                FileFault::NoKnownHeader { names, way_out }
            }
            FileFault::MissingColumns { fields, unread, .. } => {
                let way_out = self.way_out(&fields, HeaderIs::Known);
                FileFault::MissingColumns { fields, unread, way_out }
            }
            FileFault::BrokenHeader { why, way_out } => {
                let typed = || self.way_out(&REQUIRED.map(Field::name), HeaderIs::Unknown);
                let typed = self.has_another_header().then(typed).flatten();
                FileFault::BrokenHeader { why, way_out: typed.unwrap_or(way_out) }
            }
            other => other,
        };
        faults.into_iter().map(told).collect()
    }

    /// Whether the table looks as if it began elsewhere, or were parted by another sign, than was taken for granted.
    fn has_another_header(&self) -> bool {
        let found = first_look(self.input, self.table, self.reading, self.settled.clone());
        found.is_ok_and(|(sample, _)| sample.needs_delimiter || sample.header_line != sample.taken)
    }

    /// What to type; `None` where the file cannot be looked at.
    fn way_out(&self, missing: &[&str], header: HeaderIs) -> Option<String> {
        let (sample, settled) =
            first_look(self.input, self.table, self.reading, self.settled.clone()).ok()?;
        let columns = columns(&sample, self.reading);
        let mut lines = Vec::new();
        self.tell_fitting(&sample, &settled, &mut lines);
        if header == HeaderIs::Unknown {
            self.tell_header(&sample, &mut lines);
        }
        let is_given = |field: Field| {
            let is_missing = missing.contains(&field.name()) && !self.is_said(field);
            !is_missing && (REQUIRED.contains(&field) || self.is_given(field, &sample))
        };
        let today = self.settled.recorded_on.map(|day| day.to_date().iso()).unwrap_or_default();
        let mut flags = GuessedFlags::of(&columns, is_given, &today);
        if let Some(flags) = &mut flags {
            // What the desk reads a column as is not all that it may hold, but enough where nothing is missing.
            flags.map.retain(|(column, field)| missing.contains(&field.name()) || !self.is_mapped(column));
        }
        match &flags {
            Some(flags) => {
                self.tell_command((flags, &columns), &sample, header, &mut lines);
                self.tell_own_profile(flags, &mut lines);
            }
            None => lines.push(format!(
                "say which column holds each with --map COLUMN=FIELD ({}), or give one value for all rows with --set FIELD=VALUE",
                missing.join(", ")
            )),
        }
        self.tell_profile(&columns, &sample, header, &mut lines);
        Some(lines.join("\n"))
    }

    /// Whether flags give a field.
    fn is_said(&self, field: Field) -> bool {
        let Settings { map, set, .. } = self.reading;
        map.values().any(|own| own == field.name()) || set.contains_key(field.name())
    }

    /// Whether flags say what a column is.
    fn is_mapped(&self, column: &str) -> bool {
        self.reading.map.keys().any(|own| is_same_name(own, column))
    }

    /// Whether flags, the profile or the header give a field already.
    fn is_given(&self, field: Field, sample: &Sample) -> bool {
        let has_name = |name: &String| Header::field_named(name, self.reading) == Some(field);
        self.profile.is_some() || self.is_said(field) || sample.names.iter().any(has_name)
    }

    /// The first lines, and which of them was taken for the header.
    fn tell_header(&self, sample: &Sample, lines: &mut Vec<String>) {
        let taken = sample.taken;
        let other = match sample.header_line {
            likely if likely != taken && sample.header_rows.is_some() => {
                format!(", lines {likely} and {} look like it", likely + 1)
            }
            likely if likely != taken => format!(", line {likely} looks like it"),
            likely if sample.header_rows.is_some() => format!(", line {} goes on with it", likely + 1),
            _ => String::new(),
        };
        lines.push(format!(
            "line {taken} was taken for the header{other}; name another with --header-line N. The file begins:"
        ));
        lines.extend(sample.lines.iter().map(|(number, line)| format!("  {number} | {}", shortened(line))));
        let needed = REQUIRED.map(Field::name).join(", ");
        lines.push(format!("a row needs {needed}: in a column of that name, by --map or by --set"));
    }

    fn tell_command(
        &self,
        (flags, columns): (&GuessedFlags, &[ColumnGuess]),
        sample: &Sample,
        header: HeaderIs,
        lines: &mut Vec<String>,
    ) {
        let mut command = self.command(Some((sample, header)));
        let (style, mut asked) = self.style(columns);
        command.extend(style);
        for (column, field) in &flags.map {
            command.push(format!("--map {}", word(&format!("{}={}", folded(column), field.name()))));
        }
        for (field, value) in &flags.set {
            command.push(format!("--set {}", word(&format!("{}={value}", field.name()))));
        }
        asked.extend(to_be_said(flags));
        if !asked.is_empty() {
            command.push("-n".to_owned());
        }
        let otherwise = if lines.iter().any(|line| line.contains(" --profile ")) { "otherwise " } else { "" };
        lines.push(match asked.is_empty() {
            true => format!("{otherwise}type:"),
            false => format!(
                "{otherwise}type this, with {}; -n shows what comes of it, and without -n it is stored:",
                asked.join(", and ")
            ),
        });
        lines.push(format!("  {}", command.join(" ")));
    }

    /// Where a profile lies by the file, what can be typed can be kept there.
    fn tell_own_profile(&self, flags: &GuessedFlags, lines: &mut Vec<String>) {
        let is_own = |found: &&ProfileFile| self.options.profile.is_none() && found.path.is_file();
        let Some(found) = self.profile.filter(is_own) else { return };
        lines.push(format!(
            "or write it under [fields] of {}, by which the file is read:",
            found.path.display()
        ));
        for (field, value) in &flags.set {
            lines.push(format!("  {} = {}", field.name(), toml_text(value)));
        }
        for (column, field) in &flags.map {
            lines.push(format!("  {} = {{ column = {} }}", field.name(), toml_text(column)));
        }
    }

    /// Flags for what can be read in two ways, and what is to be said of them.
    fn style(&self, columns: &[ColumnGuess]) -> (Vec<String>, Vec<String>) {
        let (style, given) = (StyleGuess::of(columns), &self.options.settings);
        let (mut flags, mut asked) = (Vec::new(), Vec::new());
        if let Some(date) = style.doubtful_date.filter(|_| given.dates.is_none()) {
            flags.push("--dates dmy".to_owned());
            asked.push(format!("mdy for dmy, if the month stands first in {date}"));
        }
        if style.has_short_years && given.century.is_none() {
            flags.push("--century 2000".to_owned());
        }
        if let Some((_, sign)) = style.doubtful_number.filter(|_| given.thousands.is_none()) {
            flags.push(format!("--thousands {}", sign.sign()));
        }
        (flags, asked)
    }

    /// Profiles that read the file, with what they leave to be said.
    fn tell_fitting(&self, sample: &Sample, settled: &Settled, lines: &mut Vec<String>) {
        if self.profile.is_some() {
            return;
        }
        let Puzzling { input, table, options, .. } = *self;
        let found = fitting(Sought { input, table, given: &options.settings, settled, sample });
        for fits in found.iter().take(2) {
            let whence = if fits.is_shipped { ", which comes with tollbook," } else { "" };
            let missing = match fits.missing[..] {
                [] => String::new(),
                _ => format!("; it leaves {} to be said", fits.missing.join(", ")),
            };
            lines.push(format!("the profile {}{whence} reads this file{missing}:", fits.name));
            let mut command = self.command(None);
            command.push(format!("--profile {}", word(&fits.name)));
            command.extend(fits.missing.iter().map(|field| format!("--set {field}=VALUE")));
            lines.push(format!("  {}", command.join(" ")));
        }
    }

    /// Where a row holds several numbers only a profile reads them all.
    fn tell_profile(
        &self,
        columns: &[ColumnGuess],
        sample: &Sample,
        header: HeaderIs,
        lines: &mut Vec<String>,
    ) {
        let is_number =
            |column: &&ColumnGuess| matches!(column.meaning, Meaning::Count(_) | Meaning::CountOfDay);
        let numbers: Vec<String> =
            columns.iter().filter(is_number).map(|column| format!("`{}`", folded(&column.name))).collect();
        if numbers.len() < 2 || self.profile.is_some() || self.input.is_piped() {
            return;
        }
        let more = if numbers.len() > 4 { ", ..." } else { "" };
        let some = numbers.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        lines.push(format!(
            "a row holds several numbers ({some}{more}); a profile reads them all, and is written by:"
        ));
        let command = self.command(Some((sample, header)));
        lines.push(format!("  {} --new-profile", command.join(" ")));
    }

    /// The command as it was typed, for this file, with the header that looks like one.
    fn command(&self, found: Option<(&Sample, HeaderIs)>) -> Vec<String> {
        let ImportOptions { settings, profile, store, feed, snapshot_at, .. } = self.options;
        let mut command = vec![format!("tollbook import {}", word(&self.input.typed()))];
        let path = |path: &std::path::Path| word(&path.display().to_string());
        command.extend(store.iter().map(|store| format!("--db {}", path(store))));
        command.extend(profile.iter().map(|profile| format!("--profile {}", path(profile))));
        command.extend(entries::settings(&settings.to_json()));
        command.extend(feed.iter().map(|feed| format!("--feed {}", word(feed.as_str()))));
        command.extend(snapshot_at.iter().map(|at| format!("--snapshot-at {}", at.iso())));
        let Some((sample, header)) = found else { return command };
        let is_elsewhere = header == HeaderIs::Unknown && sample.header_line != sample.taken;
        if is_elsewhere {
            command.push(format!("--header-line {}", sample.header_line));
        }
        if let Some(rows) = sample.header_rows.filter(|_| is_elsewhere || sample.header_line == sample.taken)
        {
            command.push(format!("--header-rows {}", rows.count()));
        }
        if sample.needs_delimiter && self.table.is_none() {
            let sign = char::from(sample.delimiter);
            let sign = if sign == '\t' { "tab".to_owned() } else { format!("'{sign}'") };
            command.push(format!("--delimiter {sign}"));
        }
        command
    }
}

/// A text as profiles write it.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Whether the header of the file was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeaderIs {
    Known,
    Unknown,
}

/// What the flags hold a word or a guess for.
fn to_be_said(flags: &GuessedFlags) -> Vec<String> {
    let in_capitals = flags.set.iter().filter(|(field, value)| *value == field.name().to_uppercase());
    let in_capitals: Vec<&str> = in_capitals.map(|(_, value)| value.as_str()).collect();
    let mut asked = Vec::new();
    if !in_capitals.is_empty() {
        asked.push(format!("your words for {}", in_capitals.join(" and ")));
    }
    if flags.open.contains(&Field::Measure) {
        asked.push("what is counted, if it is not the killed".to_owned());
    }
    if flags.open.contains(&Field::PublishedOn) {
        asked.push("the day on which the source appeared, if it is not today".to_owned());
    }
    let source = flags.map.iter().find(|(column, field)| *field == Field::Publisher && is_source(column));
    if let Some((column, _)) =
        source.filter(|_| !flags.map.iter().any(|(_, field)| *field == Field::Authority))
    {
        let (column, publisher) = (folded(column), "with --set publisher=PUBLISHER");
        asked.push(format!("{column}=authority {publisher}, if `{column}` names whose count it is"));
    }
    asked
}

/// A line as far as it is shown beside its number.
fn shortened(line: &str) -> String {
    let line = line.replace('\t', "  ");
    let short: String = line.chars().take(64).collect();
    if short.len() < line.len() { format!("{short}...") } else { short }
}
