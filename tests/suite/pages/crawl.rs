//! Every link of every page leads to a page.

use std::collections::{BTreeSet, VecDeque};

use tollbook::desk::Store;
use tollbook::desk::pages::digest::Digest;
use tollbook::desk::pages::{PageOptions, page};
use tollbook::model::date::Zone;
use tollbook::report::address::Address;
use tollbook::report::pages::outcome::PageOutcome;

use super::{bytes, digested, html, of_data};

/// How many pages at other clocks a crawl looks at: the days of all series make very many.
const CLOCKED: usize = 150;

/// The pages that are reached by links from the front page, each with its path.
pub fn reached(store: &Store, digest: &Digest) -> Vec<(String, String)> {
    let options = PageOptions { zone: Zone::UTC, digest: Some(digest) };
    let (mut seen, mut next) = (BTreeSet::from(["/".to_owned()]), VecDeque::from(["/".to_owned()]));
    let (mut pages, mut clocked) = (Vec::new(), 0);
    while let Some(path) = next.pop_front() {
        if ["as_of=", "known_on="].iter().any(|clock| path.contains(clock)) {
            clocked += 1;
            if clocked > CLOCKED {
                continue;
            }
        }
        let address = Address::of_path(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let made = page(store, &address, &options).expect("a page");
        assert_eq!(made.outcome(), PageOutcome::Found, "{path}");
        let body = bytes(&made);
        if !(path.contains(".json") || path.contains(".csv")) {
            for link in links(&body) {
                if link.starts_with('/') && link != "/style.css" && seen.insert(link.clone()) {
                    next.push_back(link);
                }
            }
        }
        pages.push((path, body));
    }
    pages
}

/// The targets of the links of a page.
pub fn links(body: &str) -> Vec<String> {
    let targets = body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.map(|target| target.replace("&amp;", "&")).collect()
}

#[test]
fn every_link_leads_to_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = of_data(folder.path());
    let store = books.open();
    let pages = reached(&store, &digested(&store));
    let kinds: BTreeSet<&str> =
        pages.iter().filter_map(|(path, _)| path.split(['/', '?', '.']).nth(1)).collect();
    for kind in [
        "",
        "authorities",
        "authority",
        "check",
        "differ",
        "entry",
        "event",
        "events",
        "figure",
        "findings",
        "front",
        "group",
        "groups",
        "log",
        "place",
        "places",
        "publisher",
        "publishers",
        "series",
        "source",
        "verify",
    ] {
        assert!(kinds.contains(kind), "no link leads to {kind}: {kinds:?}");
    }
    for (path, body) in pages.iter().filter(|(_, body)| body.starts_with("<!DOCTYPE")) {
        html::check(path, body);
    }
}
