//! The geometry of charts, case by case, as it was looked at: every stroke, mark and label.
//!
//! `CHARTS=overwrite cargo test --test suite charts` writes it as it is now. Draw the cases and look at them before.

mod cases;
mod files;

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use tollbook::chart::layout::{ChartLayout, PlacedLabel};
use tollbook::chart::{Chart, ChartOptions, Spacing};
use tollbook::render::svg;
use tollbook::report::pictured::PictureReport;

use cases::{CASES, Case};

/// For how wide a drawing labels are placed in the files.
const WIDTHS: [u32; 2] = [360, 720];

/// Into how many columns the days are parted: few, so that the file of many figures can be read.
const COLUMNS: usize = 40;

/// One line of JSON for each part.
fn geometry(chart: &Chart) -> String {
    let mut text = String::new();
    line(&mut text, "title", &chart.title);
    line(&mut text, "subtitle", &chart.subtitle);
    line(&mut text, "days", &chart.days);
    line(&mut text, "day ticks", &chart.days.ticks(6));
    line(&mut text, "counts", &chart.counts);
    line(&mut text, "count ticks", &chart.counts.ticks(6));
    for panel in &chart.panels {
        line(&mut text, "panel", &panel.name);
        for own in &panel.lines {
            line(&mut text, " line", &(&own.name, own.dash, own.named_at));
            own.strokes.iter().for_each(|stroke| line(&mut text, "  stroke", stroke));
            own.marks.iter().for_each(|mark| line(&mut text, "  mark", mark));
            own.relays.iter().for_each(|relay| line(&mut text, "  relay", relay));
        }
        panel.brackets.iter().for_each(|bracket| line(&mut text, " bracket", bracket));
        panel.rules.iter().for_each(|rule| line(&mut text, " rule", rule));
    }
    chart.key.iter().for_each(|entry| line(&mut text, "key", entry));
    chart.caption.iter().for_each(|one| line(&mut text, "caption", one));
    line(&mut text, "alt", &chart.alt);
    line(&mut text, "question", &chart.question);
    for width in WIDTHS {
        placed(&mut text, &svg::layout(chart, width));
    }
    text
}

/// Where labels stand in a drawing of a width: left, top, right, bottom.
fn placed(text: &mut String, layout: &ChartLayout) {
    line(text, "drawing", &(layout.width, layout.height));
    for field in &layout.fields {
        line(
            text,
            " plot",
            &[field.plot.left, field.plot.top, field.plot.right, field.plot.bottom].map(f64::round),
        );
        field.labels.iter().for_each(|label| self::label(text, label));
    }
}

fn label(text: &mut String, label: &PlacedLabel) {
    let corners = [label.area.left, label.area.top, label.area.right, label.area.bottom].map(f64::round);
    let words: Vec<&str> = label.texts.iter().map(|one| one.text.as_str()).collect();
    line(text, "  label", &(corners, words, label.leader.is_some()));
}

fn line(text: &mut String, name: &str, what: &impl Serialize) {
    writeln!(text, "{name}: {}", serde_json::to_string(what).expect("JSON")).expect("written");
}

fn chart(case: &Case) -> Chart {
    let report: PictureReport = case.picture();
    Chart::of(&report, ChartOptions { spacing: case.spacing, columns: COLUMNS })
}

#[test]
fn charts_are_as_they_were_looked_at() {
    let overwrite = std::env::var_os("CHARTS").is_some_and(|way| way == "overwrite");
    for case in CASES {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/charts/{}.txt", case.name));
        let drawn = geometry(&chart(case));
        if overwrite {
            std::fs::write(&path, drawn).expect("the geometry is written");
            continue;
        }
        let kept = std::fs::read_to_string(&path).expect(case.name);
        for (at, (drawn, kept)) in drawn.lines().zip(kept.lines()).enumerate() {
            assert_eq!(drawn, kept, "{}, line {}", case.name, at + 1);
        }
        assert_eq!(drawn.lines().count(), kept.lines().count(), "{}", case.name);
    }
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charts"));
    assert_eq!(files.expect("the folder").count(), CASES.len(), "a file for each case");
}

/// What the mark of a case is for is drawn: each case shows the thing that it is named after.
#[test]
fn each_case_shows_its_own_thing() {
    let of = |name: &str| chart(CASES.iter().find(|case| case.name == name).expect("a case"));
    let text = |name: &str| geometry(&of(name));
    assert_eq!(of("ten-authorities").panels.len(), 10);
    assert!(of("ten-authorities").panels.iter().all(|panel| panel.lines.len() == 1));
    let many = of("four-thousand-points");
    let marks = many.panels[0].lines[0].marks.len();
    assert!((80..=4 * (COLUMNS + 1)).contains(&marks), "{marks}");
    assert!(many.alt.contains("first 0 (1 January 2010), newest 23,992 (13 December 2020)"), "{}", many.alt);
    assert_eq!(of("one-point").panels[0].lines[0].marks.len(), 1);
    assert!(of("empty-range").panels.is_empty());
    assert!(text("withdrawal").contains("withdrawn (misattribution, says Herald)"));
    assert!(text("dispute").contains("disputed by Osk Army"));
    assert!(text("restart").contains("counts from 8 March 2021"));
    assert!(text("plain").contains("revised from 31: double count, says Herald"));
    assert_eq!(of("plain").panels[0].brackets.len(), 1);
    assert!(of("logarithmic").counts.has_zero_line);
    assert_eq!(of("zero").counts.at(0), 0.0);
    assert!(of("logarithmic").subtitle.ends_with("logarithmic scale, zero below it"));
    assert!(text("only-bounds").contains("\"up_to\":{\"count\":60}"));
    assert!(!text("only-bounds").contains("\"count\":24"), "dozens are no number");
    assert_eq!(Spacing::Linear, CASES[0].spacing);
}

/// What is proposed where several series match is taken.
#[test]
fn the_series_that_is_proposed_for_a_picture_is_one() {
    let desk = crate::desk::Desk::new();
    for file in ["seed.csv", "october-2023.csv", "cases/figures.csv"] {
        desk.file("data.csv", crate::laws::data(file));
        desk.run(&["import", "data.csv", "-q", "--changed", "new"]);
    }
    let refused = desk.run(&["timeline", "ahli", "-o", "chart.svg"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    let (_, typed) = refused.err.split_once("tollbook timeline ").expect("a command");
    let typed = typed.split_once(';').map_or(typed, |(typed, _)| typed).replace('\n', " ");
    let words = tollbook::model::shell::words(&format!("timeline {typed}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    desk.run(&words).with(0);
    assert_eq!(tollbook::model::shell::flag("--group", "-gr"), "--group=-gr");
}
