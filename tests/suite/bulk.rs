//! Long files: they are written many rows at a time and numbered series by series, and must come to what the same rows
//! come to in short ones.

use std::collections::BTreeSet;

use tollbook::desk::Memory;
use tollbook::desk::import::ImportOptions;

use crate::books::usual;
use crate::desk::Desk;
use crate::laws::content;

const ROWS: usize = 6000;
const HEADER: &str = "ref,event,place,group,measure,count_type,figure,as_of,published_on,authority,publisher,url,quote,part_of\n";

/// Rows of few series and days, so that many say again what another row said; some with a ref, a quote, an included part.
fn rows(waiting: bool) -> Vec<String> {
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..ROWS)
        .map(|at| {
            let (event, place, who, day) = (next(5), next(2), next(4), 1 + next(14));
            let figure = match next(40) {
                0 => format!("\"{}, including {} children\"", 700 + next(9), 300 + next(5)),
                _ => (700 + next(6)).to_string(),
            };
            let name = if next(50) == 0 { format!("r{at}") } else { String::new() };
            let quote = if next(20) == 0 { "they said" } else { "" };
            // One series in three writings, whose rows come mixed.
            let group = ["", "people", "all"][next(3) as usize];
            let whole = if waiting && at == 5000 { "r-whole" } else { "" };
            format!(
                "{name},Flood {event},Place {place},{group},killed,total,{figure},2023-09-{day:02},2023-09-{:02},Office {who},AP,https://ap.example/{},{quote},{whole}\n",
                day + 1,
                next(2)
            )
        })
        .collect()
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// Imports files one after another into a store; how many figures were new, the same, and changed.
fn imported(desk: &Desk, store: &str, files: &[&str]) -> [u64; 3] {
    let mut sums = [0; 3];
    for name in files {
        let counts = desk.of(store).import(&[name])[0].counts;
        for (sum, count) in sums.iter_mut().zip([counts.new, counts.same, counts.changed]) {
            *sum += count;
        }
    }
    desk.of(store).verify();
    sums
}

#[test]
fn a_long_file_comes_to_what_its_pieces_come_to() {
    for waiting in [false, true] {
        let desk = Desk::new();
        let mut rows = rows(waiting);
        if waiting {
            let whole = "r-whole,Flood 1,Place 1,,killed,total,9000,2023-09-10,2023-09-11,Office 1,AP,,,\n";
            rows.insert(0, whole.to_owned());
        }
        let pieces: Vec<String> =
            (0..rows.len().div_ceil(1000)).map(|at| format!("piece-{at}.csv")).collect();
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        desk.file("long.csv", file(&rows));
        pieces.iter().zip(rows.chunks(1000)).for_each(|(name, rows)| drop(desk.file(name, file(rows))));
        let whole = imported(&desk, "long.db", &["long.csv"]);
        let parts = imported(&desk, "pieces.db", &pieces);
        assert!(whole[0] > 3000 && whole[1] > 500 && whole[2] > 20, "{whole:?}");
        assert_eq!(whole, parts, "new, same, changed");
        assert_eq!(content(&desk, "long.db"), content(&desk, "pieces.db"), "waiting: {waiting}");
        let memory = Memory::of_bytes(256 << 20).expect("a size");
        desk.of("roomy.db").import_with(&["long.csv"], ImportOptions { memory, ..usual() });
        assert_eq!(content(&desk, "long.db"), content(&desk, "roomy.db"), "waiting: {waiting}");
    }
}

#[test]
fn a_long_file_finds_what_is_there_already() {
    let desk = Desk::new();
    let rows = rows(false);
    desk.file("long.csv", file(&rows));
    // Every third row is there before: all statements that write several rows meet some that are.
    let third: Vec<String> = rows.iter().step_by(3).cloned().collect();
    desk.file("third.csv", file(&third));
    let whole = imported(&desk, "long.db", &["long.csv"]);
    let before = imported(&desk, "both.db", &["third.csv"]);
    let both = imported(&desk, "both.db", &["long.csv"]);
    assert_eq!(before[0] + both[0], whole[0], "each figure is new once");
    // A figure is listed under the ref and the words that came first, which may be others here.
    let figures = |store| -> BTreeSet<String> {
        let listed = content(&desk, store).0;
        listed.iter().map(|line| line.split_once("\"uid\"").expect("a uid").1.to_owned()).collect()
    };
    let (long, both) = (figures("long.db"), figures("both.db"));
    assert_eq!(long.symmetric_difference(&both).collect::<Vec<_>>(), Vec::<&String>::new());
    // And all of them, under another name of the file.
    desk.file("again.csv", format!("{}\n", file(&rows)));
    let again = imported(&desk, "both.db", &["again.csv"]);
    assert_eq!(again[0], 0, "{again:?}");
}
