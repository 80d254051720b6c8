//! Where rejected rows go: to a folder of this desk, never over another file, readable by their owner alone, and under their
//! final name only once the good rows are stored.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::profiles::beside;
use crate::disk::pending_file::PendingFile;
use crate::disk::place::remove_stale;
use crate::intake::item::Rejected;
use crate::intake::rejects::Rejects;

/// Where the rejected rows of a file go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectPlace {
    /// Beside the file of this path.
    Beside(PathBuf),
    /// Into the current folder, under that name: the file's own folder is none of this desk's.
    Here(PathBuf),
    /// Into the folder that was named, under that name.
    In(PathBuf),
    /// Nowhere: they are shown, and no file is made.
    Nowhere,
}

impl RejectPlace {
    /// For the rows of `file`: beside it where its folder is the current one, that of the `store`, or below either;
    /// otherwise here. What leads there counts, not the name that a link has.
    pub fn of(file: &Path, store: &Path) -> RejectPlace {
        let is_ours = real_folder(file).is_some_and(|own| {
            let ours = [std::fs::canonicalize(".").ok(), real_folder(store)];
            ours.into_iter().flatten().any(|folder| own.starts_with(folder))
        });
        if is_ours { RejectPlace::Beside(file.to_owned()) } else { RejectPlace::Here(name_of(file)) }
    }

    /// For the rows of `file`, in a folder that was named.
    pub fn in_folder(folder: &Path, file: &Path) -> RejectPlace {
        RejectPlace::In(folder.join(name_of(file)))
    }

    /// The file that they would stand beside.
    fn beside(&self) -> Option<&Path> {
        match self {
            RejectPlace::Beside(path) | RejectPlace::Here(path) | RejectPlace::In(path) => Some(path),
            RejectPlace::Nowhere => None,
        }
    }
}

fn name_of(file: &Path) -> PathBuf {
    file.file_name().unwrap_or_default().into()
}

/// The folder in which a file stands, once every link on the way is followed.
fn real_folder(file: &Path) -> Option<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::canonicalize(folder).ok()
}

/// A rejects file in the making; nothing is made while there is nothing to reject. Dropped before
/// [`RejectFile::place`], it leaves nothing behind.
pub struct RejectFile {
    place: RejectPlace,
    header: Vec<String>,
    open: Option<(PendingFile, Rejects<BufWriter<File>>)>,
}

impl RejectFile {
    /// For rows under that header. What an import that died left of them is taken away, whether there are any now or not.
    pub fn at(place: RejectPlace, header: &[String]) -> RejectFile {
        let file = RejectFile { place, header: header.to_vec(), open: None };
        if file.place != RejectPlace::Nowhere {
            remove_stale(&file.name());
        }
        file
    }

    /// Whether it goes into the current folder because that of the file is none of this desk's.
    pub fn is_moved_here(&self) -> bool {
        matches!(self.place, RejectPlace::Here(_))
    }

    /// The name that it will have if no other file has it.
    pub fn name(&self) -> PathBuf {
        self.named(1)
    }

    /// Adds a row.
    pub fn add(&mut self, rejected: &Rejected) -> io::Result<()> {
        if self.place == RejectPlace::Nowhere {
            return Ok(());
        }
        if self.open.is_none() {
            let (pending, file) = PendingFile::create_new(&self.name())?;
            self.open = Some((pending, Rejects::begin(BufWriter::new(file), &self.header)?));
        }
        self.open.as_mut().map_or(Ok(()), |(_, rejects)| rejects.add(rejected))
    }

    /// Gives the file its name, the first that is free; `None` when nothing was rejected.
    pub fn place(mut self) -> io::Result<Option<PathBuf>> {
        let Some((pending, rejects)) = self.open.take() else { return Ok(None) };
        rejects.end()?;
        for number in 1.. {
            let name = self.named(number);
            // What stands beside a name may be what an older rejects file is read by.
            if !beside(&name).exists() && pending.commit_as_new(&name)? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// `october.csv` has `october.rejects.csv`, then `october.rejects.2.csv`.
    fn named(&self, number: u32) -> PathBuf {
        let beside = self.place.beside().unwrap_or(Path::new(""));
        let stem = beside.file_stem().unwrap_or_default().to_string_lossy();
        let number = if number == 1 { String::new() } else { format!(".{number}") };
        beside.with_file_name(format!("{stem}.rejects{number}.csv"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_go_beside_files_of_this_desk_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = folder.path().join("desk");
        std::fs::create_dir_all(desk.join("in")).expect("a folder");
        std::fs::create_dir(folder.path().join("theirs")).expect("a folder");
        let store = desk.join("tollbook.db");
        for (file, is_beside) in [
            (desk.join("a.csv"), true),
            (desk.join("in/a.csv"), true),
            (desk.join("in/../a.csv"), true),
            (PathBuf::from("stdin.csv"), true),
            (folder.path().join("theirs/a.csv"), false),
            (desk.join("in/../../theirs/a.csv"), false),
            (folder.path().join("desk-of-others/a.csv"), false),
        ] {
            let place = RejectPlace::of(&file, &store);
            let expected =
                if is_beside { RejectPlace::Beside(file) } else { RejectPlace::Here("a.csv".into()) };
            assert_eq!(place, expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_where_it_leads() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["desk", "theirs"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let (desk, theirs) = (folder.path().join("desk"), folder.path().join("theirs"));
        std::os::unix::fs::symlink(&theirs, desk.join("link")).expect("a link");
        std::os::unix::fs::symlink(theirs.join("a.csv"), desk.join("a.csv")).expect("a link");
        let place = |file: &str| RejectPlace::of(&desk.join(file), &desk.join("tollbook.db"));
        assert_eq!(place("link/a.csv"), RejectPlace::Here("a.csv".into()), "the folder is another's");
        assert_eq!(place("a.csv"), RejectPlace::Beside(desk.join("a.csv")), "the link stands here");
    }
}
