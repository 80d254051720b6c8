//! What a desk has settled for itself in `tollbook.toml`, beside its store or in the folder of the user's settings.

use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{CommandFault, Error};
use super::opening::is_owner_of;
use crate::export::audience::Terms;
use crate::intake::profile::at_span;
use crate::model::date::Zone;
use crate::model::event_kind::{EventKind, SettlingDefaults};
use crate::model::names::NameField;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::shell::word;
use crate::report::home::DefaultReport;
use crate::store::{Store, names};

/// The name of the file.
pub const NAME: &str = "tollbook.toml";

/// The longest time that events can be said to settle.
const MOST_DAYS: u32 = 9999;

/// What a desk has settled; each with the file that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskDefaults {
    /// Who records.
    pub who: Option<FromFile<String>>,
    /// The folder of its profiles.
    pub profiles: Option<FromFile<PathBuf>>,
    /// How many days an incident settles.
    pub incident: Option<FromFile<u32>>,
    /// How many days an event settles that goes on.
    pub ongoing: Option<FromFile<u32>>,
    /// Where its days end.
    pub zone: Option<FromFile<Zone>>,
    /// Under which licence its figures are published.
    pub licence: Option<FromFile<String>>,
    /// Whom to write to who objects to a figure.
    pub contact: Option<FromFile<String>>,
    /// A file beside the store that another user put there: it was not read.
    pub passed_over: Option<PathBuf>,
}

/// A value, and the file that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromFile<T> {
    /// The value.
    pub value: T,
    /// The file.
    pub file: PathBuf,
}

impl DeskDefaults {
    /// What is settled for a store, whether it is there yet or not: the file beside it goes before that of the user, word by
    /// word.
    ///
    /// # Errors
    /// A file that cannot be read, with all that is wrong in it.
    pub fn of(store: &Path, user: Option<&Path>) -> Result<DeskDefaults, Error> {
        let folder = store.parent().unwrap_or(Path::new(""));
        let beside = folder.join(NAME);
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let keeper = if store.exists() { store } else { here };
        let is_anothers = beside.exists() && !is_owner_of(keeper, &beside);
        let own = if is_anothers { DeskDefaults::default() } else { read(&beside)? };
        let users = user.map(read).transpose()?.unwrap_or_default();
        Ok(DeskDefaults {
            who: own.who.or(users.who),
            profiles: own.profiles.or(users.profiles),
            incident: own.incident.or(users.incident),
            ongoing: own.ongoing.or(users.ongoing),
            zone: own.zone.or(users.zone),
            licence: own.licence.or(users.licence),
            contact: own.contact.or(users.contact),
            passed_over: is_anothers.then_some(beside),
        })
    }

    /// The same, with what the store says of itself: the zone in which its days end goes before that of a file. A store that
    /// cannot be read says nothing; the command that opens it tells why.
    #[must_use]
    pub fn knowing_store(self, store: &Path) -> DeskDefaults {
        let said = Store::is_at(store).then(|| Store::open_for_reading(store)).and_then(Result::ok);
        let said = said.and_then(|store| names::of_store(&store, NameField::Zone).ok().flatten());
        let zone = said.as_deref().and_then(Zone::read);
        let zone = zone.map(|value| FromFile { value, file: store.to_owned() });
        DeskDefaults { zone: zone.or(self.zone), ..self }
    }

    /// How long events settle.
    pub fn settling(&self) -> SettlingDefaults {
        let days = |said: &Option<FromFile<u32>>| said.as_ref().map(|said| said.value);
        SettlingDefaults { incident: days(&self.incident), ongoing: days(&self.ongoing) }
    }

    /// Where its days end.
    pub fn zone(&self) -> Zone {
        self.zone.as_ref().map_or(Zone::UTC, |said| said.value)
    }

    /// Under which terms its figures are published.
    pub fn terms(&self) -> Terms {
        let said = |said: &Option<FromFile<String>>| said.as_ref().map(|said| said.value.clone());
        Terms { licence: said(&self.licence), contact: said(&self.contact) }
    }

    /// The folder of its profiles, which has to be there.
    ///
    /// # Errors
    /// A folder that is not there.
    pub fn profiles(&self) -> Result<Option<&Path>, Error> {
        match &self.profiles {
            Some(FromFile { value, file }) if !value.is_dir() => Err(Error::of(&CommandFault::BadDefault {
                what: format!(
                    "{} names the folder of profiles {}, and there is no such folder",
                    file.display(),
                    value.display()
                ),
                way_out: format!(
                    "make it: mkdir -p {}; or mend that line",
                    word(&value.display().to_string())
                ),
            })),
            folder => Ok(folder.as_ref().map(|folder| folder.value.as_path())),
        }
    }

    /// How long events settle, in words, with the files that say so; `None` where nothing is settled.
    pub fn settling_in_words(&self) -> Option<String> {
        let kinds = [("an incident", &self.incident), ("an ongoing event", &self.ongoing)];
        let said = kinds.into_iter().filter_map(|(kind, days)| Some((kind, days.as_ref()?)));
        let said: Vec<String> = said
            .map(|(kind, days)| format!("{}d for {kind}, by {}", days.value, days.file.display()))
            .collect();
        (!said.is_empty()).then(|| format!("settling is {}", said.join("; ")))
    }

    /// What is told of a day or time, with the zone in which it is so; `None` where that is UTC because nobody says otherwise.
    pub fn in_zone(&self, told: &str) -> Option<String> {
        let said = self.zone.as_ref()?;
        Some(format!("{told} (in {}, by {})", said.value, said.file.display()))
    }

    /// Which file was not read, and what to type.
    pub fn passed_over_in_words(&self) -> Option<String> {
        let file = word(&self.passed_over.as_ref()?.display().to_string());
        Some(format!(
            "{file} is another user's and was not read: to take it over, cp {file} ~/.config/tollbook/"
        ))
    }

    /// What is in force, for people: `tollbook` alone tells it.
    pub fn report(&self) -> Vec<DefaultReport> {
        let days = |days: u32| format!("{days}d");
        let said = [
            line("who", self.who.as_ref(), Clone::clone),
            line("profiles", self.profiles.as_ref(), |folder| folder.display().to_string()),
            line("settling incident", self.incident.as_ref(), |incident| days(*incident)),
            line("settling ongoing", self.ongoing.as_ref(), |ongoing| days(*ongoing)),
            line("zone", self.zone.as_ref(), Zone::to_string),
            line("licence", self.licence.as_ref(), Clone::clone),
            line("contact", self.contact.as_ref(), Clone::clone),
        ];
        said.into_iter().flatten().collect()
    }
}

fn line<T>(
    key: &'static str,
    said: Option<&FromFile<T>>,
    words: impl Fn(&T) -> String,
) -> Option<DefaultReport> {
    said.map(|said| DefaultReport { key, value: words(&said.value), by: said.file.display().to_string() })
}

/// What a file says; nothing where there is none.
fn read(path: &Path) -> Result<DeskDefaults, Error> {
    let shown = path.display().to_string();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(DeskDefaults::default());
        }
        // The settings of another user: `sudo` and `cron` keep the HOME of whoever calls them.
        Err(error) if error.kind() == ErrorKind::PermissionDenied && path.symlink_metadata().is_err() => {
            return Ok(DeskDefaults::default());
        }
        Err(error) => return Err(Error::of_file(&shown, &error)),
    };
    let mut file = File { path, text: text.trim_start_matches('\u{feff}'), faults: Vec::new() };
    let defaults = file.defaults();
    match file.faults.is_empty() {
        true => Ok(defaults),
        false => {
            file.faults.sort_by_key(|placed| (placed.line, placed.column));
            Err(Error::Placed { file: shown, placed: file.faults })
        }
    }
}

/// A file that is being read, and what is wrong with it so far.
struct File<'f> {
    path: &'f Path,
    text: &'f str,
    faults: Vec<Placed>,
}

impl File<'_> {
    fn defaults(&mut self) -> DeskDefaults {
        let mut defaults = DeskDefaults::default();
        let text = self.text;
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let what = error.message().lines().next().unwrap_or_default().to_owned();
                self.fault(error.span(), what, "write KEY = \"VALUE\", such as zone = \"Europe/Berlin\"");
                return defaults;
            }
        };
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "who" => defaults.who = self.text(value, "who = \"Norland desk\""),
                "licence" => defaults.licence = self.text(value, "licence = \"CC-BY-4.0\""),
                "contact" => defaults.contact = self.text(value, "contact = \"desk@norland.example\""),
                "profiles" => defaults.profiles = self.folder(value),
                "zone" => defaults.zone = self.zone(value),
                "settling" => self.settling(value, &mut defaults),
                other => self.fault(
                    Some(key.span()),
                    format!("`{other}` is no default of a desk"),
                    "write who, profiles, settling, zone, licence or contact, or take the line out",
                ),
            }
        }
        defaults
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>, way_out: &str) -> Option<FromFile<String>> {
        let text = self.text_of(value, way_out)?;
        Some(self.said(text))
    }

    /// A folder is named from the one in which the file stands.
    fn folder(&mut self, value: &Spanned<DeValue<'_>>) -> Option<FromFile<PathBuf>> {
        let folder = self.text_of(value, "profiles = \"profiles\", from the folder of this file")?;
        let here = self.path.parent().unwrap_or(Path::new(""));
        Some(self.said(here.join(folder)))
    }

    fn zone(&mut self, value: &Spanned<DeValue<'_>>) -> Option<FromFile<Zone>> {
        const WAY_OUT: &str = "zone = \"Europe/Berlin\", a name of the IANA list";
        let name = self.text_of(value, WAY_OUT)?;
        let zone = Zone::read(&name);
        if zone.is_none() {
            self.fault(Some(value.span()), format!("`{name}` is no time zone"), &format!("write {WAY_OUT}"));
        }
        Some(self.said(zone?))
    }

    /// `"3d"` for all events, or a table of days by the kind of event.
    fn settling(&mut self, value: &Spanned<DeValue<'_>>, defaults: &mut DeskDefaults) {
        let DeValue::Table(kinds) = value.get_ref() else {
            let days = self.days(value);
            (defaults.incident, defaults.ongoing) = (days.clone(), days);
            return;
        };
        for (kind, days) in kinds {
            match EventKind::from_word(kind.get_ref()) {
                Some(EventKind::Incident) => defaults.incident = self.days(days),
                Some(EventKind::Ongoing) => defaults.ongoing = self.days(days),
                None => self.fault(
                    Some(kind.span()),
                    format!("`{}` is no kind of event", kind.get_ref()),
                    "write incident = \"1d\" or ongoing = \"7d\"",
                ),
            }
        }
    }

    fn days(&mut self, value: &Spanned<DeValue<'_>>) -> Option<FromFile<u32>> {
        const WAY_OUT: &str = "days, such as \"3d\"";
        let written = self.text_of(value, WAY_OUT)?;
        let days =
            written.strip_suffix('d').unwrap_or(&written).parse().ok().filter(|days| *days <= MOST_DAYS);
        if days.is_none() {
            self.fault(
                Some(value.span()),
                format!("`{written}` is no number of days"),
                &format!("write {WAY_OUT}"),
            );
        }
        Some(self.said(days?))
    }

    /// A text that is not blank.
    fn text_of(&mut self, value: &Spanned<DeValue<'_>>, way_out: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let what = match value.get_ref() {
                DeValue::String(_) => "the text is blank".to_owned(),
                other => {
                    format!("a text in quotes is wanted here, and this is of the kind {}", other.type_str())
                }
            };
            self.fault(Some(value.span()), what, &format!("write {way_out}"));
        }
        text.map(str::to_owned)
    }

    fn said<T>(&self, value: T) -> FromFile<T> {
        FromFile { value, file: self.path.to_owned() }
    }

    fn fault(&mut self, span: Option<Range<usize>>, what: String, way_out: &str) {
        let fault = CommandFault::BadDefault { what, way_out: way_out.to_owned() };
        self.faults.push(at_span(self.text, span, Problem::of_row(&fault)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, text: &str) -> PathBuf {
        let path = folder.join(NAME);
        fs::write(&path, text).expect("a file");
        path
    }

    #[test]
    fn what_stands_beside_the_store_goes_before_what_the_user_says() {
        let (desk, user) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let own = written(desk.path(), "zone = 'asia/gaza'\n[settling]\nincident = '3d'\n");
        let users = written(user.path(), "who = ' Ada '\nzone = 'UTC'\nsettling = '5'\nprofiles = 'p'\n");
        let found = DeskDefaults::of(&desk.path().join("x.db"), Some(&users)).expect("defaults");
        assert_eq!(found.zone().name(), "Asia/Gaza");
        assert_eq!(found.zone.map(|zone| zone.file), Some(own));
        assert_eq!(found.who.map(|who| who.value).as_deref(), Some("Ada"));
        assert_eq!(found.incident.map(|days| days.value), Some(3));
        assert_eq!(found.ongoing.map(|days| (days.value, days.file)), Some((5, users)));
        assert_eq!(found.profiles.map(|folder| folder.value), Some(user.path().join("p")));
    }

    #[test]
    fn where_no_file_is_nothing_is_settled() {
        let desk = tempfile::tempdir().expect("a folder");
        let nowhere = desk.path().join("nowhere").join(NAME);
        let found = DeskDefaults::of(&desk.path().join("x.db"), Some(&nowhere)).expect("defaults");
        assert_eq!(found, DeskDefaults::default());
        assert_eq!(found.settling_in_words(), None);
    }

    #[test]
    fn all_that_is_wrong_has_its_place() {
        let desk = tempfile::tempdir().expect("a folder");
        written(
            desk.path(),
            "who = 3\nzne = 'UTC'\nzone = 'Norland'\nsettling = { incident = '3w', other = '1d' }\n",
        );
        let Err(Error::Placed { placed, .. }) = DeskDefaults::of(&desk.path().join("x.db"), None) else {
            panic!("nothing is wrong");
        };
        let places: Vec<_> = placed.iter().map(|placed| (placed.line, placed.value.as_str())).collect();
        assert_eq!(places, [(1, "3"), (2, "zne"), (3, "'Norland'"), (4, "'3w'"), (4, "other")]);
    }
}
