//! `published_before_as_of`: a figure that holds for a day after the one on which it was published.

use crate::audit::{Check, Finding, Rank};
use crate::series::{Member, Series};

/// The rule.
pub const CHECK: Check = Check {
    name: "published_before_as_of",
    about: "the day it holds for is more than a day after its publication",
    apply: find,
};

/// One day's tolerance: the source may be a time zone ahead of the publisher.
const TOLERANCE: i32 = 1;

fn find(series: &Series) -> Vec<Finding> {
    series.members().iter().filter(|member| !series.is_void(member.id())).filter_map(finding).collect()
}

fn finding(member: &Member) -> Option<Finding> {
    let figure = &member.recorded.figure;
    let (as_of, published) = (figure.as_of.stated()?, figure.published_on.date);
    let ahead = as_of.first_day().days_since(published.last_day());
    (ahead > TOLERANCE && !as_of.may_overlap(published)).then(|| Finding {
        name: CHECK.name,
        rank: Rank::Error,
        figures: vec![member.id()],
        explanation: format!(
            "#{} holds for {}, but was published on {}: {ahead} days earlier",
            member.id(),
            as_of.long(),
            published.long()
        ),
        hint: format!("compare the two dates with the source: tollbook show {}", member.id()),
    })
}
