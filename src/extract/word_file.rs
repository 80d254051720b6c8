//! Files of words with sections: below `[name]`, entries in lower case.

use rustc_hash::{FxHashMap, FxHashSet};

/// The sections of a file of words.
pub(super) struct WordFile(FxHashMap<&'static str, FxHashSet<&'static str>>);

impl WordFile {
    /// Reads the entries of each section: below `[name]`, parted by commas and ends of lines.
    pub fn read(text: &'static str) -> WordFile {
        let mut sections: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        let mut current = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => current = name,
                None => {
                    let entries = line.split(',').map(str::trim).filter(|entry| !entry.is_empty());
                    sections.entry(current).or_default().extend(entries);
                }
            }
        }
        WordFile(sections)
    }

    /// Takes the words of a section out of the file.
    pub fn take(&mut self, section: &str) -> FxHashSet<&'static str> {
        self.0.remove(section).unwrap_or_default()
    }

    /// Takes a section whose entries are pairs: `one=1`.
    pub fn take_pairs(&mut self, section: &str) -> FxHashMap<&'static str, &'static str> {
        self.take(section).into_iter().filter_map(|entry| entry.split_once('=')).collect()
    }
}
