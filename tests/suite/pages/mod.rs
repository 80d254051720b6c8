//! The pages, made in process: what stands on them, and where their links lead.

mod content;
pub mod crawl;
mod html;
mod naughty;
mod shapes;

use std::path::Path;

use tollbook::desk::Store;
use tollbook::desk::pages::digest::{Digest, DigestPart, digest};
use tollbook::desk::pages::{PageOptions, page};
use tollbook::model::date::Zone;
use tollbook::render::faces;
use tollbook::report::address::Address;
use tollbook::report::address::folder::Addressing;
use tollbook::report::pages::WebPage;

use crate::books::Books;

/// A store of the figures in `data`.
pub fn of_data(folder: &Path) -> Books {
    let books = Books::new(folder);
    for name in ["seed.csv", "october-2023.csv", "cases/figures.csv"] {
        let copy = folder.join(name.replace('/', "-"));
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name), copy).expect("a file");
    }
    books.import(&["seed.csv"]);
    books.at("2026-06-02T08:00:00Z").import(&["october-2023.csv", "cases-figures.csv"]);
    books
}

/// What a server works out in the background.
pub fn digested(store: &Store) -> Digest {
    let worked_out = |part: &DigestPart| digest(store, *part, &|| false).expect("a digest");
    DigestPart::ALL.iter().map(worked_out).fold(Digest::default(), |all, new| new.or(&all))
}

/// The page of a path, where nothing was worked out beforehand.
pub fn asked(store: &Store, path: &str) -> WebPage {
    let address = Address::of_path(path).expect("an address");
    page(store, &address, &PageOptions { zone: Zone::UTC, digest: None }).expect("a page")
}

/// The page of a path as a server sends it.
pub fn sent(store: &Store, path: &str) -> String {
    bytes(&asked(store, path))
}

/// A page as a server sends it.
pub fn bytes(page: &WebPage) -> String {
    String::from_utf8(faces::body(page, Addressing::Served).expect("a page")).expect("text")
}

#[test]
#[ignore = "the pages in a real browser were not run: `python3 .ci/browser target/debug/tollbook` does it, as .ci/run does"]
fn in_a_real_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = std::process::Command::new("python3")
        .arg(root.join(".ci/browser"))
        .arg(env!("CARGO_BIN_EXE_tollbook"))
        .status()
        .expect("python3");
    assert!(ran.success());
}
