//! Lines for readers about a sentence that was printed: correction, update, withdrawal. Drafts, which a person finishes.

use serde::Serialize;

use crate::claim::{ClaimAction, ClaimVerdict};

/// Of what a line is drafted.
#[derive(Clone, Copy, Debug)]
pub struct NoticeOf<'a> {
    /// What is to be done.
    pub action: ClaimAction,
    /// What the ledger says of the number now.
    pub verdict: ClaimVerdict,
    /// The number that was printed, with its hedge.
    pub number: &'a str,
    /// What it counts: `people killed in the Orla dam collapse`; empty where that is not known.
    pub counted: &'a str,
    /// When it was printed.
    pub printed_on: &'a str,
    /// Whether it rested on a typing error of this desk.
    pub is_ours: bool,
    /// What should have been typed.
    pub instead: Option<&'a str>,
    /// What can be written now.
    pub write: Option<&'a str>,
}

/// A draft, and what a person must still decide. It is never sent anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReaderNotice {
    /// The line; null where a person has to look first.
    pub text: Option<String>,
    /// What is left to decide.
    pub decide: Vec<&'static str>,
}

/// The draft of a line. A revision of a source is an update, and never called an error of ours.
pub fn notice(of: &NoticeOf<'_>) -> ReaderNotice {
    let what = said(of);
    let text = match of.action {
        ClaimAction::Correct if of.is_ours => {
            let instead = of.instead.map(|number| format!("; the number was {number}")).unwrap_or_default();
            let ours = format!("That was our typing error{instead}.");
            Some(format!("CORRECTION: An earlier version of this report {what}. {ours}"))
        }
        ClaimAction::Correct => Some(format!("CORRECTION: An earlier version of this report {what}.")),
        ClaimAction::Update => Some(format!("UPDATE: On {} this report {what}.", of.printed_on)),
        ClaimAction::Withdraw => {
            let by = match of.verdict {
                ClaimVerdict::Corrected => "Its publisher has corrected that number.",
                _ => "That number no longer stands.",
            };
            Some(format!("WITHDRAWN: An earlier version of this report {what}. {by}"))
        }
        ClaimAction::Look | ClaimAction::Leave => None,
    };
    let now = of.write.map(|write| format!(" {write}")).unwrap_or_default();
    ReaderNotice { text: text.map(|text| text + &now), decide: decide(of).to_vec() }
}

/// `gave 46 as the number of people killed in the Orla dam collapse`.
fn said(of: &NoticeOf<'_>) -> String {
    let number = of.number.to_lowercase();
    match of.counted {
        "" => format!("gave the number {number}"),
        counted => format!("gave {number} as the number of {counted}"),
    }
}

fn decide(of: &NoticeOf<'_>) -> &'static [&'static str] {
    match (of.action, of.verdict) {
        (ClaimAction::Correct, _) if of.is_ours => {
            &["where else we printed that number", "whether the headline had it"]
        }
        (ClaimAction::Correct, _) => &[
            "how the number came into the report: no figure here supported it when it was printed",
            "where else we printed it",
        ],
        (ClaimAction::Update, _) => &["whether the sentence is written anew, or this line stands below it"],
        (ClaimAction::Withdraw, ClaimVerdict::Corrected) => {
            &["whether the report still holds without that number"]
        }
        (ClaimAction::Withdraw, _) => {
            &["whether the report still holds without that number", "whether its source is asked why"]
        }
        (ClaimAction::Look, ClaimVerdict::Disputed) => &["whether both numbers are named"],
        (ClaimAction::Look, ClaimVerdict::Ask) => &["which count is meant"],
        (ClaimAction::Look, _) => &["what the number rests on: no figure here prints it"],
        (ClaimAction::Leave, _) => &[],
    }
}
