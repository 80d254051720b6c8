//! Texts that would run, deceive or command stay texts, in whichever field they stand.

use serde_json::Value;
use tollbook::desk::pages::digest::Digest;
use tollbook::desk::pages::{PageOptions, checked, page};
use tollbook::model::date::Zone;
use tollbook::model::names::NameField;
use tollbook::report::address::percent::encoded;
use tollbook::report::address::{Address, PageId};
use tollbook::report::pages::check::ClaimForm;

use super::crawl::reached;
use super::{bytes, digested, html};
use crate::books::Books;

/// HTML, scripts, escapes, marks of direction, formulas, addresses that run.
const NAUGHTY: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</textarea></title></svg><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<!--",
    "]]><b>",
    "&lt;b&gt;&amp;lt;",
    "\u{1b}[31mred\u{7}",
    "57\u{202e}OO\u{2066}x\u{feff}",
    "=HYPERLINK(\"http://x\")",
    "javascript:alert(1)",
];

/// The fields of a row that hold any text.
const FIELDS: [&str; 19] = [
    "ref",
    "event",
    "place",
    "group",
    "definition",
    "method",
    "authority",
    "speaker",
    "via",
    "publisher",
    "title",
    "url",
    "archive_url",
    "language",
    "quote",
    "caveat",
    "circumstances",
    "superlative",
    "note",
];

/// A store in which every text is one of them.
fn naughty(folder: &std::path::Path) -> Books {
    let books = Books::new(folder);
    let mut rows = FIELDS.join(",") + ",measure,count_type,figure,as_of,published_on\n";
    for (at, text) in NAUGHTY.iter().enumerate() {
        for (number, day) in [(700 + at, 1), (900 + at, 2)] {
            let cell = |field: &&str| match *field {
                "ref" => quoted(&format!("{}-{number}", text.replace(' ', "-"))),
                field => quoted(&format!("{text} {field}")),
            };
            let cells: Vec<String> = FIELDS.iter().map(cell).collect();
            rows += &format!("{},killed,total,{number},2024-05-0{day},2024-06-01\n", cells.join(","));
        }
    }
    std::fs::write(folder.join("<b>naughty.csv"), rows).expect("a file");
    books.by("<script>who</script>").import(&["<b>naughty.csv"]);
    let event = format!("{} event", NAUGHTY[1]);
    books.say_why("event", &event, (NameField::SayAs, "<i>event</i>"), Some("<b>why</b>")).expect("said");
    books.void("1", "<b>a slip</b>").expect("void");
    books
}

/// A cell of a CSV.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[test]
fn no_text_of_a_store_runs_deceives_or_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    let books = naughty(folder.path());
    let store = books.open();
    let digest = digested(&store);
    let pages = reached(&store, &digest);
    let mut seen = 0;
    for (path, body) in &pages {
        match () {
            () if body.starts_with("<!DOCTYPE") => {
                html::check(path, body);
                seen += usize::from(body.contains("alert(1)"));
            }
            () if path.contains(".json") => {
                serde_json::from_str::<Value>(body).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            }
            () => assert!(
                !body.split(['\n', ',']).any(|cell| cell.trim_start_matches('"').starts_with("=HYPER")),
                "{path}"
            ),
        }
    }
    assert!(seen > 100, "only {seen} pages show such a text");
    of_forms(&store, &digest);
}

/// What is typed into the two forms stays a text too.
fn of_forms(store: &tollbook::desk::Store, digest: &Digest) {
    let options = PageOptions { zone: Zone::UTC, digest: Some(digest) };
    for text in NAUGHTY {
        let search = Address::of_path(&format!("/search?q={}", encoded(text))).expect("an address");
        html::check(text, &bytes(&page(store, &search, &options).expect("a page")));
        let form = ClaimForm { text: format!("\n{text} 700 people were killed.\n{text}"), printed_on: None };
        let said = checked(store, &Address::of(PageId::Check), form, &options).expect("a page");
        html::check(text, &bytes(&said));
    }
}
