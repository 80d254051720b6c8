//! A draft of a schema.org ClaimReview, as JSON-LD: what `check --claimreview` prints. It holds no rating: that is the desk's.

use serde::Serialize;

use super::check::{CheckReport, NearestReport};

/// The draft. The desk adds its address, its day and its rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimReviewDraft {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    /// The claim as it was printed.
    #[serde(rename = "claimReviewed")]
    claim: String,
    /// What the ledger holds of it, in words.
    #[serde(rename = "reviewBody")]
    body: String,
    /// Who reviews it, where the command was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<LinkedThing>,
    #[serde(rename = "itemReviewed")]
    item: ReviewedClaim,
    /// The documents of the figures on which it rests.
    #[serde(rename = "isBasedOn")]
    based_on: Vec<LinkedWork>,
}

/// A thing of which the name is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct LinkedThing {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

/// The claim, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ReviewedClaim {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<LinkedWork>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct LinkedWork {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<LinkedThing>,
}

/// Verdicts of which no draft is made: the ledger does not settle such a claim.
const UNSETTLED: [&str; 4] = ["disputed", "no record", "ask", "refuse"];

impl ClaimReviewDraft {
    /// The draft of a review of a claim; `None` where the ledger does not settle it. `who`: whose review it is.
    pub fn of(report: &CheckReport, who: Option<&str>) -> Option<ClaimReviewDraft> {
        if UNSETTLED.contains(&report.verdict) {
            return None;
        }
        let because = &report.because;
        let said = [format!("{}: {because}.", report.verdict), report.write.clone().unwrap_or_default()];
        Some(ClaimReviewDraft {
            context: "https://schema.org",
            kind: "ClaimReview",
            claim: report.claim.clone(),
            body: said.join(" ").trim().to_owned(),
            author: who.map(organisation),
            item: ReviewedClaim {
                kind: "Claim",
                text: report.claim.clone(),
                published: report.printed_on.clone(),
                appearance: report.place.as_deref().map(appearance),
            },
            based_on: report.nearest.iter().map(document).collect(),
        })
    }
}

fn organisation(name: &str) -> LinkedThing {
    LinkedThing { kind: "Organization", name: name.to_owned() }
}

/// Where a claim stood: an address, or the name of a page.
fn appearance(place: &str) -> LinkedWork {
    let url = place.starts_with("http").then(|| place.to_owned());
    LinkedWork { kind: "CreativeWork", name: place.to_owned(), url, published: None, publisher: None }
}

fn document(near: &NearestReport) -> LinkedWork {
    let who = near.authority.as_ref().map(|who| format!("{who}: ")).unwrap_or_default();
    LinkedWork {
        kind: "CreativeWork",
        name: format!("{who}{}", near.figure),
        url: near.url.clone(),
        published: Some(near.published_on.clone()),
        publisher: Some(organisation(&near.publisher)),
    }
}
