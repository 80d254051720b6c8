//! A drawing is sound XML whatever stands in its texts, says what it shows, and needs nothing from outside.

use proptest::prelude::*;

use super::{STYLE, SvgOptions, SvgStyle, chart as draw, measure};
use crate::chart::{Chart, ChartOptions};
use crate::report::pictured::testing::{any_large_picture, any_picture};
use crate::report::pictured::{PictureOrigin, PictureReport, PicturedStanding};

fn drawn(chart: &Chart, width: u32, style: SvgStyle) -> String {
    let mut out = Vec::new();
    draw(&mut out, chart, SvgOptions { width, id: "x", style }).expect("drawn");
    String::from_utf8(out).expect("text")
}

fn picture(report: &PictureReport) -> String {
    drawn(&Chart::of(report, ChartOptions::of_width(360)), 360, SvgStyle::OfThePage)
}

/// The names of the elements of a text that is sound XML, and its texts with their references resolved.
fn parsed(xml: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut open, mut names, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        texts.push(resolved(&rest[..at])?);
        let (tag, behind) = rest[at + 1..].split_once('>').ok_or("a tag without an end")?;
        rest = behind;
        let (is_end, is_empty) = (tag.starts_with('/'), tag.ends_with('/'));
        let inner = tag.trim_matches('/');
        let name = inner.split_whitespace().next().unwrap_or_default().to_owned();
        if is_end {
            if open.pop().as_ref() != Some(&name) {
                return Err(format!("</{name}> ends nothing"));
            }
            continue;
        }
        attributes(inner[name.len()..].trim())?;
        names.push(name.clone());
        if !is_empty {
            open.push(name);
        }
    }
    if open.is_empty() { Ok((names, texts)) } else { Err(format!("{open:?} are not closed")) }
}

fn attributes(text: &str) -> Result<(), String> {
    let mut rest = text;
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"").ok_or(format!("no value: {rest}"))?;
        let (value, behind) = behind.split_once('"').ok_or(format!("no end: {rest}"))?;
        if !name.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-:".contains(&byte)) {
            return Err(format!("no name: {name}"));
        }
        resolved(value)?;
        rest = behind;
    }
    Ok(())
}

fn resolved(text: &str) -> Result<String, String> {
    let mut said = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        said.push_str(&rest[..at]);
        let (entity, behind) = rest[at + 1..].split_once(';').ok_or("an open reference")?;
        said.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("an unknown reference: {other}")),
        });
        rest = behind;
    }
    said.push_str(rest);
    let is_wrong = |c: char| c.is_control() && c != '\n';
    if said.chars().any(is_wrong) { Err(format!("a control character in {said:?}")) } else { Ok(said) }
}

const NAUGHTY: &[&str] = &[
    "</text><script>alert(1)</script>",
    "\"><image href=\"https://example.org/x\"/>",
    "]]><!--",
    "&lt;b&gt; &nbsp; &#x41;",
    "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "\u{202e}\u{0}\u{1b}[31m\u{feff}\u{ffff}",
    "=cmd|' /C calc'!A0",
    "وزارة الصحة <b>",
    "' onload='x",
];

/// A picture with a text in all places that data can reach.
fn with_texts(mut report: PictureReport, text: &str) -> PictureReport {
    for text_of in [&mut report.title, &mut report.subtitle, &mut report.sentence, &mut report.alt] {
        text.clone_into(text_of);
    }
    report.voices.iter_mut().for_each(|voice| text.clone_into(&mut voice.name));
    for figure in &mut report.figures {
        text.clone_into(&mut figure.words);
        figure.standing = PicturedStanding::Withdrawn(text.to_owned());
        figure.disputed_by = vec![text.to_owned()];
        figure.rule = Some(text.to_owned());
    }
    report.timeline.points.iter_mut().for_each(|point| text.clone_into(&mut point.wording));
    let (command, head) = (text.to_owned(), text.to_owned());
    report.made_by(PictureOrigin { command, entry: 1, head })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_markup(report in any_picture(), which in 0..NAUGHTY.len()) {
        let plain = parsed(&picture(&with_texts(report.clone(), "x"))).map_err(TestCaseError::fail)?;
        let naughty = picture(&with_texts(report, NAUGHTY[which]));
        let (names, _) = parsed(&naughty).map_err(TestCaseError::fail)?;
        let kinds = |names: &[String]| names.iter().cloned().collect::<std::collections::BTreeSet<_>>();
        let mut known = kinds(&plain.0);
        known.extend(["tspan", "path"].map(str::to_owned));
        prop_assert!(kinds(&names).is_subset(&known), "{:?}", kinds(&names));
    }

    #[test]
    fn every_drawing_is_sound(report in any_large_picture(300), width in 200..900_u32) {
        let chart = Chart::of(&report, ChartOptions::of_width(width as usize));
        let (names, texts) = parsed(&drawn(&chart, width, SvgStyle::Inside)).map_err(TestCaseError::fail)?;
        prop_assert_eq!(names.iter().filter(|name| *name == "style").count(), 1);
        prop_assert!(texts.contains(&chart.alt) && texts.contains(&chart.title));
        // A page into which the file is pasted reads these as its own, and the drawing ends before them.
        prop_assert!(!names.iter().any(|name| ["body", "head", "table", "p", "div", "span", "code"].contains(&name.as_str())));
    }
}

#[test]
fn a_drawing_says_what_made_it_and_holds_the_same_figures_as_a_table() {
    use crate::report::pictured::testing::example;
    let origin =
        PictureOrigin { command: "tollbook timeline flood -o x.svg".into(), entry: 7, head: "ab12".into() };
    let chart = Chart::of(&example().made_by(origin), ChartOptions::of_width(360));
    let svg = drawn(&chart, 360, SvgStyle::Inside);
    for part in [
        "<command>tollbook timeline flood -o x.svg</command>",
        "<question>Flood: killed, total</question>",
        "<entry>7</entry>",
        "<hash>ab12</hash>",
        "<figures type=\"text/csv\" rows=\"1\">as_of,Osk Police,&quot;Osk Police, as printed&quot;\n2031-03-01,12,12\n</figures>",
        "role=\"img\" aria-labelledby=\"x-title\" aria-describedby=\"x-desc\"",
        "<title id=\"x-title\">People killed in the Flood</title>",
        "tollbook, as of entry 7, head ab12.",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    let of_the_page = drawn(&chart, 360, SvgStyle::OfThePage);
    assert!(!of_the_page.contains("<style") && !of_the_page.contains("<metadata"), "the page has them");
}

#[test]
fn a_drawing_needs_nothing_from_outside_and_no_red() {
    for word in ["url(", "@import", "@font-face", "http", "red", "var("] {
        assert!(!STYLE.contains(word), "{word}");
    }
    let colours = STYLE.match_indices('#').map(|(at, _)| {
        let digits: String = STYLE[at + 1..].chars().take_while(char::is_ascii_hexdigit).collect();
        let whole = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits };
        [0, 2, 4].map(|at| i32::from_str_radix(&whole[at..at + 2], 16).expect("a colour"))
    });
    let colours: Vec<[i32; 3]> = colours.collect();
    assert!(colours.len() > 20);
    for [red, green, blue] in colours {
        assert!(red <= 2 * green.max(blue), "({red}, {green}, {blue}) is red");
    }
}

/// The colours of texts and marks in a part of the style, and of the paper below them.
fn colours(style: &str) -> (String, Vec<String>) {
    let colour = |line: &str| Some(line.split_once("fill:#")?.1.split([';', '}']).next()?.to_owned());
    let is_paper = |line: &&str| line.contains(".paper");
    let paper = style.lines().find(is_paper).and_then(colour).expect("a paper");
    (
        paper,
        style
            .lines()
            .filter(|line| !is_paper(line) && !line.contains(".hollow"))
            .filter_map(colour)
            .collect(),
    )
}

/// How bright a colour is, by the rules for contents of the web.
fn brightness(colour: &str) -> f64 {
    let whole: String =
        if colour.len() == 3 { colour.chars().flat_map(|c| [c, c]).collect() } else { colour.into() };
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&whole[at..at + 2], 16).expect("a colour")) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn every_text_stands_out_from_its_paper_by_day_by_night_and_in_print() {
    let (light, rest) = STYLE.split_once("@media screen").expect("by night");
    let (dark, print) = rest.split_once("@media print").expect("in print");
    for style in [light, dark, print] {
        let (paper, texts) = colours(style);
        assert!(!texts.is_empty());
        for text in texts {
            let (a, b) = (brightness(&paper), brightness(&text));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text} on {paper}: {contrast}");
        }
    }
}

#[test]
fn letters_of_no_width_take_no_room_and_wide_ones_more() {
    use crate::chart::layout::TextRole::{Name, Note};
    assert_eq!(measure("e\u{301}", Note), measure("e", Note));
    assert!(measure("日", Note) > measure("n", Note));
    assert!(measure("Osk", Name) > measure("Osk", Note), "bold letters are wider");
    assert_eq!(measure("", Note), 0.0);
}
