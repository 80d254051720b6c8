//! What a chart of letters always is: no wider than the screen, and nothing of what matters is left out.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::{Letters, chart};
use crate::chart::parts::NoteKind;
use crate::chart::{Chart, ChartOptions, Spacing};
use crate::model::draft::Field;
use crate::model::question::Question;
use crate::render::style::TextStyle;
use crate::report::pictured::PictureReport;
use crate::report::pictured::testing::{Row, Story, any_picture, picture_of};

fn drawn(picture: &PictureReport, spacing: Spacing, width: usize, letters: Letters) -> (Chart, String) {
    let chart_ = Chart::of(picture, ChartOptions { spacing, columns: width });
    let mut out = Vec::new();
    chart(&mut out, &chart_, TextStyle { width, ..TextStyle::PIPE }, letters).expect("written");
    (chart_, String::from_utf8(out).expect("text"))
}

fn office(figure: &str, day: &str) -> Row {
    Row::new(figure).by("Health Office").on(day)
}

#[test]
fn a_line_holds_until_the_next_report_and_a_bound_has_no_end() {
    let rows = [office("10", "2021-03-01"), office("at least 30", "2021-03-05"), office("40", "2021-03-09")];
    let (_, shown) =
        drawn(&picture_of(&Story::of(&rows), &Question::default()), Spacing::Linear, 60, Letters::Unicode);
    let expected = "\
   │
40 ┤                           ● 40 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
   │              ↑            │
   │  at least 30 ●────────────┘
   │              │
20 ┤              │
   │10            │
   │●─────────────┘
   │
 0 └┴────────────────┴────────────────┴────────────────┴
   1 Mar 2021      6 Mar           11 Mar           16 Mar
";
    assert!(shown.contains(expected), "{shown}");
}

#[test]
fn points_at_one_place_are_one_mark_whose_label_says_whose_they_are() {
    let rows = [
        office("10", "2021-03-01"),
        office("14", "2021-03-04"),
        Row::new("14").by("Rescue Service").on("2021-03-04"),
        office("20", "2021-03-08"),
        Row::new("about 20").by("Rescue Service").on("2021-03-08"),
    ];
    let picture = picture_of(&Story::of(&rows), &Question::default());
    let (_, shown) = drawn(&picture, Spacing::Linear, 70, Letters::Unicode);
    assert!(shown.contains("●■ 14") && shown.contains("● 20; □ about 20"), "{shown}");
    assert!(shown.contains("◎ several at one place"), "{shown}");
    let field: Vec<&str> = shown.lines().skip_while(|line| !line.contains('┤')).collect();
    assert_eq!(field.concat().matches('◎').count(), 3, "two places and the key\n{shown}");
    let (_, ascii) = drawn(&picture, Spacing::Linear, 70, Letters::Ascii);
    assert!(ascii.contains("AB 14") && ascii.contains("* several at one place"), "{ascii}");
}

#[test]
fn what_was_withdrawn_and_what_is_disputed_is_said_in_words() {
    let rows = [
        office("31", "2021-03-01"),
        Row::new("no one").by("Army").on("2021-03-02"),
        office("33", "2021-03-04"),
        Row::new("").by("Health Office").published("2021-03-05"),
    ];
    let story = Story::of(&rows).link(2, crate::model::words::LinkKind::Disputes, 1).link(
        4,
        crate::model::words::LinkKind::Retracts,
        3,
    );
    for width in [40, 60, 80, 140] {
        let picture = picture_of(&story, &Question::default());
        let (_, shown) = drawn(&picture, Spacing::Linear, width, Letters::Unicode);
        assert!(shown.contains("withdrawn") && shown.contains("disputed by Army"), "{width}\n{shown}");
    }
}

#[test]
fn more_than_four_authorities_have_a_panel_each_and_all_have_the_same_scales() {
    let mut rows = Vec::new();
    for name in ["A", "B", "C", "D", "E", "F"] {
        rows.extend(
            ["2021-03-01", "2021-03-08"].map(|day| Row::new("120").by(name).on(day).set(Field::Note, name)),
        );
    }
    let picture = picture_of(&Story::of(&rows), &Question::default());
    for (width, beside) in [(60, 1), (80, 2), (140, 3)] {
        let (chart, shown) = drawn(&picture, Spacing::Linear, width, Letters::Unicode);
        assert_eq!(chart.panels.len(), 6);
        let axes: Vec<usize> =
            shown.lines().map(|line| line.matches('└').count()).filter(|axes| *axes > 0).collect();
        assert_eq!(axes.iter().sum::<usize>(), 6, "{shown}");
        assert_eq!(axes.first(), Some(&beside), "{shown}");
        let lengths: std::collections::BTreeSet<usize> = shown
            .lines()
            .filter(|line| line.contains('└'))
            .flat_map(|line| {
                line.split('└')
                    .skip(1)
                    .map(|axis| axis.trim_end_matches(['0', ' ']).chars().count())
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(lengths.len(), 1, "{lengths:?}\n{shown}");
    }
}

#[test]
fn names_that_run_from_right_to_left_are_set_apart_and_take_no_more_room() {
    let rows = [
        Row::new("120").by("وزارة الصحة").on("2021-03-01"),
        Row::new("340").by("وزارة الصحة").on("2021-03-04"),
        Row::new("410").by("משרד הבריאות").on("2021-03-04"),
    ];
    let picture = picture_of(&Story::of(&rows), &Question::default());
    let (_, shown) = drawn(&picture, Spacing::Linear, 80, Letters::Unicode);
    for name in ["وزارة الصحة", "משרד הבריאות"] {
        assert!(shown.contains(&format!(" \u{2068}{name}\u{2069}\n")), "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// No line is wider than the screen; who answers for a line, and what was withdrawn or disputed, is always said; without
    /// Unicode every letter is ASCII; the axis of counts stands in one column.
    #[test]
    fn it_fits_and_says_what_matters(picture in any_picture(), width in 40..150_usize, log: bool) {
        if picture.figures.is_empty() {
            return Ok(());
        }
        let spacing = if log { Spacing::Logarithmic } else { Spacing::Linear };
        let (chart, shown) = drawn(&picture, spacing, width, Letters::Unicode);
        let (_, ascii) = drawn(&picture, spacing, width, Letters::Ascii);
        prop_assert!(ascii.is_ascii(), "{}", ascii);
        for shown in [&shown, &ascii] {
            prop_assert!(shown.lines().all(|line| line.width() <= width), "{}\n{}", width, shown);
            for voice in &picture.voices {
                prop_assert!(shown.contains(&voice.name), "{}", shown);
            }
        }
        let marks = chart.panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.marks);
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = words.matches("withdrawn").count() + words.matches("disputed by").count();
        let notes = marks.flat_map(|mark| &mark.notes).filter(|note| matches!(note.kind, NoteKind::Withdrawn | NoteKind::Disputed));
        let notes = notes.count();
        let more = words.contains("more: see the table");
        prop_assert!(more || said >= notes, "{} of {}\n{}", said, notes, shown);
    }
}
