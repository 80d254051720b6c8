//! A folder of pages: its links, what it holds at each clock, and what becomes of it where it cannot be written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::desk::Desk;
use crate::pages::crawl::links;
use crate::pages::of_data;

/// The files of a folder, by their paths from it on.
fn files(folder: &Path) -> BTreeMap<String, String> {
    fn add(folder: &Path, above: &str, files: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{above}{}", path.file_name().expect("a name").to_string_lossy());
            match path.is_dir() {
                true => add(&path, &format!("{name}/"), files),
                false => drop(files.insert(name, std::fs::read_to_string(&path).expect("a text"))),
            }
        }
    }
    let mut found = BTreeMap::new();
    add(folder, "", &mut found);
    found
}

/// A desk with the figures of `data`.
fn desk() -> Desk {
    let desk = Desk::new();
    of_data(&desk.path("."));
    desk
}

fn site(desk: &Desk, args: &[&str]) -> BTreeMap<String, String> {
    let all: Vec<&str> = ["export", "--site", "out"].iter().chain(args).copied().collect();
    desk.run(&all).with(0);
    files(&desk.path("out"))
}

/// Where a link of a file leads: the file, and the place in it.
fn target(from: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let anchor = anchor.map(str::to_owned);
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            ".." => assert!(steps.pop().is_some(), "{from}: {link} leads out of the folder"),
            step => steps.push(step),
        }
    }
    (steps.join("/"), anchor)
}

/// Holds that every link leads to a file and a place of the folder; returns how many it followed, and which files they reach.
fn followed(files: &BTreeMap<String, String>) -> (usize, BTreeSet<String>) {
    let (mut count, mut reached) = (0, BTreeSet::from(["index.html".to_owned()]));
    for (from, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in links(text) {
            if ["http://", "https://", "data:,"].iter().any(|begins| link.starts_with(begins)) {
                continue;
            }
            let (to, anchor) = target(from, &link);
            let body = files.get(&to).unwrap_or_else(|| panic!("{from} leads to {link}, which is not there"));
            if let Some(anchor) = anchor {
                assert!(body.contains(&format!(" id=\"{anchor}\"")), "{from}: {link} leads to no place");
            }
            count += 1;
            reached.insert(to);
        }
        for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let times = text.matches(&format!(" id=\"{id}\"")).count();
            assert_eq!(times, 1, "{from} has the place {id} {times} times");
        }
    }
    (count, reached)
}

#[test]
fn every_link_leads_to_a_file_and_every_file_is_reached() {
    let desk = desk();
    for args in [&[][..], &["--internal"], &["--known-on", "2023-10-25"], &["deraa"]] {
        let files = site(&desk, args);
        let (count, reached) = followed(&files);
        assert!(count > 100, "{args:?}: {count} links");
        let left: Vec<&String> =
            files.keys().filter(|path| *path != "SHA256SUMS" && !reached.contains(*path)).collect();
        assert!(left.is_empty(), "{args:?}: no link leads to {left:?}");
        for text in files.values().filter(|text| text.starts_with("<!DOCTYPE")) {
            assert!(!text.contains("<form") && !text.contains("<script"), "a page with a form or a script");
            assert!(!text.contains("The table alone"), "a link that leads nowhere");
        }
    }
}

#[test]
fn the_way_from_where_sources_differ_leads_to_a_figure_and_its_document() {
    let desk = desk();
    let files = site(&desk, &[]);
    let differ = &files["differ.html"];
    let series = differ.split("<a href=\"").find(|rest| rest.contains("Deraa strike")).expect("a link");
    let (series, _) = target("differ.html", series.split('"').next().expect("an address"));
    let page = &files[&series];
    let figure = links(page).into_iter().find(|link| link.contains("#f")).expect("a figure");
    let (file, anchor) = target(&series, &figure);
    let at = format!(" id=\"{}\"", anchor.expect("a place"));
    let in_full = files[&file].split(&at).nth(1).expect("the figure");
    assert!(in_full.contains("authority") && in_full.contains("publisher") && in_full.contains("document"));
}

#[test]
fn a_folder_holds_the_figures_that_a_list_has() {
    let desk = desk();
    for args in [&[][..], &["--known-on", "2023-10-25"], &["--as-of", "2023-10-20"]] {
        let list: Vec<&str> = ["list", "figures", "--jsonl"].iter().chain(args).copied().collect();
        let listed = desk.run(&list).with(0);
        let id = |line: &str| {
            let figure: serde_json::Value = serde_json::from_str(line).expect("JSON");
            (figure["status"] != "void").then(|| figure["id"].to_string())
        };
        let listed: BTreeSet<String> = listed.lines().filter_map(id).collect();
        let files = site(&desk, args);
        let pages = files.iter().filter(|(path, _)| path.contains("/series-") && path.ends_with(".html"));
        let shown: Vec<String> = pages
            .flat_map(|(_, text)| text.split("<section class=\"full\" id=\"f").skip(1))
            .map(|rest| rest.split('"').next().expect("a number").to_owned())
            .collect();
        assert_eq!(shown.len(), shown.iter().collect::<BTreeSet<_>>().len(), "{args:?}: a figure twice");
        assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), listed, "{args:?}");
        assert!(listed.len() > 20, "{args:?}: {} figures", listed.len());
    }
}

#[test]
fn what_was_published_later_stands_on_no_page() {
    let desk = Desk::new();
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,title";
    desk.file(
        "a.csv",
        format!(
            "{header}\nFlood (exercise),Osk,killed,total,12,2024-03-01,2024-03-01,Osk Ministry,Osk Courier,Early\n\
             Flood (exercise),Osk,killed,total,98765,2024-03-09,2024-03-09,Laterite Office,Latecomer News,Late\n\
             Landslide (exercise),Ved,killed,total,7,2024-03-09,2024-03-09,Osk Ministry,Osk Courier,Slide\n"
        ),
    );
    desk.run(&["import", "a.csv", "-q"]).with(0);
    let whole: String = site(&desk, &[]).into_values().collect();
    let early: String = site(&desk, &["--known-on", "2024-03-02"]).into_values().collect();
    for late in ["98,765", "98765", "Laterite Office", "Latecomer News", "Landslide"] {
        assert!(!early.contains(late), "{late} was not known by then");
    }
    for late in ["98765", "Laterite Office", "Latecomer News", "Landslide"] {
        assert!(whole.contains(late), "the whole folder lacks {late}");
    }
    assert!(early.contains("known on 2024-03-02"), "no page says its clock");
}

#[test]
fn a_long_series_has_several_pages_and_each_figure_its_place() {
    let desk = Desk::new();
    let header = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,title";
    let day = |at: u32| format!("{}-{:02}-{:02}", 2020 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
    let rows: Vec<String> = (0..1100)
        .map(|at| {
            let (day, figure) = (day(at), 100 + at);
            format!(
                "Flood (exercise),Osk,killed,total,{figure},{day},{day},Osk Ministry,Osk Courier,Report {at}"
            )
        })
        .collect();
    desk.file("long.csv", format!("{header}\n{}\n", rows.join("\n")));
    desk.run(&["import", "long.csv", "-q"]).with(0);
    let files = site(&desk, &[]);
    let pages: Vec<&String> =
        files.keys().filter(|path| path.contains("/series-") && path.ends_with(".html")).collect();
    assert_eq!(pages.len(), 3, "{pages:?}");
    let full = |path: &String| files[path].matches("<section class=\"full\"").count();
    let mut counts: Vec<usize> = pages.iter().map(|path| full(path)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [100, 500, 500]);
    followed(&files);
}

#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let desk = desk();
    let before = site(&desk, &["deraa"]);
    // Nothing that matches leaves the earlier folder as it is.
    desk.run(&["export", "--site", "out", "nosuchplace"]).with(2);
    assert_eq!(files(&desk.path("out")), before);
    // The same again takes its place, byte for byte.
    assert_eq!(site(&desk, &["deraa"]), before);
    // A file of another stays, and the folder with it.
    desk.file("out/mine.txt", "mine");
    let said = desk.run(&["export", "--site", "out"]);
    assert!(said.err.contains("mine.txt"), "{}", said.err);
    said.with(2);
    assert_eq!(files(&desk.path("out")).len(), before.len() + 1);
    let others = desk.names().into_iter().filter(|name| name.starts_with("out"));
    assert_eq!(others.collect::<Vec<_>>(), ["out"]);
}

#[test]
fn what_is_left_out_stands_on_no_page() {
    let desk = Desk::new();
    desk.file(
        "a.csv",
        "event,place,measure,count_type,figure,as_of,published_on,authority,speaker,publisher,title,url,quote,note\n\
         Flood (exercise),Osk,killed,total,12,2024-03-01,2024-03-01,Osk Ministry,a ministry spokesman,Osk Courier,\
         Titleword,https://courier.example/urlword,quoteword 12,noteword\n",
    );
    desk.run(&["import", "a.csv", "-q"]).with(0);
    let words = ["spokesman", "Titleword", "urlword", "quoteword", "noteword"];
    let all: String = site(&desk, &["--internal"]).into_values().collect();
    let without = ["--internal", "--without", "speaker,title,url,quote,note"];
    let left: String = site(&desk, &without).into_values().collect();
    for word in words {
        assert!(all.contains(word), "the whole folder lacks {word}");
        assert!(!left.contains(word), "{word} was to be left out");
    }
}

/// Strings that do something where they are not only shown.
const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'onmouseover='alert(1)",
    "=HYPERLINK(\"https://evil.example\")",
    "]]><svg onload=alert(1)>",
    "&lt;b&gt;",
    "../../index",
];

/// Letters that turn or hide others.
const HIDING: &[char] = &['\u{202e}', '\u{2066}', '\u{200b}', '\u{1b}'];

#[test]
fn naughty_strings_are_only_shown() {
    let desk = Desk::new();
    let header = "event,place,measure,group,count_type,definition,figure,as_of,published_on,authority,speaker,via,publisher,\
                  title,quote,caveat,circumstances,method,note";
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut rows = vec![header.to_owned()];
    for (at, naughty) in NAUGHTY.iter().enumerate() {
        let hidden = format!("{naughty}{}{at}", HIDING[at % HIDING.len()]);
        let text = cell(&hidden);
        rows.push(format!(
            "{text},{text},killed,{text},total,{text},{at},2024-03-01,2024-03-01,{text},{text},{text},{text},{text},{text},{text},\
             {text},{text},{text}"
        ));
    }
    desk.file("naughty.csv", rows.join("\n") + "\n");
    desk.run(&["import", "naughty.csv", "-q"]);
    let recorded = desk.run(&["list", "figures", "--jsonl"]).with(0).lines().count();
    assert!(recorded >= NAUGHTY.len() / 2, "{recorded} figures");
    for args in [&[][..], &["--internal"]] {
        let files = site(&desk, args);
        followed(&files);
        for (path, text) in &files {
            // A table holds its cells as they are, as every CSV of ours does.
            assert!(
                path.ends_with(".csv") || !text.contains(HIDING),
                "{path} holds a letter that hides others"
            );
            if path.ends_with(".html") {
                for tag in ["<script", "<img", "<b>"] {
                    assert!(!text.contains(tag), "{path} holds {tag}");
                }
                for attribute in [" onerror=", " onload=", "'onmouseover="] {
                    let inside = text.split('<').filter_map(|rest| rest.split('>').next());
                    // Between quotes it is a text, not an attribute.
                    let outside = inside.map(|tag| tag.split('"').step_by(2).collect::<String>());
                    let naughty = outside.filter(|tag| tag.contains(attribute)).count();
                    assert_eq!(naughty, 0, "{path} has a tag with {attribute}");
                }
            }
            if path.ends_with(".csv") {
                assert!(!text.contains(",=HYPER") && !text.contains(",\"=HYPER"), "{path} holds a formula");
            }
        }
    }
}
