//! A party that speaks of the other side's losses: a sentence says that it is one.

use crate::model::column::Field;
use crate::model::figure::Figure;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::words::Standpoint;
use crate::phrase::names::Speech;
use crate::phrase::occasion::Occasion;

/// `a party to the Velmar war speaking of the other side's losses`; `None` where the ledger says no such thing.
///
/// The row may say whose losses they are. Where it is silent, the authority is a party by what the desk says, and the people
/// counted are those of another body.
pub fn speaking_of_others(figure: &Figure, authority: &Name, speech: &Speech<'_>) -> Option<String> {
    let standpoint = figure.details.text(Field::Standpoint).and_then(Standpoint::from_word);
    let fact = speech.party_to(authority);
    let of_others = match standpoint {
        Some(standpoint) => standpoint == Standpoint::OpponentLosses,
        None => fact.is_some() && counts_another_body(figure, authority, speech),
    };
    if !of_others {
        return None;
    }
    let event = fact.map_or_else(|| row_event(figure, speech), |event| speech.event(&event));
    Some(format!("a party to {event} speaking of the other side's losses"))
}

/// Whether those counted are the people of another body: `soldiers > Velmar army`.
fn counts_another_body(figure: &Figure, authority: &Name, speech: &Speech<'_>) -> bool {
    let whose = figure.scope.group.as_str().split_once(STEP).and_then(|(_, whose)| Name::read(whose));
    whose
        .is_some_and(|whose| !speech.are_one((NameKind::Authority, &whose), (NameKind::Authority, authority)))
}

/// What the row says that the fighting is: its event, the largest where it is a path. What happened once has no parties.
fn row_event(figure: &Figure, speech: &Speech<'_>) -> String {
    let event = &figure.scope.event;
    let largest = event.steps().next().and_then(Name::read).unwrap_or_else(|| event.clone());
    match Occasion::of(&largest, speech) {
        Occasion::GoesOn => speech.event(&largest),
        Occasion::Moment | Occasion::Days => "the fighting".to_owned(),
    }
}
