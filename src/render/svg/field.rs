//! One panel: its scales, its lines, and what is written beside them.

use std::io;

use super::marks::{marks, strokes};
use super::shapes::{bracket, number, path, sample};
use super::texts::{TextGround, text};
use super::xml::Xml;
use crate::chart::layout::PanelField;
use crate::chart::parts::Panel;

/// Draws a panel.
pub fn field(xml: &mut Xml<'_>, panel: &Panel, field: &PanelField) -> io::Result<()> {
    xml.open("g", &[])?;
    xml.verbatim("\n")?;
    scales(xml, field)?;
    rules(xml, panel, field)?;
    for (at, line) in panel.lines.iter().enumerate() {
        strokes(xml, field, at, line)?;
    }
    for (at, line) in panel.lines.iter().enumerate() {
        marks(xml, field, at, line)?;
    }
    for one in &field.brackets {
        bracket(xml, one.x, (one.top, one.bottom))?;
    }
    field.samples.iter().try_for_each(|one| sample(xml, one, field.counts.spacing))?;
    for label in &field.labels {
        if let Some(leader) = label.leader {
            let [x, y] = leader.from.map(number);
            let [to_x, to_y] = leader.to.map(number);
            path(xml, "leader", &format!("M{x} {y}L{to_x} {to_y}"))?;
        }
    }
    field.texts.iter().try_for_each(|one| text(xml, one, TextGround::Paper))?;
    for label in &field.labels {
        label.texts.iter().try_for_each(|one| text(xml, one, TextGround::Lines))?;
    }
    xml.close("g")
}

fn scales(xml: &mut Xml<'_>, field: &PanelField) -> io::Result<()> {
    let (left, right) = (number(field.plot.left), number(field.plot.right));
    let mut lines = String::new();
    for y in field.grid.iter().filter(|y| **y < field.plot.bottom - 0.5) {
        lines.push_str(&format!("M{left} {}H{right}", number(*y)));
    }
    if !lines.is_empty() {
        path(xml, "grid", &lines)?;
    }
    let bottom = number(field.plot.bottom);
    let mut base = format!("M{left} {bottom}H{right}");
    for x in &field.day_ticks {
        base.push_str(&format!("M{} {bottom}v4", number(*x)));
    }
    path(xml, "base", &base)
}

fn rules(xml: &mut Xml<'_>, panel: &Panel, field: &PanelField) -> io::Result<()> {
    let (top, bottom) = (number(field.plot.top - 30.0), number(field.plot.bottom));
    for rule in &panel.rules {
        path(xml, "rule", &format!("M{} {top}V{bottom}", number(field.x(rule.day))))?;
    }
    Ok(())
}
