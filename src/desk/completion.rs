//! What a shell is offered of a store and of the desk's profiles. Where nothing can be read nothing is offered.

use std::fs;
use std::path::Path;

use super::shipped::SHIPPED;
use crate::model::names::NameKind;
use crate::store::completion;

/// What is offered, and what it is; empty where that needs no word.
pub type Offer = (String, String);

/// Names of one kind that begin so.
pub fn names(store: &Path, kind: NameKind, beginning: &str) -> Vec<Offer> {
    let names = completion::names(store, kind, beginning).unwrap_or_default();
    names.into_iter().map(|name| (name, kind.word().to_owned())).collect()
}

/// Refs of figures that begin so.
pub fn refs(store: &Path, beginning: &str) -> Vec<Offer> {
    let refs = completion::refs(store, beginning).unwrap_or_default();
    refs.into_iter().map(|name| (name, "figure".to_owned())).collect()
}

/// The newest entries.
pub fn entries(store: &Path) -> Vec<Offer> {
    let entries = completion::entries(store).unwrap_or_default();
    entries.into_iter().map(|(id, did)| (id.to_string(), did)).collect()
}

/// Profiles: of the desk's folder, and those that come with the program.
pub fn profiles(folder: Option<&Path>) -> Vec<Offer> {
    let files = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let named = files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        Some((name.strip_suffix(".toml")?.to_owned(), "of this desk".to_owned()))
    });
    let shipped = SHIPPED.iter().map(|profile| (profile.name.to_owned(), "comes with tollbook".to_owned()));
    let mut all: Vec<Offer> = named.chain(shipped).collect();
    all.sort();
    all
}
