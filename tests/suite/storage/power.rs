//! The power fails: what was not synced may be there, or in part, or not at all, name by name and sector by sector. Each moment
//! of a line is replayed onto what the disk then holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::calls::{Call, How};
use super::lines::{Line, lines};
use super::stage::{Files, Stage};
use super::{Plain, asked, some_of};

/// What a disk writes at once.
const SECTOR: usize = 512;

/// A file: what is on the disk for certain, and what was asked for since.
#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    asked: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

/// A change of names.
#[derive(Clone)]
enum Naming {
    Name(String, usize),
    Gone(String),
    /// A folder, with all that is in it.
    Folder(String, String),
}

/// A disk: files by number, their names, and the changes of names that were not synced.
#[derive(Clone, Default)]
struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    namings: Vec<Naming>,
}

/// What of the changes that were not synced is there after the power failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Nothing,
    Everything,
    /// The names, and of the files what was synced.
    Names,
    /// What was written, and of the names those that were synced.
    Bytes,
    /// Some sectors, and the first few changes of names, by a number.
    Some(u64),
}

const LEFT: [Left; 7] =
    [Left::Nothing, Left::Everything, Left::Names, Left::Bytes, Left::Some(1), Left::Some(2), Left::Some(3)];

/// The next of a row of numbers that look random.
fn next(number: &mut u64) -> u64 {
    *number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *number >> 33
}

fn apply(bytes: &mut Vec<u8>, change: &Change, is_there: &mut impl FnMut() -> bool) {
    match change {
        Change::Cut(length) => bytes.resize(*length, 0),
        Change::Write(at, written) => {
            for (part, sector) in written.chunks(SECTOR).enumerate() {
                let from = at + part * SECTOR;
                if is_there() {
                    bytes.resize(bytes.len().max(from + sector.len()), 0);
                    bytes[from..from + sector.len()].copy_from_slice(sector);
                }
            }
        }
    }
}

impl Disk {
    fn of(files: &Files) -> Disk {
        let mut disk = Disk::default();
        for (name, bytes) in files {
            disk.names.insert(name.clone(), disk.files.len());
            disk.files.push(File { synced: bytes.clone(), asked: Vec::new() });
        }
        disk.synced_names = disk.names.clone();
        disk
    }

    fn name(&mut self, naming: Naming) {
        let names = &mut self.names;
        rename(names, &naming);
        self.namings.push(naming);
    }

    fn file(&mut self, name: &str) -> Option<&mut File> {
        let number = *self.names.get(name)?;
        self.files.get_mut(number)
    }

    /// One call; `name` cuts a path to what is below the folder.
    fn call(&mut self, call: &Call, name: impl Fn(&Path) -> String) {
        let own = name(&call.path);
        let second = || name(Path::new(std::str::from_utf8(&call.bytes).expect("a path")));
        let change = match call.kind {
            'C' => {
                self.files.push(File::default());
                return self.name(Naming::Name(own, self.files.len() - 1));
            }
            'D' if self.names.contains_key(&own) => return self.name(Naming::Gone(own)),
            'L' | 'N' => {
                let Some(&number) = self.names.get(&own) else {
                    return self.name(Naming::Folder(own, second()));
                };
                self.name(Naming::Name(second(), number));
                if call.kind == 'N' {
                    self.name(Naming::Gone(own));
                }
                return;
            }
            'S' => return self.sync(&own),
            'W' => Change::Write(call.number, call.bytes.clone()),
            'T' => Change::Cut(call.number),
            _ => return,
        };
        if let Some(file) = self.file(&own) {
            file.asked.push(change);
        }
    }

    /// A file, or the names in a folder.
    fn sync(&mut self, name: &str) {
        if let Some(file) = self.file(name) {
            for change in std::mem::take(&mut file.asked) {
                apply(&mut file.synced, &change, &mut || true);
            }
            return;
        }
        let folder = |naming: &Naming| {
            let (Naming::Name(own, _) | Naming::Gone(own) | Naming::Folder(own, _)) = naming;
            own.rsplit_once('/').map_or("", |(folder, _)| folder) == name
        };
        for naming in self.namings.extract_if(.., |naming| folder(naming)) {
            rename(&mut self.synced_names, &naming);
        }
    }

    /// What is there after the power failed.
    fn left(&self, left: Left) -> Files {
        let mut number = match left {
            Left::Some(seed) => seed,
            _ => 0,
        };
        let mut names = self.synced_names.clone();
        let namings = match left {
            Left::Nothing | Left::Bytes => 0,
            Left::Everything | Left::Names => self.namings.len(),
            Left::Some(_) => next(&mut number) as usize % (self.namings.len() + 1),
        };
        for naming in &self.namings[..namings] {
            rename(&mut names, naming);
        }
        let mut bytes = |file: usize| {
            let mut bytes = self.files[file].synced.clone();
            for change in &self.files[file].asked {
                let mut is_there = || match left {
                    Left::Nothing | Left::Names => false,
                    Left::Everything | Left::Bytes => true,
                    Left::Some(_) => next(&mut number).is_multiple_of(2),
                };
                if matches!(change, Change::Write(..)) || is_there() {
                    apply(&mut bytes, change, &mut is_there);
                }
            }
            bytes
        };
        names.into_iter().map(|(name, file)| (name, bytes(file))).collect()
    }
}

fn rename(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Name(name, file) => drop(names.insert(name.clone(), *file)),
        Naming::Gone(name) => drop(names.remove(name)),
        Naming::Folder(from, to) => {
            let inside = |name: &String| name.strip_prefix(from).is_some_and(|rest| rest.starts_with('/'));
            let moved: Vec<String> = names.keys().filter(|name| inside(name)).cloned().collect();
            for name in moved {
                let file = names.remove(&name);
                names.extend(file.map(|file| (name.replacen(from, to, 1), file)));
            }
        }
    }
}

/// Looks at what is left, as the next command finds it.
fn judged(line: &Line, plain: &Plain, files: &Files, is_over: bool, told: &str) {
    let stage = Stage::new(line);
    stage.put(files);
    stage.is_sound(line, told);
    let held = stage.held();
    assert!(plain.is_all_or_nothing(&held), "{told}: the store holds neither all nor nothing");
    let files = stage.files();
    plain.no_file_is_cut(&files, told);
    if is_over {
        assert!(held == plain.after, "{told}: what it told of is gone");
        let missing: Vec<_> = plain.files_after.keys().filter(|name| !files.contains_key(*name)).collect();
        assert!(missing.is_empty(), "{told}: {missing:?} is gone");
    }
}

/// Fails after some of the calls of a line, and after all.
fn failures(salt: usize, line: &Line) -> usize {
    let plain = Plain::of(line);
    let stage = Stage::new(line);
    let (root, before) = (stage.root(), stage.all_files());
    let calls = stage.calls(line.args, How::Kill);
    let name =
        |path: &Path| path.strip_prefix(&root).expect("below the folder").to_string_lossy().into_owned();
    let mut moments: BTreeSet<usize> = some_of(calls.len(), salt).into_iter().collect();
    moments.insert(calls.len());
    let kinds = if asked().is_some() { &LEFT[..] } else { &[LEFT[0], LEFT[2 + salt % 5]] };
    let (mut disk, mut seen) = (Disk::of(&before), BTreeSet::new());
    for (at, call) in calls.iter().enumerate() {
        disk.call(call, name);
        let is_over = at + 1 == calls.len();
        for left in kinds.iter().copied().filter(|_| moments.contains(&(at + 1))) {
            let files = disk.left(left);
            if seen.insert(files.clone()) || is_over {
                let told = format!("{:?} when the power fails after call {} ({left:?})", line.args, at + 1);
                judged(line, &plain, &files, is_over, &told);
            }
        }
    }
    seen.len()
}

#[test]
fn when_the_power_fails_a_line_is_there_or_not() {
    let lines = lines();
    let half = |first: usize| -> usize {
        lines.iter().enumerate().skip(first).step_by(2).map(|(salt, line)| failures(salt, line)).sum()
    };
    let disks = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        half(0) + other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    println!("{disks} disks were looked at, of {} lines", lines.len());
    assert!(disks > lines.len());
}
