//! What a figure in a publisher's own voice rests on: who is cited, which counts it was made of, or nothing that is named.

use crate::model::name::Name;
use crate::model::recorded::Recorded;
use crate::phrase::made_of::{CountsUsed, Making};
use crate::phrase::names::Speech;

/// What a figure without an authority rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The row names nobody.
    Unnamed,
    /// The row names nobody, and this desk traces the figure to this authority.
    Traced(String),
    /// The publisher cites somebody who passed it on.
    Citing(String),
    /// The publisher made it of counts that are recorded.
    MadeOf(CountsUsed),
}

impl Ground {
    /// What a figure rests on that cannot be ascribed to an authority.
    pub fn of(recorded: &Recorded, speech: &Speech<'_>) -> Ground {
        let who = &recorded.figure.attribution;
        match (&who.authority, speech.made_of(recorded.id), &who.via) {
            (Some(name), ..) => Ground::Traced(speech.authority(name)),
            (None, Some(counts), _) => Ground::MadeOf(counts.clone()),
            (None, None, Some(via)) => Ground::Citing(cited(via, speech)),
            (None, None, None) => Ground::Unnamed,
        }
    }

    /// As a clause behind what was reported: `citing Le Parisien`, `without naming a source`.
    pub fn clause(&self) -> String {
        match self {
            Ground::Unnamed => "without naming a source".to_owned(),
            Ground::Traced(name) => {
                format!("without naming a source, a figure this desk traces to {name}")
            }
            Ground::Citing(name) => format!("citing {name}"),
            Ground::MadeOf(counts) => format!("{} {}", participle(counts), counts_of(counts)),
        }
    }

    /// Whom the publisher cites.
    pub fn cites(&self) -> Option<&str> {
        match self {
            Ground::Citing(name) => Some(name),
            _ => None,
        }
    }

    /// To whom this desk traces the figure.
    pub fn traced_to(&self) -> Option<&str> {
        match self {
            Ground::Traced(name) => Some(name),
            _ => None,
        }
    }
}

/// `the counts of AFAD and the Syrian Observatory for Human Rights`, `the count of AFAD`.
pub fn counts_of(counts: &CountsUsed) -> String {
    format!("the {} of {}", if counts.many == 1 { "count" } else { "counts" }, counts.whose)
}

fn participle(counts: &CountsUsed) -> &'static str {
    match counts.making {
        Making::Sum => "adding up",
        Making::Other => "working from",
    }
}

/// Those who passed a figure on, nearest to the publisher first: `Reuters, which cited SANA`.
fn cited(via: &Name, speech: &Speech<'_>) -> String {
    let names: Vec<String> = via.steps().filter_map(Name::read).map(|name| speech.relay(&name)).collect();
    names.into_iter().rev().collect::<Vec<_>>().join(", which cited ")
}
