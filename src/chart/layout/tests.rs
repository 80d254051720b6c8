//! Everything has its place: no label over another, nothing beside the drawing.

use proptest::prelude::*;

use super::text::covered_by;
use super::{Area, ChartLayout, DrawingFrame, PanelField, PlacedText, TextRole, spots};
use crate::chart::parts::Panel;
use crate::chart::{Chart, ChartOptions, Spacing};
use crate::report::pictured::PictureReport;
use crate::report::pictured::testing::{any_large_picture, any_picture};

/// Letters of one width.
fn measure(text: &str, role: TextRole) -> f64 {
    text.chars().count() as f64 * role.size() * 0.6
}

fn layout(chart: &Chart, width: u32) -> ChartLayout {
    ChartLayout::of(chart, DrawingFrame { width: f64::from(width), measure: &measure })
}

fn area(text: &PlacedText) -> Area {
    covered_by(text, DrawingFrame { width: 0.0, measure: &measure })
}

fn labels_are_apart(field: &PanelField) -> Result<(), TestCaseError> {
    for (at, label) in field.labels.iter().enumerate() {
        for other in &field.labels[at + 1..] {
            let gap = 9.9;
            let with_gap = Area { left: label.area.left - gap, right: label.area.right + gap, ..label.area };
            prop_assert!(!with_gap.meets(&other.area), "{:?} touches {:?}", label.texts, other.texts);
        }
        for text in &label.texts {
            prop_assert!(label.area.holds(&area(text)), "{text:?} beside {:?}", label.area);
        }
        for text in &field.texts {
            prop_assert!(!label.area.meets(&area(text)), "{:?} over {text:?}", label.texts);
        }
    }
    Ok(())
}

fn marks_are_inside(panel: &Panel, field: &PanelField) -> Result<(), TestCaseError> {
    for mark in panel.lines.iter().flat_map(|line| &line.marks) {
        let [x, y] = spots::spot(field, mark);
        prop_assert!((field.plot.left..=field.plot.right).contains(&x));
        let lowest = field.words_at.unwrap_or(field.plot.bottom);
        prop_assert!((field.plot.top..=lowest).contains(&y));
        if let Some([left, right]) = spots::window(field, mark) {
            prop_assert!(field.plot.left <= left && right <= field.plot.right);
        }
    }
    Ok(())
}

fn all_is_at_its_place(picture: &PictureReport, width: u32, spacing: Spacing) -> Result<(), TestCaseError> {
    let chart = Chart::of(picture, ChartOptions { spacing, columns: width as usize });
    let layout = layout(&chart, width);
    let whole = Area { left: 0.0, top: 0.0, right: layout.width, bottom: layout.height };
    prop_assert_eq!(layout.fields.len(), chart.panels.len());
    for text in &layout.texts {
        prop_assert!(whole.holds(&area(text)), "{text:?} beside {whole:?}");
    }
    for (panel, field) in chart.panels.iter().zip(&layout.fields) {
        prop_assert!(whole.holds(&field.plot));
        labels_are_apart(field)?;
        marks_are_inside(panel, field)?;
        for label in &field.labels {
            prop_assert!(whole.holds(&label.area), "{:?}", label.texts);
        }
        let names: Vec<&str> = panel.lines.iter().map(|line| line.name.as_str()).collect();
        let said: String = field
            .texts
            .iter()
            .chain(field.labels.iter().flat_map(|label| &label.texts))
            .filter(|text| text.role == TextRole::Name)
            .map(|text| text.text.replace(' ', ""))
            .collect();
        for name in names {
            prop_assert!(said.contains(&name.replace(' ', "")), "{name} is not named in {said}");
        }
    }
    Ok(())
}

fn any_spacing() -> impl Strategy<Value = Spacing> {
    prop::sample::select(vec![Spacing::Linear, Spacing::Logarithmic])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_covers_another(picture in any_picture(), width in 240..1000_u32, spacing in any_spacing()) {
        all_is_at_its_place(&picture, width, spacing)?;
    }

    /// What was withdrawn, disputed or revised is said beside its mark, or below the chart.
    #[test]
    fn what_happened_is_said(picture in any_picture(), width in 240..1000_u32) {
        let chart = Chart::of(&picture, ChartOptions::of_width(width as usize));
        let layout = layout(&chart, width);
        let in_fields = layout.fields.iter().flat_map(|field| &field.labels).flat_map(|label| &label.texts);
        let said: Vec<&str> = in_fields.chain(&layout.texts).map(|text| text.text.as_str()).collect();
        let said = said.join(" ");
        for figure in &picture.figures {
            prop_assert!(figure.disputed_by.is_empty() || said.contains("disputed"), "{said}");
            let stands = figure.standing == crate::report::pictured::PicturedStanding::Stands;
            prop_assert!(stands || said.contains("withdrawn"), "{said}");
            prop_assert!(figure.revises.is_none() || said.contains("revised"), "{said}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_covers_another_among_many(
        picture in any_large_picture(600), width in 240..1000_u32, spacing in any_spacing(),
    ) {
        all_is_at_its_place(&picture, width, spacing)?;
    }
}
