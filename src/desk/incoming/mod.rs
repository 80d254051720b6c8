//! What was named on the command line, on its way in: one file, several, or those in an archive.

mod converted;
mod named;

use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::input::{Input, UNPACKED_BYTES};
use super::profiles;
use crate::intake::input_fault::InputFault;
use crate::intake::packing::{Archive, ArchiveContent, PackedForm, gunzip, rejects_of};
use crate::model::problem::Problem;

pub use converted::ConvertedTable;
use named::NamedFile;
pub use named::expanded;

/// How much of a file tells what it is.
const HEAD: u64 = 1 << 16;

/// One file on its way in.
pub struct Incoming {
    /// What it is called in messages and receipts: `a.zip:b.csv` is a file of an archive.
    pub shown: String,
    /// Its name without the folder: what the store keeps.
    pub name: String,
    /// Where it stands, or would stand if it were unpacked: its rejects and its profile go beside this.
    pub beside: PathBuf,
    /// The archive, whose profile is that of all files in it.
    archive: Option<PathBuf>,
    /// Its bytes.
    pub input: Input,
}

impl Incoming {
    /// The profile that stands beside it, else beside its archive or its folder, else in the folder of the desk's profiles.
    /// What comes through a pipe has none.
    pub fn own_profile(&self, profiles: Option<&Path>) -> Option<PathBuf> {
        if self.is_piped() {
            return None;
        }
        let own = profiles::beside(&self.beside);
        let folder = self.beside.parent().filter(|folder| folder.file_name().is_some());
        let shared = [self.archive.as_deref(), folder].into_iter().flatten().map(profiles::beside);
        let kept = profiles.map(|folder| profiles::beside(&folder.join(self.own_name())));
        std::iter::once(own).chain(shared).chain(kept).find(|path| path.is_file())
    }

    /// Its name as a profile reads it: without its folder or archive, and as if it were unpacked; of rejected rows that of
    /// their table.
    pub fn own_name(&self) -> String {
        let name = match self.archive {
            Some(_) => last_part(&self.name).to_owned(),
            None => self.beside.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        rejects_of(&name).unwrap_or(name)
    }

    /// What names it in a command: of a file in an archive the archive.
    pub fn typed(&self) -> String {
        match &self.archive {
            Some(archive) => archive.display().to_string(),
            None if self.is_piped() => "-".to_owned(),
            None if self.shown.starts_with('-') => format!("./{}", self.shown),
            None => self.shown.clone(),
        }
    }

    /// Whether it comes through standard input.
    pub fn is_piped(&self) -> bool {
        self.shown == "stdin"
    }
}

/// One of several inputs: what it is called, and itself or why it cannot be read.
pub type NamedInput = (String, Result<Incoming, Error>);

/// Opens what was named: `-` is standard input, and an archive is the files in it. All that is unpacked may have `most`
/// bytes.
///
/// # Errors
/// A file that cannot be opened or unpacked.
fn open(path: &Path, most: Option<u64>) -> Result<Vec<NamedInput>, Error> {
    let shown = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let faulty = |fault: InputFault| failure(&shown, &fault);
    let most = most.unwrap_or(UNPACKED_BYTES);
    let input = Input::open(path, most).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => faulty(InputFault::TooLarge { most }),
        _ => Error::of_file(&shown, &error),
    })?;
    let form = form(&input).map_err(|error| Error::of_file(&shown, &error))?;
    let mut one = Incoming {
        name: name_of(path, &shown),
        beside: if shown == "stdin" { PathBuf::from("stdin.csv") } else { path.to_owned() },
        archive: None,
        shown: shown.clone(),
        input,
    };
    match form {
        PackedForm::Gzip => {
            one.input = unzipped(&one.input, most).map_err(faulty)?;
            if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
                one.beside = path.with_extension("");
            }
        }
        PackedForm::Zip => {
            if let Some(members) = members(&one, path, most).map_err(faulty)? {
                return Ok(members);
            }
        }
        PackedForm::Plain | PackedForm::Json => {}
    }
    Ok(vec![(shown, Ok(one))])
}

/// The inputs in a file that was named: itself, or those in an archive.
pub fn inputs_in(named: NamedFile, most: Option<u64>) -> Vec<NamedInput> {
    let path = match named {
        Ok(path) => path,
        Err((path, failure)) => return vec![(path.display().to_string(), Err(failure))],
    };
    match open(&path, most) {
        Ok(list) => list,
        Err(failure) => vec![(path.display().to_string(), Err(failure))],
    }
}

/// What comes through a pipe has no place for a profile beside it.
pub fn has_no_place() -> Error {
    Error::usage(
        "--save-profile keeps a profile beside the file, and standard input has no place",
        "keep it in a file first: cat > FILE.csv, then tollbook import FILE.csv --save-profile",
    )
}

/// A fault of a file as a whole, as it is reported.
pub fn failure(file: &str, fault: &InputFault) -> Error {
    Error::File { file: file.to_owned(), problems: vec![Problem::of_row(fault)] }
}

fn name_of(path: &Path, shown: &str) -> String {
    path.file_name().filter(|_| shown != "stdin").map_or(shown.into(), |name| name.to_string_lossy().into())
}

fn form(input: &Input) -> std::io::Result<PackedForm> {
    Ok(PackedForm::of(&head(input)?))
}

fn head(input: &Input) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.rewound()?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// What is in a gzip file; an archive may not be.
fn unzipped(input: &Input, most: u64) -> Result<Input, InputFault> {
    let packed = BufReader::new(input.rewound()?);
    let inside = Input::written(|kept| gunzip(packed, kept, most))?;
    no_archive(inside, most)
}

fn no_archive(inside: Input, most: u64) -> Result<Input, InputFault> {
    let nested = match form(&inside)? {
        PackedForm::Gzip => true,
        PackedForm::Zip => {
            let archive = Archive::open(BufReader::new(inside.rewound()?), most)?;
            matches!(archive.content(), Ok(ArchiveContent::Files(_)) | Err(InputFault::NoTable { .. }))
        }
        PackedForm::Plain | PackedForm::Json => false,
    };
    if nested { Err(InputFault::Nested) } else { Ok(inside) }
}

/// The files in an archive; `None` where it is a workbook. A file that cannot be unpacked is refused by its name, and the
/// others are read.
///
/// # Errors
/// The archive itself is damaged or holds too much, and failures of the system.
fn members(whole: &Incoming, path: &Path, most: u64) -> Result<Option<Vec<NamedInput>>, InputFault> {
    let mut archive = Archive::open(BufReader::new(whole.input.rewound()?), most)?;
    let ArchiveContent::Files(files) = archive.content()? else { return Ok(None) };
    let mut members = Vec::new();
    for (at, member) in files {
        let shown = format!("{}:{member}", whole.shown);
        let inside =
            Input::written(|kept| archive.unpack(at, kept)).and_then(|inside| no_archive(inside, most));
        let one = match inside {
            Ok(input) => Ok(Incoming {
                shown: shown.clone(),
                name: format!("{}:{member}", whole.name),
                beside: beside_archive(&whole.beside, &member),
                archive: Some(path.to_owned()),
                input,
            }),
            Err(fault @ (InputFault::TooLarge { .. } | InputFault::Io(_))) => return Err(fault),
            Err(fault) => Err(failure(&shown, &fault)),
        };
        members.push((shown, one));
    }
    Ok(Some(members))
}

/// `b.csv` of `a.zip:x/b.csv`.
fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\', ':']).next().unwrap_or_default()
}

/// `a.zip` and `x/b.csv` have `a.zip.x_b.csv`: a name of an archive is never followed as a path.
fn beside_archive(archive: &Path, member: &str) -> PathBuf {
    let plain: String =
        member.chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let name = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
    archive.with_file_name(format!("{name}.{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_an_archive_lead_nowhere() {
        let beside = |member| beside_archive(Path::new("in/a.zip"), member).display().to_string();
        assert_eq!(beside("b.csv"), "in/a.zip.b.csv");
        assert_eq!(beside("../../etc/x.csv"), "in/a.zip..._.._etc_x.csv");
        assert_eq!(beside("/abs/\u{202e}x.csv"), "in/a.zip._abs__x.csv");
    }
}
